// "Did you mean": the nearest words of the archive's own vocabulary. MiniSearch holds the vocabulary, never the texts.
import MiniSearch from 'minisearch'
import type { Store } from '../store/open.ts'
import { foldWord, hasSpacelessScript } from '../text/words.ts'
import { editDistance, FIELDS } from './fields.ts'

const termsMax = 100_000
const staleAfterMs = 10 * 60_000

export type Suggestions = {
  /** The query with each unknown word replaced by its nearest known one; undefined when there is nothing better. */
  correct(query: string): Promise<string | undefined>
  /** The known words nearest to an unknown one, the likeliest first; none for a word that is known. */
  nearest(word: string, limit: number): Promise<string[]>
}

type Vocabulary = { index: MiniSearch; counts: Map<string, number>; builtMs: number }

/** The vocabulary is read at first use and again when it is old. */
export function openSuggestions(store: Pick<Store, 'listTerms'>): Suggestions {
  let vocabulary: Promise<Vocabulary> | undefined
  let builtMs = 0
  const currentVocabulary = () => {
    if (!vocabulary || performance.now() - builtMs > staleAfterMs) {
      builtMs = performance.now()
      vocabulary = readVocabulary(store)
    }
    return vocabulary
  }
  return {
    async nearest(word, limit) {
      return nearestTerms(await currentVocabulary(), foldWord(word)).slice(0, limit)
    },
    async correct(query) {
      const known = await currentVocabulary()
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
    },
  }
}

async function readVocabulary(store: Pick<Store, 'listTerms'>): Promise<Vocabulary> {
  const terms = await store.listTerms({ limit: termsMax })
  const index = new MiniSearch({
    idField: 'term',
    fields: ['term'],
    storeFields: [],
    tokenize: (term) => [term],
    processTerm: (term) => term,
  })
  await index.addAllAsync(terms, { chunkSize: 2_000 })
  return { index, counts: new Map(terms.map(({ term, documentCount }) => [term, documentCount])), builtMs: 0 }
}

/** By edit distance, then by how many articles have it. None for a word that is known. */
function nearestTerms({ index, counts }: Vocabulary, word: string): string[] {
  if (counts.has(word)) return []
  const found = index.search(word, { fuzzy: 2, maxFuzzy: 2, prefix: false })
  return found
    .map(({ id }) => ({
      term: id as string,
      distance: editDistance(word, id as string),
      count: counts.get(id as string) ?? 0,
    }))
    .sort((a, b) => a.distance - b.distance || b.count - a.count)
    .map(({ term }) => term)
}
