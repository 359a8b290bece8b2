// N9: whatever a feed's address answers on a bad day, what was there before stays, the source says plainly what is
// wrong, and the next good day brings all that was missed.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hoursLater, type Line, makeSource, openLine, START } from './line-kit.ts'
import {
  type Answer,
  type ScriptedSites,
  serveStories,
  startScriptedSites,
  withEtag,
  writeFeed,
} from './scripted-site.ts'

const good = (host: string, count: number) =>
  writeFeed(
    host,
    Array.from({ length: count }, (_, i) => ({ id: `${host.split('.')[0]}-s${i + 1}` })),
  )

type Form = { name: string; answer: (host: string) => Answer; failure?: string }

/** What the second of three checks meets. All but the last two come with an ETag, as proxies and walls send them. */
const forms: Form[] = [
  { name: 'an empty body', answer: () => ({ type: 'application/rss+xml', body: '' }), failure: 'no-feed' },
  {
    name: 'a check for humans with status 200',
    answer: () => ({ body: '<!doctype html><title>Just a moment...</title><p>Checking your browser</p>' }),
    failure: 'no-feed',
  },
  {
    name: 'JSON that is no feed',
    answer: () => ({ type: 'application/json', body: '{"error":"quota"}' }),
    failure: 'no-feed',
  },
  {
    name: 'plain text',
    answer: () => ({ type: 'text/plain', body: 'upstream connect error' }),
    failure: 'no-feed',
  },
  {
    name: 'null bytes',
    answer: () => ({ type: 'application/rss+xml', body: '\0'.repeat(4_000) }),
    failure: 'no-feed',
  },
  {
    name: 'a feed without entries',
    answer: (host) => ({ body: writeFeed(host, []) }),
  },
  {
    name: 'a feed cut off in its third item',
    answer: (host) => ({ body: good(host, 4).slice(0, good(host, 4).indexOf('-s3</guid>')) }),
  },
  { name: 'a fault of the server', answer: () => ({ status: 500, body: 'oops' }), failure: 'http-5xx' },
  {
    name: 'a packed body that is damaged',
    answer: () => ({
      type: 'application/rss+xml',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(good('x.example', 4)).subarray(0, 90),
    }),
    failure: 'bad-encoding',
  },
]

const hostOf = (form: Form) => `form${forms.indexOf(form)}.example`
const HEALTHY = 'healthy.example'

let sites: ScriptedSites
let line: Line
beforeAll(async () => {
  sites = await startScriptedSites()
  for (const form of forms) {
    const host = hostOf(form)
    serveStories(sites, host)
    sites.on(`${host}/feed`, (ask) => {
      if (ask.times === 1) return withEtag(good(host, 2), ask, '"two"')
      if (ask.times > 2) return withEtag(good(host, 4), ask, '"four"')
      const answer = form.answer(host)
      return { ...answer, headers: { ...answer.headers, etag: '"four"' } } // the ETag of what should have come
    })
  }
  serveStories(sites, HEALTHY)
  sites.on(`${HEALTHY}/feed`, ({ times }) => good(HEALTHY, times))
  line = await openLine(sites, {
    sources: [...forms.map(hostOf), HEALTHY].map((host) => makeSource(host, `http://${host}/feed`)),
  })
  await line.crawl(START)
})
afterAll(() => Promise.all([line.close(), sites.close()]))

describe('nine forms of a feed that is none', () => {
  it('take nothing away, and each says what it is', async () => {
    const before = await line.articles()
    expect(before).toHaveLength(2 * forms.length + 1)
    await line.crawl(hoursLater(30))
    const after = await line.articles()
    for (const article of before) expect(after).toContainEqual(article)
    const states = new Map((await line.store.listSourceStates()).map((state) => [state.sourceName, state]))
    const failures = await line.store.listFailures({ limit: 100 })
    for (const form of forms) {
      const state = states.get(hostOf(form))!
      expect(state.lastFailureKind, form.name).toBe(form.failure ?? null)
      const open = failures.filter((failure) => failure.sourceName === hostOf(form))
      expect(
        open.map((failure) => failure.kind),
        form.name,
      ).toEqual(form.failure ? [form.failure] : [])
      for (const failure of open) expect(failure.message, form.name).toMatch(/^\S.{30,400}\.$/)
    }
    expect(states.get(HEALTHY)!.lastEntryCount).toBe(2)
  })

  it('of a feed that is cut off, the whole items are kept', async () => {
    const guids = (name: string) =>
      line.ask<string>(`select group_concat(guid order by guid) from entries where source_name = '${name}'`)
    expect(guids(hostOf(forms[6]!))).toBe('form6-s1,form6-s2')
    expect(guids(hostOf(forms[0]!))).toBe('form0-s1,form0-s2')
  })

  it('what they should have brought comes with the next good answer: their ETag was not believed', async () => {
    await line.crawl(hoursLater(24 * 9))
    for (const form of forms) {
      const third = sites.asked(`${hostOf(form)}/feed`)[2]!
      // The feed without entries is a whole feed: its ETag holds, and here the server says that nothing changed.
      if (form.name !== 'a feed without entries')
        expect(third.headers['if-none-match'], form.name).toBe('"two"')
    }
    const counts = await line.store.countAll({ since: START })
    expect(counts).toMatchObject({ failures: 0, pending: 0 })
    expect(counts.articles).toBe(4 * (forms.length - 1) + 2 + 3)
  })
})
