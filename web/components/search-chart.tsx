// The chart of a search with what a reader may change of it: unit, counts or shares, queries to compare with.
import { type Span, type Unit, writeIsoDay, writePeriod } from '../../src/chart/histogram.ts'
import { writeCount, writePlural } from '../dates.ts'
import { addTerm, listFilters, removeTerm } from '../query-terms.ts'
import { othersMax, plainView, type SearchView, searchUrl } from '../search-links.ts'
import type { HistogramFacts } from '../search-request.ts'
import { Histogram, LineSample } from './histogram.tsx'

export type SearchChartProps = { view: SearchView; facts: HistogramFacts; linked: boolean }

const UNIT_NAMES: Record<Unit, string> = { day: 'day', week: 'week', month: 'month', year: 'year' }

export function SearchChart({ view, facts, linked }: SearchChartProps) {
  if (facts.buckets.length < 2 && facts.series.length === 1) return null
  const several = facts.series.length > 1
  const title = `${view.share ? 'Share of all articles' : several ? 'Articles' : 'Matches'} by ${UNIT_NAMES[facts.unit]}`
  const linkOf = (bucket: Span) => {
    const query = withPeriod(view.query, periodOf(bucket, facts))
    return searchUrl(plainView(view), { query }).slice('/search'.length)
  }
  return (
    <section class="search-chart" aria-label="Hits over time">
      <div class="chart-head">
        <h2 class="label">{title}</h2>
        <ChartChoices view={view} facts={facts} />
      </div>
      <Histogram facts={facts} share={view.share} title={title} {...(linked && !several ? { linkOf } : {})} />
      <Compared view={view} facts={facts} />
    </section>
  )
}

/** Of a bar at the edge only what lies in the period that is searched. */
function periodOf(bucket: Span, { unit, limits }: HistogramFacts): string {
  const fromDay = Math.max(bucket.fromDay, limits.fromDay ?? bucket.fromDay)
  const toDay = Math.min(bucket.toDay, limits.toDay ?? bucket.toDay)
  if (fromDay === bucket.fromDay && toDay === bucket.toDay) return writePeriod(unit, bucket)
  return fromDay === toDay ? writeIsoDay(fromDay) : `${writeIsoDay(fromDay)}/${writeIsoDay(toDay)}`
}

/** A bar lies within the period that is searched, so its own period takes that one's place. */
function withPeriod(query: string, period: string): string {
  const without = listFilters(query)
    .filter(({ field }) => field === 'published')
    .reduce((rest, { text }) => removeTerm(rest, text), query)
  return addTerm(without, `published:${period}`)
}

function ChartChoices({ view, facts }: { view: SearchView; facts: HistogramFacts }) {
  const current = (is: boolean) => (is ? ('true' as const) : undefined)
  return (
    <p class="choices">
      {facts.units.length > 1 &&
        facts.units.map((unit) => (
          <a href={searchUrl(view, { unit })} aria-current={current(unit === facts.unit)}>
            {UNIT_NAMES[unit]}
          </a>
        ))}
      <span class="gap" />
      <a href={searchUrl(view, { share: false })} aria-current={current(!view.share)}>
        count
      </a>
      <a href={searchUrl(view, { share: true })} aria-current={current(view.share)}>
        share
        <span class="hidden"> of all articles</span>
      </a>
    </p>
  )
}

/** The queries in the chart, each with its line's sign, and a form for one more. */
function Compared({ view, facts }: { view: SearchView; facts: HistogramFacts }) {
  const several = facts.series.length > 1
  const form = view.others.length < othersMax && (
    <form class="compare" action="/search">
      <HiddenView view={view} />
      <label>
        <span>{several ? 'And with' : 'Compare with'}</span>{' '}
        <input name={`q${view.others.length + 2}`} type="text" maxlength={1000} autocomplete="off" required />
      </label>
      <button class="quiet" type="submit">
        Compare
      </button>
    </form>
  )
  if (!several)
    return (
      <details class="data compare-fold">
        <summary>Compare with another query</summary>
        {form}
      </details>
    )
  return (
    <>
      <ul class="compared plain" aria-label="Queries in the chart">
        {facts.series.map((one, i) => (
          <li>
            <LineSample number={i + 1} />
            <a href={searchUrl(plainView(view), { query: one.query })} dir="auto">
              {one.query.trim() === '' ? 'all articles' : one.query}
            </a>{' '}
            <span class="soft">{writePlural(one.count, 'article')}</span>
            {i > 0 && (
              <a
                class="take-out"
                href={searchUrl(view, { others: view.others.filter((_, at) => at !== i - 1) })}
              >
                <span aria-hidden="true">×</span>
                <span class="hidden">Take {one.query} out of the chart</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      <p class="chart-note">
        The list below is of the first query: {writeCount(facts.series[0]!.count)} in the chart.
      </p>
      {form}
    </>
  )
}

/** What the form must not forget. */
function HiddenView({ view }: { view: SearchView }) {
  const hidden = (name: string, value: string) => <input type="hidden" name={name} value={value} />
  return (
    <>
      {hidden('q', view.query)}
      {view.order !== 'relevance' && hidden('sort', view.order)}
      {!view.grouped && hidden('group', 'none')}
      {view.unit && hidden('by', view.unit)}
      {view.share && hidden('share', '1')}
      {view.others.map((other, i) => hidden(`q${i + 2}`, other))}
    </>
  )
}
