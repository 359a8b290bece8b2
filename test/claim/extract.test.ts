import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import type { Claim } from '../../src/model.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})

const read = (text: string, title = '', publishedOn = '2025-06-10') =>
  extractClaims({ title, text, publishedOn }, lexicon)

/** measure value qualifier unit technology places stage modality polarity */
const inShort = (claim: Claim) =>
  [
    claim.measure,
    claim.value,
    claim.qualifier,
    claim.unit,
    claim.technology ?? '-',
    claim.places.join(';') || '-',
    claim.stage,
    claim.modality,
    claim.polarity,
  ].join(' ')

// One line a wording: what is read from it, or nothing. Every mistake met becomes a line.
const cases = readFileSync(path.join(import.meta.dirname, 'cases', 'families.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { text: string; claims: string[] })

describe('adoption claims', () => {
  it('reads the sentence that all this is about', () => {
    const text =
      "As of early March, at least 300 hospitals in China have started using DeepSeek's large language models (LLMs) in clinical diagnostics and medical decision support."
    const [claim, ...others] = read(text, '', '2025-05-08')
    expect(others).toEqual([])
    expect(claim).toMatchObject({
      measure: 'count',
      value: 300,
      qualifier: 'at_least',
      lower: 300,
      unit: 'hospital',
      technology: 'deepseek',
      places: ['CN'],
      asOf: '2025-03',
      asOfPrecision: 'early-month',
      asOfBasis: 'explicit_no_year',
      asOfStartOn: '2025-03-01',
      asOfEndOn: '2025-03-10',
      stage: 'in_use',
      modality: 'actual',
      polarity: 'affirmed',
      accumulation: 'stock',
      attributionKind: 'unknown',
      quote: 'at least 300 hospitals',
      status: 'auto',
    })
    expect(claim!.upper).toBeUndefined()
  })

  it.each(cases)('$text', ({ text, claims }) => {
    expect(read(text).map(inShort)).toEqual(claims)
  })

  it('takes the technology from a sentence before, and says so', () => {
    const [claim] = read(
      'The ministry bought Brainomix for stroke care. By May it was in use at 22 hospitals in England.',
    )
    expect(claim).toMatchObject({ value: 22, technology: 'brainomix', places: ['GB-ENG'], asOf: '2025-05' })
    expect(claim!.reasons.some((reason) => reason.words.includes('from the sentence before'))).toBe(true)
  })

  it('takes the technology from the title at a higher cost', () => {
    const sure = read('At least 300 hospitals use DeepSeek.')[0]!
    const titled = read('At least 300 hospitals use the model.', 'DeepSeek spreads')[0]!
    expect(titled.technology).toBeDefined()
    expect(titled.confidence).toBeLessThan(sure.confidence)
  })

  it('what hardly anything speaks for is no claim', () => {
    const claims = extractClaims(
      {
        title: 'Up to 400 Japanese clinics rely on an AI aid',
        text: 'As of June, up to 400 of the endoscopy clinics in Japan worked with an artificial intelligence aid, according to a survey by researchers in Osaka that was posted as a preprint this week.\nOf the clinics that replied, 57% leave the aid on for every examination. A written rule for disagreements between doctor and software exists in 12%.',
        publishedOn: '2025-08-20',
      },
      lexicon,
    )
    expect(claims.map(({ value }) => value)).toEqual([400])
  })

  it('without any technology there is no claim', () => {
    expect(read('More than 300 hospitals use paper.')).toEqual([])
  })
})
