// The part of an English sentence that speaks of one figure: "18 have it, five are piloting one and the rest wait" says
// three things. Cut at semicolons, colons, dashes, brackets and commas, and at "and", "but", "while" before another
// figure or verb.
import type { Candidate, Frame } from './frame.ts'
import { tokenAt } from './frame.ts'
import { classOf, looksPast } from './words-en.ts'

export type Zone = { start: number; end: number } // offsets in the sentence

const cuts = new WeakMap<Frame, Zone[]>()
const BREAKS = /^(?:but|while|whereas|though|although|yet|because|whilst)$/
const figureWithinTokens = 8

/** The pieces of a sentence in reading order. */
export function piecesOf(frame: Frame): Zone[] {
  const known = cuts.get(frame)
  if (known) return known
  const { tokens } = frame
  const pieces: Zone[] = []
  let start = 0
  const cut = (at: number, next: number) => {
    if (at > start) pieces.push({ start, end: at })
    start = next
  }
  for (const [i, token] of tokens.entries()) {
    if (/^[;:()–—]$/.test(token.text) || (token.text === '-' && token.gap && tokens[i + 1]?.gap))
      cut(token.start, token.end)
    else if (token.text === ',' && !isInside(frame, token.start)) cut(token.start, token.end)
    else if (token.kind === 'number' && token.text.endsWith(',')) cut(token.end - 1, token.end)
    else if (BREAKS.test(token.key) || (/^(?:and|nor)$/.test(token.key) && opensAnother(frame, i)))
      cut(token.start, token.start)
  }
  cut(frame.text.length, frame.text.length)
  cuts.set(frame, pieces)
  return pieces
}

/** "March 4, 2025", "1,200": no comma of the sentence. */
function isInside(frame: Frame, at: number): boolean {
  return (
    frame.dates.some((date) => date.start < at && at < date.end) ||
    frame.figures.some((figure) => figure.start < at && at < figure.end)
  )
}

/** "and five are piloting it", "and kept them": another figure or another verb follows. */
function opensAnother(frame: Frame, at: number): boolean {
  const { tokens } = frame
  const from = tokens[at + 1]?.start ?? frame.text.length
  const comma = tokens.findIndex((token, i) => i > at && token.text === ',')
  const last = Math.min(at + 1 + figureWithinTokens, comma < 0 ? tokens.length : comma)
  const to = tokens[last]?.start ?? frame.text.length
  if (frame.figures.some((figure) => figure.start >= from && figure.start < to && !joins(frame, at, figure)))
    return true
  const next = tokens[at + 1]
  if (!next) return false
  return (
    classOf(next.key) === 'aux' ||
    /^(?:it|they|he|she|we|will|would|there)$/.test(next.key) ||
    looksPast(next.key) ||
    /^(?:kept|left|took|put|sent|gave|ran|went|made|found|held|won|lost)$/.test(next.key) ||
    frame.predicates.some(
      (hit) => hit.from === at + 1 && (hit.value.form === 'past' || hit.value.form === 'third'),
    )
  )
}

/** "35 and 40 of the trusts": one figure. */
function joins(frame: Frame, at: number, figure: { start: number }): boolean {
  const { start } = frame.tokens[at]!
  return frame.figures.some(
    (other) => other.start < start && start < other.end && other.start === figure.start,
  )
}

/** From the piece of the figure to that of its verb. */
export function zoneOf(frame: Frame, candidate: Candidate): Zone {
  const pieces = piecesOf(frame)
  const own = pieceAt(pieces, candidate.figure.start)
  const last = pieceAt(pieces, Math.max(candidate.figure.start, candidate.quoteEnd - 1))
  let [from, to] = [own, Math.max(own, last)]
  if (candidate.direction !== 'inherited' && candidate.predicateFrom >= 0) {
    const verb = pieceAt(pieces, frame.tokens[candidate.predicateFrom]?.start ?? candidate.figure.start)
    if (!opensClause(frame, pieces[own])) from = Math.min(from, verb)
    to = Math.max(to, verb)
  }
  return { start: pieces[from]?.start ?? 0, end: pieces[to]?.end ?? frame.text.length }
}

/** "and left them in nine", "but 12 have one": what stands before belongs to another figure. */
function opensClause(frame: Frame, piece: Zone | undefined): boolean {
  if (!piece) return false
  const key = frame.tokens[tokenAt(frame.tokens, piece.start)]?.key ?? ''
  return key === 'and' || BREAKS.test(key)
}

export function zoneText(frame: Frame, candidate: Candidate): string {
  const { start, end } = zoneOf(frame, candidate)
  return frame.text.slice(start, end)
}

export function pieceAt(pieces: readonly Zone[], offset: number): number {
  const at = pieces.findIndex((piece) => offset < piece.end)
  return at < 0 ? Math.max(0, pieces.length - 1) : at
}

/** Whether a piece counts anything of its own. */
export function hasFigure(frame: Frame, piece: Zone): boolean {
  return frame.figures.some((figure) => figure.start >= piece.start && figure.start < piece.end)
}

/** The words of a token range. */
export function tokensIn(frame: Frame, piece: Zone): { from: number; to: number } {
  return { from: tokenAt(frame.tokens, piece.start), to: tokenAt(frame.tokens, piece.end) }
}
