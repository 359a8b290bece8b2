// What the series page and its files show, gathered from the store once: claims, relations, decisions, the picture.
import { type ChartPoint, drawSeries, rankOrigins } from '../src/chart/series.ts'
import { writeFigure } from '../src/claim/relate.ts'
import { findOrigins, isActual, type Origin } from '../src/claim/series.ts'
import type { Lexicon } from '../src/model.ts'
import { toPoint } from '../src/settle.ts'
import type { ClaimDecision } from '../src/store/claim-decisions.ts'
import type { SeriesRow, StoredRelation } from '../src/store/claim-series.ts'
import type { ClaimRow } from '../src/store/claims.ts'
import type { Store } from '../src/store/open.ts'
import { type Figures, NO_FIGURES } from './components/figures.tsx'
import { seriesTitle, unitLabel } from './figures.ts'

export type SeriesView = {
  row: SeriesRow
  claims: ClaimRow[] // newest first
  origins: Map<number, Origin>
  relations: StoredRelation[]
  others: Map<number, ClaimRow>
  decisions: ClaimDecision[]
}

const decisionsMax = 500

export async function viewSeries(store: Store, key: string): Promise<SeriesView | undefined> {
  const row = await store.readSeries(key)
  if (!row) return undefined
  const claims = await store.listSeriesClaims(key)
  const neighbours = await store.listStoryClaims([...new Set(claims.map((claim) => claim.storyId))])
  const origins = findOrigins([
    ...new Map([...claims, ...neighbours].map((claim) => [claim.id, claim])).values(),
  ])
  const ids = claims.map((claim) => claim.id)
  const relations = await store.listRelations(ids)
  const elsewhere = relations.flatMap(({ from, to }) => [from, to]).filter((id) => !ids.includes(id))
  const [others, decisions] = await Promise.all([
    store.listFigures([...new Set(elsewhere)]),
    store.listClaimDecisions({ figureIds: ids, limit: decisionsMax }),
  ])
  claims.sort((a, b) => compare(endOf(b), endOf(a)) || compare(b.publishedAt, a.publishedAt) || b.id - a.id)
  return {
    row,
    claims,
    origins,
    relations,
    others: new Map(others.map((claim) => [claim.id, claim])),
    decisions,
  }
}

/** The figures of an article or of a story's articles, with what is said about them elsewhere. */
export async function viewFigures(store: Store, claims: ClaimRow[]): Promise<Figures> {
  if (claims.length === 0) return NO_FIGURES
  const ids = claims.map((claim) => claim.id)
  const relations = await store.listRelations(ids)
  const elsewhere = relations.flatMap(({ from, to }) => [from, to]).filter((id) => !ids.includes(id))
  const others = await store.listFigures([...new Set(elsewhere)])
  return { claims, relations, others: new Map(others.map((claim) => [claim.id, claim])) }
}

const endOf = (claim: ClaimRow) => claim.reading.asOfEndOn ?? claim.publishedOn
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What stands on the chart: said to be so, not rejected, not corrected since; unreviewed ones are hollow. */
export function chartPoints({ claims, origins, relations }: SeriesView): ChartPoint[] {
  const corrected = new Set(relations.filter((r) => r.holds && r.kind === 'corrects').map((r) => r.to))
  return claims
    .filter(
      (claim) =>
        claim.status !== 'rejected' && isActual(claim.reading) && claim.reading.qualifier !== 'vague',
    )
    .filter((claim) => !corrected.has(claim.id))
    .map((claim) => ({
      ...toPoint(claim, origins.get(claim.id)!),
      id: claim.id,
      label: writeFigure(claim.reading),
    }))
}

export function drawView(
  view: SeriesView,
  lexicon: Lexicon,
  size: { width: number; height: number },
): string | undefined {
  const points = mergeCopies(chartPoints(view))
  if (points.length === 0) return undefined
  const { row } = view
  // What waits for a person is hollow and speaks against nothing yet; the ledger names those contradictions too.
  const sure = new Set(points.filter((point) => point.drawn).map((point) => point.id))
  const contradictions = view.relations
    .filter(({ holds, kind, from, to }) => holds && kind === 'contradicts' && sure.has(from) && sure.has(to))
    .map(({ from, to }): [number, number] => [from, to])
  return drawSeries({
    points,
    contradictions,
    unitLabel: unitLabel(row, lexicon),
    percent: row.measure.startsWith('share'),
    ...size,
    describedBy: `${seriesTitle(row, lexicon)}: ${points.length} figures over time; the table below holds them all.`,
  })
}

/** The same figure of the same origin for the same time, told ten times, is one point. */
function mergeCopies(points: ChartPoint[]): ChartPoint[] {
  const kept = new Map<string, ChartPoint>()
  for (const point of points) {
    const key = [point.origin, point.startOn, point.endOn, point.label].join('|')
    const known = kept.get(key)
    if (!known || (point.drawn && !known.drawn)) kept.set(key, point)
  }
  return [...kept.values()]
}

/** Every claim with its origin and the origin's place among the colours. */
export function ledgerLines(view: SeriesView): { claim: ClaimRow; originLabel: string; rank: number }[] {
  const ranks = rankOrigins(mergeCopies(chartPoints(view)))
  return view.claims.map((claim) => {
    const origin = view.origins.get(claim.id)!
    return { claim, originLabel: origin.label, rank: ranks.get(origin.key) ?? 5 }
  })
}
