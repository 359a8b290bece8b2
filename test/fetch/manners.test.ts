// The door's manners, over real sockets on loopback: turns and pauses, hosts that rest, and stopping.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DoorOptions, DoorRequest } from '../../src/fetch/door.ts'
import { type Answering, type Asked, feedText, openTestDoor, type RawServer, reply, serve } from './server.ts'

let server: RawServer
let answers: Record<string, Answering | Buffer> = {}

beforeAll(async () => {
  server = await serve((asked, socket) => {
    const answer = answers[asked.host + asked.path] ?? answers[asked.path] ?? reply(404)
    if (typeof answer === 'function') answer(asked, socket)
    else socket.end(answer)
  })
})
afterAll(() => server.close())
beforeEach(() => {
  server.asked.length = 0
  answers = {}
})

const feed = (path = '/feed', more: Partial<DoorRequest> = {}): DoorRequest => ({
  url: path.startsWith('http') ? path : `http://clinic.example${path}`,
  purpose: 'feed',
  ...more,
})
const open = (options: Partial<DoorOptions> = {}) => openTestDoor(server, options)

describe('turns', () => {
  const slowly =
    (ms: number): Answering =>
    (_, socket) =>
      void setTimeout(() => socket.end(reply(200, {}, feedText)), ms)

  it('one request at a time to a host, with a pause after each; hosts do not wait for each other', async () => {
    const spans: { host: string; from: number; to: number }[] = []
    const held: (() => void)[] = []
    answers = {
      '/feed': (asked: Asked, socket) => {
        const span = { host: asked.host, from: performance.now(), to: Number.POSITIVE_INFINITY }
        spans.push(span)
        held.push(() => {
          span.to = performance.now()
          socket.end(reply(200, {}, feedText))
        })
        // No host is answered before all three were asked: were they to wait for each other, none would be.
        if (held.length === 3)
          setTimeout(() => {
            for (const answer of held.splice(0)) answer()
          }, 20)
      },
    }
    const door = open({ pauseMs: 200 })
    const urls = ['a', 'b', 'c'].flatMap((name) => Array<string>(3).fill(`http://${name}.example/feed`))
    const fetched = await Promise.all(urls.map((url) => door.fetch(feed(url))))
    expect(fetched.map((one) => one.outcome)).toEqual(Array(9).fill('page'))
    for (const name of ['a', 'b', 'c']) {
      const own = spans.filter((span) => span.host === `${name}.example`)
      expect(own).toHaveLength(3)
      for (const [n, span] of own.slice(1).entries())
        expect(span.from - own[n]!.to).toBeGreaterThanOrEqual(190)
    }
    expect(door.hostCount()).toBe(3)
    await expect.poll(() => door.hostCount(), { timeout: 10_000 }).toBe(0) // when the last pauses have run out
  })

  it('a longer Crawl-delay goes before the pause', async () => {
    const asked: number[] = []
    answers = {
      '/feed': (_, socket) => {
        asked.push(performance.now())
        socket.end(reply(200, {}, feedText))
      },
      '/robots.txt': reply(200, {}, 'User-agent: *\nCrawl-delay: 0.2'),
    }
    const door = open()
    await door.fetch(feed())
    await door.fetch(feed())
    expect(asked[1]! - asked[0]!).toBeGreaterThan(195)
  })

  it('waiting for a turn does not use up a fetch’s time', async () => {
    answers = { '/feed': slowly(600) } // 4.8 s in all
    const door = open({ limits: { totalMsMax: 4_000 } })
    const fetched = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => door.fetch(feed())))
    expect(fetched.map((one) => one.outcome)).toEqual(Array(8).fill('page'))
  })

  it('time is used up over all hops together', async () => {
    answers = {
      '/feed': (_, socket) => void setTimeout(() => socket.end(reply(302, { Location: '/end' })), 150),
      '/end': slowly(150),
    }
    expect(await open({ limits: { totalMsMax: 250 } }).fetch(feed())).toMatchObject({ kind: 'timeout' })
    expect(await open({ limits: { totalMsMax: 5_000 } }).fetch(feed())).toMatchObject({ outcome: 'page' })
  })

  it('robots.txt uses up a fetch’s time, too', async () => {
    answers = { '/feed': slowly(150), '/robots.txt': slowly(150) }
    expect(await open({ limits: { totalMsMax: 250 } }).fetch(feed())).toMatchObject({ kind: 'timeout' })
  })

  it('a queue that is too long says so', async () => {
    answers = { '/feed': slowly(20) }
    const door = open({ limits: { waitingPerHostMax: 2 } })
    const fetched = await Promise.all([1, 2, 3, 4].map(() => door.fetch(feed('/feed', { purpose: 'api' }))))
    expect(fetched.filter((one) => one.outcome === 'failure' && one.kind === 'queue-full')).toHaveLength(2)
  })

  it('no more than so many at a time over all hosts', async () => {
    const held: (() => void)[] = []
    let most = 0
    answers = {
      '/feed': (_, socket) => {
        held.push(() => socket.end(reply(200, {}, feedText)))
        // Three at a time are answered, after a while in which a fourth would show.
        if (held.length === 3)
          setTimeout(() => {
            most = Math.max(most, held.length)
            for (const answer of held.splice(0)) answer()
          }, 100)
      },
    }
    const door = open({ limits: { requestsAtOnceMax: 3 } })
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => door.fetch(feed(`http://h${n}.example/feed`, { purpose: 'api' }))),
    )
    expect(most).toBe(3)
  })
})

describe('hosts that rest', () => {
  it('are left alone until the time that they gave, which outlives the program', async () => {
    let ms = Date.parse('2026-03-01T12:00:00Z')
    const now = () => new Date(ms)
    const noted: { host: string; until: string }[] = []
    const onRest = (host: string, until: string) => void noted.push({ host, until })
    answers = { '/feed': reply(503, { 'Retry-After': '3600' }), '/b': reply(200, {}, feedText) }
    const door = open({ now, onRest })
    const retryAt = '2026-03-01T13:00:00.000Z'
    expect(await door.fetch(feed())).toMatchObject({ kind: 'http-5xx', status: 503, retryAt })
    expect(await door.fetch(feed('/b'))).toMatchObject({ kind: 'host-resting', retryAt, retry: 'later' })
    expect(await door.fetch(feed('http://other.example/b'))).toMatchObject({ outcome: 'page' })
    expect(noted).toEqual([{ host: 'clinic.example', until: retryAt }])
    server.asked.length = 0
    expect(await open({ now, rests: noted }).fetch(feed('/b'))).toMatchObject({ kind: 'host-resting' })
    expect(server.asked).toEqual([]) // not even robots.txt
    ms += 3_600_001
    expect(await door.fetch(feed('/b'))).toMatchObject({ outcome: 'page' })
  })

  it('are not silenced for ever by a clock that was set back', async () => {
    answers = { '/b': reply(200, {}, feedText) }
    const rests = [{ host: 'clinic.example', until: '2036-01-01T00:00:00Z' }]
    const now = () => new Date('2026-03-01T12:00:00Z')
    expect(await open({ now, rests }).fetch(feed('/b'))).toMatchObject({ outcome: 'page' })
  })
})

describe('stopping', () => {
  const never: Answering = () => {}
  const stopped = { outcome: 'failure', kind: 'stopped', retry: 'later' }

  it('by the caller: under way, waiting, and before it began', async () => {
    answers = { '/feed': never }
    const door = open()
    const controller = new AbortController()
    const more = { signal: controller.signal, purpose: 'api' as const }
    const both = [door.fetch(feed('/feed', more)), door.fetch(feed('/feed', more))]
    await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBe(1)
    controller.abort()
    for (const fetched of await Promise.all(both)) expect(fetched).toMatchObject(stopped)
    expect(await door.fetch(feed('/feed', more))).toMatchObject(stopped)
    expect(server.asked).toHaveLength(1)
  })

  it('by closing the door: all at once, robots.txt and pauses included', async () => {
    answers = { '/feed': never, 'slow.example/robots.txt': never }
    const door = open({ pauseMs: 600_000 })
    const all = ['clinic', 'clinic', 'slow', 'slow'].map((name) =>
      door.fetch(feed(`http://${name}.example/feed`)),
    )
    await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBeGreaterThan(1)
    await door.close()
    for (const fetched of await Promise.all(all)) expect(fetched).toMatchObject(stopped)
    expect(await door.fetch(feed())).toMatchObject(stopped)
  })
})

describe('memory', () => {
  it('nothing of a fetch stays behind, whether its body was read or not', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    answers = { '/feed': reply(304), '/page': reply(200, {}, feedText), '/gone': reply(410) }
    const door = open()
    const fetchMany = async () => {
      for (let n = 0; n < 150; n += 1) {
        await door.fetch(feed('/feed', { validators: { etag: '"a"' } }))
        await door.fetch(feed('/page'))
        await door.fetch(feed('/gone'))
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
      server.asked.length = 0
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = await fetchMany()
    // Measured with the fault that this guards against: 10 KiB a fetch, 3 MiB here; without it nothing.
    expect((await fetchMany()) - before).toBeLessThan(1024 * 1024)
  })
})
