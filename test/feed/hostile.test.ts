import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFeedLinks } from '../../src/feed/discover.ts'
import { limits } from '../../src/feed/limits.ts'
import { type ParseFeedInput, parseFeed } from '../../src/feed/parse.ts'
import type { ParsedFeed } from '../../src/model.ts'

const now = '2025-06-01T00:00:00.000Z'
const url = 'https://feeds.example/feed.xml'
const parse = (text: string, more: Partial<ParseFeedInput> = {}) => parseFeed({ text, url, now, ...more })
const rss = (items: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`
const item = (n: number) => `<item><title>Item ${n}</title><guid isPermaLink="false">g${n}</guid></item>`

/** CPU time, not wall time: other load on the machine must not fail a test. */
function cpuMs(): () => number {
  const from = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(from)
    return (user + system) / 1000
  }
}

describe('XML that reaches out or blows up', () => {
  let hits = 0
  const canary = createServer((_, response) => {
    hits++
    response.end('CANARY')
  })
  beforeAll(() => new Promise<void>((ready) => canary.listen(0, '127.0.0.1', () => ready())))
  afterAll(() => new Promise<void>((done) => canary.close(() => done())))
  const address = () => `http://127.0.0.1:${(canary.address() as AddressInfo).port}/x`

  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
  const bodies: [string, () => string][] = [
    [
      'billion laughs',
      () => rss('<item><title>&l9;</title></item>', `<!DOCTYPE rss [<!ENTITY l0 "lol">${laughs}]>`),
    ],
    [
      'quadratic blow-up',
      () =>
        rss(
          `<item><description>${'&aa;'.repeat(50_000)}</description></item>`,
          `<!DOCTYPE rss [<!ENTITY aa "${'A'.repeat(50_000)}">]>`,
        ),
    ],
    [
      'short entity used very often',
      () =>
        rss(
          `<item><description>${'&aa;'.repeat(50_000)}</description></item>`,
          `<!DOCTYPE rss [<!ENTITY aa "${'Bc'.repeat(50)}">]>`,
        ),
    ],
    [
      'external file entity',
      () =>
        rss('<item><title>&xx;</title></item>', '<!DOCTYPE rss [<!ENTITY xx SYSTEM "file:///etc/passwd">]>'),
    ],
    [
      'external http entity',
      () => rss('<item><title>&xx;</title></item>', `<!DOCTYPE rss [<!ENTITY xx SYSTEM "${address()}">]>`),
    ],
    [
      'parameter entity',
      () => rss('<item><title>ok</title></item>', `<!DOCTYPE rss [<!ENTITY % p SYSTEM "${address()}"> %p;]>`),
    ],
    ['external document type', () => rss(item(1), `<!DOCTYPE rss SYSTEM "${address()}">`)],
    [
      'XInclude',
      () =>
        rss(
          `<item><title>t<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="${address()}"/></title></item>`,
        ),
    ],
    [
      'recursive entity',
      () =>
        rss('<item><title>&aa;</title></item>', '<!DOCTYPE rss [<!ENTITY aa "&bb;"><!ENTITY bb "&aa;">]>'),
    ],
    ['stylesheet', () => rss(item(1), `<?xml-stylesheet type="text/xsl" href="${address()}"?>`)],
  ]
  it.each(bodies)('%s: one entry, nothing fetched, nothing expanded', async (_, body) => {
    const parsed = await parse(body())
    const out = JSON.stringify(parsed)
    expect(parsed.entries).toHaveLength(1)
    expect(hits).toBe(0)
    expect(out).not.toMatch(/root:|CANARY|lollol|A{20000}/)
    expect(out.length).toBeLessThan(500_000)
  })

  it('control: the canary does count a visit', async () => {
    await fetch(address())
    expect(hits).toBe(1)
    hits = 0
  })

  it('a short entity of the document itself is read', async () => {
    const parsed = await parse(
      rss('<item><title>&who; &amp; co</title></item>', '<!DOCTYPE rss [<!ENTITY who "Harbour Daily">]>'),
    )
    expect(parsed.entries[0]?.title).toBe('Harbour Daily & co')
  })
})

describe('documents that cost time', () => {
  const costly: [string, (n: number) => string, Partial<ParseFeedInput>][] = [
    ['deep nesting', (n) => rss(`<item><description>${'<a>'.repeat(n)}</description></item>`), {}],
    [
      'deep nesting, closed',
      (n) => rss(`<item><description>${'<a>'.repeat(n)}${'</a>'.repeat(n)}</description></item>`),
      {},
    ],
    [
      'many attributes',
      (n) =>
        rss(`<item><title ${Array.from({ length: n }, (_, i) => `a${i}="1"`).join(' ')}>t</title></item>`),
      {},
    ],
    ['many items', (n) => rss(Array.from({ length: n }, (_, i) => item(i)).join('')), {}],
    ['many unclosed CDATA', (n) => rss(`<item><title>${'<![CDATA['.repeat(n)}</title></item>`), {}],
    ['many "<"', (n) => rss(`<item><title>${'<'.repeat(n)}</title></item>`), {}],
    ['many "&"', (n) => rss(`<item><title>${'&#x'.repeat(n)}</title></item>`), {}],
    ['many comments', (n) => rss('<!-- -->'.repeat(n) + item(1)), {}],
    ['unclosed comments', (n) => rss(item(1)) + '<!--'.repeat(n), {}],
    ['long title', (n) => rss(`<item><title>${'A'.repeat(n * 20)}</title></item>`), {}],
    ['many categories', (n) => rss(`<item>${'<category>c</category>'.repeat(n)}</item>`), {}],
    ['names without end', (n) => rss(`<item><author>${'a '.repeat(n)},</author></item>`), {}],
    ['date without end', (n) => rss(`<item><pubDate>${'1'.repeat(n)}</pubDate></item>`), {}],
    ['JSON, cut, full of braces', (n) => `{"items":[${'{"a":"'.repeat(n)}`, {}],
    [
      'listing: tables in tables',
      (n) => '<table><tr><td>'.repeat(n / 5),
      { method: 'listing', listing: { entry: 'p', link: 'a' } },
    ],
    [
      'listing: unclosed formatting',
      (n) => '<b><i><a>'.repeat(n),
      { method: 'listing', listing: { entry: 'p' } },
    ],
    ['listing: unclosed paragraphs', (n) => '<p>'.repeat(n), { method: 'listing', listing: { entry: 'p' } }],
    [
      'listing: "<" without end',
      (n) => `<title>${'<'.repeat(n)}`,
      { method: 'listing', listing: { entry: 'p' } },
    ],
  ]
  it.each(costly)('%s: 100,000 in under 3 s of CPU', async (_, body, more) => {
    const text = body(100_000)
    const spent = cpuMs()
    const parsed = await parse(text, more)
    expect(spent()).toBeLessThan(3_000)
    expect(JSON.stringify(parsed).length).toBeLessThan(3_000_000)
  })

  it('discovery takes no longer', () => {
    for (const html of [
      '<table><tr><td>'.repeat(20_000),
      '<b><i><a href=x>'.repeat(50_000),
      `<a href="${'a:'.repeat(50_000)}">`,
    ]) {
      const spent = cpuMs()
      findFeedLinks(html, url)
      expect(spent()).toBeLessThan(3_000)
    }
  })

  it('says what was left out', async () => {
    const many = await parse(rss(Array.from({ length: limits.entriesMax + 5 }, (_, i) => item(i)).join('')))
    expect(many.entries).toHaveLength(limits.entriesMax)
    expect(many.warnings).toEqual([`only the first ${limits.entriesMax} entries were read`])
    expect(many.truncated).toBe(false)
    const deep = await parse(
      rss(`<item><title>t</title><description>${'<a>'.repeat(300)}</description></item>`),
    )
    expect(deep.warnings[0]).toContain('nested deeper')
  })
})

describe('values that hurt', () => {
  it('long ones are cut, long guids stay different', async () => {
    const guid = (end: string) =>
      `<item><title>${'T'.repeat(5_000_000)}</title><guid isPermaLink="false">${'g'.repeat(1_000_000)}${end}</guid></item>`
    const { entries } = await parse(rss(guid('a') + guid('b')))
    expect(entries[0]?.title).toHaveLength(limits.titleChars)
    expect(entries[0]?.guid).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(entries[0]?.guid).not.toBe(entries[1]?.guid)
  })

  it('only http(s) addresses get through', async () => {
    const links = [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'JaVaScRiPt:alert(1)',
      '\tjavascript:alert(1)',
      'vbscript:x',
      'http://[::1',
      'http://exa mple.example/',
      'mailto:a@b.example',
    ]
    const bad = await parse(
      rss(links.map((link) => `<item><title>x</title><link>${link}</link></item>`).join('')),
    )
    expect(bad.entries.map((entry) => entry.url)).toEqual(links.map(() => undefined))
    const good = await parse(rss('<item><link>//other.example/x</link></item><item><link>/y</link></item>'))
    expect(good.entries.map((entry) => entry.url)).toEqual([
      'https://other.example/x',
      'https://feeds.example/y',
    ])
  })

  it('names of object prototypes are names', async () => {
    const { entries } = await parse(
      rss(
        '<item><__proto__><polluted>yes</polluted></__proto__><constructor><prototype/></constructor><title>p</title><guid>__proto__</guid></item>',
      ),
    )
    expect([entries[0]?.guid, ({} as { polluted?: string }).polluted]).toEqual(['__proto__', undefined])
  })

  it('control characters go, lone surrogates become U+FFFD', async () => {
    const { entries } = await parse(rss('<item><title>a\u0000b\u0008c\ud800d</title></item>'))
    expect(entries[0]?.title).toBe('abc\ufffdd')
  })

  const dates: [string, string | undefined][] = [
    ['Fri, 31 Dec 9999 23:59:59 GMT', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
    ['Mon, 32 Foo 2025 99:99:99 XYZ', undefined],
    ['2025-05-01', '2025-05-01T00:00:00.000Z'],
    ['1746057600', '2025-05-01T00:00:00.000Z'],
    ['Thu, 1 May 25 00:00 EST', '2025-05-01T05:00:00.000Z'],
    ['Sat, 01 Jan 0000 00:00:00 GMT', undefined],
    ['Tue, 01 Jan 2030 00:00:00 +1400', undefined],
    ['-271821-04-20T00:00:00Z', undefined],
    ['+275760-09-13T00:00:00Z', undefined],
    ['Sun, 30 Mar 2025 02:30:00 Europe/Berlin', '2025-03-30T01:30:00.000Z'],
    ['2025-13-45T25:61:61Z', undefined],
    ['Sun, 01 Jun 2025 23:00:00 GMT', '2025-06-01T23:00:00.000Z'], // within a day ahead: clocks differ
    ['Mon, 02 Jun 2025 00:00:01 GMT', undefined],
  ]
  it.each(dates)('%s is kept as written, its instant only when possible', async (raw, at) => {
    const { entries } = await parse(rss(`<item><title>d</title><pubDate>${raw}</pubDate></item>`))
    expect([entries[0]?.published?.raw, entries[0]?.published?.at]).toEqual([raw, at])
  })

  it('an empty date is none', async () => {
    const { entries } = await parse(rss('<item><title>d</title><pubDate></pubDate></item>'))
    expect(entries[0]).not.toHaveProperty('published')
  })
})

describe('what is no feed', () => {
  const cases: [string, string, ParsedFeed['format'], RegExp][] = [
    ['nothing', '', 'unknown', /empty/],
    ['white space', ' \n\t ', 'unknown', /empty/],
    [
      'a bot wall',
      '<!doctype html><html><head><title>Just a moment...</title></head>',
      'html',
      /Just a moment/,
    ],
    [
      'an XHTML page',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head></html>',
      'html',
      /web page/,
    ],
    ['other JSON', '{"error":"no"}', 'unknown', /no JSON Feed/],
    ['broken JSON', '{"error":', 'unknown', /broken JSON/],
    ['other XML', '<?xml version="1.0"?><svg><g/></svg>', 'unknown', /not a feed/],
    ['a text', 'Service temporarily unavailable', 'unknown', /Service temporarily/],
  ]
  it.each(cases)('%s', async (_, text, format, warning) => {
    const parsed = await parse(text)
    expect([parsed.format, parsed.entries.length]).toEqual([format, 0])
    expect(parsed.warnings.join()).toMatch(warning)
  })

  it('a feed that shrank to nothing is still a feed', async () => {
    expect(await parse(rss(''))).toMatchObject({
      format: 'rss',
      title: 't',
      entries: [],
      truncated: false,
      warnings: [],
    })
  })
})
