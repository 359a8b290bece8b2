// The front page and an article.
import { compileQuery } from '../../src/search/compile.ts'
import { CitationMeta } from '../components/citation-meta.tsx'
import { outwardUrl } from '../links.ts'
import { Article } from '../pages/article.tsx'
import { NoSuchPage } from '../pages/errors.tsx'
import { Home } from '../pages/home.tsx'
import { wholeNumber } from '../search-request.ts'
import { type App, dayBefore, type Site, titlesOf } from '../site.tsx'

const storiesPerPage = 25

export function addReading(app: App, { store, now, watch, page }: Site): void {
  app.get('/', async (c) => {
    const before = wholeNumber(c.req.query('before'))
    const changed = compileQuery('has:number-change', now().toISOString().slice(0, 10))
    const [latest, totals, months, changes, tags] = await Promise.all([
      store.listLatest({ limit: storiesPerPage, ...(before === undefined ? {} : { before }) }),
      store.countAll({ since: dayBefore(now()) }),
      store.countMonths(),
      store.searchArticles({ ...changed, order: 'newest', limit: 1 }),
      store.listTags(),
    ])
    const first = before === undefined
    const numberChanges = changes.count
    const props = { ...latest, first, totals, numberChanges, months, tags, topics: watch.topics }
    return page(c, { title: 'Uptake', at: 'latest' }, <Home {...props} />)
  })

  app.get('/articles/:id', async (c) => {
    const id = wholeNumber(c.req.param('id'))
    const article = id === undefined ? undefined : await store.readArticle(id)
    if (!article) return page(c, { title: 'No such article', at: 'none' }, <NoSuchPage what="article" />, 404)
    const sourceTitle = titlesOf(watch).get(article.sourceName) ?? article.sourceName
    const canonical = outwardUrl(article.canonicalUrl)
    return page(
      c,
      {
        title: article.title,
        at: 'article',
        head: <CitationMeta article={article} />,
        ...(canonical === undefined ? {} : { canonical }),
      },
      <Article article={article} topics={watch.topics} sourceTitle={sourceTitle} />,
    )
  })
}
