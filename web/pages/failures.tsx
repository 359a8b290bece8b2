// All open failures, page by page.
import type { FailureRow } from '../../src/store/failures.ts'
import { FailureList } from '../components/failure-list.tsx'
import { writePlural } from '../dates.ts'

export type FailuresProps = {
  failures: FailureRow[]
  count: number
  titles: Map<string, string>
  next?: string
  now: Date
}

export function Failures({ failures, count, titles, next, now }: FailuresProps) {
  return (
    <div class="stack">
      <header>
        <h1>Failures</h1>
        <p class="soft">
          {count === 0 ? 'None is open.' : `${writePlural(count, 'failure is', 'failures are')} open.`} Each
          leaves by itself when the same address answers again. <a href="/status">Status</a>
        </p>
      </header>
      <FailureList failures={failures} titles={titles} now={now} />
      {next !== undefined && (
        <p class="pager">
          <a class="button quiet" rel="next" href={`/status/failures?before=${encodeURIComponent(next)}`}>
            Earlier ones
          </a>
        </p>
      )}
    </div>
  )
}
