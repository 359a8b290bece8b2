// What claims say about each other: series, origins, and the four relations with the cases that are none.
import { describe, expect, it } from 'vitest'
import { type PlacedClaim, relateClaims, writeFigure } from '../../src/claim/relate.ts'
import { findOrigin, findOrigins, isDrawn, seriesKey } from '../../src/claim/series.ts'
import type { Claim, ClaimStatus } from '../../src/model.ts'
import { makeClaim } from './samples.ts'

const read = (quote: string, rest: Partial<Claim> = {}) => makeClaim(quote, quote, rest)

let made = 0
function place(reading: Claim, rest: Partial<PlacedClaim> = {}): PlacedClaim {
  made++
  return {
    id: made,
    articleId: made,
    versionNumber: 1,
    goneIn: null,
    seriesKey: seriesKey(reading),
    reading,
    status: 'auto',
    origin: `article:${made}`,
    publishedAt: `2025-05-${String((made % 28) + 1).padStart(2, '0')}T08:00:00.000Z`,
    storyId: made,
    copyGroupId: null,
    isOriginal: true,
    ...rest,
  }
}

const month = (asOf: string): Partial<Claim> => ({
  asOf,
  asOfPrecision: 'month',
  asOfText: asOf,
  asOfStartOn: `${asOf}-01`,
  asOfEndOn: `${asOf}-28`,
})

const kinds = (claims: PlacedClaim[], neighbours: PlacedClaim[] = []) =>
  relateClaims(claims, neighbours).map(({ from, to, kind }) => [kind, from, to])

describe('a series', () => {
  it('holds what may be compared, and nothing else', () => {
    const base = read('300 hospitals')
    expect(seriesKey(base)).toBe('deepseek~hospital~CN~count~adopted')
    expect(seriesKey({ ...base, stage: 'routine' })).toBe(seriesKey(base))
    const others: Partial<Claim>[] = [
      { stage: 'authorised' },
      { stage: 'piloting' },
      { stage: 'planned' },
      { stage: 'discontinued' },
      { unit: 'clinic' },
      { technology: 'qwen' },
      { places: ['CN-ZJ'] },
      { measure: 'share' },
      { accumulation: 'flow' },
    ]
    const keys = others.map((other) => seriesKey({ ...base, ...other }))
    expect(new Set([seriesKey(base), ...keys]).size).toBe(others.length + 1)
  })

  it('tells shares of different wholes apart, however they are written', () => {
    const share = (denominator: string) => seriesKey(read('40 hospitals', { measure: 'share', denominator }))
    expect(share('of the tertiary hospitals')).toBe(share('tertiary hospitals'))
    expect(share('tertiary hospitals')).not.toBe(share('rural hospitals'))
  })
})

describe('an origin', () => {
  const where = { articleId: 7, publicationName: 'The Daily', copyGroupId: 3, originalName: 'The Wire' }
  const cases: [string, Partial<Claim>, Partial<typeof where> | { copyGroupId: null }, string][] = [
    [
      'the paper it cites',
      { citedDoi: '10.5555/x', attributionText: 'the ministry', attributionKind: 'official' },
      {},
      'doi:10.5555/x',
    ],
    [
      'who said it',
      { attributionText: 'The National Health Commission', attributionKind: 'regulator' },
      {},
      'said:national health commission',
    ],
    ['the copied text', {}, {}, 'copies:3'],
    ['the article', {}, { copyGroupId: null }, 'article:7'],
    [
      'not the press that repeats it',
      { attributionText: 'a newspaper', attributionKind: 'press' },
      {},
      'copies:3',
    ],
  ]
  it.each(cases)('is %s', (_, claim, rest, key) => {
    expect(findOrigin(read('300 hospitals', claim), { ...where, ...rest }).key).toBe(key)
  })
})

describe('relations', () => {
  it('521, then 1,016, then 1,451 of one origin: each supersedes the one before; a fall does as well', () => {
    const origin = 'said:the register'
    const [a, b, c, d] = [
      ['2025-01', 521],
      ['2025-03', 1016],
      ['2025-06', 1451],
      ['2025-09', 1300],
    ].map(([asOf, value]) =>
      place(read(`${value} hospitals`, { ...month(asOf as string), value: value as number }), { origin }),
    )
    expect(kinds([c!, a!, d!, b!])).toEqual([
      ['supersedes', b!.id, a!.id],
      ['supersedes', c!.id, b!.id],
      ['supersedes', d!.id, c!.id],
    ])
  })

  it('never joins origins: a later figure of somebody else supersedes nothing', () => {
    expect(
      kinds([place(read('300 hospitals', month('2025-01'))), place(read('400 hospitals', month('2025-04')))]),
    ).toEqual([])
  })

  const at = month('2025-03')
  const pairs: [string, Partial<Claim>, Partial<Claim>, boolean][] = [
    ['at least 300 and 520', { qualifier: 'at_least', value: 300 }, { value: 520 }, false],
    ['at least 300 and 200', { qualifier: 'at_least', value: 300 }, { value: 200 }, true],
    ['more than 300 and 300', { qualifier: 'more_than', value: 300 }, { value: 300 }, true],
    ['at least 300 and 300', { qualifier: 'at_least', value: 300 }, { value: 300 }, false],
    ['about 300 and 320', { qualifier: 'about', value: 300 }, { value: 320 }, false],
    ['about 300 and 400', { qualifier: 'about', value: 300 }, { value: 400 }, true],
    [
      'up to 500 and at least 500',
      { qualifier: 'up_to', value: 500 },
      { qualifier: 'at_least', value: 500 },
      false,
    ],
    [
      'fewer than 500 and at least 500',
      { qualifier: 'fewer_than', value: 500 },
      { qualifier: 'at_least', value: 500 },
      true,
    ],
  ]
  it.each(pairs)('for one time, %s', (_, a, b, contradict) => {
    const claims = [a, b].map((rest) => place(read(`${rest.value} hospitals`, { ...at, ...rest })))
    expect(kinds(claims)).toEqual(contradict ? [['contradicts', claims[0]!.id, claims[1]!.id]] : [])
  })

  it('an unsure reading that nobody has looked at contradicts nobody', () => {
    const sure = place(read('300 hospitals', at))
    const told = (confidence: number, status: ClaimStatus) =>
      kinds([sure, place(read('2 hospitals', { ...at, value: 2, confidence }), { status })])
    expect(told(0.3, 'needs_review')).toEqual([])
    expect(told(0.7, 'needs_review')).toHaveLength(1)
    expect(told(0.3, 'accepted')).toHaveLength(1)
  })

  it('for different times nothing contradicts, and neither does a plan, a denial or a rejected figure', () => {
    const first = place(read('300 hospitals', at))
    expect(kinds([first, place(read('200 hospitals', month('2025-04')))])).toEqual([])
    expect(kinds([first, place(read('200 hospitals', { ...at, modality: 'planned' }))])).toEqual([])
    expect(kinds([first, place(read('200 hospitals', { ...at, polarity: 'negated' }))])).toEqual([])
    expect(kinds([first, place(read('200 hospitals', at), { status: 'rejected' })])).toEqual([])
  })

  it('"at least 300 hospitals" told again as "more than 300 medical facilities" has drifted', () => {
    const original = place(read('at least 300 hospitals', { ...at, qualifier: 'at_least' }), {
      storyId: 1,
      origin: 'doi:1',
    })
    const retold = place(
      read('more than 300 medical facilities', { ...at, qualifier: 'more_than', unit: 'organisation' }),
      {
        storyId: 1,
        publishedAt: '2025-06-20T08:00:00.000Z',
      },
    )
    expect(relateClaims([retold], [original])).toEqual([
      {
        from: retold.id,
        to: original.id,
        kind: 'drift',
        reason:
          'the bound and what is counted changed on the way: "at least 300 hospitals" became "more than 300 medical facilities"',
      },
    ])
  })

  it('a faithful retelling, another story, or the same article twice is no drift', () => {
    const original = place(read('at least 300 hospitals', { ...at, qualifier: 'at_least' }), { storyId: 1 })
    const later = { publishedAt: '2025-06-20T08:00:00.000Z' }
    const faithful = place(read('at least 300 hospitals', { ...at, qualifier: 'at_least' }), {
      storyId: 1,
      ...later,
    })
    const elsewhere = place(read('more than 300 hospitals', { ...at, qualifier: 'more_than' }), later)
    const itself = place(read('more than 300 hospitals', { ...at, qualifier: 'more_than' }), {
      storyId: 1,
      articleId: original.articleId,
      ...later,
    })
    for (const other of [faithful, elsewhere, itself])
      expect(relateClaims([original, other]).filter(({ kind }) => kind === 'drift')).toEqual([])
  })

  it('a drifted number does not also count as a witness against its original', () => {
    const original = place(read('300 hospitals', at), { storyId: 1, origin: 'doi:1' })
    const wrong = place(read('3,000 hospitals', { ...at, value: 3000 }), {
      storyId: 1,
      publishedAt: '2025-06-20T08:00:00.000Z',
    })
    expect(kinds([original, wrong])).toEqual([['drift', wrong.id, original.id]])
  })

  it("a publisher's edit corrects, and the figure it replaced says nothing any more", () => {
    const old = place(read('300 hospitals', at), { articleId: 5, goneIn: 2 })
    const fresh = place(read('261 hospitals', at), { articleId: 5, versionNumber: 2 })
    const other = place(read('261 hospitals', at))
    expect(kinds([old, fresh, other])).toEqual([['corrects', fresh.id, old.id]])
  })
})

describe('drawing', () => {
  it('draws what is said to be so and is sure or reviewed', () => {
    const claim = read('300 hospitals')
    expect(
      (['auto', 'accepted', 'corrected', 'needs_review', 'rejected'] as const).map((s) => isDrawn(claim, s)),
    ).toEqual([true, true, true, false, false])
    const never: Partial<Claim>[] = [
      { qualifier: 'vague' },
      { modality: 'forecast' },
      { modality: 'planned' },
      { polarity: 'negated' },
    ]
    for (const rest of never) expect(isDrawn({ ...claim, ...rest }, 'accepted')).toBe(false)
  })

  const figures: [Partial<Claim>, string][] = [
    [{ qualifier: 'at_least', value: 1300 }, '≥ 1,300'],
    [{ qualifier: 'range', value: 12, valueMax: 15, measure: 'share' }, '12–15 %'],
    [{ measure: 'change', changeKind: 'factor', value: 2 }, '× 2'],
    [{ measure: 'change', changeKind: 'percent_relative', value: 35 }, '+35 %'],
    [{ measure: 'change', changeKind: 'percentage_points', value: -4 }, '-4 points'],
  ]
  it.each(figures)('writes %j as %s', (rest, written) => {
    expect(writeFigure(read('300 hospitals', rest))).toBe(written)
  })
})

describe('origins of one story', () => {
  const where = { publicationName: 'A', copyGroupId: null, originalName: null }
  const said = { attributionText: 'Lingnan Health Insight', attributionKind: 'survey' } as const
  it('are one where one report names who said a figure and another does not', () => {
    const told = [
      { ...where, id: 1, articleId: 1, storyId: 9, reading: read('520 hospitals', said) },
      { ...where, id: 2, articleId: 2, storyId: 9, reading: read('520 hospitals') },
      { ...where, id: 3, articleId: 3, storyId: 9, reading: read('212 hospitals') },
      { ...where, id: 4, articleId: 4, storyId: 8, reading: read('520 hospitals', month('2025-01')) },
    ]
    expect([...findOrigins(told).values()].map(({ key }) => key)).toEqual([
      'said:lingnan health insight',
      'said:lingnan health insight',
      'article:3',
      'article:4',
    ])
  })
})

describe("a publication's own correction", () => {
  const year = { asOf: '2025-12-31', asOfStartOn: '2025-12-31', asOfEndOn: '2025-12-31' }
  const [wrong, right] = [read('74 devices', year), read('71 devices', year)]
  const first = { publicationId: 'register', storyId: 900, publishedAt: '2025-12-17T08:00:00.000Z' }
  const later = {
    publicationId: 'register',
    storyId: 900,
    publishedAt: '2025-12-19T08:00:00.000Z',
    articleTitle: 'Correction to the register',
  }

  it('in a later article corrects the figure, and is no drift from it', () => {
    const [old, fresh] = [place(wrong, first), place(right, later)]
    expect(kinds([old, fresh], [old, fresh])).toEqual([['corrects', fresh.id, old.id]])
  })

  it('is not one without the word, at another publication, before the figure, or for another time', () => {
    for (const [a, b] of [
      [place(wrong, first), place(right, { ...later, articleTitle: 'The register' })],
      [place(wrong, first), place(right, { ...later, publicationId: 'daily' })],
      [
        place(wrong, { ...later, articleTitle: '' }),
        place(right, { ...first, articleTitle: later.articleTitle }),
      ],
      [place(read('74 devices', month('2025-06')), first), place(right, later)],
    ] as const)
      expect(kinds([a, b], [a, b]).filter(([kind]) => kind === 'corrects')).toEqual([])
  })
})

describe('a retelling without a date of its own', () => {
  const told = { asOfBasis: 'inferred_publication', ...month('2025-05') } as const
  const original = () => place(read('at least 300 hospitals', { qualifier: 'at_least' }), { storyId: 901 })

  it('means the date of what it retells, and "AI" may mean any of it', () => {
    const first = original()
    const vague = { qualifier: 'more_than', unit: 'organisation', technology: 'ai', ...told } as const
    const second = place(read('more than 300 medical facilities', vague), {
      storyId: 901,
      publishedAt: '2026-01-01',
    })
    expect(kinds([second], [first, second])).toEqual([['drift', second.id, first.id]])
  })

  it('is another figure when it gives another date, or names another technology', () => {
    const first = original()
    for (const rest of [
      { ...told, asOfBasis: 'explicit' },
      { ...told, technology: 'qwen' },
    ] as const) {
      const second = place(read('more than 300 hospitals', { qualifier: 'more_than', ...rest }), {
        storyId: 901,
        publishedAt: '2026-01-01',
      })
      expect(kinds([second], [first, second])).toEqual([])
    }
  })
})
