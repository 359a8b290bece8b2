// Entries: what sources yielded, each with what became of it. None is ever deleted.
import type { Entry, Relevance } from '../model.ts'
import type { Db } from './database.ts'
import { resolveFailures } from './failures.ts'

/** The keys by which an entry is known again, made by the identity room. */
export type EntryKeys = { guid?: string; url?: string; text: string }

export type NewEntry = {
  sourceName: string
  entry: Entry
  keys: EntryKeys
  seenAt: string
  state: 'pending' | 'not-ours' | 'article'
  relevance: Relevance
  articleId?: number // state "article": a twin of an article that is already there
}

export type EntryUpdate = {
  id: number
  entry: Entry
  keys: EntryKeys
  seenAt: string
  relevance: Relevance
  becomesPending: boolean
}

export type StoredEntry = {
  id: number
  sourceName: string
  entry: Entry
  keys: EntryKeys
  state: 'pending' | 'article' | 'not-ours' | 'failed'
  firstSeenAt: string
  attempts: number
  decidedBy: string
  articleId: number | null
}

type EntryRow = Record<string, string | number | null>

const COLUMNS = `id, source_name, guid, url, guid_key, url_key, text_key, title, summary, content, authors, categories, language,
  publication_name, published_at, published_raw, published_day_only, updated_at, ids, state, first_seen_at, attempts,
  decided_by, article_id`

/** Entries that one of the given keys names: by guid and text within the source, by address in all of them. */
export function findEntryCandidates(db: Db, sourceName: string, keys: EntryKeys[]): StoredEntry[] {
  const list = (name: keyof EntryKeys) =>
    JSON.stringify([...new Set(keys.map((k) => k[name]).filter(Boolean))])
  const rows = db
    .prepare(
      `select ${COLUMNS} from entries where source_name = :sourceName and guid_key in (select value from json_each(:guids))
       union select ${COLUMNS} from entries where url_key in (select value from json_each(:urls))
       union select ${COLUMNS} from entries where source_name = :sourceName and text_key in (select value from json_each(:texts))
       order by id`,
    )
    .all({ sourceName, guids: list('guid'), urls: list('url'), texts: list('text') }) as EntryRow[]
  return rows.map(toStoredEntry)
}

/** Pending entries whose time has come, oldest first; one later than `latest` was set by a clock gone wrong. */
export function listPendingEntries(
  db: Db,
  { now, latest, limit, sourceName }: { now: string; latest?: string; limit: number; sourceName?: string },
): StoredEntry[] {
  const rows = db
    .prepare(
      `select ${COLUMNS} from entries where state = 'pending' and (next_try_at <= :now or next_try_at > :latest)
         and (:sourceName is null or source_name = :sourceName)
       order by next_try_at, id limit :limit`,
    )
    .all({ now, latest: latest ?? '9999', limit, sourceName: sourceName ?? null }) as EntryRow[]
  return rows.map(toStoredEntry)
}

/** Call inside a transaction. */
export function insertEntry(
  db: Db,
  { sourceName, entry, keys, seenAt, state, relevance, articleId }: NewEntry,
): number {
  const { lastInsertRowid } = db
    .prepare(
      `insert into entries (source_name, guid, url, guid_key, url_key, text_key, title, summary, content, authors, categories,
         language, publication_name, published_at, published_raw, published_day_only, updated_at, ids, first_seen_at,
         last_seen_at, state, reason, words, next_try_at, article_id)
       values (:sourceName, :guid, :url, :guidKey, :urlKey, :textKey, :title, :summary, :content, :authors, :categories,
         :language, :publicationName, :publishedAt, :publishedRaw, :publishedDayOnly, :updatedAt, :ids, :seenAt,
         :seenAt, :state, :reason, :words, :seenAt, :articleId)`,
    )
    .run({
      ...entryColumns(entry, keys),
      sourceName,
      seenAt,
      state,
      reason: relevance.reason,
      words: JSON.stringify(relevance.words),
      articleId: articleId ?? null,
    })
  return Number(lastInsertRowid)
}

/** The entry's source states it anew (a new title, a new guid). Call inside a transaction. */
export function updateEntry(
  db: Db,
  { id, entry, keys, seenAt, relevance, becomesPending }: EntryUpdate,
): void {
  db.prepare(
    `update entries set guid = :guid, url = :url, guid_key = :guidKey, url_key = :urlKey, text_key = :textKey, title = :title,
       summary = :summary, content = :content, authors = :authors, categories = :categories, language = :language,
       publication_name = :publicationName, published_at = :publishedAt, published_raw = :publishedRaw,
       published_day_only = :publishedDayOnly, updated_at = :updatedAt, ids = :ids, last_seen_at = :seenAt,
       state = case when :becomesPending then 'pending' else state end,
       next_try_at = case when :becomesPending then :seenAt else next_try_at end,
       reason = :reason, words = :words
     where id = :id`,
  ).run({
    ...entryColumns(entry, keys),
    id,
    seenAt,
    reason: relevance.reason,
    words: JSON.stringify(relevance.words),
    becomesPending: becomesPending ? 1 : 0,
  })
  // The article is fetched again soon: its publisher says that it changed.
  db.prepare(
    `update articles set recheck_at = min(coalesce(recheck_at, :seenAt), :seenAt)
     where id = (select article_id from entries where id = :id) and gone_at is null`,
  ).run({ id, seenAt })
}

export function touchEntries(db: Db, ids: number[], seenAt: string): void {
  const touch = db.prepare('update entries set last_seen_at = ? where id = ?')
  for (const id of ids) touch.run(seenAt, id)
}

export type EntryOutcome =
  | { state: 'not-ours'; relevance: Relevance }
  | { state: 'article'; articleId: number }
  | { state: 'pending'; nextTryAt: string; untried?: boolean } // failed, will be tried again
  | { state: 'failed'; reason: string } // given up, stays on the status page

/** What became of a pending entry (an article of its own is stored by saveArticle instead). */
export function saveEntryOutcome(db: Db, id: number, outcome: EntryOutcome, at: string): void {
  db.transaction(() => {
    db.prepare(
      `update entries set state = :state, attempts = attempts + :attempts,
         reason = coalesce(:reason, reason), words = coalesce(:words, words),
         next_try_at = coalesce(:nextTryAt, next_try_at), article_id = coalesce(:articleId, article_id) where id = :id`,
    ).run({
      id,
      state: outcome.state,
      attempts: outcome.state === 'pending' && outcome.untried ? 0 : 1,
      reason:
        outcome.state === 'not-ours'
          ? outcome.relevance.reason
          : outcome.state === 'failed'
            ? outcome.reason
            : null,
      words: outcome.state === 'not-ours' ? JSON.stringify(outcome.relevance.words) : null,
      nextTryAt: outcome.state === 'pending' ? outcome.nextTryAt : null,
      articleId: outcome.state === 'article' ? outcome.articleId : null,
    })
    if (outcome.state === 'not-ours' || outcome.state === 'article') resolveFailures(db, { entryId: id }, at)
  }).immediate()
}

/** A person says that an entry is ours: remembered, and fetched at the next crawl. Returns whether there was one. */
export function decideOurs(
  db: Db,
  { entryId, who, at }: { entryId: number; who: string; at: string },
): boolean {
  return db
    .transaction(() => {
      const { changes } = db
        .prepare(
          `update entries set state = 'pending', decided_by = 'person:' || :who, next_try_at = :at, attempts = 0,
             reason = 'A person said that it is ours.'
           where id = :entryId and state = 'not-ours'`,
        )
        .run({ entryId, who, at })
      if (changes > 0) {
        db.prepare(
          `insert into decisions (kind, subject, who, decided_at) values ('ours', 'entry:' || :entryId, :who, :at)`,
        ).run({ entryId, who, at })
      }
      return changes > 0
    })
    .immediate()
}

export type NotOursRow = {
  id: number
  title: string
  summary: string | null
  url: string | null
  sourceName: string
  reason: string
  words: string[]
  firstSeenAt: string
  publishedAt: string | null
}

/** Entries turned away, newest first; `words` searches title and summary, `beforeId` pages. */
export function listNotOurs(
  db: Db,
  { words, beforeId, limit }: { words?: string; beforeId?: number; limit: number },
): NotOursRow[] {
  const rows = db
    .prepare(
      `select id, title, summary, url, source_name as sourceName, reason, words, first_seen_at as firstSeenAt,
         published_at as publishedAt
       from entries where state = 'not-ours' and id < :beforeId ${likeEveryWord(words)} order by id desc limit :limit`,
    )
    .all({ beforeId: beforeId ?? Number.MAX_SAFE_INTEGER, limit, ...likeParameters(words) }) as (Omit<
    NotOursRow,
    'words'
  > & { words: string })[]
  return rows.map((row) => ({ ...row, words: JSON.parse(row.words ?? '[]') as string[] }))
}

export function countNotOurs(db: Db, { words }: { words?: string }): number {
  return db
    .prepare(`select count(*) from entries where state = 'not-ours' ${likeEveryWord(words)}`)
    .pluck()
    .get(likeParameters(words)) as number
}

const notOursWordsMax = 8

function splitWords(words: string | undefined): string[] {
  return (words ?? '').split(/\s+/).filter(Boolean).slice(0, notOursWordsMax)
}

function likeEveryWord(words: string | undefined): string {
  return splitWords(words)
    .map((_, i) => `and (title || ' ' || coalesce(summary, '')) like :word${i} escape '\\'`)
    .join(' ')
}

function likeParameters(words: string | undefined): Record<string, string> {
  return Object.fromEntries(
    splitWords(words).map((word, i) => [`word${i}`, `%${word.replace(/[\\%_]/g, '\\$&')}%`]),
  )
}

function entryColumns(entry: Entry, keys: EntryKeys) {
  return {
    guid: entry.guid ?? null,
    url: entry.url ?? null,
    guidKey: keys.guid ?? null,
    urlKey: keys.url ?? null,
    textKey: keys.text,
    title: entry.title,
    summary: entry.summary ?? null,
    content: entry.content ?? null,
    authors: JSON.stringify(entry.authors),
    categories: JSON.stringify(entry.categories),
    language: entry.language ?? null,
    publicationName: entry.publicationName ?? null,
    publishedAt: entry.published?.at ?? null,
    publishedRaw: entry.published?.raw ?? null,
    publishedDayOnly: entry.published?.dayOnly ? 1 : 0,
    updatedAt: entry.updated?.at ?? null,
    ids: JSON.stringify(entry.ids),
  }
}

function toStoredEntry(row: EntryRow): StoredEntry {
  const text = (name: string) => (row[name] as string | null) ?? undefined
  const optional = <K extends string>(key: K, value: string | undefined) =>
    value === undefined ? {} : ({ [key]: value } as Record<K, string>)
  return {
    id: row.id as number,
    sourceName: row.source_name as string,
    keys: {
      ...optional('guid', text('guid_key')),
      ...optional('url', text('url_key')),
      text: row.text_key as string,
    },
    state: row.state as StoredEntry['state'],
    firstSeenAt: row.first_seen_at as string,
    attempts: row.attempts as number,
    decidedBy: row.decided_by as string,
    articleId: row.article_id as number | null,
    entry: {
      ...optional('guid', text('guid')),
      ...optional('url', text('url')),
      title: row.title as string,
      ...optional('summary', text('summary')),
      ...optional('content', text('content')),
      authors: JSON.parse(row.authors as string) as string[],
      categories: JSON.parse(row.categories as string) as string[],
      ...optional('language', text('language')),
      ...optional('publicationName', text('publication_name')),
      ...(row.published_raw === null
        ? {}
        : {
            published: {
              raw: row.published_raw as string,
              ...optional('at', text('published_at')),
              dayOnly: row.published_day_only === 1,
            },
          }),
      ...(row.updated_at === null
        ? {}
        : { updated: { raw: row.updated_at as string, at: row.updated_at as string, dayOnly: false } }),
      ids: JSON.parse(row.ids as string) as Entry['ids'],
    },
  }
}
