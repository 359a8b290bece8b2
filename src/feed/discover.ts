// Where a web page's feeds are: what it declares, then its links that look like feeds, then the usual places. Addresses
// only; whether a feed answers there is for the caller to try, in this order.
import { load } from 'cheerio/slim'
import { limits } from './limits.ts'
import { openElements } from './listing.ts'
import { cutText, foldLine } from './plain.ts'
import { resolveUrl } from './values.ts'
import { mendNesting } from './xml.ts'

export type FeedLink = { url: string; title?: string; type?: string }

/** Tried on the page's host when nothing better is declared: WordPress, Hugo, Jekyll, Ghost, Drupal, Atypon, news sitemaps. */
export const commonFeedPaths = [
  '/feed',
  '/feed/',
  '/rss',
  '/rss.xml',
  '/feed.xml',
  '/atom.xml',
  '/index.xml',
  '/feeds/posts/default',
  '/rss/index.xml',
  '/feed.json',
  '/news-sitemap.xml',
  '/sitemap-news.xml',
  '/sitemap_news.xml',
] as const

const feedType =
  /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)$|^application\/json$|^(?:text|application)\/xml$/i
const otherJson = /wp-json|oembed|manifest|activitypub/i // rel=alternate is also how WordPress announces its API
const feedAddress =
  /(?:\/(?:rss|feed|feeds|atom|rdf)(?:[/.?_-]|$))|\.(?:rss|atom|rdf)(?:\?|$)|(?:rss|atom|feed|rdf)[\w-]*\.(?:xml|json|php|aspx|cfm)(?:\?|$)|[?&](?:feed|format|type|output)=(?:rss|atom|rdf|feed|xml)|feedburner\.com\//i
const feedWords = /^(?:rss|atom|rss\s*(?:feed|2\.0|订阅|訂閱)|subscribe (?:via|by) rss|xml|feed)$/i

/** The most likely feeds of a page, best first, each once; at most `feedLinksMax` before the usual places. */
export function findFeedLinks(html: string, url: string): FeedLink[] {
  const found = new Map<string, FeedLink>()
  for (const link of [...linksInPage(html.slice(0, limits.textCharsMax), url)].slice(
    0,
    limits.feedLinksMax,
  )) {
    if (!found.has(link.url)) found.set(link.url, link)
  }
  for (const path of commonFeedPaths) {
    const address = resolveUrl(path, url)
    if (address && !found.has(address)) found.set(address, { url: address })
  }
  found.delete(url)
  return [...found.values()]
}

function linksInPage(html: string, url: string): FeedLink[] {
  const $ = load(`<uptake-page>${mendNesting(html, openElements)}`, {
    xml: { xmlMode: false, decodeEntities: true },
  })
  const base = resolveUrl($('base[href]').first().attr('href'), url) ?? url
  const declared: FeedLink[] = []
  const comments: FeedLink[] = []
  const linked: FeedLink[] = []
  for (const node of $('link[href], a[href]').toArray().slice(0, limits.linksMax)) {
    const element = $(node)
    const address = resolveUrl(element.attr('href'), base)
    if (!address) continue
    const type = element.attr('type')?.split(';')[0]?.trim().toLowerCase()
    const isLink = element.is('link')
    const title = cutText(foldLine(element.attr('title') ?? (isLink ? '' : element.text())), limits.nameChars)
    const link: FeedLink = { url: address, ...(title ? { title } : {}), ...(type ? { type } : {}) }
    const rel = (element.attr('rel') ?? '').toLowerCase().split(/\s+/)
    const announced =
      rel.includes('feed') || (rel.includes('alternate') && type !== undefined && feedType.test(type))
    if (announced && !otherJson.test(address))
      (/comments?\b/i.test(`${title} ${address}`) ? comments : declared).push(link)
    else if (!isLink && (feedAddress.test(address) || feedWords.test(title))) linked.push(link)
  }
  return [...declared, ...linked, ...comments]
}
