// Claims beside their articles: added, never edited; decided by people for good; undone whole; series worked out again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seriesKey } from '../../src/claim/series.ts'
import type { Claim } from '../../src/model.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { settleSeries } from '../../src/settle.ts'
import type { ClaimReading } from '../../src/store/claims.ts'
import type { Store } from '../../src/store/open.ts'
import { makeClaim } from '../claim/samples.ts'
import { makeArticle, openTestStore } from './samples.ts'

const NOW = '2026-03-22T09:00:00.000Z'
const now = () => new Date(NOW)
const ENGINE = 'engine:test 1'
const reading = (...claims: Claim[]): ClaimReading => ({
  by: ENGINE,
  found: claims.map((claim) => ({ claim, seriesKey: seriesKey(claim) })),
})

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const TEXT = 'As of early March, at least 300 hospitals in China use DeepSeek.'
const at300 = makeClaim(TEXT, 'at least 300 hospitals', { qualifier: 'at_least', value: 300 })

async function saveWith(text: string, claims: Claim[], rest: object = {}): Promise<number> {
  return await store.saveArticle({ ...makeArticle({ text }), claims: reading(...claims), ...rest })
}

describe('saving', () => {
  it('keeps a figure with its reading, its article and its series', async () => {
    const id = await saveWith(TEXT, [at300])
    const [row] = await store.listArticleClaims(id)
    expect(row).toMatchObject({
      articleId: id,
      status: 'auto',
      versionNumber: 1,
      seriesKey: seriesKey(at300),
    })
    expect(row!.reading).toEqual(at300)
    expect(await store.listSeriesClaims(seriesKey(at300))).toHaveLength(1)
  })

  it('reads the same page twice and changes nothing', async () => {
    const article = makeArticle({ text: TEXT })
    const id = await store.saveArticle({ ...article, claims: reading(at300) })
    const before = await store.listReadings((await store.listArticleClaims(id))[0]!.id)
    expect(await store.saveReprocessed(id, { ...article, claims: reading(at300) }, NOW)).toBe(false)
    expect(await store.listReadings(before[0]!.id)).toEqual(before)
  })

  it('adds a reading when a better engine reads another unit, and keeps the old one as history', async () => {
    const article = makeArticle({ text: TEXT })
    const id = await store.saveArticle({ ...article, claims: reading(at300) })
    const better: Claim = { ...at300, unit: 'organisation' }
    expect(await store.saveReprocessed(id, { ...article, claims: reading(better) }, NOW)).toBe(true)
    const [row] = await store.listArticleClaims(id)
    expect(row!.reading.unit).toBe('organisation')
    expect((await store.listReadings(row!.id)).map((r) => r.reading.unit)).toEqual([
      'hospital',
      'organisation',
    ])
  })

  it('withdraws what the engine no longer finds in the same text, and takes it back when it does', async () => {
    const article = makeArticle({ text: TEXT })
    const id = await store.saveArticle({ ...article, claims: reading(at300) })
    await store.saveReprocessed(id, { ...article, claims: reading() }, NOW)
    expect(await store.listArticleClaims(id)).toEqual([])
    await store.saveReprocessed(id, { ...article, claims: reading(at300) }, NOW)
    expect(await store.listArticleClaims(id)).toHaveLength(1)
  })

  it('never writes over what a person decided', async () => {
    const article = makeArticle({ text: TEXT })
    const id = await store.saveArticle({ ...article, claims: reading(at300) })
    const [row] = await store.listArticleClaims(id)
    const fixed: Claim = { ...at300, value: 301 }
    await store.fixClaim({
      figureId: row!.id,
      claim: fixed,
      seriesKey: seriesKey(fixed),
      who: 'ada',
      at: NOW,
    })
    for (const claims of [reading(), reading({ ...at300, unit: 'clinic' }), reading(at300)])
      await store.saveReprocessed(id, { ...article, claims }, NOW)
    const [after] = await store.listArticleClaims(id)
    expect(after).toMatchObject({ status: 'corrected', madeBy: 'person:ada', reading: { value: 301 } })
  })
})

describe("a publisher's edit", () => {
  it('keeps the old figure, marks it gone, and the new one corrects it', async () => {
    const article = makeArticle({ text: TEXT })
    const id = await store.saveArticle({ ...article, claims: reading(at300) })
    const text = TEXT.replace('300', '261')
    const at261 = makeClaim(text, 'at least 261 hospitals', { qualifier: 'at_least', value: 261 })
    const content = { ...makeArticle({ text }), claims: reading(at261) }
    const version = { seenAt: NOW, title: article.title, numberChanged: true }
    const changed = { content, version, pageHash: 'x' }
    await store.saveRecheck({ articleId: id, at: NOW, recheckStep: 1, validators: {}, changed })
    await settleSeries(store, now)
    const [old, fresh] = await store.listArticleClaims(id)
    expect(old).toMatchObject({ goneIn: 2, reading: { value: 300 } })
    expect(fresh).toMatchObject({ goneIn: null, versionNumber: 2, reading: { value: 261 } })
    expect(await store.listRelations([old!.id])).toMatchObject([
      { from: fresh!.id, to: old!.id, kind: 'corrects', decidedBy: 'rule', holds: true },
    ])
    const series = await store.readSeries(seriesKey(at300))
    expect(series!.summary!.newest!.value).toBe(261)
  })
})

describe('deciding', () => {
  it('accepts and rejects, and undoes exactly', async () => {
    const id = await saveWith(TEXT, [{ ...at300, status: 'needs_review', confidence: 0.5 }])
    const [before] = await store.listArticleClaims(id)
    expect((await store.listReviewQueue({ limit: 5 })).map((row) => row.id)).toEqual([before!.id])
    const [decision] = await store.judgeClaims({
      figureIds: [before!.id],
      act: 'reject',
      reason: 'beds, not hospitals',
      who: 'ada',
      at: NOW,
    })
    expect((await store.listArticleClaims(id))[0]).toMatchObject({
      status: 'rejected',
      note: 'beds, not hospitals',
    })
    expect(await store.listReviewQueue({ limit: 5 })).toEqual([])
    expect(await store.undoClaimDecision(decision!, NOW)).toBe('undone')
    expect((await store.listArticleClaims(id))[0]).toEqual(before)
    expect(await store.undoClaimDecision(decision!, NOW)).toBe('missing')
  })

  it('undoes a fix, newest first only', async () => {
    const id = await saveWith(TEXT, [at300])
    const [before] = await store.listArticleClaims(id)
    const fix = (value: number) =>
      store.fixClaim({
        figureId: before!.id,
        claim: { ...at300, value },
        seriesKey: seriesKey(at300),
        who: 'ada',
        at: NOW,
      })
    const first = await fix(301)
    const second = await fix(302)
    expect(await store.undoClaimDecision(first!, NOW)).toBe('not-newest')
    expect(await store.undoClaimDecision(second!, NOW)).toBe('undone')
    expect((await store.listArticleClaims(id))[0]!.reading.value).toBe(301)
    expect(await store.undoClaimDecision(first!, NOW)).toBe('undone')
    expect((await store.listArticleClaims(id))[0]).toEqual(before)
  })

  it('lets a person overrule a rule, and a rerun does not bring it back', async () => {
    await saveWith(TEXT, [at300], { publicationId: 'a', publicationName: 'A' })
    const other = 'As of early March, 200 hospitals in China use DeepSeek.'
    const at200 = makeClaim(other, '200 hospitals', { qualifier: 'exact', value: 200 })
    await saveWith(other, [at200], { publicationId: 'b', publicationName: 'B' })
    await settleSeries(store, now)
    const key = seriesKey(at300)
    expect((await store.readSeries(key))!.contradictions).toBe(1)
    const ids = (await store.listSeriesClaims(key)).map((row) => row.id)
    const [relation] = await store.listRelations(ids)
    expect(relation).toMatchObject({ kind: 'contradicts', decidedBy: 'rule' })
    const ruling = await store.ruleRelation({ ...relation!, holds: false, who: 'ada', at: NOW })
    for (let i = 0; i < 2; i++) await settleSeries(store, now)
    expect((await store.readSeries(key))!.contradictions).toBe(0)
    expect(await store.listRelations(ids)).toMatchObject([{ holds: false, decidedBy: 'person:ada' }])
    await store.undoClaimDecision(ruling, NOW)
    await settleSeries(store, now)
    expect((await store.readSeries(key))!.contradictions).toBe(1)
  })
})

it('a reading that waits for a person neither supports nor contradicts what is surer', async () => {
  const of = (publicationId: string) => ({ publicationId, publicationName: publicationId.toUpperCase() })
  await saveWith(TEXT, [at300], of('a'))
  const other = 'As of early March, 200 hospitals in China use DeepSeek.'
  const at200 = makeClaim(other, '200 hospitals', { qualifier: 'exact', value: 200 })
  const id = await saveWith(other, [{ ...at200, status: 'needs_review', confidence: 0.5 }], of('b'))
  const settled = async () => {
    await settleSeries(store, now)
    return await store.readSeries(seriesKey(at300))
  }
  expect(await settled()).toMatchObject({ origins: 1, contradictions: 0, unreviewed: 1 })
  const [waiting] = await store.listArticleClaims(id)
  await store.judgeClaims({ figureIds: [waiting!.id], act: 'accept', who: 'ada', at: NOW })
  expect(await settled()).toMatchObject({ origins: 2, contradictions: 1, unreviewed: 0 })
})

describe('search by figures', () => {
  const found = async (query: string) =>
    (await store.countMatches(compileQuery(query, '2026-03-22'))).articles

  it('finds the articles that hold one, by technology and place, and follows what people decide', async () => {
    const province = { ...at300, technology: 'qwen', places: ['CN-GD'] }
    const id = await saveWith(TEXT, [at300])
    await saveWith(TEXT.replace('China', 'Guangdong'), [province])
    await saveWith('No figure here.', [])
    const count = async () =>
      await Promise.all(['has:figure', 'tech:deepseek', 'place:CN', 'place:China', 'place:CN-GD'].map(found))
    expect(await count()).toEqual([2, 1, 2, 2, 1])
    const [figure] = await store.listArticleClaims(id)
    const [decision] = await store.judgeClaims({
      figureIds: [figure!.id],
      act: 'reject',
      who: 'ada',
      at: NOW,
    })
    expect(await count()).toEqual([1, 0, 1, 1, 1])
    await store.undoClaimDecision(decision!, NOW)
    expect(await count()).toEqual([2, 1, 2, 2, 1])
    expect((await store.checkIntegrity()).problems).toEqual([])
  })
})

describe('what readers send', () => {
  it('waits for review, and is limited by sender', async () => {
    const send = (sender: string) =>
      store.saveSuggestion({
        kind: 'figure',
        figureId: null,
        url: 'https://a.example/1',
        quote: '12 hospitals',
        note: '',
        sentAt: NOW,
        sender,
        since: '2026-03-21T09:00:00.000Z',
        limit: 2,
      })
    expect([await send('x'), await send('x'), await send('x'), await send('y')]).toEqual([1, 2, 'limit', 3])
    expect(await store.countReview()).toEqual({ waiting: 0, suggestions: 3 })
    expect(await store.closeSuggestion({ id: 1, state: 'dismissed', who: 'ada', at: NOW })).toBe(true)
    expect(await store.closeSuggestion({ id: 1, state: 'taken', who: 'ada', at: NOW })).toBe(false)
    expect(await store.listSuggestions({ limit: 9 })).toHaveLength(2)
  })
})
