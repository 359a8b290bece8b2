// Owns the second opinions about a page's text: JSON-LD articleBody and the feed's own content, as folded text in which
// blocks can be looked up. It must never change the choice of blocks itself.
import { type Piece, readPieces } from './blocks.ts'
import { parseDocument } from './dom.ts'
import { foldLine } from './repeats.ts'

export type Witness = { folded: string; pieces: Piece[] }

const bodyCharsMin = 200
const bodyCharsMax = 500_000
const lookupCharsMin = 20
const lookupCharsMax = 60

/** The articleBody of the page's JSON-LD, when there is exactly one of some length. */
export function readArticleBody(html: string): Witness | undefined {
  const bodies = new Set<string>()
  for (
    let at = html.indexOf('"articleBody"');
    at >= 0 && bodies.size < 3;
    at = html.indexOf('"articleBody"', at + 13)
  ) {
    const open = /^"articleBody"\s*:\s*"/.exec(html.slice(at, at + 40))
    if (!open) continue
    const body = readJsonString(html, at + open[0].length - 1)
    if (body && body.length >= bodyCharsMin) bodies.add(body)
  }
  const [only] = bodies
  return only && bodies.size === 1 ? readWitness(only) : undefined
}

/** Text or HTML of a feed entry. Too short to speak for the whole article: undefined. */
export function readFeedContent(content: string | undefined): Witness | undefined {
  return content && content.length >= bodyCharsMin ? readWitness(content) : undefined
}

export function readWitness(markup: string): Witness {
  const lines = /<(?:p|br|div|li)\b/i.test(markup) ? markup : markup.replace(/\r?\n\s*/g, '<br><br>')
  const pieces = readPieces(parseDocument(lines.slice(0, bodyCharsMax)).documentElement)
  return { folded: pieces.map((piece) => foldLine(piece.text)).join(' '), pieces }
}

/** Whether the witness has the piece's opening words; undefined for pieces too short to tell. */
export function confirms(witness: Witness, piece: Piece): boolean | undefined {
  const key = foldLine(piece.text).slice(0, lookupCharsMax).trim()
  if (key.length < lookupCharsMin && !/\p{sc=Han}{6}/u.test(key)) return undefined
  return witness.folded.includes(key)
}

// Script tags of foreign pages hold broken JSON often enough; one string literal of it is still readable.
function readJsonString(html: string, quoteAt: number): string | undefined {
  let end = quoteAt + 1
  const stop = Math.min(html.length, quoteAt + bodyCharsMax)
  while (end < stop && html[end] !== '"') end += html[end] === '\\' ? 2 : 1
  try {
    const value: unknown = JSON.parse(html.slice(quoteAt, end + 1).replace(/[\n\r\t]/g, ' '))
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
