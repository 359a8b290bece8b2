import { expect, test } from 'vitest'
import {
  entryKeys,
  entryText,
  findRepeatedKeys,
  type KnownEntry,
  matchEntry,
  urlFragment,
} from '../../src/identity/entry.ts'
import type { Entry } from '../../src/model.ts'

type Given = Partial<Omit<Entry, 'published'>> & { at?: string }

function makeEntry({ at, ...given }: Given): Entry {
  const entry: Entry = { title: 'A title', authors: [], categories: [], ids: {}, ...given }
  if (at) entry.published = { raw: at, at, dayOnly: false }
  return entry
}

/** A store in miniature: one row for every distinct set of keys, looked up by guid in the source, address, text. */
function makeMemory() {
  const rows: KnownEntry[] = []
  let articles = 0
  function poll(given: readonly Given[], source = 'harbour-daily'): string[] {
    const entries = given.map(makeEntry)
    const repeated = findRepeatedKeys(entries)
    return entries.map((entry) => {
      const keys = entryKeys(entry)
      const candidates = rows.filter(
        (row) =>
          (row.source === source && keys.guid !== undefined && row.keys.guid === keys.guid) ||
          (keys.url !== undefined && row.keys.url === keys.url) ||
          (row.source === source && row.keys.text === keys.text),
      )
      const decision = matchEntry(entry, source, candidates, repeated)
      const id = decision.same ?? `article ${++articles}`
      const row: KnownEntry = { id, source, keys, title: entry.title, text: entryText(entry) }
      const fragment = urlFragment(entry.url)
      if (fragment) row.fragment = fragment
      if (entry.published?.at) row.publishedAt = entry.published.at
      rows.push(row)
      return id
    })
  }
  return { poll }
}

/** Polls one after the other; how many articles there are in the end. */
function check(polls: readonly (readonly Given[])[], articles: number) {
  const memory = makeMemory()
  const ids = polls.flatMap((entries) => memory.poll(entries))
  expect(new Set(ids).size).toBe(articles)
}

const subjects = [
  'sepsis alarms',
  'retina cameras',
  'chest films',
  'ward robots',
  'dose charts',
  'triage calls',
  'tumour boards',
  'blood banks',
  'hearing tests',
  'skin photographs',
  'bed plans',
  'theatre lists',
  'stroke scans',
  'birth records',
  'pill counts',
  'night staffing',
  'wound pictures',
  'lab queues',
  'voice notes',
  'waiting rooms',
]
const verbs = ['slow down', 'draw praise', 'cost more', 'miss a target']
const story = (i: number): Given => ({
  title: `${subjects[i % 20]} ${verbs[Math.floor(i / 20) % 4]}`,
  summary: `The ${subjects[i % 20]} that ${subjects[(i * 7 + 3) % 20]} replaced in spring ${verbs[i % 4]}; item ${i} of the papers on ${subjects[(i * 3 + 5) % 20]} says so, and ${subjects[(i * 11 + 1) % 20]} follow in week ${i * 3}.`,
  at: `2025-03-${String(1 + (i % 28)).padStart(2, '0')}T08:00:00.000Z`,
})
const stories = (n: number, extra: (i: number) => Given): Given[] =>
  Array.from({ length: n }, (_, i) => ({ ...story(i), ...extra(i) }))
const url = (i: number) => `https://harbour-daily.example/health/${i}`

test('crawling twice changes nothing', () =>
  check(
    [
      stories(30, (i) => ({ guid: `g${i}`, url: url(i) })),
      stories(30, (i) => ({ guid: `g${i}`, url: url(i) })),
    ],
    30,
  ))

test('a changed guid is no duplicate', () =>
  check(
    [
      stories(30, (i) => ({ guid: `a${i}`, url: url(i) })),
      stories(30, (i) => ({ guid: `b${i}`, url: url(i) })),
    ],
    30,
  ))

test('a changed guid and another way to write the address are no duplicate', () =>
  check(
    [
      stories(30, (i) => ({ guid: `a${i}`, url: url(i) })),
      stories(30, (i) => ({
        guid: `b${i}`,
        url: `${url(i).replace('https', 'http')}/?utm_source=rss&utm_medium=feed`,
      })),
      stories(30, (i) => ({ url: `https://m.harbour-daily.example/health/${i}/amp` })),
    ],
    30,
  ))

test('a guid whose scheme flips is no duplicate', () =>
  check(
    [
      stories(20, (i) => ({ guid: `http://harbour-daily.example/?p=${i}` })),
      stories(20, (i) => ({ guid: `https://www.harbour-daily.example/?p=${i}` })),
    ],
    20,
  ))

test('twenty stories with one guid are twenty articles, at every poll', () => {
  const twenty = stories(20, (i) => ({ guid: 'harbour-daily', url: url(i) }))
  check([twenty, twenty], 20)
  const withoutUrl = stories(20, () => ({ guid: 'harbour-daily' }))
  check([withoutUrl, withoutUrl], 20)
})

test('twenty titles with one guid and one date are twenty articles', () => {
  const bare = stories(20, () => ({ guid: 'harbour-daily', summary: '', at: '2025-03-01T00:00:00.000Z' }))
  check([bare, bare], 20)
})

test('one new story at each poll with the address of the front page', () =>
  check(
    stories(20, () => ({ url: 'https://www.harbour-daily.example/index.html' })).map((entry) => [entry]),
    20,
  ))

test('a guid whose scheme flips holds an edited story together', () =>
  check(
    [
      [{ ...story(1), guid: 'http://harbour-daily.example/?p=1' }],
      [{ ...story(1), guid: 'https://harbour-daily.example/?p=1', summary: story(2).summary! }],
    ],
    1,
  ))

test('one guid, one new story at each poll', () => {
  const twenty = stories(20, (i) => ({ guid: 'https://harbour-daily.example/', url: url(i) }))
  check(
    twenty.map((entry) => [entry]),
    20,
  )
})

test('twenty stories with the address of the front page, or of one page, are twenty articles', () => {
  const front = stories(20, () => ({ url: 'https://harbour-daily.example/' }))
  check([front, front], 20)
  const page = stories(20, (i) => ({ guid: `n${i}`, url: 'https://harbour-daily.example/changes' }))
  check([page, page], 20)
  const anchors = stories(20, (i) => ({ guid: `n${i}`, url: `https://harbour-daily.example/changes#v${i}` }))
  check([anchors, anchors], 20)
  check(
    anchors.map((entry) => [entry]),
    20,
  )
})

test('neither guid nor address: the text tells', () => {
  const bare = stories(20, () => ({}))
  check([bare, bare], 20)
})

test('a guid of a megabyte is a key of 32 digits', () => {
  const guid = 'x'.repeat(1 << 20)
  expect(entryKeys(makeEntry({ guid })).guid).toMatch(/^[0-9a-f]{32}$/)
  check(
    [
      [
        { ...story(1), guid: `${guid}1` },
        { ...story(2), guid: `${guid}2` },
      ],
      [{ ...story(1), guid: `${guid}1` }],
    ],
    2,
  )
})

test('a feed that re-dates all its entries keeps them', () => {
  const dated = (day: number) =>
    stories(20, (i) => ({
      guid: `g${i}`,
      url: url(i),
      at: `2025-06-${String(day).padStart(2, '0')}T00:00:00.000Z`,
    }))
  check([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(dated), 20)
})

test('a title edited ten times is one article', () => {
  const titles = Array.from({ length: 10 }, (_, i) => ({
    ...story(3),
    title: `${subjects[i]} in the news`,
    guid: 'g',
    url: url(3),
  }))
  check(
    titles.map((entry) => [entry]),
    1,
  )
  // The address follows the title; the guid and the text stay.
  check(
    titles.map((entry, i) => [{ ...entry, url: `${url(3)}-${i}` }]),
    1,
  )
})

test('an update that stands beside its first form in one document is one article', () =>
  check(
    [
      [
        { ...story(4), guid: 'g', url: url(4) },
        { ...story(4), title: `${story(4).title} (updated)`, guid: 'g', url: url(4) },
      ],
    ],
    1,
  ))

test('a weekly column with one title and one blurb is a new article every week', () => {
  const column = (week: number): Given => ({
    title: 'Letters from the wards',
    summary:
      'Our weekly round-up of what readers who work on the wards write to us about machines, patients and pay.',
    guid: `letters-${week}`,
    url: `https://harbour-daily.example/letters/${week}`,
    at: `2025-03-${String(1 + 7 * week).padStart(2, '0')}T08:00:00.000Z`,
  })
  check([[column(0)], [column(1), column(0)], [column(2), column(1), column(0)]], 3)
})

test('two stories with one title are two articles', () =>
  check(
    [
      [
        { guid: 'a', url: url(1) },
        { guid: 'b', url: url(2) },
      ],
      [{ guid: 'b', url: url(2) }],
    ],
    2,
  ))

test('one address from two sources is one article; one guid from two sources is not', () => {
  const memory = makeMemory()
  const first = memory.poll([{ ...story(1), guid: '1', url: url(1) }], 'harbour-daily')
  expect(memory.poll([{ title: 'Picked for you', guid: '77', url: `${url(1)}?ref=rss` }], 'daily8')).toEqual(
    first,
  )
  expect(memory.poll([{ ...story(2), guid: '1', url: 'https://daily8.example/9' }], 'daily8')).not.toEqual(
    first,
  )
})

test('one text from two sources stays two articles: they are copies', () => {
  const memory = makeMemory()
  const first = memory.poll([{ ...story(1), url: url(1) }], 'harbour-daily')
  expect(memory.poll([{ ...story(1), url: 'https://daily8.example/9' }], 'daily8')).not.toEqual(first)
})

test('the reason is said', () => {
  const entry = makeEntry({ ...story(1), guid: 'g', url: url(1) })
  const known: KnownEntry = {
    id: 'x',
    source: 's',
    keys: entryKeys(entry),
    title: entry.title,
    text: entryText(entry),
  }
  const none = findRepeatedKeys([])
  expect(matchEntry(entry, 's', [known], none)).toEqual({ same: 'x', why: 'same guid' })
  expect(matchEntry(entry, 't', [known], none)).toEqual({ same: 'x', why: 'same address' })
  expect(matchEntry(makeEntry({ ...story(2), guid: 'g', url: url(2) }), 's', [known], none).why).toContain(
    'another story',
  )
  expect(matchEntry(entry, 's', [], none).same).toBeUndefined()
})
