// Sites on loopback that answer as a test scripts them: the Host header picks the site, and each answer may depend on
// how often its address was asked. Names end in ".example"; every other name fails as DNS does.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = {
  status?: number
  type?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  waitMs?: number
}
/** `times` counts the requests for this address, this one included. */
export type Ask = { address: string; times: number; headers: IncomingHttpHeaders }
export type Script = string | Answer | ((ask: Ask) => string | Answer)

export type ScriptedSites = {
  /** "ward.example/feed" with the query as asked; "ward.example/*" answers what nothing else does. */
  on(address: string, script: Script): void
  /** Every request for the address, robots.txt apart, oldest first; of all addresses when none is named. */
  asked(address?: string): Ask[]
  door: {
    allow: string[]
    resolve: (host: string) => Promise<{ address: string; family: 4; port: number }[]>
  }
  close(): Promise<void>
}

export async function startScriptedSites(): Promise<ScriptedSites> {
  const scripts = new Map<string, Script>()
  const asks: Ask[] = []
  const server = createServer(async (request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const address = host + (request.url ?? '/')
    const script = scripts.get(address) ?? scripts.get(`${host}/*`)
    const times = asks.filter((ask) => ask.address === address).length + 1
    const ask = { address, times, headers: request.headers }
    asks.push(ask)
    const scripted =
      typeof script === 'function' ? script(ask) : (script ?? { status: 404, body: 'nothing here' })
    const answer = typeof scripted === 'string' ? { body: scripted } : scripted
    if (answer.waitMs) await new Promise((resolve) => setTimeout(resolve, answer.waitMs))
    const type = answer.type ?? typeOf(answer.body)
    response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers }).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    on: (address, script) => void scripts.set(address, script),
    asked: (address) =>
      asks.filter((ask) => !ask.address.endsWith('/robots.txt') && (!address || ask.address === address)),
    door: {
      allow: ['*.example:80'],
      resolve: async (host) => {
        if (host.endsWith('.example')) return [{ address: '127.0.0.1', family: 4, port }]
        throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })
      },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function typeOf(body: Answer['body']): string {
  return typeof body === 'string' && /^\s*<(\?xml|rss)/.test(body)
    ? 'application/rss+xml'
    : 'text/html; charset=utf-8'
}

/** Answers with an ETag of its own making, and 304 to whom knows it. */
export function withEtag(body: string, { headers }: Ask, etag = `"${body.length}-${hash(body)}"`): Answer {
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } }
  return { body, headers: { etag } }
}

function hash(text: string): number {
  let sum = 0
  for (const character of text) sum = (Math.imul(sum, 31) + character.codePointAt(0)!) >>> 0
  return sum
}

// ---------------------------------------------------------------- documents

export type Item = {
  id: string
  title?: string
  link?: string | undefined
  guid?: string | undefined
  date?: string
  text?: string
}

/** An RSS feed; an item without further words is story ID at /ID of the host, with ID as its guid. */
export function writeFeed(host: string, items: Item[], head = ''): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${host}</title><link>http://${host}/</link>
    <description>stories</description>${head}${items.map((item) => writeItem(host, item)).join('\n')}</channel></rss>`
}

function writeItem(host: string, item: Item): string {
  const guid = 'guid' in item ? item.guid : item.id
  const link = 'link' in item ? item.link : `http://${host}/${item.id}`
  return `<item><title>${item.title ?? titleOf(item.id)}</title>
    ${guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`}
    ${link === undefined ? '' : `<link>${link.replaceAll('&', '&amp;')}</link>`}
    ${item.date === '' ? '' : `<pubDate>${item.date ?? 'Mon, 02 Mar 2026 06:00:00 GMT'}</pubDate>`}
    <description>${item.text ?? 'A hospital takes up a model.'}</description></item>`
}

export const titleOf = (id: string) => `Hospital ${id} takes up an AI scribe`

/** Text of which no two ids share four words in a row. */
export function storyText(id: string, paragraphs = 4): string[] {
  const words = (from: number) =>
    Array.from({ length: 30 }, (_, i) => `w${id.replace(/\W/g, 'x')}n${from + i}`).join(' ')
  return Array.from(
    { length: paragraphs },
    (_, i) => `The ward of story ${id} reported ${words(i * 30)}, its doctors said.`,
  )
}

export type PageParts = { title?: string; text?: string[]; head?: string }

/** A plain article's page; what is not named is made from the id. */
export function writePage(
  id: string,
  { title = titleOf(id), text = storyText(id), head = '' }: PageParts = {},
) {
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>
    ${text.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}</article></body></html>`
}

/** Pages for every story that is asked for: /ID of the host. */
export function serveStories(sites: ScriptedSites, host: string): void {
  sites.on(`${host}/*`, ({ address }) => {
    const id = address.slice(host.length + 1)
    return id === 'robots.txt' ? { status: 404 } : writePage(id)
  })
}
