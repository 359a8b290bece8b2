// Deeds of editors: each row that one changes is kept as it was before and after, so that the deed can be undone
// exactly. A row that somebody changed since is left alone and counted. Merged and split ids stay known for good.
import type { Db } from './database.ts'
import { feedIndexAll } from './index-rows.ts'

export type NewDeed = { kind: string; words: string; who: string; link?: string; at: string }

export type Deed = {
  id: number
  kind: string
  words: string
  who: string
  link: string | null
  at: string
  undoneAt: string | null
  undoneBy: string | null
  rowCount: number
  undoable: boolean
}

/** The tables whose rows a deed may change, and what identifies a row. */
const KEYS = {
  article_tags: ['article_id', 'tag_id'],
  story_members: ['article_id'],
  copy_members: ['article_id'],
  copy_groups: ['id'],
  stories: ['id'],
  tags: ['id'],
  tag_rules: ['id'],
} as const

export type JournalTable = keyof typeof KEYS
export type Row = Record<string, string | number | null>

const deedsUndoableMax = 200 // the newest; of older ones only the record is kept
const oldRowsPerDeed = 2_000 // rows of deeds past undoing that each new deed clears away
const rowsPerStepMax = 500

const isJournalTable = (name: string): name is JournalTable => name in KEYS

/** Call inside a transaction. Returns the deed's id, under which its rows are journaled. */
export function openDeed(db: Db, { kind, words, who, link, at }: NewDeed): number {
  const id = Number(
    db
      .prepare('insert into deeds (kind, words, who, link, done_at) values (?, ?, ?, ?, ?)')
      .run(kind, words, who, link ?? null, at).lastInsertRowid,
  )
  db.prepare(
    `delete from deed_rows where (deed_id, number) in (
       select deed_id, number from deed_rows where deed_id <= ? order by deed_id, number limit ?)`,
  ).run(id - deedsUndoableMax, oldRowsPerDeed)
  return id
}

export function readRow(db: Db, table: JournalTable, key: Row): Row | null {
  const where = KEYS[table].map((name) => `${name} = :${name}`).join(' and ')
  return (db.prepare(`select * from ${table} where ${where}`).get(key) as Row | undefined) ?? null
}

/** Writes a row (the columns given), or takes it away (`null`), and journals it as it was and is. */
export function putRow(db: Db, deedId: number, table: JournalTable, key: Row, row: Row | null): void {
  const was = readRow(db, table, key)
  if (isSame(was, row)) return
  writeRow(db, table, key, was, row)
  const after = row === null ? null : readRow(db, table, key)
  const number = db.prepare('select row_count from deeds where id = ?').pluck().get(deedId) as number
  db.prepare(
    'insert into deed_rows (deed_id, number, table_name, row_key, before, after) values (?, ?, ?, ?, ?, ?)',
  ).run(deedId, number, table, JSON.stringify(key), toJson(was), toJson(after))
  db.prepare('update deeds set row_count = ? where id = ?').run(number + 1, deedId)
}

function writeRow(db: Db, table: JournalTable, key: Row, was: Row | null, row: Row | null): void {
  const where = KEYS[table].map((name) => `${name} = :${name}`).join(' and ')
  if (row === null) {
    db.prepare(`delete from ${table} where ${where}`).run(key)
    return
  }
  const names = Object.keys(row)
  const values = names.map((name) => `:${name}`).join(', ')
  if (was === null) db.prepare(`insert into ${table} (${names.join(', ')}) values (${values})`).run(row)
  else {
    const set = names.map((name) => `${name} = :${name}`).join(', ')
    db.prepare(`update ${table} set ${set} where ${where}`).run({ ...row, ...key })
  }
}

function isSame(a: Row | null, b: Row | null): boolean {
  if (a === null || b === null) return a === b
  return Object.keys(b).every((name) => a[name] === b[name])
}

const toJson = (row: Row | null) => (row === null ? null : JSON.stringify(row))

const DEED = `d.id, d.kind, d.words, d.who, d.link, d.done_at as at, d.undone_at as undoneAt, d.undone_by as undoneBy,
  d.row_count as rowCount, d.id > (select max(id) from deeds) - ${deedsUndoableMax} and d.row_count > 0 as undoable`

const toDeed = (row: unknown): Deed => {
  const deed = row as Omit<Deed, 'undoable'> & { undoable: number }
  return { ...deed, undoable: deed.undoable === 1 && deed.undoneAt === null }
}

export function readDeed(db: Db, id: number): Deed | undefined {
  const row = db.prepare(`select ${DEED} from deeds d where d.id = ?`).get(id)
  return row === undefined ? undefined : toDeed(row)
}

/** The newest first. */
export function listDeeds(db: Db, { limit }: { limit: number }): Deed[] {
  return db.prepare(`select ${DEED} from deeds d order by d.id desc limit ?`).all(limit).map(toDeed)
}

type JournalRow = {
  number: number
  tableName: string
  key: string
  before: string | null
  after: string | null
}

/** `next` is the row to go on with. */
export type Restored = { restored: number; left: number; next?: number }

/**
 * Puts rows of a deed back, the last first, from `number` down. Call inside a transaction. `charactersMax` bounds the
 * text that is fed to the index again.
 */
export function restoreRows(
  db: Db,
  { deedId, number, charactersMax }: { deedId: number; number: number; charactersMax: number },
): Restored {
  const rows = db
    .prepare(
      `select number, table_name as tableName, row_key as key, before, after from deed_rows
       where deed_id = ? and number <= ? order by number desc limit ${rowsPerStepMax}`,
    )
    .all(deedId, number) as JournalRow[]
  const outcome: Restored = { restored: 0, left: 0 }
  const touched = new Set<number>()
  let characters = 0
  let last = 0
  for (const row of rows) {
    last = row.number
    const ids = restoreRow(db, row)
    if (ids === undefined) outcome.left++
    else outcome.restored++
    for (const id of ids ?? []) {
      if (!touched.has(id)) characters += bodyLength(db, id)
      touched.add(id)
    }
    if (characters >= charactersMax) break
  }
  feedIndexAll(db, touched)
  if (last > 0) outcome.next = last - 1
  return outcome
}

/** The articles whose index rows it touches; undefined when somebody changed the row since. */
function restoreRow(db: Db, { tableName, key: keyText, before, after }: JournalRow): number[] | undefined {
  if (!isJournalTable(tableName)) return undefined
  const key = JSON.parse(keyText) as Row
  const now = readRow(db, tableName, key)
  if (toJson(now) !== after) return undefined
  writeRow(db, tableName, key, now, before === null ? null : (JSON.parse(before) as Row))
  if (key.article_id !== undefined) return [Number(key.article_id)]
  if (tableName !== 'copy_groups') return []
  return db
    .prepare('select article_id from copy_members where group_id = ? order by article_id')
    .pluck()
    .all(key.id) as number[]
}

/** Whether nobody changed any row of the deed since. */
export function isUntouched(db: Db, deedId: number): boolean {
  const rows = db
    .prepare(
      'select table_name as tableName, row_key as key, after from deed_rows where deed_id = ? order by number',
    )
    .all(deedId) as { tableName: JournalTable; key: string; after: string | null }[]
  // Of a row that the deed changed twice, the last state counts.
  const last = new Map(rows.map((row) => [`${row.tableName} ${row.key}`, row]))
  return [...last.values()].every(
    ({ tableName, key, after }) => toJson(readRow(db, tableName, JSON.parse(key) as Row)) === after,
  )
}

export function bodyLength(db: Db, articleId: number): number {
  const read = db.prepare('select length(blocks) from bodies where article_id = ?').pluck()
  return (read.get(articleId) as number | undefined) ?? 0
}

/** Call inside a transaction, after the rows were put back. */
export function closeUndo(db: Db, { deedId, who, at }: { deedId: number; who: string; at: string }): void {
  db.prepare('update deeds set undone_at = ?, undone_by = ? where id = ?').run(at, who, deedId)
  db.prepare('update decisions set undone_at = ? where deed_id = ? and undone_at is null').run(at, deedId)
}
