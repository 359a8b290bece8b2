// Harbour Daily, a Hong Kong newspaper: three RSS feeds by section, JSON-LD, a rail, comments, a closed path.

import { clock12, dayFirst, earlier, escapeText, renderBlocks, renderJsonLd } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writeRss } from '../syndication.ts'

const host = 'harbour-daily.example'
const home = `http://${host}/`
const sections = { health: 'Health & Science', technology: 'Technology', city: 'Hong Kong' }

export const site: Site = {
  host,
  pathOf: ({ slug, section, published }) =>
    `/${folderOf(section)}/article/${published.slice(2, 10).replaceAll('-', '')}/${slug}`,
  page: renderPage,
  robots: `User-agent: *\nDisallow: /premium/\nDisallow: /search\n\nSitemap: ${home}sitemap.xml\n`,
  compress: ['br', 'gzip'],
  cacheControl: 'public, max-age=120, stale-while-revalidate=60',
  headers: { server: 'nginx', 'x-cache': 'MISS' },
  routes: {
    '/': renderHome,
    '/rss/health.xml': (view) => sectionFeed(view, 'health'),
    '/rss/technology.xml': (view) => sectionFeed(view, 'technology'),
    '/rss/city.xml': (view) => sectionFeed(view, 'city'),
  },
}

function folderOf(section: string): string {
  return Object.entries(sections).find(([, name]) => name === section)?.[0] ?? 'news'
}

function sectionFeed(view: WebView, folder: keyof typeof sections) {
  const articles = view.articles.filter((article) => article.section === sections[folder])
  const channel = {
    title: `${sections[folder]} - Harbour Daily`,
    home: `${home}${folder}`,
    self: `${home}rss/${folder}.xml`,
    description: `The latest on ${sections[folder]} from Harbour Daily`,
    language: 'en-hk',
  }
  const picture = (article: SampleArticle) =>
    `<media:content url="${home}images/${article.slug}.jpg" medium="image" type="image/jpeg" width="1200" height="800"/>`
  const xml = writeRss(channel, articles, { creators: true, categories: true, ttl: 30, item: picture })
  return feedAnswer(view, 'application/rss+xml; charset=utf-8', xml)
}

function renderHome(view: WebView) {
  const links = Object.entries(sections)
    .map(
      ([folder, name]) =>
        `<link rel="alternate" type="application/rss+xml" title="${escapeText(name)}" href="/rss/${folder}.xml">`,
    )
    .join('\n')
  const cards = view.articles
    .map(
      (article) =>
        `<li class="c-card"><a href="${article.path}"><h3>${escapeText(article.title)}</h3></a></li>`,
    )
    .join('\n')
  const body = `<!DOCTYPE html><html lang="en-HK"><head><meta charset="utf-8"><title>Harbour Daily | Hong Kong, every day</title>${links}</head><body>${masthead}<main><ul>${cards}</ul></main>${footer}</body></html>`
  return { type: 'text/html; charset=utf-8', body, changedAt: view.changedAt }
}

const masthead = `<header class="c-masthead"><a class="c-masthead__logo" href="/">Harbour Daily</a>
<nav class="c-nav" aria-label="Sections"><ul><li><a href="/city">Hong Kong</a></li><li><a href="/china">China</a></li><li><a href="/health">Health &amp; Science</a></li><li><a href="/technology">Technology</a></li><li><a href="/sport">Sport</a></li><li><a href="/opinion">Opinion</a></li></ul></nav>
<button class="c-masthead__subscribe" type="button">Subscribe from HK$8 a week</button></header>`

const footer = `<footer class="c-footer"><ul><li><a href="/about">About us</a></li><li><a href="/privacy">Privacy policy</a></li><li><a href="/terms">Terms of use</a></li><li><a href="/ads">Advertise with us</a></li></ul>
<p>Copyright © Harbour Daily Publishers Ltd. All rights reserved.</p><p><small>${sampleLine}</small></p></footer>
<div id="cookie-bar" class="c-cookies" role="dialog"><p>By continuing to browse our site, you consent to our use of cookies. Find out more in our privacy policy.</p><button>I agree</button></div>`

function renderPage(article: SampleArticle, view: WebView): string {
  const rail = earlier(article, view.articles, 4)
    .map(
      (other, index) =>
        `<li class="c-rail__item"><a href="${other.path}"><h4>${escapeText(other.title)}</h4><span class="c-rail__time">${index + 2} hours ago</span></a></li>`,
    )
    .join('\n')
  const newsletter = `<aside class="c-newsletter"><h3>Vital Signs newsletter</h3><p>Get the week in health, science and technology from our reporters, every Saturday.</p><form action="/newsletter"><input type="email" placeholder="Your email address"><button>Sign up</button></form><p class="c-newsletter__note">By registering, you must be 18 or older and agree to our T&amp;C and Privacy Policy</p></aside>`
  const promo = `<div class="c-inline-promo"><span>READ MORE</span> <a href="${earlier(article, view.articles, 1)[0]?.path ?? '/'}">${escapeText(earlier(article, view.articles, 1)[0]?.title ?? '')}</a></div>`
  return `<!DOCTYPE html>
<html lang="en-HK">
<head>
<meta charset="utf-8">
<title>${escapeText(article.title)} | Harbour Daily</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${escapeText(article.summary)}">
<meta name="keywords" content="${escapeText(article.keywords.join(', '))}">
<link rel="canonical" href="${article.url}">
<link rel="amphtml" href="http://amp.${host}${article.path}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="Harbour Daily">
<meta property="og:title" content="${escapeText(article.title)}">
<meta property="og:description" content="${escapeText(article.summary)}">
<meta property="og:url" content="${article.url}">
<meta property="og:image" content="${home}images/${article.slug}.jpg">
<meta property="article:published_time" content="${article.published}">
<meta property="article:modified_time" content="${article.modified ?? article.published}">
<meta property="article:section" content="${escapeText(article.section)}">
<meta name="twitter:card" content="summary_large_image">
<link rel="alternate" type="application/rss+xml" title="${escapeText(article.section)}" href="/rss/${folderOf(article.section)}.xml">
${renderJsonLd(linkedData(article))}
<script>window.dataLayer = window.dataLayer || []; dataLayer.push({ "pageType": "article", "articleId": "${article.slug}" });</script>
</head>
<body class="page page--article">
${masthead}
<main class="c-layout">
<article class="c-article" data-qa="article">
<nav class="c-breadcrumb"><a href="/">Home</a> / <a href="/${folderOf(article.section)}">${escapeText(article.section)}</a></nav>
<h1 class="c-article__headline">${escapeText(article.title)}</h1>
<ul class="c-article__highlights"><li>${escapeText(article.summary)}</li></ul>
<div class="c-share"><span>Share</span><a href="#fb">Facebook</a><a href="#wa">WhatsApp</a><a href="#x">X</a><a href="#mail">Email</a><button>Copy link</button><button>Listen (2 min)</button></div>
<div class="c-byline">${article.authors.map((author) => `<a class="c-byline__author" rel="author" href="/author/${author.toLowerCase().replaceAll(' ', '-')}">${escapeText(author)}</a>`).join(' and ')}</div>
<div class="c-dates"><p>Published: <time datetime="${article.published}">${clock12(article.published)}, ${dayFirst(article.published)}</time></p>${article.modified ? `<p>Updated: <time datetime="${article.modified}">${clock12(article.modified)}, ${dayFirst(article.modified)}</time></p>` : ''}</div>
${article.caption ? `<figure class="c-article__lead"><img src="/images/${article.slug}.jpg" alt=""><figcaption>${escapeText(article.caption)}</figcaption></figure>` : ''}
<section class="c-article__body">
${renderBlocks(article.blocks, { paragraphClass: 'c-p', after: { 2: '<div class="c-ad" aria-hidden="true"><span>Advertisement</span></div>', 4: promo, 6: newsletter } })}
</section>
<div class="c-topics"><h5>Topics</h5>${article.keywords.map((word) => `<a href="/topics/${encodeURIComponent(word)}">${escapeText(word)}</a>`).join(' ')}</div>
</article>
<aside class="c-rail"><h3>More on ${escapeText(article.section)}</h3><ul>${rail}</ul><h3>Most popular</h3><ol><li><a href="/city/article/x/ferry-fares">Five ferry routes to ride before the fares go up</a></li><li><a href="/opinion/article/x/kindergarten">Why our kindergartens need less homework, not more</a></li></ol></aside>
<section class="c-comments" id="comments"><h3>Comments (${article.comments.length})</h3>${article.comments.map(({ by, text }) => `<div class="c-comment"><b>${escapeText(by)}</b><p>${escapeText(text)}</p><button>Reply</button></div>`).join('')}<p>Sign in to join the conversation.</p></section>
</main>
${footer}
</body>
</html>
`
}

function linkedData(article: SampleArticle) {
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: { '@type': 'WebPage', '@id': article.url },
    headline: article.title,
    description: article.summary,
    image: [`${home}images/${article.slug}.jpg`],
    datePublished: article.published,
    dateModified: article.modified ?? article.published,
    articleSection: article.section,
    inLanguage: 'en-HK',
    isAccessibleForFree: true,
    author: article.authors.map((name) => ({ '@type': 'Person', name })),
    publisher: {
      '@type': 'NewsMediaOrganization',
      name: 'Harbour Daily',
      logo: { '@type': 'ImageObject', url: `${home}logo.png` },
    },
  }
}
