// "Did you mean", and suggestions while somebody types: words of the archive's own vocabulary, headlines, tags and
// publications. MiniSearch holds these small things, never the texts. Built at first use, built anew beside the old
// when it is old, so that nobody waits for it twice.
import MiniSearch from 'minisearch'
import SearchableMap from 'minisearch/SearchableMap'
import type { Topics } from '../model.ts'
import type { Store } from '../store/open.ts'
import { foldWord, hasSpacelessScript, indexableText } from '../text/words.ts'
import { editDistance, FIELDS } from './fields.ts'

const termsMax = 100_000
const titlesMax = 10_000 // the newest
const publicationsMax = 2_000
const staleAfterMs = 10 * 60_000
const piecesAtOnce = 500 // entries taken in before others get their turn
const suggestionsMax = 8
const lettersMin = 2
const editsMax = 2
const waitMsMax = 1_000
const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms))

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
type Known = {
  words: SearchableMap<number> // for slips of the pen: how many articles have the word
  counts: Map<string, number>
  terms: string[] // sorted: the words with a beginning stand together
  places: MiniSearch<Thing> // tags and publications
  titles: MiniSearch<Thing>
  titleTerms: { terms: string[]; counts: Map<string, number> }
}
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
    // Nobody waits for the first building: the next letter may find it done.
    complete: async (query) => {
      const built = await Promise.race([current(), pause(waitMsMax)])
      return built ? completeQuery(built, query) : []
    },
  }
}

async function readKnown(store: Source, topics: Topics | undefined): Promise<Known> {
  const [terms, { titles, publications, tags }] = await Promise.all([
    store.listTerms({ limit: termsMax }),
    store.listSuggestables({ titles: titlesMax, publications: publicationsMax }),
  ])
  const words = await mapTerms(terms)
  const labels = new Map(topics?.tags.map(({ id, label }) => [id, label]))
  const places = makeIndex()
  await places.addAllAsync(
    [
      ...tags.map(({ id, count }): Thing => {
        return { id: `t${id}`, kind: 'tag', label: labels.get(id) ?? id, value: id, count }
      }),
      ...publications.map(({ id, name, count }): Thing => {
        return { id: `p${id}`, kind: 'publication', label: name, value: id, count }
      }),
    ],
    { chunkSize: piecesAtOnce },
  )
  const ofTitles = makeIndex()
  await ofTitles.addAllAsync(
    titles.map(({ id, title }): Thing => {
      return { id: `a${id}`, kind: 'article', label: title, value: String(id), count: 0 }
    }),
    { chunkSize: piecesAtOnce },
  )
  return {
    words,
    counts: new Map(terms.map(({ term, documentCount }) => [term, documentCount])),
    terms: terms.map(({ term }) => term).sort(),
    places,
    titles: ofTitles,
    titleTerms: countTitleTerms(titles),
  }
}

/** The radix tree that MiniSearch itself looks words up in: a whole index of one-word documents takes five times the memory. */
async function mapTerms(terms: { term: string; documentCount: number }[]): Promise<SearchableMap<number>> {
  const words = new SearchableMap<number>()
  for (const [i, { term, documentCount }] of terms.entries()) {
    words.set(term, documentCount)
    if (i % piecesAtOnce === 0) await pause(0)
  }
  return words
}

function makeIndex(): MiniSearch<Thing> {
  return new MiniSearch<Thing>({
    fields: ['label', 'value'],
    storeFields: ['kind', 'label', 'value', 'count'],
    tokenize: (text) => splitWords(indexableText(text)),
    processTerm: foldWord,
  })
}

function countTitleTerms(titles: { title: string }[]): Known['titleTerms'] {
  const counts = new Map<string, number>()
  for (const { title } of titles)
    for (const word of new Set(splitWords(indexableText(title)).map(foldWord)))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  return { terms: [...counts.keys()].sort(), counts }
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
  const corrected = query.replace(
    /(?<![\p{L}\p{M}\p{N}:/-])[\p{L}\p{M}]{4,40}(?![\p{L}\p{M}:*])/gu,
    (word) => {
      const better =
        hasSpacelessScript(word) || (FIELDS as readonly string[]).includes(word)
          ? undefined
          : nearestTerms(known, foldWord(word))[0]
      if (better === undefined) return word
      changed = true
      return better
    },
  )
  return changed ? corrected : undefined
}

/** By edit distance, then by how many articles have it. None for a word that is known. */
function nearestTerms({ words, counts }: Pick<Known, 'words' | 'counts'>, word: string): string[] {
  if (counts.has(word)) return []
  return [...words.fuzzyGet(word, editsMax)]
    .map(([term, [count]]) => ({ term, distance: editDistance(word, term), count }))
    .sort((a, b) => a.distance - b.distance || b.count - a.count)
    .map(({ term }) => term)
}

const ROOM: Record<Suggestion['kind'], number> = { word: 4, tag: 2, publication: 2, article: 3 }

function completeQuery(known: Known, query: string): Suggestion[] {
  const [, before, last] = /^(.*?)([\p{L}\p{M}\p{N}]*)$/su.exec(query)!
  const word = foldWord(last!)
  const isSpaceless = hasSpacelessScript(word)
  if (word.length < lettersMin && !isSpaceless) return []
  // Inside a phrase or right after a field's colon a word still fits; a tag or a headline does not.
  const free = /(^|[\s(])$/.test(before!) && (before!.split('"').length - 1) % 2 === 0
  const words = isSpaceless ? [] : completeWord(known, word, before!)
  const things = free ? [...completePlace(known, word, before!), ...completeTitle(known, query)] : []
  if (words.length + things.length > 0 || isSpaceless) return [...words, ...things].slice(0, suggestionsMax)
  const slips = nearestTerms(known, word).slice(0, ROOM.word)
  return slips.map((term) => toWord(known, term, before!))
}

function toWord({ counts }: Known, term: string, before: string): Suggestion {
  return { kind: 'word', label: term, query: `${before}${term}`, count: counts.get(term) ?? 0 }
}

/** The most frequent words with this beginning. */
function completeWord(known: Known, word: string, before: string): Suggestion[] {
  const [from, to] = rangeOf(known.terms, word)
  const best: string[] = []
  const countOf = (term: string) => known.counts.get(term)!
  for (let i = from; i < to; i++) {
    const term = known.terms[i]!
    if (term === word || (best.length === ROOM.word && countOf(term) <= countOf(best.at(-1)!))) continue
    best.push(term)
    best.sort((a, b) => countOf(b) - countOf(a))
    best.length = Math.min(best.length, ROOM.word)
  }
  return best.map((term) => toWord(known, term, before))
}

/** Where in a sorted list the words with a beginning stand: [from, to). */
function rangeOf(sorted: string[], beginning: string): [number, number] {
  const find = (text: string) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < text) low = middle + 1
      else high = middle
    }
    return low
  }
  return [find(beginning), find(`${beginning}\uffff`)]
}

function completePlace({ places }: Known, word: string, before: string): Suggestion[] {
  const left = { ...ROOM }
  const rows: Suggestion[] = []
  for (const hit of places.search(word, { prefix: true, tokenize: splitQuery })) {
    const { kind, label, value, count } = hit as unknown as Thing
    if (left[kind]-- > 0) rows.push({ kind, label, query: `${before}${kind}:${value}`, count })
  }
  return rows
}

const titlesOfWordMax = 300 // headlines; a more frequent word is only looked for in what the others find
const titlesReadMax = 200

/** Headlines with all words of the query, the last as a beginning; asked for by its rarer words. */
function completeTitle({ titles, titleTerms }: Known, query: string): Suggestion[] {
  const words = splitQuery(query).map(foldWord)
  const rare = words.filter((word, i) => {
    const count =
      i === words.length - 1 ? countBeginning(titleTerms, word) : (titleTerms.counts.get(word) ?? 0)
    return count <= titlesOfWordMax
  })
  if (rare.length === 0) return []
  const last = words.at(-1)
  return titles
    .search(rare.join(' '), {
      prefix: (word) => word === last,
      combineWith: 'AND',
      tokenize: (text) => text.split(' '),
    })
    .slice(0, titlesReadMax)
    .filter(({ label }) => {
      const held = splitWords(indexableText(label as string)).map(foldWord)
      return words.every((word) => held.some((one) => (word === last ? one.startsWith(word) : one === word)))
    })
    .slice(0, ROOM.article)
    .map(({ label, value }) => ({ kind: 'article', label: label as string, url: `/articles/${value}` }))
}

function countBeginning({ terms, counts }: Known['titleTerms'], beginning: string): number {
  const [from, to] = rangeOf(terms, beginning)
  let sum = 0
  for (let i = from; i < to && sum <= titlesOfWordMax; i++) sum += counts.get(terms[i]!)!
  return sum
}
