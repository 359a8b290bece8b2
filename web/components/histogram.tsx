// Hits over time: bars for one query, lines for several, as counts or as shares of all articles; days on which sources
// were down are hatched; the same figures in a table behind. Drawn on the server; sizes across follow the page.
import {
  drawBars,
  drawLine,
  joinDays,
  niceTop,
  type Point,
  placePoints,
  placeSpan,
  plotWidth,
  type Span,
  spreadLabels,
  type Unit,
  wholeOf,
  writeIsoDay,
} from '../../src/chart/histogram.ts'
import { writeCount, writeDay, writeMonth, writePlural } from '../dates.ts'
import type { HistogramFacts, Series } from '../search-request.ts'

export type HistogramProps = {
  facts: HistogramFacts
  share: boolean
  title: string
  linkOf?: (bucket: Span) => string // absent where the query is too long to repeat
}

const barsHeight = 64
const linesHeight = 120
const linesWidth = '80%' // the names of the lines stand at the right of it
const labelHeight = 15
const axisHeight = 18
const labelGap = 13
const linksInTableMax = 31

export function Histogram({ facts, share, title, linkOf }: HistogramProps) {
  const { unit, buckets, series } = facts
  const values = series.map((one) => valuesOf(one, share))
  const several = series.length > 1
  const most = Math.max(0, ...values.flat())
  const top = several ? niceTop([most]) : most || 1
  const height = several ? linesHeight : barsHeight
  const draw = { facts, values, top, height, share, ...(linkOf ? { linkOf } : {}) }
  return (
    <figure class={several ? 'histogram several' : 'histogram'}>
      <figcaption class="hidden">{title}</figcaption>
      <svg
        class="frame-of-chart"
        width="100%"
        height={labelHeight + height + axisHeight}
        aria-hidden="true"
        focusable="false"
      >
        <Hatching />
        {several && <Scale top={top} height={height} share={share} />}
        <svg aria-hidden="true" width={several ? linesWidth : '100%'} overflow="visible">
          <svg
            class="plot"
            aria-hidden="true"
            y={labelHeight}
            height={height}
            viewBox={`0 0 ${plotWidth} ${height}`}
            preserveAspectRatio="none"
          >
            <DownDays facts={facts} height={height} />
            {several ? <Lines {...draw} /> : <Bars {...draw} />}
          </svg>
          {several ? <Markers {...draw} /> : <Peak {...draw} />}
          <Axis unit={unit} buckets={buckets} y={labelHeight + height + 14} />
        </svg>
        {several && <LineNames {...draw} />}
        <line class="base" x1="0" x2="100%" y1={labelHeight + height + 0.5} y2={labelHeight + height + 0.5} />
      </svg>
      <CoverageNote facts={facts} />
      <details class="data">
        <summary>The figures</summary>
        <Figures {...draw} />
      </details>
    </figure>
  )
}

function valuesOf({ counts, articles }: Series, share: boolean): number[] {
  return share ? counts.map((count, i) => (articles[i]! > 0 ? count / articles[i]! : 0)) : counts
}

type Drawn = {
  facts: HistogramFacts
  values: number[][]
  top: number
  height: number
  share: boolean
  linkOf?: (bucket: Span) => string
}

function Hatching() {
  return (
    <defs>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line class="hatch" x1="0" y1="0" x2="0" y2="5" />
      </pattern>
    </defs>
  )
}

function DownDays({ facts: { buckets, coverage }, height }: { facts: HistogramFacts; height: number }) {
  const whole = wholeOf(buckets)
  return (
    <>
      {joinDays(downWithin(coverage.down, whole)).map((span) => {
        const { x, width } = placeSpan(span, whole)
        return <rect class="down" x={x} width={Math.max(width, 2)} y="0" height={height} fill="url(#hatch)" />
      })}
    </>
  )
}

function downWithin(days: number[], { fromDay, toDay }: Span): number[] {
  return days.filter((day) => day >= fromDay && day <= toDay)
}

function Bars({ facts: { unit, buckets }, values, top, height, share, linkOf }: Drawn) {
  const [only] = values
  const whole = wholeOf(buckets)
  return (
    <>
      <path class="column" d={drawBars(only!, buckets, top, height)} />
      {buckets.map((bucket, i) => {
        if (only![i] === 0) return null
        const { x, width } = placeSpan(bucket, whole)
        const hit = <path d={`M${x} 0h${width}v${height}h-${width}z`} />
        const title = <title>{`${nameBucket(unit, bucket)}: ${writeValue(only![i]!, share)}`}</title>
        if (!linkOf)
          return (
            <g>
              {title}
              {hit}
            </g>
          )
        return (
          <a href={linkOf(bucket)} tabindex={-1}>
            {title}
            {hit}
          </a>
        )
      })}
    </>
  )
}

function Lines({ facts: { buckets }, values, top, height }: Drawn) {
  return (
    <>
      {values.map((one, i) => (
        <path class={`curve s${i + 1}`} d={drawLine(placePoints(one, buckets, top, height))} />
      ))}
    </>
  )
}

const SHAPES = [
  'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0',
  'M-3 -3h6v6h-6z',
  'M0 -4L4 3H-4z',
  'M0 -4.5L4.5 0L0 4.5L-4.5 0z',
]
const markersMax = 24 // on one line

/** Markers by shape, so that lines can be told apart without colour. */
function Markers({ facts: { buckets }, values, top, height }: Drawn) {
  const every = Math.ceil(buckets.length / markersMax)
  return (
    <svg class="markers" aria-hidden="true" y={labelHeight} height={height} overflow="visible">
      {values.map((one, i) => {
        const line = placePoints(one, buckets, top, height)
        return line.map((point, at) =>
          at % every === 0 || at === line.length - 1 ? <Marker point={point} shape={i} /> : null,
        )
      })}
    </svg>
  )
}

const nameLettersMax = { wide: 24, phone: 9 }

/** Each line's query at its end; on a phone its beginning. */
function LineNames({ facts: { buckets, series }, values, top, height }: Drawn) {
  const ends = values.map((one) => placePoints(one, buckets, top, height).at(-1)?.y ?? 0)
  const heights = spreadLabels(ends, labelGap, height - 7)
  return (
    <>
      {series.map((one, i) =>
        (['wide', 'phone'] as const).map((screen) => (
          <text class={`end on-${screen} s${i + 1}`} x="81%" y={labelHeight + heights[i]! + 4}>
            {shorten(one.query, nameLettersMax[screen])}
          </text>
        )),
      )}
    </>
  )
}

function Marker({ point, shape }: { point: Point; shape: number }) {
  return (
    <svg aria-hidden="true" x={`${point.x / 10}%`} y={point.y} overflow="visible">
      <path class={`marker s${shape + 1}`} d={SHAPES[shape]} />
    </svg>
  )
}

const columnLettersMax = 20

function shorten(query: string, lettersMax = columnLettersMax): string {
  const words = query.trim() === '' ? 'all articles' : query.trim()
  return [...words].length <= lettersMax ? words : `${[...words].slice(0, lettersMax - 1).join('')}…`
}

/** The sign of a line beside its query. */
export function LineSample({ number }: { number: number }) {
  return (
    <svg class="sample-line" width="34" height="12" aria-hidden="true">
      <path class={`curve s${number}`} d="M0 6H34" />
      <svg aria-hidden="true" x="17" y="6" overflow="visible">
        <path class={`marker s${number}`} d={SHAPES[number - 1]} />
      </svg>
    </svg>
  )
}

function Scale({ top, height, share }: { top: number; height: number; share: boolean }) {
  return (
    <>
      {[1, 0.5].map((part) => {
        const y = labelHeight + height * (1 - part) + 0.5
        return (
          <>
            <line class="grid" x1="0" x2="100%" y1={y} y2={y} />
            <text class="tick" x="100%" y={y - 3} text-anchor="end">
              {writeValue(top * part, share)}
            </text>
          </>
        )
      })}
    </>
  )
}

function Peak({ facts: { buckets }, values: [only], top, share }: Drawn) {
  const at = only!.indexOf(top)
  if (at < 0) return null
  const { x, width } = placeSpan(buckets[at]!, wholeOf(buckets))
  const middle = (x + width / 2) / 10
  const anchor = middle < 6 ? 'start' : middle > 94 ? 'end' : 'middle'
  const place = anchor === 'start' ? x / 10 : anchor === 'end' ? (x + width) / 10 : middle
  return (
    <text class="peak" x={`${place.toFixed(1)}%`} y={labelHeight - 4} text-anchor={anchor}>
      {writeValue(top, share)}
    </text>
  )
}

function Axis({ unit, buckets, y }: { unit: Unit; buckets: Span[]; y: number }) {
  const [first, last] = [buckets[0]!, buckets.at(-1)!]
  const between = middleLabels(unit, buckets)
  return (
    <>
      <text x="0" y={y}>
        {shortName(unit, first)}
      </text>
      {between.map(({ x, name }) => (
        <text class="tight" x={`${x}%`} y={y}>
          {name}
        </text>
      ))}
      {buckets.length > 1 && (
        <text x="100%" y={y} text-anchor="end">
          {shortName(unit, last)}
        </text>
      )}
    </>
  )
}

const labelRoom = 12 // percent of the width

/** Beginnings of years, or of months where the chart is by day or week. */
function middleLabels(unit: Unit, buckets: Span[]): { x: number; name: string }[] {
  const whole = wholeOf(buckets)
  let last = 6
  return buckets.flatMap((bucket, i) => {
    const [day, before] = [
      writeIsoDay(bucket.fromDay),
      writeIsoDay(buckets[i - 1]?.fromDay ?? bucket.fromDay),
    ]
    const byYear = unit === 'month' || unit === 'year'
    const turns = byYear ? day.slice(0, 4) !== before.slice(0, 4) : day.slice(0, 7) !== before.slice(0, 7)
    const x = Math.round(placeSpan(bucket, whole).x) / 10
    if (!turns || x - last < labelRoom || x > 100 - labelRoom * 1.6) return []
    last = x
    return [{ x, name: byYear ? day.slice(0, 4) : writeMonth(day.slice(0, 7)) }]
  })
}

function shortName(unit: Unit, bucket: Span): string {
  const day = writeIsoDay(bucket.fromDay)
  return unit === 'year' ? day.slice(0, 4) : unit === 'month' ? writeMonth(day.slice(0, 7)) : writeDay(day)
}

function nameBucket(unit: Unit, bucket: Span): string {
  return unit === 'week' ? `Week of ${shortName(unit, bucket)}` : shortName(unit, bucket)
}

function writeValue(value: number, share: boolean): string {
  if (!share) return writeCount(Math.round(value * 10) / 10)
  const percent = value * 100
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : Math.round(percent * 10) / 10} %`
}

const daysNamedMax = 3

function CoverageNote({ facts: { buckets, coverage } }: { facts: HistogramFacts }) {
  const whole = wholeOf(buckets)
  const down = downWithin(coverage.down, whole)
  const late = coverage.watchedFrom !== undefined && coverage.watchedFrom > whole.fromDay
  if (down.length === 0 && !late) return null
  const named = joinDays(down).slice(0, daysNamedMax)
  return (
    <p class="chart-note">
      {down.length > 0 && (
        <>
          Hatched: {writePlural(down.length, 'day')} on which no source answered, or fewer than half of the
          usual (the middle of the four weeks before): {named.map(nameSpan).join(', ')}
          {joinDays(down).length > named.length && ' and more'}.{' '}
        </>
      )}
      {late &&
        `Watched since ${writeDay(writeIsoDay(coverage.watchedFrom!))}; earlier articles are what sources still listed then.`}
    </p>
  )
}

function nameSpan({ fromDay, toDay }: Span): string {
  const from = writeDay(writeIsoDay(fromDay))
  return fromDay === toDay ? from : `${from} to ${writeDay(writeIsoDay(toDay))}`
}

function Figures({ facts: { unit, buckets, series, coverage }, share, linkOf }: Drawn) {
  const filled = buckets
    .map((bucket, i) => ({ bucket, i, down: downWithin(coverage.down, bucket).length }))
    .filter(({ i, down }) => down > 0 || series.some((one) => one.counts[i]! > 0))
    .reverse()
  const linked = linkOf && filled.length <= linksInTableMax && series.length === 1
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Published</th>
          {series.map((one, i) => (
            <th scope="col">{series.length === 1 ? 'Matches' : `${i + 1}. ${shorten(one.query)}`}</th>
          ))}
          <th scope="col">{share ? 'Share' : 'Of all'}</th>
        </tr>
      </thead>
      <tbody>
        {filled.map(({ bucket, i, down }) => (
          <tr>
            <th scope="row">
              {linked ? <a href={linkOf(bucket)}>{nameBucket(unit, bucket)}</a> : nameBucket(unit, bucket)}
              {down > 0 && <span class="soft"> · {writePlural(down, 'day')} down</span>}
            </th>
            {series.map((one) => (
              <td>{writeCount(one.counts[i]!)}</td>
            ))}
            <td>
              {share
                ? series.map((one) => writeValue(valuesOf(one, true)[i]!, true)).join(' · ')
                : writeCount(series[0]!.articles[i]!)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">In all</th>
          {series.map((one) => (
            <td>{writeCount(one.count)}</td>
          ))}
          <td>{share ? '' : writeCount(series[0]!.articles.reduce((sum, n) => sum + n, 0))}</td>
        </tr>
      </tfoot>
    </table>
  )
}
