// Words are cut character by character for speed; the rule they are cut by is written as one expression here.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findPlaces, hasSpacelessScript } from '../../src/text/words.ts'

const SPACELESS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
const TOKEN = new RegExp(`[${SPACELESS}]+|(?:(?![${SPACELESS}])[\\p{L}\\p{N}\\p{Co}\\p{M}])+`, 'gu')

it('cuts words where the expression does', () => {
  const anyCharacter = fc
    .nat(0x10ffff)
    .map((code) => (code >= 0xd800 && code < 0xe000 ? ' ' : String.fromCodePoint(code)))
  const piece = fc.oneof(
    anyCharacter,
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom(
      'a',
      'B',
      'é',
      'e\u0301',
      '\u0301',
      ' ',
      '-',
      '1',
      '医',
      '𠀀',
      '𝒳',
      '\ud800',
      '〪',
      'ก',
      'ำ',
      'ー',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const expected = [...text.matchAll(TOKEN)]
        .filter(([word]) => /[^\p{M}]/u.test(word) || hasSpacelessScript(word)) // marks alone are no word
        .map(({ 0: word, index }) => ({
          start: index,
          end: index + word.length,
          spaceless: hasSpacelessScript([...word][0]!),
        }))
      expect(findPlaces(text)).toEqual(expected)
    }),
    { numRuns: 3_000 },
  )
})
