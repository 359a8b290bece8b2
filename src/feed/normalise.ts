// RSS 0.9x to 2.0, RSS 1.0 and 0.90 (RDF), Atom 0.3 and 1.0 and CDF, as a tree with canonical names, to entries. Decides which
// element wins for each field; the orders are the tables below. Must not look at raw XML, and never throws.
import type { ArticleIds, Entry, ParsedFeed } from '../model.ts'
import { findIds, normaliseDoi } from '../text/ids.ts'
import { limits } from './limits.ts'
import { titleFromText } from './plain.ts'
import { bodyOf, dateOf, guidOf, lineOf, personsOf, resolveUrl } from './values.ts'
import { elementsOf, firstOf, textOf, type XmlElement } from './xml.ts'

// First wins. The format's own element comes before Dublin Core, that before PRISM, that before Media RSS.
const order = {
  title: ['title', 'atom:title', 'dc:title', 'dcterms:title', 'prism:title', 'media:title', 'itunes:title'],
  summary: [
    'description',
    'summary',
    'atom:summary',
    'dc:description',
    'dcterms:abstract',
    'prism:teaser',
    'abstract',
    'media:description',
    'itunes:summary',
    'itunes:subtitle',
  ],
  content: [
    'content:encoded',
    'content',
    'atom:content',
    'xhtml:body',
    'body',
    'xhtml:div',
    'fullitem',
    'fulltext',
    'turbo:content',
  ],
  published: [
    'pubdate',
    'published',
    'atom:published',
    'issued',
    'dcterms:issued',
    'dc:date',
    'prism:publicationdate',
    'prism:coverdate',
    'prism:coverdisplaydate',
    'dcterms:created',
    'created',
    'dcterms:available',
    'dcterms:date',
    'date',
  ],
  updated: [
    'updated',
    'atom:updated',
    'modified',
    'dcterms:modified',
    'prism:modificationdate',
    'lastbuilddate',
    'lastmod',
  ],
  authors: [
    'author',
    'atom:author',
    'dc:creator',
    'dcterms:creator',
    'dc:author',
    'creator',
    'itunes:author',
  ],
  publication: ['source', 'prism:publicationname', 'dc:publisher', 'dcterms:publisher'],
  language: ['language', 'dc:language', 'dcterms:language'],
} as const

export type Context = {
  url: string
  now: string
  format: ParsedFeed['format']
  truncated: boolean
  warnings: string[]
}

export function normaliseFeed(root: XmlElement, context: Context): ParsedFeed {
  const channel = (root.name !== 'channel' && firstOf(root, 'channel')) || root
  const header = readHeader(channel, context.url)
  const language = lineOf(firstOf(channel, ...order.language)) || channel.language || root.language
  const feed: ParsedFeed = {
    format: context.format,
    truncated: context.truncated,
    entries: [],
    warnings: context.warnings,
    ...header,
    ...(language ? { language } : {}),
  }
  const inherited = {
    ...context,
    siteBase: siteBaseOf(header.link, context.url),
    authors: feedAuthors(channel, context),
    ...(language ? { language } : {}),
  }
  const items = itemsOf(root, channel)
  feed.entries = items.slice(0, limits.entriesMax).map((item) => readEntry(item, inherited))
  return feed
}

/** Relative links without xml:base: a feed on a feed host means the site's addresses, any other its own. */
function siteBaseOf(link: string | undefined, url: string): string {
  return link !== undefined && URL.parse(link)?.host !== URL.parse(url)?.host ? link : url
}

/** Items stand in the channel (RSS 2.0), beside it (RDF), or in the root (Atom, and feeds that forget the channel). */
function itemsOf(root: XmlElement, channel: XmlElement): XmlElement[] {
  if (root.name === 'entry') return [root] // an Atom entry document
  const places = new Set([root, ...elementsOf(root, 'channel'), channel])
  const wrapped = [...places].flatMap((place) => elementsOf(place, 'items', 'entries'))
  return [...places, ...wrapped].flatMap((place) => elementsOf(place, 'item', 'entry', 'atom:entry'))
}

// ---------------------------------------------------------------- the feed

function readHeader(channel: XmlElement, url: string): Partial<ParsedFeed> {
  const title = lineOf(firstOf(channel, ...order.title), limits.titleChars)
  const link = pickLink(channel, url)
  const ttlMinutes = readTtl(channel)
  const skipHours = valuesIn(channel, 'skiphours', 'hour')
    .map(Number)
    .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24)
    .map((hour) => hour % 24)
  const skipDays = valuesIn(channel, 'skipdays', 'day')
  const hub = relLink(channel, 'hub')
  const nextUrl = relLink(channel, 'next')
  return {
    ...(title ? { title } : {}),
    ...(link ? { link } : {}),
    ...(ttlMinutes ? { ttlMinutes } : {}),
    ...(skipHours.length > 0 ? { skipHours: [...new Set(skipHours)] } : {}),
    ...(skipDays.length > 0 ? { skipDays } : {}),
    ...(hub ? { hub } : {}),
    ...(nextUrl ? { nextUrl } : {}),
  }
}

function valuesIn(channel: XmlElement, list: string, item: string): string[] {
  return elementsOf(channel, list)
    .flatMap((element) => elementsOf(element, item).map((value) => lineOf(value)))
    .filter((value) => value !== '')
    .slice(0, 24)
}

const periodMinutes: Record<string, number> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
}

/** RSS's ttl in minutes, or the syndication module's period divided by its frequency. */
function readTtl(channel: XmlElement): number | undefined {
  const ttl = Number(lineOf(firstOf(channel, 'ttl')))
  if (Number.isFinite(ttl) && ttl > 0) return Math.round(ttl)
  const period = periodMinutes[lineOf(firstOf(channel, 'sy:updateperiod')).toLowerCase()]
  if (period === undefined) return undefined
  const frequency = Number(lineOf(firstOf(channel, 'sy:updatefrequency')))
  return Math.max(1, Math.round(period / (frequency > 0 ? frequency : 1)))
}

function relLink(channel: XmlElement, rel: string): string | undefined {
  const found = elementsOf(channel, 'atom:link', 'link').find((link) => relOf(link) === rel)
  return found && resolveUrl(found.attributes.href, found.base)
}

/** RFC 4287 4.2.1: an entry without author has the feed's. RSS says no such thing. */
function feedAuthors(channel: XmlElement, { format }: Context): string[] {
  return format === 'atom' ? elementsOf(channel, 'author').flatMap(personsOf) : []
}

// ---------------------------------------------------------------- an entry

type Inherited = Context & { authors: string[]; siteBase: string; language?: string }

function readEntry(item: XmlElement, feed: Inherited): Entry {
  const media = elementsOf(item, 'media:group', 'media:content')
  const pick = (names: readonly string[]) =>
    firstOf(item, ...names) ?? media.map((group) => firstOf(group, ...names)).find(Boolean)
  const publicationName = creditOf(item)
  const title = dropCredit(lineOf(pick(order.title), limits.titleChars), publicationName)
  const language = lineOf(firstOf(item, ...order.language)) || item.language || feed.language
  const hint = language ?? languageOfWriting(title)
  const url = pickLink(item, feed.url, feed.siteBase)
  const guid = guidOf(textOfFirst(item, 'guid') ?? readAtomId(item) ?? item.attributes['rdf:about'])
  const summary = bodyOf(pick(order.summary))
  const hasDescription = firstOf(item, 'description') !== undefined
  const content =
    longest(elementsOf(item, ...order.content)) ??
    (hasDescription ? bodyOf(firstOf(item, 'summary')) : undefined)
  const written = (names: readonly string[]) => names.flatMap((name) => elementsOf(item, name).map(textOf))
  const published = dateOf(written(order.published), feed.now, hint)
  const updated = dateOf([...written(order.updated), item.attributes.lastmod], feed.now, hint)
  return {
    ...(guid ? { guid } : {}),
    ...(url ? { url } : {}),
    title: title || titleFromText(summary ?? content, limits.derivedTitleChars),
    ...(summary ? { summary } : {}),
    ...(content ? { content } : {}),
    authors: readAuthors(item, feed.authors),
    ...(published ? { published } : {}),
    ...(updated ? { updated } : {}),
    categories: readCategories(item),
    ...(language ? { language } : {}),
    ...(publicationName ? { publicationName } : {}),
    ids: readIds(item, url, guid),
  }
}

/** Aggregators append whom they credit: "Hospital opens - Harbour Daily" by "Harbour Daily" -> "Hospital opens". */
function dropCredit(title: string, credited: string | undefined): string {
  const tail = credited === undefined ? '' : ` - ${credited}`
  return tail !== '' && title.endsWith(tail) && title.length > tail.length
    ? title.slice(0, -tail.length).trim()
    : title
}

/** Han, kana or Hangul in a title tell in which zone a time without one was written. */
export function languageOfWriting(title: string): string | undefined {
  if (/[\u3040-\u30ff]/.test(title)) return 'ja'
  if (/[\uac00-\ud7af]/.test(title)) return 'ko'
  return /[\u4e00-\u9fff]{2}/.test(title) ? 'zh' : undefined
}

/** An Atom id is an IRI: a relative one resolves (RFC 4287 4.2.6 forbids it, xml:base allows it). */
function readAtomId(item: XmlElement): string | undefined {
  const id = firstOf(item, 'id', 'atom:id')
  const written = id && textOf(id).trim()
  return id && written?.startsWith('/') ? (resolveUrl(written, id.base) ?? written) : written
}

function textOfFirst(item: XmlElement, ...names: string[]): string | undefined {
  const found = firstOf(item, ...names)
  const text = found && textOf(found).trim()
  return text ? text : undefined
}

/** The content that holds most; an empty <content:encoded> gives way to <body>. */
function longest(elements: XmlElement[]): string | undefined {
  return elements
    .map(bodyOf)
    .reduce((best, next) => ((next?.length ?? 0) > (best?.length ?? 0) ? next : best), undefined)
}

function relOf(link: XmlElement): string {
  const rel = (link.attributes.rel ?? 'alternate').trim().toLowerCase()
  return rel.replace('http://www.iana.org/assignments/relation/', '') // RFC 4287 4.2.7.2: the full form means the same
}

/**
 * The page's address: FeedBurner's original, then the links, then a guid that is a permalink, then rdf:about, then an Atom
 * id that is an address, then what is enclosed.
 */
function pickLink(item: XmlElement, url: string, siteBase: string = url): string | undefined {
  const textsOf = (name: string) =>
    elementsOf(item, name).map((element): Written => [element, textOf(element)])
  const permalinks = textsOf('guid').filter(
    ([guid]) => guid.attributes.ispermalink?.toLowerCase() !== 'false',
  )
  const candidates: Written[] = [
    ...textsOf('feedburner:origlink'),
    ...linksOf(item),
    ...permalinks.filter(([, guid]) => /^\s*(?:https?:)?\/\//i.test(guid ?? '')),
    [item, item.attributes['rdf:about'] ?? item.attributes.href],
    ...textsOf('prism:url'),
    ...textsOf('id').filter(([, id]) => /^\s*https?:/i.test(id ?? '')),
    ...elementsOf(item, 'enclosure').map((enclosure): Written => [enclosure, enclosure.attributes.url]),
  ]
  for (const [element, written] of candidates) {
    const found = resolveUrl(written, element.base === url ? siteBase : element.base)
    if (found) return found
  }
  return undefined
}

type Written = [XmlElement, string | undefined]

/** RSS writes the address inside, and of several the last counts, as in feedparser and gofeed; Atom's alternates: HTML first. */
function linksOf(item: XmlElement): Written[] {
  const own = elementsOf(item, 'link').filter((link) => relOf(link) === 'alternate')
  const written = own.map((link): Written => [link, textOf(link).trim() || link.attributes.href])
  if (own.some((link) => textOf(link).trim() !== '')) return written.reverse()
  const others = elementsOf(item, 'atom:link').filter((link) => relOf(link) === 'alternate')
  const alternates = [...written, ...others.map((link): Written => [link, link.attributes.href])]
  const isHtml = ([link]: Written) => /html/i.test(link.attributes.type ?? '')
  return [...alternates.filter(isHtml), ...alternates]
}

function readAuthors(item: XmlElement, inherited: string[]): string[] {
  for (const name of order.authors) {
    const names = elementsOf(item, name).flatMap(personsOf)
    if (names.length > 0) return unique(names).slice(0, limits.authorsMax)
  }
  const source = firstOf(item, 'source')
  const ofSource = source ? elementsOf(source, 'author').flatMap(personsOf) : []
  return ofSource.length > 0 ? unique(ofSource) : inherited
}

function readCategories(item: XmlElement): string[] {
  const own = elementsOf(item, 'category', 'atom:category').map(
    (element) => element.attributes.label ?? element.attributes.term ?? lineOf(element),
  )
  const subjects = elementsOf(item, 'dc:subject', 'dcterms:subject', 'prism:keyword').flatMap((element) =>
    lineOf(element, limits.titleChars).split(/[;,]/),
  )
  const keywords = elementsOf(item, 'media:keywords', 'itunes:keywords').flatMap((element) =>
    lineOf(element, limits.titleChars).split(','),
  )
  const all = [...own, ...subjects, ...keywords].map((category) => category.trim().slice(0, limits.nameChars))
  return unique(all.filter((category) => category !== '')).slice(0, limits.categoriesMax)
}

function creditOf(item: XmlElement): string | undefined {
  for (const name of order.publication) {
    const element = firstOf(item, name)
    const credited = element && lineOf(firstOf(element, 'title') ?? element)
    if (credited && !/^https?:\/\//i.test(credited)) return credited
  }
  return undefined
}

/** Of the entry itself: from the fields that name it, not from its text, which may speak of other papers. */
function readIds(item: XmlElement, url: string | undefined, guid: string | undefined): ArticleIds {
  const named = elementsOf(
    item,
    'prism:doi',
    'dc:identifier',
    'dcterms:identifier',
    'arxiv:doi',
    'prism:url',
    'dc:source',
  ).map(textOf)
  const found = findIds(
    [...named, url ?? '', guid ?? ''].map((line) => line.slice(0, limits.urlChars)).join('\n'),
  )
  const doi = firstOf(item, 'prism:doi', 'arxiv:doi')
  const stated = doi && normaliseDoi(textOf(doi))
  return stated ? { ...found, doi: stated } : found
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
