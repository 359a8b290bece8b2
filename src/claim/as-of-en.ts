// Which dates of an English sentence say nothing of a figure: those of another part of it ("opened to all in late 2024, it
// is used by 71 per cent"), and what a date tells of a value that was passed on the way ("from 3 to 17 per cent between
// January and December").
import type { FoundAsOf } from './as-of.ts'
import {
  type AsOf,
  type FoundDate,
  lastDayOf,
  type PublicationDay,
  publicationAsOf,
  shiftYears,
} from './calendar.ts'
import type { Candidate, Frame } from './frame.ts'
import { hasFigure, pieceAt, piecesOf, type Zone, zoneOf } from './zone-en.ts'

/** Parts that say when, and no more: "In 2024,", "as of 30 June,", "all at the end of last year". */
const ADVERBIAL =
  /^ ?(?:(?:all|both|each|mostly|up|down|again) )?(?:as of|as at|in|on|by|at|during|over|for|since|until|through|throughout|towards|late|early|mid|last|this|next|only|just|before the|prior to|a year|(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December|\d)/i
const ELSEWHERE =
  /^ ?(?:and|but|though|although|while|whereas|yet|following|after|before|when|because|which|who|whose|where|with|against|compared|versus|followed|having|citing|an?|the|one|once|not|as (?!of|at))\b/i

/** ", 300 of them added in 2025" */
const COUNTS_ITS_OWN =
  /^ ?(?:(?:some|about|nearly|at least|more than|over) )?(?:\d|[a-z]+ (?:of (?:them|which)|more|others?)\b)/i

/** A date of another part of the sentence, which has a subject, a figure or a verb of its own. */
export function isElsewhere(frame: Frame, candidate: Candidate, date: FoundDate): boolean {
  const pieces = piecesOf(frame)
  const at = pieceAt(pieces, date.start)
  const zone = zoneOf(frame, candidate)
  const piece = pieces[at]
  if (!piece || (piece.start < zone.end && piece.end > zone.start)) return false
  const text = frame.text.slice(piece.start, piece.end)
  if (SURVEYED.test(text) || (candidate.change && piece.end <= zone.start)) return false
  if (piece.end <= zone.start && CONTINUING.test(frame.text.slice(zone.start))) return false
  const others = hasOther(frame, piece, candidate)
  if (piece.end <= zone.start) {
    if (candidate.direction === 'inherited' && candidate.tense !== 'present') return false
    if (at === 0 || pieces.slice(0, at).every((before) => before.end - before.start < 4))
      return (
        others &&
        date.start - piece.start > frontedMax &&
        !/^\s*(?:of|among|amongst|out of|from)\b/i.test(text)
      )
    return others || !ADVERBIAL.test(text)
  }
  if (candidate.direction === 'inherited' && candidate.predicateFrom >= 0 && !ELSEWHERE.test(text))
    return false
  if (others && candidate.direction !== 'inherited' && COUNTS_ITS_OWN.test(text)) return true
  return (
    ELSEWHERE.test(text) &&
    !/^ ?(?:the|an?) (?:end|start|beginning|close|first|second|third|fourth|last)\b/i.test(text)
  )
}

/** "which asked 1,904 of them in October": when they were counted. */
const SURVEYED =
  /\b(?:asked|surveyed|polled|questioned|interviewed|conducted|carried out|fielded|collected|gathered|answered|responded|survey|poll|census|questionnaire|audit|count|tally)\b/i
/** "doubled between last spring and February, reaching 28 per cent": goes on from the part before. */
const CONTINUING =
  /^ ?(?:reaching|hitting|bringing|taking|making|passing|topping|lifting|pushing|putting|leaving|to|or|including|among them|of (?:them|which|whom|those))\b/i

const frontedMax = 16 // "By the end of 2024 31%"

function hasOther(frame: Frame, piece: Zone, candidate: Candidate): boolean {
  return (
    hasFigure(frame, piece) && !(candidate.figure.start >= piece.start && candidate.figure.start < piece.end)
  )
}

/** "a mere 40 when the pilot began", "from 12 at the outset": a value of a day that nobody names. */
export function isOfUnnamedDay(frame: Frame, candidate: Candidate): boolean {
  const pieces = piecesOf(frame)
  const piece = pieces[pieceAt(pieces, candidate.figure.start)]
  const rest = frame.text.slice(candidate.quoteEnd, piece?.end ?? frame.text.length)
  return (
    /^ (?:when|at (?:its |the )?(?:launch|outset|start|beginning|peak|first)(?! of)|initially|originally|at first|before (?:the|that|it)|back then|in the beginning)\b/i.test(
      rest,
    ) &&
    !frame.dates.some(
      (date) => date.start >= candidate.quoteEnd && date.start < candidate.quoteEnd + rest.length,
    )
  )
}

/** Of "between January and December": the first for "from 3", the last for "to 17" and for the change itself. */
export function endOfRange(frame: Frame, candidate: Candidate, date: FoundDate): AsOf {
  const [first, last] = date.asOf.edtf?.split('/') ?? []
  if (!first || !last || date.asOf.precision !== 'range') return date.asOf
  const before = frame.text.slice(0, candidate.figure.start)
  const near = before.slice(-24)
  if (/\bfrom (?:(?:just|only|about|some|a mere|roughly|nearly) )*$/i.test(near))
    return part(first, date.asOf)
  const moved =
    /\bfrom [^;]{0,60} to (?:[a-z-]+ ){0,2}$/i.test(before) || /\breach(?:ing|ed)? (?:\w+ )?$/i.test(near)
  const lead = frame.text.slice(Math.max(0, date.start - 9), date.start)
  return moved || (candidate.change && /\bbetween $/i.test(lead)) ? part(last, date.asOf) : date.asOf
}

function part(edtf: string, range: AsOf): AsOf {
  const [year, month, day] = edtf.split('-').map(Number)
  if (year === undefined || Number.isNaN(year)) return range
  const precision = day ? 'day' : month ? 'month' : 'year'
  const two = (n: number) => String(n).padStart(2, '0')
  const startOn = `${year}-${two(month || 1)}-${two(day || 1)}`
  const endOn = day ? startOn : `${year}-${two(month || 12)}-${two(lastDayOf(year, month || 12))}`
  return { edtf, precision, basis: range.basis, startOn, endOn }
}

/** The latest day that a change speaks of: "from 9 per cent in 2024 to 21 per cent in 2025". */
export function latestOf(dates: readonly FoundDate[]): FoundDate | undefined {
  return [...dates].sort((a, b) => (b.asOf.endOn ?? '').localeCompare(a.asOf.endOn ?? ''))[0]
}

/** "Three years on, 45 hospitals use it": counted from a start that the sentence does not name. */
export function isReachedSince(frame: Frame, date: FoundDate): boolean {
  return (
    /(?:later|on)$/i.test(frame.text.slice(date.start, date.end)) &&
    !frame.dates.some((other) => other.role === 'point' && other.end <= date.start)
  )
}

/** What is so when it is said is so when it is printed. */
export function isStill(frame: Frame, candidate: Candidate): boolean {
  return !frame.chinese && (candidate.tense === 'present' || candidate.tense === 'perfect')
}

/** "19 now", "from roughly 35,000 today"; "40 when the pilot began". */
export function toldAtOnce(
  frame: Frame,
  candidate: Candidate,
  day: PublicationDay | undefined,
): FoundAsOf | undefined {
  const now = frame.dates.find(
    (date) => date.role === 'now' && date.start >= candidate.quoteEnd && date.start - candidate.quoteEnd <= 1,
  )
  if (now && day && !/already/i.test(frame.text.slice(now.start, now.end)))
    return {
      asOf: publicationAsOf(day),
      text: frame.text.slice(now.start, now.end),
      reason: {
        field: 'as-of',
        words: `"${frame.text.slice(now.start, now.end)}": the day of publication`,
        points: 0.02,
      },
    }
  if (isOfUnnamedDay(frame, candidate))
    return {
      asOf: { basis: 'none' },
      reason: { field: 'as-of', words: 'a day that is not named', points: -0.05 },
    }
  return undefined
}

/** "stood at 2,400 at the end of the year", printed in January: the year before. */
export function endThatWas(
  candidate: Candidate,
  date: FoundDate,
  day: PublicationDay | undefined,
): FoundDate {
  const { asOf } = date
  if (candidate.modality !== 'actual' || candidate.tense !== 'past' || asOf.basis !== 'relative') return date
  if (asOf.precision !== 'end-year' || !day?.month || day.month > lateMonthMax || !date.future) return date
  return { ...date, asOf: shiftYears(asOf, -1) ?? asOf, future: false }
}

const lateMonthMax = 6 // from July on "the end of the year" is the one to come
