// JSON Feed 1.0 and 1.1 to entries (https://www.jsonfeed.org/version/1.1/). Takes any JSON with a list of items in that
// shape; of a cut document it keeps the whole items.
import type { Entry, ParsedFeed } from '../model.ts'
import { findIds } from '../text/ids.ts'
import { limits } from './limits.ts'
import { cutText, foldLine, lineOfText, titleFromText } from './plain.ts'
import { dateOf, guidOf, namesIn, resolveUrl } from './values.ts'

type Json = Record<string, unknown>

export function readJsonFeed(text: string, url: string, now: string): ParsedFeed {
  const warnings: string[] = []
  const whole = parseJson(text)
  const truncated = whole === undefined
  const found: unknown = whole ?? salvage(text)
  const root: Json = Array.isArray(found) ? { items: found } : isObject(found) ? found : {}
  const items = Array.isArray(root.items) ? root.items : undefined
  if (!items) {
    const warning = truncated
      ? 'broken JSON, and no item of a JSON Feed in it'
      : 'JSON, but no JSON Feed: it has no list of items'
    return { format: 'unknown', truncated: false, entries: [], warnings: [warning] }
  }
  if (truncated) warnings.push(`the document ended early: ${items.length} whole items were kept`)
  if (items.length > limits.entriesMax) warnings.push(`only the first ${limits.entriesMax} entries were read`)
  const title = lineOfJson(root.title, limits.titleChars)
  const link = resolveUrl(asText(root.home_page_url), url)
  const language = asText(root.language)
  const nextUrl = resolveUrl(asText(root.next_url), url)
  const hub = resolveUrl(asText(asObjects(root.hubs)[0]?.url), url)
  const feedAuthors = authorsOf(root)
  return {
    format: 'json',
    ...(title ? { title } : {}),
    ...(link ? { link } : {}),
    ...(language ? { language } : {}),
    ...(nextUrl ? { nextUrl } : {}),
    ...(hub ? { hub } : {}),
    truncated,
    entries: asObjects(items)
      .slice(0, limits.entriesMax)
      .map((item) => readItem(item, { url, now, language, feedAuthors })),
    warnings,
  }
}

type Inherited = { url: string; now: string; language: string | undefined; feedAuthors: string[] }

function readItem(item: Json, feed: Inherited): Entry {
  const guid = guidOf(asText(item.id))
  const url =
    resolveUrl(asText(item.url), feed.url) ??
    resolveUrl(asText(item.external_url), feed.url) ??
    (/^https?:/i.test(guid ?? '') ? resolveUrl(guid, feed.url) : undefined)
  const content = asText(item.content_html) ?? asText(item.content_text)
  const summary = asText(item.summary)
  const language = asText(item.language) ?? feed.language
  const published = dateOf([asText(item.date_published)], feed.now, language)
  const updated = dateOf([asText(item.date_modified)], feed.now, language)
  const own = authorsOf(item)
  const tags = Array.isArray(item.tags)
    ? item.tags.map((tag) => lineOfJson(tag, limits.nameChars)).filter((tag) => tag !== '')
    : []
  return {
    ...(guid ? { guid } : {}),
    ...(url ? { url } : {}),
    title:
      lineOfJson(item.title, limits.titleChars) ||
      titleFromText(summary ?? content, limits.derivedTitleChars),
    ...(summary ? { summary: cutText(summary, limits.textChars) } : {}),
    ...(content ? { content: cutText(content, limits.textChars) } : {}),
    authors: own.length > 0 ? own : feed.feedAuthors, // 1.1: "if all items have the same author"
    ...(published ? { published } : {}),
    ...(updated ? { updated } : {}),
    categories: [...new Set(tags)].slice(0, limits.categoriesMax),
    ...(language ? { language } : {}),
    ids: findIds([url ?? '', guid ?? '', asText(item.external_url) ?? ''].join('\n')),
  }
}

/** 1.1 has `authors`, 1.0 `author`; both hold objects with a name, some feeds a bare string. */
function authorsOf(holder: Json): string[] {
  const given = Array.isArray(holder.authors) ? holder.authors : [holder.authors, holder.author]
  const names = given.flatMap((author: unknown) => {
    if (typeof author === 'string') return namesIn(foldLine(author))
    return isObject(author) ? [lineOfJson(author.name, limits.nameChars)] : []
  })
  return [...new Set(names.filter((name) => name !== ''))].slice(0, limits.authorsMax)
}

// ---------------------------------------------------------------- JSON of any quality

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The whole objects of a list "items" that breaks off, and the strings before it. */
function salvage(text: string): Json | undefined {
  const start = /"items"\s*:\s*\[/.exec(text)
  if (!start) return undefined
  const items: unknown[] = []
  let depth = 0
  let from = -1
  let quoted = false
  for (let at = start.index + start[0].length; at < text.length && items.length < limits.entriesMax; at++) {
    const char = text[at]
    if (quoted) {
      if (char === '\\') at++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{' && depth++ === 0) from = at
    else if (char === '}' && --depth === 0) {
      const item = parseJson(text.slice(from, at + 1))
      if (item !== undefined) items.push(item)
    }
  }
  const head = parseJson(`${text.slice(0, start.index).replace(/,\s*$/, '')}}`)
  return items.length > 0 ? { ...(isObject(head) ? head : {}), items } : undefined
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function asText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text.toWellFormed()
}

function lineOfJson(value: unknown, chars: number): string {
  return cutText(lineOfText(asText(value) ?? ''), chars)
}
