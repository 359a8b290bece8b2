// What a reader keeps: saved searches with what they bring in, and frozen ones to cite.
import type { FrozenSearch } from '../../src/store/frozen-searches.ts'
import type { SavedSearch, SearchVolume } from '../../src/store/saved-searches.ts'
import { WeekLine } from '../components/week-line.tsx'
import { writeDay, writeInstant, writePlural } from '../dates.ts'
import { searchLink } from '../links.ts'
import { writeExpected } from './saved-form.tsx'

export type SavedRow = { search: SavedSearch; volume: SearchVolume; words: string }

export type SavedListProps = {
  rows: SavedRow[]
  frozen: FrozenSearch[]
  now: Date
  said?: string
  deleted?: SavedSearch // just now: it can be brought back
}

export function SavedList({ rows, frozen, said, deleted }: SavedListProps) {
  return (
    <div class="stack">
      <header>
        <h1>Saved searches</h1>
        <p class="soft lede">Yours alone: nobody else sees what you keep here, operators included.</p>
      </header>
      {said && (
        <p class="notice plain" role="status">
          ✓ {said}
        </p>
      )}
      {deleted && (
        <div class="notice plain undo" role="status">
          <p>
            ✓ “{deleted.name}” is deleted{deleted.hasFeed && ', and its feed is silent'}.
          </p>
          <form method="post" action={`/saved/${deleted.id}/restore`}>
            <button type="submit" class="quiet">
              Undo
            </button>
          </form>
        </div>
      )}
      <section>
        <h2 class="label">
          Saved <span class="number">{rows.length}</span>
        </h2>
        {rows.length === 0 ? <NothingSaved /> : <SavedRows rows={rows} />}
      </section>
      <section id="frozen">
        <h2 class="label">
          Frozen to cite <span class="number">{frozen.length}</span>
        </h2>
        {frozen.length === 0 ? <NothingFrozen /> : <FrozenRows frozen={frozen} />}
      </section>
    </div>
  )
}

function SavedRows({ rows }: { rows: SavedRow[] }) {
  return (
    <ul class="rows plain saved-rows">
      {rows.map(({ search, volume, words }) => (
        <li>
          <div>
            <h3 class="headline" dir="auto">
              <a href={`/saved/${search.id}`}>{search.name}</a>
            </h3>
            {search.note && (
              <p class="snippet" dir="auto">
                {search.note}
              </p>
            )}
            <p class="small soft" dir="auto">
              {words}
            </p>
            <p class="marks">
              <a href={searchLink(search.query, 'newest')}>Search now</a>
              {volume.newest ? (
                <span>
                  last hit {writeDay(volume.newest.publishedOn)}: <bdi>{volume.newest.publicationName}</bdi>
                </span>
              ) : (
                <span>no hit yet</span>
              )}
              {search.hasFeed && <span class="chip">has a feed</span>}
            </p>
          </div>
          <div class="volume">
            <WeekLine weeks={volume.weeks} name={search.name} />
            <p class="small">{writeExpected(volume.last90Days)}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function FrozenRows({ frozen }: { frozen: FrozenSearch[] }) {
  return (
    <ul class="rows plain">
      {frozen.map((one) => (
        <li>
          <h3 class="headline" dir="auto">
            <a href={`/cite/${one.id}`}>{one.query.trim() === '' ? 'All articles' : one.query}</a>
          </h3>
          <p class="marks">
            <span>
              {writePlural(one.articleCount, 'article')} in {writePlural(one.storyCount, 'story', 'stories')}
            </span>
            <span>as of {writeInstant(one.asOf)}</span>
            <code>{one.id}</code>
          </p>
        </li>
      ))}
    </ul>
  )
}

function NothingSaved() {
  return (
    <div class="empty">
      <p>Nothing is saved yet. Search for something, then choose “Save this search” under the results.</p>
      <p>
        For example <a href={searchLink('hospital DeepSeek')}>hospital DeepSeek</a>, or{' '}
        <a href="/saved/new?q=has%3Anumber-change&name=Numbers+that+were+changed">
          every article in which a number was changed
        </a>
        .
      </p>
    </div>
  )
}

function NothingFrozen() {
  return (
    <p class="empty">
      A frozen search keeps its articles as they are today, with a page that says how they were found, for the
      methods section of a paper. Choose “Cite this search” under the results of a search.
    </p>
  )
}
