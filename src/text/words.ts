// How writing is cut into words, the one way for the index, the query and the marks in snippets.
// Words with spaces between them are folded and stemmed by SQLite (unicode61, porter) and, for marks, by the
// same fold and stem here; scripts without spaces are cut into overlapping pairs of characters.
import { stemmer } from 'stemmer'
import { simplify } from './chinese.ts'

const SPACELESS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
const RUN = new RegExp(`[${SPACELESS}]+`, 'gu')
const HAS_RUN = new RegExp(`[${SPACELESS}]`, 'u')
// unicode61's token characters: letters, numbers, private use; marks are dropped by remove_diacritics.
const LETTER = /[\p{L}\p{N}\p{Co}]/u
const MARK = /\p{M}/u

export function hasSpacelessScript(text: string): boolean {
  return HAS_RUN.test(text)
}

/** "應用DeepSeek的医院" -> "应用 用 DeepSeek 的医 医院 院": what is given to SQLite's tokeniser. */
export function indexableText(text: string): string {
  if (!HAS_RUN.test(text)) return text
  return text.replace(RUN, (run) => ` ${bigrams(run).join(' ')} `)
}

/** "医院里" -> ["医院", "院里", "里"]: pairs, and the last character alone so that a prefix query finds it. */
export function bigrams(run: string): string[] {
  const characters = [...run].map(simplify)
  return characters.map((c, i) => c + (characters[i + 1] ?? ''))
}

export type Place = {
  start: number // UTF-16 offset in the text
  end: number
  spaceless: boolean
}
export type Word = Place & { key: string } // folded and stemmed; runs of a spaceless script: simplified characters

/** The words of a text with their places; a run of a spaceless script is one word. */
export function findWords(text: string): Word[] {
  return findPlaces(text).map((place) => ({ ...place, key: wordKey(text, place) }))
}

export function wordKey(text: string, { start, end, spaceless }: Place): string {
  const word = text.slice(start, end)
  return spaceless ? [...word].map(simplify).join('') : stemWord(word)
}

const NOT_YET = 0
const SEPARATOR = 1
const IN_WORD = 2
const IN_WORD_MARK = 3 // alone it is no word
const IN_RUN = 4
const classes = new Uint8Array(0x10000) // of the characters met so far: Unicode properties are slow to ask

/** Where the words of a text are. */
export function findPlaces(text: string): Place[] {
  const places: Place[] = []
  visitPlaces(text, (start, end, spaceless) => places.push({ start, end, spaceless }))
  return places
}

/** Each word's place in turn, without a list of them: a page of results looks through whole texts. */
export function visitPlaces(
  text: string,
  visit: (start: number, end: number, spaceless: boolean) => void,
): void {
  const { length } = text
  let start = -1
  let spaceless = false
  let letters = false
  for (let at = 0; at < length; ) {
    let code = text.charCodeAt(at)
    if (code >= SURROGATES_FROM && code <= SURROGATES_TO) code = text.codePointAt(at)!
    const kind = code <= 0xffff && classes[code] !== NOT_YET ? classes[code]! : classOf(code)
    if (start >= 0 && (kind === SEPARATOR || (kind === IN_RUN) !== spaceless)) {
      if (letters) visit(start, at, spaceless)
      start = -1
    }
    if (kind !== SEPARATOR) {
      if (start < 0) {
        start = at
        spaceless = kind === IN_RUN
        letters = false
      }
      letters ||= kind !== IN_WORD_MARK
    }
    at += code > 0xffff ? 2 : 1
    // Most of a text: more of the same.
    if (kind === IN_WORD) while (at < length && classes[text.charCodeAt(at)] === IN_WORD) at++
  }
  if (start >= 0 && letters) visit(start, length, spaceless)
}

const SURROGATES_FROM = 0xd800
const SURROGATES_TO = 0xdbff // of the first half of a pair

function classOf(code: number): number {
  if (code > 0xffff) return classify(code)
  const known = classes[code]!
  if (known !== NOT_YET) return known
  classes[code] = classify(code)
  return classes[code]
}

function classify(code: number): number {
  const character = String.fromCodePoint(code)
  if (HAS_RUN.test(character)) return IN_RUN
  if (LETTER.test(character)) return IN_WORD
  return MARK.test(character) ? IN_WORD_MARK : SEPARATOR
}

const ASCII_WORD = /^[A-Za-z0-9]*$/

/** Folds case and diacritics as unicode61 with remove_diacritics 2 does: "Škoda" -> "skoda". */
export function foldWord(word: string): string {
  if (ASCII_WORD.test(word)) return word.toLowerCase()
  return word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}

/** "Hospitals" -> "hospit". SQLite's porter leaves words of fewer than 3 or more than 64 bytes alone. */
export function stemWord(word: string): string {
  const folded = foldWord(word)
  const bytes = Buffer.byteLength(folded)
  return bytes < 3 || bytes > 64 ? folded : stemmer(folded)
}
