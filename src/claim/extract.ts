// Adoption claims out of an article: how many or what share of whom use which technology, where, as of when, and who
// says so; each with its quote. Deterministic; the same text gives the same claims. It must never answer with a claim
// whose quote does not hold the number.
import type { Claim, ClaimReason, Place, PublicationKind } from '../model.ts'
import { simplifyText } from '../text/chinese.ts'
import { type Sentence, splitSentences } from '../text/sentences.ts'
import { findAsOf } from './as-of.ts'
import { type Attribution, readAttribution } from './attribution.ts'
import { type AsOf, type FoundDate, type PublicationDay, readPublication } from './calendar.ts'
import {
  countMentions,
  findTechnology,
  type MainMentions,
  type Mentions,
  readMentions,
  type Surroundings,
} from './context.ts'
import { maskDatelines } from './dateline.ts'
import { boundsOf } from './figure.ts'
import { buildFrame, type Candidate, type Frame, mayCount, readDates } from './frame.ts'
import type { PreparedLexicon } from './lexicon.ts'
import { findPlaces } from './places.ts'
import { type Handed, readEnglish } from './read-en.ts'
import { readChinese } from './read-zh.ts'
import { scoreClaim } from './score.ts'
import { findSettingDates, placeOfReach, type SettingDate, settingDateFor } from './setting.ts'

export const CLAIM_EXTRACTOR = { name: 'uptake-claims', version: '1' }

export type ClaimInput = {
  title: string
  text: string // blocks joined by "\n"
  language?: string
  publishedOn?: string // "2025-05-08", "2025-05" or "2025"
  publicationKind?: PublicationKind
  places?: readonly string[] // where the publication is at home, ISO codes
  doi?: string
}

const claimsMax = 400 // of one article; more is a table of data, not news
const contextSentences = 2
const affixChars = 32

export function extractClaims(input: ClaimInput, lexicon: PreparedLexicon): Claim[] {
  const text = maskDatelines(foldText(input.text))
  const sentences = splitSentences(text)
  const day = readPublication(input.publishedOn)
  const article: Article = {
    input,
    text,
    lexicon,
    day,
    sentences,
    mentions: new Array(sentences.length),
    title: input.title ? readMentions(foldText(input.title), lexicon) : undefined,
    previous: undefined,
    handed: {},
    handedAt: 0,
  }
  const claims: Claim[] = []
  for (let i = 0; i < sentences.length && claims.length < claimsMax; i++) {
    const { start, end } = sentences[i]!
    const sentence = text.slice(start, end)
    if (!mayCount(sentence)) continue
    claims.push(...readSentence(article, i, sentence))
  }
  return dropRepeats(claims)
}

type Article = {
  input: ClaimInput
  text: string
  lexicon: PreparedLexicon
  day: PublicationDay | undefined
  sentences: Sentence[]
  mentions: (Mentions | undefined)[]
  title: Mentions | undefined
  previous: AsOf | undefined // of the claim before, for "a year earlier"
  handed: Handed // what an English sentence hands on to the next
  handedAt: number // index of the sentence
  main?: MainMentions
  settingDates?: SettingDate[]
  last?: { claim: Claim; index: number } // the figure before
}

/** One width, one script, plain quotes and dashes, of the same length: offsets stay as they are. */
function foldText(text: string): string {
  const narrow = text
    .replace(/[\uff01-\uff5e]/g, (c) =>
      '，；：！？（）'.includes(c) ? c : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010\u2011\u2012]/g, '-')
  return isHan(narrow) ? simplifyText(narrow) : narrow
}

function isHan(text: string): boolean {
  return /[\u3400-\u9fff]/.test(text)
}

function readSentence(article: Article, index: number, sentence: string): Claim[] {
  const { start } = article.sentences[index]!
  const frame = buildFrame(sentence, start, article.lexicon, article.day, () => mentionsAt(article, index))
  if (!frame || (frame.technologies.length === 0 && !mayInherit(article, index))) return []
  const candidates = frame.chinese
    ? readChinese(frame)
    : readEnglish(frame, article.lexicon, handedTo(article, index))
  if (candidates.length === 0) return []
  const around = surroundingsOf(article, index)
  const claims: Claim[] = []
  for (const candidate of candidates) {
    const claim = completeClaim(article, index, frame, candidate, candidates, around)
    if (claim) claims.push(claim)
  }
  return claims
}

/** Nouns and figures of more than two sentences before are forgotten. */
function handedTo(article: Article, index: number): Handed {
  if (index - article.handedAt > contextSentences) article.handed = {}
  article.handedAt = index
  return article.handed
}

/** Without a technology here, one must be near: two sentences before, in the title, or behind a "this tool". */
function mayInherit(article: Article, index: number): boolean {
  if (article.title && article.title.technologies.length > 0) return true
  for (let i = index - 1; i >= Math.max(0, index - contextSentences); i--)
    if (mentionsAt(article, i).technologies.length > 0) return true
  const { start, end } = article.sentences[index]!
  if (/\b(?:this|the|such|its|it)\b|[该这此其]|系统|工具|模型|软件/i.test(article.text.slice(start, end)))
    return true
  return mainMentions(article).technology !== undefined
}

function mentionsAt(article: Article, index: number): Mentions {
  const known = article.mentions[index]
  if (known) return known
  const { start, end } = article.sentences[index]!
  const made = readMentions(article.text.slice(start, end), article.lexicon)
  article.mentions[index] = made
  return made
}

function surroundingsOf(article: Article, index: number): Surroundings {
  const earlier: Mentions[] = []
  for (let i = index - 1; i >= Math.max(0, index - contextSentences); i--)
    earlier.push(mentionsAt(article, i))
  const { last } = article
  const back = last ? index - last.index : 0
  return {
    earlier,
    title: article.title,
    home: article.input.places ?? [],
    main: () => mainMentions(article),
    lead: () => leadPlace(article),
    union: () => unionPlace(article),
    placeOf: (reach) => placeOfReach(reach, allMentions(article), article.lexicon),
    previous:
      last && back > 0 && back <= contextSentences && last.claim.places.length > 0
        ? {
            codes: last.claim.places,
            ...(last.claim.placeText ? { text: last.claim.placeText } : {}),
            back,
          }
        : undefined,
  }
}

function allMentions(article: Article): Mentions[] {
  const own = article.sentences.map((_, i) => mentionsAt(article, i))
  return article.title ? [article.title, ...own] : own
}

const leadSentences = 4

/** The one place of the first sentences; of a region and its country the region where both stand together. */
function leadPlace(article: Article): Place | undefined {
  const codes = new Map<string, Place>()
  for (let i = 0; i < Math.min(leadSentences, article.sentences.length); i++)
    for (const { value } of mentionsAt(article, i).places) codes.set(value.code, value)
  return codes.size === 1 ? [...codes.values()][0] : undefined
}

/** The union or the continent whose countries are counted. */
function unionPlace(article: Article): { codes: string[]; reason: ClaimReason } | undefined {
  const found = allMentions(article)
    .slice(0, leadSentences + 1)
    .flatMap((mentions) => mentions.places)
    .map((hit) => hit.value)
    .filter((place) => place.code === 'EU' || /^\d{3}$/.test(place.code))
  const place = found.find(({ code }) => code === 'EU') ?? found[0]
  return (
    place && {
      codes: [place.code],
      reason: { field: 'place', words: `countries of ${place.name}`, points: -0.03 },
    }
  )
}

function mainMentions(article: Article): MainMentions {
  article.main ??= countMentions(
    article.sentences.map((_, i) => mentionsAt(article, i)),
    article.title,
    article.lexicon,
  )
  return article.main
}

function earlierDates(article: Article, index: number): FoundDate[] {
  const dates: FoundDate[] = []
  for (let i = index - 1; i >= Math.max(0, index - contextSentences); i--) {
    const { start, end } = article.sentences[i]!
    dates.push(...readDates(article.text.slice(start, end), article.day))
  }
  return dates
}

function completeClaim(
  article: Article,
  index: number,
  frame: Frame,
  candidate: Candidate,
  siblings: readonly Candidate[],
  around: Surroundings,
): Claim | undefined {
  const technology = findTechnology(frame, candidate, around, article.lexicon)
  if (!technology) return undefined
  const places = findPlaces(frame, candidate, around, article.lexicon)
  const attribution = attributionOf(article, index, frame)
  const needsDate = candidate.tense === 'past' && !frame.dates.some((date) => date.role === 'point')
  const asOf = findAsOf(
    frame,
    candidate,
    siblings,
    article.day,
    needsDate ? earlierDates(article, index) : [],
    article.previous,
    () => silentDate(article, index, frame, attribution),
  )
  article.previous = asOf.asOf.edtf ? asOf.asOf : article.previous
  const reasons: ClaimReason[] = [...candidate.reasons, technology.reason]
  if (places.reason) reasons.push(places.reason)
  if (asOf.reason) reasons.push(asOf.reason)
  const claim = assemble(article, index, frame, candidate)
  const score = scoreClaim(frame, candidate, technology, reasons)
  const complete: Claim = {
    ...claim,
    ...(technology.technology ? { technology: technology.technology.id } : {}),
    ...(technology.text ? { technologyText: technology.text } : {}),
    places: places.codes,
    ...(places.text ? { placeText: places.text } : {}),
    ...datesOf(asOf.asOf, asOf.text),
    ...(attribution.text ? { attributionText: attribution.text } : {}),
    attributionKind: attribution.kind,
    ...(attribution.doi ? { citedDoi: attribution.doi } : {}),
    confidence: score.confidence,
    status: score.status,
    reasons,
  }
  if (complete.measure !== 'change') article.last = { claim: complete, index }
  return complete
}

const LEANS =
  /^(?:(?:Of|Among|From) (?:those|these|them)|Together\b|In total)|^(?:其中|上述|这些|从[^，]{1,6}看|按[^，]{1,8}分|分[^，]{1,6}看|另有|另外|此外)|分别/

/** The date that the article gives to a sentence without one: of the figure that it leans on, or of the survey. */
function silentDate(article: Article, index: number, frame: Frame, said: Attribution): AsOf | undefined {
  const { last } = article
  const before = last && index - last.index <= contextSentences ? article.previous : undefined
  const leans =
    LEANS.test(frame.text) || (frame.chinese && last !== undefined && sameBlock(article, index, last.index))
  if (before && leans && /^(?:explicit|context|relative)/.test(before.basis))
    return { ...before, basis: 'context' }
  if (said.text && /^(?:company|press)$/.test(said.kind)) return undefined
  article.settingDates ??= findSettingDates(
    article.sentences.map(({ start, end }) => article.text.slice(start, end)),
    article.day,
  )
  return settingDateFor(article.settingDates, index)
}

function sameBlock(article: Article, a: number, b: number): boolean {
  return !article.text.slice(article.sentences[b]!.start, article.sentences[a]!.start).includes('\n')
}

/** Who says so: here, else the survey or paper that the sentences before or the title speak of. */
function attributionOf(article: Article, index: number, frame: Frame): Attribution {
  const here = readAttribution(frame.text, frame.chinese)
  if (here.text) return here
  for (let i = index - 1; i >= Math.max(0, index - contextSentences); i--) {
    const { start, end } = article.sentences[i]!
    const earlier = readAttribution(article.text.slice(start, end), frame.chinese)
    if (earlier.text && HANDED_ON.has(earlier.kind)) return { ...here, ...earlier }
  }
  const title = article.title && readAttribution(article.title.text, frame.chinese)
  return title?.text && HANDED_ON.has(title.kind) ? { ...title, ...here, kind: title.kind } : here
}

const HANDED_ON = new Set(['paper', 'survey', 'regulator'])

function datesOf(asOf: AsOf, text: string | undefined) {
  return {
    asOfBasis: asOf.edtf ? asOf.basis : ('none' as const),
    ...(asOf.edtf ? { asOf: asOf.edtf } : {}),
    ...(asOf.edtf && asOf.precision ? { asOfPrecision: asOf.precision } : {}),
    ...(asOf.edtf && asOf.startOn ? { asOfStartOn: asOf.startOn } : {}),
    ...(asOf.edtf && asOf.endOn ? { asOfEndOn: asOf.endOn } : {}),
    ...(asOf.edtf && text ? { asOfText: text } : {}),
  }
}

function assemble(article: Article, index: number, frame: Frame, candidate: Candidate) {
  const { figure, change } = candidate
  const original = article.input.text
  const quoteStart = frame.start + candidate.quoteStart
  const quoteEnd = frame.start + candidate.quoteEnd
  const sentence = article.sentences[index]!
  const measure = change
    ? ('change' as const)
    : figure.kind === 'share'
      ? ('share' as const)
      : ('count' as const)
  const bounds = boundsOf({ ...figure, kind: measure === 'share' ? 'share' : 'count' })
  return {
    measure,
    value: figure.value,
    ...(figure.valueMax !== undefined ? { valueMax: figure.valueMax } : {}),
    ...(change ? { changeKind: change.kind } : {}),
    qualifier: figure.qualifier,
    ...bounds,
    unit: candidate.unit,
    unitText:
      candidate.unitWords ?? original.slice(frame.start + candidate.unitFrom, frame.start + candidate.unitTo),
    ...(candidate.denominator ? { denominator: candidate.denominator } : {}),
    ...(candidate.denominatorCount !== undefined ? { denominatorCount: candidate.denominatorCount } : {}),
    stage: candidate.stage,
    modality: candidate.modality,
    polarity: candidate.polarity,
    accumulation: candidate.accumulation,
    quote: original.slice(quoteStart, quoteEnd),
    quoteStart,
    quoteEnd,
    prefix: original.slice(Math.max(0, quoteStart - affixChars), quoteStart),
    suffix: original.slice(quoteEnd, quoteEnd + affixChars),
    sentenceStart: sentence.start,
    sentenceEnd: sentence.end,
  }
}

/** Two readings of one place: the surer stays. */
function dropRepeats(claims: readonly Claim[]): Claim[] {
  const kept = new Map<string, Claim>()
  for (const claim of claims) {
    const key = `${claim.quoteStart} ${claim.quoteEnd} ${claim.measure} ${claim.value}`
    const other = kept.get(key)
    if (!other || other.confidence < claim.confidence) kept.set(key, claim)
  }
  return [...kept.values()]
}
