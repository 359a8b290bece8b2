// A standfirst tells a figure in few words and the text tells it again in full: what one of the two leaves open (where,
// of when, with which product) the other says. And a number that the headline gives is what the article is about.
import type { Claim } from '../model.ts'
import { type PreparedLexicon, technologyLiesWithin } from './lexicon.ts'
import { readEnglishFigures } from './number-en.ts'
import { readChineseFigures } from './number-zh.ts'

/** The claims of one article, each with what its twin knows better. */
export function shareBetweenTwins(claims: readonly Claim[], lexicon: PreparedLexicon): Claim[] {
  return claims.map((claim) => {
    const twin = claims.find(
      (other) => other !== claim && isTwin(claim, other) && knowsMore(other, claim, lexicon),
    )
    return twin ? complete(claim, twin, lexicon) : claim
  })
}

function isTwin(a: Claim, b: Claim): boolean {
  return (
    a.measure === b.measure &&
    a.value === b.value &&
    a.valueMax === b.valueMax &&
    a.unit === b.unit &&
    a.stage === b.stage &&
    a.modality === b.modality &&
    a.polarity === b.polarity
  )
}

const UNDATED = new Set<Claim['asOfBasis']>(['inferred_publication', 'none'])
const isDated = (claim: Claim) => !UNDATED.has(claim.asOfBasis)

function knowsMore(rich: Claim, poor: Claim, lexicon: PreparedLexicon): boolean {
  return lacksPlace(poor, rich) || lacksDate(poor, rich) || isWider(poor, rich, lexicon)
}

const lacksPlace = (poor: Claim, rich: Claim) => poor.places.length === 0 && rich.places.length > 0
const lacksDate = (poor: Claim, rich: Claim) => !isDated(poor) && isDated(rich)

function isWider(poor: Claim, rich: Claim, lexicon: PreparedLexicon): boolean {
  if (!rich.technology || rich.technology === poor.technology) return false
  return !poor.technology || technologyLiesWithin(rich.technology, poor.technology, lexicon.technologyById)
}

function complete(poor: Claim, rich: Claim, lexicon: PreparedLexicon): Claim {
  const said = `of the same figure in "${rich.quote}"`
  const { asOf, asOfPrecision, asOfStartOn, asOfEndOn, asOfText, ...rest } = poor
  const date = lacksDate(poor, rich) ? rich : poor
  return {
    ...rest,
    ...(lacksPlace(poor, rich) ? { places: rich.places } : {}),
    ...(isWider(poor, rich, lexicon) ? { technology: rich.technology! } : {}),
    ...(date.asOf ? { asOf: date.asOf } : {}),
    ...(date.asOfPrecision ? { asOfPrecision: date.asOfPrecision } : {}),
    ...(date.asOfStartOn ? { asOfStartOn: date.asOfStartOn } : {}),
    ...(date.asOfEndOn ? { asOfEndOn: date.asOfEndOn } : {}),
    ...(date.asOfText ? { asOfText: date.asOfText } : {}),
    asOfBasis: date === rich ? 'context' : poor.asOfBasis,
    reasons: [
      ...poor.reasons,
      ...(lacksPlace(poor, rich) ? [{ field: 'place', words: said, points: 0 }] : []),
      ...(isWider(poor, rich, lexicon) ? [{ field: 'technology', words: said, points: 0 }] : []),
      ...(date === rich ? [{ field: 'as-of', words: said, points: 0 }] : []),
    ],
  }
}

const headlineMin = 10 // smaller numbers stand in a headline by chance

/** The numbers of a headline that count something: no years, no ordinals. */
export function readHeadlineNumbers(title: string, chinese: boolean): Set<number> {
  const figures = chinese ? readChineseFigures(title) : readEnglishFigures(title)
  return new Set(
    figures
      .map((figure) => figure.value)
      .filter((value) => value >= headlineMin && !(value >= 1990 && value <= 2100)),
  )
}
