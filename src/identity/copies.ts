// Owns the judgement that two articles are one text (whole, cut, edited or wrapped in foreign chrome), and which of a
// group was the original. It must never take articles for copies because they share a subject or a title.

import type { Credit, GroupingEvidence, PublicationKind } from '../model.ts'
import { countShared, foldWords, listShingles } from '../text/shingles.ts'
import { findFigures } from './figures.ts'
import { identityKey } from './url.ts'

/** An article as the judgement needs it; articleId 0 stands for the new one, not stored yet. */
export type CopyArticle = {
  articleId: number
  title: string
  text: string // blocks joined by "\n"
  publicationId: string
  publicationName: string
  kind: PublicationKind
  url: string
  canonicalUrl?: string // as the page states it
  credit?: Credit
  publishedAt: string // instant or day
  firstSeenAt: string
}

/** An article that shares at least sharedHashesMin indexed hashes with the new one. */
export type CopyCandidate = CopyArticle & { groupId: number | null }

/** What an editor decided about a pair; it wins over every measure. */
export type CopyRuling = { kind: 'same-text' | 'other-text'; a: number; b: number }

export type CopyDecision =
  | {
      withArticleId: number
      groupId: number | null
      containment: number
      evidence: GroupingEvidence[]
      alsoCopies: number[]
    }
  | { withArticleId?: undefined; why: string }

/** Fewer shared hashes than this are not worth a look. */
export const sharedHashesMin = 3

const containmentMin = 0.5 // shared shingles over those of the shorter text
const shortTextWords = 25
const shortContainmentMin = 0.7
const tinyTextWords = 14 // below, only the same words throughout are a copy
const wholeContainmentMin = 0.8
const partShareMax = 0.45 // below, the longer text is told to hold more than the shorter one
const filledFigureMin = 13
const likeTitlesMin = 0.75
const openingWords = 40
const chromeWordsMax = 30 // before the text itself
const seriesDays = 3 // one publication's template filled again later is no copy
const seriesContainmentMax = 0.9
const candidatesMax = 60

/** The copy the new article is of, or none with the reason. The store joins it to that article's group. */
export function judgeCopy(
  article: CopyArticle,
  candidates: readonly CopyCandidate[],
  rulings: readonly CopyRuling[] = [],
): CopyDecision {
  const own = measureText(article)
  const copies: { candidate: CopyCandidate; containment: number; evidence: GroupingEvidence[] }[] = []
  let why = candidates.length === 0 ? 'no text like it' : 'too little in common'
  for (const candidate of candidates.slice(0, candidatesMax)) {
    if (hasRuling(rulings, 'other-text', article.articleId, candidate.articleId)) continue
    if (hasRuling(rulings, 'same-text', article.articleId, candidate.articleId)) {
      return {
        withArticleId: candidate.articleId,
        groupId: candidate.groupId,
        containment: 1,
        evidence: [{ kind: 'editor', words: 'put together by an editor', points: 1 }],
        alsoCopies: [],
      }
    }
    const judged = compareTexts(own, measureText(candidate))
    if (judged.evidence)
      copies.push({ candidate, containment: judged.containment, evidence: judged.evidence })
    else why = judged.why
  }
  copies.sort((a, b) => b.containment - a.containment || a.candidate.articleId - b.candidate.articleId)
  const best = copies[0]
  if (!best) return { why }
  return {
    withArticleId: best.candidate.articleId,
    groupId: best.candidate.groupId,
    containment: best.containment,
    evidence: best.evidence,
    alsoCopies: copies.slice(1).map((copy) => copy.candidate.articleId),
  }
}

function hasRuling(rulings: readonly CopyRuling[], kind: CopyRuling['kind'], a: number, b: number): boolean {
  return rulings.some(
    (ruling) =>
      ruling.kind === kind && ((ruling.a === a && ruling.b === b) || (ruling.a === b && ruling.b === a)),
  )
}

// ---------------------------------------------------------------- two texts

type MeasuredText = { article: CopyArticle; words: string[]; shingles: Set<number>; title: Set<string> }

function measureText(article: CopyArticle): MeasuredText {
  const words = foldWords(article.text)
  return { article, words, shingles: new Set(listShingles(words)), title: new Set(foldWords(article.title)) }
}

type Judged =
  | { containment: number; evidence: GroupingEvidence[] }
  | { containment: number; evidence?: undefined; why: string }

function compareTexts(a: MeasuredText, b: MeasuredText): Judged {
  const [smaller, larger] = a.shingles.size <= b.shingles.size ? [a, b] : [b, a]
  const shared = countShared(smaller.shingles, larger.shingles)
  const containment = smaller.shingles.size > 0 ? shared / smaller.shingles.size : 0
  if (smaller.words.length < tinyTextWords) {
    const same = containment === 1 && smaller.words.length === larger.words.length && likeTitles(a, b)
    return same
      ? { containment, evidence: [showShare(containment, shared)] }
      : { containment, why: 'too short to tell' }
  }
  const needed = smaller.words.length < shortTextWords ? shortContainmentMin : containmentMin
  if (containment < needed)
    return { containment, why: `only ${percent(containment)} of the shorter text in common` }
  const largerShare = shared / larger.shingles.size
  // A stranger stuck below an article is whole in that page, and the page is no copy of the stranger; nor are two
  // pages copies that have the same strangers below. A copy begins where its original begins, or has all of it under its title.
  const whole = containment >= wholeContainmentMin && likeTitles(a, b)
  if (!whole && !(opensWith(smaller, larger.shingles) && opensWith(larger, smaller.shingles))) {
    return { containment, why: 'a passage further down in common, not what the texts are about' }
  }
  if (containment < seriesContainmentMax && isSeries(a, b)) {
    return { containment, why: 'one template with other figures at another time' }
  }
  const evidence = [showShare(containment, shared)]
  if (largerShare < partShareMax)
    evidence.push({ kind: 'part of a longer text', words: percent(largerShare), points: round(largerShare) })
  return { containment, evidence }
}

function showShare(containment: number, shared: number): GroupingEvidence {
  return {
    kind: containment === 1 ? 'same text' : 'same passages',
    words: `${percent(containment)} of the shorter text, ${shared} runs of four words`,
    points: round(containment),
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000
}

function likeTitles(a: MeasuredText, b: MeasuredText): boolean {
  if (a.title.size === 0 || b.title.size === 0) return false
  return countShared(a.title, b.title) / Math.min(a.title.size, b.title.size) >= likeTitlesMin
}

/** True when a text, after some chrome at most, opens with a stretch that the other text has too. */
function opensWith(text: MeasuredText, other: ReadonlySet<number>): boolean {
  const shingles = listShingles(text.words)
  const length = Math.min(openingWords, Math.ceil(shingles.length / 2))
  for (let start = 0; start <= chromeWordsMax && start < shingles.length; start++) {
    if (!other.has(shingles[start]!)) continue
    const shared = shingles.slice(start, start + length).filter((shingle) => other.has(shingle)).length
    if (shared >= length * containmentMin) return true
  }
  return false
}

// "In January our three hospitals saw 31,204 patients …" and the same in February.
function isSeries(a: MeasuredText, b: MeasuredText): boolean {
  const days = Math.abs(Date.parse(a.article.publishedAt) - Date.parse(b.article.publishedAt)) / 86_400_000
  if (!(days > seriesDays)) return false
  const left = figureValues(a.article.text)
  const right = figureValues(b.article.text)
  const fewer = Math.min(left.size, right.size)
  return fewer >= 2 && countShared(left, right) / fewer < 0.5
}

/** The figures that a template is filled with: "three hospitals" and "at seven" stand in it every month. */
function figureValues(text: string): Set<number> {
  const figures = findFigures(text).filter(({ year, value }) => !year && value >= filledFigureMin)
  return new Set(figures.map((figure) => figure.value))
}

// ---------------------------------------------------------------- the original

export type OriginalDecision = {
  articleId: number
  reason: string // one sentence for people
  evidence: GroupingEvidence[]
  absent?: Credit // the publisher that copies name as the original, when none of its articles is here
}

// Who writes rather than gathers: a press release or an aggregator is the original only when nothing else says so.
const kindPoints: Partial<Record<PublicationKind, number>> = {
  wire: 1,
  newspaper: 1,
  journal: 1.5,
  trade: 1,
  'preprint-server': 1.5,
  regulator: 1,
  aggregator: -2,
}

/** The original of a copy group, by what the copies say, the canonical link, the kind of publication and the time. */
export function chooseOriginal(members: readonly CopyArticle[]): OriginalDecision | undefined {
  if (members.length === 0) return undefined
  const firstAt = Math.min(...members.map(publishedMs))
  const judged = members.map((member) => ({ member, evidence: judgeOriginal(member, members, firstAt) }))
  const pointsOf = (evidence: GroupingEvidence[]) => evidence.reduce((sum, item) => sum + item.points, 0)
  judged.sort(
    (a, b) =>
      pointsOf(b.evidence) - pointsOf(a.evidence) ||
      publishedMs(a.member) - publishedMs(b.member) ||
      a.member.firstSeenAt.localeCompare(b.member.firstSeenAt) ||
      a.member.articleId - b.member.articleId,
  )
  const best = judged[0]!
  const told = best.evidence.filter((item) => item.points > 0).sort((a, b) => b.points - a.points)
  const reason =
    told.length > 0 ? `${told.map((item) => item.words).join('; ')}.` : 'The first that was seen.'
  const decision: OriginalDecision = {
    articleId: best.member.articleId,
    reason: capitalise(reason),
    evidence: best.evidence,
  }
  const absent = absentPublisher(members)
  if (absent) decision.absent = absent
  return decision
}

function judgeOriginal(
  member: CopyArticle,
  members: readonly CopyArticle[],
  firstAt: number,
): GroupingEvidence[] {
  const others = members.filter((other) => other.articleId !== member.articleId)
  const evidence: GroupingEvidence[] = []
  const naming = others.find((other) => credits(other, member))
  if (naming?.credit) {
    evidence.push({
      kind: 'credit',
      words: `${naming.publicationName} credits ${member.publicationName} (${naming.credit.evidence})`,
      points: 6,
    })
  }
  const linking = others.find(
    (other) => other.canonicalUrl && other.canonicalUrl !== other.url && samePage(other.canonicalUrl, member),
  )
  if (linking)
    evidence.push({
      kind: 'canonical',
      words: `${linking.publicationName} names its address as the canonical one`,
      points: 5,
    })
  const named = member.credit && !sameName(member.credit.name, member.publicationName)
  if (named) evidence.push({ kind: 'credit', words: `credits ${member.credit!.name} itself`, points: -4 })
  const kind = kindPoints[member.kind]
  if (kind)
    evidence.push({
      kind: 'publication',
      words: `${member.publicationName} is of kind ${member.kind}`,
      points: kind,
    })
  if (publishedMs(member) === firstAt && others.some((other) => publishedMs(other) > firstAt)) {
    evidence.push({ kind: 'time', words: 'published first', points: 2 })
  }
  return evidence
}

function credits(copy: CopyArticle, original: CopyArticle): boolean {
  if (!copy.credit || sameName(copy.credit.name, copy.publicationName)) return false
  return (
    sameName(copy.credit.name, original.publicationName) ||
    (copy.credit.url !== undefined && samePage(copy.credit.url, original))
  )
}

function samePage(url: string, article: CopyArticle): boolean {
  const key = identityKey(url)
  return (
    key === identityKey(article.url) ||
    (article.canonicalUrl !== undefined && key === identityKey(article.canonicalUrl))
  )
}

// "The Harbour Daily" and "Harbour Daily" are one name.
function sameName(a: string, b: string): boolean {
  const fold = (name: string) =>
    foldWords(name)
      .filter((word) => word !== 'the')
      .join(' ')
  return fold(a) !== '' && fold(a) === fold(b)
}

function absentPublisher(members: readonly CopyArticle[]): Credit | undefined {
  const outside = members.filter((copy) => copy.credit && !sameName(copy.credit.name, copy.publicationName))
  return outside.find((copy) => !members.some((member) => credits(copy, member)))?.credit
}

// A day without a time counts as its end: a copy dated to the minute is not younger than an original dated to the day.
function publishedMs(article: CopyArticle): number {
  const at = Date.parse(article.publishedAt)
  if (Number.isNaN(at)) return Number.MAX_SAFE_INTEGER
  return article.publishedAt.includes('T') ? at : at + 86_399_000
}

function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
