// Search: stories with marks, hits over time, facets as links, problems with their mend, empty states that teach.
import type { Topics } from '../../src/model.ts'
import type { SearchOrder } from '../../src/store/search.ts'
import type { Facets } from '../../src/store/search-facets.ts'
import type { StoryAnswer } from '../../src/store/search-stories.ts'
import { ArticleRow } from '../components/article-row.tsx'
import { Downloads } from '../components/downloads.tsx'
import { Notice, QueryProblems } from '../components/notices.tsx'
import { SearchChart } from '../components/search-chart.tsx'
import { SearchFacets } from '../components/search-facets.tsx'
import { SearchHelp } from '../components/search-help.tsx'
import { StoryRow } from '../components/search-story.tsx'
import { writeCount, writeMonth, writePlural } from '../dates.ts'
import { encodeWords, searchLink } from '../links.ts'
import { countryName, facetName, kindName, languageName, tagName } from '../names.ts'
import { type FilterTerm, listFilters, removeTerm } from '../query-terms.ts'
import { searchUrl } from '../search-links.ts'
import type { AskedSearch, HistogramFacts } from '../search-request.ts'

export type SearchProps = {
  asked: AskedSearch
  answer: StoryAnswer
  facets: Facets
  histogram?: HistogramFacts
  topics: Topics
  suggestion?: string
  editor?: boolean // may tag what was found
}

// Every filter link repeats the query: a long one is offered fewer, or the page would be made mostly of itself.
const roomyQueryMax = 80 // characters as encoded
const filteredQueryMax = 240
const barLinksBytesMax = 3_500 // of repeated queries in the chart
const lengthOf = ({ query }: AskedSearch) => encodeWords(query).length

export function Search(props: SearchProps) {
  const { asked, answer, histogram, topics, facets, suggestion } = props
  const filterable = lengthOf(asked) <= filteredQueryMax
  const roomy = lengthOf(asked) <= roomyQueryMax
  const nothing = answer.rows.length === 0
  return (
    <div class="columns with-rail search-page">
      <div>
        <div class="bar">
          <h1>{writeHeadline(asked, answer)}</h1>
          {filterable ? <Sorts asked={asked} /> : <LongSorts asked={asked} />}
        </div>
        <QueryProblems query={asked.query} problems={asked.compiled.problems} />
        <ChosenFilters {...props} />
        {suggestion && (
          <p class="suggestion">
            Did you mean <a href={searchUrl(asked, { query: suggestion })}>{suggestion}</a>?
          </p>
        )}
        {histogram && filterable && (
          <SearchChart
            view={asked}
            facts={histogram}
            linked={lengthOf(asked) * histogram.buckets.length <= barLinksBytesMax}
          />
        )}
        {answer.ranked !== undefined && <Windowed asked={asked} ranked={answer.ranked} />}
        {nothing ? <NothingFound {...props} /> : <Results {...props} />}
        <Pager asked={asked} next={answer.next} />
        {props.editor && answer.articles > 0 && (
          <p class="pager">
            <a class="button quiet" href={`/tagging/search?q=${encodeWords(asked.query)}`}>
              Tag {writePlural(answer.articles, 'article')}
            </a>
          </p>
        )}
        <SearchHelp open={nothing && asked.after === undefined} />
        {answer.articles > 0 && filterable && (
          <Downloads
            path="/search"
            asked={searchLink(asked.query, asked.order).slice(8)}
            byStory
            query={asked.query}
          />
        )}
      </div>
      <aside class="rail" id="filters" aria-label="Filters">
        <p class="sheet-head">
          <a class="button" href="#main">
            Show {writePlural(answer.articles, 'article')}
          </a>
        </p>
        {filterable ? (
          <SearchFacets view={asked} facets={facets} topics={topics} fold={roomy} />
        ) : (
          <p class="small soft">Filters are offered for shorter queries.</p>
        )}
      </aside>
    </div>
  )
}

/** "40 articles in 14 stories"; the exports have exactly as many rows. */
function writeHeadline({ query }: AskedSearch, { articles, stories }: StoryAnswer): string {
  if (articles === 0) return query.trim() === '' ? 'All articles' : 'No articles'
  return `${writePlural(articles, 'article')} in ${writePlural(stories, 'story', 'stories')}`
}

function Results({ asked, answer, topics }: SearchProps) {
  return (
    <ol class="rows plain results">
      {answer.rows.map((story) => (
        <li>
          {asked.grouped ? (
            <StoryRow story={story} topics={topics} />
          ) : (
            <ArticleRow hit={story.lead} topics={topics} />
          )}
        </li>
      ))}
    </ol>
  )
}

const ORDERS: [SearchOrder, string, string][] = [
  ['relevance', 'Relevance', ''],
  ['newest', 'Newest', ''],
  ['oldest', 'Oldest', ''],
  ['covered', 'Most covered', 'Stories with the most independent reports first'],
]

function Sorts({ asked }: { asked: AskedSearch }) {
  return (
    <nav class="sorts" aria-label="Order">
      {ORDERS.map(([order, name, help]) => (
        <a
          href={searchUrl(asked, { order })}
          aria-current={asked.order === order ? 'true' : undefined}
          title={help || undefined}
        >
          {name}
        </a>
      ))}
      <a class="grouping" href={searchUrl(asked, { grouped: !asked.grouped })}>
        {asked.grouped ? 'One by one' : 'By story'}
      </a>
      <a class="open-filters" href="#filters">
        Filters
      </a>
    </nav>
  )
}

/** The same as buttons of one form: a query too long to stand in every link stands here once. */
function LongSorts({ asked }: { asked: AskedSearch }) {
  return (
    <form class="sorts" action="/search" aria-label="Order">
      <input type="hidden" name="q" value={asked.query} />
      {ORDERS.map(([order, name]) => (
        <button name="sort" value={order} type="submit" aria-pressed={asked.order === order}>
          {name}
        </button>
      ))}
    </form>
  )
}

/** The honest note: what was put in order was not everything. */
function Windowed({ asked, ranked }: { asked: AskedSearch; ranked: number }) {
  const by = asked.order === 'covered' ? 'by how much they were covered' : 'in order of relevance'
  return (
    <Notice plain>
      There are very many matches, so only the newest {writeCount(ranked)} were put {by}.{' '}
      <a href={searchUrl(asked, { order: 'newest' })}>All of them, newest first</a>
    </Notice>
  )
}

function ChosenFilters({ asked, facets, topics }: SearchProps) {
  const filters = listFilters(asked.query)
  if (filters.length === 0) return null
  return (
    <ul class="chosen plain" aria-label="Filters in force">
      {filters.map((filter) => (
        <li>
          <a href={searchUrl(asked, { query: removeTerm(asked.query, filter.text) })}>
            <bdi>{nameFilter(filter, facets, topics)}</bdi>
            <span aria-hidden="true"> ×</span>
            <span class="hidden">: take this filter away</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** { field: "kind", value: "wire" } -> "Wire" */
function nameFilter({ field, value, text }: FilterTerm, facets: Facets, topics: Topics): string {
  if (field === 'kind') return kindName(value.toLowerCase())
  if (field === 'lang') return languageName(value)
  if (field === 'country') return countryName(value.toUpperCase())
  if (field === 'tag') return value.includes('/') ? tagName(value, topics) : facetName(value)
  if (field === 'publication')
    return facets.publication.find((known) => known.value === value)?.label ?? value
  if (field === 'published' && /^\d{4}-\d{2}$/.test(value)) return writeMonth(value)
  return text
}

function Pager({ asked, next }: { asked: AskedSearch; next: string | undefined }) {
  const later = asked.after !== undefined
  if (next === undefined && !later) return null
  if (lengthOf(asked) > filteredQueryMax)
    return (
      <form class="pager" action="/search">
        <input type="hidden" name="q" value={asked.query} />
        {asked.order !== 'relevance' && <input type="hidden" name="sort" value={asked.order} />}
        {later && (
          <button class="quiet" type="submit">
            First page
          </button>
        )}
        {next !== undefined && (
          <button class="quiet" name="after" value={next} type="submit">
            Next page
          </button>
        )}
      </form>
    )
  return (
    <p class="pager">
      {later && (
        <a class="button quiet" href={searchUrl(asked)}>
          First page
        </a>
      )}
      {next !== undefined && (
        <a class="button quiet" rel="next" href={searchUrl(asked, { after: next })}>
          Next page
        </a>
      )}
    </p>
  )
}

function NothingFound({ asked }: SearchProps) {
  const { query } = asked
  if (asked.after !== undefined) return <p class="empty">Nothing follows. The search has no more pages.</p>
  if (query.trim() === '')
    return (
      <p class="empty">
        The archive is empty so far. <a href="/status">The status page</a> shows what each source answered.
      </p>
    )
  const filters = listFilters(query)
  const without = filters.reduce((rest, filter) => removeTerm(rest, filter.text), query)
  return (
    <div class="empty">
      <p>
        No article matches <strong dir="auto">{query.slice(0, 200).toWellFormed()}</strong>. All words must
        occur; try fewer of them, or <code>OR</code> between them.
      </p>
      {filters.length > 0 && without !== '' && (
        <p>
          <a href={searchUrl(asked, { query: without })}>Search the same words without filters</a>
        </p>
      )}
    </div>
  )
}
