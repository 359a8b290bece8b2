// What a search address asks for, and its answer from the store. The page and its .json twin both read it here.
import type { Context } from 'hono'
import { type Compiled, compileQuery } from '../src/search/compile.ts'
import type { Store } from '../src/store/open.ts'
import type { SearchAnswer, SearchOrder } from '../src/store/search.ts'
import type { Facets } from '../src/store/search-facets.ts'

export const hitsPerPage = 20
const hitsPerPageMax = 100
const ORDERS: SearchOrder[] = ['relevance', 'newest', 'oldest']

export type AskedSearch = {
  query: string
  order: SearchOrder
  compiled: Compiled
  after?: string // the cursor that the page before gave
  limit: number
}

export function readSearch(c: Context, now: Date): AskedSearch {
  const query = c.req.query('q') ?? ''
  const compiled = compileQuery(query, now.toISOString().slice(0, 10))
  const asked = ORDERS.find((order) => order === c.req.query('sort')) ?? 'relevance'
  // Without words there is nothing to be relevant to.
  const order = asked === 'relevance' && compiled.match === undefined ? 'newest' : asked
  const after = c.req.query('after')
  const fits = order === 'relevance' ? /^-?[\d.e+-]{1,32}~\d{1,16}$/ : /^\d{1,16}$/
  const limit = Math.min(Math.max(wholeNumber(c.req.query('limit')) ?? hitsPerPage, 1), hitsPerPageMax)
  return { query, order, compiled, limit, ...(after !== undefined && fits.test(after) ? { after } : {}) }
}

export async function findArticles(store: Store, asked: AskedSearch): Promise<SearchAnswer> {
  const { compiled, order, limit, after } = asked
  if (isNothingLeft(compiled)) return { hits: [], count: 0 }
  return await store.searchArticles({ ...compiled, order, limit, ...(after === undefined ? {} : { after }) })
}

export async function findFacets(store: Store, { compiled }: AskedSearch): Promise<Facets> {
  if (isNothingLeft(compiled))
    return { publication: [], kind: [], language: [], country: [], tag: [], month: [], counted: 0, of: 0 }
  return await store.searchFacets(compiled)
}

/** A query of which nothing is left (only signs, only a bad period) finds nothing rather than everything. */
function isNothingLeft({ empty, match, fromDay, toDay }: Compiled): boolean {
  return !empty && match === undefined && fromDay === undefined && toDay === undefined
}

/** The same address with the cursor of the next page. */
export function nextUrl(c: Context, next: string): string {
  const url = new URL(c.req.url)
  url.searchParams.set('after', next)
  return `${url.pathname}${url.search}`
}

/** "12" -> 12; undefined for anything that is no plain whole number. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
