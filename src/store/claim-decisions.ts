// What people decide about claims: accept, fix, reject, relate. Every decision is a row with what was before and what
// came after, so that it can be undone, shown and exported; the engine never writes over one.
import type { Claim, ClaimStatus } from '../model.ts'
import { insertReading, markDirty } from './claim-rows.ts'
import type { Db } from './database.ts'
import { feedIndex } from './index-rows.ts'

export type VerdictAct = 'accept' | 'reject' | 'not-a-figure' | 'duplicate'
export type RelationAct = 'relate' | 'unrelate'

/** Where a figure stood before or after a decision. */
type Standing = { readingId: number; status: ClaimStatus; note: string | null; seriesKey: string }
type Ruling = {
  from: number
  to: number
  kind: string
  reason: string
  decidedBy: string
  holds: boolean
} | null

export type ClaimDecision = {
  id: number
  figureId: number
  act: VerdictAct | RelationAct | 'fix' | 'add'
  who: string
  decidedAt: string
  reason: string | null
  before: unknown
  after: unknown
  undoneAt: string | null
}

type Signed = { who: string; at: string; reason?: string }

function readStanding(db: Db, figureId: number): Standing | undefined {
  return db
    .prepare(
      'select id as readingId, status, note, series_key as seriesKey from claims where figure_id = ? and current = 1 order by id desc limit 1',
    )
    .get(figureId) as Standing | undefined
}

/** Searches by technology and place follow what a person decided. */
function refeed(db: Db, figureIds: number[]): void {
  const articles = db
    .prepare(
      'select distinct article_id from claims where figure_id in (select value from json_each(?)) order by 1',
    )
    .pluck()
    .all(JSON.stringify(figureIds)) as number[]
  for (const id of articles) feedIndex(db, id)
}

function record(
  db: Db,
  act: ClaimDecision['act'],
  figureId: number,
  { who, at, reason }: Signed,
  before: unknown,
  after: unknown,
): number {
  const inserted = db
    .prepare(
      `insert into claim_decisions (figure_id, act, who, decided_at, reason, before, after)
       values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(figureId, act, who, at, reason ?? null, JSON.stringify(before), JSON.stringify(after))
  return Number(inserted.lastInsertRowid)
}

/** Accepts or rejects figures, all in one transaction; returns the decisions' ids. Unknown figures are passed over. */
export function judgeClaims(
  db: Db,
  { figureIds, act, ...signed }: Signed & { figureIds: number[]; act: VerdictAct },
): number[] {
  const status: ClaimStatus = act === 'accept' ? 'accepted' : 'rejected'
  return db
    .transaction(() => {
      const decisions = figureIds.flatMap((figureId) => {
        const before = readStanding(db, figureId)
        if (!before) return []
        const note = signed.reason ?? before.note
        db.prepare('update claims set status = ?, note = ? where id = ?').run(status, note, before.readingId)
        markDirty(db, [before.seriesKey])
        return [record(db, act, figureId, signed, before, { ...before, status, note })]
      })
      refeed(db, figureIds)
      return decisions
    })
    .immediate()
}

/** A person's reading of a figure stands beside the engine's and takes its place. */
export function fixClaim(
  db: Db,
  { figureId, claim, seriesKey, ...signed }: Signed & { figureId: number; claim: Claim; seriesKey: string },
): number | undefined {
  return db
    .transaction(() => {
      const before = readStanding(db, figureId)
      if (!before) return undefined
      const old = db
        .prepare(
          'select article_id as articleId, claim_key as key, version_number as version, gone_in as goneIn, sentence from claims where id = ?',
        )
        .get(before.readingId) as {
        articleId: number
        key: string
        version: number
        goneIn: number | null
        sentence: string
      }
      db.prepare('update claims set current = 0 where id = ?').run(before.readingId)
      const note = signed.reason ?? before.note
      const by = `person:${signed.who}`
      const readingId = insertReading(db, {
        ...old,
        seriesKey,
        claim,
        by,
        at: signed.at,
        status: 'corrected',
        figureId,
        note,
      })
      markDirty(db, [before.seriesKey, seriesKey])
      refeed(db, [figureId])
      const after: Standing = { readingId, status: 'corrected', note, seriesKey }
      return record(db, 'fix', figureId, signed, before, after)
    })
    .immediate()
}

/** A figure that a person found in an article's text. */
export function addClaim(
  db: Db,
  input: Signed & {
    articleId: number
    version: number
    claim: Claim
    sentence: string
    seriesKey: string
    key: string
  },
): number {
  return db
    .transaction(() => {
      const { articleId, version, claim, sentence, seriesKey, key, ...signed } = input
      const by = `person:${signed.who}`
      const readingId = insertReading(db, {
        articleId,
        version,
        claim,
        sentence,
        seriesKey,
        key,
        by,
        at: signed.at,
        status: 'accepted',
      })
      markDirty(db, [seriesKey])
      refeed(db, [readingId])
      record(db, 'add', readingId, signed, null, { readingId, status: 'accepted', note: null, seriesKey })
      return readingId
    })
    .immediate()
}

/** Rules that two figures are, or are not, related so; stands against whatever the rules say. */
export function ruleRelation(
  db: Db,
  ruling: Signed & { from: number; to: number; kind: string; holds: boolean },
): number {
  return db
    .transaction(() => {
      const { from, to, kind, holds, who, at, reason = '' } = ruling
      const before = readRuling(db, from, to, kind)
      const after: Ruling = { from, to, kind, reason, decidedBy: `person:${who}`, holds }
      writeRuling(db, after, at)
      dirtyFigures(db, [from, to])
      return record(db, holds ? 'relate' : 'unrelate', from, ruling, before, after)
    })
    .immediate()
}

function readRuling(db: Db, from: number, to: number, kind: string): Ruling {
  const row = db
    .prepare(
      `select from_id as "from", to_id as "to", kind, reason, decided_by as decidedBy, holds from claim_relations
       where from_id = ? and to_id = ? and kind = ?`,
    )
    .get(from, to, kind) as (Omit<NonNullable<Ruling>, 'holds'> & { holds: number }) | undefined
  return row ? { ...row, holds: row.holds === 1 } : null
}

function writeRuling(db: Db, ruling: NonNullable<Ruling>, at: string): void {
  db.prepare(
    `insert into claim_relations (from_id, to_id, kind, reason, decided_by, holds, decided_at)
     values (:from, :to, :kind, :reason, :decidedBy, :holds, :at)
     on conflict (from_id, to_id, kind) do update set reason = excluded.reason, decided_by = excluded.decided_by,
       holds = excluded.holds, decided_at = excluded.decided_at`,
  ).run({ ...ruling, holds: ruling.holds ? 1 : 0, at })
}

function dirtyFigures(db: Db, figureIds: number[]): void {
  const keys = db
    .prepare(
      'select distinct series_key from claims where current = 1 and figure_id in (select value from json_each(?)) order by 1',
    )
    .pluck()
    .all(JSON.stringify(figureIds)) as string[]
  markDirty(db, keys)
}

/** Takes a decision back, the newest of its figure first. Returns why not when it cannot be. */
export function undoClaimDecision(db: Db, id: number, at: string): 'undone' | 'missing' | 'not-newest' {
  return db
    .transaction(() => {
      const decision = readDecision(db, id)
      if (!decision || decision.undoneAt !== null) return 'missing'
      const newest = db
        .prepare('select max(id) from claim_decisions where figure_id = ? and undone_at is null')
        .pluck()
        .get(decision.figureId) as number
      if (newest !== id) return 'not-newest'
      if (decision.act === 'relate' || decision.act === 'unrelate') undoRuling(db, decision, at)
      else {
        undoStanding(db, decision)
        refeed(db, [decision.figureId])
      }
      db.prepare('update claim_decisions set undone_at = ? where id = ?').run(at, id)
      return 'undone'
    })
    .immediate()
}

function undoRuling(db: Db, decision: ClaimDecision, at: string): void {
  const after = decision.after as NonNullable<Ruling>
  db.prepare('delete from claim_relations where from_id = ? and to_id = ? and kind = ?').run(
    after.from,
    after.to,
    after.kind,
  )
  if (decision.before) writeRuling(db, decision.before as NonNullable<Ruling>, at)
  dirtyFigures(db, [after.from, after.to])
}

function undoStanding(db: Db, decision: ClaimDecision): void {
  const before = decision.before as Standing | null
  const after = decision.after as Standing
  db.prepare('update claims set current = 0 where figure_id = ?').run(decision.figureId)
  if (before)
    db.prepare('update claims set current = 1, status = ?, note = ? where id = ?').run(
      before.status,
      before.note,
      before.readingId,
    )
  markDirty(db, [after.seriesKey, ...(before ? [before.seriesKey] : [])])
}

const DECISION = `id, figure_id as figureId, act, who, decided_at as decidedAt, reason, before, after, undone_at as undoneAt`
type Columns = Omit<ClaimDecision, 'before' | 'after'> & { before: string; after: string }
const toDecision = (row: Columns): ClaimDecision => ({
  ...row,
  before: JSON.parse(row.before),
  after: JSON.parse(row.after),
})

export function readDecision(db: Db, id: number): ClaimDecision | undefined {
  const row = db.prepare(`select ${DECISION} from claim_decisions where id = ?`).get(id) as
    | Columns
    | undefined
  return row && toDecision(row)
}

/** Newest first; of some figures, or of all. */
export function listClaimDecisions(
  db: Db,
  { figureIds, limit, beforeId }: { figureIds?: number[]; limit: number; beforeId?: number },
): ClaimDecision[] {
  const rows = db
    .prepare(
      `select ${DECISION} from claim_decisions
       where (:ids is null or figure_id in (select value from json_each(:ids))) and (:before is null or id < :before)
       order by id desc limit :limit`,
    )
    .all({ ids: figureIds ? JSON.stringify(figureIds) : null, before: beforeId ?? null, limit }) as Columns[]
  return rows.map(toDecision)
}
