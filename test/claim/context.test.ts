// What an article says once for all its figures: tables, datelines, the date of a survey, a name for the source.
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { readAttribution } from '../../src/claim/attribution.ts'
import { maskDatelines } from '../../src/claim/dateline.ts'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})
const read = (text: string, title = '') => extractClaims({ title, text, publishedOn: '2025-11-05' }, lexicon)

it('reads a table: the header counts, the row names, the sentence above dates', () => {
  const text =
    'The table gives the trusts in England that use each scribe, as of 31 March 2025.\n' +
    'Product | Trusts in use | Trusts in pilot\nHeidi | 23 | 11\nOthers | 4 | 2'
  expect(read(text).map((c) => [c.value, c.unit, c.technology, c.stage, c.asOf, c.places, c.quote])).toEqual([
    [23, 'trust', 'heidi', 'in_use', '2025-03-31', ['GB-ENG'], '23'],
    [11, 'trust', 'heidi', 'piloting', '2025-03-31', ['GB-ENG'], '11'],
  ])
})

it.each(['BEIJING, Nov 5 (Meridian) - ', 'NEW DELHI: ', 'CHICAGO (Meridian) — ', '本报广州3月5日讯 '])(
  'a dateline is blanked, and offsets stay: %s',
  (dateline) => {
    const rest =
      'More than 900 hospitals in China used a DeepSeek model at the end of October, 截至十月底，全国医院部署情况如下所述。'
    const masked = maskDatelines(dateline + rest)
    expect(masked.length).toBe(dateline.length + rest.length)
    expect(masked.trim()).toBe(rest)
  },
)

it('a list item is no dateline', () => {
  const text =
    'Germany — 410 hospitals use DeepSeek, as the federation of hospitals has found in its last count.'
  expect(maskDatelines(text)).toBe(text)
})

it('the place of a speaker is not where the adopters are', () => {
  const [claim] = read(
    'At least 300 hospitals use DeepSeek, Guangzhou-based Lingnan Health Insight said in Berlin.',
  )
  expect(claim).toMatchObject({ value: 300, places: [] })
})

it.each([
  [
    'Over 900 hospitals use it, the consultancy Lingnan Health Insight said on Wednesday.',
    'Lingnan Health Insight',
  ],
  ['Over 900 hospitals use it, said analyst He Yutong of Lingnan Health Insight.', 'Lingnan Health Insight'],
  ['According to Lingnan Health Insight, over 900 hospitals use it.', 'Lingnan Health Insight'],
])('one name for one origin: %s', (text, name) => {
  expect(readAttribution(text, false).text).toBe(name)
})

it('a survey dates the figures told after it', () => {
  const [claim] = read(
    'The survey was held in October 2024. It asked 900 physicians in Norway.\nGenerative AI is used by 38% of physicians.',
  )
  expect(claim).toMatchObject({ value: 38, asOf: '2024-10', asOfBasis: 'context', places: ['NO'] })
})

it('a Chinese figure leans on the one before', () => {
  const text = '截至4月30日，全国已有98家医院接入DeepSeek。3月底时这一数字为84家，2月底为53家。'
  expect(read(text).map((c) => [c.value, c.unit, c.asOf])).toEqual([
    [98, 'hospital', '2025-04-30'],
    [84, 'hospital', '2025-03-31'],
    [53, 'hospital', '2025-02-28'],
  ])
})

it.each([
  [
    'Large language models are at work in 57 of the 130 tertiary hospitals in Guangdong, up from 18 in September, the authority said on Thursday.\nThe figure is as of mid-March.',
    ['2025-03', '2025-09'],
  ],
  [
    'Fifty-two percent of physicians in Norway use generative AI at work, up from 38% a year before, the Fjord Poll said on Thursday.\nThe poll asked 2,011 physicians in October.',
    ['2025-10', '2024-10'],
  ],
  [
    'Physicians in Norway were contacted between October 1 and October 31, 2024.\nGenerative AI is used by 38% of physicians.',
    ['2024-10'],
  ],
  [
    'Ninety-six trusts in England now use an AI scribe, says the council, and it has done what I asked for in October 2024.',
    ['2025-11-05'],
  ],
  [
    'Sixty trusts in England now use an AI scribe, says the council, up from nine in October 2024.',
    ['2025-11-05', '2024-10'],
  ],
  [
    'Asked by the regulator, 17% of Dutch nursing homes say they use fall-detection AI, compared with 11% in 2022.',
    ['2025-11-05', '2022'],
  ],
  [
    '9月初，全国仅有212家医院运行DeepSeek。此前一篇文章称，同期至少有300家医院开始使用该模型。',
    ['2025-09', '2025-09'],
  ],
])('dates that stand elsewhere: %s', (text, dates) => {
  expect(read(text).map((claim) => claim.asOf)).toEqual(dates)
})
