// The pages for what is not there and for what went wrong: what happened, and what to do.
import { searchLink } from '../links.ts'

export function NoSuchPage({ what }: { what: string }) {
  return (
    <div class="empty">
      <h1>There is no such {what}</h1>
      <p>
        Look at <a href="/">the latest stories</a> or <a href="/search">search the archive</a>.
      </p>
    </div>
  )
}

/** `query`: what was searched for, where it was a search. */
export function TookTooLong({ query, seconds }: { query: string | undefined; seconds: number }) {
  const period = 'published:<90d'
  return (
    <div class="empty">
      <h1>This question took too long</h1>
      <p>It was stopped, so that everybody else is answered too. Nothing is broken. Ask for less:</p>
      <ul>
        <li>
          name a period
          {query !== undefined && !/\b(published|seen):/i.test(query) && (
            <>
              , for example <a href={searchLink(`${query} ${period}`)}>the last 90 days of this search</a>
            </>
          )}
          ;
        </li>
        <li>add a word, or take a rarer one: very common words have very many articles;</li>
        <li>
          write out what ends in an asterisk: <code>hosp*</code> is very many words.
        </li>
      </ul>
      <p>
        The same question may pass when fewer people ask: try it again in {seconds} seconds.{' '}
        <a href="/status">The status page</a> tells how the site is.
      </p>
    </div>
  )
}

export function OutOfOrder({ message }: { message: string }) {
  return (
    <div class="empty">
      <h1>This page cannot be shown now</h1>
      <p>{message}</p>
      <p>
        Try again in a moment; <a href="/status">the status page</a> may tell more.
      </p>
    </div>
  )
}
