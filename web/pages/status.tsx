// The status page: totals, what is in trouble with what to do, every source with how it is.
import type { Source } from '../../src/model.ts'
import type { FailureRow } from '../../src/store/failures.ts'
import type { Totals as Counts } from '../../src/store/lists.ts'
import type { SourceState } from '../../src/store/sources.ts'
import { FailureList } from '../components/failure-list.tsx'
import { Outward } from '../components/outward.tsx'
import { Totals } from '../components/totals.tsx'
import { writeAge, writeCount } from '../dates.ts'
import { kindName } from '../names.ts'
import { type Health, judgeSource, type Tone } from '../source-health.ts'

export type StatusProps = {
  totals: Counts
  sources: Source[]
  states: SourceState[]
  failures: FailureRow[]
  now: Date
}

type Row = Health & { source: Source }

const adviceShownMax = 320 // characters

export function Status({ totals, sources, states, failures, now }: StatusProps) {
  const byName = new Map(states.map((state) => [state.sourceName, state]))
  const titles = new Map(sources.map((source) => [source.name, source.title]))
  const rows = sources
    .map((source) => ({ source, ...judgeSource(source, byName.get(source.name), now) }))
    .sort((a, b) => a.source.title.localeCompare(b.source.title))
  const of = (tone: Tone) => rows.filter((row) => row.tone === tone)
  // A source in trouble is told of once, by its own row.
  const told = new Set(of('bad').map((row) => row.source.name))
  const others = failures.filter(
    ({ entryId, articleId, sourceName }) =>
      entryId !== null || articleId !== null || !told.has(sourceName ?? ''),
  )
  return (
    <div class="stack">
      <header>
        <h1>Status</h1>
        <p class="states">
          <span class="state ok">● {of('ok').length} sources well</span>
          <span class={of('bad').length > 0 ? 'state bad' : 'state off'}>
            ✕ {of('bad').length} in trouble
          </span>
          <span class="state off">… {of('wait').length} not yet asked</span>
          <span class="state off">○ {of('off').length} switched off</span>
        </p>
      </header>
      <Totals
        totals={[
          { name: 'Articles', count: totals.articles, href: '/search' },
          { name: 'Stories', count: totals.stories },
          { name: 'Copies folded', count: totals.copies },
          { name: 'Entries waiting', count: totals.pending },
          { name: 'Turned away', count: totals.notOurs, href: '/status/not-ours' },
          { name: 'Requests in 24 h', count: totals.fetches24h },
        ]}
      />
      <Trouble rows={of('bad')} now={now} />
      <section>
        <h2 class="label">Pages that failed</h2>
        {others.length === 0 ? (
          <p class="soft">None. Every page answered, or its trouble has passed.</p>
        ) : (
          <FailureList failures={others} titles={titles} now={now} />
        )}
        {totals.failures > failures.length && (
          <p class="pager">
            <a class="button quiet" href="/status/failures">
              All {writeCount(totals.failures)} open failures
            </a>
          </p>
        )}
      </section>
      <section>
        <h2 class="label">
          Sources <span class="number">{sources.length}</span>
        </h2>
        {sources.length === 0 ? (
          <p class="empty">
            No sources yet. Add one with <code>npx uptake sources add URL</code>.
          </p>
        ) : (
          <SourceTable rows={[...of('wait'), ...of('ok')]} now={now} />
        )}
        <SwitchedOff rows={of('off')} />
      </section>
    </div>
  )
}

/** What the operator must look at, said first and in full. */
function Trouble({ rows, now }: { rows: Row[]; now: Date }) {
  if (rows.length === 0) return null
  return (
    <section>
      <h2 class="label">Sources in trouble</h2>
      <ul class="evidence">
        {rows.map(({ source, words, advice, state }) => (
          <li>
            <p>
              <strong>
                <Outward url={source.homepage ?? source.url}>{source.title}</Outward>
              </strong>{' '}
              <span class="state bad">{words}</span>
            </p>
            <p>{advice?.slice(0, adviceShownMax)}</p>
            <p class="small soft">
              {kindName(source.kind)}
              {state?.lastCheckedAt && ` · asked ${writeAge(state.lastCheckedAt, now)}`}
              {state?.lastAnsweredAt && ` · last answered ${writeAge(state.lastAnsweredAt, now)}`}
              {state && ` · again ${writeAge(state.nextDueAt, now)}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

// On the phone the cells are lines; their names come from the style sheet, which knows them by place.
function SourceTable({ rows, now }: { rows: Row[]; now: Date }) {
  if (rows.length === 0) return null
  return (
    <table class="list sources">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">State</th>
          <th scope="col" class="number">
            Entries
          </th>
          <th scope="col">Last new</th>
          <th scope="col">Asked</th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ source, tone, words, advice, state }) => (
          <tr>
            <td>
              <Outward url={source.homepage ?? source.url}>{source.title}</Outward>{' '}
              <small>{kindName(source.kind)}</small>
              {advice && tone !== 'wait' && <p class="small soft">{advice.slice(0, adviceShownMax)}</p>}
            </td>
            <td class={`state ${tone === 'wait' ? 'off' : tone}`}>{words}</td>
            <td class="number">{state ? writeCount(state.newEntriesTotal) : '–'}</td>
            <td>{state?.lastNewEntryAt ? writeAge(state.lastNewEntryAt, now) : '–'}</td>
            <td>{state?.lastCheckedAt ? writeAge(state.lastCheckedAt, now) : '–'}</td>
            <td>{state ? writeAge(state.nextDueAt, now) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SwitchedOff({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return null
  return (
    <details>
      <summary>{rows.length} switched off, with the reasons</summary>
      <ul class="plain small">
        {rows.map(({ source, advice }) => (
          <li>
            {source.title} <span class="soft">{advice?.slice(0, adviceShownMax)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
