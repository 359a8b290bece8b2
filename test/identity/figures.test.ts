import { expect, test } from 'vitest'
import { findFigures } from '../../src/identity/figures.ts'
import { findConcepts } from '../../src/identity/lexicon.ts'
import { findNames } from '../../src/identity/names.ts'

/** Figures as "300 hospital", calendar figures in brackets. */
function check(text: string, expected: string[]) {
  const found = findFigures(text).map(({ value, unit, year }) =>
    year ? `[${value}]` : [value, unit].filter(Boolean).join(' '),
  )
  expect(found, text).toEqual(expected)
}

test.each<[string, string[]]>([
  ['at least 300 hospitals', ['300 hospital']],
  ['three hundred hospitals', ['300 hospital']],
  ['至少三百家医院', ['300 hospital']],
  ['至少300家醫院', ['300 hospital']],
  ['逾1.2万家医疗机构', ['12000 hospital']],
  ['近三成医院', ['30 percent']],
  ['百分之三十二点五', ['32.5 percent']],
  ['38 per cent of 1,904 physicians', ['38 percent', '1904 doctor']],
  ['30%', ['30 percent']],
  ['$3.5 million', ['3500000 dollar']],
  ['100万美元', ['1000000 dollar']],
  ['about a hundred and twelve patients', ['112 patient']],
  ['1904名医生', ['1904 doctor']],
  ['twenty-six polyclinics', ['26 clinic']],
  ['on March 5, 2025 at 10:30', ['[5]', '[2025]', '[10]', '[30]']],
  ['截至2025年3月5日', ['[2025]', '[3]', '[5]']],
  ['GPT-4 and R1', []],
  ['one of them', []],
  ['第三方', []],
  ['', []],
])('%s', check)

test.each([
  ['He Yutong said', 'name:heyutong'],
  ['wrote Yutong He and others', 'name:heyutong'],
  ['分析师何雨桐表示', 'name:heyutong'],
  ['分析師何雨桐表示', 'name:heyutong'],
  ['a report by Lucille Freeman', 'name:lucille freeman'],
  ['青囊由DeepSeek驱动', 'cap:deepseek'],
])('a name in: %s', (text, key) => {
  const { whole, parts } = findNames(text)
  expect([...whole, ...parts]).toContain(key)
})

test.each(['Doctors said on Monday that it works.', '医生表示满意', ''])('no name in: %s', (text) => {
  const { whole, parts } = findNames(text)
  expect([...whole, ...parts]).toEqual([])
})

test.each([
  ['sepsis alarm in Guangdong', ['tech:sepsis-alarm', 'place:guangdong']],
  ['广东脓毒症预警', ['tech:sepsis-alarm', 'place:guangdong']],
  ['廣東膿毒症預警', ['tech:sepsis-alarm', 'place:guangdong']],
  ['a walk in the park', []],
])('concepts of: %s', (text, keys) => expect([...findConcepts(text)].sort()).toEqual([...keys].sort()))
