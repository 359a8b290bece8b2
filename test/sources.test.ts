// The commands `uptake sources …` against an invented web: what is printed, asked and written.

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { findFeedLinks } from '../src/feed/discover.ts'
import { parseFeed } from '../src/feed/parse.ts'
import type { Failure, Fetched, Page } from '../src/model.ts'
import {
  addedFile,
  addSource,
  adviseOnSource,
  checkSources,
  exportSources,
  importSources,
  listSources,
  type SourceMeans,
} from '../src/sources.ts'
import { loadWatch } from '../src/watch/load.ts'

const now = '2026-03-01T00:00:00.000Z'

const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Daily: Health</title><link>https://daily.example/</link>
<language>en-HK</language>${[1, 2, 3, 4]
  .map(
    (day) =>
      `<item><title>Story ${day}</title><link>https://daily.example/${day}</link><pubDate>0${day} Feb 2026 08:00:00 GMT</pubDate></item>`,
  )
  .join('')}</channel></rss>`

const home =
  '<html><head><title>Daily</title><link rel="alternate" type="application/rss+xml" href="/health.xml"></head><body>News</body></html>'

const known = loadWatch([
  {
    name: 'feeds/known.yaml',
    text: `sources:
  - { name: known, title: Known, method: feed, url: 'https://known.example/rss', kind: blog, homepage: 'https://known.example/' }
  - { name: gone, title: Gone, method: feed, url: 'https://gone.example/rss', kind: blog, homepage: 'https://gone.example/' }
  - { name: shut, title: Shut, method: feed, url: 'https://shut.example/rss', kind: journal, note: The papers come by PubMed too. }
  - { name: asleep, title: Asleep, method: feed, url: 'https://asleep.example/rss', kind: blog, enabled: false, why: It sleeps. }
  - { name: board, title: Board, method: listing, url: 'https://board.example/', kind: regulator, listing: { entry: li } }
publications:
  - { id: harbour-daily, name: Harbour Daily, kind: newspaper, hosts: [daily.example], language: en }
  - { id: pile, name: Pile, kind: aggregator, hosts: [pile.example] }
`,
  },
])

function page(url: string, text: string, contentType: string): Page {
  const rest = {
    status: 200,
    charset: 'utf-8',
    charsetDoubtful: false,
    bytes: new Uint8Array(),
    validators: {},
    fetchedAt: now,
  }
  return { outcome: 'page', url, requestedUrl: url, text, contentType, ...rest }
}

function failure(url: string, status: number): Failure {
  const message = `daily.example answered ${status}.`
  return {
    outcome: 'failure',
    step: 'request',
    kind: `http-${status}`,
    status,
    url,
    message,
    retry: 'later',
    failedAt: now,
  }
}

const web: Record<string, Page> = {
  'https://daily.example/': page('https://daily.example/', home, 'text/html'),
  'https://daily.example/health.xml': page('https://daily.example/health.xml', feed, 'application/rss+xml'),
  'https://known.example/rss': page('https://known.example/rss', feed, 'application/rss+xml'),
  'https://pile.example/rss': page(
    'https://pile.example/rss',
    feed.replace('https://daily.example/<', 'https://pile.example/<'),
    'text/xml',
  ),
  'https://bare.example/': page(
    'https://bare.example/',
    '<html><body>Nothing here</body></html>',
    'text/html',
  ),
  'https://board.example/': page(
    'https://board.example/',
    '<html><body><p>No list</p></body></html>',
    'text/html',
  ),
  'https://rude.example/rss': page(
    'https://rude.example/rss',
    feed.replace('Harbour Daily: Health', '\u001b[31mRed\u202e'),
    'text/xml',
  ),
}

/** A stage: what was printed, asked and written, with `answer` to every question. */
function stage(
  answer = true,
  files: Record<string, string> = {},
): { means: SourceMeans; printed: string[]; asked: string[]; files: Record<string, string> } {
  const printed: string[] = []
  const asked: string[] = []
  const means: SourceMeans = {
    watch: structuredClone(known),
    files: {
      read: async (name) => files[name],
      write: async (name, text) => {
        files[name] = text
      },
    },
    fetch: async ({ url }): Promise<Fetched> => web[url] ?? failure(url, /shut/.test(url) ? 403 : 404),
    parseFeed,
    findFeedLinks,
    ask: async (question) => {
      asked.push(question)
      return answer
    },
    print: (line) => void printed.push(line),
    now,
  }
  return { means, printed, asked, files }
}

describe('add', () => {
  it('finds the feed of a home page, shows it, asks, and writes it', async () => {
    const { means, printed, asked, files } = stage()
    expect(await addSource('daily.example', means)).toBe(true)
    expect(printed).toEqual([
      'https://daily.example/ is a page, not a feed: looking for its feed.',
      'Found:   Harbour Daily: Health',
      'Address: https://daily.example/health.xml (rss)',
      'Name:    harbour-daily-health, kind newspaper, harbour-daily',
      'Newest:  2026-02-04, 4 entries',
      '  - Story 1',
      '  - Story 2',
      '  - Story 3',
      `Written to feeds/${addedFile}: harbour-daily-health`,
    ])
    expect(asked).toHaveLength(1)
    const written = loadWatch([
      { name: addedFile, text: files[addedFile]! },
      { name: 'p', text: 'publications: [{ id: harbour-daily, name: Harbour Daily, kind: newspaper }]' },
    ])
    expect(written.problems).toEqual([])
    expect(written.sources).toEqual([
      {
        name: 'harbour-daily-health',
        title: 'Harbour Daily: Health',
        method: 'feed',
        url: 'https://daily.example/health.xml',
        homepage: 'https://daily.example/',
        publication: 'harbour-daily',
        kind: 'newspaper',
        language: expect.stringMatching(/^en/),
        enabled: true,
      },
    ])
  })

  it('writes nothing when the answer is no, and does not ask with --yes', async () => {
    const no = stage(false)
    expect(await addSource('https://daily.example/health.xml', no.means)).toBe(false)
    expect(no.files).toEqual({})
    const yes = stage(false)
    expect(
      await addSource('https://daily.example/health.xml', yes.means, { yes: true, name: 'my-daily' }),
    ).toBe(true)
    expect(yes.asked).toEqual([])
    expect(parse(yes.files[addedFile]!).sources[0].name).toBe('my-daily')
  })

  it('keeps what is in the file, comments included', async () => {
    const before =
      '# mine\nsources:\n  # first\n  - name: mine # yes\n    title: Mine\n    method: feed\n    url: https://mine.example/rss\n    kind: blog\n'
    const { means, files } = stage(true, { [addedFile]: before })
    await addSource('https://daily.example/health.xml', means)
    expect(files[addedFile]!.startsWith(before)).toBe(true)
    expect(parse(files[addedFile]!).sources).toHaveLength(2)
  })

  it('leaves a broken file alone and says where', async () => {
    const before = 'sources: [\n'
    const { means, files, printed } = stage(true, { [addedFile]: before })
    expect(await addSource('https://daily.example/health.xml', means)).toBe(false)
    expect(files[addedFile]).toBe(before)
    expect(printed.at(-1)).toMatch(/was not changed: line \d+ is not valid YAML/)
  })

  it('an aggregator’s feed gets no publication', async () => {
    const { means, files } = stage()
    await addSource('https://pile.example/rss', means)
    expect(parse(files[addedFile]!).sources[0]).toMatchObject({ kind: 'aggregator' })
    expect(parse(files[addedFile]!).sources[0].publication).toBeUndefined()
  })

  it('prints no control characters of a stranger’s title', async () => {
    const { means, printed } = stage()
    await addSource('https://rude.example/rss', means)
    expect(printed.join('')).not.toMatch(/[\u001b\u202e]/)
  })

  const refusals: [address: string, sentence: RegExp][] = [
    ['not an address', /is no web address/],
    ['javascript:alert(1)', /is no web address/],
    ['file:///etc/passwd', /is no web address/],
    ['https://me:secret@daily.example/', /is no web address/],
    ['https://known.example/rss', /Already watched as "known" \(on\)/],
    ['https://asleep.example/rss', /Already watched as "asleep" \(off\)/],
    ['https://bare.example/', /No feed was found/],
    ['https://shut.example/feed', /answered 403\. Until then it can be turned off/],
    [
      'https://lost.example/feed',
      /answered 404\. To look for its new address: uptake sources add https:\/\/lost\.example\//,
    ],
  ]
  for (const [address, sentence] of refusals) {
    it(`refuses ${address}`, async () => {
      const { means, printed, files } = stage()
      expect(await addSource(address, means)).toBe(false)
      expect(printed.at(-1)).toMatch(sentence)
      expect(files).toEqual({})
    })
  }
})

describe('check', () => {
  it('says of each source that is on how it answered', async () => {
    const { means, printed } = stage()
    const checks = await checkSources(means)
    expect(Object.fromEntries(checks.map((one) => [one.source.name, one.ok]))).toEqual({
      known: true,
      gone: false,
      shut: false,
      board: false,
    })
    expect(printed).toContain('ok      known: rss, 4 entries, newest 2026-02-04')
    expect(printed.find((line) => line.includes('gone'))).toMatch(
      /uptake sources add https:\/\/gone\.example\//,
    )
    expect(printed.find((line) => line.includes('shut'))).toMatch(/The papers come by PubMed too\./)
    expect(printed.find((line) => line.includes('board'))).toMatch(/its selectors find nothing/)
    expect(printed.at(-1)).toBe('4 checked, 3 failed')
  })
  it('checks the one that is named, even when it is off', async () => {
    const { means, printed } = stage()
    expect(await checkSources(means, 'asleep')).toHaveLength(1)
    expect(await checkSources(means, 'nobody')).toEqual([])
    expect(printed.at(-1)).toBe('There is no source "nobody": see uptake sources list')
  })
})

describe('list', () => {
  it('shows on and off, with the reason', () => {
    const { means, printed } = stage()
    expect(listSources(means)).toBe(5)
    expect(printed[0]).toBe('on   known   feed     https://known.example/rss')
    expect(printed.join('\n')).toContain('It sleeps.')
    expect(printed.at(-1)).toBe('5 sources, 4 on, 1 off')
    expect(listSources(means, { all: false })).toBe(4)
  })
})

describe('import and export', () => {
  const opml = `<opml version="2.0"><head><title>Mine</title></head><body><outline text="Asia"><outline type="rss" text="Known" xmlUrl="https://known.example/rss"/>
  <outline type="rss" text="Fresh" xmlUrl="https://fresh.example/rss" custom="kept"/></outline></body></opml>`

  it('adds what is not watched yet', async () => {
    const { means, printed, files } = stage()
    expect(await importSources(opml, means)).toBe(1)
    expect(printed[0]).toBe('2 feeds in the file, 1 already watched.')
    expect(parse(files[addedFile]!).sources).toEqual([
      {
        name: 'fresh',
        title: 'Fresh',
        method: 'feed',
        url: 'https://fresh.example/rss',
        kind: 'other',
        opml: { custom: 'kept', category: '/Asia' },
      },
    ])
  })
  it('adds nothing when the answer is no, or the file is none', async () => {
    const { means, files } = stage(false)
    expect(await importSources(opml, means)).toBe(0)
    expect(await importSources('hello', means)).toBe(0)
    expect(files).toEqual({})
  })
  it('what is exported can be imported elsewhere, whole', async () => {
    const { means, files } = stage()
    means.watch = loadWatch([])
    expect(await importSources(exportSources(known, now), means, { yes: true })).toBe(5)
    expect(loadWatch([{ name: addedFile, text: files[addedFile]! }])).toMatchObject({
      sources: known.sources,
      problems: [],
    })
  })
})

it('advice is empty where the failure says it all', () => {
  expect(adviseOnSource(failure('https://a.example/', 500))).toBe('')
})
