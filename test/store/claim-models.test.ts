// A second engine's reading beside re-runs of the rules: it stays while they read as they did when it was asked; where
// they change their mind neither side wins in silence, and running them twice changes nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seriesKey } from '../../src/claim/series.ts'
import type { Claim } from '../../src/model.ts'
import type { NewArticle } from '../../src/store/article-writes.ts'
import type { Store } from '../../src/store/open.ts'
import { makeClaim } from '../claim/samples.ts'
import { makeArticle, openTestStore } from './samples.ts'

const NOW = '2026-03-22T09:00:00.000Z'
const TEXT = 'As of early March, at least 300 hospitals in China use DeepSeek.'
const base = makeClaim(TEXT, 'at least 300 hospitals', {
  qualifier: 'at_least',
  value: 300,
  status: 'needs_review',
  confidence: 0.5,
})
const said = (words: string) => ({ field: 'second engine', words, points: 0 })

let store: Store
let article: NewArticle
let articleId: number
let figureId: number
beforeEach(async () => {
  store = await openTestStore()
  article = makeArticle({ text: TEXT })
  articleId = await store.saveArticle({ ...article, claims: reading(1, base) })
  figureId = (await store.listArticleClaims(articleId))[0]!.id
})
afterEach(() => store.close())

const reading = (version: number, ...claims: Claim[]) => ({
  by: `engine:test ${version}`,
  found: claims.map((claim) => ({ claim, seriesKey: seriesKey(claim) })),
})
const current = async () => (await store.listFigures([figureId]))[0]!
const model = (claim: Claim) =>
  store.saveModelReading({ figureId, claim, seriesKey: seriesKey(claim), by: 'model:stub', at: NOW })
const agreed: Claim = { ...base, status: 'auto', confidence: 0.8, reasons: [...base.reasons, said('same')] }
const differing: Claim = { ...base, unit: 'clinic', reasons: [...base.reasons, said('another unit')] }
const refused: Claim = { ...base, reasons: [...base.reasons, said('no figure')] }

/** Reads the article again by a later version of the rules, twice; the second time must change nothing. */
async function reread(version: number, ...claims: Claim[]) {
  const content = { ...article, claims: reading(version, ...claims) }
  await store.saveReprocessed(articleId, content, NOW)
  const after = await store.listReadings(figureId)
  expect(await store.saveReprocessed(articleId, content, NOW)).toBe(false)
  expect(await store.listReadings(figureId)).toEqual(after)
  return await current()
}

describe('rules that read it as they did', () => {
  it('leave the second engine’s reading alone', async () => {
    await model(differing)
    const before = await current()
    expect(await reread(1, base)).toEqual(before)
    expect((await store.listReadings(figureId)).map(({ madeBy }) => madeBy)).toEqual([
      'engine:test 1',
      'model:stub',
    ])
  })

  it('for better reasons, bring those along under its reading', async () => {
    await model(differing)
    const better: Claim = {
      ...base,
      confidence: 0.9,
      status: 'auto',
      attributionText: 'a survey',
      reasons: [{ field: 'unit', words: 'a surer rule', points: 0.4 }],
    }
    expect(await reread(2, better)).toMatchObject({
      madeBy: 'model:stub',
      status: 'needs_review',
      seriesKey: seriesKey(differing),
      reading: {
        unit: 'clinic',
        attributionText: 'a survey',
        confidence: 0.9,
        reasons: [{ words: 'a surer rule' }, { words: 'another unit' }],
      },
    })
    expect((await store.listReadings(figureId)).map(({ madeBy }) => madeBy)).toEqual([
      'engine:test 1',
      'model:stub',
      'engine:test 2',
      'model:stub',
    ])
  })

  it('elsewhere in the text, move its reading along', async () => {
    await model(differing)
    const moved: Claim = {
      ...base,
      quoteStart: 40,
      quoteEnd: 62,
      sentenceStart: 21,
      sentenceEnd: 85,
      prefix: 'x',
    }
    expect((await reread(1, moved)).reading).toEqual({
      ...differing,
      quoteStart: 40,
      quoteEnd: 62,
      sentenceStart: 21,
      sentenceEnd: 85,
      prefix: 'x',
    })
    expect(await store.listReadings(figureId)).toHaveLength(2)
  })
})

describe('rules that changed their mind', () => {
  const sure: Claim = { ...base, unit: 'organisation', status: 'auto', confidence: 0.95 }

  for (const [what, said] of [
    ['agreed with the old reading', agreed],
    ['had another one', differing],
  ] as const)
    it(`do not win in silence over one that ${what}: a person is asked, however sure they are`, async () => {
      await model(said)
      expect(await reread(2, sure)).toMatchObject({
        madeBy: 'engine:test 2',
        status: 'needs_review',
        note: 'stub had read it otherwise',
        reading: { unit: 'organisation' },
      })
      // A third version that is as sure does not slip through either.
      expect(await reread(3, { ...sure, stage: 'routine' })).toMatchObject({
        madeBy: 'engine:test 3',
        status: 'needs_review',
        note: 'stub had read it otherwise',
      })
    })

  it('to what the second engine said are believed', async () => {
    await model(differing)
    const learnt: Claim = { ...base, unit: 'clinic', status: 'auto', confidence: 0.9 }
    expect(await reread(2, learnt)).toMatchObject({ madeBy: 'engine:test 2', status: 'auto', note: null })
  })

  it('stand by themselves where it had nothing of its own to say', async () => {
    await model(refused)
    expect(await reread(2, sure)).toMatchObject({ madeBy: 'engine:test 2', status: 'auto', note: null })
  })

  it('and find no figure any more: what it stood by is for a person, and comes back as it was', async () => {
    await model(agreed)
    const before = await current()
    expect(await reread(2)).toMatchObject({
      status: 'needs_review',
      note: 'the rules no longer read a figure here, the second engine did',
    })
    expect(await reread(1, base)).toEqual(before)
  })

  it('and find no figure any more: what it could not read either is withdrawn', async () => {
    await model(refused)
    await reread(2)
    expect(await store.listArticleClaims(articleId)).toEqual([])
    expect(await reread(1, base)).toMatchObject({ madeBy: 'model:stub', status: 'needs_review' })
  })

  it('never touch it once a person has decided', async () => {
    await model(agreed)
    await store.judgeClaims({ figureIds: [figureId], act: 'accept', who: 'ada', at: NOW })
    const before = await current()
    expect(await reread(2, sure)).toEqual(before)
    expect(await reread(3)).toEqual(before)
    expect(await model(differing)).toBe(false)
  })
})
