// Failures: what, where, why, and whether it is tried again. On the status page and on its own.
import type { FailureRow } from '../../src/store/failures.ts'
import { writeAge, writeInstant, writePlural } from '../dates.ts'

export type FailureListProps = { failures: FailureRow[]; titles: Map<string, string>; now: Date }

const urlShownMax = 160 // characters
const messageShownMax = 400 // characters

export function FailureList({ failures, titles, now }: FailureListProps) {
  return (
    <ul class="evidence">
      {failures.map((failure) => (
        <li>
          <p>
            <strong dir="auto">{nameFailure(failure, titles)}</strong>{' '}
            <span class="soft">
              {failure.step}, {failure.kind}
              {failure.times > 1 && `, ${writePlural(failure.times, 'time')}`}
            </span>
          </p>
          <p>{cut(failure.message, messageShownMax)}</p>
          <p class="small soft">
            {cut(failure.url, urlShownMax)} ·{' '}
            <time datetime={failure.lastFailedAt} title={writeInstant(failure.lastFailedAt)}>
              {writeAge(failure.lastFailedAt, now)}
            </time>
            {failure.retry === 'later' && failure.retryAt && ` · again ${writeAge(failure.retryAt, now)}`}
            {failure.retry === 'never' && ' · not tried again'}
            {failure.articleId !== null && (
              <>
                {' · '}
                <a href={`/articles/${failure.articleId}`}>what is stored</a>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}

function nameFailure(failure: FailureRow, titles: Map<string, string>): string {
  const source = failure.sourceName === null ? undefined : titles.get(failure.sourceName)
  return failure.entryTitle || source || failure.sourceName || 'A page'
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max).toWellFormed()}…` : text
}
