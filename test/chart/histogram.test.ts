// The histogram before it is drawn: buckets without gap or overlap, scales, bars in their room, days without sources.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chooseUnit,
  drawBars,
  findDownDays,
  joinDays,
  listUnits,
  makeBuckets,
  niceTop,
  placeSpan,
  readIsoDay,
  type Span,
  spreadLabels,
  UNITS,
  writePeriod,
} from '../../src/chart/histogram.ts'
import { readPeriod } from '../../src/search/period.ts'

const span = (from: string, to: string): Span => ({ fromDay: readIsoDay(from), toDay: readIsoDay(to) })
const anySpan = fc
  .tuple(fc.integer({ min: 0, max: 21_000 }), fc.nat(9_000))
  .map(([fromDay, days]) => ({ fromDay, toDay: fromDay + days }))

describe('buckets', () => {
  it('follow each other without a gap, hold the whole period, and are few', () => {
    fc.assert(
      fc.property(anySpan, fc.option(fc.constantFrom(...UNITS), { nil: undefined }), (whole, asked) => {
        const unit = chooseUnit(whole, asked)
        const buckets = makeBuckets(unit, whole)
        expect(buckets.length).toBeLessThanOrEqual(72)
        expect(buckets[0]!.fromDay).toBeLessThanOrEqual(whole.fromDay)
        expect(buckets.at(-1)!.toDay).toBeGreaterThanOrEqual(whole.toDay)
        for (const [i, bucket] of buckets.entries()) {
          if (i > 0) expect(bucket.fromDay).toBe(buckets[i - 1]!.toDay + 1)
          expect(readPeriod(writePeriod(unit, bucket), '2026-01-01')).toEqual(bucket)
        }
        if (asked && listUnits(whole).includes(asked)) expect(unit).toBe(asked)
      }),
    )
  })

  for (const [from, to, unit] of [
    ['2025-03-01', '2025-04-30', 'day'],
    ['2025-03-01', '2025-05-30', 'week'],
    ['2024-09-01', '2026-03-22', 'month'],
    ['1995-01-01', '2026-03-22', 'year'],
  ] as const)
    it(`from ${from} to ${to} are by ${unit}`, () => expect(chooseUnit(span(from, to))).toBe(unit))

  it('of weeks begin on Monday', () => {
    expect(writePeriod('week', makeBuckets('week', span('2025-03-05', '2025-03-06'))[0]!)).toBe(
      '2025-03-03/2025-03-09',
    )
  })
})

describe('the drawing', () => {
  it('keeps every bar in the room there is', () => {
    fc.assert(
      fc.property(anySpan, fc.nat(500), (whole, seed) => {
        const buckets = makeBuckets(chooseUnit(whole), whole)
        const values = buckets.map((_, i) => (i * 31 + seed) % 50)
        const path = drawBars(values, buckets, Math.max(...values, 1), 64)
        for (const [, x, height, width] of path.matchAll(/M([\d.]+) 64v-([\d.]+)h([\d.-]+)/g)) {
          expect(Number(height)).toBeLessThanOrEqual(64)
          expect(Number(width)).toBeGreaterThan(0)
          expect(Number(x) + Number(width)).toBeLessThanOrEqual(1_000.2)
        }
        expect([...path.matchAll(/M/g)].length).toBe(values.filter((value) => value > 0).length)
      }),
    )
    expect(placeSpan({ fromDay: 5, toDay: 5 }, { fromDay: 0, toDay: 9 })).toEqual({ x: 500, width: 100 })
  })

  it('has a scale that is never less than the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), (values) => {
        expect(niceTop(values) * (1 + 1e-6)).toBeGreaterThanOrEqual(Math.max(0, ...values) - 1e-9)
      }),
    )
    expect([niceTop([3]), niceTop([7]), niceTop([130]), niceTop([])]).toEqual([4, 8, 200, 1])
  })

  it('moves labels apart', () => {
    const placed = spreadLabels([10, 11, 12, 90], 13, 100)
    for (const [i, a] of placed.entries())
      for (const b of placed.slice(i + 1)) expect(Math.abs(a - b)).toBeGreaterThanOrEqual(12.9)
    expect(Math.max(...spreadLabels([100, 100, 100], 13, 100))).toBeLessThanOrEqual(100)
  })
})

describe('days on which sources were down', () => {
  const days = (counts: number[]) =>
    counts.flatMap((sources, i) =>
      sources > 0 ? [{ day: new Date(Date.UTC(2025, 2, 1 + i)).toISOString().slice(0, 10), sources }] : [],
    )
  const downOf = (counts: number[], today = '2025-04-30') =>
    findDownDays(days(counts), today).down.map((day) => day - readIsoDay('2025-03-01'))

  it('are those without an answer, and those with fewer than half of the usual', () => {
    expect(downOf([4, 4, 0, 4, 1, 2, 4], '2025-03-08')).toEqual([2, 4])
    expect(downOf([10, 10, 4, 5, 10], '2025-03-06')).toEqual([2])
  })

  it('begin with the first answer and end before today', () => {
    expect(downOf([4, 4, 4], '2025-03-03')).toEqual([])
    expect(downOf([4, 4], '2025-03-05')).toEqual([2, 3])
    expect(findDownDays([], '2025-03-05')).toEqual({ down: [] })
  })

  it('grow with the number of sources: few at the beginning are no fault', () => {
    expect(downOf([1, 1, 1, 8, 8, 8, 8], '2025-03-08')).toEqual([])
  })

  it('in a row are one span', () => {
    expect(joinDays([3, 4, 5, 9])).toEqual([
      { fromDay: 3, toDay: 5 },
      { fromDay: 9, toDay: 9 },
    ])
  })
})
