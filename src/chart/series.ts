// One series of claims as a picture: the figure against the time for which it was said. A bound is an arrow, a range a
// bar, an unreviewed figure hollow; a month is as wide as a month. Each origin has a colour and a sign of its own, and a
// line only ever joins figures of one origin. Pure: points in, SVG out, coloured by the page's style sheet.
import * as Plot from '@observablehq/plot'
import { DOMParser } from 'linkedom'
import { markContradictions, markLabels, placeContradictions, topOf } from './series-labels.ts'

export type ChartPoint = {
  id: number
  startOn: string // first and last day for which the figure was said
  endOn: string
  value: number
  valueMax: number | null
  qualifier: string
  drawn: boolean // reviewed or sure; else it is hollow
  origin: string
  originLabel: string
  label: string // "≥ 300"
}

export type SeriesDrawing = {
  points: ChartPoint[]
  contradictions: [number, number][] // ids of two points that cannot both be true
  unitLabel: string // "hospitals", "% of physicians"
  percent: boolean
  width: number // pixels of the drawing; it scales with its place
  height: number
  describedBy: string // what the picture shows, in words
}

export const originsMax = 6 // with a colour and a sign of their own; further ones share the last
const SIGNS = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye'] as const
const MS_A_DAY = 86_400_000

export type Placed = ChartPoint & { from: Date; to: Date; mid: Date; rank: number }

/** Places of the origins: the one with most figures first. What the page colours and names them by. */
export function rankOrigins(points: ChartPoint[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { origin } of points) counts.set(origin, (counts.get(origin) ?? 0) + 1)
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return new Map(ranked.map(([origin], i) => [origin, Math.min(i, originsMax - 1)]))
}

/** An SVG element as text, without style or script, for a page or to be framed for a file. */
export function drawSeries(series: SeriesDrawing): string {
  const { points, contradictions, unitLabel, percent, width, height } = series
  const ranks = rankOrigins(points)
  const placed = points
    .map((point): Placed => {
      const from = new Date(point.startOn)
      const to = new Date(Date.parse(point.endOn) + MS_A_DAY)
      const mid = new Date((from.getTime() + to.getTime()) / 2)
      return { ...point, from, to, mid, rank: ranks.get(point.origin)! }
    })
    .sort((a, b) => a.mid.getTime() - b.mid.getTime() || a.id - b.id)
  const narrow = width < 500
  const frame = { left: narrow ? 40 : 56, right: 16, top: 30, bottom: 36 }
  const domains = { x: timeDomain(placed), y: valueDomain(placed, percent) }
  const pixels = (point: Placed) => ({
    x: frame.left + share(point.mid.getTime(), domains.x.map(Number)) * (width - frame.left - frame.right),
    y: height - frame.bottom - share(topOf(point), domains.y) * (height - frame.top - frame.bottom),
  })
  const within = { left: frame.left, top: 14, right: width - 2, bottom: height - frame.bottom }
  const disputes = placeContradictions(placed, contradictions, pixels)
  // An XML document, so that what is written stands in a file as well as in a page.
  const document = new DOMParser().parseFromString('<svg/>', 'image/svg+xml')
  const svg = Plot.plot({
    document: document as unknown as Document,
    width,
    height,
    marginLeft: frame.left,
    marginRight: frame.right,
    marginTop: frame.top,
    marginBottom: frame.bottom,
    x: { type: 'utc', domain: domains.x, ticks: narrow ? 3 : 7, label: null, tickSize: 4 },
    y: {
      domain: domains.y,
      label: unitLabel,
      labelAnchor: 'top',
      labelArrow: 'none',
      ticks: 5,
      grid: true,
      tickSize: 0,
      tickFormat: (value: number) => value.toLocaleString('en-US'),
    },
    marks: [
      Plot.ruleY([0], { className: 'zero' }),
      ...markContradictions(disputes, pixels),
      ...[...ranks.values()].filter(unique).flatMap((rank) =>
        markOrigin(
          placed.filter((p) => p.rank === rank),
          rank,
        ),
      ),
      ...markLabels(
        placed,
        disputes.map(({ sign }) => sign),
        { narrow, pixels, within },
      ),
    ],
  }) as unknown as Element
  svg.querySelector('style')?.remove()
  // A picture has one description, not one a mark; what a mark is stays readable for style sheets and tests.
  for (const mark of svg.querySelectorAll('[aria-label]')) {
    mark.setAttribute('data-mark', mark.getAttribute('aria-label')!)
    mark.removeAttribute('aria-label')
  }
  svg.setAttribute('font-size', narrow ? '11' : '12')
  svg.setAttribute('class', 'plot')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', series.describedBy)
  return svg.outerHTML
}

const share = (value: number, [from, to]: number[]) => (value - from!) / (to! - from!)

function valueDomain(placed: Placed[], percent: boolean): [number, number] {
  const top = Math.max(1, ...placed.map((point) => point.valueMax ?? point.value))
  return [0, percent ? Math.min(100, top * 1.2) : top * 1.2]
}

const unique = <T>(value: T, at: number, all: T[]) => all.indexOf(value) === at

/** A little air on both sides, and never less than two months: one figure is no trend. */
function timeDomain(placed: Placed[]): [Date, Date] {
  const first = Math.min(...placed.map((point) => point.from.getTime()))
  const last = Math.max(...placed.map((point) => point.to.getTime()))
  const air = Math.max((last - first) * 0.06, 30 * MS_A_DAY)
  return [new Date(first - air), new Date(last + air)]
}

export const DOWN = new Set(['up_to', 'fewer_than', 'nearly'])
export const UP = new Set(['at_least', 'more_than', 'vague'])
export const arrowPixels = 20

function markOrigin(points: Placed[], rank: number): Plot.Markish[] {
  const sure = points.filter((point) => point.drawn)
  const className = `origin o${rank}`
  const stroke = 'currentColor'
  const arrow = {
    x: 'mid',
    y: 'value',
    length: arrowPixels,
    anchor: 'start',
    stroke,
    strokeWidth: 1.6,
    className,
  } as const
  const point = { x: 'mid', y: 'value', symbol: SIGNS[rank]!, r: 4.5 }
  const span = {
    x1: 'from',
    x2: 'to',
    y: 'value',
    stroke,
    strokeWidth: 5,
    strokeOpacity: 0.28,
    strokeLinecap: 'butt',
  } as const
  const pointing = (which: Set<string>) => points.filter((p) => which.has(p.qualifier))
  return [
    // Thin, and only through what is sure: the eye should follow the origin, not read values off the line.
    Plot.line(sure, {
      x: 'mid',
      y: 'value',
      z: 'origin',
      stroke,
      strokeWidth: 1,
      strokeOpacity: 0.45,
      className,
    }),
    Plot.ruleY(points, { ...span, className }),
    Plot.ruleX(
      points.filter((p) => p.valueMax !== null),
      { x: 'mid', y1: 'value', y2: 'valueMax', stroke, strokeWidth: 5, className },
    ),
    Plot.vector(pointing(UP), { ...arrow, rotate: 0 }),
    Plot.vector(pointing(DOWN), { ...arrow, rotate: 180 }),
    Plot.dot(sure, { ...point, fill: stroke, className: `dot o${rank}` }),
    Plot.dot(
      points.filter((p) => !p.drawn),
      { ...point, stroke, strokeWidth: 1.6, className: `hollow o${rank}` },
    ),
  ]
}
