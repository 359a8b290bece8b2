// Kept answers: given again for a while, shared while they are worked out, and never after a write of one's own.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepAnswers } from '../../src/store/kept-answers.ts'
import { makeArticle, openTestStore } from './samples.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** Answers one after the other: 1, 2, 3 …, each of a cost that is said. */
function makeAsker() {
  const kept = keepAnswers()
  let worked = 0
  const ask = (question: string, ms = 4) => kept.read(question, async () => ({ value: ++worked, ms }))
  return { ...kept, ask }
}

it('are worked out once for the same question while they are kept, the dear ones longer', async () => {
  const { ask } = makeAsker()
  expect([await ask('cheap', 1), await ask('dear', 8), await ask('dear', 8)]).toEqual([1, 2, 2])
  vi.advanceTimersByTime(499)
  expect([await ask('cheap', 1), await ask('dear', 8)]).toEqual([1, 2])
  vi.advanceTimersByTime(1)
  expect([await ask('cheap', 1), await ask('dear', 8)]).toEqual([3, 2])
  vi.advanceTimersByTime(3_500)
  expect(await ask('dear', 8)).toBe(4)
})

it('are kept ten seconds at most, and not at all where the work was next to nothing', async () => {
  const { ask } = makeAsker()
  expect([await ask('very dear', 60_000), await ask('free', 0.01), await ask('free', 0.01)]).toEqual([
    1, 2, 3,
  ])
  vi.advanceTimersByTime(9_999)
  expect(await ask('very dear')).toBe(1)
  vi.advanceTimersByTime(1)
  expect(await ask('very dear')).toBe(4)
})

it('are shared by those who ask meanwhile, but not by who asks after a write', async () => {
  const kept = keepAnswers()
  const ends: ((value: string) => void)[] = []
  const ask = () =>
    kept.read('a', async () => ({ value: await new Promise<string>((end) => ends.push(end)), ms: 100 }))
  const before = [ask(), ask()]
  kept.forget()
  const after = [ask(), ask()]
  expect(ends).toHaveLength(2)
  ends[1]!('new')
  expect(await Promise.all(after)).toEqual(['new', 'new'])
  ends[0]!('old')
  expect(await Promise.all(before)).toEqual(['old', 'old'])
  expect(await ask()).toBe('new')
})

it('are not of work that failed, and not without end', async () => {
  const kept = keepAnswers()
  await expect(kept.read('a', () => Promise.reject(new Error('no such thing')))).rejects.toThrow(
    'no such thing',
  )
  const { ask } = makeAsker()
  expect(await kept.read('a', async () => ({ value: 1, ms: 4 }))).toBe(1)
  for (let i = 1; i <= 1_001; i++) await ask(String(i), 60_000)
  expect([await ask('1001'), await ask('1')]).toEqual([1_001, 1_002])
})

it('of a search are forgotten when something is written through the same store', async () => {
  vi.useRealTimers()
  const store = await openTestStore()
  const count = async () => (await store.searchArticles({ marks: [], order: 'newest', limit: 5 })).count
  expect(await count()).toBe(0)
  for (const n of [1, 2, 3]) {
    await store.saveArticles([makeArticle({ url: `https://one.example/${n}` })])
    expect(await count()).toBe(n)
  }
  await store.close()
})
