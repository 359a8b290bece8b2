// The full-text index and the vocabulary: what an article's row in them is made of, the one way at ingest and at
// rebuilding. The index is contentless: its text is ours to feed, delete and feed again.

import type { Block } from '../model.ts'
import { foldWord, hasSpacelessScript, indexableText } from '../text/words.ts'
import type { Db } from './database.ts'
import { EVERY_ARTICLE, filterToken } from './filter-tokens.ts'

type IndexedRow = {
  title: string
  authors: string
  publicationId: string
  publicationName: string
  publicationNameZh: string | null
  credit: string | null
  kind: string
  country: string | null
  language: string | null
  sourceName: string
  publishedOn: string
  numberChanged: number
  versionCount: number
  paywalled: number
  doi: string | null
  blocks: string
  captions: string
}

/** Feeds an article's row to the index anew. Call inside a transaction, after everything else is in place. */
export function feedIndex(db: Db, id: number): void {
  const row = db
    .prepare(
      `select a.title, a.authors, a.publication_id as publicationId, a.publication_name as publicationName,
         a.publication_name_zh as publicationNameZh, a.credit, a.kind,
         a.country, a.language, a.source_name as sourceName, a.published_on as publishedOn,
         a.number_changed as numberChanged, a.version_count as versionCount, a.paywalled, a.doi, b.blocks, a.captions
       from articles a join bodies b on b.article_id = a.id where a.id = ?`,
    )
    .get(id) as IndexedRow
  const tags = db
    .prepare('select tag_id from article_tags where article_id = ? and removed_at is null order by tag_id')
    .pluck()
    .all(id) as string[]
  const text = (JSON.parse(row.blocks) as Block[]).map((block) => block.text).join('\n')
  const captions = (JSON.parse(row.captions) as string[]).join('\n')
  const credit = row.credit ? ((JSON.parse(row.credit) as { name: string }).name ?? '') : ''
  const names = [
    ...(JSON.parse(row.authors) as string[]),
    row.publicationName,
    row.publicationNameZh ?? '',
    credit,
  ].join('\n')
  // better-sqlite3 binds a number as REAL, which FTS5 silently does not take for a rowid range: always BigInt.
  const rowid = BigInt(id)
  db.prepare('delete from articles_fts where rowid = ?').run(rowid)
  db.prepare('insert into articles_fts (rowid, title, text, names, filters) values (?, ?, ?, ?, ?)').run(
    rowid,
    indexableText(row.title),
    indexableText(`${text}\n${captions}`),
    indexableText(names),
    filterTokens(row, tags).join(' '),
  )
}

/** One token for each value that can be asked for: `kind:journal`, `tag:risk/privacy` and its parent `tag:risk`. */
function filterTokens(row: IndexedRow, tags: string[]): string[] {
  const tokens = [
    EVERY_ARTICLE,
    filterToken('publication', row.publicationId),
    filterToken('source', row.sourceName),
    filterToken('kind', row.kind),
    filterToken('month', row.publishedOn.slice(0, 7)),
  ]
  if (row.country) tokens.push(filterToken('country', row.country))
  if (row.language) {
    tokens.push(filterToken('lang', row.language))
    if (row.language.includes('-')) tokens.push(filterToken('lang', row.language.split('-')[0]!))
  }
  for (const tag of tags) {
    const parts = tag.split('/')
    for (let i = 1; i <= parts.length; i++) tokens.push(filterToken('tag', parts.slice(0, i).join('/')))
  }
  if (row.numberChanged) tokens.push(filterToken('has', 'number-change'))
  if (row.versionCount > 1) tokens.push(filterToken('has', 'edit'))
  if (row.credit) tokens.push(filterToken('has', 'credit'))
  if (row.doi) tokens.push(filterToken('has', 'doi'))
  if (row.paywalled) tokens.push(filterToken('is', 'paywalled'))
  return [...new Set(tokens)]
}

const termLengthMax = 40 // characters; longer ones are addresses and base64
const TERM = /[\p{L}\p{M}]{3,}/gu
const exactCountMax = 64 // articles; a word in more of them is counted in one article of `sampledOneIn`, for as many
const sampledOneIn = 8
const frequentTermsMax = 200_000
const frequentReadEvery = 1_000 // articles
const SEQUENCES_A_DAY = 65_536

/**
 * Counts the words of new texts into the vocabulary (spaceless scripts have none). Call inside a transaction.
 * Most words of an article are in thousands of others, and writing them all again costs more than its full-text row:
 * so frequent words are counted by a sample, which serves their order among suggestions as well.
 */
export function addTerms(db: Db, articles: { id: number; text: string }[]): void {
  const frequent = frequentTerms(db, articles.length)
  const counts = new Map<string, number>()
  for (const { id, text } of articles) {
    const sampled = (Math.floor(id / SEQUENCES_A_DAY) + id) % sampledOneIn === 0 // day + sequence: both take turns
    for (const term of findTerms(text)) {
      const weight = !frequent.has(term) ? 1 : sampled ? sampledOneIn : 0
      if (weight > 0) counts.set(term, (counts.get(term) ?? 0) + weight)
    }
  }
  const add = db.prepare(
    `insert into terms (term, document_count) values (?, ?)
     on conflict (term) do update set document_count = document_count + excluded.document_count`,
  )
  for (const [term, count] of counts) add.run(term, count)
}

function findTerms(text: string): Set<string> {
  const mixed = hasSpacelessScript(text)
  const terms = new Set<string>()
  for (const [word] of text.matchAll(TERM))
    if (word.length <= termLengthMax && !(mixed && hasSpacelessScript(word))) terms.add(foldWord(word))
  return terms
}

const frequentOf = new WeakMap<Db, { terms: Set<string>; articles: number }>()

/** Read at the first article and again after some hundred: a word that became frequent meanwhile is merely counted exactly. */
function frequentTerms(db: Db, articles: number): Set<string> {
  const known = frequentOf.get(db)
  if (known && known.articles < frequentReadEvery) {
    known.articles += articles
    return known.terms
  }
  const terms = db
    .prepare('select term from terms where document_count >= ? order by term limit ?')
    .pluck()
    .all(exactCountMax, frequentTermsMax) as string[]
  frequentOf.set(db, { terms: new Set(terms), articles })
  return frequentOf.get(db)!.terms
}

/** Before a rebuild: all words are new again. */
export function forgetTerms(db: Db): void {
  db.exec('delete from terms')
  frequentOf.delete(db)
}
