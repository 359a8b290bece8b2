// The commands about figures: what waits, what people decided as test cases, reading again, asking the second engine.
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readClaims } from './assemble.ts'
import { type CaseFigure, writeCase } from './claim/cases.ts'
import { writeFigure } from './claim/relate.ts'
import type { ClaimStatus, Lexicon } from './model.ts'
import type { Report } from './parts.ts'
import { openReport } from './progress.ts'
import { doorOptions, type Wiring } from './run.ts'
import { askSecondEngine, type SecondCounts, type SecondParts } from './second-engine.ts'
import { settleSeries } from './settle.ts'
import type { ClaimDecision } from './store/claim-decisions.ts'
import type { ClaimRow } from './store/claims.ts'
import { openStore, type Store, StoreError } from './store/open.ts'
import type { Watch } from './watch/load.ts'
import { readWatch } from './watch/read.ts'

type Asking = Pick<Wiring, 'config' | 'now' | 'print'> & {
  store: Store
  watch: Watch
  userAgent: string
  signal?: AbortSignal
}

/** A round of questions to the second engine, when there is one; says what came of it. */
export async function askModel(
  { config, store, watch, now, userAgent, print, signal }: Asking,
  rest: Pick<SecondParts, 'byHand' | 'questionsMax'> = {},
): Promise<SecondCounts | undefined> {
  if (!config.model) return undefined
  const { name: model, ...engine } = config.model
  try {
    const parts = { store, engine: { ...engine, model }, lexicon: watch.lexicon, now, userAgent, ...rest }
    const counts = await askSecondEngine({ ...parts, ...(signal ? { signal } : {}) })
    const { asked, agreed, differed, refused, failed } = counts
    if (asked + agreed + differed + refused > 0)
      print(
        `${model}: ${asked} questions asked; ${agreed} figures read the same, ${differed} otherwise, ` +
          `${refused} without use, ${failed} not answered.`,
      )
    return counts
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    print(`The round of questions stopped: ${error.message}`)
    process.exitCode = 1
    return undefined
  }
}

/** `uptake claims ask`: one round by hand, as long as the day's budget. */
export async function runClaimsAsk(wiring: Wiring): Promise<void> {
  const { config, now, print } = wiring
  if (!config.model) {
    print('No second engine is set: UPTAKE_MODEL_URL and UPTAKE_MODEL_NAME say where and whom to ask.')
    process.exitCode = 2
    return
  }
  await withStore(wiring, async (store) => {
    const watch = await readWatch(config.feedsFolder)
    const { userAgent } = await doorOptions(config, now)
    const counts = await askModel(
      { config, now, print, store, watch, userAgent },
      { byHand: true, questionsMax: Math.max(1, config.model!.dailyMax) },
    )
    if (!counts) return
    const { asked, agreed, differed, refused, failed } = counts
    if (asked + agreed + differed + refused === 0)
      print('No figure waits that it was not asked about, or the questions of today are used up.')
    if (failed > 0) {
      const url = new URL(config.model!.url)
      for (const failure of await store.listFailures({ limit: failuresLookedThrough }))
        if (failure.url === url.origin + url.pathname) print(failure.message)
      process.exitCode = 1
    }
  })
}

const failuresLookedThrough = 200

const STATUSES: ClaimStatus[] = ['auto', 'needs_review', 'accepted', 'corrected', 'rejected']
const listedMax = 10_000

/** `uptake claims list`: the newest figures as a table, one a line. */
export async function runClaimsList(
  wiring: Wiring,
  options: { status?: string; limit: string },
): Promise<void> {
  const status = STATUSES.find((known) => known === options.status)
  const limit = Number(options.limit)
  if ((options.status && !status) || !Number.isInteger(limit) || limit < 1 || limit > listedMax) {
    wiring.print(
      `--status takes ${STATUSES.join(', ')}; --limit takes a whole number from 1 to ${listedMax}.`,
    )
    process.exitCode = 2
    return
  }
  await withStore(wiring, async (store) => {
    const { claims, count } = await store.listClaims({ ...(status ? { status } : {}), limit })
    for (const line of tabulate(claims)) wiring.print(line)
    wiring.print(
      claims.length < count ? `The newest ${claims.length} of ${count} figures.` : `${count} figures.`,
    )
  })
}

const quoteColumns = 60

function tabulate(claims: ClaimRow[]): string[] {
  const rows = claims.map(({ id, status, reading, publicationName, articleId }) => [
    String(id),
    status,
    reading.confidence.toFixed(2),
    `${reading.polarity === 'negated' ? 'not ' : ''}${writeFigure(reading)} ${reading.unit}`,
    reading.technology ?? '-',
    reading.places.join('+') || '-',
    reading.asOf ?? '-',
    `${publicationName} (article ${articleId})`,
    reading.quote.replace(/\s+/g, ' ').slice(0, quoteColumns),
  ])
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  )
}

/** `uptake claims export-cases`: what people decided, as lines of test cases. */
export async function runClaimsExport(wiring: Wiring, options: { out?: string }): Promise<void> {
  const { config, print } = wiring
  const watch = await readWatch(config.feedsFolder)
  await withStore(wiring, async (store) => {
    const lines = await writeCases(store, watch.lexicon)
    if (options.out === undefined) {
      for (const line of lines) print(line)
      return
    }
    const file = path.resolve(options.out)
    await writeFile(`${file}.new`, lines.map((line) => `${line}\n`).join(''))
    await rename(`${file}.new`, file)
    print(`${lines.length} sentences written to ${file}.`)
  })
}

const decisionsPerRead = 1_000
const figuresPerRead = 200

/** One line of JSON for every sentence with a figure that a person decided about, by the order of the figures. */
export async function writeCases(store: Store, lexicon: Lexicon): Promise<string[]> {
  const decided = await findDecided(store)
  const ids = [...decided.keys()].sort((a, b) => a - b)
  const sentences = new Map<string, ClaimRow[]>()
  for (let i = 0; i < ids.length; i += figuresPerRead)
    for (const figure of await store.listFigures(ids.slice(i, i + figuresPerRead))) {
      const key = `${figure.articleId} ${figure.sentence}`
      if (sentences.has(key)) continue
      const all = [...(await store.listArticleClaims(figure.articleId)), figure]
      const same = all.filter(({ sentence }) => sentence === figure.sentence)
      sentences.set(key, [...new Map(same.map((row) => [row.id, row])).values()])
    }
  return [...sentences.values()].flatMap((rows) => {
    const [{ sentence, articleTitle: title, publishedOn, language }] = rows as [ClaimRow]
    const figures = rows.map((row): CaseFigure => {
      const decision = decided.get(row.id)
      return {
        id: row.id,
        reading: row.reading,
        verdict: decision ? VERDICT_OF[decision.act] : 'open',
        reason: decision?.reason ?? decision?.act ?? null,
      }
    })
    const one = writeCase({ sentence, title, publishedOn, language, figures }, lexicon)
    return one ? [JSON.stringify(one)] : []
  })
}

type Verdict = Exclude<ClaimDecision['act'], 'relate' | 'unrelate'>
// A duplicate is a figure, but not one to be told twice: nothing is said about it.
const VERDICT_OF: Record<Verdict, CaseFigure['verdict']> = {
  accept: 'right',
  fix: 'right',
  add: 'right',
  reject: 'wrong',
  'not-a-figure': 'wrong',
  duplicate: 'open',
}

/** The newest decision that stands of each figure; what it is related to is no case. */
async function findDecided(store: Store) {
  const decided = new Map<number, { act: Verdict; reason: string | null }>()
  for (let beforeId: number | undefined; ; ) {
    const page = await store.listClaimDecisions({
      limit: decisionsPerRead,
      ...(beforeId === undefined ? {} : { beforeId }),
    })
    for (const { figureId, act, reason, undoneAt } of page)
      if (undoneAt === null && act !== 'relate' && act !== 'unrelate' && !decided.has(figureId))
        decided.set(figureId, { act, reason })
    if (page.length < decisionsPerRead) return decided
    beforeId = page.at(-1)!.id
  }
}

/** `uptake claims reread`: the figures of all stored texts by the present rules; pages are not read again. */
export async function runClaimsReread(wiring: Wiring): Promise<void> {
  const { config, now, print, screen } = wiring
  const watch = await readWatch(config.feedsFolder)
  await withStore(wiring, async (store) => {
    const { articles } = await store.countAll({ since: now().toISOString() })
    const report = openReport(screen)
    report.step('Reading figures again', articles)
    const { read, changed } = await rereadClaims(store, watch.lexicon, { now, report })
    print(`The figures of ${read} articles were read again, ${changed} of them differ now.`)
  })
}

const articlesPerBatch = 100

/** What a person decided is not touched; twice in a row changes nothing the second time. */
export async function rereadClaims(
  store: Store,
  lexicon: Lexicon,
  { now, report }: { now: () => Date; report: Pick<Report, 'advance'> },
): Promise<{ read: number; changed: number }> {
  const counts = { read: 0, changed: 0 }
  for (let afterId = -1; ; ) {
    const batch = await store.listClaimTexts({ afterId, limit: articlesPerBatch })
    if (batch.length === 0) break
    const articles = batch.map(
      ({ articleId, title, text, textHash, language, publishedOn, kind, publication, country, doi }) => {
        report.advance(title)
        const claims = readClaims(lexicon, {
          title,
          text,
          publishedOn,
          publicationKind: kind,
          publicationName: publication,
          ...(language ? { language } : {}),
          ...(country ? { places: [country] } : {}),
          ...(doi ? { doi } : {}),
        })
        return { articleId, text, textHash, claims }
      },
    )
    counts.changed += await store.saveRereadClaims(articles, now().toISOString())
    counts.read += batch.length
    afterId = batch.at(-1)!.articleId
  }
  await settleSeries(store, now)
  return counts
}

async function withStore({ config }: Wiring, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore({ folder: config.dataFolder, readers: config.threads })
  try {
    await work(store)
  } finally {
    await store.close()
  }
}
