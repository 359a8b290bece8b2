// The body room held against pages in the shapes that extractors trip over. A case is a folder: page.html, input.json
// (address, what the feed says, the verdict, lines that must and must never be in the text) and expected.json.
// UPDATE=1 rewrites expected.json for review; in CI a missing one fails.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPieces } from '../../src/article/blocks.ts'
import { chooseArticle } from '../../src/article/choose.ts'
import { parseDocument } from '../../src/article/dom.ts'
import { type ExtractInput, extractPage } from '../../src/article/extract.ts'
import { toInspectLine } from '../../src/article/inspect.ts'
import { lineKey, rememberLines } from '../../src/article/repeats.ts'

const folder = join(import.meta.dirname, 'cases')
type CaseInput = Omit<ExtractInput, 'html' | 'hostRepeats'> & {
  hostRepeats?: string[]
  verdict: string
  must: string[]
  never: string[]
}
type Expected = {
  extractor: string
  verdict: string
  reasons: string[]
  blocks: string[]
  captions: string[]
}

function run(name: string): { input: CaseInput; found: Expected } {
  const input = JSON.parse(readFileSync(join(folder, name, 'input.json'), 'utf8')) as CaseInput
  const { must: _must, never: _never, verdict: _verdict, hostRepeats, ...rest } = input
  const page = extractPage({
    ...rest,
    html: readFileSync(join(folder, name, 'page.html'), 'utf8'),
    ...(hostRepeats ? { hostRepeats: new Set(hostRepeats.map(lineKey)) } : {}),
  })
  const blocks = page.blocks.map((block) => `${block.kind}: ${block.text}`)
  const { extractor, captions, quality } = page
  return { input, found: { extractor, verdict: quality.verdict, reasons: quality.reasons, blocks, captions } }
}

function check(name: string) {
  const { input, found } = run(name)
  const text = found.blocks.join('\n')
  expect(found.verdict).toBe(input.verdict)
  for (const words of input.must) expect(text).toContain(words)
  for (const words of input.never) expect(text).not.toContain(words)
  const path = join(folder, name, 'expected.json')
  if (process.env.UPDATE === '1') writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`)
  expect(existsSync(path), `${path} is missing: run with UPDATE=1 and review it`).toBe(true)
  expect(found).toEqual(JSON.parse(readFileSync(path, 'utf8')))
}

describe('pages', () => {
  for (const name of readdirSync(folder).sort()) it(name, () => check(name))
})

describe('hostile pages', () => {
  const deep: [string, string][] = [
    ['nested tables', '<table><tr><td>'.repeat(20_000)],
    ['nested formatting', '<b><i>'.repeat(40_000)],
    ['nested divisions', '<div>'.repeat(40_000)],
    ['unclosed fonts', '<font>a</b>'.repeat(20_000)],
    ['nested lists', '<ul><li>'.repeat(20_000)],
  ]
  for (const [name, markup] of deep) {
    it(`${name} do not throw`, () => {
      const page = extractPage({
        html: `<html><body>${markup}the end</body></html>`,
        url: 'https://deep.example/',
      })
      expect(page.quality.reasons.join()).not.toContain('could not be read')
    })
  }
})

describe('invariants', () => {
  const tag = fc.constantFrom(
    'p',
    'div',
    'h2',
    'li',
    'ul',
    'table',
    'tr',
    'td',
    'a',
    'b',
    'blockquote',
    'figure',
    'script',
    'br',
  )
  const markup = fc
    .array(
      fc.oneof(
        tag.map((t) => `<${t}>`),
        tag.map((t) => `</${t}>`),
        fc.string(),
        fc.lorem({ maxCount: 20 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''))

  it('never throws, never gives markup-born white space, and says the same twice', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const page = extractPage({ html, url: 'https://any.example/' })
        for (const block of page.blocks) {
          expect(block.text).toBe(block.text.replace(/\s+/g, ' ').trim())
          expect(block.text).not.toBe('')
        }
        expect(page.quality.verdict === 'good' || page.quality.reasons.length > 0).toBe(true)
        expect(extractPage({ html, url: 'https://any.example/' })).toEqual(page)
      }),
      { numRuns: 150 },
    )
  })
})

describe('what the extractor lost before the text', () => {
  const opening =
    'Model and matron meet on Tuesday night in the only trial of the year that is held before witnesses, and the witnesses are already divided about it.'
  const rest = [1, 2, 3]
    .map(
      (n) => `<p>The drafts of ward ${n} will be read by nobody, said a matron who was asked last week.</p>`,
    )
    .join('')
  const read = (box: string) => {
    const html = `<html><body><h1>Insiders</h1><div><div class="${box}"><p>${opening}</p></div></div><div><div class="second">${rest}</div></div></body></html>`
    const kept = readPieces(parseDocument(`<html><body>${rest}</body></html>`).documentElement)
    const page = readPieces(parseDocument(html).documentElement)
    return chooseArticle(page, kept, { title: 'Insiders' }).map((piece) => piece.text)
  }
  it('an opening paragraph in a text box of its own is taken back', () =>
    expect(read('story-text')[0]).toBe(opening))
  it('one in a nameless box, or in a teaser, is not', () => {
    expect(read('box')).not.toContain(opening)
    expect(read('related')).not.toContain(opening)
  })
})

describe('lines that a host repeats', () => {
  const cases: [string, string][] = [
    ['Sign up  for our Newsletter — 12 May!', 'sign up for our newsletter 0 may'],
    ['ＡＢＣ　医院', 'abc 医院'],
    ['  ', ''],
  ]
  for (const [text, key] of cases) it(JSON.stringify(text), () => expect(lineKey(text)).toBe(key))

  it('remembers telling lines and no section headings', () => {
    const lines = [
      'Background',
      '结果',
      'The Courier is printed on paper that was a tree.',
      '关注港湾日报官方账号获取更多',
    ]
    const blocks = lines.map((text) => ({ kind: 'paragraph' as const, text }))
    expect(rememberLines({ blocks })).toEqual(lines.slice(2).map(lineKey))
  })
})

describe('inspect', () => {
  it('prints one block a line', () => {
    const page = extractPage({
      html: readFileSync(join(folder, 'journal-table', 'page.html'), 'utf8'),
      url: 'https://journal.example/a/1',
    })
    const line = toInspectLine(page)
    expect(line.text.split('\n')).toEqual(page.blocks.map((block) => block.text))
    expect(line.verdict).toBe('good')
  })
})
