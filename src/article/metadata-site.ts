// Owns what the page's own site is called and where the page says that it lives.
import type { Clues } from './metadata-clues.ts'
import type { LdNode } from './metadata-jsonld.ts'
import { letters, nodesOf, textOfLd, typesOf } from './metadata-jsonld.ts'

export type Site = {
  name?: { value: string; origin: string }
  names: string[] // every name that the site goes by, its host included; for cutting titles and refusing authors
}

const LIMITS = { nameCharactersMax: 80, namesMax: 20 }
const NAME_METAS = [
  'og:site_name',
  'application-name',
  'apple-mobile-web-app-title',
  'citation_journal_title',
  'prism.publicationname',
  'al:android:app_name',
  'dc.publisher',
]
const COUNTRY_LABELS = new Set(['com', 'co', 'org', 'net', 'gov', 'edu', 'ac', 'or', 'ne', 'go'])

export function readSite(clues: Clues, article: LdNode | undefined): Site {
  const found: { value: string; origin: string }[] = []
  const add = (origin: string, text: string | undefined) => {
    const value = cleanName(text ?? '', clues)
    if (value !== '' && found.length < LIMITS.namesMax) found.push({ value, origin })
  }
  for (const name of NAME_METAS.slice(0, 1)) add(name, clues.metas.get(name)?.[0])
  add('json-ld publisher', publisherName(article, clues))
  for (const node of clues.graph.nodes)
    if (typesOf(node).includes('WebSite')) add('json-ld website', textOfLd(node.name))
  for (const name of NAME_METAS.slice(1)) add(name, clues.metas.get(name)?.[0])
  if (found.length === 0) {
    add('copyright', clues.metas.get('copyright')?.[0]?.replace(RIGHTS, ' '))
    add('title', titleTail(clues))
  }
  const name = found[0]
  const names = [
    ...new Set([...found.map((f) => f.value), ...hostNames(clues.host), ...hanTails(clues.title)]),
  ]
  return name ? { name, names } : { names }
}

const RIGHTS =
  /版权所有|版權所有|©|\(c\)|copyright|all rights reserved|alle rechte vorbehalten|(?:19|20)\d\d(?:\s?-\s?(?:19|20)\d\d)?/gi

/** What the title element says after the heading: "Wards turn to AI - Health - Harbour Daily" -> "Harbour Daily". */
function titleTail(clues: Clues): string | undefined {
  const heading = clues.headings.find((h) => h.level === 1 && clues.title.startsWith(h.text))
  const rest = heading ? clues.title.slice(heading.text.length) : ''
  if (!/^\s*[-_|｜–—·•»]/.test(rest)) return undefined
  return rest
    .split(/\s+[-–—|·•»:]+\s+|[|｜_]|(?<=\p{sc=Han})-|-(?=\p{sc=Han})/u)
    .at(-1)
    ?.trim()
}

/** Chinese titles end in rubric and site without spaces: "标题_要闻_某某网" -> ["要闻", "某某网"] */
function hanTails(title: string): string[] {
  const parts = title.split(/\s*[_|｜]\s*|(?<=[\p{sc=Han}\p{P}])\s*[-–—]+\s*(?=\p{sc=Han}{2,10}$)/u).slice(1)
  return parts.filter((part) => /^[\p{sc=Han}\w·]{2,10}$/u.test(part) && /\p{sc=Han}/u.test(part))
}

export function publisherName(article: LdNode | undefined, clues: Clues): string | undefined {
  const name = textOfLd(nodesOf(article?.publisher, clues.graph)[0])
  return name && !/^https?:/.test(name) && !/^#/.test(name) ? name : undefined
}

/** "news.harbour-daily.co.example" -> the host, "harbour-daily.co.example", "harbour-daily", "harbour daily" */
export function hostNames(host: string): string[] {
  if (host === '') return []
  const labels = host.split('.')
  const end = labels.length > 2 && COUNTRY_LABELS.has(labels.at(-2)!) ? -2 : -1
  const own = labels.slice(0, end).at(-1) ?? ''
  const names = [
    host,
    host.replace(/^[^.]+\.(?=[^.]+\.)/, ''),
    own,
    own.replace(/-/g, ' '),
    labels.slice(0, end).join(' '),
  ]
  return [...new Set(names.filter((n) => n.length > 1))]
}

/** Drops what is no name: an address, a whole title, a slogan after the name. */
function cleanName(text: string, clues: Clues): string {
  let name = text.replace(/\s+/g, ' ').trim().replace(/^@/, '')
  if (/^https?:\/\//i.test(name)) name = name.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/.*$/, '')
  const bars = name.split(/\s+[|–—·»-]\s+/)
  if (bars.length > 1) {
    // "Title | Site" as og:site_name, or "Site - all the news of the coast"
    const isTitle = clues.headings.some((h) => letters(h.text) === letters(bars[0]!))
    name = isTitle ? bars.at(-1)! : bars[0]!
  }
  if (name.length > LIMITS.nameCharactersMax) return ''
  const main = clues.headings.filter((h) => h.level === 1)
  return main.length === 1 && letters(main[0]!.text) === letters(name) && letters(name).length > 25
    ? ''
    : name
}
