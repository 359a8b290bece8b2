// A series in a line: its newest figure with the bound, what is counted and when; and how it went so far, as a small curve.
import { drawSpark } from '../../src/chart/spark.ts'
import type { Lexicon } from '../../src/model.ts'
import type { SeriesRow } from '../../src/store/claim-series.ts'
import { writeDay, writePlural } from '../dates.ts'
import { boundName, countedLabel, writeAsOf, writePoint } from '../figures.ts'
import { Drawing } from './drawing.tsx'

export function NewestFigure({ row, lexicon }: { row: SeriesRow; lexicon: Lexicon }) {
  const { newest } = row.summary ?? {}
  if (!newest) return null
  return (
    <p class={`newest${newest.drawn ? '' : ' hollow'}`}>
      <abbr class="value" title={boundName(newest.qualifier)}>
        {writePoint(newest, row.measure)}
      </abbr>
      <span class="unit">{countedLabel(row, lexicon)}</span>
      <span class="soft">{writeAsOf(newest.asOf, newest.precision) || writeDay(newest.endOn)}</span>
    </p>
  )
}

export function Spark({ row, width, height }: { row: SeriesRow; width: number; height: number }) {
  const { points = [] } = row.summary ?? {}
  // Two figures of one day are no course.
  if (new Set(points.map(({ startOn }) => startOn)).size < 2) return null
  const said = `${writePlural(points.length, 'figure')} over time`
  return <Drawing kind="spark-place" svg={drawSpark(points, { width, height }, said)} />
}

/** Who stands behind a series, and what speaks against it. */
export function Standing({ row }: { row: SeriesRow }) {
  return (
    <p class="soft small">
      {writePlural(row.origins, 'independent origin')}
      {row.unreviewed > 0 && <> · {row.unreviewed} not reviewed</>}
      {row.contradictions > 0 && (
        <strong class="conflict"> ≠ {writePlural(row.contradictions, 'contradiction')}</strong>
      )}
    </p>
  )
}
