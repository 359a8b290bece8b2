// Which figures of an English sentence are read at all: one line a sentence, as many without a claim as with one. What is
// read of each figure besides its value is held by families.jsonl.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})

const cases = readFileSync(path.join(import.meta.dirname, 'cases', 'figures.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { text: string; title?: string; figures: string[] })

describe('the figures of a sentence', () => {
  it.each(cases)('$text', ({ text, title = '', figures }) => {
    const read = extractClaims({ title, text, publishedOn: '2026-03-05' }, lexicon)
    expect([...new Set(read.map(({ measure, value }) => `${measure} ${value}`))].sort()).toEqual(
      [...figures].sort(),
    )
  })

  it('are looked for in sentences of both kinds', () => {
    const none = cases.filter(({ figures }) => figures.length === 0).length
    expect(Math.min(none, cases.length - none)).toBeGreaterThan(40)
  })
})
