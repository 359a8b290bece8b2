// The front page and an article.
import { compileQuery } from '../../src/search/compile.ts'
import { CitationMeta } from '../components/citation-meta.tsx'
import { outwardUrl } from '../links.ts'
import { Article } from '../pages/article.tsx'
import { NoSuchPage } from '../pages/errors.tsx'
import { Home } from '../pages/home.tsx'
import { mayAct, mayReadWhole, personOf } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import { type App, dayBefore, type Site, titlesOf } from '../site.tsx'
import { readWords } from '../vocabulary.ts'
import { TAGGING_TOLD } from './tagging.tsx'

const storiesPerPage = 25

export function addReading(app: App, site: Site): void {
  const { store, now, watch, page } = site
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
    const asked = wholeNumber(c.req.query('version'))
    if (asked !== undefined && !article.versions.some(({ number }) => number === asked))
      return page(c, { title: 'No such version', at: 'none' }, <NoSuchPage what="version" />, 404)
    const deedId = wholeNumber(c.req.query('deed'))
    const editor = mayAct(personOf(c), 'editor')
    const ruled = article.tags.some((tag) => tag.setBy.startsWith('rule:'))
    const [words, rules] = await Promise.all([readWords(site), ruled ? store.listTagRules() : []])
    const canonical = outwardUrl(article.canonicalUrl)
    return page(
      c,
      {
        title: article.title,
        at: 'article',
        head: <CitationMeta article={article} />,
        ...(canonical === undefined ? {} : { canonical }),
      },
      <Article
        article={article}
        topics={watch.topics}
        sourceTitle={sourceTitle}
        words={words}
        queries={new Map(rules.map((rule) => [`rule:${rule.id}`, rule.query]))}
        editor={editor}
        whole={mayReadWhole(site, personOf(c))}
        asked={asked}
        deed={editor && deedId !== undefined ? await store.readDeed(deedId) : undefined}
        told={TAGGING_TOLD[c.req.query('told') ?? '']}
      />,
    )
  })
}
