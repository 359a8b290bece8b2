// The date grammars, table by table: text | EDTF | precision | basis (or role). Written on 20 May 2025.
import { describe, expect, it } from 'vitest'
import { type FoundDate, readPublication } from '../../src/claim/calendar.ts'
import { readEnglishDates } from '../../src/claim/date-en.ts'
import { readChineseDates } from '../../src/claim/date-zh.ts'
import { spanOf } from '../../src/claim/edit.ts'
import { writeAsOf } from '../../web/figures.ts'

const written = readPublication('2025-05-20')

const english = `
As of early March, hospitals | 2025-03 | early-month | explicit_no_year
as of mid-March. | 2025-03 | mid-month | explicit_no_year
in late April | 2025-04 | late-month | explicit_no_year
by the end of March 2025 | 2025-03-31 | end-month | explicit
in March | 2025-03 | month | explicit_no_year
in November | 2024-11 | month | explicit_no_year
in June 2024 | 2024-06 | month | explicit
in Sept. 2024 | 2024-09 | month | explicit
A December 2024 survey | 2024-12 | month | explicit
on 4 May 2025 | 2025-05-04 | day | explicit
on May 4, 2025 | 2025-05-04 | day | explicit
on June 30 | 2024-06-30 | day | explicit_no_year
on 2024-12-20 | 2024-12-20 | day | explicit
in 2024 | 2024 | year | explicit
(2024) | 2024 | year | explicit
by mid-2024 | 2024-06 | mid-year | explicit
in late 2024 | 2024 | late-year | explicit
By the end of 2024 | 2024-12-31 | end-year | explicit
at year-end 2024 | 2024-12-31 | end-year | explicit
in the second quarter of 2024 | 2024-Q2 | quarter | explicit
in the first quarter | 2025-Q1 | quarter | explicit_no_year
in Q3 2024 | 2024-Q3 | quarter | explicit
in the quarter | 2025-Q1 | quarter | relative
in the first half of 2024 | 2024-S1 | half | explicit
in H2 2024 | 2024-S2 | half | explicit
between January and March 2025 | 2025-01/2025-03 | range | explicit
from 2019 to 2023 | 2019/2023 | range | explicit
in 2023-24 | 2023/2024 | range | explicit
last year | 2024 | year | relative
late last year | 2024 | late-year | relative
at the end of last year | 2024-12-31 | end-year | relative
by the end of the year | 2025-12-31 | end-year | relative
last month | 2025-04 | month | relative
last week | 2025-05-12/2025-05-18 | week | relative
five years ago | 2020 | year | relative
three months ago | 2025-02 | month | relative
on Monday | 2025-05-19 | day | relative
now in use | 2025-05-20 | day | now
to date, 300 | 2025-05-20 | day | now
Since February, 40 hospitals | 2025-02 | month | since
Since the start of 2025 more | 2025 | year | since
in the past two years | 2025-05-20 | day | span
by 2027 | 2027 | year | explicit
this may happen | none
a march through 300 hospitals | none
2,024 hospitals | none
`
const chinese = `
截至2025年4月30日 | 2025-04-30 | day | explicit
截至2025年4月底 | 2025-04-30 | end-month | explicit
截至3月中旬 | 2025-03 | mid-month | explicit_no_year
3月初 | 2025-03 | early-month | explicit_no_year
4月下旬 | 2025-04 | late-month | explicit_no_year
三月 | 2025-03 | month | explicit_no_year
十二月 | 2024-12 | month | explicit_no_year
6月30日 | 2024-06-30 | day | explicit_no_year
今年3月 | 2025-03 | month | relative
去年11月 | 2024-11 | month | relative
本月初 | 2025-05 | early-month | relative
上个月 | 2025-04 | month | relative
2024年 | 2024 | year | explicit
二〇二四年 | 2024 | year | explicit
2024年底 | 2024-12-31 | end-year | explicit
2024年年末 | 2024-12-31 | end-year | explicit
去年底 | 2024-12-31 | end-year | relative
年底 | 2025-12-31 | end-year | relative
年内 | 2025 | year | relative
去年 | 2024 | year | relative
前年 | 2023 | year | relative
两年前 | 2023 | year | relative
一季度 | 2025-Q1 | quarter | explicit_no_year
2024年第三季度 | 2024-Q3 | quarter | explicit
上半年 | 2025-S1 | half | explicit_no_year
2024年下半年 | 2024-S2 | half | explicit
今年1-4月 | 2025-01/2025-04 | range | relative
2023年至2025年 | 2023/2025 | range | explicit
目前已有 | 2025-05-20 | day | now
截至目前 | 2025-05-20 | day | now
迄今 | 2025-05-20 | day | now
近两年来 | 2025-05-20 | day | span
自2024年以来 | 2024 | year | since
到2027年 | 2027 | year | explicit
1.2024年版 | none
近三成 | none
`

const rowsOf = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' | '))

function expectDate(found: FoundDate[], [, edtf, precision, basis]: string[]) {
  if (edtf === 'none') return expect(found.map((date) => date.asOf.edtf)).toEqual([])
  const date = found[0]!
  const role = date.role === 'point' ? date.asOf.basis : date.role
  expect([date.asOf.edtf, date.asOf.precision, role]).toEqual([edtf, precision, basis])
}

describe('dates', () => {
  it.each(rowsOf(english))('English: %s', (...row) => expectDate(readEnglishDates(row[0]!, written), row))
  it.each(rowsOf(chinese))('Chinese: %s', (...row) => expectDate(readChineseDates(row[0]!, written), row))

  it('the year is left open when nobody knows when it was written', () => {
    expect(readEnglishDates('in January', undefined)[0]!.asOf.edtf).toBe('XXXX-01')
    expect(readChineseDates('3月', undefined)[0]!.asOf.edtf).toBe('XXXX-03')
  })

  it('a date has a first and a last day, for charts', () => {
    const { startOn, endOn } = readEnglishDates('in early March', written)[0]!.asOf
    expect([startOn, endOn]).toEqual(['2025-03-01', '2025-03-10'])
  })

  it('a quarter and a half year are read, spanned for an editor and written alike', () => {
    for (const text of ['in the second quarter of 2024', 'in the first half of 2024', 'in H2 2024']) {
      const { edtf, precision, startOn, endOn } = readEnglishDates(text, written)[0]!.asOf
      expect(spanOf(edtf!, precision!)).toEqual([startOn, endOn])
    }
    expect(writeAsOf('2024-S2', 'half')).toBe('second half of 2024')
    expect(spanOf('2024-S3', 'half')).toBeUndefined()
  })

  it('what lies after the writing is marked', () => {
    expect(readEnglishDates('by 2027', written)[0]!.future).toBe(true)
    expect(readChineseDates('到2027年', written)[0]!.future).toBe(true)
  })
})
