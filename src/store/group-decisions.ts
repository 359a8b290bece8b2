// What editors decide about groups: merge stories, split an article off, join and part copies, choose the original.
// Each is remembered in `decisions`, journaled as a deed that can be undone, and keeps every id that was ever given out.

import type { Db } from './database.ts'
import {
  closeUndo,
  isUntouched,
  openDeed,
  putRow,
  type Row,
  readDeed,
  readRow,
  restoreRows,
} from './deeds.ts'
import { feedIndexAll } from './index-rows.ts'

export type GroupDecisionKind = 'same-story' | 'other-story' | 'same-text' | 'other-text' | 'original'
export type GroupDecision = { kind: GroupDecisionKind; a: number; b: number }

type GroupDeed = { db: Db; deedId: number; who: string; at: string; touched: Set<number> }

const WORDS: Record<GroupDecisionKind, string> = {
  'same-story': 'Joined two stories',
  'other-story': 'Split an article off its story',
  'same-text': 'Said that an article is a copy',
  'other-text': 'Took an article out of its copies',
  original: 'Chose the original of a text',
}

/** Remembers an editor's word about two articles (`b` is the one that moves) and carries it out. Returns the deed's id. */
export function saveGroupDecision(
  db: Db,
  { kind, a, b, who, at }: GroupDecision & { who: string; at: string },
): number {
  return db
    .transaction(() => {
      const title = db.prepare('select title from articles where id = ?').pluck().get(b) as string
      const link = `/stories/${storyOf(db, a)}`
      const deedId = openDeed(db, { kind, words: `${WORDS[kind]}: ${title.slice(0, 200)}`, who, link, at })
      db.prepare(
        'insert into decisions (kind, subject, other, who, decided_at, deed_id) values (?, ?, ?, ?, ?, ?)',
      ).run(kind, String(a), String(b), who, at, deedId)
      const deed: GroupDeed = { db, deedId, who, at, touched: new Set() }
      if (kind === 'same-story') mergeStories(deed, storyOf(db, a), storyOf(db, b))
      if (kind === 'other-story') splitOff(deed, b)
      if (kind === 'same-text') joinTexts(deed, a, b)
      if (kind === 'other-text') leaveCopies(deed, b)
      if (kind === 'original') chooseOriginal(deed, b)
      feedIndexAll(db, deed.touched)
      return deedId
    })
    .immediate()
}

export type GroupUndo = 'undone' | 'changed since' | 'no such deed'

/** All of it or nothing: a group that was changed again since is undone from the newest deed on. */
export function undoGroupDecision(
  db: Db,
  { deedId, who, at }: { deedId: number; who: string; at: string },
): GroupUndo {
  return db
    .transaction((): GroupUndo => {
      const deed = readDeed(db, deedId)
      if (!deed?.undoable || !(deed.kind in WORDS)) return 'no such deed'
      if (!isUntouched(db, deedId) || hasSuccessor(db, deedId)) return 'changed since'
      let number: number | undefined = deed.rowCount - 1
      while (number !== undefined && number >= 0)
        number = restoreRows(db, { deedId, number, charactersMax: Number.MAX_SAFE_INTEGER }).next
      closeUndo(db, { deedId, who, at })
      return 'undone'
    })
    .immediate()
}

/** Whether a later decision, not undone, is about a copy group of this one. */
function hasSuccessor(db: Db, deedId: number): boolean {
  const groups = (column: string) =>
    `select case table_name when 'copy_groups' then row_key ->> '$.id' else ${column} ->> '$.group_id' end
     from deed_rows where deed_id = :deedId and table_name in ('copy_members', 'copy_groups') and ${column} is not null`
  return (
    db
      .prepare(
        `with mine (id) as (${groups('before')} union ${groups('after')})
         select 1 from deeds d join deed_rows r on r.deed_id = d.id
         where d.id > :deedId and d.undone_at is null and r.table_name in ('copy_members', 'copy_groups')
           and (r.row_key ->> '$.id' in (select id from mine) or r.before ->> '$.group_id' in (select id from mine)
             or r.after ->> '$.group_id' in (select id from mine)) limit 1`,
      )
      .get({ deedId }) !== undefined
  )
}

const storyOf = (db: Db, id: number) =>
  db.prepare('select story_id from story_members where article_id = ?').pluck().get(id) as number

const byEditor = (who: string) =>
  JSON.stringify([{ kind: 'editor', words: `decided by ${nameOf(who)}`, points: 1 }])
const nameOf = (who: string) => who.replace(/^person:/, '')

function mergeStories({ db, deedId, touched }: GroupDeed, kept: number, merged: number): void {
  if (kept === merged) return
  const members = db
    .prepare('select article_id from story_members where story_id = ? order by article_id')
    .pluck()
    .all(merged) as number[]
  for (const id of members) {
    putRow(db, deedId, 'story_members', { article_id: id }, { story_id: kept })
    touched.add(id)
  }
  const led = db.prepare('select id from stories where id = ? or merged_into = ? order by id').pluck()
  for (const id of led.all(merged, merged) as number[])
    putRow(db, deedId, 'stories', { id }, { merged_into: kept })
}

/** An original takes its copies along; a copy leaves its group first. The new story's id leads back when undone. */
function splitOff(deed: GroupDeed, id: number): void {
  const { db, deedId, who, touched } = deed
  const from = storyOf(db, id)
  if (isCopy(db, id)) leaveCopies(deed, id)
  const group = groupOf(db, id)
  const leaving = group === undefined ? [id] : membersOf(db, group)
  const storyId = Number(db.prepare('insert into stories (merged_into) values (?)').run(from).lastInsertRowid)
  putRow(db, deedId, 'stories', { id: storyId }, { merged_into: null })
  for (const member of leaving) {
    if (storyOf(db, member) !== from) continue
    const evidence = member === id ? { evidence: byEditor(who) } : {}
    putRow(db, deedId, 'story_members', { article_id: member }, { story_id: storyId, ...evidence })
    touched.add(member)
  }
}

const groupOf = (db: Db, id: number) =>
  db.prepare('select group_id from copy_members where article_id = ?').pluck().get(id) as number | undefined

const membersOf = (db: Db, groupId: number) =>
  db
    .prepare('select article_id from copy_members where group_id = ? order by article_id')
    .pluck()
    .all(groupId) as number[]

function isCopy(db: Db, id: number): boolean {
  const groupId = groupOf(db, id)
  return groupId !== undefined && readRow(db, 'copy_groups', { id: groupId })?.original_id !== id
}

/** Whoever is a copy of `b` becomes a copy with it. */
function joinTexts(deed: GroupDeed, a: number, b: number): void {
  const { db, deedId, who, at, touched } = deed
  const reason = `Decided by ${nameOf(who)}.`
  let groupId = groupOf(db, a)
  const old = groupOf(db, b)
  const coming = old === undefined || isCopy(db, b) ? [b] : membersOf(db, old)
  const row = { containment: 1, evidence: byEditor(who), joined_at: at }
  if (groupId === undefined) {
    groupId = Number(
      db
        .prepare('insert into copy_groups (original_id, original_reason, original_by) values (?, ?, ?)')
        .run(a, reason, who).lastInsertRowid,
    )
    putRow(db, deedId, 'copy_members', { article_id: a }, { article_id: a, group_id: groupId, ...row })
  } else if (old !== groupId && old !== undefined && coming.length > 1)
    putRow(db, deedId, 'copy_groups', { id: old }, { merged_into: groupId })
  const group = groupId
  for (const id of coming)
    putRow(db, deedId, 'copy_members', { article_id: id }, { article_id: id, group_id: group, ...row })
  putRow(
    db,
    deedId,
    'copy_groups',
    { id: group },
    { original_id: a, original_reason: reason, original_by: who },
  )
  mergeStories(deed, storyOf(db, a), storyOf(db, b))
  for (const id of membersOf(db, group)) touched.add(id)
}

/** Two articles are a group, one is not; where the original leaves, the earliest of the rest stands in. */
function leaveCopies({ db, deedId, who, touched }: GroupDeed, id: number): void {
  const groupId = groupOf(db, id)
  if (groupId === undefined) return
  for (const member of membersOf(db, groupId)) touched.add(member)
  putRow(db, deedId, 'copy_members', { article_id: id }, null)
  const left = membersOf(db, groupId)
  if (left.length === 1) putRow(db, deedId, 'copy_members', { article_id: left[0]! }, null)
  if (left.length < 2 || left.includes(readRow(db, 'copy_groups', { id: groupId })!.original_id as number))
    return
  const earliest = db
    .prepare(
      `select c.article_id from copy_members c join articles a on a.id = c.article_id where c.group_id = ?
       order by a.published_at, a.id limit 1`,
    )
    .pluck()
    .get(groupId) as number
  const reason = `The earliest, after ${nameOf(who)} took the former original out.`
  const row: Row = { original_id: earliest, original_reason: reason, original_by: who }
  putRow(db, deedId, 'copy_groups', { id: groupId }, row)
}

function chooseOriginal({ db, deedId, who, touched }: GroupDeed, id: number): void {
  const groupId = groupOf(db, id)
  if (groupId === undefined) return
  const row: Row = { original_id: id, original_reason: `Chosen by ${nameOf(who)}.`, original_by: who }
  putRow(db, deedId, 'copy_groups', { id: groupId }, row)
  for (const member of membersOf(db, groupId)) touched.add(member)
}
