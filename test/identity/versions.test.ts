import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareVersions, wordDiff } from '../../src/identity/versions.ts'
import { foldToken } from '../../src/identity/word-diff.ts'
import { growsGently } from '../growth.ts'

type Expected = 'none' | 'words' | 'number'

function check(before: string, after: string, expected: Expected) {
  const comparison = compareVersions({ title: 'A title', text: before }, { title: 'A title', text: after })
  const found = comparison.numberChanged ? 'number' : comparison.changed ? 'words' : 'none'
  expect(found, JSON.stringify(comparison.diff)).toBe(expected)
}

const lead = 'Doctors said on Monday that the alarm runs on every ward.'

test.each<[string, string, Expected]>([
  // Nothing that a publisher wrote.
  ['At least 300 hospitals, he said.', 'At least 300 hospitals he said.', 'none'],
  ['He said "no".', 'He said “no”.', 'none'],
  ["The ward's staff", 'The ward’s staff', 'none'],
  ['a twelve-month trial - the first', 'a twelve‑month trial – the first', 'none'],
  ['one  two\n\nthree', 'one two\nthree', 'none'],
  ['about 1,040 patients', 'about 1040 patients', 'none'],
  ['about 300 patients', 'about three hundred patients', 'none'],
  ['三百家医院', '300家医院', 'none'],
  ['醫院，上線', '医院上线', 'none'],
  ['New AI Tool', 'New AI tool', 'none'],
  [`${lead}\nUpdated 5 minutes ago`, `${lead}\nUpdated 2 hours ago`, 'none'],
  [`Last updated: May 8, 2025 10:03 am\n${lead}`, `Last updated: May 9, 2025 at 11:15 pm\n${lead}`, 'none'],
  [`3 hours ago\n${lead}`, `1 day ago\n${lead}`, 'none'],
  [`${lead}\n12 comments`, `${lead}\n340 comments`, 'none'],
  [`${lead}\n4 min read`, `${lead}\n5 min read`, 'none'],
  ['更新时间：2025-03-08 10:03\n医院上线系统。', '更新时间：2025-03-09 08:00\n医院上线系统。', 'none'],
  ['医院上线系统。\n阅读量：1200', '医院上线系统。\n阅读量：3.4万', 'none'],
  ['5分钟前\n医院上线系统。', '2小时前\n医院上线系统。', 'none'],
  ['', '', 'none'],
  // Words.
  ['The hospital will use it.', 'The hospital may use it.', 'words'],
  ['The hospital will use it.', 'The hospital will use it. A review follows.', 'words'],
  ['The hospital will use it. A review follows.', 'The hospital will use it.', 'words'],
  ['The hospital will use it.', 'The hospital will use it. It has 300 beds.', 'words'],
  ['医院将上线系统。', '医院已上线系统。', 'words'],
  [lead, lead.replace('Monday', 'Tuesday'), 'words'],
  ['', 'The hospital will use it.', 'words'],
  // Numbers.
  ['At least 300 hospitals use it.', 'At least 261 hospitals use it.', 'number'],
  ['At least three hundred hospitals use it.', 'At least 261 hospitals use it.', 'number'],
  ['300家医院已上线。', '500家医院已上线。', 'number'],
  ['近三成医院已上线。', '近四成医院已上线。', 'number'],
  ['1.2万家医院', '1.3万家医院', 'number'],
  ['It rose 3.5 per cent.', 'It rose 35 per cent.', 'number'],
  ['At least 300 hospitals use it.', 'Hundreds of hospitals use it.', 'number'],
  ['Some hospitals use it.', 'Some 120 clinics run it.', 'number'],
  ['It began on March 5.', 'It began on March 6.', 'number'],
])('%s -> %s', check)

test('a new title is a version, a new title with another number is marked', () => {
  const text = lead
  expect(compareVersions({ title: 'Alarm praised', text }, { title: 'Alarm blamed', text })).toMatchObject({
    changed: true,
    titleChanged: true,
    numberChanged: false,
  })
  expect(
    compareVersions({ title: '300 hospitals', text }, { title: '261 hospitals', text }).numberChanged,
  ).toBe(true)
  expect(compareVersions({ title: 'Alarm praised', text }, { title: 'Alarm, praised', text })).toMatchObject({
    changed: false,
    titleChanged: false,
  })
})

test('the difference is told in words, with the figures marked', () => {
  expect(wordDiff('At least 300 hospitals use it.', 'At least 261 hospitals use it.')).toEqual([
    { op: 'equal', text: 'At least ' },
    { op: 'delete', text: '300', number: true },
    { op: 'insert', text: '261', number: true },
    { op: 'equal', text: ' hospitals use it.' },
  ])
  expect(wordDiff('至少300家医院已上线', '至少五百家医院已上线')).toEqual([
    { op: 'equal', text: '至少' },
    { op: 'delete', text: '300', number: true },
    { op: 'insert', text: '五百', number: true },
    { op: 'equal', text: '家医院已上线' },
  ])
  expect(wordDiff('上线青囊系统', '上线灵枢系统')).toEqual([
    { op: 'equal', text: '上线' },
    { op: 'delete', text: '青囊' },
    { op: 'insert', text: '灵枢' },
    { op: 'equal', text: '系统' },
  ])
  expect(wordDiff('same', 'same')).toEqual([{ op: 'equal', text: 'same' }])
})

const words = fc.constantFrom(
  'the',
  'hospital',
  '300',
  '261',
  'three hundred',
  ',',
  '.',
  '“',
  '医院',
  '三百',
  '家',
  'use',
  ' ',
  '\n',
  '1.2万',
)
const text = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' '))

test('a difference holds both texts', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const ops = wordDiff(before, after)
      const side = (dropped: string) =>
        ops
          .filter((op) => op.op !== dropped)
          .map((op) => op.text)
          .join('')
      expect(side('delete')).toBe(after)
      // Kept words are shown as the new text writes them.
      const fold = (written: string) =>
        foldToken(written)
          .replace(/three hundred|三百/g, '300')
          .replace(/\s+/g, ' ')
      expect(fold(side('insert'))).toBe(fold(before))
      expect(compareVersions({ title: '', text: before }, { title: '', text: before }).changed).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('two long texts that share nothing cost little', () => {
  const long = (prefix: string, words: number) =>
    Array.from({ length: words }, (_, i) => `${prefix}${i}`).join(' ')
  const differ = (words: number) => void wordDiff(long('a', words), long('b', words))
  const compare = (words: number) =>
    void compareVersions(
      { title: '', text: '1 '.repeat(words) },
      { title: '', text: 'Updated 5 '.repeat(words) },
    )
  expect(growsGently(2_500, differ)).toBe(true)
  expect(growsGently(5_000, compare)).toBe(true)
})
