// Sitemaps to entries: Google News sitemaps with titles, plain ones with addresses and dates only, indexes to their
// children, and lists of addresses in plain text (sitemaps.org protocol 0.9; Google's news extension 0.9).
import type { Entry, ParsedFeed } from '../model.ts'
import { findIds } from '../text/ids.ts'
import { limits } from './limits.ts'
import { languageOfWriting } from './normalise.ts'
import { dateOf, lineOf, resolveUrl } from './values.ts'
import { elementsOf, firstOf, textOf, type XmlElement } from './xml.ts'

type Context = { url: string; now: string; truncated: boolean; warnings: string[] }

export function readSitemap(root: XmlElement, { url, now, truncated, warnings }: Context): ParsedFeed {
  const entries = elementsOf(root, 'url').flatMap((element) => readUrl(element, url, now))
  if (entries.length > limits.entriesMax)
    warnings.push(`only the newest ${limits.entriesMax} of ${entries.length} addresses were kept`)
  return { format: 'sitemap', truncated, entries: newestOf(entries), warnings }
}

export function readSitemapIndex(root: XmlElement, { url, now, truncated, warnings }: Context): ParsedFeed {
  const children = elementsOf(root, 'sitemap').flatMap((element) => {
    const address = resolveUrl(textOfChild(element, 'loc'), url)
    const modifiedAt = dateOf([textOfChild(element, 'lastmod')], now)?.at
    return address ? [{ url: address, ...(modifiedAt ? { modifiedAt } : {}) }] : []
  })
  // newest first; those without a date keep their order behind
  children.sort((a, b) => (b.modifiedAt ?? '').localeCompare(a.modifiedAt ?? ''))
  const childSitemaps = children.slice(0, limits.childSitemapsMax)
  return { format: 'sitemap-index', truncated, entries: [], warnings, childSitemaps }
}

/** One address a line; undefined when a line is anything else. */
export function readTextSitemap(text: string, url: string): ParsedFeed | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 0 || !lines.every((line) => /^https?:\/\/\S+$/i.test(line))) return undefined
  const entries = lines.slice(0, limits.entriesMax).flatMap((line) => {
    const address = resolveUrl(line, url)
    return address
      ? [{ guid: address, url: address, title: '', authors: [], categories: [], ids: findIds(address) }]
      : []
  })
  return { format: 'sitemap', truncated: false, entries, warnings: [] }
}

function readUrl(element: XmlElement, base: string, now: string): Entry[] {
  const url = resolveUrl(textOfChild(element, 'loc'), base)
  if (!url) return []
  const news = firstOf(element, 'news:news')
  const publication = news && firstOf(news, 'news:publication')
  const title = lineOf(news && firstOf(news, 'news:title'), limits.titleChars)
  const language = lineOf(publication && firstOf(publication, 'news:language'))
  const publicationName = lineOf(publication && firstOf(publication, 'news:name'))
  const hint = language || languageOfWriting(title)
  const published = dateOf([textOfChild(news, 'news:publication_date')], now, hint)
  const updated = dateOf([textOfChild(element, 'lastmod')], now, hint)
  const words = [textOfChild(news, 'news:keywords'), textOfChild(news, 'news:genres')].flatMap(
    (list) => list?.split(/[,，、]/) ?? [],
  )
  const categories = words.map((word) => word.trim().slice(0, limits.nameChars)).filter((word) => word !== '')
  const entry: Entry = {
    guid: url,
    url,
    title,
    authors: [],
    ...(published ? { published } : {}),
    ...(updated ? { updated } : {}),
    categories: [...new Set(categories)].slice(0, limits.categoriesMax),
    ...(language ? { language } : {}),
    ...(publicationName ? { publicationName } : {}),
    ids: findIds(url),
  }
  return [entry]
}

function textOfChild(parent: XmlElement | undefined, name: string): string | undefined {
  const found = parent && firstOf(parent, name)
  return found && textOf(found).trim()
}

/** All, in the sitemap's order, or the newest when there are too many: large sitemaps are often oldest first. */
function newestOf(entries: Entry[]): Entry[] {
  if (entries.length <= limits.entriesMax) return entries
  const dateOfEntry = (entry: Entry) => entry.published?.at ?? entry.updated?.at ?? ''
  return [...entries].sort((a, b) => dateOfEntry(b).localeCompare(dateOfEntry(a))).slice(0, limits.entriesMax)
}
