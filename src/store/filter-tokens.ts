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
  | 'month'
  | 'has'
  | 'is'

/** filterToken('kind', 'journal') -> "zz3k0q9…0": one word to the tokeniser; the closing digit keeps the stemmer off. */
export function filterToken(field: FilterField, value: string): string {
  const digest = createHash('sha1').update(`${field}:${value.toLowerCase()}`).digest()
  return `zz${digest.readBigUInt64BE().toString(36)}0`
}

/** Stands in every row: "everything but" needs an everything. */
export const EVERY_ARTICLE = 'zzall0'
