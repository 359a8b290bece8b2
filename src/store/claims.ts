// Claims beside their articles: readings are added and never edited, what a person decided outlives every re-run, and
// a series is marked dirty in the same transaction as the claim that changed it.
import type { Claim, ClaimStatus } from '../model.ts'
import { type FoundReading, loseModelReading, replaceReading, reviseModelReading } from './claim-models.ts'
import { insertReading, type KnownReading, markDirty, sameButPlace } from './claim-rows.ts'
import type { Db } from './database.ts'

/** What the engine found in one text, with the series each figure belongs to. */
export type ReadClaim = { claim: Claim; seriesKey: string }
export type ClaimReading = { by: string; found: ReadClaim[] } // by: "engine:NAME VERSION"

/** A figure as the pages show it: its current reading, its article, its history's newest word. */
export type ClaimRow = {
  id: number // of the figure
  readingId: number
  articleId: number
  versionNumber: number
  goneIn: number | null
  seriesKey: string
  reading: Claim
  sentence: string // that holds the quote; it begins at reading.sentenceStart
  status: ClaimStatus
  madeBy: string
  madeAt: string
  note: string | null
  articleTitle: string
  url: string
  publicationId: string
  publicationName: string
  kind: string
  language: string | null
  publishedAt: string
  publishedOn: string
  storyId: number
  copyGroupId: number | null
  isOriginal: boolean
  originalName: string | null
  copyCount: number
}

/**
 * Inside the transaction that writes the article's text: the figures of this version. Known ones stay; a reading that
 * differs replaces an undecided one; what is no longer in the text says so; what the engine no longer finds is withdrawn.
 * Returns whether any figure is not what it was.
 */
export function saveClaims(
  db: Db,
  articleId: number,
  version: { number: number; text: string },
  { by, found }: ClaimReading,
  at: string,
): boolean {
  const known = db
    .prepare(
      `select c.id, c.figure_id as figureId, c.claim_key as claimKey, c.series_key as seriesKey, c.reading, c.status,
         c.made_by as madeBy, c.gone_in as goneIn, c.withdrawn_at as withdrawnAt, c.note,
         exists (select 1 from claim_decisions d where d.figure_id = c.figure_id and d.undone_at is null) as decided
       from claims c where c.article_id = ? and c.current = 1 order by c.id`,
    )
    .all(articleId) as KnownReading[]
  if (known.length === 0 && found.length === 0) return false
  const byKey = new Map(known.map((claim) => [claim.claimKey, claim]))
  const seen = new Set<string>()
  const touched = new Set<string>()
  for (const { key, claim, seriesKey } of keyed(found)) {
    seen.add(key)
    const old = byKey.get(key)
    const sentence = version.text.slice(claim.sentenceStart, claim.sentenceEnd)
    if (!old) {
      insertReading(db, { articleId, key, seriesKey, claim, sentence, by, at, version: version.number })
      touched.add(seriesKey)
    } else if (reviveOrReplace(db, old, { claim, seriesKey, sentence, by, at })) {
      touched.add(seriesKey).add(old.seriesKey)
    }
  }
  const leave = db.prepare('update claims set gone_in = ? where id = ?')
  const withdraw = db.prepare('update claims set withdrawn_at = ? where id = ?')
  for (const old of known) {
    if (seen.has(old.claimKey)) continue
    const { quote } = JSON.parse(old.reading) as Claim
    const gone = !version.text.includes(quote)
    // The publisher took it out: it was said, and stays on record. Else the engine has learnt better.
    if (gone && old.goneIn === null) leave.run(version.number, old.id)
    else if (gone || old.decided || old.withdrawnAt !== null) continue
    else if (old.madeBy.startsWith('person:')) continue
    else {
      const lost = old.madeBy.startsWith('model:') ? loseModelReading(db, old) : 'withdraw'
      if (lost === 'nothing') continue
      if (lost === 'withdraw') withdraw.run(at, old.id)
    }
    touched.add(old.seriesKey)
  }
  markDirty(db, touched)
  return touched.size > 0
}

/** "count|at least 300 hospitals|0": what is said and which of its occurrences; offsets move when a text is edited. */
function keyed(found: ReadClaim[]): (ReadClaim & { key: string })[] {
  const times = new Map<string, number>()
  return found.map((one) => {
    const words = `${one.claim.measure}|${one.claim.quote.replace(/\s+/g, ' ').toLowerCase()}`
    const time = times.get(words) ?? 0
    times.set(words, time + 1)
    return { ...one, key: `${words}|${time}` }
  })
}

/** A known figure was found again. Returns whether anything about it changed. */
function reviveOrReplace(db: Db, old: KnownReading, found: FoundReading): boolean {
  const { claim, sentence } = found
  const same = old.reading === JSON.stringify(claim)
  const revived = old.goneIn !== null || old.withdrawnAt !== null
  if (revived) db.prepare('update claims set gone_in = null, withdrawn_at = null where id = ?').run(old.id)
  if (same || old.decided || old.madeBy.startsWith('person:')) return revived
  if (old.madeBy.startsWith('model:')) return reviseModelReading(db, old, found) || revived
  if (sameButPlace(JSON.parse(old.reading) as Claim, claim)) {
    // Text before it was added or cut: the figure only moved.
    db.prepare('update claims set reading = ?, sentence = ? where id = ?').run(
      JSON.stringify(claim),
      sentence,
      old.id,
    )
    return revived
  }
  // Once a second engine has disagreed, a person decides, however sure the rules have become.
  const disputed = old.note === null ? {} : { status: 'needs_review' as const, note: old.note }
  replaceReading(db, old, { ...found, ...disputed })
  return true
}

const CLAIM = `c.figure_id as id, c.id as readingId, c.article_id as articleId, c.version_number as versionNumber, c.gone_in as goneIn,
  c.series_key as seriesKey, c.reading, c.sentence, c.status, c.made_by as madeBy, c.made_at as madeAt, c.note,
  a.title as articleTitle, a.canonical_url as url, a.publication_id as publicationId, a.publication_name as publicationName,
  a.kind, a.language, a.published_at as publishedAt, a.published_on as publishedOn, m.story_id as storyId,
  k.group_id as copyGroupId, coalesce(g.original_id = a.id, 1) as isOriginal, o.publication_name as originalName,
  max(0, (select count(*) from copy_members cc where cc.group_id = k.group_id) - 1) as copyCount`
const CLAIM_FROM = `claims c join articles a on a.id = c.article_id join story_members m on m.article_id = a.id
  left join copy_members k on k.article_id = a.id left join copy_groups g on g.id = k.group_id
  left join articles o on o.id = g.original_id`
const STANDING = 'c.current = 1 and c.withdrawn_at is null'

type Columns = Omit<ClaimRow, 'reading' | 'isOriginal'> & { reading: string; isOriginal: number }

function toRow({ reading, isOriginal, ...row }: Columns): ClaimRow {
  return { ...row, reading: JSON.parse(reading) as Claim, isOriginal: isOriginal === 1 }
}

const claimsPerSeriesMax = 2_000
const claimsPerArticleMax = 500

/** Every standing figure of a series, rejected ones included, oldest article first. */
export function listSeriesClaims(db: Db, key: string): ClaimRow[] {
  const rows = db
    .prepare(
      `select ${CLAIM} from ${CLAIM_FROM} where c.series_key = ? and ${STANDING} order by a.published_at, c.id limit ${claimsPerSeriesMax}`,
    )
    .all(key) as Columns[]
  return rows.map(toRow)
}

export function listArticleClaims(db: Db, articleId: number): ClaimRow[] {
  const rows = db
    .prepare(
      `select ${CLAIM} from ${CLAIM_FROM} where c.article_id = ? and ${STANDING} order by c.id limit ${claimsPerArticleMax}`,
    )
    .all(articleId) as Columns[]
  return rows.map(toRow)
}

/** Figures of all articles of these stories: what a retelling may have drifted from. */
export function listStoryClaims(db: Db, storyIds: number[]): ClaimRow[] {
  const rows = db
    .prepare(
      `select ${CLAIM} from ${CLAIM_FROM} where m.story_id in (select value from json_each(?)) and ${STANDING}
       order by a.published_at, c.id limit ${claimsPerSeriesMax}`,
    )
    .all(JSON.stringify(storyIds)) as Columns[]
  return rows.map(toRow)
}

/** Figures by their ids, in no particular number of readings: the current one each. */
export function listFigures(db: Db, ids: number[]): ClaimRow[] {
  const rows = db
    .prepare(
      `select ${CLAIM} from ${CLAIM_FROM} where c.figure_id in (select value from json_each(?)) and c.current = 1 order by c.figure_id`,
    )
    .all(JSON.stringify(ids)) as Columns[]
  return rows.map(toRow)
}

/** Every reading of one figure, oldest first: what it was read as, by whom, when. */
export function listReadings(db: Db, figureId: number): ClaimRow[] {
  const rows = db
    .prepare(`select ${CLAIM} from ${CLAIM_FROM} where c.figure_id = ? order by c.id`)
    .all(figureId) as Columns[]
  return rows.map(toRow)
}
