// A document to a ParsedFeed, whatever it is: RSS, RDF, Atom, JSON Feed, sitemap, listing page, or none of them (then
// format "html" or "unknown", no entries, and a warning that says what it is). Never throws, fetches nothing, no clock.
import type { ListingSelectors, ParsedFeed, SourceMethod } from '../model.ts'
import { mendC1 } from '../text/entities.ts'
import { readJsonFeed } from './json-feed.ts'
import { limits } from './limits.ts'
import { readListing } from './listing.ts'
import { normaliseFeed } from './normalise.ts'
import { cutText, lineOfHtml } from './plain.ts'
import { readPlainFeed } from './plain-feed.ts'
import { readSitemap, readSitemapIndex, readTextSitemap } from './sitemap.ts'
import { readXml, type XmlDocument, type XmlElement } from './xml.ts'

export type ParseFeedInput = {
  text: string // decoded body
  contentType?: string
  url: string // where it was found; relative links resolve against it
  now: string // instant; later dates are no dates
  method?: SourceMethod
  listing?: ListingSelectors
}

export async function parseFeed(input: ParseFeedInput): Promise<ParsedFeed> {
  try {
    const parsed = await readDocument(input)
    return { ...parsed, warnings: parsed.warnings.slice(0, limits.warningsMax) }
  } catch (error) {
    return nothing('unknown', `could not be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function readDocument({
  text: given,
  url,
  now,
  method,
  listing,
  contentType = '',
}: ParseFeedInput): Promise<ParsedFeed> {
  const text = cleanText(given)
  if (text === '') return nothing('unknown', 'the document is empty')
  if (method === 'listing')
    return listing
      ? readListing(text, listing, { url, now })
      : nothing('unknown', 'a listing needs selectors')
  if (/^[{[]/.test(text) || /\bjson\b/i.test(contentType)) return readJsonFeed(text, url, now)
  if (!/^(?:<!doctype\s+html|<html)/i.test(text)) {
    const plain = await readPlainFeed(text, url)
    const parsed = plain
      ? readPlain(plain, url, now)
      : readXmlFeed(readXml(text, url, entriesMaxOf(text)), url, now)
    if (parsed) return parsed
    const addresses = readTextSitemap(text.slice(0, limits.textCharsMax), url)
    if (addresses) return addresses
  }
  return describeOther(text)
}

function readPlain(root: XmlElement, url: string, now: string): ParsedFeed {
  const format = root.name === 'feed' ? 'atom' : 'rss'
  return normaliseFeed(root, { url, now, format, truncated: false, warnings: [] })
}

function entriesMaxOf(text: string): number {
  return /<(?:[\w.-]+:)?urlset[\s>]/.test(text.slice(0, 2_000)) ? limits.sitemapUrlsMax : limits.entriesMax
}

function readXmlFeed(
  { root, rootName, truncated, warnings }: XmlDocument,
  url: string,
  now: string,
): ParsedFeed | undefined {
  if (!root) return undefined
  if (truncated) warnings.push('the document ended early: the whole entries were kept')
  if (rootName === 'urlset') return readSitemap(root, { url, now, truncated, warnings })
  if (rootName === 'sitemapindex') return readSitemapIndex(root, { url, now, truncated, warnings })
  const format = rootName === 'rdf' ? 'rdf' : rootName === 'feed' || rootName === 'entry' ? 'atom' : 'rss'
  return normaliseFeed(root, { url, now, format, truncated, warnings })
}

/** Control characters that no format allows are left out; they break parsers and mean nothing. */
function cleanText(given: string): string {
  const text = given.length > limits.textCharsMax ? given.slice(0, limits.textCharsMax) : given
  return mendC1(text.toWellFormed())
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/^[\s\ufeff]+/, '')
}

function describeOther(text: string): ParsedFeed {
  const isHtml = /<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 5_000))
  if (!isHtml) return nothing('unknown', `not a feed: it begins "${cutText(lineOfHtml(text), 60)}"`)
  const title = /<title[^>]*>([^<]{0,300})/i.exec(text.slice(0, 100_000))?.[1]
  return nothing('html', `a web page, not a feed${title ? `: "${cutText(lineOfHtml(title), 100)}"` : ''}`)
}

function nothing(format: 'html' | 'unknown', warning: string): ParsedFeed {
  return { format, truncated: false, entries: [], warnings: [warning] }
}
