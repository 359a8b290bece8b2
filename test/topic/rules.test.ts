// How words are found: spelling cases as data, and invariants of folding.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileWords, findHits, foldText, keepLongest } from '../../src/topic/rules.ts'

/** The words found in the text, as written in the text. */
function check(word: string, text: string, expected: string[]): void {
  const hits = keepLongest(findHits(compileWords([word]), text))
  expect(hits.map((hit) => text.slice(hit.start, hit.end))).toEqual(expected)
}

const cases: [word: string, text: string, expected: string[]][] = [
  ['hospital', 'Hospitals and the hospital’s hospitality', ['Hospitals', 'hospital’s']],
  ['therapy', 'therapies, therapy, therapist', ['therapies', 'therapy']],
  ['diagnosis', 'Diagnoses and a diagnosis', ['Diagnoses', 'diagnosis']],
  [
    'deep learning',
    'Deep-learning, deep\u2011learning, deep\n learning, deeplearning',
    ['Deep-learning', 'deep\u2011learning', 'deep\n learning'],
  ],
  ['radiolog*', 'radiologists, Radiology, neuroradiology', ['radiologists', 'Radiology']],
  ['AI', 'AI, Ai, ai, AIs, MAIL, A.I.', ['AI', 'AIs']],
  ['A.I.', 'A.I. and a.i.', ['A.I.']],
  ['WHO', 'who says the WHO', ['WHO']],
  ['GPT-4', 'GPT-4, gpt-4, GPT-4o, GPT 4', ['GPT-4', 'GPT 4']],
  ["Alzheimer's", 'Alzheimer’s disease', ['Alzheimer’s']],
  ['médecin', 'les medecins', ['medecins']],
  ['medecin', 'le MÉDECIN', ['MÉDECIN']],
  ['医院', '這間醫院和那间医院', ['醫院', '医院']],
  ['人工智慧', '人工智慧輔助', ['人工智慧']],
  ['AI医生', 'AI 醫生來了', ['AI 醫生']],
  ['AI', '用AI看病', ['AI']],
  ['병원*', '병원에서', ['병원에서']],
  ['AI', 'ＡＩ病院', ['ＡＩ']],
  ['care', 'scare, careful, health\u00adcare, care', ['care']],
  ['LLM', 'LLMs', ['LLMs']],
  ['', 'anything', []],
  ['*', 'anything', []],
]

describe('spelling', () => {
  for (const [word, text, expected] of cases)
    it(`${word || '(empty)'} in ${JSON.stringify(text)}`, () => check(word, text, expected))

  it('finds overlapping words, and the longest on demand', () => {
    const matcher = compileWords(['language model', 'large language model', 'model'])
    const hits = findHits(matcher, 'A large language model')
    expect(hits.map((hit) => matcher.words[hit.word])).toEqual([
      'large language model',
      'language model',
      'model',
    ])
    expect(keepLongest(hits)).toHaveLength(1)
  })
})

const writing = fc.string({
  unit: fc.constantFrom(
    'A',
    'I',
    'a',
    ' ',
    '-',
    '医',
    '醫',
    '院',
    'é',
    '😀',
    '’',
    's',
    '\u00ad',
    '\n',
    'Ａ',
    'ﬁ',
  ),
})

describe('folding', () => {
  it('keeps a place in the text for every unit, in order', () => {
    fc.assert(
      fc.property(writing, (text) => {
        const { folded, offsets, ends } = foldText(text)
        expect([offsets.length, ends.length]).toEqual([folded.length, folded.length])
        for (let at = 0; at < folded.length; at++) {
          expect(offsets[at]!).toBeLessThan(ends[at]!)
          if (at > 0) expect(offsets[at]!).toBeGreaterThanOrEqual(offsets[at - 1]!)
        }
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(text.length)
      }),
    )
  })
  it('folding twice is folding once', () => {
    fc.assert(
      fc.property(writing, (text) => {
        const once = foldText(text).folded
        expect(foldText(once).folded).toBe(once)
      }),
    )
  })
  it('a word is found in what it was made from, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('deep learning', '医院', 'AI', 'GPT-4'),
        writing,
        writing,
        (word, before, after) => {
          const text = `${before} . ${word} . ${after}`
          const hits = findHits(compileWords([word]), text)
          expect(
            hits.some((hit) => hit.start === before.length + 3 && text.slice(hit.start, hit.end) === word),
          ).toBe(true)
        },
      ),
    )
  })
  it('hits lie inside the text and hold something', () => {
    const matcher = compileWords(['AI', '医院', 'a', 'is'])
    fc.assert(
      fc.property(writing, (text) => {
        for (const hit of findHits(matcher, text)) {
          expect(hit.start).toBeLessThan(hit.end)
          expect(hit.end).toBeLessThanOrEqual(text.length)
        }
      }),
    )
  })
})
