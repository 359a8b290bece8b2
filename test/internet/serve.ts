// Serves the frozen web on loopback: the Host header picks the site. It answers as sites do (validators, 304,
// compression, faults) and always the same; it knows no site by name.

import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { readWeb } from './content.ts'
import { encodeGb18030 } from './gb18030.ts'
import { escapeText } from './markup.ts'
import { type Answer, type Site, sampleLine, type WebView } from './site.ts'
import { sites } from './sites.ts'

export type FrozenWebOptions = {
  port?: number // 0: any free one
  edition?: number
  slowMs?: number // how long the slow site waits before each answer, 700 ms by default
  log?: (request: { host: string; path: string; headers: IncomingMessage['headers']; at: string }) => void
}

export type FrozenWeb = {
  port: number
  hosts: string[]
  /** For the door's allow-list: "name.example:80". */
  allow: string[]
  /** For the door: a name of the frozen web -> loopback and the server's port; other names fail as DNS does. */
  resolve: (hostname: string) => Promise<{ address: '127.0.0.1'; family: 4; port: number }[]>
  setEdition: (edition: number) => void
  /** Every request so far, oldest first. */
  requests: { host: string; path: string; status: number }[]
  close: () => Promise<void>
}

const slowMsDefault = 700
const requestsKeptMax = 100_000

export async function startFrozenWeb(options: FrozenWebOptions = {}): Promise<FrozenWeb> {
  const byHost = new Map(sites.map((site) => [site.host, site]))
  const readEdition = readWeb(sites)
  let views = readEdition(options.edition ?? 1)
  const requests: FrozenWeb['requests'] = []
  const server = createServer(async (request, response) => {
    const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
    const path = request.url ?? '/'
    options.log?.({ host, path, headers: request.headers, at: new Date().toISOString() })
    const site = byHost.get(host)
    const view = views.get(host)
    if (site?.slow) await new Promise((resolve) => setTimeout(resolve, options.slowMs ?? slowMsDefault))
    const status =
      site && view
        ? send(site, answerFor(site, path, view), request, response)
        : send(nowhere, { status: 421, type: 'text/plain', body: 'no such site' }, request, response)
    if (requests.length < requestsKeptMax) requests.push({ host, path, status })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    hosts: [...byHost.keys()],
    allow: [...byHost.keys()].map((host) => `${host}:80`),
    resolve: async (hostname) => {
      if (byHost.has(hostname.toLowerCase())) return [{ address: '127.0.0.1', family: 4, port }]
      throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname })
    },
    setEdition: (edition) => {
      views = readEdition(edition)
    },
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections()
        server.close((error) => (error ? reject(error) : resolve()))
      }),
  }
}

const nowhere: Site = { host: '', pathOf: () => '/', page: () => '', routes: {} }

function answerFor(site: Site, target: string, view: WebView): Answer {
  const path = target.split('?')[0] ?? '/'
  if (path === '/robots.txt') {
    if (site.robots === undefined) return notFound(path)
    return { type: 'text/plain; charset=utf-8', body: site.robots, changedAt: '2024-09-01T00:00:00Z' }
  }
  const early = site.before?.(target, view)
  if (early) return early
  const listed = { ...view, articles: view.articles.filter((article) => !article.gone) }
  const route = site.routes[path]
  if (route) return route(listed)
  const article = view.articles.find((candidate) => candidate.path === path)
  if (!article) return notFound(path)
  const type = site.pageType ?? 'text/html; charset=utf-8'
  if (article.gone) {
    return { status: 410, type, body: errorPage('410 Gone', 'This story has been removed by the editors.') }
  }
  return { type, body: site.page(article, listed), changedAt: article.modified ?? article.published }
}

function notFound(path: string): Answer {
  const body = errorPage('404 Not Found', `Nothing at ${path}.`)
  return { status: 404, type: 'text/html; charset=utf-8', body }
}

function errorPage(title: string, sentence: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>${escapeText(sentence)}</p><footer><small>${sampleLine}</small></footer></body></html>`
}

/** Writes the answer with the headers of a real server; the status that was sent. */
function send(site: Site, answer: Answer, request: IncomingMessage, response: ServerResponse): number {
  const status = answer.status ?? 200
  const body = toBytes(site, answer.body ?? '')
  const headers: Record<string, string> = { ...site.headers, ...answer.headers }
  if (answer.type) headers['content-type'] = answer.type
  if (status === 200) Object.assign(headers, validatorsOf(site, answer, body))
  if (status === 200 && isUnchanged(request, headers)) {
    delete headers['content-type']
    response.writeHead(304, headers).end()
    return 304
  }
  const [encoding, encoded] = compress(site, request, body)
  if (encoding) headers['content-encoding'] = encoding
  if (site.compress) headers.vary = 'Accept-Encoding'
  headers['content-length'] = String(encoded.byteLength)
  response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : encoded)
  return status
}

function toBytes(site: Site, body: string | Uint8Array): Uint8Array {
  if (typeof body !== 'string') return body
  return site.charset === 'gb18030' ? encodeGb18030(body) : Buffer.from(body)
}

function validatorsOf(site: Site, answer: Answer, body: Uint8Array): Record<string, string> {
  const sent = site.validators ?? ['etag', 'last-modified']
  const headers: Record<string, string> = { 'cache-control': site.cacheControl ?? 'public, max-age=60' }
  if (sent.includes('etag')) headers.etag = `"${createHash('sha1').update(body).digest('hex').slice(0, 20)}"`
  if (sent.includes('last-modified') && answer.changedAt) {
    headers['last-modified'] = new Date(answer.changedAt).toUTCString()
  }
  return headers
}

/** RFC 9110: If-None-Match decides alone when it is there. */
function isUnchanged(request: IncomingMessage, headers: Record<string, string>): boolean {
  const match = request.headers['if-none-match']
  if (match !== undefined && headers.etag) {
    return match
      .split(',')
      .some((tag) => tag.trim().replace(/^W\//, '') === headers.etag || tag.trim() === '*')
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  const changed = Date.parse(headers['last-modified'] ?? '')
  return Number.isFinite(since) && Number.isFinite(changed) && changed <= since
}

function compress(site: Site, request: IncomingMessage, body: Uint8Array): [string | undefined, Uint8Array] {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const encoding = site.compress?.find((name) => new RegExp(`\\b${name}\\b`).test(accepted))
  if (encoding === 'br') return ['br', brotliCompressSync(body)]
  if (encoding === 'gzip') return ['gzip', gzipSync(body)]
  return [undefined, body]
}
