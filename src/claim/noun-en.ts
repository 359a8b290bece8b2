// Steps inside an English noun phrase, between a number and the noun it counts: owners, joined adjectives, brackets.
import type { Frame } from './frame.ts'
import { classOf } from './words-en.ts'

export function inHit(frame: Frame, at: number): boolean {
  return (
    frame.technologies.some((hit) => hit.from <= at && at < hit.to) ||
    frame.places.some((hit) => hit.from <= at && at < hit.to)
  )
}

/** "30 of England's hospitals": whose they are; the noun follows. */
export function ownerEnd(frame: Frame, from: number): number | undefined {
  for (let at = from; at < from + 4 && at < frame.tokens.length; at++) {
    const token = frame.tokens[at]!
    if (token.key === "'s") return at + 1
    if (token.text === "'" && frame.tokens[at - 1]!.key.endsWith('s')) return at + 1
    if (token.kind !== 'word') return undefined
  }
  return undefined
}

export function nounBehind(frame: Frame, from: number): boolean {
  for (let at = from; at < from + 4 && at < frame.tokens.length; at++) {
    if (frame.units.some((unit) => unit.from === at && unit.value.plural)) return true
    if (startsClauseWord(frame, at)) return false
  }
  return false
}

function startsClauseWord(frame: Frame, at: number): boolean {
  const token = frame.tokens[at]!
  if (inHit(frame, at)) return false
  return (
    token.kind !== 'word' || classOf(token.key) !== undefined || frame.predicates.some((p) => p.from === at)
  )
}

const MODIFIER = /^[A-Z]|(?:al|ic|ary|an|ish|ese|ive|ous|ed|ing|care|health)$/

/** "74 Indian and 12 Sri Lankan hospitals", "public and private clinics": one noun for both. */
export function joinsModifiers(frame: Frame, at: number): boolean {
  const { tokens } = frame
  if (!MODIFIER.test(tokens[at - 1]!.text) && !inHit(frame, at - 1)) return false
  for (let next = at + 1; next <= at + 5 && next < tokens.length; next++) {
    if (frame.units.some((unit) => unit.from === next && unit.value.plural)) return true
    if (frame.technologies.some((hit) => hit.from === next)) return true
    const token = tokens[next]!
    if (token.kind === 'number' && next === at + 1) continue
    if (token.kind !== 'word' || (classOf(token.key) !== undefined && !inHit(frame, next))) return false
  }
  return false
}
