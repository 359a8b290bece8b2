// A figure in one line: its number with the bound as a sign, what is counted, where, and for which time.
import { writeFigure } from '../../src/claim/relate.ts'
import type { Lexicon } from '../../src/model.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import {
  basisName,
  boundName,
  figurePath,
  placeName,
  technologyName,
  unitName,
  writeAsOf,
} from '../figures.ts'

export function FigureChip({
  claim,
  lexicon,
  link = true,
}: {
  claim: ClaimRow
  lexicon: Lexicon
  link?: boolean
}) {
  const { reading } = claim
  const said = `${boundName(reading.qualifier)} ${reading.value}${reading.valueMax ? ` to ${reading.valueMax}` : ''}`
  const asOf = writeAsOf(reading.asOf, reading.asOfPrecision)
  const counted = (
    <>
      <abbr class="value" title={said}>
        {writeFigure(reading)}
      </abbr>{' '}
      {reading.measure === 'share'
        ? `of ${reading.denominator ?? unitName(lexicon, reading.unit)}`
        : unitName(lexicon, reading.unit, reading.value)}
    </>
  )
  return (
    <span class={`figure-chip${reading.polarity === 'negated' ? ' negated' : ''}`}>
      <span>{link ? <a href={figurePath(claim)}>{counted}</a> : counted}</span>
      {reading.technology && <span>{technologyName(lexicon, reading.technology)}</span>}
      {reading.places.length > 0 && (
        <span>{reading.places.map((code) => placeName(lexicon, code)).join(', ')}</span>
      )}
      {asOf && <span title={basisName(reading.asOfBasis)}>{asOf}</span>}
      {reading.stage !== 'deployed' && reading.stage !== 'in_use' && (
        <span>{reading.stage.replace('_', ' ')}</span>
      )}
      {reading.modality !== 'actual' && reading.modality !== reading.stage && <span>{reading.modality}</span>}
      {reading.polarity === 'negated' && <span>said not to</span>}
    </span>
  )
}
