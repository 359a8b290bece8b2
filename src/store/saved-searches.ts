// Searches that a person saved, each seen by its owner only, and what they bring in: hits of the last weeks, the last hit.
// The secret of a feed comes in and is kept as a hash only.
import type { Db } from './database.ts'
import type { CompiledQuery } from './search.ts'
import { EVERYTHING, idRange, listIds } from './search-matches.ts'

export type SavedSearch = {
  id: number
  accountId: number
  name: string
  note: string
  query: string
  hasFeed: boolean
  feedMadeAt: string | null
  createdAt: string
  changedAt: string
  deletedAt: string | null
}

/** Per account; deleted ones do not count. */
export const savedSearchesMax = 100

const SAVED = `s.id, s.account_id as accountId, s.name, s.note, s.query, s.feed_hash is not null as hasFeed,
  s.feed_made_at as feedMadeAt, s.created_at as createdAt, s.changed_at as changedAt, s.deleted_at as deletedAt`

const toSaved = (row: unknown): SavedSearch => {
  const saved = row as Omit<SavedSearch, 'hasFeed'> & { hasFeed: number }
  return { ...saved, hasFeed: saved.hasFeed === 1 }
}

export function listSavedSearches(db: Db, accountId: number): SavedSearch[] {
  return db
    .prepare(
      `select ${SAVED} from saved_searches s where s.account_id = ? and s.deleted_at is null
       order by s.name collate nocase, s.id limit ${savedSearchesMax}`,
    )
    .all(accountId)
    .map(toSaved)
}

/** Of its owner only; also when it is deleted, so that it can be brought back. */
export function readSavedSearch(
  db: Db,
  { id, accountId }: { id: number; accountId: number },
): SavedSearch | undefined {
  const row = db
    .prepare(`select ${SAVED} from saved_searches s where s.id = ? and s.account_id = ?`)
    .get(id, accountId)
  return row === undefined ? undefined : toSaved(row)
}

/** By the hash of the secret in its address; nothing for one that was withdrawn, deleted, or whose owner is shut out. */
export function readSavedByFeed(db: Db, feedHash: string): SavedSearch | undefined {
  const row = db
    .prepare(
      `select ${SAVED} from saved_searches s join accounts a on a.id = s.account_id
       where s.feed_hash = ? and s.deleted_at is null and a.disabled_at is null`,
    )
    .get(feedHash)
  return row === undefined ? undefined : toSaved(row)
}

export type SearchWords = { name: string; note: string; query: string }

/** Undefined when the account has as many as it may. */
export function addSavedSearch(
  db: Db,
  { accountId, at, name, note, query }: SearchWords & { accountId: number; at: string },
): number | undefined {
  return db.transaction(() => {
    if (countLive(db, accountId) >= savedSearchesMax) return undefined
    const { lastInsertRowid } = db
      .prepare(
        `insert into saved_searches (account_id, name, note, query, created_at, changed_at)
         values (:accountId, :name, :note, :query, :at, :at)`,
      )
      .run({ accountId, name, note, query, at })
    return Number(lastInsertRowid)
  })()
}

export function changeSavedSearch(
  db: Db,
  { id, accountId, at, name, note, query }: SearchWords & { id: number; accountId: number; at: string },
): boolean {
  const { changes } = db
    .prepare(
      `update saved_searches set name = :name, note = :note, query = :query, changed_at = :at
       where id = :id and account_id = :accountId and deleted_at is null`,
    )
    .run({ id, accountId, at, name, note, query })
  return changes === 1
}

/** `feedHash` null withdraws the address: whoever has it is told that there is nothing. */
export function setSavedFeed(
  db: Db,
  { id, accountId, feedHash, at }: { id: number; accountId: number; feedHash: string | null; at: string },
): boolean {
  const { changes } = db
    .prepare(
      `update saved_searches set feed_hash = :feedHash, feed_made_at = case when :feedHash is null then null else :at end
       where id = :id and account_id = :accountId and deleted_at is null`,
    )
    .run({ id, accountId, feedHash, at })
  return changes === 1
}

/** Deleting keeps the row, and its feed is silent; bringing it back makes the same address answer again. */
export function setSavedDeleted(
  db: Db,
  { id, accountId, deleted, at }: { id: number; accountId: number; deleted: boolean; at: string },
): boolean {
  return db.transaction(() => {
    if (!deleted && countLive(db, accountId) >= savedSearchesMax) return false
    const { changes } = db
      .prepare(
        `update saved_searches set deleted_at = :deletedAt
         where id = :id and account_id = :accountId and (deleted_at is null) = :live`,
      )
      .run({ id, accountId, deletedAt: deleted ? at : null, live: deleted ? 1 : 0 })
    return changes === 1
  })()
}

function countLive(db: Db, accountId: number): number {
  return db
    .prepare('select count(*) from saved_searches where account_id = ? and deleted_at is null')
    .pluck()
    .get(accountId) as number
}

// ---------------------------------------------------------------- what a search brings in

export type SearchVolume = {
  weeks: number[] // hits of each of the last weeks by day of publication, the oldest first
  last90Days: number
  newest: { id: number; title: string; publicationName: string; publishedOn: string } | null
}

const weeksShown = 12
const daysCounted = 90

/** `today` in days since 1970. One pass over the matches of the last 90 days for each search. */
export function readVolumes(
  db: Db,
  { searches, today }: { searches: CompiledQuery[]; today: number },
): SearchVolume[] {
  return searches.slice(0, savedSearchesMax).map((compiled) => readVolume(db, compiled, today))
}

function readVolume(db: Db, compiled: CompiledQuery, today: number): SearchVolume {
  const whole = idRange(compiled)
  const first = BigInt(today - daysCounted + 1) * 65_536n
  const last = (BigInt(today) + 1n) * 65_536n - 1n
  const from = whole.from > first ? whole.from : first
  const to = whole.to < last ? whole.to : last
  const days = db
    .prepare(
      `select rowid / 65536 as day, count(*) as count from articles_fts
       where articles_fts match :match and rowid between :from and :to group by 1 order by 1`,
    )
    .all({ match: compiled.match ?? EVERYTHING, from, to }) as { day: number; count: number }[]
  const weeks = Array.from({ length: weeksShown }, () => 0)
  for (const { day, count } of days) {
    const week = weeksShown - 1 - Math.floor((today - day) / 7)
    if (week >= 0) weeks[week] = weeks[week]! + count
  }
  const [id] = listIds(db, compiled.match, whole, { newest: true, limit: 1 })
  const newest =
    id === undefined
      ? null
      : (db
          .prepare(
            'select id, title, publication_name as publicationName, published_on as publishedOn from articles where id = ?',
          )
          .get(id) as SearchVolume['newest'])
  return { weeks, last90Days: days.reduce((sum, { count }) => sum + count, 0), newest }
}
