// One series: the chart, the table behind it, and the ledger of every claim with its quote, its origin and its history.
import { writeFigure } from '../../src/claim/relate.ts'
import { isDrawn } from '../../src/claim/series.ts'
import type { Lexicon } from '../../src/model.ts'
import type { ClaimDecision } from '../../src/store/claim-decisions.ts'
import type { SeriesRow, StoredRelation } from '../../src/store/claim-series.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { Drawing } from '../components/drawing.tsx'
import { Ledger, type LedgerLine, STATES } from '../components/ledger.tsx'
import { writeDay, writePlural } from '../dates.ts'
import {
  boundName,
  countedLabel,
  seriesPath,
  seriesTitle,
  unitLabel,
  writeAsOf,
  writePoint,
} from '../figures.ts'

export type SeriesProps = {
  row: SeriesRow
  lines: LedgerLine[] // newest first
  relations: StoredRelation[]
  others: Map<number, ClaimRow> // figures of other series that relations name
  decisions: ClaimDecision[]
  drawings: { wide: string; narrow: string } | undefined
  lexicon: Lexicon
  address: string // of this page, for citing
  readOn: string // today
  watched: boolean | undefined // undefined: nobody is signed in
  asked?: number | undefined // the figure whose reasons are shown
  said?: 'reported' | 'limit' | undefined
}

export function Series(props: SeriesProps) {
  const { row, lines, lexicon, drawings } = props
  const shown = lines.filter(({ claim }) => claim.status !== 'rejected')
  const rejected = lines.filter(({ claim }) => claim.status === 'rejected')
  const title = seriesTitle(row, lexicon)
  const ledger = {
    seriesKey: row.key,
    relations: props.relations,
    known: new Map([...props.others, ...lines.map((line) => [line.claim.id, line.claim] as const)]),
    decisions: props.decisions,
    asked: props.asked,
  }
  return (
    <div class="stack series">
      <header>
        <p class="soft">
          <a href="/adoption">Adoption counts</a>
        </p>
        <h1>{title}</h1>
        <Newest row={row} lexicon={lexicon} />
      </header>
      {props.said === 'reported' && (
        <p class="notice plain">Thank you. An editor will look at it; nothing changes before.</p>
      )}
      {props.said === 'limit' && (
        <p class="notice">Five reports a day are the limit for one address. Please come back tomorrow.</p>
      )}
      {drawings && (
        <figure class="chart-figure">
          <Drawing kind="chart-wide" svg={drawings.wide} />
          <Drawing kind="chart-narrow" svg={drawings.narrow} />
          <figcaption class="soft">
            {writePlural(shown.length, 'figure')}; each origin has a colour and a sign of its own.{' '}
            {describeSigns(shown).join('. ')}.
          </figcaption>
        </figure>
      )}
      <Take row={row} title={title} address={props.address} readOn={props.readOn} count={shown.length} />
      {props.watched !== undefined && (
        <form method="post" action={`${seriesPath(row.key)}/watch`}>
          <input type="hidden" name="on" value={props.watched ? '0' : '1'} />
          <button class="quiet" type="submit">
            {props.watched ? 'Stop watching this series' : 'Watch this series'}
          </button>
        </form>
      )}
      <DataTable lines={shown} row={row} lexicon={lexicon} />
      <section>
        <h2 class="label">
          Ledger <span class="number">{shown.length}</span>
        </h2>
        <Ledger {...ledger} lines={shown} />
      </section>
      {rejected.length > 0 && (
        <details>
          <summary>{writePlural(rejected.length, 'figure')} rejected</summary>
          <Ledger {...ledger} lines={rejected} />
        </details>
      )}
    </div>
  )
}

/** Only what this chart has: a legend of signs that do not occur is in the way. */
function describeSigns(lines: LedgerLine[]): string[] {
  const has = (test: (claim: ClaimRow) => boolean) => lines.some(({ claim }) => test(claim))
  const bound = (names: string[]) => has(({ reading }) => names.includes(reading.qualifier))
  return [
    bound(['at_least', 'more_than']) && '↑ at least or more than',
    bound(['up_to', 'fewer_than', 'nearly']) && '↓ up to, fewer than or nearly',
    has(({ reading }) => reading.valueMax !== null) && 'Upright bar: from … to',
    has((claim) => !isDrawn(claim.reading, claim.status)) && 'Hollow: nobody has looked at it yet',
    'Pale bar: the time for which it was said',
    'Lines join one origin only',
  ].filter((sign) => sign !== false)
}

function Newest({ row, lexicon }: { row: SeriesRow; lexicon: Lexicon }) {
  const { newest, before } = row.summary ?? {}
  if (!newest)
    return <p class="lede">Nobody says so as a fact: what there is are plans, forecasts or denials.</p>
  const asOf = writeAsOf(newest.asOf, newest.precision) || writeDay(newest.endOn)
  return (
    <p class="lede">
      <abbr class={`value big${newest.drawn ? '' : ' hollow'}`} title={boundName(newest.qualifier)}>
        {writePoint(newest, row.measure)}
      </abbr>{' '}
      {countedLabel(row, lexicon)}, {asOf}, says {newest.originLabel}
      {!newest.drawn && ' (not reviewed)'}.{' '}
      {before && (
        <span class="soft">
          Before: {writePoint(before, row.measure)},{' '}
          {writeAsOf(before.asOf, before.precision) || writeDay(before.endOn)},{' '}
          {before.originLabel === newest.originLabel ? 'the same origin' : before.originLabel}.
        </span>
      )}
    </p>
  )
}

function Take({
  row,
  title,
  address,
  readOn,
  count,
}: {
  row: SeriesRow
  title: string
  address: string
  readOn: string
  count: number
}) {
  const path = seriesPath(row.key)
  const citation = `“${title}”. Uptake, series ${row.key}, ${writePlural(count, 'figure')}. Read ${writeDay(readOn)}. ${address}`
  const embed = `<a href="${address}"><img src="${address}.svg" alt="${title}"></a>`
  return (
    <div class="take">
      <p>
        Download{' '}
        {['csv', 'json', 'svg', 'png'].map((format) => (
          <>
            <a href={`${path}.${format}`} download={format === 'json' ? undefined : ''}>
              .{format}
            </a>{' '}
          </>
        ))}
      </p>
      <details>
        <summary>Cite</summary>
        <p class="copyable">{citation}</p>
      </details>
      <details>
        <summary>Embed</summary>
        <pre class="copyable">
          <code>{embed}</code>
        </pre>
      </details>
    </div>
  )
}

function DataTable({ lines, row, lexicon }: { lines: LedgerLine[]; row: SeriesRow; lexicon: Lexicon }) {
  return (
    <details>
      <summary>The figures as a table</summary>
      <section class="scroll" tabindex={0} aria-label="The figures as a table">
        <table class="list">
          <caption class="hidden">{seriesTitle(row, lexicon)}</caption>
          <thead>
            <tr>
              <th scope="col">As of</th>
              <th scope="col">{unitLabel(row, lexicon)}</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Origin</th>
              <th scope="col">Published</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ claim, originLabel }) => (
              <tr>
                <td>{writeAsOf(claim.reading.asOf, claim.reading.asOfPrecision) || 'not said'}</td>
                <td class="number">{writeFigure(claim.reading)}</td>
                <td class="number">{claim.reading.lower ?? '−∞'}</td>
                <td class="number">{claim.reading.upper ?? '∞'}</td>
                <td>{originLabel}</td>
                <td>{writeDay(claim.publishedOn)}</td>
                <td>{STATES[claim.status]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
