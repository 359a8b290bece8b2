// Owns which of a page's many dates is believed. Every statement gives its day points by its origin; statements of one
// kind (JSON-LD, meta, URL, visible) count once per day, so that a page that repeats itself does not outvote the rest.
import type { DateClue } from './metadata-dates.ts'

export type ChosenDate = { value: string; on: string; origin: string }

type Kind = 'json-ld' | 'meta' | 'url' | 'visible'

/** Points and reasons, best first. An origin that is not listed is a publication meta: 3 points. */
const ORIGINS: { pattern: RegExp; kind: Kind; points: number; why: string }[] = [
  {
    pattern: /^(?:citation_|prism\.|bepress_)/,
    kind: 'meta',
    points: 3.5,
    why: 'deposited with registries: publishers keep it right',
  },
  {
    pattern: /^json-ld$/,
    kind: 'json-ld',
    points: 3,
    why: "the article's own node; read by search engines, so kept right",
  },
  {
    pattern: /^json-ld-page$/,
    kind: 'json-ld',
    points: 2.6,
    why: 'the page may be older or newer than its article',
  },
  {
    pattern: /^url$/,
    kind: 'url',
    points: 2.6,
    why: 'never changed by later edits, but local to the writer',
  },
  { pattern: /^microdata/, kind: 'visible', points: 2.6, why: 'says that it is the date of publication' },
  {
    pattern: /^(?:dc|dcterms)[.:].*(?:issued|created|available)/,
    kind: 'meta',
    points: 2.4,
    why: 'defined, but often set by the CMS when a file is saved',
  },
  { pattern: /^time/, kind: 'visible', points: 2.4, why: 'a machine form, but of any event' },
  {
    pattern: /^(?:class|abbr)/,
    kind: 'visible',
    points: 2.2,
    why: "its class says date; read from people's writing",
  },
  {
    pattern: /^meta-class|^text-labelled/,
    kind: 'visible',
    points: 2,
    why: 'stands in a line of metadata, or after "Published"',
  },
  { pattern: /^(?:dc|dcterms)[.:]/, kind: 'meta', points: 1, why: 'dc.date alone does not say which date' },
  { pattern: /^text/, kind: 'visible', points: 1.5, why: 'a date, but of what?' },
  { pattern: /^meta-loose/, kind: 'visible', points: 1.3, why: 'as that, and no reader sees it' },
  {
    pattern: /^json-ld-other$/,
    kind: 'json-ld',
    points: 1.2,
    why: 'of another node: a list, a video, a related article',
  },
  {
    pattern: /^json-ld-created$/,
    kind: 'json-ld',
    points: 1,
    why: 'a draft is created long before it is published',
  },
  { pattern: /^json-ld-upload$/, kind: 'json-ld', points: 0.6, why: 'of a picture or video' },
]
const PUBLICATION_META = { kind: 'meta' as Kind, points: 3 }

const HOUR_MS = 3_600_000
// A place's day starts at most 14 hours before and ends at most 12 hours after UTC's.
const DAY_STARTS_EARLIER_MS = 14 * HOUR_MS
const DAY_ENDS_LATER_MS = 36 * HOUR_MS
// What an instant in UTC gives to a neighbouring day that it may lie on somewhere, if the page shows that day.
const UTC_SHARE = 0.8
const SHOWN_POINTS_MIN = 1.4
const BELIEVED_POINTS_MIN = 0.35
// What a content system fills in when nobody wrote a date; people print it seldom.
const FILLED_IN = /-01-01$/
const FILLED_IN_SHARE = 0.25
const LIMITS = {
  cluesMax: 400,
  nearNodesMax: 100,
  reachNodesMax: 300,
  asideNearNodesMax: 60,
  textNodesMax: 400,
  daysMax: 60,
}

/**
 * The day with the most points, and the most exact statement of it. `headingOrder` is where the main heading stands:
 * a visible date counts for less the farther it is from it.
 */
export function chooseDate(
  clues: DateClue[],
  others: DateClue[],
  headingOrder: number | undefined,
): ChosenDate | undefined {
  const firm = new Set([...clues, ...others].filter((c) => !c.swapped).map((c) => c.on))
  const weighed = clues
    .slice(0, LIMITS.cluesMax)
    .map((clue) => ({ ...turned(clue, firm), ...weigh(clue, headingOrder) }))
  const days = [...new Set(weighed.map((c) => c.on))].slice(0, LIMITS.daysMax)
  let best: { day: string; points: number } | undefined
  for (const day of days) {
    const points = pointsOf(day, weighed)
    // Of two neighbours with the same points the later is the same moment seen from farther east.
    const earlier = best && points === best.points && isDayBefore(day, best.day)
    if (!best || points > best.points || earlier) best = { day, points }
  }
  if (!best || best.points < BELIEVED_POINTS_MIN) return undefined
  const { day } = best
  const exact = weighed.filter((c) => c.on === day).sort((a, b) => b.points - a.points)
  const origin = exact[0]!.origin
  // An instant of a neighbouring UTC day that this day was voted with is still the exact moment.
  const instant =
    exact.find((c) => c.value.length > 10 && c.points >= exact[0]!.points / 2) ??
    weighed.find((c) => (c.utc || c.guessed) && c.kind !== 'visible' && mayLieOn(c.value, day))
  return { value: instant?.value ?? day, on: day, origin }
}

function isDayBefore(day: string, other: string): boolean {
  return Date.parse(other) - Date.parse(day) === 24 * HOUR_MS
}

type Weighed = DateClue & { kind: Kind; points: number }

function pointsOf(day: string, weighed: Weighed[]): number {
  const shown = weighed.some((c) => c.on === day && !c.utc && c.points >= SHOWN_POINTS_MIN)
  // A zone that was guessed gives way to a day that people read, not to another machine's.
  const read = weighed.some(
    (c) => c.on === day && !c.utc && !c.guessed && c.kind === 'visible' && c.points >= SHOWN_POINTS_MIN,
  )
  const byKind = new Map<Kind, number>()
  for (const clue of weighed) {
    let points = 0
    if (clue.on === day) points = clue.points
    else if ((clue.utc ? shown : clue.guessed && read) && mayLieOn(clue.value, day))
      points = clue.points * UTC_SHARE
    if (points > (byKind.get(clue.kind) ?? 0)) byKind.set(clue.kind, points)
  }
  return [...byKind.values()].reduce((sum, points) => sum + points, 0)
}

function mayLieOn(instant: string, day: string): boolean {
  const time = Date.parse(instant)
  const start = Date.parse(day)
  return time >= start - DAY_STARTS_EARLIER_MS && time < start + DAY_ENDS_LATER_MS
}

/** "10/05/2022" read as 5 October, where the page says 10 May elsewhere, is 10 May. */
function turned(clue: DateClue, firm: Set<string>): DateClue {
  if (!clue.swapped || firm.has(clue.on) || !firm.has(clue.swapped)) return clue
  return { ...clue, on: clue.swapped, value: clue.swapped }
}

function weigh(clue: DateClue, headingOrder: number | undefined): { kind: Kind; points: number } {
  const { kind, points } = ORIGINS.find((o) => o.pattern.test(clue.origin)) ?? PUBLICATION_META
  const filledIn = FILLED_IN.test(clue.on) ? FILLED_IN_SHARE : 1
  if (clue.order === undefined) return { kind: kind === 'visible' ? 'meta' : kind, points: points * filledIn }
  const distance = distanceOf(clue.order, headingOrder)
  let share = distance < LIMITS.nearNodesMax ? 1 : distance < LIMITS.reachNodesMax ? 0.7 : 0.45
  // A date in the running text is a date of what is told there.
  if (clue.origin.startsWith('text') && distance >= LIMITS.textNodesMax) share = 0.2
  if (clue.origin.endsWith('-aside'))
    share *= distance < LIMITS.asideNearNodesMax ? 0.8 : distance < LIMITS.reachNodesMax ? 0.4 : 0.25
  return { kind: 'visible', points: points * share - clue.order / 1e6 } // of two alike, the first
}

/** In nodes; what stands before the heading is farther away than what follows it. */
function distanceOf(order: number, headingOrder: number | undefined): number {
  if (headingOrder === undefined) return LIMITS.nearNodesMax
  return order >= headingOrder ? order - headingOrder : (headingOrder - order) * 1.5
}
