// What claims say about each other: a later figure supersedes an earlier one of the same origin, two figures of one
// time that cannot both be true contradict each other, a retelling that changes number, bound or unit has drifted, an
// edited article corrects itself. Rules propose, a person may overrule; nothing here forces a series to rise. Pure.
import type { Claim, ClaimStatus } from '../model.ts'
import { isActual } from './series.ts'

/** A claim with what is needed to compare it. `id` is that of the figure, whichever reading of it is current. */
export type PlacedClaim = {
  id: number
  articleId: number
  versionNumber: number // the version of its article in which it was first seen
  goneIn: number | null // the version in which its quote no longer stands
  seriesKey: string
  reading: Claim
  status: ClaimStatus
  origin: string
  publishedAt: string
  storyId: number
  copyGroupId: number | null
  isOriginal: boolean
  publicationId?: string
  articleTitle?: string
  sentence?: string
}

export type RelationKind = 'supersedes' | 'contradicts' | 'corrects' | 'drift'

/** `from` is the later, the drifted or the correcting claim; contradictions name the smaller id first. */
export type Relation = { from: number; to: number; kind: RelationKind; reason: string }

const claimsComparedMax = 1_000 // of one series; the newest

/** All relations among the claims of one series, and those to claims of the same stories in other series. */
export function relateClaims(claims: PlacedClaim[], neighbours: PlacedClaim[] = []): Relation[] {
  const kept = claims
    .filter((claim) => claim.status !== 'rejected')
    .sort(byTime)
    .slice(-claimsComparedMax)
  const corrections = findCorrections(kept)
  const corrected = new Set(corrections.map(({ to }) => to))
  const standing = kept.filter((claim) => isActual(claim.reading) && !corrected.has(claim.id))
  const drifts = findDrifts(
    standing,
    neighbours.filter((claim) => claim.status !== 'rejected' && !corrected.has(claim.id)),
  )
  // A retelling that went wrong is no second witness: what it "contradicts" is the text it was made from.
  const drifted = new Set(drifts.map(({ from }) => from))
  const witnesses = standing.filter((claim) => !drifted.has(claim.id))
  return [...corrections, ...findSuperseded(witnesses), ...findContradictions(witnesses), ...drifts]
}

function byTime(a: PlacedClaim, b: PlacedClaim): number {
  const [x, y] = [a, b].map(({ reading, publishedAt }) => reading.asOfEndOn ?? publishedAt.slice(0, 10))
  return x! < y!
    ? -1
    : x! > y!
      ? 1
      : a.publishedAt < b.publishedAt
        ? -1
        : a.publishedAt > b.publishedAt
          ? 1
          : a.id - b.id
}

const startOf = ({ reading, publishedAt }: PlacedClaim) => reading.asOfStartOn ?? publishedAt.slice(0, 10)
const endOf = ({ reading, publishedAt }: PlacedClaim) => reading.asOfEndOn ?? publishedAt.slice(0, 10)
const overlap = (a: PlacedClaim, b: PlacedClaim) => startOf(a) <= endOf(b) && startOf(b) <= endOf(a)

/** The publisher put another figure in the place of one, in the article itself or in a correction of its own. */
function findCorrections(claims: PlacedClaim[]): Relation[] {
  return claims.flatMap((claim) => {
    const old = claims.findLast(
      (other) =>
        other.reading.unit === claim.reading.unit &&
        other.reading.value !== claim.reading.value &&
        (wasReplaced(other, claim) || wasTakenBack(other, claim)),
    )
    if (!old) return []
    const reason = wasReplaced(old, claim)
      ? `the publisher changed "${old.reading.quote}" to "${claim.reading.quote}"`
      : `the publisher corrected "${old.reading.quote}" to "${claim.reading.quote}" in a later article`
    return [{ from: claim.id, to: old.id, kind: 'corrects' as const, reason }]
  })
}

/** By an edit that took one figure out of the text when the other came in. */
function wasReplaced(old: PlacedClaim, claim: PlacedClaim): boolean {
  return claim.versionNumber > 1 && old.articleId === claim.articleId && old.goneIn === claim.versionNumber
}

const CORRECTION = /\bcorrect(?:s|ed|ion)\b|更正|勘误/i

/** By a later article of the same publication that says so, for the same time. */
function wasTakenBack(old: PlacedClaim, claim: PlacedClaim): boolean {
  return (
    claim.publicationId !== undefined &&
    old.publicationId === claim.publicationId &&
    old.articleId !== claim.articleId &&
    old.publishedAt < claim.publishedAt &&
    old.reading.asOf !== undefined &&
    old.reading.asOf === claim.reading.asOf &&
    CORRECTION.test(`${claim.articleTitle ?? ''} ${claim.sentence ?? ''}`)
  )
}

/** The next figure of the same origin for a later time: 521, then 1,016, then 1,451. It may well be lower. */
function findSuperseded(claims: PlacedClaim[]): Relation[] {
  return claims.flatMap((claim, i) => {
    const earlier = claims
      .slice(0, i)
      .findLast((other) => other.origin === claim.origin && endOf(other) < startOf(claim))
    if (!earlier) return []
    const reason = `same origin, later date: ${writeFigure(earlier.reading)}, then ${writeFigure(claim.reading)}`
    return [{ from: claim.id, to: earlier.id, kind: 'supersedes' as const, reason }]
  })
}

const contradictionsPerClaimMax = 20
const heardMin = 0.5 // an unreviewed reading less sure than this contradicts nobody

const isHeard = ({ status, reading }: PlacedClaim) =>
  status !== 'needs_review' || reading.confidence >= heardMin

function findContradictions(claims: PlacedClaim[]): Relation[] {
  const found: Relation[] = []
  const heard = claims.filter(isHeard)
  for (const [i, a] of heard.entries()) {
    let count = 0
    for (const b of heard.slice(i + 1)) {
      if (count >= contradictionsPerClaimMax) break
      if (a.origin === b.origin || !overlap(a, b) || boundsMeet(a.reading, b.reading)) continue
      count++
      const [from, to] = a.id < b.id ? [a, b] : [b, a]
      const reason = `for the same time, ${writeFigure(from.reading)} and ${writeFigure(to.reading)} cannot both be true`
      found.push({ from: from.id, to: to.id, kind: 'contradicts', reason })
    }
  }
  return found
}

/** Whether one number can satisfy both. An absent bound is open to infinity. */
export function boundsMeet(a: Claim, b: Claim): boolean {
  return !isBelow(a, b) && !isBelow(b, a)
}

function isBelow(a: Claim, b: Claim): boolean {
  if (a.upper === undefined || b.lower === undefined) return false
  return a.upper < b.lower || (a.upper === b.lower && (a.upperOpen || b.lowerOpen))
}

/**
 * A claim told again in the same story or copy group with another bound, unit or number. The figure it drifted from is
 * the earliest one; a copy is never the measure of its original.
 */
function findDrifts(claims: PlacedClaim[], neighbours: PlacedClaim[]): Relation[] {
  const everyone = [...new Map([...claims, ...neighbours].map((claim) => [claim.id, claim])).values()]
    .filter((claim) => isActual(claim.reading))
    .sort(
      (a, b) =>
        Number(b.isOriginal) - Number(a.isOriginal) || compare(a.publishedAt, b.publishedAt) || a.id - b.id,
    )
  return claims.flatMap((claim) => {
    const at = everyone.findIndex((other) => other.id === claim.id)
    for (const first of everyone.slice(0, at)) {
      if (first.articleId === claim.articleId || !isRetelling(first, claim)) continue
      if (first.status === 'needs_review' && claim.status !== 'needs_review') continue // the unsure one is no measure
      const changed = describeDrift(first.reading, claim.reading)
      if (changed) return [{ from: claim.id, to: first.id, kind: 'drift' as const, reason: changed }]
      return [] // told faithfully
    }
    return []
  })
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function isRetelling(first: PlacedClaim, claim: PlacedClaim): boolean {
  const oneText =
    first.storyId === claim.storyId || (first.copyGroupId !== null && first.copyGroupId === claim.copyGroupId)
  const a = first.reading
  const b = claim.reading
  if (
    !(oneText || first.origin === claim.origin) ||
    a.measure !== b.measure ||
    !mayMean(b.technology, a.technology)
  )
    return false
  if (!samePlace(a, b)) return false
  const sameValue = Math.abs(a.value - b.value) <= 0.005 * Math.abs(a.value)
  // Another number is the same figure only when nothing else tells the two apart.
  return sameValue
    ? overlap(first, claim) || UNDATED.has(b.asOfBasis)
    : oneText && a.unit === b.unit && a.asOfText !== undefined && a.asOfText === b.asOfText
}

/** A retelling that gives no date of its own means the date of what it retells. */
const UNDATED = new Set<Claim['asOfBasis']>(['inferred_publication', 'none'])

const anyTechnology = 'ai' // the root of the vocabulary

/** "A cheap AI model" may be DeepSeek. */
function mayMean(vague: string | undefined, named: string | undefined): boolean {
  return vague === named || vague === undefined || vague === anyTechnology || named === undefined
}

function samePlace(a: Claim, b: Claim): boolean {
  if (a.places.length === 0 || b.places.length === 0) return true
  return [...a.places].sort().join() === [...b.places].sort().join()
}

function describeDrift(a: Claim, b: Claim): string | undefined {
  const changes = [
    ...(a.value === b.value ? [] : ['the number']),
    ...(a.qualifier === b.qualifier ? [] : ['the bound']),
    ...(a.unit === b.unit ? [] : ['what is counted']),
  ]
  if (changes.length === 0) return undefined
  return `${changes.join(' and ')} changed on the way: "${a.quote}" became "${b.quote}"`
}

const SIGNS: Record<Claim['qualifier'], string> = {
  exact: '',
  at_least: '≥ ',
  more_than: '> ',
  about: '~ ',
  nearly: 'nearly ',
  up_to: '≤ ',
  fewer_than: '< ',
  range: '',
  vague: '≥ ',
}

/** "≥ 300", "12–15 %", "× 2": the figure with its bound as a sign. */
export function writeFigure(claim: Claim): string {
  const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  const span =
    claim.valueMax === undefined ? number(claim.value) : `${number(claim.value)}–${number(claim.valueMax)}`
  if (claim.measure === 'share') return `${SIGNS[claim.qualifier]}${span} %`
  if (claim.measure === 'count') return `${SIGNS[claim.qualifier]}${span}`
  if (claim.changeKind === 'factor') return `${SIGNS[claim.qualifier]}× ${span}`
  const sign = claim.value > 0 ? '+' : ''
  return `${SIGNS[claim.qualifier]}${sign}${span} ${claim.changeKind === 'percentage_points' ? 'points' : '%'}`
}
