// Owns the judgement that two articles report one event, and which story an article joins.
// It must never group by a title alone, and never against what an editor decided.

import type { GroupingEvidence } from '../model.ts'
import { isHan, type StoryFeatures } from './story-features.ts'

export { type StoryFeatures, type StoryInput, storyFeatures } from './story-features.ts'

/** How many stored articles carry each of the new article's keys, itself not counted; and how many articles there are. */
export type StoryWeights = { documentCounts: Readonly<Record<string, number>>; articleCount: number }

/** The measures of a pair before they become points; exported for the measurement that set the points. */
export type PairMeasures = {
  shared: Record<string, { rarity: number; keys: string[] }> // by kind of key, without what both titles say
  coverage: number // shared rarity over what the poorer article could share, 0 to 1
  titleRarity: number
  titleKeys: string[] // what both titles say
  figureConflicts: string[] // units for which both leads give values and none is the same
  noFigureShared: boolean // both give numbers, and none is the same
  placesApart: boolean
  days: number
  crossLanguage: boolean
  samePublication: boolean
}

// ---------------------------------------------------------------- the decision

/** An article that shares keys with the new one, as the store finds it. */
export type StoryCandidate = { articleId: number; storyId: number; features: StoryFeatures }

/** What an editor decided about a pair; it wins over every score. */
export type StoryRuling = { kind: 'same-story' | 'other-story'; a: number; b: number }

export type StoryDecision =
  | {
      storyId: number
      withArticleId: number
      points: number
      evidence: GroupingEvidence[]
      alsoFits: number[]
    }
  | { storyId?: undefined; why: string }

/** Days before and after an article in which candidates are looked for. */
export const storyWindowDays = 14
/** The same for an article that names a paper: reports of one paper come over weeks. */
export const storyWindowWithPaperDays = 60

/** The story an article joins, with the reasons; or none. Rulings name the article by `articleId` (0: not stored yet). */
export function joinStory(
  article: { articleId: number; features: StoryFeatures },
  candidates: readonly StoryCandidate[],
  weights: StoryWeights,
  rulings: readonly StoryRuling[] = [],
): StoryDecision {
  const ruled = candidates.find((candidate) =>
    hasRuling(rulings, 'same-story', article.articleId, candidate.articleId),
  )
  if (ruled) {
    const evidence = [{ kind: 'editor', words: 'put together by an editor', points: pointsNeeded }]
    return {
      storyId: ruled.storyId,
      withArticleId: ruled.articleId,
      points: pointsNeeded,
      evidence,
      alsoFits: [],
    }
  }
  const fits: { storyId: number; withArticleId: number; score: StoryScore }[] = []
  for (const [storyId, members] of groupByStory(candidates)) {
    if (members.some((member) => hasRuling(rulings, 'other-story', article.articleId, member.articleId)))
      continue
    const fit = fitStory(article.features, members, weights)
    if (fit) fits.push({ storyId, ...fit })
  }
  fits.sort((a, b) => b.score.points - a.score.points || a.storyId - b.storyId)
  const best = fits[0]
  if (!best) return { why: candidates.length === 0 ? 'nothing alike in these days' : 'nothing alike enough' }
  return {
    storyId: best.storyId,
    withArticleId: best.withArticleId,
    points: best.score.points,
    evidence: best.score.evidence,
    alsoFits: fits.slice(1).map((fit) => fit.storyId),
  }
}

function hasRuling(
  rulings: readonly StoryRuling[],
  kind: StoryRuling['kind'],
  a: number,
  b: number,
): boolean {
  return rulings.some(
    (ruling) =>
      ruling.kind === kind && ((ruling.a === a && ruling.b === b) || (ruling.a === b && ruling.b === a)),
  )
}

function groupByStory(candidates: readonly StoryCandidate[]): Map<number, StoryCandidate[]> {
  const stories = new Map<number, StoryCandidate[]>()
  for (const candidate of candidates) {
    const members = stories.get(candidate.storyId)
    if (members) members.push(candidate)
    else stories.set(candidate.storyId, [candidate])
  }
  return stories
}

// One member must be alike enough, and the others not unlike: chains of near misses make no story.
function fitStory(features: StoryFeatures, members: readonly StoryCandidate[], weights: StoryWeights) {
  let best: { withArticleId: number; score: StoryScore } | undefined
  let sum = 0
  for (const member of members) {
    const score = storyScore(features, member.features, weights)
    sum += score.points
    if (score.same && (!best || score.points > best.score.points))
      best = { withArticleId: member.articleId, score }
  }
  return best && sum / members.length >= pointsNeeded * supportMin ? best : undefined
}

// ---------------------------------------------------------------- points

export type StoryScore = { points: number; same: boolean; evidence: GroupingEvidence[] }

export const pointsNeeded = 5
const supportMin = 0.6
const hardPointsMin = 1.5 // from what is not words: "a title alone never groups"

// Points for each shared key of a kind, times its rarity, and the most a kind can give. Set on the first half of
// test/identity/cases/stories.jsonl; the test prints how they do on the half that was not looked at.
const kindPoints: Record<string, { label: string; each: number; most: number }> = {
  paper: { label: 'same paper', each: 6, most: 6 },
  quote: { label: 'same quotation', each: 4, most: 6 },
  fig: { label: 'same figure', each: 1.6, most: 4 },
  num: { label: 'same number', each: 1, most: 2 },
  date: { label: 'same date', each: 0.8, most: 1.2 },
  name: { label: 'same name', each: 1.2, most: 2.4 },
  cap: { label: 'same name', each: 0.6, most: 2 },
  journal: { label: 'same journal', each: 0.7, most: 0.7 },
  place: { label: 'same place', each: 0.5, most: 1 },
  tech: { label: 'same subject', each: 0.7, most: 1.4 },
  act: { label: 'same kind of event', each: 0.5, most: 1 },
  body: { label: 'same institution', each: 0.6, most: 1.2 },
  word: { label: 'same words', each: 0.3, most: 2.4 },
}
const coveragePoints = 6
const titlePoints = { each: 0.6, most: 3 }
const conflictPoints = 1.5
const placesApartPoints = 1
const noFigurePoints = 2.5
const samePublicationPoints = 2 // a series, a follow-up: seldom two reports of one event
const dayPoints = 0.35 // for every day apart after the first
const lateDayPoints = 1 // for every day after the third: a follow-up by then
const earlyDays = 3
const dayPointsWithPaper = 0.05
const exactKinds = ['paper', 'quote', 'fig', 'num', 'date']
const wordsShown = 6

/** Points for one event, with the evidence; `same` when they suffice. */
export function storyScore(a: StoryFeatures, b: StoryFeatures, weights: StoryWeights): StoryScore {
  const measures = measurePair(a, b, weights)
  const evidence: GroupingEvidence[] = []
  let hard = 0
  for (const [kind, { label, each, most }] of Object.entries(kindPoints)) {
    const shared = measures.shared[kind]
    if (!shared) continue
    const points = Math.min(most, shared.rarity * each)
    if (kind !== 'word') hard += points
    if (points > 0) evidence.push({ kind: label, words: showKeys(shared.keys), points: round(points) })
  }
  const add = (kind: string, words: string, points: number) => {
    if (points !== 0) evidence.push({ kind, words, points: round(points) })
  }
  const percent = `${Math.round(measures.coverage * 100)} % of what could be shared`
  add('much in common', percent, measures.coverage * coveragePoints)
  add(
    'like titles',
    showKeys(measures.titleKeys),
    Math.min(titlePoints.most, measures.titleRarity * titlePoints.each),
  )
  add(
    'other figures',
    measures.figureConflicts.join(', '),
    -conflictPoints * Math.min(3, measures.figureConflicts.length),
  )
  const alone = !measures.shared.paper && !measures.shared.quote
  add('no figure in common', '', measures.noFigureShared && alone ? -noFigurePoints : 0)
  add('other places', '', measures.placesApart ? -placesApartPoints : 0)
  add('same publication', '', measures.samePublication ? -samePublicationPoints : 0)
  add('time apart', `${measures.days.toFixed(1)} days`, -latePoints(measures))
  const points = round(evidence.reduce((sum, item) => sum + item.points, 0))
  const inWindow = measures.days <= (measures.shared.paper ? storyWindowWithPaperDays : storyWindowDays)
  const same = inWindow && points >= pointsNeeded && hard >= hardPointsMin && isTold(measures)
  return { points, same, evidence }
}

function latePoints({ days, shared }: PairMeasures): number {
  if (days <= 1) return 0
  if (shared.paper) return (days - 1) * dayPointsWithPaper
  return (Math.min(days, earlyDays) - 1) * dayPoints + Math.max(0, days - earlyDays) * lateDayPoints
}

// Across languages subjects and places are easily alike: something exact must be shared, or two names.
function isTold({ shared, titleKeys, crossLanguage }: PairMeasures): boolean {
  const isExact = (kind: string) =>
    shared[kind] !== undefined || titleKeys.some((key) => key.startsWith(`${kind}:`))
  return !crossLanguage || exactKinds.some(isExact) || (shared.name?.keys.length ?? 0) >= 2
}

function round(points: number): number {
  return Math.round(points * 100) / 100
}

function showKeys(keys: readonly string[]): string {
  return keys
    .slice(0, wordsShown)
    .map((key) => key.slice(key.indexOf(':') + 1))
    .join(', ')
}

// ---------------------------------------------------------------- measures

/** How two articles are alike. */
export function measurePair(a: StoryFeatures, b: StoryFeatures, weights: StoryWeights): PairMeasures {
  const crossLanguage = isHan(a.language) !== isHan(b.language)
  const left = new Set(a.keys)
  const titles = new Set(a.title.filter((key) => b.title.includes(key)))
  const shared: PairMeasures['shared'] = {}
  let together = 0
  let titleRarity = 0
  for (const key of b.keys) {
    if (!left.has(key)) continue
    const rarity = keyRarity(key, weights)
    if (titles.has(key)) {
      titleRarity += rarity
      continue
    }
    const kind = key.slice(0, key.indexOf(':'))
    const group = shared[kind] ?? { rarity: 0, keys: [] }
    shared[kind] = group
    group.rarity += rarity
    group.keys.push(key)
    together += rarity
  }
  const possible = Math.min(
    possibleRarity(a, crossLanguage, weights),
    possibleRarity(b, crossLanguage, weights),
  )
  return {
    shared,
    coverage: possible > 0 ? Math.min(1, together / possible) : 0,
    titleRarity,
    titleKeys: [...titles],
    figureConflicts: findConflicts(a.figures, b.figures),
    noFigureShared:
      !b.keys.some((key) => key.startsWith('num:') && left.has(key)) && hasNumber(a) && hasNumber(b),
    placesApart: arePlacesApart(a.keys, b.keys),
    days: Math.abs(Date.parse(a.publishedAt) - Date.parse(b.publishedAt)) / 86_400_000,
    crossLanguage,
    samePublication: a.publicationId !== '' && a.publicationId === b.publicationId,
  }
}

// A young archive has not yet seen how common a key is: as if these many of priorArticles carried it.
const priorArticles = 200
const priorCounts: Record<string, number> = {
  place: 8,
  tech: 8,
  act: 8,
  body: 4,
  journal: 4,
  word: 4,
  date: 2,
  num: 1,
  cap: 1,
}

/** 1 for a key that no other article has, 0 for a key of all; on a logarithmic scale. */
function keyRarity(key: string, { documentCounts, articleCount }: StoryWeights): number {
  const prior = priorCounts[key.slice(0, key.indexOf(':'))] ?? 0
  const count = 1 + (documentCounts[key] ?? 0) + prior
  return Math.max(0, 1 - Math.log(count) / Math.log(articleCount + priorArticles))
}

// Across languages words never meet; Latin words in a Chinese text do.
function possibleRarity(features: StoryFeatures, crossLanguage: boolean, weights: StoryWeights): number {
  let sum = 0
  for (const key of features.keys) {
    if (crossLanguage && key.startsWith('word:')) continue
    sum += keyRarity(key, weights)
  }
  return sum
}

function findConflicts(a: Record<string, number[]>, b: Record<string, number[]>): string[] {
  return Object.keys(a).filter((unit) => b[unit] && !a[unit]!.some((value) => b[unit]!.includes(value)))
}

function hasNumber(features: StoryFeatures): boolean {
  return features.keys.some((key) => key.startsWith('num:'))
}

function arePlacesApart(a: readonly string[], b: readonly string[]): boolean {
  const left = a.filter((key) => key.startsWith('place:'))
  const right = b.filter((key) => key.startsWith('place:'))
  return left.length > 0 && right.length > 0 && !left.some((place) => right.includes(place))
}
