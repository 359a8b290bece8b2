// What the parts of an English date mean: months by name, quarters, halves, years that are not written, days counted
// back from the publication. The wordings stand in date-en.ts.
import type { ClaimBasis } from '../model.ts'
import {
  type AsOf,
  dayOf,
  type FoundDate,
  halfOf,
  latestYear,
  type MonthPart,
  monthOf,
  monthsBefore,
  type PublicationDay,
  quarterOf,
  rangeOfDates,
  weekBefore,
  yearOf,
} from './calendar.ts'

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const QUARTERS: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, final: 4, last: 4 }

export type Groups = Record<string, string | undefined>
export type Found = { asOf: AsOf; role?: FoundDate['role']; future?: boolean } | undefined

export const point = (asOf: AsOf | undefined): Found => (asOf ? { asOf } : undefined)

export function monthIndex(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().replace('.', '').slice(0, 3))) + 1
}

export function wrap(year: string | undefined, month: number, day: PublicationDay | undefined) {
  return yearFor(year, undefined, month, day)
}

export function yearFor(
  year: string | undefined,
  whose: string | undefined,
  month: number,
  day: PublicationDay | undefined,
  dayOfMonth = 1,
): { year: number | undefined; basis: ClaimBasis } {
  if (year) return { year: Number(year), basis: 'explicit' }
  if (whose && day) {
    const shift = /last|previous/i.test(whose) ? -1 : /next|following/i.test(whose) ? 1 : 0
    return { year: day.year + shift, basis: 'relative' }
  }
  return { year: latestYear(day, month, dayOfMonth), basis: 'explicit_no_year' }
}

export function readDay(g: Groups, day: PublicationDay | undefined): Found {
  const month = monthIndex(g.m!)
  const date = Number.parseInt(g.d!, 10)
  const { year, basis } = yearFor(g.y, g.w, month, day, date)
  return point(
    year === undefined ? monthOf(undefined, month, undefined, basis) : dayOf(year, month, date, basis),
  )
}

export function readMonth(g: Groups, day: PublicationDay | undefined): Found {
  const month = monthIndex(g.m!)
  const { year, basis } = yearFor(g.y, g.w, month, day)
  const asOf = monthOf(year, month, monthPart(g.p), basis)
  return asOf && day && year !== undefined && year > day.year ? { asOf, future: true } : point(asOf)
}

export function monthPart(part: string | undefined): MonthPart {
  if (!part) return undefined
  const word = part.toLowerCase()
  if (/early|beginning|start|first days/.test(word)) return 'early'
  if (/mid/.test(word)) return 'mid'
  if (/end|close/.test(word)) return 'end'
  return 'late'
}

export function readQuarter(g: Groups, day: PublicationDay | undefined): Found {
  const quarter = g.n ? Number(g.n) : QUARTERS[g.q!.toLowerCase()]!
  if (/last/i.test(g.q ?? '') && !g.y && !g.w) return point(quarterBefore(day))
  const { year, basis } = yearFor(g.y, g.w, quarter * 3 - 2, day)
  return point(quarterOf(year, quarter, basis))
}

/** The quarter that had ended when it was reported. */
export function quarterBefore(day: PublicationDay | undefined): AsOf | undefined {
  if (day?.month === undefined) return undefined
  const quarter = Math.ceil(day.month / 3)
  return quarter === 1 ? quarterOf(day.year - 1, 4, 'relative') : quarterOf(day.year, quarter - 1, 'relative')
}

export function readEndOf(g: Groups, day: PublicationDay | undefined): Found {
  if (g.y) return point(yearOf(Number(g.y), 'end', 'explicit'))
  if (!day) return undefined
  const part = g.ye ? 'end' : monthPart(`${g.p} `)
  const whose = g.w?.toLowerCase() ?? 'the year'
  if (whose.includes('decade')) return undefined
  if (whose.includes('month')) {
    const at = monthsBefore(day, whose.startsWith('last') ? 1 : 0)
    return at && point(monthOf(at.year, at.month, part, 'relative'))
  }
  const year = day.year + (whose.startsWith('last') ? -1 : whose.startsWith('next') ? 1 : 0)
  const asOf = yearOf(year, part, 'relative')
  return part === 'end' && year >= day.year ? { asOf, future: true } : { asOf }
}

export function readWholeYear(g: Groups, day: PublicationDay | undefined): Found {
  if (!day) return undefined
  const shift = /last|previous/i.test(g.w!) ? -1 : /next|coming/i.test(g.w!) ? 1 : 0
  const asOf = yearOf(day.year + shift, monthPart(g.p), 'relative')
  return shift === 1 ? { asOf, future: true } : { asOf }
}

export function readAgo(g: Groups, day: PublicationDay | undefined): Found {
  const count = countOf(g.n!)
  if (!day) return undefined
  if (/year/i.test(g.u!)) return point(yearOf(day.year - count, undefined, 'relative'))
  if (/month/i.test(g.u!)) {
    const at = monthsBefore(day, count)
    return at && point(monthOf(at.year, at.month, undefined, 'relative'))
  }
  return /week/i.test(g.u!) ? point(weekBefore(day, count)) : undefined
}

export function readAhead(g: Groups, day: PublicationDay | undefined): Found {
  if (!day || !/year/i.test(g.u!)) return undefined
  return { asOf: yearOf(day.year + countOf(g.n!), undefined, 'relative'), future: true }
}

/** "the quarter to 30 November": the months that end there. */
export function readMonthsTo(g: Groups, day: PublicationDay | undefined): Found {
  const month = monthIndex(g.m!)
  const { year, basis } = yearFor(g.y, undefined, month, day)
  if (year === undefined) return undefined
  const length = /quarter|three/i.test(g.l!) ? 3 : /half|six/i.test(g.l!) ? 6 : /nine/i.test(g.l!) ? 9 : 12
  if (length === 3 && month % 3 === 0) return point(quarterOf(year, month / 3, basis))
  if (length === 6 && month % 6 === 0) return point(halfOf(year, month / 6, basis))
  if (length === 12 && month === 12) return point(yearOf(year, undefined, basis))
  const first = year * 12 + month - length
  return point(
    rangeOfDates(
      monthOf(Math.floor(first / 12), (first % 12) + 1, undefined, basis),
      monthOf(year, month, undefined, basis),
      basis,
    ),
  )
}

export function readFirstMonths(g: Groups, day: PublicationDay | undefined): Found {
  const count = countOf(g.n!)
  const { year, basis } = yearFor(g.y, g.w, 1, day)
  if (year === undefined) return undefined
  if (count === 3) return point(quarterOf(year, 1, basis))
  if (count === 6) return point(halfOf(year, 1, basis))
  return point(
    rangeOfDates(monthOf(year, 1, undefined, basis), monthOf(year, count, undefined, basis), basis),
  )
}

function countOf(word: string): number {
  const index = NUMBERS.indexOf(word.toLowerCase())
  return index > 0 ? index : /^an?$/i.test(word) ? 1 : Number(word)
}
