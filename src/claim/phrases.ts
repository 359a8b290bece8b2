// Owns finding many phrases in one pass over the tokens of a sentence: a map by first word, the longest phrase wins.
// English phrases match whole words, hyphens and spaces alike, with plural endings; Chinese ones match anywhere.

export type Token = {
  start: number // offset in the sentence
  end: number
  text: string
  key: string // lower case
  kind: 'word' | 'number' | 'mark' | 'han'
  gap: boolean // space before
}

const TOKEN = /[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*|\d[\d,.]*[A-Za-z]*|'s\b|[^\s]/y

/** Words, numbers, marks, and every Chinese character by itself. */
export function cutTokens(sentence: string): Token[] {
  const tokens: Token[] = []
  let last = 0
  for (let start = 0; start < sentence.length; ) {
    const code = sentence.charCodeAt(start)
    let text: string
    let kind: Token['kind']
    if (code >= 0x3400 && code <= 0x9fff) {
      text = sentence[start]!
      kind = 'han'
    } else {
      TOKEN.lastIndex = start
      const match = code === 32 ? null : TOKEN.exec(sentence)
      if (!match) {
        start++
        continue
      }
      text = match[0]
      kind = code >= 0x30 && code <= 0x39 ? 'number' : /^[A-Za-zÀ-ɏ]/.test(text) ? 'word' : 'mark'
    }
    const end = start + text.length
    tokens.push({
      start,
      end,
      text,
      key: kind === 'han' ? text : text.toLowerCase(),
      kind,
      gap: start > last,
    })
    last = end
    start = end
  }
  return tokens
}

/** Tokens from, to (not included); `folded` when the text has the plural of what the table holds. */
export type PhraseHit<T> = { from: number; to: number; value: T; folded: boolean }

type Entry<T> = { keys: string[]; exact?: string; value: T }
export type PhraseTable<T> = {
  words: Map<string, Entry<T>[]> // by first word
  pairs: Map<number, Entry<T>[]> // by the first two characters of Chinese: most fail at the second
  starts: Uint8Array // of a Chinese character: 1 when a pair begins with it, 2 when a word does
}

const exactCaseLettersMax = 5 // "DAX", "Epic", "qXR" stand as written; of "DeepSeek" the first letter decides

/** Compiles phrases; of equal ones the first wins. */
export function compilePhrases<T>(phrases: Iterable<readonly [phrase: string, value: T]>): PhraseTable<T> {
  const table: PhraseTable<T> = {
    words: new Map(),
    pairs: new Map(),
    starts: new Uint8Array(hanCount),
  }
  for (const [phrase, value] of phrases) {
    const tokens = cutTokens(phrase).filter((token) => token.text !== '-' && token.key !== "'s")
    const keys = tokens.map((token) => token.key)
    const first = keys[0]
    if (first === undefined) continue
    const capitals = /[A-Z]/.test(phrase) && !/\s/.test(phrase.trim())
    const short = phrase.length <= exactCaseLettersMax
    const exact = capitals && keys.length === 1 ? (short ? phrase : phrase[0]!) : undefined
    const entry: Entry<T> = { keys, value, ...(exact ? { exact } : {}) }
    const pair = keys[1] === undefined ? -1 : pairOf(first, keys[1])
    if (pair >= 0) append(table.pairs, pair, entry)
    else append(table.words, first, entry)
    const han = first.charCodeAt(0) - firstHan
    if (han >= 0 && han < hanCount) table.starts[han]! |= pair >= 0 ? 1 : 2
  }
  for (const lists of [table.words, table.pairs])
    for (const list of lists.values()) list.sort((a, b) => b.keys.length - a.keys.length)
  return table
}

function append<K, T>(lists: Map<K, Entry<T>[]>, key: K, entry: Entry<T>) {
  const list = lists.get(key)
  if (list) list.push(entry)
  else lists.set(key, [entry])
}

const firstHan = 0x3400
const hanCount = 0x6c00

/** Two Chinese characters as one small number; -1 where one is none. */
function pairOf(first: string, second: string): number {
  const a = first.charCodeAt(0) - firstHan
  const b = second.charCodeAt(0) - firstHan
  return a >= 0 && a < hanCount && b >= 0 && b < hanCount ? a * hanCount + b : -1
}

/** Every phrase in the tokens, leftmost and longest, none overlapping another. */
export function findPhrases<T>(tokens: readonly Token[], table: PhraseTable<T>): PhraseHit<T>[] {
  const hits: PhraseHit<T>[] = []
  for (let at = 0; at < tokens.length; ) {
    const hit = matchAt(tokens, at, table)
    if (hit) {
      hits.push(hit)
      at = hit.to
    } else at++
  }
  return hits
}

function matchAt<T>(tokens: readonly Token[], at: number, table: PhraseTable<T>): PhraseHit<T> | undefined {
  const token = tokens[at]!
  if (token.kind === 'han') return matchHan(tokens, at, table)
  const list = table.words.get(token.key)
  const singular = singularOf(token.key)
  const others = singular ? table.words.get(singular) : undefined
  const hit = firstOf(tokens, at, list)
  if (hit) return hit
  for (const entry of others ?? []) {
    if (entry.keys.length === 1 && (!entry.exact || fitsCase(token.text.slice(0, -1), entry.exact)))
      return { from: at, to: at + 1, value: entry.value, folded: true }
  }
  return undefined
}

/** Phrases of two characters and more, then the few that are one character or one and a Latin word. */
function matchHan<T>(tokens: readonly Token[], at: number, table: PhraseTable<T>): PhraseHit<T> | undefined {
  const { key } = tokens[at]!
  const begins = table.starts[key.charCodeAt(0) - firstHan]!
  if (begins === 0) return undefined
  if (begins & 1) {
    const next = tokens[at + 1]?.key === '-' ? tokens[at + 2] : tokens[at + 1]
    const pair = next?.kind === 'han' ? pairOf(key, next.key) : -1
    const hit = pair >= 0 ? firstOf(tokens, at, table.pairs.get(pair)) : undefined
    if (hit) return hit
  }
  return begins & 2 ? firstOf(tokens, at, table.words.get(key)) : undefined
}

function firstOf<T>(
  tokens: readonly Token[],
  at: number,
  list: readonly Entry<T>[] | undefined,
): PhraseHit<T> | undefined {
  if (!list) return undefined
  for (const entry of list) {
    const match = matchEntry(tokens, at, entry)
    if (match) return { from: at, to: match.to, value: entry.value, folded: match.folded }
  }
  return undefined
}

function matchEntry<T>(
  tokens: readonly Token[],
  at: number,
  { keys, exact }: Entry<T>,
): { to: number; folded: boolean } | undefined {
  if (exact !== undefined && !fitsCase(tokens[at]!.text, exact)) return undefined
  let i = at
  let folded = false
  for (let k = 0; k < keys.length; k++) {
    if (k > 0) while (i < tokens.length && (tokens[i]!.text === '-' || tokens[i]!.key === "'s")) i++
    const token = tokens[i]
    if (!token) return undefined
    const last = k === keys.length - 1
    if (token.key !== keys[k]) {
      if (!last || k === 0 || singularOf(token.key) !== keys[k]) return undefined
      folded = true
    }
    i++
  }
  return { to: i, folded }
}

function fitsCase(text: string, exact: string): boolean {
  return exact.length === 1 ? text[0] === exact : text === exact
}

function singularOf(key: string): string | undefined {
  if (key.length < 3 || !key.endsWith('s')) return undefined
  if (key.endsWith('ies')) return `${key.slice(0, -3)}y`
  return key.slice(0, -1)
}
