// The log of what people did: written once, never edited.
import type { Db } from './database.ts'

export type Act = {
  at: string
  accountId?: number
  who: string
  act: string // "add-tag", "merge-stories"
  subject: string // "article 132", "account anna"
  before?: unknown
  after?: unknown
}

export type ActRow = {
  id: number
  at: string
  who: string
  act: string
  subject: string
  before: unknown
  after: unknown
}

const stateBytesMax = 20_000 // of before and after, each, as JSON

export function recordAct(db: Db, act: Act): number {
  const { lastInsertRowid } = db
    .prepare(
      `insert into acts (at, account_id, who, act, subject, before, after)
       values (:at, :accountId, :who, :act, :subject, :before, :after)`,
    )
    .run({
      at: act.at,
      accountId: act.accountId ?? null,
      who: act.who,
      act: act.act,
      subject: act.subject,
      before: writeState(act.before),
      after: writeState(act.after),
    })
  return Number(lastInsertRowid)
}

function writeState(state: unknown): string | null {
  if (state === undefined) return null
  const text = JSON.stringify(state)
  return text.length <= stateBytesMax
    ? text
    : JSON.stringify({ cut: true, characters: text.length, start: text.slice(0, 2_000) })
}

export type ActQuery = { who?: string; act?: string; before?: number; limit: number }

/** Newest first; `before` is the id of the last one on the page before. */
export function listActs(db: Db, { who, act, before, limit }: ActQuery): ActRow[] {
  const rows = db
    .prepare(
      `select id, at, who, act, subject, before, after from acts
       where (:who is null or who = :who) and (:act is null or act = :act) and id < :before
       order by id desc limit :limit`,
    )
    .all({
      who: who ?? null,
      act: act ?? null,
      before: before ?? Number.MAX_SAFE_INTEGER,
      limit,
    }) as (Omit<ActRow, 'before' | 'after'> & { before: string | null; after: string | null })[]
  return rows.map((row) => ({
    ...row,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
  }))
}

const namesMax = 200

/** Who acted and what acts there were, to choose from. */
export function listActNames(db: Db): { who: string[]; act: string[] } {
  const list = (column: 'who' | 'act') =>
    db.prepare(`select distinct ${column} from acts order by ${column} limit ${namesMax}`).pluck().all()
  return { who: list('who') as string[], act: list('act') as string[] }
}
