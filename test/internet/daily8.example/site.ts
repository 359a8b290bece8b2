// Daily8, an aggregator, as a sample: other papers' stories with a "try our AI" box, an empty comment box and the whole
// text of unrelated stories below. It names the publisher in a visible line only.

import { dayFirst, escapeText, renderBlocks } from '../markup.ts'
import { type SampleArticle, type Site, sampleLine, type WebView } from '../site.ts'
import { feedAnswer, writeRss } from '../syndication.ts'

const host = 'daily8.example'
const home = `http://${host}/`
const publishers: Record<string, string> = {
  'south-china-morning-post.example': 'South China Morning Post',
  'harbour-daily.example': 'Harbour Daily',
  'meridian-wire.example': 'Meridian Wire',
  'lakeside-tribune.example': 'Lakeside Tribune',
}

export const site: Site = {
  host,
  pathOf: ({ slug }) => `/articles/${slug}`,
  page: renderPage,
  robots: 'User-agent: *\nAllow: /\n',
  validators: ['etag'],
  cacheControl: 'no-cache',
  compress: ['br'],
  headers: { 'x-powered-by': 'Next.js' },
  routes: {
    '/': (view) => ({
      type: 'text/html; charset=utf-8',
      body: shell(
        'Daily8',
        '',
        view.articles
          .map((article) => `<p><a href="${article.path}">${escapeText(article.title)}</a></p>`)
          .join(''),
      ),
    }),
    '/rss': (view) => {
      const channel = {
        title: 'Daily8: Health tech',
        home,
        self: `${home}rss`,
        description: 'What the world reads, in one place',
        language: 'en',
      }
      return feedAnswer(view, 'text/xml; charset=utf-8', writeRss(channel, view.articles))
    },
  },
}

function shell(title: string, head: string, main: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>${escapeText(title)}</title>${head}<link rel="alternate" type="application/rss+xml" href="/rss"/></head><body><div id="__next"><header class="flex items-center"><a href="/">Daily8</a><div class="tabs"><a href="/latest">Latest</a><a href="/business">Business</a><a href="/technology">Technology</a><a href="/health">Health</a></div><input placeholder="Search topics" /></header>${main}<footer class="text-xs"><a href="/terms">Terms</a> · <a href="/privacy">Privacy</a><br/><small>${sampleLine}</small></footer></div></body></html>`
}

function renderPage(article: SampleArticle, view: WebView): string {
  const publisher = publishers[article.copyOf?.split('/')[0] ?? ''] ?? ''
  const head = `<meta name="description" content="${escapeText(article.summary)}"/><meta property="og:site_name" content="Daily8"/><meta property="og:title" content="${escapeText(article.title)}"/><meta property="og:type" content="article"/><meta property="og:url" content="${article.url}"/><link rel="canonical" href="${article.url}"/>`
  const main = `<main class="grid"><div class="card"><div class="card-header"><h1 class="text-2xl font-bold">${escapeText(article.title)}</h1><div class="meta"><a class="publisher" href="/publishers/${publisher.toLowerCase().replaceAll(' ', '-')}">${escapeText(publisher)}</a><span class="date">${dayFirst(article.published)}</span><span>${escapeText(article.section)}</span></div></div>
<div class="card-body whitespace-pre-line">${renderBlocks(article.blocks)}</div></div>
<div class="card ai-box"><h2>Try Our AI Features</h2><p>Explore what Daily8 AI can do for you:</p><div class="chips"><button>Summarise</button><button>Explain like I am five</button><button>Find related</button></div></div>
<div class="card"><h2>Comments</h2><p>No comments yet...</p></div>
<div class="card"><h2>Related Articles</h2>${strangersOf(article, view).map(renderStranger).join('\n')}</div></main>`
  return shell(article.title, head, main)
}

function renderStranger(stranger: SampleArticle, index: number): string {
  const publisher = publishers[stranger.host] ?? ''
  const text = stranger.blocks.map((block) => block.text).join(' Advertisement ')
  return `<div class="related"><div><img src="/p.png" alt=""/><span>${publisher}</span></div><div><span>${[3, 5, 5][index] ?? 7} hours ago</span><ul><li>${publisher}</li></ul></div><h3>${escapeText(stranger.title)}</h3><p>${escapeText(text)}</p></div>`
}

/** The three stories that stand below this one: named in the file, or picked by the letters of its name. */
function strangersOf(article: SampleArticle, view: WebView): SampleArticle[] {
  const named = (article.extra.strangers as string[] | undefined) ?? []
  const pool = Object.keys(publishers).flatMap((name) => view.articlesOf(name))
  if (named.length > 0)
    return named.flatMap((key) => pool.filter((other) => `${other.host}/${other.slug}` === key))
  const others = pool.filter((other) => !other.ours)
  const start = [...article.slug].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return others.length < 3
    ? others
    : [0, 1, 2].map((step) => others[(start + step * 5) % others.length] as SampleArticle)
}
