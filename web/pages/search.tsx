// Search: results with marks, the months as a chart, facets as links, problems with their mend, empty states that teach.
import type { Topics } from '../../src/model.ts'
import type { Compiled } from '../../src/search/compile.ts'
import type { SearchAnswer, SearchOrder } from '../../src/store/search.ts'
import type { Facets, FacetValue } from '../../src/store/search-facets.ts'
import { ArticleRow } from '../components/article-row.tsx'
import { Downloads } from '../components/downloads.tsx'
import { Facet, type FacetItem } from '../components/facet.tsx'
import { MonthChart } from '../components/month-chart.tsx'
import { ExampleQueries, Notice, QueryProblems } from '../components/notices.tsx'
import { writeCount, writeMonth, writePlural } from '../dates.ts'
import { encodeWords, searchLink } from '../links.ts'
import { type Bar, makeBars } from '../months.ts'
import { countryName, facetOf, kindName, languageName, tagName } from '../names.ts'
import { addTerm, type FilterTerm, hasTerm, listFilters, removeTerm, writeTerm } from '../query-terms.ts'

export type SearchProps = {
  query: string
  order: SearchOrder
  later: boolean // not the first page
  compiled: Compiled
  answer: SearchAnswer
  facets: Facets
  topics: Topics
  suggestion?: string
}

export const EXAMPLES = [
  ['hospital DeepSeek', 'both words, anywhere'],
  ['"on-premises" OR "private deployment"', 'a phrase, or another'],
  ['医院 大模型', 'Chinese words, simplified or traditional'],
  ['title:hospital -pilot', 'in the title, without a word'],
  ['tag:risk/privacy kind:journal', 'a tag, a kind of publication'],
  ['published:2025-03 lang:zh', 'a month, a language'],
  ['scribe* NEAR/10 physician', 'a word’s beginning, within ten words of another'],
  ['has:number-change', 'a number was changed after publication'],
] as const

// Every filter link repeats the query: a long one is offered fewer, or the page would be made mostly of itself.
const roomyQueryMax = 120 // characters as encoded
const filteredQueryMax = 360
const isRoomy = (query: string) => encodeWords(query).length <= roomyQueryMax

export function Search(props: SearchProps) {
  const { query, order, compiled, answer, topics, suggestion } = props
  const filterable = encodeWords(query).length <= filteredQueryMax
  return (
    <div class="columns with-rail">
      <div>
        <div class="bar">
          <h1>{query.trim() === '' ? 'All articles' : writePlural(answer.count, 'article')}</h1>
          <Sorts query={query} order={order} filterable={filterable} />
        </div>
        <QueryProblems query={query} problems={compiled.problems} />
        <ChosenFilters {...props} />
        {suggestion && (
          <p class="suggestion">
            Did you mean <a href={searchLink(suggestion, order)}>{suggestion}</a>?
          </p>
        )}
        {filterable && <Months {...props} />}
        {answer.ranked !== undefined && (
          <Notice plain>
            There are very many matches, so only the newest {writeCount(answer.ranked)} were put in order of
            relevance. <a href={searchLink(query, 'newest')}>All of them, newest first</a>
          </Notice>
        )}
        {answer.hits.length === 0 ? (
          <NothingFound {...props} />
        ) : (
          <ol class="rows plain">
            {answer.hits.map((hit) => (
              <li>
                <ArticleRow hit={hit} topics={topics} />
              </li>
            ))}
          </ol>
        )}
        <Pager {...props} />
        {answer.count > 0 && <Downloads path="/search" asked={searchLink(query, order).slice(8)} byStory />}
        {query.trim() === '' && answer.hits.length > 0 && <HowToSearch />}
      </div>
      <aside class="rail" id="filters" aria-label="Filters">
        <p class="sheet-head">
          <a class="button" href="#main">
            Show {writePlural(answer.count, 'article')}
          </a>
        </p>
        {filterable ? (
          <FacetRail {...props} />
        ) : (
          <p class="small soft">Filters are offered for shorter queries.</p>
        )}
      </aside>
    </div>
  )
}

const ORDERS: [SearchOrder, string][] = [
  ['relevance', 'Relevance'],
  ['newest', 'Newest'],
  ['oldest', 'Oldest'],
]

type SortsProps = { query: string; order: SearchOrder; filterable: boolean }

function Sorts({ query, order, filterable }: SortsProps) {
  return (
    <nav class="sorts" aria-label="Order">
      {ORDERS.map(([value, name]) => (
        <a href={searchLink(query, value)} aria-current={order === value ? 'true' : undefined}>
          {name}
        </a>
      ))}
      {filterable && (
        <a class="open-filters" href="#filters">
          Filters
        </a>
      )}
    </nav>
  )
}

function ChosenFilters({ query, order, facets, topics }: SearchProps) {
  const filters = listFilters(query)
  if (filters.length === 0) return null
  return (
    <ul class="chosen plain" aria-label="Filters in force">
      {filters.map((filter) => (
        <li>
          <a href={searchLink(removeTerm(query, filter.text), order)}>
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
  if (field === 'tag') return tagName(value, topics)
  if (field === 'publication')
    return facets.publication.find((known) => known.value === value)?.label ?? value
  if (field === 'published' && /^\d{4}-\d{2}$/.test(value)) return writeMonth(value)
  return text
}

function Months({ query, order, facets }: SearchProps) {
  const counted = facets.counted < facets.of ? `of the newest ${writeCount(facets.counted)} matches` : ''
  return (
    <MonthChart
      bars={makeBars(facets.month.map(({ value, count }) => ({ month: value, count })))}
      title={query.trim() === '' ? 'Articles by month' : 'Matches by month'}
      {...(counted ? { note: counted } : {})}
      {...(isRoomy(query)
        ? { linkOf: (bar: Bar) => searchLink(addTerm(query, `published:${bar.period}`), order) }
        : {})}
    />
  )
}

const publicationsShown = 9
const tagsShown = 12
// Who acts and what kind of report it is stand in nearly every article: good words for a search, poor ones to pick from.
const LAST_FACETS = new Set(['actor', 'ev', 'geo'])

function FacetRail({ query, order, facets, topics }: SearchProps) {
  const items = (field: string, values: FacetValue[], name: (value: FacetValue) => string): FacetItem[] =>
    values.map((value) => {
      const term = writeTerm(field, value.value)
      const chosen = hasTerm(query, term)
      const target = chosen ? removeTerm(query, term) : addTerm(query, term)
      return { name: name(value), count: value.count, href: searchLink(target, order), chosen }
    })
  const fold = isRoomy(query)
  const late = (value: FacetValue) => Number(LAST_FACETS.has(facetOf(value.value)))
  const tags = [...facets.tag].sort((a, b) => late(a) - late(b) || b.count - a.count)
  return (
    <>
      <Facet
        title="Publication"
        items={items('publication', facets.publication, (value) => value.label)}
        max={publicationsShown}
        fold={fold}
      />
      <Facet
        title="Kind"
        items={items('kind', facets.kind, (value) => kindName(value.value))}
        max={8}
        fold={fold}
      />
      <Facet
        title="Language"
        items={items('lang', facets.language, (value) => languageName(value.value))}
        max={6}
        fold={fold}
      />
      <Facet
        title="Tag"
        items={items('tag', tags, (value) => tagName(value.value, topics))}
        max={tagsShown}
        fold={fold}
      />
      {facets.counted < facets.of && (
        <p class="small soft">Counted over the newest {writeCount(facets.counted)} matches.</p>
      )}
    </>
  )
}

function Pager({ query, order, answer, later }: SearchProps) {
  if (answer.next === undefined && !later) return null
  return (
    <p class="pager">
      {later && (
        <a class="button quiet" href={searchLink(query, order)}>
          First page
        </a>
      )}
      {answer.next !== undefined && (
        <a
          class="button quiet"
          rel="next"
          href={`${searchLink(query, order)}&after=${encodeURIComponent(answer.next)}`}
        >
          Next page
        </a>
      )}
    </p>
  )
}

function NothingFound({ query, order, later }: SearchProps) {
  if (later) return <p class="empty">Nothing follows. The search has no more pages.</p>
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
          <a href={searchLink(without, order)}>Search the same words without filters</a>
        </p>
      )}
      <HowToSearch />
    </div>
  )
}

function HowToSearch() {
  return (
    <section class="how">
      <h2 class="label">How to search</h2>
      <ExampleQueries examples={EXAMPLES} />
    </section>
  )
}
