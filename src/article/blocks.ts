// Owns the reading of a DOM tree as plain blocks in document order, each with what its surroundings say about it.
// It must never decide what is article and what is chrome.
import type { BlockKind } from '../model.ts'
import { depthMax } from './dom.ts'
import { isHidden, nameWords, type Signal, signalOf } from './signals.ts'

/** A block-level element on the way down to a piece, with what was counted under it. */
export type Place = {
  element: Element
  parent: Place | undefined
  depth: number
  signal: Signal
  name: string // the words of its class and id, without digits
  images: number // below
  chars: number // of all pieces below
  linkChars: number
  votedChars: number // of pieces that the extractor kept; counted by the chooser, as is the next
  proseChars: number // of long unlinked pieces that stand in no chrome below this place
}

export type Piece = {
  kind: BlockKind | 'caption'
  text: string // white space folded, never empty
  size: number // its characters without white space, those of spaceless scripts twice
  linkChars: number // how many of these are link text
  links: number
  bold: boolean // every character is inside b or strong
  place: Place // the nearest block-level element around it
}

export const piecesMax = 20_000
const hiddenCharsMax = 1500
const captionCharsMax = 500 // a page whose body is classed "copyright" is no caption

const silent = new Set(
  (
    'SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IFRAME OBJECT EMBED CANVAS AUDIO VIDEO MAP HEAD TITLE META LINK BASE ' +
    'BUTTON SELECT OPTION TEXTAREA INPUT DATALIST PROGRESS METER DIALOG'
  ).split(' '),
)
const blockLevel = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY HTML CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 ' +
    'HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY THEAD TFOOT TR TD TH UL LEGEND CAPTION'
  ).split(' '),
)

/** Every block of text under `root` that is shown. */
export function readPieces(root: Element): Piece[] {
  const pieces: Piece[] = []
  let text = ''
  let linkChars = 0
  let links = 0
  let boldChars = 0
  let breaks = 0
  let depth = 0

  function flush(place: Place, kind: Piece['kind']) {
    const folded = foldSpace(text)
    if (folded !== '' && pieces.length < piecesMax) {
      const size = weigh(folded)
      pieces.push({ kind, text: folded, size, linkChars, links, bold: boldChars >= size * 0.95, place })
      place.chars += size
      place.linkChars += linkChars
    }
    text = ''
    linkChars = 0
    links = 0
    boldChars = 0
    breaks = 0
  }

  // "<b>Comments</b><br>No comments yet": a bold line is a heading that nobody marked as one.
  function isAllBold(): boolean {
    return boldChars > 0 && boldChars >= weigh(text) * 0.95
  }

  function walk(node: Node, place: Place, kind: Piece['kind'], linked: boolean, bold: boolean) {
    for (let child: Node | null = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) {
        const run = (child as Text).data
        if (breaks > 0 && run.trim() !== '') {
          if (breaks > 1 || isAllBold()) flush(place, kind)
          else text += ' '
          breaks = 0
        }
        text += run
        if (linked || bold) {
          const size = weigh(run)
          if (linked) linkChars += size
          if (bold) boldChars += size
        }
      } else if (child.nodeType === 1) readElement(child as Element, place, kind, linked, bold)
    }
  }

  function readElement(element: Element, place: Place, kind: Piece['kind'], linked: boolean, bold: boolean) {
    const tag = element.tagName
    if (tag === 'BR') {
      breaks++
      return
    }
    if (tag === 'IMG' || tag === 'PICTURE' || tag === 'AMP-IMG') place.images++
    if (silent.has(tag.toUpperCase()) || (isHidden(element) && !holdsMost(element))) return
    if (++depth > depthMax) {
      depth--
      text += ` ${element.textContent ?? ''} `
      return
    }
    const name = nameWords(element)
    const signal = signalOf(element, name)
    const standsAlone =
      blockLevel.has(tag) ||
      tag.includes('-') ||
      (tag === 'SPAN' && (signal === 'chrome' || signal === 'caption'))
    if (!standsAlone) {
      if (tag === 'A') links++
      walk(element, place, kind, linked || tag === 'A', bold || tag === 'B' || tag === 'STRONG')
      depth--
      return
    }
    flush(place, kind)
    const inner = openPlace(element, place, signal, name)
    const innerKind = kindOf(tag, kind)
    const before = pieces.length
    if (tag === 'TR' && isTextRow(element)) readRow(element, inner)
    else {
      walk(element, inner, innerKind, linked, false)
      flush(inner, innerKind)
    }
    if (isCaption(inner)) {
      for (const piece of pieces.slice(before))
        if (piece.kind !== 'row' && piece.kind !== 'quotation') piece.kind = 'caption'
    }
    depth--
    place.images += inner.images
    place.chars += inner.chars
    place.linkChars += inner.linkChars
  }

  // Some pages hide their whole text until a script has run.
  function holdsMost(element: Element): boolean {
    const size = element.textContent?.length ?? 0
    return size > hiddenCharsMax && size > (root.textContent?.length ?? 0) / 2
  }

  // A row of a table that holds facts, not layout, is one block: "Region | Hospitals | 2025".
  function readRow(row: Element, place: Place) {
    const cells: string[] = []
    for (const cell of Array.from(row.children)) {
      for (let child: Node | null = cell.firstChild; child; child = child.nextSibling) {
        const linked = child.nodeType === 1 && (child as Element).tagName === 'A'
        const run = child.nodeType === 1 || child.nodeType === 3 ? visibleText(child) : ''
        text += run
        if (linked) links++
        if (linked) linkChars += weigh(run)
      }
      const folded = foldSpace(text)
      if (folded !== '') cells.push(folded)
      text = ''
    }
    text = cells.join(' | ')
    flush(place, 'row')
  }

  const outer = openPlace(root, undefined, 'none', '')
  walk(root, outer, kindOf(root.tagName, 'paragraph'), false, false)
  flush(outer, 'paragraph')
  return pieces
}

/** Characters without white space; one of a spaceless script says as much as two letters. */
function weigh(text: string): number {
  const size = text.replace(/\s+/g, '').length
  return spaceless.test(text) ? size + (text.match(spacelessAll)?.length ?? 0) : size
}

const spaceless = /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]/
const spacelessAll = new RegExp(spaceless, 'g')

function openPlace(element: Element, parent: Place | undefined, signal: Signal, name: string): Place {
  return {
    element,
    parent,
    depth: parent ? parent.depth + 1 : 0,
    signal,
    name: name.replace(/[0-9]+/g, '0'),
    images: 0,
    chars: 0,
    linkChars: 0,
    votedChars: 0,
    proseChars: 0,
  }
}

// A small box around a picture holds its caption, whatever element that is in.
function isCaption(place: Place): boolean {
  if (place.chars > captionCharsMax || place.chars === 0) return false
  if (place.signal === 'caption' || place.element.tagName === 'FIGURE') return true
  return place.images > 0 && place.chars <= captionCharsMax / 2 && pictureBox.test(place.name)
}

const pictureBox =
  /(?:^| )(?:image|images|img|photo|picture|pic|visual|figure|bild|foto|gallery|slider|slideshow|carousel|thumbnail)(?= |$)/

export function foldSpace(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u200c\u2060\ufeff]/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
}

function kindOf(tag: string, outer: Piece['kind']): Piece['kind'] {
  if (outer === 'caption') return outer
  if (/^H[1-6]$/.test(tag)) return 'heading'
  if (tag === 'BLOCKQUOTE') return 'quotation'
  if (tag === 'FIGCAPTION' || tag === 'CAPTION') return 'caption'
  if (tag === 'LI') return 'item'
  return outer
}

const cellCharsMax = 200
const layoutTags = /^(?:TABLE|P|UL|OL|H[1-6]|BLOCKQUOTE|ARTICLE|SECTION|FIGURE|FORM)$/

function isTextRow(row: Element): boolean {
  const cells = Array.from(row.children)
  if (cells.length < 2) return false
  return cells.every((cell) => (cell.textContent ?? '').length <= cellCharsMax && !holdsLayout(cell, 0))
}

function holdsLayout(element: Element, depth: number): boolean {
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) {
    if (layoutTags.test(child.tagName) && !(child.tagName === 'P' && element.children.length === 1))
      return true
    if (depth < 4 && holdsLayout(child, depth + 1)) return true
  }
  return false
}

function visibleText(node: Node): string {
  if (node.nodeType === 3) return (node as Text).data
  if (silent.has((node as Element).tagName.toUpperCase())) return ''
  if ((node as Element).tagName === 'BR') return ' '
  let text = ''
  for (let child: Node | null = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 1 || child.nodeType === 3) text += visibleText(child)
  }
  return blockLevel.has((node as Element).tagName) ? ` ${text} ` : text
}
