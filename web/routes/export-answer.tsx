// A list as a file: complete, page by page as fast as it is taken, whatever its size. Any route that has a compiled query
// or a list of articles hands it here.
import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { openBibtex } from '../../src/export/bibtex.ts'
import { describeCited } from '../../src/export/cited.ts'
import { ARTICLE_COLUMNS, type Column, STORY_COLUMNS, TEXT_COLUMN } from '../../src/export/columns.ts'
import { type FeedItem, feedItemsMax, writeFeed } from '../../src/export/feed.ts'
import { type ExportFormat, factsOf, fileStem } from '../../src/export/formats.ts'
import { writeRis } from '../../src/export/ris.ts'
import { writeCsvHead, writeCsvRows, writeNdjson } from '../../src/export/table.ts'
import type { ExportRow, ExportStory } from '../../src/store/export-reads.ts'
import type { CompiledQuery, SearchOrder } from '../../src/store/search.ts'
import { outwardUrl } from '../links.ts'
import { mayReadWhole, personOf, refuse, type SiteEnv } from '../people.ts'
import type { Site } from '../site.tsx'
import { filesAtOnceMax, type Places, streamChunks } from './export-stream.ts'

export type ExportAsked = {
  list: { compiled: CompiledQuery; order: SearchOrder } | { ids: number[] }
  format: ExportFormat
  title: string // "hospital DeepSeek"; names the file and the feed
  pagePath: string // of the page whose twin this is: "/search?q=hospital"
  feedId?: string // of a feed that must stay the same while its list changes
}

const rowsPerPageMax = 250 // a page of rows is read in some ten milliseconds
const citedPerPageMax = 100
const textsPerPageMax = 50

export async function serveExport(c: Context<SiteEnv>, site: Site, asked: ExportAsked): Promise<Response> {
  const { format } = asked
  const facts = factsOf(format)
  const text = c.req.query('text') === '1' && (format === 'csv' || format === 'ndjson')
  if (text && !mayReadWhole(site, personOf(c)))
    return await refuse(site, c, 403, 'Whole texts are for signed-in readers: leave text=1 out, or sign in.')
  if (facts.feed) return await serveFeed(c, site, asked)
  const ids = await listIds(site, asked)
  const byStory = c.req.query('group') === 'story'
  const source = byStory ? await storySource(site, ids, format) : articleSource(site, ids, format, text)
  c.header('Content-Type', facts.mediaType)
  c.header('Content-Disposition', `attachment; filename="${fileStem(asked.title)}.${facts.suffix}"`)
  c.header('Uptake-Row-Count', String(source.count))
  return await streamText(c, site, source.write())
}

const placesOf = new WeakMap<Site, Places>()

/** A file as it is made. There are only so many places: a crowd that does not read shall not fill the memory. */
export async function streamText(
  c: Context<SiteEnv>,
  site: Site,
  chunks: AsyncIterator<string>,
): Promise<Response> {
  const places = placesOf.get(site) ?? { taken: 0 }
  placesOf.set(site, places)
  if (places.taken >= filesAtOnceMax) {
    c.header('Retry-After', '60')
    return await refuse(site, c, 429, 'Too many files are being taken at once: try again in a minute.')
  }
  c.header('Cache-Control', 'private, no-cache')
  // Without a tag of its own, the middleware would read the whole file to make one.
  c.header('ETag', `W/"${randomBytes(9).toString('base64url')}"`)
  return c.body(streamChunks(chunks, places))
}

async function listIds(site: Site, { list }: ExportAsked, limit?: number): Promise<number[]> {
  if ('ids' in list) return limit === undefined ? list.ids : list.ids.slice(0, limit)
  // Relevance is an order for reading; a file is complete, and newest first.
  const order = list.order === 'oldest' ? 'oldest' : 'newest'
  return await site.store.listExportIds({ compiled: list.compiled, order, ...(limit ? { limit } : {}) })
}

type Source = { count: number; write(): AsyncGenerator<string> }

function articleSource(site: Site, ids: number[], format: ExportFormat, text: boolean): Source {
  const columns = text ? [...ARTICLE_COLUMNS, TEXT_COLUMN] : ARTICLE_COLUMNS
  const cites = format === 'bib' || format === 'ris'
  const size = text ? textsPerPageMax : cites ? citedPerPageMax : rowsPerPageMax
  const read = (page: number[]) => site.store.readExportRows({ ids: page, text })
  return {
    count: ids.length,
    write: () =>
      cites ? writeCitations(ids, size, read, format) : writeTable(ids, size, read, columns, format),
  }
}

async function storySource(site: Site, ids: number[], format: ExportFormat): Promise<Source> {
  const stories = await site.store.listExportStories(ids)
  const read = (page: typeof stories) => site.store.readExportStories(page)
  const cite = async (page: typeof stories): Promise<ExportRow[]> =>
    await site.store.readExportRows({ ids: (await read(page)).map((story: ExportStory) => story.lead_id) })
  return {
    count: stories.length,
    write: () =>
      format === 'bib' || format === 'ris'
        ? writeCitations(stories, citedPerPageMax, cite, format)
        : writeTable(stories, rowsPerPageMax, read, STORY_COLUMNS, format),
  }
}

type ReadPage<Item, Row> = (page: Item[]) => Promise<Row[]>

async function* writeTable<Item, Row>(
  items: Item[],
  size: number,
  read: ReadPage<Item, Row>,
  columns: Column<Row>[],
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield writeCsvHead(columns)
  for (let at = 0; at < items.length; at += size) {
    const rows = await read(items.slice(at, at + size))
    yield format === 'csv' ? writeCsvRows(rows, columns) : writeNdjson(rows, columns)
  }
}

async function* writeCitations<Item>(
  items: Item[],
  size: number,
  read: ReadPage<Item, ExportRow>,
  format: ExportFormat,
): AsyncGenerator<string> {
  const write = format === 'bib' ? await openBibtex() : writeRis
  for (let at = 0; at < items.length; at += size)
    yield write((await read(items.slice(at, at + size))).map(describeCited))
}

// ---------------------------------------------------------------- feeds

async function serveFeed(c: Context<SiteEnv>, site: Site, asked: ExportAsked): Promise<Response> {
  const { format, list, title, pagePath, feedId } = asked
  const ids = await listIds(site, asked, feedItemsMax)
  const total =
    'ids' in list
      ? list.ids.length
      : ids.length < feedItemsMax
        ? ids.length
        : await countAll(site, list.compiled)
  const origin = originOf(c, site)
  const rows = await site.store.readExportRows({ ids })
  const newest =
    rows
      .map((row) => row.first_seen_at)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00.000Z'
  const feed = writeFeed(format as 'rss' | 'atom' | 'jsonfeed', {
    id: feedId ?? `urn:uptake:list:${encodeURIComponent(pagePath)}`,
    title: `${title} · Uptake`,
    about:
      total > rows.length
        ? `The newest ${rows.length} of ${total} articles. A feed is a window: the page and its CSV have them all.`
        : `All ${total} articles, newest first. Excerpts only; each links to its original.`,
    pageUrl: origin + pagePath,
    updatedAt: newest,
    items: rows.map((row) => toFeedItem(row, origin)),
  })
  c.header('Content-Type', factsOf(format).mediaType)
  c.header('Cache-Control', 'private, no-cache')
  return c.body(feed)
}

async function countAll(site: Site, compiled: CompiledQuery): Promise<number> {
  return (await site.store.countMatches(compiled)).articles
}

function toFeedItem(row: ExportRow, origin: string): FeedItem {
  const url = outwardUrl(row.canonical_url)
  return {
    id: `urn:uptake:article:${row.id}`,
    title: row.title,
    summary: row.excerpt,
    ...(url ? { url: new URL(url).href } : {}),
    pageUrl: `${origin}/articles/${row.id}`,
    publication: row.publication,
    authors: row.authors,
    tags: row.tags,
    ...(row.language ? { language: row.language } : {}),
    publishedAt: row.published_at,
    seenAt: row.first_seen_at,
  }
}

/** Where readers reach the site, for addresses that leave it. */
export function originOf(c: Context, site: Site): string {
  return site.address || new URL(c.req.url).origin
}
