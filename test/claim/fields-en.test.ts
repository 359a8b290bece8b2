import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})

const first = (text: string) => extractClaims({ title: '', text, publishedOn: '2026-01-15' }, lexicon)[0]

describe('the stage of an English figure', () => {
  it.each([
    ['deployed', 'Forty clinics in Kenya have been fitted with AI ultrasound probes.'],
    ['deployed', 'Licences for Copilot have been issued to 5,000 staff at the trust.'],
    ['deployed', 'The AI reader went into 90 screening centres in Norway this spring.'],
    ['in_use', 'Nearly 500 clinics send their ECGs to the AI.'],
    ['in_use', 'Around 70 pharmacies run the EHR-embedded AI interaction checker.'],
    ['piloting', 'Some 200 nurses are trying out the AI handover tool.'],
    ['in_use', 'After a pilot in Leeds, 60 clinics use the AI scribe.'],
    ['announced', 'The company has won orders from 15 hospitals for its surgical robot.'],
    ['planned', 'Another 40 clinics are in line for the AI scanner.'],
    ['planned', 'Some 120 hospitals are to receive the AI system.'],
    ['routine', 'Some 1,400 doctors use the AI scribe on every shift.'],
    ['in_use', 'The AI scribe is used by 900 doctors, who write 40 notes a day with it.'],
    ['discontinued', 'Fourteen clinics have let their licences for the AI scribe lapse.'],
    ['discontinued', 'Eleven trusts switched the AI alarm off.'],
    ['in_use', 'Eleven trusts use an AI alarm that a nurse can switch off.'],
  ])('%s: %s', (stage, text) => {
    expect(first(text)?.stage).toBe(stage)
  })

  it('is read from the part of the sentence that speaks of the figure', () => {
    const text = 'Of 30 boards, 18 use the AI scribe, five are piloting it, and two have dropped it.'
    const claims = extractClaims({ title: '', text, publishedOn: '2026-01-15' }, lexicon)
    expect(claims.map(({ value, stage }) => `${value} ${stage}`)).toEqual([
      '18 in_use',
      '5 piloting',
      '2 discontinued',
    ])
  })
})

describe('the day of an English figure', () => {
  it.each([
    [
      '2026-01-15',
      'Ninety hospitals in Spain now use the AI scribe, which was first tried in Bilbao in 2023.',
    ],
    ['2026-01-15', 'The AI scribe, approved in 2024, runs in 33 hospitals.'],
    ['2026-01-15', 'Since its launch in 2022 the AI reader has been adopted by 120 hospitals.'],
    ['2026-01-15', 'Three years on, 45 hospitals use the AI reader.'],
    ['2026-01-15', '33 hospitals use the AI scribe, more than twice as many as in 2024.'],
    ['2025-12', 'The share of GPs using ChatGPT rose from 20% in June to 31% in December.', 31],
    ['2025-11', '41% of GPs use ChatGPT, according to a survey carried out in November among 1,200 doctors.'],
    ['2024-07/2025-06', 'In the year to June 2025, 33 hospitals adopted the AI scribe.'],
    ['2025-Q4', 'In the quarter to December, 33 hospitals adopted the AI scribe.'],
    ['2025-11-10/2025-11-16', 'In the week of 12 November 2025, 33 hospitals used the AI scribe.'],
    ['2025-12-31', 'By the time 2025 ended, 40 clinics were using the AI scribe.'],
    ['2025-12-31', 'The installed base of the surgical robot stood at 2,400 systems at the end of the year.'],
    ['2026-03', 'Ten more hospitals will get the AI reader in March.'],
    [undefined, '33 hospitals used the AI scribe during the trial.'],
    [undefined, 'Nine hospitals in Oslo tried the AI scribe and went back to dictation.'],
  ] as [string | undefined, string, number?][])('%s: %s', (asOf, text, value) => {
    const claims = extractClaims({ title: '', text, publishedOn: '2026-01-15' }, lexicon)
    expect(claims.find((claim) => value === undefined || claim.value === value)?.asOf).toBe(asOf)
  })
})

describe('the words of an English technology', () => {
  it.each([
    ['ClearLung AI triage suite', 'The ClearLung AI triage suite is used in 90 hospitals.'],
    ['AI-assisted dermoscopy', 'Some 40 GPs use AI-assisted dermoscopy.'],
    ['remote heart-failure monitoring', 'Ninety clinics offer remote heart-failure monitoring.'],
    ['AI scribe', 'Ninety hospitals in Spain use the AI scribe in their wards.'],
  ])('%s', (written, text) => {
    expect(first(text)?.technologyText).toBe(written)
  })
})
