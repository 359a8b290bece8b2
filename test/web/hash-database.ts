// One number for everything in the database: what a GET, or a request that was refused, must leave as it was.
import { createHash } from 'node:crypto'
import path from 'node:path'
import { openDatabase } from '../../src/store/database.ts'
import { DATABASE_NAME, PAGES_NAME } from '../../src/store/open.ts'

export function hashDatabase(folder: string): string {
  const db = openDatabase(path.join(folder, DATABASE_NAME), path.join(folder, PAGES_NAME), 'read')
  const hash = createHash('sha256')
  const tables = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .pluck()
    .all() as string[]
  for (const table of tables) {
    if (table === 'articles_fts') continue
    hash.update(table)
    for (const row of db.prepare(`select * from "${table}" order by 1`).raw().iterate())
      hash.update(JSON.stringify(row))
  }
  db.close()
  return hash.digest('hex')
}
