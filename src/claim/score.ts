// How sure a claim is, out of the reasons gathered on the way, and whether a person must look at it first.
import type { Claim, ClaimReason } from '../model.ts'
import type { FoundTechnology } from './context.ts'
import type { Candidate, Frame } from './frame.ts'

const base = 0.6
const autoMin = 0.8 // chosen on the labelled sentences: see docs in the tests

/** Fewer people than this are seldom counted for how far a technology has spread. */
const peopleMin = 100
const encountersMin = 1_000
const PEOPLE = new Set(['physician', 'nurse', 'clinician', 'staff', 'user'])

/** "Last week we told you that more than half of doctors use it" */
const TOLD_BEFORE = /\b(?:we|this (?:news)?paper) (?:have )?(?:told|reported|wrote)\b|本报(?:曾|此前)/i

export function scoreClaim(
  frame: Frame,
  candidate: Candidate,
  technology: FoundTechnology,
  reasons: ClaimReason[],
): { confidence: number; status: Claim['status'] } {
  if (candidate.figure.qualifier === 'vague')
    reasons.push({ field: 'value', words: 'a vague number', points: -0.1 })
  if (candidate.figure.kind === 'factor')
    reasons.push({ field: 'value', words: 'a factor without its base', points: -0.1 })
  if (['encounter', 'download', 'user', 'people_covered', 'patient'].includes(candidate.unit))
    reasons.push({ field: 'unit', words: 'usage, not adopters', points: -0.1 })
  if (candidate.unit === 'encounter' && candidate.figure.value < encountersMin)
    reasons.push({ field: 'unit', words: 'few uses: a test', points: -0.15 })
  if (PEOPLE.has(candidate.unit) && candidate.figure.kind === 'count' && candidate.figure.value < peopleMin)
    reasons.push({ field: 'unit', words: 'few people: those of a study or of one place', points: -0.2 })
  if (candidate.predicateWeak)
    reasons.push({ field: 'stage', words: 'no verb: only stands beside it', points: -0.15 })
  if (frame.text.includes(' | ')) reasons.push({ field: 'quote', words: 'from a table row', points: -0.15 })
  if (TOLD_BEFORE.test(frame.text))
    reasons.push({ field: 'value', words: 'told before, by its own account', points: -0.2 })
  const sum = reasons.reduce((total, reason) => total + reason.points, base)
  const confidence = Math.round(100 * Math.min(0.99, Math.max(0.05, sum))) / 100
  const named = technology.technology !== undefined
  return { confidence, status: confidence >= autoMin && named ? 'auto' : 'needs_review' }
}
