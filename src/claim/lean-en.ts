// English figures without a verb of their own, that lean on the one before: "up from 66% in 2023", "12 in Spain and 9 in
// Portugal", "six do now".
import { sumAgainst } from './against-en.ts'
import type { Figure } from './figure.ts'
import type { Candidate, Frame } from './frame.ts'
import type { PreparedLexicon } from './lexicon.ts'
import type { Link } from './link-en.ts'
import type { FoundUnit } from './unit-en.ts'

export type Around = { before: string; after: string; last: Candidate | undefined; lexicon: PreparedLexicon }

export const UP_FROM =
  /\b(?:up|down|compared (?:with|to)|versus|vs\.?|against|from|than)(?: from| the| just| only| about)* ?$/i
export const FIGURE_WAS =
  /\bit (?:is|was|stood at) (?:just |only |about )?$|\b(?:the|that|this) (?:figure|share|number|rate|proportion|percentage|total|count)(?: \w+)? (?:was|is|stood at|had been|were|reached|rose to|fell to|had risen to|had reached|climbed to|jumped to|grew to) (?:\w+ )?$/i
const COUNTS =
  /\b(?:counts|counted|puts?|gives|gave|reported|lists|has|had|found) (?:(?:the|its) (?:figure|number|total|count) at |it at |only |just )?$/i
const WILL_DO_SO =
  /^ (?:\w+ )?(?:plan(?:s|ned)?|intend(?:s|ed)?|expect(?:s|ed)?|hop(?:e|ed)|aim(?:s|ed)?|mean|meant|will|would)(?: to)? do (?:so|it|the same)\b/i
/** "8 in Spain and 5 in Portugal": the places of a list. */
const LISTED_BEFORE =
  /(?:[,;]|\band\b|\bplus\b|\bagainst\b|\bversus\b|\bfollowed by\b|\bahead of\b|\bwith\b|\bthan\b|\bto\b)[^,;.\d]{0,40}$/i
const LISTED_AFTER =
  /^ (?:in|at|across|from|for|among) (?:the |neighbou?ring |nearby |all )?[A-Z]|^(?: each)?[,;.)]|^ (?:and|each)\b|^$/

/** A figure that says the earlier value of the one before, or the part of it. */
export function leanOn(
  frame: Frame,
  figure: Figure,
  unit: FoundUnit,
  { before, after, last }: Around,
  link: Link | undefined,
): Candidate | undefined {
  if (!last || !unit.inherited) return undefined
  if (
    figure.kind === 'factor' &&
    /^ (?:the|that|its) (?:rate|share|number|figure|level|proportion|total|count|percentage)/i.test(after)
  )
    return last
  if (last.figure.kind !== figure.kind) return undefined
  const between = frame.text.slice(Math.min(last.quoteEnd, figure.start), figure.start)
  if (last.predicateFrom < 0) return FIGURE_WAS.test(before) ? last : undefined
  if (UP_FROM.test(before) && !/^ ?(?:to|hospitals)\b/.test(after)) return last
  if (FIGURE_WAS.test(before)) return last
  if (COUNTS.test(before) && /^ ?[.,;)]|^$/.test(after)) return { ...last, polarity: 'affirmed' }
  if (!link && LISTED_BEFORE.test(between) && LISTED_AFTER.test(after) && last.predicateFrom >= 0) return last
  const against = sumAgainst(frame, figure, unit, [], { joined: true, inClause: true })
  if (
    against > -2 &&
    /^ of (?:them|which|whom|those)\b/i.test(after) &&
    !(link?.direction === 'right' && link.distance <= 5)
  )
    return last
  if (!link && /[;,] (?:and )?(?:today|now|currently) it is in (?:about |some |over )?$/i.test(before))
    return last
  if (!link && WILL_DO_SO.test(after)) return last
  if (/^ ?[([]?(?: ?\(?or |, or )?$/.test(between) || /^[^,.;()]{0,40}\($/.test(between)) return last
  if (!link && /^[^.;]{0,60}(?:,| and) $/.test(between) && /^ (?:the|a|an)? ?[A-Z\d]/.test(after)) return last
  return undefined
}

/** "another 23 per cent intend to", "six do now", "all nine are": the verb of the figure before, left out. */
const ELLIPSIS_AFTER =
  /^(?: more| others?)? (?:will|would|do|does|did|have|has|had|are|is|were|intend|intends|plan|plans|hope|hopes|expect|aim|follow|join|come|came)(?: (?:so|it|one|them|now|today|soon|before|after|by|within|in|next|this|last|to|not|likewise|too|as well|due)\b|[,.;:)]|$)/i
/** "in 58 hospitals but in only 4 of 31", "12 in Spain; 9 in Portugal": placed as the one before. */
const COORDINATED = /(?:[,;]|\band\b|\bbut\b|\bagainst\b|\bwhile\b|\bversus\b|\bplus\b|\bor\b)[^.;:]*$/i
const PLACED_AFTER =
  /^ (?:in|at|across|from|for|among|of)\b|^[,.;)]|^ (?:and|or|now|today|so far|by|last|this)\b|^$/
/** "and reaffirmed its forecast of 800": as the one before, but yet to come. */
const AHEAD =
  /\b(?:forecast|guidance|target|goal|aim|ambition|plan)s? (?:of|is|was|for) (?:(?:some|about|at least) )?$/i
const besideCharsMax = 90

/** A figure beside one that is a claim, of the same kind and noun, without a verb of its own. */
export function coordinateWith(
  frame: Frame,
  figure: Figure,
  unit: FoundUnit,
  { before, last }: Around,
  link: Link | undefined,
): Candidate | undefined {
  if (!last || last.predicateFrom < 0 || last.figure.kind !== figure.kind || last.unit !== unit.id)
    return undefined
  if (last.quoteEnd > figure.start || figure.start - last.quoteEnd > besideCharsMax) return undefined
  const between = frame.text.slice(last.quoteEnd, figure.start)
  const after = frame.text.slice(unit.inherited ? figure.end : Math.max(figure.end, unit.to))
  if (
    !(COORDINATED.test(between) || AHEAD.test(before)) ||
    sumAgainst(frame, figure, unit, [], { joined: true, inClause: true }) <= -1
  )
    return undefined
  if (ELLIPSIS_AFTER.test(after)) return last
  const ahead = AHEAD.exec(before)
  if (ahead)
    return {
      ...last,
      modality: /forecast|guidance/i.test(ahead[0]) ? 'forecast' : 'planned',
      polarity: 'affirmed',
    }
  const lead = /\b(in|at|by|to|across|for|among) (?:\w+ )?$/i
  const same = lead.exec(before)?.[1]
  const then = lead.exec(frame.text.slice(0, last.figure.start))?.[1]
  const parallel =
    (same !== undefined && same === then) ||
    /(?:^|[,;]|and|or) (?:another |some |about |only |just )?$/.test(between)
  return !link && parallel && PLACED_AFTER.test(after) ? last : undefined
}
