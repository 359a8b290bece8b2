// Every route, errors included: headers, what a GET may not do, what a POST needs, the shape of the JSON.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError } from '../../src/store/open.ts'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { openTestStore } from '../store/samples.ts'
import { hashDatabase } from './hash-database.ts'
import { HOSTILE, NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const now = () => new Date(NOW)
let seeds: Seeds
let app: App
let operator: SignedIn
beforeAll(async () => {
  seeds = await openSeededStore()
  app = createApp({ store: seeds.store, now, watch, sample: true })
  operator = await signIn(app, seeds.store, 'operator', now)
})
afterAll(() => seeds.store.close())

const ask = (url: string, init?: RequestInit) => Promise.resolve(app.request(url, init))

/** Route -> addresses to try, with the status each must have. A route that is missing here fails the first test. */
const TABLE: Record<string, () => [url: string, status: number][]> = {
  'GET /': () => [
    ['/', 200],
    [`/?before=${seeds.ids.original}`, 200],
    ['/?before=1', 200],
    ['/?before=x', 200],
  ],
  'GET /search': () => [
    ['/search', 200],
    ['/search?q=hospital', 200],
    ['/search?q=hospital&sort=oldest', 200],
    ['/search?q=hospital&after=1~2', 200],
    ['/search?q=hospital&sort=covered&group=none', 200],
    ['/search?q=hospital&by=week&share=1&q2=scribe&q3=%22&q4=kind:wire', 200],
    ['/search?q=hospital&sort=covered&after=x&by=never&group=what', 200],
    ['/search?q=nothingofthekind', 200],
    ['/search?q=foo:bar+published:never', 200],
    ...HOSTILE.map((markup): [string, number] => [`/search?q=${encodeURIComponent(markup)}`, 200]),
  ],
  'GET /search.json': () => [
    ['/search.json?q=hospital', 200],
    ['/search.json?q=hospital&limit=100000', 200],
  ],
  ...Object.fromEntries(
    ['csv', 'ndjson', 'bib', 'ris', 'rss', 'atom', 'feed.json'].map((suffix) => [
      `GET /search.${suffix}`,
      () =>
        [
          [`/search.${suffix}`, 200],
          [`/search.${suffix}?q=hospital&group=story`, 200],
          [`/search.${suffix}?q=foo:bar+published:never+%22`, 200],
        ] as [string, number][],
    ]),
  ),
  'GET /articles/:id': () => [
    [`/articles/${seeds.ids.original}.json`, 200],
    [`/articles/${seeds.ids.original}.ris`, 200],
    [`/articles/${seeds.ids.edited}?version=1`, 200],
    [`/articles/${seeds.ids.edited}?version=9`, 404],
    ['/articles/1.json', 404],
    ['/articles/x.csv', 404],
    ...[...Object.values(seeds.ids), ...seeds.hostileIds].map((id): [string, number] => [
      `/articles/${id}`,
      200,
    ]),
    ['/articles/1', 404],
    ['/articles/x', 404],
    ['/articles/999999999999999', 404],
  ],
  'GET /stories/:id': () => [
    ['/stories/43.csv', 200],
    ['/stories/43.feed.json', 200],
    ['/stories/99999.csv', 404],
    ['/stories/43', 200],
    ['/stories/43?join=scribe&deed=1&told=other', 200],
    ['/stories/99999', 404],
    ['/stories/x', 404],
  ],
  'POST /stories/:id': () => [
    ['/stories/43', 303],
    ['/stories/99999', 404],
  ],
  'GET /deeds': () => [['/deeds', 200]],
  'POST /deeds/:id/undo': () => [['/deeds/0/undo', 404]],
  'GET /publications': () => [
    ['/publications', 200],
    ['/publications?kind=wire', 200],
    ['/publications?kind=none', 200],
  ],
  'GET /publications/:id': () => [
    ['/publications/daily.ris', 200],
    ['/publications/daily.rss', 200],
    ['/publications/nobody.csv', 404],
    ['/publications/daily', 200],
    ['/publications/aggregator', 200],
    ['/publications/nobody', 404],
  ],
  'GET /about': () => [['/about', 200]],
  'GET /tags': () => [['/tags', 200]],
  'POST /tags': () => [['/tags', 303]],
  'GET /tags/:id{.+}': () => [
    ['/tags/risk/privacy.csv', 200],
    ['/tags/risk/privacy.rss', 200],
    ['/tags/no/such.csv', 404],
    ['/tags/risk/privacy', 200],
    ['/tags/risk/privacy?as=share', 200],
    ['/tags/risk', 200],
    ['/tags/x/hostile', 200],
    ['/tags/no/such', 404],
  ],
  'POST /tags/:id{.+}': () => [
    ['/tags/risk/privacy', 303],
    ['/tags/no/such', 404],
  ],
  'GET /tagging': () => [['/tagging', 200]],
  'GET /tagging/search': () => [
    ['/tagging/search', 200],
    ['/tagging/search?q=hospital&tag=x&told=none', 200],
    ['/tagging/search?q=nothingofthekind', 200],
    ['/tagging/search?q=foo:bar', 200],
  ],
  'POST /tagging': () => [['/tagging', 303]],
  'GET /tagging/jobs/:id': () => [['/tagging/jobs/0', 404]],
  'GET /tagging/rules': () => [
    ['/tagging/rules', 200],
    ['/tagging/rules?q=scribe&tag=tech/llm', 200],
    ['/tagging/rules?q=published:never', 200],
  ],
  'POST /tagging/rules': () => [['/tagging/rules', 303]],
  'GET /tagging/rules/:id': () => [['/tagging/rules/0', 404]],
  'POST /tagging/rules/:id': () => [['/tagging/rules/0', 404]],
  'GET /saved': () => [['/saved', 200]],
  'GET /saved/new': () => [
    ['/saved/new', 200],
    ['/saved/new?q=hospital&name=x', 200],
    ['/saved/new?q=foo:bar+%22', 200],
  ],
  'POST /saved': () => [['/saved', 400]],
  'GET /saved/:id': () => [
    ['/saved/999', 404],
    ['/saved/x', 404],
  ],
  'POST /saved/:id': () => [['/saved/999', 404]],
  'POST /saved/:id/feed': () => [['/saved/999/feed', 404]],
  'POST /saved/:id/feed/stop': () => [['/saved/999/feed/stop', 404]],
  'POST /saved/:id/delete': () => [['/saved/999/delete', 404]],
  'POST /saved/:id/restore': () => [['/saved/999/restore', 404]],
  'GET /feeds/:file': () => [
    ['/feeds/x.rss', 404],
    [`/feeds/${'a'.repeat(43)}.rss`, 404],
    [`/feeds/${'a'.repeat(43)}.csv`, 404],
  ],
  'GET /cite': () => [
    ['/cite', 200],
    ['/cite?q=hospital', 200],
    ['/cite?q=nothingofthekind', 200],
  ],
  'POST /cite': () => [['/cite', 303]],
  'GET /cite/:id': () => [
    ['/cite/0000000000', 404],
    ['/cite/0000000000.csv', 404],
    ['/cite/x', 404],
  ],
  'GET /cite/:id/again': () => [['/cite/0000000000/again', 404]],
  'GET /adoption': () => [
    ['/adoption', 200],
    ['/adoption?technology=ai&unit=hospital&place=CN&stage=adopted&sort=movement&page=9', 200],
  ],
  'GET /adoption.json': () => [['/adoption.json', 200]],
  'GET /adoption/:key': () => [
    ['/adoption/no~such~series', 404],
    ['/adoption/no~such~series.csv', 404],
  ],
  'GET /adoption/review': () => [['/adoption/review?skip=1.2.x', 200]],
  'GET /adoption/review/:id': () => [['/adoption/review/1', 404]],
  'GET /adoption/send': () => [['/adoption/send?said=sent', 200]],
  'POST /adoption/send': () => [['/adoption/send', 400]],
  'POST /adoption/:key/report': () => [['/adoption/x/report', 404]],
  'POST /adoption/:key/watch': () => [['/adoption/x/watch', 404]],
  'POST /adoption/review/:id': () => [['/adoption/review/1', 404]],
  'POST /adoption/review/:id/relate': () => [['/adoption/review/1/relate', 404]],
  'POST /adoption/decisions/:id/undo': () => [['/adoption/decisions/1/undo', 404]],
  'POST /adoption/suggestions/:id': () => [['/adoption/suggestions/1', 404]],
  'GET /status': () => [['/status', 200]],
  'GET /status/failures': () => [
    ['/status/failures', 200],
    [`/status/failures?before=${NOW}~20`, 200],
    ['/status/failures?before=x', 200],
  ],
  'GET /status/not-ours': () => [
    ['/status/not-ours', 200],
    ['/status/not-ours?words=allotment&before=30', 200],
    ['/status/not-ours?said=ours', 200],
  ],
  'POST /status/not-ours/:id': () => [
    [`/status/not-ours/${seeds.turnedAway[5]}`, 303],
    [`/status/not-ours/${seeds.turnedAway[5]}`, 404],
    ['/status/not-ours/x', 404],
  ],
  'GET /sign-in': () => [['/sign-in?next=/status', 303]],
  'POST /sign-in': () => [['/sign-in', 401]],
  'POST /sign-out': () => [], // would end the session that the others are asked with: accounts.test.ts
  'GET /set-password/:token': () => [['/set-password/x', 404]],
  'POST /set-password/:token': () => [['/set-password/x', 404]],
  'GET /account': () => [['/account', 200]],
  'POST /account/password': () => [['/account/password', 400]],
  'POST /account/sessions/:id/end': () => [['/account/sessions/0/end', 404]],
  'POST /account/tokens': () => [['/account/tokens', 400]],
  'POST /account/tokens/:id/revoke': () => [['/account/tokens/0/revoke', 404]],
  'GET /people': () => [
    ['/people', 200],
    ['/people?said=role', 200],
  ],
  'POST /people': () => [['/people', 400]],
  'POST /people/:id/link': () => [['/people/0/link', 404]],
  'POST /people/:id/role': () => [['/people/1/role', 400]],
  'POST /people/:id/disable': () => [['/people/1/disable', 409]],
  'POST /people/:id/enable': () => [['/people/0/enable', 404]],
  'GET /audit': () => [
    ['/audit', 200],
    ['/audit?who=nobody&act=sign-in&before=9', 200],
  ],
  'GET /audit.json': () => [['/audit.json', 200]],
  'GET /api': () => [['/api', 200]],
  'GET /api/v1/openapi.json': () => [['/api/v1/openapi.json', 200]],
  'GET /api/v1/search': () => [
    ['/api/v1/search?q=hospital', 200],
    ['/api/v1/search?q=hospital&limit=101', 400],
  ],
  'GET /api/v1/counts': () => [['/api/v1/counts?q=hospital&by=week', 200]],
  'GET /api/v1/articles/:id': () => [
    [`/api/v1/articles/${seeds.ids.original}`, 200],
    ['/api/v1/articles/1', 404],
  ],
  'GET /api/v1/stories/:id': () => [
    ['/api/v1/stories/43', 200],
    ['/api/v1/stories/99999', 404],
  ],
  'GET /api/v1/claims': () => [
    ['/api/v1/claims?status=auto', 200],
    ['/api/v1/claims?status=none', 400],
  ],
  'GET /api/v1/claims/:id': () => [['/api/v1/claims/99999', 404]],
  'GET /api/v1/series': () => [['/api/v1/series', 200]],
  'GET /api/v1/series/:key': () => [['/api/v1/series/none', 404]],
  'GET /api/v1/tags': () => [['/api/v1/tags', 200]],
  'GET /api/v1/publications': () => [['/api/v1/publications', 200]],
  'GET /api/v1/sources': () => [['/api/v1/sources', 200]],
  'POST /api/v1/articles/:id/tags': () => [[`/api/v1/articles/${seeds.ids.original}/tags`, 415]],
  'GET /healthz': () => [['/healthz', 200]],
  'GET /readyz': () => [['/readyz', 200]],
  'GET /suggest.json': () => [
    ['/suggest.json?q=hos', 200],
    ['/suggest.json', 200],
  ],
  'GET /js/suggest.js': () => [['/js/suggest.js', 200]],
  'GET /js/keys.js': () => [['/js/keys.js', 200]],
  'GET /style.css': () => [['/style.css', 200]],
  'GET /icon.svg': () => [['/icon.svg', 200]],
  ...Object.fromEntries(
    ['source-serif-4', 'inter'].flatMap((font) =>
      ['latin', 'latin-ext'].map((subset) => {
        const url = `/fonts/${font}-${subset}-wght-normal.woff2`
        return [`GET ${url}`, () => [[url, 200]] as [string, number][]]
      }),
    ),
  ),
}

function expectHeaders(response: Response, of: string): void {
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  expect(policy, of).toMatch(/^default-src 'none'; /)
  expect(policy, of).toContain("frame-ancestors 'none'")
  expect(policy, of).toContain("script-src 'self'; connect-src 'self'")
  expect(policy, of).not.toMatch(/unsafe|\*|data:/)
  expect(response.headers.get('X-Content-Type-Options'), of).toBe('nosniff')
  expect(response.headers.get('Referrer-Policy'), of).toBe('no-referrer')
  expect(response.headers.get('Cross-Origin-Opener-Policy'), of).toBe('same-origin')
  expect(response.headers.get('X-Robots-Tag'), of).toBe('noindex')
  expect(response.headers.get('X-Powered-By'), of).toBeNull()
  expect(response.headers.get('Server'), of).toBeNull()
}

describe('every route', () => {
  it('is in the table', () => {
    const routes = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path: of }) => `${method} ${of}`)
    expect([...new Set(routes)].sort()).toEqual(Object.keys(TABLE).sort())
  })

  it('answers as the table says, with the headers, within 60 KB', async () => {
    for (const [route, addresses] of Object.entries(TABLE)) {
      const method = route.split(' ')[0]!
      for (const [url, status] of addresses()) {
        const response = await ask(url, { method, headers: operator.headers })
        expect(response.status, url).toBe(status)
        expectHeaders(response, url)
        if (!response.headers.get('Content-Type')?.startsWith('text/html')) continue
        expect(response.headers.get('Cache-Control'), url).toMatch(/^(private, no-cache|no-store)$/)
        expect((await response.text()).length, url).toBeLessThan(60_000)
      }
    }
  })

  it('keeps its headers where something is wrong', async () => {
    for (const [error, status] of [
      [new StoreError('SQLITE_FULL', 'The disk is full.'), 503],
      [new Error('a fault with a secret in it'), 500],
    ] as const) {
      const broken = {
        ...seeds.store,
        listLatest: () => Promise.reject(error),
        searchArticles: () => Promise.reject(error),
        searchStories: () => Promise.reject(error),
      }
      const site = createApp({ store: broken, now, watch, sample: false })
      const log = console.error
      console.error = () => {}
      try {
        for (const url of ['/', '/search?q=a', '/search.json?q=a']) {
          const response = await site.request(url)
          expect(response.status, url).toBe(status)
          expectHeaders(response, url)
          const text = await response.text()
          expect(text).not.toContain('secret')
          if (url.includes('.json')) expect(JSON.parse(text)).toMatchObject({ ok: false, status })
          else expect(text).toContain(status === 503 ? 'The disk is full.' : 'on our side')
        }
      } finally {
        console.error = log
      }
    }
    const lost = await ask('/no/such/page')
    expect(lost.status).toBe(404)
    expectHeaders(lost, '/no/such/page')
  })

  it('answers 304 to what a browser already has', async () => {
    for (const url of ['/', '/style.css', '/search?q=hospital']) {
      const tag = (await ask(url)).headers.get('ETag')!
      const again = await ask(url, { headers: { 'If-None-Match': tag } })
      expect(again.status, url).toBe(304)
      expectHeaders(again, url)
      expect((await ask(url, { headers: { 'If-None-Match': '"other"' } })).status, url).toBe(200)
    }
  })

  it('changes nothing by GET', async () => {
    const before = hashDatabase(seeds.store.folder)
    for (const [route, addresses] of Object.entries(TABLE)) {
      const [url] = addresses()[0] ?? [route.split(' ')[1]!]
      await ask(url)
      const { headers } = operator
      await ask(url, { headers })
      await ask(url, { method: 'HEAD', headers })
      if (!(route.replace('POST', 'GET') in TABLE))
        expect((await ask(url, { headers })).status, url).toBe(404)
    }
    expect(hashDatabase(seeds.store.folder)).toBe(before)
    await seeds.store.decideOurs({ entryId: seeds.turnedAway[9]!, who: 'a test', at: NOW })
    expect(hashDatabase(seeds.store.folder), 'the hash sees a change').not.toBe(before)
  })
})

describe('a POST', () => {
  const foreign: [name: string, headers: Record<string, string>][] = [
    ['without Origin', {}],
    ['from another site', { Origin: 'https://evil.example' }],
    ['from nowhere', { Origin: 'null' }],
    ['from another site, as the browser says', { 'Sec-Fetch-Site': 'cross-site' }],
    ['from a sister site', { 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost' }],
    ['typed by hand', { 'Sec-Fetch-Site': 'none' }],
    ['from another port', { Origin: 'http://localhost:81' }],
    ['of a form in plain text', { Origin: 'https://evil.example', 'Content-Type': 'text/plain' }],
  ]
  for (const [name, headers] of foreign) {
    it(`${name} is refused`, async () => {
      const id = seeds.turnedAway[20]!
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const response = await ask(`/status/not-ours/${id}`, {
          method,
          headers: { Host: 'localhost', Cookie: operator.cookie, ...headers },
        })
        expect(response.status).toBe(403)
        expectHeaders(response, name)
      }
      const kept = await seeds.store.listNotOurs({ limit: 100 })
      expect(kept.some((row) => row.id === id)).toBe(true)
    })
  }

  it('cannot hide in a GET', async () => {
    const id = seeds.turnedAway[21]!
    await ask(`/status/not-ours/${id}?_method=POST`, { headers: { 'X-HTTP-Method-Override': 'POST' } })
    expect((await seeds.store.listNotOurs({ limit: 100 })).some((row) => row.id === id)).toBe(true)
  })

  it('from our own page does what it says', async () => {
    const id = seeds.turnedAway[22]!
    const headers = { Host: 'localhost', Origin: 'http://localhost', Cookie: operator.cookie }
    const response = await ask(`/status/not-ours/${id}?words=garden`, { method: 'POST', headers })
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe('/status/not-ours?said=ours&words=garden')
    expect((await seeds.store.listNotOurs({ limit: 100 })).some((row) => row.id === id)).toBe(false)
  })
})

describe('search.json', () => {
  type Answer = {
    ok: boolean
    count: number
    rows: { id: number; title: string; snippet: string; tags: string[] }[]
    next: string | null
    next_url: string | null
    problems: { message: string; mend?: string }[]
  }
  const search = async (url: string) => {
    const response = await ask(url)
    return { link: response.headers.get('Link'), answer: (await response.json()) as Answer }
  }

  it('has the shape that is promised', async () => {
    const { answer, link } = await search('/search.json?q=hospital+scribe&sort=newest')
    expect(answer).toMatchObject({
      ok: true,
      sample: true,
      query: 'hospital scribe',
      count: 40,
      problems: [],
    })
    expect(answer.rows).toHaveLength(20)
    expect(answer.rows[0]).toMatchObject({
      title: 'Hospital 40 tries a scribe',
      publicationName: 'The Daily',
    })
    expect(answer.next_url).toContain('/search.json?q=hospital')
    expect(link).toBe(`<${answer.next_url}>; rel="next"`)
  })

  for (const sort of ['relevance', 'newest', 'oldest']) {
    it(`gives every article once, page by page, by ${sort}`, async () => {
      const ids: number[] = []
      let url: string | null = `/search.json?q=scribe&limit=7&sort=${sort}`
      let count = 0
      while (url !== null) {
        const { answer }: { answer: Answer } = await search(url)
        ids.push(...answer.rows.map((row) => row.id))
        count = answer.count
        url = answer.next_url
      }
      expect(ids).toHaveLength(count)
      expect(new Set(ids).size).toBe(count)
    })
  }

  it('says what is off in a query, and where', async () => {
    const { answer } = await search('/search.json?q=titel:hospital')
    expect(answer.problems[0]).toMatchObject({ mend: 'title:hospital' })
    const { answer: nothing } = await search('/search.json?q=%22%22')
    expect(nothing).toMatchObject({ count: 0, rows: [], next: null })
  })
})

describe('what stands on a page', () => {
  const textOf = async (url: string) => (await ask(url)).text()

  it('says on every page that the data is a sample, and only then', async () => {
    const real = createApp({ store: seeds.store, now, watch, sample: false })
    for (const url of ['/', '/search', '/status', '/nowhere', `/articles/${seeds.ids.table}`]) {
      const text = await textOf(url)
      expect(text, url).toContain('<strong>Sample data.</strong>')
      expect(text, url).toContain('<span>Sample data.</span>')
      expect(await (await real.request(url)).text(), url).not.toContain('Sample data')
    }
  })

  it('links only to http and https', async () => {
    for (const id of seeds.hostileIds) {
      const links = [...(await textOf(`/articles/${id}`)).matchAll(/(?:href|src|action)="([^"]*)"/g)]
      expect(links.length).toBeGreaterThan(5)
      for (const [, link] of links) expect(link).toMatch(/^(\/|#|https?:)/)
    }
    expect(await textOf('/status')).not.toContain('href="javascript:')
    expect(await textOf('/status/not-ours?words=turned')).not.toContain('href="javascript:')
  })

  it('names the original of a copy, the copies of an original, and why', async () => {
    const copy = await textOf(`/articles/${seeds.ids.copy}`)
    expect(copy).toContain('A copy.')
    expect(copy).toContain(`/articles/${seeds.ids.original}`)
    const original = await textOf(`/articles/${seeds.ids.original}`)
    expect(original).toContain('One text, 1 copy')
    expect(original).toContain('2 independent reports of this story')
    expect(original).toContain('wong tien yin')
    expect(original).toContain('Collector credits The Daily.')
  })

  it('tells of an empty archive what to do', async () => {
    const store = await openTestStore()
    const site = createApp({ store, now, watch: { ...watch, sources: [] }, sample: false })
    for (const [url, words] of [
      ['/', 'npm run demo'],
      ['/search', 'The archive is empty'],
      ['/search?q=a', 'No article matches'],
      ['/status', 'sources add URL'],
      ['/status/failures', 'None is open'],
      ['/status/not-ours', 'Nothing has been turned away'],
    ] as const) {
      const response = await site.request(url)
      expect(response.status, url).toBe(200)
      expect(await response.text(), url).toContain(words)
    }
    await store.close()
  })

  it('leads through all failures, page by page', async () => {
    const first = await textOf('/status/failures')
    expect(first).toContain('70 failures are open')
    expect(first.match(/daily\.example\/broken/g)).toHaveLength(60)
    const next = /rel="next" href="([^"]+)"/.exec(first)![1]!
    expect((await textOf(next)).match(/daily\.example\/broken/g)).toHaveLength(10)
  })
})
