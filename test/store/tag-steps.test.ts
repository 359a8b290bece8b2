// Large deeds are done in steps that hold the writer for a moment: measured by a stopwatch between groups of articles,
// and written to the index in one piece a group.
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Db, openDatabase } from '../../src/store/database.ts'
import {
  claimTagJob,
  type NewTagJob,
  readTagJob,
  startTagJob,
  startUndo,
  stepTagJob,
  stepUndo,
} from '../../src/store/tag-jobs.ts'
import { makeArticle, openTestStore } from './samples.ts'

const at = '2026-03-22T09:00:00.000Z'
const until = '2026-03-22T09:01:00.000Z'
const held = { at, until, holder: 'this process' }
const hardlyAnyMs = () => 0
/** Each look at it is as late as a whole step may be. */
const makeSlow = () => {
  let ms = 0
  return () => {
    ms += 20
    return ms
  }
}

let store: Awaited<ReturnType<typeof openTestStore>>
let db: Db

beforeEach(async () => {
  store = await openTestStore()
  db = openDatabase(path.join(store.folder, 'uptake.db'), path.join(store.folder, 'pages.db'), 'write')
})
afterEach(async () => {
  db.close()
  await store.close()
})

async function storeArticles(count: number, words: number): Promise<number[]> {
  const text = Array.from({ length: words }, (_, i) => `ward${i % 500}`).join(' ')
  const ids = await store.saveArticles(Array.from({ length: count }, () => makeArticle({ text })))
  return ids.sort((a, b) => b - a) // as a search lists them
}

function startJob(articleIds: number[], rest: Partial<NewTagJob> = {}): { jobId: number; deedId: number } {
  const job = startTagJob(db, {
    kind: 'set',
    tagId: 'tech/scribe',
    setBy: 'person:Ann',
    articleIds,
    total: articleIds.length,
    words: 'a test',
    link: '/tagging',
    who: 'person:Ann',
    at,
    ...rest,
  })
  claimTagJob(db, held)
  return job
}

/** Pieces that the full-text index has written and not merged yet. */
const countPieces = () =>
  db.prepare('select count(distinct segid) from articles_fts_idx').pluck().get() as number
const countTagged = () =>
  db
    .prepare(`select count(*) from article_tags where tag_id = 'tech/scribe' and removed_at is null`)
    .pluck()
    .get()

describe('a step of tagging', () => {
  it('ends at the first long text when time is up', async () => {
    const ids = await storeArticles(3, 6_000)
    const { jobId } = startJob(ids)
    expect(stepTagJob(db, { jobId, articleIds: ids, ...held }, makeSlow())).toBe(1)
    expect(countTagged()).toBe(1)
    expect(readTagJob(db, jobId)!.job).toMatchObject({ cursor: ids[0], done: 1, changed: 1 })
    expect(stepTagJob(db, { jobId, articleIds: ids.slice(1), ...held }, makeSlow())).toBe(1)
    expect(stepTagJob(db, { jobId, articleIds: ids.slice(2), ...held }, hardlyAnyMs)).toBe(1)
    expect(countTagged()).toBe(3)
  })

  it('goes on over many groups while there is time', async () => {
    const ids = await storeArticles(5, 6_000)
    const { jobId } = startJob(ids)
    expect(stepTagJob(db, { jobId, articleIds: ids, ...held }, hardlyAnyMs)).toBe(5)
    expect(readTagJob(db, jobId)!.job).toMatchObject({ cursor: ids.at(-1), done: 5, changed: 5 })
  })

  it('writes one piece of the index for many short texts, not one for each', async () => {
    const ids = await storeArticles(12, 50)
    const { jobId } = startJob(ids)
    const before = countPieces()
    expect(stepTagJob(db, { jobId, articleIds: ids, ...held }, hardlyAnyMs)).toBe(12)
    expect(countPieces() - before).toBe(1)
  })

  it('undoes in steps too, until nothing is left', async () => {
    const ids = await storeArticles(3, 6_000)
    const { jobId, deedId } = startJob(ids)
    stepTagJob(db, { jobId, articleIds: ids, ...held }, hardlyAnyMs)
    db.prepare(`update tag_jobs set state = 'done' where id = ?`).run(jobId)
    const undo = startUndo(db, { deedId, who: 'person:Ann', at })!
    claimTagJob(db, held)
    const left: unknown[] = []
    const step = () => stepUndo(db, { jobId: undo.jobId, ...held }, makeSlow())
    while (step()) left.push(countTagged())
    expect(left.slice(0, 2)).toEqual([2, 1])
    expect(countTagged()).toBe(0)
  })
})
