// What a search address asks for, and its answer from the store. The page, its .json twin and the exports read it here.
import type { Context } from 'hono'
import {
  type Coverage,
  chooseUnit,
  findDownDays,
  listUnits,
  makeBuckets,
  type Span,
  UNITS,
  type Unit,
} from '../src/chart/histogram.ts'
import { type Compiled, compileQuery } from '../src/search/compile.ts'
import { queryCharactersMax } from '../src/search/query.ts'
import type { Store } from '../src/store/open.ts'
import type { SearchAnswer, SearchOrder } from '../src/store/search.ts'
import type { StoryAnswer } from '../src/store/search-stories.ts'
import { othersMax, type SearchView } from './search-links.ts'

const hitsPerPage = 20 // for programs
export const storiesPerPage = 15 // with their folds
const hitsPerPageMax = 100
const ORDERS: SearchOrder[] = ['relevance', 'newest', 'oldest', 'covered']

export type AskedSearch = SearchView & {
  compiled: Compiled
  after?: string // the cursor that the page before gave
  limit: number
  today: string
}

const CURSORS: Record<SearchOrder, RegExp> = {
  relevance: /^-?\d[\d.e+-]{0,31}~\d{1,16}$/,
  newest: /^\d{1,16}$/,
  oldest: /^\d{1,16}$/,
  covered: /^\d{1,9}~\d{1,16}(~\d{1,16})?$/,
}

export function readSearch(c: Context, now: Date, usualLimit = hitsPerPage): AskedSearch {
  const typed = c.req.query('q') ?? ''
  const query = typed.slice(0, queryCharactersMax).toWellFormed()
  const today = now.toISOString().slice(0, 10)
  const compiled = compileQuery(typed, today)
  const asked = ORDERS.find((order) => order === c.req.query('sort')) ?? 'relevance'
  // Without words there is nothing to be relevant to.
  const order = asked === 'relevance' && compiled.match === undefined ? 'newest' : asked
  const after = c.req.query('after')
  const limit = Math.min(Math.max(wholeNumber(c.req.query('limit')) ?? usualLimit, 1), hitsPerPageMax)
  const unit = UNITS.find((one) => one === c.req.query('by'))
  const others = ['q2', 'q3', 'q4']
    .map((name) => c.req.query(name)?.trim() ?? '')
    .filter((other) => other !== '')
    .slice(0, othersMax)
  return {
    query,
    order,
    compiled,
    limit,
    today,
    grouped: c.req.query('group') !== 'none',
    share: c.req.query('share') === '1',
    others,
    ...(unit ? { unit } : {}),
    ...(after !== undefined && CURSORS[order].test(after) ? { after } : {}),
  }
}

export async function findArticles(store: Store, asked: AskedSearch): Promise<SearchAnswer> {
  const { compiled, order, limit, after } = asked
  return await store.searchArticles({ ...compiled, order, limit, ...(after === undefined ? {} : { after }) })
}

export async function findStories(store: Store, asked: AskedSearch): Promise<StoryAnswer> {
  const { compiled, order, limit, after } = asked
  return await store.searchStories({ ...compiled, order, limit, ...(after === undefined ? {} : { after }) })
}

/** Articles one by one in the shape of stories, so that one list shows both. */
export async function findUngrouped(store: Store, asked: AskedSearch): Promise<StoryAnswer> {
  const { hits, count, stories, ranked, next } = await findArticles(store, asked)
  const rows = hits.map((lead) => ({
    storyId: lead.storyId,
    lead,
    others: [],
    matched: 1,
    articles: lead.storyCount,
    reports: lead.reportCount,
    origins: 1,
  }))
  return {
    articles: count,
    stories,
    rows,
    ...(ranked === undefined ? {} : { ranked }),
    ...(next === undefined ? {} : { next }),
  }
}

export type Series = { query: string; counts: number[]; articles: number[]; count: number }
export type HistogramFacts = {
  unit: Unit
  units: Unit[] // that a reader may switch to
  buckets: Span[]
  series: Series[] // of the query and those it is compared with
  coverage: Coverage
  limits: Partial<Span> // of the period that is searched
}

/** Hits over time of the query, and of those it is compared with, over the period that they have between them. */
export async function findHistogram(store: Store, asked: AskedSearch): Promise<HistogramFacts | undefined> {
  const queries = [asked.query, ...asked.others]
  const compiled = [asked.compiled, ...asked.others.map((other) => compileQuery(other, asked.today))]
  const [answered, ...days] = await Promise.all([
    store.listAnsweredDays(),
    ...compiled.map((one) => store.findDays(one)),
  ])
  const known = days.filter((span) => span !== undefined)
  if (known.length === 0) return undefined
  const whole = {
    fromDay: Math.min(...known.map((span) => span.fromDay)),
    toDay: Math.max(...known.map((span) => span.toDay)),
  }
  const unit = chooseUnit(whole, asked.unit)
  const buckets = makeBuckets(unit, whole)
  const counted = await Promise.all(
    compiled.map((one) => store.countSpans({ compiled: one, spans: buckets })),
  )
  return {
    unit,
    units: listUnits(whole),
    buckets,
    series: counted.map(({ matches, articles }, i) => ({
      query: queries[i]!,
      counts: matches,
      articles,
      count: matches.reduce((sum, n) => sum + n, 0),
    })),
    coverage: findDownDays(answered, asked.today),
    limits: limitsOf(asked.compiled),
  }
}

function limitsOf({ fromDay, toDay }: Compiled): Partial<Span> {
  return { ...(fromDay === undefined ? {} : { fromDay }), ...(toDay === undefined ? {} : { toDay }) }
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
