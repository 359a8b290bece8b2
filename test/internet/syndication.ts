// Writes the lists of the frozen web: RSS 2.0, Atom, RSS 1.0 with PRISM, JSON Feed, news sitemaps.
// What goes into them is each host's business.

import { escapeText, plainText, rfc822 } from './markup.ts'
import type { Answer, SampleArticle, WebView } from './site.ts'

export type Channel = { title: string; home: string; self: string; description: string; language: string }

export type RssOptions = {
  content?: boolean // content:encoded with the whole text
  creators?: boolean // dc:creator
  categories?: boolean
  ttl?: number // minutes
  dayOnly?: boolean // pubDate without a time of day
  item?: (article: SampleArticle) => string // more elements
  declaration?: string // the XML declaration, when not UTF-8's
}

export function writeRss(channel: Channel, articles: SampleArticle[], options: RssOptions = {}): string {
  const newest = articles[0]?.published
  return `${options.declaration ?? '<?xml version="1.0" encoding="UTF-8"?>'}
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>${escapeText(channel.title)}</title>
<link>${channel.home}</link>
<description>${escapeText(channel.description)}</description>
<language>${channel.language}</language>
<atom:link href="${channel.self}" rel="self" type="application/rss+xml"/>
${newest ? `<lastBuildDate>${rfc822(newest)}</lastBuildDate>` : ''}
${options.ttl ? `<ttl>${options.ttl}</ttl>` : ''}
${articles.map((article) => writeRssItem(article, options)).join('\n')}
</channel>
</rss>
`
}

function writeRssItem(article: SampleArticle, options: RssOptions): string {
  const parts = [
    `<title>${escapeText(article.title)}</title>`,
    `<link>${article.url}</link>`,
    `<guid isPermaLink="${article.guid === article.url}">${escapeText(article.guid)}</guid>`,
    `<pubDate>${options.dayOnly ? rfc822(article.published).slice(0, 16) : rfc822(article.published)}</pubDate>`,
    `<description><![CDATA[${article.summary}]]></description>`,
  ]
  if (options.creators) {
    parts.push(...article.authors.map((author) => `<dc:creator><![CDATA[${author}]]></dc:creator>`))
  }
  if (options.categories) {
    const categories = [article.section, ...article.keywords].filter(Boolean)
    parts.push(...categories.map((category) => `<category>${escapeText(category)}</category>`))
  }
  if (options.content) parts.push(`<content:encoded><![CDATA[${plainHtml(article)}]]></content:encoded>`)
  if (options.item) parts.push(options.item(article))
  return `<item>\n${parts.join('\n')}\n</item>`
}

/** The text as a feed carries it: paragraphs without the page around them. */
export function plainHtml(article: SampleArticle): string {
  return article.blocks
    .map(({ kind, text }) => {
      const html = escapeText(plainText(text))
      return kind === 'heading' ? `<h3>${html}</h3>` : `<p>${html}</p>`
    })
    .join('')
}

export function writeAtom(channel: Channel, articles: SampleArticle[], changedAt: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${channel.language}">
  <title>${escapeText(channel.title)}</title>
  <subtitle>${escapeText(channel.description)}</subtitle>
  <id>${channel.home}</id>
  <link rel="alternate" type="text/html" href="${channel.home}"/>
  <link rel="self" type="application/atom+xml" href="${channel.self}"/>
  <updated>${changedAt}</updated>
${articles.map(writeAtomEntry).join('\n')}
</feed>
`
}

function writeAtomEntry(article: SampleArticle): string {
  return `  <entry>
    <title type="html">${escapeText(escapeText(article.title))}</title>
    <id>${escapeText(article.guid)}</id>
    <link rel="alternate" type="text/html" href="${article.url}"/>
    <published>${article.published}</published>
    <updated>${article.modified ?? article.published}</updated>
    ${article.authors.map((author) => `<author><name>${escapeText(author)}</name></author>`).join('')}
    ${[article.section, ...article.keywords].map((term) => `<category term="${escapeText(term)}"/>`).join('')}
    <summary type="text">${escapeText(article.summary)}</summary>
  </entry>`
}

export type JournalChannel = Channel & {
  publicationName: string
  issn?: string
  publisher: string
  doiOf?: boolean
}

/** RSS 1.0 with dc: and prism:, as journal platforms write it. */
export function writePrism(channel: JournalChannel, articles: SampleArticle[], changedAt: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="${channel.self}">
<title>${escapeText(channel.title)}</title>
<link>${channel.home}</link>
<description>${escapeText(channel.description)}</description>
<dc:language>${channel.language}</dc:language>
<dc:date>${changedAt}</dc:date>
<prism:publicationName>${escapeText(channel.publicationName)}</prism:publicationName>
${channel.issn ? `<prism:issn>${channel.issn}</prism:issn>` : ''}
<items><rdf:Seq>
${articles.map((article) => `<rdf:li rdf:resource="${article.url}"/>`).join('\n')}
</rdf:Seq></items>
</channel>
${articles.map((article) => writePrismItem(article, channel)).join('\n')}
</rdf:RDF>
`
}

function writePrismItem(article: SampleArticle, channel: JournalChannel): string {
  const { volume, issue, startingPage } = article.extra
  const identified = article.doi
    ? [`<dc:identifier>doi:${article.doi}</dc:identifier>`, `<prism:doi>${article.doi}</prism:doi>`]
    : []
  const numbered = Object.entries({ volume, number: issue, startingPage })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<prism:${name}>${String(value)}</prism:${name}>`)
  return `<item rdf:about="${article.url}">
<title>${escapeText(article.title)}</title>
<link>${article.url}</link>
<description>${escapeText(article.summary)}</description>
${article.authors.map((author) => `<dc:creator>${escapeText(author)}</dc:creator>`).join('\n')}
<dc:date>${article.published.slice(0, 10)}</dc:date>
<dc:publisher>${escapeText(channel.publisher)}</dc:publisher>
<dc:source>${escapeText(channel.publicationName)}</dc:source>
${[...identified, ...numbered].join('\n')}
<prism:publicationName>${escapeText(channel.publicationName)}</prism:publicationName>
<prism:publicationDate>${article.published.slice(0, 10)}</prism:publicationDate>
<prism:section>${escapeText(article.section)}</prism:section>
</item>`
}

export function writeJsonFeed(channel: Channel, articles: SampleArticle[]): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: channel.title,
    home_page_url: channel.home,
    feed_url: channel.self,
    description: channel.description,
    language: channel.language,
    items: articles.map((article) => ({
      id: article.guid,
      url: article.url,
      title: article.title,
      summary: article.summary,
      content_html: plainHtml(article),
      date_published: article.published,
      ...(article.modified ? { date_modified: article.modified } : {}),
      authors: article.authors.map((name) => ({ name })),
      tags: article.keywords,
    })),
  }
  return JSON.stringify(feed, null, 1)
}

export function writeNewsSitemap(publication: string, language: string, articles: SampleArticle[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${articles
  .map(
    (article) => `<url><loc>${article.url}</loc><lastmod>${article.modified ?? article.published}</lastmod>
<news:news><news:publication><news:name>${escapeText(publication)}</news:name><news:language>${language}</news:language></news:publication>
<news:publication_date>${article.published}</news:publication_date><news:title>${escapeText(article.title)}</news:title>${
      article.keywords.length > 0
        ? `<news:keywords>${escapeText(article.keywords.join(', '))}</news:keywords>`
        : ''
    }</news:news></url>`,
  )
  .join('\n')}
</urlset>
`
}

export function writeSitemapIndex(children: { url: string; changedAt: string }[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${children.map(({ url, changedAt }) => `<sitemap><loc>${url}</loc><lastmod>${changedAt}</lastmod></sitemap>`).join('\n')}
</sitemapindex>
`
}

/** The answer of a feed's address: its text, its type, and when it last changed. */
export function feedAnswer(view: WebView, type: string, body: string): Answer {
  return { type, body, changedAt: view.changedAt }
}
