// What was turned away and why, to search and to overrule.

import type { NotOursRow } from '../../src/store/entries.ts'
import { Outward } from '../components/outward.tsx'
import { writeDay, writePlural } from '../dates.ts'
import { encodeWords } from '../links.ts'

export type NotOursProps = {
  rows: NotOursRow[]
  count: number
  words: string
  titles: Map<string, string>
  next?: number
  said: boolean
  mayDecide: boolean
}

const titleShownMax = 300 // characters

export function NotOurs({ rows, count, words, titles, next, said, mayDecide }: NotOursProps) {
  return (
    <div class="stack">
      <header>
        <h1>Turned away</h1>
        <p class="soft lede">
          Entries that were not about the use of AI in medicine, each with the reason.{' '}
          {mayDecide
            ? 'Say “It is ours” where the rules were wrong: it is remembered, and the page is fetched in the next round.'
            : 'Editors can say “It is ours” where the rules were wrong.'}
        </p>
      </header>
      {said && (
        <p class="notice plain" role="status">
          ✓ Noted: it is ours. Its page is fetched in the next round of the crawler.
        </p>
      )}
      <form class="find" action="/status/not-ours">
        <label class="hidden" for="words">
          Search what was turned away
        </label>
        <input
          id="words"
          name="words"
          type="search"
          value={words}
          placeholder="words of the title or summary"
          maxlength={200}
        />
        <button type="submit">Search</button>
      </form>
      <section>
        <h2 class="label">{writePlural(count, 'entry', 'entries')}</h2>
        {rows.length === 0 ? (
          <NothingHere words={words} />
        ) : (
          <Entries rows={rows} words={words} titles={titles} mayDecide={mayDecide} />
        )}
        {next !== undefined && (
          <p class="pager">
            <a
              class="button quiet"
              rel="next"
              href={`/status/not-ours?before=${next}${words ? `&words=${encodeWords(words)}` : ''}`}
            >
              Earlier ones
            </a>
          </p>
        )}
      </section>
    </div>
  )
}

type EntriesProps = Pick<NotOursProps, 'rows' | 'words' | 'titles' | 'mayDecide'>

function Entries({ rows, words, titles, mayDecide }: EntriesProps) {
  const asked = words ? `?words=${encodeWords(words)}` : ''
  return (
    <ul class="rows plain turned">
      {rows.map((row) => (
        <li>
          <div>
            <p class="kicker">
              <strong>{titles.get(row.sourceName) ?? row.sourceName}</strong>
              <time datetime={row.publishedAt ?? row.firstSeenAt}>
                {writeDay(row.publishedAt ?? row.firstSeenAt)}
              </time>
            </p>
            <h3 class="headline" dir="auto">
              <Outward url={row.url}>
                {row.title.slice(0, titleShownMax).toWellFormed() || 'Untitled'}
              </Outward>
            </h3>
            <p class="snippet">
              {row.reason}
              {row.words.length > 0 && `: ${row.words.slice(0, 6).join(', ')}`}
            </p>
          </div>
          {mayDecide && (
            <form method="post" action={`/status/not-ours/${row.id}${asked}`}>
              <button type="submit" class="quiet">
                It is ours<span class="hidden">: {row.title.slice(0, 80).toWellFormed()}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

function NothingHere({ words }: { words: string }) {
  if (words)
    return (
      <p class="empty">
        Nothing that was turned away has all these words. <a href="/status/not-ours">Show everything</a>
      </p>
    )
  return <p class="empty">Nothing has been turned away so far.</p>
}
