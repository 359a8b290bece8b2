// What one element of a feed says: text, title, address, person, date. Knows single values, not which element wins
// (normalise.ts decides that).
import { createHash } from 'node:crypto'
import type { EntryDate } from '../model.ts'
import { readDate } from '../text/dates.ts'
import { limits } from './limits.ts'
import { cutText, foldLine, lineOfHtml, lineOfText } from './plain.ts'
import { firstOf, hasElements, markupOf, textOf, type XmlElement } from './xml.ts'

const dayMs = 86_400_000
const unsetBefore = Date.UTC(1970, 0, 2) // epoch zero, in any zone, is a date that nobody set

/** Text as given: HTML, or plain when nothing says otherwise. XHTML is serialised, base64 decoded. */
export function readValue(element: XmlElement): { text: string; isHtml: boolean } {
  const type = (element.attributes.type ?? '').trim().toLowerCase()
  if (element.attributes.mode?.toLowerCase() === 'base64' || isBinaryType(type)) {
    const decoded = decodeBase64(textOf(element))
    if (decoded !== undefined) return { text: decoded, isHtml: true }
  }
  if (hasElements(element)) {
    const onlyChild = element.content.filter((child) => typeof child !== 'string' || child.trim() !== '')
    const only = onlyChild.length === 1 ? onlyChild[0] : undefined
    const wrapper =
      only !== undefined && typeof only !== 'string' && /^(?:xhtml:)?(?:div|body)$/.test(only.name)
        ? only
        : element
    return { text: markupOf(wrapper).trim(), isHtml: true }
  }
  return { text: textOf(element).trim(), isHtml: /html/.test(type) }
}

function isBinaryType(type: string): boolean {
  return (
    type.includes('/') &&
    !/^(?:text|multipart|message|image|audio|video)\/|[/+](?:xml|json)\b|html/.test(type)
  )
}

function decodeBase64(text: string): string | undefined {
  const packed = text.replace(/\s+/g, '')
  if (packed === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64')).trim()
  } catch {
    return undefined
  }
}

/** One line of plain text; "" when absent. */
export function lineOf(element: XmlElement | undefined, chars: number = limits.nameChars): string {
  if (!element) return ''
  const { text, isHtml } = readValue(element)
  return cutText(isHtml ? lineOfHtml(text) : lineOfText(text), chars)
}

/** Text of a summary or content as given, or undefined when there is none. */
export function bodyOf(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined
  const { text } = readValue(element)
  return text === '' ? undefined : cutText(text, limits.textChars)
}

/** The absolute http(s) address that is written, or undefined: "javascript:", broken and over-long ones are none. */
export function resolveUrl(written: string | undefined, base: string): string | undefined {
  const trimmed = written?.trim() ?? ''
  if (trimmed === '' || trimmed.length > limits.urlChars) return undefined
  // a space inside an address was meant to be there; a line break was not
  const url = URL.parse(trimmed.replace(/[\r\n\t]+\s*/g, ''), base || undefined)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** An entry's identity as written; over-long ones by their hash, so that two stay two. */
export function guidOf(written: string | undefined): string | undefined {
  const guid = written?.trim() ?? ''
  if (guid === '') return undefined
  return guid.length <= limits.guidChars ? guid : `sha256:${createHash('sha256').update(guid).digest('hex')}`
}

// ---------------------------------------------------------------- persons

/**
 * Names of the persons in one element, RSS's "mail (Name)" and Atom's <name> among the forms:
 * "a@b.example (Ann Lee)" -> Ann Lee; "Ann Lee, Bo Chan and Cy Roe" -> three; "Lee, Ann" -> one.
 */
export function personsOf(element: XmlElement): string[] {
  const name = firstOf(element, 'name', 'atom:name', 'foaf:name', 'itunes:name', 'rdf:value')
  if (name) return [lineOf(name)].filter(isName)
  const email = firstOf(element, 'email', 'atom:email')
  if (email) return [lineOf(email)].filter(isName)
  return namesIn(lineOf(element, limits.textChars))
}

export function namesIn(line: string): string[] {
  const bare = line
    .replace(/^\S+@\S+\s*\((.+)\)$/, '$1') // RSS 2.0: mail (Name)
    .replace(/^(.+?)\s*[<(]\s*(?:mailto:)?[^\s<>()]+@[^\s<>()]+\s*[>)]$/, '$1')
    .replace(/^(?:by|von|par|por)\s+(?=\p{Lu})/iu, '')
    .replace(/(?<=\p{L})\s+in\s+\p{Lu}[\p{L}. ]{1,40}$/u, '') // "Ann Lee in New York": where it was written
    .trim()
  return splitNames(bare)
    .map((name) => cutText(name, limits.nameChars))
    .filter(isName)
    .slice(0, limits.authorsMax)
}

function splitNames(line: string): string[] {
  if (line.includes(';')) return line.split(';').map(foldLine)
  if (/[、，]/.test(line) || /\p{Script=Han},\s*\p{Script=Han}/u.test(line))
    return line.split(/[、，,]/).map(foldLine)
  const parts = line.split(/,\s+(?:and\s+|&\s+)?|\s+(?:and|&)\s+/).map(foldLine)
  // "Lee, Ann" is one name written last name first; a comma separates persons when each has two words
  const eachIsWhole = parts.length > 1 && parts.every((part) => /^\p{L}[^\s]*(?:\s+\S+){1,4}$/u.test(part))
  return eachIsWhole ? parts : [line]
}

function isName(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name) && !/^https?:\/\//i.test(name)
}

// ---------------------------------------------------------------- dates

/** The first of the elements that holds a possible date, else the first that holds anything, as written. */
export function dateOf(
  written: (string | undefined)[],
  now: string,
  language?: string,
): EntryDate | undefined {
  let first: EntryDate | undefined
  for (const raw of written) {
    if (raw === undefined || raw.trim() === '') continue
    const date = plausibleDate(readDate(raw.trim(), language ? { language } : {}), now)
    if (date.at !== undefined) return date
    first ??= date
  }
  return first
}

/** Dates more than a day ahead, and epoch zero, are kept as written but are no instants. */
function plausibleDate(date: EntryDate, now: string): EntryDate {
  if (date.at === undefined) return date
  const at = Date.parse(date.at)
  if (at >= unsetBefore && !(at > Date.parse(now) + dayMs)) return date
  return { raw: date.raw, dayOnly: date.dayOnly }
}
