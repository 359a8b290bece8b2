// A histogram of hits over time before it is drawn: which unit fits a period, its buckets, the heights of bars and the
// points of lines, room for labels, and the days on which sources were down. Pure; days are counted since 1970-01-01.

export const UNITS = ['day', 'week', 'month', 'year'] as const
export type Unit = (typeof UNITS)[number]
export type Span = { fromDay: number; toDay: number } // both included

const MS_A_DAY = 86_400_000
const barsMax = 72
const dayUnitDaysMax = 62
const weekUnitDaysMax = 400

/** The unit that shows a period best: by day up to two months, by week up to a year, then by month, then by year. */
export function chooseUnit(span: Span, asked?: Unit): Unit {
  if (asked !== undefined && countBuckets(asked, span) <= barsMax) return asked
  const days = span.toDay - span.fromDay + 1
  if (asked === undefined) {
    if (days <= dayUnitDaysMax) return 'day'
    if (days <= weekUnitDaysMax) return 'week'
  }
  const from = asked === undefined ? UNITS.indexOf('month') : UNITS.indexOf(asked)
  return UNITS.slice(from).find((unit) => countBuckets(unit, span) <= barsMax) ?? 'year'
}

/** The units a reader may switch to: those with at least two bars and no more than fit. */
export function listUnits(span: Span): Unit[] {
  return UNITS.filter((unit) => {
    const count = countBuckets(unit, span)
    return count >= 2 && count <= barsMax
  })
}

function countBuckets(unit: Unit, span: Span): number {
  const [first, last] = [startOf(unit, span.fromDay), startOf(unit, span.toDay)]
  if (unit === 'day') return last - first + 1
  if (unit === 'week') return (last - first) / 7 + 1
  const months = monthOf(last) - monthOf(first)
  return unit === 'month' ? months + 1 : months / 12 + 1
}

/** Whole units one after the other, from the one that holds the first day to the one that holds the last. */
export function makeBuckets(unit: Unit, span: Span): Span[] {
  const buckets: Span[] = []
  const first = unit === 'year' ? Math.max(span.fromDay, oldestShown(span.toDay)) : span.fromDay
  for (let day = startOf(unit, first); day <= span.toDay; ) {
    const next = startOfNext(unit, day)
    buckets.push({ fromDay: day, toDay: next - 1 })
    day = next
  }
  return buckets
}

/** A wrong date of long ago must not squeeze the rest of the chart. */
function oldestShown(toDay: number): number {
  const year = new Date(toDay * MS_A_DAY).getUTCFullYear()
  return Date.UTC(year - barsMax + 1, 0, 1) / MS_A_DAY
}

function startOf(unit: Unit, day: number): number {
  if (unit === 'day') return day
  if (unit === 'week') return day - ((day + 3) % 7) // day 0 was a Thursday; weeks begin on Monday
  const date = new Date(day * MS_A_DAY)
  return Date.UTC(date.getUTCFullYear(), unit === 'month' ? date.getUTCMonth() : 0, 1) / MS_A_DAY
}

function startOfNext(unit: Unit, day: number): number {
  if (unit === 'day') return day + 1
  if (unit === 'week') return day + 7
  const date = new Date(day * MS_A_DAY)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  return Date.UTC(unit === 'month' ? year : year + 1, unit === 'month' ? month + 1 : 0, 1) / MS_A_DAY
}

function monthOf(day: number): number {
  const date = new Date(day * MS_A_DAY)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** "2025-03-08" */
export function writeIsoDay(day: number): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10)
}

export function readIsoDay(day: string): number {
  return Math.floor(Date.parse(day) / MS_A_DAY)
}

/** A bucket as a value for published: in a query. */
export function writePeriod(unit: Unit, { fromDay, toDay }: Span): string {
  const day = writeIsoDay(fromDay)
  if (unit === 'week') return `${day}/${writeIsoDay(toDay)}`
  return unit === 'day' ? day : unit === 'month' ? day.slice(0, 7) : day.slice(0, 4)
}

/** The next of 1, 2, 4, 6, 8, 10, 20 … : a scale that one can read, and its half as well. */
export function niceTop(values: number[]): number {
  const max = Math.max(0, ...values)
  if (max <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(max))
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((top) => top >= max - 1e-9)!
}

export const plotWidth = 1_000 // units of the drawing; it is stretched to the width there is

/** Where a span of days stands in the drawing. */
export function placeSpan(span: Span, whole: Span): { x: number; width: number } {
  const days = whole.toDay - whole.fromDay + 1
  const x = ((span.fromDay - whole.fromDay) / days) * plotWidth
  return { x: round(x), width: round(((span.toDay - span.fromDay + 1) / days) * plotWidth) }
}

const gapShare = 0.16 // of a bar's place

/** All bars as one path, feet on the base line; what is more than nothing is at least two units high. */
export function drawBars(values: number[], buckets: Span[], top: number, height: number): string {
  const whole = wholeOf(buckets)
  return values
    .flatMap((value, i) => {
      if (value <= 0) return []
      const { x, width } = placeSpan(buckets[i]!, whole)
      const high = round(Math.max(2, (value / top) * height))
      const gap = round(width * gapShare)
      return [`M${round(x + gap / 2)} ${height}v-${high}h${round(width - gap)}v${high}z`]
    })
    .join('')
}

export type Point = { x: number; y: number }

/** The middle of each bucket at the height of its value. */
export function placePoints(values: number[], buckets: Span[], top: number, height: number): Point[] {
  const whole = wholeOf(buckets)
  return values.map((value, i) => {
    const { x, width } = placeSpan(buckets[i]!, whole)
    return { x: round(x + width / 2), y: round(height - (value / top) * height) }
  })
}

export function drawLine(points: Point[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}

export function wholeOf(buckets: Span[]): Span {
  return { fromDay: buckets[0]?.fromDay ?? 0, toDay: buckets.at(-1)?.toDay ?? 0 }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Heights of labels moved apart so that none stands on another, in their order from above, within the room. */
export function spreadLabels(heights: number[], gap: number, room: number): number[] {
  const order = heights.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y)
  for (const [n, label] of order.entries())
    label.y = Math.max(label.y, n === 0 ? gap * 0.8 : order[n - 1]!.y + gap)
  for (let n = order.length - 1, most = room; n >= 0; n--, most = order[n + 1]!.y - gap)
    order[n]!.y = Math.min(order[n]!.y, most)
  const placed = [...heights]
  for (const { y, i } of order) placed[i] = round(y)
  return placed
}

export type Coverage = { watchedFrom?: number; down: number[] } // days

const usualDays = 28
const downShare = 0.5

/**
 * Days on which no source answered, or fewer than half as many as on the middle one of the four weeks before; counted
 * from the first day that any answered until yesterday.
 */
export function findDownDays(answered: { day: string; sources: number }[], today: string): Coverage {
  const counts = new Map(answered.map(({ day, sources }) => [readIsoDay(day), sources]))
  const first = answered[0]
  if (!first) return { down: [] }
  const watchedFrom = readIsoDay(first.day)
  const down: number[] = []
  const before: number[] = []
  for (let day = watchedFrom; day < readIsoDay(today); day++) {
    const sources = counts.get(day) ?? 0
    const usual = middleOf(before.slice(-usualDays))
    if (sources === 0 || sources < usual * downShare) down.push(day)
    else before.push(sources)
  }
  return { watchedFrom, down }
}

function middleOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/** Days in a row as spans: [3, 4, 5, 9] -> 3 to 5, 9 to 9. */
export function joinDays(days: number[]): Span[] {
  const spans: Span[] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last && last.toDay === day - 1) last.toDay = day
    else spans.push({ fromDay: day, toDay: day })
  }
  return spans
}
