// Figures for programs: a page of those that a filter means, with the place of their quotes in the text. Offsets leave the
// house in code points, which every language counts alike; within it they are UTF-16 units.
import type { ClaimStatus } from '../model.ts'
import { blocksText } from './article-writes.ts'
import { filterValues, OF_FILTER, type SeriesFilter } from './claim-series.ts'
import { type ClaimRow, listFigures } from './claims.ts'
import type { Db } from './database.ts'

export type ClaimFilter = SeriesFilter & {
  id?: number // this one
  seriesKey?: string
  status?: ClaimStatus
  since?: string // read or decided at or after
  asOfFrom?: string // days: its date, else the day of publication, may lie in them
  asOfTo?: string
}

/** Where the quote stands in the newest text that has it, in code points; null when that text is not kept. */
export type QuotedAt = { start: number; end: number } | null
export type QuotedClaim = ClaimRow & { quotedAt: QuotedAt }

/** Standing figures, the one read first last; `beforeId` is the last one of the page before. */
export function listClaimPage(
  db: Db,
  {
    limit,
    beforeId,
    id,
    seriesKey,
    status,
    since,
    asOfFrom,
    asOfTo,
    ...series
  }: ClaimFilter & { limit: number; beforeId?: number },
): { claims: QuotedClaim[]; count: number } {
  const where = `c.current = 1 and c.withdrawn_at is null
    and (:id is null or c.figure_id = :id)
    and (:seriesKey is null or c.series_key = :seriesKey)
    and (:status is null or c.status = :status)
    and (:since is null or c.made_at >= :since or exists (select 1 from claim_decisions d
      where d.figure_id = c.figure_id and (d.decided_at >= :since or d.undone_at >= :since)))
    and (:asOfFrom is null or coalesce(c.reading ->> '$.asOfEndOn', a.published_on) >= :asOfFrom)
    and (:asOfTo is null or coalesce(c.reading ->> '$.asOfStartOn', a.published_on) <= :asOfTo)
    and (:bySeries = 0 or c.series_key in (select key from claim_series where ${OF_FILTER}))`
  const from = 'claims c join articles a on a.id = c.article_id'
  const values = {
    ...filterValues(series),
    bySeries: Object.values(series).some((value) => value !== undefined) ? 1 : 0,
    id: id ?? null,
    seriesKey: seriesKey ?? null,
    status: status ?? null,
    since: since ?? null,
    asOfFrom: asOfFrom ?? null,
    asOfTo: asOfTo ?? null,
  }
  const ids = db
    .prepare(
      `select c.figure_id from ${from} where ${where} and (:before is null or c.figure_id < :before)
       order by c.figure_id desc limit :limit`,
    )
    .pluck()
    .all({ ...values, before: beforeId ?? null, limit }) as number[]
  const count = db.prepare(`select count(*) from ${from} where ${where}`).pluck().get(values) as number
  return { claims: placeQuotes(db, listFigures(db, ids).reverse()), count }
}

/** Where the quotes of these figures stand. */
export function findQuotes(db: Db, ids: number[]): { id: number; quotedAt: QuotedAt }[] {
  return placeQuotes(db, listFigures(db, ids)).map(({ id, quotedAt }) => ({ id, quotedAt }))
}

/** An article's text is read once for all its figures. */
function placeQuotes(db: Db, claims: ClaimRow[]): QuotedClaim[] {
  const texts = new Map<string, string | undefined>()
  return claims.map((claim) => {
    const key = `${claim.articleId} ${claim.goneIn}`
    if (!texts.has(key)) texts.set(key, readTextOf(db, claim))
    return { ...claim, quotedAt: findQuote(texts.get(key), claim) }
  })
}

function readTextOf(db: Db, { articleId, goneIn }: ClaimRow): string | undefined {
  if (goneIn === null) {
    const blocks = db.prepare('select blocks from bodies where article_id = ?').pluck().get(articleId)
    return blocks === undefined ? undefined : blocksText(JSON.parse(blocks as string))
  }
  const read = db.prepare('select text from versions where article_id = ? and number = ?').pluck()
  return (read.get(articleId, goneIn - 1) as string | null | undefined) ?? undefined
}

function findQuote(
  text: string | undefined,
  { reading: { quote, quoteStart, quoteEnd } }: ClaimRow,
): QuotedAt {
  if (text === undefined || text.slice(quoteStart, quoteEnd) !== quote) return null
  const start = countCodePoints(text.slice(0, quoteStart))
  return { start, end: start + countCodePoints(quote) }
}

export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
