// Every series of figures: its newest one, how many origins stand behind it, how it moved, what disagrees.
import type { Lexicon } from '../../src/model.ts'
import type { SeriesOrder, SeriesRow } from '../../src/store/claim-series.ts'
import { NewestFigure, Spark, Standing } from '../components/series-line.tsx'
import { writeCount, writePlural } from '../dates.ts'
import { placeName, seriesPath, seriesTitle, stageName, technologyName, unitName } from '../figures.ts'

export type AskedSeries = {
  technology: string
  unit: string
  place: string
  stage: string
  order: SeriesOrder
  page: number
}

export type AdoptionProps = {
  asked: AskedSeries
  series: SeriesRow[]
  count: number
  perPage: number
  choices: { field: 'technology' | 'unit' | 'places' | 'stageClass'; value: string; count: number }[]
  waiting: number // figures that wait for review
  mayReview: boolean
  lexicon: Lexicon
}

/** Many witnesses first: the newest figures are mostly lone ones that nobody has looked at. */
export const USUAL_ORDER: SeriesOrder = 'figures'
const ORDERS: [SeriesOrder, string][] = [
  ['figures', 'Most origins'],
  ['movement', 'Moved most'],
  ['newest', 'Newest'],
  ['contradictions', 'Contradicted'],
]

export function Adoption({
  asked,
  series,
  count,
  perPage,
  choices,
  waiting,
  mayReview,
  lexicon,
}: AdoptionProps) {
  return (
    <div class="stack">
      <header>
        <h1>Adoption counts</h1>
        <p class="lede">
          How many use what, and who says so: each figure with its sentence, its bounds, its date and its
          origin. Hollow ○ means that nobody has looked at it yet.
        </p>
        <p class="buttons">
          {mayReview && (
            <a class="button quiet" href="/adoption/review">
              Review {writePlural(waiting, 'figure')}
            </a>
          )}
          <a class="button quiet" href="/adoption/send">
            Send a figure
          </a>
        </p>
      </header>
      {choices.length > 0 && <Filters asked={asked} choices={choices} lexicon={lexicon} />}
      <p class="bar">
        <span>{writePlural(count, 'series', 'series')}</span>
        <span class="sorts">
          {ORDERS.map(([order, name]) => (
            <a
              href={adoptionLink({ ...asked, order, page: 1 })}
              aria-current={asked.order === order ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </span>
      </p>
      {series.length === 0 ? <NoSeries asked={asked} /> : <SeriesList series={series} lexicon={lexicon} />}
      <Pager asked={asked} count={count} perPage={perPage} />
    </div>
  )
}

/** The address of a list, without what is not asked. */
export function adoptionLink(asked: AskedSeries): string {
  const { order, page, ...filters } = asked
  const parameters = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''))
  if (order !== USUAL_ORDER) parameters.set('sort', order)
  if (page > 1) parameters.set('page', String(page))
  const query = parameters.toString()
  return query ? `/adoption?${query}` : '/adoption'
}

function NoSeries({ asked }: { asked: AskedSeries }) {
  const filtered = asked.technology || asked.unit || asked.place || asked.stage
  return (
    <div class="empty">
      {filtered ? (
        <p>
          No series fits all of these. <a href="/adoption">Show every series</a>.
        </p>
      ) : (
        <p>
          No figure has been read yet. As articles come in, sentences such as “at least 300 hospitals in China
          use DeepSeek” become figures here, each with its quote.
        </p>
      )}
    </div>
  )
}

function Filters({ asked, choices, lexicon }: Pick<AdoptionProps, 'asked' | 'choices' | 'lexicon'>) {
  const of = (field: AdoptionProps['choices'][number]['field']) =>
    choices.filter((choice) => choice.field === field && choice.value !== '')
  const places = new Map<string, number>()
  for (const { value, count } of of('places'))
    for (const code of value.split('+')) places.set(code, (places.get(code) ?? 0) + count)
  return (
    <form class="filters" action="/adoption">
      <Choice
        name="technology"
        label="Technology"
        any="any technology"
        chosen={asked.technology}
        options={of('technology').map(({ value, count }) => [value, technologyName(lexicon, value), count])}
      />
      <Choice
        name="unit"
        label="Counted"
        any="anything counted"
        chosen={asked.unit}
        options={of('unit').map(({ value, count }) => [value, unitName(lexicon, value), count])}
      />
      <Choice
        name="place"
        label="Place"
        any="anywhere"
        chosen={asked.place}
        options={[...places].map(([value, count]) => [value, placeName(lexicon, value), count])}
      />
      <Choice
        name="stage"
        label="Stage"
        any="any stage"
        chosen={asked.stage}
        options={of('stageClass').map(({ value, count }) => [value, stageName(value), count])}
      />
      {asked.order !== USUAL_ORDER && <input type="hidden" name="sort" value={asked.order} />}
      <button type="submit">Show</button>
    </form>
  )
}

function Choice({
  name,
  label,
  any,
  chosen,
  options,
}: {
  name: string
  label: string
  any: string // what stands there when nothing is chosen
  chosen: string
  options: [string, string, number][]
}) {
  const sorted = [...options].sort((a, b) => a[1].localeCompare(b[1]))
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        <option value="">{any}</option>
        {sorted.map(([value, text, count]) => (
          <option value={value} selected={value === chosen}>
            {text} ({count})
          </option>
        ))}
      </select>
    </label>
  )
}

function SeriesList({ series, lexicon }: { series: SeriesRow[]; lexicon: Lexicon }) {
  return (
    <ol class="series-list">
      {series.map((row) => (
        <SeriesItem row={row} lexicon={lexicon} />
      ))}
    </ol>
  )
}

function SeriesItem({ row, lexicon }: { row: SeriesRow; lexicon: Lexicon }) {
  return (
    <li>
      <div class="what">
        <h2>
          <a href={seriesPath(row.key)}>{seriesTitle(row, lexicon)}</a>
        </h2>
        <Standing row={row} />
      </div>
      <NewestFigure row={row} lexicon={lexicon} />
      <Spark row={row} width={180} height={40} />
      {row.movement !== 0 && <p class="movement">{writeMovement(row.movement)}</p>}
    </li>
  )
}

/** 0.693 -> "▲ +100 %": against the figure before; beyond tenfold, how many times as much. */
function writeMovement(movement: number): string {
  const times = Math.round(Math.exp(movement))
  if (times >= 10) return `▲ × ${writeCount(times)}`
  const percent = Math.round((Math.exp(movement) - 1) * 100)
  return `${percent < 0 ? '▼' : '▲'} ${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`
}

function Pager({ asked, count, perPage }: Pick<AdoptionProps, 'asked' | 'count' | 'perPage'>) {
  const last = Math.max(1, Math.ceil(count / perPage))
  if (last === 1) return null
  return (
    <nav class="pager" aria-label="Pages">
      {asked.page > 1 && (
        <a class="button quiet" href={adoptionLink({ ...asked, page: asked.page - 1 })} rel="prev">
          Back
        </a>
      )}
      <span>
        Page {asked.page} of {last}
      </span>
      {asked.page < last && (
        <a class="button quiet" href={adoptionLink({ ...asked, page: asked.page + 1 })} rel="next">
          More
        </a>
      )}
    </nav>
  )
}
