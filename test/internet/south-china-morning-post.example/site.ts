// The newspaper of the seed case, as a sample: its story and the three that the aggregator sticks below it.

import { clock12, dayFirst, earlier, escapeText, renderBlocks, renderJsonLd } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writeRss } from '../syndication.ts'

const host = 'south-china-morning-post.example'
const home = `http://${host}/`
const name = 'South China Morning Post'

export const site: Site = {
  host,
  pathOf: ({ slug, section, published }) =>
    `/news/${section.toLowerCase().replaceAll(' ', '-')}/article/33${published.slice(5, 10).replace('-', '')}/${slug}`,
  page: renderPage,
  robots: `User-agent: *\nDisallow: /private/\n`,
  compress: ['gzip'],
  routes: {
    '/': renderHome,
    '/rss/china.xml': (view) => {
      const channel = {
        title: `China - ${name}`,
        home: `${home}news/china`,
        self: `${home}rss/china.xml`,
        description: 'Sample feed',
        language: 'en',
      }
      const xml = writeRss(channel, view.articles, { creators: true, categories: true, ttl: 15 })
      return feedAnswer(view, 'application/rss+xml; charset=utf-8', xml)
    },
  },
}

const header = `<div class="site-header"><a href="/">${name}</a> <nav><a href="/news/hong-kong">Hong Kong</a><a href="/news/china">China</a><a href="/tech">Tech</a><a href="/opinion">Opinion</a><a href="/lifestyle">Lifestyle</a></nav><a class="btn" href="/subscribe">SUBSCRIBE</a></div>`
const footer = `<div class="site-footer"><a href="/terms">Terms</a><a href="/privacy">Privacy</a><a href="/faq">FAQ</a><p>All rights reserved.</p><p><small>${sampleLine}</small></p></div>`

function renderHome(view: WebView) {
  const list = view.articles
    .map(
      (article) =>
        `<div class="article-card"><a href="${article.path}">${escapeText(article.title)}</a></div>`,
    )
    .join('\n')
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="alternate" type="application/rss+xml" href="/rss/china.xml" title="China"></head><body>${header}${list}${footer}</body></html>`
  return { type: 'text/html; charset=utf-8', body, changedAt: view.changedAt }
}

function renderPage(article: SampleArticle, view: WebView): string {
  const more = earlier(article, view.articles, 2)
    .map(
      (other) =>
        `<div class="further-reading__card"><img src="/thumbs/${other.slug}.webp" alt=""><h3><a href="${other.path}">${escapeText(other.title)}</a></h3></div>`,
    )
    .join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeText(article.title)} | ${name}</title>
<meta name="cse_headline" content="${escapeText(article.title)}"><meta name="cse_summary" content="${escapeText(article.summary)}"><meta name="cse_author" content="${escapeText(article.authors.join(', '))}"><meta name="cse_sectionname" content="${escapeText(article.section)}">
<meta property="og:site_name" content="${name}"><meta property="og:type" content="article"><meta property="og:title" content="${escapeText(article.title)}"><meta property="og:url" content="${article.url}"><meta property="og:description" content="${escapeText(article.summary)}">
<meta property="article:published_time" content="${article.published}">
<link rel="canonical" href="${article.url}">
${renderJsonLd({
  '@context': 'http://schema.org',
  '@graph': [
    {
      '@type': 'BreadcrumbList',
      itemListElement: [{ '@type': 'ListItem', position: 1, name: article.section, item: `${home}news` }],
    },
    {
      '@type': 'NewsArticle',
      headline: article.title,
      datePublished: article.published,
      dateModified: article.modified ?? article.published,
      author: article.authors.map((person) => ({ '@type': 'Person', name: person })),
      publisher: { '@type': 'Organization', name, url: home },
      isAccessibleForFree: false,
      hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.paywalled' },
    },
  ],
})}
</head><body>
${header}
<div class="article-page">
<div class="article-page__section"><a href="/topics">${escapeText(article.section)}</a> / Science</div>
<h1 class="headline">${escapeText(article.title)}</h1>
<div class="subheadline"><ul><li>${escapeText(article.summary)}</li></ul></div>
<div class="reading-time">Reading Time: 2 minutes</div><div class="why-trust"><a href="/trust">Why you can trust this newspaper</a></div>
<div class="author"><a href="/author/${article.slug}">${escapeText(article.authors.join(' and '))}</a></div>
<div class="date">Published: <time datetime="${article.published}">${clock12(article.published).replace(' ', '').toLowerCase()}, ${dayFirst(article.published)}</time></div>
${article.caption ? `<figure><img src="/img/${article.slug}.webp" alt=""><figcaption>${escapeText(article.caption)}</figcaption></figure>` : ''}
<div class="article-body" data-v="1">${renderBlocks(article.blocks, { after: { 1: '<div class="ad-slot">Advertisement</div>', 3: '<div class="ad-slot">Advertisement</div>' } })}</div>
<div class="follow"><button>FOLLOW</button><button>SAVE</button></div>
<div class="further-reading"><h2>Further Reading</h2>${more}</div>
</div>
${footer}
</body></html>
`
}
