import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/article/dom.ts'
import { readMetadata } from '../../src/article/metadata.ts'
import {
  authorCases,
  creditCases,
  dateCases,
  fieldCases,
  type MetadataCase,
  titleCases,
} from './metadata.cases.ts'

const now = '2026-01-15T00:00:00.000Z'
const defaultUrl = 'https://www.harbour-daily.example/health/ward-letters'

function read(html: string, url = defaultUrl) {
  const document = parseDocument(html)
  const before = document.toString()
  const metadata = readMetadata(document, { url, html, now })
  expect(document.toString()).toBe(before) // looked at, never changed
  return metadata
}

function check({ html, url, expected }: MetadataCase) {
  const metadata = read(html, url)
  const got = Object.fromEntries(
    Object.keys(expected).map((key) => [key, metadata[key as keyof typeof metadata]]),
  )
  expect(got).toEqual(expected)
}

describe('title', () => it.each(titleCases)('$name', check))
describe('authors', () => it.each(authorCases)('$name', check))
describe('dates', () => it.each(dateCases)('$name', check))
describe('credit', () => it.each(creditCases)('$name', check))
describe('other fields', () => it.each(fieldCases)('$name', check))

describe('for any page', () => {
  it('says where each field that it found comes from', () => {
    const { html, url } = dateCases.find((one) => one.name === 'published and modified')!
    const metadata = read(html, url)
    expect(metadata.origins).toMatchObject({ publishedAt: 'json-ld', modifiedAt: 'json-ld', title: 'h1' })
  })

  const scrap = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '"',
      '</script>',
      '<script type="application/ld+json">',
      '{"@type":"NewsArticle","author":',
      '[{"@id":"#a"}]',
      '<meta property="og:title" content="',
      '<h1>',
      '<time datetime="',
      '2025-05-08',
      '08/05/2025',
      '2025年5月8日',
      'By ',
      '来源：',
      '<div class="byline">',
      '<a rel="author" href="http://[">',
      '<link rel="canonical" href="http://%',
      '&#233;',
      '\u0000',
      '(Reuters) - ',
      '<table>',
      '</div>',
      '<!--',
      ']]>',
    ),
    fc.string({ maxLength: 12 }),
  )
  const page = fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join(''))

  it('never throws, never changes the page, and gives the same answer twice', () => {
    fc.assert(
      fc.property(
        page,
        fc.oneof(fc.webUrl(), fc.constantFrom('', 'not a url', 'data:text/html,x')),
        (html, url) => {
          const first = read(html, url)
          expect(read(html, url)).toEqual(first)
          for (const author of first.authors) expect(author).not.toMatch(/[<>]|https?:|@/)
          if (first.publishedAt) expect(first.publishedAt).toMatch(/^\d{4}-\d\d-\d\d(?:T[\d:.]{12}Z)?$/)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('reads a page that nests ten thousand deep', () => {
    const html = `<h1>Deep</h1>${'<div class="author">'.repeat(10_000)}Ann Lee`
    expect(read(html).title).toBe('Deep')
  })
})
