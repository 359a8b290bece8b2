// The site at its limits: whatever is typed into the search box, and the weight of pages of a wide archive.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { makeArticle, openTestStore } from '../store/samples.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'

const now = () => new Date(NOW)
let seeds: Seeds
let app: App
beforeAll(async () => {
  seeds = await openSeededStore()
  app = createApp({ store: seeds.store, now, watch, sample: true })
})
afterAll(() => seeds.store.close())

const ask = (url: string) => Promise.resolve(app.request(url))

describe('the search box', () => {
  const atoms = [
    '"',
    '*',
    'NEAR(',
    'NEAR/3',
    '-',
    'OR',
    '(',
    ')',
    'title:',
    'a*',
    '医院',
    '\u0000',
    '😀',
    "'",
    ';--',
    '^',
    '{x}:',
  ]
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(fc.constantFrom(...atoms), { maxLength: 30 }).map((parts) => parts.join(' ')),
    fc.constantFrom(
      'a'.repeat(10_000),
      'a* b* '.repeat(100),
      '('.repeat(500),
      '"'.repeat(999),
      '%',
      '\ud800',
    ),
  )

  it('takes whatever is typed, as a page and as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (query) => {
        const q = encodeURIComponent(query.toWellFormed())
        const page = await ask(`/search?q=${q}`)
        expect(page.status).toBe(200)
        const text = await page.text()
        expect(text).not.toMatch(/fts5|SQLITE|syntax error near/)
        expect(text.length).toBeLessThan(60_000)
        expect((await ask(`/search.json?q=${q}`)).status).toBe(200)
        expect((await ask(`/status/not-ours?words=${q}`)).status).toBe(200)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a page of a wide archive', () => {
  const weekMs = 7 * 86_400_000
  const kinds = ['wire', 'newspaper', 'journal', 'blog', 'trade', 'regulator'] as const
  const wideArticles = () =>
    Array.from({ length: 300 }, (_, i) =>
      makeArticle({
        title: `医院大模型应用 Hospital ${i} deploys language models in all of its wards`,
        text: '医院部署了大模型。'.repeat(60),
        language: ['zh-Hans', 'en', 'de', 'fr', 'ja'][i % 5]!,
        publicationId: `publication-${i % 60}`,
        publicationName: `Publication Number ${i % 60} of Health`,
        kind: kinds[i % kinds.length]!,
        publishedAt: new Date(Date.parse(NOW) - (i % 150) * weekMs).toISOString(),
        tags: Array.from({ length: 12 }, (_, j) => ({
          id: `tech/tag-number-${(i * 7 + j * 5) % 97}`,
          setBy: 'rule',
          matched: ['医院'],
        })),
      }),
    )

  it('stays under 60 KB, whatever is asked', async () => {
    const store = await openTestStore()
    const articles = wideArticles()
    for (let at = 0; at < articles.length; at += 50) await store.saveArticles(articles.slice(at, at + 50))
    const site = createApp({ store, now, watch, sample: true })
    for (const query of [
      '',
      '医院 大模型',
      '医院 hospital deploys "language models" wards',
      `${'医院 '.repeat(12)}`,
      `${'hospital '.repeat(39)}`,
      `${'医院 '.repeat(300)}`,
    ]) {
      const response = await site.request(`/search?q=${encodeURIComponent(query)}`)
      const text = await response.text()
      expect(text, query).toContain('Publication Number')
      expect(Buffer.byteLength(text), query).toBeLessThan(60_000)
    }
    expect(Buffer.byteLength(await (await site.request('/')).text())).toBeLessThan(60_000)
    await store.close()
  })
})
