// The quantity grammars, table by table: text | kind | value (or low-high) | qualifier. One figure a line unless it says none.
import { describe, expect, it } from 'vitest'
import type { Figure } from '../../src/claim/figure.ts'
import { boundsOf } from '../../src/claim/figure.ts'
import { readEnglishFigures } from '../../src/claim/number-en.ts'
import { readChineseFigures } from '../../src/claim/number-zh.ts'

const english = `
300 hospitals | count | 300 | exact
1,451 devices | count | 1451 | exact
1 451 devices | count | 1451 | exact
three hundred hospitals | count | 300 | exact
three hundred and twelve trusts | count | 312 | exact
twenty-five clinics | count | 25 | exact
ninety nine doctors | count | 99 | exact
a dozen hospitals | count | 12 | exact
two dozen sites | count | 24 | exact
half a million users | count | 500000 | exact
a quarter of a million users | count | 250000 | exact
one and a half million users | count | 1500000 | exact
1.2 million users | count | 1200000 | exact
110 million times | count | 110000000 | exact
2.5bn downloads | count | 2500000000 | exact
40k physicians | count | 40000 | exact
two thousand and six nurses | count | 2006 | exact
a hundred hospitals | count | 100 | exact
3 lakh consultations | count | 300000 | exact
at least 300 hospitals | count | 300 | at_least
no fewer than 300 hospitals | count | 300 | at_least
not less than fifty trusts | count | 50 | at_least
a minimum of 12 sites | count | 12 | at_least
300 or more hospitals | count | 300 | at_least
more than 300 hospitals | count | 300 | more_than
well over 300 hospitals | count | 300 | more_than
upwards of 300 hospitals | count | 300 | more_than
in excess of 300 hospitals | count | 300 | more_than
900+ products | count | 900 | more_than
exceeded roughly 1,200 | count | 1200 | more_than
nearly 3,500 doctors | count | 3500 | nearly
almost a hundred hospitals | count | 100 | nearly
just under 40 trusts | count | 40 | nearly
close to 700 hospitals | count | 700 | nearly
about 50 hospitals | count | 50 | about
some 50 hospitals | count | 50 | about
an estimated 50 hospitals | count | 50 | about
roughly 1,500 devices | count | 1500 | about
50 or so hospitals | count | 50 | about
up to 90 sites | count | 90 | up_to
as many as 1,000 hospitals | count | 1000 | up_to
no more than ten clinics | count | 10 | up_to
fewer than 20 clinics | count | 20 | fewer_than
under 20 clinics | count | 20 | fewer_than
only 22 hospitals | count | 22 | exact
all 107 centres | count | 107 | exact
a total of 64 trusts | count | 64 | exact
hundreds of hospitals | count | 200 | vague
several hundred hospitals | count | 300 | vague
dozens of trusts | count | 24 | vague
tens of thousands of doctors | count | 20000 | vague
300 to 500 hospitals | count | 300-500 | range
300-500 hospitals | count | 300-500 | range
between 300 and 500 hospitals | count | 300-500 | range
2 to 3 million users | count | 2000000-3000000 | range
71% of hospitals | share | 71 | exact
37.6 percent | share | 37.6 | exact
26 per cent of physicians | share | 26 | exact
eighty percent of doctors | share | 80 | exact
over 96% of hospitals | share | 96 | more_than
fewer than 5% of clinics | share | 5 | fewer_than
40% to 50% of trusts | share | 40-50 | range
between 60 and 70 per cent | share | 60-70 | range
one in five doctors | share | 20 | exact
nine out of ten hospitals | share | 90 | exact
about 7 in 10 hospitals | share | 70 | about
fewer than one in ten clinics | share | 10 | fewer_than
two-thirds of trusts | share | 66.7 | exact
nearly three quarters of states | share | 75 | nearly
a third of doctors | share | 33.3 | exact
more than half of hospitals | share | 50 | more_than
half of all trusts | share | 50 | exact
23/66 trusts | count | 23 | exact
12 of 14 hospitals | count | 12 | exact
seven of the ten largest systems | count | 7 | exact
none of the 14 hospitals | count | 0 | exact
nearly doubled | factor | 2 | nearly
tripled | factor | 3 | exact
a 5-fold rise | factor | 5 | exact
threefold | factor | 3 | exact
28 percentage points | percentage_points | 28 | exact
3.5 pp | percentage_points | 3.5 | exact
the 671B model | none
GPT-4 and DeepSeek-R1 | none
version v3.1 | none
$6 million | none
`
const chinese = `
700家医院 | count | 700 | exact
53,000家机构 | count | 53000 | exact
1.2万家 | count | 12000 | exact
三百家医院 | count | 300 | exact
一千二百家 | count | 1200 | exact
两千万名用户 | count | 20000000 | exact
1.5亿用户 | count | 150000000 | exact
31个省份 | count | 31 | exact
十二家医院 | count | 12 | exact
超过700家 | count | 700 | more_than
逾2000家 | count | 2000 | more_than
突破1000家 | count | 1000 | more_than
30多个省份 | count | 30 | more_than
300余家 | count | 300 | more_than
百余家 | count | 100 | more_than
十几家 | count | 10 | more_than
至少300家 | count | 300 | at_least
不少于50家 | count | 50 | at_least
上百家医院 | count | 100 | at_least
500家以上 | count | 500 | at_least
近百家医院 | count | 100 | nearly
近1000家 | count | 1000 | nearly
将近40家 | count | 40 | nearly
约53,000家 | count | 53000 | about
50家左右 | count | 50 | about
十来家 | count | 10 | about
不足20家 | count | 20 | fewer_than
不到20家 | count | 20 | fewer_than
最多20家 | count | 20 | up_to
仅22家 | count | 22 | exact
数百家医院 | count | 200 | vague
几十家医院 | count | 20 | vague
300至500家 | count | 300-500 | range
3至5万家 | count | 30000-50000 | range
三四百家 | count | 300-400 | range
98%的机构 | share | 98 | exact
百分之三十五 | share | 35 | exact
百分之三十五点五 | share | 35.5 | exact
三成医院 | share | 30 | exact
近三成三甲医院 | share | 30 | nearly
约有三成三级医院 | share | 30 | about
七成五 | share | 75 | exact
七八成 | share | 70-80 | range
逾九成 | share | 90 | more_than
不到两成 | share | 20 | fewer_than
八成以上 | share | 80 | at_least
三分之一的医院 | share | 33.3 | exact
半数医院 | share | 50 | exact
过半数医院 | share | 50 | more_than
30%至40% | share | 30-40 | range
每3家医院就有1家 | share | 33.3 | exact
翻了一番 | factor | 2 | exact
翻两番 | factor | 4 | exact
增长两倍 | factor | 3 | exact
12.5个百分点 | percentage_points | 12.5 | exact
671B参数 | none
DeepSeek-R1 | none
第3 | none
成为示范 | none
`

const rowsOf = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' | '))

function expectFigure(read: (text: string) => Figure[], [text, kind, value, qualifier]: string[]) {
  const figures = read(text!)
  if (kind === 'none') return expect(figures).toEqual([])
  const [low, high] = value!.split('-').map(Number)
  const figure = figures[0]!
  expect(figures).toHaveLength(1)
  expect({
    kind: figure.kind,
    value: figure.value,
    max: figure.valueMax,
    qualifier: figure.qualifier,
  }).toEqual({ kind, value: low, max: high, qualifier })
  expect(figure.start).toBeLessThanOrEqual(figure.numberStart)
  expect(figure.end).toBeGreaterThanOrEqual(figure.numberEnd)
}

describe('numbers', () => {
  it.each(rowsOf(english))('English: %s', (...row) => expectFigure(readEnglishFigures, row))
  it.each(rowsOf(chinese))('Chinese: %s', (...row) => expectFigure(readChineseFigures, row))

  it('bounds follow from the qualifier', () => {
    const of = (value: number, qualifier: Figure['qualifier'], kind: Figure['kind'] = 'count') =>
      boundsOf({ value, qualifier, kind })
    expect(of(300, 'at_least')).toEqual({ lower: 300, lowerOpen: false, upperOpen: false })
    expect(of(300, 'more_than')).toEqual({ lower: 300, lowerOpen: true, upperOpen: false })
    expect(of(100, 'nearly')).toEqual({ lower: 90, upper: 100, lowerOpen: true, upperOpen: true })
    expect(of(50, 'about')).toEqual({ lower: 45, upper: 55, lowerOpen: false, upperOpen: false })
    expect(of(96, 'about', 'share').upper).toBe(100)
    expect(of(40, 'up_to')).toEqual({ lower: 0, upper: 40, lowerOpen: false, upperOpen: false })
    expect(of(20, 'fewer_than').upperOpen).toBe(true)
    expect(boundsOf({ value: 3, valueMax: 5, qualifier: 'range', kind: 'count' })).toMatchObject({
      lower: 3,
      upper: 5,
    })
  })
})
