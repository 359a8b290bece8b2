// The site: routes, headers, error pages. It shows what the store holds and makes no request of its own.
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Child } from 'hono/jsx'
import { compileQuery } from '../src/search/compile.ts'
import { openSuggestions } from '../src/search/suggest.ts'
import { type Store, StoreError } from '../src/store/open.ts'
import type { Watch } from '../src/watch/load.ts'
import { serveAssets } from './assets.ts'
import { Layout, type LayoutProps } from './components/layout.tsx'
import { sameOriginOnly, secureHeaders } from './headers.ts'
import { encodeWords, outwardUrl } from './links.ts'
import { Article } from './pages/article.tsx'
import { NoSuchPage, OutOfOrder } from './pages/errors.tsx'
import { Failures } from './pages/failures.tsx'
import { Home } from './pages/home.tsx'
import { NotOurs } from './pages/not-ours.tsx'
import { Search } from './pages/search.tsx'
import { Status } from './pages/status.tsx'
import { findArticles, findFacets, nextUrl, readSearch, wholeNumber } from './search-request.ts'

export type SiteParts = {
  store: Store
  now: () => Date
  watch: Watch
  sample: boolean // everything shown is sample data, and every page says so
}

type PageStatus = 200 | 404 | 500 | 503
type ShowPage = (
  c: Context,
  props: Omit<LayoutProps, 'sample' | 'children'>,
  body: Child,
  status?: PageStatus,
) => Response | Promise<Response>

export function createApp(parts: SiteParts): Hono {
  const app = new Hono()
  const page: ShowPage = (c, props, body, status = 200) => {
    c.header('Cache-Control', 'private, no-cache')
    const document = (
      <Layout {...props} sample={parts.sample}>
        {body}
      </Layout>
    )
    return c.html(`<!doctype html>${document.toString()}`, status)
  }
  app.use(secureHeaders)
  app.use(sameOriginOnly)
  app.use(etag())
  serveAssets(app)
  addReading(app, parts, page)
  addSearch(app, parts, page)
  addStatus(app, parts, page)
  addNotOurs(app, parts, page)
  addHealth(app, parts)
  addErrors(app, page)
  return app
}

const storiesPerPage = 25

function addReading(app: Hono, { store, now, watch }: SiteParts, page: ShowPage): void {
  app.get('/', async (c) => {
    const before = wholeNumber(c.req.query('before'))
    const changed = compileQuery('has:number-change', now().toISOString().slice(0, 10))
    const [latest, totals, months, changes, tags] = await Promise.all([
      store.listLatest({ limit: storiesPerPage, ...(before === undefined ? {} : { before }) }),
      store.countAll({ since: aDayBefore(now()) }),
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
      { title: article.title, at: 'article', ...(canonical === undefined ? {} : { canonical }) },
      <Article article={article} topics={watch.topics} sourceTitle={sourceTitle} />,
    )
  })
}

function addSearch(app: Hono, { store, now, watch, sample }: SiteParts, page: ShowPage): void {
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

const failuresOnStatus = 15
const failuresPerPage = 60

function addStatus(app: Hono, { store, now, watch }: SiteParts, page: ShowPage): void {
  app.get('/status', async (c) => {
    const [totals, states, failures] = await Promise.all([
      store.countAll({ since: aDayBefore(now()) }),
      store.listSourceStates(),
      store.listFailures({ limit: failuresOnStatus }),
    ])
    const props = { totals, sources: watch.sources, states, failures, now: now() }
    return page(c, { title: 'Status', at: 'status' }, <Status {...props} />)
  })

  app.get('/status/failures', async (c) => {
    // "2026-03-01T08:00:00.000Z~12": time and id of the last one on the page before.
    const [, at, id] = /^([\d:.TZ-]{20,30})~(\d{1,15})$/.exec(c.req.query('before') ?? '') ?? []
    const [totals, failures] = await Promise.all([
      store.countAll({ since: aDayBefore(now()) }),
      store.listFailures({
        limit: failuresPerPage,
        ...(at === undefined ? {} : { before: { at, id: Number(id) } }),
      }),
    ])
    const last = failures.length === failuresPerPage ? failures.at(-1) : undefined
    const next = last ? { next: `${last.lastFailedAt}~${last.id}` } : {}
    const props = { failures, count: totals.failures, titles: titlesOf(watch), now: now(), ...next }
    return page(c, { title: 'Failures', at: 'status' }, <Failures {...props} />)
  })
}

const notOursPerPage = 50
const notOursWordsMax = 200 // characters

function addNotOurs(app: Hono, { store, now, watch }: SiteParts, page: ShowPage): void {
  const readWords = (c: Context) =>
    (c.req.query('words') ?? '').slice(0, notOursWordsMax).toWellFormed().trim()

  app.get('/status/not-ours', async (c) => {
    const words = readWords(c)
    const before = wholeNumber(c.req.query('before'))
    const [rows, count] = await Promise.all([
      store.listNotOurs({
        limit: notOursPerPage,
        ...(words ? { words } : {}),
        ...(before === undefined ? {} : { beforeId: before }),
      }),
      store.countNotOurs(words ? { words } : {}),
    ])
    const next = rows.length === notOursPerPage ? { next: rows.at(-1)!.id } : {}
    const said = c.req.query('said') === 'ours'
    const props = { rows, count, words, said, titles: titlesOf(watch), ...next }
    return page(c, { title: 'Turned away', at: 'status' }, <NotOurs {...props} />)
  })

  app.post('/status/not-ours/:id', async (c) => {
    const entryId = wholeNumber(c.req.param('id'))
    const done =
      entryId !== undefined && (await store.decideOurs({ entryId, who: 'operator', at: now().toISOString() }))
    if (!done)
      return page(
        c,
        { title: 'No such entry', at: 'none' },
        <NoSuchPage what="entry that was turned away" />,
        404,
      )
    const words = readWords(c)
    return c.redirect(`/status/not-ours?said=ours${words ? `&words=${encodeWords(words)}` : ''}`, 303)
  })
}

function addHealth(app: Hono, { store }: SiteParts): void {
  app.get('/healthz', (c) => c.text('OK'))
  app.get('/readyz', async (c) => {
    try {
      await store.listTerms({ limit: 1 })
      return c.text('OK')
    } catch (error) {
      return c.text(`not ready: ${(error as Error).message}`, 503)
    }
  })
}

function addErrors(app: Hono, page: ShowPage): void {
  app.notFound((c) => page(c, { title: 'No such page', at: 'none' }, <NoSuchPage what="page" />, 404))
  app.onError((error, c) => {
    // What the store says is for people; anything else is a fault of ours and goes to the log.
    const status = error instanceof StoreError ? 503 : 500
    if (status === 500) console.error(error)
    const message =
      status === 503 ? error.message : 'Something went wrong on our side; it is in the log of the site.'
    if (c.req.path.endsWith('.json'))
      return c.json({ ok: false, error: message, errors: [message], status }, status)
    return page(c, { title: 'Out of order', at: 'none' }, <OutOfOrder message={message} />, status)
  })
}

function titlesOf(watch: Watch): Map<string, string> {
  return new Map(watch.sources.map((source) => [source.name, source.title]))
}

function aDayBefore(now: Date): string {
  return new Date(now.getTime() - 86_400_000).toISOString()
}
