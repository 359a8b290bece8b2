// The frozen web keeps its promises: hosts, pages, links, validators, encodings, faults and editions.

import { readFileSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Source } from '../../src/model.ts'
import { readWatch } from '../../src/watch/read.ts'
import { askLoopback, type Got } from './ask.ts'
import { readWeb } from './content.ts'
import { encodeGb18030 } from './gb18030.ts'
import { plainText, renderInline } from './markup.ts'
import { type FrozenWeb, startFrozenWeb } from './serve.ts'
import { type SampleArticle, sampleLine, sampleLineZh } from './site.ts'
import { sites } from './sites.ts'

/** Sources that do not answer 200, on purpose. */
const faults: Record<string, number> = {
  'capital-ledger': 404,
  'annals-bedside': 403,
  'ward-systems-weekly': 301,
}
const slowMs = 40

const views = readWeb(sites)
const firstEdition = [...views(1).values()].flatMap((view) => view.articles)
const folder = new URL('.', import.meta.url).pathname
let web: FrozenWeb
let sources: Source[]

beforeAll(async () => {
  web = await startFrozenWeb({ slowMs })
  const { lexicon } = await readWatch(`${folder}../../feeds`) // in which the sample's products have their parents
  const watch = await readWatch(`${folder}feeds`, lexicon)
  expect(watch.problems).toEqual([])
  sources = watch.sources
})
afterAll(() => web.close())

describe('what there is', () => {
  it('has at least 12 hosts, 12 of them with pages, and 120 pages', () => {
    expect(web.hosts.length).toBeGreaterThanOrEqual(12)
    expect(new Set(firstEdition.map((article) => article.host)).size).toBeGreaterThanOrEqual(12)
    expect(firstEdition.length).toBeGreaterThanOrEqual(120)
  })

  it('spreads over eighteen months, October 2024 to March 2026', () => {
    const months = new Set(firstEdition.map((article) => article.published.slice(0, 7)))
    expect([...months].filter((month) => month >= '2024-10' && month <= '2026-03').length).toBe(18)
  })

  it('has about 15 % of entries that are not ours', () => {
    const share = firstEdition.filter((article) => !article.ours).length / firstEdition.length
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.2)
  })

  it('reports each event on the hosts that README.md names', () => {
    const readme = readFileSync(`${folder}README.md`, 'utf8')
    const legend = /Hosts: SC[^.]+\./.exec(readme)?.[0] ?? ''
    const hostOf = new Map(
      [...legend.matchAll(/\b([A-Z]{2}) ([a-z-]+)/g)].map(([, code, name]) => [code, name]),
    )
    const last = [...views(2).values()].flatMap((view) => view.articles)
    const missing: string[] = []
    let reported = 0
    for (const [, event, reports] of readme.matchAll(/^\| (E\d\d) \|.*\| ([^|]+) \|$/gm)) {
      for (const [code] of (reports ?? '').replaceAll(/\([^)]*\)|=\w\w/g, '').matchAll(/\b[A-Z][A-Z8]\b/g)) {
        const host = `${code === 'D8' ? 'daily8' : hostOf.get(code)}.example`
        reported++
        if (!last.some((article) => article.event === event && article.host === host))
          missing.push(`${event} ${host}`)
      }
    }
    expect(missing).toEqual([])
    expect(reported).toBeGreaterThan(120)
  })

  it('tells independent reports of one event in words of their own', () => {
    const texts = firstEdition.filter((article) => article.event && !article.copyOf)
    const shared: string[] = []
    texts.forEach((one, index) => {
      for (const other of texts.slice(index + 1)) {
        if (other.event !== one.event || other.host === one.host) continue
        const runs = runsOf(one)
        const same = [...runsOf(other)].filter((run) => runs.has(run))
        if (same.length > 4) shared.push(`${one.host}/${one.slug} = ${other.host}/${other.slug}: ${same[0]}`)
      }
    })
    expect(shared).toEqual([])
  })

  it.each(firstEdition.map((article) => [`${article.host}/${article.slug}`, article] as const))(
    '%s is long enough, and dated',
    (_, article) => {
      expect(wordsOf(article)).toBeGreaterThan(75)
      expect(wordsOf(article)).toBeLessThan(460)
      expect(Date.parse(article.published)).toBeGreaterThan(Date.parse('2024-10-01'))
      expect(Date.parse(article.modified ?? article.published)).toBeLessThan(
        Date.parse('2026-03-20T06:10:00Z'),
      )
      expect(article.summary).not.toBe('')
    },
  )
})

describe('lists and pages', () => {
  it('answers every source, and every link of every list, with 200 or its named fault', async () => {
    const wrong: string[] = []
    for (const source of sources) {
      const list = await follow(source.url)
      const expected = faults[source.name] ?? 200
      const first = await get(source.url)
      if (first.status !== expected) wrong.push(`${source.name}: ${first.status}`)
      if (list.status !== 200) continue
      const links = await linksOf(source, list)
      if (links.length === 0) wrong.push(`${source.name}: no links`)
      for (const link of links) {
        const { status } = await get(link)
        if (status !== 200) wrong.push(`${link}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('lists every article in a source of its host', async () => {
    const listed = new Set<string>()
    for (const source of sources) {
      const list = await follow(source.url)
      if (list.status === 200)
        for (const link of await linksOf(source, list)) listed.add(link.replace(/\?.*$/, ''))
    }
    expect(firstEdition.filter((article) => !listed.has(article.url)).map((article) => article.url)).toEqual(
      [],
    )
  })

  it('prints the whole text, and the sample line, on each page', async () => {
    const wrong: string[] = []
    for (const article of firstEdition) {
      const page = await get(article.url)
      const html = unescapeText(decode(article.host, page))
      if (!html.includes(sampleLine) && !html.includes(sampleLineZh))
        wrong.push(`${article.url}: no sample line`)
      if (article.extra.wall) continue
      const bare = html.replaceAll(/<[^>]+>|\s/g, '')
      const lost = article.blocks.find(
        (block) =>
          !(block.cells ?? [block.text]).every((text) =>
            bare.includes(plainText(text).replaceAll(/\s/g, '')),
          ),
      )
      if (lost) wrong.push(`${article.url}: ${lost.text}`)
    }
    expect(wrong).toEqual([])
  })

  it('sticks the three strangers below the seed story, and only there', async () => {
    const copy = firstEdition.find((article) => article.host === 'daily8.example' && article.event === 'E16')
    const { text } = await get(copy?.url ?? '')
    for (const words of [
      'Try Our AI Features',
      'No comments yet...',
      'pink aurora',
      'Hainan',
      'Harvard',
      'at least 300 hospitals in China',
    ]) {
      expect(text).toContain(words)
    }
    const own = copy?.blocks.map((block) => block.text).join(' ') ?? ''
    expect(own).not.toMatch(/aurora|Hainan|Harvard|AI Features/)
  })

  it('gives copies the text of their original', () => {
    for (const copy of firstEdition.filter((article) => article.copyOf)) {
      const original = firstEdition.find((article) => `${article.host}/${article.slug}` === copy.copyOf)
      const shared = copy.blocks.filter((block) =>
        original?.blocks.some((other) => other.text === block.text),
      )
      expect(shared.length, copy.url).toBeGreaterThanOrEqual(copy.blocks.length * 0.5)
    }
  })
})

describe('mark-up', () => {
  it.each([
    ['A & B < "C"', 'A &amp; B &lt; &quot;C&quot;'],
    [
      '[the paper](http://jama.example/x) said *so*',
      '<a href="http://jama.example/x">the paper</a> said <em>so</em>',
    ],
    ['[no](javascript:alert(1)) 2*3*4', '[no](javascript:alert(1)) 2<em>3</em>4'],
  ])('%s', (text, html) => expect(renderInline(text)).toBe(html))
})

describe('on the wire', () => {
  const story = 'http://meridian-wire.example/feeds/health.atom'

  it('answers 304 to its own validators, and 200 to others', async () => {
    const { headers } = await get(story)
    expect((await get(story, { 'if-none-match': String(headers.etag) })).status).toBe(304)
    expect((await get(story, { 'if-none-match': '"other"' })).status).toBe(200)
    expect((await get(story, { 'if-modified-since': String(headers['last-modified']) })).status).toBe(304)
    expect((await get(story, { 'if-modified-since': 'Mon, 07 Oct 2024 00:00:00 GMT' })).status).toBe(200)
    // RFC 9110, 13.2.2: with If-None-Match the date is not looked at.
    const both = { 'if-none-match': '"other"', 'if-modified-since': String(headers['last-modified']) }
    expect((await get(story, both)).status).toBe(200)
  })

  it('compresses for those who ask', async () => {
    const plain = await get('http://harbour-daily.example/rss/health.xml')
    const brotli = await get('http://harbour-daily.example/rss/health.xml', { 'accept-encoding': 'gzip, br' })
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(brotli.bytes)).toEqual(plain.bytes)
    const gzip = await get(story, { 'accept-encoding': 'gzip' })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.bytes)).toEqual((await get(story)).bytes)
  })

  it('serves GB18030 without saying so in the header', async () => {
    const source = sources.find(({ url }) => url.includes('nanyue-jiankang.example'))
    const { headers, bytes } = await get(source?.url ?? '')
    expect(String(headers['content-type'])).not.toMatch(/charset/)
    expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).toMatch(/南粤健康报/)
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
    expect(new TextDecoder('gb18030').decode(encodeGb18030('医院 57 家：约三成。'))).toBe(
      '医院 57 家：约三成。',
    )
    expect(() => encodeGb18030('\u{1f3e5}')).toThrow()
  })

  it('moves, refuses, walls off, hides and waits', async () => {
    const moved = await get('http://hospital-computing.example/feed/')
    expect([moved.status, moved.headers.location]).toEqual([301, 'http://ward-systems.example/feed/'])
    expect((await get('http://annals-bedside.example/article/any')).status).toBe(403)
    expect((await get('http://annals-bedside.example/robots.txt')).status).toBe(200)
    const walled = firstEdition.find((article) => article.extra.wall) as SampleArticle
    const wall = await get(walled.url)
    expect(wall.text).toContain('We value your privacy')
    expect(wall.text).not.toContain(walled.blocks[1]?.text)
    expect((await get('http://harbour-daily.example/robots.txt')).text).toContain('Disallow: /premium/')
    expect(firstEdition.some((article) => article.path.startsWith('/premium/'))).toBe(true)
    expect((await get('http://harbour-daily.example/nothing')).status).toBe(404)
    const started = performance.now()
    await get('http://slow-clinician.example/feed.json')
    expect(performance.now() - started).toBeGreaterThanOrEqual(slowMs - 2)
  })

  it('resolves its own names to the loopback port, and no others', async () => {
    expect(await web.resolve('Harbour-Daily.example')).toEqual([
      { address: '127.0.0.1', family: 4, port: web.port },
    ])
    await expect(web.resolve('elsewhere.example')).rejects.toMatchObject({ code: 'ENOTFOUND' })
    expect(web.allow).toContain('harbour-daily.example:80')
  })

  it('remembers what was asked', async () => {
    await get('http://jama.example/nothing-here')
    expect(web.requests.at(-1)).toEqual({ host: 'jama.example', path: '/nothing-here', status: 404 })
  })
})

describe('the second edition', () => {
  const before = new Map(firstEdition.map((article) => [`${article.host}/${article.slug}`, article]))
  const after = new Map(
    [...views(2).values()]
      .flatMap((view) => view.articles)
      .map((article) => [`${article.host}/${article.slug}`, article]),
  )
  const textOf = (article?: SampleArticle) => article?.blocks.map((block) => block.text).join('\n') ?? ''
  const both = (key: string) => [before.get(key) as SampleArticle, after.get(key) as SampleArticle] as const

  it('edits a number, with a note', () => {
    const [old, now] = both('harbour-daily.example/china-deepseek-1000')
    expect(textOf(old)).toContain('1,040 hospitals')
    expect(textOf(now)).toContain('1,004 hospitals')
    expect(textOf(now)).toContain('Correction, 20 March')
  })

  it('retitles one story and moves one comma', () => {
    const [old, now] = both('lakeside-tribune.example/ohio-imaging-server')
    expect(now.title).not.toBe(old.title)
    expect([textOf(now), now.guid]).toEqual([textOf(old), old.guid])
    const [plain, comma] = both('meridian-wire.example/scribes-96-trusts')
    expect(textOf(comma)).not.toBe(textOf(plain))
    expect(textOf(comma).replaceAll(',', '')).toBe(textOf(plain).replaceAll(',', ''))
  })

  it('changes a guid alone and a timestamp alone', () => {
    const [old, now] = both('ward-systems.example/scribes-half-of-trusts')
    expect(now.guid).not.toBe(old.guid)
    expect({ ...now, guid: '' }).toEqual({ ...old, guid: '' })
    const [early, late] = both('harbour-daily.example/discharge-letters-eleven')
    expect(late.modified).not.toBe(early.modified)
    expect({ ...late, modified: '' }).toEqual({ ...early, modified: '' })
  })

  it('adds stories, takes one away, and leaves the rest alone', async () => {
    const added = [...after.keys()].filter((key) => !before.has(key)).sort()
    expect(added).toEqual(['meridian-wire.example/who-plans-follow-up', 'yijie-ribao.example/lingnan-1004'])
    const gone = both('daily8.example/vigil-two-states')[1]
    web.setEdition(2)
    try {
      expect((await get(gone.url)).status).toBe(410)
      expect((await get('http://daily8.example/rss')).text).not.toContain(gone.url)
      expect((await get('http://capital-ledger.example/feeds/companies.rss')).status).toBe(500)
      expect((await get('http://meridian-wire.example/feeds/health.atom')).text).toContain(
        'who-plans-follow-up',
      )
    } finally {
      web.setEdition(1)
    }
    expect((await get(gone.url)).status).toBe(200)
    const changed = [...before.keys()].filter(
      (key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)),
    )
    expect(changed.length).toBe(6)
  })

  it('changes the validators of the lists it touches, and of no other', async () => {
    const [touched, untouched] = [
      'http://harbour-daily.example/rss/technology.xml',
      'http://slow-clinician.example/feed.json',
    ]
    const old = [await get(touched), await get(untouched)]
    web.setEdition(2)
    try {
      const now = [await get(touched), await get(untouched)]
      expect(now[0]?.headers['last-modified']).not.toBe(old[0]?.headers['last-modified'])
      expect(now[1]?.headers.etag).toBe(old[1]?.headers.etag)
    } finally {
      web.setEdition(1)
    }
  })
})

/** Runs of eight words, or of twelve Chinese signs. */
function runsOf(article: SampleArticle): Set<string> {
  const text = article.blocks.map((block) => block.text).join(' ')
  const words = /\p{Script=Han}{4}/u.test(text)
    ? [...text.replaceAll(/\s/g, '')]
    : text.toLowerCase().split(/\s+/)
  const length = words.join('').length === words.length ? 12 : 8
  return new Set(words.slice(0, -length).map((_, index) => words.slice(index, index + length).join(' ')))
}

function wordsOf(article: SampleArticle): number {
  const text = article.blocks.map((block) => block.text).join(' ')
  const signs = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return signs > 100 ? signs / 2 : text.split(/\s+/).length
}

/** The article addresses that a list gives: sitemaps are followed to their children. */
async function linksOf(source: Source, list: Got): Promise<string[]> {
  const text = decode(new URL(source.url).host, list)
  if (text.includes('<sitemapindex')) {
    const children = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url as string)
    const lists = await Promise.all(children.map((url) => get(url)))
    return lists.flatMap(({ bytes }) =>
      [
        ...gunzipSync(bytes)
          .toString()
          .matchAll(/<loc>([^<]+)<\/loc>/g),
      ].map(([, url]) => url as string),
    )
  }
  if (source.method === 'listing') {
    return [...text.matchAll(/<h3[^>]*><a href="([^"]+)"/g)].map(
      ([, path]) => new URL(path as string, source.url).href,
    )
  }
  if (text.startsWith('{')) return (JSON.parse(text).items as { url: string }[]).map((item) => item.url)
  const items = text.split(/<(?:item|entry)[\s>]/).slice(1)
  return items.flatMap(
    (item) =>
      /<link(?: [^>]*href="([^"]+)"[^>]*\/>|>([^<]+)<\/link>)/.exec(item)?.slice(1).filter(Boolean) ?? [],
  )
}

function decode(host: string, { bytes }: Got): string {
  return new TextDecoder(sites.find((site) => site.host === host)?.charset ?? 'utf-8').decode(bytes)
}

function unescapeText(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '‹')
    .replaceAll('&gt;', '›')
    .replaceAll('&amp;', '&')
}

function get(url: string, headers: Record<string, string> = {}): Promise<Got> {
  return askLoopback(web.port, url, headers)
}

async function follow(url: string): Promise<Got> {
  const got = await get(url)
  return got.status === 301 ? get(String(got.headers.location)) : got
}
