// Feed parsing beside rss-parser alone, on feeds that rss-parser reads.
import RssParser from 'rss-parser'
import { parseFeed } from '../../src/feed/parse.ts'
import { readWeb } from '../internet/content.ts'
import { sites } from '../internet/sites.ts'
import { type Bench, compareRuns, type Row, timingRow } from './measure.ts'
import { makeBenchArticle } from './texts.ts'

type SampleFeed = { url: string; text: string }

const rounds = 10
const roundsMin = 100 // runs
const generatedItems = 200
const now = '2026-03-21T00:00:00.000Z'

export async function measureFeeds(bench: Bench): Promise<Row[]> {
  const parser = new RssParser()
  const frozen: SampleFeed[] = []
  for (const feed of listFrozenFeeds()) {
    const read = await parser.parseString(feed.text).catch(() => undefined)
    if (read && read.items.length > 0) frozen.push(feed)
  }
  const sets: [string, SampleFeed[]][] = [
    [`a feed of the frozen web (${frozen.length})`, frozen],
    [`RSS 2.0 with ${generatedItems} items`, [makeRss(false)]],
    [`RSS 2.0 with ${generatedItems} whole texts`, [makeRss(true)]],
    [`Atom with ${generatedItems} entries`, [makeAtom()]],
  ]
  const rows: Row[] = []
  for (const [name, feeds] of sets) {
    bench.say(`  ${name}`)
    const timings = await compareRuns(
      Math.max(roundsMin, feeds.length * rounds),
      (run) => parseFeed({ ...feeds[run % feeds.length]!, now }),
      (run) => parser.parseString(feeds[run % feeds.length]!.text),
    )
    rows.push(timingRow('feeds', name, timings))
  }
  return rows
}

function listFrozenFeeds(): SampleFeed[] {
  const views = readWeb(sites)(1)
  return sites.flatMap((site) =>
    Object.entries(site.routes).flatMap(([route, answer]) => {
      const { type = '', body } = answer(views.get(site.host)!)
      return /xml|rss|atom/.test(type) && typeof body === 'string'
        ? [{ url: `http://${site.host}${route}`, text: body }]
        : []
    }),
  )
}

function makeRss(whole: boolean): SampleFeed {
  const items = Array.from({ length: generatedItems }, (_, i) => {
    const article = makeBenchArticle(i, generatedItems)
    const text = article.blocks.map((block) => `<p>${block.text}</p>`).join('')
    return `<item><title>${article.title}</title><link>${article.url}</link><guid isPermaLink="false">bench-${i}</guid>
<pubDate>${new Date(article.publishedAt).toUTCString()}</pubDate><dc:creator>${article.authors[0]}</dc:creator><category>Health</category>
<description><![CDATA[${article.description}]]></description>${whole ? `<content:encoded><![CDATA[${text}]]></content:encoded>` : ''}</item>`
  }).join('\n')
  return {
    url: 'https://bench.example/rss.xml',
    text: `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bench</title><link>https://bench.example/</link><description>All</description><ttl>60</ttl>
${items}</channel></rss>`,
  }
}

function makeAtom(): SampleFeed {
  const entries = Array.from({ length: generatedItems }, (_, i) => {
    const article = makeBenchArticle(i, generatedItems)
    return `<entry><title>${article.title}</title><link href="${article.url}"/><id>tag:bench.example,2026:${i}</id>
<updated>${article.publishedAt}</updated><published>${article.publishedAt}</published><author><name>${article.authors[0]}</name></author>
<summary type="html">&lt;p&gt;${article.description}&lt;/p&gt;</summary></entry>`
  }).join('\n')
  return {
    url: 'https://bench.example/atom.xml',
    text: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title><id>https://bench.example/</id><updated>${now}</updated><link href="https://bench.example/"/>
${entries}</feed>`,
  }
}
