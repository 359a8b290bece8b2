// Plain feeds by rss-parser: well-formed RSS 0.9x/2.0 and Atom 1.0 whose elements are all ones that it keeps. Everything else
// (RDF, Atom 0.3, inline XHTML, xml:base, foreign prefixes, broken XML, very long documents) is xml.ts's. Both give
// the same tree to normalise.ts, which decides what the elements mean; a test holds them equal.
//
// rss-parser keeps every element that it is asked for (`customFields` with `keepArray`), but loses the order of children
// inside text, rejects a feed for one bad date or a bare "&", and resolves no address. Hence the check beforehand.
import RssParser from 'rss-parser'
import { mendC1 } from '../text/entities.ts'
import { limits } from './limits.ts'
import { vocabularyOf } from './namespaces.ts'
import type { XmlElement } from './xml.ts'

const words = (list: string) => list.trim().split(/\s+/)

// Elements of the formats themselves; any other bare name means markup inside text.
const rssNames = new Set(
  words(`rss channel item title link description language copyright managingEditor webMaster pubDate lastBuildDate category
  generator docs cloud ttl image rating textInput skipHours skipDays hour day url width height name guid author comments
  enclosure source`),
)
const atomNames = new Set(
  words(`feed entry title subtitle link id updated published author contributor name uri email category generator icon logo
  rights summary content`),
)
const bareInChannel = words('title link description language ttl skipHours skipDays')
const bareInItem = words('title link description pubDate guid author category source enclosure')
const bareInFeed = words('title link id author')
const bareInEntry = words('title link summary content published updated author category id')

// Prefixed elements that normalise.ts reads, as they are commonly written; another spelling goes to xml.ts.
const prefixed =
  words(`atom:title atom:summary atom:content atom:link atom:author atom:updated atom:published atom:id atom:category
  atom:entry dc:title dc:description dc:date dc:creator dc:author dc:publisher dc:language dc:subject dc:identifier dc:source
  dcterms:title dcterms:abstract dcterms:issued dcterms:created dcterms:modified dcterms:available dcterms:date
  dcterms:creator dcterms:publisher dcterms:language dcterms:subject dcterms:identifier
  prism:title prism:teaser prism:publicationDate prism:coverDate prism:coverDisplayDate prism:modificationDate
  prism:publicationName prism:keyword prism:doi prism:url
  media:title media:description media:group media:content media:keywords
  itunes:title itunes:summary itunes:subtitle itunes:author itunes:keywords
  content:encoded turbo:content feedburner:origLink arxiv:doi sy:updatePeriod sy:updateFrequency`)
const prefixedSpellings = new Set(prefixed)
const prefixedRead = new Set(prefixed.map((name) => name.toLowerCase()))

/** The feed as a tree, or undefined when it is not plain or rss-parser refuses it. */
export async function readPlainFeed(text: string, url: string): Promise<XmlElement | undefined> {
  const kind = plainKind(text)
  if (kind === undefined) return undefined
  const [inFeed, inEntry] = kind === 'rss' ? [bareInChannel, bareInItem] : [bareInFeed, bareInEntry]
  const keep = (names: string[]) =>
    [...names, ...prefixed].map((name) => [name, `all:${name}`, { keepArray: true }])
  const parser = new RssParser({ customFields: { feed: keep(inFeed), item: keep(inEntry) } as never })
  try {
    const feed = (await parser.parseString(text)) as unknown as Kept & { items: Kept[] }
    const entries = feed.items
      .slice(0, limits.entriesMax)
      .map((item) => elementOfKept(kind === 'rss' ? 'item' : 'entry', item, url))
    const holder = elementOfKept(kind === 'rss' ? 'channel' : 'feed', feed, url)
    holder.content.push(...entries)
    return kind === 'rss' ? { name: 'rss', attributes: {}, base: url, content: [holder] } : holder
  } catch {
    return undefined // xml.ts is more patient
  }
}

// ---------------------------------------------------------------- is it plain?

const rssRoot = /^<rss\s[^>]*version\s*=\s*["'](?:2|0\.9)/
const atomRoot = /^<feed\s[^>]*xmlns\s*=\s*["']http:\/\/www\.w3\.org\/2005\/Atom["']/

/** One pass over the tags, CDATA and comments skipped. Where the tags do not nest, rss-parser will say so. */
function plainKind(text: string): 'rss' | 'atom' | undefined {
  if (text.length > limits.plainCharsMax) return undefined
  let kind: 'rss' | 'atom' | undefined
  const path: string[] = []
  let channels = 0
  let entries = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const skipped = skipSpecial(text, at)
    if (skipped === undefined) return undefined
    if (skipped > at) {
      at = skipped
      continue
    }
    const end = text.indexOf('>', at)
    if (end < 0 || end - at > limits.plainTagChars) return undefined
    const tag = text.slice(at, end + 1)
    at = end + 1
    if (tag[1] === '/') {
      path.pop()
      continue
    }
    const name = /^<([A-Za-z][\w:.-]*)/.exec(tag)?.[1]
    if (name === undefined) return undefined
    if (kind === undefined) {
      kind = rssRoot.test(tag) ? 'rss' : atomRoot.test(tag) ? 'atom' : undefined
      if (kind === undefined || !usualPrefixes(tag, kind)) return undefined
    } else if (!plainTag(tag, name, kind, path)) return undefined
    if (name === 'channel' && ++channels > 1) return undefined
    if ((name === 'item' || name === 'entry') && ++entries > limits.entriesMax) return undefined // xml.ts says so
    if (!tag.endsWith('/>')) path.push(name)
  }
  return path.length === 0 ? kind : undefined
}

/** Where a comment, CDATA section or processing instruction ends; `at` for a tag; undefined for what is not plain. */
function skipSpecial(text: string, at: number): number | undefined {
  const close = text.startsWith('<![CDATA[', at)
    ? ']]>'
    : text.startsWith('<!--', at)
      ? '-->'
      : text[at + 1] === '?'
        ? '?>'
        : ''
  if (close === '') return text[at + 1] === '!' ? undefined : at
  const end = text.indexOf(close, at + 2)
  return end < 0 ? undefined : end + close.length
}

/** Each prefix bound to the vocabulary that it commonly names, and the default to the format's own. */
function usualPrefixes(rootTag: string, kind: 'rss' | 'atom'): boolean {
  for (const [, prefix = '', uri = ''] of rootTag.matchAll(/xmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']/g)) {
    const vocabulary = vocabularyOf(uri)
    const usual =
      prefix === ''
        ? vocabulary === (kind === 'atom' ? 'atom' : '')
        : vocabulary === undefined || vocabulary === prefix
    if (!usual) return false
  }
  return !/\sxml:/.test(rootTag)
}

function plainTag(tag: string, name: string, kind: 'rss' | 'atom', path: string[]): boolean {
  if (tag.includes('xmlns') || tag.includes('xml:')) return false
  if (name === 'item' || name === 'entry' || name === 'atom:entry') {
    return kind === 'rss'
      ? name === 'item' && path.join() === 'rss,channel'
      : name === 'entry' && path.join() === 'feed'
  }
  if (!name.includes(':')) return (kind === 'rss' ? rssNames : atomNames).has(name)
  // Atom's own elements with a prefix inside an Atom feed would be the bare ones
  if (kind === 'atom' && name.startsWith('atom:')) return false
  return prefixedSpellings.has(name) || (!prefixedRead.has(name.toLowerCase()) && !name.startsWith('xhtml:'))
}

// ---------------------------------------------------------------- what rss-parser kept, as a tree

type Node = string | ({ _?: string; $?: Record<string, string> } & { [name: string]: unknown })
type Kept = Record<string, unknown>

function elementOfKept(name: string, kept: Kept, url: string): XmlElement {
  const content = Object.entries(kept).flatMap(([key, nodes]) =>
    key.startsWith('all:') && Array.isArray(nodes)
      ? nodes.map((node) => elementOfNode(key.slice(4), node as Node, url))
      : [],
  )
  return { name, attributes: {}, base: url, content }
}

function elementOfNode(name: string, node: Node, url: string): XmlElement {
  const element: XmlElement = { name: name.toLowerCase(), attributes: {}, base: url, content: [] }
  if (typeof node === 'string') {
    element.content.push(mendC1(node))
    return element
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === '_') element.content.push(mendC1(String(value)))
    else if (key === '$') {
      for (const [attribute, written] of Object.entries(value as object))
        element.attributes[attribute.toLowerCase()] = mendC1(String(written))
    } else if (Array.isArray(value))
      element.content.push(...value.map((child) => elementOfNode(key, child as Node, url)))
  }
  return element
}
