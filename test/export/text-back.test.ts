// Whatever a text holds, it leaves in every format as text and comes back the same: only control characters, halves of
// characters and line ends are lost, which none of the formats can hold in a title.
import { parseOpml } from 'feedsmith'
import Parser from 'rss-parser'
import { describe, expect, it } from 'vitest'
import { openBibtex } from '../../src/export/bibtex.ts'
import { type Citable, type Cited, describeCited } from '../../src/export/cited.ts'
import { cleanLine } from '../../src/export/clean.ts'
import { type Feed, feedItemsMax, writeFeed } from '../../src/export/feed.ts'
import { writeRis } from '../../src/export/ris.ts'
import { writeOpml } from '../../src/watch/opml.ts'
import { plainOf, readBibtex } from './read-bibtex.ts'
import { naughtyStrings } from './strings.ts'

const strings = naughtyStrings()
const row = (text: string, id: number): Citable => ({
  id,
  title: text,
  kind: ['newspaper', 'journal', 'regulator', 'blog', 'dataset', 'company'][id % 6]!,
  publication: cleanLine(text) || 'The Daily',
  canonical_url: `https://daily.example/${id}?q=${id}`,
  published_on: '2025-05-08',
  first_seen_at: '2025-05-09T08:00:00.000Z',
  authors: [text, '沈若溪', 'Tien Yin Wong'],
  language: 'en',
  excerpt: text,
})
const cited: Cited[] = strings.map((text, i) => describeCited(row(text, i)))

describe('BibTeX', () => {
  it('gives every text back, entry by entry', async () => {
    const file = (await openBibtex())(cited)
    const entries = readBibtex(file)
    expect(entries).toHaveLength(strings.length)
    entries.forEach(({ key, fields }, i) => {
      expect(key).toBe(`uptake${i}`)
      expect(plainOf(fields.title ?? ''), JSON.stringify(strings[i])).toBe(cleanLine(strings[i]!))
      const container = fields.journal ?? fields.publisher ?? fields.institution ?? ''
      expect(plainOf(container)).toBe(cleanLine(strings[i]!) || 'The Daily')
      expect(fields.year).toBe('2025')
      expect(fields.url).toBe(`https://daily.example/${i}?q=${i}`)
    })
    expect(file).not.toMatch(/[\x00-\x08\x0b-\x1f\ufdd0-\ufdef]/)
  })

  it('keeps names apart, and organisations whole', async () => {
    const [entry] = readBibtex((await openBibtex())([describeCited(row('Smith and Jones Ltd', 1))]))
    expect(entry!.fields.author).toBe('{Smith and Jones Ltd} and {沈若溪} and Wong, Tien Yin')
  })

  it('has as many entries as it was given, chunk after chunk', async () => {
    const write = await openBibtex()
    const chunks = [cited.slice(0, 7), [], cited.slice(7, 20)].map(write).join('')
    expect(readBibtex(chunks).map((entry) => entry.key)).toEqual(cited.slice(0, 20).map((one) => one.key))
  })
})

describe('RIS', () => {
  it('gives every text back, read by another program', async () => {
    const { plugins } = await import('@citation-js/core')
    await import('@citation-js/plugin-ris')
    const file = writeRis(cited)
    const entries = plugins.input.chain(file, { forceType: '@ris/file', generateGraph: false })
    expect(entries).toHaveLength(strings.length)
    entries.forEach((entry, i) => {
      // A value that itself holds "  - " is cut by that reader, and an empty one is left out.
      const line = cleanLine(strings[i]!)
      expect((entry.title as string | undefined) ?? '', JSON.stringify(strings[i])).toBe(line)
    })
  })

  it('has one entry for each, whatever a title pretends to be', () => {
    const lines = writeRis(cited).split('\r\n')
    expect(lines.filter((line) => line.startsWith('TY  - '))).toHaveLength(strings.length)
    expect(lines.filter((line) => line === 'ER  - ')).toHaveLength(strings.length)
    const titles = lines.filter((line) => line.startsWith('TI  - ')).map((line) => line.slice(6))
    expect(titles).toEqual(strings.map(cleanLine))
    expect(lines.filter((line) => line !== '' && !/^[A-Z][A-Z0-9] {2}- /.test(line))).toEqual([])
  })

  it('says who, when and where of a newspaper article', () => {
    const file = writeRis([describeCited({ ...row('A headline', 0), credit: 'South Post', doi: '10.1/a_b' })])
    expect(file).toContain('TY  - NEWS\r\n')
    expect(file).toContain('AU  - Wong, Tien Yin\r\n')
    expect(file).toContain('DA  - 2025/05/08\r\n')
    expect(file).toContain('T2  - South Post\r\n')
    expect(file).toContain('DO  - 10.1/a_b\r\n')
  })
})

describe('feeds', () => {
  const feed = (texts: string[]): Feed => ({
    id: 'urn:uptake:test',
    title: 'A search: a & b <c> ]]>',
    about: 'About <b> & more',
    pageUrl: 'https://uptake.example/search?q=a&b',
    updatedAt: '2026-03-01T00:00:00.000Z',
    items: texts.map((text, i) => ({
      id: `urn:uptake:article:${i}`,
      title: text,
      summary: text,
      url: `https://daily.example/${i}?a=1&b=2`,
      pageUrl: `https://uptake.example/articles/${i}`,
      publication: text,
      authors: [text],
      tags: [text || 'tag'],
      publishedAt: '2025-05-08T06:00:00.000Z',
      seenAt: '2025-05-09T06:00:00.000Z',
    })),
  })
  const chunks = Array.from({ length: Math.ceil(strings.length / feedItemsMax) }, (_, i) =>
    strings.slice(i * feedItemsMax, (i + 1) * feedItemsMax),
  )
  const unescapeHtml = (html: string) =>
    html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

  for (const format of ['rss', 'atom'] as const) {
    it(`${format} gives every text back, read by another program`, async () => {
      let read = 0
      for (const texts of chunks) {
        const parsed = await new Parser().parseString(writeFeed(format, feed(texts)))
        expect(parsed.title).toBe('A search: a & b <c> ]]>')
        expect(parsed.items).toHaveLength(texts.length)
        parsed.items.forEach((item, i) => {
          const line = cleanLine(texts[i]!)
          expect(item.title ?? '', JSON.stringify(texts[i])).toBe(line)
          const summary =
            format === 'rss' ? unescapeHtml(item.content ?? '') : ((item.summary as string) ?? '')
          expect(summary, JSON.stringify(texts[i])).toBe(line)
          expect(item.link).toBe(`https://daily.example/${i}?a=1&b=2`)
          expect(new Date(item.isoDate!).toISOString()).toBe('2025-05-08T06:00:00.000Z')
          read++
        })
      }
      expect(read).toBe(strings.length)
    })
  }

  it('JSON Feed too', () => {
    for (const texts of chunks) {
      const parsed = JSON.parse(writeFeed('jsonfeed', feed(texts))) as { items: { title: string }[] }
      expect(parsed.items.map((item) => item.title ?? '')).toEqual(texts.map(cleanLine))
    }
  })

  it('hold no more than the newest hundred', () => {
    const many = feed(Array.from({ length: 250 }, (_, i) => `Title ${i}`))
    expect(JSON.parse(writeFeed('jsonfeed', many)).items).toHaveLength(feedItemsMax)
    expect(writeFeed('rss', many).match(/<item>/g)).toHaveLength(feedItemsMax)
  })
})

describe('OPML', () => {
  it('gives every title back, read by another program', () => {
    const sources = strings.map((title, i) => ({
      name: `s-${i}`,
      title: title || 'untitled',
      method: 'feed' as const,
      url: `https://s${i}.example/feed?a=1&b=2`,
      kind: 'newspaper' as const,
      enabled: true,
    }))
    const file = writeOpml(sources, { title: 'All', createdAt: '2026-03-01T00:00:00.000Z' })
    const outlines = parseOpml(file).body!.outlines!.flatMap((one) => one.outlines ?? [one])
    expect(outlines).toHaveLength(strings.length)
    outlines.forEach((outline, i) => {
      expect(cleanLine(outline.text ?? ''), JSON.stringify(strings[i])).toBe(cleanLine(sources[i]!.title))
      expect(outline.xmlUrl).toBe(sources[i]!.url)
    })
  })
})
