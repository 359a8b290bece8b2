// Reads one written date, in the forms that feeds and pages use, into an instant; never guesses from half a date,
// never throws, knows no "now" (whether a date lies in the future is the caller's question). Relative dates
// ("3 hours ago") are refused.
import type { EntryDate } from '../model.ts'
import { plainCjk } from './date-cjk.ts'
import { FILLER, HOME_ZONE_MINUTES, MONTH_BY_NAME, WEEKDAY_BY_NAME, ZONES } from './date-words.ts'

const rawCharsMax = 200 // kept of what was written
const dateCharsMax = 100 // longer text is prose, not a date
const yearMin = 1665 // the first scientific journals; older means a placeholder such as 0001-01-01
const yearMax = 2100
const epochSecondsMin = 100_000_000 // 1973; nine digits at least, so that 20250508 stays a day
const epochSecondsMax = 4_102_444_800 // 2100
const offsetMinutesMax = 16 * 60 // feeds carry -13:00 and +15:00

type Hints = { language?: string }

/** A date's parts as they are found. `month` 1..12; `offset` minutes east of UTC. */
type Parts = {
  year?: number
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  ms?: number
  offset?: number
  zone?: string // IANA name
  meridiem?: 'am' | 'pm'
  weekday?: number
  home?: string // language that the writing shows: 2025年5月8日 -> zh
}

/**
 * Reads a date: RFC 822 in every sloppiness, ISO 8601, epoch seconds and milliseconds, month names of about twenty
 * languages, Chinese, Japanese and Korean. `at` is absent when there is none or it is impossible (32 May, 25:61).
 * A day without a time is midnight UTC (`dayOnly`). A time without a zone is UTC, but for Chinese, Japanese and Korean
 * (by the writing or `hints.language`), whose writers share one zone.
 *
 * readDate('mar., 01 déc. 2020 16:11:02 +0000') -> { raw, at: '2020-12-01T16:11:02.000Z', dayOnly: false }
 */
export function readDate(raw: string, hints: Hints = {}): EntryDate {
  const kept = raw.slice(0, rawCharsMax)
  const text = raw.length > dateCharsMax * 4 ? '' : tidy(raw)
  if (text === '' || text.length > dateCharsMax) return { raw: kept, dayOnly: false }
  const epoch = readEpoch(text)
  if (epoch !== undefined) return { raw: kept, at: new Date(epoch).toISOString(), dayOnly: false }
  const parts = readIso(text) ?? readCompact(text) ?? readWords(text, hints)
  const at = parts && instantOf(parts, hints)
  const dayOnly = parts !== undefined && parts.hour === undefined
  return at === undefined ? { raw: kept, dayOnly: false } : { raw: kept, at, dayOnly }
}

function tidy(raw: string): string {
  return raw
    .normalize('NFKC') // full-width digits and colons
    .replace(/\[[A-Za-z_]+\/[A-Za-z_/]+\]$/, '') // 2025-05-08T10:00+08:00[Asia/Shanghai]
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s\u200b-\u200f\ufeff]+/g, ' ')
    .trim()
}

/** 1746057600 and 1746057600000; "1746057600.5" too. */
function readEpoch(text: string): number | undefined {
  const found = /^(\d{9,10}|\d{13}|\d{16})(?:\.\d{1,9})?$/.exec(text)?.[1]
  if (found === undefined) return undefined
  const seconds = Number(found) / (found.length === 13 ? 1e3 : found.length === 16 ? 1e6 : 1)
  if (seconds < epochSecondsMin || seconds > epochSecondsMax) return undefined
  return Math.floor(seconds * 1000)
}

const isoDay =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|-W(\d{2})(?:-([1-7]))?|-(\d{3})|(\d{2})(\d{2})(?=T|$))?(?=[T\s]|Z?$|[+-]\d{2}:\d{2}$)/i
const isoTime = /^[T\s]\s?(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?/i
const isoZone = /^\s?(?:(Z|UTC|GMT)|([+-])(\d{1,2}):?(\d{2})?)?$/i

/** W3C-DTF and ISO 8601: 2025, 2025-05, 2025-05-08, 2025-128, 2025-W19-4, 20250508T101500Z, with or without zone. */
function readIso(text: string): Parts | undefined {
  const day = isoDay.exec(text)
  if (!day) return undefined
  const [whole, year, month, dayOfMonth, week, weekday, dayOfYear, month2, day2] = day
  let parts: Parts = {
    year: Number(year),
    month: Number(month ?? month2 ?? 1),
    day: Number(dayOfMonth ?? day2 ?? 1),
  }
  if (week !== undefined) parts = dayOfWeekDate(Number(year), Number(week), Number(weekday ?? 1))
  if (dayOfYear !== undefined) {
    const date = new Date(Date.UTC(Number(year), 0, Number(dayOfYear)))
    if (date.getUTCFullYear() !== Number(year)) return undefined
    parts = { year: Number(year), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  }
  let rest = text.slice(whole.length)
  if (/^(?:Z|[+-]\d{2}:\d{2})$/.test(rest)) return parts // an XML Schema day, "2018-12-17-08:00": the day as written
  const time = isoTime.exec(rest)
  if (time) {
    putTime(parts, time[1]!, time[2], time[3], time[4])
    rest = rest.slice(time[0].length)
  }
  const zone = isoZone.exec(rest.replace(/(?<=[+-]\d{2}:?\d{2}) ?(?:UTC|GMT)$/i, ''))
  if (!zone) return undefined
  if (zone[1]) parts.offset = 0
  if (zone[2]) parts.offset = offsetOf(zone[2], zone[3]!, zone[4])
  return parts
}

/** 20250508 and 20250508101500, as citation_date and sitemaps have them. */
function readCompact(text: string): Parts | undefined {
  const found = /^(\d{4})(\d{2})(\d{2})(?:[ -]?(\d{2}):?(\d{2}):?(\d{2})?)?$/.exec(text)
  if (!found) return undefined
  const parts: Parts = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }
  if (found[4] !== undefined) putTime(parts, found[4], found[5], found[6])
  return parts
}

// ---------------------------------------------------------------- dates in words

const token = {
  numeric: /(\d{1,4})([/.-])\s?(\d{1,2})\2\s?(\d{1,4})(?!\d)\.?/y, // 08/05/2025, 2025.5.8, 2025. 5. 8.
  time: /(\d{1,2})\s?[:](\d{2})(?:\s?:(\d{2})(?:[.,](\d{1,9}))?)?(?!\d)/y,
  timeWord:
    /(\d{1,2})(?:\s?(?:h|H|Uhr|uur)\s?(?:(\d{2})(?!\d))?|\.(\d{2})(?=\s?(?:Uhr|[ap]\.?m))|(?=\s?[ap]\.?m\b))(?![a-z])/y,
  meridiem: /([ap])\.?\s?m\b\.?/iy,
  offset:
    /(?:GMT|UTC|UT)\s?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)|([+-])(\d{1,2}):?(\d{2})(?!\d)|([+-])(\d{2})(?=\)?\s*$)/iy,
  zoneName: /[A-Za-z]+(?:\/[A-Za-z_]+)+/y,
  number: /(\d{1,4})(?:st|nd|rd|th|er|re|ste|de|e|º|ª|o)?(?![\p{L}\d])/iuy,
  word: /[\p{L}\p{M}'’]+\.?/uy,
  gap: /[\s,;|.·•()[\]/:-]/y,
}

type Scan = { parts: Parts; numbers: string[]; names: string[]; numeric?: RegExpExecArray; sawTime: boolean }

function readWords(text: string, hints: Hints): Parts | undefined {
  const { plain, home = homeLanguage(hints) } = plainCjk(text)
  const scan: Scan = { parts: home ? { home } : {}, numbers: [], names: [], sawTime: false }
  const spaced = plain.replace(/(?<=\d)T(?=\d)/, ' ') // 2004-július-13T9:15
  const line = spaced.replace(/\(([^)]*)\)/g, (_, inside: string) =>
    ZONES.has(fold(inside)) || /^(?:GMT|UTC)? ?[+-]\d/.test(inside) ? ` ${inside} ` : ' ',
  )
  let at = 0
  while (at < line.length) {
    const next = readToken(line, at, scan) // each token takes one character at least
    if (next === undefined) return undefined
    at = next
  }
  return arrange(scan, hints)
}

/** Reads what stands at `at` into `scan`; returns where it ends, or undefined when it belongs to no date. */
function readToken(line: string, at: number, scan: Scan): number | undefined {
  const { parts } = scan
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(line)
  }
  const end = (found: RegExpExecArray) => at + found[0].length
  if (scan.sawTime && parts.offset === undefined) {
    const offset = match(token.offset)
    if (offset) {
      const [, s1, h1, m1, s2, h2, m2, s3, h3] = offset
      parts.offset = offsetOf((s1 ?? s2 ?? s3)!, (h1 ?? h2 ?? h3)!, m1 ?? m2)
      return end(offset)
    }
  }
  const numeric = match(token.numeric)
  if (numeric) {
    if (scan.numeric) return undefined
    scan.numeric = numeric
    return end(numeric)
  }
  const time = scan.sawTime ? null : (match(token.time) ?? match(token.timeWord))
  if (time) {
    putTime(parts, time[1]!, time[2] ?? time[3] ?? '0', time[2] === undefined ? undefined : time[3], time[4])
    scan.sawTime = true
    return end(time)
  }
  const meridiem = match(token.meridiem)
  if (meridiem && (scan.sawTime || parts.home) && parts.meridiem === undefined) {
    parts.meridiem = meridiem[1]!.toLowerCase() === 'a' ? 'am' : 'pm'
    return end(meridiem)
  }
  const number = match(token.number)
  if (number) {
    scan.numbers.push(number[1]!)
    return end(number)
  }
  const zone = scan.sawTime ? match(token.zoneName) : null
  if (zone) {
    parts.zone = zone[0]
    return end(zone)
  }
  const word = match(token.word)
  if (word) return readWord(word[0], line.slice(at + word[0].length), scan) ? end(word) : undefined
  const gap = match(token.gap)
  return gap ? end(gap) : undefined
}

function readWord(written: string, after: string, scan: Scan): boolean {
  const word = fold(written)
  const { parts } = scan
  const bare = written.replace(/\.$/, '')
  if (MONTH_BY_NAME.has(word)) {
    scan.names.push(word)
    return true
  }
  const weekday = WEEKDAY_BY_NAME.get(word)
  if (weekday !== undefined && (parts.weekday === undefined || FILLER.has(word))) {
    parts.weekday ??= weekday
    return true
  }
  const zone = ZONES.get(word)
  const mayBeZone = bare.length > 2 || bare === bare.toUpperCase() // "at" is a word, "AT" a zone
  if (zone !== undefined && mayBeZone && (scan.sawTime || scan.numbers.length > 0)) {
    if (typeof zone === 'number') parts.offset ??= word === 'cst' && parts.home === 'zh' ? 480 : zone
    else if (parts.offset === undefined) parts.zone = zone
    return true
  }
  if (FILLER.has(word)) return true
  const short = word.length >= 3 ? monthByStart(word) : undefined
  if (short !== undefined) {
    scan.names.push(short)
    return true
  }
  // "Pirmadienis, 16.11.2020": a week day in a language that we do not know; "ABC" after a time: a zone nobody knows
  if (scan.numbers.length === 0 && !scan.numeric && scan.names.length === 0 && /^\s?,/.test(after))
    return true
  return scan.sawTime && /^[A-Z]{3,5}$/.test(bare) && after.trim() === ''
}

/** The month that a shortened name starts: "novemb" -> "november", "ja" -> none. */
function monthByStart(word: string): string | undefined {
  const found = new Set<number>()
  let name: string | undefined
  for (const [long, month] of MONTH_BY_NAME) {
    if (!long.startsWith(word)) continue
    found.add(month)
    name = long
  }
  return found.size === 1 ? name : undefined
}

/** Decides which number is the day, the month and the year. */
function arrange(scan: Scan, hints: Hints): Parts | undefined {
  const { parts, numbers } = scan
  let names = scan.names
  // "mar., 01 déc. 2020": a name that is also a week day gives way to a name that is only a month
  if (names.length > 1) names = names.filter((name) => !WEEKDAY_BY_NAME.has(name))
  if (scan.numeric) {
    if (names.length > 0 || numbers.length > 0) return undefined
    return arrangeNumeric(scan.numeric, parts, hints)
  }
  if (names.length === 2 && names[0] === names[1]) names = names.slice(1)
  if (names.length !== 1) return undefined
  parts.month = MONTH_BY_NAME.get(names[0]!)!
  const four = numbers.findIndex((number) => number.length === 4)
  if (numbers.length === 1) {
    if (four !== 0) return undefined // "8 May": no year, no date
    parts.year = Number(numbers[0])
    parts.day = 1
    return parts
  }
  if (numbers.length !== 2) return undefined
  const yearIndex = four >= 0 ? four : Number(numbers[0]) > 31 ? 0 : 1
  parts.year = fullYear(numbers[yearIndex]!)
  parts.day = Number(numbers[1 - yearIndex])
  return parts
}

/** 2025/5/8, 8.5.2025, 5/8/2025: the order by the year, then what is possible, the week day, the separator, the language. */
function arrangeNumeric(found: RegExpExecArray, parts: Parts, hints: Hints): Parts | undefined {
  const [, first, mark, second, third] = found as unknown as [string, string, string, string, string]
  if (first.length === 4) return { ...parts, year: Number(first), month: Number(second), day: Number(third) }
  if (third.length === 3 || first.length > 2) return undefined
  const year = fullYear(third)
  const dayFirst: Parts = { ...parts, year, month: Number(second), day: Number(first) }
  const monthFirst: Parts = { ...parts, year, month: Number(first), day: Number(second) }
  if (Number(second) > 12) return monthFirst
  if (Number(first) > 12) return dayFirst
  if (parts.weekday !== undefined) {
    const fits = [dayFirst, monthFirst].filter((order) => weekdayOf(order) === parts.weekday)
    if (fits.length === 1) return fits[0]
  }
  const language = hints.language?.toLowerCase() ?? 'en'
  const monthComesFirst = mark === '/' && /^en(?!-(?!us|ph))/.test(language)
  return monthComesFirst ? monthFirst : dayFirst
}

// ---------------------------------------------------------------- parts to an instant

function putTime(parts: Parts, hour: string, minute = '0', second = '0', fraction = ''): void {
  parts.hour = Number(hour)
  parts.minute = Number(minute)
  parts.second = Number(second)
  parts.ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
}

function offsetOf(sign: string, hours: string, minutes = '0'): number {
  const size = hours.length > 2 ? Number.NaN : Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -size : size
}

function fullYear(written: string): number {
  const year = Number(written)
  return written.length > 2 ? year : year < 70 ? 2000 + year : 1900 + year // RFC 5322 4.3, as POSIX reads it
}

function weekdayOf({ year = 0, month = 0, day = 0 }: Parts): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}

function dayOfWeekDate(year: number, week: number, weekday: number): Parts {
  const fourth = new Date(Date.UTC(year, 0, 4)) // always in week 1
  const monday =
    fourth.getTime() - (((fourth.getUTCDay() + 6) % 7) - (week - 1) * 7 - (weekday - 1)) * 86_400_000
  const date = new Date(monday)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** The instant, or undefined when a part is out of its range. */
function instantOf(parts: Parts, hints: Hints): string | undefined {
  const { year = 0, month = 0, day = 0, minute = 0, second = 0, ms = 0 } = parts
  if (year < yearMin || year > yearMax || month < 1 || month > 12) return undefined
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (!(day >= 1 && day <= daysInMonth)) return undefined
  const midnight = Date.UTC(year, month - 1, day)
  if (parts.hour === undefined) return new Date(midnight).toISOString()
  const hour = hourOf(parts.hour, parts.meridiem)
  const endOfDay = hour === 24 && minute === 0 && second === 0
  if (hour === undefined || (hour > 23 && !endOfDay) || minute > 59 || second > 60) return undefined
  const local = midnight + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000 + ms
  const home = parts.home ?? homeLanguage(hints)
  const assumed = (home && HOME_ZONE_MINUTES[home]) || 0
  const offset = parts.offset ?? (parts.zone === undefined ? assumed : offsetInZone(parts.zone, local))
  if (offset === undefined || !(Math.abs(offset) <= offsetMinutesMax)) return undefined
  return new Date(local - offset * 60_000).toISOString()
}

function hourOf(hour: number, meridiem: 'am' | 'pm' | undefined): number | undefined {
  if (meridiem === undefined || hour > 12) return hour // "14:30 pm" is written; the hour says enough
  return (hour % 12) + (meridiem === 'pm' ? 12 : 0)
}

/** The hinted language when a time without a zone can be placed by it. */
function homeLanguage(hints: Hints): string | undefined {
  const language = hints.language?.toLowerCase().split(/[-_]/)[0]
  return language !== undefined && Object.hasOwn(HOME_ZONE_MINUTES, language) ? language : undefined
}

/** Minutes east of UTC in an IANA zone at a local time; undefined for a name that is none. */
function offsetInZone(zone: string, local: number): number | undefined {
  try {
    const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const offsetAt = (instant: number): number => {
      const found = /GMT([+-])(\d{2}):(\d{2})/.exec(clock.format(instant))
      return found ? offsetOf(found[1]!, found[2]!, found[3]) : 0
    }
    return offsetAt(local - offsetAt(local) * 60_000)
  } catch {
    return undefined
  }
}

/** Lower case without accents or a closing full stop: "Déc." -> "dec". */
function fold(word: string): string {
  return word
    .toLowerCase()
    .replace(/\.$/, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i')
    .normalize('NFC')
}
