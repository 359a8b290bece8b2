import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../src/text/dates.ts'

type Case = [written: string, expected: string | null, day?: 'day' | '', language?: string]
const cases = JSON.parse(readFileSync(new URL('./dates-cases.json', import.meta.url), 'utf8')) as Case[]

function check(written: string, expected: { at?: string; dayOnly: boolean }, language?: string) {
  const { raw, ...date } = readDate(written, language ? { language } : {})
  expect(raw).toBe(written)
  expect(date).toEqual(expected)
}

describe('dates', () => {
  it.each(cases)('%s -> %s', (written, expected, day, language) => {
    if (expected === null) return check(written, { dayOnly: false }, language)
    check(
      written,
      day === 'day' ? { at: `${expected}T00:00:00.000Z`, dayOnly: true } : { at: expected, dayOnly: false },
      language,
    )
  })

  it('reads every instant in the three common ways to write one', () => {
    const instant = fc.date({ min: new Date('2002-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, (date) => {
        date.setUTCMilliseconds(0)
        const at = date.toISOString()
        for (const written of [at, date.toUTCString(), String(date.getTime())])
          expect(readDate(written).at).toBe(at)
      }),
    )
  })

  it('never throws, and what it gives is an instant of a sane year', () => {
    const pieces = fc.constantFrom(
      'May',
      '8',
      '2025',
      ',',
      ' ',
      ':',
      '10',
      '年',
      '月',
      'T',
      'Z',
      '+',
      '-',
      '/',
      '.',
      'déc',
      '(',
      ')',
    )
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (written) => {
        const { at } = readDate(written)
        if (at === undefined) return
        expect(new Date(at).toISOString()).toBe(at)
        expect(Number(at.slice(0, 4))).toBeGreaterThanOrEqual(1664)
        expect(Number(at.slice(0, 4))).toBeLessThanOrEqual(2101)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps the start of what was written and wastes no time on prose', () => {
    const { raw, at } = readDate(`8 May 2025 ${'word '.repeat(100_000)}`)
    expect(raw).toHaveLength(200)
    expect(at).toBeUndefined()
  })
})
