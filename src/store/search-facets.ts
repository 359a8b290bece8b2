// How the matches spread over publications, kinds, languages, countries, months and tags, counted over the newest of
// them where there are very many. A tag counts for its parents too, each article once.
import type { Db } from './database.ts'
import type { CompiledQuery } from './search.ts'
import { countArticles, EVERYTHING, idRange, listIds } from './search-matches.ts'

export type FacetValue = { value: string; label: string; count: number }
export type Facets = {
  publication: FacetValue[]
  kind: FacetValue[]
  language: FacetValue[]
  country: FacetValue[]
  tag: FacetValue[] // the branches among them: "risk" holds "risk/privacy"
  month: FacetValue[]
  counted: number // matches that were looked at
  of: number // matches in all
}

const facetArticlesMax = 10_000 // newest matches that are counted: about 3 ms of processor time a thousand
const facetValuesMax = 200

export function searchFacets(db: Db, query: CompiledQuery): Facets {
  const range = idRange(query)
  const of = countArticles(db, query.match, range)
  const ids = listIds(db, query.match, range, { newest: true, limit: facetArticlesMax })
  const list = JSON.stringify(ids)
  // One pass over the articles for all but the tags; the combinations are far fewer than the articles.
  const rows = db
    .prepare(
      `select a.publication_id as publication, max(a.publication_name) as name, a.kind, a.language, a.country,
         substr(a.published_on, 1, 7) as month, count(*) as count
       from json_each(:list) f join articles a on a.id = f.value group by 1, 3, 4, 5, 6 order by 1, 3, 4, 5, 6`,
    )
    .all({ list }) as FacetRow[]
  return {
    publication: sumFacet(rows, 'publication', 'name'),
    kind: sumFacet(rows, 'kind'),
    language: sumFacet(rows, 'language'),
    country: sumFacet(rows, 'country'),
    tag: countTags(db, list),
    month: sumFacet(rows, 'month').sort((a, b) => (a.value < b.value ? -1 : 1)),
    counted: ids.length,
    of,
  }
}

/** Each tag and the branches it is on; an article with two tags of a branch is in the branch once. */
function countTags(db: Db, list: string): FacetValue[] {
  const rows = db
    .prepare(
      `select f.value, t.tag_id from json_each(?) f
         join article_tags t on t.article_id = f.value and t.removed_at is null`,
    )
    .raw()
    .iterate(list) as IterableIterator<[number, string]>
  const branches = new Map<string, string[]>() // "risk/privacy" -> "risk", "risk/privacy"
  const counts = new Map<string, { count: number; last: number }>()
  for (const [article, tag] of rows) {
    let of = branches.get(tag)
    if (!of) {
      const parts = tag.split('/')
      of = parts.map((_, depth) => parts.slice(0, depth + 1).join('/'))
      branches.set(tag, of)
    }
    for (const branch of of) {
      const known = counts.get(branch)
      if (!known) counts.set(branch, { count: 1, last: article })
      else if (known.last !== article) {
        known.count++
        known.last = article
      }
    }
  }
  return [...counts]
    .map(([value, { count }]) => ({ value, label: value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, facetValuesMax)
}

type Column = 'publication' | 'kind' | 'language' | 'country' | 'month'
type FacetRow = Record<'publication' | 'name' | 'kind' | 'month', string> &
  Record<'language' | 'country', string | null> & { count: number }

/** Most frequent first. */
function sumFacet(rows: FacetRow[], value: Column, label: 'name' | Column = value): FacetValue[] {
  const values = new Map<string, FacetValue>()
  for (const row of rows) {
    const key = row[value]
    if (key === null) continue
    const known = values.get(key)
    if (known) known.count += row.count
    else values.set(key, { value: key, label: row[label] ?? key, count: row.count })
  }
  return [...values.values()]
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, facetValuesMax)
}

export type DaySpan = { fromDay: number; toDay: number } // days since 1970-01-01, both included

/** The first and the last day with a match; undefined without one. */
export function findDays(db: Db, query: CompiledQuery): DaySpan | undefined {
  const range = idRange(query)
  const [oldest] = listIds(db, query.match ?? EVERYTHING, range, { newest: false, limit: 1 })
  const [newest] = listIds(db, query.match ?? EVERYTHING, range, { newest: true, limit: 1 })
  if (oldest === undefined || newest === undefined) return undefined
  return { fromDay: Math.floor(oldest / 65_536), toDay: Math.floor(newest / 65_536) }
}

/** How many matches each span has, and how many articles there are in it at all. Ids begin with the day: ranges. */
export function countSpans(
  db: Db,
  { compiled, spans }: { compiled: CompiledQuery; spans: DaySpan[] },
): { matches: number[]; articles: number[] } {
  const limits = idRange(compiled)
  const total = db
    .prepare('select coalesce(sum(articles), 0) from day_counts where day between ? and ?')
    .pluck()
  const articles = spans.map(
    ({ fromDay, toDay }) =>
      total.get(
        Math.max(fromDay, compiled.fromDay ?? fromDay),
        Math.min(toDay, compiled.toDay ?? toDay),
      ) as number,
  )
  const days = fewDays(db, compiled, spans.length * listedMaxASpan)
  const matches = spans.map((span, i) => {
    if (days) return countBelow(days, span.toDay + 1) - countBelow(days, span.fromDay)
    const { from, to } = idRange(span)
    const within = { from: from > limits.from ? from : limits.from, to: to < limits.to ? to : limits.to }
    const whole = compiled.match === undefined && within.from === from && within.to === to
    return whole ? articles[i]! : countArticles(db, compiled.match, within)
  })
  return { matches, articles }
}

const listedMaxASpan = 50 // matches: about what counting one span costs

/** The days of all matches where they are so few that listing them is less than counting each span; else nothing. */
function fewDays(db: Db, compiled: CompiledQuery, most: number): number[] | undefined {
  if (compiled.match === undefined) return undefined
  const ids = listIds(db, compiled.match, idRange(compiled), { newest: false, limit: most + 1 })
  return ids.length > most ? undefined : ids.map((id) => Math.floor(id / 65_536))
}

/** How many of the days, in ascending order, come before one. */
function countBelow(days: number[], day: number): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! < day) low = middle + 1
    else high = middle
  }
  return low
}

export type AnsweredDay = { day: string; sources: number }

const daysOf = new WeakMap<Db, AnsweredDay[]>()

/** How many sources answered on each day since the first. Days that are over do not change: each is counted once. */
export function listAnsweredDays(db: Db): AnsweredDay[] {
  const known = daysOf.get(db) ?? []
  const last = known.at(-1)?.day ?? ''
  const fresh = db
    .prepare('select day, count(*) as sources from answered_days where day >= ? group by day order by day')
    .all(last) as AnsweredDay[]
  const days = [...known.slice(0, -1), ...(fresh.length > 0 ? fresh : known.slice(-1))]
  daysOf.set(db, days)
  return days
}
