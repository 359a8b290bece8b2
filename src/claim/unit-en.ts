// What an English number counts: the head noun right of it, across adjectives; "of UNIT" for shares; or a noun that the
// sentence has named before. Ordered finders; the first that answers wins.
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import { GROUP_WORDS, inheritUnit, systemOf } from './inherit-en.ts'
import { commonUnit, type PreparedLexicon } from './lexicon.ts'
import { inHit, joinsModifiers, nounBehind, ownerEnd } from './noun-en.ts'
import { stageOfDoing } from './signs-en.ts'
import { classOf } from './words-en.ts'

export type FoundUnit = {
  id: string
  from: number // offsets in the sentence
  to: number
  end: number // token after the noun phrase
  inherited: boolean
  distance: number // words between the number and the head
  how: string
  words?: string // as another sentence wrote it
}

const wordsToHeadMax = 8
/** The premises of doctors, not operations. */
const SURGERY_DOORS =
  /\b(?:GPs?|general practi\w+|doctors?'|family doctors?|primary care|practices?|NHS|patients can|receptionists?)\b/i
const SURGERY_KNIVES =
  /\b(?:perform\w*|operat\w+|robot\w*|knee|hip|cataract|cardiac|heart|elective|surgeons?|procedures?)\b/i
const VERB_AFTER =
  /^(?:use|uses|used|have|has|had|are|were|was|is|now|already|said|say|report|reported|plan|planned|did|do|chose|still|also|currently|took|take|bought|signed|went|go|dropped|made|got|follow|follows|follow|remain|remains|began|started|stopped|kept|ran|opted|joined|switched|carry|carried|rely|relied|dictate|prescribe)$/

/** The unit of a figure; 'other' when it counts something else, undefined when nothing says what. */
export function findEnglishUnit(
  frame: Frame,
  figure: Figure,
  lexicon: PreparedLexicon,
  earlier?: FoundUnit,
): FoundUnit | 'other' | undefined {
  const at = tokenAt(frame.tokens, figure.end)
  // "one Australian GP in four": the noun stands inside
  const inside = frame.units.find(
    (unit) =>
      figure.kind === 'share' &&
      frame.tokens[unit.from]!.start > figure.numberStart &&
      frame.tokens[unit.to - 1]!.end < figure.numberEnd,
  )
  if (inside)
    return {
      ...unitFrom(inside.value.id, frame, inside.from, inside.to, 0, 'the noun inside the share'),
      end: at,
    }
  const next = figure.kind === 'factor' ? undefined : nounRight(frame, at, figure, lexicon)
  if (next !== undefined) return next
  return inheritUnit(frame, figure, at, earlier)
}

/** The noun phrase to the right: the unit; 'other' when it is headed by something else; undefined when there is none. */
function nounRight(
  frame: Frame,
  from: number,
  figure: Figure,
  lexicon: PreparedLexicon,
): FoundUnit | 'other' | undefined {
  const { tokens } = frame
  let at = from
  let words = 0
  if (/[,;]/.test(frame.text[figure.end] ?? '')) return undefined
  const adopters = adoptersAhead(frame, at, figure)
  if (adopters) return adopters
  const group = figure.kind === 'share' || figure.qualifier === 'vague' || figure.total !== undefined
  const partitive = tokens[at]?.key === 'of' // "a hundred of Kenya's 12,000 facilities"
  if (partitive) {
    const own = /^(?:its|our|their|his|her|those|these|the|all|us)$/.test(tokens[at + 1]?.key ?? '')
    if (/^(?:them|which|whom|those|these)$/.test(tokens[at + 1]?.key ?? '') && !figureNear(frame, at + 2))
      return undefined
    const owner = ownerEnd(frame, at + 1)
    if (!group && !own && owner === undefined) return 'other'
    at = owner ?? at + 1
  }
  // "Nearly all (97%) health centres": the noun stands behind the bracket
  if (/^(?:more|fewer|higher|lower)$/.test(tokens[at]?.key ?? '') && tokens[at + 1]?.key === 'than')
    return undefined
  if (tokens[at]?.text === ')' && nounBehind(frame, at + 1) && !unitBefore(frame, figure)) at++
  if (at === from && (startsPredicate(frame, at, figure) || startsDate(frame, at))) return undefined
  if (/^(?:the|a|an)$/.test(tokens[at]?.key ?? '') && /\d[A-Z]$/.test(tokens[at + 1]?.text ?? ''))
    return undefined
  for (; at < tokens.length && words <= wordsToHeadMax; ) {
    const token = tokens[at]!
    const hit = frame.units.find((unit) => unit.from === at)
    if (hit) {
      const head = headOf(frame, hit, figure)
      if (head === 'other') return 'other'
      if (head !== 'modifier') return finish(frame, hit, from, lexicon)
      at = hit.to
      words++
      continue
    }
    if (GROUP_WORDS[token.key]) {
      return unitFrom(
        GROUP_WORDS[token.key]!,
        frame,
        at,
        at + 1,
        words,
        'a group of people speaks for theirs',
      )
    }
    if (token.key === 'surgeries' && SURGERY_DOORS.test(frame.text) && !SURGERY_KNIVES.test(frame.text))
      return unitFrom('primary_care_facility', frame, at, at + 1, words, "doctors' premises")
    const close = words === 0 ? asideShare(frame, at) : undefined
    if (close !== undefined) {
      at = close + 1
      if (tokens[at]?.key === 'of') at++
      continue
    }
    if (token.kind === 'mark' && inHit(frame, at)) {
      at++
      continue
    }
    if (token.kind === 'mark') {
      if (
        token.text === '-' ||
        token.text === '/' ||
        token.text === '’' ||
        token.text === "'" ||
        token.key === "'s"
      ) {
        at++
        continue
      }
      return words === 0 ? undefined : 'other'
    }
    if (token.kind === 'number') {
      if (words > 0 && classOf(tokens[at - 1]!.key) === 'joint') {
        at++
        continue
      }
      if (words > 0 && !isName(token.text) && !group && !partitive) return 'other'
      if (figureStarts(frame, at) && !group && !partitive) return words === 0 ? undefined : 'other'
    }
    if (
      token.key === 'of' &&
      words > 0 &&
      isProperName(tokens[at - 1]!.text) &&
      isProperName(tokens[at + 1]?.text ?? '')
    ) {
      at++
      continue
    }
    const kind = classOf(token.key)
    if (kind === 'joint' && words > 0 && joinsModifiers(frame, at)) {
      at++
      continue
    }
    if (kind === 'article' && (words === 0 || tokens[at - 1]?.key === 'of')) {
      at++
      continue
    }
    if (
      kind &&
      kind !== 'adverb' &&
      kind !== 'article' &&
      !(kind === 'begin' || kind === 'foreign' || kind === 'enrol') &&
      !inHit(frame, at)
    )
      return words === 0 ? undefined : 'other'
    if (
      words === 0 &&
      (kind === 'adverb' || kind === 'begin' || kind === 'foreign') &&
      figure.kind === 'share'
    )
      return undefined
    at++
    words++
  }
  return words === 0 ? undefined : 'other'
}

/** "90 (55.6%) of the members": a bracket with nothing but the share, before "of" or the noun. */
function asideShare(frame: Frame, at: number): number | undefined {
  if (frame.tokens[at]!.text !== '(') return undefined
  for (let to = at + 1; to < at + 8 && to < frame.tokens.length; to++) {
    if (frame.tokens[to]!.text !== ')') continue
    const next = frame.tokens[to + 1]
    if (next?.key === 'of') return to
    return frame.units.some((unit) => unit.from > to && unit.from <= to + 3 && unit.value.plural) &&
      classOf(next?.key ?? '') === undefined
      ? to
      : undefined
  }
  return undefined
}

function figureNear(frame: Frame, at: number): boolean {
  return frame.tokens[at]?.kind === 'number'
}

function figureStarts(frame: Frame, at: number): boolean {
  const start = frame.tokens[at]!.start
  return frame.figures.some((figure) => figure.start <= start && start < figure.end)
}

/** "Society of Breast Imaging members" */
function isProperName(text: string): boolean {
  return /^[A-Z][a-z]/.test(text)
}

function isName(text: string): boolean {
  return /[A-Za-z]/.test(text)
}

function startsDate(frame: Frame, at: number): boolean {
  const start = frame.tokens[at]?.start
  return frame.dates.some((date) => date.start === start)
}

/** What follows a number that counts a noun said before: "71 a year later", "850 last autumn", "the other five follow". */
const BARE_AFTER =
  /^(?: (?:a|one|two|three|four|five|six|ten|twelve|\d+) (?:years?|months?|weeks?|quarters?|decades?) (?:later|earlier|ago|before|after|on)| (?:last|this|next|the previous|the following) (?:\w+day|week|month|year|quarter|spring|summer|autumn|fall|winter|[A-Z]\w+)| (?:later|earlier|ago|today|then|before|so far|to date|altogether|in all|in total|according|all told|each|year[- ]on[- ]year|year[- ]over[- ]year)\b| (?:the|its) (?:number|total|tally|count|figure|ranks|hospitals|trusts|clinics|practices|boards|centres|centers|sites|counties|countries|states|regions|provinces|cities|districts|doctors|nurses|wards|surgeries)\b| (?:mark|threshold|milestone|barrier)\b| (?:increase|rise|growth|jump|surge|gain|drop|decline|fall|decrease|climb|leap|expansion)\b)/i

/** The number stands alone: "31.5% reported", "2 chose", "28% use", "12 let Paige grade them". */
function startsPredicate(frame: Frame, at: number, figure: Figure): boolean {
  if (VERB_AFTER.test(frame.tokens[at]?.key ?? '')) return true
  if (BARE_AFTER.test(frame.text.slice(figure.end, figure.end + 40))) return true
  if (isDoing(frame, at)) return true
  const hit = frame.predicates.find((predicate) => predicate.from === at)
  if (!hit || (hit.value.form !== 'past' && hit.value.form !== 'base')) return false
  const next = classOf(frame.tokens[hit.to]?.key ?? '')
  return figure.kind === 'share' || next === 'article' || next === 'prep'
}

/** "hospital boards", "review boards": who governs, not who uses. */
function isGoverning(frame: Frame, hit: { from: number; to: number }): boolean {
  return (
    /^boards?$/.test(frame.tokens[hit.from]!.key) &&
    /^(?:hospital|trust|company|supervisory|advisory|ethics|review|executive|editorial|school|medical|licensing|state|governing)$/.test(
      frame.tokens[hit.from - 1]?.key ?? '',
    )
  )
}

/** A verb of doing that takes what follows: "12 let Paige …", "nine run the tool". */
function isDoing(frame: Frame, at: number): boolean {
  const token = frame.tokens[at]
  const next = frame.tokens[at + 1]
  if (token?.kind !== 'word' || !next || !stageOfDoing(token.key)) return false
  if (frame.units.some((unit) => unit.from === at)) return false
  return (
    /^(?:the|a|an|it|them|this|their|its|one|both|no|none)$/.test(next.key) ||
    frame.technologies.some((hit) => hit.from === at + 1)
  )
}

/** "300 hospital beds": hospital says which beds. "300 hospitals' data": the data are counted. */
function headOf(
  frame: Frame,
  hit: { from: number; to: number; value: { plural: boolean } },
  figure: Figure,
): 'head' | 'modifier' | 'other' {
  const next = frame.tokens[hit.to]
  if (isGoverning(frame, hit)) return 'other'
  if (next && (next.text === "'" || next.text === '’' || next.key === "'s")) return 'other'
  if (next?.text === '-' && !next.gap && frame.tokens[hit.to + 1]?.kind === 'word') return 'modifier'
  if (hit.value.plural) {
    const follower = frame.units.find((unit) => unit.from === hit.to)
    return follower?.value.plural && /s$/.test(frame.tokens[follower.to - 1]!.key) ? 'modifier' : 'head'
  }
  if (/^every /i.test(frame.text.slice(figure.numberStart))) return 'head'
  if ((figure.value === 1 || figure.value === 0) && figure.kind === 'count') return 'head'
  return 'modifier'
}

function finish(
  frame: Frame,
  hit: { from: number; to: number; value: { id: string } },
  from: number,
  lexicon: PreparedLexicon,
): FoundUnit {
  const { tokens } = frame
  let id = hit.value.id
  let to = hit.to
  if (/^(?:and|or|&)$/.test(tokens[to]?.key ?? '')) {
    for (let ahead = to + 1; ahead <= to + 3; ahead++) {
      const other = frame.units.find((unit) => unit.from === ahead && unit.value.plural)
      if (!other) {
        if (
          !tokens[ahead] ||
          figureStarts(frame, ahead) ||
          tokens[ahead]?.kind !== 'word' ||
          (classOf(tokens[ahead]!.key) && classOf(tokens[ahead]!.key) !== 'foreign')
        )
          break
        continue
      }
      id = commonUnit(id, other.value.id, lexicon.unitById)
      to = other.to
      break
    }
  }
  if (id === 'health_system' || id === 'system_installed') id = systemOf(frame, hit, id)
  return unitFrom(id, frame, hit.from, to, hit.from - from, 'the noun right of the number')
}

function unitFrom(
  id: string,
  frame: Frame,
  from: number,
  to: number,
  distance: number,
  how: string,
): FoundUnit {
  return {
    id,
    from: frame.tokens[from]!.start,
    to: frame.tokens[to - 1]!.end,
    end: to,
    inherited: false,
    distance,
    how,
  }
}

/** "psychiatrists (36%)" */
function unitBefore(frame: Frame, figure: Figure): boolean {
  const open = tokenAt(frame.tokens, figure.start) - 1
  return frame.tokens[open]?.text === '(' && frame.units.some((unit) => unit.to === open)
}

const USE = /^(?:usage|uptake|adoption|penetration|take|coverage)$/

/** "With 43% adoption, anaesthetists lead": the share says who only afterwards. */
function adoptersAhead(frame: Frame, at: number, figure: Figure): FoundUnit | undefined {
  if (figure.kind !== 'share' || !USE.test(frame.tokens[at]?.key ?? '')) return undefined
  const unit = frame.units.find((hit) => hit.from > at && hit.from <= at + 6 && hit.value.plural)
  return unit && unitFrom(unit.value.id, frame, unit.from, unit.to, 3, 'the noun behind the noun of use')
}
