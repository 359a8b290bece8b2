// A second engine's readings beside the rules': it was asked about one reading of theirs (its base), and its word counts
// for as long as the rules read the figure so. Where the two disagree neither wins in silence: a person is asked.
import type { Claim } from '../model.ts'
import { insertReading, type KnownReading, markDirty, type NewReading, sameButPlace } from './claim-rows.ts'
import type { Db } from './database.ts'
import { feedIndex } from './index-rows.ts'

export type FoundReading = Pick<NewReading, 'claim' | 'seriesKey' | 'sentence' | 'by' | 'at'>

/** A second engine's reading of a figure that nobody has decided; the rules' own stays as history. */
export function saveModelReading(
  db: Db,
  reading: { figureId: number; claim: Claim; seriesKey: string; by: string; at: string },
): boolean {
  return db
    .transaction(() => {
      const old = db
        .prepare(
          `select id, article_id as articleId, claim_key as key, version_number as version, gone_in as goneIn, sentence,
             series_key as seriesKey from claims c where figure_id = ? and current = 1 and made_by like 'engine:%'
             and not exists (select 1 from claim_decisions d where d.figure_id = c.figure_id and d.undone_at is null)`,
        )
        .get(reading.figureId) as
        | (Pick<NewReading, 'articleId' | 'key' | 'version' | 'sentence' | 'seriesKey'> & {
            id: number
            goneIn: number | null
          })
        | undefined
      if (!old) return false
      db.prepare('update claims set current = 0 where id = ?').run(old.id)
      insertReading(db, { ...old, ...reading })
      markDirty(db, [old.seriesKey, reading.seriesKey])
      feedIndex(db, old.articleId)
      return true
    })
    .immediate()
}

/** What the second engine was asked about; the rest (reasons, attribution, place in the text) is the rules' alone. */
const ASKED = [
  'measure',
  'value',
  'valueMax',
  'qualifier',
  'unit',
  'technology',
  'places',
  'asOf',
  'stage',
  'modality',
  'polarity',
  'accumulation',
] as const

const sameFigure = (a: Claim, b: Claim) => ASKED.every((field) => String(a[field]) === String(b[field]))

const LOST = 'the rules no longer read a figure here, the second engine did'

/**
 * The rules were run again over a figure whose reading is the second engine's. Where they read it as they did when it
 * was asked, its word stays; where they have changed their mind, theirs is the reading, and it waits for a person if
 * the second engine had said otherwise. Returns whether anything changed but its place in the text.
 */
export function reviseModelReading(db: Db, old: KnownReading, found: FoundReading): boolean {
  const model = JSON.parse(old.reading) as Claim
  const base = readBase(db, old.figureId)
  const { claim } = found
  const refound = old.note === LOST
  if (refound) db.prepare('update claims set status = ?, note = null where id = ?').run(model.status, old.id)
  if (!base || !sameFigure(base.claim, claim)) {
    replaceReading(db, old, {
      ...found,
      ...(hasOwnWord(model, base?.claim) && !sameFigure(model, claim)
        ? {
            status: 'needs_review' as const,
            note: `${old.madeBy.slice('model:'.length)} had read it otherwise`,
          }
        : {}),
    })
    return true
  }
  if (JSON.stringify(base.claim) === JSON.stringify(claim)) return refound
  const rebased = rebase(model, base.claim, claim)
  if (sameButPlace(base.claim, claim)) {
    const move = db.prepare('update claims set reading = ?, sentence = ? where id = ?')
    move.run(JSON.stringify(claim), found.sentence, base.id)
    move.run(JSON.stringify(rebased), found.sentence, old.id)
    return refound
  }
  // The same figure by other reasons: both are written down anew, and the second engine's stays the current one.
  replaceReading(db, old, found)
  const again = { ...old, id: currentId(db, old.figureId), note: null }
  const { made_at: at } = db.prepare('select made_at from claims where id = ?').get(old.id) as {
    made_at: string
  }
  replaceReading(db, again, { ...found, claim: rebased, seriesKey: old.seriesKey, by: old.madeBy, at })
  return true
}

/**
 * The rules no longer find a figure that the second engine read. If it had only failed to help, its reading goes with
 * theirs; if it stood by the figure, that is for a person.
 */
export function loseModelReading(db: Db, old: KnownReading): 'withdraw' | 'review' | 'nothing' {
  if (old.note === LOST) return 'nothing'
  if (!hasOwnWord(JSON.parse(old.reading) as Claim, readBase(db, old.figureId)?.claim)) return 'withdraw'
  db.prepare(`update claims set status = 'needs_review', note = ? where id = ?`).run(LOST, old.id)
  return 'review'
}

/** Puts a reading in the place of a figure's current one, which stays as history. */
export function replaceReading(
  db: Db,
  old: Pick<KnownReading, 'id' | 'figureId' | 'claimKey'>,
  reading: FoundReading & Pick<NewReading, 'status' | 'note'>,
): void {
  const row = db
    .prepare(
      'select article_id as articleId, version_number as version, gone_in as goneIn from claims where id = ?',
    )
    .get(old.id) as Pick<NewReading, 'articleId' | 'version' | 'goneIn'>
  db.prepare('update claims set current = 0 where id = ?').run(old.id)
  insertReading(db, { ...row, ...reading, key: old.claimKey, figureId: old.figureId })
}

/** Agreed with the rules, or read something else; not so when it found no figure or was not believed. */
function hasOwnWord(model: Claim, base: Claim | undefined): boolean {
  return model.status === 'auto' || base === undefined || !sameFigure(model, base)
}

function readBase(db: Db, figureId: number): { id: number; claim: Claim } | undefined {
  const row = db
    .prepare(
      `select id, reading from claims where figure_id = ? and made_by like 'engine:%' order by id desc limit 1`,
    )
    .get(figureId) as { id: number; reading: string } | undefined
  return row && { id: row.id, claim: JSON.parse(row.reading) as Claim }
}

const currentId = (db: Db, figureId: number) =>
  db.prepare('select id from claims where figure_id = ? and current = 1').pluck().get(figureId) as number

const OWN_FIELDS = new Set(['reasons', 'status', 'confidence'])

/** What the second engine changed of the old base, changed in the new one; reasons and place are the new one's. */
function rebase(model: Claim, base: Claim, claim: Claim): Claim {
  const [said, from, onto] = [model, base, claim] as unknown as Record<string, unknown>[]
  const changed: Record<string, unknown> = { ...onto }
  for (const field of new Set([...Object.keys(said!), ...Object.keys(from!)])) {
    if (OWN_FIELDS.has(field) || JSON.stringify(said![field]) === JSON.stringify(from![field])) continue
    if (said![field] === undefined) delete changed[field]
    else changed[field] = said![field]
  }
  const { status, confidence } = model
  return {
    ...(changed as Claim),
    status,
    confidence: status === 'auto' ? Math.max(confidence, claim.confidence) : claim.confidence,
    reasons: [...claim.reasons, ...model.reasons.filter((reason) => reason.field === 'second engine')],
  }
}
