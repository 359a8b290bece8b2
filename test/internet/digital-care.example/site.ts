// Journal of Digital Care: RSS 1.0 with PRISM, pages with citation_* metas, an abstract view of each open paper,
// corrections that point both ways, a retraction.

import {
  dayFirst,
  earlier,
  escapeText,
  plainText,
  renderBlocks,
  renderInline,
  renderJsonLd,
} from '../markup.ts'
import { type SampleArticle, type SampleBlock, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writePrism } from '../syndication.ts'

const host = 'digital-care.example'
const home = `http://${host}/`
const journal = 'Journal of Digital Care'
const issn = '2999-0101'
const publisher = 'Nordic Society for Digital Care'
const channel = {
  title: `${journal}: latest articles`,
  home,
  self: `${home}rss/latest.rdf`,
  description: `The latest research from ${journal}`,
  language: 'en',
  publicationName: journal,
  issn,
  publisher,
}

export const site: Site = {
  host,
  pathOf: ({ slug }) => `/article/10.5555/${slug}`,
  page: (article, view) => renderPage(article, view, article.extra.openAccess === true),
  robots: `User-agent: *\nDisallow: /pdf/\nDisallow: /search\nCrawl-delay: 0.05\n`,
  compress: ['br', 'gzip'],
  cacheControl: 'public, max-age=900',
  before: (target, view) => {
    const path = /^(\/article\/[^?]+)\/abstract(?:\?|$)/.exec(target)?.[1]
    const article = view.articles.find((candidate) => candidate.path === path && !candidate.gone)
    if (!article) return undefined
    return {
      type: 'text/html; charset=utf-8',
      body: renderPage(article, view, false),
      changedAt: article.published,
    }
  },
  routes: {
    '/': renderHome,
    '/rss/latest.rdf': (view) =>
      feedAnswer(
        view,
        'application/rdf+xml; charset=utf-8',
        writePrism(channel, view.articles, view.changedAt),
      ),
  },
}

const header = `<header class="c-header"><a class="c-header__logo" href="/">${journal}</a><nav><ul><li><a href="/explore">Explore content</a></li><li><a href="/about">About the journal</a></li><li><a href="/submit">Submit manuscript</a></li></ul></nav><form action="/search"><input type="search" placeholder="Search by title, author or DOI"></form><a href="/login">Log in</a><a href="/alerts">Sign up for alerts</a></header>`

const footer = `<footer class="c-footer"><p>${journal} (<i>J Digit Care</i>) ISSN ${issn} (online)</p><ul><li><a href="/policies">Editorial policies</a></li><li><a href="/accessibility">Accessibility statement</a></li><li><a href="/privacy">Privacy policy</a></li></ul><p>© ${publisher}</p><p><small>${sampleLine}</small></p></footer>`

function renderHome(view: WebView) {
  const cards = view.articles
    .map(
      (article) =>
        `<li><article><h3><a href="${article.path}">${escapeText(article.title)}</a></h3><p>${escapeText(article.summary)}</p><span>${article.section}</span> <time datetime="${article.published.slice(0, 10)}">${dayFirst(article.published)}</time></article></li>`,
    )
    .join('\n')
  const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${journal}</title><link rel="alternate" type="application/rdf+xml" title="${journal}" href="/rss/latest.rdf"></head><body>${header}<main><ul class="app-article-list">${cards}</ul></main>${footer}</body></html>`
  return { type: 'text/html; charset=utf-8', body, changedAt: view.changedAt }
}

function renderPage(article: SampleArticle, view: WebView, full: boolean): string {
  const { volume, issue, startingPage } = article.extra
  const firstHeading = article.blocks.findIndex((block) => block.kind === 'heading')
  const isStructured = article.blocks[0]?.text.startsWith('*Background*') ?? false
  const cut = firstHeading < 0 ? article.blocks.length : firstHeading
  const opening = article.blocks.slice(0, isStructured || !full ? cut : article.blocks.length)
  const rest = full ? article.blocks.slice(opening.length) : []
  return `<!DOCTYPE html>
<html lang="en" class="grade-c">
<head>
<meta charset="utf-8">
<title>${escapeText(article.title)} | ${journal}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${metas(article)}
${renderJsonLd(linkedData(article))}
</head>
<body>
<a class="c-skip-link" href="#main">Skip to main content</a>
${header}
<div class="c-breadcrumbs"><a href="/">home</a> &gt; <a href="/">articles</a> &gt; article</div>
<main id="main"><article lang="en">
<div class="c-article-header">
<ul class="c-article-identifiers"><li>${article.section}</li>${article.extra.openAccess ? '<li>Open access</li>' : ''}<li>Published: <time datetime="${article.published.slice(0, 10)}">${dayFirst(article.published)}</time></li></ul>
${notice(article, view)}
<h1 class="c-article-title">${escapeText(article.title)}</h1>
<ul class="c-article-author-list">${article.authors.map((author) => `<li><a href="#auth">${escapeText(author)}</a><sup>1</sup></li>`).join('')}</ul>
<p class="c-article-info-details"><a href="/"><i>${journal}</i></a> volume ${volume}, issue ${issue}, article number ${startingPage} (${article.published.slice(0, 4)}) <a href="#citeas">Cite this article</a></p>
<div class="c-article-metrics-bar"><p>1204 Accesses</p><p>3 Citations</p><p>18 Altmetric</p><a href="#metrics">Metrics details</a></div>
</div>
<section aria-labelledby="Abs1" class="c-article-section">${isStructured ? '<h2 id="Abs1">Abstract</h2>' : ''}<div class="c-article-section__content">
${opening.map(renderAbstract).join('\n')}
</div></section>
${rest.length > 0 ? `<div class="main-content">${renderBlocks(rest)}</div>` : ''}
${full ? '' : accessBox(article)}
${full ? references(article, view) : ''}
${particulars(article, view)}
</article>
<aside class="c-sidebar"><a class="c-pdf-download" href="/pdf/${article.doi}.pdf">Download PDF</a><h3>Associated content</h3><ul><li>Calls for papers</li></ul><div class="c-ad">Advertisement</div></aside>
</main>
${footer}
</body>
</html>
`
}

/** "*Background* Text" -> a small heading and its paragraph; a list, a table and a quotation as they are. */
function renderAbstract(block: SampleBlock, index: number, blocks: SampleBlock[]): string {
  if (block.kind === 'row') {
    if (blocks[index - 1]?.kind === 'row') return ''
    const end = blocks.findIndex((other, at) => at > index && other.kind !== 'row')
    return renderBlocks(blocks.slice(index, end < 0 ? undefined : end))
  }
  if (block.kind !== 'paragraph') return renderBlocks([block])
  const labelled = /^\*(Background|Methods|Results|Conclusions)\* (.*)$/s.exec(block.text)
  if (!labelled) return `<p>${renderInline(block.text)}</p>`
  return `<h3 class="c-article__sub-heading">${labelled[1]}</h3><p>${renderInline(labelled[2] ?? '')}</p>`
}

function metas(article: SampleArticle): string {
  const { volume, issue, startingPage, affiliations } = article.extra
  const day = article.published.slice(0, 10)
  const institutions = Array.isArray(affiliations) ? affiliations.map(String) : []
  const authors = article.authors
    .map((author, index) => {
      const institution = institutions[index] ?? institutions[0]
      const line = `<meta name="citation_author" content="${escapeText(lastFirst(author))}"/>`
      return institution
        ? `${line}<meta name="citation_author_institution" content="${escapeText(institution)}"/>`
        : line
    })
    .join('\n')
  const named: [string, string][] = [
    ['citation_journal_title', journal],
    ['citation_journal_abbrev', 'J Digit Care'],
    ['citation_publisher', publisher],
    ['citation_issn', issn],
    ['citation_title', article.title],
    ['citation_volume', String(volume)],
    ['citation_issue', String(issue)],
    ['citation_firstpage', String(startingPage)],
    ['citation_online_date', day.replaceAll('-', '/')],
    ['citation_publication_date', day.slice(0, 7).replace('-', '/')],
    ['citation_article_type', article.section],
    ['citation_language', 'en'],
    ['citation_doi', article.doi ?? ''],
    ['citation_fulltext_html_url', article.url],
    ['citation_abstract_html_url', `${article.url}/abstract`],
    ['citation_pdf_url', `${home}pdf/${article.doi}.pdf`],
    ['dc.title', article.title],
    ['dc.identifier', `doi:${article.doi}`],
    ['dc.date', day],
    ['dc.source', `${journal} ${article.published.slice(0, 4)} ${volume}:${issue}`],
    ['dc.publisher', publisher],
    ['dc.language', 'En'],
    ['prism.publicationName', journal],
    ['prism.publicationDate', day],
    ['prism.section', article.section],
    ['prism.doi', `doi:${article.doi}`],
    ['description', plainText(article.summary)],
    ['citation_keywords', article.keywords.join('; ')],
  ]
  return `${named.map(([key, value]) => `<meta name="${key}" content="${escapeText(value)}"/>`).join('\n')}
${authors}
<meta property="og:site_name" content="${journal}"/><meta property="og:title" content="${escapeText(article.title)}"/><meta property="og:type" content="article"/><meta property="og:url" content="${article.url}"/>
<link rel="canonical" href="${article.url}"/>`
}

/** "Jianing Wei" -> "Wei, Jianing"; "The Editors" stays. */
function lastFirst(author: string): string {
  if (author.startsWith('The ')) return author
  const words = author.split(' ')
  return `${words.at(-1)}, ${words.slice(0, -1).join(' ')}`
}

/** What a later notice says of this paper, above its title. */
function notice(article: SampleArticle, view: WebView): string {
  const retraction = view.articles.find((other) => other.extra.retractionOf === article.doi)
  if (retraction) {
    return `<div class="c-status-message c-status-message--error"><p>This article was <a href="${retraction.path}">retracted</a> on ${dayFirst(retraction.published)}</p></div>`
  }
  const correction = view.articles.find((other) => other.extra.correctionOf === article.doi)
  if (!correction) return ''
  return `<div class="c-status-message c-status-message--info"><p>A <a href="${correction.path}">Correction</a> to this article was published on ${dayFirst(correction.published)}</p></div>`
}

function accessBox(article: SampleArticle): string {
  if (article.extra.openAccess)
    return `<p class="c-full-text-link"><a href="${article.path}">Read the full text</a></p>`
  return `<section class="c-buybox"><h2>Access options</h2><p>This is a preview of subscription content, <a href="/login">access via your institution</a>.</p><div><h3>Subscribe to this journal</h3><p>Receive 4 issues and online access. €89.00 per year</p><button>Learn more</button></div><div><h3>Buy this article</h3><p>Prices may be subject to local taxes which are calculated during checkout</p></div></section>`
}

function references(article: SampleArticle, view: WebView): string {
  const cited = earlier(article, view.articles, 3).filter((other) => other.published < article.published)
  if (cited.length === 0 || /Correction|Retraction/.test(article.section)) return ''
  return `<section class="c-article-references" id="Bib1"><h2>References</h2><ol>${cited
    .map(
      (other) =>
        `<li><p>${escapeText(other.authors.join(', '))}. ${escapeText(other.title)}. <i>J Digit Care</i> ${other.published.slice(0, 4)}. <a href="http://doi.org/${other.doi}">https://doi.org/${other.doi}</a></p><p><a href="/scholar">Google Scholar</a></p></li>`,
    )
    .join('')}</ol></section>`
}

/** What stands below every paper: dates, how to cite, rights. */
function particulars(article: SampleArticle, view: WebView): string {
  const { received, accepted, affiliations } = article.extra
  const places = Array.isArray(affiliations) ? affiliations.map(String) : []
  const dates = [
    ['Received', received],
    ['Accepted', accepted],
    ['Published', article.published.slice(0, 10)],
  ]
    .filter(([, day]) => day)
    .map(
      ([label, day]) => `<li><p>${label}<span>: </span><time>${dayFirst(`${day}T00:00:00Z`)}</time></p></li>`,
    )
  const similar = earlier(article, view.articles, 3)
  return `${places.length > 0 ? `<section id="auth"><h2>Author information</h2><h3>Authors and Affiliations</h3><ol>${places.map((place) => `<li><p>${escapeText(place)}</p></li>`).join('')}</ol></section>` : ''}
<section><h2>Rights and permissions</h2><p><a href="/permissions">Reprints and permissions</a></p></section>
<section id="article-info"><h2>About this article</h2><h3>Cite this article</h3><p class="c-bibliographic-information__citation" id="citeas">${escapeText(article.authors.join(', '))}. ${escapeText(article.title)}. <i>J Digit Care</i> (${article.published.slice(0, 4)}). https://doi.org/${article.doi}</p><p><a href="/citation">Download citation</a></p><ul class="c-bibliographic-information__list">${dates.join('')}<li><p>DOI<span>: </span>https://doi.org/${article.doi}</p></li></ul></section>
<section class="c-recommendations"><h2>Similar content being viewed by others</h2>${similar.map((other) => `<article class="c-card"><h3><a href="${other.path}">${escapeText(other.title)}</a></h3><span>Article ${dayFirst(other.published)}</span></article>`).join('')}</section>`
}

function linkedData(article: SampleArticle) {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    mainEntity: {
      '@type': 'ScholarlyArticle',
      headline: article.title,
      description: article.summary,
      datePublished: `${article.published.slice(0, 10)}T00:00:00Z`,
      dateModified: `${article.published.slice(0, 10)}T00:00:00Z`,
      sameAs: `https://doi.org/${article.doi}`,
      keywords: article.keywords,
      isPartOf: { '@type': 'Periodical', name: journal, issn: [issn] },
      publisher: { '@type': 'Organization', name: publisher },
      author: article.authors.map((author) => ({ '@type': 'Person', name: author })),
      isAccessibleForFree: article.extra.openAccess === true,
    },
  }
}
