// The grammar by itself: what is printed reads back the same, mends mend, words describe, nothing throws.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import { coverPeriod, readPeriod } from '../../src/search/period.ts'
import { describeQuery, printQuery } from '../../src/search/print.ts'
import { parseQuery, type QueryNode } from '../../src/search/query.ts'
import type { Store } from '../../src/store/open.ts'
import { makeArticle, openTestStore } from '../store/samples.ts'

const TODAY = '2026-03-14'

/** The tree without its places in the text. */
function shapeOf(node: QueryNode | undefined): unknown {
  return JSON.parse(
    JSON.stringify(node ?? null, (key, value) => (key === 'at' || key === 'length' ? undefined : value)),
  )
}

const ATOMS = [
  'hospital',
  'scribe*',
  '"on-premises"',
  '"wor* ld*"',
  '医院',
  '院',
  '大模型 DeepSeek',
  '-',
  'NOT',
  '非',
  'OR',
  '或',
  '|',
  'AND',
  '和',
  'or',
  'NEAR',
  'NEAR/3',
  'NEAR/100',
  '(',
  ')',
  '（',
  '）',
  'title:',
  'title:(',
  'author:"A B"',
  'kind:journal',
  'kind:(',
  'kind:journal,wire',
  'tag:risk/privacy',
  'story:12',
  'published:2025-03',
  'published:>2025',
  'seen:<7d',
  'published:never',
  'foo:bar',
  'http://x.example/a',
  'it’s',
  'a:b:c',
  '“',
  '"',
  '：',
  '*',
  '**',
  'a**',
  "'",
  '\\',
  '\u0000',
  '😀',
  '\ud800',
  '{x}',
  '^',
  ';--',
]
const anything = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...ATOMS), { maxLength: 14 }).map((parts) => parts.join(' ')),
  },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...ATOMS), { maxLength: 8 }).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
)

describe('a query', () => {
  it('that is printed reads back to the same tree, without a problem of grammar', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const { tree } = parseQuery(input)
        if (!tree) return
        const printed = printQuery(tree)
        const again = parseQuery(printed)
        expect(shapeOf(again.tree), printed).toEqual(shapeOf(tree))
        expect(again.problems, printed).toEqual([])
      }),
      { numRuns: 3_000 },
    )
  })

  it('never makes the compiler throw, and every problem points into it', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const { problems } = compileQuery(input, TODAY)
        for (const { at, length, mend } of problems) {
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at + length).toBeLessThanOrEqual(Math.max(input.length, 1))
          if (mend !== undefined) expect(mend).not.toBe(input)
        }
        expect(typeof describeQuery(input)).toBe('string')
      }),
      { numRuns: 3_000 },
    )
  })

  for (const [query, mend] of [
    ['tite:hospital lang:zh', 'title:hospital lang:zh'],
    ['lang: zh hospital', 'lang:zh hospital'],
    ['hospital "open', 'hospital "open"'],
    ['(hospital OR clinic', '(hospital OR clinic)'],
    ['hospital)', 'hospital'],
    ['hospital OR', 'hospital'],
    ['hospital NOT', 'hospital'],
    ['NEAR/3 hospital', 'hospital'],
    ['a NEAR/500 b', 'a NEAR/100 b'],
    ['hospital or clinic', 'hospital OR clinic'],
    ['kind:jurnal', 'kind:journal'],
    ['kind:(jurnal OR wire)', 'kind:(journal OR wire)'],
    ['published:2025/03 x', 'published:2025-03 x'],
    ['published:2025-02-30', 'published:2025-02'],
    ['published:"March 2025"', 'published:2025-03'],
    ['published:"8 May 2025"', 'published:2025-05-08'],
    ['published:2025年3月8日', 'published:2025-3-8'],
    ['published:7d', 'published:<7d'],
    ['seen:"last 2 weeks"', 'seen:<2w'],
    ['published:2025-06/2025-01', 'published:2025-01/2025-06'],
    ['foo:bar', 'foo bar'],
  ] as const) {
    it(`${query} is mended to ${mend}`, () => {
      const { problems } = compileQuery(query, TODAY)
      expect(problems[0]?.mend).toBe(mend)
      expect(compileQuery(mend, TODAY).problems).toEqual([])
    })
  }

  for (const [query, words] of [
    ['', 'all articles'],
    ['!!!', 'no articles'],
    ['hospital -pilot kind:journal', 'articles with “hospital”, without “pilot”, of the kind journal'],
    [
      '("a b" OR scribe*) title:x',
      'articles with (“a b” or a word beginning with “scribe”) and “x” in the title',
    ],
    ['a NEAR/5 b published:<7d', 'articles with “a” within 5 words of “b”, published in the last 7 days'],
    ['seen:2025-01/2025-06 -tag:risk', 'articles, not tagged risk, first seen from 2025-01 to 2025-06'],
    ['kind:(wire OR blog)', 'articles with of the kind wire or of the kind blog'],
  ] as const) {
    it(`${query || 'nothing'} in words`, () => expect(describeQuery(query)).toBe(words))
  }
})

describe('a period', () => {
  it('is covered by its years, months and days, each day once', () => {
    const day = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(day, fc.nat(3_000), (fromDay, length) => {
        const toDay = fromDay + length
        const days = coverPeriod({ fromDay, toDay }, '2035-01-01').flatMap((span) => {
          const { fromDay: from, toDay: to } = readPeriod(span, TODAY)!
          return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i)
        })
        expect(days).toEqual(Array.from({ length: length + 1 }, (_, i) => fromDay + i))
        expect(coverPeriod({ fromDay, toDay }, '2035-01-01').length).toBeLessThan(100)
      }),
      { numRuns: 200 },
    )
    expect(coverPeriod({ fromDay: 20_000 }, '2026-03-14').at(-1)).toBe('2027')
    expect(coverPeriod({ toDay: -5 }, '2026-03-14')).toEqual([])
  })
})

describe('hostile queries on a real index', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore()
    await store.saveArticles(
      ['Hospital tries DeepSeek', '医院应用大模型', 'A pilot of scribes'].map((title) =>
        makeArticle({ title, text: title }),
      ),
    )
  })
  afterAll(() => store.close())

  const run = async (query: string) => {
    const compiled = compileQuery(query, TODAY)
    for (const order of ['relevance', 'newest', 'covered'] as const) {
      const { count } = await store.searchArticles({ ...compiled, order, limit: 3 })
      expect(count, query).toBeGreaterThanOrEqual(0)
    }
    const { articles } = await store.countMatches(compiled)
    const { ids } = await store.listMatchIds({ compiled, order: 'relevance', limit: 10 })
    expect(ids.length, query).toBe(articles)
  }

  it('are answered, never an error of the index', async () => {
    await fc.assert(fc.asyncProperty(anything, run), { numRuns: 300 })
  })

  it('of great depth and length are answered', async () => {
    const deep = (open: string, close: string) => `${open.repeat(60)}hospital${close.repeat(60)}`
    for (const query of [
      deep('(', ')'),
      deep('-(a OR ', ')'),
      deep('NOT (b -', ')'),
      deep('(a OR (b ', '))'),
      `${'NOT '.repeat(200)}a`,
      `${'-'.repeat(900)}a`,
      Array.from({ length: 64 }, (_, i) => `w${i}`).join(' NEAR/9 '),
      Array.from({ length: 64 }, (_, i) => `w${i}*`).join(' OR '),
      'published:>1970-01-02 OR seen:<9999d '.repeat(26),
      'a* b* '.repeat(100),
      '"'.repeat(999),
      'x'.repeat(10_000),
      '医'.repeat(990),
      `title:(${'('.repeat(40)}a`,
    ])
      await run(query)
  })

  const blns = path.resolve(import.meta.dirname, '../../../shared/data/strings/blns.json')
  it.skipIf(!existsSync(blns))('of the list of naughty strings are answered', async () => {
    const strings = JSON.parse(readFileSync(blns, 'utf8')) as string[]
    expect(strings.length).toBeGreaterThan(500)
    for (const text of strings) await run(text)
  })
})
