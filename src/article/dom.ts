// Owns the step from an HTML string to one shared DOM, and the limits that keep a hostile page cheap.
// It must never fetch, run scripts, or throw at bad mark-up.

import { parseHTML } from 'linkedom'
import { isBareJsonLd } from './metadata-jsonld.ts'

export const htmlCharsMax = 4_000_000
export const nodesMax = 150_000
export const depthMax = 300
const openRunMax = 60 // opening tags in a row without a word between them: no page nests so, only attacks do

/** The page as a document whose root is <html> with one <head> and one <body>, whatever the mark-up was. */
export function parseDocument(html: string): Document {
  const cut = shortenOpenRuns(emptySilent(html.slice(0, htmlCharsMax)))
  const whole = /<html[\s>]/i.test(cut) && /<body[\s>]/i.test(cut) ? cut : wrapFragment(cut)
  const document = parseHTML(whole).document as unknown as Document
  if (straighten(document)) return document
  return parseHTML(wrapFragment(whole)).document as unknown as Document
}

// linkedom keeps what stands before <html> beside it, and its head and body getters then make empty ones in the wrong
// place. So this must run before anything asks for them.
function straighten(document: Document): boolean {
  const root = Array.from(document.childNodes).find((node) => node.nodeName === 'HTML') as Element | undefined
  if (!root) return false
  for (const node of Array.from(document.childNodes)) {
    if (node === root) break
    if (node.nodeType !== 10) document.removeChild(node)
  }
  const head = childNamed(root, 'HEAD') ?? root.insertBefore(document.createElement('head'), root.firstChild)
  const body = childNamed(root, 'BODY') ?? root.querySelector('body') ?? document.createElement('body')
  for (const node of Array.from(root.childNodes)) {
    if (node === head || node === body) continue
    if (node.nodeType === 1 && !node.contains(body)) body.appendChild(node)
  }
  root.insertBefore(body, head.nextSibling)
  return true
}

/**
 * Scripts, styles and drawings hold half of a page's characters and none of its words: they stay as empty elements, so
 * that no node changes its place. JSON-LD stays whole. Comments are stepped over, not changed.
 */
function emptySilent(html: string): string {
  let out = ''
  let from = 0
  silentOpen.lastIndex = 0
  for (let open = silentOpen.exec(html); open; open = silentOpen.exec(html)) {
    const tag = open[1]?.toLowerCase()
    const close = closeOf[tag ?? '--']!
    close.lastIndex = silentOpen.lastIndex
    const end = close.exec(html)
    if (!end) break // never closed: the parser decides how far it reaches
    const bodyAt = silentOpen.lastIndex
    silentOpen.lastIndex = close.lastIndex
    if (!tag || open[0].includes('ld+json') || open[0].endsWith('/>')) continue
    if (tag === 'script' && isBareJsonLd(html.slice(bodyAt, bodyAt + jsonLdHeadChars))) continue
    if (tag === 'svg' && holdsText.test(html.slice(open.index, end.index))) continue
    out += `${html.slice(from, open.index)}<${tag}></${tag}>`
    from = close.lastIndex
  }
  return from === 0 ? html : out + html.slice(from)
}

const jsonLdHeadChars = 500

// A quotation mark before it: mark-up inside an attribute.
const silentOpen = /<!--|(?<!["'=])<(script|style|svg)(?=[\s>])[^>]{0,2000}>/gi
const closeOf: Record<string, RegExp> = {
  '--': /-->/g,
  script: /<\/script\s*>/gi,
  style: /<\/style\s*>/gi,
  svg: /<\/svg\s*>/gi,
}
const holdsText = /<(?:p|div|h[1-6]|article|section|main|body|foreignobject)\b/i

// linkedom's cost grows faster than the depth: 450 KB of "<b><i><b>…" take seconds.
function shortenOpenRuns(html: string): string {
  return html.replace(openRun, (run) => run.slice(0, run.indexOf('>') + 1))
}

const openRun = new RegExp(
  `(?:<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|option)\\b)[a-z][a-z0-9]{0,11}(?:\\s[^<>]{0,300})?>\\s{0,200}){${openRunMax},2000}`,
  'gi',
)

function childNamed(root: Element, tag: string): Element | undefined {
  return Array.from(root.children).find((child) => child.tagName === tag)
}

// linkedom hangs the nodes of "<p>a</p><p>b</p>" under the document itself, where body is null.
function wrapFragment(html: string): string {
  const bare = html.replace(/<!doctype[^>]*>/i, '').replace(/<\/?(?:html|body)(?:\s[^>]*)?>/gi, '')
  const headEnd = bare.search(
    /<\/head\s*>|<(?:div|p|table|article|section|main|header|nav|h1|ul|center|form)[\s>]/i,
  )
  if (headEnd < 0 || !/<head[\s>]/i.test(bare)) return `<html><head></head><body>${bare}</body></html>`
  return `<html>${bare.slice(0, headEnd)}</head><body>${bare.slice(headEnd).replace(/^<\/head\s*>/i, '')}</body></html>`
}

/** Whether the tree is too deep or too large for extractors whose cost grows faster than the page. */
export function isTooComplex(root: Node): boolean {
  let nodes = 0
  let depth = 0
  let node: Node | null = root
  while (node) {
    if (++nodes > nodesMax || depth > depthMax) return true
    const child: Node | null = node.nodeType === 1 ? node.firstChild : null
    if (child) {
      node = child
      depth++
      continue
    }
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode
      depth--
    }
    node = !node || node === root ? null : node.nextSibling
  }
  return false
}
