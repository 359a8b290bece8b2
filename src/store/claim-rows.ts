// Rows of readings: how one is written, when two are the same, and which series a change makes dirty.
import type { Claim, ClaimStatus } from '../model.ts'
import type { Db } from './database.ts'

/** The current reading of a figure, as much as the next reading of its text needs to know. */
export type KnownReading = {
  id: number
  figureId: number
  claimKey: string
  seriesKey: string
  reading: string
  status: ClaimStatus
  madeBy: string
  decided: number
  goneIn: number | null
  withdrawnAt: string | null
  note: string | null
}

export type NewReading = {
  articleId: number
  key: string
  seriesKey: string
  claim: Claim
  sentence: string
  by: string
  at: string
  version: number
  status?: ClaimStatus
  figureId?: number
  goneIn?: number | null
  note?: string | null
}

export function insertReading(db: Db, reading: NewReading): number {
  const { claim } = reading
  const id = Number(
    db
      .prepare(
        `insert into claims (figure_id, article_id, claim_key, version_number, gone_in, series_key, reading, sentence, status, made_by, made_at, note)
         values (:figureId, :articleId, :key, :version, :goneIn, :seriesKey, :reading, :sentence, :status, :by, :at, :note)`,
      )
      .run({
        figureId: reading.figureId ?? 0,
        articleId: reading.articleId,
        key: reading.key,
        version: reading.version,
        goneIn: reading.goneIn ?? null,
        seriesKey: reading.seriesKey,
        reading: JSON.stringify(claim),
        sentence: reading.sentence,
        status: reading.status ?? claim.status,
        by: reading.by,
        at: reading.at,
        note: reading.note ?? null,
      }).lastInsertRowid,
  )
  if (reading.figureId === undefined) db.prepare('update claims set figure_id = id where id = ?').run(id)
  return id
}

/** Whether a figure only moved: text before it was added or cut. */
export function sameButPlace(a: Claim, b: Claim): boolean {
  const strip = ({ quoteStart, quoteEnd, prefix, suffix, sentenceStart, sentenceEnd, ...rest }: Claim) =>
    JSON.stringify(rest)
  return strip(a) === strip(b)
}

export function markDirty(db: Db, keys: Iterable<string>): void {
  const mark = db.prepare(
    `insert into claim_series (key, technology, unit, places, measure, stage_class, denominator)
     values (:key, :technology, :unit, :places, :measure, :stageClass, :denominator)
     on conflict (key) do update set dirty = 1`,
  )
  for (const key of keys) {
    const [technology, unit, places, measure, stageClass, denominator = ''] = key.split('~')
    mark.run({
      key,
      technology: technology === '-' ? '' : technology,
      unit,
      places: places === '-' ? '' : places,
      measure,
      stageClass,
      denominator,
    })
  }
}
