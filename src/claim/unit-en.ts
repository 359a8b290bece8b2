// What an English number counts: the head noun right of it, across adjectives; "of UNIT" for shares; or a noun that the
// sentence has named before. Ordered finders; the first that answers wins.
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import { commonUnit, type PreparedLexicon } from './lexicon.ts'
import { inHit, joinsModifiers, nounBehind, ownerEnd } from './noun-en.ts'
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
const GROUP_WORDS: Record<string, string> = {
  executives: 'organisation',
  leaders: 'organisation',
  respondents: 'organisation',
  automakers: 'company',
  cios: 'organisation',
  members: 'clinician',
  hcps: 'clinician',
  professionals: 'clinician',
  imagers: 'physician',
}
const VERB_AFTER =
  /^(?:use|uses|used|have|has|had|are|were|was|is|now|already|said|say|report|reported|plan|planned|did|do|chose|still|also|currently|took|take|bought|signed|went|go|dropped|made|got|began|started|stopped|kept|ran|opted|joined|switched|carry|carried|rely|relied|dictate|prescribe)$/

/** The unit of a figure; 'other' when it counts something else, undefined when nothing says what. */
export function findEnglishUnit(
  frame: Frame,
  figure: Figure,
  lexicon: PreparedLexicon,
  earlier?: FoundUnit,
): FoundUnit | 'other' | undefined {
  const at = tokenAt(frame.tokens, figure.end)
  const next = figure.kind === 'factor' ? undefined : nounRight(frame, at, figure, lexicon)
  if (next !== undefined) return next
  return inherit(frame, figure, at, earlier)
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
  if (tokens[at]?.key === 'of') {
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
      if (words > 0 && !isName(token.text) && !group) return 'other'
      if (figureStarts(frame, at) && !group) return words === 0 ? undefined : 'other'
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

/** The number stands alone: "31.5% reported", "2 chose", "28% use". */
function startsPredicate(frame: Frame, at: number, figure: Figure): boolean {
  if (VERB_AFTER.test(frame.tokens[at]?.key ?? '')) return true
  const hit = frame.predicates.find((predicate) => predicate.from === at)
  if (!hit || (hit.value.form !== 'past' && hit.value.form !== 'base')) return false
  const next = classOf(frame.tokens[hit.to]?.key ?? '')
  return figure.kind === 'share' || next === 'article' || next === 'prep'
}

/** "300 hospital beds": hospital says which beds. "300 hospitals' data": the data are counted. */
function headOf(
  frame: Frame,
  hit: { from: number; to: number; value: { plural: boolean } },
  figure: Figure,
): 'head' | 'modifier' | 'other' {
  const next = frame.tokens[hit.to]
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

/** "systems" alone: those who put something to work are health systems; those that are placed are machines. */
function systemOf(frame: Frame, hit: { from: number; to: number }, id: string): string {
  if (hit.to - hit.from > 1 || !/^systems?$/.test(frame.tokens[hit.from]!.key)) return id
  const technology = frame.technologies.some(
    (t) => t.to >= hit.from - 1 && t.from < hit.to && t.from >= hit.from - 6,
  )
  return technology ? 'system_installed' : 'health_system'
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

/** "1,085 (37.6%) said", "the number of hospitals … to 900", "110 of them": the noun stands earlier in the sentence. */
function inherit(
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
  const named = frame.units.filter((unit) => unit.to <= before && unit.value.plural)
  const subject = named.find((unit) => isCounted(frame, unit.from))
  if (subject && (figure.kind !== 'share' || /\b(?:by|up|down) $/i.test(frame.text.slice(0, figure.start))))
    return took(
      subject.value.id,
      frame.tokens[subject.from]!.start,
      frame.tokens[subject.to - 1]!.end,
      'the noun that "number of" names',
    )
  const among =
    figure.kind === 'factor' || figure.kind === 'percentage_points' ? amongAfter(frame, at) : undefined
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
  if (last && before - last.to <= 12)
    return took(
      last.value.id === 'health_system' ? systemOf(frame, last, last.value.id) : last.value.id,
      frame.tokens[last.from]!.start,
      frame.tokens[last.to - 1]!.end,
      'the noun named before',
    )
  if (group) return took(GROUP_WORDS[group.key]!, group.start, group.end, 'the people named before')
  if (earlier) return { ...earlier, end: at, inherited: true }
  return undefined
}

/** "by a single hospital … to thirty-one": one was named, more are counted. */
function loneNamed(frame: Frame, figure: Figure, before: number) {
  if (figure.kind !== 'count') return undefined
  return frame.units.find(
    (unit) => unit.to <= before && /^(?:single|one|first|lone)$/.test(frame.tokens[unit.from - 1]?.key ?? ''),
  )
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
