// The pages of stories, articles, publications and tags: what stands on them, to whom, and where old addresses lead.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../web/app.tsx'
import { cutExcerpt } from '../../web/components/body.tsx'
import { findDrift } from '../../web/drift.ts'
import type { App } from '../../web/site.tsx'
import { makeArticle, openTestStore } from '../store/samples.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { signIn } from './sign-in.ts'

const now = () => new Date(NOW)
let seeds: Seeds
let app: App
beforeAll(async () => {
  seeds = await openSeededStore()
  app = createApp({ store: seeds.store, now, watch, sample: false })
})
afterAll(() => seeds.store.close())

const textOf = async (url: string, headers: Record<string, string> = {}) =>
  (await (await app.request(url, { headers })).text()).replace(/<!--.*?-->/g, '')
const storyOf = async (id: number) => (await seeds.store.readArticle(id))!.storyId

describe('what a copy changed', () => {
  for (const [original, copy, figures] of [
    [
      'As of March, at least 300 hospitals used it.',
      'As of March, more than 300 hospitals used it.',
      [['at least 300 hospitals', 'more than 300 hospitals']],
    ],
    [
      'The tool is in 300 hospitals now.',
      'The tool is in 520 hospitals now.',
      [['300 hospitals now', '520 hospitals now']],
    ],
    [
      '至少300家医院已经部署。',
      '超过300家医院已经部署。',
      [['至少300家医院已经部署', '超过300家医院已经部署']],
    ],
    ['Doctors were glad. It helped.', 'Doctors were happy. It helped.', []],
    ['It was about time, doctors said.', 'It was nearly time, doctors said.', []],
    ['Three hundred hospitals use it.', '300 hospitals use it.', []],
  ] as const)
    it(`${original} -> ${copy}`, () => {
      const drift = findDrift(original, copy)
      expect(drift.figures.map(({ from, to }) => [from, to])).toEqual(figures)
    })

  it('is counted in words, and nothing is nothing', () => {
    expect(findDrift('One two three.', 'One three four five.')).toMatchObject({ removed: 1, added: 2 })
    expect(findDrift('The same words.', 'The same words.')).toMatchObject({
      removed: 0,
      added: 0,
      figures: [],
    })
  })

  it('can be put together again to both texts', () => {
    const [a, b] = ['At least 300 hospitals, in China.', 'More than 310 hospitals in all of China.']
    const { ops } = findDrift(a, b)
    expect(
      ops
        .filter((op) => op.op !== 'insert')
        .map((op) => op.text)
        .join(''),
    ).toBe(a)
    expect(
      ops
        .filter((op) => op.op !== 'delete')
        .map((op) => op.text)
        .join(''),
    ).toBe(b)
  })
})

describe('a story', () => {
  it('says who had it first, when the others came, and what the copies changed', async () => {
    const copy = await seeds.store.saveArticle(
      makeArticle({
        title: 'Hospitals move too fast',
        text: 'More than 300 hospitals use the model, researchers say in a commentary.',
        publicationId: 'echo',
        publicationName: 'The Echo',
        publishedAt: '2026-03-02T09:00:00.000Z',
        copies: {
          withArticleId: seeds.ids.original,
          containment: 0.9,
          evidence: [],
          originalId: seeds.ids.original,
          originalReason: 'The Echo credits The Daily.',
        },
        story: { withArticleId: seeds.ids.original, points: 1, evidence: [] },
      }),
    )
    const text = await textOf(`/stories/${await storyOf(copy)}`)
    expect(text).toMatch(/The Daily<\/bdi> had it first, on <time[^>]*>2 March 2026<\/time>/)
    expect(text).toContain('2 independent reports')
    expect(text).toContain('2 copies of this text')
    expect(text).toContain('>3 h later<')
    expect(text).toMatch(/<del>At least 300 hospitals[^<]*<\/del>/)
    expect(text).toMatch(/<ins>More than 300 hospitals[^<]*<\/ins>/)
    expect(text).toContain('word for word the same')
    expect(text).toContain('wong tien yin')
    expect(text).toContain('Why a copy')
    expect(text).toContain('100 % of the shorter text')
    expect(text.match(/class="report-mark"/g)).toHaveLength(2)
    expect(text.match(/class="copy-mark"/g)).toHaveLength(2)
  })

  it('of one article has no axis, and a joined one leads on', async () => {
    const alone = await textOf(`/stories/${await storyOf(seeds.ids.chinese)}`)
    expect(alone).toContain('alone has reported it, as far as we have seen')
    expect(alone).not.toContain('class="axis"')
    const [kept, joined] = [await storyOf(seeds.ids.rtl), await storyOf(seeds.ids.undated)]
    const deedId = await seeds.store.saveGroupDecision({
      kind: 'same-story',
      a: seeds.ids.rtl,
      b: seeds.ids.undated,
      who: 'person:Ann',
      at: NOW,
    })
    const response = await app.request(`/stories/${joined}`)
    expect([response.status, response.headers.get('Location')]).toEqual([301, `/stories/${kept}`])
    await seeds.store.undoGroupDecision({ deedId, who: 'person:Ann', at: NOW })
    expect((await app.request(`/stories/${joined}`)).status).toBe(200)
  })

  it('of very many articles stays a page', async () => {
    const store = await openTestStore()
    const first = await store.saveArticle(makeArticle({ title: 'The first of many' }))
    const story = {
      withArticleId: first,
      points: 2,
      evidence: [{ kind: 'same figure', words: '300', points: 2 }],
    }
    for (let i = 0; i < 8; i++)
      await store.saveArticles(
        Array.from({ length: 50 }, (_, j) => makeArticle({ title: `Report ${i}-${j}`, story })),
      )
    const site = createApp({ store, now, watch, sample: false })
    const text = await (await site.request(`/stories/${(await store.readArticle(first))!.storyId}`)).text()
    expect(text.length).toBeLessThan(60_000)
    expect(text).toContain('401')
    await store.close()
  })
})

describe('an article', () => {
  it('is shown whole to readers, to visitors its beginning with the way to the original', async () => {
    const long = Array.from({ length: 90 }, (_, i) => `word${i}`).join(' ')
    const id = await seeds.store.saveArticle(
      makeArticle({ title: 'A long one', text: `${long}\nThe very end.` }),
    )
    const visitor = await textOf(`/articles/${id}`)
    expect(visitor).toContain('word59')
    expect(visitor).not.toContain('word60')
    expect(visitor).not.toContain('The very end.')
    expect(visitor).toContain('belongs to The Daily')
    expect(visitor).toMatch(/href="https:\/\/daily\.example\/\d+" rel="noopener nofollow/)
    const reader = await signIn(app, seeds.store, 'reader', now)
    expect(await textOf(`/articles/${id}`, reader.headers)).toContain('The very end.')
    expect(await textOf(`/articles/${seeds.ids.edited}`)).not.toContain('4,300 letters')
  })

  it('has an address for each version, and a citation that names it', async () => {
    const { headers } = await signIn(app, seeds.store, 'reader', now)
    const old = await textOf(`/articles/${seeds.ids.edited}?version=1`, headers)
    expect(old).toContain('<strong>Version 1</strong> of 2')
    expect(old).toContain('It had drafted 4,300 letters since January.')
    expect(old).toContain('Version 1, seen 1 March 2026.')
    const newest = await textOf(`/articles/${seeds.ids.edited}`, headers)
    expect(newest).toContain(`/articles/${seeds.ids.edited}?version=2`)
    expect(newest).toContain('Version 2, seen 5 March 2026.')
    expect((await app.request(`/articles/${seeds.ids.edited}?version=3`)).status).toBe(404)
  })

  it('is cited as what it is a copy of', async () => {
    expect(await textOf(`/articles/${seeds.ids.original}`)).toContain(
      'Writer, A., &amp; Writer, B. (2026, March 2). Hospitals move too fast, researchers warn. The Daily. https://daily.example/',
    )
  })
})

describe('an excerpt', () => {
  it('ends where a word ends; a Chinese character is half a word', () => {
    expect(cutExcerpt('short')).toBe('short')
    expect(cutExcerpt('w '.repeat(80)).split(' ')).toHaveLength(60)
    expect(cutExcerpt('医'.repeat(200))).toHaveLength(120)
  })
})

describe('a publication', () => {
  it('shows what is held, its rhythm, its sources and its company', async () => {
    const text = await textOf('/publications/daily')
    expect(text).toContain('Copied by')
    expect(text).toContain('/publications/aggregator')
    expect(text).toContain('Days of the week')
    expect(text).toContain('The Daily')
    expect(await textOf('/publications/aggregator')).toContain('Copies from')
    const wire = await textOf('/publications/wire')
    expect(wire).toMatch(/20 articles\s*from 1 September 2024/)
    expect(wire).toContain('How it reaches us')
  })

  it('stands in the list under its kind', async () => {
    const text = await textOf('/publications')
    expect(text.indexOf('Newspaper')).toBeGreaterThan(0)
    expect(text).toContain('href="/publications/wire"')
    expect(await textOf('/publications?kind=wire')).not.toContain('href="/publications/daily"')
  })
})

describe('a tag', () => {
  it('shows its words, its trend as it is and as a share, its company by lift', async () => {
    const text = await textOf('/tags/tech/llm')
    expect(text).toMatch(/>14 articles<\/a>\s*of \d+/)
    expect(text).toContain('Newest stories')
    expect(await textOf('/tags/tech/llm?as=share')).toContain('Share of all articles, by month, per cent')
    const store = await openTestStore()
    const tags = (...ids: string[]) => ids.map((id) => ({ id, setBy: 'rule', matched: ['x'] }))
    await store.saveArticles([
      ...Array.from({ length: 4 }, () => makeArticle({ tags: tags('tech/llm', 'risk/privacy') })),
      ...Array.from({ length: 12 }, () => makeArticle({ tags: tags('stage/pilot') })),
      ...Array.from({ length: 4 }, () => makeArticle({ tags: tags('tech/llm', 'stage/pilot') })),
    ])
    const site = createApp({ store, now, watch, sample: false })
    const page = await (await site.request('/tags/tech/llm')).text()
    expect(page, 'all 4 of 20 stand with it, which is 2.5 times by chance').toMatch(
      /risk\/privacy[\s\S]{0,120}<td class="number">4<\/td><td class="number">×2\.5</,
    )
    expect(page, 'the pilot stands with it less often than by chance').not.toContain('>Pilot</a></th>')
    await store.close()
  })

  it('is counted in the tree with those below it', async () => {
    const store = await openTestStore()
    const tag = (id: string) => [{ id, setBy: 'rule', matched: [] }]
    await store.saveArticles([
      makeArticle({ tags: tag('tech/llm') }),
      makeArticle({ tags: tag('tech/other') }),
      makeArticle({ tags: tag('risk/privacy') }),
    ])
    const site = createApp({ store, now, watch, sample: false })
    const text = await (await site.request('/tags')).text()
    expect(text).toMatch(/Technology <span class="number">2</)
    expect(text).toMatch(/Risk <span class="number">1</)
    await store.close()
  })
})

it('an empty archive says on each of these pages what to do', async () => {
  const store = await openTestStore()
  const site = createApp({ store, now, watch, sample: false })
  for (const [url, words] of [
    ['/publications', 'with their first article'],
    ['/tags', 'the counts come with the first crawl'],
    ['/tags/tech/llm', 'No article carries this tag yet'],
  ] as const)
    expect(await (await site.request(url)).text(), url).toContain(words)
  await store.close()
})
