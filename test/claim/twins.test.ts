// One figure told twice in an article: what one telling leaves open the other says, and nothing flows the other way.
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})
const read = (text: string, title = '') => extractClaims({ title, text, publishedOn: '2025-11-05' }, lexicon)

it('the standfirst is completed by the text: where, of when, with what', () => {
  const claims = read(
    'All 26 polyclinics have retinal AI; two Hong Kong clinics will try it.\nEyeArt was in use in all 26 polyclinics in Singapore at the end of September.',
  ).filter(({ value }) => value === 26)
  expect(claims.map(({ technology, places, asOf }) => [technology, places, asOf])).toEqual([
    ['eyeart', ['SG'], '2025-09-30'],
    ['eyeart', ['SG'], '2025-09-30'],
  ])
  expect(claims[0]!.reasons.map(({ words }) => words).join()).toContain(
    'of the same figure in "all 26 polyclinics"',
  )
})

it('another number, unit or stage is no twin', () => {
  for (const text of [
    'All 26 polyclinics use retinal AI.\nEyeArt was in use in 27 polyclinics in Singapore at the end of September.',
    'All 26 polyclinics use retinal AI.\nEyeArt was in use in 26 hospitals in Singapore at the end of September.',
    'All 26 polyclinics use retinal AI.\nEyeArt was piloted by 26 polyclinics in Singapore at the end of September.',
  ])
    expect(read(text)[0]).toMatchObject({ technology: 'retinal-ai', asOf: '2025-11-05' })
})

it('a number of the headline makes a figure surer, a year or a small one does not', () => {
  const text = 'In Ohio 143 hospitals use an AI scribe.'
  const sure = (title: string) => read(text, title)[0]!.confidence
  const points = (title: string) =>
    read(text, title)[0]!.reasons.filter(({ words }) => /headline/.test(words)).length
  expect(points('AI scribe in 143 hospitals')).toBe(1)
  expect(sure('AI scribe in 143 hospitals')).toBeGreaterThanOrEqual(sure('AI scribe spreads'))
  for (const title of ['AI scribe spreads', 'AI scribe in 2025', 'Three AI scribes'])
    expect(points(title)).toBe(0)
})

it('a figure that a paper has told before waits for a reader', () => {
  const [again] = read('Last week we told you that more than half of U.S. doctors use generative AI at work.')
  const [fresh] = read('More than half of U.S. doctors use generative AI at work.')
  expect([again!.status, fresh!.status]).toEqual(['needs_review', 'auto'])
  expect(again!.asOf).toBe('2025-11-05')
})
