// Claims for the tests of what is done with them, filled in where a test says nothing.
import type { Claim } from '../../src/model.ts'

/** A count of hospitals in China on DeepSeek in early March 2025, whose quote stands in the text. */
export function makeClaim(text: string, quote: string, rest: Partial<Claim> = {}): Claim {
  const quoteStart = text.indexOf(quote)
  if (quoteStart < 0) throw new Error(`"${quote}" does not stand in the text`)
  const value = rest.value ?? Number(/\d[\d,]*/.exec(quote)?.[0].replaceAll(',', ''))
  const qualifier = rest.qualifier ?? 'exact'
  const claim: Claim = {
    measure: 'count',
    value,
    qualifier,
    ...boundsOf(qualifier, value, rest.valueMax),
    unit: 'hospital',
    unitText: 'hospitals',
    technology: 'deepseek',
    technologyText: 'DeepSeek',
    places: ['CN'],
    placeText: 'China',
    asOf: '2025-03',
    asOfPrecision: 'early-month',
    asOfBasis: 'explicit',
    asOfText: 'early March',
    asOfStartOn: '2025-03-01',
    asOfEndOn: '2025-03-10',
    stage: 'in_use',
    modality: 'actual',
    polarity: 'affirmed',
    accumulation: 'stock',
    attributionKind: 'unknown',
    quote,
    quoteStart,
    quoteEnd: quoteStart + quote.length,
    prefix: text.slice(Math.max(0, quoteStart - 32), quoteStart),
    suffix: text.slice(quoteStart + quote.length, quoteStart + quote.length + 32),
    sentenceStart: 0,
    sentenceEnd: text.length,
    confidence: 0.9,
    status: 'auto',
    reasons: [{ field: 'unit', words: 'the unit follows the number', points: 0.2 }],
    ...rest,
  }
  return claim
}

type Bounds = Pick<Claim, 'lower' | 'upper' | 'lowerOpen' | 'upperOpen'>

function boundsOf(qualifier: Claim['qualifier'], value: number, valueMax?: number): Bounds {
  const closed = { lowerOpen: false, upperOpen: false }
  switch (qualifier) {
    case 'at_least':
    case 'vague':
      return { lower: value, ...closed }
    case 'more_than':
      return { lower: value, lowerOpen: true, upperOpen: false }
    case 'up_to':
      return { lower: 0, upper: value, ...closed }
    case 'fewer_than':
      return { lower: 0, upper: value, lowerOpen: false, upperOpen: true }
    case 'nearly':
      return { lower: value * 0.9, upper: value, lowerOpen: true, upperOpen: true }
    case 'about':
      return { lower: value * 0.9, upper: value * 1.1, ...closed }
    case 'range':
      return { lower: value, upper: valueMax ?? value, ...closed }
    default:
      return { lower: value, upper: value, ...closed }
  }
}
