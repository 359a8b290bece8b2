// Search: the page, its .json twin, and suggestions while a reader types.
import { openSuggestions } from '../../src/search/suggest.ts'
import { FeedLinks } from '../components/feed-links.tsx'
import { encodeWords } from '../links.ts'
import { Search } from '../pages/search.tsx'
import { mayAct, personOf } from '../people.ts'
import {
  findArticles,
  findHistogram,
  findStories,
  findUngrouped,
  nextUrl,
  readSearch,
  storiesPerPage,
} from '../search-request.ts'
import type { App, Site } from '../site.tsx'

export function addSearch(app: App, { store, now, watch, sample, page }: Site): void {
  const suggestions = openSuggestions(store, watch.topics)

  app.get('/search', async (c) => {
    const asked = readSearch(c, now(), storiesPerPage)
    const [answer, facets, histogram] = await Promise.all([
      asked.grouped ? findStories(store, asked) : findUngrouped(store, asked),
      store.searchFacets(asked.compiled),
      findHistogram(store, asked),
    ])
    const suggestion = answer.articles === 0 ? await suggestions.correct(asked.query) : undefined
    const props = {
      asked,
      answer,
      facets,
      topics: watch.topics,
      editor: mayAct(personOf(c), 'editor'),
      ...(histogram ? { histogram } : {}),
      ...(suggestion ? { suggestion } : {}),
    }
    const title = asked.query.trim().slice(0, 200).toWellFormed() || 'Search'
    const head = <FeedLinks path="/search" asked={`q=${encodeWords(asked.query)}`} />
    return page(c, { title, at: 'search', query: asked.query, head }, <Search {...props} />)
  })

  app.get('/suggest.json', async (c) => {
    const query = (c.req.query('q') ?? '').slice(0, 200).toWellFormed()
    return c.json({ ok: true, query, rows: await suggestions.complete(query) })
  })

  app.get('/search.json', async (c) => {
    const asked = readSearch(c, now())
    const answer = await findArticles(store, asked)
    const next = answer.next === undefined ? null : nextUrl(c, answer.next)
    if (next) c.header('Link', `<${next}>; rel="next"`)
    return c.json({
      ok: true,
      sample,
      query: asked.query,
      count: answer.count,
      stories: answer.stories,
      problems: asked.compiled.problems,
      rows: answer.hits.map(({ title, snippet, ...hit }) => ({
        ...hit,
        title: title.map((segment) => segment.text).join(''),
        snippet: snippet.map((segment) => segment.text).join(''),
      })),
      next: answer.next ?? null,
      next_url: next,
    })
  })
}
