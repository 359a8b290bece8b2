// The texts of all articles for reading their figures again, and lists of figures for commands and digests.
import type { Block, ClaimStatus, PublicationKind } from '../model.ts'
import { type ClaimReading, type ClaimRow, listFigures, saveClaims } from './claims.ts'
import type { Db } from './database.ts'
import { feedIndexAll } from './index-rows.ts'

/** As much of an article as its figures are read from. */
export type ClaimText = {
  articleId: number
  title: string
  text: string
  textHash: string
  language: string | null
  publishedOn: string
  kind: PublicationKind
  publication: string // its name
  country: string | null
  doi: string | null
}

/** A page of articles in the order of their ids, after `afterId`. */
export function listClaimTexts(db: Db, { afterId, limit }: { afterId: number; limit: number }): ClaimText[] {
  const rows = db
    .prepare(
      `select a.id as articleId, a.title, b.blocks, a.text_hash as textHash, a.language, a.published_on as publishedOn,
         a.kind, a.publication_name as publication, a.country, a.doi
       from articles a join bodies b on b.article_id = a.id where a.id > :afterId order by a.id limit :limit`,
    )
    .all({ afterId, limit }) as (Omit<ClaimText, 'text'> & { blocks: string })[]
  return rows.map(({ blocks, ...row }) => ({
    ...row,
    text: (JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n'),
  }))
}

/** Figures of texts that were read again, all in one transaction. Returns how many articles read differently. */
export function saveRereadClaims(
  db: Db,
  articles: { articleId: number; text: string; textHash: string; claims: ClaimReading }[],
  at: string,
): number {
  const number = db
    .prepare(
      `select max(v.number) from articles a join versions v on v.article_id = a.id where a.id = ? and a.text_hash = ?`,
    )
    .pluck()
  return db
    .transaction(() => {
      const changed: number[] = []
      for (const { articleId, text, textHash, claims } of articles) {
        const version = number.get(articleId, textHash) as number | null
        // Edited since it was read: the crawl has read the new text with the same rules.
        if (version === null) continue
        if (!saveClaims(db, articleId, { number: version, text }, claims, at)) continue
        changed.push(articleId)
      }
      feedIndexAll(db, changed)
      return changed.length
    })
    .immediate()
}

/** Standing figures, newest first, of one status or all; `beforeId` is the last one of the page before. */
export function listClaims(
  db: Db,
  { status, limit, beforeId }: { status?: ClaimStatus; limit: number; beforeId?: number },
): { claims: ClaimRow[]; count: number } {
  const where = 'current = 1 and withdrawn_at is null and (:status is null or status = :status)'
  const values = { status: status ?? null }
  const ids = db
    .prepare(
      `select figure_id from claims where ${where} and (:before is null or figure_id < :before) order by figure_id desc limit :limit`,
    )
    .pluck()
    .all({ ...values, before: beforeId ?? null, limit }) as number[]
  const count = db.prepare(`select count(*) from claims where ${where}`).pluck().get(values) as number
  return { claims: listFigures(db, ids).reverse(), count }
}

export type Correction = {
  at: string // when the new figure was first read, or a person said so
  reason: string
  decidedBy: string
  figure: ClaimRow
  corrected: ClaimRow
}

/** Figures that correct others, since a time, oldest first: what a reader of the old one should be told. */
export function listCorrections(db: Db, { since, limit }: { since: string; limit: number }): Correction[] {
  // A rule's relation is written anew whenever its series settles; the figure is as old as its first reading.
  const rows = db
    .prepare(
      `select * from (
         select r.from_id as fromId, r.to_id as toId, r.reason, r.decided_by as decidedBy,
           case r.decided_by when 'rule' then f.made_at else r.decided_at end as at
         from claim_relations r join claims f on f.id = r.from_id where r.kind = 'corrects' and r.holds = 1)
       where at >= :since order by at, fromId, toId limit :limit`,
    )
    .all({ since, limit }) as {
    fromId: number
    toId: number
    reason: string
    decidedBy: string
    at: string
  }[]
  const figures = new Map(
    listFigures(
      db,
      rows.flatMap(({ fromId, toId }) => [fromId, toId]),
    ).map((figure) => [figure.id, figure]),
  )
  return rows.flatMap(({ fromId, toId, ...row }) => {
    const [figure, corrected] = [figures.get(fromId), figures.get(toId)]
    return figure && corrected && figure.status !== 'rejected' ? [{ ...row, figure, corrected }] : []
  })
}
