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
export type PhraseTable<T> = Map<string, Entry<T>[]>

const exactCaseLettersMax = 5 // "DAX", "Epic", "qXR" stand as written; of "DeepSeek" the first letter decides

/** Compiles phrases; of equal ones the first wins. */
export function compilePhrases<T>(phrases: Iterable<readonly [phrase: string, value: T]>): PhraseTable<T> {
  const table: PhraseTable<T> = new Map()
  for (const [phrase, value] of phrases) {
    const tokens = cutTokens(phrase).filter((token) => token.text !== '-' && token.key !== "'s")
    const keys = tokens.map((token) => token.key)
    const first = keys[0]
    if (first === undefined) continue
    const capitals = /[A-Z]/.test(phrase) && !/\s/.test(phrase.trim())
    const short = phrase.length <= exactCaseLettersMax
    const exact = capitals && keys.length === 1 ? (short ? phrase : phrase[0]!) : undefined
    const entry: Entry<T> = { keys, value, ...(exact ? { exact } : {}) }
    const list = table.get(first)
    if (list) list.push(entry)
    else table.set(first, [entry])
  }
  for (const list of table.values()) list.sort((a, b) => b.keys.length - a.keys.length)
  return table
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
  const list = table.get(token.key)
  if (token.kind === 'han') return matchHan(tokens, at, list)
  const singular = singularOf(token.key)
  const others = singular ? table.get(singular) : undefined
  for (const entry of list ?? []) {
    const match = matchEntry(tokens, at, entry)
    if (match) return { from: at, to: match.to, value: entry.value, folded: match.folded }
  }
  for (const entry of others ?? []) {
    if (entry.keys.length === 1 && (!entry.exact || fitsCase(token.text.slice(0, -1), entry.exact)))
      return { from: at, to: at + 1, value: entry.value, folded: true }
  }
  return undefined
}

/** Most Chinese phrases fail at their second character: asked first, it saves most of the work. */
function matchHan<T>(
  tokens: readonly Token[],
  at: number,
  list: readonly Entry<T>[] | undefined,
): PhraseHit<T> | undefined {
  if (!list) return undefined
  const second = tokens[at + 1]?.key
  for (const entry of list) {
    const { keys } = entry
    if (keys.length > 1 && keys[1] !== second && second !== '-') continue
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
