// The questions that the search is asked: words of the archive's own vocabulary by how common they are.
// It must never ask for a word that is not there: nothing is fast at finding nothing by accident.
import { compileQuery } from '../../src/search/compile.ts'
import type { CompiledQuery } from '../../src/store/search.ts'
import type { Archive } from './archive.ts'
import { chineseWords, phrases, publications, type Random, seedRandom } from './texts.ts'

export type Questions = {
  rare: string[] // in 5 to 60 articles
  two: string[] // two words, each in 1 to 6 of 100 articles
  common: string[] // in 30 to 70 of 100 articles
  phrase: string[] // with quotation marks
  five: string[][] // five common words
  publications: string[]
  chinese: string[] // two characters, from frequent to rare
  typos: { typo: string; word: string }[] // one edit away from a word that is there
}

const perKindUsually = 25
const typoCount = 300
const termsMax = 100_000

/** The same ones for the same archive, `perKind` of each kind at most. */
export async function chooseQuestions(
  { store, size }: Pick<Archive, 'store' | 'size'>,
  perKind = perKindUsually,
): Promise<Questions> {
  const random = seedRandom(23)
  const terms = await store.listTerms({ limit: termsMax })
  const known = new Set(terms.map(({ term }) => term))
  const between = (from: number, to: number, lengthMin = 4) =>
    shuffle(
      terms.flatMap(({ term, documentCount: n }) =>
        n >= from && n <= to && term.length >= lengthMin && !STOP.has(term) ? [term] : [],
      ),
      random,
    )
  const middling = between(size * 0.01, size * 0.06)
  const common = between(size * 0.3, size * 0.7)
  const misspelt = between(20, size, 5)
  return {
    rare: between(5, 60).slice(0, perKind),
    two: Array.from(
      { length: Math.min(perKind, Math.floor(middling.length / 2)) },
      (_, i) => `${middling[2 * i]} ${middling[2 * i + 1]}`,
    ),
    common: common.slice(0, perKind),
    phrase: phrases.slice(20, 20 + perKind).map((words) => `"${words}"`),
    five: Array.from({ length: perKind }, () => shuffle(common, random).slice(0, 5)),
    publications: publications.slice(2, 2 + perKind).map(({ id }) => id),
    chinese: [0, 4, 9, 30, 100, 300, 600, 1_000, 2_000, 3_000, 4_000, 5_000].flatMap((rank) =>
      chineseWords
        .slice(rank, rank + 8)
        .filter((word) => word.length === 2)
        .slice(0, 2),
    ),
    typos: misspelt
      .map((word) => ({ word, typo: misspell(word, random) }))
      .filter(({ typo }) => !known.has(typo))
      .slice(0, typoCount),
  }
}

const mixSize = 4_000 // questions, most of them different: no cache of answers should make it easy
const mixKinds = 1_000

/** What searchers type: 60 of 100 two words, 20 a rare word, 20 a very common one, of which there are few. */
export async function mixQuestions(archive: Pick<Archive, 'store' | 'size'>): Promise<string[]> {
  const { two, rare, common } = await chooseQuestions(archive, mixKinds)
  const random = seedRandom(29)
  const words = two.flatMap((pair) => pair.split(' '))
  const any = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  return Array.from({ length: mixSize }, (_, i) =>
    i % 5 === 1 ? any(rare) : i % 5 === 3 ? any(common) : `${any(words)} ${any(words)}`,
  )
}

// They would be field names or operators to the query.
const STOP = new Set(['and', 'not', 'near', 'has', 'kind', 'title', 'source', 'story', 'paper', 'lang'])

const letters = 'etaoinsrhldcumfpgwybvkxjqz'

/** One letter left out, doubled by another, replaced, or two of them swapped; the first stays. */
function misspell(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * (word.length - 2))
  const letter = letters[Math.floor(random() * letters.length)]!
  switch (Math.floor(random() * 4)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1)
    case 1:
      return word.slice(0, at) + letter + word.slice(at)
    case 2:
      return word.slice(0, at) + letter + word.slice(at + 1)
    default:
      return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)
  }
}

function shuffle<T>(list: readonly T[], random: Random): T[] {
  const shuffled = [...list]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
  }
  return shuffled
}

export const today = '2026-03-21' // of the archive
let asked = 0
const askedMax = 5_000

/** Never the same text twice: answers are kept, and the work is what is measured. */
export function compileAnew(query: string): CompiledQuery {
  const compiled = compileQuery(query, today)
  asked = (asked + 1) % askedMax
  return { ...compiled, match: `${compiled.match ?? ''}${' '.repeat(asked)}` }
}
