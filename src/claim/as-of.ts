// Of which day a claim speaks: the date nearest to it in its clause, or the sentence's; "up from X in Y" gives Y to X;
// no date and the present tense mean the publication; the past without a date leaves it open.
import type { ClaimReason } from '../model.ts'
import {
  endOfRange,
  endThatWas,
  isElsewhere,
  isReachedSince,
  isStill,
  latestOf,
  toldAtOnce,
} from './as-of-en.ts'
import {
  type AsOf,
  type FoundDate,
  type PublicationDay,
  publicationAsOf,
  shiftMonths,
  shiftYears,
} from './calendar.ts'
import { isBaseOf } from './change-base.ts'
import type { Candidate, Frame } from './frame.ts'

export type FoundAsOf = { asOf: AsOf; text?: string; reason?: ClaimReason; base?: AsOf }

const RELATIVE =
  /^(?:(?<n>an?|one|two|three|four|five|six|nine|twelve|\d+) (?<unit>year|month|quarter)s? (?<way>earlier|before|previously|later|on)|the (?:previous|preceding) year)$/i

export function findAsOf(
  frame: Frame,
  candidate: Candidate,
  siblings: readonly Candidate[],
  day: PublicationDay | undefined,
  earlier: readonly FoundDate[],
  previous: AsOf | undefined,
  silent: () => AsOf | undefined = () => undefined,
): FoundAsOf {
  const dates = frame.chinese ? frame.dates : frame.dates.map((date) => endThatWas(candidate, date, day))
  const points = dates.filter(
    (date) =>
      date.role === 'point' &&
      !isSurveyed(frame, date) &&
      !isBase(frame, date) &&
      !(candidate.change && isBaseOf(frame, date, candidate)) &&
      !isToldBefore(frame, date) &&
      !(candidate.modality === 'actual' && isYetToCome(date, day)) &&
      (frame.chinese || !isElsewhere(frame, candidate, date)),
  )
  const told = frame.chinese ? undefined : toldAtOnce(frame, candidate, day)
  if (told) return told
  const counted = points.filter((date) => !isSpeech(frame, date) && !isReachedSince(frame, date))
  const usable = counted.length > 0 || isStill(frame, candidate) ? counted : points
  const own = usable.find((date) => isOwn(frame, candidate, date))
  const taken = new Set(
    siblings
      .filter((other) => other !== candidate)
      .map((other) => usable.find((date) => isOwn(frame, other, date)))
      .filter((date) => date !== undefined),
  )
  const fitting = usable.filter((date) => fits(frame, candidate, date))
  const free = fitting.filter((date) => !taken.has(date))
  const candidates = own
    ? [own]
    : free.length > 0
      ? free
      : fitting.filter((date) => isShared(frame, candidate, siblings, date))
  const chosen =
    candidate.change && !frame.chinese ? latestOf(usable) : (own ?? nearest(frame, candidate, candidates))
  const now = frame.dates.find((date) => date.role === 'now' && near(frame, candidate, date))
  if (
    chosen &&
    !(
      now &&
      !own &&
      closer(candidate, now, chosen) &&
      (chosen.future || standsBetween(now, chosen, candidate) || isAnotherMatter(frame, candidate, chosen))
    )
  )
    return (
      (COUNTED_BACK.test(frame.text.slice(chosen.start, chosen.end))
        ? agoOf(frame, candidate, points, previous, day)
        : undefined) ?? dated(frame, candidate, chosen, day, previous)
    )
  if (frame.chinese && previous?.edtf && SAME_TIME.test(frame.text.slice(0, candidate.figure.start)))
    return {
      asOf: { ...previous, basis: 'context' },
      reason: { field: 'as-of', words: 'at the same time as the figure before', points: -0.02 },
    }
  if (frame.chinese && /(?:由|从)(?:此前|原来|最初)?的?$/.test(frame.text.slice(0, candidate.figure.start)))
    return {
      asOf: { basis: 'none' },
      reason: { field: 'as-of', words: 'an earlier value without a date', points: -0.05 },
    }
  if (candidate.modality !== 'actual' && !now) return { asOf: { basis: 'none' } }
  const ago = candidate.change ? undefined : agoOf(frame, candidate, points, previous, day)
  if (ago) return ago
  const given = now || counted.some((date) => !taken.has(date)) ? undefined : silent()
  if (given)
    return {
      asOf: given,
      reason: {
        field: 'as-of',
        words: `${given.edtf}, which the article says of its figures`,
        points: -0.04,
      },
    }
  const ends = candidate.tense === 'present' || candidate.tense === 'perfect' || now !== undefined
  if (ends && day && !(candidate.direction === 'inherited' && candidate.tense === 'past'))
    return {
      asOf: publicationAsOf(day),
      ...(now ? { text: frame.text.slice(now.start, now.end) } : {}),
      reason: {
        field: 'as-of',
        words: now
          ? `"${frame.text.slice(now.start, now.end)}": the day of publication`
          : 'present tense without a date: the day of publication',
        points: now ? 0.02 : 0,
      },
    }
  const before = ends ? undefined : earlier.find((date) => date.role === 'point')
  if (before)
    return {
      asOf: { ...before.asOf, basis: 'context' },
      reason: { field: 'as-of', words: 'date from a sentence before', points: -0.06 },
    }
  return { asOf: { basis: 'none' }, reason: { field: 'as-of', words: 'no date', points: -0.05 } }
}

/** From the figure that it is set beside, not from the day of publication. */
const COUNTED_BACK = /\b(?:months?|quarters?) (?:before|earlier|previously)$/i
const SAME_TIME = /(?:同期|同一时点|同一时间|当时)[^，。；]{0,12}$/

function dated(
  frame: Frame,
  candidate: Candidate,
  date: FoundDate,
  day: PublicationDay | undefined,
  previous: AsOf | undefined,
): FoundAsOf {
  const text = frame.text.slice(date.start, date.end)
  let asOf = date.asOf
  const relative = RELATIVE.exec(text)
  if (relative) {
    const { n, unit, way } = relative.groups ?? {}
    const count = n ? (NUMBERS[n.toLowerCase()] ?? Number(n)) : 1
    const months = count * (unit?.toLowerCase() === 'month' ? 1 : unit?.toLowerCase() === 'quarter' ? 3 : 12)
    const anchor =
      frame.dates.find((other) => other.role === 'point' && other.end <= date.start && other !== date)
        ?.asOf ??
      previous ??
      publicationAsOf(day)
    asOf = shiftMonths(anchor, way === 'later' || way === 'on' ? months : -months) ?? asOf
  } else if (!frame.chinese) asOf = endOfRange(frame, candidate, date)
  if (candidate.modality !== 'actual' && asOf.basis === 'explicit_no_year' && day && asOf.endOn) {
    const published = publicationAsOf(day).startOn ?? ''
    if (asOf.endOn < published) asOf = { ...(shiftYears(asOf, 1) ?? asOf), basis: 'explicit_no_year' }
  }
  if (/^(?:within|in) /i.test(text) && date.future) {
    const anchor = frame.dates.find((other) => other.role === 'point' && other.end <= date.start)?.asOf
    asOf =
      (anchor && day && anchor.precision === 'year'
        ? shiftYears(anchor, Number(asOf.edtf) - day.year)
        : undefined) ?? asOf
  }
  return {
    asOf,
    text,
    reason: { field: 'as-of', words: `"${text}"`, points: asOf.basis === 'explicit' ? 0.08 : 0.05 },
  }
}

const AGO =
  /^[^,;.]{0,24}?\b(?:(?<n>an?|one|two|three|four|five|six|nine|twelve|\d+) (?<unit>year|month|quarter)s? (?:before|earlier|previously|ago)|the (?:previous|preceding) year|the year before)\b/i
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  nine: 9,
  twelve: 12,
}

/** "up from at least 520 three months before": counted back from the date of the figure that it is set beside. */
function agoOf(
  frame: Frame,
  candidate: Candidate,
  points: readonly FoundDate[],
  previous: AsOf | undefined,
  day: PublicationDay | undefined,
): FoundAsOf | undefined {
  const match = AGO.exec(frame.text.slice(candidate.figure.end))
  if (!match || hasFigure(frame, candidate.figure.end, candidate.figure.end + match[0].length))
    return undefined
  const unit = match.groups?.unit?.toLowerCase() ?? 'year'
  const n = match.groups?.n ? (NUMBERS[match.groups.n.toLowerCase()] ?? Number(match.groups.n)) : 1
  const months = n * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1)
  const anchor =
    points.find((date) => !isSpeech(frame, date) && date.end <= candidate.figure.start)?.asOf ??
    previous ??
    publicationAsOf(day)
  const asOf = shiftMonths(anchor, -months)
  if (!asOf) return undefined
  return { asOf, text: match[0].trim(), reason: { field: 'as-of', words: `"${match[0].trim()}"`, points: 0 } }
}

/** "Twelve use it, and all will by the end of the year": of no figure that is so already. */
function isYetToCome(date: FoundDate, day: PublicationDay | undefined): boolean {
  if (!day || !date.asOf.startOn) return date.future === true
  const published = Date.parse(publicationAsOf(day).endOn ?? '')
  // "at the end of 2024", written on 18 December, is said of what is there
  return Date.parse(date.asOf.startOn) - published > graceDays * 86_400_000
}

const graceDays = 31

/** "said on Wednesday", "8月6日公布": when it was told; any other date of the sentence is when it was counted. */
function isSpeech(frame: Frame, date: FoundDate): boolean {
  const before = frame.text.slice(Math.max(0, date.start - 40), date.start)
  const after = frame.text.slice(date.end, date.end + 8)
  return frame.chinese
    ? /^(?:上午|下午|晚)?(?:在[^，。]{1,8})?(?:公布|发布|表示|披露|更新|介绍|称|宣布|通报|举行|召开|报道|刊发|发表)/.test(
        after,
      )
    : /\b(?:said|says|told|announced|published|released|reported|wrote|statement|lawmakers|reporters|conference|briefing|filed|issued|presented|updated|it)(?: \w+){0,3}(?: on| in a \w+ on)? $/i.test(
        before,
      ) && date.asOf.precision === 'day'
}

/** "Last week we told you": when it was first told. */
function isToldBefore(frame: Frame, date: FoundDate): boolean {
  return /^,? (?:we|I|this (?:news)?paper) (?:told|said|reported|wrote|quoted)\b/i.test(
    frame.text.slice(date.end, date.end + 30),
  )
}

/** "28% in 2023", "66% (2024)", "up from 38% in 2023": the date that stands right behind the figure. */
function isOwn(frame: Frame, candidate: Candidate, date: FoundDate): boolean {
  if (
    frame.chinese &&
    date.end <= candidate.figure.start &&
    /^(?:的|时的?|时)?(?:这一数字|这个数字|该数字|数字|数量)?(?:已|又|仅|只)?(?:为|是|有|达|达到|增至|增加到|只有|仅有)?$/.test(
      frame.text.slice(date.end, candidate.figure.start),
    )
  )
    return true
  if (date.start < candidate.figure.end) return false
  const between = frame.text.slice(candidate.figure.end, date.start)
  const from =
    /\b(?:from|than|versus|vs\.?|against|compared (?:with|to))(?: the| just| only| about)* ?$/i.test(
      frame.text.slice(Math.max(0, candidate.figure.start - 20), candidate.figure.start),
    )
  if (from)
    return (
      between.length <= 40 &&
      /^(?: |[^,;)]*\b(?:in|at|by|of|from|recorded|the|during)? ?(?:the )?)$/i.test(between) &&
      !hasFigure(frame, candidate.figure.end, date.start)
    )
  return /^ ?(?:of \w+ )?(?:in|by|as of|at|\(|for|on|,)(?: the)? ?$/i.test(between)
}

/** "tripled in the second quarter, to about 900": the date of the figure before holds on, unless it is an earlier value's. */
function isShared(
  frame: Frame,
  candidate: Candidate,
  siblings: readonly Candidate[],
  date: FoundDate,
): boolean {
  if (candidate.change && /^ (?:to|and) /.test(frame.text.slice(candidate.figure.end))) return true
  const owner = siblings.find((other) => other !== candidate && isOwn(frame, other, date))
  if (!owner || owner.figure.start > candidate.figure.start) return false
  return !/\b(?:from|than|versus|against) ?(?:the |just |only |about )?$/i.test(
    frame.text.slice(0, owner.figure.start),
  )
}

function hasFigure(frame: Frame, from: number, to: number): boolean {
  return frame.figures.some((figure) => figure.start >= from && figure.start < to)
}

/** A date belongs to the figures of its clause, and one at the head of the sentence to all of them. */
function fits(frame: Frame, candidate: Candidate, date: FoundDate): boolean {
  const from = Math.min(date.end, candidate.quoteEnd)
  const to = Math.max(date.start, candidate.figure.start)
  const between = frame.text.slice(from, to)
  if (/[;；]/.test(between)) return false
  if (frame.chinese) return date.start < candidate.figure.start || !/[，,]/.test(between)
  if (
    /\b(?:from|than) $/i.test(
      frame.text.slice(Math.max(0, candidate.figure.start - 6), candidate.figure.start),
    )
  )
    return false
  if (date.start >= candidate.quoteEnd && /, (?:up|down|compared|from|versus)\b/i.test(between)) return false
  return (
    !/\b(?:found|created|launched|established|since)\b/i.test(between) || date.start < candidate.figure.start
  )
}

function nearest(frame: Frame, candidate: Candidate, dates: readonly FoundDate[]): FoundDate | undefined {
  let best: FoundDate | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (const date of dates) {
    const gap =
      date.start >= candidate.figure.start
        ? date.start - candidate.quoteEnd
        : candidate.figure.start - date.end
    const future =
      date.future === true && candidate.modality === 'actual'
        ? 200
        : date.future !== true && candidate.modality !== 'actual'
          ? 60
          : 0
    const crossed = hasFigure(
      frame,
      Math.min(date.end, candidate.figure.end),
      Math.max(date.start, candidate.figure.start),
    )
      ? 40
      : 0
    const cost = Math.max(0, gap) + future + crossed
    if (cost < bestCost) {
      best = date
      bestCost = cost
    }
  }
  return best
}

function near(frame: Frame, candidate: Candidate, date: FoundDate): boolean {
  const from = Math.min(date.end, candidate.quoteEnd)
  const to = Math.max(date.start, candidate.figure.start)
  return !/;/.test(frame.text.slice(from, to)) || date.end >= candidate.figure.start - 20
}

/** "use it now, says the council, and it has done what I asked for in October": of what the next clause tells. */
function isAnotherMatter(frame: Frame, candidate: Candidate, date: FoundDate): boolean {
  return (
    date.start > candidate.quoteEnd &&
    /, (?:and|but|while|although|though) (?:it|he|she|they|we|I|this|that|the|its|has|had)\b/i.test(
      frame.text.slice(candidate.quoteEnd, date.start),
    )
  )
}

/** "2020年只有9个，如今已累计130个" */
function standsBetween(now: FoundDate, date: FoundDate, candidate: Candidate): boolean {
  return date.end <= now.start && now.end <= candidate.quoteEnd
}

function closer(candidate: Candidate, a: FoundDate, b: FoundDate): boolean {
  const gap = (date: FoundDate) => Math.abs(date.start - candidate.figure.start)
  return gap(a) < gap(b)
}

/** "double the rate of 2023": what is compared with. */
function isBase(frame: Frame, date: FoundDate): boolean {
  return /\b(?:double|twice|triple|times|half|above|below|than)(?: as many as)?(?: the)?(?: (?:rate|share|number|figure|level|proportion|total)s?)?(?: (?:of|in|for|from|seen in|recorded in|a))? $/i.test(
    frame.text.slice(Math.max(0, date.start - 50), date.start),
  )
}

/** "Doximity's 2026 report": the year of the report is when it speaks, unless the figure has its own. */
function isSurveyed(frame: Frame, date: FoundDate): boolean {
  return /^ (?:act|law|guidelines?|strategy|budget|edition)\b/i.test(
    frame.text.slice(date.end, date.end + 20),
  )
}
