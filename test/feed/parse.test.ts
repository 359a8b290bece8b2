import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseFeed } from '../../src/feed/normalise.ts'
import { type ParseFeedInput, parseFeed } from '../../src/feed/parse.ts'
import { readPlainFeed } from '../../src/feed/plain-feed.ts'
import { readXml } from '../../src/feed/xml.ts'
import { decodeBody } from '../../src/fetch/charset.ts'

const folder = path.join(import.meta.dirname, 'cases')
const now = '2025-06-01T00:00:00.000Z'
const url = 'https://feeds.example/dir/feed.xml'
const listings: Record<string, Partial<ParseFeedInput>> = {
  'listing-zh.html': { method: 'listing', listing: { entry: '.list li', date: 'span' } },
  'listing-fr.html': {
    method: 'listing',
    listing: { entry: 'article', link: 'a.more', title: 'h2', date: 'time, .date', summary: '.lead' },
  },
}
const names = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'))
const textOf = (name: string) => readFileSync(path.join(folder, name), 'utf8')

/** UPDATE=1 writes the expectation for review; otherwise a missing one fails. */
async function check(name: string) {
  const parsed = await parseFeed({ text: textOf(name), url, now, ...listings[name] })
  const expected = path.join(folder, `${name}.expected.json`)
  if (process.env.UPDATE) writeFileSync(expected, `${JSON.stringify(parsed, null, 1)}\n`)
  expect(existsSync(expected), `${expected} is missing: run with UPDATE=1 and review it`).toBe(true)
  expect(JSON.parse(JSON.stringify(parsed))).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
}

describe('feeds', () => {
  it.each(names)('%s', (name) => check(name))

  it('a selector that is no CSS, and one that finds nothing, are said', async () => {
    const text = textOf('listing-fr.html')
    const broken = await parseFeed({ text, url, now, method: 'listing', listing: { entry: 'div[[' } })
    expect([broken.entries.length, broken.warnings[0]]).toEqual([0, 'the selector "div[[" is not valid CSS'])
    const absent = await parseFeed({ text, url, now, method: 'listing', listing: { entry: '.nowhere' } })
    expect(absent.warnings).toEqual(['no entry: nothing on the page matches ".nowhere"'])
  })
})

describe('rss-parser and our own reader', () => {
  async function readBoth(text: string) {
    const context = () => ({ url, now, format: 'rss' as const, truncated: false, warnings: [] })
    const plain = await readPlainFeed(text, url)
    const own = readXml(text, url, 2_000).root
    return { plain: plain && normaliseFeed(plain, context()), own: own && normaliseFeed(own, context()) }
  }

  it.each(['rss-plain.xml', 'atom-plain.xml'])('%s is read by rss-parser, and alike', async (name) => {
    const { plain, own } = await readBoth(textOf(name))
    expect(plain?.entries.length).toBeGreaterThan(0)
    expect(plain).toEqual(own)
  })

  it.each([
    'rss-sloppy.xml',
    'rdf-prism.xml',
    'atom-rich.xml',
    'atom-03.xml',
    'rss-truncated.xml',
    'cdf.xml',
    'sitemap-news.xml',
  ])('%s is not left to rss-parser', async (name) => {
    expect(await readPlainFeed(textOf(name), url)).toBeUndefined()
  })

  it('agree on any feed made of plain elements', async () => {
    const words = fc.constantFrom(
      'Ward',
      'AI &amp; care',
      '<![CDATA[<b>bold</b> & raw]]>',
      '&lt;i&gt;x&lt;/i&gt;',
      '  spaced  ',
      '&#8217;',
      '',
      '2025-05-08',
      'https://a.example/1',
    )
    const element = fc.tuple(
      fc.constantFrom(
        'title',
        'link',
        'guid',
        'pubDate',
        'description',
        'category',
        'author',
        'dc:creator',
        'dc:date',
        'content:encoded',
        'comments',
        'media:title',
      ),
      words,
    )
    const item = fc
      .array(element, { maxLength: 8 })
      .map((parts) => `<item>${parts.map(([name, text]) => `<${name}>${text}</${name}>`).join('\n')}</item>`)
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 4 }), async (items) => {
        const { plain, own } = await readBoth(
          `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title>${items.join('')}</channel></rss>`,
        )
        expect(plain).toBeDefined()
        expect(plain).toEqual(own)
      }),
      { numRuns: 200 },
    )
  })

  const suite = path.resolve(import.meta.dirname, '../../../shared/data/feeds/suite')
  it('agree on every plain feed of the suite', async (context) => {
    if (!existsSync(suite)) return context.skip(`${suite} is absent`)
    let both = 0
    for (const name of readdirSync(suite).filter((file) => file.endsWith('.xml'))) {
      // as parse.ts cleans it: C1 characters would be mended before either reader sees them
      const text = decodeBody(readFileSync(path.join(suite, name)))
        .text.replace(/^\s+/, '')
        .replace(/[\x80-\x9f]/g, '')
      const { plain, own } = await readBoth(text)
      if (!plain) continue
      both++
      expect(plain, name).toEqual(own)
    }
    expect(both).toBeGreaterThan(1_000)
  })
})

describe('what always holds', () => {
  const bodies = names.filter((name) => !name.startsWith('listing')).map(textOf)

  it('a document cut anywhere yields the first of the whole one’s entries', async () => {
    for (const name of ['rss-plain.xml', 'atom-rich.xml', 'rdf-prism.xml', 'sitemap-news.xml']) {
      const whole = await parseFeed({ text: textOf(name), url, now })
      const text = textOf(name)
      for (let end = 0; end < text.length; end += 37) {
        const cut = await parseFeed({ text: text.slice(0, end), url, now })
        expect(cut.entries, `${name} cut at ${end}`).toEqual(whole.entries.slice(0, cut.entries.length))
      }
    }
  })

  it('never throws; addresses are http(s), dates are past or absent', async () => {
    const spoiled = fc
      .tuple(fc.constantFrom(...bodies), fc.nat(), fc.string({ maxLength: 12 }))
      .map(([text, at, noise]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + noise + text.slice(place + noise.length)
      })
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoiled, fc.string({ maxLength: 200 })), async (text) => {
        const parsed = await parseFeed({ text, url, now })
        for (const entry of parsed.entries) {
          if (entry.url !== undefined) expect(entry.url).toMatch(/^https?:\/\//)
          for (const date of [entry.published, entry.updated]) {
            if (date?.at) expect(date.at <= '2025-06-02T00:00:00.000Z').toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
