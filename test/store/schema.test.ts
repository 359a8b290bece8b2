// schema.sql is what all migrations come to, for reading: nobody should replay them in their head.
// UPDATE=1 writes it anew; the difference is then part of the change under review.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { DATABASE_NAME, PAGES_NAME } from '../../src/store/open.ts'
import { makeFolder } from './samples.ts'

const file = path.resolve(import.meta.dirname, '..', '..', 'src', 'store', 'schema.sql')

it('schema.sql is what the migrations make', () => {
  const folder = makeFolder()
  const db = openDatabase(path.join(folder, DATABASE_NAME), path.join(folder, PAGES_NAME), 'write')
  const read = (schema: string) =>
    db
      .prepare(
        `select sql from ${schema}.sqlite_master where sql is not null and name not glob 'articles_fts_*' order by rowid`,
      )
      .pluck()
      .all() as string[]
  const made = `-- Made from migrations.ts by a test (UPDATE=1); do not edit.\n\n-- uptake.db\n\n${read('main').join(';\n\n')};\n\n-- pages.db\n\n${read('raw').join(';\n\n')};\n`
  db.close()
  if (process.env.UPDATE) writeFileSync(file, made)
  expect(readFileSync(file, 'utf8')).toBe(made)
})
