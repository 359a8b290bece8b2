// The line from end to end: the frozen web crawled over real HTTP into a real database, twice a day apart, as the
// demo does. What it must hold is what a reader would see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CrawlCounts, crawl } from '../src/crawl.ts'
import { openDoor } from '../src/fetch/door.ts'
import { startParsers } from '../src/parsers.ts'
import { compileQuery } from '../src/search/compile.ts'
import type { ArticlePage } from '../src/store/article-reads.ts'
import type { Store } from '../src/store/open.ts'
import { recheckArticles } from '../src/tend.ts'
import { readWatch } from '../src/watch/read.ts'
import { type FrozenWeb, startFrozenWeb } from './internet/serve.ts'
import { openTestStore } from './store/samples.ts'

const DAY_MS = 86_400_000
const FIRST = new Date('2026-11-20T08:00:00.000Z')
const SECOND = new Date(FIRST.getTime() + 1.15 * DAY_MS)

let web: FrozenWeb
let store: Store
const counts: CrawlCounts[] = []
const edits: { checked: number; changed: number }[] = []

beforeAll(async () => {
  web = await startFrozenWeb({ slowMs: 50 })
  store = await openTestStore()
  for (const [edition, at] of [
    [1, FIRST],
    [2, SECOND],
    [2, SECOND],
  ] as const) {
    web.setEdition(edition)
    await crawlAt(at)
  }
}, 120_000)
afterAll(async () => {
  await Promise.all([web.close(), store.close()])
})

async function crawlAt(at: Date): Promise<void> {
  const now = () => at
  const { topics, lexicon } = await readWatch('feeds')
  const watch = { ...(await readWatch('test/internet/feeds', lexicon)), topics }
  const door = openDoor({
    userAgent: 'Uptake-test/0',
    now,
    allow: web.allow,
    resolve: web.resolve,
    pauseMs: 0,
  })
  const parsers = startParsers(now, { threads: 2 })
  const report = { step: () => {}, advance: () => {}, done: () => {} }
  counts.push(await crawl({ store, door, parsers, watch, now, report }))
  edits.push(await recheckArticles({ store, door, parsers, watch, now, report }))
  await Promise.all([door.close(), parsers.close()])
}

async function findOne(query: string): Promise<ArticlePage> {
  const { hits } = await store.searchArticles({
    ...compileQuery(query, '2026-11-20'),
    order: 'relevance',
    limit: 5,
  })
  expect(hits.length, query).toBeGreaterThan(0)
  return (await store.readArticle(hits[0]!.id))!
}

const textOf = (article: ArticlePage) =>
  [article.title, ...article.blocks.map((block) => block.text), ...article.captions].join('\n')

describe('the seed case', () => {
  it('the aggregator page leaves the line as one clean text, credited to the original', async () => {
    const copy = await findOne('publication:daily8 title:"too fast"')
    const text = textOf(copy)
    for (const stranger of [
      /aurora/i,
      /Kai Tak/i,
      /Hainan/i,
      /Harvard/i,
      /AI features/i,
      /comments/i,
      /invented/i,
      /sample page/i,
    ]) {
      expect(text).not.toMatch(stranger)
    }
    expect(text).toMatch(/at least 300 hospitals/i)
    expect(copy.credit?.name).toMatch(/^South China Morning Post/)
    const group = copy.copyGroup!
    expect(group.members.map((member) => member.publicationName).sort()).toEqual([
      'Daily8',
      'South China Morning Post',
    ])
    expect(group.members.find((member) => member.isOriginal)!.publicationName).toBe(
      'South China Morning Post',
    )
    expect(group.originalReason).toMatch(/credits South China Morning Post/)
  })

  it('is tagged for the technology, the setting, the way of deployment and the risks, each with its words', async () => {
    const original = await findOne('publication:"South China Morning Post" deepseek')
    const tags = new Map(original.tags.map((tag) => [tag.id, tag.matched]))
    for (const id of [
      'tech/llm/deepseek',
      'setting/hospital',
      'deploy/on-premises',
      'risk/safety',
      'risk/over-reliance',
      'risk/privacy',
      'risk/cybersecurity',
    ]) {
      expect([...tags.keys()], id).toContain(id)
      const text = textOf(original).toLowerCase()
      for (const word of tags.get(id)!) expect(text).toContain(word.toLowerCase())
    }
    expect(original.oursWords.length).toBeGreaterThan(0)
  })

  it('independent reports in two languages stand in its story', async () => {
    const original = await findOne('publication:"South China Morning Post" deepseek')
    const others = original.reports.map((report) => report.publicationName)
    expect(others).toEqual(expect.arrayContaining(['Harbour Daily']))
    expect(original.reports.some((report) => /\p{Script=Han}/u.test(report.title))).toBe(true)
    expect(original.reports.every((report) => report.evidence.length > 0)).toBe(true)
  })

  it('the paper itself is there with its DOI', async () => {
    const paper = await findOne('publication:jama deepseek')
    expect(paper.ids.doi).toBe('10.1001/jama.2025.6571')
    expect(paper.authors).toContain('Tien Yin Wong')
    expect(paper.publishedAt.slice(0, 10)).toBe('2025-04-28')
  })
})

describe('the frozen web', () => {
  it('yields articles, and every entry is an article, not ours, or a failure on record', async () => {
    expect(counts[0]!.articles).toBeGreaterThan(120)
    const totals = await store.countAll({ since: FIRST.toISOString() })
    const open = await store.listPendingEntries({ now: '2100-01-01T00:00:00.000Z', limit: 500 })
    const failures = await store.listFailures({ limit: 500 })
    expect(totals.pending).toBe(open.length)
    for (const entry of open) expect(failures.some((failure) => failure.entryId === entry.id)).toBe(true)
    expect(failures.map((failure) => failure.kind).sort()).toEqual(['http-403', 'http-5xx', 'robots-closed'])
  })

  it('never stores the demo’s footer, a wall or a stranger’s list', async () => {
    for (const query of ['"sample page"', '"we value your privacy"', '内容虚构', '相关阅读', '责任编辑']) {
      const { hits } = await store.searchArticles({
        ...compileQuery(query, '2026-11-20'),
        order: 'relevance',
        limit: 3,
      })
      const leaks = hits.map((hit) => hit.title.map((segment) => segment.text).join(''))
      expect(leaks, query).toEqual([])
    }
  })

  it('a consent wall leaves the feed’s text, marked so, under its own title', async () => {
    const article = await findOne('publication:"Ward Systems Weekly" title:"58 trusts"')
    expect(article.extractor).toBe('feed')
    expect(article.qualityReasons.join()).toMatch(/wall|consent|too short|empty/i)
  })

  it('reads GB18030', async () => {
    const article = await findOne('publication:南粤健康报 18家')
    expect(textOf(article)).not.toContain('\ufffd')
    expect(article.language).toBe('zh-Hans')
  })

  it('an edited number is a version with a mark; a new title is a version; a comma and a time stamp are none', async () => {
    const number = await findOne('title:"one question"')
    expect(number.versions.map((version) => version.numberChanged)).toEqual([false, true])
    expect(textOf(number)).toContain('1,004')
    expect(number.versions[0]!.text).toContain('1,040')
    const retitled = await findOne('title:"Forgotten AI server"')
    expect(retitled.versions.map((version) => version.title)).toHaveLength(2)
    expect(retitled.versions[1]!.numberChanged).toBe(false)
    const { hits } = await store.searchArticles({
      ...compileQuery('has:edit', '2026-11-20'),
      order: 'newest',
      limit: 50,
    })
    expect(hits).toHaveLength(2)
    expect(edits[1]!.changed).toBe(2)
  })

  it('a page that is gone keeps its text and says so', async () => {
    const gone = await findOne('publication:daily8 sepsis Wisconsin')
    expect(gone.goneAt).toBe(SECOND.toISOString())
    expect(gone.blocks.length).toBeGreaterThan(2)
  })

  it('a story under a new guid is the same article', async () => {
    const { count } = await store.searchArticles({
      ...compileQuery('title:"Scribes reach 96 trusts"', '2026-11-20'),
      order: 'newest',
      limit: 5,
    })
    expect(count).toBe(1)
  })

  it('crawled again at once, changes nothing and asks nobody', async () => {
    expect(counts[2]).toMatchObject({ sources: 0, entries: 0, articles: 0 })
    expect(edits[2]).toEqual({ checked: 0, changed: 0 })
  })

  it('asks feeds conditionally, and closed paths never', () => {
    expect(web.requests.filter((request) => request.path.startsWith('/premium/'))).toEqual([])
    const feed = web.requests.filter(
      (request) => request.host === 'meridian-wire.example' && /feed|atom/.test(request.path),
    )
    expect(feed.map((request) => request.status)).toEqual([200, expect.any(Number)])
    expect(web.requests.filter((request) => request.status === 304).length).toBeGreaterThan(50)
  })

  it('the index is sound', async () => {
    expect(await store.checkIntegrity()).toMatchObject({ problems: [], missingPages: 0 })
  })
})
