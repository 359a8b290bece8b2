// N10, N11, N12 and what several sources list: which article an entry is, whatever feeds do to guids, addresses,
// dates and titles between two polls.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import { hoursLater, type Line, makeSource, openLine, START, textOf } from './line-kit.ts'
import {
  type Item,
  type ScriptedSites,
  serveStories,
  startScriptedSites,
  storyText,
  titleOf,
  withEtag,
  writeFeed,
  writePage,
} from './scripted-site.ts'

let sites: ScriptedSites
const lines: Line[] = []
beforeAll(async () => {
  sites = await startScriptedSites()
})
afterAll(async () => {
  await Promise.all(lines.map((line) => line.close()))
  await sites.close()
})

/** A line with one feed at HOST/feed, which gives the nth list at the nth poll (the last one ever after). */
async function lineWithFeed(name: string, ...polls: Item[][]): Promise<Line> {
  const host = `${name}.example`
  serveStories(sites, host)
  sites.on(`${host}/feed`, ({ times }) => writeFeed(host, polls[Math.min(times, polls.length) - 1]!))
  const line = await openLine(sites, { sources: [makeSource(name, `http://${host}/feed`)] })
  lines.push(line)
  return line
}

const thirty = (name: string, change: (id: string) => Partial<Item>) =>
  Array.from({ length: 30 }, (_, i) => ({ id: `${name}-${i}`, ...change(`${name}-${i}`) }))

describe('thirty stories, polled twice (N11)', () => {
  const cases: {
    name: string
    first: (id: string) => Partial<Item>
    second: (id: string) => Partial<Item>
  }[] = [
    { name: 'rotated', first: () => ({}), second: (id) => ({ guid: `other-${id}` }) },
    {
      name: 'schemed',
      first: (id) => ({ guid: `http://schemed.example/${id}` }),
      second: (id) => ({
        guid: `https://www.schemed.example/${id}/`,
        link: `http://schemed.example/${id}?utm_source=rss#top`,
      }),
    },
    {
      name: 'tracked',
      first: (id) => ({ guid: undefined, link: `http://tracked.example/${id}?utm_source=a&fbclid=1` }),
      second: (id) => ({ guid: undefined, link: `http://tracked.example/${id}?utm_medium=b` }),
    },
    { name: 'guidless', first: () => ({ guid: undefined }), second: () => ({ guid: undefined, date: '' }) },
    {
      name: 'redated', // N12
      first: () => ({}),
      second: () => ({ date: 'Fri, 06 Mar 2026 06:00:00 GMT' }),
    },
  ]
  for (const { name, first, second } of cases) {
    it(`${name}: none is there twice`, async () => {
      const line = await lineWithFeed(name, thirty(name, first), thirty(name, second))
      expect((await line.crawl(START)).articles).toBe(30)
      expect(await line.crawl(hoursLater(30))).toMatchObject({ sources: 1, entries: 0, articles: 0 })
      expect(line.ask('select count(*) from entries')).toBe(30)
      expect(line.ask('select count(*) from articles')).toBe(30)
      expect(line.ask('select count(distinct published_at) from articles')).toBe(1)
    })
  }

  it('a feed of five hundred entries is known again to its last', async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ id: `many-${i}`, text: 'A shop sells shoes.' }))
    const line = await lineWithFeed('many', many)
    line.watch.sources[0]!.allOurs = false // not ours by title and summary: no page is asked for
    line.watch.topics = {
      tags: [],
      relevance: { ...line.watch.topics.relevance, against: [{ name: 'shops', words: ['shop', 'shoes'] }] },
    }
    await line.crawl(START)
    const entries = line.ask<number>('select count(*) from entries')
    await line.crawl(hoursLater(30))
    expect(entries).toBe(500)
    expect(line.ask('select count(*) from entries')).toBe(500)
  })
})

describe('one guid', () => {
  it('on twenty stories: twenty articles, and none more at the next poll', async () => {
    const twenty = Array.from({ length: 20 }, (_, i) => ({ id: `one-${i}`, guid: 'same' }))
    const line = await lineWithFeed('one', twenty)
    expect((await line.crawl(START)).articles).toBe(20)
    expect((await line.crawl(hoursLater(30))).entries).toBe(0)
    expect(line.ask('select count(*) from articles')).toBe(20)
  })

  it('of a megabyte: a story as any other', async () => {
    const line = await lineWithFeed('long', [{ id: 'long-1', guid: 'g'.repeat(1 << 20) }, { id: 'long-2' }])
    expect((await line.crawl(START)).articles).toBe(2)
    expect((await line.crawl(hoursLater(30))).entries).toBe(0)
  })
})

describe('dates that cannot be (N10)', () => {
  const dates = [
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Mon, 32 Foo 2025 99:99:99 XYZ',
    '',
    'Sat, 01 Jan 0000 00:00:00 GMT',
    'Tue, 01 Jan 2030 00:00:00 +1400',
    '-271821-04-20T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    '2025-13-45T25:61:61Z',
    'Wed, 04 Mar 2026 08:00:00 GMT', // two days ahead
  ]
  it('are kept as written, and the time of fetch stands in: never first, never not a number', async () => {
    const odd = dates.map((date, i) => ({ id: `odd-${i}`, date }))
    const line = await lineWithFeed('odd', [
      ...odd,
      { id: 'odd-sane', date: 'Mon, 02 Mar 2026 07:00:00 GMT' },
    ])
    sites.on(
      'odd.example/odd-3',
      writePage('odd-3', {
        head: '<meta property="article:published_time" content="0000-00-00T00:00:00Z">',
      }),
    )
    sites.on(
      'odd.example/odd-9',
      writePage('odd-9', {
        head: '<meta property="article:published_time" content="2031-01-01T00:00:00Z">',
      }),
    )
    await line.crawl(START)
    await line.crawl(hoursLater(2))
    const articles = new Map(
      (await line.articles()).map((article) => [article.url.split('/').pop(), article]),
    )
    expect(articles.size).toBe(dates.length + 1)
    dates.forEach((date, i) => {
      const article = articles.get(`odd-${i}`)!
      expect([article.publishedAt, article.publishedBasis], date).toEqual([START, 'fetch'])
      expect(article.publishedRaw ?? '', date).toBe(date)
    })
    expect(articles.get('odd-sane')).toMatchObject({
      publishedAt: '2026-03-02T07:00:00.000Z',
      publishedBasis: 'feed',
    })
    // A story of the next hours stands before all of them.
    const { hits } = await line.store.searchArticles({
      ...compileQuery('hospital', '2026-03-02'),
      order: 'newest',
      limit: 50,
    })
    expect(hits).toHaveLength(dates.length + 1)
    for (const hit of hits) expect(hit.publishedAt <= START, hit.publishedAt).toBe(true)
  })
})

describe('a story edited ten times (N12)', () => {
  it('is one article with eleven versions, and its numbers are marked', async () => {
    const host = 'edited.example'
    let edit = 0
    const title = () => `Hospital takes up an AI scribe, ${edit} words later`
    sites.on(`${host}/feed`, (ask) => withEtag(writeFeed(host, [{ id: 'e', title: title() }]), ask))
    sites.on(`${host}/e`, (ask) =>
      withEtag(
        writePage('e', {
          title: title(),
          text: [...storyText('e'), `It was given to ${100 + edit} doctors of the house.`],
        }),
        ask,
      ),
    )
    const line = await openLine(sites, { sources: [makeSource('edited', `http://${host}/feed`)] })
    lines.push(line)
    await line.crawl(START)
    for (edit = 1; edit <= 10; edit++) {
      const at = hoursLater(3 * edit)
      await line.crawl(at, 'edited')
      expect(await line.recheck(at), `edit ${edit}`).toEqual({ checked: 1, changed: 1 })
    }
    edit = 10
    const [article, ...others] = await line.articles()
    expect(others).toEqual([])
    expect(article!.versions.map((version) => version.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(article!.versions.map((version) => version.numberChanged)).toEqual([
      false,
      ...Array(10).fill(true),
    ])
    expect(article!.versions[0]!.text).toContain('100 doctors')
    expect(article!.title).toBe(title())
    expect(line.ask('select count(*) from entries')).toBe(1)
    // Edits seen out of turn use up none of the times set for silent ones.
    expect(line.ask<string>('select recheck_at from articles') > hoursLater(30)).toBe(true)
    expect(await line.recheck(hoursLater(73))).toEqual({ checked: 1, changed: 0 })
    expect(line.ask('select recheck_at from articles')).toBe(hoursLater(168))
  })
})

describe('one story in several places', () => {
  it('listed by two feeds and a sitemap, is one article and one request', async () => {
    const host = 'shared.example'
    serveStories(sites, host)
    const url = `http://${host}/shared-1`
    sites.on(`${host}/a`, writeFeed(host, [{ id: 'shared-1' }]))
    sites.on(
      `${host}/b`,
      writeFeed(host, [{ id: 'b', guid: 'b-1', link: `${url}?utm_source=b`, title: 'Another headline' }]),
    )
    sites.on(`${host}/sitemap.xml`, {
      type: 'application/xml',
      body: `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${url}</loc><news:news><news:title>${titleOf('shared-1')}</news:title><news:publication_date>2026-03-02T06:00:00Z</news:publication_date></news:news></url></urlset>`,
    })
    const line = await openLine(sites, {
      sources: [
        makeSource('shared-a', `http://${host}/a`),
        makeSource('shared-b', `http://${host}/b`),
        makeSource('shared-map', `http://${host}/sitemap.xml`, { method: 'sitemap' }),
      ],
    })
    lines.push(line)
    await line.crawl(START)
    expect(line.ask('select count(*) from entries')).toBe(3)
    expect(line.ask('select count(*) from articles')).toBe(1)
    expect(
      line.ask(
        `select count(*) from entries where state = 'article' and article_id = (select id from articles)`,
      ),
    ).toBe(3)
    expect(sites.asked().filter((ask) => ask.address.startsWith(`${host}/shared-1`))).toHaveLength(1)
  })

  it('a page that names another of ours as its canonical address keeps its own text', async () => {
    const host = 'canonical.example'
    const head = `<link rel="canonical" href="http://${host}/c-1">`
    for (const id of ['c-1', 'c-2']) sites.on(`${host}/${id}`, writePage(id, { head }))
    sites.on(`${host}/amp-c-1`, writePage('c-1', { head, title: 'A headline of its own' })) // truly the same text
    sites.on(`${host}/feed`, ({ times }) =>
      writeFeed(
        host,
        [{ id: 'c-1' }, { id: 'c-2' }, { id: 'amp-c-1', title: 'A headline of its own' }].slice(0, times),
      ),
    )
    const line = await openLine(sites, { sources: [makeSource('canonical', `http://${host}/feed`)] })
    lines.push(line)
    for (const hours of [0, 30, 60]) await line.crawl(hoursLater(hours))
    const articles = await line.articles()
    expect(articles.map((article) => article.canonicalUrl).sort()).toEqual([
      `http://${host}/c-1`,
      `http://${host}/c-2`,
    ])
    for (const article of articles) expect(textOf(article)).toContain(`story ${article.url.split('/').pop()}`)
  })
})
