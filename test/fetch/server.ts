// A web server made of raw bytes, on loopback only, for everything that a well-behaved server would never send.
// It keeps a log of what was asked, which is what the tests hold the door against.

import net from 'node:net'
import tls from 'node:tls'
import { type DoorOptions, openDoor, type Seam } from '../../src/fetch/door.ts'

export type Asked = {
  method: string
  path: string
  host: string // the Host header, without port
  headers: Record<string, string>
  lines: string[] // the request's head as it came
}

export type Answering = (asked: Asked, socket: net.Socket) => void

export type RawServer = {
  port: number
  asked: Asked[]
  connections: () => number // accepted so far
  close: () => Promise<void>
}

/** Starts a server that hands every request's head to `answer`, which writes what it likes into the socket. */
export async function serve(
  answer: Answering,
  secure?: tls.SecureContextOptions,
  address = '127.0.0.1',
): Promise<RawServer> {
  const asked: Asked[] = []
  const sockets = new Set<net.Socket>()
  let connections = 0
  const onConnection = (socket: net.Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    let head = ''
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1')
      for (let end = head.indexOf('\r\n\r\n'); end >= 0; end = head.indexOf('\r\n\r\n')) {
        const request = readHead(head.slice(0, end))
        head = head.slice(end + 4)
        asked.push(request)
        answer(request, socket)
      }
    })
  }
  const server = secure ? tls.createServer(secure, onConnection) : net.createServer(onConnection)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    asked,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function readHead(head: string): Asked {
  const lines = head.split('\r\n')
  const [method = '', path = ''] = lines[0]?.split(' ') ?? []
  const headers: Record<string, string> = {}
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { method, path, host: (headers.host ?? '').replace(/:\d+$/, ''), headers, lines }
}

/** A whole response: status line, headers, body with its length. A header given as undefined is left out. */
export function reply(
  status: number | string,
  headers: Record<string, string | string[] | undefined> = {},
  body: string | Uint8Array = '',
): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body)
  const all = { 'Content-Type': 'text/xml', 'Content-Length': String(bytes.byteLength), ...headers }
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}\r\n`),
  )
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} Something\r\n${lines.join('')}\r\n`, 'latin1'),
    bytes,
  ])
}

export const feedText =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>Ward notes</title></channel></rss>'

/** Answers robots.txt with 404 and leaves the rest to `answer`. */
export function withoutRobots(answer: Answering): Answering {
  return (asked, socket) => {
    if (asked.path === '/robots.txt') socket.end(reply(404))
    else answer(asked, socket)
  }
}

/** A door for which every .example name is our own server, without pauses and with short deadlines. */
export function openTestDoor(server: { port: number }, options: Partial<DoorOptions> = {}, seam: Seam = {}) {
  return openDoor(
    {
      userAgent: 'Uptake/0.0.0-test (+https://uptake.example/about)',
      now: () => new Date(),
      allow: ['*.example:80', '*.example:443'],
      resolve: async () => [{ address: '127.0.0.1', family: 4, port: server.port }],
      pauseMs: 0,
      ...options,
      limits: { totalMsMax: 5_000, robotsMsMax: 3_000, connectMsMax: 3_000, ...options.limits },
    },
    seam,
  )
}
