// Integrity, rebuilding the index, backup: what keeps a database trustworthy for years.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { indexableText } from '../text/words.ts'
import type { Db } from './database.ts'
import { filterToken } from './filter-tokens.ts'
import { feedIndex } from './index-rows.ts'
import { countAnew, countWrongCounts } from './kept-counts.ts'
import { forgetTerms, noteTexts } from './terms.ts'

export type IntegrityReport = {
  problems: string[]
  indexBroken: boolean // rebuilding the index mends it, and counts the kept counts anew
  articles: number
  indexed: number
  orphanPages: number
  missingPages: number
}

const sampleSize = 200 // articles whose own words must find them

/** SQLite's checks, FTS5's own, and whether the index holds just the articles with their words. Changes nothing. */
export function checkIntegrity(db: Db): IntegrityReport {
  const problems: string[] = []
  const pragma = (name: string) => db.pragma(name) as Record<string, unknown>[]
  for (const schema of ['main', 'raw']) {
    const rows = pragma(`${schema}.integrity_check`).map((row) => String(row.integrity_check))
    if (rows.join() !== 'ok') problems.push(`${schema}: ${rows.slice(0, 5).join('; ')}`)
  }
  const keys = pragma('foreign_key_check')
  if (keys.length > 0) problems.push(`${keys.length} rows point at rows that are not there`)

  let indexBroken = false
  const blame = (problem: string) => {
    indexBroken = true
    problems.push(problem)
  }
  try {
    db.prepare(`insert into articles_fts (articles_fts) values ('integrity-check')`).run()
  } catch (error) {
    blame(`the full-text index is damaged: ${(error as Error).message}`)
  }
  const count = (sql: string) => db.prepare(sql).pluck().get() as number
  const articles = count('select count(*) from articles')
  let indexed = 0
  try {
    indexed = count('select count(*) from articles_fts')
    const missing = count('select count(*) from articles where id not in (select rowid from articles_fts)')
    const extra = count('select count(*) from articles_fts where rowid not in (select id from articles)')
    if (missing + extra > 0)
      blame(`the full-text index lacks ${missing} articles and holds ${extra} that are not there`)
    const lost = countUnfindable(db)
    if (lost > 0)
      blame(`${lost} of ${sampleSize} sampled articles are not found by their own title and story`)
  } catch (error) {
    blame(`the full-text index cannot be read: ${(error as Error).message}`)
  }
  const wrong = countWrongCounts(db)
  if (wrong > 0) blame(`${wrong} of the counts that pages show are wrong`)
  return {
    problems,
    indexBroken,
    articles,
    indexed,
    orphanPages: count(
      'select count(*) from raw.pages where hash not in (select page_hash from articles where page_hash is not null union select page_hash from versions where page_hash is not null)',
    ),
    missingPages: count(
      'select count(*) from articles where page_hash is not null and page_hash not in (select hash from raw.pages)',
    ),
  }
}

function countUnfindable(db: Db): number {
  const sample = db
    .prepare(
      `select a.id, a.title, m.story_id as storyId from articles a join story_members m on m.article_id = a.id
       order by random() limit ?`,
    )
    .all(sampleSize) as { id: number; title: string; storyId: number }[]
  const find = db
    .prepare('select count(*) from articles_fts where articles_fts match ? and rowid = ?')
    .pluck()
  return sample.filter(({ id, title, storyId }) => {
    const phrase = indexableText(title).replaceAll('"', ' ').trim()
    return (
      phrase !== '' &&
      /[\p{L}\p{N}]/u.test(phrase) &&
      (find.get(
        `title : "${phrase}" AND filters : "${filterToken('story', String(storyId))}"`,
        BigInt(id),
      ) as number) === 0
    )
  }).length
}

/** One batch of a rebuild: `afterId` 0 empties the index first. Returns the last id done, or undefined at the end. */
export function rebuildIndex(
  db: Db,
  { afterId, limit }: { afterId: number; limit: number },
): number | undefined {
  return db
    .transaction(() => {
      if (afterId === 0) {
        const sql = db
          .prepare(`select sql from sqlite_master where name = 'articles_fts'`)
          .pluck()
          .get() as string
        db.exec('drop table articles_fts')
        db.exec(sql)
        forgetTerms(db)
        countAnew(db)
      }
      const ids = db
        .prepare('select id from articles where id > ? order by id limit ?')
        .pluck()
        .all(afterId === 0 ? -1 : afterId, limit) as number[]
      for (const id of ids) feedIndex(db, id)
      noteTexts(db, ids)
      return ids.at(-1)
    })
    .immediate()
}

/** Writes one schema ("main" or "raw") whole to a file that must not exist; atomic: a part never bears the final name. */
export function backup(db: Db, { schema, file }: { schema: 'main' | 'raw'; file: string }): void {
  if (existsSync(file)) throw new Error(`${file} is already there: name a new file.`)
  const part = `${file}.part`
  rmSync(part, { force: true })
  db.prepare(`vacuum ${schema} into ?`).run(part)
  renameSync(part, file)
}

export function writeFact(db: Db, name: string, value: string): void {
  db.prepare(
    'insert into facts (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  ).run(name, value)
}

export function readFacts(db: Db, prefix: string): { name: string; value: string }[] {
  return db
    .prepare(`select name, value from facts where substr(name, 1, length(:prefix)) = :prefix order by name`)
    .all({ prefix }) as { name: string; value: string }[]
}

/** How many pages the database may have (4 KiB each): an operator's ceiling, and how tests fill the disk. */
export function limitPages(db: Db, pages: number): void {
  db.pragma(`max_page_count = ${Math.max(1, Math.floor(pages))}`)
}
