// Owns the compiled form of the vocabularies: built once, asked for every sentence.
import type { Lexicon, Organisation, Place, Technology, Unit } from '../model.ts'
import { compilePhrases, cutTokens, type PhraseTable } from './phrases.ts'
import { type Predicate, predicatePhrases } from './verbs-en.ts'
import { chinesePredicates } from './verbs-zh.ts'

export type UnitWord = { id: string; plural: boolean }

export type PreparedLexicon = {
  technologies: PhraseTable<Technology>
  places: PhraseTable<Place>
  organisations: PhraseTable<Organisation[]>
  units: PhraseTable<UnitWord>
  predicates: PhraseTable<Predicate>
  chinesePredicates: PhraseTable<Predicate>
  technologyById: ReadonlyMap<string, Technology>
  placeByCode: ReadonlyMap<string, Place>
  unitById: ReadonlyMap<string, Unit>
}

/** Nouns that are plural without an s. */
const PLURALS = new Set('staff personnel people patients men women children consortia'.split(' '))

/** Compiles the vocabularies; takes some milliseconds, so do it once. */
export function prepareLexicon(lexicon: Lexicon): PreparedLexicon {
  return {
    technologies: compilePhrases(
      lexicon.technologies.flatMap((t) => [...t.words, ...t.wordsZh].map((word) => [word, t] as const)),
    ),
    places: compilePhrases(
      lexicon.places.flatMap((p) => [...p.words, ...p.wordsZh].map((word) => [word, p] as const)),
    ),
    organisations: compilePhrases(sharedWords(lexicon.organisations ?? [])),
    units: compilePhrases(
      lexicon.units.flatMap((u) =>
        [...new Set([...u.words, ...u.wordsZh])].map(
          (word) => [word, { id: u.id, plural: isPlural(word, u.words) }] as const,
        ),
      ),
    ),
    predicates: compilePhrases(predicatePhrases()),
    chinesePredicates: compilePhrases(chinesePredicates()),
    technologyById: new Map(lexicon.technologies.map((t) => [t.id, t])),
    placeByCode: new Map(lexicon.places.map((p) => [p.code, p])),
    unitById: new Map(lexicon.units.map((u) => [u.id, u])),
  }
}

/** A word such as "health ministry" may stand for several, each in its own country. */
function sharedWords(organisations: readonly Organisation[]): Map<string, Organisation[]> {
  const byWord = new Map<string, Organisation[]>()
  for (const organisation of organisations)
    for (const word of new Set([organisation.name, ...organisation.words, ...organisation.wordsZh])) {
      const owners = byWord.get(word)
      if (owners) owners.push(organisation)
      else byWord.set(word, [organisation])
    }
  return byWord
}

/** "hospitals" stands beside "hospital"; Chinese nouns have no number. */
function isPlural(word: string, words: readonly string[]): boolean {
  const last = cutTokens(word).at(-1)?.key ?? ''
  if (/[\u3400-\u9fff]/.test(word) || PLURALS.has(last)) return true
  if (!last.endsWith('s')) return false
  return !words.includes(`${word}es`) && !words.includes(`${word}s`)
}

/** The nearest unit above both: doctors and nurses are clinicians; hospitals and clinics organisations. */
export function commonUnit(a: string, b: string, units: ReadonlyMap<string, Unit>): string {
  const above: string[] = []
  for (let at: string | undefined = a; at && !above.includes(at); at = units.get(at)?.parent) above.push(at)
  for (let at: string | undefined = b, steps = 0; at && steps < 10; at = units.get(at)?.parent, steps++)
    if (above.includes(at)) return at
  return a
}

/** DeepSeek-R1 is a DeepSeek, and both are AI. */
export function technologyLiesWithin(
  id: string,
  other: string,
  technologies: ReadonlyMap<string, Technology>,
): boolean {
  for (
    let at = technologies.get(id)?.parent, steps = 0;
    at && steps < 10;
    at = technologies.get(at)?.parent, steps++
  )
    if (at === other) return true
  return false
}

/** CN-ZJ lies in CN, CN in Asia. */
export function liesWithin(code: string, other: string, places: ReadonlyMap<string, Place>): boolean {
  for (let at = places.get(code)?.parent, steps = 0; at && steps < 10; at = places.get(at)?.parent, steps++)
    if (at === other) return true
  return false
}
