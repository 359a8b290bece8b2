// What the door asks and answers, over real sockets on loopback: conditional GET, redirects, permanent moves, pages,
// robots.txt kept for a day.

import zlib from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DoorOptions, DoorRequest } from '../../src/fetch/door.ts'
import { encodeGb18030 } from '../internet/gb18030.ts'
import { type Answering, feedText, openTestDoor, type RawServer, reply, serve } from './server.ts'

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
const paths = () => server.asked.map((asked) => asked.path)
const header = (name: string) =>
  server.asked.filter((asked) => asked.path !== '/robots.txt').map((asked) => asked.headers[name])

describe('conditional GET', () => {
  const tags = [
    '"a"',
    'W/"a"',
    '""',
    '"a-gzip"',
    `"${'x'.repeat(300)}"`,
    '"caf\u00e9\u00ff"',
    'no quotes, "two"',
  ]
  it.each(tags)('gives back the ETag byte for byte: %s', async (etag) => {
    const lastModified = 'Sat, 1 Jan 2000 0:0:0 GMT'
    answers = {
      '/feed': ({ headers }, socket) => {
        const known = headers['if-none-match'] === etag && headers['if-modified-since'] === lastModified
        socket.end(known ? reply(304) : reply(200, { ETag: etag, 'Last-Modified': lastModified }, feedText))
      },
    }
    const first = await open().fetch(feed())
    expect(first).toMatchObject({ outcome: 'page', validators: { etag, lastModified }, text: feedText })
    const again = await open().fetch(
      feed('/feed', 'validators' in first ? { validators: first.validators } : {}),
    )
    expect(again).toMatchObject({ outcome: 'not-modified', validators: { etag, lastModified } })
  })

  it('sends no validator that it was not given, and forgets those that a 200 no longer names', async () => {
    answers = { '/feed': reply(200, {}, feedText) }
    const fetched = await open().fetch(feed('/feed', { validators: { etag: '"old"' } }))
    expect(fetched).toMatchObject({ outcome: 'page', validators: {} })
    expect(header('if-none-match')).toEqual(['"old"'])
    expect(header('if-modified-since')).toEqual([undefined])
  })

  it('takes newer validators from a 304, and keeps those that it does not name', async () => {
    answers = { '/feed': reply(304, { ETag: '"new"', 'Cache-Control': 'max-age=60' }) }
    const validators = { etag: '"old"', lastModified: 'Sat, 01 Jan 2000 00:00:00 GMT' }
    expect(await open().fetch(feed('/feed', { validators }))).toMatchObject({
      outcome: 'not-modified',
      validators: { etag: '"new"', lastModified: 'Sat, 01 Jan 2000 00:00:00 GMT' },
      freshForMs: 60_000,
    })
  })

  it.each(['"a\r\nX-Evil: 1"', '"病"', ''])('leaves out what cannot be a validator: %j', async (etag) => {
    answers = { '/feed': reply(200, {}, feedText) }
    expect(await open().fetch(feed('/feed', { validators: { etag } }))).toMatchObject({ outcome: 'page' })
    expect(header('if-none-match')).toEqual([undefined])
  })

  it('asks for the address as it was given', async () => {
    answers = { '/feed?b=2&a=%7e+1': reply(200, {}, feedText) }
    expect(await open().fetch(feed('/feed?b=2&a=%7e+1'))).toMatchObject({ outcome: 'page' })
    expect(paths()).toEqual(['/robots.txt', '/feed?b=2&a=%7e+1'])
  })
})

describe('redirects', () => {
  const to = (status: number, location: string) => reply(status, { Location: location })
  const end = { '/end': reply(200, {}, feedText) }
  const moves: [what: string, chain: Record<string, Buffer>, movedTo: string | undefined][] = [
    ['301', { '/feed': to(301, '/end') }, 'http://clinic.example/end'],
    ['308', { '/feed': to(308, 'end') }, 'http://clinic.example/end'],
    ['301 and 308', { '/feed': to(301, '/b'), '/b': to(308, '/end') }, 'http://clinic.example/end'],
    ['to another host', { '/feed': to(301, 'http://other.example/end') }, 'http://other.example/end'],
    ['302', { '/feed': to(302, '/end') }, undefined],
    ['303', { '/feed': to(303, '/end') }, undefined],
    ['307', { '/feed': to(307, '/end') }, undefined],
    ['301 and 302', { '/feed': to(301, '/b'), '/b': to(302, '/end') }, undefined],
    ['302 and 301', { '/feed': to(302, '/b'), '/b': to(301, '/end') }, undefined],
    ['none', { '/feed': reply(200, {}, feedText) }, undefined],
  ]
  it.each(moves)('%s: moved to %3$s', async (_, chain, movedTo) => {
    answers = { ...end, ...chain }
    const fetched = await open().fetch(feed())
    expect(fetched).toMatchObject({ outcome: 'page', requestedUrl: 'http://clinic.example/feed' })
    expect('movedTo' in fetched ? fetched.movedTo : undefined).toBe(movedTo)
  })

  it('a permanent move is told with a 304, too', async () => {
    answers = { '/feed': to(301, '/end'), '/end': reply(304) }
    const fetched = await open().fetch(feed('/feed', { validators: { etag: '"a"' } }))
    expect(fetched).toMatchObject({ outcome: 'not-modified', movedTo: 'http://clinic.example/end' })
  })

  it('five are followed, a sixth is not', async () => {
    for (let n = 0; n < 6; n += 1) answers[`/${n}`] = to(302, `/${n + 1}`)
    answers['/6'] = reply(200, {}, feedText)
    expect(await open().fetch(feed('/1'))).toMatchObject({ outcome: 'page', url: 'http://clinic.example/6' })
    server.asked.length = 0
    expect(await open().fetch(feed('/0'))).toMatchObject({ kind: 'too-many-redirects' })
    expect(paths()).toHaveLength(1 + 6)
  })

  it('another host’s robots.txt is asked before it is followed there', async () => {
    answers = {
      '/feed': to(301, 'http://other.example/end'),
      ...end,
      'other.example/robots.txt': reply(200, {}, 'User-agent: *\nDisallow: /end'),
    }
    expect(await open().fetch(feed())).toMatchObject({
      kind: 'robots-closed',
      url: 'http://clinic.example/feed',
    })
    expect(server.asked.map((asked) => asked.host + asked.path)).toEqual([
      'clinic.example/robots.txt',
      'clinic.example/feed',
      'other.example/robots.txt',
    ])
  })

  it('a raw UTF-8 Location is understood', async () => {
    answers = {
      '/feed': to(301, Buffer.from('/病房').toString('latin1')),
      '/%E7%97%85%E6%88%BF': end['/end'],
    }
    expect(await open().fetch(feed())).toMatchObject({
      outcome: 'page',
      movedTo: 'http://clinic.example/%E7%97%85%E6%88%BF',
    })
  })
})

describe('pages', () => {
  it('come with all that is known of them', async () => {
    const headers = {
      'Content-Type': 'Text/HTML; Charset="UTF-8"',
      'Content-Encoding': 'br, gzip',
      Link: ['</a>; rel=hub', '</b>; rel=self'],
      'Cache-Control': 'max-age=60',
    }
    answers = { '/feed': reply(200, headers, zlib.gzipSync(zlib.brotliCompressSync('<p>Wärme'))) }
    expect(await open({ now: () => new Date('2026-03-01T12:00:00Z') }).fetch(feed('/feed#x'))).toEqual({
      outcome: 'page',
      url: 'http://clinic.example/feed',
      requestedUrl: 'http://clinic.example/feed#x',
      status: 200,
      contentType: 'text/html',
      charset: 'utf-8',
      charsetDoubtful: false,
      text: '<p>Wärme',
      bytes: Buffer.from('<p>Wärme'),
      validators: {},
      fetchedAt: '2026-03-01T12:00:00.000Z',
      freshForMs: 60_000,
      link: '</a>; rel=hub, </b>; rel=self',
    })
    expect(header('accept-encoding')).toEqual(['gzip, deflate, br, zstd'])
  })
})

describe('large bodies', () => {
  // 14 MiB in an undeclared charset take half a second to guess and decode: not in the thread that answers everybody.
  it.each([
    ['are decoded in a thread of their own', undefined, false],
    ['and would be here, were there no such thread', 15 * 1024 * 1024, true],
  ])('%s', async (_, decodeHereBytesMax, here) => {
    const words = '<p>医院部署了大模型，医生说，患者和护士也在用。</p>'
    const body = Buffer.concat(Array(20_000).fill(encodeGb18030(words)))
    answers = { '/feed': reply(200, { 'Content-Type': 'text/html' }, body) }
    const decode = vi.spyOn(TextDecoder.prototype, 'decode')
    const door = open(decodeHereBytesMax ? { limits: { decodeHereBytesMax } } : {})
    const fetched = await door.fetch(feed())
    const largest = Math.max(...decode.mock.calls.map(([bytes]) => bytes?.byteLength ?? 0))
    decode.mockRestore()
    await door.close()
    expect(fetched).toMatchObject({ outcome: 'page', charset: 'gb18030', text: words.repeat(20_000) })
    expect(largest > 128 * 1024).toBe(here)
  })
})

describe('robots.txt', () => {
  const closed = reply(200, {}, 'User-agent: Uptake\nDisallow: /feed')
  const clock = (start = '2026-03-01T00:00:00Z') => {
    let ms = Date.parse(start)
    return { now: () => new Date(ms), advance: (hours: number) => (ms += hours * 3_600_000) }
  }

  it('is asked once for many, and again after a day', async () => {
    const { now, advance } = clock()
    const door = open({ now })
    answers = { '/feed': reply(200, {}, feedText) }
    await Promise.all([1, 2, 3].map(() => door.fetch(feed())))
    advance(23.9)
    await door.fetch(feed())
    expect(paths().filter((path) => path === '/robots.txt')).toHaveLength(1)
    advance(0.2)
    answers['/robots.txt'] = closed
    expect(await door.fetch(feed())).toMatchObject({ kind: 'robots-closed' })
    expect(paths().filter((path) => path === '/robots.txt')).toHaveLength(2)
  })

  it('is a matter of scheme, host and port', async () => {
    const door = open({ allow: ['*.example:80', '*.example:8080'] })
    answers = { '/feed': reply(200, {}, feedText) }
    for (const url of [
      'http://clinic.example/feed',
      'http://www.clinic.example/feed',
      'http://clinic.example:8080/feed',
    ]) {
      await door.fetch(feed(url))
    }
    expect(paths().filter((path) => path === '/robots.txt')).toHaveLength(3)
  })

  it('stays in force while it cannot be reached, for a month at most', async () => {
    const { now, advance } = clock()
    const door = open({ now })
    answers = { '/feed': reply(200, {}, feedText), '/free': reply(200, {}, feedText), '/robots.txt': closed }
    expect(await door.fetch(feed())).toMatchObject({ kind: 'robots-closed' })
    answers['/robots.txt'] = reply(503)
    advance(25)
    expect(await door.fetch(feed())).toMatchObject({ kind: 'robots-closed' })
    expect(await door.fetch(feed('/free'))).toMatchObject({ outcome: 'page' })
    advance(30 * 24)
    expect(await door.fetch(feed('/free'))).toMatchObject({ kind: 'robots-unreachable' })
  })

  it('out of reach closes the site, and is asked again after half an hour', async () => {
    const { now, advance } = clock()
    const door = open({ now })
    answers = { '/feed': reply(200, {}, feedText), '/robots.txt': reply(500) }
    expect(await door.fetch(feed())).toMatchObject({ kind: 'robots-unreachable', step: 'robots' })
    answers['/robots.txt'] = reply(404)
    advance(0.4)
    expect(await door.fetch(feed())).toMatchObject({ kind: 'robots-unreachable' })
    advance(0.2)
    expect(await door.fetch(feed())).toMatchObject({ outcome: 'page' })
  })

  it('is kept over a restart, where there is a place to keep it', async () => {
    const kept = new Map<string, { text?: string; fetchedAt: string }>()
    const robotsCache = {
      read: async (origin: string) => kept.get(origin),
      write: async (origin: string, robots: { text?: string; fetchedAt: string }) =>
        void kept.set(origin, robots),
    }
    answers = { '/feed': reply(200, {}, feedText), '/robots.txt': closed }
    const { now, advance } = clock()
    await open({ now, robotsCache }).fetch(feed())
    advance(1)
    expect(await open({ now, robotsCache }).fetch(feed())).toMatchObject({ kind: 'robots-closed' })
    expect(paths()).toEqual(['/robots.txt'])
    advance(24)
    await open({ now, robotsCache }).fetch(feed())
    expect(paths()).toEqual(['/robots.txt', '/robots.txt'])
  })

  it('is asked for once more when the place to keep it is out of order', async () => {
    const broken = () => Promise.reject(new Error('the disk is full'))
    answers = { '/feed': reply(200, {}, feedText), '/robots.txt': closed }
    const door = open({ robotsCache: { read: broken, write: broken } })
    expect(await door.fetch(feed())).toMatchObject({ kind: 'robots-closed' })
  })

  it('does not fill the memory: the oldest rules leave first', async () => {
    answers = { '/feed': reply(200, {}, feedText) }
    const askAll = async (robotsCacheCharsMax: number) => {
      server.asked.length = 0
      const door = open({ limits: { robotsCacheCharsMax } })
      for (const name of ['a', 'b', 'c', 'c', 'a']) await door.fetch(feed(`http://${name}.example/feed`))
      return server.asked.filter((asked) => asked.path === '/robots.txt').map((asked) => asked.host[0])
    }
    expect(await askAll(10_000)).toEqual(['a', 'b', 'c'])
    expect(await askAll(250)).toEqual(['a', 'b', 'c', 'a'])
  })

  it('is left out for APIs and where the operator says so, but not on the hosts that such a feed leads to', async () => {
    answers = { '/feed': reply(200, {}, feedText), '/robots.txt': closed }
    expect(await open().fetch(feed('/feed', { purpose: 'api' }))).toMatchObject({ outcome: 'page' })
    expect(await open().fetch(feed('/feed', { ignoreRobots: true }))).toMatchObject({ outcome: 'page' })
    expect(paths()).toEqual(['/feed', '/feed'])
    answers['clinic.example/feed'] = reply(302, { Location: 'http://other.example/feed' })
    expect(await open().fetch(feed('/feed', { ignoreRobots: true }))).toMatchObject({ kind: 'robots-closed' })
  })
})
