// Owns the comparison of texts by their words: folded words, overlapping runs of four (shingles) and their hashes.
// It must never judge what a likeness means; src/identity does.

import { simplify } from './chinese.ts'

const shingleWords = 4
const sampleModulus = 8 // one hash in eight is indexed
const shortSampleModulus = 2 // one in two for a text under shortWordsMax
const shortWordsMax = 150
const textCharsMax = 1_000_000
const indexedHashesMax = 4_000 // per text

const wordPattern = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|\d+(?:[.,]\d+)*|[\p{L}\p{N}]+/gu

/** The same words whatever the typography: "The ‘Café’ 醫院" -> ["the", "cafe", "医", "院"]. */
export function foldWords(text: string): string[] {
  const bounded = text.length > textCharsMax ? text.slice(0, textCharsMax) : text
  const folded = bounded
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC')
    .toLowerCase()
  const words: string[] = folded.match(wordPattern) ?? []
  for (let i = 0; i < words.length; i++) if (words[i]! >= '\u3400') words[i] = simplify(words[i]!)
  return words
}

/** The shingles of folded words in reading order, as 32-bit hashes. Fewer than four words: one hash for them all. */
export function listShingles(words: readonly string[]): number[] {
  const hashes = words.map(hashWord)
  const shingles: number[] = []
  if (words.length > 0 && words.length < shingleWords) shingles.push(mixHashes(hashes, 0, words.length))
  for (let i = 0; i + shingleWords <= hashes.length; i++)
    shingles.push(mixHashes(hashes, i, i + shingleWords))
  return shingles
}

/** Every different shingle of folded words. */
export function shingleSet(words: readonly string[]): Set<number> {
  return new Set(listShingles(words))
}

/**
 * The shingles of a text that go into an index, sorted: those divisible by eight, for short texts by two.
 * Both samples agree on the multiples of eight, so a short lead still meets the long article it was cut from.
 */
export function shingleHashes(text: string): number[] {
  const words = foldWords(text)
  const modulus = words.length < shortWordsMax ? shortSampleModulus : sampleModulus
  const sampled = [...shingleSet(words)].filter((hash) => hash % modulus === 0)
  return sampled.sort((a, b) => a - b).slice(0, indexedHashesMax)
}

/** How many members two sets share. */
export function countShared<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const member of small) if (large.has(member)) shared++
  return shared
}

// FNV-1a over UTF-16 units, then Murmur3's finaliser so that the low bits can be sampled.
function hashWord(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

function mixHashes(hashes: readonly number[], from: number, to: number): number {
  let mixed = 0x9747b28c
  for (let i = from; i < to; i++) mixed = Math.imul((mixed ^ hashes[i]!) >>> 0, 0x5bd1e995) ^ (mixed >>> 13)
  mixed ^= mixed >>> 16
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
