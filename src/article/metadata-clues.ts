// Owns the one walk over a page that gathers everything metadata is read from: head elements, JSON-LD, marked
// elements, headings, short runs of text. It only looks: it never changes the document and decides nothing.

import type { LdGraph } from './metadata-jsonld.ts'
import { isBareJsonLd, readJsonLd } from './metadata-jsonld.ts'

/** An element whose tag, class, rel or itemprop says that it may hold an author, a date or a source. */
export type Mark = {
  element: Element
  tag: string // lower case
  itemprop: string // lower case, "" when absent
  rel: string
  names: string // class and id, lower case
  order: number // place in the document, counted in nodes
}

/** A short text node that looks like a byline, a date or a source line. */
export type Run = { text: string; parent: Element; order: number }

export type Heading = { text: string; element: Element; level: number; order: number }

export type Clues = {
  url: string
  host: string // without "www.", "" when the URL is unknown
  metas: Map<string, string[]> // name, property or itemprop in lower case -> contents in order
  links: { rel: string; href: string }[]
  title: string // the title element
  htmlLanguage: string
  graph: LdGraph
  headings: Heading[]
  marks: Mark[]
  runs: Run[]
  prose: string // the first long text nodes, for the language
  isAside: (element: Element) => boolean
}

const LIMITS = {
  nodesMax: 200_000,
  marksMax: 2_000,
  runsMax: 2_000,
  metasMax: 1_000, // of one page, all names
  runCharactersMax: 220,
  openingCharactersMax: 110,
  proseCharactersMax: 3_000,
  prosePartCharactersMin: 50,
  ancestorsMax: 400,
  markCharactersMax: 2_000,
}

const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'svg',
  'template',
  'iframe',
  'select',
  'object',
  'math',
])
const MARKED_NAMES =
  /auth?or|byline|by-line|bylines|writer|credit|contributor|redakteur|verfasser|kuerzel|signature|firma|publish|pubdate|date|datum|fecha|(?:^|[\s_-])time(?:$|[\s_-])|timestamp|posted|created|updated|modified|published|entry-meta|post-meta|article-meta|article__meta|source|editor|来源|vcard|posttime|zeit(?:$|[\s_-])|meta(?:$|[\s_-])|dateline|provider|outlet|publication|attribution|info(?:$|[\s_-])/
// A year, a time ago, a byline word, a source word: everything else is not kept.
const TELLING_RUN =
  /(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d\b|^\W{0,3}(?:by|von|par|por|di|door|av|af|przez|text|autor(?:in)?|author|words|written by|posted by|de)\b|作者|记者|記者|来源|來源|转自|轉自|转载|轉載|稿源|\d日[电電讯]|[(（][\p{L}\s./-]{2,40}[)）]\s?[-–—:]|source|originally|via|courtesy|republished|quelle|fuente|^\W{0,3}©/iu
const ASIDE_TAGS = new Set(['footer', 'nav', 'aside', 'form', 'blockquote'])
const ASIDE_NAMES =
  /related|recommend|sidebar|side-bar|comment|kommentar|disqus|footer|widget|teaser|newsletter|popular|trending|most-?read|more-?news|latest|read-?more|also-?read|promo|ticker|carousel|slider|archive-list|archives|breadcrumb|menu|prev-?next|pagination|post-navigation|nav-links|siguiente|moreon|more-stories|cookie|(?:^|[\s_-])(?:aside|nav|navbar|navigation|similar|weitere|mehr|cards?)(?:$|[\s_-])/

export function gatherClues(document: Document, url: string): Clues {
  const clues: Clues = {
    url,
    host: hostOf(url),
    metas: new Map(),
    links: [],
    title: '',
    htmlLanguage: '',
    graph: { nodes: [], byId: new Map() },
    headings: [],
    marks: [],
    runs: [],
    prose: '',
    isAside: () => false,
  }
  const scripts: string[] = []
  // Every child of the document: linkedom takes whatever comes first for the root (a stray script, a comment).
  let order = 0
  for (const root of document.childNodes) {
    order = walk(
      root,
      (node, place) => {
        if (node.nodeType === 3) readText(node as Text, place, clues)
        else if (node.nodeType === 1) return readElement(node as Element, place, clues, scripts)
        return false
      },
      order,
    )
  }
  clues.graph = readJsonLd(scripts)
  clues.isAside = makeAsideTest(clues)
  return clues
}

/** Text of an element; scripts left out, a space between elements so that "By" and "Ann Lee" do not stick. */
export function textOf(element: Element, spaced = true, charactersMax = LIMITS.markCharactersMax): string {
  let text = ''
  // Character references split text nodes ("C", "é", "cile"): only an element between them is a break.
  let crossed = false
  walk(element, (node) => {
    if (text.length > charactersMax) return false
    if (node.nodeType === 3) {
      text += (spaced && crossed ? ' ' : '') + (node.nodeValue ?? '')
      crossed = node.nextSibling === null
    } else if (node.nodeType === 1) {
      const tag = (node as Element).localName
      if (SKIPPED.has(tag)) return false
      crossed = true
      if (tag === 'br' || tag === 'li' || tag === 'p' || tag === 'div') text += '\n'
      return true
    }
    return false
  })
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[\s]*/g, '\n')
    .trim()
}

export function hostOf(url: string): string {
  try {
    return new URL(url).hostname.toLowerCase().replace(/^www\d?\./, '')
  } catch {
    return ''
  }
}

/** Depth first, in document order, without recursion: hostile pages nest ten thousand deep. */
function walk(root: Node, visit: (node: Node, order: number) => boolean, start = 0): number {
  let node: Node | null = root
  let order = start
  for (; node && order < LIMITS.nodesMax; order++) {
    const inner: Node | null = visit(node, order) ? node.firstChild : null
    if (inner) {
      node = inner
      continue
    }
    while (node && node !== root && !node.nextSibling) node = node.parentNode
    node = !node || node === root ? null : node.nextSibling
  }
  return order
}

/** By its type; or a bare statement of schema.org's, whose type was forgotten. */
function isJsonLd(script: Element): boolean {
  const type = script.getAttribute('type') ?? ''
  if (/ld\+json/i.test(type)) return true
  return /^(?:|application\/json)$/i.test(type) && isBareJsonLd(script.textContent ?? '')
}

function readElement(element: Element, order: number, clues: Clues, scripts: string[]): boolean {
  const tag = element.localName
  switch (tag) {
    case 'html':
    case 'body':
      clues.htmlLanguage ||= element.getAttribute('lang') ?? element.getAttribute('xml:lang') ?? ''
      break
    case 'meta':
      readMeta(element, clues)
      return false
    case 'link': {
      const rel = element.getAttribute('rel')
      const href = element.getAttribute('href')
      if (rel && href && clues.links.length < LIMITS.metasMax)
        clues.links.push({ rel: rel.toLowerCase(), href })
      return false
    }
    case 'script':
      if (isJsonLd(element)) scripts.push(element.textContent ?? '')
      return false
    case 'title':
      if (clues.title === '') clues.title = fold(element.textContent ?? '')
      return false
    case 'h1':
    case 'h2': {
      const text = fold(textOf(element, false))
      if (text !== '' && clues.headings.length < LIMITS.marksMax)
        clues.headings.push({ text, element, level: tag === 'h1' ? 1 : 2, order })
      break
    }
    default:
      if (SKIPPED.has(tag)) return false
  }
  readMark(element, tag, order, clues)
  return true
}

function readMeta(element: Element, clues: Clues) {
  const content = element.getAttribute('content') ?? element.getAttribute('value')
  if (!content || clues.metas.size >= LIMITS.metasMax) return
  for (const attribute of ['name', 'property', 'itemprop', 'http-equiv']) {
    const name = element.getAttribute(attribute)?.trim().toLowerCase()
    if (!name) continue
    const known = clues.metas.get(name)
    if (!known) clues.metas.set(name, [fold(content)])
    else if (known.length < LIMITS.metasMax) known.push(fold(content))
  }
}

function readMark(element: Element, tag: string, order: number, clues: Clues) {
  if (clues.marks.length >= LIMITS.marksMax) return
  const itemprop = element.getAttribute('itemprop')?.toLowerCase() ?? ''
  const rel = element.getAttribute('rel')?.toLowerCase() ?? ''
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.toLowerCase()
  if (
    tag !== 'time' &&
    tag !== 'abbr' &&
    tag !== 'address' &&
    itemprop === '' &&
    rel !== 'author' &&
    !MARKED_NAMES.test(names)
  )
    return
  clues.marks.push({ element, tag, itemprop, rel, names, order })
}

function readText(node: Text, order: number, clues: Clues) {
  const parent = node.parentNode as Element | null
  if (!parent || node.previousSibling?.nodeType === 3) return
  let raw = node.nodeValue ?? ''
  // Character references split text nodes: the parts are one run.
  for (
    let next = node.nextSibling;
    next?.nodeType === 3 && raw.length < LIMITS.proseCharactersMax;
    next = next.nextSibling
  )
    raw += next.nodeValue ?? ''
  if (raw.length < 2) return
  if (clues.runs.length < LIMITS.runsMax) {
    // Of a long paragraph only the opening: "LONDON, 8 May 2025 (Wire) - …"
    const long = raw.length > LIMITS.runCharactersMax * 2
    const part = long ? raw.slice(0, LIMITS.openingCharactersMax) : raw
    if (TELLING_RUN.test(part)) {
      const text = fold(part)
      if (text.length <= LIMITS.runCharactersMax) clues.runs.push({ text, parent, order })
    }
  }
  if (raw.length >= LIMITS.prosePartCharactersMin && clues.prose.length < LIMITS.proseCharactersMax)
    clues.prose += ` ${fold(raw.slice(0, LIMITS.proseCharactersMax))}`
}

/** Says whether an element stands in a sidebar, footer, comment or list of other articles; what holds the main heading is never aside. */
function makeAsideTest(clues: Clues): (element: Element) => boolean {
  const known = new Map<Element, boolean>()
  const main = clues.headings.find((h) => h.level === 1)
  for (
    let e: Element | null = main?.element ?? null, n = 0;
    e && n < LIMITS.ancestorsMax;
    e = e.parentElement, n++
  )
    known.set(e, false)
  return (element) => {
    const path: Element[] = []
    let verdict = false
    for (let e: Element | null = element, n = 0; e && n < LIMITS.ancestorsMax; e = e.parentElement, n++) {
      const answer = known.get(e)
      if (answer !== undefined) {
        verdict = answer
        break
      }
      path.push(e)
    }
    for (const e of path.reverse()) {
      verdict ||= isAsideItself(e)
      known.set(e, verdict)
    }
    return verdict
  }
}

function isAsideItself(element: Element): boolean {
  const tag = element.localName
  if (tag === 'body' || tag === 'html' || tag === 'main') return false
  if (ASIDE_TAGS.has(tag)) return true
  return ASIDE_NAMES.test(
    `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.toLowerCase(),
  )
}

export function fold(text: string): string {
  return text
    .replace(/\u200b|\u200c|\u200d|\ufeff|\u00ad/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
