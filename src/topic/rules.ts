// Finds many words in a text in one pass: the words of feeds/topics.yaml, compiled once into a trie.
// It knows spelling (case, plurals, hyphens, both Chinese scripts), never what a word is good for.

import { simplifyText } from '../text/chinese.ts'

/** A word found: which of the compiled words, and where in the text as given (UTF-16 units, end exclusive). */
export type Hit = { word: number; start: number; end: number }

export type Matcher = { words: string[]; trie: Map<number, number>; ends: Map<number, Pattern[]> }

type Pattern = { word: number; capitals: boolean; beginning: boolean }

/** Characters of one text that are looked at; a whole book is not an article. */
const textCharactersMax = 400_000
/** Hits kept of one text. */
const hitsMax = 20_000

/** Compiles words as an operator writes them; see `Topics` in model.ts for what the spelling means. */
export function compileWords(words: string[]): Matcher {
  const matcher: Matcher = { words, trie: new Map(), ends: new Map() }
  const nodes = { count: 1 }
  words.forEach((written, word) => {
    const beginning = written.endsWith('*')
    const spelling = beginning ? written.slice(0, -1) : written
    const capitals = /^[A-Z][A-Z0-9&.\- ]{0,9}$/.test(spelling)
    const folded = foldText(spelling).folded.trim()
    for (const form of beginning ? [folded] : [folded, ...pluralForms(folded)]) {
      if (form !== '') addPattern(matcher, nodes, form, { word, capitals, beginning })
    }
  })
  return matcher
}

/** All words in the text, overlapping ones too, in order of start, longer ones first. */
export function findHits(matcher: Matcher, text: string): Hit[] {
  const seen = { ...foldText(text.slice(0, textCharactersMax)), text }
  const { folded } = seen
  const hits: Hit[] = []
  for (let start = 0; start < folded.length && hits.length < hitsMax; start++) {
    if (isLetter(folded, start) && isLetter(folded, start - 1)) continue
    collectFrom(matcher, seen, start, hits)
  }
  return hits.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** Of hits that overlap, the first and longest: "large language model" swallows "language model". */
export function keepLongest(hits: Hit[]): Hit[] {
  const kept: Hit[] = []
  for (const hit of hits) {
    const last = kept.at(-1)
    if (last === undefined || hit.start >= last.end) kept.push(hit)
  }
  return kept
}

function addPattern(matcher: Matcher, nodes: { count: number }, form: string, pattern: Pattern): void {
  let node = 0
  for (let index = 0; index < form.length; index++) {
    const edge = edgeOf(node, form.charCodeAt(index))
    let next = matcher.trie.get(edge)
    if (next === undefined) {
      next = nodes.count++
      matcher.trie.set(edge, next)
    }
    node = next
  }
  const ends = matcher.ends.get(node)
  if (ends === undefined) matcher.ends.set(node, [pattern])
  else if (!ends.some((other) => other.word === pattern.word)) ends.push(pattern)
}

function edgeOf(node: number, unit: number): number {
  return node * 0x10000 + unit
}

type Folded = { folded: string; offsets: number[]; ends: number[] }

function collectFrom(matcher: Matcher, seen: Folded & { text: string }, start: number, hits: Hit[]): void {
  const { text, folded, offsets, ends: stops } = seen
  let node: number | undefined = 0
  for (let end = start; end < folded.length; ) {
    node = matcher.trie.get(edgeOf(node, folded.charCodeAt(end)))
    if (node === undefined) return
    end++
    const ends = matcher.ends.get(node)
    if (ends === undefined) continue
    for (const pattern of ends) {
      const stop = wordEnd(folded, end, pattern.beginning)
      if (stop === undefined) continue
      const from = offsets[start]!
      if (pattern.capitals && /\p{Ll}/u.test(text.slice(from, stops[end - 1]!))) continue
      hits.push({ word: pattern.word, start: from, end: stops[stop - 1]! })
    }
  }
}

/** Where the word that the pattern ends in stops, endings of plural and possessive included; undefined inside a word. */
function wordEnd(folded: string, end: number, beginning: boolean): number | undefined {
  if (!isLetter(folded, end - 1)) return end
  if (beginning) {
    let stop = end
    while (isLetter(folded, stop)) stop++
    return stop
  }
  if (!isLetter(folded, end))
    return folded.startsWith("'s", end) && !isLetter(folded, end + 2) ? end + 2 : end
  for (const ending of ["s'", 's', 'es']) {
    if (folded.startsWith(ending, end) && !isLetter(folded, end + ending.length)) return end + ending.length
  }
  return undefined
}

/** "therapy" -> ["therapies"], "analysis" -> ["analyses"]; a plain s or es is seen to where the word ends. */
function pluralForms(folded: string): string[] {
  if (/[^aeiou\W]y$/.test(folded)) return [folded.replace(/y$/, 'ies')]
  if (/[a-z]sis$/.test(folded)) return [folded.replace(/sis$/, 'ses')]
  return []
}

/**
 * Small letters without accents, simplified Chinese, one space for any run of space and hyphens, none beside a
 * Chinese character; folded[i] was made from the text between offsets[i] and ends[i].
 * "AI 醫療" -> "ai医疗", "GPT‑4" -> "gpt 4"
 */
export function foldText(text: string): Folded {
  const units: string[] = []
  const offsets: number[] = []
  const ends: number[] = []
  let spaceAt = -1
  let spaceless = false
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at)!)
    const place = at
    at += character.length
    if (/^[\s\-‐-―_·]$/u.test(character)) {
      if (spaceAt < 0) spaceAt = place
      continue
    }
    const form = foldCharacter(character)
    if (form === '') continue
    const han = isSpaceless(form)
    if (spaceAt >= 0 && units.length > 0 && !spaceless && !han) {
      units.push(' ')
      offsets.push(spaceAt)
      ends.push(place)
    }
    spaceAt = -1
    spaceless = han
    for (let unit = 0; unit < form.length; unit++) {
      units.push(form[unit]!)
      offsets.push(place)
      ends.push(at)
    }
  }
  return { folded: units.join(''), offsets, ends }
}

const foldedOf = new Map<string, string>()
const ascii = /^[\x21-\x7e]$/

function foldCharacter(character: string): string {
  if (ascii.test(character)) return character.toLowerCase()
  const known = foldedOf.get(character)
  if (known !== undefined) return known
  const bare = character.normalize('NFKD').replace(/\p{M}|\p{Cf}|\p{Cc}/gu, '')
  const plain = bare.toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/\s+/g, '')
  const form = isSpaceless(plain) ? simplifyText(plain) : plain
  foldedOf.set(character, form)
  return form
}

function isSpaceless(form: string): boolean {
  const code = form.charCodeAt(0)
  return code >= 0x2e80 && code < 0xa000
}

/** A letter or digit of a script with spaces between words. */
function isLetter(folded: string, at: number): boolean {
  const code = folded.charCodeAt(at)
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
  return code >= 0x80 && !(code >= 0x2e80 && code < 0xa000) && /\p{L}|\p{N}/u.test(folded[at]!)
}
