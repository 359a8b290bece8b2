// Owns the plain fields of a page's metadata: section, description, keywords, canonical address, paywall, ids, language.
// Each table lists where a field is looked for, the most trustworthy first; the first that holds something is believed.
import type { ArticleIds } from '../model.ts'
import { findIds, normaliseDoi } from '../text/ids.ts'
import { detectLanguage, readHint } from '../text/language.ts'
import type { Clues } from './metadata-clues.ts'
import { fold, hostOf } from './metadata-clues.ts'
import { absoluteUrl } from './metadata-credit.ts'
import type { LdNode } from './metadata-jsonld.ts'
import { decodeEntities, textOfLd, typesOf } from './metadata-jsonld.ts'
import type { Found } from './metadata-title.ts'

const LIMITS = {
  descriptionCharactersMax: 1_000,
  sectionCharactersMax: 60,
  keywordsMax: 40,
  keywordCharactersMax: 60,
  languageCharactersMin: 200,
}

/** The first of these metas that is not empty. */
export function firstMeta(clues: Clues, names: string[]): Found<string> | undefined {
  for (const origin of names) {
    const value = clues.metas.get(origin)?.find((v) => v !== '')
    if (value) return { value: fold(decodeEntities(value)), origin }
  }
  return undefined
}

// og: is written for readers elsewhere and rarely cut; "description" is often the site's; JSON-LD's repeats one of them.
const DESCRIPTION_METAS = [
  'og:description',
  'description',
  'twitter:description',
  'dcterms.abstract',
  'dc.description',
  'citation_abstract',
  'sailthru.description',
]

export function readDescription(clues: Clues, article: LdNode | undefined): Found<string> | undefined {
  const stated = firstMeta(clues, DESCRIPTION_METAS)
  const own = textOfLd(article?.description)
  const found = stated ?? (own ? { value: own, origin: 'json-ld' } : undefined)
  return (
    found && {
      ...found,
      value: found.value.replace(/<[^>]{1,200}>/g, '').slice(0, LIMITS.descriptionCharactersMax),
    }
  )
}

// The publisher's own rubric as it gives it to readers elsewhere, to analytics, to registries; then the breadcrumb.
const SECTION_METAS = [
  'article:section',
  'prism.section',
  'citation_section',
  'parsely-section',
  'sailthru.section',
  'cxenseparse:recs:category',
  'section',
  'category',
  'dc.subject.category',
]

export function readSection(clues: Clues, article: LdNode | undefined): Found<string> | undefined {
  const ld = article?.articleSection
  const own = textOfLd(Array.isArray(ld) ? ld.find((s) => typeof s === 'string' && s.trim() !== '') : ld)
  const found =
    firstMeta(clues, SECTION_METAS.slice(0, 3)) ??
    (own ? { value: own, origin: 'json-ld' } : undefined) ??
    firstMeta(clues, SECTION_METAS.slice(3)) ??
    fromBreadcrumb(clues)
  return found && found.value.length <= LIMITS.sectionCharactersMax && !/^https?:/.test(found.value)
    ? found
    : undefined
}

/** The step after "Home" of a BreadcrumbList that goes on at least to the article. */
function fromBreadcrumb(clues: Clues): Found<string> | undefined {
  const list = clues.graph.nodes.find((n) => typesOf(n).includes('BreadcrumbList'))?.itemListElement
  if (!Array.isArray(list) || list.length < 3) return undefined
  const value = textOfLd((list[1] as LdNode | undefined)?.name ?? (list[1] as LdNode | undefined)?.item)
  return value && !/^https?:/.test(value) ? { value, origin: 'json-ld breadcrumb' } : undefined
}

const KEYWORD_METAS = [
  'article:tag',
  'news_keywords',
  'citation_keywords',
  'prism.keyword',
  'parsely-tags',
  'sailthru.tags',
  'keywords',
  'dc.subject',
  'dcterms.subject',
]

export function readKeywords(clues: Clues, article: LdNode | undefined): Found<string[]> | undefined {
  for (const origin of KEYWORD_METAS) {
    const value = splitKeywords(clues.metas.get(origin) ?? [])
    if (value.length > 0) return { value, origin }
  }
  const own = article?.keywords
  const value = splitKeywords((Array.isArray(own) ? own : [own]).map((k) => textOfLd(k) ?? ''))
  return value.length > 0 ? { value, origin: 'json-ld' } : undefined
}

function splitKeywords(raw: string[]): string[] {
  const parts = raw.flatMap((r) => decodeEntities(r).split(/[,;，、；|]/)).map(fold)
  const kept = parts.filter((k) => k !== '' && k.length <= LIMITS.keywordCharactersMax && !/^https?:/.test(k))
  const byKey = new Map<string, string>()
  for (const keyword of kept) if (!byKey.has(keyword.toLowerCase())) byKey.set(keyword.toLowerCase(), keyword)
  return [...byKey.values()].slice(0, LIMITS.keywordsMax)
}

/** rel=canonical, then og:url, then JSON-LD's own address. A front page given as every page's canonical is not believed. */
export function readCanonical(clues: Clues, article: LdNode | undefined): Found<string> | undefined {
  const page = article?.mainEntityOfPage
  const candidates: { raw: string | undefined; origin: string }[] = [
    { raw: clues.links.find((l) => l.rel.split(/\s+/).includes('canonical'))?.href, origin: 'rel=canonical' },
    { raw: clues.metas.get('og:url')?.[0], origin: 'og:url' },
    { raw: textOfLd(article?.url), origin: 'json-ld' },
    {
      raw: typeof page === 'string' ? page : textOfLd((page as LdNode | undefined)?.['@id']),
      origin: 'json-ld',
    },
  ]
  for (const { raw, origin } of candidates) {
    const url = raw ? absoluteUrl(raw, clues.url) : undefined
    if (!url || hostOf(url) === '') continue
    if (new URL(url).pathname === '/' && new URL(url).search === '' && !isFrontPage(clues.url)) continue
    return { value: url, origin }
  }
  return undefined
}

function isFrontPage(url: string): boolean {
  return hostOf(url) !== '' && /^\/?$/.test(new URL(url).pathname)
}

// schema.org's isAccessibleForFree (Google's paywalled-content guideline), Facebook's content_tier, analytics' own.
const PAYWALL_METAS = [
  'article:content_tier',
  'og:article:content_tier',
  'content_tier',
  'cxenseparse:recs:accesslevel',
  'lp:access',
  'access',
  'dcterms.accessrights',
  'isaccessibleforfree',
  'article:access',
  'ft.accesslevel',
]
const LOCKED =
  /^(?:locked|metered|premium|paid|subscriber|subscribers|subscription|false|restricted|registered|plus|paywall|closed)$/i

export function readPaywall(clues: Clues, article: LdNode | undefined): Found<boolean> {
  for (const origin of PAYWALL_METAS)
    if (clues.metas.get(origin)?.some((v) => LOCKED.test(v))) return { value: true, origin }
  const nodes = article
    ? [article]
    : clues.graph.nodes.filter((n) => typesOf(n).some((t) => /Page$|Article$/.test(t)))
  const closed = nodes.some((n) =>
    /^(?:false|https?:\/\/schema\.org\/false)$/i.test(String(n.isAccessibleForFree ?? '').trim()),
  )
  return { value: closed, origin: closed ? 'json-ld isAccessibleForFree' : '' }
}

// citation_* and prism are deposited with registries; dc.identifier may hold anything, so only a DOI is taken from it.
const DOI_METAS = [
  'citation_doi',
  'prism.doi',
  'bepress_citation_doi',
  'dc.identifier',
  'dcterms.identifier',
  'doi',
  'rft_id',
]

export function readIds(
  clues: Clues,
  article: LdNode | undefined,
  canonicalUrl: string | undefined,
): Found<ArticleIds> | undefined {
  const ids: ArticleIds = {}
  const origins: string[] = []
  const take = (origin: string, found: ArticleIds) => {
    const before = Object.keys(ids).length
    for (const [key, value] of Object.entries(found))
      if (ids[key as keyof ArticleIds] === undefined) ids[key as keyof ArticleIds] = value
    if (Object.keys(ids).length > before) origins.push(origin)
  }
  for (const origin of DOI_METAS) {
    const doi = clues.metas
      .get(origin)
      ?.map(normaliseDoi)
      .find((d) => d !== undefined)
    if (doi) take(origin, { doi })
  }
  const pmid = clues.metas.get('citation_pmid')?.[0]?.match(/^\d{1,9}$/)?.[0]
  if (pmid) take('citation_pmid', { pmid })
  const pmcid = clues.metas.get('citation_pmcid')?.[0]?.match(/\d{3,9}/)?.[0]
  if (pmcid) take('citation_pmcid', { pmcid: `PMC${pmcid}` })
  const arxiv = clues.metas.get('citation_arxiv_id')?.[0]
  if (arxiv) take('citation_arxiv_id', findIds(`arXiv:${arxiv}`))
  take('url', findIds(`${clues.url} ${canonicalUrl ?? ''}`))
  if (typesOf(article ?? {}).some((t) => /Scholarly/.test(t)))
    take('json-ld', findIds(JSON.stringify([article?.['@id'], article?.identifier, article?.sameAs]) ?? ''))
  return origins.length > 0 ? { value: ids, origin: origins.join(', ') } : undefined
}

/** The text decides; what the page declares only where the text leaves it open (themes declare "en-US" for any text). */
export function readLanguage(
  clues: Clues,
  article: LdNode | undefined,
  title: string | undefined,
): Found<string> | undefined {
  const declared = [
    clues.htmlLanguage,
    clues.metas.get('content-language')?.[0],
    clues.metas.get('og:locale')?.[0],
    textOfLd(article?.inLanguage),
    clues.metas.get('citation_language')?.[0],
    clues.metas.get('dc.language')?.[0],
  ]
  const hint = declared.find((d) => d !== undefined && readHint(d) !== undefined)
  const paragraphs =
    clues.prose.length >= LIMITS.languageCharactersMin
      ? clues.prose
      : `${clues.prose} ${clues.headings.map((h) => h.text).join(' ')}`
  const value = detectLanguage(`${title ?? ''}\n${paragraphs}`, hint)
  return value
    ? { value, origin: value === readHint(hint) ? 'declared, and the text agrees' : 'text' }
    : undefined
}
