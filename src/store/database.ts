// Opens the two SQLite files with their pragmas and brings the schema up to date.
import Database from 'better-sqlite3'
import { MIGRATIONS, type Migration, PAGES_MIGRATIONS } from './migrations.ts'

export type Db = Database.Database

export const BUSY_TIMEOUT_MS = 5_000
const checkpointPages = 4_000 // of the write-ahead log: 16 MB
const walBytesKept = 64 * 1_024 * 1_024 // of its file, after a checkpoint

/** `mode` "write" migrates; "read" only queries. Throws what SQLite throws. */
export function openDatabase(
  file: string,
  pagesFile: string,
  mode: 'write' | 'read',
  busyTimeoutMs = BUSY_TIMEOUT_MS,
): Db {
  const db = new Database(file, { timeout: busyTimeoutMs })
  cacheStatements(db)
  db.exec(`attach database '${pagesFile.replaceAll("'", "''")}' as raw`)
  db.pragma('foreign_keys = on')
  db.pragma('cache_size = -65536') // 64 MiB
  db.pragma('mmap_size = 1073741824')
  db.pragma('temp_store = memory')
  if (mode === 'write') {
    for (const schema of ['main', 'raw']) {
      db.pragma(`${schema}.journal_mode = wal`)
      db.pragma(`${schema}.synchronous = full`)
      // The same pages are written by many articles: a later checkpoint copies each of them once.
      db.pragma(`${schema}.journal_size_limit = ${walBytesKept}`)
    }
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
    migrate(db, 'main', MIGRATIONS)
    migrate(db, 'raw', PAGES_MIGRATIONS)
  } else {
    db.pragma('query_only = on')
  }
  return db
}

const statementsMax = 400

/** Preparing a statement costs more than running most of ours: the same text gives the same statement back. */
function cacheStatements(db: Db): void {
  const prepare = db.prepare.bind(db) as (sql: string) => Database.Statement
  const cache = new Map<string, Database.Statement>()
  db.prepare = ((sql: string) => {
    const known = cache.get(sql)
    if (known) return known.reader ? known.pluck(false) : known
    if (cache.size >= statementsMax) cache.clear()
    const statement = prepare(sql)
    cache.set(sql, statement)
    return statement
  }) as typeof db.prepare
}

/** Runs the migrations that this file has not seen, each in a transaction of its own. */
function migrate(db: Db, schema: 'main' | 'raw', migrations: Migration[]): void {
  const done = db.pragma(`${schema}.user_version`, { simple: true }) as number
  if (done > migrations.length) {
    throw new Error(
      `The database was written by a newer Uptake (schema ${done}, this one knows ${migrations.length}). Update Uptake, or restore an older backup.`,
    )
  }
  for (let number = done + 1; number <= migrations.length; number++) {
    const { sql } = migrations[number - 1]!
    db.transaction(() => {
      db.exec(schema === 'main' ? sql : sql.replace(/create table /g, `create table ${schema}.`))
      db.pragma(`${schema}.user_version = ${number}`)
    }).immediate()
  }
}
