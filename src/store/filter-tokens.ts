// Values that can be filtered by, as words of an index column of their own: an intersection inside the index is
// many times faster than a join outside it.
import { createHash } from 'node:crypto'

export type FilterField =
  | 'publication'
  | 'source'
  | 'kind'
  | 'country'
  | 'lang'
  | 'tag'
  | 'tech'
  | 'place'
  | 'story'
  | 'published'
  | 'seen'
  | 'has'
  | 'is'

/** filterToken('kind', 'journal') -> "zz3k0q9…0": one word to the tokeniser; the closing digit keeps the stemmer off. */
export function filterToken(field: FilterField, value: string): string {
  const digest = createHash('sha1').update(`${field}:${value.toLowerCase()}`).digest()
  return `zz${digest.readBigUInt64BE().toString(36)}0`
}

/** Stands in every row: "everything but" needs an everything. */
export const EVERY_ARTICLE = 'zzall0'

/** Stands in no row: what must find nothing. */
export const NO_ARTICLE = 'zznone0'

/** A day by its year, month and itself: a period is the few of them that cover it. */
export function dayTokens(field: 'published' | 'seen', day: string): string[] {
  return [day.slice(0, 4), day.slice(0, 7), day.slice(0, 10)].map((span) => filterToken(field, span))
}
