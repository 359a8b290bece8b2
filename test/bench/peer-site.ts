// A process of its own for searchers.ts: the site, but for searches answered by MiniSearch holding the same bodies in memory.
// It says where it listens when it has taken them in.

import path from 'node:path'
import MiniSearch from 'minisearch'
import { listenSite } from '../../src/listen.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import type { SearchAnswer, SearchHit, SearchRequest } from '../../src/store/search.ts'
import { makeSnippet, markText } from '../../src/text/marks.ts'
import { readWatch } from '../../src/watch/read.ts'
import { createApp } from '../../web/app.tsx'
import { mixQuestions } from './queries.ts'
import { articleText, makeBenchArticle } from './texts.ts'

const [folder, size, total] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])]
const today = new Date()
const store = await openStore({ folder, readers: 1 })
const wordsOf = new Map(
  (await mixQuestions({ store, size })).map((query) => [
    compileQuery(query, today.toISOString().slice(0, 10)).match,
    query,
  ]),
)
const peer = new MiniSearch({ fields: ['title', 'text'], searchOptions: { combineWith: 'AND' } })
const texts: { title: string; text: string; hit: Omit<SearchHit, 'title' | 'snippet'> }[] = []
for (let number = 0; number < size; number++) {
  const article = makeBenchArticle(number, total)
  const text = articleText(article)
  peer.add({ id: number, title: article.title, text })
  texts.push({ title: article.title, text, hit: hitOf(article, number) })
}

/** The page of hits as our store gives it, marked and cut from the texts in memory. */
async function searchPeer(request: SearchRequest): Promise<SearchAnswer> {
  const found = peer.search(wordsOf.get(request.match) ?? '')
  return {
    count: found.length,
    stories: found.length,
    hits: found.slice(0, request.limit).map(({ id }) => {
      const { title, text, hit } = texts[id as number]!
      return { ...hit, title: markText(title, request.marks), snippet: makeSnippet(text, request.marks) }
    }),
  } as SearchAnswer
}

function hitOf(article: ReturnType<typeof makeBenchArticle>, id: number) {
  return {
    id,
    url: article.canonicalUrl,
    publicationId: article.publicationId,
    publicationName: article.publicationName,
    kind: article.kind,
    country: article.country ?? null,
    language: article.language ?? null,
    sourceName: article.sourceName,
    publishedAt: article.publishedAt,
    publishedOn: article.publishedOn,
    publishedDayOnly: false,
    firstSeenAt: article.firstSeenAt,
    storyId: id,
    copyGroupId: null,
    isOriginal: true,
    copyCount: 0,
    storyCount: 1,
    reportCount: 1,
    versionCount: 1,
    numberChanged: false,
    tags: article.tags.map((tag) => tag.id),
  }
}

const watch = await readWatch(path.resolve(import.meta.dirname, '..', '..', 'feeds'))
const withPeer = { ...store, searchArticles: searchPeer } as unknown as Store
const app = createApp({ store: withPeer, watch, sample: true, now: () => new Date() })
const { port, close } = await listenSite(app.fetch, { host: '127.0.0.1', port: 0 })
process.stdout.write(`The site is at http://127.0.0.1:${port}/\n`)
process.on('SIGTERM', () => void close().then(() => store.close()))
