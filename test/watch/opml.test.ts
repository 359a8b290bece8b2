// OPML both ways: other readers' lists, hostile ones, and our own round trip.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Source } from '../../src/model.ts'
import { loadWatch } from '../../src/watch/load.ts'
import { nameSource, parseOpml, writeOpml } from '../../src/watch/opml.ts'
import { publicationKinds } from '../../src/watch/schema.ts'

const head = { title: 'Mine', createdAt: '2026-03-01T00:00:00.000Z' }

function check(body: string, expected: { sources: object[]; warnings?: RegExp[] }): void {
  const opml = parseOpml(
    `<?xml version="1.0"?><opml version="2.0"><head><title>T</title></head><body>${body}</body></opml>`,
  )
  expect(opml.sources).toEqual(expected.sources.map((source) => expect.objectContaining(source)))
  expect(opml.warnings).toHaveLength(expected.warnings?.length ?? 0)
  for (const [at, warning] of (expected.warnings ?? []).entries()) expect(opml.warnings[at]).toMatch(warning)
}

const cases: [name: string, body: string, expected: { sources: object[]; warnings?: RegExp[] }][] = [
  [
    'a feed',
    '<outline type="rss" text="Daily" xmlUrl="https://daily.example/rss" htmlUrl="https://daily.example/"/>',
    {
      sources: [
        {
          name: 'daily',
          title: 'Daily',
          url: 'https://daily.example/rss',
          homepage: 'https://daily.example/',
          enabled: true,
          kind: 'other',
        },
      ],
    },
  ],
  [
    'nested folders become OPML’s category',
    '<outline text="Asia"><outline text="Hong Kong"><outline text="D" xmlUrl="https://d.example/"/></outline></outline>',
    {
      sources: [{ name: 'd', opml: { category: '/Asia/Hong Kong' } }],
    },
  ],
  [
    'attributes in other spelling',
    '<outline title="D" XMLURL="https://d.example/"/>',
    { sources: [{ title: 'D', url: 'https://d.example/' }] },
  ],
  [
    'unknown attributes are kept',
    '<outline text="D" xmlUrl="https://d.example/" filter="x" category="/A"/>',
    { sources: [{ opml: { filter: 'x', category: '/A' } }] },
  ],
  [
    'an address twice',
    '<outline text="A" xmlUrl="https://d.example/"/><outline text="B" xmlUrl="https://d.example/"/>',
    { sources: [{ title: 'A' }], warnings: [/"B" was left out/] },
  ],
  [
    'names that meet get numbers',
    '<outline text="D" xmlUrl="https://d.example/1"/><outline text="D" xmlUrl="https://d.example/2"/>',
    { sources: [{ name: 'd' }, { name: 'd-2' }] },
  ],
  [
    'a Chinese title is named after its host',
    '<outline text="海港日报" xmlUrl="https://www.daily.example/"/>',
    { sources: [{ name: 'daily-example', title: '海港日报' }] },
  ],
  [
    'addresses that are none',
    '<outline text="J" xmlUrl="javascript:alert(1)"/><outline text="F" xmlUrl="file:///etc/passwd"/><outline text="P" xmlUrl="https://a:b@d.example/"/>',
    { sources: [], warnings: [/"J"/, /"F"/, /"P"/] },
  ],
  [
    'links without a feed are passed over',
    '<outline type="link" text="L" url="https://l.example/"/><outline text="only a folder"/>',
    { sources: [] },
  ],
  [
    'markup in a title stays text',
    '<outline text="&lt;script&gt;x&lt;/script&gt;" xmlUrl="https://d.example/"/>',
    { sources: [{ title: '<script>x</script>' }] },
  ],
  [
    'a listing page without selectors is off',
    '<outline text="L" xmlUrl="https://l.example/" uptake:method="listing"/>',
    { sources: [{ method: 'listing', enabled: false }] },
  ],
  ['nothing', '', { sources: [], warnings: [/no outline was found/] }],
]

describe('parseOpml', () => {
  for (const [name, body, expected] of cases) it(name, () => check(body, expected))

  it('does not follow entities, and reads what is cut off', () => {
    const bomb =
      '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const opml = parseOpml(
      `${bomb}<opml><body><outline text="&b;&x;" xmlUrl="https://d.example/"/><outline text="cut" xmlUr`,
    )
    expect(opml.sources).toHaveLength(1)
    expect(opml.sources[0]!.title).not.toContain('aaaaaaaaaaaaaaa')
    expect(opml.sources[0]!.title).not.toContain('root:')
  })
  it('takes deep nesting and any text', () => {
    const deep = `${'<outline text="x">'.repeat(20_000)}<outline text="D" xmlUrl="https://d.example/"/>`
    expect(parseOpml(`<opml><body>${deep}`).warnings.length).toBeGreaterThan(0)
    fc.assert(fc.property(fc.string(), (text) => void parseOpml(text)))
  })
  it('refuses a file that is too long', () => {
    expect(parseOpml(' '.repeat(5_000_001)).warnings[0]).toMatch(/was not read/)
  })
})

const line = fc
  .string({ unit: fc.constantFrom('a', 'B', ' ', '&', '<', '"', "'", '医', '😀'), minLength: 1 })
  .map((text) => `x${text.trim()}`)

const source: fc.Arbitrary<Source> = fc.record(
  {
    name: fc.constantFrom('daily', 'harbour-daily', 'a-1'),
    title: line,
    method: fc.constantFrom('feed' as const, 'sitemap' as const),
    url: fc.webUrl(),
    kind: fc.constantFrom(...publicationKinds),
    enabled: fc.constant(true),
    homepage: fc.webUrl(),
    language: fc.constantFrom('en', 'zh-Hant'),
    publication: fc.constantFrom('daily', 'pile'),
    note: line,
    allOurs: fc.constant(true),
    opml: fc.record({ category: line }),
  },
  { requiredKeys: ['name', 'title', 'method', 'url', 'kind', 'enabled'] },
)

describe('writeOpml', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(source, (one) => {
        const back = parseOpml(writeOpml([one], head))
        expect(back.warnings).toEqual([])
        expect(back.sources).toEqual([one])
      }),
    )
  })
  it('a source that is off, and a listing with selectors, come back too', () => {
    const text = `sources:
  - { name: a, title: A, method: feed, url: 'https://a.example/', kind: blog, enabled: false, why: 'Stale & slow.' }
  - { name: b, title: B, method: listing, url: 'https://b.example/', kind: blog, listing: { entry: 'li > "a"', link: a } }`
    const { sources, problems } = loadWatch([{ name: 'x', text }])
    expect(problems).toEqual([])
    expect(parseOpml(writeOpml(sources, head)).sources).toEqual(sources)
  })
  it('is OPML 2.0 with a title and a date', () => {
    const text = writeOpml([], { ...head, title: 'A & B' })
    expect(text).toContain('<opml version="2.0" xmlns:uptake="urn:uptake:opml:1">')
    expect(text).toContain('<title>A &amp; B</title>')
    expect(text).toContain('<dateCreated>Sun, 01 Mar 2026 00:00:00 GMT</dateCreated>')
  })
})

it('a name is small letters, digits and hyphens, and never taken', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.constantFrom('a', 'source', 'x-y')), (title, taken) => {
      const names = new Set<string>(taken)
      const before = new Set(names)
      const name = nameSource(title, 'https://d.example/', names)
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(before.has(name)).toBe(false)
    }),
  )
})
