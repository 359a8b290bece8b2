// Chinese wordings, one line each: what is read from it, or nothing. The sentences are ours and state no fact.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPublication } from '../../src/claim/calendar.ts'
import { readChineseDates } from '../../src/claim/date-zh.ts'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import type { Claim } from '../../src/model.ts'
import { simplifyText } from '../../src/text/chinese.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})

const read = (text: string) => extractClaims({ title: '', text, publishedOn: '2025-06-10' }, lexicon)
const inShort = (claim: Claim) =>
  [claim.measure, claim.value, claim.qualifier, claim.unit, claim.stage, claim.modality, claim.polarity].join(
    ' ',
  )

const cases = readFileSync(path.join(import.meta.dirname, 'cases', 'families-zh.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { text: string; claims: string[] })

describe('Chinese figures', () => {
  it.each(cases)('$text', ({ text, claims }) => {
    expect(read(text).map(inShort)).toEqual(claims)
  })

  it.each([
    '內地逾三百家醫院接入DeepSeek，其中三級醫院約佔六成。',
    '全國已有92家診所啟用電子處方。',
    '桃園市38間診所導入語音病歷。',
  ])('traditional characters read as simplified ones do: %s', (text) => {
    const claims = read(text).map(inShort)
    expect(claims.length).toBeGreaterThan(0)
    expect(read(simplifyText(text)).map(inShort)).toEqual(claims)
  })

  it('names a tool that no vocabulary knows by its own words', () => {
    const text = (sentence: string) => read(sentence)[0]?.technologyText
    expect(text('“云小护”随访助手已在16家医院上线。')).toBe('“云小护”随访助手')
    expect(text('全市已有26家医院启用床旁交互终端。')).toContain('终端')
    expect(text('三大集群共有2.3万名医护开通CareNote Plus。')).toBe('CareNote Plus')
  })

  it('a tool that no vocabulary knows costs confidence', () => {
    const known = read('全省已有120家医院部署DeepSeek。')[0]!
    const strange = read('全省已有120家医院部署“星桥”随访平台。')[0]!
    expect(strange.confidence).toBeLessThan(known.confidence)
  })
})

describe('Chinese dates', () => {
  const day = readPublication('2025-06-10')
  const one = (text: string) =>
    readChineseDates(text, day).map(({ asOf, future }) => [asOf.edtf, future === true])

  it.each([
    ['9月底之前先装400台', '2025-09-30', true],
    ['将于9月上线', '2025-09', true],
    ['9月上线', '2024-09', false],
    ['到“十四五”末', '2025-12-31', true],
    ['2027年底', '2027-12-31', true],
  ])('%s', (text, edtf, future) => {
    expect(one(text)).toEqual([[edtf, future]])
  })

  it('the same time last year is counted from the date before it', () => {
    expect(one('今年一季度批准14个，去年同期是9个').map(([edtf]) => edtf)).toEqual(['2025-Q1', '2024-Q1'])
  })
})
