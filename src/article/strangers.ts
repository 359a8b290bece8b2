// Owns the cut between an article and what a page sticks below or between it: other articles' headlines and teasers,
// "Related articles", comment boxes, lists of links. It must never look outside the pieces it is given.
import type { Piece, Place } from './blocks.ts'
import { findJunk, isAge, opensStrangers } from './junk.ts'

const articleCharsMin = 250 // less text than this before a cut means that the cut is in the wrong place
const agesMin = 2
const ageDistanceMax = 12 // pieces between an opener and the first age
const headShareMin = 0.25 // of the text must stand before an opener that only structure gives away
const openerCharsMax = 60

/**
 * Cuts the page where strangers with ages begin ("Related Articles … 3 hours ago – Harbour Daily …"), so that the
 * extractor's liking for much text cannot choose them. Returns the pieces before the cut, or all of them.
 */
export function cutAtStrangers(pieces: readonly Piece[], titleAt: number): readonly Piece[] {
  if (pieces.filter((piece, at) => at > titleAt && isAge(piece.text)).length < agesMin) return pieces
  for (let at = Math.max(0, titleAt + 1); at < pieces.length; at++) {
    const piece = pieces[at]!
    if (!isOpener(piece)) continue
    if (countProse(pieces.slice(Math.max(0, titleAt), at)) < articleCharsMin) continue
    if (isAgedTail(pieces.slice(at + 1), findHome(pieces.slice(0, at)))) return pieces.slice(0, at)
  }
  return pieces
}

/** Drops "Related articles" and what hangs on it, to the end of the page where all that follows is strangers. */
export function dropStrangers(chosen: readonly Piece[]): Piece[] {
  const home = findHome(chosen)
  const kept: Piece[] = []
  let dropping = false
  for (let at = 0; at < chosen.length; at++) {
    const piece = chosen[at]!
    if (isOpener(piece)) {
      if (countProse(kept) >= articleCharsMin && endsHere(chosen, at, home)) break
      dropping = true
      continue
    }
    if (dropping && (isLinked(piece) || (piece.kind === 'item' && piece.linkChars > 0))) continue
    dropping = false
    kept.push(piece)
  }
  return kept
}

/** Drops paragraphs and lists that are nothing but links; a linked heading may be the article's own. */
export function dropLinkLists(chosen: readonly Piece[]): Piece[] {
  return chosen.filter((piece) => {
    if (piece.kind === 'caption') return true
    if (piece.kind !== 'heading' && piece.linkChars >= piece.size * 0.85 && piece.size < 160) return false
    for (let place: Place | undefined = piece.place; place; place = place.parent) {
      const tag = place.element.tagName
      if (tag === 'UL' || tag === 'OL') return place.linkChars < place.chars * 0.65
    }
    return true
  })
}

function isOpener(piece: Piece): boolean {
  return (
    (piece.kind === 'heading' || piece.bold || piece.text.length <= openerCharsMax) &&
    opensStrangers(piece.text)
  )
}

function isLinked(piece: Piece): boolean {
  return piece.linkChars > piece.size * 0.5
}

// After an opener the article is over when nothing of what follows stands where the article's own paragraphs stand,
// when a comment box came just before, or when strangers' ages or linked headings structure all that follows.
function endsHere(chosen: readonly Piece[], at: number, home: Place | undefined): boolean {
  const tail = chosen.slice(at + 1)
  if (isAgedTail(tail, home)) return true
  if (chosen.slice(Math.max(0, at - 4), at).some((piece) => isEmptyCommentBox(piece))) return true
  const headings = tail.filter((piece) => piece.kind === 'heading')
  if (headings.length >= 2 && headings.every(isLinked) && related.test(chosen[at]!.text)) return true
  if (countProse(chosen.slice(0, at)) < countProse(chosen) * headShareMin) return false
  return !tail.some((piece) => standsLikeText(piece, home))
}

const related = /^\W*related|相关|相關|関連|^\W*more (?:stories|news|articles)/iu

function isEmptyCommentBox(piece: Piece): boolean {
  return piece.text.length <= openerCharsMax && findJunk(piece.text) === 'comments'
}

// A box of dated headlines in the middle of an article has no text of its own, and the article goes on after it; below
// an article each stranger's age comes with a text, and no more text follows the last age than followed the others.
function isAgedTail(tail: readonly Piece[], home: Place | undefined): boolean {
  const ages = tail.flatMap((piece, at) => (isAge(piece.text) ? [at] : []))
  if (ages.length < agesMin || ages[0]! > ageDistanceMax) return false
  if (!tail.some((piece) => standsLikeText(piece, home))) return true
  const between = countProse(tail.slice(ages[0], ages.at(-1))) / (ages.length - 1)
  return countProse(tail.slice(ages.at(-1))) <= between * 2.5
}

/** The place in which most of the prose stands. */
function findHome(chosen: readonly Piece[]): Place | undefined {
  const sizes = new Map<Place, number>()
  let home: Place | undefined
  for (const piece of chosen) {
    const place = homeOf(piece)
    if (!isProse(piece) || !place) continue
    const size = (sizes.get(place) ?? 0) + piece.size
    sizes.set(place, size)
    if (!home || size > (sizes.get(home) ?? 0)) home = place
  }
  return home
}

function homeOf(piece: Piece): Place | undefined {
  return piece.place.element.tagName === 'P' ? piece.place.parent : piece.place
}

// Sections of one text stand in boxes of their own, which then carry the same name.
function standsLikeText(piece: Piece, home: Place | undefined): boolean {
  if (!home || piece.kind === 'caption' || piece.size < 25 || isLinked(piece)) return false
  for (let place: Place | undefined = piece.place; place; place = place.parent) {
    if (place === home || (place.name !== '' && place.name === home.name)) return true
  }
  return false
}

function isProse(piece: Piece): boolean {
  return piece.kind !== 'caption' && piece.size >= 50 && !isLinked(piece)
}

function countProse(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + (isProse(piece) ? piece.size : 0), 0)
}
