// Counts by month -> the bars of a chart: gaps filled, quarters or years where months would be too many. Pure.
import type { MonthCount } from '../src/store/lists.ts'
import { writeMonth } from './dates.ts'

/** `period` is a value for published:, such as "2025-03", "2025-01/2025-03" or "2025". */
export type Bar = { period: string; name: string; year: string; startsYear: boolean; count: number }

const barsMax = 36
const yearsMax = 60

/** [{2025-01: 2}, {2025-03: 1}] -> January 2, February 0, March 1 */
export function makeBars(counts: MonthCount[]): Bar[] {
  const known = new Map(counts.map(({ month, count }) => [month, count]))
  const sorted = [...known.keys()].filter((month) => /^\d{4}-\d{2}$/.test(month)).sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return []
  const months = monthNumber(last) - monthNumber(first) + 1
  const step = months <= barsMax ? 1 : months <= barsMax * 3 ? 3 : 12
  const from = Math.max(
    Math.floor(monthNumber(first) / step) * step,
    Math.floor(monthNumber(last) / 12) * 12 - yearsMax * 12,
  )
  const bars: Bar[] = []
  for (let at = from; at <= monthNumber(last); at += step) {
    const inside = Array.from({ length: step }, (_, i) => writeMonthNumber(at + i))
    const count = inside.reduce((sum, month) => sum + (known.get(month) ?? 0), 0)
    bars.push({ ...nameSpan(inside), count })
  }
  return bars
}

function nameSpan(months: string[]): Omit<Bar, 'count'> {
  const [first, last] = [months[0]!, months.at(-1)!]
  const year = first.slice(0, 4)
  const startsYear = first.endsWith('-01')
  if (months.length === 12) return { period: year, name: year, year, startsYear }
  if (months.length === 1) return { period: first, name: writeMonth(first), year, startsYear }
  const name = `${writeMonth(first).replace(/ \d+$/, '')} to ${writeMonth(last)}`
  return { period: `${first}/${last}`, name, year, startsYear }
}

/** "2025-03" -> months since the year 0 */
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

function writeMonthNumber(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}
