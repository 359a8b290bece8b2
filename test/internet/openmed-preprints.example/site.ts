// OpenMed Preprints: RSS 1.0 with dc:, pages with citation_* and DC.* metas, a page for each version, and an
// address without a version that leads to the newest one.

import { dateParts, escapeText, monthFirst, plainText, renderInline } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writePrism } from '../syndication.ts'

const host = 'openmed-preprints.example'
const home = `http://${host}/`
const name = 'OpenMed Preprints'
const channel = {
  title: `${name}: most recent manuscripts`,
  home,
  self: `${home}rss/recent.xml`,
  description: 'Most recent preprints in medicine',
  language: 'en',
  publicationName: name,
  publisher: 'OpenMed Foundation',
}

export const site: Site = {
  host,
  pathOf: ({ slug }) => `/content/10.5555/${slug}`,
  page: renderPage,
  robots: 'User-agent: *\nDisallow: /search/\nDisallow: /*.full.pdf\n',
  compress: ['gzip'],
  cacheControl: 'public, max-age=3600',
  headers: { 'x-drupal-cache': 'HIT' },
  before: (target, view) => {
    const doi = /^\/content\/(10\.5555\/omp\.[\d.]*\d)(?:\?|$)/.exec(target)?.[1]
    const newest = view.articles.find((candidate) => candidate.doi === doi && !candidate.gone)
    return newest ? { status: 302, headers: { location: newest.path } } : undefined
  },
  routes: {
    '/': renderHome,
    '/rss/recent.xml': (view) => {
      const articles = view.articles.map((article) => ({ ...article, url: `${article.url}?rss=1` }))
      return feedAnswer(view, 'application/xml; charset=utf-8', writePrism(channel, articles, view.changedAt))
    },
  },
}

const header = `<header class="section section-header" id="section-header"><div class="logo-img"><a href="/">${name}</a></div><nav class="menubar-nav"><ul class="menu" role="menu"><li><a href="/">Home</a></li><li><a href="/about">About</a></li><li><a href="/submit">Submit</a></li><li><a href="/alerts">ALERTS / RSS</a></li></ul></nav><form action="/search/"><input placeholder="Search for this keyword"><a href="/search/">Advanced Search</a></form></header>
<div class="pane-custom notice"><p>Preprints are preliminary reports that have not been certified by peer review. They should not be relied on to guide clinical practice or be reported in news media as established information.</p></div>`

const footer = `<footer class="section section-footer"><p>${name} is operated by the OpenMed Foundation, a non-profit organisation.</p><p><a href="/privacy">Privacy</a> <a href="/terms">Terms</a></p><p><small>${sampleLine}</small></p></footer>
<div id="cookie-notice"><p>We use cookies on this site to enhance your user experience. By clicking any link on this page you are giving your consent for us to set cookies.</p><button>Continue</button></div>`

function renderHome(view: WebView) {
  const items = view.articles
    .map(
      (article) =>
        `<li class="highwire-list-item"><a class="highwire-cite-linked-title" href="${article.path}">${escapeText(article.title)}</a><div class="highwire-cite-authors">${escapeText(article.authors.join(', '))}</div><div class="highwire-cite-metadata">doi: https://doi.org/${article.doi}</div></li>`,
    )
    .join('\n')
  const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="alternate" type="application/rss+xml" title="Recent" href="/rss/recent.xml"></head><body>${header}<ul>${items}</ul>${footer}</body></html>`
  return { type: 'text/html; charset=utf-8', body, changedAt: view.changedAt }
}

function renderPage(article: SampleArticle, view: WebView): string {
  const { version, license, competing } = article.extra
  const versions = view.articles.filter((other) => other.doi === article.doi)
  const newest = versions[0] ?? article
  const overtaken =
    newest.slug === article.slug
      ? ''
      : `<div class="hw-version-notice messages warning">There is a <a href="${newest.path}">more recent version</a> of this article.</div>`
  return `<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<title>${escapeText(article.title)} | ${name}</title>
<link rel="canonical" href="${article.url}">
<link rel="shortlink" href="${home}node/${article.slug.replace(/\D/g, '')}">
${metas(article)}
</head>
<body class="html hw-article-category-new-results node-type-highwire-article">
<div id="skip-link"><a href="#main-content">Skip to main content</a></div>
${header}
<main id="main-content" class="panel-display jcore-2col-layout">
<div class="main-content-wrapper">
<div class="highwire-article-citation">
<div class="highwire-cite-category">New Results</div>
${overtaken}
<h1 class="highwire-cite-title" id="page-title">${escapeText(article.title)}</h1>
<div class="highwire-cite-authors">${article.authors.map((author) => `<span class="highwire-citation-author"><span class="nlm-given-names">${escapeText(given(author))}</span> <span class="nlm-surname">${escapeText(surname(author))}</span></span>`).join(', ')}</div>
<div class="highwire-cite-metadata"><span class="highwire-cite-metadata-doi"><b>doi:</b> https://doi.org/${article.doi}</span></div>
<div class="peer-review">This article is a preprint and has not been peer-reviewed <a href="/about">[what does this mean?]</a>. It reports new medical research that has yet to be evaluated and so should not be used to guide clinical practice.</div>
</div>
<ul class="tabs"><li class="active"><a href="${article.path}">Abstract</a></li><li><a href="${article.path}.full-text">Full Text</a></li><li><a href="${article.path}.article-info">Info/History</a></li><li><a href="${article.path}.article-metrics">Metrics</a></li><li><a href="${article.path}.full.pdf">Preview PDF</a></li></ul>
<div class="article abstract-view" itemprop="description"><div class="section abstract" id="abstract-1"><h2>Abstract</h2>
${article.blocks.map(({ text }, index) => `<p id="p-${index + 2}">${renderInline(text).replace(/^<em>(.*?)<\/em>/, '<strong>$1</strong>')}</p>`).join('\n')}
</div></div>
<div class="panel-pane competing"><h3>Competing Interest Statement</h3><p>${escapeText(String(competing ?? ''))}</p></div>
<div class="panel-pane footnotes"><h3>Copyright</h3><p>The copyright holder for this preprint is the author/funder, who has granted ${name} a license to display the preprint in perpetuity. It is made available under a ${escapeText(String(license ?? ''))} license.</p></div>
<div class="pane-pub-date">Posted ${monthFirst(article.published)}.</div>
</div>
<aside class="sidebar-right"><a href="${article.path}.full.pdf">Download PDF</a><div class="pane-email"><h4>Email</h4><p>Thank you for your interest in spreading the word about ${name}.</p></div><div class="pane-versions"><h4>Version history</h4><ul>${versions.map((other) => `<li><a href="${other.path}">Version ${String(other.extra.version)} (${stamp(other.published)})</a></li>`).join('')}</ul></div><h4>Citation Manager Formats</h4><ul><li>BibTeX</li><li>EndNote (tagged)</li><li>RIS</li></ul><h4>Subject Area</h4><p><a href="/collection">${escapeText(article.section)}</a></p><h4>Subject Areas</h4><p>All Articles</p><p>Version in this window: ${String(version)}</p></aside>
</main>
${footer}
</body>
</html>
`
}

/** "October 1, 2025 - 10:00" */
function stamp(iso: string): string {
  const { hour, minute } = dateParts(iso)
  return `${monthFirst(iso)} - ${hour}:${minute}`
}

function surname(author: string): string {
  return author.split(' ').at(-1) ?? author
}

function given(author: string): string {
  return author.split(' ').slice(0, -1).join(' ')
}

function metas(article: SampleArticle): string {
  const day = article.published.slice(0, 10)
  const abstract = article.blocks.map(({ text }) => plainText(text)).join(' ')
  const named: [string, string][] = [
    ['type', 'article'],
    ['category', 'article'],
    ['HW.identifier', `/openmed/early/${day.replaceAll('-', '/')}/${article.slug}.atom`],
    ['DC.Format', 'text/html'],
    ['DC.Language', 'en'],
    ['DC.Title', article.title],
    ['DC.Identifier', article.doi ?? ''],
    ['DC.Date', day],
    ['DC.Publisher', 'OpenMed Foundation'],
    ['DC.Rights', `© ${day.slice(0, 4)}, Posted by OpenMed Foundation.`],
    ['DC.Description', abstract],
    ...article.authors.map((author): [string, string] => ['DC.Contributor', author]),
    ['article:published_time', day],
    ['article:section', article.section],
    ['citation_title', article.title],
    ['citation_abstract', `<h3>Abstract</h3> <p>${abstract}</p>`],
    ['citation_journal_title', name],
    ['citation_publisher', 'OpenMed Foundation'],
    ['citation_publication_date', day.replaceAll('-', '/')],
    ['citation_id', article.slug],
    ['citation_public_url', article.url],
    ['citation_abstract_html_url', `${article.url}.abstract`],
    ['citation_full_html_url', `${article.url}.full`],
    ['citation_pdf_url', `${article.url}.full.pdf`],
    ['citation_doi', article.doi ?? ''],
    ['citation_num_pages', '14'],
    ['citation_article_type', 'Article'],
    ['citation_section', 'New Results'],
    ...article.authors.map((author): [string, string] => ['citation_author', author]),
    ['twitter:title', article.title],
  ]
  return `${named.map(([key, value]) => `<meta name="${key}" content="${escapeText(value)}" />`).join('\n')}
<meta property="og:title" content="${escapeText(article.title)}" /><meta property="og:site_name" content="${name}" /><meta property="og:url" content="${article.url}" />`
}
