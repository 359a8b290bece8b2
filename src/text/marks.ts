// Finds in a text the words that a query asked for, and cuts the snippet around them. The same fold and stem as the
// index; held against what the index finds by a property test.
import { findPlaces, hasSpacelessScript, type Place, stemWord, visitPlaces, wordKey } from './words.ts'

/** What to mark: words by stem ("hospit"), beginnings, runs of a spaceless script (simplified), or words in a row. */
export type MarkTerm =
  | { kind: 'word'; key: string }
  | { kind: 'prefix'; key: string }
  | { kind: 'run'; key: string }
  | { kind: 'phrase'; words: string[] } // keys of words next to each other

export type Segment = { text: string; marked: boolean }
type Span = { start: number; end: number }

const marksPerTextMax = 200

/** "Two hospitals in China" for "hospital" -> [{start: 4, end: 13}]. Sorted, not overlapping. */
export function findMarks(text: string, terms: MarkTerm[]): Span[] {
  if (terms.length === 0) return []
  if (terms.every(isLone)) return findLoneWords(text, terms)
  const spans: Span[] = []
  const words = findPlaces(text)
  const keyAt = rememberKeys(text, words)
  const mayBegin = openingTest(terms)
  const single = new Set(terms.flatMap((term) => (term.kind === 'word' ? [term.key] : [])))
  const others = terms.filter((term) => term.kind !== 'word')
  for (const [i, word] of words.entries()) {
    if (spans.length >= marksPerTextMax) break
    if (!word.spaceless && !mayBegin(text, word.start, word.end)) continue
    if (!word.spaceless && single.has(keyAt(i))) spans.push({ start: word.start, end: word.end })
    for (const term of others) {
      if (term.kind === 'prefix' && !word.spaceless && keyAt(i).startsWith(term.key))
        spans.push({ start: word.start, end: word.end })
      if (term.kind === 'run' && word.spaceless) spans.push(...findRuns(keyAt(i), term.key, word.start))
      if (term.kind === 'phrase') {
        const span = phraseAt(words, keyAt, i, term.words)
        if (span) spans.push(span)
      }
    }
  }
  return mergeSpans(spans)
}

type LoneTerm = Extract<MarkTerm, { kind: 'word' | 'prefix' }>

const isLone = (term: MarkTerm): term is LoneTerm => term.kind === 'word' || term.kind === 'prefix'

/** What most queries are made of: each word for itself, so that no list of all words is needed. */
function findLoneWords(text: string, terms: LoneTerm[]): Span[] {
  const spans: Span[] = []
  const mayBegin = openingTest(terms)
  const single = new Set(terms.flatMap(({ kind, key }) => (kind === 'word' ? [key] : [])))
  const prefixes = terms.flatMap(({ kind, key }) => (kind === 'prefix' ? [key] : []))
  const take = (start: number, end: number) => {
    const key = keyOf(text.slice(start, end))
    if (single.has(key) || prefixes.some((prefix) => key.startsWith(prefix))) spans.push({ start, end })
  }
  if (!BEYOND_ASCII.test(text)) {
    for (const { index, 0: word } of text.matchAll(openingPattern(terms))) {
      if (spans.length >= marksPerTextMax) break
      if (!isAsciiWord(text.charCodeAt(index - 1))) take(index, index + word.length)
    }
    return spans
  }
  visitPlaces(text, (start, end, spaceless) => {
    if (!spaceless && spans.length < marksPerTextMax && mayBegin(text, start, end)) take(start, end)
  })
  return spans
}

// Letters that are not ASCII, or may be; curly quotes and dashes are none.
const BEYOND_ASCII = /[\x80-\u1fff\u2070-\uffff]/

const isAsciiWord = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)

const patternsKept = new WeakMap<MarkTerm[], RegExp>()

/** The rest of a word from where one of the terms may begin, by its first two letters as `openingTest` has them. */
function openingPattern(terms: LoneTerm[]): RegExp {
  let pattern = patternsKept.get(terms)
  if (pattern) return pattern
  const openings = terms.flatMap(({ key }) => {
    const [first, second] = [key[0], key[1]]
    if (first === undefined || !isAsciiWord(first.charCodeAt(0))) return []
    if (second === undefined) return [anyCase(first)]
    if (!isAsciiWord(second.charCodeAt(0))) return []
    return second === 'i' ? [`${anyCase(first)}[iIyY]`] : [anyCase(first) + anyCase(second)]
  })
  pattern = openings.length === 0 ? /(?!)/g : new RegExp(`(?:${openings.join('|')})[A-Za-z0-9]*`, 'g')
  patternsKept.set(terms, pattern)
  return pattern
}

const anyCase = (letter: string): string => `[${letter.toLowerCase()}${letter.toUpperCase()}]`

const keysKept = new Map<string, string>()
const keysKeptMax = 20_000 // words that begin like one that was asked for: the same ones come in every text

function keyOf(word: string): string {
  let key = keysKept.get(word)
  if (key === undefined) {
    key = stemWord(word)
    if (keysKept.size >= keysKeptMax) keysKept.clear()
    keysKept.set(word, key)
  }
  return key
}

type KeyAt = (i: number) => string

/** Stemming is what costs: only the words that may be meant are stemmed, and those once. */
function rememberKeys(text: string, words: Place[]): KeyAt {
  const keys: string[] = []
  return (i) => {
    keys[i] ??= wordKey(text, words[i]!)
    return keys[i]
  }
}

const LAST_ASCII = 0x7f

/**
 * Whether a word may begin one of the terms, by its first two letters: no stem changes them, but for "y" that becomes
 * "i" ("ply" -> "pli"). Words that do not begin with two ASCII characters may always.
 */
function openingTest(terms: MarkTerm[]): (text: string, start: number, end: number) => boolean {
  const opens = openingsOf(terms)
  return (text, start, end) => {
    const first = text.charCodeAt(start)
    const second = end > start + 1 ? text.charCodeAt(start + 1) : 0
    if (first > LAST_ASCII || second > LAST_ASCII) return true
    // Among letters and digits this bit is what sets capitals apart.
    return opens[((first | 0x20) << 7) | (second | 0x20)] === 1
  }
}

const openingsKept = new WeakMap<MarkTerm[], Uint8Array>() // a page marks many texts with the same terms

/** A place for each pair of ASCII characters in lower case. */
function openingsOf(terms: MarkTerm[]): Uint8Array {
  let opens = openingsKept.get(terms)
  if (opens) return opens
  opens = new Uint8Array((LAST_ASCII + 1) * (LAST_ASCII + 1))
  for (const term of terms) {
    const key = term.kind === 'phrase' ? (term.words[0] ?? '') : term.key
    const first = key.charCodeAt(0)
    if (!(first <= LAST_ASCII)) continue
    if (key.length < 2) opens.fill(1, first << 7, (first + 1) << 7)
    else {
      const second = key.charCodeAt(1)
      if (second <= LAST_ASCII) opens[(first << 7) | second] = 1
      if (key[1] === 'i') opens[(first << 7) | 'y'.charCodeAt(0)] = 1
    }
  }
  openingsKept.set(terms, opens)
  return opens
}

function findRuns(run: string, key: string, start: number): Span[] {
  const spans: Span[] = []
  for (let at = run.indexOf(key); at >= 0; at = run.indexOf(key, at + key.length))
    spans.push({ start: start + at, end: start + at + key.length })
  return spans
}

/** A phrase may begin and end inside a run of a spaceless script: “用DeepSeek的医院” holds "DeepSeek 的医". */
function phraseAt(words: Place[], keyAt: KeyAt, from: number, keys: string[]): Span | undefined {
  let start = -1
  let end = -1
  for (const [i, key] of keys.entries()) {
    const word = words[from + i]
    if (!word) return undefined
    const found = keyAt(from + i)
    if (word.spaceless) {
      const first = i === 0
      const last = i === keys.length - 1
      const fits =
        first && last
          ? found.includes(key)
          : first
            ? found.endsWith(key)
            : last
              ? found.startsWith(key)
              : found === key
      if (!fits) return undefined
      const offset = first && last ? found.indexOf(key) : first ? found.length - key.length : 0
      if (first) start = word.start + offset
      end = word.start + offset + key.length
    } else {
      if (found !== key) return undefined
      if (i === 0) start = word.start
      end = word.end
    }
  }
  return { start, end }
}

function mergeSpans(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged
}

/** The text in pieces, marked and not. */
export function markText(text: string, terms: MarkTerm[]): Segment[] {
  return cutSegments(text, findMarks(text, terms), 0, text.length)
}

/** The stretch of about `length` characters with the most different marks in it, from a word's beginning. */
export function makeSnippet(text: string, terms: MarkTerm[], length = 240): Segment[] {
  const marks = findMarks(text, terms)
  const wide = hasSpacelessScript(text.slice(0, 200)) ? Math.round(length / 2) : length
  const from = marks.length === 0 ? 0 : startOf(text, marks, wide)
  let to = Math.min(text.length, from + wide)
  if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), from + Math.round(wide * 0.8))
  const segments = cutSegments(text, marks, from, to)
  for (const segment of segments) segment.text = segment.text.replaceAll('\n', ' ')
  if (from > 0) segments.unshift({ text: '… ', marked: false })
  if (to < text.length) segments.push({ text: ' …', marked: false })
  return segments
}

function startOf(text: string, marks: Span[], length: number): number {
  let best = { at: 0, score: -1 }
  const keys = marks.map((mark) => stemWord(text.slice(mark.start, mark.end)))
  for (const [i, mark] of marks.entries()) {
    const seen = new Set<string>()
    let score = 0
    for (let j = i; j < marks.length && marks[j]!.end <= mark.start + length; j++) {
      const word = keys[j]!
      score += seen.has(word) ? 0.2 : 1
      seen.add(word)
    }
    if (score > best.score) best = { at: mark.start, score }
  }
  const lead = Math.max(0, best.at - Math.round(length / 4))
  if (lead === 0) return 0
  const sentence = Math.max(
    text.lastIndexOf('. ', best.at),
    text.lastIndexOf('\n', best.at),
    text.lastIndexOf('。', best.at),
  )
  if (sentence >= lead) return sentence + (text[sentence] === '.' ? 2 : 1)
  const space = text.indexOf(' ', lead)
  return space >= 0 && space < best.at ? space + 1 : lead
}

function cutSegments(text: string, marks: Span[], from: number, to: number): Segment[] {
  const segments: Segment[] = []
  let at = from
  for (const mark of marks) {
    if (mark.end <= from || mark.start >= to) continue
    if (mark.start > at) segments.push({ text: text.slice(at, mark.start), marked: false })
    segments.push({ text: text.slice(Math.max(mark.start, from), Math.min(mark.end, to)), marked: true })
    at = mark.end
  }
  if (at < to) segments.push({ text: text.slice(at, to), marked: false })
  return segments
}
