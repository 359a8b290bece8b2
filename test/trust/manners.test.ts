// How sources are asked: conditionally, never before they allow it, at the address where they live, and never more
// often than a name given twenty times (P4). What changes in feeds/ holds at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { movesConfirmedMin } from '../../src/check.ts'
import type { Source } from '../../src/model.ts'
import { hoursLater, type Line, makeSource, openLine, START } from './line-kit.ts'
import {
  type ScriptedSites,
  serveStories,
  startScriptedSites,
  withEtag,
  writeFeed,
  writePage,
} from './scripted-site.ts'

let sites: ScriptedSites
const lines: Line[] = []
beforeAll(async () => {
  sites = await startScriptedSites()
})
afterAll(async () => {
  await Promise.all(lines.map((line) => line.close()))
  await sites.close()
})

async function lineOf(...sources: Source[]): Promise<Line> {
  const line = await openLine(sites, { sources })
  lines.push(line)
  return line
}
const DAYS = (days: number) => hoursLater(24 * days)
const asked = (address: string) => sites.asked(address).length
const stateOf = async (line: Line, name: string) =>
  (await line.store.listSourceStates()).find((state) => state.sourceName === name)!

describe('validators', () => {
  it('are echoed byte for byte, a 304 is an answer, and what the server drops is forgotten', async () => {
    const host = 'validators.example'
    const etag = 'W/"odd: \'x\' \\ "'
    serveStories(sites, host)
    sites.on(`${host}/feed`, (ask) => {
      const body = writeFeed(host, [{ id: 'v-1' }])
      if (ask.times <= 2) {
        const answer = withEtag(body, ask, etag)
        return { ...answer, headers: { ...answer.headers, 'last-modified': 'Mon, 02 Mar 2026 05:00:00 GMT' } }
      }
      return { body }
    })
    const line = await lineOf(makeSource('validators', `http://${host}/feed`))
    for (let day = 0; day < 5; day++) await line.crawl(DAYS(day * 2))
    const sent = sites
      .asked(`${host}/feed`)
      .map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']])
    const both = [etag, 'Mon, 02 Mar 2026 05:00:00 GMT']
    expect(sent).toEqual([[undefined, undefined], both, both, [undefined, undefined], [undefined, undefined]])
    const state = await stateOf(line, 'validators')
    expect(state).toMatchObject({ etag: null, lastModified: null, failuresInRow: 0, lastAnsweredAt: DAYS(8) })
  })
})

describe('a permanent redirect', () => {
  it('moves a source after three confirmations, 304s included, and back when the new home fails', async () => {
    const host = 'moved.example'
    let home = true
    serveStories(sites, host)
    sites.on(`${host}/old`, () =>
      home ? { status: 301, headers: { location: '/new' } } : writeFeed(host, [{ id: 'm-1' }, { id: 'm-2' }]),
    )
    sites.on(`${host}/new`, (ask) =>
      home ? withEtag(writeFeed(host, [{ id: 'm-1' }]), ask) : { status: 404 },
    )
    const line = await lineOf(makeSource('moved', `http://${host}/old`))
    for (let check = 0; check < movesConfirmedMin + 2; check++) await line.crawl(DAYS(check * 4))
    expect([asked(`${host}/old`), asked(`${host}/new`)]).toEqual([movesConfirmedMin, movesConfirmedMin + 2])
    home = false
    await line.crawl(DAYS(40))
    expect(await line.failures()).toEqual(['http-404'])
    expect((await line.crawl(DAYS(50))).articles).toBe(1)
    expect(asked(`${host}/old`)).toBe(movesConfirmedMin + 1)
    expect(await stateOf(line, 'moved')).toMatchObject({ movedTo: null, movedTimes: 0, failuresInRow: 0 })
  })

  it('that stops before it is confirmed moves nothing', async () => {
    const host = 'wavering.example'
    serveStories(sites, host)
    const feed = writeFeed(host, [{ id: 'wv-1' }])
    sites.on(`${host}/old`, ({ times }) =>
      times % 3 === 0 ? feed : { status: 308, headers: { location: '/new' } },
    )
    sites.on(`${host}/new`, feed)
    const line = await lineOf(makeSource('wavering', `http://${host}/old`))
    for (let check = 0; check < 6; check++) await line.crawl(DAYS(check * 4))
    expect(asked(`${host}/old`)).toBe(6)
  })
})

describe('a refusal', () => {
  it('429 with Retry-After: neither the feed nor any page of the host is asked before', async () => {
    const host = 'busy.example'
    sites.on(
      `${host}/a`,
      writeFeed(
        host,
        Array.from({ length: 5 }, (_, i) => ({ id: `b-${i}` })),
      ),
    )
    sites.on(`${host}/*`, ({ address }) =>
      address.endsWith('robots.txt')
        ? { status: 404 }
        : pages
          ? writePage(address.split('/').pop()!)
          : { status: 429, headers: { 'retry-after': String(48 * 3_600) } },
    )
    let pages = false
    const line = await lineOf(makeSource('busy', `http://${host}/a`))
    await line.crawl(START)
    expect(sites.asked().filter((ask) => ask.address.startsWith(`${host}/b-`))).toHaveLength(1)
    const before = sites.asked().length
    for (const hours of [1, 6, 24, 47]) {
      await line.crawl(hoursLater(hours))
      await line.crawl(hoursLater(hours), 'busy')
    }
    expect(sites.asked().length).toBe(before)
    pages = true
    expect((await line.crawl(hoursLater(49))).articles).toBe(5)
    await line.crawl(DAYS(4))
    expect(await line.failures()).toEqual([])
  })

  it('of a host that wants rest again and again: entries that were never asked for are not given up', async () => {
    const host = 'resting.example'
    let open = false
    sites.on(`${host}/feed`, ({ times }) =>
      times === 1
        ? writeFeed(
            host,
            Array.from({ length: 6 }, (_, i) => ({ id: `r-${i}` })),
          )
        : { status: 304 },
    )
    sites.on(`${host}/*`, ({ address }) =>
      address.endsWith('robots.txt')
        ? { status: 404 }
        : open
          ? writePage(address.split('/').pop()!)
          : { status: 429 },
    )
    const line = await lineOf(makeSource('resting', `http://${host}/feed`, { enabled: false }))
    await line.crawl(START, 'resting')
    for (const hours of [0, 2, 8, 30, 100, 280, 460, 640]) await line.crawl(hoursLater(hours))
    open = true
    await line.crawl(DAYS(30))
    await line.crawl(DAYS(40))
    expect(line.ask(`select count(*) from entries where state = 'article'`)).toBe(6)
  })

  it('410 is left alone for a week, and says so', async () => {
    sites.on('gone.example/feed', { status: 410 })
    const line = await lineOf(makeSource('gone', 'http://gone.example/feed'))
    for (const day of [0, 1, 2, 4, 6]) await line.crawl(DAYS(day))
    expect(asked('gone.example/feed')).toBe(1)
    expect(await line.failures()).toEqual(['http-410'])
    await line.crawl(DAYS(8))
    expect(asked('gone.example/feed')).toBe(2)
  })
})

describe('a source asked by name twenty times (P4)', () => {
  it('gets one request, also after a failure', async () => {
    const host = 'eager.example'
    serveStories(sites, host)
    sites.on(`${host}/feed`, writeFeed(host, [{ id: 'eager-1' }]))
    sites.on(`${host}/broken`, { status: 500 })
    const line = await lineOf(
      makeSource('eager', `http://${host}/feed`),
      makeSource('broken', `http://${host}/broken`),
    )
    for (let i = 0; i < 20; i++) for (const name of ['eager', 'broken']) await line.crawl(START, name)
    expect([asked(`${host}/feed`), asked(`${host}/broken`)]).toEqual([1, 1])
    expect(line.said.at(-1)).toMatch(/broken: asked a short while ago, not again before 2026-03-02 08:05 UTC/)
    await line.crawl(hoursLater(1), 'eager')
    expect(asked(`${host}/feed`)).toBe(2)
  })
})

describe('what changes in feeds/', () => {
  it('another address is asked at once, without the old one’s validators and moves', async () => {
    const host = 'renamed.example'
    serveStories(sites, host)
    sites.on(`${host}/old`, (ask) => withEtag(writeFeed(host, [{ id: 'n-1' }]), ask))
    sites.on(`${host}/dead`, { status: 500 })
    sites.on(`${host}/new`, (ask) => withEtag(writeFeed(host, [{ id: 'n-1' }, { id: 'n-2' }]), ask))
    const line = await lineOf(makeSource('renamed', `http://${host}/old`))
    const moveTo = (path: string) => {
      line.watch.sources[0] = makeSource('renamed', `http://${host}/${path}`)
    }
    await line.crawl(START)
    moveTo('dead')
    await line.crawl(hoursLater(0.1))
    expect(asked(`${host}/dead`)).toBe(1)
    expect((await line.crawl(hoursLater(8))).failedSources).toBe(1)
    moveTo('new')
    expect((await line.crawl(hoursLater(8.1))).articles).toBe(1)
    for (const path of ['dead', 'new'])
      for (const ask of sites.asked(`${host}/${path}`)) expect(ask.headers['if-none-match']).toBeUndefined()
    expect(line.ask('select count(*) from articles')).toBe(2)
  })

  it('another name, or a source taken out and put back: nothing is twice, nothing is lost, all is on record', async () => {
    const host = 'taken.example'
    let open = false
    sites.on(`${host}/feed`, writeFeed(host, [{ id: 't-1' }, { id: 't-2' }]))
    sites.on(`${host}/*`, ({ address }) =>
      open && !address.endsWith('robots.txt')
        ? writePage(address.split('/').pop()!)
        : { status: address.endsWith('robots.txt') ? 404 : 500 },
    )
    const source = makeSource('taken', `http://${host}/feed`)
    const line = await lineOf(source)
    await line.crawl(START)
    line.watch.sources = []
    await line.crawl(hoursLater(2))
    expect(await line.failures()).toEqual(['source-removed', 'source-removed'])
    expect(line.ask(`select count(*) from entries where state = 'pending'`)).toBe(2)
    open = true
    line.watch.sources = [makeSource('taken-anew', source.url)]
    expect((await line.crawl(hoursLater(3))).articles).toBe(2)
    line.watch.sources = [source]
    await line.crawl(DAYS(10))
    expect(line.ask('select count(*) from articles')).toBe(2)
    expect(line.ask(`select count(*) from entries where state = 'article'`)).toBe(4)
    expect(await line.failures()).toEqual([])
  })

  it('an address that its source mends is tried again, although it was given up', async () => {
    const host = 'mended.example'
    sites.on(`${host}/right`, writePage('right'))
    sites.on(`${host}/wrong`, { status: 410 })
    sites.on(`${host}/feed`, ({ times }) =>
      writeFeed(host, [{ id: 'mend', link: `http://${host}/${times === 1 ? 'wrong' : 'right'}` }]),
    )
    const line = await lineOf(makeSource('mended', `http://${host}/feed`))
    await line.crawl(START)
    expect(line.ask('select state from entries')).toBe('failed')
    expect((await line.crawl(DAYS(2))).articles).toBe(1)
    expect(line.ask('select count(*) from entries')).toBe(1)
  })
})
