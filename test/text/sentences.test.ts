import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../src/text/sentences.ts'

const cut = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end))

describe('sentences', () => {
  it.each([
    ['Dr. Li of Viz.ai spoke. The tool is new.', ['Dr. Li of Viz.ai spoke.', 'The tool is new.']],
    ['The U.S. FDA cleared it. It is v3.1 now.', ['The U.S. FDA cleared it.', 'It is v3.1 now.']],
    ['It spread in the U.S. The company grew.', ['It spread in the U.S.', 'The company grew.']],
    ['About 7.5 per cent use it. No. 12 does not.', ['About 7.5 per cent use it.', 'No. 12 does not.']],
    ['"We use it." She left.', ['"We use it."', 'She left.']],
    ['目前已有300家。其中上海16家！还有吗？有。', ['目前已有300家。', '其中上海16家！', '还有吗？', '有。']],
    ['他说：“用。”然后走了。', ['他说：“用。”', '然后走了。']],
    ['One line\nanother line', ['One line', 'another line']],
    ['Epic | 2,411 | 43.7% of all. Yes', ['Epic | 2,411 | 43.7% of all. Yes']],
    ['   ', []],
  ])('%s', (text, sentences) => expect(cut(text)).toEqual(sentences))

  it('sentences stand in order, do not overlap and leave out only space and what no sentence holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        let last = 0
        for (const { start, end } of splitSentences(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(text.slice(last, start).trim()).toBe('')
          last = end
        }
        expect(text.slice(last).trim()).toBe('')
      }),
    )
  })

  it('a text without a full stop is cut all the same', () => {
    const sentences = splitSentences('word '.repeat(2_000))
    expect(Math.max(...sentences.map(({ start, end }) => end - start))).toBeLessThanOrEqual(1_200)
  })
})
