// What must hold for any text: a quote is an exact substring that holds the number; the same text gives the same claims;
// nothing throws; the work grows with the text and no faster.
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import { readEnglishFigures } from '../../src/claim/number-en.ts'
import { readChineseFigures } from '../../src/claim/number-zh.ts'
import { simplifyText } from '../../src/text/chinese.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'
import { growsGently } from '../growth.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})
const read = (text: string, title = '') => extractClaims({ title, text, publishedOn: '2025-06-10' }, lexicon)

const words = fc.constantFrom(
  ...'at least|more than|nearly|300|1,016|40%|two thirds of|a dozen|hospitals|clinics|doctors|in China|use|have deployed|are using|will adopt|DeepSeek|AI|the tool|in 2024|by March| and |, |. |; |\n| | |(|)|not|up from|doubled|近|超过|700|三成|家医院|名医生|已|接入|部署|大模型|目前|，|。|2025年5月底|全国|31个省份| '.split(
    '|',
  ),
)
const composed = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' '))

describe('claims of any text', () => {
  it('the quote is the text at its offsets and holds the number', () => {
    let seen = 0
    fc.assert(
      fc.property(composed, (text) => {
        for (const claim of read(text, 'DeepSeek in hospitals')) {
          seen++
          expect(claim.quote).toBe(text.slice(claim.quoteStart, claim.quoteEnd))
          expect(text.slice(0, claim.quoteStart).endsWith(claim.prefix)).toBe(true)
          expect(text.slice(claim.quoteEnd).startsWith(claim.suffix)).toBe(true)
          expect(claim.prefix.length).toBeLessThanOrEqual(32)
          expect(claim.sentenceStart).toBeLessThanOrEqual(claim.quoteStart)
          expect(claim.sentenceEnd).toBeGreaterThanOrEqual(claim.quoteEnd)
          const plain = simplifyText(claim.quote)
          const values = [...readEnglishFigures(plain), ...readChineseFigures(plain)].map(
            (figure) => figure.value,
          )
          expect(values).toContain(claim.value)
          expect(claim.confidence).toBeGreaterThan(0)
          expect(claim.confidence).toBeLessThan(1)
        }
      }),
      { numRuns: 600 },
    )
    expect(seen).toBeGreaterThan(10)
  })

  it('reading again gives the same', () => {
    fc.assert(
      fc.property(composed, (text) => {
        expect(read(text)).toEqual(read(text))
      }),
      { numRuns: 100 },
    )
  })

  it('no string makes it throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 60 }),
        (text, title) => {
          read(text, title)
          extractClaims({ title, text, publishedOn: title }, lexicon)
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([
    ['digits', '1'],
    ['numbers in words', 'one hundred and '],
    ['digits and commas', '1,234,'],
    ['brackets', '((300 '],
    ['qualifiers', 'at least '],
    ['hospitals', '300 hospitals '],
    ['percentages', '40% of '],
    ['Chinese numbers', '百千万'],
    ['Chinese clauses', '接入300家医院，'],
    ['commas and names', 'Aa, "said '],
    ['stops', 'U.S. '],
    ['months', 'early March 2025 to '],
    ['table cells', '300 | '],
  ])('the work grows no faster than the text: %s', (_, part) => {
    expect(growsGently(1_000, (repeats) => void read(part.repeat(repeats), 'AI'))).toBe(true)
  })
})
