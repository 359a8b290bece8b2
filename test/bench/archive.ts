// The archive that the benchmarks of the store and the search work on: grown once, by the writer that the crawler uses,
// and measured while it grows. It must never live outside the folder it is given.

import path from 'node:path'
import Database from 'better-sqlite3'
import type { NewArticle } from '../../src/store/article-writes.ts'
import { DATABASE_NAME, openStore, type Store } from '../../src/store/open.ts'
import { type Bench, type Timings, timeOnce } from './measure.ts'
import { makeBenchArticle } from './texts.ts'

export type Archive = {
  store: Store
  folder: string
  total: number // articles it will hold
  size: number
}

export const batchSize = 40 // articles a transaction: a write takes at most 50 ms
export const fillBatchSize = 500 // where nobody measures: half the time

/** An archive in a folder of its own, that is to hold `total` articles over six years; empty unless kept from an earlier run. */
export async function openArchive(bench: Bench, total: number, name = 'archive'): Promise<Archive> {
  const folder = path.join(bench.folder, `${name}-${total}`)
  const store = await openStore({ folder, readers: 2 })
  const { articles } = await store.countAll({ since: '' })
  return { store, folder, total, size: articles }
}

export type GrowOptions = { batch?: number; make?: (number: number, total: number) => NewArticle }

/** Adds articles in batches until there are `size`; the times are of each batch. */
export async function growArchive(
  archive: Archive,
  size: number,
  say: (line: string) => void,
  { batch: most = batchSize, make = makeBenchArticle }: GrowOptions = {},
): Promise<Timings> {
  const timings: Timings = { wall: [], cpu: [] }
  let said = performance.now()
  while (archive.size < size) {
    const count = Math.min(most, size - archive.size)
    const batch = Array.from({ length: count }, (_, i) => make(archive.size + i, archive.total))
    const took = await timeOnce(() => archive.store.saveArticles(batch))
    timings.wall.push(took.wall)
    timings.cpu.push(took.cpu)
    archive.size += count
    if (performance.now() - said > 5_000) {
      said = performance.now()
      say(`  ${archive.size} of ${size} articles stored`)
    }
  }
  return timings
}

export type Sizes = { indexMb: number; textMb: number; fileMb: number }

/** Bytes of the full-text index and of the texts it holds (titles and blocks, UTF-8). */
export function readSizes({ folder }: Archive): Sizes {
  const db = new Database(path.join(folder, DATABASE_NAME), { readonly: true })
  try {
    const sum = (sql: string) => (db.prepare(sql).pluck().get() as number) / 1e6
    return {
      indexMb: sum(
        'select (select sum(length(block)) from articles_fts_data) + (select sum(length(sz)) from articles_fts_docsize)',
      ),
      textMb: sum(
        `select sum(length(cast(a.title as blob)) + (select sum(length(cast(json_extract(value, '$.text') as blob))) from json_each(b.blocks)))
         from articles a join bodies b on b.article_id = a.id`,
      ),
      fileMb:
        (Number(db.pragma('page_count', { simple: true })) *
          Number(db.pragma('page_size', { simple: true }))) /
        1e6,
    }
  } finally {
    db.close()
  }
}
