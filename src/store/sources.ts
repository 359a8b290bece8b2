// What is remembered of each source between checks, and the transaction that ends a check: new entries are stored
// together with the validators that will suppress them next time, so neither can be lost without the other.
import type { Validators } from '../model.ts'
import type { Db } from './database.ts'
import { type EntryUpdate, insertEntry, type NewEntry, touchEntries, updateEntry } from './entries.ts'
import { resolveFailures } from './failures.ts'

export type SourceState = {
  sourceName: string
  url: string
  movedTo: string | null
  movedTimes: number
  etag: string | null
  lastModified: string | null
  feedTitle: string | null
  nextDueAt: string
  lastCheckedAt: string | null
  lastAnsweredAt: string | null
  lastNewEntryAt: string | null
  failuresInRow: number
  lastFailureKind: string | null
  lastFailureMessage: string | null
  lastEntryCount: number | null
  intervalMinutes: number
  newEntriesTotal: number
}

const COLUMNS = `source_name as sourceName, url, moved_to as movedTo, moved_times as movedTimes, etag,
  last_modified as lastModified, feed_title as feedTitle, next_due_at as nextDueAt, last_checked_at as lastCheckedAt,
  last_answered_at as lastAnsweredAt, last_new_entry_at as lastNewEntryAt, failures_in_row as failuresInRow,
  last_failure_kind as lastFailureKind, last_failure_message as lastFailureMessage,
  last_entry_count as lastEntryCount, interval_minutes as intervalMinutes, new_entries_total as newEntriesTotal`

export function listSourceStates(db: Db): SourceState[] {
  return db.prepare(`select ${COLUMNS} from source_states order by source_name`).all() as SourceState[]
}

export type SourceCheck = {
  sourceName: string
  url: string
  validators: Validators
  movedTo?: string
  movedTimes: number
  feedTitle?: string
  entryCount?: number // absent after a 304
  newEntries: NewEntry[]
  updates: EntryUpdate[]
  seenAgain: number[] // entry ids
  nextDueAt: string
  intervalMinutes: number
  checkedAt: string
}

/** One transaction: entries, validators, next due time. Returns the ids of the new entries, in order. */
export function saveSourceCheck(db: Db, check: SourceCheck): number[] {
  return db
    .transaction(() => {
      const ids = check.newEntries.map((entry) => insertEntry(db, entry))
      for (const update of check.updates) updateEntry(db, update)
      touchEntries(db, check.seenAgain, check.checkedAt)
      db.prepare(
        `insert into source_states (source_name, url, moved_to, moved_times, etag, last_modified, feed_title, next_due_at,
           last_checked_at, last_answered_at, last_new_entry_at, last_entry_count, interval_minutes, new_entries_total)
         values (:sourceName, :url, :movedTo, :movedTimes, :etag, :lastModified, :feedTitle, :nextDueAt,
           :checkedAt, :checkedAt, :lastNewEntryAt, :entryCount, :intervalMinutes, :newCount)
         on conflict (source_name) do update set url = excluded.url, moved_to = excluded.moved_to,
           moved_times = excluded.moved_times, etag = excluded.etag, last_modified = excluded.last_modified,
           feed_title = coalesce(excluded.feed_title, feed_title), next_due_at = excluded.next_due_at,
           last_checked_at = excluded.last_checked_at, last_answered_at = excluded.last_answered_at,
           last_new_entry_at = coalesce(excluded.last_new_entry_at, last_new_entry_at),
           failures_in_row = 0, last_failure_kind = null, last_failure_message = null,
           last_entry_count = coalesce(excluded.last_entry_count, last_entry_count),
           interval_minutes = excluded.interval_minutes,
           new_entries_total = new_entries_total + excluded.new_entries_total`,
      ).run({
        sourceName: check.sourceName,
        url: check.url,
        movedTo: check.movedTo ?? null,
        movedTimes: check.movedTimes,
        etag: check.validators.etag ?? null,
        lastModified: check.validators.lastModified ?? null,
        feedTitle: check.feedTitle ?? null,
        nextDueAt: check.nextDueAt,
        checkedAt: check.checkedAt,
        lastNewEntryAt: ids.length > 0 ? check.checkedAt : null,
        entryCount: check.entryCount ?? null,
        intervalMinutes: check.intervalMinutes,
        newCount: ids.length,
      })
      resolveFailures(db, { sourceName: check.sourceName }, check.checkedAt)
      return ids
    })
    .immediate()
}

export type SourceFailure = {
  sourceName: string
  url: string
  kind: string
  message: string
  forgetMove: boolean // the address that permanent redirects lead to is no longer asked directly
  nextDueAt: string
  intervalMinutes: number
  checkedAt: string
}

/**
 * After a failed check: the validators stay as they were, so that nothing is skipped when the source comes back; those
 * of another address are forgotten.
 */
export function saveSourceFailure(db: Db, failure: SourceFailure): void {
  db.prepare(
    `insert into source_states (source_name, url, next_due_at, last_checked_at, failures_in_row, last_failure_kind,
       last_failure_message, interval_minutes)
     values (:sourceName, :url, :nextDueAt, :checkedAt, 1, :kind, :message, :intervalMinutes)
     on conflict (source_name) do update set url = excluded.url, next_due_at = excluded.next_due_at,
       etag = case when url = excluded.url then etag end,
       last_modified = case when url = excluded.url then last_modified end,
       moved_to = case when url = excluded.url and not :forgetMove then moved_to end,
       moved_times = case when url = excluded.url and not :forgetMove then moved_times else 0 end,
       last_checked_at = excluded.last_checked_at,
       failures_in_row = case when url = excluded.url then failures_in_row + 1 else 1 end,
       last_failure_kind = excluded.last_failure_kind, last_failure_message = excluded.last_failure_message,
       interval_minutes = excluded.interval_minutes`,
  ).run({ ...failure, forgetMove: failure.forgetMove ? 1 : 0 })
}
