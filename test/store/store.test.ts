// The store on real files: what must be whole is whole, what is broken is said and mended, what is full or locked waits.
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import { takeCrawlLock } from '../../src/store/lock.ts'
import { DATABASE_NAME, openStore, PAGES_NAME, type Store, type StoreError } from '../../src/store/open.ts'
import { makeArticle, makeFolder, openTestStore } from './samples.ts'

const open: Store[] = []
async function openOne(folder?: string) {
  const store = await openTestStore(folder)
  open.push(store)
  return store
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()))
})

const search = (store: Store, query: string) =>
  store.searchArticles({ ...compileQuery(query, '2026-03-14'), order: 'relevance', limit: 50 })
const AT = '2026-03-01T08:00:00.000Z'

describe('ids', () => {
  it('are the day of publication times 65,536 and a sequence, so that newest first is the order of ids', async () => {
    const store = await openOne()
    const day = Date.parse('2026-03-01') / 86_400_000
    const ids = await store.saveArticles([
      makeArticle({}),
      makeArticle({}),
      makeArticle({ publishedAt: '2026-03-02T00:00:00.000Z' }),
      makeArticle({ publishedAt: '1912-04-15T00:00:00.000Z' }),
    ])
    expect(ids).toEqual([day * 65_536, day * 65_536 + 1, (day + 1) * 65_536, 0])
  })

  it('are bound as whole numbers: a range that SQLite took for REAL would be ignored by the index', async () => {
    const store = await openOne()
    await store.saveArticles([
      makeArticle({ text: 'hospital' }),
      makeArticle({ text: 'hospital', publishedAt: '2025-03-01T00:00:00.000Z' }),
    ])
    const db = new Database(path.join(store.folder, DATABASE_NAME), { readonly: true })
    const plan = (from: bigint | number) =>
      db
        .prepare(
          `explain query plan select count(*) from articles_fts where articles_fts match 'hospital' and rowid >= ?`,
        )
        .all(from)
    expect(plan(5n)).toEqual(plan(5))
    const count = db
      .prepare(
        `select count(*) from articles_fts where articles_fts match 'hospital' and rowid between ? and ?`,
      )
      .pluck()
    const day = BigInt(Date.parse('2026-03-01') / 86_400_000) * 65_536n
    expect(count.get(day, day + 65_535n)).toBe(1)
    db.close()
    expect((await search(store, 'hospital published:2026-03-01')).count).toBe(1)
  })
})

describe('integrity', () => {
  it('a sound database is sound', async () => {
    const store = await openOne()
    await store.saveArticles([
      makeArticle({ title: '医院应用大模型' }),
      makeArticle({ title: 'Hospitals “adopt” AI' }),
      makeArticle({ title: '—' }),
    ])
    expect(await store.checkIntegrity()).toMatchObject({
      problems: [],
      indexBroken: false,
      articles: 3,
      indexed: 3,
      missingPages: 0,
    })
  })

  it('an index that lacks an article, holds a stranger, or holds other words is found and mended', async () => {
    const store = await openOne()
    const ids = await store.saveArticles([
      makeArticle({ text: 'ambient scribes' }),
      makeArticle({ title: 'Sepsis alarms' }),
    ])
    const db = new Database(path.join(store.folder, DATABASE_NAME))
    const breakIt: [string, RegExp][] = [
      [`delete from articles_fts where rowid = ${ids[0]}`, /lacks 1 articles/],
      [
        `insert into articles_fts (rowid, title, text, names, filters) values (77, 'x', 'x', 'x', 'x')`,
        /holds 1 that are not there/,
      ],
      [
        `delete from articles_fts where rowid = ${ids[1]}; insert into articles_fts (rowid, title, text, names, filters) values (${ids[1]}, 'other', 'words', '', '')`,
        /not found by their own title/,
      ],
      ['delete from articles_fts', /lacks 2 articles/],
    ]
    for (const [sql, problem] of breakIt) {
      db.exec(sql)
      const report = await store.checkIntegrity()
      expect(report.indexBroken, sql).toBe(true)
      expect(report.problems.join('; ')).toMatch(problem)
      for (
        let after: number | undefined = await store.rebuildIndex({ afterId: 0, limit: 1 });
        after !== undefined;
      ) {
        after = await store.rebuildIndex({ afterId: after, limit: 1 })
      }
      expect(await store.checkIntegrity()).toMatchObject({ problems: [], indexed: 2 })
      expect((await search(store, 'scribes')).count).toBe(1)
      expect((await search(store, 'alarms')).count).toBe(1)
    }
    db.close()
  })

  it('a database that is none is refused with what to do, and left as it is', async () => {
    const folder = makeFolder()
    writeFileSync(
      path.join(folder, DATABASE_NAME),
      'this is a shopping list, not a database, and long enough to look at',
    )
    const error = (await openStore({ folder }).catch((e) => e)) as StoreError
    expect(error.message).toMatch(/uptake check|uptake restore/)
  })

  it('a database of a newer Uptake is refused', async () => {
    const folder = makeFolder()
    const db = new Database(path.join(folder, DATABASE_NAME))
    db.pragma('user_version = 9999')
    db.close()
    await expect(openStore({ folder })).rejects.toThrow(/newer Uptake/)
  })
})

describe('when the disk is full (C4)', () => {
  it('says so, keeps what is there, answers searches, stores nothing by halves, and goes on when there is space', async () => {
    const store = await openOne()
    await store.saveArticles([makeArticle({ text: 'hospital one' })])
    await store.limitPages(1)
    const check = {
      sourceName: 'daily',
      url: 'https://daily.example/feed',
      validators: { etag: '"1"' },
      movedTimes: 0,
      updates: [],
      seenAgain: [],
      nextDueAt: AT,
      intervalMinutes: 60,
      checkedAt: AT,
    }
    const entry = { title: 'x', content: 'y'.repeat(400_000), authors: [], categories: [], ids: {} }
    const full = {
      ...check,
      newEntries: [
        {
          sourceName: 'daily',
          entry,
          keys: { text: 't' },
          seenAt: AT,
          state: 'pending' as const,
          relevance: { ours: true, reason: '', words: [], sure: true },
        },
      ],
    }
    const error = (await store.saveSourceCheck(full).catch((e) => e)) as StoreError
    expect(error.code).toBe('SQLITE_FULL')
    expect(error.message).toContain(store.folder)
    // The validators did not advance: the same entries come again.
    expect(await store.listSourceStates()).toEqual([])
    const big = makeArticle({ text: 'hospital two '.repeat(40_000) })
    await expect(store.saveArticle(big)).rejects.toMatchObject({ code: 'SQLITE_FULL' })
    expect((await search(store, 'hospital')).count).toBe(1)
    await store.limitPages(1_000_000)
    await store.saveSourceCheck(full)
    await store.saveArticle(big)
    expect((await search(store, 'hospital')).count).toBe(2)
    expect(await store.checkIntegrity()).toMatchObject({ problems: [] })
  })
})

describe('when another program holds the database (C5)', () => {
  it('waits, then says so; readers go on; what could not be written is written later', async () => {
    const store = await openOne()
    await store.saveArticle(makeArticle({ text: 'hospital' }))
    const other = new Database(path.join(store.folder, DATABASE_NAME))
    other.exec('begin immediate')
    const brief = store.saveArticle(makeArticle({ text: 'hospital' }))
    expect((await search(store, 'hospital')).count).toBe(1)
    setTimeout(() => other.exec('commit'), 1_000)
    await brief
    expect((await search(store, 'hospital')).count).toBe(2)
    other.exec('begin immediate')
    const long = store.saveArticle(makeArticle({ text: 'hospital' })).catch((e) => e)
    const answers: number[] = []
    while (answers.length < 20) {
      answers.push((await search(store, 'hospital')).count)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(new Set(answers)).toEqual(new Set([2]))
    const error = (await long) as StoreError
    expect(error.code).toMatch(/^SQLITE_BUSY/)
    expect(error.message).toMatch(/another program/i)
    other.exec('commit')
    other.close()
    await store.saveArticle(makeArticle({ text: 'hospital' }))
    expect((await search(store, 'hospital')).count).toBe(3)
  })
})

describe('the crawl lock (C6)', () => {
  it('is held by one, who is named to the second, and is free when let go', () => {
    const folder = makeFolder()
    const first = takeCrawlLock(folder, 'process 1')
    expect('release' in first).toBe(true)
    expect(takeCrawlLock(folder, 'process 2')).toEqual({ heldBy: 'process 1' })
    if ('release' in first) first.release()
    const third = takeCrawlLock(folder, 'process 3')
    expect('release' in third).toBe(true)
    if ('release' in third) third.release()
  })
})

describe('backup', () => {
  it('of a database that is being written is whole, and opens as a database', async () => {
    const store = await openOne()
    const writing = (async () => {
      for (let i = 0; i < 60; i++) await store.saveArticle(makeArticle({ text: `hospital ${i}` }))
    })()
    await new Promise((resolve) => setTimeout(resolve, 50))
    const target = makeFolder()
    await store.backup({ schema: 'main', file: path.join(target, DATABASE_NAME) })
    await store.backup({ schema: 'raw', file: path.join(target, PAGES_NAME) })
    await writing
    expect(readdirSync(target).sort()).toEqual([PAGES_NAME, DATABASE_NAME].sort())
    const copy = await openOne(target)
    const report = await copy.checkIntegrity()
    expect(report.problems).toEqual([])
    expect((await search(copy, 'hospital')).count).toBe(report.articles)
  })

  it('never overwrites', async () => {
    const store = await openOne()
    const file = path.join(store.folder, 'there.db')
    copyFileSync(path.join(store.folder, DATABASE_NAME), file)
    await expect(store.backup({ schema: 'main', file })).rejects.toThrow(/already there/)
  })
})

describe('tags', () => {
  it('that a person took off stay off, that a person set stay on, whatever the rules say later (D3)', async () => {
    const store = await openOne()
    const tag = (id: string) => ({ id, setBy: 'rule', matched: [id] })
    const article = makeArticle({ tags: [tag('risk/privacy'), tag('risk/safety')] })
    const id = await store.saveArticle(article)
    const db = new Database(path.join(store.folder, DATABASE_NAME))
    db.exec(
      `update article_tags set removed_at = '${AT}', set_by = 'person:ada' where tag_id = 'risk/privacy'`,
    )
    db.exec(
      `insert into article_tags (article_id, tag_id, set_by, matched, set_at) values (${id}, 'geo/CN', 'person:ada', '[]', '${AT}')`,
    )
    db.close()
    expect(
      await store.saveReprocessed(id, { ...article, tags: [tag('risk/privacy'), tag('tech/llm')] }, AT),
    ).toBe(true)
    expect((await store.readArticle(id))!.tags.map((t) => `${t.id} ${t.setBy}`)).toEqual([
      'geo/CN person:ada',
      'tech/llm rule',
    ])
    expect(
      await store.saveReprocessed(id, { ...article, tags: [tag('risk/privacy'), tag('tech/llm')] }, AT),
    ).toBe(false)
    expect((await search(store, 'tag:risk')).count).toBe(0)
    expect((await search(store, 'tag:geo/CN')).count).toBe(1)
  })
})
