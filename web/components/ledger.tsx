// The ledger of a series: every figure with its sentence, who said it, where it stands, what contradicts it, and its history.
import type { Child } from 'hono/jsx'
import { writeFigure } from '../../src/claim/relate.ts'
import { isDrawn } from '../../src/claim/series.ts'
import type { ClaimDecision } from '../../src/store/claim-decisions.ts'
import type { StoredRelation } from '../../src/store/claim-series.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { writeDay, writePlural } from '../dates.ts'
import { basisName, boundName, quoteLink, seriesPath, writeAsOf } from '../figures.ts'
import { kindName } from '../names.ts'
import { Outward } from './outward.tsx'
import { Quote } from './quote.tsx'
import { gatherRelations, Relations } from './relations.tsx'

export type LedgerLine = { claim: ClaimRow; originLabel: string; rank: number }

export type LedgerProps = {
  lines: LedgerLine[] // newest first
  seriesKey: string
  relations: StoredRelation[]
  known: Map<number, ClaimRow> // every figure that relations name
  decisions: ClaimDecision[]
  asked?: number | undefined // the figure whose reasons and history are shown; for all of them the page would be too heavy
}

const figuresShownMax = 40
const againShownMax = 6 // of those that say the same

export function Ledger(props: LedgerProps) {
  const alike = gatherAlike(props.lines)
  const isAsked = ({ claim }: LedgerLine) => claim.id === props.asked
  const shown = alike.filter((own, i) => i < figuresShownMax || own.some(isAsked))
  return (
    <>
      <ol class="ledger">
        {shown.map(([line, ...again]) => (
          <Entry {...props} line={line}>
            {again.length > 0 && (
              <Again
                {...props}
                again={again.filter((one, i) => i < againShownMax || isAsked(one))}
                all={again}
              />
            )}
          </Entry>
        ))}
      </ol>
      {shown.length < alike.length && (
        <p class="soft">
          The newest {shown.length} of {alike.length}; the file has them all:{' '}
          <a href={`${seriesPath(props.seriesKey)}.csv`} download="">
            .csv
          </a>
        </p>
      )}
    </>
  )
}

/** The same figure of the same origin for the same time stands once, the surest reading first; the others fold under it. */
function gatherAlike(lines: LedgerLine[]): [LedgerLine, ...LedgerLine[]][] {
  const alike = Map.groupBy(lines, ({ claim: { reading }, originLabel }) =>
    [originLabel, writeFigure(reading), reading.asOf, reading.polarity, reading.modality].join('|'),
  )
  const sure = ({ claim }: LedgerLine) => Number(isDrawn(claim.reading, claim.status))
  return [...alike.values()].map(
    (own) => own.toSorted((a, b) => sure(b) - sure(a)) as [LedgerLine, ...LedgerLine[]],
  )
}

function Again(props: LedgerProps & { again: LedgerLine[]; all: LedgerLine[] }) {
  const { again, all, asked } = props
  const names = [...new Set(all.map(({ claim }) => claim.publicationName))]
  return (
    <details class="again" open={again.some(({ claim }) => claim.id === asked)}>
      <summary>
        {all.length} more {all.length === 1 ? 'sentence says' : 'sentences say'} the same:{' '}
        {names.slice(0, 3).join(', ')}
        {names.length > 3 && ` and ${names.length - 3} others`}
      </summary>
      <ol class="ledger">
        {again.map((line) => (
          <Entry {...props} line={line} />
        ))}
      </ol>
    </details>
  )
}

function Entry(props: LedgerProps & { line: LedgerLine; children?: Child }) {
  const { claim, originLabel, rank } = props.line
  const { reading } = claim
  const original = quoteLink(claim.url, reading)
  return (
    <li id={`figure-${claim.id}`} class={`figure-entry o${rank}`}>
      <EntryHead claim={claim} originLabel={originLabel} />
      <div>
        <Quote claim={claim} />
        <p class="kicker">
          <span>
            <a href={`/articles/${claim.articleId}#figure-${claim.id}`} lang={claim.language ?? undefined}>
              {claim.articleTitle}
            </a>
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
        <Relations lines={gatherRelations([claim], props.relations, props.known)} here={props.seriesKey} />
        {claim.note && <p class="note">{claim.note}</p>}
        {claim.id === props.asked ? (
          <div class="entry-folds">
            <Why claim={claim} own={props.decisions.filter(({ figureId }) => figureId === claim.id)} />
            <ReportForm claim={claim} path={seriesPath(props.seriesKey)} />
          </div>
        ) : (
          <p class="small">
            <a class="ask" href={`?figure=${claim.id}#figure-${claim.id}`}>
              Why it reads so; report an error
            </a>
          </p>
        )}
        {props.children}
      </div>
    </li>
  )
}

/** The figure itself, what is counted and when; then who said so, and whether anybody has looked at it. */
function EntryHead({ claim, originLabel }: { claim: ClaimRow; originLabel: string }) {
  const { reading } = claim
  const asOf = writeAsOf(reading.asOf, reading.asOfPrecision)
  return (
    <p class="figure-head">
      <span class="counted">
        <abbr
          class={`value${isDrawn(reading, claim.status) ? '' : ' hollow'}`}
          title={boundName(reading.qualifier)}
        >
          {writeFigure(reading)}
        </abbr>{' '}
        <span lang={claim.language ?? undefined}>{reading.unitText}</span>
      </span>
      <span title={basisName(reading.asOfBasis)}>{asOf || 'no date said'}</span>
      <span class="origin-name">{originLabel}</span>
      <span class={`state ${claim.status}`}>{writeState(claim)}</span>
      {reading.polarity === 'negated' && <span class="state bad">said not to</span>}
      {reading.modality !== 'actual' && <span class="state off">{reading.modality}</span>}
      {reading.accumulation === 'flow' && <span class="state off">new in the period</span>}
    </p>
  )
}

function Why({ claim, own }: { claim: ClaimRow; own: ClaimDecision[] }) {
  const { reading } = claim
  return (
    <details class="why" open>
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

function ReportForm({ claim, path }: { claim: ClaimRow; path: string }) {
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
