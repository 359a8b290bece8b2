// HTML to one line of plain text, for titles and names. It must never be used on bodies: those are the article room's.
import { decodeEntities } from '../text/entities.ts'

const htmlCharsMax = 20_000 // looked at for one line of text

// Elements that stand between words; the others stand inside them: "H<sub>2</sub>O" -> "H2O".
const blockTag = /<\/?(?:p|div|br|li|ul|ol|td|tr|th|table|h[1-6]|blockquote|section|hr|dd|dt)\b[^>]*>/gi
const anyTag = /<\/?[a-z][^<>]*>|<!--[^>]*-->|<[!?][^>]*>/gi
const htmlTag =
  /<\/?(?:a|abbr|acronym|b|big|bdi|bdo|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|q|s|small|span|strike|strong|sub|sup|tt|u|ul|var|jats:[a-z]+|mml:[a-z]+)(?:\s[^<>]*|\/)?>/gi

/** Markup out, entities decoded once, white space folded: "<p>A &amp; <i>B</i></p>" -> "A & B". */
export function lineOfHtml(html: string): string {
  const text = html
    .slice(0, htmlCharsMax)
    .replace(/<(script|style)\b[^>]*>[^<]*<\/\1\s*>/gi, ' ')
    .replace(blockTag, ' ')
    .replace(anyTag, '')
  return foldLine(decodeEntities(text))
}

/**
 * A line that should be plain text but may have been written as HTML, once or twice escaped, as RSS titles are:
 * only what surely is HTML goes. "p <0.05 in <i>E. coli</i>" -> "p <0.05 in E. coli"
 */
export function lineOfText(text: string): string {
  const line = text.slice(0, htmlCharsMax)
  return foldLine(decodeEntities(line.replace(blockTag, ' ').replace(htmlTag, '')))
}

export function foldLine(text: string): string {
  return text.replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim()
}

/** Cut to `chars`, not in the middle of a character. */
export function cutText(text: string, chars: number): string {
  return text.length <= chars
    ? text
    : text
        .slice(0, chars)
        .toWellFormed()
        .replace(/\ufffd$/, '')
}

/** The start of a text as a title for an entry that has none, cut between words: "First sentence of the note ..." */
export function titleFromText(html: string | undefined, chars: number): string {
  const line = lineOfHtml(html?.slice(0, chars * 20) ?? '')
  if (line.length <= chars) return line
  const cut = cutText(line, chars)
  const space = cut.lastIndexOf(' ')
  return `${space > chars / 2 ? cut.slice(0, space) : cut}…`
}
