// Adoption claims out of an article: how many or what share of whom use which technology, where, as of when, and who
// says so; each with its quote. Deterministic; the same text gives the same claims. It must never answer with a claim
// whose quote does not hold the number.
import type { Claim, ClaimReason } from '../model.ts'
import { simplifyText } from '../text/chinese.ts'
import { splitSentences } from '../text/sentences.ts'
import { findAdopter } from './adopter.ts'
import {
  type Article,
  type ClaimInput,
  contextSentences,
  earlierDates,
  mainMentions,
  mentionsAt,
  rememberDate,
  silentDate,
  surroundingsOf,
} from './article.ts'
import { type FoundAsOf, findAsOf } from './as-of.ts'
import { type AsOf, readPublication } from './calendar.ts'
import { findChangeBase } from './change-base.ts'
import { type FoundTechnology, findTechnology, readMentions, type Surroundings } from './context.ts'
import { maskDatelines } from './dateline.ts'
import { holdsNumber } from './edit.ts'
import { boundsOf } from './figure.ts'
import { buildFrame, type Candidate, type Frame, mayCount } from './frame.ts'
import type { PreparedLexicon } from './lexicon.ts'
import { type FoundPlaces, findPlaces } from './places.ts'
import { type Handed, readEnglish } from './read-en.ts'
import { readChinese } from './read-zh.ts'
import { attributionOf, organisationOf } from './sayer.ts'
import { scoreClaim } from './score.ts'
import { type Cell, findTables, readAbove, readTable } from './tables.ts'
import { readHeadlineNumbers, shareBetweenTwins } from './twins.ts'
import { findWhole } from './whole.ts'

export const CLAIM_EXTRACTOR = { name: 'uptake-claims', version: '1' }

/** Less than this is nobody's figure: the reasons against it outweigh all that speak for it. */
const believedMin = 0.1
const claimsMax = 400 // of one article; more is a table of data, not news
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
    attributions: new Array(sentences.length),
    title: input.title ? readMentions(foldText(input.title), lexicon) : undefined,
    previous: undefined,
    handed: {},
    handedAt: 0,
  }
  const claims: Claim[] = []
  const cells = text.includes(' | ') ? readTables(article) : undefined
  for (let i = 0; i < sentences.length && claims.length < claimsMax; i++) {
    const { start, end } = sentences[i]!
    const sentence = text.slice(start, end)
    const row = cells?.get(i)
    for (const cell of row ?? []) {
      const claim = completeCell(article, cell)
      if (claim) claims.push(claim)
    }
    if (row || !mayCount(sentence)) continue
    claims.push(...readSentence(article, i, sentence))
  }
  // The promise behind every figure, kept here whatever the rules come to read: its quote holds its number.
  return shareBetweenTwins(dropRepeats(claims), lexicon).filter(
    (claim) => claim.confidence >= believedMin && holdsNumber(claim.quote, claim.value),
  )
}

type TableCell = Cell & { above: ReturnType<typeof readAbove> }

/** The cells of every table whose header says what it counts, by sentence. */
function readTables(article: Article): Map<number, TableCell[]> {
  const rows = article.sentences.map(({ start, end }, sentence) => ({
    sentence,
    start,
    text: article.text.slice(start, end),
  }))
  const bySentence = new Map<number, TableCell[]>()
  for (const table of findTables(rows, foldText(article.input.title))) {
    const cells = readTable(table, article.lexicon, article.day)
    if (!cells) continue
    const above = readAbove(table.above, (text) => readMentions(text, article.lexicon), article.day)
    for (const row of [table.header, ...table.rows]) bySentence.set(row.sentence, [])
    for (const cell of cells) bySentence.get(cell.sentence)!.push({ ...cell, above })
  }
  return bySentence
}

function completeCell(article: Article, cell: TableCell): Claim | undefined {
  const main = mainMentions(article).technology
  const technology =
    cell.technology ??
    cell.above.technology ??
    (main && { technology: main, text: main.name, where: 'the article' })
  if (!technology) return undefined
  const asOf = cell.asOf ?? cell.above.asOf
  return completeClaim(
    article,
    cell.sentence,
    cell.frame,
    cell.candidate,
    [],
    surroundingsOf(article, cell.sentence),
    {
      technology: {
        technology: technology.technology,
        text: technology.text,
        anaphor: false,
        reason: { field: 'technology', words: `"${technology.text}" from ${technology.where}`, points: 0.1 },
      },
      ...(cell.place
        ? {
            places: {
              codes: [cell.place.place.code],
              text: cell.place.text,
              reason: { field: 'place', words: `"${cell.place.text}" from the row`, points: 0.05 },
            },
          }
        : {}),
      ...(asOf
        ? { asOf: { asOf, reason: { field: 'as-of', words: `${asOf.edtf}, of the table`, points: 0.05 } } }
        : {}),
    },
  )
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
    ? readChinese(frame, handedTo(article, index))
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

function completeClaim(
  article: Article,
  index: number,
  frame: Frame,
  candidate: Candidate,
  siblings: readonly Candidate[],
  around: Surroundings,
  given: { technology?: FoundTechnology; places?: FoundPlaces; asOf?: FoundAsOf } = {},
): Claim | undefined {
  const technology = given.technology ?? findTechnology(frame, candidate, around, article.lexicon)
  if (!technology) return undefined
  const places = given.places ?? findPlaces(frame, candidate, around, article.lexicon)
  const attribution = attributionOf(article, index, frame.chinese)
  const organisation = organisationOf(article, attribution, places.codes)
  const needsDate = candidate.tense === 'past' && !frame.dates.some((date) => date.role === 'point')
  const asOf =
    given.asOf ??
    findAsOf(
      frame,
      candidate,
      siblings,
      article.day,
      needsDate ? earlierDates(article, index) : [],
      article.previous,
      () => silentDate(article, index, frame, attribution),
    )
  article.previous = asOf.asOf.edtf ? asOf.asOf : article.previous
  if (candidate.modality === 'actual') rememberDate(article, index, asOf.asOf)
  const reasons: ClaimReason[] = [...candidate.reasons, technology.reason]
  if (places.reason) reasons.push(places.reason)
  if (asOf.reason) reasons.push(asOf.reason)
  if (headlineNumbers(article).has(candidate.figure.value) && !candidate.change)
    reasons.push({ field: 'value', words: 'the headline gives this number', points: 0.1 })
  const claim = assemble(article, index, frame, candidate)
  const whole = findWhole(frame, candidate)
  const adopter = findAdopter(frame, candidate, ownerOf(article))
  const changeBase = findChangeBase(frame, candidate, asOf.asOf)
  const score = scoreClaim(frame, candidate, technology, reasons)
  const complete: Claim = {
    ...claim,
    ...whole,
    ...(adopter ? { adopterText: adopter } : {}),
    ...(changeBase ? { changeBase } : {}),
    ...(technology.technology ? { technology: technology.technology.id } : {}),
    ...(technology.text ? { technologyText: technology.text } : {}),
    places: places.codes,
    ...(places.text ? { placeText: places.text } : {}),
    ...datesOf(asOf.asOf, asOf.text),
    ...(attribution.text ? { attributionText: attribution.text } : {}),
    ...(organisation ? { attributionName: organisation } : {}),
    attributionKind: attribution.kind,
    ...(attribution.doi ? { citedDoi: attribution.doi } : {}),
    confidence: score.confidence,
    status: score.status,
    reasons,
  }
  if (complete.measure !== 'change') article.last = { claim: complete, index }
  return complete
}

/** "our three hospitals": whose page it is. */
function ownerOf({ input }: Article): string | undefined {
  return input.publicationKind === 'institution' ? input.publicationName : undefined
}

function headlineNumbers(article: Article): ReadonlySet<number> {
  const { title } = article
  article.headline ??= title ? readHeadlineNumbers(title.text, isHan(title.text)) : new Set()
  return article.headline
}

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
