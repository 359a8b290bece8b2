// May this address be fetched? Keeps each origin's robots.txt rules: asked once for many, fresh for a day, bounded in
// memory. It asks through the same wire and turns as every other request, so the same guard and limits hold.

import { productToken } from './agent.ts'
import { readBody } from './body.ts'
import { unlessAborted, within } from './deadline.ts'
import { type Answer, exchange, type Wire } from './exchange.ts'
import { failureOf, Refusal } from './failure.ts'
import type { Limits } from './limits.ts'
import type { Turns } from './queue.ts'
import { headerOf, joinedHeaderOf, readRetryAfter, ruleForStatus } from './reply.ts'
import type { Rests } from './rest.ts'
import { isAllowedByRobots, type RobotsRules, readRobots } from './robots.ts'
import { parseTarget } from './target.ts'

/** What an origin said, for keeping over restarts. `text` is absent when there is no such file: all is allowed. */
type StoredRobots = { text?: string; fetchedAt: string }

/** A place to keep robots.txt files, so that a program started every hour still asks once a day. */
export type RobotsCache = {
  read: (origin: string) => Promise<StoredRobots | undefined>
  write: (origin: string, robots: StoredRobots) => Promise<void>
}

export type Permission = {
  /** Throws a Refusal when the file closes the address, cannot be had, or the host itself cannot be reached. */
  ask: (url: URL, signal: AbortSignal) => Promise<{ crawlDelayMs: number; tookMs: number }>
}

export type PermissionOptions = {
  wire: Wire
  turns: Turns
  userAgent: string
  now: () => Date
  pauseMs: number
  cache?: RobotsCache
  onRequest: (url: string) => void
  rests: Rests
  closing: AbortSignal // the door's: one look-up serves many fetches, so no single one of them may stop it
}

type Verdict = { rules: RobotsRules; chars: number; untilMs: number; fetchedMs: number; problem?: unknown }

const everythingAllowed: RobotsRules = { rules: [] }

export function openPermission(options: PermissionOptions): Permission {
  const { limits } = options.wire
  const verdicts = new Map<string, Verdict>()
  const underway = new Map<string, Promise<{ verdict: Verdict; tookMs: number }>>()

  async function findVerdict(origin: string): Promise<{ verdict: Verdict; tookMs: number }> {
    const known = verdicts.get(origin)
    if (known && options.now().getTime() < known.untilMs) return { verdict: known, tookMs: 0 }
    const asked =
      underway.get(origin) ?? askOrigin(options, origin, known).finally(() => underway.delete(origin))
    underway.set(origin, asked)
    const answer = await asked
    remember(verdicts, origin, answer.verdict, limits.robotsCacheCharsMax)
    return answer
  }

  return {
    async ask(url, signal) {
      const { verdict, tookMs } = await unlessAborted(findVerdict(url.origin), signal)
      if (verdict.problem) throw verdict.problem
      if (!isAllowedByRobots(verdict.rules, url.href))
        throw new Refusal('robots-closed', { host: url.hostname })
      const crawlDelayMs = Math.min((verdict.rules.crawlDelaySeconds ?? 0) * 1000, limits.crawlDelayMsMax)
      return { crawlDelayMs, tookMs }
    },
  }
}

/** The newest last; the oldest leave when all together are too large. */
function remember(verdicts: Map<string, Verdict>, origin: string, verdict: Verdict, charsMax: number): void {
  verdicts.delete(origin)
  verdicts.set(origin, verdict)
  let chars = 0
  for (const { chars: own } of verdicts.values()) chars += own
  for (const [oldest, { chars: own }] of verdicts) {
    if (chars <= charsMax) return
    verdicts.delete(oldest)
    chars -= own
  }
}

async function askOrigin(
  options: PermissionOptions,
  origin: string,
  known: Verdict | undefined,
): Promise<{ verdict: Verdict; tookMs: number }> {
  const nowMs = options.now().getTime()
  const { limits } = options.wire
  const stored = known ? undefined : await options.cache?.read(origin).catch(() => undefined)
  const old =
    known && !known.problem
      ? known
      : stored && makeVerdict(options, stored.text, Date.parse(stored.fetchedAt))
  if (old && nowMs < old.untilMs && old.fetchedMs <= nowMs) return { verdict: old, tookMs: 0 }

  const trip: RobotsTrip = { tookMs: 0, host: '' }
  try {
    const text = await fetchRobots(options, new URL('/robots.txt', origin), trip)
    const kept = { ...(text === undefined ? {} : { text }), fetchedAt: options.now().toISOString() }
    await options.cache?.write(origin, kept).catch(() => {}) // a file that is not kept is asked for once more
    return { verdict: makeVerdict(options, text, nowMs), tookMs: trip.tookMs }
  } catch (error) {
    const { problem, forMs } = readProblem(error, origin, trip.host, limits)
    // Out of reach: the old rules stand in for a time, else nothing may be fetched (RFC 9309, 2.3.1.4 and 2.4).
    const usable = old && forMs > 0 && nowMs - old.fetchedMs < limits.robotsStaleMsMax
    const verdict = usable ? old : { rules: everythingAllowed, chars: 100, fetchedMs: nowMs, problem }
    return { verdict: { ...verdict, untilMs: nowMs + forMs }, tookMs: trip.tookMs }
  }
}

function makeVerdict(options: PermissionOptions, text: string | undefined, fetchedMs: number): Verdict {
  const rules = text === undefined ? everythingAllowed : readRobots(text, productToken(options.userAgent))
  const chars = 100 + rules.rules.reduce((sum, rule) => sum + rule.length + 50, 0)
  return { rules, chars, fetchedMs, untilMs: fetchedMs + options.wire.limits.robotsFreshMs }
}

/** A host that cannot be reached at all is reported as such; what is wrong with its robots.txt alone, as that. */
function readProblem(
  error: unknown,
  origin: string,
  at: string,
  limits: Limits,
): { problem: unknown; forMs: number } {
  const host = new URL(origin).hostname
  const { kind, step, status } = failureOf(error, { url: origin, failedAt: '' })
  if (kind === 'stopped' || kind === 'host-resting' || kind === 'queue-full')
    return { problem: error, forMs: 0 }
  if (at === host && (step === 'resolve' || step === 'connect'))
    return { problem: error, forMs: limits.unreachableHostMs }
  const detail = status === undefined ? kind : `status ${status}`
  return { problem: new Refusal('robots-unreachable', { host, detail }), forMs: limits.robotsUnreachableMs }
}

/** How long servers took for it, and the host that it stands at: redirects may lead elsewhere. */
type RobotsTrip = { tookMs: number; host: string }

/** The file's text, or undefined when the server says that there is none (4xx, or too many redirects). */
async function fetchRobots(
  options: PermissionOptions,
  start: URL,
  trip: RobotsTrip,
): Promise<string | undefined> {
  const { limits } = options.wire
  let url = start
  for (let hop = 0; hop <= limits.robotsRedirectsMax; hop += 1) {
    trip.host = url.hostname
    const answer = await fetchHop(options, url, trip)
    if ('text' in answer) return answer.text
    const target = parseTarget(answer.location, options.wire.allow, limits, url)
    // A redirect to nowhere is a server's error, not a statement that there is no file.
    if ('problem' in target) throw new Refusal('denied-redirect', { detail: target.problem })
    url = target.url
  }
  return undefined
}

type RobotsHop = { text: string | undefined } | { location: string }

function fetchHop(options: PermissionOptions, url: URL, trip: RobotsTrip): Promise<RobotsHop> {
  const { limits } = options.wire
  const host = url.hostname
  const headers = {
    'user-agent': options.userAgent,
    accept: 'text/plain, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br, zstd',
  }
  const work = async (): Promise<RobotsHop> => {
    options.rests.check(host)
    options.onRequest(url.href)
    const startedMs = performance.now()
    const late = new Refusal('timeout', { host, seconds: limits.robotsMsMax / 1000 })
    try {
      return await within(limits.robotsMsMax - trip.tookMs, options.closing, late, (signal) =>
        exchange(options.wire, url, headers, signal, (answer) => readAnswer(options, host, answer)),
      )
    } finally {
      trip.tookMs += performance.now() - startedMs
    }
  }
  return options.turns.take(host, work, { pauseMs: options.pauseMs, first: true, signal: options.closing })
}

/**
 * RFC 9309, 2.3.1: 2xx is the file, 3xx leads on, 4xx says that there is none, the rest that it is out of reach.
 * One deviation, on the strict side: 429 is counted with the rest, as it asks for less and not for more.
 */
async function readAnswer(options: PermissionOptions, host: string, answer: Answer): Promise<RobotsHop> {
  const { limits } = options.wire
  const { status, headers, body } = answer
  if (status >= 200 && status <= 299) {
    const own = { ...limits, bodyBytesMax: limits.robotsBytesMax }
    const bytes = await readBody(body, joinedHeaderOf(headers, 'content-encoding'), own, true)
    return { text: new TextDecoder().decode(bytes) } // always UTF-8 (RFC 9309, 2.3)
  }
  const rule = ruleForStatus(status)
  if (rule.act === 'follow') {
    const location = headerOf(headers, 'location')
    if (location === '') throw new Refusal('redirect-without-target', { host, status })
    return { location }
  }
  if (rule.act === 'fail') {
    options.rests.note(host, rule.restsHost, readRetryAfter(headers, options.now(), limits))
  }
  if (status >= 400 && status <= 499 && status !== 429) return { text: undefined }
  throw new Refusal('http-5xx', { host, status })
}
