// Meridian Wire, a news agency: an Atom feed, datelines, ETag and Last-Modified, a page rendered by a script framework.

import { clock12, earlier, escapeText, monthFirst, renderBlocks, renderJsonLd } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writeAtom } from '../syndication.ts'

const host = 'meridian-wire.example'
const home = `http://${host}/`
const channel = {
  title: 'Meridian Wire: Health',
  home,
  self: `${home}feeds/health.atom`,
  description: 'Health, science and technology from the Meridian news agency',
  language: 'en',
}

export const site: Site = {
  host,
  pathOf: ({ slug, published }) => `/article/${slug}-${published.slice(0, 10)}/`,
  page: renderPage,
  robots: `User-agent: *\nAllow: /\nDisallow: /api/\nCrawl-delay: 0.05\n`,
  compress: ['gzip'],
  cacheControl: 'max-age=60, must-revalidate',
  headers: { server: 'Meridian-Edge', 'x-frame-options': 'SAMEORIGIN' },
  routes: {
    '/': renderHome,
    '/feeds/health.atom': (view) =>
      feedAnswer(
        view,
        'application/atom+xml; charset=utf-8',
        writeAtom(channel, view.articles, view.changedAt),
      ),
  },
}

const top = `<div id="consent-banner" class="banner__wrap" hidden><p>We and our partners store information on your device. Manage choices.</p></div>
<header data-testid="SiteHeader"><a href="/" aria-label="Meridian home">Meridian</a><ul role="menubar"><li><a href="/world">World</a></li><li><a href="/business">Business</a></li><li><a href="/health">Health</a></li><li><a href="/technology">Technology</a></li><li><a href="/sports">Sports</a></li></ul><a href="/account/sign-in">Sign in</a><a href="/account/register">Register</a></header>`
const bottom = `<footer data-testid="SiteFooter"><div><h5>Latest</h5><a href="/">Home</a> <a href="/authors">Authors</a> <a href="/topics">Topic sitemap</a></div><p>Meridian, the news service of Meridian Agency Ltd, delivers business, national and international news to professionals and to newsrooms. All quotes delayed a minimum of 15 minutes.</p><p>© 2026 Meridian. All rights reserved</p><p class="legal"><small>${sampleLine}</small></p></footer>`

function renderHome(view: WebView) {
  const items = view.articles
    .map(
      (article) =>
        `<li data-testid="StoryCard"><a data-testid="Heading" href="${article.path}">${escapeText(article.title)}</a> <time datetime="${article.published}">${monthFirst(article.published)}</time></li>`,
    )
    .join('\n')
  const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Meridian | Breaking news</title><link rel="alternate" type="application/atom+xml" href="${channel.self}"/></head><body>${top}<main><ul>${items}</ul></main>${bottom}</body></html>`
  return { type: 'text/html; charset=utf-8', body, changedAt: view.changedAt }
}

function renderPage(article: SampleArticle, view: WebView): string {
  const next = earlier(article, view.articles, 3)
    .map(
      (other) =>
        `<li><span data-testid="Label">${escapeText(other.section)}</span><a data-testid="Heading" href="${other.path}">${escapeText(other.title)}</a><span data-testid="Body">${monthFirst(other.published)}</span></li>`,
    )
    .join('')
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/>
<title>${escapeText(article.title)} | Meridian</title>
<meta name="description" content="${escapeText(article.summary)}"/>
<meta name="article:author" content="${escapeText(article.authors.join(', '))}"/>
<meta property="og:title" content="${escapeText(article.title)}"/><meta property="og:type" content="article"/><meta property="og:url" content="${article.url}"/><meta property="og:site_name" content="Meridian Wire"/>
<meta property="og:locale" content="en_GB"/><meta property="og:article:published_time" content="${article.published}"/>
<link rel="canonical" href="${article.url}"/>
${renderJsonLd({ '@context': 'http://schema.org', '@type': 'NewsArticle', url: article.url, headline: article.title, datePublished: article.published, dateModified: article.modified ?? article.published, author: article.authors.map((name) => ({ '@type': 'Person', name, jobTitle: 'Meridian' })), publisher: { '@type': 'Organization', name: 'Meridian Wire' }, articleSection: [article.section], keywords: article.keywords })}
</head><body><div id="fusion-app">${top}
<main id="main-content"><article data-testid="Article">
<header class="article-header__wrap"><span class="kicker">${escapeText(article.section)}</span><h1 data-testid="Heading">${escapeText(article.title)}</h1>
<div class="author-line">By <a rel="author" href="/authors/${article.authors[0]?.toLowerCase().replaceAll(' ', '-') ?? 'staff'}/">${escapeText(article.authors.join(' and ') || 'Meridian staff')}</a></div>
<time class="date-line" datetime="${article.published}"><span>${monthFirst(article.published)}</span><span>${clock12(article.published)} GMT+0</span><span>Updated ${article.modified ? monthFirst(article.modified) : 'on publication'}</span></time>
<div class="toolbar"><button>Aa</button><button>Share</button><button>Save</button></div></header>
${article.caption ? `<div data-testid="primary-image"><img src="/resizer/${article.slug}.jpg" alt=""/><p data-testid="Caption">${escapeText(article.caption)} <a href="/licensing">Purchase Licensing Rights</a></p></div>` : ''}
<div class="article-body__content">
${article.blocks.some((block) => block.kind !== 'paragraph') ? renderBlocks(article.blocks) : article.blocks.map((block, index) => `<div data-testid="paragraph-${index}" class="text__text article-body__paragraph">${renderBlocks([block])}</div>${index === 1 ? '<div class="article-body__element"><p class="sign-up">The Meridian Health Rounds newsletter brings you the latest medical news twice a week. <a href="/newsletters">Sign up here.</a></p></div>' : ''}`).join('\n')}
</div>
<div class="trust-badge"><p>Our Standards: <a href="/principles">The Meridian Principles of Trust.</a></p></div>
<ul class="tags"><li>Suggested Topics:</li>${article.keywords.map((word) => `<li><a href="/tags/${encodeURIComponent(word)}">${escapeText(word)}</a></li>`).join('')}</ul>
</article>
<section aria-label="Read next"><h2>Read Next</h2><ul>${next}</ul></section></main>
${bottom}</div>
<script id="fusion-metadata" type="application/javascript">window.Fusion=window.Fusion||{};Fusion.arcSite="meridian";Fusion.globalContent={"slug":"${article.slug}","edition":"world"};</script>
</body></html>
`
}
