// The rail of filters: publications, countries, kinds, languages, the tree of tags, months. Each value is a link that
// puts its field into the query, or takes it out again.
import type { Topics } from '../../src/model.ts'
import type { Facets, FacetValue } from '../../src/store/search-facets.ts'
import { writeCount, writeMonth } from '../dates.ts'
import { countryName, facetName, facetOf, kindName, languageName, tagName } from '../names.ts'
import { addTerm, hasTerm, listFilters, removeTerm, writeTerm } from '../query-terms.ts'
import { plainView, type SearchView, searchUrl } from '../search-links.ts'
import { Facet, type FacetItem } from './facet.tsx'

export type SearchFacetsProps = { view: SearchView; facets: Facets; topics: Topics; fold: boolean }

// Shown at once and, after "more", besides: every link repeats the query, and a page must stay small.
const SHOWN = { publication: [6, 8], country: [4, 4], kind: [5, 5], lang: [4, 4], month: [3, 6] } as const

export function SearchFacets({ view, facets, topics, fold }: SearchFacetsProps) {
  const items = itemsOf(view)
  const facet = (
    title: string,
    field: keyof typeof SHOWN,
    values: FacetValue[],
    name: (value: FacetValue) => string,
  ) => {
    const [max, folds] = SHOWN[field]
    const offered = items(field === 'month' ? 'published' : field, values.slice(0, max + folds + 2), name)
    // What every match has narrows nothing.
    if (offered.length === 1 && offered[0]!.count === facets.counted && !offered[0]!.chosen) return null
    return <Facet title={title} items={offered} total={values.length} max={max} folded={fold ? folds : 0} />
  }
  return (
    <>
      {facet('Publication', 'publication', facets.publication, (value) => value.label)}
      {facet('Kind', 'kind', facets.kind, (value) => kindName(value.value))}
      {facet('Language', 'lang', facets.language, (value) => languageName(value.value))}
      {facet('Country', 'country', facets.country, (value) => countryName(value.value))}
      <TagTree view={view} tags={facets.tag} topics={topics} fold={fold} />
      {facet('Month', 'month', [...facets.month].reverse(), (value) => writeMonth(value.value))}
      {facets.counted < facets.of && (
        <p class="small soft">Counted over the newest {writeCount(facets.counted)} matches.</p>
      )}
    </>
  )
}

function itemsOf(view: SearchView) {
  const plain = plainView(view)
  return (field: string, values: FacetValue[], name: (value: FacetValue) => string): FacetItem[] =>
    values.map((value) => {
      const term = writeTerm(field, value.value)
      const chosen = hasTerm(view.query, term)
      const query = chosen ? removeTerm(view.query, term) : addTerm(narrowed(view.query, field, value), term)
      return { name: name(value), count: value.count, href: searchUrl(plain, { query }), chosen }
    })
}

/** A narrower tag of a branch that is chosen already, or another period, takes its place. */
function narrowed(query: string, field: string, { value }: FacetValue): string {
  return listFilters(query)
    .filter((filter) => filter.field === field)
    .filter((filter) =>
      field === 'published' ? true : field === 'tag' ? value.startsWith(`${filter.value}/`) : false,
    )
    .reduce((rest, { text }) => removeTerm(rest, text), query)
}

const branchesShown = 5
const branchesFolded = 4
const tagsOfBranch = 3
// Who acts and what kind of report it is stand in nearly every article: good words for a search, poor ones to pick from.
const LAST = new Set(['actor', 'ev', 'geo', 'setting'])

type TreeProps = { view: SearchView; tags: FacetValue[]; topics: Topics; fold: boolean }

/** Branches with what stands under them; a branch counts each article once. */
function TagTree({ view, tags, topics, fold }: TreeProps) {
  const roots = tags
    .filter(({ value }) => !value.includes('/'))
    .sort((a, b) => Number(LAST.has(a.value)) - Number(LAST.has(b.value)) || b.count - a.count)
  const loose = tags.filter(
    ({ value }) => value.includes('/') && !roots.some((root) => root.value === facetOf(value)),
  )
  if (roots.length === 0 && loose.length === 0) return null
  const branch = (root: FacetValue) => (
    <Branch view={view} root={root} tags={tags} topics={topics} shown={fold ? tagsOfBranch : 2} />
  )
  const more = fold ? roots.slice(branchesShown, branchesShown + branchesFolded) : []
  return (
    <section class="tag-tree">
      <h2 class="label">Tag</h2>
      <ul class="facet">{roots.slice(0, branchesShown).map(branch)}</ul>
      {more.length > 0 && (
        <details>
          <summary>{more.length} more branches</summary>
          <ul class="facet">{more.map(branch)}</ul>
        </details>
      )}
    </section>
  )
}

function Branch({
  view,
  root,
  tags,
  topics,
  shown,
}: Omit<TreeProps, 'fold'> & { root: FacetValue; shown: number }) {
  const under = tags.filter(({ value }) => value.startsWith(`${root.value}/`))
  const nameOf = ({ value }: FacetValue) => tagName(value, topics)
  const [item] = itemsOf(view)('tag', [root], () => facetName(root.value))
  return (
    <li>
      <FacetLink item={item!} />
      {under.length > 0 && (
        <ul class="facet under">
          {itemsOf(view)('tag', under.slice(0, shown), nameOf).map((one) => (
            <li>
              <FacetLink item={one} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function FacetLink({ item }: { item: FacetItem }) {
  return (
    <a href={item.href} aria-current={item.chosen ? 'true' : undefined}>
      <span>
        <bdi>{item.name}</bdi>
        {item.chosen && <span class="hidden"> (chosen; select to remove)</span>}
      </span>
      <span class="count">{writeCount(item.count)}</span>
    </a>
  )
}
