// Who says a figure, by one name however it is written: trimmed names, organisations of the lexicon in both languages,
// and where nameless figures go back to.
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ClaimInput } from '../../src/claim/article.ts'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import { isGeneric, trimName } from '../../src/claim/said-by.ts'
import { findOrigin, findOrigins } from '../../src/claim/series.ts'
import { readWatch } from '../../src/watch/read.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  const root = path.resolve(import.meta.dirname, '../..')
  const base = await readWatch(path.join(root, 'feeds'))
  const sample = await readWatch(path.join(root, 'test/internet/feeds'), base.lexicon)
  expect([...base.problems, ...sample.problems]).toEqual([])
  lexicon = prepareLexicon(sample.lexicon)
})

const read = (text: string, rest: Partial<ClaimInput> = {}) =>
  extractClaims({ title: '', text, publishedOn: '2025-11-05', ...rest }, lexicon)
let next = 0
const told = (text: string, rest: Partial<ClaimInput> = {}) => {
  const [reading] = read(text, rest)
  expect(reading, text).toBeDefined()
  const id = ++next
  return {
    id,
    articleId: id,
    storyId: 1,
    copyGroupId: null,
    originalName: null,
    publicationName: `Paper ${id}`,
    reading: reading!,
  }
}

const names = `
paper that Tsinghua doctors wrote for JAMA | generic
doctor who advises the national programme | national programme
a spokesman for the provincial health authority | health authority
spokeswoman for the Hospital Authority | Hospital Authority
analyst He Yutong of Lingnan Health Insight | Lingnan Health Insight
a count by the consultancy Lingnan Health Insight | Lingnan Health Insight
Lingnan Health Insight's half-yearly register | Lingnan Health Insight
survey by researchers | generic
trial of 19 endoscopists in Osaka | generic
66-Country Survey | generic
Each | nobody
Hangzhou company | generic
it had signed eleven of the new trusts | nobody
Thursday | nobody
the Care Records Council | Care Records Council
分析师何雨桐 | 何雨桐
华夏医院信息学会向会员核查后 | 华夏医院信息学会
南粤健康报讯 （记者梁嘉敏）省卫生健康部门 | 省卫生健康部门
岭南健康智库2月17日 | 岭南健康智库
总部在广州的岭南健康智库5日 | 岭南健康智库
该研究 | 该研究
研究人员 | generic
`

describe('the name of the one who says so', () => {
  it.each(
    names
      .trim()
      .split('\n')
      .map((line) => line.split(' | ') as [string, string]),
  )('%s: %s', (who, name) => {
    const found = trimName(who, /[\u3400-\u9fff]/.test(who))
    expect(found === undefined ? 'nobody' : isGeneric(found) ? 'generic' : found).toBe(name)
  })

  it('of a sentence without one comes from the sentence that "the society" goes back to, over a paragraph too', () => {
    const text =
      'The Huaxia Hospital Informatics Society said that announcements are no use.\nIt published its answer on Wednesday: 212 hospitals in China used DeepSeek in early March.'
    expect(read(text)[0]).toMatchObject({
      value: 212,
      attributionName: 'Huaxia Hospital Informatics Society',
    })
    const apart = text.replace('It published its answer on Wednesday', 'The weather was fine on Wednesday')
    expect(read(apart)[0]!.attributionName).toBeUndefined()
  })
})

describe('one organisation', () => {
  it('is one origin by its English and its Chinese name and by the one who speaks for it', () => {
    const keys = [
      'At least 520 hospitals in China were using DeepSeek by the end of July, Lingnan Health Insight said.',
      '岭南健康智库更新了名录:截至7月底,全国使用DeepSeek的医院不少于520家。',
      '分析师何雨桐说,截至7月底,全国至少520家医院使用DeepSeek。',
    ].map((text) => {
      const { reading, ...place } = told(text)
      return findOrigin(reading, place).key
    })
    expect(new Set(keys)).toEqual(new Set(['said:lingnan health insight']))
  })

  it('is meant by a common name only where its figures are from', () => {
    const said = (place: string) =>
      read(`Thirty hospitals in ${place} use DeepSeek, the health ministry said.`)[0]!
    expect(said('Singapore').attributionName).toBe("Singapore's health ministry")
    expect(said('Japan').attributionName).toBe("Japan's health ministry")
    expect(said('Peru').attributionName).toBeUndefined()
    const [a, b] = ['Peru', 'Chile'].map((place) => {
      const { reading, ...where } = told(
        `Thirty hospitals in ${place} use DeepSeek, the health ministry said.`,
      )
      return findOrigin(reading, where).key
    })
    expect(a).not.toBe(b)
  })

  it('is no longer spoken for by those who left it', () => {
    const [claim] = read(
      'Thirty hospitals in Ohio use DeepSeek, a former Food and Drug Administration official said.',
    )
    expect(claim!.attributionName).toBeUndefined()
  })

  it('says the figures of its own pages, and others who name it say the same', () => {
    const own = told('The register lists 41 AI-enabled medical devices in Hong Kong at the end of 2024.', {
      publicationKind: 'regulator',
      publicationName: 'Device Register Office, Hong Kong',
    })
    const other = told(
      'Forty-one AI-enabled medical devices are authorised in Hong Kong, the Device Register Office said.',
    )
    const origins = findOrigins([{ ...own, storyId: 2 }, other])
    expect(new Set([...origins.values()].map(({ key }) => key)).size).toBe(1)
    expect(own.reading.attributionName).toBe('Device Register Office, Hong Kong')
  })
})

describe('a figure of one story', () => {
  const paper = () =>
    told('By early March, at least 300 hospitals in China had begun to use DeepSeek.', {
      publicationKind: 'journal',
      doi: '10.5555/jdc.2025.014',
    })
  const keysOf = (claims: ReturnType<typeof told>[]) =>
    [...findOrigins(claims).values()].map(({ key }) => key)

  it('goes back to the paper that is among its reports, to a name before a common word, and to that before none', () => {
    const nameless = () => told('At least 300 hospitals in China use DeepSeek.')
    const common = () => told('At least 300 hospitals in China use DeepSeek, the health authority said.')
    const named = () => told('At least 300 hospitals in China use DeepSeek, the Care Records Council said.')
    expect(keysOf([nameless(), paper()])).toEqual(['doi:10.5555/jdc.2025.014', 'doi:10.5555/jdc.2025.014'])
    expect(new Set(keysOf([nameless(), common(), named()]))).toEqual(new Set(['said:care records council']))
    expect(new Set(keysOf([nameless(), common()]))).toEqual(new Set(['said:health authority @CN']))
  })

  it('is apart where two are named, and where the figure is another', () => {
    const one = told('At least 300 hospitals in China use DeepSeek, the Care Records Council said.')
    const two = told('At least 300 hospitals in China use DeepSeek, Lingnan Health Insight said.')
    const other = told('Only 212 hospitals in China use DeepSeek.')
    expect(new Set(keysOf([one, two, other])).size).toBe(3)
  })
})
