// Files: as many rows as the page says, complete, made as they are taken, whole texts only for readers.
import Parser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ARTICLE_COLUMNS, STORY_COLUMNS } from '../../src/export/columns.ts'
import { CSV_MARK } from '../../src/export/table.ts'
import type { ExportRow } from '../../src/store/export-reads.ts'
import { createApp } from '../../web/app.tsx'
import { filesAtOnceMax, streamChunks } from '../../web/routes/export-stream.ts'
import type { App } from '../../web/site.tsx'
import { readBibtex } from '../export/read-bibtex.ts'
import { makeArticle } from '../store/samples.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const now = () => new Date(NOW)
const more = 700 // articles: more than one page of rows
let seeds: Seeds
let app: App
let reader: SignedIn
beforeAll(async () => {
  seeds = await openSeededStore()
  await seeds.store.saveArticles(
    Array.from({ length: more }, (_, i) =>
      makeArticle({
        title: `Ledger ${i}`,
        text: `A ledger of number ${i}.\nIt has a second, "quoted" line, too.`,
      }),
    ),
  )
  app = createApp({ store: seeds.store, now, watch, sample: false })
  reader = await signIn(app, seeds.store, 'reader', now)
})
afterAll(() => seeds.store.close())

const get = async (url: string, headers: Record<string, string> = {}) => await app.request(url, { headers })
const rowsOf = async (url: string, headers?: Record<string, string>) => {
  const response = await get(url, headers)
  expect(response.status, url).toBe(200)
  return (await response.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ExportRow)
}

describe('a file of a search', () => {
  for (const query of ['', 'hospital', 'ledger', 'scribe kind:wire', '医院', 'nothingofthekind', '""']) {
    it(`of ${JSON.stringify(query)} has exactly the rows that the page counts`, async () => {
      const asked = `q=${encodeURIComponent(query)}`
      const page = (await (await get(`/search.json?${asked}`)).json()) as { count: number }
      const rows = await rowsOf(`/search.ndjson?${asked}`)
      expect(rows).toHaveLength(page.count)
      expect(new Set(rows.map((row) => row.id)).size).toBe(page.count)
      for (const suffix of ['csv', 'ndjson', 'bib', 'ris']) {
        const response = await get(`/search.${suffix}?${asked}`)
        expect(response.headers.get('Uptake-Row-Count'), suffix).toBe(String(page.count))
        const text = await response.text()
        if (suffix === 'bib') expect(readBibtex(text)).toHaveLength(page.count)
        if (suffix === 'ris') expect(text.match(/^ER {2}- /gm)?.length ?? 0).toBe(page.count)
      }
    })
  }

  it('is newest first, or oldest first', async () => {
    const days = (await rowsOf('/search.ndjson?q=scribe')).map((row) => row.published_on)
    expect(days).toEqual([...days].sort().reverse())
    const oldest = (await rowsOf('/search.ndjson?q=scribe&sort=oldest')).map((row) => row.published_on)
    expect(oldest).toEqual([...days].reverse())
  })

  it('has stories for rows when they are asked for', async () => {
    const { stories } = await seeds.store.countMatches({ marks: [] })
    for (const suffix of ['csv', 'ndjson', 'bib', 'ris']) {
      const response = await get(`/search.${suffix}?group=story`)
      expect(response.headers.get('Uptake-Row-Count'), suffix).toBe(String(stories))
      const text = await response.text()
      if (suffix === 'ndjson') expect(text.trim().split('\n')).toHaveLength(stories)
      if (suffix === 'ris') expect(text.match(/^ER {2}- /gm)).toHaveLength(stories)
      if (suffix === 'csv')
        expect(text.split('\r\n')[0]).toBe(STORY_COLUMNS.map((column) => column.name).join(','))
    }
  })

  it('is named after its search, and names its columns', async () => {
    const response = await get('/search.csv?q=hospital+%22AI+scribe%22')
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="hospital-ai-scribe.csv"')
    const names = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    expect(names.split('\r\n')[0]).toBe(CSV_MARK + ARTICLE_COLUMNS.map((column) => column.name).join(','))
  })

  it('is made as it is taken: one who stops reading stops the work', async () => {
    let pages = 0
    const store = {
      ...seeds.store,
      readExportRows: async (asked: { ids: number[] }) => {
        pages++
        return await seeds.store.readExportRows(asked)
      },
    }
    const counted = createApp({ store, now, watch, sample: false })
    const response = await counted.request('/search.ndjson?q=ledger')
    expect(pages).toBe(0)
    const body = response.body!.getReader()
    await body.read()
    expect(pages).toBe(1)
    await body.read()
    expect(pages).toBe(2)
    await body.cancel()
    expect(pages).toBe(2)
    await counted.request('/search.ndjson?q=ledger', { method: 'HEAD' })
    expect(pages).toBe(2)
  })

  it('breaks off, rather than ending well, when the store fails in the middle', async () => {
    let pages = 0
    const store = {
      ...seeds.store,
      readExportRows: async (asked: { ids: number[] }) => {
        if (pages++ > 0) throw new Error('the disk is gone')
        return await seeds.store.readExportRows(asked)
      },
    }
    const broken = createApp({ store, now, watch, sample: false })
    const response = await broken.request('/search.ndjson?q=ledger')
    await expect(response.text()).rejects.toThrow('the disk is gone')
  })
})

describe('a crowd', () => {
  it('of files is let in up to a limit, and each that ends or is left makes room', async () => {
    const crowded = createApp({ store: seeds.store, now, watch, sample: false })
    const take = async () => await crowded.request('/search.ndjson?q=ledger')
    const readers = await Promise.all(
      Array.from({ length: filesAtOnceMax }, async () => (await take()).body!.getReader()),
    )
    for (const one of readers) await one.read()
    const refused = await take()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect(await refused.json()).toMatchObject({ ok: false, status: 429 })
    await readers[0]!.cancel()
    const another = await take()
    expect(another.status).toBe(200)
    expect((await another.text()).trimEnd().split('\n')).toHaveLength(more)
    expect((await take()).status).toBe(200)
    for (const one of readers.slice(1)) await one.cancel()
  })

  it('that stands still is sent away', async () => {
    const places = { taken: 0 }
    let returned = false
    const chunks = (async function* () {
      try {
        for (;;) yield 'line\n'
      } finally {
        returned = true
      }
    })()
    const body = streamChunks(chunks, places, 20).getReader()
    await body.read()
    expect(places.taken).toBe(1)
    await expect.poll(() => places.taken, { timeout: 10_000 }).toBe(0)
    expect(returned).toBe(true)
    await expect(body.read()).rejects.toThrow('took nothing')
  })
})

describe('whole texts', () => {
  const url = '/search.ndjson?q=ledger&text=1'

  it('are not for visitors', async () => {
    for (const address of [
      url,
      '/search.csv?q=ledger&text=1',
      `/articles/${seeds.ids.original}.json?text=1`,
    ]) {
      const response = await get(address)
      expect(response.status, address).toBe(403)
      expect(await response.json()).toMatchObject({ ok: false, status: 403 })
    }
    for (const row of await rowsOf('/search.ndjson?q=ledger')) {
      expect(row).not.toHaveProperty('text')
      expect(JSON.stringify(row)).not.toContain('second')
    }
  })

  it('are for readers who ask', async () => {
    const rows = await rowsOf(url, { Cookie: reader.cookie })
    expect(rows).toHaveLength(more)
    for (const row of rows) expect(row.text).toMatch(/^A ledger of number \d+\.\nIt has a second/)
    expect((await rowsOf('/search.ndjson?q=ledger', { Cookie: reader.cookie }))[0]).not.toHaveProperty('text')
  })
})

describe('a feed of a search', () => {
  it('is a window of the newest hundred, and says so', async () => {
    for (const suffix of ['rss', 'atom'] as const) {
      const response = await get(`/search.${suffix}?q=ledger`)
      const feed = await new Parser().parseString(await response.text())
      expect(feed.items).toHaveLength(100)
      expect(feed.title).toBe('ledger · Uptake')
      if (suffix === 'rss') expect(feed.description).toContain(`newest 100 of ${more} articles`)
    }
    const feed = (await (await get('/search.feed.json?q=ledger')).json()) as { items: unknown[] }
    expect(feed.items).toHaveLength(100)
  })

  it('is found by a reader who is given the page', async () => {
    const html = await (await get('/search?q=ledger+kind:wire')).text()
    expect(html).toContain(
      '<link rel="alternate" type="application/rss+xml" title="RSS" href="/search.rss?q=ledger+kind:wire"/>',
    )
  })

  it('is not sent again to a reader who has it', async () => {
    const first = await get('/search.rss?q=ledger')
    const tag = first.headers.get('ETag')!
    expect((await get('/search.rss?q=ledger', { 'If-None-Match': tag })).status).toBe(304)
  })

  it('leads to the original, and holds no address that is not of the web', async () => {
    const text = await (await get('/search.rss?q=hostile')).text()
    expect(text).not.toMatch(/<link>(<!\[CDATA\[)?javascript:/)
    const feed = await new Parser().parseString(await (await get('/search.rss?q=%22go+slow%22')).text())
    expect(feed.items[0]).toMatchObject({
      title: 'Go slow, say doctors',
      guid: `urn:uptake:article:${seeds.ids.report}`,
    })
    expect(feed.items[0]!.link).toMatch(/^https:\/\/daily\.example\//)
  })
})

describe('an article', () => {
  it('has twins on its own path', async () => {
    const id = seeds.ids.original
    const json = (await (await get(`/articles/${id}.json`)).json()) as { row: ExportRow }
    expect(json.row).toMatchObject({ id, title: 'Hospitals move too fast, researchers warn', copies: 1 })
    expect(await (await get(`/articles/${id}.ris`)).text()).toContain('TI  - Hospitals move too fast')
    expect(readBibtex(await (await get(`/articles/${id}.bib`)).text())[0]!.key).toBe(`uptake${id}`)
    expect((await get(`/articles/${id}`)).headers.get('Content-Type')).toMatch(/^text\/html/)
    for (const address of ['/articles/1.csv', '/articles/x.json', `/articles/${id}.exe`])
      expect((await get(address)).status, address).toBe(404)
  })

  it('tells reference managers what it is, on its page and in lists', async () => {
    const html = await (await get(`/articles/${seeds.ids.table}`)).text()
    expect(html).toContain('<meta name="citation_title" content="Counted by province"/>')
    expect(html).toContain('<meta name="citation_doi" content="10.1001/jama.2025.6571"/>')
    const list = await (await get('/search?q=scribe')).text()
    const spans = [...list.matchAll(/class="Z3988" title="([^"]+)"/g)]
    expect(spans.length).toBeGreaterThan(10)
    expect(spans).toHaveLength(list.match(/<article class="row/g)!.length)
    const values = new URLSearchParams(spans[0]![1]!.replaceAll('&amp;', '&'))
    expect(values.get('rft.atitle')).toMatch(/^Hospital \d+ tries a scribe$/)
    expect(values.get('rft_id')).toMatch(/^https:\/\/daily\.example\//)
  })
})
