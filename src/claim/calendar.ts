// Owns turning the parts of a written date into EDTF, a precision and the first and last day it may mean.
import type { ClaimBasis, ClaimPrecision } from '../model.ts'

export type AsOf = {
  edtf?: string
  precision?: ClaimPrecision
  basis: ClaimBasis
  startOn?: string
  endOn?: string
}

/** A date in a sentence. `since` marks a beginning: the figure itself is of the day it was written. */
export type FoundDate = {
  start: number
  end: number
  asOf: AsOf
  role: 'point' | 'since' | 'now' | 'span'
  future?: boolean // "next year", "by 2027": beyond the publication
}

/** What is known of the day of publication: "2025", "2025-05" or "2025-05-29". */
export type PublicationDay = { year: number; month?: number; day?: number; text: string }

export function readPublication(text: string | undefined): PublicationDay | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text ?? '')
  if (!match) return undefined
  const [, year, month, day] = match
  const bounded = Number(month) >= 1 && Number(month) <= 12
  return {
    year: Number(year),
    ...(month && bounded ? { month: Number(month) } : {}),
    ...(month && bounded && day ? { day: Number(day) } : {}),
    text: match[0],
  }
}

const two = (n: number) => String(n).padStart(2, '0')
export const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const dayText = (year: number, month: number, day: number) => `${year}-${two(month)}-${two(day)}`

export type MonthPart = 'early' | 'mid' | 'late' | 'end' | undefined
export type YearPart = 'early' | 'mid' | 'late' | 'end' | undefined

export function dayOf(year: number, month: number, day: number, basis: ClaimBasis): AsOf | undefined {
  if (month < 1 || month > 12 || day < 1 || day > lastDayOf(year, month)) return undefined
  const on = dayText(year, month, day)
  return { edtf: on, precision: 'day', basis, startOn: on, endOn: on }
}

/** `year` undefined: nobody knows which year ("XXXX-03"). */
export function monthOf(
  year: number | undefined,
  month: number,
  part: MonthPart,
  basis: ClaimBasis,
): AsOf | undefined {
  if (month < 1 || month > 12) return undefined
  const precision = part === undefined ? 'month' : (`${part}-month` as const)
  if (year === undefined) return { edtf: `XXXX-${two(month)}`, precision, basis }
  const last = lastDayOf(year, month)
  const days = { early: [1, 10], mid: [11, 20], late: [21, last], end: [last, last] }[part ?? 'mid']!
  const [first, end] = part ? days : [1, last]
  return {
    edtf: part === 'end' ? dayText(year, month, last) : `${year}-${two(month)}`,
    precision,
    basis,
    startOn: dayText(year, month, first!),
    endOn: dayText(year, month, end!),
  }
}

export function quarterOf(year: number | undefined, quarter: number, basis: ClaimBasis): AsOf {
  if (year === undefined) return { edtf: `XXXX-Q${quarter}`, precision: 'quarter', basis }
  return {
    edtf: `${year}-Q${quarter}`,
    precision: 'quarter',
    basis,
    startOn: dayText(year, quarter * 3 - 2, 1),
    endOn: dayText(year, quarter * 3, lastDayOf(year, quarter * 3)),
  }
}

export function halfOf(year: number | undefined, half: number, basis: ClaimBasis): AsOf {
  const [from, to] = half === 1 ? [1, 6] : [7, 12]
  const edtf = `${year ?? 'XXXX'}-S${half}` // beside 2025-Q2: neither is plain EDTF, both are what people write
  if (year === undefined) return { edtf, precision: 'half', basis }
  return {
    edtf,
    precision: 'half',
    basis,
    startOn: dayText(year, from!, 1),
    endOn: dayText(year, to!, lastDayOf(year, to!)),
  }
}

export function yearOf(year: number, part: YearPart, basis: ClaimBasis): AsOf {
  switch (part) {
    case 'mid':
      return {
        edtf: `${year}-06`,
        precision: 'mid-year',
        basis,
        startOn: dayText(year, 6, 1),
        endOn: dayText(year, 7, 31),
      }
    case 'end':
      return {
        edtf: dayText(year, 12, 31),
        precision: 'end-year',
        basis,
        startOn: dayText(year, 12, 31),
        endOn: dayText(year, 12, 31),
      }
    case 'late':
      return {
        edtf: String(year),
        precision: 'late-year',
        basis,
        startOn: dayText(year, 10, 1),
        endOn: dayText(year, 12, 31),
      }
    default: {
      const endMonth = part === 'early' ? 3 : 12
      return {
        edtf: String(year),
        precision: 'year',
        basis,
        startOn: dayText(year, 1, 1),
        endOn: dayText(year, endMonth, 31),
      }
    }
  }
}

export function rangeOfDates(
  from: AsOf | undefined,
  to: AsOf | undefined,
  basis: ClaimBasis,
): AsOf | undefined {
  if (!from?.edtf || !to?.edtf || from.edtf.includes('/') || to.edtf.includes('/')) return undefined
  if (from.startOn && to.endOn && from.startOn > to.endOn) return undefined
  return {
    edtf: `${from.edtf}/${to.edtf}`,
    precision: 'range',
    basis,
    ...(from.startOn ? { startOn: from.startOn } : {}),
    ...(to.endOn ? { endOn: to.endOn } : {}),
  }
}

/** The publication itself, as precisely as it is known. */
export function publicationAsOf(
  day: PublicationDay | undefined,
  basis: ClaimBasis = 'inferred_publication',
): AsOf {
  if (!day) return { basis: 'none' }
  if (day.month === undefined) return yearOf(day.year, undefined, basis)
  if (day.day === undefined) return monthOf(day.year, day.month, undefined, basis)!
  return dayOf(day.year, day.month, day.day, basis) ?? { basis: 'none' }
}

/** The latest year in which this month (and day) is not after the publication. */
export function latestYear(
  day: PublicationDay | undefined,
  month: number,
  dayOfMonth = 1,
): number | undefined {
  if (!day) return undefined
  if (day.month === undefined) return day.year
  if (month < day.month) return day.year
  if (month > day.month) return day.year - 1
  return day.day !== undefined && dayOfMonth > day.day ? day.year - 1 : day.year
}

/** The month `back` months before the publication's. */
export function monthsBefore(day: PublicationDay, back: number): { year: number; month: number } | undefined {
  if (day.month === undefined) return undefined
  const index = day.year * 12 + (day.month - 1) - back
  return { year: Math.floor(index / 12), month: (index % 12) + 1 }
}

/** Moves a date by whole years: "a year earlier". */
export function shiftYears(asOf: AsOf, years: number): AsOf | undefined {
  const move = (text: string | undefined) =>
    text?.replace(/(^|\/)(\d{4})/g, (_, joint: string, year: string) => `${joint}${Number(year) + years}`)
  if (!asOf.edtf || asOf.edtf.includes('X')) return undefined
  const moved: AsOf = { ...asOf, basis: 'relative', edtf: move(asOf.edtf)! }
  if (asOf.startOn) moved.startOn = move(asOf.startOn)!
  if (asOf.endOn) moved.endOn = move(asOf.endOn)!
  return moved
}

/** Moves a date by whole months: a day becomes its month, the end of a month the end of another. */
export function shiftMonths(asOf: AsOf, months: number): AsOf | undefined {
  if (months % 12 === 0) return shiftYears(asOf, months / 12)
  const match = /^(\d{4})-(\d{2})/.exec(asOf.edtf?.includes('/') ? '' : (asOf.edtf ?? ''))
  if (!match) return undefined
  const index = Number(match[1]) * 12 + Number(match[2]) - 1 + months
  const part = asOf.precision === 'end-month' ? ('end' as const) : undefined
  return monthOf(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, part, 'relative')
}

/** Seven days from Monday, `back` weeks before the publication's. */
export function weekBefore(day: PublicationDay, back: number): AsOf | undefined {
  if (day.month === undefined || day.day === undefined) return undefined
  const at = new Date(Date.UTC(day.year, day.month - 1, day.day))
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7) - 7 * back)
  const startOn = at.toISOString().slice(0, 10)
  at.setUTCDate(at.getUTCDate() + 6)
  const endOn = at.toISOString().slice(0, 10)
  return { edtf: `${startOn}/${endOn}`, precision: 'week', basis: 'relative', startOn, endOn }
}

/** The last such day of the week that is not after the publication: 0 is Sunday. */
export function weekdayBefore(day: PublicationDay, weekday: number): AsOf | undefined {
  if (day.month === undefined || day.day === undefined) return undefined
  const at = new Date(Date.UTC(day.year, day.month - 1, day.day))
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() - weekday + 7) % 7))
  return dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), 'relative')
}

/** The next such day of the week after the publication. */
export function weekdayAfter(day: PublicationDay, weekday: number): AsOf | undefined {
  if (day.month === undefined || day.day === undefined) return undefined
  const at = new Date(Date.UTC(day.year, day.month - 1, day.day))
  at.setUTCDate(at.getUTCDate() + ((weekday - at.getUTCDay() + 6) % 7) + 1)
  return dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), 'relative')
}

/** The seven days from Monday around a day. */
export function weekOf(day: AsOf): AsOf | undefined {
  const published = readPublication(day.edtf)
  const week = published && weekBefore(published, 0)
  return week && { ...week, basis: day.basis }
}
