// Adoption figures by the API: against its schemas and against the pages, by filter, page by page, each quote in its place.
import type { z } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_TOKEN_PREFIX, hashToken, makeToken } from '../../src/account/token.ts'
import { seriesKey } from '../../src/claim/series.ts'
import type { Claim } from '../../src/model.ts'
import { settleSeries } from '../../src/settle.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'
import * as schemas from '../../web/api-claim-schemas.ts'
import { ErrorAnswer } from '../../web/api-schemas.ts'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { makeClaim } from '../claim/samples.ts'
import { makeArticle, openTestStore } from '../store/samples.ts'
import { NOW, watch } from './seeds.ts'
import { makeAccount } from './sign-in.ts'

const now = () => new Date(NOW)
const LATER = '2026-03-23T09:00:00.000Z'
const KEY = 'deepseek~hospital~CN~count~adopted'
let store: Awaited<ReturnType<typeof openTestStore>>
let app: App
let privateApp: App

const read = (text: string, quote: string, rest: Partial<Claim>) => {
  const claim = makeClaim(text, quote, rest)
  return { by: 'engine:test 1', found: [{ claim, seriesKey: seriesKey(claim) }] }
}
async function save(text: string, quote: string, rest: Partial<Claim> = {}, article: object = {}) {
  const claims = read(text, quote, rest)
  return await store.saveArticle({ ...makeArticle({ text, firstSeenAt: NOW }), claims, ...article })
}
const figureOf = async (articleId: number) => (await store.listArticleClaims(articleId))[0]!.id

const WIDE_TEXT = '🏥🏥 In early March, at least 300 hospitals in China used DeepSeek.'
const EDITED = '😀 In May, 450 hospitals in China used DeepSeek.'
const named: Record<string, number> = {}

beforeAll(async () => {
  store = await openTestStore()
  const lexicon = await readLexicon('feeds/lexicon')
  const parts = { store, now, watch: { ...watch, lexicon } }
  app = createApp({ ...parts, sample: false })
  privateApp = createApp({ ...parts, sample: false, access: 'private' })
  named.wide = await figureOf(await save(WIDE_TEXT, 'at least 300 hospitals', { qualifier: 'at_least' }))
  const edited = await save(EDITED, '450 hospitals', {
    asOf: '2025-05',
    asOfStartOn: '2025-05-01',
    asOfEndOn: '2025-05-31',
  })
  named.gone = await figureOf(edited)
  const content = makeArticle({ text: 'Nothing is left of it.' })
  const version = { seenAt: NOW, title: content.title, numberChanged: true }
  const changed = {
    content: { ...content, claims: { by: 'engine:test 1', found: [] } },
    version,
    pageHash: 'x',
  }
  await store.saveRecheck({ articleId: edited, at: NOW, recheckStep: 1, validators: {}, changed })
  const [province, pilot, clinic, unsure] = await Promise.all([
    save('Some 40 hospitals in Guangdong use it.', '40 hospitals', { places: ['CN-GD'] }),
    save('We count 12 hospitals that try it.', '12 hospitals', {
      stage: 'piloting',
      technology: 'deepseek-r1',
    }),
    save('There are 9 clinics in India with it.', '9 clinics', { unit: 'clinic', places: ['IN'] }),
    save('Perhaps 700 hospitals have it.', '700 hospitals', { status: 'needs_review', confidence: 0.4 }),
  ])
  Object.assign(named, {
    province: await figureOf(province),
    pilot: await figureOf(pilot),
    clinic: await figureOf(clinic),
    unsure: await figureOf(unsure),
  })
  const rejected = await save('About 5 hospitals use none.', '5 hospitals')
  named.rejected = await figureOf(rejected)
  await store.judgeClaims({ figureIds: [named.rejected], act: 'reject', who: 'person:Ann', at: LATER })
  await settleSeries(store, now)
})
afterAll(() => store.close())

type Row = { id: number } & Record<string, unknown>
type Answer = Record<string, unknown> & { rows: Row[]; next: string | null; next_url: string | null }
let asked = 0
async function ask(url: string, headers: Record<string, string> = {}, to = app) {
  const from = { incoming: { socket: { remoteAddress: `10.1.${++asked >> 8}.${asked & 255}` } } }
  const response = await to.request(`/api/v1${url}`, { headers }, from)
  return { status: response.status, headers: response.headers, answer: (await response.json()) as Answer }
}
const namesOf = (rows: Row[]) =>
  rows.map(({ id }) => Object.entries(named).find(([, known]) => known === id)?.[0] ?? `figure ${id}`).sort()

describe('every answer', () => {
  it('is what its schema says, and has nothing besides', async () => {
    const table: [string, z.ZodType][] = [
      ['/claims', schemas.ClaimsResult],
      ['/claims?technology=none-such', schemas.ClaimsResult],
      ...Object.values(named).map((id): [string, z.ZodType] => [`/claims/${id}`, schemas.ClaimResult]),
      ['/series', schemas.SeriesListResult],
      [`/series/${KEY}`, schemas.SeriesResult],
      ['/claims/99999', ErrorAnswer],
      ['/series/none-such', ErrorAnswer],
      ['/claims?page=2', ErrorAnswer],
      ['/claims?place=%25', ErrorAnswer],
      ['/series?stage=in_use', ErrorAnswer],
      ['/claims?since=2026-13-01', ErrorAnswer],
    ]
    for (const [url, schema] of table) {
      const { answer } = await ask(url)
      expect(schema.parse(answer), url).toEqual(answer)
    }
  })
})

describe('figures', () => {
  it.each([
    ['', ['clinic', 'gone', 'pilot', 'province', 'rejected', 'unsure', 'wide']],
    ['technology=deepseek', ['clinic', 'gone', 'pilot', 'province', 'rejected', 'unsure', 'wide']],
    ['technology=deepseek-r1', ['pilot']],
    ['unit=clinic', ['clinic']],
    ['place=CN', ['gone', 'pilot', 'province', 'rejected', 'unsure', 'wide']],
    ['place=cn-gd', ['province']],
    ['stage=piloting', ['pilot']],
    ['status=rejected', ['rejected']],
    ['status=needs_review', ['unsure']],
    [`series=${encodeURIComponent(KEY)}`, ['gone', 'rejected', 'unsure', 'wide']],
    ['as_of_from=2025-05-01', ['gone']],
    ['as_of_to=2025-04-30&place=CN&status=auto', ['pilot', 'province', 'wide']],
    ['since=2026-03-23', ['rejected']],
    ['since=2026-03-22T09:00:00Z&unit=clinic', ['clinic']],
    ['since=2026-04-01', []],
  ])('are found by %s', async (query, names) => {
    const { status, answer } = await ask(`/claims?${query}`)
    expect(status).toBe(200)
    expect(namesOf(answer.rows)).toEqual(names)
    expect(answer.count).toBe(names.length)
  })

  it('come page by page, each once, also when one comes in between', async () => {
    const seen: number[] = []
    let url: string | null = '/claims?limit=2&place=CN'
    while (url !== null) {
      const { answer, headers }: Awaited<ReturnType<typeof ask>> = await ask(url)
      seen.push(...answer.rows.map(({ id }) => id))
      expect(headers.get('Link')).toBe(answer.next_url && `<${answer.next_url}>; rel="next"`)
      if (seen.length === 2)
        await save('In June 33 hospitals in China began.', '33 hospitals', { asOf: '2025-06' })
      url = answer.next_url?.replace('/api/v1', '') ?? null
    }
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
    expect(namesOf(seen.map((id) => ({ id })))).toEqual([
      'gone',
      'pilot',
      'province',
      'rejected',
      'unsure',
      'wide',
    ])
  })

  it('refuse a cursor that is not theirs', async () => {
    const made = (text: string) => Buffer.from(text).toString('base64url')
    for (const cursor of ['x', made('claims|x'), made('series|2025-01-01|a'), made('claims|1;2')])
      expect((await ask(`/claims?cursor=${cursor}`)).status, cursor).toBe(400)
    for (const cursor of ['x', made('claims|1'), made('series|x|a'), made('series|2025-01-01|')])
      expect((await ask(`/series?cursor=${cursor}`)).status, cursor).toBe(400)
  })

  it('say where the quote stands, in code points, also in a text that has since been edited', async () => {
    for (const [name, text, quote] of [
      ['wide', WIDE_TEXT, 'at least 300 hospitals'],
      ['gone', EDITED, '450 hospitals'],
    ] as const) {
      const claim = (await ask(`/claims/${named[name]}`)).answer.claim as Record<string, number> & {
        quote: string
      }
      expect(claim.quote).toBe(quote)
      expect([...text].slice(claim.quoteStart, claim.quoteEnd).join(''), name).toBe(quote)
      expect([...text].slice(claim.quoteStartInSentence).join('').startsWith(quote), name).toBe(true)
      expect(claim.quoteStart).not.toBe(text.indexOf(quote))
    }
    expect((await ask(`/claims/${named.gone}`)).answer.claim).toMatchObject({ versionNumber: 1, goneIn: 2 })
  })

  it('say whether they are drawn: what waits for a person or was rejected is not', async () => {
    const { answer } = await ask('/claims?limit=100')
    const drawn = Object.fromEntries(answer.rows.map(({ id, drawn: is }) => [id, is]))
    expect([named.wide, named.unsure, named.rejected].map((id) => drawn[id!])).toEqual([true, false, false])
  })
})

describe('series', () => {
  it('are those of the page, each once, page by page', async () => {
    const page = (await (await app.request('/adoption.json')).json()) as {
      rows: { key: string }[]
      count: number
    }
    const keys: string[] = []
    let url: string | null = '/series?limit=1'
    while (url !== null) {
      const { answer }: Awaited<ReturnType<typeof ask>> = await ask(url)
      expect(answer.count).toBe(page.count)
      keys.push(...answer.rows.map(({ key }) => key as string))
      url = answer.next_url?.replace('/api/v1', '') ?? null
    }
    expect(keys.length).toBeGreaterThan(3)
    expect([...keys].sort()).toEqual(page.rows.map(({ key }) => key).sort())
    const pilots = (await ask('/series?stage=piloting&technology=deepseek&unit=organisation')).answer.rows
    expect(pilots.map(({ stage }) => stage)).toEqual(['piloting'])
  })

  it('have the ledger that their page has, with origins and relations', async () => {
    const { answer } = await ask(`/series/${encodeURIComponent(KEY)}`)
    const file = (await (await app.request(`/adoption/${encodeURIComponent(KEY)}.json`)).json()) as {
      rows: { figure_id: number; origin: string; status: string; quote: string }[]
      relations: unknown[]
    }
    expect(answer.rows.map(({ id, origin, status, quote }) => [id, origin, status, quote])).toEqual(
      file.rows.map(({ figure_id, origin, status, quote }) => [figure_id, origin, status, quote]),
    )
    expect(answer.relations).toEqual(file.relations)
    expect(answer.series).toMatchObject({ key: KEY, title: 'Hospitals in China on DeepSeek', places: ['CN'] })
  })
})

describe('who may', () => {
  const urls = () => ['/claims', `/claims/${named.wide}`, '/series', `/series/${KEY}`]

  it('read: everybody on a public site, on a private one a token that may read', async () => {
    const { id: accountId } = await makeAccount(store, 'reader', now)
    const bearer = async (scopes: string[]) => {
      const token = makeToken(API_TOKEN_PREFIX)
      await store.addApiToken({ hash: hashToken(token), name: 't', scopes, accountId, at: NOW })
      return { Authorization: `Bearer ${token}` }
    }
    const [reads, tags] = [await bearer(['read']), await bearer(['tag'])]
    for (const url of urls()) {
      const statuses = [
        (await ask(url)).status,
        (await ask(url, tags)).status,
        (await ask(url, {}, privateApp)).status,
        (await ask(url, reads, privateApp)).status,
      ]
      expect(statuses, url).toEqual([200, 403, 401, 200])
    }
  })
})
