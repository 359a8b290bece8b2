// Which English predicate governs a figure: walking right from its noun phrase ("300 hospitals in China have started
// using"), or left ("in use at 300 hospitals"). A walk ends at another clause or at a verb of something else.
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import type { FoundUnit } from './unit-en.ts'
import type { Predicate } from './verbs-en.ts'
import { classOf, looksPast, SAID_ASIDE } from './words-en.ts'

export type Link = {
  predicate: Predicate
  from: number // tokens of the predicate
  to: number
  direction: 'right' | 'left'
  distance: number // words walked
}

const wordsMax = 22
const THINGS = new Set(['device', 'system_installed', 'encounter', 'download'])
const REACHED = new Set(['user', 'people_covered', 'patient', 'download'])

export function linkEnglish(
  frame: Frame,
  figure: Figure,
  unit: FoundUnit,
  figureFrom: number,
): Link | undefined {
  const right = walkRight(frame, figure, unit, unit.inherited ? Math.max(unit.end, figureFrom + 1) : unit.end)
  const left = walkLeft(frame, figureFrom, unit.id, figure)
  if (right && left) return right.distance <= left.distance + 6 ? right : left
  return right ?? left
}

function walkRight(frame: Frame, figure: Figure, unit: FoundUnit, from: number): Link | undefined {
  const { tokens } = frame
  const placed = TO_PLACE.test(tokens[tokenAt(tokens, figure.start) - 1]?.key ?? '')
  let said = false
  let relative = false
  let fallback: Link | undefined
  let words = 0
  for (let at = from; at < tokens.length && words <= wordsMax; at++) {
    const token = tokens[at]!
    if (token.text === '(') {
      const close = closing(frame, at)
      if (close === undefined) return fallback
      at = close
      continue
    }
    if (token.text === ')' || token.text === '"' || token.text === '-' || token.key === "'s") continue
    if (/^[;:?|]$/.test(token.text)) return fallback
    if (token.text === ',') {
      const aside = SAID_ASIDE.exec(frame.text.slice(token.start, token.start + 60))
      if (aside) at = tokenAt(tokens, token.start + aside[0].length) - 1
      else if (endsClause(frame, at)) return fallback
      continue
    }
    words++
    const hit = frame.predicates.find((p) => p.from === at)
    if (hit && governsRight(frame, hit, unit, said, placed)) {
      if (hit.value.role === 'noun' && isCompound(frame, hit)) continue
      if (!agrees(frame, figure, hit, from)) return fallback
      const link: Link = {
        predicate: hit.value,
        from: hit.from,
        to: hit.to,
        direction: 'right',
        distance: words - 1,
      }
      if (!relative) return fallback && !MAIN_VERB.test(tokens[at - 1]?.key ?? '') ? fallback : link
      fallback ??= link // "that bought a tool in 2022 have stopped using it": the main verb may follow
      relative = false
      at = hit.to - 1
      continue
    }
    if (hit) {
      if (hit.value.form !== 'noun' && hit.value.role !== 'use' && !isTechnology(frame, at)) return fallback
      at = hit.to - 1
      continue
    }
    if (said && !placed && startsOther(frame, at)) return fallback
    const beside = besideTechnology(frame, at)
    if (beside && !relative) return { ...beside, direction: 'right', distance: words - 1 }
    if (isTechnology(frame, at) || isPlace(frame, at)) continue
    const kind = classOf(token.key)
    if (words <= 4 && /^(?:that|which|who)$/.test(token.key)) relative = true
    if (
      kind === 'say' ||
      token.key === 'with' ||
      token.key === 'have' ||
      token.key === 'had' ||
      token.key === 'has'
    )
      said = true
    if (kind === 'break') return fallback
    if (isReducedRelative(frame, at, words) || isGuess(frame, at)) continue
    if (kind === 'foreign' || kind === 'enrol') return fallback
    if (looksPast(token.key) && tokens[at - 1]?.text !== '-') return fallback
  }
  return fallback
}

/** "said AI had no place": the tool is the subject of what they say. */
export function startsOther(frame: Frame, at: number): boolean {
  const tool = frame.technologies.find((hit) => hit.from === at)
  const next = tool && frame.tokens[tool.to]
  if (next === undefined || !/^(?:aux|modal)$/.test(classOf(next.key) ?? '')) return false
  // "said AI was live in their wards": what they do, all the same
  return !/^(?: [\w-]+){0,2} (?:live|in use|in place|used|deployed|installed|running|available|operational)\b/.test(
    frame.text.slice(next.start - 1),
  )
}

/** What stands before the main verb of a sentence whose subject has a clause of its own. */
const MAIN_VERB = /^(?:have|has|had|are|were|now|since|still|already|also|no)$/

const WITH: Predicate = { stage: 'in_use', role: 'use', form: 'base', weak: true }
const HAVE: Record<string, Predicate> = {
  have: { stage: 'in_use', role: 'use', form: 'base' },
  has: { stage: 'in_use', role: 'use', form: 'base' },
  had: { stage: 'in_use', role: 'use', form: 'past' },
}

/** "screen for tuberculosis with qXR", "had a Nabla account": a tool in hand, whatever they do with it. */
function besideTechnology(frame: Frame, at: number): Pick<Link, 'predicate' | 'from' | 'to'> | undefined {
  const { tokens } = frame
  const { key } = tokens[at]!
  const have = HAVE[key]
  if (!have && key !== 'with' && key !== 'via') return undefined
  let next = at + 1
  while (
    next <= at + 6 &&
    /^(?:the|a|an|no|its|their|some|any|help|of|live|at|least|one|working|own)$/.test(tokens[next]?.key ?? '')
  )
    next++
  const technology = frame.technologies.find((hit) => hit.from === next)
  if (!technology || isBusiness(frame, technology.to)) return undefined
  return { predicate: have ?? WITH, from: at, to: at + 1 }
}

/** "an AI company", "AI policy": not the tool itself. */
export function isBusiness(frame: Frame, at: number): boolean {
  const next = frame.tokens[at]?.text === '-' ? '' : (frame.tokens[at]?.key ?? '')
  return /^(?:compan(?:y|ies)|firms?|vendors?|start|startups?|polic(?:y|ies)|experts?|skills?|training|experience|committees?|strateg(?:y|ies)|governance|research(?:ers)?|teams?|councils?|ethics|errors?|conference|law|laws|rules|guidelines?|developers?|makers?|officers?|leads?|budget|projects?|courses?|fellowships?|careers?|guidance|programming|funding|fund|firm|makers?|industry|market|labs?|laborator(?:y|ies)|journals?|papers?|summit|webinar|regulation|bill|debate|hype|revolution|literacy|readiness|certificate|cent(?:er|re)s?|institutes?|awards?|prizes?|events?|workshops?|congress|meetings?|week|scientists?|engineers?|chiefs?|ministers?|agency|body|bodies|boards?|charter|code|treaty|act|acts|bills?|investments?|trials?|stud(?:y|ies)|specialists?|conferences?|lawsuits?|bubble|boom|race)$/.test(
    next,
  )
}

/** Many do not "uses" and not "is using": then somebody else is the subject. */
function agrees(
  frame: Frame,
  figure: Figure,
  hit: { from: number; value: Predicate },
  from: number,
): boolean {
  if (figure.kind !== 'count' || figure.value < 2 || figure.ofGroup) return true
  if (hit.value.form === 'third') return false
  for (let at = hit.from - 1; at >= Math.max(from, hit.from - 3); at--) {
    if (/^(?:is|has|was|does)$/.test(frame.tokens[at]!.key)) return false
    if (/^(?:are|have|were|do|had|that|who|which)$/.test(frame.tokens[at]!.key)) return true
  }
  return true
}

/** "are thought to be using": a guess about them, not what they do. */
function isGuess(frame: Frame, at: number): boolean {
  return (
    /^(?:thought|believed|known|understood|estimated|reported|said|expected|found|seen)$/.test(
      frame.tokens[at]!.key,
    ) &&
    /^(?:are|is|were|was|be)$/.test(frame.tokens[at - 1]?.key ?? '') &&
    frame.tokens[at + 1]?.key === 'to'
  )
}

const ASKED =
  /^(?:surveyed|polled|contacted|studied|interviewed|responding|asked|sampled|analysed|analyzed|reviewed|included|listed|questioned|tracked|visited|monitored)$/

/** "the 14 hospitals we contacted had", "of the hospitals surveyed, 60% use": which ones they are, not what they did. */
function isReducedRelative(frame: Frame, at: number, words: number): boolean {
  const before = frame.tokens[at - 1]?.key ?? ''
  if (words <= 3 && /^(?:we|they|it|researchers|authors)$/.test(before)) return true
  const next = classOf(frame.tokens[at + 1]?.key ?? '')
  return (
    words === 1 &&
    ASKED.test(frame.tokens[at]!.key) &&
    before !== 'were' &&
    before !== 'was' &&
    (next === 'aux' || next === 'say' || frame.predicates.some((p) => p.from === at + 1))
  )
}

/** A noun of use in a compound: "AI use cases", "adoption barriers". */
function isCompound(frame: Frame, hit: { to: number }): boolean {
  const next = frame.tokens[hit.to]
  return (
    next?.kind === 'word' &&
    classOf(next.key) === undefined &&
    !frame.technologies.some((t) => t.from === hit.to)
  )
}

function governsRight(
  frame: Frame,
  hit: { from: number; to: number; value: Predicate },
  unit: FoundUnit,
  said: boolean,
  placed: boolean,
): boolean {
  const { role, form } = hit.value
  const before = frame.tokens[hit.from - 1]?.key ?? ''
  if (role === 'noun') return said
  if (isNamePart(frame, hit.from) || (isDoneTo(frame, hit, unit.end, placed) && !THINGS.has(unit.id)))
    return false
  if (form === 'base' && /^(?:the|a|an|its|their|of|for|in)$/.test(before)) return false
  if (role === 'clear') return THINGS.has(unit.id)
  if (
    LACKS_OBJECT.test(frame.tokens[hit.from]!.key) &&
    /^(?:in|at|on|for|over|after|from|amid|near|last|this|with|,|\.)?$/.test(frame.tokens[hit.to]?.key ?? '')
  )
    return false
  if (role === 'reach') {
    const next = frame.tokens[hit.to]?.key
    return (
      next === 'by' ||
      next === 'with' ||
      (hit.value.form === 'be' && !/^(?:available|present|found)/.test(frame.tokens[hit.from]!.key)) ||
      THINGS.has(unit.id)
    )
  }
  return true
}

const DONE_TO =
  /^(?:built|opened|tested|chosen|ordered|placed|employed|consulted|operated|run|launched|dropped|suspended|withdrawn|added|applied|tried|trialled|expanded|extended|covered)$/

/** "hospitals were built", "doctors were tested": done to them, not by them. */
export function isDoneTo(
  frame: Frame,
  hit: { from: number; to: number; value: Predicate },
  from: number,
  placed: boolean,
): boolean {
  if (hit.value.form !== 'past' || hit.value.role === 'clear' || hit.value.role === 'noun') return false
  if (!DONE_TO.test(frame.tokens[hit.from]!.key) || frame.tokens[hit.to]?.key === 'by') return false
  // "at 12 trusts the scribe has been rolled out": to something else
  const others = frame.tokens.slice(from, hit.from)
  const tool = frame.technologies.some((other) => other.from >= from && other.to <= hit.from)
  if (placed && (tool || others.some(({ text }) => text === ','))) return false
  if (placed && others.some(({ key }) => /^(?:the|a|an|its|it|their|they|patients|residents)$/.test(key)))
    return false
  let at = hit.from - 1
  while (at > 0 && classOf(frame.tokens[at]!.key) === 'adverb') at--
  return /^(?:were|was|are|is|been|being|be)$/.test(frame.tokens[at]?.key ?? '')
}

/** These speak of a tool only where one follows: "clinicians opened at the hospital", "three doctors suspended". */
const LACKS_OBJECT =
  /^(?:open|opened|opens|suspended|paused|stopped|dropped|ordered|placed|added|launched|built)$/

/** "an AI Consult window": a capital behind a technology belongs to its name. */
function isNamePart(frame: Frame, at: number): boolean {
  return /^[A-Z]/.test(frame.tokens[at]!.text) && frame.technologies.some((hit) => hit.to === at)
}

function closing(frame: Frame, from: number): number | undefined {
  for (let at = from + 1; at < frame.tokens.length && at < from + 40; at++)
    if (frame.tokens[at]!.text === ')') return at
  return undefined
}

/** A comma ends the clause unless it sets off an aside or follows a list. */
function endsClause(frame: Frame, at: number): boolean {
  const next = frame.tokens[at + 1]
  if (!next) return true
  if (/^(?:and|but|while|with|so|yet|or|up|compared|according|followed|which|where|who)$/.test(next.key))
    return true
  if (classOf(next.key) === 'break') return true
  return frame.figures.some((figure) => figure.start <= next.start && next.start < figure.end)
}

function isTechnology(frame: Frame, at: number): boolean {
  return frame.technologies.some((hit) => hit.from <= at && at < hit.to)
}

function isPlace(frame: Frame, at: number): boolean {
  return frame.places.some((hit) => hit.from <= at && at < hit.to)
}

const TO_PLACE =
  /^(?:in|at|by|across|to|among|amongst|with|within|throughout|through|for|over|into|from|of|inside)$/

function walkLeft(frame: Frame, figureFrom: number, unit: string, figure: Figure): Link | undefined {
  const { tokens } = frame
  let preposition = ''
  let words = 0
  for (let at = figureFrom - 1; at >= 0 && words <= wordsMax; at--) {
    const token = tokens[at]!
    if (token.text === '(') {
      if (tokens[at + 1] && figureFrom - at <= 2) return undefined
      continue
    }
    if (/^[;:?|]$/.test(token.text)) return undefined
    if (token.text === ',' && startsClause(frame, at)) return undefined
    if (token.kind === 'mark' || insideFigure(frame, token.start)) continue
    words++
    const hit = frame.predicates.find((p) => p.to === at + 1)
    if (hit && !isTechnology(frame, at)) {
      if (governsLeft(frame, hit, unit, preposition, figure))
        return withinReach(hit.value, words - 1, preposition)
          ? { predicate: hit.value, from: hit.from, to: hit.to, direction: 'left', distance: words - 1 }
          : undefined
      if (hit.value.form !== 'noun') return undefined
      at = hit.from
      continue
    }
    if (isTechnology(frame, at) || isPlace(frame, at)) continue
    const kind = classOf(token.key)
    if (TO_PLACE.test(token.key) && preposition === '') preposition = token.key
    if (kind === 'break') return undefined
    if (
      (kind === 'foreign' &&
        !/^(?:grew|rise|rose|fell|fall|became|likely|based|hold|make|made|ready|open|put|support|supports)$/.test(
          token.key,
        )) ||
      kind === 'enrol'
    )
      return undefined
    if (looksPast(token.key) && tokens[at + 1]?.text !== '-') return undefined
  }
  return undefined
}

/** "reached the right diagnosis … two doctors": what a maker reaches stands close behind the verb. */
function withinReach({ role, form }: Predicate, words: number, preposition: string): boolean {
  if (role !== 'reach' || form === 'be') return true
  return preposition === '' ? words <= 4 : words <= 10
}

function insideFigure(frame: Frame, offset: number): boolean {
  return frame.figures.some((figure) => figure.start <= offset && offset < figure.end)
}

function startsClause(frame: Frame, at: number): boolean {
  const next = frame.tokens[at + 1]
  return (
    next !== undefined &&
    /^(?:and|but|while|so|yet|whereas)$/.test(next.key) &&
    frame.tokens.slice(at + 2, at + 5).some((token) => classOf(token.key) === 'aux')
  )
}

function governsLeft(
  frame: Frame,
  hit: { from: number; to: number; value: Predicate },
  unit: string,
  preposition: string,
  figure: Figure,
): boolean {
  const { role, form } = hit.value
  if (role === 'clear') return THINGS.has(unit)
  if (form === 'ing' && /^(?:a|an|the|this|its)$/.test(frame.tokens[hit.from - 1]?.key ?? '')) return false
  if (
    form === 'ing' &&
    /^(?:testing|trying|trialling|trialing)$/.test(frame.tokens[hit.from]!.key) &&
    /^(?:in|of|for|during|after|under)$/.test(frame.tokens[hit.from - 1]?.key ?? '')
  )
    return false
  // "replace 30 porters": people who go, not who use
  if (/^replac/.test(frame.tokens[hit.from]!.key) && !THINGS.has(unit)) return false
  if (role === 'reach') {
    return !THINGS.has(unit) || unit === 'download' || unit === 'system_installed' || form !== 'be'
  }
  if (role === 'noun') {
    if (/^(?:customers|clients)$/.test(frame.tokens[hit.from]!.key)) return false
    return preposition !== '' || figure.kind !== 'count' || isCounting(frame, hit.to, figure)
  }
  if (THINGS.has(unit)) return unit !== 'device'
  if (REACHED.has(unit)) return preposition !== ''
  if (isCounting(frame, hit.to, figure)) return true
  return preposition !== '' && form !== 'base' ? true : preposition !== '' && preposition !== 'of'
}

/** "hospitals using DeepSeek exceeded 1,000": a verb of reaching a number stands between. */
function isCounting(frame: Frame, from: number, figure: Figure): boolean {
  if (figure.kind === 'factor' || figure.kind === 'percentage_points') return true
  const tail = frame.text.slice(frame.tokens[from - 1]!.end, figure.numberStart)
  return /\b(?:number|exceed|reach|total|stood|stand|rose|rise|grew|grow|climb|increas|doubl|tripl|surpass|topp|pass|cross|hit|jump|is|was|were|are|had been|fell|dropp|soar|went)/i.test(
    tail,
  )
}
