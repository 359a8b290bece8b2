// The API: its answers against its own schemas, tokens and scopes, limits, cursors, and the examples of its reference.
import type { z } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_TOKEN_PREFIX, hashToken, makeToken } from '../../src/account/token.ts'
import { seriesKey } from '../../src/claim/series.ts'
import { settleSeries } from '../../src/settle.ts'
import { requestsPerWindowMax } from '../../web/api-access.ts'
import { spansOf } from '../../web/api-counts.ts'
import { EXAMPLES } from '../../web/api-routes.ts'
import * as schemas from '../../web/api-schemas.ts'
import { createApp } from '../../web/app.tsx'
import { makeLimiter } from '../../web/limits.ts'
import type { App, SiteParts } from '../../web/site.tsx'
import { makeClaim } from '../claim/samples.ts'
import { makeArticle } from '../store/samples.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { makeAccount, signIn } from './sign-in.ts'

let clock = new Date(NOW)
const now = () => clock
let seeds: Seeds
let app: App
beforeAll(async () => {
  seeds = await openSeededStore()
  // The examples of the reference read a figure and its series.
  const text = 'At least 300 clinics use it.'
  const claim = makeClaim(text, '300 clinics', { unit: 'clinic' })
  const claims = { by: 'engine:test 1', found: [{ claim, seriesKey: seriesKey(claim) }] }
  await seeds.store.saveArticle({ ...makeArticle({ text }), claims })
  await settleSeries(seeds.store, now)
  app = openApp()
})
afterAll(() => seeds.store.close())

const openApp = (parts: Partial<SiteParts> = {}): App =>
  createApp({ store: seeds.store, now, watch: { ...watch }, sample: true, ...parts })

async function makeBearer(role: 'reader' | 'editor' | 'operator', scopes: string[]) {
  const { id, name } = await makeAccount(seeds.store, role, now)
  const token = makeToken(API_TOKEN_PREFIX)
  const at = now().toISOString()
  const tokenId = (await seeds.store.addApiToken({
    hash: hashToken(token),
    name: 't',
    scopes,
    accountId: id,
    at,
  }))!
  return { headers: { Authorization: `Bearer ${token}` }, accountId: id, tokenId, name, token }
}

type Answer = Record<string, unknown> & { rows: { id: number }[]; next_url: string | null; errors: string[] }
let asked = 0
/** Each time from another address, so that the limits are not in the way. */
const elsewhere = () => ({ incoming: { socket: { remoteAddress: `10.0.${++asked >> 8}.${asked & 255}` } } })

async function ask(url: string, headers: Record<string, string> = {}, to = app) {
  const response = await to.request(`/api/v1${url}`, { headers }, elsewhere())
  return { status: response.status, headers: response.headers, answer: (await response.json()) as Answer }
}
const tag = (id: number, body: unknown, headers: Record<string, string>, to = app) =>
  Promise.resolve(
    to.request(
      `/api/v1/articles/${id}/tags`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
      elsewhere(),
    ),
  )

describe('every answer', () => {
  const table = (): [string, z.ZodType][] => [
    ['/search?q=hospital', schemas.SearchResult],
    ['/search?q=title:', schemas.SearchResult],
    ['/search?sort=covered', schemas.SearchResult],
    ['/search?q=hostile&limit=100', schemas.SearchResult],
    ...[...Object.values(seeds.ids), ...seeds.hostileIds].map((id): [string, z.ZodType] => [
      `/articles/${id}`,
      schemas.ArticleResult,
    ]),
    ['/stories/43', schemas.StoryResult],
    ['/counts?q=scribe&by=day', schemas.CountsResult],
    ['/counts?q=nothingofthekind', schemas.CountsResult],
    ['/tags', schemas.TagsResult],
    ['/publications', schemas.PublicationsResult],
    ['/sources', schemas.SourcesResult],
    ['/none', schemas.ErrorAnswer],
    ['/articles/1', schemas.ErrorAnswer],
    ['/search?limit=0', schemas.ErrorAnswer],
  ]

  it('is what its schema says, and has nothing besides', async () => {
    for (const [url, schema] of table()) {
      const { answer } = await ask(url)
      expect(schema.parse(answer), url).toEqual(answer)
    }
  })

  it('links only to http and https', async () => {
    const { answer } = await ask('/search?q=hostile&limit=100')
    expect(answer.rows.length).toBeGreaterThan(3)
    for (const row of answer.rows as unknown as { url: string }[]) expect(row.url).toMatch(/^(https?:|$)/)
    for (const id of seeds.hostileIds)
      expect(((await ask(`/articles/${id}`)).answer.article as { url: string }).url).toMatch(/^(https?:|$)/)
  })
})

describe('a search', () => {
  it('gives the same articles as the page, each once, in whatever order, and its count', async () => {
    const page = await app.request('/search.json?q=scribe&group=none&limit=100&sort=newest')
    const shown = ((await page.json()) as Answer).rows.map(({ id }) => id)
    for (const sort of ['relevance', 'newest', 'oldest', 'covered']) {
      const ids: number[] = []
      let url: string | null = `/search?q=scribe&limit=7&sort=${sort}`
      while (url !== null) {
        const { answer, headers }: { answer: Answer; headers: Headers } = await ask(url)
        ids.push(...answer.rows.map(({ id }) => id))
        expect(answer.count).toBe(40)
        expect(headers.get('Link')).toBe(answer.next_url && `<${answer.next_url}>; rel="next"`)
        url = answer.next_url?.replace('/api/v1', '') ?? null
      }
      expect(ids).toHaveLength(40)
      if (sort === 'newest') expect(ids).toEqual(shown)
      expect(new Set(ids)).toEqual(new Set(shown))
    }
  })

  it('refuses a cursor that is not its own', async () => {
    const { answer } = await ask('/search?q=scribe&limit=7&sort=newest')
    const cursor = answer.next as string
    expect((await ask(`/search?q=scribe&limit=7&sort=newest&cursor=${cursor}`)).status).toBe(200)
    const made = (text: string) => Buffer.from(text).toString('base64url')
    for (const other of [
      'x',
      'AAAA',
      made('newest|x'),
      made('newest|1;drop'),
      made('relevance|.~1'),
      made('none|1'),
      'ä',
    ])
      expect(
        (await ask(`/search?q=scribe&sort=newest&cursor=${encodeURIComponent(other)}`)).status,
        other,
      ).toBe(400)
    expect((await ask(`/search?q=scribe&sort=relevance&cursor=${cursor}`)).status).toBe(400)
    expect((await ask(`/search?q=scribe&sort=relevance&cursor=${made('relevance|.~1')}`)).status).toBe(400)
  })
})

describe('what is asked for wrongly', () => {
  it.each([
    ['/search?limit=100000', /limit/],
    ['/search?limit=1e9', /limit/],
    ['/search?limit=-1', /limit/],
    ['/search?limit=1.5', /limit/],
    ['/search?limit=NaN', /limit/],
    ['/search?page=-1', /no parameter "page"/],
    ['/search?q=a&q=b', /q:/],
    [`/search?q=${'x'.repeat(1_001)}`, /q:/],
    ['/search?sort=random', /sort/],
    ['/counts?by=hour', /by/],
    ['/articles/x', /id/],
    ['/articles/-1', /id/],
    ['/articles/99999999999999999', /id/],
    ['/tags?x=1', /no parameter "x"/],
    ['/search?token=uptake_secret', /Never put a token/],
    ['/search?access_token=x', /Never put a token/],
    ['/tags?api_key=x', /Never put a token/],
  ])('%s is told so, and nothing of ours', async (url, words) => {
    const { status, answer, headers } = await ask(url)
    expect([status, answer.status, answer.ok]).toEqual([400, 400, false])
    expect(answer.error).toMatch(words)
    expect(answer.errors[0]).toBe(answer.error)
    expect(JSON.stringify(answer)).not.toMatch(/SQL|sqlite|at Object|node_modules|uptake_secret/)
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  it('has too many rows', async () => {
    const early = makeArticle({
      title: 'Early',
      text: 'early words',
      publishedAt: '1971-01-01T00:00:00.000Z',
    })
    await seeds.store.saveArticles([early])
    expect((await ask('/counts?by=day')).answer.error).toContain('too many rows')
    expect((await ask('/counts?by=day&q=early')).status).toBe(200)
  })
})

describe('no page of another site', () => {
  it('is let in by CORS, for reading or acting', async () => {
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const response = await app.request(`/api/v1/articles/${seeds.ids.original}/tags`, {
        method,
        headers: {
          Origin: 'https://evil.example',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization',
        },
      })
      for (const name of response.headers.keys()) expect(name).not.toMatch(/^access-control/)
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    }
  })
})

describe('a token', () => {
  it('does what its scopes and its account allow, and is dead when it is revoked', async () => {
    const id = seeds.ids.report
    const reader = await makeBearer('reader', ['read', 'tag'])
    const reading = await makeBearer('editor', ['read'])
    const tagging = await makeBearer('editor', ['tag'])
    const cookie = await signIn(app, seeds.store, 'operator', now)
    const status = async (headers: Record<string, string>) =>
      (await tag(id, { add: ['stage/pilot'] }, headers)).status
    expect(await status({})).toBe(401)
    expect(await status({ Authorization: 'Bearer x' })).toBe(401)
    expect(await status({ Authorization: `Bearer ${makeToken(API_TOKEN_PREFIX)}` })).toBe(401)
    expect(await status({ Authorization: `Basic ${tagging.token}` })).toBe(401)
    expect(
      await status({ Cookie: cookie.cookie, 'Sec-Fetch-Site': 'same-origin' }),
      'a cookie does not act',
    ).toBe(401)
    expect(await status(reader.headers), 'its account may not').toBe(403)
    expect(await status(reading.headers), 'its scope does not').toBe(403)
    expect((await ask('/tags', tagging.headers)).status).toBe(403)
    expect((await ask('/tags', reading.headers)).status).toBe(200)
    expect((await ask('/tags', { Authorization: 'Bearer x' })).status, 'a bad token is not a visitor').toBe(
      401,
    )
    expect(await status(tagging.headers)).toBe(200)
    await seeds.store.revokeApiToken({ id: tagging.tokenId, accountId: tagging.accountId, at: NOW })
    expect(await status(tagging.headers)).toBe(401)
  })

  it('says when it was last used, to the hour', async () => {
    const bearer = await makeBearer('reader', ['read'])
    const used = async () => (await seeds.store.listApiTokens(bearer.accountId))[0]!.lastUsedAt
    await ask('/tags', bearer.headers)
    await expect.poll(used).toBe(now().toISOString())
  })

  it('opens a private site, and gives whole texts', async () => {
    const { headers } = await makeBearer('reader', ['read'])
    const [open, closed] = [openApp({ sample: false }), openApp({ sample: false, access: 'private' })]
    const url = `/articles/${seeds.ids.long}`
    const article = async (to: App, with_: Record<string, string>) => {
      const { status, answer } = await ask(url, with_, to)
      const { whole, text } = (answer.article ?? {}) as { whole?: boolean; text?: string }
      return [status, whole, text?.length]
    }
    expect(await article(closed, {})).toEqual([401, undefined, undefined])
    expect(await article(closed, headers)).toEqual([200, true, 900])
    expect(await article(open, headers)).toEqual([200, true, 900])
    const [status, whole, length] = await article(open, {})
    expect([status, whole]).toEqual([200, false])
    expect(length).toBeLessThanOrEqual(301)
  })
})

describe('tagging', () => {
  it('puts tags on and takes them off by id or name, signed, logged, and so that it can be undone', async () => {
    const id = seeds.ids.table
    const { headers, name } = await makeBearer('editor', ['tag'])
    const done = await tag(id, { add: ['risk/privacy', 'large LANGUAGE model'] }, headers)
    expect(await done.json()).toEqual({ ok: true, id, tags: ['risk/privacy', 'tech/llm'] })
    const article = (await seeds.store.readArticle(id))!
    expect(article.tags.map(({ setBy }) => setBy)).toEqual([`person:${name}`, `person:${name}`])
    const off = await tag(id, { remove: ['tech/llm'] }, headers)
    expect(schemas.TagChangeResult.parse(await off.json()).tags).toEqual(['risk/privacy'])
    const [row] = await seeds.store.listActs({ who: name, limit: 1 })
    expect(row).toMatchObject({
      act: 'tag',
      subject: `article ${id}`,
      before: ['risk/privacy', 'tech/llm'],
      after: ['risk/privacy'],
    })
    expect((await seeds.store.listDeeds({ limit: 3 })).map(({ who }) => who)).toEqual(
      Array(3).fill(`person:${name}`),
    )
  })

  it('refuses what it does not know, all of it', async () => {
    const id = seeds.ids.table
    const { headers } = await makeBearer('editor', ['tag'])
    const before = (await seeds.store.readArticle(id))!.tags
    for (const [body, status] of [
      [{}, 400],
      [{ add: [], remove: [] }, 400],
      [{ add: ['stage/pilot', 'no/such'] }, 400],
      [{ add: 'stage/pilot' }, 400],
      [{ add: [1] }, 400],
      [{ add: Array(21).fill('stage/pilot') }, 400],
      [{ add: ['stage/pilot'], as: 'rule' }, 400],
      ['{"add": ["stage/pilot"]', 400],
      ['null', 400],
      ['[]', 400],
      [`{"add": ["stage/pilot"], "__proto__": {"x": 1}}`, 400],
      ['['.repeat(30_000) + ']'.repeat(30_000), 400],
      [`${'{"add":'.repeat(8_000)}1${'}'.repeat(8_000)}`, 400],
      ['['.repeat(100_000), 413],
      [`{"add": ["${'x'.repeat(1024 * 1024)}"]}`, 413],
    ] as const) {
      const response = await tag(id, body, headers)
      expect(response.status, JSON.stringify(body).slice(0, 60)).toBe(status)
      expect(schemas.ErrorAnswer.parse(await response.json()).status).toBe(status)
    }
    expect((await tag(1, { add: ['stage/pilot'] }, headers)).status).toBe(404)
    expect(
      (await tag(id, 'add=x', { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415)
    expect((await seeds.store.readArticle(id))!.tags).toEqual(before)
  })
})

describe('how often', () => {
  it('visitors may ask less often than who is known, each counted alone, and told how long to wait', async () => {
    const site = openApp()
    const { headers } = await makeBearer('reader', ['read'])
    const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } })
    const visit = (address: string) => site.request('/api/v1/tags', {}, from(address))
    for (let i = 0; i < requestsPerWindowMax.visitor; i++) {
      const response = await visit('203.0.113.1')
      expect(response.status).toBe(200)
      expect(response.headers.get('RateLimit-Remaining')).toBe(String(requestsPerWindowMax.visitor - i - 1))
    }
    const refused = await visit('203.0.113.1')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect(schemas.ErrorAnswer.parse(await refused.json()).error).toContain('With a token it is more')
    expect((await visit('203.0.113.2')).status).toBe(200)
    for (let i = 0; i < requestsPerWindowMax.known; i++)
      await site.request('/api/v1/none', { headers }, from('203.0.113.1'))
    expect((await site.request('/api/v1/tags', { headers }, from('203.0.113.1'))).status).toBe(429)
    expect(
      (await site.request('/search?q=hospital', {}, from('203.0.113.1'))).status,
      'pages are not the API',
    ).toBe(200)
    clock = new Date(clock.getTime() + 60_000)
    expect((await visit('203.0.113.1')).status).toBe(200)
  })

  it('is remembered of so many and no more', () => {
    const limiter = makeLimiter({ windowMs: 1_000, keysMax: 100 })
    for (let i = 0; i < 10_000; i++) limiter.add(`address ${i}`, 0)
    expect(limiter.size()).toBe(100)
    expect([limiter.count('address 9999', 999), limiter.count('address 9999', 1_000)]).toEqual([1, 0])
  })
})

describe('spans of time', () => {
  it('are whole days, weeks from Monday and months that cover what is asked, without gaps', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000
    const asked = { fromDay: day('2024-02-28'), toDay: day('2024-04-01') }
    for (const [by, count, first, last] of [
      ['day', 34, '2024-02-28', '2024-04-01'],
      ['week', 6, '2024-02-26', '2024-04-07'],
      ['month', 3, '2024-02-01', '2024-04-30'],
    ] as const) {
      const spans = spansOf(asked, by)!
      expect(spans).toHaveLength(count)
      expect([spans[0]!.fromDay, spans.at(-1)!.toDay]).toEqual([day(first), day(last)])
      for (const [i, span] of spans.slice(1).entries()) expect(span.fromDay).toBe(spans[i]!.toDay + 1)
    }
    expect(spansOf({ fromDay: -4, toDay: -4 }, 'week')).toEqual([{ fromDay: -10, toDay: -4 }])
    expect(spansOf({ fromDay: 0, toDay: 700 }, 'day')).toBeUndefined()
  })
})

describe('the document and the reference', () => {
  type Document = {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; responses: object; security: object[] }>>
    components: { schemas: Record<string, object>; securitySchemes: object }
  }
  const readDocument = async () => (await ask('/openapi.json')).answer as unknown as Document

  it('names every route of the API, each with its errors, and every reference leads somewhere', async () => {
    const document = await readDocument()
    expect(document.openapi).toBe('3.1.0')
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    )
    const routes = app.routes
      .filter(
        ({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/') && !path.endsWith('.json'),
      )
      .map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(told)].sort()).toEqual([...new Set(routes)].sort())
    for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
      expect(Object.keys(operation.responses)).toEqual([
        '200',
        '400',
        '401',
        '403',
        '404',
        '413',
        '429',
        '503',
      ])
      expect(operation.security.length).toBeGreaterThan(0)
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
    expect(references.length).toBeGreaterThan(20)
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name!)
    expect(document.components.securitySchemes).toHaveProperty('token')
  })

  it('has an example for each, and each answers as it stands on the page', async () => {
    const document = await readDocument()
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    expect(EXAMPLES.map(({ operationId }) => operationId).sort()).toEqual(
      operations.map(({ operationId }) => operationId).sort(),
    )
    const page = await (await app.request('http://here.example/api')).text()
    expect(page).not.toContain('<script>')
    const text = page.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    const lines = [...text.matchAll(/<code>(curl [^<]+)<\/code>/g)].map(([, line]) => line!)
    expect(lines).toHaveLength(EXAMPLES.length + 1)
    const { headers } = await makeBearer('editor', ['read', 'tag'])
    for (const line of lines) {
      const url = /'(http:\/\/here\.example\/[^']+)'$/.exec(line)![1]!
      const body = /-d '([^']+)'/.exec(line)?.[1]
      const response = await app.request(url, {
        ...(body === undefined ? {} : { method: 'POST', body }),
        headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      })
      expect(response.status, line).toBe(200)
    }
  })
})
