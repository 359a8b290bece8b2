// The pure parts of the site: filters in and out of a query, bars of a chart, addresses, dates, health of a source.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Source } from '../../src/model.ts'
import { compileQuery } from '../../src/search/compile.ts'
import type { SourceState } from '../../src/store/sources.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'
import { writeAge, writeCount, writeDay } from '../../web/dates.ts'
import { seriesTitle } from '../../web/figures.ts'
import { encodeWords, outwardUrl, searchLink } from '../../web/links.ts'
import { makeBars } from '../../web/months.ts'
import { orderTags } from '../../web/names.ts'
import { addTerm, hasTerm, listFilters, removeTerm, writeTerm } from '../../web/query-terms.ts'
import { judgeSource } from '../../web/source-health.ts'

describe('a filter', () => {
  for (const [query, term, expected] of [
    ['', 'kind:wire', 'kind:wire'],
    ['hospital', 'kind:wire', 'hospital kind:wire'],
    ['a OR b', 'kind:wire', '(a OR b) kind:wire'],
    ['(a OR b) c', 'kind:wire', '(a OR b) c kind:wire'],
    ['"a OR b"', 'kind:wire', '"a OR b" kind:wire'],
    ['say "open', 'kind:wire', 'say "open" kind:wire'],
  ] as const) {
    it(`${term} narrows the whole of ${query || 'nothing'}`, () => {
      expect(addTerm(query, term)).toBe(expected)
      expect(compileQuery(addTerm(query, term), '2026-03-22').problems).toEqual([])
    })
  }

  for (const [query, term, expected] of [
    ['hospital kind:wire pilot', 'kind:wire', 'hospital pilot'],
    ['kind:wire', 'kind:wire', ''],
    ['publication:"The Daily" x', 'publication:"The Daily"', 'x'],
    ['(kind:wire OR b) x', 'kind:wire', '(kind:wire OR b) x'],
    ['-kind:wire x', 'kind:wire', '-kind:wire x'],
    ['xkind:wire', 'kind:wire', 'xkind:wire'],
  ] as const) {
    it(`${term} leaves ${query} as it was otherwise`, () => expect(removeTerm(query, term)).toBe(expected))
  }

  it('that was added can be taken away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('hospital', '"a phrase"', '-pilot', '医院', 'title:x', '(a OR b)'), {
          maxLength: 6,
        }),
        fc.constantFrom(['kind', 'wire'], ['publication', 'The Daily'], ['published', '2025-03']),
        (words, [field, value]) => {
          const query = words.join(' ')
          const term = writeTerm(field!, value!)
          const narrowed = addTerm(query, term)
          expect(hasTerm(query, term)).toBe(false)
          expect(hasTerm(narrowed, term)).toBe(true)
          expect(removeTerm(narrowed, term)).toBe(query)
        },
      ),
    )
  })

  it('inside brackets or beside OR cannot be taken away by itself', () => {
    expect(listFilters('kind:wire OR hospital')).toEqual([])
    expect(listFilters('(kind:wire OR hospital) lang:zh').map((filter) => filter.text)).toEqual(['lang:zh'])
    expect(listFilters('title:hospital http:x').map((filter) => filter.text)).toEqual([])
  })
})

describe('the bars of a chart', () => {
  it('fill the months between', () => {
    const bars = makeBars([
      { month: '2024-12', count: 2 },
      { month: '2025-03', count: 1 },
    ])
    expect(bars.map(({ period, count, startsYear }) => [period, count, startsYear])).toEqual([
      ['2024-12', 2, false],
      ['2025-01', 0, true],
      ['2025-02', 0, false],
      ['2025-03', 1, false],
    ])
  })

  it('are quarters or years where months would be too many', () => {
    const span = (from: string, to: string) => makeBars([from, to].map((month) => ({ month, count: 1 })))
    expect(span('2016-05', '2025-03')[0]).toMatchObject({
      period: '2016-04/2016-06',
      name: 'April to June 2016',
    })
    expect(span('1996-05', '2025-03')[0]).toMatchObject({ period: '1996', name: '1996' })
    expect(span('0001-01', '2025-03').length).toBeLessThanOrEqual(61)
  })

  it('lose no article that is in their span, and each period can be searched', () => {
    const month = fc
      .tuple(fc.integer({ min: 1990, max: 2026 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, m]) => `${year}-${String(m).padStart(2, '0')}`)
    fc.assert(
      fc.property(fc.uniqueArray(month, { minLength: 1, maxLength: 40 }), (months) => {
        const bars = makeBars(months.map((m, i) => ({ month: m, count: i + 1 })))
        const sum = (months.length * (months.length + 1)) / 2
        expect(bars.reduce((total, bar) => total + bar.count, 0)).toBe(sum)
        expect(bars.length).toBeLessThanOrEqual(61)
        for (const bar of bars)
          expect(compileQuery(`published:${bar.period}`, '2026-03-22').problems).toEqual([])
      }),
    )
  })

  it('are none without a month', () => {
    expect(makeBars([])).toEqual([])
    expect(makeBars([{ month: 'never', count: 3 }])).toEqual([])
  })
})

describe('an address', () => {
  it('of a search reads as it was typed, and comes back the same', () => {
    expect(searchLink('tag:risk/privacy AI', 'newest')).toBe('/search?q=tag:risk/privacy+AI&sort=newest')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (words) => {
        const url = new URL(`http://localhost/search?q=${encodeWords(words)}`)
        expect(url.searchParams.get('q')).toBe(words.trim().toWellFormed())
      }),
    )
  })

  for (const [url, expected] of [
    ['https://daily.example/a', true],
    ['http://daily.example/a', true],
    ['javascript:alert(1)', false],
    ['JaVaScRiPt:alert(1)', false],
    [' \tjavascript:alert(1)', false],
    ['data:text/html,x', false],
    ['//daily.example/', false],
    ['ftp://daily.example/', false],
    ['', false],
    [null, false],
  ] as const) {
    it(`out to ${url} is ${expected ? 'a link' : 'none'}`, () =>
      expect(outwardUrl(url) !== undefined).toBe(expected))
  }
})

describe('words of the site', () => {
  it('dates, ages and counts', () => {
    expect(writeDay('2025-05-08T23:59:00.000Z')).toBe('8 May 2025')
    expect(writeCount(1234567)).toBe('1,234,567')
    const now = new Date('2026-03-22T09:00:00.000Z')
    expect(writeAge('2026-03-22T08:00:00.000Z', now)).toBe('1 h ago')
    expect(writeAge('2026-03-22T09:30:00.000Z', now)).toBe('in 30 min')
    expect(writeAge('2025-03-22T09:30:00.000Z', now)).toBe('22 March 2025')
  })

  it('tags: the most telling first, without those that a narrower one implies', () => {
    expect(orderTags(['geo/CN', 'tech/llm', 'risk/privacy', 'tech/llm/deepseek', 'odd'])).toEqual([
      'tech/llm/deepseek',
      'risk/privacy',
      'geo/CN',
      'odd',
    ])
  })
})

describe('a source', () => {
  const now = new Date('2026-03-22T09:00:00.000Z')
  const source = { name: 'daily', title: 'The Daily', enabled: true } as Source
  const state: SourceState = {
    sourceName: 'daily',
    url: 'https://daily.example/feed',
    movedTo: null,
    movedTimes: 0,
    etag: null,
    lastModified: null,
    feedTitle: null,
    nextDueAt: '2026-03-22T10:00:00.000Z',
    lastCheckedAt: '2026-03-22T08:00:00.000Z',
    lastAnsweredAt: '2026-03-22T08:00:00.000Z',
    lastNewEntryAt: '2026-03-21T08:00:00.000Z',
    failuresInRow: 0,
    lastFailureKind: null,
    lastFailureMessage: null,
    lastEntryCount: 20,
    intervalMinutes: 60,
    newEntriesTotal: 20,
  }
  for (const [name, change, tone, words, advice] of [
    ['that answers is well', {}, 'ok', 'well', undefined],
    ['never asked waits', { lastCheckedAt: null }, 'wait', 'not yet asked', 'next round'],
    [
      'that fails says why',
      { failuresInRow: 3, lastFailureMessage: 'Gone.' },
      'bad',
      'failing, 3 times',
      'Gone.',
    ],
    [
      'that never answered says what to run',
      { failuresInRow: 1, lastAnsweredAt: null },
      'bad',
      'never answered',
      'uptake sources check daily',
    ],
    [
      'that is quiet for a month is silent',
      { lastNewEntryAt: '2026-02-01T08:00:00.000Z' },
      'bad',
      'silent',
      '30 days',
    ],
    [
      'that never listed anything is empty',
      { newEntriesTotal: 0, lastNewEntryAt: null },
      'bad',
      'empty',
      'selectors',
    ],
    [
      'that moved thrice says where',
      { movedTo: 'https://new.example/', movedTimes: 3 },
      'ok',
      'moved',
      'new.example',
    ],
    ['that moved once is well', { movedTo: 'https://new.example/', movedTimes: 1 }, 'ok', 'well', undefined],
  ] as const) {
    it(name, () => {
      const health = judgeSource(source, { ...state, ...change }, now)
      expect(health.tone).toBe(tone)
      expect(health.words).toContain(words)
      if (advice === undefined) expect(health.advice).toBeUndefined()
      else expect(health.advice).toContain(advice)
    })
  }

  it('switched off says the reason', () => {
    expect(judgeSource({ ...source, enabled: false, why: 'It asks for a fee.' }, state, now)).toMatchObject({
      tone: 'off',
      advice: 'It asks for a fee.',
    })
  })
})

describe('the title of a series', () => {
  const of = {
    technology: 'deepseek',
    unit: 'hospital',
    places: 'CN',
    measure: 'count',
    stageClass: 'adopted',
  }
  for (const [parts, expected] of [
    [{}, 'Hospitals in China on DeepSeek'],
    [{ stageClass: 'piloting' }, 'Hospitals in China on DeepSeek, in pilots'],
    [{ measure: 'count-flow' }, 'New hospitals in China on DeepSeek'],
    [{ measure: 'share', denominator: 'rural-hospitals' }, 'Share of rural hospitals in China on DeepSeek'],
    [{ unit: 'device', stageClass: 'authorised', technology: 'ai' }, 'Authorised products in China'],
  ] as const) {
    it(expected, async () => {
      const lexicon = await readLexicon('feeds/lexicon')
      expect(seriesTitle({ ...of, denominator: '', ...parts } as never, lexicon)).toBe(expected)
    })
  }
})
