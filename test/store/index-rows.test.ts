// The index row that a new article gets at once is the one that a rebuild gives it from what is stored.
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { DATABASE_NAME, type Store } from '../../src/store/open.ts'
import { makeArticle, openTestStore } from './samples.ts'

/** Every word of the index with its article, column and place. */
function readIndex(folder: string): unknown[] {
  const db = new Database(path.join(folder, DATABASE_NAME))
  try {
    db.exec(`create virtual table temp.words using fts5vocab(main, articles_fts, instance)`)
    return db
      .prepare('select term, doc, col, "offset" from words order by doc, col, "offset", term')
      .raw()
      .all()
  } finally {
    db.close()
  }
}

async function rebuild(store: Store): Promise<void> {
  let after: number | undefined = await store.rebuildIndex({ afterId: 0, limit: 2 })
  while (after !== undefined) after = await store.rebuildIndex({ afterId: after, limit: 2 })
}

it('is the same after a rebuild, and so is the vocabulary', async () => {
  const store = await openTestStore()
  try {
    const tag = (id: string) => ({ id, setBy: 'rule', matched: [id] })
    const [first] = await store.saveArticles([
      makeArticle({
        title: 'A hospital takes up a scribe',
        tags: [tag('risk/privacy'), tag('geo/CN'), tag('geo/CN')],
      }),
      makeArticle({
        title: '医院應用DeepSeek',
        text: '國家衛生健康委員會\n患者 and staff',
        language: 'zh-Hant',
        country: 'CN',
        publicationNameZh: '每日新聞',
        captions: ['一張圖片', 'A picture'],
        publishedAt: '2025-12-31T23:30:00.000Z',
        publishedOn: '2026-01-01',
      }),
      makeArticle({
        authors: ['Ada Škoda', 'Li Wei'],
        credit: { name: 'The Wire', evidence: 'Source: line' },
        ids: { doi: '10.1000/x' },
        paywalled: true,
        language: 'en',
      }),
    ])
    const evidence = [{ kind: 'title', words: 'a test says so', points: 1 }]
    await store.saveArticle(
      makeArticle({ text: 'Another report', story: { withArticleId: first!, points: 9, evidence } }),
    )
    const [index, terms] = [readIndex(store.folder), await store.listTerms({ limit: 1_000 })]
    expect(index.length).toBeGreaterThan(80)
    expect(terms.map(({ term }) => term)).toContain('hospital')
    await rebuild(store)
    expect(readIndex(store.folder)).toEqual(index)
    expect(await store.listTerms({ limit: 1_000 })).toEqual(terms)
  } finally {
    await store.close()
  }
})

it('holds words at once that wait to be counted, also after the process ended', async () => {
  const store = await openTestStore()
  await store.saveArticles([makeArticle({ text: 'quokka' }), makeArticle({ text: 'quokka numbat' })])
  const find = async (one: Store) =>
    (await one.listTerms({ limit: 1_000 })).filter(({ term }) => /quokka|numbat/.test(term))
  const both = [
    { term: 'quokka', documentCount: 2 },
    { term: 'numbat', documentCount: 1 },
  ]
  expect(await find(store)).toEqual(both)
  await store.close()
  const later = await openTestStore(store.folder)
  try {
    expect(await find(later)).toEqual(both)
    // Enough of them, and the words are in the table.
    await later.saveArticles(Array.from({ length: 200 }, () => makeArticle({ text: 'quokka' })))
    const db = new Database(path.join(store.folder, DATABASE_NAME))
    expect(db.prepare('select count(*) from uncounted_texts').pluck().get()).toBe(0)
    expect(db.prepare(`select document_count from terms where term = 'quokka'`).pluck().get()).toBe(202)
    db.close()
    expect((await find(later))[0]).toEqual({ term: 'quokka', documentCount: 202 })
  } finally {
    await later.close()
  }
})
