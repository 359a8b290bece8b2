// What speaks against an English figure that has a unit and a verb: loose verbs, loose people, a clause that only says
// which ones are meant.
import type { Figure } from './figure.ts'
import type { Frame } from './frame.ts'
import { isBusiness, type Link } from './link-en.ts'
import type { FoundUnit } from './unit-en.ts'

/** "one has bought both", "at least one department": no count of adopters. */
export function isLoneOne(figure: Figure, text: string): boolean {
  if (/\b(?:every|each|any|no) $/i.test(text.slice(0, figure.start)) && figure.value === 1) return true
  if (/\b(?:only|just) (?:one|1) of /i.test(text.slice(figure.start, figure.end + 4))) return false
  return figure.kind === 'count' && figure.value === 1 && (figure.words || figure.qualifier !== 'exact')
}

/** "written by two people": people are users only where the sentence says of what. */
export function isLooseUser(frame: Frame, unit: FoundUnit, link: Link | undefined): boolean {
  if (
    unit.id !== 'user' ||
    (unit.words === undefined && /users?|subscribers?/i.test(frame.text.slice(unit.from, unit.to)))
  )
    return false
  return (
    !link ||
    unit.inherited ||
    link.distance > 6 ||
    link.predicate.role !== 'use' ||
    frame.technologies.length === 0
  )
}

/** Verbs of many meanings govern only where a technology, or a word for one, stands near. */
const LOOSE =
  /^(?:employ|appl|run|ran|operat|build|built|add|launch|order|plac|introduc|embrac|tr(?:y|ied|ies)|test|consult|cho(?:ose|se|sen)|drop|stop|abandon|withdr|paus|suspend|purchas|b(?:uy|ought)|procur|expand|extend|provid|deliver|count|analy|cover|serv|support|reach|replac|list|involv|boast|attract|amass|integrat|incorporat|activat|connect|equip|set up|suppl|work|mov|switch|turn|ship|subscrib|discontinu|scrap|shut|sign|a contract|to work|available|present|found|in place|embed|leverag|power)/i
const STANDS_FOR =
  /^(?:it|them|one|this|these|tool|tools|system|systems|software|platform|technology|app|model|models|algorithm|scribe|scribes|chatbot|robot|robots|assistant)$/

export function needsTechnology(link: Link): boolean {
  return link.predicate.role !== 'noun' && link.predicate.role !== 'clear'
}

export function technologyNear(frame: Frame, link: Link): boolean {
  const verb = frame.text.slice(
    frame.tokens[link.from]?.start ?? 0,
    frame.tokens[Math.max(0, link.to - 1)]!.end,
  )
  if (!LOOSE.test(verb) || link.predicate.weak) return true
  const near = (hit: { from: number; to: number }) =>
    hit.from >= link.from - 14 && hit.from <= link.to + 12 && !isBusiness(frame, hit.to)
  if (frame.technologies.some(near)) return true
  return frame.tokens
    .slice(Math.max(0, link.from - 4), link.to + 5)
    .some((token) => STANDS_FOR.test(token.key))
}

/** "nine of the trusts that use a scribe could say": the clause says which trusts, not what they do. */
export function isRestricted(frame: Frame, unit: FoundUnit, link: Link): boolean {
  if (link.direction !== 'right') return false
  return frame.tokens
    .slice(unit.end, Math.min(link.from, unit.end + 3))
    .some((token) => /^(?:that|which|who)$/.test(token.key))
}
