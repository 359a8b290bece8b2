// The Slow Clinician, a doctor's blog: JSON Feed, microdata, a server that takes its time.

import { dayFirst, earlier, escapeText, renderBlocks } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writeJsonFeed } from '../syndication.ts'

const host = 'slow-clinician.example'
const home = `http://${host}/`

export const site: Site = {
  host,
  slow: true,
  pathOf: ({ slug }) => `/${slug}/`,
  page: renderPage,
  headers: { server: 'Caddy' },
  routes: {
    '/': (view) => ({
      type: 'text/html',
      body: `<!doctype html><meta charset=utf-8><title>The Slow Clinician</title><link rel=alternate type="application/feed+json" href="/feed.json"><ul>${view.articles.map((article) => `<li><a href="${article.path}">${escapeText(article.title)}</a></li>`).join('')}</ul><small>${sampleLine}</small>`,
    }),
    '/feed.json': (view) => {
      const channel = {
        title: 'The Slow Clinician',
        home,
        self: `${home}feed.json`,
        description: 'Notes from a GP who reads the small print',
        language: 'en-GB',
      }
      return feedAnswer(view, 'application/feed+json', writeJsonFeed(channel, view.articles))
    },
  },
}

function renderPage(article: SampleArticle, view: WebView): string {
  const [before] = earlier(article, view.articles, 1)
  return `<!doctype html>
<html lang="en-gb">
<head>
<meta charset="utf-8">
<title>${escapeText(article.title)} · The Slow Clinician</title>
<meta name="viewport" content="width=device-width">
<link rel="alternate" type="application/feed+json" title="JSON Feed" href="/feed.json">
<link rel="me" href="http://social.example/@slowclinician">
</head>
<body>
<header><a href="/">The Slow Clinician</a><p class="tagline">Notes from a GP who reads the small print</p></header>
<main>
<article itemscope itemtype="http://schema.org/BlogPosting" class="h-entry">
<h1 itemprop="headline" class="p-name">${escapeText(article.title)}</h1>
<p class="post-meta"><time itemprop="datePublished" class="dt-published" datetime="${article.published}">${dayFirst(article.published)}</time> by <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name" class="p-author">${escapeText(article.authors.join(', '))}</span></span></p>
<div itemprop="articleBody" class="e-content">
${renderBlocks(article.blocks)}
</div>
<p class="post-tags">${article.keywords.map((word) => `<a href="/tags/${encodeURIComponent(word)}/">#${escapeText(word.replaceAll(' ', ''))}</a>`).join(' ')}</p>
</article>
<aside class="about"><p>I am a GP. Views are mine and not those of my practice. If you like this, <a href="/subscribe/">get posts by email</a> or buy me a coffee.</p></aside>
<nav>${before ? `<a href="${before.path}">← ${escapeText(before.title)}</a>` : ''}</nav>
</main>
<footer><p><small>${sampleLine}</small></p></footer>
</body>
</html>
`
}
