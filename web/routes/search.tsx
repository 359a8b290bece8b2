// Search: the page and its .json twin.
import { openSuggestions } from '../../src/search/suggest.ts'
import { Search } from '../pages/search.tsx'
import { findArticles, findFacets, nextUrl, readSearch } from '../search-request.ts'
import type { App, Site } from '../site.tsx'

export function addSearch(app: App, { store, now, watch, sample, page }: Site): void {
  const suggestions = openSuggestions(store)

  app.get('/search', async (c) => {
    const asked = readSearch(c, now())
    const [answer, facets] = await Promise.all([findArticles(store, asked), findFacets(store, asked)])
    const suggestion = answer.count === 0 ? await suggestions.correct(asked.query) : undefined
    const props = {
      ...asked,
      answer,
      facets,
      later: asked.after !== undefined,
      topics: watch.topics,
      ...(suggestion ? { suggestion } : {}),
    }
    const title = asked.query.trim().slice(0, 200).toWellFormed() || 'Search'
    return page(c, { title, at: 'search', query: asked.query }, <Search {...props} />)
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
