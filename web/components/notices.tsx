// Notices and empty states: what happened, and what to do.
import type { Child } from 'hono/jsx'
import type { QueryProblem } from '../../src/search/query.ts'
import { searchLink } from '../links.ts'

export function Notice({ plain = false, children }: { plain?: boolean; children: Child }) {
  return (
    <div class={plain ? 'notice plain' : 'notice'} role="note">
      {children}
    </div>
  )
}

const problemsShownMax = 5
const piecesShownMax = 60 // characters
const mendCharactersMax = 300 // a longer query is mended by hand: a page must not be made of copies of it

/** What is off in a query, where, and what to write instead. */
export function QueryProblems({ query, problems }: { query: string; problems: QueryProblem[] }) {
  if (problems.length === 0) return null
  return (
    <Notice>
      {problems.slice(0, problemsShownMax).map((problem) => (
        <p>
          {problem.length > 0 && problem.at < query.length && (
            <>
              <code>{cutPiece(query, problem)}</code>{' '}
            </>
          )}
          {problem.message}
          {problem.mend && problem.mend.length <= mendCharactersMax && (
            <>
              {' '}
              Search instead:{' '}
              <a href={searchLink(problem.mend)}>
                <code dir="auto">{problem.mend}</code>
              </a>
            </>
          )}
          {problem.example && (
            <>
              {' '}
              For example <code>{problem.example}</code>.
            </>
          )}
        </p>
      ))}
      {problems.length > problemsShownMax && <p>And {problems.length - problemsShownMax} more.</p>}
    </Notice>
  )
}

function cutPiece(query: string, { at, length }: QueryProblem): string {
  return length <= piecesShownMax
    ? query.slice(at, at + length)
    : `${query.slice(at, at + piecesShownMax).toWellFormed()}…`
}
