// The address of a search with all that a reader chose: query, order, grouping, chart, queries to compare with. Every
// link of the search page changes one thing of it and keeps the rest; what is as usual is left out.
import type { Unit } from '../src/chart/histogram.ts'
import type { SearchOrder } from '../src/store/search.ts'
import { encodeWords } from './links.ts'

export type SearchView = {
  query: string
  order: SearchOrder
  grouped: boolean // by story
  unit?: Unit // of the chart; absent: what fits
  share: boolean // the chart shows shares of all articles
  others: string[] // queries to compare with
}

export const othersMax = 3

/** searchUrl(view, { order: 'newest' }) -> "/search?q=hospital&sort=newest"; a cursor is never kept. */
export function searchUrl(view: SearchView, change: Partial<SearchView> & { after?: string } = {}): string {
  const { query, order, grouped, unit, share, others, after } = { ...view, after: undefined, ...change }
  return [
    `/search?q=${encodeWords(query)}`,
    ...(order === 'relevance' ? [] : [`sort=${order}`]),
    ...(grouped ? [] : ['group=none']),
    ...(unit ? [`by=${unit}`] : []),
    ...(share ? ['share=1'] : []),
    ...others.map((other, i) => `q${i + 2}=${encodeWords(other)}`),
    ...(after === undefined ? [] : [`after=${encodeURIComponent(after)}`]),
  ].join('&')
}

/** The view without its chart's choices: for links that leave the chart as it comes. */
export function plainView(view: SearchView): SearchView {
  const { unit: _, ...rest } = view
  return { ...rest, share: false, others: [] }
}
