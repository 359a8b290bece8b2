// Tags set and taken off, on a few articles or on very many: each deed is a job that is done in small steps, each step one
// short transaction that journals what it changes and feeds the index again. A killed job is gone on with.

import type { Db } from './database.ts'
import {
  bodyLength,
  closeUndo,
  type Deed,
  openDeed,
  putRow,
  type Row,
  readDeed,
  readRow,
  restoreRows,
} from './deeds.ts'
import { feedIndexAll } from './index-rows.ts'
import { changeTagWord } from './tags.ts'

export type TagJobKind = 'set' | 'off' | 'rule' | 'merge' | 'undo'

export type TagJob = {
  id: number
  kind: TagJobKind
  deedId: number
  tagId: string | null
  setBy: string // "person:NAME", "rule:ID"
  query: string | null
  articleIds: number[] | null
  ruleId: number | null
  targetId: string | null
  phase: number
  cursor: number | null
  total: number
  done: number
  changed: number
  state: 'waiting' | 'done' | 'failed'
  message: string | null
  madeAt: string
  endedAt: string | null
}

export type NewTagJob = {
  kind: Exclude<TagJobKind, 'undo'>
  tagId: string
  setBy: string
  query?: string
  articleIds?: number[]
  ruleId?: number
  targetId?: string
  total: number
  words: string
  link: string
  who: string
  at: string
}

/** The deed that the job carries out is opened with it. */
export function startTagJob(db: Db, job: NewTagJob): { jobId: number; deedId: number } {
  return db
    .transaction(() => {
      const { who, at, words, link, kind, tagId, setBy, query, articleIds, ruleId, targetId, total } = job
      const deedId = openDeed(db, { kind: `tags-${kind}`, words, who, link, at })
      if (kind === 'merge' && targetId !== undefined) mergeTagWord(db, deedId, { tagId, targetId, who, at })
      const jobId = insertJob(db, {
        kind,
        deed_id: deedId,
        tag_id: tagId,
        set_by: setBy,
        query: query ?? null,
        article_ids: articleIds === undefined ? null : JSON.stringify(articleIds),
        rule_id: ruleId ?? null,
        target_id: targetId ?? null,
        total,
        made_at: at,
      })
      return { jobId, deedId }
    })
    .immediate()
}

/** Its address and its rules lead to the other tag from now on. */
function mergeTagWord(
  db: Db,
  deedId: number,
  { tagId, targetId, who, at }: { tagId: string; targetId: string; who: string; at: string },
): void {
  changeTagWord(db, deedId, tagId, { mergedInto: targetId }, { who, at, make: false })
  const rules = db.prepare('select id from tag_rules where tag_id = ? order by id').pluck().all(tagId)
  for (const id of rules as number[]) putRow(db, deedId, 'tag_rules', { id }, { tag_id: targetId })
}

function insertJob(db: Db, row: Row): number {
  const names = Object.keys(row)
  return Number(
    db
      .prepare(
        `insert into tag_jobs (${names.join(', ')}) values (${names.map((name) => `:${name}`).join(', ')})`,
      )
      .run(row).lastInsertRowid,
  )
}

/** Undoing is a job too: it may have as many rows to put back as the deed had. */
export function startUndo(
  db: Db,
  { deedId, who, at }: { deedId: number; who: string; at: string },
): { jobId: number } | undefined {
  return db
    .transaction(() => {
      const deed = readDeed(db, deedId)
      if (!deed?.undoable) return undefined
      const busy = db.prepare(`select id from tag_jobs where deed_id = ? and state = 'waiting' limit 1`)
      if (busy.get(deedId) !== undefined) return undefined
      const row = { kind: 'undo', deed_id: deedId, set_by: who, total: deed.rowCount, made_at: at }
      return { jobId: insertJob(db, { ...row, cursor: deed.rowCount - 1 }) }
    })
    .immediate()
}

const JOB = `j.id, j.kind, j.deed_id as deedId, j.tag_id as tagId, j.set_by as setBy, j.query, j.article_ids as articleIds,
  j.rule_id as ruleId, j.target_id as targetId, j.phase, j.cursor, j.total, j.done, j.changed, j.state, j.message,
  j.made_at as madeAt, j.ended_at as endedAt`

const toJob = (row: unknown): TagJob => {
  const job = row as Omit<TagJob, 'articleIds'> & { articleIds: string | null }
  return { ...job, articleIds: job.articleIds === null ? null : (JSON.parse(job.articleIds) as number[]) }
}

export function readTagJob(db: Db, id: number): { job: TagJob; deed: Deed } | undefined {
  const row = db.prepare(`select ${JOB} from tag_jobs j where j.id = ?`).get(id)
  if (row === undefined) return undefined
  const job = toJob(row)
  return { job, deed: readDeed(db, job.deedId)! }
}

export function listTagJobs(db: Db, { limit }: { limit: number }): TagJob[] {
  return db
    .prepare(`select ${JOB} from tag_jobs j order by j.state = 'waiting' desc, j.id desc limit ?`)
    .all(limit)
    .map(toJob)
}

/** The oldest waiting job that no other process is at work on; it is this one's until `until`. */
export function claimTagJob(
  db: Db,
  { holder, at, until }: { holder: string; at: string; until: string },
): TagJob | undefined {
  return db
    .transaction(() => {
      const row = db
        .prepare(
          `select ${JOB} from tag_jobs j where j.state = 'waiting'
             and (j.holder is null or j.holder = :holder or j.held_until < :at) order by j.id limit 1`,
        )
        .get({ holder, at })
      if (row === undefined) return undefined
      const job = toJob(row)
      db.prepare('update tag_jobs set holder = ?, held_until = ? where id = ?').run(holder, until, job.id)
      return job
    })
    .immediate()
}

export type UndoStep = { jobId: number; at: string; holder: string; until: string }
export type TagStep = UndoStep & { articleIds: number[] }

/** Milliseconds since some moment; it only ever goes on. */
export type Stopwatch = () => number

const stepMsMax = 15 // until no further group is begun; with the last one and the commit a step stays under 50 ms
const charactersPerGroupMax = 30_000 // of text fed to the index at once: some 10 ms
const articlesPerStepMax = 200

/** Does a part of these articles and says how many; the job's place moves in the same transaction. */
export function stepTagJob(
  db: Db,
  { jobId, articleIds, at, holder, until }: TagStep,
  stopwatch: Stopwatch,
): number {
  return db
    .transaction(() => {
      const startedMs = stopwatch()
      const row = db
        .prepare(`select ${JOB} from tag_jobs j where j.id = ? and j.state = 'waiting' and j.holder = ?`)
        .get(jobId, holder)
      if (row === undefined) return 0
      const job = toJob(row)
      const ids = articleIds.slice(0, articlesPerStepMax)
      let [processed, changed] = [0, 0]
      do {
        const group = changeGroup(db, job, ids.slice(processed), at)
        processed += group.processed
        changed += group.changed
      } while (processed < ids.length && stopwatch() - startedMs < stepMsMax)
      db.prepare(
        `update tag_jobs set cursor = coalesce(:cursor, cursor), done = done + :processed, changed = changed + :changed,
           held_until = :until where id = :jobId`,
      ).run({ jobId, cursor: ids[processed - 1] ?? null, processed, changed, until })
      return processed
    })
    .immediate()
}

function changeGroup(db: Db, job: TagJob, ids: number[], at: string): { processed: number; changed: number } {
  const changed: number[] = []
  let [processed, characters] = [0, 0]
  for (const id of ids) {
    processed++
    if (!changeOne(db, job, id, at)) continue
    changed.push(id)
    characters += bodyLength(db, id)
    if (characters >= charactersPerGroupMax) break
  }
  feedIndexAll(db, changed)
  return { processed, changed: changed.length }
}

function changeOne(
  db: Db,
  { kind, deedId, tagId, setBy, targetId, phase }: TagJob,
  id: number,
  at: string,
): boolean {
  if (tagId === null || db.prepare('select 1 from articles where id = ?').get(id) === undefined) return false
  if (kind === 'set') return setTag(db, deedId, { id, tagId, setBy, at })
  if (kind === 'off') return takeTagOff(db, deedId, { id, tagId, setBy, at })
  if (kind === 'merge') return targetId !== null && moveTag(db, deedId, id, tagId, targetId)
  return phase === 0
    ? setTag(db, deedId, { id, tagId, setBy, at })
    : dropTag(db, deedId, { id, tagId, setBy })
}

type OneTag = { id: number; tagId: string; setBy: string }

/** A rule sets only what nobody ever set or took off; a person also what was taken off. */
function setTag(db: Db, deedId: number, { id, tagId, setBy, at }: OneTag & { at: string }): boolean {
  const key = { article_id: id, tag_id: tagId }
  const was = readRow(db, 'article_tags', key)
  if (was !== null && (was.removed_at === null || !setBy.startsWith('person:'))) return false
  const row = { ...key, set_by: setBy, matched: '[]', set_at: at, removed_at: null }
  putRow(db, deedId, 'article_tags', key, row)
  return true
}

/** The row stays: it keeps every rule from setting the tag again. */
function takeTagOff(db: Db, deedId: number, { id, tagId, setBy, at }: OneTag & { at: string }): boolean {
  const key = { article_id: id, tag_id: tagId }
  const was = readRow(db, 'article_tags', key)
  if (was === null || was.removed_at !== null) return false
  putRow(db, deedId, 'article_tags', key, { set_by: setBy, removed_at: at })
  return true
}

/** A rule takes back only what it set itself. */
function dropTag(db: Db, deedId: number, { id, tagId, setBy }: OneTag): boolean {
  const key = { article_id: id, tag_id: tagId }
  const was = readRow(db, 'article_tags', key)
  if (was?.set_by !== setBy || was.removed_at !== null) return false
  putRow(db, deedId, 'article_tags', key, null)
  return true
}

/** What was said of one tag becomes said of the other, unless something was said of that one before. */
function moveTag(db: Db, deedId: number, id: number, from: string, to: string): boolean {
  const was = readRow(db, 'article_tags', { article_id: id, tag_id: from })
  if (was === null) return false
  const key = { article_id: id, tag_id: to }
  const there = readRow(db, 'article_tags', key)
  if (there === null) putRow(db, deedId, 'article_tags', key, { ...was, tag_id: to })
  putRow(db, deedId, 'article_tags', { article_id: id, tag_id: from }, null)
  return true
}

/** Puts back a part of the deed that the job undoes. Returns whether more is left. */
export function stepUndo(db: Db, { jobId, at, holder, until }: UndoStep, stopwatch: Stopwatch): boolean {
  return db
    .transaction(() => {
      const startedMs = stopwatch()
      const row = db
        .prepare(`select ${JOB} from tag_jobs j where j.id = ? and j.state = 'waiting' and j.holder = ?`)
        .get(jobId, holder)
      if (row === undefined) return false
      const { deedId, cursor, setBy } = toJob(row)
      let next: number | undefined = cursor ?? -1
      let [processed, restored] = [0, 0]
      do {
        const undone = restoreRows(db, { deedId, number: next, charactersMax: charactersPerGroupMax })
        next = undone.next
        processed += undone.restored + undone.left
        restored += undone.restored
      } while (next !== undefined && stopwatch() - startedMs < stepMsMax)
      db.prepare(
        `update tag_jobs set cursor = ?, done = done + ?, changed = changed + ?, held_until = ? where id = ?`,
      ).run(next ?? -1, processed, restored, until, jobId)
      if (next !== undefined) return true
      closeUndo(db, { deedId, who: setBy, at })
      return false
    })
    .immediate()
}

export function nextTagPhase(db: Db, { jobId, holder }: { jobId: number; holder: string }): void {
  db.prepare('update tag_jobs set phase = phase + 1, cursor = null where id = ? and holder = ?').run(
    jobId,
    holder,
  )
}

export type TagJobEnd = { jobId: number; holder: string; at: string; message?: string }

/** Only by the process that holds it: another may have taken it over. */
export function endTagJob(db: Db, { jobId, holder, at, message }: TagJobEnd): void {
  db.prepare(
    'update tag_jobs set state = ?, message = ?, ended_at = ?, holder = null where id = ? and holder = ?',
  ).run(message === undefined ? 'done' : 'failed', message ?? null, at, jobId, holder)
}

/** Articles that anything was said of about a tag, taken off included, in the order of their ids. */
export function listWithTag(
  db: Db,
  { tagId, setBy, afterId, limit }: { tagId: string; setBy?: string; afterId: number; limit: number },
): number[] {
  return (
    setBy === undefined
      ? db
          .prepare(
            'select article_id from article_tags where tag_id = ? and article_id > ? order by article_id limit ?',
          )
          .pluck()
          .all(tagId, BigInt(afterId), limit)
      : db
          .prepare(
            `select article_id from article_tags where set_by = ? and set_by <> 'rule' and tag_id = ? and article_id > ?
               and removed_at is null order by article_id limit ?`,
          )
          .pluck()
          .all(setBy, tagId, BigInt(afterId), limit)
  ) as number[]
}
