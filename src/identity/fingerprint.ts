// Owns the fingerprints by which a text is found again: one for the whole text, many for its parts.
// It must never say that two articles are the same; entry.ts and copies.ts decide.

import { createHash } from 'node:crypto'
import { foldWords } from '../text/shingles.ts'

export { shingleHashes } from '../text/shingles.ts'

/** Equal for texts whose words are equal, whatever case, punctuation, white space or Chinese script. 32 hex digits. */
export function textFingerprint(text: string): string {
  return hashKey(foldWords(text).join(' '))
}

/** A key of fixed length for a string of any length (a guid may be a megabyte). 32 hex digits. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32)
}
