// Failures (shown on the status page until resolved) and the fetch log.
import type { Failure } from '../model.ts'
import type { Db } from './database.ts'

export type FailureSubject = { sourceName?: string; entryId?: number; articleId?: number }

/** Records a failure; the same step failing again at the same address counts up instead of adding a row. */
export function saveFailure(db: Db, failure: Failure, subject: FailureSubject): void {
  db.prepare(
    `insert into failures (source_name, entry_id, article_id, step, kind, url, message, status, retry, retry_at,
       first_failed_at, last_failed_at)
     values (:sourceName, :entryId, :articleId, :step, :kind, :url, :message, :status, :retry, :retryAt, :at, :at)
     on conflict (url, step) where resolved_at is null do update set kind = excluded.kind, message = excluded.message,
       status = excluded.status, retry = excluded.retry, retry_at = excluded.retry_at,
       last_failed_at = excluded.last_failed_at, times = times + 1`,
  ).run({
    sourceName: subject.sourceName ?? null,
    entryId: subject.entryId ?? null,
    articleId: subject.articleId ?? null,
    step: failure.step,
    kind: failure.kind,
    url: failure.url,
    message: failure.message,
    status: failure.status ?? null,
    retry: failure.retry,
    retryAt: failure.retryAt ?? null,
    at: failure.failedAt,
  })
}

/** Marks the open failures of a source's own address, an entry or an article as resolved. Call inside a transaction. */
export function resolveFailures(db: Db, subject: FailureSubject, at: string): void {
  if (subject.entryId !== undefined) {
    db.prepare('update failures set resolved_at = :at where entry_id = :id and resolved_at is null').run({
      at,
      id: subject.entryId,
    })
  } else if (subject.articleId !== undefined) {
    db.prepare('update failures set resolved_at = :at where article_id = :id and resolved_at is null').run({
      at,
      id: subject.articleId,
    })
  } else if (subject.sourceName !== undefined) {
    db.prepare(
      `update failures set resolved_at = :at
       where source_name = :name and entry_id is null and article_id is null and resolved_at is null`,
    ).run({ at, name: subject.sourceName })
  }
}

/** The same for an address that belongs to no source, entry or article, such as a model's endpoint. */
export function resolveFailuresAt(db: Db, url: string, at: string): void {
  db.prepare(
    `update failures set resolved_at = :at where url = :url and resolved_at is null
       and source_name is null and entry_id is null and article_id is null`,
  ).run({ at, url })
}

export type FailureRow = {
  id: number
  sourceName: string | null
  entryId: number | null
  articleId: number | null
  entryTitle: string | null // or the article's
  step: string
  kind: string
  url: string
  message: string
  status: number | null
  retry: 'later' | 'never'
  retryAt: string | null
  firstFailedAt: string
  lastFailedAt: string
  times: number
}

/** Open failures, newest first; `before` is the last one of the page before. */
export function listFailures(
  db: Db,
  { limit, before }: { limit: number; before?: { at: string; id: number } },
): FailureRow[] {
  return db
    .prepare(
      `select f.id, f.source_name as sourceName, f.entry_id as entryId, f.article_id as articleId, coalesce(e.title, a.title) as entryTitle,
         f.step, f.kind, f.url, f.message, f.status, f.retry, coalesce(f.retry_at, e.next_try_at) as retryAt,
         f.first_failed_at as firstFailedAt, f.last_failed_at as lastFailedAt, f.times
       from failures f left join entries e on e.id = f.entry_id left join articles a on a.id = f.article_id
       where f.resolved_at is null and (:at is null or (f.last_failed_at, f.id) < (:at, :id))
       order by f.last_failed_at desc, f.id desc limit :limit`,
    )
    .all({ limit, at: before?.at ?? null, id: before?.id ?? 0 }) as FailureRow[]
}

export type FetchRecord = {
  sourceName?: string
  purpose: 'feed' | 'page' | 'recheck'
  url: string
  outcome: 'page' | 'not-modified' | 'failure'
  status?: number
  kind?: string
  byteCount: number
  tookMs: number
  fetchedAt: string
}

export function recordFetch(db: Db, fetched: FetchRecord): void {
  db.prepare(
    `insert into fetches (source_name, purpose, url, outcome, status, kind, byte_count, took_ms, fetched_at)
     values (:sourceName, :purpose, :url, :outcome, :status, :kind, :byteCount, :tookMs, :fetchedAt)`,
  ).run({
    ...fetched,
    sourceName: fetched.sourceName ?? null,
    status: fetched.status ?? null,
    kind: fetched.kind ?? null,
    tookMs: Math.round(fetched.tookMs),
  })
}
