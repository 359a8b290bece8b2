// The journal of the seed case, as a sample: RSS 1.0 with PRISM and pages with citation_* and an abstract view.

import { escapeText, monthFirst, renderBlocks } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writePrism } from '../syndication.ts'

const host = 'jama.example'
const home = `http://${host}/`
const channel = {
  title: 'JAMA Current Issue',
  home,
  self: `${home}rss/current.xml`,
  description: 'Sample feed',
  language: 'en',
  publicationName: 'JAMA',
  issn: '0098-7484',
  publisher: 'American Medical Association',
}

export const site: Site = {
  host,
  pathOf: ({ slug }) => `/journals/jama/fullarticle/${slug}`,
  page: renderPage,
  robots: 'User-agent: *\nDisallow: /pdfaccess\n',
  validators: ['last-modified'],
  routes: {
    '/': (view) => ({
      type: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>JAMA</title><link rel="alternate" type="application/rss+xml" href="/rss/current.xml"></head><body>${view.articles.map((article) => `<a href="${article.path}">${escapeText(article.title)}</a>`).join('')}<small>${sampleLine}</small></body></html>`,
    }),
    '/rss/current.xml': (view) =>
      feedAnswer(
        view,
        'application/rdf+xml; charset=utf-8',
        writePrism(channel, view.articles, view.changedAt),
      ),
  },
}

function renderPage(article: SampleArticle, _view: WebView): string {
  const { volume, issue, startingPage, lastPage } = article.extra
  const day = article.published.slice(0, 10).replaceAll('-', '/')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeText(article.title)} | ${escapeText(article.section)} | JAMA</title>
<meta name="citation_title" content="${escapeText(article.title)}"/>
${article.authors.map((author) => `<meta name="citation_author" content="${escapeText(author)}"/>`).join('\n')}
<meta name="citation_publication_date" content="${day}"/><meta name="citation_online_date" content="${day}"/>
<meta name="citation_journal_title" content="JAMA"/><meta name="citation_journal_abbrev" content="JAMA"/><meta name="citation_issn" content="0098-7484"/>
<meta name="citation_volume" content="${volume}"/><meta name="citation_issue" content="${issue}"/><meta name="citation_firstpage" content="${startingPage}"/><meta name="citation_lastpage" content="${lastPage}"/>
<meta name="citation_doi" content="${article.doi}"/><meta name="citation_publisher" content="American Medical Association"/><meta name="citation_fulltext_html_url" content="${article.url}"/>
<meta name="citation_keyword" content="${escapeText(article.keywords.join('; '))}"/>
<meta property="og:title" content="${escapeText(article.title)}"/><meta property="og:site_name" content="JAMA"/><link rel="canonical" href="${article.url}"/>
</head><body>
<div class="global-header"><a href="/">JAMA</a><form role="search"><input placeholder="Search All, or Author, DOI"/></form><a href="/login">Sign In</a></div>
<div class="article-full-text">
<div class="meta-article-type">${escapeText(article.section)}</div><div class="meta-super-class">AI in Medicine</div>
<div class="meta-date">${monthFirst(article.published)}</div>
<h1 class="meta-article-title">${escapeText(article.title)}</h1>
<div class="meta-authors"><span class="wi-fullname">${article.authors.map(escapeText).join('; </span><span class="wi-fullname">')}</span></div>
<button class="author-affiliations">Author Affiliations</button>
<div class="meta-citation"><em>JAMA.</em> Published online ${monthFirst(article.published)}. doi:${article.doi}</div>
<div class="toolbar-article"><a>Download PDF</a><a>Comment</a><a>Share</a><a>Cite This</a><a>Permissions</a></div>
<div class="article-content">${renderBlocks(article.blocks, { paragraphClass: 'para' })}</div>
<div class="access-box"><h4>Full Text</h4><p>Sign in or subscribe to read the whole article.</p><button>Get access</button></div>
</div>
<div class="related-rail"><h4>Trending</h4><p>Subscribe to the journal's table of contents alert.</p></div>
<div class="footer"><p>All rights reserved.</p><small>${sampleLine}</small></div>
</body></html>
`
}
