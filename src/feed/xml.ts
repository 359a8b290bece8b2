// XML of any quality to a small tree with canonical names (see namespaces.ts), by cheerio's parser in XML mode.
// Nothing is fetched, no entity of a document type is expanded, and what is nested too deep is dropped.
import { load } from 'cheerio/slim'
import { decodeEntities } from '../text/entities.ts'
import { limits } from './limits.ts'
import { canonicalName, type Scope, scopeInside } from './namespaces.ts'

export type XmlElement = {
  name: string // canonical, lower case: "title", "dc:creator"
  attributes: Record<string, string> // names in lower case, with their prefix as written
  base: string // address that relative links inside resolve against
  language?: string // xml:lang in force
  content: (XmlElement | string)[]
}

export type XmlDocument = { root?: XmlElement; rootName: string; truncated: boolean; warnings: string[] }

/** What cheerio's parser makes; only what is read here. */
type ParsedNode = {
  type: string
  name?: string
  data?: string
  attribs?: Record<string, string>
  children?: ParsedNode[]
}

const rootCharsMax = 100_000 // into the document: where its root must begin
const entryOfRoot: Record<string, string> = {
  rss: 'item',
  rdf: 'item',
  channel: 'item',
  feed: 'entry',
  entry: 'entry',
  urlset: 'url',
  sitemapindex: 'sitemap',
}
const rootTag = /<(?:[\w.-]+:)?(rss|rdf|feed|channel|urlset|sitemapindex|entry)(?=[\s>/])/i

/** Reads a feed or sitemap. `root` is absent when the document is none. At most `entriesMax` entries are looked at. */
export function readXml(text: string, url: string, entriesMax: number): XmlDocument {
  const warnings: string[] = []
  const { plain, own } = dropDoctype(text)
  const found = rootTag.exec(blankComments(plain.slice(0, rootCharsMax)))
  if (!found) return { rootName: '', truncated: false, warnings }
  const format = found[1]!.toLowerCase()
  // what stands before the root (a server's warnings, an unclosed <br>) must not swallow it
  const cut = cutEntries(plain.slice(found.index), entryOfRoot[format]!, entriesMax, warnings)
  const closed = new RegExp(`</(?:[\\w.-]+:)?${format}\\s*>`, 'i').test(
    plain.slice(found.index + Math.max(0, cut.lastOpening)),
  )
  const truncated = !closed && !(cut.lastOpening < 0 && /\/>\s*$/.test(plain))
  const parsed = load(mendNesting(mendTags(cut.text)), { xml: { decodeEntities: false } })
  const top = (parsed.root()[0] as unknown as ParsedNode).children ?? []
  const start = top.find((node) => node.name !== undefined && localName(node.name) === format)
  if (!start) return { rootName: format, truncated, warnings }
  const root = buildTree(start, { url, own, warnings, atomFeed: format === 'feed' || format === 'entry' })
  if ((truncated || cut.cut) && !cut.lastIsWhole) dropLastEntry(root, entryOfRoot[format]!)
  return { root, rootName: format, truncated, warnings }
}

type Own = (name: string) => string | undefined

/** The document type is skipped: nothing that it names is fetched, and of its entities only short plain texts count. */
function dropDoctype(text: string): { plain: string; own: Own } {
  const none: Own = () => undefined
  const start = text.slice(0, rootCharsMax).search(/<!DOCTYPE/i)
  if (start < 0) return { plain: text, own: none }
  const subset = text.indexOf('[', start)
  const close = text.indexOf('>', start)
  if (close < 0) return { plain: text, own: none }
  if (subset < 0 || subset > close) return { plain: text.slice(0, start) + text.slice(close + 1), own: none }
  const end = /\]\s*>/.exec(text.slice(subset))
  if (!end) return { plain: text, own: none }
  const plain = text.slice(0, start) + text.slice(subset + end.index + end[0].length)
  return { plain, own: readOwnEntities(text.slice(subset, subset + end.index)) }
}

/** <!ENTITY id "tag:example,"> -> &id;. No entity inside an entity, no markup, few and short: nothing can blow up. */
function readOwnEntities(subset: string): Own {
  const declared = new Map<string, string>()
  for (const found of subset.matchAll(
    /<!ENTITY\s+([A-Za-z][\w.-]{0,30})\s+(?:"([^"&%<]{0,100})"|'([^'&%<]{0,100})')\s*>/g,
  )) {
    if (declared.size < limits.ownEntitiesMax) declared.set(found[1]!, found[2] ?? found[3] ?? '')
  }
  let uses = 0
  return (name) => (++uses <= limits.ownEntityUsesMax ? declared.get(name) : undefined)
}

/** Comments as spaces, so that positions stay. */
function blankComments(text: string): string {
  const parts: string[] = []
  let at = 0
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    const close = text.indexOf('-->', start + 4)
    const end = close < 0 ? text.length : close + 3
    parts.push(text.slice(at, start), ' '.repeat(end - start))
    at = end
  }
  return parts.join('') + text.slice(at)
}

/** "</title<item>" -> "</title><item>": a closing tag that lost its end would take the next one with it. */
function mendTags(text: string): string {
  return text.replace(/(<\/[\w:.-]{1,100})\s*(?=<)/g, '$1>')
}

/**
 * Escapes a "<" that starts no tag (in XML), and leaves out the tags that are nested deeper than is read, because the parser's time grows with the square of the depth:
 * 200,000 unclosed <a> took it 18 s. `uncounted` are the elements that may be left open.
 */
export function mendNesting(text: string, uncounted?: ReadonlySet<string>): string {
  const parts: string[] = []
  const lower = uncounted ? text.toLowerCase() : ''
  let depth = 0
  let from = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const special = text.startsWith('<![CDATA[', at) ? ']]>' : text.startsWith('<!--', at) ? '-->' : ''
    if (special !== '') {
      const close = text.indexOf(special, at + 4)
      if (close < 0) break
      at = close
      continue
    }
    const closes = text[at + 1] === '/'
    if (!closes && !/[A-Za-z_]/.test(text[at + 1] ?? '')) {
      if (!uncounted && !/[!?]/.test(text[at + 1] ?? '')) {
        parts.push(text.slice(from, at), '&lt;') // "p <0.05" is no tag
        from = at + 1
      }
      continue
    }
    const end = text.indexOf('>', at)
    if (end < 0) break
    const name = uncounted && /^<\/?([\w-]{1,20})/.exec(text.slice(at, at + 24))?.[1]?.toLowerCase()
    if (name === 'script' || name === 'style') {
      // what stands inside is no markup; a missing end tag takes the rest of the page
      const close = closes ? end : lower.indexOf(`</${name}`, end)
      at = close < 0 ? text.length : closes ? end : close - 1
      continue
    }
    if (name && uncounted.has(name)) {
      at = end
      continue
    }
    const level = closes ? depth : depth + 1
    if (text[end - 1] !== '/') depth = Math.max(0, depth + (closes ? -1 : 1))
    if (level > limits.depthMax * 2) {
      parts.push(text.slice(from, at))
      from = end + 1
    }
    at = end
  }
  return from === 0 ? text : parts.join('') + text.slice(from)
}

type Cut = { text: string; cut: boolean; lastOpening: number; lastIsWhole: boolean }

/** Cuts the text behind the last entry that is looked at, before anything is built from it. */
function cutEntries(text: string, entry: string, entriesMax: number, warnings: string[]): Cut {
  const opening = new RegExp(`<(?:[\\w.-]+:)?${entry}(?=[\\s>])`, 'gi')
  let lastOpening = -1
  let count = 0
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    if (++count > entriesMax) {
      warnings.push(`only the first ${entriesMax} entries were read`)
      return { text: text.slice(0, found.index), cut: true, lastOpening: found.index, lastIsWhole: true }
    }
    lastOpening = found.index
  }
  const lastIsWhole =
    lastOpening < 0 ||
    new RegExp(`</(?:[\\w.-]+:)?${entry}\\s*>|^<[^>]*/>`, 'i').test(text.slice(lastOpening))
  return { text, cut: false, lastOpening, lastIsWhole }
}

function dropLastEntry(root: XmlElement, entry: string): void {
  const holders = [root, ...elementsOf(root, 'channel')]
  for (const holder of holders.reverse()) {
    const last = holder.content.findLastIndex((child) => typeof child !== 'string' && child.name === entry)
    if (last >= 0) {
      holder.content.splice(last, 1)
      return
    }
  }
}

// ---------------------------------------------------------------- building

type Open = { node: ParsedNode; element: XmlElement; scope: Scope; depth: number }

type Building = { url: string; own: Own; atomFeed: boolean; warnings: string[] }

function buildTree(start: ParsedNode, { url, own, atomFeed, warnings }: Building): XmlElement {
  const parent = { base: url, scope: {} as Scope }
  const root = buildElement(start, parent, atomFeed)
  const open: Open[] = [{ node: start, element: root.element, scope: root.scope, depth: 1 }]
  let elements = 1
  let tooDeep = false
  for (let next = open.pop(); next; next = open.pop()) {
    for (const node of next.node.children ?? []) {
      if (node.type === 'text') next.element.content.push(decodeEntities(node.data ?? '', own))
      else if (node.type === 'cdata')
        next.element.content.push(...(node.children ?? []).map((child) => child.data ?? ''))
      if (node.attribs === undefined) continue
      if (next.depth >= limits.depthMax || ++elements > limits.elementsMax) {
        tooDeep = true
        continue
      }
      const { element, scope } = buildElement(node, { ...parentOf(next), scope: next.scope }, atomFeed)
      next.element.content.push(element)
      open.push({ node, element, scope, depth: next.depth + 1 })
    }
  }
  if (tooDeep)
    warnings.push(
      `elements nested deeper than ${limits.depthMax} or beyond ${limits.elementsMax} were left out`,
    )
  return root.element
}

function parentOf({ element }: Open): { base: string; language?: string } {
  return element.language === undefined
    ? { base: element.base }
    : { base: element.base, language: element.language }
}

function buildElement(
  node: ParsedNode,
  parent: { base: string; language?: string; scope: Scope },
  atomFeed: boolean,
): { element: XmlElement; scope: Scope } {
  const attributes: Record<string, string> = {}
  let count = 0
  for (const name in node.attribs) {
    if (++count > limits.attributesMax) break
    // RDF's prefix is not always "rdf"
    const folded = name.toLowerCase().replace(/^[\w.-]+:about$/, 'rdf:about')
    attributes[folded] = decodeEntities(node.attribs[name]!)
  }
  const scope = scopeInside(parent.scope, attributes)
  const base =
    attributes['xml:base'] === undefined ? parent.base : resolveBase(attributes['xml:base'], parent.base)
  const language = attributes['xml:lang'] ?? parent.language
  const name = canonicalName(node.name ?? '', scope, atomFeed)
  const element: XmlElement = { name, attributes, base, content: [], ...(language ? { language } : {}) }
  return { element, scope }
}

function resolveBase(written: string, outer: string): string {
  return URL.parse(written.trim().slice(0, limits.urlChars), outer || undefined)?.href ?? outer
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

// ---------------------------------------------------------------- reading the tree

/** The children with one of the names, in document order. */
export function elementsOf(parent: XmlElement, ...names: string[]): XmlElement[] {
  return parent.content.filter(
    (child): child is XmlElement => typeof child !== 'string' && names.includes(child.name),
  )
}

export function firstOf(parent: XmlElement, ...names: string[]): XmlElement | undefined {
  for (const name of names) {
    const found = elementsOf(parent, name)[0]
    if (found) return found
  }
  return undefined
}

export function hasElements(element: XmlElement): boolean {
  return element.content.some((child) => typeof child !== 'string')
}

/** All text inside, tags ignored. */
export function textOf(element: XmlElement): string {
  return element.content.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)

/** The markup inside, as HTML: XHTML's prefix and namespace declarations are left out. */
export function markupOf(element: XmlElement): string {
  return element.content
    .map((child) => (typeof child === 'string' ? escapeText(child) : outerMarkup(child)))
    .join('')
}

function outerMarkup(element: XmlElement): string {
  const name = element.name.replace(/^xhtml:/, '')
  const attributes = Object.entries(element.attributes)
    .filter(([attribute]) => !attribute.startsWith('xmlns') && attribute !== 'xml:base')
    .map(([attribute, value]) => ` ${attribute}="${escapeText(value).replace(/"/g, '&quot;')}"`)
    .join('')
  // an unclosed <br> has taken what follows it into itself
  if (voidElements.has(name)) return `<${name}${attributes} />${markupOf(element)}`
  return `<${name}${attributes}>${markupOf(element)}</${name}>`
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
