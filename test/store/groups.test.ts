// Editors' decisions about groups: carried out, remembered, found in the index, undone exactly; ids that were given
// out lead on for good.
import { createHash } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import type { GroupDecisionKind } from '../../src/store/group-decisions.ts'
import { makeArticle, openTestStore } from './samples.ts'

const NOW = '2026-03-22T09:00:00.000Z'
const who = 'person:Ann'
let store: Awaited<ReturnType<typeof openTestStore>>
let lead: number
let copy: number
let second: number
let report: number
let stranger: number

beforeEach(async () => {
  store = await openTestStore()
  lead = await store.saveArticle(makeArticle({ title: 'The lead' }))
  const copies = (withArticleId: number) => ({
    withArticleId,
    containment: 0.9,
    evidence: [],
    originalId: lead,
    originalReason: 'The first.',
  })
  const story = { withArticleId: lead, points: 3, evidence: [] }
  copy = await store.saveArticle(makeArticle({ title: 'The copy', copies: copies(lead), story }))
  second = await store.saveArticle(makeArticle({ title: 'Second copy', copies: copies(lead), story }))
  report = await store.saveArticle(makeArticle({ title: 'The report', story }))
  stranger = await store.saveArticle(makeArticle({ title: 'A stranger' }))
})
afterEach(() => store.close())

const decide = (kind: GroupDecisionKind, a: number, b: number) =>
  store.saveGroupDecision({ kind, a, b, who, at: NOW })
const undo = (deedId: number) => store.undoGroupDecision({ deedId, who, at: NOW })
const storyOf = async (id: number) => (await store.readArticle(id))!.storyId
const copiesOf = async (id: number) =>
  (await store.readArticle(id))!.copyGroup?.members.map((member) => [member.id, member.isOriginal])

/** Who stands where; ids of stories and groups that nobody stands in lead on and do not count. */
function digest(): string {
  const db = openDatabase(path.join(store.folder, 'uptake.db'), path.join(store.folder, 'pages.db'), 'read')
  const hash = createHash('sha256')
  for (const sql of [
    'select * from story_members order by article_id',
    'select * from copy_members order by article_id',
    'select * from copy_groups g where exists (select 1 from copy_members where group_id = g.id) order by id',
    'select * from stories s where exists (select 1 from story_members where story_id = s.id) order by id',
    'select * from totals order by name',
  ])
    hash.update(JSON.stringify(db.prepare(sql).raw().all()))
  db.close()
  return hash.digest('hex')
}

describe('an editor', () => {
  it('joins two stories: one id stays, the other leads there, the index knows', async () => {
    const before = digest()
    const [kept, merged] = [await storyOf(lead), await storyOf(stranger)]
    const deedId = await decide('same-story', lead, stranger)
    expect(await storyOf(stranger)).toBe(kept)
    expect(await store.readStory(merged)).toEqual({ movedTo: kept })
    expect((await store.readDeed(deedId))!.words).toBe('Joined two stories: A stranger')
    expect(await undo(deedId)).toBe('undone')
    expect(digest()).toBe(before)
    expect(await storyOf(stranger)).toBe(merged)
    expect(await undo(deedId)).toBe('no such deed')
  })

  it('splits an original off with its copies; the id of the split story leads back when undone', async () => {
    const before = digest()
    const old = await storyOf(lead)
    const deedId = await decide('other-story', report, lead)
    const split = await storyOf(lead)
    expect([await storyOf(copy), await storyOf(second), await storyOf(report)]).toEqual([split, split, old])
    expect(split).not.toBe(old)
    expect(await undo(deedId)).toBe('undone')
    expect(digest()).toBe(before)
    expect(await store.readStory(split)).toEqual({ movedTo: old })
  })

  it('splits a copy off: it is no copy any more', async () => {
    const before = digest()
    const deedId = await decide('other-story', lead, copy)
    expect(await copiesOf(copy)).toBeUndefined()
    expect(await copiesOf(lead)).toEqual([
      [lead, true],
      [second, false],
    ])
    await undo(deedId)
    expect(digest()).toBe(before)
  })

  it('takes a copy out, and the last copy with it', async () => {
    const before = digest()
    const deeds = [await decide('other-text', lead, copy), await decide('other-text', lead, second)]
    expect(await copiesOf(lead)).toBeUndefined()
    expect(await storyOf(copy)).toBe(await storyOf(lead))
    expect((await store.countAll({ since: NOW })).copies).toBe(0)
    expect(await undo(deeds[0]!), 'the second deed stands on the first').toBe('changed since')
    for (const deedId of deeds.reverse()) expect(await undo(deedId)).toBe('undone')
    expect(digest()).toBe(before)
  })

  it('takes the original out: the earliest of the rest stands in', async () => {
    const before = digest()
    const deedId = await decide('other-text', copy, lead)
    expect(await copiesOf(copy)).toEqual([
      [copy, true],
      [second, false],
    ])
    await undo(deedId)
    expect(digest()).toBe(before)
  })

  it('joins texts, with their copies and their stories', async () => {
    const before = digest()
    const deedId = await decide('same-text', stranger, lead)
    expect(await copiesOf(copy)).toEqual([
      [stranger, true],
      [lead, false],
      [copy, false],
      [second, false],
    ])
    expect(await storyOf(report)).toBe(await storyOf(stranger))
    await undo(deedId)
    expect(digest()).toBe(before)
  })

  it('chooses the original, and a later copy does not change it back', async () => {
    const before = digest()
    const deedId = await decide('original', lead, copy)
    await store.saveArticle(
      makeArticle({
        title: 'A third copy',
        copies: { withArticleId: lead, containment: 1, evidence: [], originalId: lead, originalReason: 'x' },
        story: { withArticleId: lead, points: 1, evidence: [] },
      }),
    )
    expect((await copiesOf(lead))![0]).toEqual([copy, true])
    expect((await store.readArticle(lead))!.copyGroup!.originalReason).toBe('Chosen by Ann.')
    expect(await undo(deedId)).toBe('undone')
    expect((await copiesOf(lead))![0]).toEqual([lead, true])
    expect(digest()).not.toBe(before)
  })

  it('is remembered, and no longer when undone', async () => {
    const deedId = await decide('other-text', lead, copy)
    expect(await store.listGroupDecisions([copy])).toEqual([{ kind: 'other-text', a: lead, b: copy }])
    await undo(deedId)
    expect(await store.listGroupDecisions([copy])).toEqual([])
  })
})
