// The full-text index: what an article's row in it is made of, the one way at ingest and at rebuilding.
// The index is contentless: its text is ours to feed, delete and feed again.

import type { Block } from '../model.ts'
import { indexableText } from '../text/words.ts'
import type { Db } from './database.ts'
import { dayTokens, EVERY_ARTICLE, type FilterField, filterToken } from './filter-tokens.ts'

const MS_A_DAY = 86_400_000
const SEQUENCES_A_DAY = 65_536 // of ids

/** What the index holds of an article. */
export type IndexedText = {
  id: number
  title: string
  text: string
  captions: string[]
  authors: string[]
  publicationId: string
  publicationName: string
  publicationNameZh?: string | null
  creditName?: string // absent without a credit
  kind: string
  country?: string | null
  language?: string | null
  sourceName: string
  firstSeenAt: string
  storyId: number | null
  numberChanged: boolean
  versionCount: number
  paywalled: boolean
  doi?: string | null
  tags: string[]
  figures: FigureTokens[]
}

/** Of an adoption figure that stands: on what, and where. */
type FigureTokens = { technology: string | null; places: string[] }

type IndexedRow = Record<'title' | 'authors' | 'kind' | 'blocks' | 'captions', string> &
  Record<'publicationId' | 'publicationName' | 'sourceName' | 'firstSeenAt', string> &
  Record<'publicationNameZh' | 'credit' | 'country' | 'language' | 'doi', string | null> &
  Record<'numberChanged' | 'versionCount' | 'paywalled', number>

/** Feeds an article's stored row to the index anew. Call inside a transaction, after everything else is in place. */
export function feedIndex(db: Db, id: number): void {
  // better-sqlite3 binds a number as REAL, which FTS5 silently does not take for a rowid range: always BigInt.
  db.prepare('delete from articles_fts where rowid = ?').run(BigInt(id))
  addToIndex(db, readIndexedText(db, id))
}

/**
 * Many of them, after the rows of all are in place. In the order of their ids: one that is less than the one before, like a
 * statement with a trigger in between, makes FTS5 write out what it holds, and each such piece is merged with others later.
 */
export function feedIndexAll(db: Db, ids: Iterable<number>): void {
  for (const id of [...ids].sort((a, b) => a - b)) feedIndex(db, id)
}

function readIndexedText(db: Db, id: number): IndexedText {
  const row = db
    .prepare(
      `select a.title, a.authors, a.publication_id as publicationId, a.publication_name as publicationName,
         a.publication_name_zh as publicationNameZh, a.credit, a.kind,
         a.country, a.language, a.source_name as sourceName, a.first_seen_at as firstSeenAt,
         a.number_changed as numberChanged, a.version_count as versionCount, a.paywalled, a.doi, b.blocks, a.captions
       from articles a join bodies b on b.article_id = a.id where a.id = ?`,
    )
    .get(id) as IndexedRow
  const { blocks, captions, authors, credit, ...rest } = row
  return {
    ...rest,
    id,
    storyId: readStoryId(db, id),
    text: textOf(blocks),
    captions: JSON.parse(captions) as string[],
    authors: JSON.parse(authors) as string[],
    ...(credit === null ? {} : { creditName: (JSON.parse(credit) as { name?: string }).name ?? '' }),
    numberChanged: row.numberChanged === 1,
    paywalled: row.paywalled === 1,
    tags: readTagIds(db, id),
    figures: readFigureTokens(db, id),
  }
}

function textOf(blocks: string): string {
  return (JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n')
}

/** Adds an article that the index does not hold yet: a new one, or one taken out before. Call inside a transaction. */
export function addToIndex(db: Db, article: IndexedText): void {
  const { title, text, captions, authors, publicationName, publicationNameZh, creditName } = article
  const names = [...authors, publicationName, publicationNameZh ?? '', creditName ?? ''].join('\n')
  db.prepare('insert into articles_fts (rowid, title, text, names, filters) values (?, ?, ?, ?, ?)').run(
    BigInt(article.id),
    indexableText(title),
    indexableText(`${text}\n${captions.join('\n')}`),
    indexableText(names),
    filterTokens(article).join(' '),
  )
}

/** One token for each value that can be asked for: `kind:journal`, `tag:risk/privacy` and its parent `tag:risk`. */
function filterTokens(row: IndexedText): string[] {
  const tokens = [
    EVERY_ARTICLE,
    tokenOf('publication', row.publicationId),
    tokenOf('source', row.sourceName),
    tokenOf('kind', row.kind),
    ...daysOf('published', dayOfId(row.id)),
    ...daysOf('seen', row.firstSeenAt),
  ]
  if (row.storyId !== null) tokens.push(filterToken('story', String(row.storyId)))
  if (row.country) tokens.push(tokenOf('country', row.country))
  if (row.language) {
    tokens.push(tokenOf('lang', row.language))
    if (row.language.includes('-')) tokens.push(tokenOf('lang', row.language.split('-')[0]!))
  }
  for (const tag of row.tags) {
    const parts = tag.split('/')
    for (let i = 1; i <= parts.length; i++) tokens.push(tokenOf('tag', parts.slice(0, i).join('/')))
  }
  if (row.figures.length > 0) tokens.push(tokenOf('has', 'figure'))
  for (const { technology, places } of row.figures) {
    if (technology) tokens.push(tokenOf('tech', technology))
    // A province lies in its country.
    for (const place of places.flatMap((code) => [code, code.split('-')[0]!]))
      tokens.push(tokenOf('place', place))
  }
  if (row.numberChanged) tokens.push(tokenOf('has', 'number-change'))
  if (row.versionCount > 1) tokens.push(tokenOf('has', 'edit'))
  if (row.creditName !== undefined) tokens.push(tokenOf('has', 'credit'))
  if (row.doi) tokens.push(tokenOf('has', 'doi'))
  if (row.paywalled) tokens.push(tokenOf('is', 'paywalled'))
  return [...new Set(tokens)]
}

/** Of publication as the id has it, which is what periods are compared with. */
function dayOfId(id: number): string {
  return new Date(Math.floor(id / SEQUENCES_A_DAY) * MS_A_DAY).toISOString()
}

export function readStoryId(db: Db, articleId: number): number | null {
  const id = db.prepare('select story_id from story_members where article_id = ?').pluck().get(articleId)
  return (id as number | undefined) ?? null
}

export function readTagIds(db: Db, articleId: number): string[] {
  return db
    .prepare('select tag_id from article_tags where article_id = ? and removed_at is null order by tag_id')
    .pluck()
    .all(articleId) as string[]
}

export function readFigureTokens(db: Db, articleId: number): FigureTokens[] {
  const rows = db
    .prepare(
      `select distinct technology, reading ->> '$.places' as places from claims
       where article_id = ? and current = 1 and withdrawn_at is null and status <> 'rejected' order by 1, 2`,
    )
    .all(articleId) as { technology: string | null; places: string }[]
  return rows.map(({ technology, places }) => ({ technology, places: JSON.parse(places) as string[] }))
}

const tokensKept = new Map<string, string>()
const tokensKeptMax = 10_000

/** Making a token costs a digest, and the same few hundred values come again and again. */
function tokenOf(field: FilterField, value: string): string {
  const key = `${field}:${value}`
  let token = tokensKept.get(key)
  if (token === undefined) {
    token = filterToken(field, value)
    if (tokensKept.size >= tokensKeptMax) tokensKept.clear()
    tokensKept.set(key, token)
  }
  return token
}

const daysKept = new Map<string, string[]>()

function daysOf(field: 'published' | 'seen', at: string): string[] {
  const key = `${field}:${at.slice(0, 10)}`
  let tokens = daysKept.get(key)
  if (tokens === undefined) {
    tokens = dayTokens(field, at)
    if (daysKept.size >= tokensKeptMax) daysKept.clear()
    daysKept.set(key, tokens)
  }
  return tokens
}
