// A question that the database does not answer in time is stopped by its deadline: the reader is told so in plain words,
// what to do, and when to come again; a program the same in the one shape of errors.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store, StoreError } from '../../src/store/open.ts'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { explainTrouble } from '../../web/trouble.ts'
import { makeArticle, makeFolder } from '../store/samples.ts'
import { HOSTILE, NOW, watch } from './seeds.ts'

let store: Store
let app: App
beforeAll(async () => {
  // Not even a thread can be started in that time: every read is killed.
  store = await openStore({ folder: makeFolder(), readers: 1, readDeadlineMs: 1 })
  await store.saveArticles([makeArticle({ title: 'A hospital' })])
  app = createApp({ store, now: () => new Date(NOW), watch, sample: false })
})
afterAll(() => store.close())

const ask = async (path: string) => {
  const response = await app.request(path)
  expect([response.status, response.headers.get('Retry-After')], path).toEqual([503, '30'])
  return response
}

describe('a search that took too long', () => {
  it('says so on the page, and offers the same with a period', async () => {
    const html = await (await ask('/search?q=hospital%20kind:wire')).text()
    expect(html).toContain('This question took too long')
    expect(html).toContain('href="/search?q=hospital+kind:wire+published:%3C90d"')
    expect(html).toContain('value="hospital kind:wire"')
    expect(html).not.toMatch(/\d ms|searchStories|searchFacets|listTags|readVocabulary/)
  })

  it('offers no second period to one that has one, and none where nothing was searched', async () => {
    for (const path of ['/search?q=hospital%20published:2025', '/tags', '/']) {
      const html = await (await ask(path)).text()
      expect(html, path).toContain('This question took too long')
      expect(html, path).not.toContain('90 days of this search')
    }
  })

  it('shows a hostile question as text', async () => {
    for (const markup of HOSTILE) {
      const html = await (await ask(`/search?q=${encodeURIComponent(markup)}`)).text()
      expect(html).not.toContain('<script>window')
      expect(html).not.toContain('<img src=x')
    }
  })

  it('says the same to programs, in the shape of every error', async () => {
    for (const path of ['/search.json?q=hospital', '/search.csv?q=hospital', '/api/v1/search?q=hospital']) {
      const answer = (await (await ask(path)).json()) as Record<string, unknown>
      expect(answer, path).toEqual({
        ok: false,
        error: expect.stringContaining('took too long'),
        errors: [answer.error],
        status: 503,
      })
    }
  })
})

it('who waited in vain for a place is told to come back soon, and what the store says', () => {
  expect(explainTrouble(new StoreError('QUEUE', 'Too many questions.'))).toEqual({
    status: 503,
    message: 'Too many questions.',
    retrySeconds: 5,
  })
  expect(explainTrouble(new StoreError('SQLITE_FULL', 'The disk is full.'))).toEqual({
    status: 503,
    message: 'The disk is full.',
  })
  expect(explainTrouble(new Error('secret')).message).not.toContain('secret')
})
