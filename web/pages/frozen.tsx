// A frozen search: before it is frozen, its record and method page, and what the same search finds today.
import { type MethodFacts, suggestCitation, writeMethodText } from '../../src/export/method.ts'
import type { QueryProblem } from '../../src/search/query.ts'
import type { ComparedRow, Comparison, UnfinishedFrozen } from '../../src/store/frozen-searches.ts'
import { QueryProblems } from '../components/notices.tsx'
import { writeCount, writeDay, writeInstant, writePlural } from '../dates.ts'
import { searchLink } from '../links.ts'
import { Method } from './method.tsx'
import { Problem } from './sign-in.tsx'

export type FreezeFormProps = {
  query: string
  words: string
  problems: QueryProblem[]
  total: { articles: number; stories: number }
  sources: MethodFacts['sources']
  problem?: string
}

export function FreezeForm({ query, words, problems, total, sources, problem }: FreezeFormProps) {
  const on = sources.filter((source) => source.enabled).length
  return (
    <div class="stack">
      <header>
        <h1>Cite this search</h1>
        <p class="soft lede">
          Freezing keeps what the search finds at this moment, under an address that stays: the rows with
          their hash, the query as typed and in words, the sources, and the text for a methods section.
          Everybody with the address can read it; whole texts are not in it.
        </p>
      </header>
      <Problem text={problem} />
      <QueryProblems query={query} problems={problems} />
      <dl class="facts">
        <dt>Search</dt>
        <dd>
          <code dir="auto">{query.trim() === '' ? '(no words: all articles)' : query}</code>
        </dd>
        <dt>In words</dt>
        <dd dir="auto">{words}</dd>
        <dt>Finds</dt>
        <dd>
          {writePlural(total.articles, 'article')} in {writePlural(total.stories, 'story', 'stories')}
        </dd>
        <dt>Sources</dt>
        <dd>{writePlural(on, 'source')} read on schedule</dd>
      </dl>
      <form method="post" action="/cite" class="acts">
        <input type="hidden" name="q" value={query} />
        {total.articles > 0 && <button type="submit">Freeze {writePlural(total.articles, 'article')}</button>}
        <a class="button quiet" href={searchLink(query, 'newest')}>
          Back to the search
        </a>
      </form>
    </div>
  )
}

/** `broken`: why it will not be finished. */
export type UnfinishedProps = { frozen: UnfinishedFrozen; broken: string | undefined }

export function Unfinished({ frozen, broken }: UnfinishedProps) {
  const { id, query, asOf, foundCount, keptCount } = frozen
  return (
    <div class="stack frozen">
      <header>
        <p class="kicker">
          <strong>{broken === undefined ? 'Being frozen' : 'Not frozen'}</strong>
          <span>{id}</span>
        </p>
        <h1 dir="auto">{query.trim() === '' ? 'All articles' : query}</h1>
        <p class="soft lede">
          {broken === undefined
            ? `The search of ${writeInstant(asOf)} found ${writePlural(foundCount, 'article')}; their rows are being kept one after the other.`
            : `It broke off after ${writeCount(keptCount)} of ${writePlural(foundCount, 'article')}, so there is nothing to cite under this address. ${broken}`}
        </p>
      </header>
      {broken === undefined ? (
        <>
          <p role="status">
            <progress value={keptCount} max={foundCount} aria-label="Articles kept" /> {writeCount(keptCount)}{' '}
            of {writeCount(foundCount)} articles kept
          </p>
          <p class="small soft">
            It goes on whether or not this page is open. Its hash, its files and its citation are here when
            all rows are. Do not cite it before.
          </p>
          <p class="acts">
            <a class="button" href={`/cite/${id}`}>
              Look again
            </a>
          </p>
        </>
      ) : (
        <p class="acts">
          <a class="button" href={`/cite?q=${encodeURIComponent(query.toWellFormed())}`}>
            Freeze it again
          </a>
        </p>
      )}
    </div>
  )
}

export type FrozenProps = {
  facts: MethodFacts
  bibtex: string
  ris: string
  byteCount: number
  finishedAt: string
}

const takesTimeSeconds = 2 // less is no time

export function Frozen({ facts, bibtex, ris, byteCount, finishedAt }: FrozenProps) {
  const { id, query, articleCount, storyCount, asOf, sha256 } = facts
  const secondsTaken = Math.round((Date.parse(finishedAt) - Date.parse(asOf)) / 1000)
  return (
    <div class="stack frozen">
      <header>
        <p class="kicker">
          <strong>Frozen search</strong>
          <span>{id}</span>
        </p>
        <h1 dir="auto">{query.trim() === '' ? 'All articles' : query}</h1>
        <p class="soft lede">
          {writePlural(articleCount, 'article')} in {writePlural(storyCount, 'story', 'stories')}, as they
          were on {writeInstant(asOf)}
          {secondsTaken < takesTimeSeconds
            ? '.'
            : `; reading the rows took the ${writeCount(secondsTaken)} seconds after that.`}{' '}
          Nothing here changes any more.
        </p>
        <p class="acts">
          <a class="button" href={`/cite/${id}/again`}>
            What would it find today?
          </a>
          <a class="button quiet" href={searchLink(query, 'newest')}>
            Search again
          </a>
        </p>
      </header>
      <section id="rows">
        <h2 class="label">The rows as they were</h2>
        <p class="files">
          {['csv', 'ndjson', 'json', 'bib', 'ris'].map((suffix) => (
            <a href={`/cite/${id}.${suffix}`} rel="nofollow">
              {suffix === 'bib' ? 'BibTeX' : suffix.toUpperCase()}
            </a>
          ))}
        </p>
        <p class="small soft">
          {writePlural(articleCount, 'row')}, {writeCount(Math.ceil(byteCount / 1024))} KiB as NDJSON. Its
          SHA-256, which <code>sha256sum</code> gives for the downloaded file:
        </p>
        <p class="secret">
          <code>{sha256}</code>
        </p>
      </section>
      <section id="citation">
        <h2 class="label">Suggested citation</h2>
        <p class="citation" dir="auto">
          {suggestCitation(facts)}
        </p>
        <div class="side-by-side">
          <CopyText label="BibTeX" text={bibtex.trim()} rows={9} />
          <CopyText label="RIS" text={ris.trim().replaceAll('\r\n', '\n')} rows={9} />
        </div>
      </section>
      <Method facts={facts} />
      <section>
        <h2 class="label">The method as text</h2>
        <CopyText label="To copy into a supplement" text={writeMethodText(facts)} rows={14} />
      </section>
    </div>
  )
}

function CopyText({ label, text, rows }: { label: string; text: string; rows: number }) {
  return (
    <label class="field copy-text">
      <span>{label}</span>
      <textarea readonly rows={rows} spellcheck={false}>
        {text}
      </textarea>
    </label>
  )
}

export type FrozenAgainProps = { facts: MethodFacts; comparison: Comparison; now: Date }

export function FrozenAgain({ facts, comparison, now }: FrozenAgainProps) {
  const { id, query, articleCount, asOf } = facts
  const { added, gone, changed } = comparison
  const same = added.count + gone.count + changed.count === 0
  return (
    <div class="stack frozen">
      <header>
        <p class="kicker">
          <strong>Frozen search</strong>
          <a href={`/cite/${id}`}>{id}</a>
          <span>run again {writeInstant(now.toISOString())}</span>
        </p>
        <h1 dir="auto">{query.trim() === '' ? 'All articles' : query}</h1>
        <p class="lede">
          {writePlural(articleCount, 'article')} on {writeDay(asOf)}, {writeCount(comparison.now)} today
          {same ? ': nothing is different.' : '.'}
        </p>
        <p class="soft small">
          Relative periods are read as of {writeDay(asOf)}. “Changed” is a headline, text, date or publication
          that is not what it was; the frozen rows stay as they were.
        </p>
      </header>
      <Compared id="added" name="Added since" list={added} empty="Nothing was added." />
      <Compared id="gone" name="No longer found" list={gone} empty="Everything is still found." />
      <Compared id="changed" name="Changed" list={changed} empty="Nothing was changed." />
    </div>
  )
}

type ComparedProps = {
  id: string
  name: string
  list: { count: number; rows: ComparedRow[] }
  empty: string
}

function Compared({ id, name, list, empty }: ComparedProps) {
  return (
    <section id={id}>
      <h2 class="label">
        {name} <span class="number">{writeCount(list.count)}</span>
      </h2>
      {list.count === 0 ? (
        <p class="soft">{empty}</p>
      ) : (
        <ul class="rows plain other-hits">
          {list.rows.map((row) => (
            <li>
              <p class="kicker">
                <strong>
                  <bdi>{row.publication}</bdi>
                </strong>
                <span>{writeDay(row.publishedOn)}</span>
                {row.what.map((what) => (
                  <span class="chip alert">± {what}</span>
                ))}
              </p>
              <p class="headline" dir="auto">
                <a href={`/articles/${row.id}`}>{row.title}</a>
              </p>
            </li>
          ))}
        </ul>
      )}
      {list.count > list.rows.length && (
        <p class="small soft">and {writeCount(list.count - list.rows.length)} more, not listed here.</p>
      )}
    </section>
  )
}
