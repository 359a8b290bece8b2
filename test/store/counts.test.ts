// Counts that triggers keep: whatever is written, they are what counting gives; and the pages' figures are read from them.
import path from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { countAnew, countWrongCounts } from '../../src/store/kept-counts.ts'
import { DATABASE_NAME, PAGES_NAME } from '../../src/store/open.ts'
import { makeArticle, makeFolder, openTestStore } from './samples.ts'

const AT = '2026-03-01T08:00:00.000Z'
const ARTICLES = 6
const GROUPS = 3

const openOne = (folder = makeFolder()): Db =>
  openDatabase(path.join(folder, DATABASE_NAME), path.join(folder, PAGES_NAME), 'write')

function addArticle(id: number): string {
  return `insert or ignore into articles (id, url, canonical_url, url_key, title, authors, publication_id, publication_name, kind,
      source_name, published_at, published_on, published_basis, first_seen_at, word_count, quality, quality_reasons, extractor,
      extractor_version, origins, captions, ours_reason, ours_words, text_hash)
    values (${id}, '', '', '', 't', '[]', 'p', 'P', 'wire', 's', '${AT}', '2026-03-01', 'page', '${AT}', 1, 'good', '[]', 'x', '1',
      '{}', '[]', '', '[]', '')`
}

/** Statements that any part of the program could run, on a few rows so that they meet. */
const articleId = fc.integer({ min: 1, max: ARTICLES }).map((n) => n * 40_000)
const groupId = fc.integer({ min: 1, max: GROUPS })
const entryState = fc.constantFrom('pending', 'article', 'not-ours', 'failed')
const statement = fc.oneof(
  articleId.map(addArticle),
  articleId.map((id) => `delete from articles where id = ${id}`),
  fc.tuple(articleId, fc.constantFrom('a', 'b')).map(
    ([id, tag]) =>
      `insert into article_tags (article_id, tag_id, set_by, matched, set_at) select ${id}, '${tag}', 'rule', '[]', '${AT}'
         where exists (select 1 from articles where id = ${id})
         on conflict (article_id, tag_id) do update set matched = excluded.matched`,
  ),
  fc
    .tuple(articleId, fc.constantFrom('null', `'${AT}'`))
    .map(([id, at]) => `update article_tags set removed_at = ${at} where article_id = ${id}`),
  fc
    .tuple(articleId, fc.constantFrom('a', 'b'))
    .map(([id, tag]) => `delete from article_tags where article_id = ${id} and tag_id = '${tag}'`),
  groupId.map((id) => `insert or ignore into stories (id) values (${id})`),
  fc.tuple(articleId, groupId).map(
    ([id, story]) =>
      `insert into story_members (article_id, story_id, points, evidence, joined_at) select ${id}, ${story}, 0, '[]', '${AT}'
         where exists (select 1 from articles where id = ${id}) and exists (select 1 from stories where id = ${story})
         on conflict (article_id) do nothing`,
  ),
  fc
    .tuple(groupId, groupId)
    .map(
      ([from, to]) =>
        `update story_members set story_id = ${to} where story_id = ${from} and exists (select 1 from stories where id = ${to})`,
    ),
  articleId.map((id) => `delete from story_members where article_id = ${id}`),
  fc.tuple(groupId, articleId).map(
    ([group, id]) =>
      `insert or ignore into copy_groups (id, original_id, original_reason) select ${group}, ${id}, ''
         where exists (select 1 from articles where id = ${id})`,
  ),
  fc
    .tuple(groupId, articleId)
    .map(
      ([group, id]) =>
        `update copy_groups set original_id = ${id} where id = ${group} and exists (select 1 from articles where id = ${id})`,
    ),
  groupId.map((group) => `delete from copy_groups where id = ${group}`),
  fc.tuple(articleId, groupId).map(
    ([id, group]) =>
      `insert into copy_members (article_id, group_id, containment, evidence, joined_at) select ${id}, ${group}, 1, '[]', '${AT}'
         where exists (select 1 from articles where id = ${id}) and exists (select 1 from copy_groups where id = ${group})
         on conflict (article_id) do update set group_id = excluded.group_id`,
  ),
  articleId.map((id) => `delete from copy_members where article_id = ${id}`),
  fc.tuple(articleId, entryState).map(
    ([id, state]) =>
      `insert into entries (source_name, text_key, title, authors, categories, ids, first_seen_at, last_seen_at, state, next_try_at)
         values ('s', '${id}', 't', '[]', '[]', '{}', '${AT}', '${AT}', '${state}', '${AT}')`,
  ),
  fc
    .tuple(articleId, entryState)
    .map(([id, state]) => `update entries set state = '${state}' where text_key = '${id}'`),
  articleId.map((id) => `delete from entries where text_key = '${id}'`),
  groupId.map(
    (id) =>
      `insert into failures (step, kind, url, message, retry, first_failed_at, last_failed_at) values ('fetch', 'http', '${id}', '', 'never', '${AT}', '${AT}')
       on conflict (url, step) where resolved_at is null do update set times = times + 1`,
  ),
  groupId.map(
    (id) => `update failures set resolved_at = '${AT}' where url = '${id}' and resolved_at is null`,
  ),
  groupId.map((id) => `delete from failures where url = '${id}'`),
)

/** Something for every statement to meet: all articles, in two stories and two groups, tagged, listed and failed. */
const BEGINNING = [
  ...Array.from({ length: ARTICLES }, (_, i) => addArticle((i + 1) * 40_000)),
  'insert into stories (id) values (1), (2), (3)',
  `insert into copy_groups (id, original_id, original_reason) values (1, 40000, ''), (2, 160000, '')`,
  `insert into story_members (article_id, story_id, points, evidence, joined_at)
     select id, 1 + (id > 120000), 0, '[]', '${AT}' from articles where id < 200000`,
  `insert into copy_members (article_id, group_id, containment, evidence, joined_at)
     select id, 1 + (id > 120000), 1, '[]', '${AT}' from articles where id < 240000`,
  `insert into article_tags (article_id, tag_id, set_by, matched, set_at, removed_at)
     select id, 'a', 'rule', '[]', '${AT}', iif(id > 120000, '${AT}', null) from articles`,
  `insert into entries (source_name, text_key, title, authors, categories, ids, first_seen_at, last_seen_at, state, next_try_at)
     select 's', id, 't', '[]', '[]', '{}', '${AT}', '${AT}', iif(id > 120000, 'pending', 'not-ours'), '${AT}' from articles`,
]

it('are what counting gives after any statements', () => {
  const db = openOne()
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 25 }), (statements) => {
      db.exec('begin')
      try {
        for (const sql of [...BEGINNING, ...statements]) {
          db.exec(sql)
          expect(countWrongCounts(db), sql).toBe(0)
        }
      } finally {
        db.exec('rollback')
      }
    }),
    { numRuns: 200 },
  )
  db.close()
})

it('are found wrong, and counted anew', () => {
  const db = openOne()
  for (const sql of [
    `update totals set count = count + 1 where name = 'copies'`,
    `insert into tag_counts (tag_id, articles) values ('risk/none', 3)`,
    `insert into day_counts (day, articles) values (20000, 1)`,
    `insert into shared_stories (article_id, story_id) values (7, 7)`,
  ]) {
    db.exec(sql)
    expect(countWrongCounts(db), sql).toBe(1)
    countAnew(db)
    expect(countWrongCounts(db), sql).toBe(0)
  }
  db.close()
})

it('are what the front page shows: months from the oldest to the newest, tags, totals', async () => {
  const store = await openTestStore()
  try {
    const tag = (id: string) => ({ id, setBy: 'rule', matched: [id] })
    const on = (day: string) => ({ publishedAt: `${day}T06:00:00.000Z`, publishedOn: day })
    const [first] = await store.saveArticles([
      makeArticle({ ...on('2025-11-30'), tags: [tag('risk/privacy')] }),
      makeArticle({ ...on('2026-02-01'), tags: [tag('risk/privacy'), tag('geo/CN')] }),
      makeArticle({ ...on('2026-02-28') }),
    ])
    const evidence = [{ kind: 'shingles' as const, words: 'a test says so', points: 1 }]
    await store.saveArticle(
      makeArticle({
        ...on('2026-02-28'),
        copies: {
          withArticleId: first!,
          containment: 1,
          evidence,
          originalId: first!,
          originalReason: 'first',
        },
        story: { withArticleId: first!, points: 9, evidence },
      }),
    )
    expect(await store.countMonths()).toEqual([
      { month: '2025-11', count: 1 },
      { month: '2025-12', count: 0 },
      { month: '2026-01', count: 0 },
      { month: '2026-02', count: 3 },
    ])
    expect(await store.listTags()).toEqual([
      { id: 'geo/CN', count: 1 },
      { id: 'risk/privacy', count: 2 },
    ])
    expect(await store.countAll({ since: AT })).toMatchObject({ articles: 4, stories: 3, copies: 1 })
    const db = new Database(path.join(store.folder, DATABASE_NAME))
    db.exec('update day_counts set articles = 9')
    db.close()
    expect(await store.checkIntegrity()).toMatchObject({ indexBroken: true })
    let after: number | undefined = await store.rebuildIndex({ afterId: 0, limit: 3 })
    while (after !== undefined) after = await store.rebuildIndex({ afterId: after, limit: 3 })
    expect(await store.checkIntegrity()).toMatchObject({ problems: [] })
    expect((await store.countAll({ since: AT })).articles).toBe(4)
  } finally {
    await store.close()
  }
})
