// What one side of an English figure says for a claim, and the tools that a sentence names.
import type { ClaimStage } from '../model.ts'
import { TOOL_WORDS } from './against-en.ts'
import type { Frame } from './frame.ts'
import { isBusiness } from './link-en.ts'

export const wordsMax = 24
export const FIRMLY =
  /^(?:in|at|across|by|to|among|amongst|within|throughout|through|for|into|inside|between|over)$/

export type Side = {
  points: number
  at: number
  to: number
  stage: ClaimStage | undefined
  verb: boolean
  why: string[]
  tool?: true // met on the way
  toolEnd?: number // where the tool ends that a verb takes
}

export type Tools = ReturnType<typeof toolsOf>

const toolLists = new WeakMap<Frame, ReturnType<typeof toolsOf>>()

/** Worked out once for a sentence, however many figures it has. */
export function toolsIn(frame: Frame): Tools {
  const known = toolLists.get(frame) ?? toolsOf(frame)
  toolLists.set(frame, known)
  return known
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

const DEFINITE = /^(?:the|this|that|these|its|their|our|same|such|any)$/

export function take(side: Side, points: number, at: number, to: number, stage: ClaimStage, word: string) {
  side.points += points
  side.at = at
  side.to = to
  side.stage = stage
  side.verb = true
  side.why.push(`"${word}"`)
}

/** "the record", "of use": a noun where a verb could stand. */
export function isNounPlace(frame: Frame, at: number): boolean {
  return /^(?:the|a|an|of|its|their|in|for|with|on)$/.test(frame.tokens[at - 1]?.key ?? '')
}
