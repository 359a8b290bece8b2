// RSS, Atom and JSON Feed by feedsmith. Feeds are windows: they hold the newest and say so. Texts of strangers go in as
// text, never as markup: where a format takes HTML, it is escaped first.
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import { cleanLine } from './clean.ts'

export type FeedFormat = 'rss' | 'atom' | 'jsonfeed'

export type Feed = {
  id: string // stays the same when the site moves
  title: string
  about: string
  pageUrl: string // of the list it is a window of
  feedUrl?: string // a private address is left out: it would travel with every copy
  updatedAt: string
  items: FeedItem[]
}

export type FeedItem = {
  id: string
  title: string
  summary: string // plain text
  url?: string // at its publisher
  pageUrl: string // ours
  publication: string
  authors: string[]
  tags: string[]
  language?: string
  publishedAt: string
  seenAt: string
}

/** How many of the newest a feed holds. */
export const feedItemsMax = 100

export function writeFeed(format: FeedFormat, feed: Feed): string {
  const items = feed.items.slice(0, feedItemsMax)
  if (format === 'rss') return tighten(writeRss(feed, items))
  if (format === 'atom') return tighten(writeAtom(feed, items))
  return `${JSON.stringify(writeJsonFeed(feed, items))}\n`
}

/** The generator sets each CDATA on lines of its own, and readers that do not trim would show them. Our texts have no line ends. */
function tighten(xml: string): string {
  return xml.replace(/>\n *<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\n *<\//g, ']]></')
}

function writeRss(feed: Feed, items: FeedItem[]): string {
  return generateRssFeed({
    title: cleanLine(feed.title),
    link: feed.pageUrl,
    description: escapeHtml(cleanLine(feed.about)),
    lastBuildDate: new Date(feed.updatedAt),
    generator: 'Uptake',
    ...(feed.feedUrl ? { atom: { links: [{ href: feed.feedUrl, rel: 'self' }] } } : {}),
    items: items.map((item) => ({
      title: cleanLine(item.title),
      link: item.url ?? item.pageUrl,
      description: escapeHtml(cleanLine(item.summary)),
      guid: { value: item.id, isPermaLink: false },
      pubDate: new Date(item.publishedAt),
      comments: item.pageUrl,
      ...(item.tags.length > 0 ? { categories: item.tags.map((tag) => ({ name: cleanLine(tag) })) } : {}),
      dc: {
        creators: item.authors.map(cleanLine).filter(Boolean),
        publishers: [cleanLine(item.publication)],
        ...(item.language ? { languages: [cleanLine(item.language)] } : {}),
      },
    })),
  }) as string
}

function writeAtom(feed: Feed, items: FeedItem[]): string {
  return generateAtomFeed({
    id: feed.id,
    title: { value: cleanLine(feed.title), type: 'text' },
    subtitle: { value: cleanLine(feed.about), type: 'text' },
    updated: new Date(feed.updatedAt),
    generator: { text: 'Uptake' },
    authors: [{ name: 'Uptake' }],
    links: [
      { href: feed.pageUrl, rel: 'alternate', type: 'text/html' },
      ...(feed.feedUrl ? [{ href: feed.feedUrl, rel: 'self', type: 'application/atom+xml' }] : []),
    ],
    entries: items.map((item) => ({
      id: item.id,
      title: { value: cleanLine(item.title), type: 'text' },
      updated: new Date(item.seenAt),
      published: new Date(item.publishedAt),
      summary: { value: cleanLine(item.summary), type: 'text' },
      authors: (item.authors.length > 0 ? item.authors : [item.publication]).map((name) => ({
        name: cleanLine(name),
      })),
      links: [
        { href: item.url ?? item.pageUrl, rel: 'alternate', type: 'text/html' },
        { href: item.pageUrl, rel: 'related', type: 'text/html' },
      ],
      ...(item.tags.length > 0 ? { categories: item.tags.map((tag) => ({ term: cleanLine(tag) })) } : {}),
    })),
  }) as string
}

function writeJsonFeed(feed: Feed, items: FeedItem[]): object {
  return generateJsonFeed({
    title: cleanLine(feed.title),
    home_page_url: feed.pageUrl,
    ...(feed.feedUrl ? { feed_url: feed.feedUrl } : {}),
    description: cleanLine(feed.about),
    items: items.map((item) => ({
      id: item.id,
      url: item.pageUrl,
      ...(item.url ? { external_url: item.url } : {}),
      title: cleanLine(item.title),
      content_text: cleanLine(item.summary),
      date_published: new Date(item.publishedAt),
      date_modified: new Date(item.seenAt),
      authors: item.authors.map((name) => ({ name: cleanLine(name) })),
      tags: item.tags,
      ...(item.language ? { language: item.language } : {}),
    })),
  }) as object
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
