// The date grammar for English: what day, month, quarter or year a sentence speaks of. Ordered readers; the first that
// fits at a place wins, so the longer wordings stand first. A year that is not written is the latest not after
// publication.
import {
  dayOf,
  type FoundDate,
  halfOf,
  monthOf,
  monthsBefore,
  type PublicationDay,
  publicationAsOf,
  rangeOfDates,
  weekBefore,
  weekdayAfter,
  weekdayBefore,
  weekOf,
  yearOf,
} from './calendar.ts'
import {
  type Found,
  type Groups,
  monthIndex,
  monthPart,
  point,
  quarterBefore,
  readAgo,
  readAhead,
  readDay,
  readEndOf,
  readFirstMonths,
  readMonth,
  readMonthsTo,
  readQuarter,
  readWholeYear,
  wrap,
  yearFor,
} from './date-parts-en.ts'

const MONTH =
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?\\.?|July?\\.?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)(?![a-z])'
const YEAR = '(?:19|20)\\d\\d(?![\\d,]\\d|\\d|%)'
const DAY = '(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\\d%])'
const WHOSE = '(?:this year|last year|next year|the same year|that year|the following year)'
const PART =
  '(?:(?:the )?(?:very )?(?:early|mid|middle|late|beginning|start|end|close|latter part|first days|second half)(?:[- ]of(?: the)?)?[- ])'
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const COUNT = '(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2})'

type Reader = { name: string; pattern: string; read: (g: Groups, day: PublicationDay | undefined) => Found }

/** Tried in this order at every place. A new wording is a new entry. */
const READERS: Reader[] = [
  {
    name: 'months of one year, from to',
    pattern: `(?<a>${MONTH})(?: (?<ay>${YEAR}))?(?: ?[-–—] ?| to | and | through | until )(?<b>${MONTH})(?:,? (?:of )?(?<by>${YEAR}))?`,
    read: (g, day) => {
      const to = wrap(g.by, monthIndex(g.b!), day)
      const year = g.ay ? Number(g.ay) : to.year
      return point(
        rangeOfDates(
          monthOf(year, monthIndex(g.a!), undefined, to.basis),
          monthOf(to.year, monthIndex(g.b!), undefined, to.basis),
          to.basis,
        ),
      )
    },
  },
  {
    name: 'years from to',
    pattern: `(?<a>${YEAR})(?:(?: ?[-–—/] ?| to | and | through | until )(?<b>${YEAR})|[-–/](?<c>\\d\\d)(?![\\d.%-]))`,
    read: (g) => {
      const to = Number(g.b ?? g.a!.slice(0, 2) + g.c)
      return point(
        rangeOfDates(
          yearOf(Number(g.a), undefined, 'explicit'),
          yearOf(to, undefined, 'explicit'),
          'explicit',
        ),
      )
    },
  },
  {
    name: '2025-03-04',
    pattern: `(?<y>${'(?:19|20)\\d\\d'})-(?<m>\\d\\d)(?:-(?<d>\\d\\d))?(?![\\d-])`,
    read: (g) =>
      point(
        g.d
          ? dayOf(Number(g.y), Number(g.m), Number(g.d), 'explicit')
          : monthOf(Number(g.y), Number(g.m), undefined, 'explicit'),
      ),
  },
  {
    name: '4 March 2025',
    pattern: `(?<d>${DAY}) (?:of )?(?<m>${MONTH})(?:,? (?<y>${YEAR})|,? (?:of )?(?<w>${WHOSE}))?`,
    read: (g, day) => readDay(g, day),
  },
  {
    name: 'March 4, 2025',
    pattern: `(?<m>${MONTH}) (?<d>${DAY})(?! (?:hospitals|per))(?:,? (?<y>${YEAR})|,? (?:of )?(?<w>${WHOSE}))?`,
    read: (g, day) => readDay(g, day),
  },
  {
    name: 'early March 2025',
    pattern: `(?<p>${PART})?(?<last>last |this )?(?<m>${MONTH})(?:,? (?:of )?(?<y>${YEAR})|,? (?:of )?(?<w>${WHOSE}))?`,
    read: (g, day) => readMonth(g, day),
  },
  {
    name: 'the week of 9 February',
    pattern: `(?:the )?week (?:of|to|ending|ended|beginning|from)(?: on| the)? (?:(?<d>${DAY}) (?<m>${MONTH})|(?<m2>${MONTH}) (?<d2>${DAY}))(?:,? (?<y>${YEAR}))?`,
    read: (g, day) => {
      const found = readDay({ ...g, m: g.m ?? g.m2, d: g.d ?? g.d2 }, day)
      return found?.asOf.edtf ? point(weekOf(found.asOf)) : undefined
    },
  },
  {
    name: 'the year to June 2025',
    pattern: `(?:(?:in|during|for|over) )?(?:the )?(?<l>quarter|half[- ]year|year|three months|six months|nine months|twelve months|12 months)(?: that)? (?:to|ended|ending|through)(?: on| in| the end of)? (?:${DAY} )?(?<m>${MONTH})(?: \\d{1,2}(?!\\d))?(?:,? (?<y>${YEAR}))?`,
    read: (g, day) => readMonthsTo(g, day),
  },
  {
    name: 'the first nine months of 2025',
    pattern: `(?:the )?first (?<n>three|six|nine|ten|eleven|four|five|seven|eight|two) months(?: of(?: (?<y>${YEAR})| (?<w>${WHOSE}|the year))?)`,
    read: (g, day) => readFirstMonths(g, day),
  },
  {
    name: 'as 2025 drew to a close',
    pattern: `(?:as|when|by the time|before|once) (?:(?<m>${MONTH})(?: (?<y>${YEAR}))?|(?<y2>${YEAR})) (?:was )?(?:drew|drawing|came|coming|ended|closed|closing|ending|finished)(?: to (?:a close|an end))?\\b`,
    read: (g, day) =>
      g.m ? readMonth({ ...g, p: 'end' }, day) : point(yearOf(Number(g.y2), 'end', 'explicit')),
  },
  {
    name: 'closed June with',
    pattern: `(?:exited|ended|closed|finished|left) (?:(?<m>${MONTH})(?: (?<y>${YEAR}))?|(?<y2>${YEAR}))(?= (?:with|at|on|in)\\b)`,
    read: (g, day) =>
      g.m ? readMonth({ ...g, p: 'end' }, day) : point(yearOf(Number(g.y2), 'end', 'explicit')),
  },
  {
    name: 'second quarter of 2025',
    pattern: `(?:the )?(?<q>first|second|third|fourth|final|last)[- ](?:fiscal |calendar )?quarter(?: of)?(?: (?:fiscal |calendar )?(?<y>${YEAR})| (?<w>${WHOSE}))?`,
    read: (g, day) => readQuarter(g, day),
  },
  {
    name: 'Q2 2025',
    pattern: `(?:Q(?<n>[1-4])(?:[ ,-]*(?:FY ?)?(?<y>${YEAR}))?|(?<y2>${YEAR})[ -]?Q(?<n2>[1-4]))(?!\\d)`,
    read: (g, day) => readQuarter({ ...g, n: g.n ?? g.n2, y: g.y ?? g.y2 }, day),
  },
  {
    name: 'the quarter',
    pattern:
      '(?:in |during |for |over )?the (?:latest |past |most recent |previous |reported )?quarter(?! of)\\b',
    read: (_, day) => point(quarterBefore(day)),
  },
  {
    name: 'first half of 2025',
    pattern: `(?:(?:the )?(?<h>first|second) half(?: of)?(?: (?<y>${YEAR})| (?<w>${WHOSE}| the year))|H(?<n>[12])(?: (?<y2>${YEAR}))?)(?!\\d)`,
    read: (g, day) => {
      const half = g.n ? Number(g.n) : g.h?.toLowerCase() === 'first' ? 1 : 2
      const year = yearFor(g.y ?? g.y2, g.w, half === 1 ? 1 : 7, day)
      return point(halfOf(year.year, half, year.basis))
    },
  },
  {
    name: 'end of the year',
    pattern: `(?:the )?(?<p>end|close|middle|start|beginning)(?: of)? (?<w>the year|this year|last year|next year|the decade|the month|last month|this month)|(?<ye>year[- ]end)(?: (?<y>${YEAR}))?`,
    read: (g, day) => readEndOf(g, day),
  },
  {
    name: 'end of 2024',
    pattern: `(?<p>${PART})?(?:FY ?|fiscal (?:year )?|calendar (?:year )?)?(?<y>${YEAR})`,
    read: (g, day) => {
      const year = Number(g.y)
      const found = yearOf(year, monthPart(g.p), 'explicit')
      return day && year > day.year ? { asOf: found, future: true } : { asOf: found }
    },
  },
  {
    name: 'a year later',
    pattern: `(?<n>${COUNT}) (?:year|month|quarter)s? (?:later|on(?=[,;. ]))`,
    read: (_, day) => point(publicationAsOf(day)),
  },
  {
    name: 'two years ago',
    pattern: `(?<n>${COUNT}) (?<u>year|month|week|day)s? (?:ago|earlier|before|previously)\\b`,
    read: (g, day) => readAgo(g, day),
  },
  {
    name: 'the past two years',
    pattern: `(?:in|over|during|within|for)?(?: the| a| its)? ?(?:past|last|previous|preceding|prior) (?:few |several |${COUNT} )?(?:years|months|weeks|days|decade)\\b|(?:in|over) (?:just |under )?(?:${COUNT}) (?:years|months)\\b`,
    read: (_, day) => ({ asOf: publicationAsOf(day), role: 'span' }),
  },
  {
    name: 'within a year',
    pattern: `(?:within|in) (?:the )?(?:next |coming )?(?<n>${COUNT}) (?<u>year|month)s?\\b`,
    read: (g, day) => readAhead(g, day),
  },
  {
    name: 'last year',
    pattern: `(?<p>${PART})?(?<w>last|this|next|the previous|the current|the coming) year\\b`,
    read: readWholeYear,
  },
  {
    name: 'last month',
    pattern: '(?<w>last|this|the previous|the past) (?<u>month|week)\\b',
    read: (g, day) => {
      if (!day) return undefined
      const back = /this/i.test(g.w!) ? 0 : 1
      if (g.u!.toLowerCase() === 'week') return point(weekBefore(day, back))
      const at = monthsBefore(day, back)
      return at && point(monthOf(at.year, at.month, undefined, 'relative'))
    },
  },
  {
    name: 'from Monday',
    pattern: `(?:from|starting|beginning)(?: on| next| this)? (?<d>${WEEKDAYS.join('|')})\\b`,
    read: (g, day) => {
      const asOf = day && weekdayAfter(day, WEEKDAYS.indexOf(g.d!.toLowerCase()))
      return asOf ? { asOf, role: 'point', future: true } : undefined
    },
  },
  {
    name: 'weekday',
    pattern: `(?:as of |on |by |since )(?:last |this )?(?<d>${WEEKDAYS.join('|')})\\b`,
    read: (g, day) => (day ? point(weekdayBefore(day, WEEKDAYS.indexOf(g.d!.toLowerCase()))) : undefined),
  },
  {
    name: 'today',
    pattern:
      '(?:as of )?(?:(?:at|on|by) (?:the )?(?:last|latest) (?:count|tally|check|look)|today|yesterday|now|currently|at present|to date|so far|already|as of now|at the time of writing|this week)\\b',
    read: (_, day) => ({ asOf: publicationAsOf(day), role: 'now' }),
  },
]

const COMPILED = READERS.map((reader) => ({
  ...reader,
  regex: new RegExp(reader.pattern, 'iy'),
}))
const CUES = new RegExp(
  `\\b(?:${MONTH}|(?:19|20)\\d\\d|\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?=${MONTH})|Q[1-4]|H[12]\\b|early|mid|middle|late|beginning|start|end|close|the|first|second|third|fourth|final|last|this|next|week|quarter|year|as|when|before|once|exited|ended|closed|finished|left|from|starting|past|over|in|at|during|within|year[- ]end|as of|on|by|since|today|yesterday|now|currently|at present|to date|so far|already|${COUNT} (?=years?|months?|weeks?|quarters?))`,
  'gi',
)

/** Every date of an English sentence in reading order. */
export function readEnglishDates(sentence: string, day: PublicationDay | undefined): FoundDate[] {
  const dates: FoundDate[] = []
  CUES.lastIndex = 0
  let done = 0
  for (let cue = CUES.exec(sentence); cue; cue = CUES.exec(sentence)) {
    CUES.lastIndex = cue.index + 1
    if (cue.index < done) continue
    const found = readAt(sentence, cue.index, day)
    if (!found) continue
    dates.push(found)
    done = found.end
    CUES.lastIndex = Math.max(done, cue.index + 1)
  }
  return dates
}

function readAt(sentence: string, at: number, day: PublicationDay | undefined): FoundDate | undefined {
  for (const reader of COMPILED) {
    reader.regex.lastIndex = at
    const match = reader.regex.exec(sentence)
    if (!match || (/^may$/i.test(match[0]) && !isMonthMay(sentence, at))) continue
    if (/^\d/.test(match[0]) && /[\d.,-]/.test(sentence[at - 1] ?? '')) continue
    const name = match.groups?.m ?? match.groups?.a
    if (name !== undefined && /^[a-z]/.test(name)) continue // "may", "march"
    const found = reader.read(match.groups ?? {}, day)
    if (!found) continue
    const lead = sentence.slice(Math.max(0, at - 48), at)
    const since =
      /\b(?:since|from|starting|beginning|after|founded|established|launched|created|introduced)(?: in| on| the)?(?: the)? $|\b(?:since|after|following)(?: (?:its|the|their|a))?(?: [\w-]+){0,2} (?:launch|introduction|debut|roll-?out|start|go-live|opening|release|arrival|approval|clearance)(?: in| on| of)?(?: the)? $/i.test(
        lead,
      )
    return {
      start: at,
      end: at + match[0].trimEnd().length,
      role: since && found.role === undefined && !found.asOf.edtf?.includes('/') ? 'since' : 'point',
      ...found,
    }
  }
  return undefined
}

/** "May" the month, not the verb. */
function isMonthMay(sentence: string, at: number): boolean {
  return (
    sentence[at] === 'M' &&
    /(?:in|of|by|since|until|early|mid|late|last|this|end|from|on|for)[ -]$/i.test(
      sentence.slice(Math.max(0, at - 7), at),
    )
  )
}
