// Device Register Office, Hong Kong: RSS 2.0 whose dates have no time of day, pages with tables, unsigned notices.

import { dayFirst, escapeText, renderBlocks } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writeRss } from '../syndication.ts'

const host = 'device-register.example'
const home = `http://${host}/`
const name = 'Device Register Office'

export const site: Site = {
  host,
  pathOf: ({ slug, section, published }) =>
    `/en/${section.toLowerCase().replaceAll(' ', '-')}/${published.slice(0, 4)}/${slug}.html`,
  page: renderPage,
  robots: 'User-agent: *\nAllow: /\n',
  compress: ['gzip'],
  validators: ['etag'],
  cacheControl: 'max-age=1800',
  headers: { 'x-frame-options': 'SAMEORIGIN', 'x-content-type-options': 'nosniff' },
  routes: {
    '/': renderHome,
    '/en/rss/notices.xml': (view) => {
      const channel = {
        title: `${name} - Notices`,
        home: `${home}en/`,
        self: `${home}en/rss/notices.xml`,
        description: 'Register updates, guidance, warning letters and field safety notices',
        language: 'en-hk',
      }
      const xml = writeRss(channel, view.articles, { categories: true, dayOnly: true, ttl: 1440 })
      return feedAnswer(view, 'text/xml; charset=utf-8', xml)
    },
  },
}

const header = `<div id="skip"><a href="#content">Skip to main content</a></div>
<div class="gov-header"><a href="/"><img src="/images/emblem.png" alt="Device Register Office"></a><ul class="tools"><li><a href="/tc/">繁</a></li><li><a href="/sc/">简</a></li><li>Text size: <a>A</a> <a>A</a> <a>A</a></li><li><a href="/en/sitemap.html">Site map</a></li><li><a href="/en/contact.html">Contact us</a></li></ul><form><label for="q">Search</label><input id="q"></form></div>
<nav id="menu"><ul><li><a href="/en/about.html">About the Office</a></li><li><a href="/en/register.html">The Register</a></li><li><a href="/en/guidance.html">Guidance</a></li><li><a href="/en/compliance.html">Compliance</a></li><li><a href="/en/forms.html">Forms</a></li></ul></nav>`

function footerFor(reviewed: string): string {
  return `<div id="footer"><ul><li><a href="/en/notices.html">Important notices</a></li><li><a href="/en/privacy.html">Privacy policy</a></li><li>© ${name}</li></ul><p>Last revision date: ${reviewed}</p><p><small>${sampleLine}</small></p></div>`
}

function renderHome(view: WebView) {
  const rows = view.articles
    .map(
      (article) =>
        `<tr><td>${dayFirst(article.published)}</td><td><a href="${article.path}">${escapeText(article.title)}</a></td><td>${article.section}</td></tr>`,
    )
    .join('\n')
  const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="alternate" type="application/rss+xml" title="Notices" href="/en/rss/notices.xml"></head><body>${header}<div id="content"><h1>What's new</h1><table><tr><th>Date</th><th>Subject</th><th>Kind</th></tr>${rows}</table></div>${footerFor('20 March 2026')}</body></html>`
  return { type: 'text/html; charset=utf-8', body, changedAt: view.changedAt }
}

function renderPage(article: SampleArticle, view: WebView): string {
  const { reference, contact } = article.extra
  const day = article.published.slice(0, 10)
  const same = view.articles.filter(
    (other) => other.section === article.section && other.slug !== article.slug,
  )
  return `<!DOCTYPE html>
<html lang="en" xml:lang="en">
<head>
<meta charset="utf-8">
<title>${name} - ${escapeText(article.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">
<meta name="DCTERMS.title" content="${escapeText(article.title)}">
<meta name="DCTERMS.issued" content="${day}">
<meta name="DCTERMS.publisher" content="${name}, Hong Kong">
<meta name="DCTERMS.subject" content="${escapeText(article.keywords.join('; '))}">
<meta name="DCTERMS.language" content="en">
<meta name="description" content="${escapeText(article.summary)}">
<link rel="canonical" href="${article.url}">
<link rel="stylesheet" href="/css/common.css">
</head>
<body>
${header}
<div id="breadcrumb"><a href="/">Home</a> &gt; ${article.section} &gt; ${day.slice(0, 4)}</div>
<div id="wrapper">
<div id="sidemenu"><h2>${article.section}</h2><ul>${same.map((other) => `<li><a href="${other.path}">${escapeText(other.title)}</a></li>`).join('')}</ul></div>
<div id="content" role="main">
<h1>${escapeText(article.title)}</h1>
<table class="particulars"><tr><th scope="row">Reference</th><td>${escapeText(String(reference ?? ''))}</td></tr><tr><th scope="row">Issued</th><td>${dayFirst(article.published)}</td></tr><tr><th scope="row">Unit</th><td>${escapeText(String(contact ?? ''))}</td></tr></table>
<div class="pageContent">
${renderBlocks(article.blocks)}
</div>
<p class="pdf"><a href="/en/files/${article.slug}.pdf">Download this notice (PDF, 112 KB)</a></p>
<p class="totop"><a href="#top">Back to top</a></p>
</div>
</div>
${footerFor(dayFirst(article.published))}
</body>
</html>
`
}
