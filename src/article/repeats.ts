// Owns the fold under which a host's lines are remembered, so that a line seen on many of its pages can be told from
// an article's own words. It must never decide by itself that a line goes.
import type { ExtractedPage } from '../model.ts'

export const repeatLineCharsMax = 400
export const repeatLinesPerPageMax = 60

/** "Sign up  for our Newsletter — 12 May!" -> "sign up for our newsletter". Digits and months change, the line stays. */
export function lineKey(text: string): string {
  return foldLine(text).slice(0, repeatLineCharsMax)
}

/** The same fold without the limit, for looking lines up in a whole text. */
export function foldLine(text: string): string {
  const plain = /^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFKC')
  return plain
    .toLowerCase()
    .replace(/\d+/g, '0')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The folded lines of a page that are worth remembering for its host: short enough to be chrome, long enough to be telling. */
export function rememberLines(page: Pick<ExtractedPage, 'blocks'>): string[] {
  const keys = new Set<string>()
  for (const block of page.blocks) {
    if (keys.size >= repeatLinesPerPageMax) break
    if (block.text.length > repeatLineCharsMax) continue
    const key = lineKey(block.text)
    if (isTelling(key)) keys.add(key)
  }
  return [...keys]
}

// "Background" or "结果" are headings that every article of a journal has; a repeated sentence is not.
function isTelling(key: string): boolean {
  return /\p{sc=Han}/u.test(key) ? key.length >= 6 : key.length >= 15 && key.includes(' ')
}
