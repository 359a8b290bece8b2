// Series of claims and what claims say about each other, as worked out by the rules and ruled by people.
import type { Db } from './database.ts'

export type StoredRelation = {
  from: number
  to: number
  kind: 'supersedes' | 'contradicts' | 'corrects' | 'drift' | 'same'
  reason: string
  decidedBy: string
  holds: boolean
  decidedAt: string
}

/** What the list of series shows without looking at a claim; worked out when the series settles. */
export type SeriesSummary = {
  newest?: SeriesPoint
  before?: SeriesPoint // the figure that the newest is compared with
  points: SeriesPoint[] // in order of time, for a spark line
}

export type SeriesPoint = {
  figureId: number
  startOn: string
  endOn: string
  precision: string | null
  asOf: string | null
  value: number
  valueMax: number | null
  lower: number | null
  upper: number | null
  qualifier: string
  changeKind?: string // of a change: factor, percent_relative, percentage_points
  drawn: boolean
  origin: string
  originLabel: string
}

export type SeriesRow = {
  key: string
  technology: string
  unit: string
  places: string
  measure: string
  stageClass: string
  denominator: string
  summary: SeriesSummary | null
  figures: number
  drawn: number
  origins: number
  contradictions: number
  unreviewed: number
  movement: number
  newestOn: string | null
}

export type SeriesFilter = { technologies?: string[]; units?: string[]; place?: string; stageClass?: string }
export type SeriesOrder = 'movement' | 'newest' | 'figures' | 'contradictions'

const ORDERS: Record<SeriesOrder, string> = {
  movement: 'abs(movement) desc, origins desc, key',
  newest: 'newest_on desc, key',
  figures: 'origins desc, figures desc, key',
  contradictions: 'contradictions desc, origins desc, key',
}

const SERIES = `key, technology, unit, places, measure, stage_class as stageClass, denominator, summary, figures, drawn,
  origins, contradictions, unreviewed, movement, newest_on as newestOn`

type Columns = Omit<SeriesRow, 'summary'> & { summary: string | null }
const toRow = ({ summary, ...row }: Columns): SeriesRow => ({
  ...row,
  summary: summary === null ? null : (JSON.parse(summary) as SeriesSummary),
})

/** Which series a filter means, by their own columns; a place holds its provinces. */
export const OF_FILTER = `(:technologies is null or technology in (select value from json_each(:technologies)))
    and (:units is null or unit in (select value from json_each(:units)))
    and (:place is null or '+' || places || '+' like '%+' || :place || '+%' or '+' || places like '%+' || :place || '-%')
    and (:stageClass is null or stage_class = :stageClass)`

export function filterValues(filter: SeriesFilter) {
  return {
    technologies: filter.technologies ? JSON.stringify(filter.technologies) : null,
    units: filter.units ? JSON.stringify(filter.units) : null,
    place: filter.place ?? null,
    stageClass: filter.stageClass ?? null,
  }
}

/** Series that hold a figure, a page of them, and how many there are. */
export function listSeries(
  db: Db,
  { order, limit, offset, ...filter }: SeriesFilter & { order: SeriesOrder; limit: number; offset: number },
): { series: SeriesRow[]; count: number } {
  const where = `figures > 0 and ${OF_FILTER}`
  const values = filterValues(filter)
  const rows = db
    .prepare(
      `select ${SERIES} from claim_series where ${where} order by ${ORDERS[order]} limit :limit offset :offset`,
    )
    .all({ ...values, limit, offset }) as Columns[]
  const count = db.prepare(`select count(*) from claim_series where ${where}`).pluck().get(values) as number
  return { series: rows.map(toRow), count }
}

export type SeriesAfter = { newestOn: string; key: string } // the last of the page before

/** The same by the newest figure, page by page: what comes in between is neither told twice nor left out. */
export function listSeriesPage(
  db: Db,
  { limit, after, ...filter }: SeriesFilter & { limit: number; after?: SeriesAfter },
): { series: SeriesRow[]; count: number } {
  const where = `figures > 0 and ${OF_FILTER}`
  const values = filterValues(filter)
  const rows = db
    .prepare(
      `select ${SERIES} from claim_series where ${where} and (:key is null or coalesce(newest_on, '') < :newestOn
         or coalesce(newest_on, '') = :newestOn and key > :key)
       order by coalesce(newest_on, '') desc, key limit :limit`,
    )
    .all({ ...values, key: after?.key ?? null, newestOn: after?.newestOn ?? null, limit }) as Columns[]
  const count = db.prepare(`select count(*) from claim_series where ${where}`).pluck().get(values) as number
  return { series: rows.map(toRow), count }
}

export function readSeries(db: Db, key: string): SeriesRow | undefined {
  const row = db.prepare(`select ${SERIES} from claim_series where key = ?`).get(key) as Columns | undefined
  return row && toRow(row)
}

/** How many series there are under each value, for the filters. */
export function countSeries(
  db: Db,
): { field: 'technology' | 'unit' | 'places' | 'stageClass'; value: string; count: number }[] {
  return db
    .prepare(
      `select 'technology' as field, technology as value, count(*) as count from claim_series where figures > 0 group by 2
       union all select 'unit', unit, count(*) from claim_series where figures > 0 group by 2
       union all select 'places', places, count(*) from claim_series where figures > 0 group by 2
       union all select 'stageClass', stage_class, count(*) from claim_series where figures > 0 group by 2
       order by 1, 3 desc, 2`,
    )
    .all() as ReturnType<typeof countSeries>
}

export function listDirtySeries(db: Db, limit: number): string[] {
  return db
    .prepare('select key from claim_series where dirty = 1 order by key limit ?')
    .pluck()
    .all(limit) as string[]
}

export type SettledSeries = {
  key: string
  relations: {
    from: number
    to: number
    kind: 'supersedes' | 'contradicts' | 'corrects' | 'drift'
    reason: string
  }[]
  figureIds: number[] // whose relations by rule are replaced
  summary: SeriesSummary
  figures: number
  drawn: number
  origins: number
  contradictions: number
  unreviewed: number
  movement: number
  newestOn: string | null
  at: string
}

/** Replaces what the rules said of these figures; what a person ruled about a pair is not touched. */
export function saveSettledSeries(db: Db, settled: SettledSeries): void {
  db.transaction(() => {
    db.prepare(
      `delete from claim_relations where decided_by = 'rule' and from_id in (select value from json_each(?))`,
    ).run(JSON.stringify(settled.figureIds))
    const relate = db.prepare(
      `insert into claim_relations (from_id, to_id, kind, reason, decided_by, decided_at)
       values (:from, :to, :kind, :reason, 'rule', :at) on conflict do nothing`,
    )
    for (const relation of settled.relations) relate.run({ ...relation, at: settled.at })
    const { relations, figureIds, at, summary, ...columns } = settled
    db.prepare(
      `update claim_series set dirty = 0, summary = :summary, figures = :figures, drawn = :drawn, origins = :origins,
         contradictions = :contradictions, unreviewed = :unreviewed, movement = :movement, newest_on = :newestOn where key = :key`,
    ).run({ ...columns, summary: JSON.stringify(summary) })
  }).immediate()
}

/** Relations in which any of these figures stands on either side; overruled ones too, marked. */
export function listRelations(db: Db, figureIds: number[]): StoredRelation[] {
  const rows = db
    .prepare(
      `select from_id as "from", to_id as "to", kind, reason, decided_by as decidedBy, holds, decided_at as decidedAt from claim_relations
       where from_id in (select value from json_each(:ids)) or to_id in (select value from json_each(:ids))
       order by decided_at, from_id, to_id, kind`,
    )
    .all({ ids: JSON.stringify(figureIds) }) as (Omit<StoredRelation, 'holds'> & { holds: number })[]
  return rows.map((row) => ({ ...row, holds: row.holds === 1 }))
}
