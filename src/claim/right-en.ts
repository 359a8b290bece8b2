// From those counted to the technology: what they do with it, and what joins the two.
import { TOOL_WORDS } from './against-en.ts'
import { type Frame, tokenAt } from './frame.ts'
import { isDoneTo, startsOther } from './link-en.ts'
import type { Role } from './roles-en.ts'
import { FIRMLY, isNounPlace, type Side, type Tools, take, wordsMax } from './side-en.ts'
import { stageOfDoing, UNRELATED } from './signs-en.ts'
import { classOf, looksPast, SAID_ASIDE } from './words-en.ts'

const HOLDING = /^(?:with|without|on|using|via|through|into|to|in|by|from|under|running|of|onto|inside)$/
const ABOUT = /^(?:for|about|of|than|like|as)$/
const AGAINST_IT = /^(?:against|despite|unlike|about)$/

/** Behind those counted: what says which ones, and so what they do. */
const FOLLOWING = /^(?:that|which|who|whose|where|with|without|using|running|on|via|through|under)$|ing$/

const CARRIES_ON = /^(?:which|that|all|who|where|most|many|some|and|or|both|each)$/
const ONTO = /^(?:to|onto|into|for|access|up)$/

/** "90% of GPs, but barely 20% of the specialists, write to it": a second subject of the same verb. */
const ASIDE_SUBJECT =
  /^, (?:but|and|or|against|compared|versus|including|one in|among|all|most|many|some|in)\b[^,;]{0,60},/

const asideAt = (text: string) => SAID_ASIDE.exec(text) ?? ASIDE_SUBJECT.exec(text)

/** From those counted to the technology: what they do with it, and what joins the two. */
export function weighRight(
  frame: Frame,
  from: number,
  tools: Tools,
  role: Role,
  governed: boolean, // by a verb of giving or placing: "wired 210 centres to the hub"
): Side {
  const { tokens } = frame
  const side: Side = { points: 0, at: -1, to: -1, stage: undefined, verb: false, why: [] }
  let verb = 0
  let comma = false
  let share = role === 'subject' ? 1 : role === 'placed' ? 0.5 : 0.25
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
      // "overlay AI findings": right behind a word that no list knows, most likely their verb
      const near = words > 0 && isTaken(frame, at) ? 0.35 : 0.3
      side.points += (joined ? 1 : near) * (tool.named ? 1 : 0.9) * share
      side.why.push(joined ? `"${lead}" the technology` : 'the technology after it')
      if (joined && (verb > 0 || words <= 3)) side.toolEnd = tokens[tool.to - 1]!.end
      if (side.at < 0) {
        side.at = at
        side.to = tool.to
      }
      break
    }
    if (token.text === ',') {
      comma = true
      // "with 45 staff and three offices, counts": the comma ends what the preposition began
      if (
        role === 'placed' &&
        verb <= 0 &&
        words > 0 &&
        !isFrontedPlace(frame, from) &&
        !CARRIES_ON.test(tokens[at + 1]?.key ?? '')
      )
        break
    }
    if (token.kind === 'mark') continue
    words++
    if (words <= 3 && FOLLOWING.test(token.key)) share = 1
    if (words <= 3 && governed && ONTO.test(token.key)) share = 0.9
    if (/^(?:but|while|whereas|although|though|yet|because|whether|how|what|why|if|so)$/.test(token.key))
      break
    if (/^(?:cannot|can|could|should|must|might|ought)$/.test(token.key) && verb <= 0) {
      side.points -= 0.5
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
    if (predicate && verb <= 0 && !isDoneTo(frame, predicate, from, role === 'placed')) {
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
      if (!comma && role === 'subject' && /^(?:were|was|been|being|are)$/.test(tokens[at - 1]?.key ?? '')) {
        side.points -= 0.6
        break
      }
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
  if (startsOther(frame, at + 1) || startsOther(frame, at + 2)) return false
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

/** A plain word right before the technology, over articles: nobody listed it, but it takes the tool. */
function isTaken(frame: Frame, at: number): boolean {
  let i = at - 1
  while (i > 0 && /^(?:the|a|an|one|its|their|some|any|same|this|-)$/.test(frame.tokens[i]!.key)) i--
  const { key, text, kind } = frame.tokens[i]!
  return kind === 'word' && /^[a-z]/.test(text) && (classOf(key) === undefined || key === 'share')
}

/** The word before a technology, over articles and adjectives. */
function leadOf(frame: Frame, at: number): string {
  for (let i = at - 1, left = 5; i >= 0 && left > 0; i--) {
    if (frame.tokens[i]!.text === '-') continue
    left--
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
