// Figures from end to end: the frozen web crawled twice, a day apart, as the demo does, and what stands in the store,
// on the pages and in the files after it. What a person decided outlives every reading after.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdsNumber } from '../src/claim/edit.ts'
import { toInspectLine } from '../src/claim/inspect.ts'
import { prepareLexicon } from '../src/claim/lexicon.ts'
import { findOrigins } from '../src/claim/series.ts'
import { rereadClaims, runClaimsExport, runClaimsList, writeCases } from '../src/claims-command.ts'
import { readConfig } from '../src/config.ts'
import { crawl } from '../src/crawl.ts'
import { openDoor } from '../src/fetch/door.ts'
import type { Lexicon } from '../src/model.ts'
import { startParsers } from '../src/parsers.ts'
import { settleSeries } from '../src/settle.ts'
import type { ClaimRow } from '../src/store/claims.ts'
import type { Store } from '../src/store/open.ts'
import { recheckArticles } from '../src/tend.ts'
import type { Watch } from '../src/watch/load.ts'
import { readWatch } from '../src/watch/read.ts'
import { createApp } from '../web/app.tsx'
import { writePoint } from '../web/figures.ts'
import { makeFolder } from './folders.ts'
import { expectedSeries } from './internet/series.ts'
import { startFrozenWeb } from './internet/serve.ts'
import { openTestStore } from './store/samples.ts'

const FIRST = new Date('2026-11-20T08:00:00.000Z')
const SECOND = new Date('2026-11-21T12:00:00.000Z')
const LATER = new Date('2026-11-22T12:00:00.000Z')
const report = { step: () => {}, advance: () => {}, done: () => {} }

let store: Store & { folder: string }
let watch: Watch
let figures: ClaimRow[] // as they stand after the crawls

beforeAll(async () => {
  const web = await startFrozenWeb({ slowMs: 20 })
  store = await openTestStore()
  watch = await readDemoWatch()
  for (const [edition, at] of [
    [1, FIRST],
    [2, SECOND],
  ] as const) {
    web.setEdition(edition)
    const now = () => at
    const { allow, resolve } = web
    const door = openDoor({ userAgent: 'Uptake-test/0', now, allow, resolve, pauseMs: 0 })
    const parsers = startParsers(now, { threads: 2 })
    const parts = { store, door, parsers, watch, now, report }
    await crawl(parts)
    await recheckArticles(parts)
    await Promise.all([door.close(), parsers.close()])
  }
  await web.close()
  figures = await listAll()
}, 180_000)
afterAll(() => store.close())

/** The sample web's sources with the real topics and both vocabularies, as the demo has them. */
async function readDemoWatch(): Promise<Watch> {
  const { topics, lexicon } = await readWatch('feeds')
  return { ...(await readWatch('test/internet/feeds', lexicon)), topics }
}

const listAll = async () => (await store.listClaims({ limit: 10_000 })).claims
const from = (publication: RegExp, quote: RegExp) =>
  figures.filter((row) => publication.test(row.publicationName) && quote.test(row.reading.quote))

describe('every stored figure', () => {
  it('is there at all, in both languages', () => {
    expect(figures.length).toBeGreaterThan(100)
    expect(figures.filter(({ language }) => language?.startsWith('zh')).length).toBeGreaterThan(20)
  })

  it('has a quote that stands in its text at its place and holds its number', async () => {
    for (const { articleId, versionNumber, goneIn, reading, sentence } of figures) {
      const article = (await store.readArticle(articleId))!
      const standing = goneIn === null ? article.versions.at(-1)! : article.versions[versionNumber - 1]!
      const { quote, quoteStart, quoteEnd, sentenceStart, sentenceEnd, value } = reading
      expect(standing.text.slice(quoteStart, quoteEnd)).toBe(quote)
      expect(standing.text.slice(sentenceStart, sentenceEnd)).toBe(sentence)
      expect(sentence.startsWith(quote, quoteStart - sentenceStart)).toBe(true)
      expect(holdsNumber(quote, value), `${quote} = ${value}`).toBe(true)
      expect(quoteStart).toBeGreaterThanOrEqual(sentenceStart)
      expect(quoteEnd).toBeLessThanOrEqual(sentenceEnd)
      expect(reading.reasons.length).toBeGreaterThan(0)
    }
  })
})

describe('the seed case', () => {
  const seed = () => from(/South China Morning Post/, /300/)
  const copy = () => from(/Daily8/, /300 hospitals/)

  it('is one figure: at least 300 hospitals in China on DeepSeek, early March, the year from publication', () => {
    expect(seed()).toHaveLength(1)
    expect(seed()[0]!.reading).toMatchObject({
      measure: 'count',
      value: 300,
      qualifier: 'at_least',
      lower: 300,
      unit: 'hospital',
      technology: 'deepseek',
      places: ['CN'],
      asOf: '2025-03',
      asOfPrecision: 'early-month',
      asOfBasis: 'explicit_no_year',
      stage: 'in_use',
      modality: 'actual',
      polarity: 'affirmed',
      attributionKind: 'unknown',
    })
    expect(seed()[0]!.reading.upper).toBeUndefined()
  })

  it('is read from the copy in the same words, and both are one origin', () => {
    expect(copy()).toHaveLength(1)
    const strip = ({
      quoteStart,
      quoteEnd,
      prefix,
      suffix,
      sentenceStart,
      sentenceEnd,
      ...rest
    }: ClaimRow['reading']) => rest
    expect(strip(copy()[0]!.reading)).toEqual(strip(seed()[0]!.reading))
    const origins = findOrigins([seed()[0]!, copy()[0]!])
    expect(new Set([...origins.values()].map(({ key }) => key)).size).toBe(1)
    expect(copy()[0]).toMatchObject({ isOriginal: false, seriesKey: seed()[0]!.seriesKey })
  })

  it('nothing is read from the strangers below the copy', () => {
    const daily8 = figures.filter((row) => row.articleId === copy()[0]!.articleId)
    expect(daily8.map(({ reading }) => reading.quote)).toEqual(['at least 300 hospitals'])
  })
})

describe('the events of the sample web', () => {
  it.each(expectedSeries)(
    '$event stands as it is told, and nothing else is drawn: $key',
    async ({ key, points }) => {
      const series = await store.readSeries(key)
      const drawn = (series?.summary?.points ?? [])
        .filter((point) => point.drawn)
        .map(
          ({ qualifier, value, valueMax, asOf, originLabel }) =>
            `${qualifier} ${value}${valueMax === null ? '' : `-${valueMax}`}, ${asOf}, ${originLabel}`,
        )
      expect([...new Set(drawn)].sort()).toEqual([...points].sort())
    },
  )

  it('says what contradicts, what came after and what was put right', async () => {
    const kindsIn = async (key: string) => {
      const rows = await store.listSeriesClaims(key)
      const relations = await store.listRelations(rows.map(({ id }) => id))
      const numbers = new Map(rows.map(({ id, reading }) => [id, reading.value]))
      const told = relations.map(({ from, to, kind }) => `${numbers.get(from)} ${kind} ${numbers.get(to)}`)
      return new Set(told)
    }
    const deepseek = await kindsIn('deepseek~hospital~CN~count~adopted')
    expect(
      [...deepseek].filter((told) => /^(?:212 contradicts 300|300 contradicts 212)$/.test(told)),
    ).not.toEqual([])
    for (const told of [
      '520 supersedes 100',
      '900 supersedes 520',
      '1004 supersedes 900',
      '1004 corrects 1040',
    ])
      expect(deepseek).toContain(told)
    const vigil = await kindsIn('vigil~hospital~US~count~adopted') // a stock that falls
    for (const told of ['143 supersedes 171', '118 supersedes 143']) expect(vigil).toContain(told)
    expect(await kindsIn('ai-medical-device~device~HK~count~authorised')).toContain('71 corrects 74')
  })

  it('writes a number of times as such, and since when', async () => {
    const key = 'chestecho~primary_care_facility~IN~change~adopted'
    const newest = (await store.readSeries(key))!.summary!.newest!
    expect(writePoint(newest, 'change')).toBe('nearly × 3')
    expect(figures.find(({ id }) => id === newest.figureId)!.reading.changeBase).toBe('2024-11')
  })

  it('is no count of adopters where governments have a plan', () => {
    const plans = figures.filter(({ articleTitle }) =>
      /plan for AI|National Plans|国家计划/.test(articleTitle),
    )
    expect(plans.filter(({ status, reading }) => status === 'auto' && reading.modality === 'actual')).toEqual(
      [],
    )
  })
})

describe('a number that its publisher edits', () => {
  const old = () => from(/Harbour Daily/, /1,040/)[0]!
  const fresh = () => from(/Harbour Daily/, /^(by the end of February, )?1,004 hospitals/i)[0]!

  it('stays on record, gone, and the new one corrects it', async () => {
    expect(old()).toMatchObject({ versionNumber: 1, goneIn: 2, reading: { value: 1040 } })
    expect(fresh()).toMatchObject({ versionNumber: 2, goneIn: null, reading: { value: 1004 } })
    const relations = await store.listRelations([old().id])
    expect(relations.filter(({ kind }) => kind === 'corrects')).toMatchObject([
      { from: fresh().id, to: old().id, decidedBy: 'rule', holds: true },
    ])
  })

  it('is told to digests from the time it was seen, once, however often series settle', async () => {
    const since = (at: Date) => store.listCorrections({ since: at.toISOString(), limit: 10 })
    const [correction, ...rest] = await since(SECOND)
    expect(rest).toEqual([])
    expect((await since(FIRST)).map(({ figure }) => figure.reading.value)).toEqual([71, 1004])
    expect(correction).toMatchObject({
      at: SECOND.toISOString(),
      figure: { id: fresh().id },
      corrected: { id: old().id },
    })
    expect(correction!.reason).toMatch(/1,040.*1,004/)
    // The series is worked out again a day later: that is no news.
    const signed = { who: 'ada', at: LATER.toISOString() }
    const [decision] = await store.judgeClaims({ figureIds: [fresh().id], act: 'accept', ...signed })
    await store.undoClaimDecision(decision!, LATER.toISOString())
    expect(await settleSeries(store, () => LATER)).toBe(1)
    expect((await store.listRelations([old().id]))[0]!.decidedAt).toBe(LATER.toISOString())
    expect(await since(LATER)).toEqual([])
  })

  it('says so on the page of its series, at the old figure and at the new one', async () => {
    const app = createApp({ store, now: () => LATER, watch, sample: true })
    const page = await (await app.request(`/adoption/${encodeURIComponent(fresh().seriesKey)}`)).text()
    const entry = (id: number) => page.split(`id="figure-${id}"`)[1]!.split('id="figure-')[0]!
    const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    expect(plain(entry(old().id))).toMatch(/corrected to 1,004 hospitals/)
    expect(plain(entry(fresh().id))).toMatch(/corrects 1,040 hospitals/)
    const summary = (await store.readSeries(fresh().seriesKey))!.summary!
    expect(summary.points.map(({ figureId }) => figureId)).not.toContain(old().id)
  })
})

describe('what is told otherwise', () => {
  it('a retelling with another bound and another unit has drifted from the original, and is no second witness', async () => {
    const [retold] = from(/Lakeside Tribune/, /300/)
    const [original] = from(/South China Morning Post/, /300/)
    const relations = await store.listRelations([retold!.id])
    expect(relations).toMatchObject([{ from: retold!.id, to: original!.id, kind: 'drift', holds: true }])
    expect(relations[0]!.reason).toMatch(/bound and what is counted.*"more than 300 medical facilities"/)
  })

  it('what is said not to be so is listed and never a point', async () => {
    const negated = figures.filter(({ reading }) => reading.polarity === 'negated')
    expect(negated.length).toBeGreaterThan(0)
    for (const { id, seriesKey: key } of negated) {
      expect((await store.listSeriesClaims(key)).map((row) => row.id)).toContain(id)
      const { points } = (await store.readSeries(key))!.summary!
      expect(points.map(({ figureId }) => figureId)).not.toContain(id)
    }
  })

  it('no hospital is counted where one is said to have none', async () => {
    const denial = figures.filter(({ articleTitle }) => /deny using DeepSeek/.test(articleTitle))
    for (const { id, reading, seriesKey: key } of denial) {
      if (reading.value === 0) continue
      const { points } = (await store.readSeries(key))!.summary!
      expect(points.find(({ figureId }) => figureId === id)?.drawn ?? false).toBe(false)
    }
  })
})

describe('reading again', () => {
  it('changes nothing after a crawl, nor a second time', async () => {
    const now = () => LATER
    for (let i = 0; i < 2; i++) {
      const counts = await rereadClaims(store, watch.lexicon, { now, report })
      expect(counts).toMatchObject({ changed: 0 })
      expect(counts.read).toBeGreaterThan(120)
    }
    expect(await listAll()).toEqual(figures)
  })

  it('by other rules and back: what nobody decided follows them, what a person decided stays', async () => {
    const now = () => LATER
    const [accepted, rejected, fixed] = figures.filter(({ goneIn }) => goneIn === null) as [
      ClaimRow,
      ClaimRow,
      ClaimRow,
    ]
    const signed = { who: 'ada', at: LATER.toISOString() }
    await store.judgeClaims({ figureIds: [accepted.id], act: 'accept', ...signed })
    await store.judgeClaims({
      figureIds: [rejected.id],
      act: 'not-a-figure',
      reason: 'Beds, not hospitals',
      ...signed,
    })
    const claim = { ...fixed.reading, unit: 'network' }
    await store.fixClaim({ figureId: fixed.id, claim, seriesKey: fixed.seriesKey, ...signed })
    const before = await listAll()
    const empty: Lexicon = { technologies: [], units: [], places: [] }
    const { changed } = await rereadClaims(store, empty, { now, report })
    expect(changed).toBeGreaterThan(50)
    const ids = (await listAll()).filter(({ goneIn }) => goneIn === null).map(({ id }) => id)
    expect(ids.sort()).toEqual([accepted.id, rejected.id, fixed.id].sort())
    await rereadClaims(store, watch.lexicon, { now, report })
    expect(await listAll()).toEqual(before)
  })
})

describe('the commands', () => {
  const wiring = (print: (line: string) => void) => ({
    config: { ...readConfig({}), dataFolder: store.folder, feedsFolder: path.resolve('feeds') },
    now: () => LATER,
    print,
    screen: { columns: undefined, write: () => {} },
  })

  it('export what people decided as cases that the engine can be measured with', async () => {
    const lines = await writeCases(store, watch.lexicon)
    const cases = lines.map((line) => JSON.parse(line))
    const shape = (line: object) => Object.keys(line).filter((name) => name !== 'title' && name !== 'split')
    const known = readFileSync('test/claim/cases/sentences.jsonl', 'utf8').split('\n')[0]!
    const claims = cases.flatMap((one) => one.claims.map((claim: object) => ({ one, claim })))
    for (const one of cases) expect(shape(one)).toEqual(shape(JSON.parse(known)))
    for (const { one, claim } of claims) {
      expect(Object.keys(claim)).toEqual(Object.keys(JSON.parse(known).claims[0]))
      expect(one.text.slice(claim.start, claim.end)).toBe(claim.quote)
    }
    expect(claims.filter(({ claim }) => claim.unit === 'network' && !claim.optional)).toHaveLength(1)
    expect(lines.join()).toMatch(/"neg_type":"beds_not_hospitals"|"optional":true|"claims":\[/)
    const prepared = prepareLexicon(watch.lexicon)
    for (const one of cases) expect(toInspectLine(one, prepared)).toHaveProperty('claims')
    expect(await writeCases(store, watch.lexicon)).toEqual(lines)
  })

  it('hold no more of a text than the sentence, and nothing that was taken back', async () => {
    const lines = (await writeCases(store, watch.lexicon)).map((line) => JSON.parse(line))
    for (const { text } of lines) expect(figures.some(({ sentence }) => sentence === text)).toBe(true)
    const decisions = await store.listClaimDecisions({ limit: 10 })
    for (const { id } of decisions) await store.undoClaimDecision(id, LATER.toISOString())
    expect(await writeCases(store, watch.lexicon)).toEqual([])
  })

  it('write to a file, list what waits, and say what they take', async () => {
    const said: string[] = []
    const file = path.join(makeFolder('cases'), 'cases.jsonl')
    const [figure] = figures
    await store.judgeClaims({ figureIds: [figure!.id], act: 'accept', who: 'ada', at: LATER.toISOString() })
    await runClaimsExport(
      wiring((line) => said.push(line)),
      { out: file },
    )
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1)
    expect(said.splice(0)).toEqual([`1 sentences written to ${file}.`])
    await runClaimsList(
      wiring((line) => said.push(line)),
      { status: 'needs_review', limit: '5' },
    )
    expect(said).toHaveLength(6)
    for (const line of said.slice(0, 5)) expect(line).toMatch(/^\d+ +needs_review +\d\.\d\d +/)
    expect(said.splice(0).at(-1)).toMatch(/^The newest 5 of \d+ figures\.$/)
    for (const options of [{ status: 'good', limit: '5' }, { limit: '0' }])
      await runClaimsList(
        wiring((line) => said.push(line)),
        options,
      )
    expect(said).toHaveLength(2)
    expect(process.exitCode).toBe(2)
    process.exitCode = 0
  })
})
