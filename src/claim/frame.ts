// A sentence with everything found in it, and the candidate that a reader makes of one of its figures.
import type { ClaimModality, ClaimReason, ClaimStage, Place, Technology } from '../model.ts'
import type { FoundDate, PublicationDay } from './calendar.ts'
import { readEnglishDates } from './date-en.ts'
import { readChineseDates } from './date-zh.ts'
import type { Figure } from './figure.ts'
import type { PreparedLexicon, UnitWord } from './lexicon.ts'
import { maskFigures } from './mask.ts'
import { readEnglishFigures } from './number-en.ts'
import { readChineseFigures } from './number-zh.ts'
import { cutTokens, findPhrases, type PhraseHit, type Token } from './phrases.ts'
import { findNamedTools, findTools } from './tools-en.ts'
import { findChineseTools, withOtherTools } from './tools-zh.ts'
import type { Predicate } from './verbs-en.ts'
import { BUSINESS_ZH } from './verbs-zh.ts'

export type Frame = {
  text: string // the sentence, folded to one width and script, same length as written
  start: number // in the whole text
  chinese: boolean
  tokens: Token[]
  figures: Figure[]
  dates: FoundDate[]
  technologies: PhraseHit<Technology>[]
  places: PhraseHit<Place>[]
  units: PhraseHit<UnitWord>[]
  predicates: PhraseHit<Predicate>[]
}

export type Tense = 'present' | 'perfect' | 'past' | 'none'

export type Candidate = {
  figure: Figure
  unit: string
  unitFrom: number // offsets in the sentence
  unitTo: number
  unitInherited: boolean
  unitWords?: string // when another sentence names it
  quoteStart: number
  quoteEnd: number
  stage: ClaimStage
  modality: ClaimModality
  polarity: 'affirmed' | 'negated'
  accumulation: 'stock' | 'flow'
  tense: Tense
  predicateFrom: number // tokens; -1: none of its own
  predicateTo: number
  predicateWeak?: boolean // no verb, only nearness
  direction: 'right' | 'left' | 'inherited'
  denominator?: string
  denominatorCount?: number
  change?: { kind: 'percent_relative' | 'factor' | 'percentage_points' }
  reasons: ClaimReason[]
}

const HAN = /[\u3400-\u9fff]/

export function isChinese(text: string): boolean {
  let han = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x3400 && code <= 0x9fff && ++han >= 4) return true
  }
  return han >= 4 || (han > 0 && han * 3 > text.length)
}

/** Has a digit or a word for a number: everything else is not looked at. */
export function mayCount(text: string): boolean {
  return HAN.test(text)
    ? /[\d零〇二两三四五六七八九十百千万亿半几翻]|过半|多数|数十|所有|全部|上百|一(?:家|所|半|成|名|位|倍)/.test(
        text,
      )
    : /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero|dozens?|every|each|half|thirds?|quarters?|hundreds?|thousands?|millions?|doubled?|doubling|tripl|trebl|quadrupl|quintupl|scores|twent|thirt|fort|fift|sixt|sevent|eight|ninet|none|not|no)/i.test(
        text,
      )
}

export function buildFrame(
  text: string,
  start: number,
  lexicon: PreparedLexicon,
  day: PublicationDay | undefined,
  mentions?: () => { tokens: Token[]; technologies: PhraseHit<Technology>[]; places: PhraseHit<Place>[] },
): Frame | undefined {
  const chinese = isChinese(text)
  const numbers = chinese ? readChineseFigures(text) : readEnglishFigures(text)
  if (numbers.length === 0) return undefined
  const dates = chinese ? readChineseDates(text, day) : readEnglishDates(text, day)
  const figures = maskFigures(text, numbers, dates, chinese)
  if (figures.length === 0) return undefined
  const known = mentions?.()
  const tokens = known?.tokens ?? cutTokens(text)
  const technologies = (known?.technologies ?? findPhrases(tokens, lexicon.technologies)).filter(
    (hit) => !chinese || !BUSINESS_ZH.test(text.slice(tokens[hit.to - 1]!.end, tokens[hit.to - 1]!.end + 8)),
  )
  const places = known?.places ?? findPhrases(tokens, lexicon.places)
  return {
    text,
    start,
    chinese,
    tokens,
    figures: outsideNames(figures, tokens, technologies),
    dates,
    technologies:
      technologies.length > 0
        ? chinese
          ? withOtherTools(text, tokens, technologies, lexicon.technologyById.get('digital-health'))
          : technologies
        : chinese
          ? findChineseTools(text, tokens, lexicon.technologyById.get('digital-health'))
          : englishTools(tokens, lexicon, places),
    places,
    units: outsidePlaces(findPhrases(tokens, lexicon.units), places, tokens).map((hit) =>
      hit.folded ? { ...hit, value: { id: hit.value.id, plural: true } } : hit,
    ),
    predicates: findPhrases(tokens, chinese ? lexicon.chinesePredicates : lexicon.predicates),
  }
}

/** Tools that no vocabulary names: by what they are, else by the place where only a tool can stand. */
function englishTools(
  tokens: readonly Token[],
  lexicon: PreparedLexicon,
  places: readonly PhraseHit<Place>[],
): PhraseHit<Technology>[] {
  const technology = lexicon.technologyById.get('digital-health')
  const tools = findTools(tokens, technology)
  if (tools.length > 0) return tools
  return findNamedTools(tokens, technology, (at) => places.some((hit) => hit.from <= at && at < hit.to))
}

/** The states of "the United States" are counted by nobody. */
function outsidePlaces(
  units: readonly PhraseHit<UnitWord>[],
  places: readonly PhraseHit<Place>[],
  tokens: readonly Token[],
): PhraseHit<UnitWord>[] {
  return units.filter(
    (unit) =>
      !/^[A-Z]/.test(tokens[unit.from]!.text) ||
      !places.some((place) => place.from < unit.from && unit.to <= place.to),
  )
}

/** "da Vinci 5", "Microsoft 365 Copilot": a number in a name counts nothing. */
function outsideNames(
  figures: readonly Figure[],
  tokens: readonly Token[],
  technologies: readonly PhraseHit<Technology>[],
): Figure[] {
  return figures.filter(
    (figure) =>
      !technologies.some(
        (hit) => tokens[hit.from]!.start <= figure.numberStart && figure.numberEnd <= tokens[hit.to - 1]!.end,
      ),
  )
}

/** The dates of a sentence, and nothing else of it. */
export function readDates(text: string, day: PublicationDay | undefined): FoundDate[] {
  return isChinese(text) ? readChineseDates(text, day) : readEnglishDates(text, day)
}

/** The first token that starts at or after an offset. */
export function tokenAt(tokens: readonly Token[], offset: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokens[middle]!.start < offset) low = middle + 1
    else high = middle
  }
  return low
}
