// The date grammar for Chinese: 截至2025年5月底, 3月中旬, 去年底, 一季度, 上半年, 年内, 目前. Ordered readers; the first that
// fits at a place wins. A year that is not written is the latest not after publication.
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
  publicationAsOf,
  quarterOf,
  rangeOfDates,
  shiftYears,
  yearOf,
} from './calendar.ts'

const YEAR =
  '(?:(?<y>(?:19|20)\\d\\d|[二一][〇零九0-9一二三四五六七八九]{3})年|(?<w>今年|去年|前年|明年|当年|同年|本年|上年))'
const MONTH = '(?<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!份?起?卡)(?:份)?'
const HAN = '零一二三四五六七八九'

type Groups = Record<string, string | undefined>
type Found = { asOf: AsOf; role?: FoundDate['role']; future?: boolean } | undefined
type Reader = {
  name: string
  pattern: string
  read: (g: Groups, day: PublicationDay | undefined, earlier: AsOf | undefined) => Found
}

const point = (asOf: AsOf | undefined): Found => (asOf ? { asOf } : undefined)
const now = (_: Groups, day: PublicationDay | undefined): Found => ({
  asOf: publicationAsOf(day),
  role: 'now',
})

/** Tried in this order at every place. A new wording is a new entry. */
const READERS: Reader[] = [
  {
    name: '2023年至2025年',
    pattern: '(?<a>(?:19|20)\\d\\d)年?(?:[-–—~～至到])(?<b>(?:19|20)\\d\\d)年',
    read: (g) =>
      point(
        rangeOfDates(
          yearOf(Number(g.a), undefined, 'explicit'),
          yearOf(Number(g.b), undefined, 'explicit'),
          'explicit',
        ),
      ),
  },
  {
    name: '1月至6月',
    pattern: `(?:${YEAR})?(?<a>1[0-2]|[1-9])月?[-–—~～至到](?<b>1[0-2]|[1-9])月`,
    read: (g, day) => {
      const { year, basis } = yearFor(g, Number(g.b), day)
      return point(
        rangeOfDates(
          monthOf(year, Number(g.a), undefined, basis),
          monthOf(year, Number(g.b), undefined, basis),
          basis,
        ),
      )
    },
  },
  {
    name: '2025年4月30日',
    pattern: `(?:${YEAR})?${MONTH}(?<d>[12]\\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]`,
    read: (g, day) => {
      const month = numberOf(g.m!)
      const date = numberOf(g.d!)
      const { year, basis } = yearFor(g, month, day, date)
      return point(
        year === undefined ? monthOf(undefined, month, undefined, basis) : dayOf(year, month, date, basis),
      )
    },
  },
  {
    name: '2025-04-30',
    pattern: '(?<y>(?:19|20)\\d\\d)[-./](?<m>\\d\\d?)(?:[-./](?<d>\\d\\d?))?(?!\\d)',
    read: (g) =>
      point(
        g.d
          ? dayOf(Number(g.y), Number(g.m), Number(g.d), 'explicit')
          : monthOf(Number(g.y), Number(g.m), undefined, 'explicit'),
      ),
  },
  {
    name: '3月中旬',
    pattern: `(?:${YEAR})?${MONTH}(?<p>初|上旬|中旬|中|下旬|底|末)?`,
    read: (g, day) => {
      const month = numberOf(g.m!)
      const { year, basis } = yearFor(g, month, day)
      return point(monthOf(year, month, monthPart(g.p), basis))
    },
  },
  {
    name: '一季度',
    pattern: `(?:${YEAR})?(?:前|第)?(?<q>[一二三四1-4])季度?(?:末)?`,
    read: (g, day) => {
      const quarter = numberOf(g.q!)
      const { year, basis } = yearFor(g, quarter * 3 - 2, day)
      return point(quarterOf(year, quarter, basis))
    },
  },
  {
    name: '上半年',
    pattern: `(?:${YEAR})?(?<h>上|下)半年`,
    read: (g, day) => {
      const half = g.h === '上' ? 1 : 2
      const { year, basis } = yearFor(g, half === 1 ? 1 : 7, day)
      return point(halfOf(year, half, basis))
    },
  },
  {
    name: '本月',
    pattern: '(?<u>本月|上个?月|当月|这个月)(?<p>初|中旬|底|末)?',
    read: (g, day) => {
      const at = day && monthsBefore(day, g.u!.startsWith('上') ? 1 : 0)
      return at && point(monthOf(at.year, at.month, monthPart(g.p), 'relative'))
    },
  },
  {
    name: '去年同期',
    pattern: '(?:去年|上年|上一年)(?:的)?同期',
    read: (_, day, earlier) => {
      const asOf = shiftYears(earlier ?? publicationAsOf(day), -1)
      return asOf && point({ ...asOf, basis: 'relative' })
    },
  },
  {
    name: '“十四五”末',
    pattern: '[“"]?十(?<f>[二三四五六七])五[”"]?(?:规划)?(?:时期|期)?(?<p>末|收官)',
    read: (g) => point(yearOf(2000 + 5 * HAN.indexOf(g.f!) + 5, 'end', 'explicit')),
  },
  {
    name: '昨日',
    pattern: '昨[日天]|(?<x>前天)',
    read: (g, day) => {
      if (!day?.month || !day.day) return undefined
      const at = new Date(Date.UTC(day.year, day.month - 1, day.day - (g.x ? 2 : 1)))
      return point(dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), 'relative'))
    },
  },
  {
    name: '年内',
    pattern: '(?<w>今年)?(?<r>年内|年底前|年内前|年末前)',
    read: (g, day) =>
      day
        ? { asOf: yearOf(day.year, /[底末]前/.test(g.r!) ? 'end' : undefined, 'relative'), future: true }
        : undefined,
  },
  {
    name: '近两年',
    pattern:
      '(?:近|过去|最近|短短)[一二两三四五六七八九十几\\d]+(?:个)?(?:年|月|周|天)(?:多)?(?:来|间|内|里)?|近年来|(?:今年|去年|年初|开年|开春|入夏|入秋|入冬|月初|上线|启用|试点|运行)以来',
    read: (_, day) => ({ asOf: publicationAsOf(day), role: 'span' }),
  },
  {
    name: '2024年底',
    pattern: `${YEAR}(?:的)?(?<p>年?底|年?末|年?初|年?中(?![国医央心]))?`,
    read: (g, day) => {
      const { year, basis } = yearFor(g, 1, day, 1, true)
      if (year === undefined) return undefined
      const asOf = yearOf(year, yearPart(g.p), basis)
      return day && year > day.year ? { asOf, future: true } : { asOf }
    },
  },
  {
    name: '年底',
    pattern: '(?<![\\d])年(?<p>底|末|初|中(?![国医央心]))',
    read: (g, day) => {
      if (!day) return undefined
      const asOf = yearOf(day.year, yearPart(g.p), 'relative')
      return /底|末/.test(g.p!) ? { asOf, future: true } : { asOf }
    },
  },
  {
    name: '两年前',
    pattern: '(?<n>[一二两三四五六七八九十\\d]+)年前',
    read: (g, day) => (day ? point(yearOf(day.year - numberOf(g.n!), undefined, 'relative')) : undefined),
  },
  {
    name: '目前',
    pattern:
      '截[至止](?:到)?(?:目前|现在|今|(?:记者|本报|本刊)?(?:发稿|截稿|成稿)(?:前|时)?|当前|今日|今天)|目前|迄今(?:为止)?|至今|(?:现)?如今|当前|当下|时下|现已|眼下|现在|近日|近期|日前|今日|今天',
    read: now,
  },
]

const NUMERAL = /[\d第前十一二三四五六七八九两〇零今去明当同本上下]/
/** With what a date may begin; those not named begin with a numeral or a word for a year. */
const FIRST: Record<string, RegExp> = {
  去年同期: /[去上]/,
  '“十四五”末': /[“"十]/,
  昨日: /[昨前]/,
  年内: /[今年]/,
  近两年: /[近过最短今去年开入月上启试运]/,
  年底: /年/,
  本月: /[本上当这]/,
  目前: /[截目迄至如现当时眼近日今]/,
}
const COMPILED = READERS.map((reader) => ({
  ...reader,
  first: FIRST[reader.name] ?? NUMERAL,
  regex: new RegExp(reader.pattern, 'y'),
}))
const BY_FIRST = new Map<string, typeof COMPILED>()

/** The readings that may begin with a character. */
function readersFor(first: string): typeof COMPILED {
  let readers = BY_FIRST.get(first)
  if (!readers) {
    readers = COMPILED.filter((reader) => reader.first.test(first))
    BY_FIRST.set(first, readers)
  }
  return readers
}
const CUES =
  /\d{1,4}(?=[年月]|[-./]\d)|第?[一二三四1-4]季|十[一二]?月|[一二三四五六七八九]月|[二一][〇零九]|[今去前明当同本上]年|[上下]半年|本月|上个?月|当月|这个月|年内|年[底末初中]|近|过去|最近|短短|(?:年初|开年|开春|入[夏秋冬]|月初|上线|启用|试点|运行)以来|[“"]?十[二三四五六七]五|昨[日天]|前天|[一二两三四五六七八九十\d]+年前|截|目前|迄今|至今|如今|当[前下]|时下|现|眼下|日前|今[日天]|前[一二三四]季/g

/** Every date of a Chinese sentence in reading order. */
export function readChineseDates(sentence: string, day: PublicationDay | undefined): FoundDate[] {
  const dates: FoundDate[] = []
  let done = 0
  CUES.lastIndex = 0
  for (let cue = CUES.exec(sentence); cue; cue = CUES.exec(sentence)) {
    CUES.lastIndex = cue.index + 1
    if (cue.index < done) continue
    const found = readAt(sentence, cue.index, day, dates)
    if (!found) continue
    dates.push(found)
    done = found.end
    CUES.lastIndex = Math.max(done, cue.index + 1)
  }
  return dates
}

function readAt(
  sentence: string,
  at: number,
  day: PublicationDay | undefined,
  earlier: readonly FoundDate[],
): FoundDate | undefined {
  if (/\d/.test(sentence[at]!) && /[\d.]/.test(sentence[at - 1] ?? '')) return undefined
  // "2024年1月至2025年3月": the year written before holds for the month after it
  const spoken = /(?:19|20)\d\d/.exec(earlier.at(-1)?.asOf.edtf ?? '')?.[0]
  for (const reader of readersFor(sentence[at]!)) {
    reader.regex.lastIndex = at
    const match = reader.regex.exec(sentence)
    if (!match) continue
    const groups = { ...match.groups }
    if (spoken && groups.w && /当年|同年/.test(groups.w)) {
      groups.y = spoken
      delete groups.w
    }
    const found = reader.read(groups, day, earlier.at(-1)?.asOf)
    if (!found) continue
    const end = at + match[0].length
    const lead = sentence.slice(Math.max(0, at - 2), at)
    const tail = sentence.slice(end, end + 3)
    const since = (/[自从]$/.test(lead) && !tail.startsWith('的')) || /^(?:以来|起|开始|之后|后)/.test(tail)
    bringForward(found, groups, day, sentence.slice(Math.max(0, at - 4), at), sentence.slice(end, end + 3))
    return { start: at, end, role: since && found.role === undefined ? 'since' : 'point', ...found }
  }
  return undefined
}

/** "5月底之前", "将于9月": a month without a year that is still to come; and every date beyond the publication. */
function bringForward(
  found: NonNullable<Found>,
  groups: Groups,
  day: PublicationDay | undefined,
  lead: string,
  tail: string,
) {
  if (!day || found.role !== undefined || !found.asOf.endOn) return
  const published = publicationAsOf(day).endOn ?? ''
  const ahead =
    /^(?:之前|以前|前(?!后))/.test(tail) ||
    /(?:将|拟|计划|预计|力争|争取|定|有望|准备|打算)(?:于|在|到)?$/.test(lead)
  if (ahead && found.asOf.basis === 'explicit_no_year' && !groups.y && found.asOf.endOn < published)
    found.asOf = { ...(shiftYears(found.asOf, 1) ?? found.asOf), basis: 'explicit_no_year' }
  if ((found.asOf.startOn ?? '') > published) found.future = true
}

// ---------------------------------------------------------------- reading the parts

function yearFor(
  g: Groups,
  month: number,
  day: PublicationDay | undefined,
  dayOfMonth = 1,
  whole = false,
): { year: number | undefined; basis: ClaimBasis } {
  if (g.y) {
    const year = /^\d/.test(g.y)
      ? Number(g.y)
      : Number([...g.y].map((c) => (c === '〇' ? 0 : HAN.indexOf(c))).join(''))
    return { year, basis: 'explicit' }
  }
  if (g.w && day) {
    const shift = /去年|上年/.test(g.w) ? -1 : g.w === '前年' ? -2 : g.w === '明年' ? 1 : 0
    return { year: day.year + shift, basis: 'relative' }
  }
  if (whole) return { year: undefined, basis: 'none' }
  return { year: latestYear(day, month, dayOfMonth), basis: 'explicit_no_year' }
}

function numberOf(text: string): number {
  if (/^\d/.test(text)) return Number(text)
  if (text === '两') return 2
  const ten = text.indexOf('十')
  if (ten < 0) return HAN.indexOf(text)
  return (ten === 0 ? 1 : HAN.indexOf(text[0]!)) * 10 + (text[ten + 1] ? HAN.indexOf(text[ten + 1]!) : 0)
}

function monthPart(part: string | undefined): MonthPart {
  switch (part) {
    case '初':
    case '上旬':
      return 'early'
    case '中':
    case '中旬':
      return 'mid'
    case '下旬':
      return 'late'
    case '底':
    case '末':
      return 'end'
    default:
      return undefined
  }
}

function yearPart(part: string | undefined): MonthPart {
  const last = part?.at(-1)
  return last === '底' || last === '末' ? 'end' : last === '初' ? 'early' : last === '中' ? 'mid' : undefined
}
