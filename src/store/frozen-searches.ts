// Frozen searches: the rows of a search as they were, kept as the bytes that its hash was made of. One is written in pieces
// and seen by nobody until it is finished; afterwards nothing changes it.
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib'
import type { Db } from './database.ts'
import type { ExportRow } from './export-reads.ts'
import type { CompiledQuery } from './search.ts'
import { listMatchIds } from './search-matches.ts'

export type FrozenSource = { name: string; title: string; enabled: boolean }

export type FrozenSearch = {
  id: string
  query: string
  words: string
  sources: FrozenSource[]
  asOf: string
  articleCount: number
  storyCount: number
  copyCount: number
  byteCount: number
  sha256: string
  finishedAt: string
  pieceCount: number
}

/** Articles of one frozen search, and frozen searches of one account. */
export const rowsPerFreezeMax = 50_000
export const frozenSearchesMax = 200
const unfinishedDays = 1 // a freeze that broke off is cleared away after this

export type NewFrozen = Pick<FrozenSearch, 'id' | 'query' | 'words' | 'sources' | 'asOf'> & {
  accountId: number
  foundCount: number
}

/** False when the account has as many as it may. */
export function startFrozen(db: Db, { sources, ...frozen }: NewFrozen): boolean {
  return db.transaction(() => {
    const old = new Date(Date.parse(frozen.asOf) - unfinishedDays * 86_400_000).toISOString()
    db.prepare('delete from frozen_searches where finished_at is null and as_of < ?').run(old)
    const count = db
      .prepare('select count(*) from frozen_searches where account_id = ?')
      .pluck()
      .get(frozen.accountId)
    if ((count as number) >= frozenSearchesMax) return false
    db.prepare(
      `insert into frozen_searches (id, account_id, query, words, sources, as_of, touched_at, found_count)
       values (:id, :accountId, :query, :words, :sources, :asOf, :asOf, :foundCount)`,
    ).run({ ...frozen, sources: JSON.stringify(sources) })
    return true
  })()
}

const compress = promisify(brotliCompress)

/** Rows as they are kept. Not in the writer's thread, which others wait for. */
export const packRows = (ndjson: string): Promise<Uint8Array> =>
  compress(Buffer.from(ndjson, 'utf8'), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })

export type FrozenRows = { id: string; number: number; packed: Uint8Array; keptCount: number; at: string }

export function addFrozenRows(db: Db, { id, number, packed, keptCount, at }: FrozenRows): void {
  db.transaction(() => {
    const { changes } = db
      .prepare(
        'update frozen_searches set kept_count = ?, touched_at = ? where id = ? and finished_at is null and message is null',
      )
      .run(keptCount, at, id)
    if (changes === 1)
      db.prepare('insert into frozen_rows (frozen_id, number, brotli) values (?, ?, ?)').run(
        id,
        number,
        packed,
      )
  }).immediate()
}

export type FrozenEnd = Pick<
  FrozenSearch,
  'id' | 'articleCount' | 'storyCount' | 'copyCount' | 'byteCount' | 'sha256'
> & { at: string }

export function finishFrozen(db: Db, end: FrozenEnd): void {
  db.prepare(
    `update frozen_searches set article_count = :articleCount, story_count = :storyCount, copy_count = :copyCount,
       byte_count = :byteCount, sha256 = :sha256, finished_at = :at
     where id = :id and finished_at is null and message is null`,
  ).run(end)
}

/** It stays to say why, until it is cleared away. */
export function failFrozen(db: Db, { id, message }: { id: string; message: string }): void {
  db.prepare('update frozen_searches set message = ? where id = ? and finished_at is null').run(message, id)
}

/** One that is being made, or that stopped before its end. */
export type UnfinishedFrozen = {
  id: string
  query: string
  asOf: string
  foundCount: number
  keptCount: number
  touchedAt: string
  message: string | null
}

export function readUnfinishedFrozen(db: Db, id: string): UnfinishedFrozen | undefined {
  return db
    .prepare(
      `select id, query, as_of as asOf, found_count as foundCount, kept_count as keptCount, touched_at as touchedAt, message
       from frozen_searches where id = ? and finished_at is null`,
    )
    .get(id) as UnfinishedFrozen | undefined
}

const FROZEN = `id, query, words, sources, as_of as asOf, article_count as articleCount, story_count as storyCount,
  copy_count as copyCount, byte_count as byteCount, sha256, finished_at as finishedAt,
  (select count(*) from frozen_rows r where r.frozen_id = f.id) as pieceCount`

const toFrozen = (row: unknown): FrozenSearch => {
  const frozen = row as Omit<FrozenSearch, 'sources'> & { sources: string }
  return { ...frozen, sources: JSON.parse(frozen.sources) as FrozenSource[] }
}

export function readFrozen(db: Db, id: string): FrozenSearch | undefined {
  const row = db
    .prepare(`select ${FROZEN} from frozen_searches f where id = ? and finished_at is not null`)
    .get(id)
  return row === undefined ? undefined : toFrozen(row)
}

/** Newest first. */
export function listFrozen(db: Db, accountId: number): FrozenSearch[] {
  return db
    .prepare(
      `select ${FROZEN} from frozen_searches f where account_id = ? and finished_at is not null
       order by as_of desc, id limit ${frozenSearchesMax}`,
    )
    .all(accountId)
    .map(toFrozen)
}

/** The bytes of one piece, as they were hashed; "" past the last. */
export function readFrozenRows(db: Db, { id, number }: { id: string; number: number }): string {
  const brotli = db
    .prepare('select brotli from frozen_rows where frozen_id = ? and number = ?')
    .pluck()
    .get(id, number) as Buffer | undefined
  return brotli === undefined ? '' : brotliDecompressSync(brotli).toString('utf8')
}

// ---------------------------------------------------------------- the same search again

export type ComparedRow = {
  id: number
  title: string
  publication: string
  publishedOn: string
  what: string[]
}
export type Comparison = {
  now: number // articles that the search finds today
  added: { count: number; rows: ComparedRow[] }
  gone: { count: number; rows: ComparedRow[] }
  changed: { count: number; rows: ComparedRow[] }
}

const comparedRowsMax = 1_000_000 // articles that the search finds today
const comparedShownMax = 100 // of each list
/** What is watched for changes; tags and copies change by our own work, not the publisher's. */
const WATCHED: [field: 'title' | 'text_hash' | 'published_on' | 'publication', name: string][] = [
  ['title', 'headline'],
  ['text_hash', 'text'],
  ['published_on', 'date'],
  ['publication', 'publication'],
]
type WatchedRow = Pick<ExportRow, 'id' | 'title' | 'text_hash' | 'published_on' | 'publication'>

export function compareFrozen(db: Db, { id, compiled }: { id: string; compiled: CompiledQuery }): Comparison {
  const matches = listMatchIds(db, { compiled, order: 'newest', limit: comparedRowsMax }).ids
  const left = new Set(matches)
  const readNow = db.prepare(
    'select id, title, text_hash, published_on, publication_name as publication from articles where id = ?',
  )
  const compared: Comparison = {
    now: matches.length,
    added: { count: 0, rows: [] },
    gone: { count: 0, rows: [] },
    changed: { count: 0, rows: [] },
  }
  const note = (list: 'added' | 'gone' | 'changed', row: WatchedRow, what: string[] = []) => {
    compared[list].count++
    if (compared[list].rows.length >= comparedShownMax) return
    const { title, publication, published_on: publishedOn } = row
    compared[list].rows.push({ id: row.id, title, publication, publishedOn, what })
  }
  for (let number = 0; ; number++) {
    const piece = readFrozenRows(db, { id, number })
    if (piece === '') break
    for (const line of piece.split('\n')) {
      if (line === '') continue
      const then = JSON.parse(line) as WatchedRow
      if (!left.delete(then.id)) {
        note('gone', then)
        continue
      }
      const row = readNow.get(then.id) as WatchedRow
      const what = WATCHED.filter(([field]) => row[field] !== then[field]).map(([, name]) => name)
      if (what.length > 0) note('changed', row, what)
    }
  }
  // What is left was not there then.
  for (const added of left) {
    if (compared.added.rows.length < comparedShownMax) note('added', readNow.get(added) as WatchedRow)
    else compared.added.count++
  }
  return compared
}
