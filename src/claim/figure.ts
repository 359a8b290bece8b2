// The quantity of a sentence before anybody asks what it counts, and the bounds that follow from its qualifier.
import type { ClaimQualifier } from '../model.ts'

export type Figure = {
  start: number // of the number with its qualifier, offsets in the sentence
  end: number
  numberStart: number
  numberEnd: number
  kind: 'count' | 'share' | 'factor' | 'percentage_points'
  value: number
  valueMax?: number
  qualifier: ClaimQualifier
  total?: number // "23/66", "12 of 14": how many there are
  words: boolean // written in words
  universal?: boolean // "all hospitals", "所有医院"
  ofGroup?: boolean // "one in five hospitals": the unit follows at once
}

const aboutShare = 0.1
const nearlyShare = 0.9

export type Bounds = { lower?: number; upper?: number; lowerOpen: boolean; upperOpen: boolean }

/** at_least 300 -> [300, ∞); nearly 100 -> (90, 100); about 50 -> [45, 55]. Shares end at 100. */
export function boundsOf(figure: {
  value: number
  valueMax?: number
  qualifier: ClaimQualifier
  kind: Figure['kind']
}): Bounds {
  const { value, valueMax, qualifier } = figure
  const top = figure.kind === 'share' ? { upper: 100 } : {}
  const closed = { lowerOpen: false, upperOpen: false }
  switch (qualifier) {
    case 'at_least':
    case 'vague':
      return { lower: value, ...top, ...closed }
    case 'more_than':
      return { lower: value, ...top, lowerOpen: true, upperOpen: false }
    case 'up_to':
      return { lower: 0, upper: value, ...closed }
    case 'fewer_than':
      return { lower: 0, upper: value, lowerOpen: false, upperOpen: true }
    case 'nearly':
      return { lower: roundBound(value * nearlyShare), upper: value, lowerOpen: true, upperOpen: true }
    case 'about': {
      const upper = roundBound(value * (1 + aboutShare))
      return {
        lower: roundBound(value * (1 - aboutShare)),
        upper: figure.kind === 'share' ? Math.min(100, upper) : upper,
        ...closed,
      }
    }
    case 'range':
      return { lower: value, upper: valueMax ?? value, ...closed }
    default:
      return { lower: value, upper: value, ...closed }
  }
}

function roundBound(value: number): number {
  return Number(value.toPrecision(12))
}
