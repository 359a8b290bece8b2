// Extraction beside Readability on linkedom alone: the same pages, the same process, taking turns.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { extractPage } from '../../src/article/extract.ts'
import { readWeb } from '../internet/content.ts'
import { sites } from '../internet/sites.ts'
import { type Bench, compareRuns, figure, judge, quantile, type Row, times, timingRow } from './measure.ts'
import { makeBenchArticle } from './texts.ts'

type SamplePage = { url: string; html: string }

const rounds = 2 // over all pages of a set
const collectedMax = 120 // pages
const ratioGoal = 1.8

export async function measureExtraction(bench: Bench): Promise<Row[]> {
  const sets: [string, SamplePage[]][] = [
    ['frozen web', renderFrozenWeb()],
    ['big pages', Array.from({ length: 12 }, (_, i) => renderBigPage(i, 60 + i * 30))],
    ['collected pages', readCollectedPages(bench)],
  ]
  const rows: Row[] = []
  for (const [name, pages] of sets) {
    if (pages.length === 0) continue
    bench.say(`  ${pages.length} pages: ${name}`)
    // Ours parses and reads metadata too; the peer parses and finds the text.
    const timings = await compareRuns(
      pages.length * rounds,
      (run) => void extractPage(pages[run % pages.length]!),
      (run) => void new Readability(parseHTML(pages[run % pages.length]!.html).document).parse(),
      Math.min(pages.length, 30),
    )
    const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
    const [ours, peer] = [total(timings.ours.cpu), total(timings.peer!.cpu)]
    const row = timingRow('extraction', `a page of the ${name} (${pages.length})`, timings)
    row.ratio = times(ours / peer)
    Object.assign(row.values, {
      cpuRatio: ours / peer,
      msPerPage: total(timings.ours.wall) / timings.ours.wall.length,
    })
    row.goal = judge(`CPU ≤ ${ratioGoal} × Readability`, ours / peer <= ratioGoal)
    rows.push(row)
    bench.say(
      `  ${figure(quantile(timings.ours.wall, 0.5))} ms a page, ${row.ratio} the CPU of Readability alone`,
    )
  }
  return rows
}

function renderFrozenWeb(): SamplePage[] {
  const views = readWeb(sites)(1)
  return sites.flatMap((site) => {
    const view = views.get(site.host)!
    return view.articles
      .filter((article) => !article.gone)
      .map((article) => ({ url: article.url, html: site.page(article, view) }))
  })
}

/** A news page as it comes: long navigation, related stories, comments, script; the article is a small part. */
function renderBigPage(number: number, paragraphs: number): SamplePage {
  const article = makeBenchArticle(number * 7 + 1, 1_000)
  const blocks = Array.from(
    { length: Math.ceil(paragraphs / article.blocks.length) },
    (_, i) => makeBenchArticle(number * 7 + 1 + i, 1_000).blocks,
  ).flat()
  const links = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => {
      const { title, url } = makeBenchArticle(from + i, 1_000)
      return `<li class="item"><a href="${url}"><img src="/img/${i}.jpg" alt=""><span class="kicker">News</span> ${title}</a></li>`
    }).join('')
  const comments = Array.from(
    { length: 40 },
    (_, i) =>
      `<div class="comment" id="c${i}"><b>reader${i}</b><p>${makeBenchArticle(500 + i, 1_000).blocks[1]!.text}</p></div>`,
  ).join('')
  return {
    url: article.url,
    html: `<!doctype html><html lang="en"><head><title>${article.title} | ${article.publicationName}</title>
<meta property="og:title" content="${article.title}"><meta property="article:published_time" content="${article.publishedAt}">
<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: article.title, datePublished: article.publishedAt, author: { '@type': 'Person', name: article.authors[0] } })}</script>
<style>${'.a{color:red}'.repeat(400)}</style></head><body><header><nav><ul>${links(80, 100)}</ul></nav></header>
<main><article><h1>${article.title}</h1><p class="byline">By ${article.authors[0]}</p>
${blocks.map(({ kind, text }) => (kind === 'heading' ? `<h2>${text}</h2>` : `<p>${text}</p>`)).join('\n')}</article>
<aside class="related"><h3>Related</h3><ul>${links(30, 300)}</ul></aside><section id="comments">${comments}</section></main>
<footer><ul>${links(40, 400)}</ul></footer><script>${'window.x=window.x||[];'.repeat(800)}</script></body></html>`,
  }
}

/** Real pages beside the checkout, where they are: every n-th, so that all kinds are among them. */
function readCollectedPages({ root, say }: Bench): SamplePage[] {
  const folder = path.join(root, '..', 'shared', 'data', 'pages')
  const index = path.join(folder, 'index.json')
  if (!existsSync(index)) {
    say('  no collected pages beside the checkout: left out')
    return []
  }
  const listed = JSON.parse(readFileSync(index, 'utf8')) as { id: string; url?: string }[]
  const there = listed.filter(({ id }) => existsSync(path.join(folder, `${id}.html`)))
  const step = Math.max(1, Math.floor(there.length / collectedMax))
  return there
    .filter((_, i) => i % step === 0)
    .slice(0, collectedMax)
    .map(({ id, url }) => ({
      url: url || `https://${encodeURIComponent(id)}.example/`,
      html: readFileSync(path.join(folder, `${id}.html`), 'utf8'),
    }))
}
