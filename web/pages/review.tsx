// The review queue: one figure at a time with all that is needed to judge it, and keys for every verdict.
import {
  CLAIM_STAGES,
  type ClaimFields,
  type FieldProblem,
  fieldsOf,
  MEASURES,
  MODALITIES,
  PRECISIONS,
  QUALIFIERS,
} from '../../src/claim/edit.ts'
import { writeFigure } from '../../src/claim/relate.ts'
import type { Lexicon } from '../../src/model.ts'
import type { ClaimDecision } from '../../src/store/claim-decisions.ts'
import type { Suggestion } from '../../src/store/claim-queue.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { FigureChip } from '../components/figure-chip.tsx'
import { Outward } from '../components/outward.tsx'
import { Quote } from '../components/quote.tsx'
import { writeDay, writeInstant, writePlural } from '../dates.ts'
import { placeName, quoteLink, seriesPath, technologyName, unitName, writeAsOf } from '../figures.ts'
import { kindName } from '../names.ts'

export type ReviewProps = {
  claim: ClaimRow | undefined
  around: { before: string; after: string } // one sentence either side
  fields?: ClaimFields // as typed, when something about them was wrong
  problem?: FieldProblem
  copies: ClaimRow[] // the same quote in copies of the text
  nearest: ClaimRow[] // of the same series
  decisions: ClaimDecision[] // the last ones, newest first
  suggestions: Suggestion[]
  waiting: number
  skip: number[]
  done: string | undefined
  lexicon: Lexicon
}

export function Review(props: ReviewProps) {
  const { claim, waiting, suggestions, done } = props
  return (
    <div class="stack review">
      <header>
        <p class="soft">
          <a href="/adoption">Adoption counts</a>
        </p>
        <h1>Review</h1>
        <p class="soft">
          {writePlural(waiting, 'figure')} to look at, {writePlural(suggestions.length, 'message')} from
          readers. Watched series first, then contradictions, then the unsure ones that would tell most.
        </p>
      </header>
      {done && (
        <p class="notice plain" role="status">
          {done}
        </p>
      )}
      {claim ? <Figure {...props} claim={claim} /> : <Nothing />}
      <Suggestions suggestions={suggestions} />
      <Decisions decisions={props.decisions} />
    </div>
  )
}

function Nothing() {
  return (
    <p class="empty">
      Nothing waits for you. Figures come here when the rules are not sure of them, and when readers send one.
    </p>
  )
}

function Figure({
  claim,
  around,
  fields,
  problem,
  copies,
  nearest,
  skip,
  lexicon,
}: ReviewProps & { claim: ClaimRow }) {
  const original = quoteLink(claim.url, claim.reading)
  const skipped = [...skip, claim.id].slice(-50).join('.')
  return (
    <article class="review-figure">
      <p class="kicker">
        <span>
          <a href={`/articles/${claim.articleId}`}>{claim.articleTitle}</a>
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
      <div class="passage" lang={claim.language ?? undefined}>
        {around.before && <p class="soft">{around.before}</p>}
        <Quote claim={claim} />
        {around.after && <p class="soft">{around.after}</p>}
      </div>
      <p class="read-as">
        <span class="soft">Read as</span> <FigureChip claim={claim} lexicon={lexicon} link={false} />
      </p>
      <form method="post" action={`/adoption/review/${claim.id}`} class="verdict">
        <input type="hidden" name="skip" value={skip.join('.')} />
        <Fields
          claim={claim}
          fields={fields ?? fieldsOf(claim.reading)}
          problem={problem}
          lexicon={lexicon}
        />
        {copies.length > 0 && (
          <label class="check">
            <input type="checkbox" name="copies" value="1" checked /> the same for{' '}
            {writePlural(copies.length, 'verbatim copy', 'verbatim copies')}
          </label>
        )}
        <label>
          <span>Reason or note</span>
          <input name="reason" maxlength={500} autocomplete="off" />
        </label>
        <p class="buttons">
          <button type="submit" name="act" value="accept" data-press="a">
            Accept <kbd>a</kbd>
          </button>
          <button type="submit" class="quiet" name="act" value="fix" data-press="f">
            Save as fixed <kbd>f</kbd>
          </button>
          <button type="submit" class="quiet" name="act" value="reject" data-press="x">
            Reject <kbd>x</kbd>
          </button>
          <button type="submit" class="quiet" name="act" value="not-a-figure" data-press="n">
            Not an adoption figure <kbd>n</kbd>
          </button>
          <button type="submit" class="quiet" name="act" value="duplicate" data-press="d">
            Duplicate <kbd>d</kbd>
          </button>
          <a class="button quiet" href={`/adoption/review?skip=${skipped}`} data-press="s">
            Later <kbd>s</kbd>
          </a>
        </p>
      </form>
      <Nearest claim={claim} nearest={nearest} lexicon={lexicon} />
    </article>
  )
}

const NAMES: Record<keyof ClaimFields, string> = {
  measure: 'Measure',
  value: 'Number',
  valueMax: 'to (a range)',
  qualifier: 'Bound',
  unit: 'Counted',
  technology: 'Technology',
  places: 'Where (codes)',
  asOf: 'As of',
  asOfPrecision: 'Precision',
  stage: 'Stage',
  modality: 'Modality',
  polarity: 'Polarity',
  accumulation: 'Accumulation',
  attribution: 'Who says so',
  denominator: 'Of what (a share)',
}

/** The engine's names of fields -> the form's, so that each field stands beside its reasons. */
const REASON_OF: Record<string, keyof ClaimFields> = {
  value: 'value',
  number: 'value',
  qualifier: 'qualifier',
  unit: 'unit',
  technology: 'technology',
  place: 'places',
  places: 'places',
  as_of: 'asOf',
  as_of_precision: 'asOf',
  date: 'asOf',
  asOf: 'asOf',
  stage: 'stage',
  predicate: 'stage',
  modality: 'modality',
  polarity: 'polarity',
  attribution: 'attribution',
}

export function Fields({
  claim,
  fields,
  problem,
  lexicon,
}: {
  claim: ClaimRow
  fields: ClaimFields
  problem?: FieldProblem | undefined
  lexicon: Lexicon
}) {
  const choices: Partial<Record<keyof ClaimFields, [string, string][]>> = {
    measure: MEASURES.map((name) => [name, name]),
    qualifier: QUALIFIERS.map((name) => [name, name.replace('_', ' ')]),
    unit: lexicon.units.map((unit) => [unit.id, unit.name]),
    stage: CLAIM_STAGES.map((name) => [name, name.replace('_', ' ')]),
    modality: MODALITIES.map((name) => [name, name]),
    asOfPrecision: [['', 'none'], ...PRECISIONS.map((name): [string, string] => [name, name])],
    polarity: [
      ['affirmed', 'affirmed'],
      ['negated', 'negated'],
    ],
    accumulation: [
      ['stock', 'all so far'],
      ['flow', 'new in the period'],
    ],
  }
  const reasons = Map.groupBy(claim.reading.reasons, ({ field }) => REASON_OF[field])
  return (
    <div class="fields">
      {(Object.keys(NAMES) as (keyof ClaimFields)[]).map((name) => (
        <div class={problem?.field === name ? 'field wrong' : 'field'}>
          <label for={`field-${name}`}>{NAMES[name]}</label>
          {choices[name] ? (
            <select id={`field-${name}`} name={name}>
              {choices[name].map(([value, text]) => (
                <option value={value} selected={value === fields[name]}>
                  {text}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`field-${name}`}
              name={name}
              value={fields[name]}
              maxlength={200}
              autocomplete="off"
              list={name === 'technology' ? 'technologies' : undefined}
            />
          )}
          {problem?.field === name && <strong role="alert">{problem.message}</strong>}
          {(reasons.get(name) ?? []).map((reason) => (
            <small>{reason.words}</small>
          ))}
        </div>
      ))}
      <datalist id="technologies">
        {lexicon.technologies.map((technology) => (
          <option value={technology.id}>{technology.name}</option>
        ))}
      </datalist>
      {(reasons.get(undefined as never) ?? []).length > 0 && (
        <p class="soft">
          {claim.reading.reasons
            .filter(({ field }) => !REASON_OF[field])
            .map(({ words }) => words)
            .join(' · ')}
        </p>
      )}
    </div>
  )
}

function Nearest({ claim, nearest, lexicon }: { claim: ClaimRow; nearest: ClaimRow[]; lexicon: Lexicon }) {
  return (
    <section>
      <h2 class="label">
        <a href={seriesPath(claim.seriesKey)}>
          {unitName(lexicon, claim.reading.unit)} · {technologyName(lexicon, claim.reading.technology ?? '')}{' '}
          · {claim.reading.places.map((code) => placeName(lexicon, code)).join(', ') || 'no place'}
        </a>
      </h2>
      {nearest.length === 0 ? (
        <p class="soft">The first figure of its series: accepted, it opens a new one.</p>
      ) : (
        <section class="scroll" tabindex={0} aria-label="Nearest figures">
          <table class="list nearest">
            <tbody>
              {nearest.map((other) => (
                <tr>
                  <td class="number">{writeFigure(other.reading)}</td>
                  <td>
                    {writeAsOf(other.reading.asOf, other.reading.asOfPrecision) ||
                      writeDay(other.publishedOn)}
                  </td>
                  <td>{other.publicationName}</td>
                  <td>
                    <form method="post" action={`/adoption/review/${claim.id}/relate`} class="inline">
                      <input type="hidden" name="other" value={String(other.id)} />
                      {['same', 'supersedes', 'contradicts'].map((kind) => (
                        <button type="submit" class="quiet" name="kind" value={kind}>
                          {kind}
                        </button>
                      ))}
                    </form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

function Suggestions({ suggestions }: { suggestions: Suggestion[] }) {
  if (suggestions.length === 0) return null
  return (
    <section>
      <h2 class="label">
        From readers <span class="number">{suggestions.length}</span>
      </h2>
      <ul class="ledger">
        {suggestions.map((suggestion) => (
          <li class="figure-entry">
            <p class="kicker">
              <span>{suggestion.kind === 'error' ? 'an error report' : 'a figure'}</span>
              <span>{writeInstant(suggestion.sentAt)}</span>
              <span>
                <Outward url={suggestion.url}>{suggestion.url}</Outward>
              </span>
              {suggestion.figureId !== null && (
                <span>
                  <a href={`/adoption/review/${suggestion.figureId}`}>the figure</a>
                </span>
              )}
            </p>
            <blockquote class="quote">{suggestion.quote}</blockquote>
            {suggestion.note && <p class="note">{suggestion.note}</p>}
            <form method="post" action={`/adoption/suggestions/${suggestion.id}`} class="inline">
              <button type="submit" name="state" value="taken">
                {suggestion.kind === 'error' ? 'Dealt with' : 'Take it up'}
              </button>{' '}
              <button type="submit" class="quiet" name="state" value="dismissed">
                Dismiss
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Decisions({ decisions }: { decisions: ClaimDecision[] }) {
  if (decisions.length === 0) return null
  return (
    <details open>
      <summary>Last decisions</summary>
      <ul class="history decisions">
        {decisions.map((decision) => (
          <li>
            <a href={`/adoption/review/${decision.figureId}`}>figure {decision.figureId}</a>:{' '}
            {decision.act.replaceAll('-', ' ')} by {decision.who}, {writeInstant(decision.decidedAt)}
            {decision.reason && ` (${decision.reason})`}{' '}
            {decision.undoneAt ? (
              <span class="soft">taken back</span>
            ) : (
              <form method="post" action={`/adoption/decisions/${decision.id}/undo`} class="inline">
                <button type="submit" class="quiet">
                  Undo
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
