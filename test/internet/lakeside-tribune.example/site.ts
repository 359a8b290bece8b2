// Lakeside Tribune, a paper in Milwaukee: no feed at all, only a news sitemap (an index with gzip children by year).

import { gzipSync } from 'node:zlib'
import { clock12, dateParts, earlier, escapeText, monthFirst, renderBlocks, renderJsonLd } from '../markup.ts'
import { type Answer, type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { writeNewsSitemap, writeSitemapIndex } from '../syndication.ts'

const host = 'lakeside-tribune.example'
const home = `http://${host}/`
const name = 'Lakeside Tribune'
const years = ['2024', '2025', '2026']

export const site: Site = {
  host,
  pathOf: ({ slug, section, published }) =>
    `/story/${section.toLowerCase().replaceAll(' ', '-')}/${published.slice(0, 10).replaceAll('-', '/')}/${slug}/`,
  page: renderPage,
  robots: `User-agent: *\nDisallow: /print/\n\nUser-agent: badbot\nDisallow: /\n\nSitemap: ${home}news-sitemap-index.xml\n`,
  compress: ['gzip'],
  headers: { server: 'ATS', 'x-served-by': 'cache-mke-1' },
  routes: {
    '/': (view) => ({
      type: 'text/html; charset=utf-8',
      body: `<!DOCTYPE html><html lang="en-US"><head><title>${name}</title></head><body>${top}${view.articles.map((article) => `<a class="gnt_m_flm_a" href="${article.path}">${escapeText(article.title)}</a>`).join('')}${bottom}</body></html>`,
    }),
    '/news-sitemap-index.xml': (view) => ({
      type: 'text/xml; charset=utf-8',
      body: writeIndex(view),
      changedAt: view.changedAt,
    }),
    ...Object.fromEntries(
      years.map((year) => [`/sitemaps/news-${year}.xml.gz`, (view: WebView) => writeChild(view, year)]),
    ),
  },
}

function writeIndex(view: WebView): string {
  const children = years.toReversed().map((year) => {
    const within = view.articles.filter((article) => dateParts(article.published).year === year)
    const newest = within
      .map((article) => article.modified ?? article.published)
      .sort()
      .at(-1)
    return { url: `${home}sitemaps/news-${year}.xml.gz`, changedAt: newest ?? '2024-10-01T00:00:00-05:00' }
  })
  return writeSitemapIndex(children)
}

function writeChild(view: WebView, year: string): Answer {
  const within = view.articles.filter((article) => dateParts(article.published).year === year)
  return {
    type: 'application/gzip',
    body: gzipSync(writeNewsSitemap(name, 'en', within)),
    changedAt: view.changedAt,
  }
}

const top = `<div class="gnt_em_vp" data-g="cookie">This website uses cookies. <button>Got it</button></div><header class="gnt_n"><a href="/">${name}</a><nav><a href="/news/">News</a><a href="/sports/">Sports</a><a href="/business/">Business</a><a href="/health/">Health</a><a href="/obituaries/">Obituaries</a><a href="/weather/">Weather</a></nav><a href="/subscribe">Subscribe: $1 for 6 months</a></header>`
const bottom = `<footer class="gnt_ft"><a href="/help">Help</a><a href="/terms">Terms of Service</a><a href="/ethics">Our Ethical Principles</a><p>© ${name}. Do Not Sell My Personal Information.</p><p><small>${sampleLine}</small></p></footer>`

/** Who wrote it: the paper, or the agency whose copy it prints. */
function deskOf(article: SampleArticle): string {
  return String(article.extra.agency ?? name)
}

function renderPage(article: SampleArticle, view: WebView): string {
  const related = earlier(article, view.articles, 3)
  const inline = related[0]
    ? `<aside class="gnt_ar_b_sp"><strong>More:</strong> <a href="${related[0].path}">${escapeText(related[0].title)}</a></aside>`
    : ''
  return `<!DOCTYPE html>
<html lang="en-US"><head><meta charset="utf-8"><title>${escapeText(article.title)}</title>
<meta name="description" content="${escapeText(article.summary)}"><link rel="canonical" href="${article.url}">
<meta property="og:title" content="${escapeText(article.title)}"><meta property="og:site_name" content="${name}"><meta property="og:type" content="article"><meta property="og:url" content="${article.url}">
${renderJsonLd([{ '@context': 'http://schema.org', '@type': ['NewsArticle'], headline: article.title, author: article.authors.map((person) => `${person}, ${deskOf(article)}`), datePublished: new Date(article.published).toISOString(), dateModified: new Date(article.modified ?? article.published).toISOString(), publisher: { '@type': 'Organization', name }, articleSection: article.section }])}
</head><body class="gnt">
${top}
<main class="gnt_cw"><article class="gnt_pr">
<a class="gnt_ar_lbl" href="/health/">${escapeText(article.section.toUpperCase())}</a>
<h1 class="gnt_ar_hl">${escapeText(article.title)}</h1>
<div class="gnt_ar_by"><a class="gnt_ar_by_a" href="/staff/">${article.authors.map(escapeText).join('</a> and <a class="gnt_ar_by_a" href="/staff/">')}</a><div class="gnt_ar_pb">${deskOf(article)}</div></div>
<div class="gnt_ar_dt" aria-label="Published ${clock12(article.published)} CT ${monthFirst(article.published)}">${article.modified ? `Updated ${clock12(article.modified)} CT ${monthFirst(article.modified)}` : `${clock12(article.published)} CT ${monthFirst(article.published)}`}</div>
<div class="gnt_ar_st"><button>Facebook</button><button>Twitter</button><button>Email</button></div>
<div class="gnt_ar_b">${article.caption ? `<figure class="gnt_em_img"><img src="/gcdn/${article.slug}.jpg" alt=""><figcaption>${escapeText(article.caption)}</figcaption></figure>` : ''}
${renderBlocks(article.blocks, { paragraphClass: 'gnt_ar_b_p', after: { 3: inline, 5: '<div class="gnt_em_nl"><b>Get the Daily Briefing newsletter in your inbox.</b> Start your day with the morning\'s top news. Delivery: Daily</div>' } })}
<p class="gnt_ar_b_p gnt_ar_fb"><em>Support local journalism: a digital subscription starts at $1.</em></p></div>
</article>
<section class="gnt_m_more"><h2>Our picks</h2>${related
    .slice(1)
    .map(
      (other) =>
        `<a href="${other.path}">${escapeText(other.title)}<span>${escapeText(other.section)} | ${monthFirst(other.published)}</span></a>`,
    )
    .join('')}</section></main>
${bottom}
</body></html>
`
}
