// The door: the only way from Uptake to the network. It asks politely, judges every address it connects to, stops at
// every limit, and answers with a Page, a NotModified or a Failure; it never throws and never keeps what it fetched.
// Only this folder imports undici, node:net, node:tls, node:dns or node:http(s), or calls fetch(); its types name none
// of them, so that nobody outside can come to hold a connection.

import { isIP } from 'node:net'
import type { Failure, Fetched, NotModified, Page, Validators } from '../model.ts'
import { closedNetworkOf } from './address.ts'
import { readBody } from './body.ts'
import { type Dial, dialDirectly, type Guard, type Resolve } from './connect.ts'
import { within } from './deadline.ts'
import { type Decoder, openDecoder } from './decode.ts'
import { type Answer, exchange, type Wire } from './exchange.ts'
import { failureOf, Refusal } from './failure.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { openPermission, type Permission, type RobotsCache } from './permission.ts'
import { openTurns, type Turns } from './queue.ts'
import {
  botWallOf,
  headerOf,
  joinedHeaderOf,
  readFreshness,
  readRetryAfter,
  readValidators,
  ruleForStatus,
  unreadableType,
} from './reply.ts'
import { resolveBySystem, resolveLiterals } from './resolve.ts'
import { openRests, type Rests } from './rest.ts'
import { parseTarget } from './target.ts'

type Purpose = 'feed' | 'page' | 'robots' | 'api' | 'discovery'

export type DoorOptions = {
  userAgent: string // from userAgent() in agent.ts: the same for feeds, pages and robots.txt
  now: () => Date
  /** host:port pairs that the address guard lets pass: "127.0.0.1:8080", "*.example:80". */
  allow?: readonly string[]
  /** A resolver of one's own. It may name another port; the guard judges its addresses like any others. */
  resolve?: Resolve
  limits?: Partial<Limits>
  /** From the end of one answer to the next request to the same host; a longer Crawl-delay goes before. */
  pauseMs?: number
  robotsCache?: RobotsCache
  /** Hosts that asked for rest before the program was started, and where to note new ones. */
  rests?: readonly { host: string; until: string }[]
  onRest?: (host: string, until: string) => void
  /** Told of each request before the guard judges its address; robots.txt and redirects included. */
  onRequest?: (request: { url: string; purpose: Purpose }) => void
}

export type DoorRequest = {
  url: string
  validators?: Validators // echoed byte for byte
  accept?: string
  purpose: Purpose
  signal?: AbortSignal
  /**
   * Leave out robots.txt, for this address and its redirects on the same host. The default is to ask it for feeds too:
   * a program that comes by itself every hour is a crawler, whoever subscribed it. Some publishers close their feeds'
   * paths to search engines by oversight, though; for one of those the operator, who chose this very address and
   * answers for it, may set this on the source. It never holds for pages that a feed merely names.
   * Purpose "api" leaves it out by itself: such an address is documented for programs, under terms of its own.
   */
  ignoreRobots?: boolean
}

export type Door = {
  fetch: (request: DoorRequest) => Promise<Fetched>
  /** Stops what is under way: those fetches end as Failures of kind "stopped". */
  close: () => Promise<void>
  /** Hosts that have requests waiting, under way, or a pause running. */
  hostCount: () => number
}

/** Parts that only tests replace, to see the guard at work without a packet leaving the machine. */
export type Seam = { dial?: Dial; closedNetworkOf?: Guard['closedNetworkOf'] }

export function openDoor(options: DoorOptions, seam: Seam = {}): Door {
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const pauseMs = options.pauseMs ?? limits.hostPauseMs
  const closing = new AbortController()
  const guard: Guard = {
    resolve: resolveLiterals(options.resolve ?? resolveBySystem),
    dial: seam.dial ?? dialDirectly(limits),
    closedNetworkOf: seam.closedNetworkOf ?? closedNetworkOf,
  }
  const wire: Wire = { guard, allow: options.allow ?? [], limits }
  const turns = openTurns(limits)
  const rests = openRests(options, limits)
  const permission = openPermission({
    wire,
    turns,
    userAgent: options.userAgent,
    now: options.now,
    pauseMs,
    rests,
    closing: closing.signal,
    onRequest: (url) => options.onRequest?.({ url, purpose: 'robots' }),
    ...(options.robotsCache ? { cache: options.robotsCache } : {}),
  })
  const decoder = openDecoder(limits)
  const house: House = { options, limits, pauseMs, wire, turns, rests, permission, decoder }

  return {
    async fetch(request) {
      const signal = request.signal ? AbortSignal.any([request.signal, closing.signal]) : closing.signal
      const trip: Trip = { request, signal, tookMs: 0, host: '' }
      try {
        return await travel(house, trip)
      } catch (error) {
        return failTrip(house, trip, error)
      }
    },
    async close() {
      closing.abort(new Refusal('stopped'))
      turns.clear()
      await decoder.close()
    },
    hostCount: () => turns.hostCount(),
  }
}

type House = {
  options: DoorOptions
  limits: Limits
  pauseMs: number
  wire: Wire
  turns: Turns
  rests: Rests
  permission: Permission
  decoder: Decoder
}

/** One fetch: where it is, and how much of its time servers have used up. */
type Trip = { request: DoorRequest; signal: AbortSignal; tookMs: number; host: string }

type Hop = { fetched: Page | NotModified } | { location: URL; permanent: boolean }

/** Hop by hop: each one is parsed, asks robots.txt, takes its turn at its host and passes the guard anew. */
async function travel(house: House, trip: Trip): Promise<Fetched> {
  const { limits, wire } = house
  const { request } = trip
  const start = parseTarget(request.url, wire.allow, limits)
  if ('problem' in start) throw new Refusal('bad-url', { detail: start.problem })
  const seen = new Set([start.url.href])
  let url = start.url
  let permanent = true
  for (let redirects = 0; redirects <= limits.redirectsMax; redirects += 1) {
    trip.host = url.hostname
    let crawlDelayMs = 0
    if (asksRobots(request, start.url, url)) {
      const permitted = await house.permission.ask(url, trip.signal)
      crawlDelayMs = permitted.crawlDelayMs
      trip.tookMs += permitted.tookMs
    }
    const hop = await takeHop(house, trip, url, Math.max(house.pauseMs, crawlDelayMs))
    if ('fetched' in hop) {
      const moved = permanent && redirects > 0 ? { movedTo: url.href } : {}
      return { ...hop.fetched, ...moved }
    }
    permanent &&= hop.permanent
    url = hop.location
    if (seen.has(url.href)) throw new Refusal('redirect-loop')
    seen.add(url.href)
  }
  throw new Refusal('too-many-redirects', { detail: String(limits.redirectsMax) })
}

function asksRobots(request: DoorRequest, start: URL, url: URL): boolean {
  if (request.purpose === 'robots' || request.purpose === 'api') return false
  return !(request.ignoreRobots && url.hostname === start.hostname)
}

/** Waits for the host's turn, then makes one request within what is left of the fetch's time. */
async function takeHop(house: House, trip: Trip, url: URL, pauseMs: number): Promise<Hop> {
  const { limits, options, wire, turns } = house
  const work = async (): Promise<Hop> => {
    house.rests.check(url.hostname)
    options.onRequest?.({ url: url.href, purpose: trip.request.purpose })
    const startedMs = performance.now()
    const late = new Refusal('timeout', { seconds: limits.totalMsMax / 1000 })
    const headers = requestHeaders(house, trip.request)
    try {
      return await within(limits.totalMsMax - trip.tookMs, trip.signal, late, (signal) =>
        exchange(wire, url, headers, signal, (answer) => readHop(house, trip, url, answer)),
      )
    } finally {
      trip.tookMs += performance.now() - startedMs
    }
  }
  return turns.take(url.hostname, work, { pauseMs, signal: trip.signal })
}

const accepts: Readonly<Record<Purpose, string>> = {
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
  page: 'text/html, application/xhtml+xml, */*;q=0.5',
  discovery:
    'text/html, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
  robots: 'text/plain, */*;q=0.5',
  api: 'application/json, */*;q=0.5',
}

/** No cookie, no referrer, nothing made up: validators only if the server gave them, and as it gave them. */
function requestHeaders(house: House, request: DoorRequest): Record<string, string> {
  const { etag, lastModified } = request.validators ?? {}
  return {
    'user-agent': house.options.userAgent,
    accept: request.accept ?? accepts[request.purpose],
    'accept-encoding': 'gzip, deflate, br, zstd',
    ...(isHeaderValue(etag) ? { 'if-none-match': etag } : {}),
    ...(isHeaderValue(lastModified) ? { 'if-modified-since': lastModified } : {}),
  }
}

/** What a header can carry (RFC 9110, 5.5). Anything else did not come from a server, and would spoil the request. */
function isHeaderValue(value: string | undefined): value is string {
  return value !== undefined && /^[\t\x20-\x7e\x80-\xff]+$/.test(value)
}

async function readHop(house: House, trip: Trip, url: URL, answer: Answer): Promise<Hop> {
  const { limits, wire, options } = house
  const { status, headers } = answer
  const rule = ruleForStatus(status)
  if (rule.act === 'follow') {
    const location = headerOf(headers, 'location')
    if (!location) throw new Refusal('redirect-without-target', { status })
    // Servers send raw UTF-8 in Location; undici hands bytes over as latin1.
    const target = parseTarget(Buffer.from(location, 'latin1').toString('utf8'), wire.allow, limits, url)
    if ('problem' in target) throw new Refusal('denied-redirect', { detail: target.problem })
    return { location: target.url, permanent: rule.permanent }
  }
  if (rule.act === 'fail') {
    const retryAt = house.rests.note(
      url.hostname,
      rule.restsHost,
      readRetryAfter(headers, options.now(), limits),
    )
    const wall = status === 403 || status === 429 || status === 503 ? botWallOf(headers) : undefined
    if (wall) throw new Refusal('bot-wall', { status, detail: wall, agent: options.userAgent }, retryAt)
    throw new Refusal(rule.kind, { status, agent: options.userAgent }, retryAt)
  }
  const common = { url: url.href, requestedUrl: trip.request.url, fetchedAt: options.now().toISOString() }
  const freshForMs = readFreshness(headers, limits)
  const fresh = freshForMs === undefined ? {} : { freshForMs }
  const validators = readValidators(headers, limits)
  if (rule.act === 'not-modified') {
    const { etag, lastModified } = trip.request.validators ?? {}
    if (!etag && !lastModified) throw new Refusal('unasked-304', { status })
    // A 304 may bring newer validators; one it does not name stays (RFC 9110, 15.4.5).
    return {
      fetched: {
        outcome: 'not-modified',
        ...common,
        ...fresh,
        validators: { ...trip.request.validators, ...validators },
      },
    }
  }
  const page = await readPage(house, trip, answer)
  return { fetched: { outcome: 'page', ...common, ...fresh, status, validators, ...page } }
}

async function readPage(house: House, trip: Trip, { headers, body }: Answer) {
  const { limits } = house
  const contentType = headerOf(headers, 'content-type')
  const unreadable = trip.request.purpose === 'api' ? undefined : unreadableType(contentType)
  if (unreadable) throw new Refusal('not-text', { detail: unreadable })
  if (Number(headerOf(headers, 'content-length')) > limits.bodyBytesMax) {
    throw new Refusal('too-large', { detail: String(Math.round(limits.bodyBytesMax / 1024 / 1024)) })
  }
  const bytes = await readBody(body, joinedHeaderOf(headers, 'content-encoding'), limits)
  const { text, charset, doubtful } = await house.decoder.decode(bytes, contentType)
  const link = joinedHeaderOf(headers, 'link')
  return {
    contentType: contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '',
    charset,
    charsetDoubtful: doubtful,
    text,
    bytes,
    ...(link ? { link } : {}),
  }
}

function failTrip(house: House, trip: Trip, error: unknown): Failure {
  const cause = trip.signal.aborted ? new Refusal('stopped') : error
  const failure = failureOf(cause, {
    url: trip.request.url,
    failedAt: house.options.now().toISOString(),
    host: trip.host || 'the site',
    agent: house.options.userAgent,
  })
  // A name may stand for a closed address only for now: networks with a login page answer so for every site.
  const mayChange = failure.kind === 'denied-address' && !isAddress(trip.request.url)
  return mayChange ? { ...failure, retry: 'later' } : failure
}

function isAddress(url: string): boolean {
  const hostname = URL.parse(url)?.hostname ?? ''
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}
