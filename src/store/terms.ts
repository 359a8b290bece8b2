// The vocabulary for suggestions: every word of the archive with how many articles have it.
// Most words of an article are in thousands of others, and writing them all again costs more than its full-text row.
// So words are counted many articles at once, and frequent ones by a sample, which serves their order as well.

import type { Block } from '../model.ts'
import { foldWord, hasSpacelessScript } from '../text/words.ts'
import type { Db } from './database.ts'

const uncountedMax = 128 // articles whose words wait to be counted; counting them takes some 20 ms
const termLengthMax = 40 // characters; longer ones are addresses and base64
const TERM = /[\p{L}\p{M}]{3,}/gu
const exactCountMax = 64 // articles; a word in more of them is counted in one article of `sampledOneIn`, for as many
const sampledOneIn = 8
const frequentTermsMax = 200_000
const frequentReadEvery = 1_000 // articles
const SEQUENCES_A_DAY = 65_536

/** Notes that these new articles' words are to be counted, and counts when enough wait. Call inside a transaction. */
export function noteTexts(db: Db, ids: number[]): void {
  const note = db.prepare('insert into uncounted_texts (article_id) values (?)')
  for (const id of ids) note.run(id)
  const waiting = db.prepare('select count(*) from uncounted_texts').pluck().get() as number
  if (waiting >= uncountedMax) countTexts(db)
}

/** Counts the words that wait. Call inside a transaction. */
function countTexts(db: Db): void {
  const texts = readUncounted(db)
  const frequent = frequentTerms(db, texts.length)
  const counts = new Map<string, number>()
  for (const { id, text } of texts) {
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
  // In the order of the table: neighbours share a page.
  for (const term of [...counts.keys()].sort()) add.run(term, counts.get(term))
  db.prepare('delete from uncounted_texts').run()
}

function readUncounted(db: Db): { id: number; text: string }[] {
  const rows = db
    .prepare(
      `select a.id, a.title, b.blocks from uncounted_texts u join articles a on a.id = u.article_id
         join bodies b on b.article_id = a.id order by a.id`,
    )
    .all() as { id: number; title: string; blocks: string }[]
  return rows.map(({ id, title, blocks }) => ({
    id,
    text: `${title}\n${(JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n')}`,
  }))
}

function findTerms(text: string): Set<string> {
  const mixed = hasSpacelessScript(text)
  const terms = new Set<string>()
  for (const word of new Set(text.match(TERM)))
    if (word.length <= termLengthMax && !(mixed && hasSpacelessScript(word))) terms.add(foldWord(word))
  return terms
}

const frequentOf = new WeakMap<Db, { terms: Set<string>; articles: number }>()

/** Read at the first texts and again after some hundred: a word that became frequent meanwhile is merely counted exactly. */
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
  db.exec('delete from terms; delete from uncounted_texts')
  frequentOf.delete(db)
}

export type TermCount = { term: string; documentCount: number }

/** The vocabulary, most frequent first, the words that wait to be counted among them. */
export function listTerms(db: Db, { limit }: { limit: number }): TermCount[] {
  const listed = db
    .prepare(
      'select term, document_count as documentCount from terms order by document_count desc, term limit ?',
    )
    .all(limit) as TermCount[]
  const waiting = new Map<string, number>()
  for (const { text } of readUncounted(db))
    for (const term of findTerms(text)) waiting.set(term, (waiting.get(term) ?? 0) + 1)
  if (waiting.size === 0) return listed
  const counts = new Map(listed.map(({ term, documentCount }) => [term, documentCount]))
  const known = db.prepare('select document_count from terms where term = ?').pluck()
  for (const [term, more] of waiting) {
    const before = counts.get(term) ?? (known.get(term) as number | undefined) ?? 0
    counts.set(term, before + more)
  }
  return [...counts]
    .map(([term, documentCount]) => ({ term, documentCount }))
    .sort((a, b) => b.documentCount - a.documentCount || (a.term < b.term ? -1 : 1))
    .slice(0, limit)
}
