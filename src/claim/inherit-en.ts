// The noun of an English number that has none of its own: "37.6% said", "the number of hospitals … to 900", "110 of them".
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import type { FoundUnit } from './unit-en.ts'

export const GROUP_WORDS: Record<string, string> = {
  executives: 'organisation',
  leaders: 'organisation',
  respondents: 'organisation',
  automakers: 'company',
  cios: 'organisation',
  members: 'clinician',
  hcps: 'clinician',
  professionals: 'clinician',
  imagers: 'physician',
  specialty: 'physician',
  profession: 'clinician',
  workforce: 'staff',
  peers: 'physician',
  seniors: 'physician',
  juniors: 'physician',
}

/** Of these no share is read; "members" of a college are its clinicians. */
const UNSHARED = new Set(['people_covered', 'device', 'encounter', 'download'])
const BESIDE_ADOPTERS = new Set(['patient', 'people_covered', 'encounter', 'user', 'download'])
const nounsBackMax = 24 // tokens

/** "1,085 (37.6%) said", "the number of hospitals … to 900", "110 of them": the noun stands earlier in the sentence. */
export function inheritUnit(
  frame: Frame,
  figure: Figure,
  at: number,
  earlier: FoundUnit | undefined,
): FoundUnit | undefined {
  const before = tokenAt(frame.tokens, figure.start)
  const took = (id: string, from: number, to: number, how: string): FoundUnit => ({
    id,
    from,
    to,
    end: at,
    inherited: true,
    distance: 3,
    how,
  })
  const all = frame.units.filter(
    (unit) =>
      unit.to <= before &&
      !(figure.kind === 'share' && UNSHARED.has(unit.value.id)) &&
      (unit.value.plural ||
        /^(?:every|each|no|any|typical|average)$/.test(frame.tokens[unit.from - 1]?.key ?? '')),
  )
  // of "hospitals where it answers patients' questions" the hospitals are counted
  const adopters = all.filter((unit) => !BESIDE_ADOPTERS.has(unit.value.id))
  const named = adopters.length > 0 ? adopters : all
  const subject = named.find((unit) => isCounted(frame, unit.from))
  if (subject && (figure.kind !== 'share' || /\b(?:by|up|down) $/i.test(frame.text.slice(0, figure.start))))
    return took(
      subject.value.id,
      frame.tokens[subject.from]!.start,
      frame.tokens[subject.to - 1]!.end,
      'the noun that "number of" names',
    )
  const told = /^ the (?:(?:number|total|tally|count|share|proportion) of\b|[a-z]+s\b)/i.test(
    frame.text.slice(figure.end),
  )
  const counted =
    told && frame.units.find((unit) => unit.from > at + 2 && unit.from <= at + 8 && unit.value.plural)
  if (counted)
    return took(
      counted.value.id,
      frame.tokens[counted.from]!.start,
      frame.tokens[counted.to - 1]!.end,
      'the noun behind "the number of"',
    )
  const among = figure.kind === 'count' ? undefined : amongAfter(frame, at)
  if (among)
    return took(
      among.value.id,
      frame.tokens[among.from]!.start,
      frame.tokens[among.to - 1]!.end,
      'the noun after "among"',
    )
  if (earlier && earlier.words === undefined && !/^ in (?:all|total)\b/i.test(frame.text.slice(figure.end)))
    return took(earlier.id, earlier.from, earlier.to, 'the noun of the figure before')
  const group = frame.tokens.slice(0, before).find((token) => GROUP_WORDS[token.key])
  const whole = /^ in (?:all|total)\b/i.test(frame.text.slice(figure.end)) ? named[0] : undefined
  const last = whole ?? named.at(-1) ?? usersNamed(frame, before) ?? loneNamed(frame, figure, before)
  if (last && before - last.to <= nounsBackMax)
    return took(
      last.value.id === 'health_system' ? systemOf(frame, last, last.value.id) : last.value.id,
      frame.tokens[last.from]!.start,
      frame.tokens[last.to - 1]!.end,
      'the noun named before',
    )
  if (group) return took(GROUP_WORDS[group.key]!, group.start, group.end, 'the people named before')
  if (earlier) return { ...earlier, end: at, inherited: true }
  // "Adoption quadrupled, and it is now the default for 1,480 physicians": whose it is, is said behind
  const behind =
    figure.kind === 'factor' ? frame.units.find((unit) => unit.from > at && unit.value.plural) : undefined
  return (
    behind &&
    took(
      behind.value.id,
      frame.tokens[behind.from]!.start,
      frame.tokens[behind.to - 1]!.end,
      'the noun named behind',
    )
  )
}

/** "by a single hospital … to thirty-one": one was named, more are counted. */
function loneNamed(frame: Frame, figure: Figure, before: number) {
  if (figure.kind !== 'count') return undefined
  return frame.units.find(
    (unit) =>
      unit.to <= before &&
      frame.tokens
        .slice(Math.max(0, unit.from - 2), unit.from)
        .some(({ key }) => /^(?:single|one|first|lone)$/.test(key)),
  )
}

/** "Trust use of AI stands at 45%" */
function usersNamed(frame: Frame, before: number) {
  return frame.units.find(
    (unit) =>
      unit.to <= before &&
      /^(?:use|usage|uptake|adoption|penetration|access)$/.test(frame.tokens[unit.to]?.key ?? ''),
  )
}

/** "tripled among radiologists" */
function amongAfter(frame: Frame, at: number) {
  if (!/^(?:among|amongst|at|in|by)$/.test(frame.tokens[at]?.key ?? '')) return undefined
  return frame.units.find((unit) => unit.from > at && unit.from <= at + 4 && unit.value.plural)
}

/** "the number of hospitals", "installed base of da Vinci systems", "total of AI/ML devices" */
function isCounted(frame: Frame, from: number): boolean {
  for (let at = from - 1; at >= Math.max(0, from - 7); at--) {
    const key = frame.tokens[at]!.key
    if (/^(?:number|numbers|total|count|base|tally|share|proportion|percentage|rate|list|figure)$/.test(key))
      return true
    if (frame.tokens[at]!.kind === 'mark' && !/^[-/]$/.test(frame.tokens[at]!.text) && key !== "'s")
      return false
  }
  return false
}

/** "systems" alone: those who put something to work are health systems; those that are placed are machines. */
export function systemOf(frame: Frame, hit: { from: number; to: number }, id: string): string {
  if (hit.to - hit.from > 1 || !/^systems?$/.test(frame.tokens[hit.from]!.key)) return id
  const technology = frame.technologies.some(
    (t) => t.to >= hit.from - 1 && t.from < hit.to && t.from >= hit.from - 6,
  )
  return technology ? 'system_installed' : 'health_system'
}
