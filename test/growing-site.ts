// A site on loopback for tests that interrupt, repeat and compare. Its feeds hold one story each: whoever shows the
// ETag of what is there has it, and gets the next story in its place. A reader that notes the ETag without the story
// has lost it for good.
// It is reached by its address, as an intranet mirror would be: UPTAKE_ALLOW names it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

export type GrowingSite = {
  address: string // "127.0.0.1:40001"
  requests: { path: string; conditional: boolean; userAgent: string }[]
  /** Guids of every story that a feed has listed so far. */
  listed(): Set<string>
  grow: boolean
  close(): Promise<void>
}

/** `feeds` feeds at /feed/0 …; each story has a page of its own at /story/FEED-NUMBER. `slowMs` delays every answer. */
export async function startGrowingSite({
  feeds,
  slowMs = 0,
}: {
  feeds: number
  slowMs?: number
}): Promise<GrowingSite> {
  const counts = Array.from({ length: feeds }, () => 0)
  const site: GrowingSite = {
    address: '',
    requests: [],
    grow: true,
    listed: () =>
      new Set(counts.flatMap((count, feed) => Array.from({ length: count }, (_, n) => `${feed}-${n + 1}`))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const server = createServer(async (request, response) => {
    const url = request.url ?? '/'
    site.requests.push({
      path: url,
      conditional: request.headers['if-none-match'] !== undefined,
      userAgent: request.headers['user-agent'] ?? '',
    })
    if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs))
    const feed = /^\/feed\/(\d+)$/.exec(url)?.[1]
    const story = /^\/story\/(\d+-\d+)$/.exec(url)?.[1]
    if (feed !== undefined && Number(feed) < feeds) {
      const had = request.headers['if-none-match'] === `"${counts[Number(feed)]}"`
      if (counts[Number(feed)] === 0 || (had && site.grow)) counts[Number(feed)]!++
      const etag = `"${counts[Number(feed)]}"`
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { ETag: etag }).end()
      response.writeHead(200, { 'Content-Type': 'application/rss+xml', ETag: etag })
      return void response.end(writeFeed(site.address, Number(feed), counts[Number(feed)]!))
    }
    if (story !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      return void response.end(writePage(story))
    }
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site.address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return site
}

/** A feeds/ folder that watches the site. */
export function writeFeedsFolder(folder: string, site: GrowingSite, feeds: number): string {
  mkdirSync(folder, { recursive: true })
  const sources = Array.from({ length: feeds }, (_, i) =>
    [
      `  - name: growing-${i}`,
      `    title: Growing ${i}`,
      '    method: feed',
      `    url: http://${site.address}/feed/${i}`,
      '    kind: newspaper',
      '    enabled: true',
      '    allOurs: true',
    ].join('\n'),
  )
  writeFileSync(path.join(folder, 'news.yaml'), `sources:\n${sources.join('\n')}\n`)
  return folder
}

function writeFeed(address: string, feed: number, count: number): string {
  const id = `${feed}-${count}`
  const item = `<item><guid isPermaLink="false">${id}</guid><link>http://${address}/story/${id}</link><title>${titleOf(id)}</title>
    <pubDate>Mon, 02 Mar 2026 0${count % 10}:00:00 GMT</pubDate><description>A hospital takes up a model.</description></item>`
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Growing ${feed}</title>
    <link>http://${address}/</link><description>stories</description>${item}</channel></rss>`
}

function titleOf(id: string): string {
  return `Hospital ${id} takes up an AI scribe`
}

// Every story says something of its own in most of its words, or they would be copies of each other.
function writePage(id: string): string {
  const words = Array.from({ length: 120 }, (_, i) => `w${id.replace('-', 'x')}n${i}`)
  const sentence = (from: number) =>
    `The ward of story ${id} reported ${words.slice(from, from + 30).join(' ')}, its doctors said.`
  return `<!doctype html><html lang="en"><head><title>${titleOf(id)}</title></head><body><article><h1>${titleOf(id)}</h1>
    ${[0, 30, 60, 90].map((from) => `<p>${sentence(from)}</p>`).join('\n')}</article></body></html>`
}
