// Northmoor Hospitals Trust, a group of hospitals: a newsroom that is only a listing page, without a feed.

import { dayFirst, escapeText, renderBlocks } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'

const host = 'northmoor-trust.example'

export const site: Site = {
  host,
  pathOf: ({ slug }) => `/about-us/news/${slug}`,
  page: renderPage,
  robots: 'User-agent: *\nDisallow: /staff-area/\nCrawl-delay: 0.5\n',
  validators: ['last-modified'],
  cacheControl: 'max-age=0',
  headers: { 'content-language': 'en-GB' },
  routes: {
    '/': () => ({
      type: 'text/html; charset=utf-8',
      body: shell('Welcome', '<p>Welcome to our hospitals. <a href="/about-us/news">News</a></p>'),
    }),
    '/about-us/news': renderListing,
  },
}

function shell(title: string, main: string): string {
  return `<!DOCTYPE html><html class="no-js" lang="en"><head><meta charset="utf-8" /><title>${escapeText(title)} :: Northmoor Hospitals Trust</title><meta name="DC.publisher" content="Northmoor Hospitals Trust" /></head><body>
<div class="cookie-message">We use cookies to make this website work. <a href="/cookies">Cookie settings</a></div>
<header role="banner"><a href="/">Northmoor Hospitals Trust</a><ul class="menu"><li><a href="/services">Our services</a></li><li><a href="/visiting">Visiting us</a></li><li><a href="/patients">Patients</a></li><li><a href="/careers">Work with us</a></li><li><a href="/about-us">About us</a></li></ul><div class="accessibility">Text size: <a href="#">A</a> <a href="#">A+</a> | <a href="#">High contrast</a></div></header>
<main id="content" role="main">${main}</main>
<footer role="contentinfo"><p>Switchboard: 01632 960000</p><p>Northmoor Hospitals Trust, Fell Road, Northmoor</p><p><small>${sampleLine}</small></p></footer></body></html>`
}

function renderListing(view: WebView) {
  const cards = view.articles
    .map(
      (article) =>
        `<li class="news-listing__item"><article><h3 class="news-listing__title"><a href="${article.path}">${escapeText(article.title)}</a></h3><p class="news-listing__date">${dayFirst(article.published)}</p><p class="news-listing__summary">${escapeText(article.summary)}</p><a class="more" href="${article.path}">Read more<span class="sr-only"> about ${escapeText(article.title)}</span></a></article></li>`,
    )
    .join('\n')
  const main = `<h1>Latest news</h1><form class="filter"><label>Filter by year <select><option>2026</option><option>2025</option><option>2024</option></select></label></form><ul class="news-listing">${cards}</ul><p class="pager">Page 1 of 1</p>`
  return { type: 'text/html; charset=utf-8', body: shell('Latest news', main), changedAt: view.changedAt }
}

function renderPage(article: SampleArticle, _view: WebView): string {
  return shell(
    article.title,
    `<nav class="breadcrumb">You are here: <a href="/">Home</a> &gt; <a href="/about-us">About us</a> &gt; <a href="/about-us/news">Latest news</a></nav>
<h1>${escapeText(article.title)}</h1>
<p class="date">Published on: ${dayFirst(article.published)}</p>
${article.caption ? `<div class="image right"><img src="/media/${article.slug}.jpg" alt="" /><span class="caption">${escapeText(article.caption)}</span></div>` : ''}
<div class="editor">${renderBlocks(article.blocks)}</div>
<div class="share-this"><h2>Share this page</h2><a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">Print</a></div>
<div class="was-this-useful"><h2>Was this page useful?</h2><button>Yes</button><button>No</button></div>`,
  )
}
