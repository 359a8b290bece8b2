// The front page and an article.
import { compareVersions } from '../../src/identity/versions.ts'
import { compileQuery } from '../../src/search/compile.ts'
import type { SeriesRow } from '../../src/store/claim-series.ts'
import type { SearchHit } from '../../src/store/search.ts'
import { CitationMeta } from '../components/citation-meta.tsx'
import { findFigures } from '../components/versions.tsx'
import { outwardUrl } from '../links.ts'
import { About } from '../pages/about.tsx'
import { Article } from '../pages/article.tsx'
import { NoSuchPage } from '../pages/errors.tsx'
import { type ChangedNumber, Home } from '../pages/home.tsx'
import { mayAct, mayReadWhole, personOf } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import { viewFigures } from '../series-view.ts'
import { type App, dayBefore, type Site, titlesOf } from '../site.tsx'
import { readWords } from '../vocabulary.ts'
import { TAGGING_TOLD } from './tagging.tsx'

const storiesPerPage = 20
const changedShown = 3
const seriesShown = 3
const seriesLookedAt = 24 // among which those of different technologies are chosen

/** The series with most origins behind them, one of each technology. */
async function readSeriesShown({ store }: Site) {
  const { series, count } = await store.listSeries({ order: 'figures', limit: seriesLookedAt, offset: 0 })
  const ofTechnology = new Map<string, SeriesRow>()
  for (const row of series)
    if (row.summary?.newest?.drawn && !ofTechnology.has(row.technology)) ofTechnology.set(row.technology, row)
  return { series: [...ofTechnology.values()].slice(0, seriesShown), seriesCount: count }
}

/** The figures that gave way to others in the newest such edit of each article. */
async function readChangedNumbers({ store }: Site, hits: SearchHit[]): Promise<ChangedNumber[]> {
  const articles = await Promise.all(hits.map((hit) => store.readArticle(hit.id)))
  return articles.flatMap((article) => {
    const at = article?.versions.findLastIndex((version) => version.numberChanged) ?? -1
    const [before, after] = [article?.versions[at - 1], article?.versions[at]]
    if (!article || !before || !after) return []
    const { titleDiff, diff } = compareVersions(before, after)
    const { id, title, language, publicationName: publication } = article
    return [{ id, title, language, publication, pairs: findFigures([...titleDiff, ...diff]) }]
  })
}

export function addReading(app: App, site: Site): void {
  const { store, now, watch, page } = site
  app.get('/about', (c) => page(c, { title: 'How it works', at: 'none' }, <About />))

  app.get('/', async (c) => {
    const before = wholeNumber(c.req.query('before'))
    const changed = compileQuery('has:number-change', now().toISOString().slice(0, 10))
    const [latest, totals, months, changes, tags] = await Promise.all([
      store.listLatest({ limit: storiesPerPage, ...(before === undefined ? {} : { before }) }),
      store.countAll({ since: dayBefore(now()) }),
      store.countMonths(),
      store.searchArticles({ ...changed, order: 'newest', limit: changedShown }),
      store.listTags(),
    ])
    const first = before === undefined
    const numberChanges = changes.count
    const [changedOnes, shown] = first
      ? await Promise.all([readChangedNumbers(site, changes.hits), readSeriesShown(site)])
      : [[], { series: [], seriesCount: 0 }]
    const props = {
      ...latest,
      first,
      totals,
      numberChanges,
      changed: changedOnes,
      months,
      tags,
      topics: watch.topics,
      sources: watch.sources.filter(({ enabled }) => enabled).length,
      ...shown,
      lexicon: watch.lexicon,
    }
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
    const figures = await viewFigures(store, await store.listArticleClaims(article.id))
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
        figures={figures}
        lexicon={watch.lexicon}
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
