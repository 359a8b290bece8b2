// Owns the choice of the blocks of a page that are its article: it starts from what the extractor kept, drops what
// stands in chrome, and takes back what the extractor lost. It must never read or change the DOM.
import type { Piece, Place } from './blocks.ts'
import { dropBackMatter, isJournalLine } from './journal.ts'
import { findJunk } from './junk.ts'
import { lineKey } from './repeats.ts'
import { cutAtStrangers, dropLinkLists, dropStrangers } from './strangers.ts'
import { confirms, type Witness } from './witness.ts'

export type Hints = {
  title?: string | undefined
  description?: string | undefined
  witness?: Witness | undefined // another statement of the text
  repeats?: ReadonlySet<string> | undefined // folded lines of the host's other pages
}

/** `kept` is the extractor's own output, read as pieces; `page` is the whole page before the extractor touched it. */
export function chooseArticle(page: readonly Piece[], kept: readonly Piece[], hints: Hints): Piece[] {
  const pieces = cutAtStrangers(page, findHeadline(page, hints.title))
  let voted = findVoted(pieces, kept)
  countProse(pieces)
  const rival = findRival(pieces, voted)
  if (rival)
    voted = new Set(pieces.filter((piece) => isWithin(piece, rival) && piece.linkChars < piece.size * 0.5))
  countVotes(voted)
  const total = sumSize(voted)
  if (total === 0) return []
  const container = findContainer(voted, total)
  clearSharedNames(voted, total)
  // A pull quote under a picture repeats a paragraph, and is voted for with it: the text does not begin there.
  const first = pieces.findIndex(
    (piece) => piece.kind !== 'caption' && voted.has(piece) && !standsInChrome(piece, total),
  )
  const titleAt = findTitle(pieces, hints.title, first)
  const chosen = pieces.filter((piece, at) => {
    if (standsInChrome(piece, total)) return false
    if (at <= first + 3 && isTitle(piece, hints.title)) return false
    if (voted.has(piece)) return true
    if (piece.kind === 'caption') return isWithin(piece, container) || isInBody(piece.place, total)
    if (piece.place.element.tagName === 'H1') return false
    if (at < first && at > titleAt && (isLead(piece, first - at, hints) || isOpening(piece, first - at)))
      return true
    if (at < first && (at <= titleAt || piece.kind === 'heading')) return false
    return isWithin(piece, container) ? at > first && looksLikeProse(piece, 60) : belongsToBody(piece, total)
  })
  const heard = hints.witness ? hearWitness(pieces, chosen, total, hints.witness) : chosen
  const own = dropStrangers(dropBackMatter(heard)).filter(
    (piece) => piece.kind === 'caption' || (findJunk(piece.text) === undefined && !isJournalLine(piece.text)),
  )
  return dropHangingHeadings(dropRepeats(dropLinkLists(own), hints.repeats ?? new Set()))
}

/** Drops lines that the host prints on other pages too, unless most of the text is such: then it is the same article again. */
export function dropRepeats(chosen: Piece[], repeats: ReadonlySet<string>): Piece[] {
  if (repeats.size === 0) return chosen
  const fresh = chosen.filter((piece) => !repeats.has(lineKey(piece.text)))
  return sumSize(fresh) >= sumSize(chosen) / 2 ? fresh : chosen
}

// The witness adds what stands in it, and takes away what follows its last words, when it speaks for the whole text.
function hearWitness(
  pieces: readonly Piece[],
  chosen: readonly Piece[],
  total: number,
  witness: Witness,
): Piece[] {
  const said = new Map<Piece, boolean>()
  for (const piece of pieces)
    if (piece.kind !== 'caption' && !standsInChrome(piece, total))
      said.set(piece, confirms(witness, piece) === true)
  const prose = chosen.filter((piece) => looksLikeProse(piece, 60))
  const confirmed = sumSize(prose.filter((piece) => said.get(piece)))
  if (witness.folded.length < sumSize(prose) * 0.8 || confirmed < sumSize(prose) * 0.6) return [...chosen]
  const kept = new Set(chosen)
  const last = pieces.findLastIndex((piece) => kept.has(piece) && said.get(piece) === true)
  return pieces.filter((piece, at) =>
    kept.has(piece)
      ? at <= last || piece.kind === 'caption'
      : said.get(piece) === true && looksLikeProse(piece, 30),
  )
}

/** Long unlinked pieces outside chrome, for pages on which no extractor can be let loose. */
export function choosePlainly(page: readonly Piece[]): Piece[] {
  return page.filter(
    (piece) => piece.kind !== 'caption' && looksLikeProse(piece, 60) && !standsInChrome(piece, 1),
  )
}

/** The pieces of the page that the extractor kept, matched by their folded text. */
function findVoted(pieces: readonly Piece[], kept: readonly Piece[]): Set<Piece> {
  const left = new Map<string, number>()
  for (const piece of kept) {
    const key = lineKey(piece.text)
    left.set(key, (left.get(key) ?? 0) + 1)
  }
  const all = kept.map((piece) => lineKey(piece.text)).join('\n')
  const voted = new Set<Piece>()
  for (const piece of pieces) {
    const key = lineKey(piece.text)
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    else if (key.length < 40 || !all.includes(key.slice(0, 60))) continue
    voted.add(piece)
  }
  return voted
}

function countVotes(voted: ReadonlySet<Piece>) {
  for (const piece of voted) {
    for (let place: Place | undefined = piece.place; place; place = place.parent)
      place.votedChars += piece.size
  }
}

// A class that much of the kept text carries is no chrome, whatever it is called: "TestReport__Section--Ads".
function clearSharedNames(voted: ReadonlySet<Piece>, total: number) {
  const sizes = new Map<string, number>()
  for (const piece of voted) {
    if (!looksLikeProse(piece, 40)) continue
    const seen = new Set<string>()
    for (let place: Place | undefined = piece.place; place; place = place.parent) {
      if (place.signal !== 'chrome' || place.name === '' || seen.has(place.name)) continue
      seen.add(place.name)
      sizes.set(place.name, (sizes.get(place.name) ?? 0) + piece.size)
    }
  }
  for (const piece of voted) {
    for (let place: Place | undefined = piece.place; place; place = place.parent) {
      if (place.signal === 'chrome' && (sizes.get(place.name) ?? 0) > total * 0.35) place.signal = 'none'
    }
  }
}

function countProse(pieces: readonly Piece[]) {
  for (const piece of pieces) {
    if (piece.kind === 'caption' || !looksLikeProse(piece, 60)) continue
    for (
      let place: Place | undefined = piece.place;
      place && place.signal !== 'chrome';
      place = place.parent
    ) {
      place.proseChars += piece.size
    }
  }
}

/** A place that calls itself the article's body and holds much more prose than the extractor found, most of it elsewhere. */
function findRival(pieces: readonly Piece[], voted: ReadonlySet<Piece>): Place | undefined {
  let rival: Place | undefined
  for (const piece of pieces) {
    for (let place: Place | undefined = piece.place; place; place = place.parent) {
      const isBody =
        place.signal === 'body' || place.element.tagName === 'ARTICLE' || place.element.tagName === 'MAIN'
      if (isBody && place.proseChars > (rival?.proseChars ?? rivalCharsMin)) rival = place
    }
  }
  if (!rival) return undefined
  let inside = 0
  let prose = 0
  for (const piece of voted) {
    if (!looksLikeProse(piece, 60)) continue
    prose += piece.size
    if (isWithin(piece, rival)) inside += piece.size
  }
  return prose < rival.proseChars * 0.66 && inside <= prose * 0.5 ? rival : undefined
}

const rivalCharsMin = 400

function sumSize(pieces: Iterable<Piece>): number {
  let sum = 0
  for (const piece of pieces) sum += piece.size
  return sum
}

/** The innermost place that holds most of what was kept. */
function findContainer(voted: ReadonlySet<Piece>, total: number): Place | undefined {
  let best: Place | undefined
  for (const piece of voted) {
    for (let place: Place | undefined = piece.place; place; place = place.parent) {
      if (place.votedChars >= total * 0.85) {
        if (!best || place.depth > best.depth) best = place
        break
      }
    }
  }
  return best
}

function isTitle(piece: Piece, title: string | undefined): boolean {
  if (piece.place.element.tagName === 'H1') return true
  if (!title) return false
  const key = lineKey(piece.text)
  const wanted = lineKey(title)
  return key.startsWith(wanted) && key.length <= wanted.length + titleTailCharsMax
}

/** The first headline or copy of the title on the page; -1 without. */
function findHeadline(pieces: readonly Piece[], title: string | undefined): number {
  const first = pieces.findIndex((piece) => piece.kind === 'heading' && isTitle(piece, title))
  return first >= 0 ? first : pieces.findIndex((piece) => isTitle(piece, title))
}

// A heading at the very end announced something that was dropped.
function dropHangingHeadings(chosen: Piece[]): Piece[] {
  let end = chosen.length
  while (end > 1 && (chosen[end - 1]!.kind === 'heading' || chosen[end - 1]!.kind === 'caption')) end--
  return chosen.filter((piece, at) => at < end || piece.kind === 'caption')
}

const titleTailCharsMax = 25 // "Cannabis use is rising | Health"

function findTitle(pieces: readonly Piece[], title: string | undefined, first: number): number {
  const key = title ? lineKey(title) : ''
  for (let at = first - 1; at >= 0; at--) {
    const piece = pieces[at]!
    if (piece.place.element.tagName === 'H1') return at
    if (key !== '' && lineKey(piece.text) === key) return at
  }
  return Math.max(-1, first - 12)
}

// Standfirsts stand between the headline and the text, often in a header element of their own.
function isLead(piece: Piece, distance: number, hints: Hints): boolean {
  if (piece.linkChars > piece.size * 0.3 || distance > 40) return false
  if (hints.description && piece.size >= 40) {
    const key = lineKey(piece.text)
    const described = lineKey(hints.description)
    if (described.startsWith(key.slice(0, 60)) || key.startsWith(described.slice(0, 60))) return true
  }
  for (let place: Place | undefined = piece.place; place; place = place.parent) {
    if (place.signal === 'lead' && place.chars < 1500) return piece.size >= 25
    if (place.element.tagName === 'HEADER' && piece.size >= 60 && piece.kind === 'paragraph') return true
  }
  return false
}

// An extractor that settles on one box of many loses the opening paragraphs when they stand in a box of their own.
function isOpening(piece: Piece, distance: number): boolean {
  if (distance > openingDistanceMax || piece.kind !== 'paragraph' || !looksLikeProse(piece, 100)) return false
  for (let place: Place | undefined = piece.place; place; place = place.parent)
    if (place.signal === 'body') return true
  return false
}

const openingDistanceMax = 8 // pieces before the first one that the extractor kept

function isWithin(piece: Piece, container: Place | undefined): boolean {
  for (let place: Place | undefined = piece.place; place; place = place.parent)
    if (place === container) return true
  return false
}

// The innermost place around the piece that holds votes says whose neighbour the piece is.
function belongsToBody(piece: Piece, total: number): boolean {
  if (!looksLikeProse(piece, 60)) return false
  let own: Place = piece.place
  let shared: Place | undefined = piece.place
  while (shared && shared.votedChars === 0) {
    own = shared
    shared = shared.parent
  }
  if (!shared) return false
  if (own !== shared && own.linkChars > own.chars * 0.3) return false
  return isInBody(shared, total)
}

/** Whether the nearest place that calls itself an article's body holds a good part of what was kept. */
function isInBody(from: Place, total: number): boolean {
  for (let place: Place | undefined = from; place; place = place.parent) {
    if (place.signal === 'body' || place.element.tagName === 'ARTICLE') return place.votedChars >= total * 0.3
  }
  return false
}

function standsInChrome(piece: Piece, total: number): boolean {
  for (let place: Place | undefined = piece.place; place; place = place.parent) {
    if ((place.signal === 'chrome' || place.signal === 'byline') && place.votedChars < total * 0.5)
      return true
  }
  return false
}

function looksLikeProse(piece: Piece, sizeMin: number): boolean {
  return piece.size >= sizeMin && piece.linkChars < piece.size * 0.4
}
