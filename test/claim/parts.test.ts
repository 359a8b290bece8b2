// The parts of a claim that few sentences give: the whole of which it is a part, the base of a change, the adopters by
// name; and which shares may be compared.
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ClaimInput } from '../../src/claim/article.ts'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import { seriesKey } from '../../src/claim/series.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})
const read = (text: string, rest: Partial<ClaimInput> = {}) =>
  extractClaims({ title: '', text, publishedOn: '2025-11-05', ...rest }, lexicon)
const first = (text: string, rest: Partial<ClaimInput> = {}) => {
  const [claim] = read(text, rest)
  expect(claim, text).toBeDefined()
  return claim!
}

describe('the whole', () => {
  it.each([
    ['Thirty-eight percent of physicians in Norway use generative AI.', 'physicians', undefined],
    ['Some 61% of large health systems use ambient AI.', 'large health systems', undefined],
    ['About one in four US physicians use generative AI.', 'US physicians', undefined],
    [
      '57 of the 130 tertiary hospitals in Guangdong use a large language model.',
      '130 tertiary hospitals',
      130,
    ],
    ["In January 96 of England's 205 hospital trusts used an AI scribe.", '205 hospital trusts', 205],
    [
      "Of the province's 130 tertiary hospitals, 57 had a large language model in operation.",
      '130 tertiary hospitals',
      130,
    ],
    ['截至9月底，全省130家三级医院中，已有18家运行大语言模型。', '130家三级医院', 130],
    ['近三成县级医院已用上大语言模型。', '县级医院', undefined],
    ['In Norway 300 hospitals use generative AI.', undefined, undefined],
  ])('%s', (text, denominator, count) => {
    const claim = first(text)
    expect([claim.denominator, claim.denominatorCount]).toEqual([denominator, count])
  })
})

describe('shares', () => {
  const keyOf = (text: string) => seriesKey(first(text))
  it('of the same whole are one series, however it is worded', () => {
    const keys = [
      '38% of physicians in Norway use generative AI.',
      'About one in four Norwegian physicians use generative AI.',
      'In Norway, 40% of the physicians use generative AI.',
    ].map(keyOf)
    expect(new Set(keys)).toEqual(new Set(['generative-ai~physician~NO~share~adopted']))
  })

  it('of a narrower whole stand apart, in both languages alike', () => {
    const [rural, county, countyZh] = [
      '38% of rural hospitals in China use a large language model.',
      '38% of county hospitals in China use a large language model.',
      '全国近四成县级医院用上大语言模型。',
    ].map(keyOf)
    expect(rural).toBe('llm~hospital~CN~share~adopted~rural')
    expect([county, countyZh]).toEqual(Array(2).fill('llm~hospital~CN~share~adopted~county'))
  })
})

describe('the base of a change', () => {
  it.each([
    [
      'Between November 2024 and May the number doubled: in May 80 clinics in Ohio used an AI scribe.',
      undefined,
    ],
    ['The number of hospitals in Ohio that use AI scribes has doubled since 2023.', '2023'],
    ['As of May, the number of Ohio hospitals using AI scribes was up 35% on a year earlier.', '2024-05'],
    [
      'About 3,500 clinics in India used an AI scribe as of May, almost three times as many as in November.',
      '2024-11',
    ],
    ['截至5月底，使用DeepSeek的医院数量同比增长35%。', '2024-05-31'],
    ['截至5月底，使用DeepSeek的医院数量比2023年增长35%。', '2023'],
  ])('%s', (text, base) => {
    expect(read(text).find(({ measure }) => measure === 'change')?.changeBase).toBe(base)
  })

  it('is no part of a count', () => {
    expect(
      first('In May 80 clinics in Ohio used an AI scribe, up from 40 in 2023.').changeBase,
    ).toBeUndefined()
  })
})

describe('the adopters by name', () => {
  const hospital = { publicationKind: 'institution', publicationName: 'Northmoor Hospitals Trust' } as const
  it.each<[string, Partial<ClaimInput>, string | undefined]>([
    ["Northmoor's three hospitals use an AI scribe.", {}, 'Northmoor'],
    ['An AI scribe is used at 24 hospitals of the Sutter Health network.', {}, 'Sutter Health'],
    ['Our three hospitals use an AI scribe.', hospital, 'Northmoor Hospitals Trust'],
    ['Our three hospitals use an AI scribe.', {}, undefined],
    ["England's 205 trusts use an AI scribe.", {}, undefined],
    ["Nuance's DAX is used at 300 hospitals in Ohio.", {}, undefined],
    ['In Ohio 24 hospitals use an AI scribe.', {}, undefined],
    ['华西医疗集团旗下18家医院已接入DeepSeek。', {}, '华西医疗集团'],
    ['全国18家医院已接入DeepSeek。', {}, undefined],
  ])('%s', (text, rest, adopter) => {
    expect(first(text, rest).adopterText).toBe(adopter)
  })
})
