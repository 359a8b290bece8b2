// One series: the chart, the table behind it, and the ledger of every claim with its quote, its origin and its history.
import { writeFigure } from '../../src/claim/relate.ts'
import { isDrawn } from '../../src/claim/series.ts'
import type { Lexicon } from '../../src/model.ts'
import type { ClaimDecision } from '../../src/store/claim-decisions.ts'
import type { SeriesRow, StoredRelation } from '../../src/store/claim-series.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { Drawing } from '../components/drawing.tsx'
import { Outward } from '../components/outward.tsx'
import { Quote } from '../components/quote.tsx'
import { writeDay, writePlural } from '../dates.ts'
import {
  basisName,
  boundName,
  countedLabel,
  quoteLink,
  seriesPath,
  seriesTitle,
  unitLabel,
  writeAsOf,
  writePoint,
} from '../figures.ts'
import { kindName } from '../names.ts'

export type LedgerLine = { claim: ClaimRow; originLabel: string; rank: number }

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
  said?: 'reported' | 'limit' | undefined
}

export function Series(props: SeriesProps) {
  const { row, lines, lexicon, drawings } = props
  const shown = lines.filter(({ claim }) => claim.status !== 'rejected')
  const rejected = lines.filter(({ claim }) => claim.status === 'rejected')
  const title = seriesTitle(row, lexicon)
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
            ↑ at least or more than · ↓ up to or fewer than · bar: a range · hollow: not reviewed · as wide as
            the time that is meant · one colour and sign for each origin.{' '}
            {writePlural(shown.length, 'figure')} of {writePlural(row.origins, 'origin')}.
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
        <ol class="ledger">
          {shown.map((line) => (
            <Entry {...props} line={line} />
          ))}
        </ol>
      </section>
      {rejected.length > 0 && (
        <details>
          <summary>{writePlural(rejected.length, 'figure')} rejected</summary>
          <ol class="ledger">
            {rejected.map((line) => (
              <Entry {...props} line={line} />
            ))}
          </ol>
        </details>
      )}
    </div>
  )
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
  const citation = `“${title}”. Uptake, series ${row.key}, ${writePlural(count, 'figure')} of ${writePlural(row.origins, 'origin')}. Read ${writeDay(readOn)}. ${address}`
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

export const STATES: Record<string, string> = {
  auto: 'read by rule',
  needs_review: 'not reviewed',
  accepted: 'accepted',
  corrected: 'corrected by an editor',
  rejected: 'rejected',
}

/** A figure that is sure because a second engine agreed says who that was. */
function writeState({ status, madeBy }: ClaimRow): string {
  const [, model] = /^model:(.*)$/.exec(madeBy) ?? []
  return model && status === 'auto' ? `read by rule and by ${model}` : STATES[status]!
}

function Entry(props: SeriesProps & { line: LedgerLine }) {
  const { line, relations, decisions, lexicon } = props
  const { claim, originLabel, rank } = line
  const { reading } = claim
  const asOf = writeAsOf(reading.asOf, reading.asOfPrecision)
  const own = decisions.filter((decision) => decision.figureId === claim.id)
  const original = quoteLink(claim.url, reading)
  return (
    <li id={`figure-${claim.id}`} class={`figure-entry o${rank}`}>
      <p class="figure-head">
        <abbr
          class={`value${isDrawn(reading, claim.status) ? '' : ' hollow'}`}
          title={boundName(reading.qualifier)}
        >
          {writeFigure(reading)}
        </abbr>
        <span lang={claim.language ?? undefined}>{reading.unitText}</span>
        <span title={basisName(reading.asOfBasis)}>{asOf || 'no date said'}</span>
        <span class="origin-name">{originLabel}</span>
        <span class={`state ${claim.status}`}>{writeState(claim)}</span>
        {reading.polarity === 'negated' && <span class="state bad">said not to</span>}
        {reading.modality !== 'actual' && <span class="state off">{reading.modality}</span>}
        {reading.accumulation === 'flow' && <span class="state off">new in the period</span>}
      </p>
      <Quote claim={claim} />
      <p class="kicker">
        <span>
          <a href={`/articles/${claim.articleId}#figure-${claim.id}`}>{claim.articleTitle}</a>
        </span>
        <span>{claim.publicationName}</span>
        <span>{kindName(claim.kind)}</span>
        <span>{writeDay(claim.publishedAt)}</span>
        {claim.copyCount > 0 && <span>{writePlural(claim.copyCount, 'copy', 'copies')}</span>}
        {original && (
          <span>
            <Outward url={original}>the sentence in the original</Outward>
          </span>
        )}
      </p>
      <Relations {...props} claim={claim} relations={relations} />
      {claim.note && <p class="note">{claim.note}</p>}
      <details class="why">
        <summary>Why it reads so, and what became of it</summary>
        <dl class="facts">
          <div>
            <dt>Attribution</dt>
            <dd>
              {reading.attributionText
                ? `${reading.attributionText} (${reading.attributionKind})`
                : 'nobody is named'}
            </dd>
          </div>
          <div>
            <dt>Date</dt>
            <dd>
              {basisName(reading.asOfBasis)}
              {reading.asOfText ? `: “${reading.asOfText}”` : ''}
            </dd>
          </div>
          <div>
            <dt>Confidence</dt>
            <dd>{Math.round(reading.confidence * 100)} of 100</dd>
          </div>
        </dl>
        <table class="evidence">
          <tbody>
            {reading.reasons.map((reason) => (
              <tr>
                <th scope="row">{reason.field}</th>
                <td>{reason.words}</td>
                <td class="number">
                  {reason.points > 0 ? '+' : ''}
                  {Math.round(reason.points * 100)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <ul class="history">
          <li>
            Read by {claim.madeBy.replace(/^(engine|person|model):/, '')} on {writeDay(claim.madeAt)}
          </li>
          {own.map((decision) => (
            <li>
              {decision.act.replaceAll('-', ' ')} by {decision.who} on {writeDay(decision.decidedAt)}
              {decision.reason && `: ${decision.reason}`}
              {decision.undoneAt && ` (taken back ${writeDay(decision.undoneAt)})`}
            </li>
          ))}
        </ul>
      </details>
      <ReportForm claim={claim} path={seriesPath(props.row.key)} lexicon={lexicon} />
    </li>
  )
}

const SAYS: Record<string, [from: string, to: string]> = {
  supersedes: ['later than', 'followed by'],
  contradicts: ['contradicts', 'contradicts'],
  corrects: ['corrects', 'corrected to'],
  drift: ['drifted from', 'retold as'],
  same: ['the same as', 'the same as'],
}

function Relations({ claim, relations, lines, others }: SeriesProps & { claim: ClaimRow }) {
  const own = relations.filter(
    (relation) => relation.holds && (relation.from === claim.id || relation.to === claim.id),
  )
  if (own.length === 0) return null
  const known = new Map([...others, ...lines.map((line) => [line.claim.id, line.claim] as const)])
  return (
    <ul class="relations">
      {own.map((relation) => {
        const outgoing = relation.from === claim.id
        const other = known.get(outgoing ? relation.to : relation.from)
        if (!other) return null
        return (
          <li class={relation.kind} title={relation.reason}>
            {relation.kind === 'contradicts'
              ? '≠ '
              : relation.kind === 'drift'
                ? '↝ '
                : relation.kind === 'corrects'
                  ? '✎ '
                  : '→ '}
            {SAYS[relation.kind]![outgoing ? 0 : 1]}{' '}
            <a
              href={`${other.seriesKey === claim.seriesKey ? '' : seriesPath(other.seriesKey)}#figure-${other.id}`}
            >
              {writeFigure(other.reading)} {other.reading.unitText}
            </a>{' '}
            <span class="soft">
              {other.publicationName}, {writeDay(other.publishedAt)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function ReportForm({ claim, path }: { claim: ClaimRow; path: string; lexicon: Lexicon }) {
  return (
    <details class="report">
      <summary>Report an error</summary>
      <form method="post" action={`${path}/report`}>
        <input type="hidden" name="figure" value={String(claim.id)} />
        <label>
          <span>What is wrong, and what does the source say?</span>
          <textarea name="note" required minlength={5} maxlength={1000} rows={3} />
        </label>
        <button type="submit">Send to the editors</button>
      </form>
    </details>
  )
}
