// The histogram of articles by month: bars drawn on the server, each a link, with the same figures in a table behind.
// Sizes across are percentages, so it fits any width; heights are pixels, so its words keep their size.
import { writeCount, writePlural } from '../dates.ts'
import type { Bar } from '../months.ts'

export type MonthChartProps = { bars: Bar[]; title: string; note?: string; linkOf?: (bar: Bar) => string }

const barHeight = 46
const labelHeight = 15
const axisHeight = 17
const fewBarsMax = 12 // fewer do not fill the width
const yearGapMin = 9 // percent of the width between two labels under the axis
const edgeRoom = 24 // percent of a phone's width that the names of the first and last bar take

export function MonthChart({ bars, title, note, linkOf }: MonthChartProps) {
  if (bars.length < 2) return null
  const top = Math.max(1, ...bars.map((bar) => bar.count))
  const step = 100 / bars.length
  const base = labelHeight + barHeight
  return (
    <figure class={bars.length <= fewBarsMax ? 'chart few' : 'chart'}>
      <figcaption class="label">{title}</figcaption>
      <svg width="100%" height={base + axisHeight} aria-hidden="true" focusable="false">
        {bars.map((bar, i) => (
          <Column
            bar={bar}
            height={(bar.count / top) * barHeight}
            x={i * step}
            width={step}
            linkOf={linkOf}
          />
        ))}
        <line x1="0" x2="100%" y1={base + 0.5} y2={base + 0.5} />
        <PeakLabel bars={bars} top={top} step={step} />
        <AxisLabels bars={bars} step={step} y={base + 13} />
      </svg>
      <details>
        <summary>The figures{note && <span class="soft"> · {note}</span>}</summary>
        <BarTable bars={bars} {...(linkOf ? { linkOf } : {})} />
      </details>
    </figure>
  )
}

type ColumnProps = {
  bar: Bar
  height: number
  x: number
  width: number
  linkOf: MonthChartProps['linkOf']
}

function Column({ bar, height, x, width, linkOf }: ColumnProps) {
  if (bar.count === 0) return null
  const high = Math.max(2, height)
  const column = (
    <>
      <rect
        class="column"
        x={percent(x + width * 0.11)}
        y={(labelHeight + barHeight - high).toFixed(1)}
        width={percent(width * 0.78)}
        height={high.toFixed(1)}
      />
      <title>{`${bar.name}: ${writeCount(bar.count)}`}</title>
    </>
  )
  if (!linkOf) return <g>{column}</g>
  return (
    <a href={linkOf(bar)} tabindex={-1}>
      <rect class="hit" x={percent(x)} width={percent(width)} height={labelHeight + barHeight} />
      {column}
    </a>
  )
}

function PeakLabel({ bars, top, step }: { bars: Bar[]; top: number; step: number }) {
  const peak = bars.findIndex((bar) => bar.count === top)
  if (peak < 0) return null
  const middle = (peak + 0.5) * step
  const anchor = middle < 6 ? 'start' : middle > 94 ? 'end' : 'middle'
  const x = anchor === 'start' ? peak * step : anchor === 'end' ? (peak + 1) * step : middle
  return (
    <text class="peak" x={percent(x)} y={labelHeight - 4} text-anchor={anchor}>
      {writeCount(top)}
    </text>
  )
}

/** The first and the last bar by name, the years between where there is room. */
function AxisLabels({ bars, step, y }: { bars: Bar[]; step: number; y: number }) {
  const room = yearGapMin * 2
  let last = 0
  const years = bars.flatMap((bar, i) => {
    const x = i * step
    if (!bar.startsYear || x < room || x > 100 - room || (last > 0 && x - last < yearGapMin)) return []
    last = x
    return [{ x, year: bar.year }]
  })
  return (
    <>
      <text x="0" y={y}>
        {shortenSpan(bars[0]!.name)}
      </text>
      {years.map(({ x, year }) => (
        <text class={x < edgeRoom || x > 90 - edgeRoom ? 'tight' : undefined} x={percent(x)} y={y}>
          {year}
        </text>
      ))}
      <text x="100%" y={y} text-anchor="end">
        {shortenSpan(bars.at(-1)!.name)}
      </text>
    </>
  )
}

/** "January to March 2020" -> "Jan–Mar 2020": quarters stand where there are many years to name. */
function shortenSpan(name: string): string {
  return name.replace(/^(\p{L}{3})\p{L}* to (\p{L}{3})\p{L}* /u, '$1–$2 ')
}

function BarTable({ bars, linkOf }: Pick<MonthChartProps, 'bars' | 'linkOf'>) {
  const filled = bars.filter((bar) => bar.count > 0).reverse()
  return (
    <table class="figures">
      <thead class="hidden">
        <tr>
          <th scope="col">Published</th>
          <th scope="col">Articles</th>
        </tr>
      </thead>
      <tbody>
        {filled.map((bar) => (
          <tr>
            <th scope="row">{linkOf ? <a href={linkOf(bar)}>{bar.name}</a> : bar.name}</th>
            <td class="number">{writeCount(bar.count)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">In all</th>
          <td class="number">
            {writePlural(
              filled.reduce((sum, bar) => sum + bar.count, 0),
              'article',
            )}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function percent(value: number): string {
  return `${Number(value.toFixed(2))}%`
}
