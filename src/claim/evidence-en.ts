// A figure that no known verb governs is weighed: how those counted and the technology stand to each other, what they do,
// and what speaks against a claim. Above a threshold it is one, with less confidence.
import type { ClaimStage } from '../model.ts'
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import { isBusiness, type Link } from './link-en.ts'
import { AGAINST, DOING, STANDING, UNRELATED, type Where } from './signs-en.ts'
import type { FoundUnit } from './unit-en.ts'
import type { Predicate } from './verbs-en.ts'
import { classOf, looksPast } from './words-en.ts'

export type Weighed = { link: Link; points: number; why: string }

const acceptMin = 1.5
const vetoMax = -2
const LESS_LIKELY: Record<string, number> = { user: -0.5, company: -0.6, country: -0.2 }
const wordsMax = 24
const nearChars = 70
const sentenceChars = 240 // no sentence of news is longer; a page without stops must not cost its square
const STAGES = new Map<string, ClaimStage>()
for (const [stage, verbs] of DOING)
  for (const verb of verbs.split(' ')) if (!STAGES.has(verb)) STAGES.set(verb, stage)

const PLACING =
  /^(?:in|at|across|by|to|among|amongst|within|throughout|through|for|into|inside|between|over|with|from|on)$/
const FIRMLY = /^(?:in|at|across|by|to|among|amongst|within|throughout|through|for|into|inside|between|over)$/
/** A maker or tool and those it has: "links 82 clinics". */
const HAVING =
  /^(?:link|connect|serv|reach|cover|count|list|suppl|equip|provid|join|sign|won|win|land|add|gain|support|power|help|ha[sd]|have|boast|number|total|run|bring|brought|kit|put|onboard|switch|wire)/
const HOLDING = /^(?:with|over|on|using|via|through|into|to|in|by|from|under|running|of|onto|inside)$/
const TOOL_WORDS =
  /^(?:it|them|scheme|rollout|tool|tools|system|software|platform|technology|app|model|algorithm|scribe|chatbot|robot|robots|assistant|service|product|device|solution|programme|program)$/
const DEFINITE = /^(?:the|this|that|these|its|their|our|same|such|any)$/

const ABOUT = /^(?:for|about|of|than|like|as)$/
const AGAINST_IT = /^(?:against|without|despite|unlike|about)$/

type Side = {
  points: number
  at: number
  to: number
  stage: ClaimStage | undefined
  verb: boolean
  why: string[]
}

export function weighEvidence(frame: Frame, figure: Figure, unit: FoundUnit): Weighed | undefined {
  const figureFrom = tokenAt(frame.tokens, figure.start)
  const tools = once(toolLists, frame, toolsOf)
  const role = roleOf(frame, figureFrom)
  const right = weighRight(frame, walksFrom(frame, unit, figureFrom), tools, role)
  const left = weighLeft(frame, figureFrom, tools, role)
  const better = right.points >= left.points ? right : left
  const worse = better === right ? left : right
  let points = better.points + Math.max(-1, Math.min(0.5, worse.points))
  const why = [...better.why]
  const from = Math.max(0, figure.start - 60)
  const around = frame.text.slice(from, Math.min(frame.text.length, Math.max(figure.end, unit.to) + 90))
  for (const [extra, pattern] of STANDING) {
    const match = pattern.exec(around)
    if (!match) continue
    points += extra
    why.push(`"${match[0]}"`)
  }
  points += frame.technologies.length > 0 ? 0.5 : tools.length > 0 ? 0.2 : -0.3
  if (!unit.inherited && unit.distance <= 1) points += 0.2
  if (unit.words !== undefined) points -= 0.4
  points += against(frame, figure, unit, why, right.points >= 0.8)
  points += LESS_LIKELY[unit.id] ?? 0
  if (unit.id === 'user' && !/users?|subscribers?/i.test(frame.text.slice(unit.from, unit.to))) points -= 0.6
  if (points < acceptMin) return undefined
  const at = better.at >= 0 ? better.at : Math.max(0, figureFrom - 1)
  const to = better.at >= 0 ? better.to : figureFrom + (figureFrom === 0 ? 1 : 0)
  const predicate: Predicate = {
    stage: better.stage ?? 'in_use',
    role: 'use',
    form: 'base',
    ...(better.verb ? {} : { weak: true }),
  }
  const direction = better === right ? 'right' : 'left'
  return {
    link: { predicate, from: at, to: Math.max(at + 1, to), direction, distance: 9 },
    points,
    why: why.join(', '),
  }
}

/** "Hospitals that use it: 1,870 in 2023": of a noun named before, what follows the noun counts. */
function walksFrom(frame: Frame, unit: FoundUnit, figureFrom: number): number {
  if (!unit.inherited) return unit.end
  return unit.words === undefined && unit.to > 0 ? tokenAt(frame.tokens, unit.to) : figureFrom + 1
}

/** Speaks so much against a figure that even a known verb does not make it one? */
export function isVetoed(frame: Frame, figure: Figure, unit: FoundUnit): boolean {
  return against(frame, figure, unit, [], true, true) <= vetoMax
}

const bareTexts = new WeakMap<Frame, string>()
const toolLists = new WeakMap<Frame, ReturnType<typeof toolsOf>>()

/** Worked out once for a sentence, however many figures it has. */
function once<T>(known: WeakMap<Frame, T>, frame: Frame, make: (frame: Frame) => T): T {
  const had = known.get(frame)
  if (had !== undefined) return had
  const made = make(frame)
  known.set(frame, made)
  return made
}

/** Tokens where a technology stands, by name or as "the tool", "it". */
function toolsOf(frame: Frame): { from: number; to: number; named: boolean }[] {
  const tools = frame.technologies
    .filter(({ to }) => !isBusiness(frame, to))
    .map(({ from, to }) => ({ from, to, named: true }))
  frame.tokens.forEach((token, at) => {
    if (!TOOL_WORDS.test(token.key) || tools.some((tool) => tool.from <= at && at < tool.to)) return
    const before = [frame.tokens[at - 1]?.key ?? '', frame.tokens[at - 2]?.key ?? '']
    if (/^(?:it|them)$/.test(token.key) || before.some((key) => DEFINITE.test(key)))
      tools.push({ from: at, to: at + 1, named: false })
  })
  return tools
}

type Tools = ReturnType<typeof toolsOf>

/** Where those counted stand: before their verb, behind one, or behind a preposition. */
type Role = 'subject' | 'object' | 'placed'

function roleOf(frame: Frame, figureFrom: number): Role {
  for (let at = figureFrom - 1; at >= 0; at--) {
    const token = frame.tokens[at]!
    if (/^[,;:(–—"“|=]$/.test(token.text)) return 'subject'
    if (frame.dates.some((date) => date.start <= token.start && token.start < date.end)) return 'subject'
    if (OPENING.test(token.key)) return 'subject'
    if (PLACING.test(token.key) || token.key === 'of' || token.key === 'per') return 'placed'
    const kind = classOf(token.key)
    if (kind === 'article' || kind === 'adverb' || kind === 'negation' || token.kind === 'mark') continue
    if (token.key.endsWith('ly') || FILLING.test(token.key)) continue
    return isFronted(frame, at) ? 'subject' : 'object'
  }
  return 'subject'
}

const FILLING = /^(?:mere|scant|further|full|total|only|now|some|another|additional|lone)$/

/** "Before the outage 5,100 practices": words in front without a verb. */
function isFronted(frame: Frame, last: number): boolean {
  let first = last
  for (; first >= 0 && !/^[,;:]$/.test(frame.tokens[first]!.text); first--) {
    const { key } = frame.tokens[first]!
    const kind = classOf(key)
    if (kind === 'aux' || kind === 'modal' || STAGES.has(key) || looksPast(key) || UNRELATED.test(key))
      return false
  }
  return classOf(frame.tokens[first + 1]?.key ?? '') === 'prep'
}

/** What stands before a new subject. */
const OPENING =
  /^(?:and|or|but|that|while|whereas|where|when|because|so|yet|if|although|though|than|as|says?|said|found|finds|shows?|showed|reports?|reported|estimates?|there|are|is)$/
/** Behind those counted: what says which ones, and so what they do. */
const FOLLOWING = /^(?:that|which|who|whose|where|with|using|running|on|via|through|under)$|ing$/

/** "90% of GPs, but barely 20% of the specialists, write to it": a second subject of the same verb. */
const ASIDE_SUBJECT =
  /^, (?:but|and|or|against|compared|versus|including|one in|among|all|most|many|some|in)\b[^,;]{0,60},/

/** From those counted to the technology: what they do with it, and what joins the two. */
function weighRight(frame: Frame, from: number, tools: Tools, role: Role): Side {
  const { tokens } = frame
  const side: Side = { points: 0, at: -1, to: -1, stage: undefined, verb: false, why: [] }
  let verb = 0
  let share = role === 'subject' ? 1 : role === 'placed' ? 0.5 : 0.1
  for (let at = from, words = 0; at < tokens.length && words <= wordsMax; at++) {
    const token = tokens[at]!
    if (/^[;?|]$/.test(token.text) || (token.text === '.' && at > from)) break
    const behind =
      token.text === ',' && words === 0
        ? ASIDE_SUBJECT.exec(frame.text.slice(token.start, token.start + 90))
        : null
    if (behind) {
      at = tokenAt(tokens, token.start + behind[0].length) - 1
      continue
    }
    const tool = tools.find((hit) => hit.from === at)
    if (tool) {
      const lead = leadOf(frame, at)
      const joined = HOLDING.test(lead) || (verb > 0 && !ABOUT.test(lead))
      if (AGAINST_IT.test(lead)) side.points -= 1
      side.points += (joined ? 1 : 0.3) * (tool.named ? 1 : 0.9) * share
      side.why.push(joined ? `"${lead}" the technology` : 'the technology after it')
      if (side.at < 0) {
        side.at = at
        side.to = tool.to
      }
      break
    }
    if (token.kind === 'mark') continue
    words++
    if (words <= 3 && FOLLOWING.test(token.key)) share = 1
    if (/^(?:but|while|whereas|although|though|yet|because)$/.test(token.key)) break
    const predicate = frame.predicates.find((hit) => hit.from === at && hit.value.role !== 'clear')
    if (predicate && verb <= 0) {
      verb = predicate.value.form === 'noun' ? 0.5 : 1
      take(side, verb * 0.9 * share, at, predicate.to, predicate.value.stage, token.text)
      continue
    }
    if (verb > 0 || isAuxiliary(frame, at)) continue
    const stage = STAGES.get(token.key)
    if (stage && !isNounPlace(frame, at)) {
      verb = 0.7
      take(side, 0.5 * share, at, at + 1, stage, token.text)
    } else if (UNRELATED.test(token.key)) {
      side.points -= 1.5
      side.why.push(`"${token.text}"`)
      break
    } else if (looksPast(token.key) && tokens[at - 1]?.text !== '-') {
      verb = 0.3
      side.points -= 0.3 * share
    }
  }
  return side
}

/** "have appointed": the verb follows. */
function isAuxiliary(frame: Frame, at: number): boolean {
  if (!/^(?:have|has|had)$/.test(frame.tokens[at]!.key)) return false
  const next = frame.tokens.slice(at + 1, at + 4).find((token) => classOf(token.key) !== 'adverb')
  return (
    next !== undefined &&
    (looksPast(next.key) || STAGES.has(next.key) || classOf(next.key) === 'begin' || next.key === 'been')
  )
}

/** "the record", "of use": a noun where a verb could stand. */
function isNounPlace(frame: Frame, at: number): boolean {
  return /^(?:the|a|an|of|its|their|in|for|with|on)$/.test(frame.tokens[at - 1]?.key ?? '')
}

function take(side: Side, points: number, at: number, to: number, stage: ClaimStage, word: string) {
  side.points += points
  side.at = at
  side.to = to
  side.stage = stage
  side.verb = true
  side.why.push(`"${word}"`)
}

/** The word before a technology, over articles and adjectives. */
function leadOf(frame: Frame, at: number): string {
  for (let i = at - 1; i >= Math.max(0, at - 5); i--) {
    const { key, kind } = frame.tokens[i]!
    if (HOLDING.test(key)) return key
    if (key === ',' && /^[A-Z]/.test(frame.tokens[i - 1]?.text ?? '')) continue
    if (/^[A-Z]/.test(frame.tokens[i]!.text)) continue
    if (kind === 'mark' || (classOf(key) !== undefined && classOf(key) !== 'article')) return key
  }
  return ''
}

/** From the figure back: a place for the technology, or what brought it there. */
function weighLeft(frame: Frame, figureFrom: number, tools: Tools, role: Role): Side {
  const { tokens } = frame
  const side: Side = { points: 0, at: -1, to: -1, stage: undefined, verb: false, why: [] }
  const lead = tokens[figureFrom - 1]?.key ?? ''
  const placed =
    FIRMLY.test(lead) ||
    (/^(?:all|of|just|only)$/.test(lead) && FIRMLY.test(tokens[figureFrom - 2]?.key ?? ''))
  if (placed) {
    side.points += 0.5
    side.why.push(`"${lead}" before it`)
  }
  if (lead === '(' && tools.some((tool) => tool.to === figureFrom - 1)) side.points += 0.6
  if (lead === ':' && tools.some((tool) => tool.to >= figureFrom - 3 && tool.to < figureFrom))
    side.points += 0.9
  if (role === 'object' && !governs(frame, figureFrom)) side.points -= 0.7
  let verb = 0
  for (let at = figureFrom - 1, words = 0; at >= 0 && words <= wordsMax; at--) {
    const token = tokens[at]!
    if (/^[;?|]$/.test(token.text)) break
    const tool = tools.find((hit) => hit.to === at + 1)
    if (tool) {
      side.points += placed || verb > 0 ? 0.8 : 0.3
      if (isTopic(frame, tool.from)) side.points -= 0.7
      if (side.at < 0) {
        side.at = tool.from
        side.to = tool.to
      }
      side.why.push('the technology before it')
      break
    }
    if (token.kind === 'mark') continue
    words++
    if (/^(?:but|while|whereas|although|though|yet)$/.test(token.key)) break
    const predicate = frame.predicates.find((hit) => hit.to === at + 1)
    if (predicate && verb <= 0) {
      verb = predicate.value.form === 'noun' ? 0.6 : 1
      take(side, (placed ? 0.9 : 0.5) * verb, predicate.from, predicate.to, predicate.value.stage, token.text)
      at = predicate.from
      continue
    }
    if (verb > 0) continue
    const stage = STAGES.get(token.key)
    if (stage && !isNounPlace(frame, at) && (placed || HAVING.test(token.key))) {
      verb = 0.7
      take(side, placed ? 0.5 : 0.3, at, at + 1, stage, token.text)
    } else if (UNRELATED.test(token.key)) {
      side.points -= 1
      side.why.push(`"${token.text}"`)
      break
    } else if (looksPast(token.key) && tokens[at + 1]?.text !== '-') side.points -= 0.6
  }
  return side
}

/** "represents 5,000 hospitals": the verb before them is one of doing something with a tool, or it is another matter. */
function governs(frame: Frame, figureFrom: number): boolean {
  for (let at = figureFrom - 1; at >= Math.max(0, figureFrom - 4); at--) {
    const { key } = frame.tokens[at]!
    if (STAGES.has(key) || frame.predicates.some((hit) => hit.to === at + 1)) return true
  }
  return false
}

/** "data for the AI", "a bill on AI": what something is about. */
function isTopic(frame: Frame, from: number): boolean {
  const [before, earlier] = [frame.tokens[from - 1]?.key ?? '', frame.tokens[from - 2]?.key ?? '']
  const lead = /^(?:the|a|an|its|their|this)$/.test(before) ? earlier : before
  return /^(?:on|for|about|against|over)$/.test(lead)
}

function against(
  frame: Frame,
  figure: Figure,
  unit: FoundUnit,
  why: string[],
  joined: boolean,
  inClause = false,
): number {
  const end = Math.max(figure.end, unit.inherited ? 0 : unit.to)
  const text = once(bareTexts, frame, withoutTools)
  let before = text.slice(Math.max(0, figure.start - nearChars), figure.start)
  let after = text.slice(end, end + nearChars)
  if (inClause) {
    before = before.slice(before.search(/[^,;:]*$/))
    const cut = after.search(
      /[;:]|, \d|, (?:and|but|while|whereas|which|with|compared|up|down|double)\b| and \d/,
    )
    if (cut >= 0) after = after.slice(0, cut)
  }
  const windows: Record<Where, string> = {
    before,
    after,
    near: `${before} # ${after}`,
    sentence: text.slice(Math.max(0, figure.start - sentenceChars), end + sentenceChars),
  }
  let sum = 0
  for (const [name, where, points, pattern] of AGAINST) {
    if ((joined && name === 'a size') || !pattern.test(windows[where])) continue
    sum += points
    why.push(name)
  }
  return sum
}

/** "a deterioration model", "heart-failure service": what a tool is called speaks against nothing. */
function withoutTools(frame: Frame): string {
  let text = frame.text
  for (const { from, to } of frame.technologies) {
    const start = frame.tokens[from]!.start
    const last = [to, to + 1].find((at) => TOOL_WORDS.test(frame.tokens[at]?.key ?? '')) ?? to - 1
    const end = frame.tokens[last]!.end
    text = text.slice(0, start) + '_'.repeat(end - start) + text.slice(end)
  }
  return text
}
