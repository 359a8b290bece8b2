// The vocabulary: rare words are counted exactly, frequent ones by a sample that must stay near the truth.
import { expect, it } from 'vitest'
import { makeArticle, openTestStore } from './samples.ts'

it('counts rare words exactly and frequent ones nearly', async () => {
  const store = await openTestStore()
  try {
    // Past the thousandth article the frequent words are known as such.
    for (let from = 0; from < 3_000; from += 100) {
      await store.saveArticles(
        Array.from({ length: 100 }, (_, i) => {
          const day = `2025-${String(1 + ((from / 100) % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`
          return makeArticle({
            title: '–',
            text: `hospital ${(from + i) % 300 === 0 ? 'quokka' : 'ward'}`,
            publishedAt: `${day}T06:00:00.000Z`,
            publishedOn: day,
          })
        }),
      )
    }
    const counts = new Map((await store.listTerms({ limit: 100 })).map((t) => [t.term, t.documentCount]))
    expect(counts.get('quokka')).toBe(10)
    expect(counts.get('hospital')).toBeGreaterThan(2_700)
    expect(counts.get('hospital')).toBeLessThan(3_300)
  } finally {
    await store.close()
  }
})
