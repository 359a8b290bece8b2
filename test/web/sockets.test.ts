// The site at its socket: crooked paths to files as they come over the wire, clients that are slow, huge or silent.
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listenSite } from '../../src/listen.ts'
import { createApp } from '../../web/app.tsx'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'

// Short, so that the test need not wait; the real ones are in src/listen.ts.
const patience = { headersMs: 1_500, requestMs: 2_500, idleMs: 1_500 }
let seeds: Seeds
let site: Listening
beforeAll(async () => {
  seeds = await openSeededStore()
  const app = createApp({ store: seeds.store, now: () => new Date(NOW), watch, sample: true })
  site = await listenSite(app.fetch, { host: '127.0.0.1', port: 0, patience })
})
afterAll(async () => {
  await site.close()
  await seeds.store.close()
})

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.port, '127.0.0.1', () => resolve(socket))
    socket.on('error', reject)
  })
}

/** What comes until the other side hangs up. */
async function readAll(socket: Socket): Promise<string> {
  const parts: Buffer[] = []
  socket.on('data', (part: Buffer) => parts.push(part))
  await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return Buffer.concat(parts).toString('latin1')
}

/** The request as it is written: no client in between tidies the path. */
async function askRaw(path: string): Promise<{ status: number; text: string }> {
  const socket = await open()
  const answer = readAll(socket)
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
  const text = await answer
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), text }
}

const ROOTS = ['/', '/fonts/', '/style.css/', '/js/', '/feeds/']
const TARGETS = ['etc/passwd', 'package.json', 'web/app.tsx', 'data/uptake.db']
const CLIMBS = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '%252e%252e%252f',
  '..%5c',
  '..\\',
  '....//',
  '..;/',
  '.%00./',
  '%c0%ae%c0%ae/',
  '..%c0%af',
  '/..//',
]

describe('a file outside', () => {
  const forms = [
    ...CLIMBS.flatMap((climb) => ROOTS.map((root) => `${root}${climb.repeat(6)}`)).flatMap((way, i) => [
      way + TARGETS[i % TARGETS.length],
    ]),
    '/etc/passwd',
    '//etc/passwd',
    '/file:///etc/passwd',
    '/fonts/%00',
    '/style.css%00.woff2',
    '/public/css/base.css',
    '/web/public/icon.svg',
    '/.env',
    '/.git/config',
    '/node_modules/hono/package.json',
    '/fonts/source-serif-4-latin-wght-normal.woff2/../../../package.json%00.woff2',
  ]

  it('is never given, in any of many ways to write a path', async () => {
    expect(forms.length).toBeGreaterThan(50)
    expect((await askRaw('/style.css')).status, 'the way itself works').toBe(200)
    for (const form of forms) {
      const { status, text } = await askRaw(form)
      expect([400, 404], form).toContain(status)
      expect(text, form).not.toMatch(/root:x:|"dependencies"|createApp|SQLite format/)
    }
  })
})

/** Ordinary readers, meanwhile: all of them are served. */
async function readOn(pages: number): Promise<void> {
  for (let i = 0; i < pages; i++) {
    const { status, text } = await askRaw('/search?q=hospital')
    expect(status).toBe(200)
    expect(text).toContain('</html>')
  }
}

describe('a client', () => {
  it('that sends its headers byte by byte is let go, and others are served', async () => {
    const socket = await open()
    const answer = readAll(socket)
    socket.on('error', () => {})
    let sent = 0
    const letters = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '.padEnd(10_000, 'x')
    const drip = setInterval(() => socket.writable && socket.write(letters[sent++]!), 40)
    await readOn(3)
    const text = await answer
    clearInterval(drip)
    expect(text).toMatch(/^HTTP\/1\.1 408/)
    expect(sent).toBeLessThan(letters.length)
  })

  it('that never ends its body is let go', async () => {
    const socket = await open()
    socket.on('error', () => {})
    const answer = readAll(socket)
    socket.write(
      'POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n' +
        'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=',
    )
    await readOn(3)
    expect(await answer).not.toMatch(/^HTTP\/1\.1 (200|303)/)
  })

  it('that sends a hundred megabytes is told at once, and is not waited for', async () => {
    const socket = await open()
    socket.on('error', () => {})
    const answer = readAll(socket)
    const size = 100 * 1024 * 1024
    socket.write(
      'POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n' +
        `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${size}\r\n\r\n`,
    )
    const before = process.memoryUsage.rss()
    const part = Buffer.alloc(1024 * 1024, 'x')
    let sent = 0
    while (sent < size && socket.writable) {
      if (!socket.write(part)) {
        const waited = new Promise<void>((resolve) => {
          socket.once('drain', resolve)
          socket.once('close', resolve)
        })
        await waited
      }
      sent += part.length
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 413/)
    expect(process.memoryUsage.rss() - before).toBeLessThan(80 * 1024 * 1024)
    await readOn(1)
  })

  it('that only holds the line, two hundred times, leaves room for others and is let go', async () => {
    const silent = await Promise.all(Array.from({ length: 200 }, open))
    const ends = silent.map((socket) => {
      socket.on('error', () => {})
      return readAll(socket)
    })
    await readOn(5)
    expect(silent.filter((socket) => !socket.destroyed).length, 'they were held meanwhile').toBeGreaterThan(0)
    await Promise.all(ends)
    expect(silent.every((socket) => socket.destroyed)).toBe(true)
  })

  it('with headers without end is refused', async () => {
    const socket = await open()
    socket.on('error', () => {})
    const answer = readAll(socket)
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${'x'.repeat(64 * 1024)}\r\n\r\n`)
    expect(await answer).toMatch(/^HTTP\/1\.1 431/)
  })

  it('gets an error when the port is taken', async () => {
    await expect(
      listenSite(() => new Response(''), { host: '127.0.0.1', port: (site as unknown as AddressInfo).port }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
