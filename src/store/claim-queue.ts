// What waits for an editor: figures that the rules are unsure of, in the order in which a look tells most, what readers
// sent, and which series somebody watches.
import { type ClaimRow, listFigures } from './claims.ts'
import type { Db } from './database.ts'

/**
 * Figures that wait for a person. Watched series first, then by how unsure the reading is, what contradicts, and how
 * much would be new: the order in which a minute of attention tells most.
 */
export function listReviewQueue(
  db: Db,
  { limit, skip = [], unasked = false }: { limit: number; skip?: number[]; unasked?: boolean }, // by a second engine
): ClaimRow[] {
  const ids = db
    .prepare(
      `select c.figure_id from claims c left join claim_series s on s.key = c.series_key
       where c.status = 'needs_review' and c.current = 1 and c.withdrawn_at is null
         and c.figure_id not in (select value from json_each(:skip))
         and (:unasked = 0 or c.made_by like 'engine:%' and not exists
           (select 1 from claim_decisions d where d.figure_id = c.figure_id and d.undone_at is null))
       order by (exists (select 1 from watched_series w where w.series_key = c.series_key)) desc,
         (exists (select 1 from claim_relations r where r.kind = 'contradicts' and r.holds = 1
            and (r.from_id = c.figure_id or r.to_id = c.figure_id))) desc,
         (0.5 - abs(c.confidence - 0.5)) * (1 + (coalesce(s.drawn, 0) = 0)) desc, c.id desc
       limit :limit`,
    )
    .pluck()
    .all({ limit, skip: JSON.stringify(skip), unasked: unasked ? 1 : 0 }) as number[]
  const rows = new Map(listFigures(db, ids).map((row) => [row.id, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

export function countReview(db: Db): { waiting: number; suggestions: number } {
  return {
    waiting: db
      .prepare(
        `select count(*) from claims where status = 'needs_review' and current = 1 and withdrawn_at is null`,
      )
      .pluck()
      .get() as number,
    suggestions: db
      .prepare(`select count(*) from claim_suggestions where state = 'open'`)
      .pluck()
      .get() as number,
  }
}

/** Figures with the same quote in copies of one text: what is decided of one holds for all. */
export function listSameQuotes(db: Db, figureId: number): ClaimRow[] {
  const ids = db
    .prepare(
      `select o.figure_id from claims c join copy_members k on k.article_id = c.article_id
         join copy_members ok on ok.group_id = k.group_id and ok.article_id <> c.article_id
         join claims o on o.article_id = ok.article_id and o.current = 1 and o.withdrawn_at is null
       where c.figure_id = ? and c.current = 1 and o.reading ->> '$.quote' = c.reading ->> '$.quote' order by 1`,
    )
    .pluck()
    .all(figureId) as number[]
  return listFigures(db, ids)
}

export function watchSeries(
  db: Db,
  { key, who, at, on }: { key: string; who: string; at: string; on: boolean },
): void {
  if (on)
    db.prepare(
      'insert into watched_series (series_key, who, watched_at) values (?, ?, ?) on conflict do nothing',
    ).run(key, who, at)
  else db.prepare('delete from watched_series where series_key = ? and who = ?').run(key, who)
}

export function listWatched(db: Db, who: string): string[] {
  return db
    .prepare('select series_key from watched_series where who = ? order by 1')
    .pluck()
    .all(who) as string[]
}

// ---------------------------------------------------------------- what readers send

export type Suggestion = {
  id: number
  kind: 'figure' | 'error'
  figureId: number | null
  url: string
  quote: string
  note: string
  sentAt: string
  state: 'open' | 'taken' | 'dismissed'
}

/** Stores what a reader sends unless this sender has sent `limit` since a time; returns its id. */
export function saveSuggestion(
  db: Db,
  suggestion: Omit<Suggestion, 'id' | 'state'> & { sender: string; since: string; limit: number },
): number | 'limit' {
  return db
    .transaction(() => {
      const { since, limit, ...row } = suggestion
      const sent = db
        .prepare('select count(*) from claim_suggestions where sender = ? and sent_at >= ?')
        .pluck()
        .get(row.sender, since) as number
      if (sent >= limit) return 'limit' as const
      const inserted = db
        .prepare(
          `insert into claim_suggestions (kind, figure_id, url, quote, note, sender, sent_at)
           values (:kind, :figureId, :url, :quote, :note, :sender, :sentAt)`,
        )
        .run(row)
      return Number(inserted.lastInsertRowid)
    })
    .immediate()
}

export function listSuggestions(db: Db, { limit }: { limit: number }): Suggestion[] {
  return db
    .prepare(
      `select id, kind, figure_id as figureId, url, quote, note, sent_at as sentAt, state from claim_suggestions
       where state = 'open' order by id limit ?`,
    )
    .all(limit) as Suggestion[]
}

export function closeSuggestion(
  db: Db,
  { id, state, who, at }: { id: number; state: 'taken' | 'dismissed'; who: string; at: string },
): boolean {
  return (
    db
      .prepare(
        `update claim_suggestions set state = ?, decided_by = ?, decided_at = ? where id = ? and state = 'open'`,
      )
      .run(state, who, at, id).changes === 1
  )
}
