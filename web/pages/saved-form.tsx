// One saved search: what it is called and why it is kept, what it would have brought in lately, its private feed. The same
// page shows what to expect before anything is saved.
import type { QueryProblem } from '../../src/search/query.ts'
import type { SavedSearch, SearchVolume } from '../../src/store/saved-searches.ts'
import { QueryProblems } from '../components/notices.tsx'
import { WeekLine } from '../components/week-line.tsx'
import { writeCount, writeDay, writePlural } from '../dates.ts'
import { searchLink } from '../links.ts'
import { Field, Problem } from './sign-in.tsx'

export type Draft = { name: string; note: string; query: string }

export type Preview = {
  volume: SearchVolume
  total: { articles: number; stories: number }
  words: string
  problems: QueryProblem[]
}

export type SavedFormProps = {
  draft: Draft
  saved?: SavedSearch // absent: it is new
  preview?: Preview
  said?: string
  problem?: string
  feed?: { address: string; replaced: boolean } // just made: shown this once
  now: Date
}

export function SavedForm(props: SavedFormProps) {
  const { draft, saved, said, problem, preview } = props
  const action = saved ? `/saved/${saved.id}` : '/saved'
  return (
    <div class="stack saved-form">
      <header>
        <h1>{saved ? saved.name : 'Save a search'}</h1>
        <p class="soft lede">
          {saved
            ? `Saved ${writeDay(saved.createdAt)}. Only you see it.`
            : 'Kept under a name, with a private feed if you want one. Only you see it.'}{' '}
          <a href="/saved">All saved searches</a>
        </p>
      </header>
      {said && (
        <p class="notice plain" role="status">
          ✓ {said}
        </p>
      )}
      <Problem text={problem} />
      {props.feed && <NewFeed feed={props.feed} />}
      <form class="stacked" method="post" action={action}>
        <Field label="Query" name="q" value={draft.query} required maxlength={1000} autocomplete="off" />
        <Field label="Name" name="name" value={draft.name} required maxlength={120} autocomplete="off" />
        <label class="field">
          <span>Why you keep it (optional)</span>
          <textarea name="note" rows={3} maxlength={1000}>
            {draft.note}
          </textarea>
        </label>
        <p class="acts">
          <button type="submit">{saved ? 'Save the changes' : 'Save it'}</button>
          {/* The same fields, sent by GET: nothing is stored, and nothing that was typed is lost. */}
          <button
            type="submit"
            class="quiet"
            formmethod="get"
            formaction={`${saved ? action : '/saved/new'}#expected`}
            formnovalidate
          >
            See what it brings in
          </button>
        </p>
      </form>
      <Expected preview={preview} query={draft.query} />
      {saved && <Feed saved={saved} justMade={props.feed !== undefined} />}
      {saved && (
        <section>
          <h2 class="label">Delete</h2>
          <form method="post" action={`/saved/${saved.id}/delete`}>
            <button type="submit" class="quiet">
              Delete this search
            </button>
          </form>
          <p class="small soft">It can be brought back on the next page; its feed is silent meanwhile.</p>
        </section>
      )}
    </div>
  )
}

function Expected({ preview, query }: { preview: Preview | undefined; query: string }) {
  return (
    <section id="expected">
      <h2 class="label">What to expect</h2>
      {preview ? (
        <Figures preview={preview} query={query} />
      ) : (
        <p class="empty">Type a query to see how much it brings in.</p>
      )}
    </section>
  )
}

function Figures({
  preview: { volume, total, words, problems },
  query,
}: {
  preview: Preview
  query: string
}) {
  return (
    <>
      <QueryProblems query={query} problems={problems} />
      <p class="expected">
        <strong class="number">{writeExpected(volume.last90Days)}</strong>, by the last 90 days (
        {writePlural(volume.last90Days, 'article')}).
      </p>
      <WeekLine weeks={volume.weeks} name={query} />
      <p>
        In all so far:{' '}
        <a href={searchLink(query, 'newest')}>
          {writePlural(total.articles, 'article')} in {writePlural(total.stories, 'story', 'stories')}
        </a>
        {volume.newest ? (
          <>
            ; the last one on {writeDay(volume.newest.publishedOn)}:{' '}
            <a href={`/articles/${volume.newest.id}`} dir="auto">
              {volume.newest.title.slice(0, 200).toWellFormed()}
            </a>
          </>
        ) : (
          '; nothing has matched yet.'
        )}
      </p>
      <p class="small soft">It finds {words}.</p>
    </>
  )
}

/** 26 in 90 days -> "about 2 articles a week" */
export function writeExpected(last90Days: number): string {
  const weekly = (last90Days * 7) / 90
  if (last90Days === 0) return 'No articles a week'
  if (weekly < 1)
    return `About ${writePlural(Math.max(1, Math.round((last90Days * 30) / 90)), 'article')} a month`
  return `About ${writeCount(Math.round(weekly))} ${Math.round(weekly) === 1 ? 'article' : 'articles'} a week`
}

function Feed({ saved, justMade }: { saved: SavedSearch; justMade: boolean }) {
  return (
    <section id="feed">
      <h2 class="label">Private feed</h2>
      {saved.hasFeed ? (
        <p>
          There is an address for feed readers, made {writeDay(saved.feedMadeAt!)}. We keep only a fingerprint
          of it,
          {justMade ? ' so copy it now' : ' so it cannot be shown again'}; a new address makes the old one
          invalid.
        </p>
      ) : (
        <p>
          A feed reader can follow this search by a secret address, without signing in. Whoever has the
          address can read the feed: excerpts and links, the newest 100.
        </p>
      )}
      <div class="acts">
        <form method="post" action={`/saved/${saved.id}/feed`}>
          <button type="submit" class={saved.hasFeed ? 'quiet' : undefined}>
            {saved.hasFeed ? 'Make a new address' : 'Make a feed address'}
          </button>
        </form>
        {saved.hasFeed && (
          <form method="post" action={`/saved/${saved.id}/feed/stop`}>
            <button type="submit" class="quiet">
              Stop the feed
            </button>
          </form>
        )}
      </div>
    </section>
  )
}

function NewFeed({ feed: { address, replaced } }: { feed: { address: string; replaced: boolean } }) {
  return (
    <div class="notice plain" role="status">
      <p>
        ✓ This is the {replaced ? 'new ' : ''}address of the feed. It is shown this once: copy it into your
        feed reader
        {replaced ? '; the old address no longer works.' : '.'}
      </p>
      <dl class="facts">
        {[
          ['RSS', 'rss'],
          ['Atom', 'atom'],
          ['JSON Feed', 'json'],
        ].map(([name, suffix]) => (
          <>
            <dt>{name}</dt>
            <dd class="secret">
              <code>
                {address}.{suffix}
              </code>
            </dd>
          </>
        ))}
      </dl>
    </div>
  )
}
