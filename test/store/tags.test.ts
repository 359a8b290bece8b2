// Tags set, taken off, merged and ruled, and every one of it undone exactly: the tables and what is found.
import { createHash } from 'node:crypto'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { filterToken } from '../../src/store/filter-tokens.ts'
import type { NewTagJob } from '../../src/store/tag-jobs.ts'
import { runTagJobs, tagNewArticles } from '../../src/tend-tags.ts'
import { makeArticle, openTestStore } from './samples.ts'

const NOW = '2026-03-22T09:00:00.000Z'
const now = () => new Date(NOW)
let store: Awaited<ReturnType<typeof openTestStore>>
let ids: number[]
const run = () => runTagJobs({ store, now })

beforeEach(async () => {
  store = await openTestStore()
  ids = await store.saveArticles(
    Array.from({ length: 12 }, (_, i) =>
      makeArticle({
        title: i < 8 ? `A scribe in ward ${i}` : `A robot in ward ${i}`,
        tags: i % 2 === 0 ? [{ id: 'risk/privacy', setBy: 'rule', matched: ['privacy'] }] : [],
      }),
    ),
  )
  await tagNewArticles({ store, now })
})
afterEach(() => store.close())

/** What a deed may change, the undone record of it apart; and what the index finds for each tag. */
function digest(): string {
  const db = openDatabase(path.join(store.folder, 'uptake.db'), path.join(store.folder, 'pages.db'), 'read')
  const hash = createHash('sha256')
  const tables = [
    'article_tags',
    'tag_counts',
    'tags',
    'tag_rules',
    'story_members',
    'copy_members',
    'totals',
  ]
  // A count of nothing is as good as none.
  for (const table of tables)
    for (const row of db.prepare(`select * from ${table} order by 1, 2`).raw().iterate())
      if (!(table === 'tag_counts' && (row as unknown[])[1] === 0))
        hash.update(`${table} ${JSON.stringify(row)}\n`)
  const find = db.prepare('select rowid from articles_fts where articles_fts match ? order by rowid').pluck()
  for (const tag of ['risk', 'risk/privacy', 'risk/bias', 'tech/scribe'])
    hash.update(JSON.stringify(find.all(`filters : "${filterToken('tag', tag)}"`)))
  db.close()
  return hash.digest('hex')
}

const job = (rest: Partial<NewTagJob>): NewTagJob => ({
  kind: 'set',
  tagId: 'tech/scribe',
  setBy: 'person:Ann',
  total: 0,
  words: 'a test',
  link: '/tagging',
  who: 'person:Ann',
  at: NOW,
  ...rest,
})

const found = async (tag: string) =>
  (
    await store.searchArticles({
      match: `filters : "${filterToken('tag', tag)}"`,
      marks: [],
      order: 'newest',
      limit: 50,
    })
  ).count

const tagsOf = async (id: number) =>
  (await store.readArticle(id))!.tags.map((tag) => `${tag.id} ${tag.setBy}`)

async function undo(deedId: number): Promise<void> {
  expect(await store.startUndo({ deedId, who: 'person:Ann', at: NOW })).toBeDefined()
  await run()
}

describe('a tag on all hits of a search', () => {
  it('is set on each, found at once, and undone exactly', async () => {
    const before = digest()
    const { jobId, deedId } = await store.startTagJob(job({ query: 'scribe' }))
    await run()
    expect(await found('tech/scribe')).toBe(8)
    expect((await store.readTagJob(jobId))!.job).toMatchObject({ state: 'done', done: 8, changed: 8 })
    expect(digest()).not.toBe(before)
    await undo(deedId)
    expect(await found('tech/scribe')).toBe(0)
    expect(digest()).toBe(before)
    expect(await store.startUndo({ deedId, who: 'person:Ann', at: NOW })).toBeUndefined()
  })

  it('goes on where a killed process left it', async () => {
    const { jobId } = await store.startTagJob(job({ query: 'scribe' }))
    const until = '2026-03-22T09:01:00.000Z'
    await store.claimTagJob({ holder: 'the dead', at: NOW, until })
    await store.stepTagJob({ jobId, articleIds: [ids[7]!, ids[6]!], at: NOW, holder: 'the dead', until })
    await run()
    expect((await store.readTagJob(jobId))!.job.state, 'the other still holds it').toBe('waiting')
    await runTagJobs({ store, now: () => new Date('2026-03-22T09:05:00.000Z') })
    expect((await store.readTagJob(jobId))!.job).toMatchObject({ state: 'done', done: 8, changed: 8 })
    expect(await store.stepTagJob({ jobId, articleIds: ids, at: NOW, holder: 'the dead', until })).toBe(0)
  })

  it('leaves alone, when undone, what somebody changed since', async () => {
    const { deedId } = await store.startTagJob(job({ query: 'scribe' }))
    await run()
    await store.startTagJob(job({ kind: 'off', articleIds: [ids[0]!] }))
    await run()
    await undo(deedId)
    const after = await store.listWithTag({ tagId: 'tech/scribe', afterId: -1, limit: 50 })
    expect(after).toEqual([ids[0]])
    expect(await found('tech/scribe')).toBe(0)
  })
})

describe('a person and the rules', () => {
  it('what a person took off, no rule sets again, and undoing gives it back to the rule', async () => {
    const before = digest()
    const { deedId } = await store.startTagJob(
      job({ kind: 'off', tagId: 'risk/privacy', articleIds: [ids[0]!] }),
    )
    await run()
    expect(await tagsOf(ids[0]!)).toEqual([])
    const { ruleId } = await store.saveTagRule({
      tagId: 'risk/privacy',
      query: 'scribe',
      note: '',
      enabled: true,
      words: 'a test',
      who: 'person:Ann',
      at: NOW,
    })
    await store.startTagJob(job({ kind: 'rule', tagId: 'risk/privacy', setBy: `rule:${ruleId}`, ruleId }))
    await run()
    expect(await tagsOf(ids[0]!)).toEqual([])
    expect(await tagsOf(ids[1]!)).toEqual([`risk/privacy rule:${ruleId}`])
    expect(await tagsOf(ids[2]!), 'the words of topics.yaml earned it first').toEqual(['risk/privacy rule'])
    const deeds = await store.listDeeds({ limit: 10 })
    for (const deed of deeds) await undo(deed.id)
    expect(deeds.map((deed) => deed.id)).toContain(deedId)
    const ruled = (await store.listTagRules())[0]!
    expect(ruled, 'a rule that is undone is off, and its id stays its own').toMatchObject({
      enabled: false,
      articleCount: 0,
    })
    expect(await tagsOf(ids[0]!)).toEqual(['risk/privacy rule'])
    expect(digest()).not.toBe(before)
  })

  it('a rule tags what comes later, drops what no longer fits, and never a tag that a person set', async () => {
    const rule = {
      tagId: 'tech/scribe',
      note: '',
      enabled: true,
      words: 'a test',
      who: 'person:Ann',
      at: NOW,
    }
    const { ruleId } = await store.saveTagRule({ ...rule, query: 'scribe' })
    const runRule = async () => {
      await store.startTagJob(job({ kind: 'rule', setBy: `rule:${ruleId}`, ruleId }))
      await run()
    }
    await store.startTagJob(job({ articleIds: [ids[0]!] }))
    await runRule()
    const late = await store.saveArticle(makeArticle({ title: 'One more scribe' }))
    expect(await tagsOf(late)).toEqual([])
    expect(await tagNewArticles({ store, now })).toBe(1)
    expect(await tagsOf(late)).toEqual([`tech/scribe rule:${ruleId}`])
    expect(await store.listTagQueue({ limit: 9 })).toEqual([])
    await store.saveTagRule({ ...rule, id: ruleId, query: 'robot' })
    await runRule()
    expect(await found('tech/scribe')).toBe(5)
    expect(await tagsOf(ids[0]!), 'Ann set it').toContain('tech/scribe person:Ann')
    expect(await tagsOf(late)).toEqual([])
    expect(await store.readTagRule(ruleId)).toMatchObject({ articleCount: 4, runAt: NOW })
  })

  it('an edited article is looked at again', async () => {
    await store.saveTagRule({
      tagId: 'tech/scribe',
      query: 'title:robot',
      note: '',
      enabled: true,
      words: '',
      who: 'person:Ann',
      at: NOW,
    })
    const content = makeArticle({ title: 'It was a robot', textHash: 'another' })
    await store.saveReprocessed(ids[1]!, content, NOW)
    expect(await store.listTagQueue({ limit: 9 })).toEqual([ids[1]])
    await tagNewArticles({ store, now })
    expect(await tagsOf(ids[1]!)).toEqual(['tech/scribe rule:1'])
  })

  it('a rule whose query cannot be read tags nothing', async () => {
    await store.startTagJob(job({ query: 'published:never' }))
    await run()
    expect(await found('tech/scribe')).toBe(0)
  })
})

describe('a merged tag', () => {
  it('gives its articles, rules and later mentions to the other, and all of it can be undone', async () => {
    await store.startTagJob(job({ kind: 'off', tagId: 'risk/privacy', articleIds: [ids[0]!] }))
    await run()
    const before = digest()
    const { deedId } = await store.startTagJob(
      job({ kind: 'merge', tagId: 'risk/privacy', targetId: 'risk/bias' }),
    )
    await run()
    expect([await found('risk/privacy'), await found('risk/bias')]).toEqual([0, 5])
    expect(await tagsOf(ids[2]!)).toEqual(['risk/bias rule'])
    const late = makeArticle({ tags: [{ id: 'risk/privacy', setBy: 'rule', matched: ['privacy'] }] })
    const lateId = await store.saveArticle(late)
    expect(await tagsOf(lateId)).toEqual(['risk/bias rule'])
    expect(await found('risk/bias')).toBe(6)
    await store.saveReprocessed(lateId, late, NOW)
    expect(await tagsOf(lateId)).toEqual(['risk/bias rule'])
    expect((await store.readVocabulary()).map((word) => [word.id, word.mergedInto])).toEqual([
      ['risk/privacy', 'risk/bias'],
    ])
    await undo(deedId)
    expect(await store.readVocabulary()).toEqual([])
    expect(await found('risk/privacy')).toBe(5)
    await store.saveReprocessed(lateId, makeArticle({ ...late, tags: [] }), NOW)
    const stripped = digest()
    expect(stripped === before, 'but for the story of the late article').toBe(false)
    expect((await store.listDeeds({ limit: 1 }))[0]).toMatchObject({
      undoneBy: 'person:Ann',
      undoable: false,
    })
  })

  it('is undone exactly when nothing came between', async () => {
    const before = digest()
    const { deedId } = await store.startTagJob(
      job({ kind: 'merge', tagId: 'risk/privacy', targetId: 'tech/scribe' }),
    )
    await run()
    expect(digest()).not.toBe(before)
    await undo(deedId)
    expect(digest()).toBe(before)
  })

  it('a retired tag stays where it is and is not set anew', async () => {
    await store.saveTag({
      id: 'risk/privacy',
      change: { retired: true },
      words: 'x',
      who: 'person:Ann',
      at: NOW,
    })
    const tags = [{ id: 'risk/privacy', setBy: 'rule', matched: ['privacy'] }]
    const late = await store.saveArticle(makeArticle({ tags }))
    expect(await tagsOf(late)).toEqual([])
    await store.saveReprocessed(ids[0]!, makeArticle({ tags, textHash: 'other' }), NOW)
    expect(await tagsOf(ids[0]!)).toEqual(['risk/privacy rule'])
  })
})

describe('any run of deeds', () => {
  it('undone from the last to the first, leaves everything as it was', async () => {
    const before = digest()
    const kinds = fc.constantFrom<Partial<NewTagJob>>(
      { query: 'scribe' },
      { query: 'robot', tagId: 'risk/bias' },
      { kind: 'off', query: 'ward', tagId: 'risk/privacy' },
      { kind: 'off', query: 'scribe' },
      { kind: 'merge', tagId: 'risk/privacy', targetId: 'risk/bias' },
      { kind: 'merge', tagId: 'tech/scribe', targetId: 'risk/privacy' },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 4 }), async (steps) => {
        const deeds: number[] = []
        for (const step of steps) {
          deeds.push((await store.startTagJob(job(step))).deedId)
          await run()
        }
        for (const deedId of deeds.reverse()) if ((await store.readDeed(deedId))!.undoable) await undo(deedId)
        expect(digest()).toBe(before)
      }),
      { numRuns: 12 },
    )
  })
})
