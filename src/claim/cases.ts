// What people decided about figures as test cases for the engine: one line a sentence, in the shape of the labelled sets.
// Holds the sentence and the article's title, and no more of its text.
import type { Claim, Lexicon } from '../model.ts'

export type CaseFigure = {
  id: number
  reading: Claim
  verdict: 'right' | 'wrong' | 'open' // open: nobody has decided about it; neither expected nor forbidden
  reason: string | null
}

export type CaseSentence = {
  sentence: string
  title: string
  publishedOn: string
  language: string | null
  figures: CaseFigure[]
}

/** Undefined when nothing in the sentence was decided. */
export function writeCase(from: CaseSentence, lexicon: Lexicon): object | undefined {
  const decided = from.figures.filter(({ verdict }) => verdict !== 'open')
  if (decided.length === 0) return undefined
  const kept = from.figures.filter(({ verdict }) => verdict !== 'wrong')
  const wrong = from.figures.find(({ verdict }) => verdict === 'wrong')
  return {
    id: `review-${Math.min(...decided.map(({ id }) => id))}`,
    text: from.sentence,
    title: from.title,
    published: from.publishedOn,
    lang: (from.language ?? 'en').split('-')[0],
    source: 'review',
    provenance: 'quoted',
    made: false,
    neg_type: wrong && !kept.some(({ verdict }) => verdict === 'right') ? slug(wrong.reason) : null,
    claims: kept.flatMap((figure) => writeClaim(from, figure, lexicon)),
    contestable: false,
  }
}

const reasonCharactersMax = 60

const slug = (reason: string | null) =>
  (reason?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['rejected']).join('_').slice(0, reasonCharactersMax)

function writeClaim({ sentence, title }: CaseSentence, { reading, verdict }: CaseFigure, lexicon: Lexicon) {
  const expected = reading.quoteStart - reading.sentenceStart
  const start = sentence.startsWith(reading.quote, expected) ? expected : sentence.indexOf(reading.quote)
  if (start < 0) return []
  const technology = lexicon.technologies.find(({ id }) => id === reading.technology)
  const names = technology ? [technology.name, ...technology.words, ...technology.wordsZh] : []
  const places = reading.places.flatMap((code) => lexicon.places.filter((place) => place.code === code))
  const within = (text: string, words: string[]) =>
    words.some((word) => text.toLowerCase().includes(word.toLowerCase()))
  const context = [
    ...(technology && !within(`${sentence}\n${title}`, names) ? ['technology'] : []),
    ...(places.some(
      (place) => !within(`${sentence}\n${title}`, [place.name, ...place.words, ...place.wordsZh]),
    )
      ? ['place']
      : []),
    ...(isDatedElsewhere(reading, sentence) ? ['as_of'] : []),
  ]
  return [
    {
      measure: reading.measure,
      value: reading.value,
      value_max: reading.valueMax ?? null,
      qualifier: reading.qualifier,
      unit: reading.unit,
      technology: technology
        ? [...new Set([technology.name, ...names.filter((name) => within(sentence, [name]))])].join('|')
        : null,
      place: reading.places.join(';') || null,
      as_of: reading.asOf ?? null,
      as_of_precision: reading.asOfPrecision ?? null,
      as_of_basis: reading.asOfBasis,
      stage: reading.stage,
      polarity: reading.polarity,
      modality: reading.modality,
      accumulation: reading.accumulation,
      attribution: reading.attributionText ?? null,
      denominator: reading.denominator ?? null,
      context_needed: context,
      optional: verdict === 'open',
      quote: reading.quote,
      start, // UTF-16, as everywhere inside
      end: start + reading.quote.length,
      change_kind: reading.changeKind ?? null,
    },
  ]
}

function isDatedElsewhere({ asOf, asOfBasis, asOfText }: Claim, sentence: string): boolean {
  if (asOf === undefined || asOfBasis === 'inferred_publication') return false
  return asOfBasis === 'context' || (asOfText !== undefined && !sentence.includes(asOfText))
}
