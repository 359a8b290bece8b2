// "Did you mean", and suggestions while somebody types: words of the archive's own vocabulary, headlines, tags and
// publications. MiniSearch holds these small things, never the texts. Built at first use, built anew beside the old
// when it is old, so that nobody waits for it twice.
import MiniSearch from 'minisearch'
import type { Topics } from '../model.ts'
import type { Store } from '../store/open.ts'
import { foldWord, hasSpacelessScript, indexableText } from '../text/words.ts'
import { editDistance, FIELDS } from './fields.ts'

const termsMax = 100_000
const titlesMax = 20_000 // the newest
const publicationsMax = 2_000
const staleAfterMs = 10 * 60_000
const piecesAtOnce = 500 // entries taken in before others get their turn
const suggestionsMax = 8
const lettersMin = 2

export type Suggestion = {
  kind: 'word' | 'tag' | 'publication' | 'article'
  label: string
  query?: string // the whole query with the suggestion in it
  url?: string // of an article
  count?: number
}

export type Suggestions = {
  /** The query with each unknown word replaced by its nearest known one; undefined when there is nothing better. */
  correct(query: string): Promise<string | undefined>
  /** The known words nearest to an unknown one, the likeliest first; none for a word that is known. */
  nearest(word: string, limit: number): Promise<string[]>
  /** What the query's last word may become, the likeliest first; headlines that fit its words. */
  complete(query: string): Promise<Suggestion[]>
}

type Source = Pick<Store, 'listTerms' | 'listSuggestables'>
type Known = { words: MiniSearch; counts: Map<string, number>; things: MiniSearch<Thing> }
type Thing = {
  id: string
  kind: 'tag' | 'publication' | 'article'
  label: string
  value: string
  count: number
}

export function openSuggestions(store: Source, topics?: Topics): Suggestions {
  let known: Promise<Known> | undefined
  let builtMs = 0
  const current = (): Promise<Known> => {
    if (!known || performance.now() - builtMs > staleAfterMs) {
      builtMs = performance.now()
      const before = known
      const fresh = readKnown(store, topics)
      if (before) void fresh.then(() => (known = fresh)).catch(() => {})
      else {
        known = fresh
        fresh.catch(() => (known = undefined))
      }
      return before ?? fresh
    }
    return known
  }
  return {
    nearest: async (word, limit) => nearestTerms(await current(), foldWord(word)).slice(0, limit),
    correct: async (query) => correctQuery(await current(), query),
    complete: async (query) => completeQuery(await current(), query),
  }
}

async function readKnown(store: Source, topics: Topics | undefined): Promise<Known> {
  const [terms, { titles, publications, tags }] = await Promise.all([
    store.listTerms({ limit: termsMax }),
    store.listSuggestables({ titles: titlesMax, publications: publicationsMax }),
  ])
  const words = new MiniSearch({
    idField: 'term',
    fields: ['term'],
    storeFields: [],
    tokenize: (term) => [term],
    processTerm: (term) => term,
  })
  await words.addAllAsync(terms, { chunkSize: piecesAtOnce })
  const labels = new Map(topics?.tags.map(({ id, label }) => [id, label]))
  const things = new MiniSearch<Thing>({
    fields: ['label', 'value'],
    storeFields: ['kind', 'label', 'value', 'count'],
    tokenize: (text) => splitWords(indexableText(text)),
    processTerm: foldWord,
  })
  await things.addAllAsync(
    [
      ...tags.map(
        ({ id, count }): Thing => ({
          id: `t${id}`,
          kind: 'tag',
          label: labels.get(id) ?? id,
          value: id,
          count,
        }),
      ),
      ...publications.map(
        ({ id, name, count }): Thing => ({
          id: `p${id}`,
          kind: 'publication',
          label: name,
          value: id,
          count,
        }),
      ),
      ...titles.map(
        ({ id, title }): Thing => ({
          id: `a${id}`,
          kind: 'article',
          label: title,
          value: String(id),
          count: 0,
        }),
      ),
    ],
    { chunkSize: piecesAtOnce },
  )
  return { words, counts: new Map(terms.map(({ term, documentCount }) => [term, documentCount])), things }
}

function splitWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean)
}

/** As the index has them; a run's closing single character may be the beginning of a pair there. */
function splitQuery(text: string): string[] {
  const words = splitWords(indexableText(text))
  return words.filter(
    (word, i) =>
      i === 0 || !hasSpacelessScript(word) || [...word].length > 1 || !hasSpacelessScript(words[i - 1]!),
  )
}

function correctQuery(known: Known, query: string): string | undefined {
  let changed = false
  const corrected = query.replace(/[\p{L}\p{M}]{4,40}(?![\p{L}\p{M}:*])/gu, (word) => {
    const better =
      hasSpacelessScript(word) || (FIELDS as readonly string[]).includes(word)
        ? undefined
        : nearestTerms(known, foldWord(word))[0]
    if (better === undefined) return word
    changed = true
    return better
  })
  return changed ? corrected : undefined
}

/** By edit distance, then by how many articles have it. None for a word that is known. */
function nearestTerms({ words, counts }: Known, word: string): string[] {
  if (counts.has(word)) return []
  return words
    .search(word, { fuzzy: 2, maxFuzzy: 2, prefix: false })
    .map(({ id }) => ({
      term: id as string,
      distance: editDistance(word, id as string),
      count: counts.get(id as string) ?? 0,
    }))
    .sort((a, b) => a.distance - b.distance || b.count - a.count)
    .map(({ term }) => term)
}

const ROOM: Record<Suggestion['kind'], number> = { word: 4, tag: 2, publication: 2, article: 3 }

function completeQuery(known: Known, query: string): Suggestion[] {
  const [, before, last] = /^(.*?)([\p{L}\p{M}\p{N}]*)$/su.exec(query)!
  const word = foldWord(last!)
  // Inside a phrase or right after a field's colon a word of the vocabulary still fits; a tag or a headline does not.
  const free = /(^|[\s(])$/.test(before!) && (before!.split('"').length - 1) % 2 === 0
  const isSpaceless = hasSpacelessScript(word)
  if (word.length < lettersMin && !isSpaceless) return []
  const rows: Suggestion[] = isSpaceless ? [] : completeWord(known, word, before!)
  if (free) rows.push(...completeThings(known, query, word, before!))
  return rows.slice(0, suggestionsMax)
}

const wordsLookedAtMax = 400

function completeWord({ words, counts }: Known, word: string, before: string): Suggestion[] {
  const found = words.search(word, { prefix: true, fuzzy: false }).slice(0, wordsLookedAtMax)
  const completed = found
    .map(({ id }) => ({ term: id as string, count: counts.get(id as string) ?? 0 }))
    .filter(({ term }) => term !== word)
    .sort((a, b) => b.count - a.count)
  const terms =
    completed.length > 0
      ? completed
      : nearestTerms({ words, counts } as Known, word).map((term) => ({ term, count: counts.get(term) ?? 0 }))
  return terms
    .slice(0, ROOM.word)
    .map(({ term, count }) => ({ kind: 'word', label: term, query: `${before}${term}`, count }))
}

function completeThings({ things }: Known, query: string, word: string, before: string): Suggestion[] {
  const rows: Suggestion[] = []
  const left = { ...ROOM }
  const take = (found: Iterable<unknown>, allowed: (kind: Thing['kind']) => boolean) => {
    for (const hit of found as Iterable<Thing & { id: string }>) {
      if (!allowed(hit.kind) || left[hit.kind] === 0) continue
      left[hit.kind]--
      rows.push(toSuggestion(hit, before))
    }
  }
  // Tags and publications complete the last word; headlines must fit all words.
  take(
    things.search(word, { prefix: true, tokenize: splitQuery, filter: ({ kind }) => kind !== 'article' }),
    (kind) => kind !== 'article',
  )
  take(
    things.search(query, {
      prefix: (_, i, all) => i === all.length - 1,
      combineWith: 'AND',
      tokenize: splitQuery,
      filter: ({ kind }) => kind === 'article',
    }),
    (kind) => kind === 'article',
  )
  return rows
}

function toSuggestion({ kind, label, value, count }: Thing, before: string): Suggestion {
  if (kind === 'article') return { kind, label, url: `/articles/${value}` }
  return { kind, label, query: `${before}${kind}:${value}`, count }
}
