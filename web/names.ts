// What the site calls things: kinds, countries, languages, tags by their labels.
import type { Topics } from '../src/model.ts'

const KINDS: Record<string, string> = {
  journal: 'Journal',
  'preprint-server': 'Preprints',
  newspaper: 'Newspaper',
  wire: 'Wire',
  trade: 'Trade press',
  aggregator: 'Aggregator',
  regulator: 'Regulator',
  institution: 'Institution',
  company: 'Company',
  'press-release': 'Press release',
  blog: 'Blog',
  dataset: 'Data set',
  other: 'Other',
}

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })
const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** Names that the standard makes longer than anybody says them. */
const SHORT_REGIONS: Record<string, string> = { HK: 'Hong Kong', MO: 'Macao' }

export function countryName(code: string): string {
  if (SHORT_REGIONS[code]) return SHORT_REGIONS[code]
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code
}

export function languageName(code: string): string {
  try {
    return languages.of(code) ?? code
  } catch {
    return code
  }
}

/** "risk/privacy" -> "Privacy"; an id that topics.yaml no longer has is shown as it is. */
export function tagName(id: string, topics: Topics): string {
  return topics.tags.find((tag) => tag.id === id)?.label ?? id
}

/** The facets of tags, in the order in which a reader wants them: what, with which trouble, where, by whom. */
const FACETS: [id: string, name: string][] = [
  ['tech', 'Technology'],
  ['risk', 'Risk'],
  ['deploy', 'Deployment'],
  ['stage', 'Stage'],
  ['benefit', 'Benefit'],
  ['policy', 'Policy'],
  ['area', 'Field of medicine'],
  ['ev', 'Kind of report'],
  ['setting', 'Setting'],
  ['geo', 'Place'],
  ['actor', 'Who acts'],
]
const FACET_RANK = new Map(FACETS.map(([id], rank) => [id, rank]))

export function listFacets(): readonly (readonly [id: string, name: string])[] {
  return FACETS
}

/** "tech/llm/deepseek" -> "tech" */
export function facetOf(tagId: string): string {
  return tagId.split('/')[0]!
}

export function facetName(facet: string): string {
  return FACETS.find(([id]) => id === facet)?.[1] ?? 'Other'
}

/** The most telling tags first; a tag that a narrower one implies is left out. */
export function orderTags(ids: string[]): string[] {
  const rank = (id: string) => FACET_RANK.get(facetOf(id)) ?? FACETS.length
  return ids
    .filter((id) => !ids.some((other) => other.startsWith(`${id}/`)))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
