// The API, version 1: reads of the store in JSON, tagging by token, the OpenAPI document, and the reference page.
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import { compileQuery } from '../../src/search/compile.ts'
import type { SearchOrder } from '../../src/store/search.ts'
import { fail } from '../api-access.ts'
import { readArticleAnswer, readStoryAnswer, tagArticle } from '../api-articles.ts'
import { addClaims } from '../api-claims.ts'
import { spansOf } from '../api-counts.ts'
import { API_INFO } from '../api-document.ts'
import {
  articleRoute,
  countsRoute,
  publicationsRoute,
  searchRoute,
  sourcesRoute,
  storyRoute,
  tagArticleRoute,
  tagsRoute,
} from '../api-routes.ts'
import { outwardUrl } from '../links.ts'
import { ApiReference } from '../pages/api.tsx'
import { mayReadWhole, personOf, type SiteEnv } from '../people.ts'
import type { App, Site } from '../site.tsx'
import { judgeSource } from '../source-health.ts'

type Api = OpenAPIHono<SiteEnv>
type Compiled = ReturnType<typeof compileQuery>

export function addApi(app: App, site: Site): void {
  const api: Api = new OpenAPIHono<SiteEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const errors = result.error.issues.slice(0, issuesToldMax).map(describeIssue)
      return fail(c, 400, errors[0] ?? 'The request is not understood.', errors)
    },
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'Make a token on your account page. Scopes: read, tag.',
  })
  addSearching(api, site)
  addLists(api, site)
  addClaims(api, site)
  let made: ReturnType<Api['getOpenAPI31Document']> | undefined
  const document = () => {
    made ??= api.getOpenAPI31Document(API_INFO)
    return made
  }
  api.get('/openapi.json', (c) => c.json(document()))
  app.route('/api/v1', api)

  app.get('/api', async (c) => {
    const [answer, { claims }] = await Promise.all([
      site.store.searchArticles({ marks: [], order: 'newest', limit: 1 }),
      site.store.listClaimPage({ limit: 1 }),
    ])
    const [newest] = answer.hits
    const origin = site.address ?? new URL(c.req.url).origin
    const ids = {
      id: newest?.id ?? 1,
      story: newest?.storyId ?? 1,
      tag: site.watch.topics.tags[0]?.id ?? 'risk/privacy',
      claim: claims[0]?.id ?? 1,
      series: encodeURIComponent(claims[0]?.seriesKey ?? 'deepseek~hospital~CN~count~adopted'),
    }
    const props = { document: document(), origin, ids }
    return await site.page(c, { title: 'API', at: 'none' }, <ApiReference {...props} />)
  })
}

const issuesToldMax = 20

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `There is no parameter ${issue.keys.map((key) => `"${key.slice(0, 60)}"`).join(', ')}.`
  const where = issue.path.join('.')
  return where === '' ? issue.message : `${where}: ${issue.message}.`
}

function addSearching(api: Api, site: Site): void {
  const { store, sample } = site
  const compile = (q: string) => compileQuery(q, site.now().toISOString().slice(0, 10))

  api.openapi(searchRoute, async (c) => {
    const { q, sort, limit, cursor } = c.req.valid('query')
    const compiled = compile(q)
    const wordless = compiled.match === undefined
    const order =
      sort === undefined || (sort === 'relevance' && wordless) ? (wordless ? 'newest' : 'relevance') : sort
    const after = cursor === undefined ? undefined : readCursor(cursor, order)
    if (cursor !== undefined && after === undefined)
      return fail(c, 400, 'cursor: this is not the "next" of a page of this search. Begin without a cursor.')
    const answer = isNothingLeft(compiled)
      ? { hits: [], count: 0, stories: 0 }
      : await store.searchArticles({ ...compiled, order, limit, ...(after === undefined ? {} : { after }) })
    const next = answer.next === undefined ? null : writeCursor(order, answer.next)
    const nextUrl = next === null ? null : sameAddress(c.req.url, next)
    if (nextUrl) c.header('Link', `<${nextUrl}>; rel="next"`)
    const rows = answer.hits.map(({ title, snippet, ...hit }) => ({
      ...hit,
      url: outwardUrl(hit.url) ?? '',
      title: joinSegments(title),
      snippet: joinSegments(snippet),
    }))
    const { count, ranked = null } = answer
    const problems = compiled.problems.map(({ at, length, message, mend }) => ({
      at,
      length,
      message,
      ...(mend === undefined ? {} : { mend }),
    }))
    return c.json(
      { ok: true as const, sample, query: q, count, ranked, problems, rows, next, next_url: nextUrl },
      200,
    )
  })

  api.openapi(countsRoute, async (c) => {
    const { q, by } = c.req.valid('query')
    const compiled = compile(q)
    const days = isNothingLeft(compiled) ? undefined : await store.findDays(compiled)
    const spans = days === undefined ? [] : spansOf(days, by)
    if (spans === undefined)
      return fail(
        c,
        400,
        `by: that would be too many rows. Count by a longer time than "${by}", or narrow the query with published:.`,
      )
    const none = { articles: 0, stories: 0 }
    const [{ matches, articles }, total] = await Promise.all([
      store.countSpans({ compiled, spans }),
      days === undefined ? none : store.countMatches(compiled),
    ])
    const rows = spans.map((span, i) => ({
      from: writeDayNumber(span.fromDay),
      to: writeDayNumber(span.toDay),
      count: matches[i]!,
      articles: articles[i]!,
    }))
    const problems = compiled.problems.map(({ at, length, message }) => ({ at, length, message }))
    const counts = { count: total.articles, stories: total.stories }
    return c.json({ ok: true as const, sample, query: q, by, ...counts, problems, rows }, 200)
  })

  api.openapi(articleRoute, async (c) => {
    const id = Number(c.req.valid('param').id)
    const article = await readArticleAnswer(store, id, mayReadWhole(site, personOf(c)))
    if (!article) return fail(c, 404, `There is no article ${id}.`)
    return c.json({ ok: true as const, sample, article }, 200)
  })

  api.openapi(storyRoute, async (c) => {
    const id = Number(c.req.valid('param').id)
    const story = await readStoryAnswer(store, id)
    if (!story) return fail(c, 404, `There is no story ${id}.`)
    return c.json({ ok: true as const, sample, ...story }, 200)
  })

  api.openapi(tagArticleRoute, async (c) => {
    const id = Number(c.req.valid('param').id)
    const told = await tagArticle(site, c, id, c.req.valid('json'))
    if ('status' in told) return fail(c, told.status, told.errors[0]!, told.errors)
    return c.json({ ok: true as const, id, tags: told.tags }, 200)
  })
}

function addLists(api: Api, { store, watch, now }: Site): void {
  api.openapi(tagsRoute, async (c) => {
    const counts = new Map((await store.listTags()).map(({ id, count }) => [id, count]))
    const rows = watch.topics.tags.map(({ id, label, facet, parent }) => ({
      id,
      label,
      facet,
      parent: parent ?? null,
      count: counts.get(id) ?? 0,
    }))
    return c.json({ ok: true as const, rows }, 200)
  })

  api.openapi(publicationsRoute, async (c) => {
    const rows = (await store.listPublications()).map(({ id, name, kind, country, count, newestAt }) => ({
      id,
      name,
      kind,
      country,
      count,
      newestAt,
    }))
    return c.json({ ok: true as const, rows }, 200)
  })

  api.openapi(sourcesRoute, async (c) => {
    const states = new Map((await store.listSourceStates()).map((state) => [state.sourceName, state]))
    const rows = watch.sources.map((source) => {
      const { tone, words, advice, state } = judgeSource(source, states.get(source.name), now())
      const { name, title, kind, method } = source
      const { lastAnsweredAt = null, lastNewEntryAt = null, nextDueAt = null } = state ?? {}
      const times = { lastAnsweredAt, lastNewEntryAt, nextDueAt }
      const entries = state?.newEntriesTotal ?? 0
      return { name, title, kind, method, state: tone, words, advice: advice ?? null, entries, ...times }
    })
    return c.json({ ok: true as const, rows }, 200)
  })
}

// ---------------------------------------------------------------- details

const joinSegments = (segments: { text: string }[]) => segments.map(({ text }) => text).join('')
const writeDayNumber = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** A query of which nothing is left finds nothing rather than everything. */
const isNothingLeft = ({ empty, match, fromDay, toDay }: Compiled) =>
  !empty && match === undefined && fromDay === undefined && toDay === undefined

/** The order is part of the cursor: that of one order means nothing in another. */
const writeCursor = (order: SearchOrder, after: string) =>
  Buffer.from(`${order}|${after}`).toString('base64url')

function readCursor(cursor: string, order: SearchOrder): string | undefined {
  const [told, after] = Buffer.from(cursor, 'base64url').toString('utf8').split('|')
  const shape = { relevance: /^-?[\d.e+-]{1,32}~\d{1,16}$/, covered: /^\d{1,16}~\d{1,16}~\d{1,16}$/ }[
    told ?? ''
  ]
  if (told !== order || after === undefined || !(shape ?? /^\d{1,16}$/).test(after)) return undefined
  return order === 'relevance' && Number.isNaN(Number(after.split('~')[0])) ? undefined : after
}

function sameAddress(url: string, next: string): string {
  const address = new URL(url)
  address.searchParams.set('cursor', next)
  return `${address.pathname}${address.search}`
}
