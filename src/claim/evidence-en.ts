// A figure that no known verb governs is weighed: how those counted and the technology stand to each other, what they do,
// and what speaks against a claim. Above a threshold it is one, with less confidence.
import type { ClaimStage } from '../model.ts'
import { sumAgainst, TOOL_WORDS } from './against-en.ts'
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import { isBusiness, isDoneTo, type Link } from './link-en.ts'
import { type Role, roleOf } from './roles-en.ts'
import { STANDING, stageOfDoing, UNRELATED } from './signs-en.ts'
import type { FoundUnit } from './unit-en.ts'
import type { Predicate } from './verbs-en.ts'
import { classOf, GROWING, looksPast, SAID_ASIDE } from './words-en.ts'

export type Weighed = { link: Link; points: number; why: string }

const acceptMin = 0.8
const LESS_LIKELY: Record<string, number> = { user: -0.5, company: -0.6, country: -0.2 }
const wordsMax = 24

const FIRMLY = /^(?:in|at|across|by|to|among|amongst|within|throughout|through|for|into|inside|between|over)$/
/** A maker or tool and those it has: "links 82 clinics". */
const HAVING =
  /^(?:link|connect|serv|reach|cover|count|list|suppl|equip|provid|join|sign|won|win|land|add|gain|support|power|help|ha[sd]|have|boast|number|total|run|bring|brought|kit|put|onboard|switch|wire)/
const HOLDING = /^(?:with|without|on|using|via|through|into|to|in|by|from|under|running|of|onto|inside)$/
const DEFINITE = /^(?:the|this|that|these|its|their|our|same|such|any)$/

const ABOUT = /^(?:for|about|of|than|like|as)$/
const AGAINST_IT = /^(?:against|despite|unlike|about)$/

type Side = {
  points: number
  at: number
  to: number
  stage: ClaimStage | undefined
  verb: boolean
  why: string[]
  tool?: true // met on the way
  toolEnd?: number // where the tool ends that a verb takes
}

export function weighEvidence(frame: Frame, figure: Figure, unit: FoundUnit): Weighed | undefined {
  const figureFrom = tokenAt(frame.tokens, figure.start)
  const tools = toolsIn(frame)
  const role = roleOf(frame, figureFrom)
  const right = weighRight(frame, walksFrom(frame, unit, figureFrom), tools, role)
  const left = weighLeft(frame, figureFrom, tools, role)
  const better = right.points >= left.points ? right : left
  const worse = better === right ? left : right
  const floor = figure.kind === 'factor' || figure.kind === 'percentage_points' ? 0 : -1
  let points = better.points + Math.max(floor, Math.min(0.5, worse.points))
  const why = [...better.why]
  const from = Math.max(0, figure.start - 60)
  const around = frame.text.slice(from, Math.min(frame.text.length, Math.max(figure.end, unit.to) + 90))
  for (const [extra, pattern] of STANDING) {
    const match = pattern.exec(around)
    if (!match) continue
    points += extra
    why.push(`"${match[0]}"`)
  }
  points += frame.technologies.length > 0 ? 0.5 : tools.length > 0 ? -0.2 : -0.6
  if (!unit.inherited && unit.distance <= 1) points += 0.2
  if (unit.words !== undefined) points -= 0.4
  if (!right.tool && !left.tool) points -= 0.2
  points += sumAgainst(frame, figure, unit, why, { joined: right.points >= 0.8, toolEnd: right.toolEnd })
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
  // "63% of physicians use it daily, 29% name it": the second has a verb of its own
  const between = frame.figures.some(
    (other) => other.start >= unit.to && other.end <= frame.tokens[figureFrom]!.start,
  )
  const next = frame.tokens[unit.end]
  if (between && next?.kind === 'word' && classOf(next.key) !== 'prep' && classOf(next.key) !== 'adverb')
    return unit.end
  return unit.words === undefined && unit.to > 0 ? tokenAt(frame.tokens, unit.to) : figureFrom + 1
}

const toolLists = new WeakMap<Frame, ReturnType<typeof toolsOf>>()

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

/** Worked out once for a sentence, however many figures it has. */
function toolsIn(frame: Frame): Tools {
  const known = toolLists.get(frame) ?? toolsOf(frame)
  toolLists.set(frame, known)
  return known
}

/** Behind those counted: what says which ones, and so what they do. */
const FOLLOWING = /^(?:that|which|who|whose|where|with|without|using|running|on|via|through|under)$|ing$/

/** "90% of GPs, but barely 20% of the specialists, write to it": a second subject of the same verb. */
const ASIDE_SUBJECT =
  /^, (?:but|and|or|against|compared|versus|including|one in|among|all|most|many|some|in)\b[^,;]{0,60},/

const asideAt = (text: string) => SAID_ASIDE.exec(text) ?? ASIDE_SUBJECT.exec(text)

/** From those counted to the technology: what they do with it, and what joins the two. */
function weighRight(frame: Frame, from: number, tools: Tools, role: Role): Side {
  const { tokens } = frame
  const side: Side = { points: 0, at: -1, to: -1, stage: undefined, verb: false, why: [] }
  let verb = 0
  let comma = false
  let share = role === 'subject' ? 1 : role === 'placed' ? 0.5 : 0.1
  for (let at = from, words = 0; at < tokens.length && words <= wordsMax; at++) {
    const token = tokens[at]!
    if (/^[;?|]$/.test(token.text) || (token.text === '.' && at > from)) break
    if (/^[–—]$/.test(token.text) && words === 0) {
      const close = tokens.findIndex((other, i) => i > at && i < at + 20 && /^[–—]$/.test(other.text))
      if (close > 0) {
        at = close
        continue
      }
    }
    const behind =
      token.text === ',' && words === 0 ? asideAt(frame.text.slice(token.start, token.start + 90)) : null
    if (behind) {
      at = tokenAt(tokens, token.start + behind[0].length) - 1
      continue
    }
    const tool = tools.find((hit) => hit.from === at)
    if (tool) {
      side.tool = true
      const lead = leadOf(frame, at)
      const fronted = verb === 0 && words <= 2 && isFrontedPlace(frame, from)
      const joined =
        !isOwner(frame, tool.to) &&
        (fronted || HOLDING.test(lead) || (verb > UNKNOWN_VERB ? !ABOUT.test(lead) : verb > 0 && lead === ''))
      if (AGAINST_IT.test(lead)) side.points -= 1
      side.points += (joined ? 1 : 0.3) * (tool.named ? 1 : 0.9) * share
      side.why.push(joined ? `"${lead}" the technology` : 'the technology after it')
      if (joined && verb > 0) side.toolEnd = tokens[tool.to - 1]!.end
      if (side.at < 0) {
        side.at = at
        side.to = tool.to
      }
      break
    }
    if (token.text === ',') comma = true
    if (token.kind === 'mark') continue
    words++
    if (words <= 3 && FOLLOWING.test(token.key)) share = 1
    if (/^(?:but|while|whereas|although|though|yet|because|whether|how|what|why|if|so)$/.test(token.key))
      break
    if (/^(?:cannot|can|could|would|should|must|might|ought)$/.test(token.key) && verb <= 0) {
      side.points -= 0.7
      side.why.push(`"${token.text}"`)
    }
    if (token.key === 'and' && role === 'object' && THIRD.test(tokens[at + 1]?.key ?? '')) break
    if (OPINES.test(token.key) && comma) break // "…, the firm says"
    if (OPINES.test(token.key) && verb <= 0 && !saysOfThemselves(frame, at)) {
      side.points -= 1
      side.why.push(`what they "${token.text}"`)
      break
    }
    const predicate = frame.predicates.find((hit) => hit.from === at && hit.value.role !== 'clear')
    if (predicate && verb <= 0 && !isDoneTo(frame, predicate, from)) {
      verb = predicate.value.form === 'noun' ? 0.5 : 1
      take(side, verb * 0.9 * share, at, predicate.to, predicate.value.stage, token.text)
      continue
    }
    if (verb > 0 || isAuxiliary(frame, at)) continue
    const stage = stageOfDoing(token.key)
    if (stage && !isNounPlace(frame, at)) {
      verb = 0.7
      take(side, 0.5 * share, at, at + 1, stage, token.text)
    } else if (TAKES_TOOL.test(token.key) && tools.some((hit) => hit.from > at && hit.from <= at + 6)) {
      verb = 0.7
      take(side, 0.6 * share, at, at + 1, /^los/.test(token.key) ? 'discontinued' : 'in_use', token.text)
    } else if (UNRELATED.test(token.key)) {
      side.points -= 1.5
      side.why.push(`"${token.text}"`)
      break
    } else if (
      (looksPast(token.key) || (classOf(token.key) === 'foreign' && token.key.endsWith('ed'))) &&
      tokens[at - 1]?.text !== '-'
    ) {
      verb = UNKNOWN_VERB
      if (!comma && role === 'subject' && /^(?:were|was|been|being|are)$/.test(tokens[at - 1]?.key ?? ''))
        side.points -= 0.6
      side.points -= 0.3 * share
    }
  }
  return side
}

/** "runs 14 hospitals and is using AI": the verb of whoever runs them. */
const THIRD = /^(?:is|was|has|does|uses|plans|wants|says|said|also|hopes|aims|runs|will)$/

/** Other matters, unless a tool is what they pay for, lose or sign for. */
const TAKES_TOOL =
  /^(?:pay|pays|paid|paying|lose|loses|lost|losing|quit|quits|spend|spends|spent|sign|signs|signed)$/

const OPINES =
  /^(?:say|says|said|claim|claims|claimed|argue|argues|argued|insist|insists|insisted|suspect|suspected|reckon|reckoned|guess|guessed|predict|predicted|hope|hoped|hear|heard|wonder|wondered)$/

/** "said they use it", "say that it runs on their wards": what they say is what they do. */
function saysOfThemselves(frame: Frame, at: number): boolean {
  const next = frame.tokens.slice(at + 1, at + 4).map(({ key }) => key)
  return (
    next.some((key) => /^(?:they|their|we|our|using|having|had|have|to|on|in|at|,)$/.test(key)) ||
    next.length === 0
  )
}

/** "the chatbot's answers": not the tool, but what is of it. */
function isOwner(frame: Frame, to: number): boolean {
  if (frame.tokens[to]?.key !== "'s") return false
  return !frame.tokens.slice(to + 1, to + 4).some(({ key }) => TOOL_WORDS.test(key))
}

/** "At 55 of the chain's clinics a virtual nurse takes the history": first where, then what. */
function isFrontedPlace(frame: Frame, from: number): boolean {
  let first = from - 1
  while (first > 0 && !/^[,;:.]$/.test(frame.tokens[first - 1]!.text)) first--
  return from - first <= frontedTokensMax && FIRMLY.test(frame.tokens[first]!.key)
}

const frontedTokensMax = 10
const UNKNOWN_VERB = 0.3

/** "have appointed": the verb follows. */
function isAuxiliary(frame: Frame, at: number): boolean {
  if (!/^(?:have|has|had)$/.test(frame.tokens[at]!.key)) return false
  const next = frame.tokens.slice(at + 1, at + 4).find((token) => classOf(token.key) !== 'adverb')
  return (
    next !== undefined &&
    (looksPast(next.key) ||
      stageOfDoing(next.key) !== undefined ||
      classOf(next.key) === 'begin' ||
      next.key === 'been')
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
    if (
      /^(?:least|one|any|some|kind|form|type|more)$/.test(key) ||
      (key === 'at' && frame.tokens[i + 1]?.key === 'least') ||
      (key === 'of' && /^(?:kind|form|type)$/.test(frame.tokens[i - 1]?.key ?? ''))
    )
      continue
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
  if (placed) side.why.push(`"${lead}" before it`)
  if (lead === '(' && tools.some((tool) => tool.to === figureFrom - 1)) side.points += 0.6
  if (lead === ':' && tools.some((tool) => tool.to >= figureFrom - 3 && tool.to < figureFrom))
    side.points += 0.9
  if (role === 'object' && !governs(frame, figureFrom)) side.points -= 0.7
  if (placed && besidePatients(frame, figureFrom)) side.points -= 0.8
  let verb = 0
  for (let at = figureFrom - 1, words = 0; at >= 0 && words <= wordsMax; at--) {
    const token = tokens[at]!
    if (/^[;?|]$/.test(token.text)) break
    const tool = tools.find((hit) => hit.to === at + 1)
    if (tool) {
      side.tool = true
      side.points += placed ? 1.3 : verb > 0 ? 0.8 : 0.3
      if (isTopic(frame, tool.from)) side.points -= 1.1
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
    if (predicate && verb <= 0 && !isTested(frame, predicate) && !isNounForm(frame, predicate)) {
      verb = predicate.value.form === 'noun' ? 0.6 : 1
      take(side, (placed ? 1.2 : 0.5) * verb, predicate.from, predicate.to, predicate.value.stage, token.text)
      at = predicate.from
      continue
    }
    if (verb > 0) continue
    const stage = stageOfDoing(token.key)
    if (stage && !isNounPlace(frame, at) && (placed || HAVING.test(token.key))) {
      verb = 0.7
      take(side, placed ? 0.8 : 0.3, at, at + 1, stage, token.text)
    } else if (UNRELATED.test(token.key)) {
      side.points -= 1
      side.why.push(`"${token.text}"`)
      break
    } else if (isForeign(frame, at)) {
      side.points -= 1.2
      side.why.push(`"${token.text}"`)
    }
  }
  return side
}

/** "mixed up", "fell on": a verb of its own; a number that "fell to" is on its way. */
function isForeign(frame: Frame, at: number): boolean {
  const next = frame.tokens[at + 1]
  const { key } = frame.tokens[at]!
  if (next?.text === '-') return false
  if (!GROWING.test(key)) return looksPast(key)
  return /^(?:on|off|out|into|onto|over|down|apart|under)$/.test(next?.key ?? '')
}

/** "a building with 30 clinics" */
function isNounForm(frame: Frame, hit: { from: number; value: Predicate }): boolean {
  return hit.value.form === 'ing' && /^(?:a|an|the|this|its)$/.test(frame.tokens[hit.from - 1]?.key ?? '')
}

/** "failed in testing", "under test": of the tool, not by those counted. */
function isTested(frame: Frame, hit: { from: number; value: Predicate }): boolean {
  return (
    hit.value.stage === 'piloting' &&
    hit.value.form === 'ing' &&
    /^(?:in|of|for|during|after|under)$/.test(frame.tokens[hit.from - 1]?.key ?? '')
  )
}

/** "mixed up two patients at three clinics": where the patients are, not the tool. */
function besidePatients(frame: Frame, figureFrom: number): boolean {
  return frame.units.some(
    (unit) =>
      unit.to >= figureFrom - 2 && unit.to < figureFrom && /^(?:patient|encounter|user)$/.test(unit.value.id),
  )
}

/** "represents 5,000 hospitals": the verb before them is one of doing something with a tool, or it is another matter. */
function governs(frame: Frame, figureFrom: number): boolean {
  for (let at = figureFrom - 1; at >= Math.max(0, figureFrom - 4); at--) {
    const { key } = frame.tokens[at]!
    if (stageOfDoing(key) || frame.predicates.some((hit) => hit.to === at + 1)) return true
  }
  return false
}

/** "data for the AI", "a bill on AI": what something is about. */
function isTopic(frame: Frame, from: number): boolean {
  const [before, earlier] = [frame.tokens[from - 1]?.key ?? '', frame.tokens[from - 2]?.key ?? '']
  const lead = /^(?:the|a|an|its|their|this)$/.test(before) ? earlier : before
  return /^(?:on|for|about|against|over)$/.test(lead)
}
