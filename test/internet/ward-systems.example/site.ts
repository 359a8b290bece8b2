// Ward Systems Weekly, a trade paper on hospital computing: RSS 2.0 with the whole text, a consent wall on one page.

import { dayFirst, earlier, escapeText, renderBlocks } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writeRss } from '../syndication.ts'

const host = 'ward-systems.example'
const home = `http://${host}/`

export const site: Site = {
  host,
  pathOf: ({ slug, published }) => `/${published.slice(0, 4)}/${published.slice(5, 7)}/${slug}/`,
  page: (article, view) => (article.extra.wall ? renderWall(article) : renderPage(article, view)),
  robots: `User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: ${home}wp-sitemap.xml\n`,
  compress: ['gzip'],
  headers: { server: 'Apache', link: `<${home}wp-json/>; rel="https://api.w.org/"` },
  routes: {
    '/': (view) => ({
      type: 'text/html; charset=UTF-8',
      body: shell(
        'Ward Systems Weekly - hospital IT news',
        '',
        view.articles
          .map(
            (article) =>
              `<article class="post"><h2 class="entry-title"><a href="${article.path}">${escapeText(article.title)}</a></h2></article>`,
          )
          .join('\n'),
      ),
    }),
    '/feed/': (view) => {
      const channel = {
        title: 'Ward Systems Weekly',
        home,
        self: `${home}feed/`,
        description: 'Hospital IT, read by the people who run it',
        language: 'en-GB',
      }
      const xml = writeRss(channel, view.articles, { content: true, creators: true, categories: true })
      return feedAnswer(view, 'application/rss+xml; charset=UTF-8', xml)
    },
  },
}

function shell(title: string, head: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="en-GB" prefix="og: https://ogp.me/ns#"><head><meta charset="UTF-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${escapeText(title)}</title>${head}
<link rel="alternate" type="application/rss+xml" title="Ward Systems Weekly &raquo; Feed" href="${home}feed/" /><link rel="stylesheet" href="/wp-content/themes/ward/style.css" /></head>
<body class="post-template-default single single-post">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/" rel="home">Ward Systems Weekly</a></p><nav id="site-navigation" class="main-navigation"><ul id="primary-menu"><li><a href="/news/">News</a></li><li><a href="/records/">Electronic records</a></li><li><a href="/ai/">AI</a></li><li><a href="/security/">Security</a></li><li><a href="/jobs/">Jobs</a></li><li><a href="/events/">Events</a></li></ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area">${content}</div>
<aside id="secondary" class="widget-area"><section class="widget widget_search"><form><label>Search for: <input type="search" /></label></form></section><section class="widget"><h2 class="widget-title">Jobs of the week</h2><ul><li>Interoperability lead, Bristol</li><li>Head of digital, Belfast</li><li>Integration engineer, remote</li></ul></section><section class="widget"><h2 class="widget-title">Webinar</h2><p>Sponsored: five ways to empty your integration backlog. Register for the free session.</p></section></aside></div>
<footer id="colophon" class="site-footer"><p>Ward Systems Weekly is published by Ward Media. <a href="/contact/">Contact us</a> <a href="/privacy-policy/">Privacy policy</a></p><p class="site-info"><small>${sampleLine}</small></p></footer>
</body></html>
`
}

function renderPage(article: SampleArticle, view: WebView): string {
  const head = `
<meta name="description" content="${escapeText(article.summary)}" /><link rel="canonical" href="${article.url}" />
<meta property="og:locale" content="en_GB" /><meta property="og:type" content="article" /><meta property="og:title" content="${escapeText(article.title)}" /><meta property="og:url" content="${article.url}" /><meta property="og:site_name" content="Ward Systems Weekly" />
<meta property="article:published_time" content="${article.published}" />${article.modified ? `<meta property="article:modified_time" content="${article.modified}" />` : ''}
<meta name="author" content="${escapeText(article.authors.join(', '))}" /><meta name="twitter:label1" content="Written by" /><meta name="twitter:data1" content="${escapeText(article.authors.join(', '))}" />`
  const related = earlier(article, view.articles, 3)
    .map(
      (other) =>
        `<div class="jp-relatedposts-post"><h4><a href="${other.path}">${escapeText(other.title)}</a></h4><time>${dayFirst(other.published)}</time><p>In &quot;${escapeText(other.section)}&quot;</p></div>`,
    )
    .join('')
  const content = `<main id="main" class="site-main"><article id="post-${article.slug.length}${article.published.slice(5, 7)}" class="post type-post status-publish hentry">
<header class="entry-header"><span class="cat-links"><a href="/ai/" rel="category tag">${escapeText(article.section)}</a></span><h1 class="entry-title">${escapeText(article.title)}</h1><div class="entry-meta"><span class="byline">by <span class="author vcard"><a class="url fn n" href="/author/">${escapeText(article.authors.join(', '))}</a></span></span> <span class="posted-on"><time class="entry-date published" datetime="${article.published}">${dayFirst(article.published)}</time></span> <span class="comments-link"><a href="#respond">Leave a comment</a></span></div></header>
${article.caption ? `<div class="post-thumbnail wp-caption"><img src="/wp-content/uploads/${article.slug}.jpg" alt="" /><p class="wp-caption-text">${escapeText(article.caption)}</p></div>` : ''}
<div class="entry-content">${renderBlocks(article.blocks, { after: { 3: '<div class="code-block wsw-promo" style="margin:8px 0"><p><strong>Free download:</strong> our buyer\'s guide to ward tablets. <a href="/guide/">Get the guide</a></p></div>' } })}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="?share=x">X</a></li><li><a href="?share=linkedin">LinkedIn</a></li><li><a href="?share=email">Email</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline">Related</h3>${related}</div></div>
<footer class="entry-footer"><span class="tags-links">Tagged ${article.keywords.map((word) => `<a rel="tag" href="/tag/${encodeURIComponent(word)}/">${escapeText(word)}</a>`).join(', ')}</span></footer></article>
<nav class="navigation post-navigation"><a rel="prev" href="${earlier(article, view.articles, 1)[0]?.path ?? '/'}">Previous post</a></nav>
<div id="comments" class="comments-area">${article.comments.map(({ by, text }) => `<ol class="comment-list"><li class="comment"><b class="fn">${escapeText(by)}</b> <span class="says">says:</span><div class="comment-content"><p>${escapeText(text)}</p></div></li></ol>`).join('')}<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><p class="comment-notes">Your email address will not be published. Required fields are marked *</p></div></div></main>`
  return shell(`${article.title} - Ward Systems Weekly`, head, content)
}

function renderWall(article: SampleArticle): string {
  return `<!DOCTYPE html><html lang="en-GB"><head><meta charset="UTF-8"><title>Before you continue to Ward Systems Weekly</title><meta name="robots" content="noindex"></head><body class="consent-wall">
<div role="dialog" aria-modal="true" class="qc-cmp2-container"><h1>We value your privacy</h1><p>We and our 418 partners store and access information on a device, such as unique identifiers in cookies, to process personal data. You may accept or manage your choices by clicking below, including your right to object where legitimate interest is used. These choices will be signalled to our partners and will not affect browsing data.</p><p>We and our partners process data to provide: precise geolocation data, device scanning for identification, personalised advertising and content, advertising and content measurement, audience research and services development.</p><button>MORE OPTIONS</button><button>DISAGREE</button><button>AGREE</button></div>
<form method="post" action="/consent"><input type="hidden" name="return" value="${article.path}"></form><footer><small>${sampleLine}</small></footer></body></html>`
}
