// Namespaces: which vocabulary an element belongs to, by URI and, when that is missing or unknown, by prefix.

// Sources: RSS Advisory Board's namespace list, RFC 4287, the PRISM specification, Google's sitemap extensions, and
// the variants that feedparser's namespace table collects. "" is a feed format's own vocabulary.
const byUri: Record<string, string> = {
  'http://backend.userland.com/rss': '',
  'http://backend.userland.com/rss2': '',
  'http://backend.userland.com/rss091': '',
  'http://blogs.law.harvard.edu/tech/rss': '',
  'http://cyber.law.harvard.edu/rss/rss.html': '',
  'http://purl.org/rss/1.0/': '',
  'http://purl.org/rss/1.0': '',
  'http://my.netscape.com/rdf/simple/0.9/': '',
  'http://channel.netscape.com/rdf/simple/0.9/': '',
  'http://my.netscape.com/publish/formats/rss-0.91.dtd': '',
  'http://purl.org/net/rss1.1#': '',
  'http://www.sitemaps.org/schemas/sitemap/0.9': '',
  'http://www.sitemaps.org/schemas/sitemap/0.9/': '',
  'http://www.google.com/schemas/sitemap/0.84': '',
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://purl.org/atom/1.0/': 'atom',
  'http://example.com/newformat#': 'atom', // Atom 0.2
  'http://example.com/necho': 'atom',
  'http://purl.org/echo/': 'atom',
  'uri/of/echo/namespace#': 'atom',
  'http://purl.org/pie/': 'atom',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/elements/1.1': 'dc',
  'http://purl.org/dc/elements/1.0/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/rss/1.0/modules/content': 'content',
  'http://purl.org/rss/1.0/modules/syndication/': 'sy',
  'http://purl.org/rss/1.0/modules/slash/': 'slash',
  'http://search.yahoo.com/mrss/': 'media',
  'http://search.yahoo.com/mrss': 'media',
  'http://www.rssboard.org/media-rss': 'media',
  'http://video.search.yahoo.com/mrss/': 'media',
  'http://video.search.yahoo.com/mrss': 'media',
  'http://tools.search.yahoo.com/mrss/': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://example.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
  'http://www.google.com/schemas/sitemap-image/1.1': 'image',
  'http://www.google.com/schemas/sitemap-video/1.1': 'video',
  prism: 'prism', // some journals bind the prefix to the bare word
}

/** Prefix -> namespace URI, of one element's scope. The default namespace is "". */
export type Scope = Readonly<Record<string, string>>

const vocabularyByUri = new Map(Object.entries(byUri))
const knownPrefixes = new Set([...vocabularyByUri.values()].filter((prefix) => prefix !== ''))

/** URI -> the prefix used here; undefined for vocabularies that are not read. */
export function vocabularyOf(uri: string): string | undefined {
  const folded = uri.trim().toLowerCase()
  return vocabularyByUri.get(folded) ?? (/prismstandard\.org/.test(folded) ? 'prism' : undefined)
}

/**
 * "DC:Creator" in its scope -> "dc:creator"; names of the format's own vocabulary are bare: "title". With `atomFeed`
 * Atom's vocabulary is the format's own, else its elements are "atom:link".
 */
export function canonicalName(written: string, scope: Scope, atomFeed: boolean): string {
  const colon = written.indexOf(':')
  const prefix = colon < 0 ? '' : written.slice(0, colon).toLowerCase()
  const local = written.slice(colon + 1).toLowerCase()
  const uri = scope[prefix]
  let vocabulary = uri === undefined ? undefined : vocabularyOf(uri)
  // an unknown default namespace is taken for the format's own, an unknown prefix for itself
  vocabulary ??= knownPrefixes.has(prefix) || prefix !== '' ? prefix : ''
  if (vocabulary === 'atom' && atomFeed) vocabulary = ''
  return vocabulary === '' ? local : `${vocabulary}:${local}`
}

/** The scope inside an element that declares namespaces; the same object when it declares none. */
export function scopeInside(outer: Scope, attributes: Record<string, string>): Scope {
  let inner: Record<string, string> | undefined
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue
    inner ??= { ...outer }
    if (name === 'xmlns') inner[''] = attributes[name]!
    else if (name[5] === ':') inner[name.slice(6).toLowerCase()] = attributes[name]!
  }
  return inner ?? outer
}
