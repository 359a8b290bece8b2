// Results by story on a real index, held against a plain reading of the same rows: every matching story once in every
// order and on every page size, counts exact, copies under their original; spans, days and branches of tags counted.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import type { Store } from '../../src/store/open.ts'
import type { SearchOrder } from '../../src/store/search.ts'
import { makeArticle, openTestStore } from './samples.ts'

const TODAY = '2026-03-22'
const ORDERS: SearchOrder[] = ['relevance', 'newest', 'oldest', 'covered']
const WORDS = ['hospital', 'scribe', 'privacy', 'pilot', '医院']

type Known = { id: number; story: number; words: Set<string>; day: string }
let store: Store
const known: Known[] = []

const find = (query: string) => compileQuery(query, TODAY)

/** Ninety articles in some forty stories; words, days and company follow from the number. */
beforeAll(async () => {
  store = await openTestStore()
  const storyOf: number[] = []
  for (let i = 0; i < 90; i++) {
    const words = WORDS.filter((_, w) => (i * 7 + w * 3) % (w + 2) === 0)
    const day = `2025-0${1 + (i % 6)}-${String(1 + ((i * 5) % 27)).padStart(2, '0')}`
    const leader = i % 5 === 0 || known.length < 3 ? undefined : known[(i * 11) % Math.min(known.length, 30)]!
    const isCopy = leader !== undefined && i % 3 === 0
    const id = await store.saveArticle(
      makeArticle({
        title: `Article ${i} ${words[0] ?? ''}`,
        text: `${words.join(' ')} ${'filler '.repeat(i % 7)}`,
        publishedAt: `${day}T08:00:00.000Z`,
        publicationName: `Paper ${i % 9}`,
        ...(i % 4 === 0 ? { credit: { name: 'Wire', evidence: 'by Wire' } } : {}),
        tags: [
          { id: `risk/r${i % 3}`, setBy: 'rule', matched: [] },
          ...(i % 2 ? [{ id: 'risk/r9', setBy: 'rule', matched: [] }] : []),
        ],
        ...(leader
          ? {
              story: { withArticleId: leader.id, points: 5, evidence: [] },
              ...(isCopy
                ? {
                    copies: {
                      withArticleId: leader.id,
                      containment: 1,
                      evidence: [],
                      originalId: leader.id,
                      originalReason: 'first',
                    },
                  }
                : {}),
            }
          : {}),
      }),
    )
    storyOf[i] = leader ? leader.story : i
    known.push({ id, story: storyOf[i]!, words: new Set(words), day })
  }
})
afterAll(() => store.close())

const matching = (word: string) => known.filter((article) => article.words.has(word))

async function allPages(query: string, order: SearchOrder, limit: number) {
  const pages = []
  let after: string | undefined
  for (let page = 0; page < 100; page++) {
    const answer = await store.searchStories({ ...find(query), order, limit, ...(after ? { after } : {}) })
    pages.push(answer)
    after = answer.next
    if (after === undefined) return pages
  }
  throw new Error('the pages have no end')
}

describe('stories that match', () => {
  it('come once each, on pages of any size, in every order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WORDS),
        fc.constantFrom(...ORDERS),
        fc.integer({ min: 1, max: 50 }),
        async (word, order, limit) => {
          const pages = await allPages(word, order, limit)
          const rows = pages.flatMap((page) => page.rows)
          const expected = new Set(matching(word).map(({ story }) => story))
          const ids = rows.map((row) => row.storyId)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.length).toBe(expected.size)
          for (const page of pages) {
            expect(page.articles).toBe(matching(word).length)
            expect(page.stories).toBe(expected.size)
          }
          expect(rows.reduce((sum, row) => sum + row.matched, 0)).toBe(matching(word).length)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('stand in the order that is asked for', async () => {
    const newest = (await allPages('hospital', 'newest', 7)).flatMap((page) => page.rows)
    const newestOf = (story: number) =>
      Math.max(...matching('hospital').flatMap((a) => (a.story === story ? [a.id] : [])))
    const stories = newest.map((row) => known.find(({ id }) => id === row.lead.id)!.story)
    expect(stories).toEqual([...stories].sort((a, b) => newestOf(b) - newestOf(a)))
    const covered = (await allPages('hospital', 'covered', 7)).flatMap((page) =>
      page.rows.map((row) => row.reports),
    )
    expect(covered).toEqual([...covered].sort((a, b) => b - a))
    expect(covered[0]).toBeGreaterThan(1)
  })

  it('are led by an original where it matches, and say how much of them there is', async () => {
    const [page] = await allPages('hospital', 'relevance', 50)
    const folded = page!.rows.filter((row) => row.articles > 2)
    expect(folded.length).toBeGreaterThan(1)
    for (const row of page!.rows) {
      const { story } = known.find(({ id }) => id === row.lead.id)!
      const members = known.filter((article) => article.story === story)
      expect(row.articles).toBe(members.length)
      for (const hit of [row.lead, ...row.others]) expect(hit.storyCount).toBe(members.length)
      expect(row.matched).toBe(members.filter(({ words }) => words.has('hospital')).length)
      expect(row.reports).toBeLessThanOrEqual(row.articles)
      expect(row.origins).toBeLessThanOrEqual(row.reports)
      const group = [row.lead, ...row.others].filter((hit) => hit.copyGroupId === row.lead.copyGroupId)
      if (row.lead.copyGroupId !== null && group.some((hit) => hit.isOriginal))
        expect(row.lead.isOriginal).toBe(true)
    }
  })
})

describe('all matches', () => {
  it('are listed once each in every order, as many as are counted', async () => {
    for (const word of WORDS)
      for (const order of ORDERS) {
        const compiled = find(word)
        const ids: number[] = []
        let after: string | undefined
        do {
          const page = await store.listMatchIds({ compiled, order, limit: 7, ...(after ? { after } : {}) })
          ids.push(...page.ids)
          after = page.next
        } while (after !== undefined)
        const { articles } = await store.countMatches(compiled)
        expect(ids.length, `${word} ${order}`).toBe(articles)
        expect([...ids].sort((a, b) => a - b)).toEqual(
          matching(word)
            .map(({ id }) => id)
            .sort((a, b) => a - b),
        )
      }
  })

  it('of a story are found by its id', async () => {
    const [page] = await allPages('hospital', 'covered', 1)
    const [row] = page!.rows
    const { ids } = await store.listMatchIds({
      compiled: find(`story:${row!.storyId}`),
      order: 'newest',
      limit: 99,
    })
    expect(ids.length).toBe(row!.articles)
  })

  it('are counted by span, beside all articles of the span', async () => {
    const compiled = find('hospital')
    const days = (await store.findDays(compiled))!
    const spans = Array.from({ length: days.toDay - days.fromDay + 1 }, (_, i) => ({
      fromDay: days.fromDay + i,
      toDay: days.fromDay + i,
    }))
    const { matches, articles } = await store.countSpans({ compiled, spans })
    const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
    expect(matches).toEqual(
      spans.map(({ fromDay }) => matching('hospital').filter(({ day }) => day === iso(fromDay)).length),
    )
    expect(articles).toEqual(
      spans.map(({ fromDay }) => known.filter(({ day }) => day === iso(fromDay)).length),
    )
    // Few spans are counted each, many from a list: both are the same.
    const whole = await store.countSpans({ compiled, spans: [days] })
    expect(whole.matches).toEqual([matching('hospital').length])
    const part = await store.countSpans({
      compiled: find('published:2025-03'),
      spans: [{ fromDay: 0, toDay: 99_999 }],
    })
    expect(part.matches).toEqual([known.filter(({ day }) => day.startsWith('2025-03')).length])
    expect(await store.findDays(find('nothingofthekind'))).toBeUndefined()
  })

  it('count for the branches of their tags once each', async () => {
    const { tag } = await store.searchFacets(find('hospital'))
    expect(tag.find(({ value }) => value === 'risk')!.count).toBe(matching('hospital').length)
  })
})

it('days on which sources answered are counted, and a day that goes on is counted again', async () => {
  const fetched = (sourceName: string, fetchedAt: string, outcome: 'page' | 'failure') =>
    store.recordFetch({
      sourceName,
      purpose: 'feed',
      url: 'https://x.example/',
      outcome,
      byteCount: 1,
      tookMs: 1,
      fetchedAt,
    })
  await fetched('a', '2026-03-01T08:00:00.000Z', 'page')
  await fetched('a', '2026-03-01T09:00:00.000Z', 'page')
  await fetched('b', '2026-03-01T09:00:00.000Z', 'failure')
  expect(await store.listAnsweredDays()).toEqual([{ day: '2026-03-01', sources: 1 }])
  await fetched('b', '2026-03-01T10:00:00.000Z', 'page')
  await fetched('b', '2026-03-03T10:00:00.000Z', 'page')
  expect(await store.listAnsweredDays()).toEqual([
    { day: '2026-03-01', sources: 2 },
    { day: '2026-03-03', sources: 1 },
  ])
})
