// Addresses the site writes: its own searches and articles, and the ways out, which are only ever http or https.
import type { SearchOrder } from '../src/store/search.ts'

/** ("tag:risk/privacy AI", "newest") -> "/search?q=tag:risk/privacy+AI&sort=newest" */
export function searchLink(query: string, order: SearchOrder = 'relevance'): string {
  return `/search?q=${encodeWords(query)}${order === 'relevance' ? '' : `&sort=${order}`}`
}

/** Encoded for a query string, but for what may stand there as it is: shorter pages, addresses one can read. */
export function encodeWords(words: string): string {
  // A lone half of a surrogate pair cannot be encoded.
  return encodeURIComponent(words.trim().toWellFormed())
    .replaceAll('%20', '+')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
}

/** "risk/privacy" -> "/tags/risk/privacy" */
export function tagLink(id: string): string {
  return `/tags/${id.toWellFormed().split('/').map(encodeURIComponent).join('/')}`
}

/** The address of a page elsewhere; undefined for "javascript:" and whatever else a feed may hold. */
export function outwardUrl(url: string | null | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined
}
