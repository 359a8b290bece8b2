// Works a series of claims out again after one of its claims changed: what supersedes, contradicts, corrects or drifts
// from what, and the summary that the list of series shows. Idempotent; a series stays dirty until this was stored.
import { type PlacedClaim, type Relation, relateClaims } from './claim/relate.ts'
import { findOrigins, isActual, isDrawn, type Origin } from './claim/series.ts'
import type { SeriesPoint, SeriesSummary, SettledSeries, StoredRelation } from './store/claim-series.ts'
import type { ClaimRow } from './store/claims.ts'
import type { Store } from './store/open.ts'

const seriesPerBatch = 50

/** Every dirty series, once. Returns how many. */
export async function settleSeries(store: Store, now: () => Date): Promise<number> {
  let count = 0
  for (;;) {
    const keys = await store.listDirtySeries(seriesPerBatch)
    for (const key of keys) await settleOne(store, key, now().toISOString())
    count += keys.length
    if (keys.length < seriesPerBatch) return count
  }
}

async function settleOne(store: Store, key: string, at: string): Promise<void> {
  const rows = await store.listSeriesClaims(key)
  const stories = [...new Set(rows.map((row) => row.storyId))]
  const [neighbours, known] = await Promise.all([
    store.listStoryClaims(stories),
    store.listRelations(rows.map((row) => row.id)),
  ])
  const origins = findOrigins([...rows, ...neighbours])
  const place = (row: ClaimRow): PlacedClaim => ({ ...row, origin: origins.get(row.id)!.key })
  const relations = relateClaims(rows.map(place), neighbours.map(place))
  await store.saveSettledSeries(summarise(key, rows, origins, relations, known, at))
}

function summarise(
  key: string,
  rows: ClaimRow[],
  origins: Map<number, Origin>,
  relations: Relation[],
  known: StoredRelation[],
  at: string,
): SettledSeries {
  const overruled = new Set(known.filter((r) => !r.holds).map((r) => `${r.from} ${r.to} ${r.kind}`))
  const byPeople = known.filter((r) => r.holds && r.decidedBy !== 'rule')
  const standing = [...relations.filter((r) => !overruled.has(`${r.from} ${r.to} ${r.kind}`)), ...byPeople]
  // A corrected figure is history, a drifted one a mistake of the retelling: neither is the newest word.
  const passed = new Set(standing.filter((r) => r.kind === 'corrects' || r.kind === 'same').map((r) => r.to))
  const drifted = new Set(standing.filter((r) => r.kind === 'drift').map((r) => r.from))
  const actual = rows.filter((row) => row.status !== 'rejected' && isActual(row.reading))
  const points = actual
    .filter((row) => !passed.has(row.id) && !drifted.has(row.id))
    .map((row) => toPoint(row, origins.get(row.id)!))
    .sort((a, b) => compare(a.endOn, b.endOn) || compare(a.startOn, b.startOn) || a.figureId - b.figureId)
  const drawn = points.filter((point) => point.drawn)
  const newest = drawn.at(-1) ?? points.at(-1)
  const before = newest && findBefore(drawn, newest)
  // A reading that waits for a person is shown, but neither supports nor contradicts while there is a surer one.
  const counted = drawn.length > 0 ? drawn : points
  const summary: SeriesSummary = {
    ...(newest ? { newest } : {}),
    ...(before ? { before } : {}),
    points: points.slice(-sparkPointsMax),
  }
  return {
    key,
    relations,
    figureIds: rows.map((row) => row.id),
    summary,
    figures: rows.filter((row) => row.status !== 'rejected').length,
    drawn: drawn.length,
    origins: new Set(counted.map((point) => point.origin)).size,
    contradictions: countContradictions(standing, origins, new Set(counted.map((point) => point.figureId))),
    unreviewed: rows.filter((row) => row.status === 'needs_review').length,
    movement:
      newest && before && newest.value > 0 && before.value > 0 ? Math.log(newest.value / before.value) : 0,
    newestOn: newest?.endOn ?? null,
    at,
  }
}

/** Two who cannot both be right are one contradiction, however many papers print what each of them says. */
function countContradictions(
  standing: { from: number; to: number; kind: string }[],
  origins: Map<number, Origin>,
  counted: Set<number>,
): number {
  const pairs = standing
    .filter(({ kind, from, to }) => kind === 'contradicts' && counted.has(from) && counted.has(to))
    .map(({ from, to }) =>
      [from, to]
        .map((id) => origins.get(id)?.key ?? String(id))
        .sort()
        .join(' / '),
    )
  return new Set(pairs).size
}

const sparkPointsMax = 60

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The figure to compare with: the last one that was surely over when the newest began, of the same origin if there is one. */
function findBefore(drawn: SeriesPoint[], newest: SeriesPoint): SeriesPoint | undefined {
  const earlier = drawn.filter((point) => point.endOn < newest.startOn)
  return earlier.findLast((point) => point.origin === newest.origin) ?? earlier.at(-1)
}

export function toPoint(row: ClaimRow, origin: Origin): SeriesPoint {
  const { reading } = row
  return {
    figureId: row.id,
    startOn: reading.asOfStartOn ?? row.publishedOn,
    endOn: reading.asOfEndOn ?? row.publishedOn,
    precision: reading.asOfPrecision ?? null,
    asOf: reading.asOf ?? null,
    value: reading.value,
    valueMax: reading.valueMax ?? null,
    lower: reading.lower ?? null,
    upper: reading.upper ?? null,
    qualifier: reading.qualifier,
    ...(reading.changeKind ? { changeKind: reading.changeKind } : {}),
    drawn: isDrawn(reading, row.status),
    origin: origin.key,
    originLabel: origin.label,
  }
}
