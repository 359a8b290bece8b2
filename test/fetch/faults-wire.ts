// Faults of the connection and of HTTP itself, as raw bytes. Each case says what the door must make of it.

import type net from 'node:net'
import zlib from 'node:zlib'
import type { Asked } from './server.ts'
import { feedText, reply } from './server.ts'

export type Fault = {
  name: string
  answer: (asked: Asked, socket: net.Socket, visit: number) => void // visit: 1 for the first request of that path
  /** Outcome or failure kind of fetching http://HOST/feed, once per element. */
  expected: string[]
  requestsMax?: number // robots.txt not counted; default: one per fetch
  limits?: { totalMsMax?: number; robotsMsMax?: number }
  withRobots?: boolean // the case answers robots.txt itself
  message?: RegExp
}

/** Writes a piece again and again until the other side is gone. */
function drip(socket: net.Socket, piece: string | Uint8Array, everyMs: number): void {
  const timer = setInterval(() => socket.write(piece), everyMs)
  socket.on('close', () => clearInterval(timer))
}

/** As fast as the other side takes it. */
function pour(socket: net.Socket, piece: Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', more)
  more()
}

const short = { totalMsMax: 400 }
const zeros = Buffer.alloc(1024 * 1024)
// 64 MiB of zeros, four times the limit, in a few KiB: what a larger bomb does is the same, but it takes long to make.
const packed = (pack: (bytes: Buffer) => Buffer) => pack(Buffer.alloc(64 * 1024 * 1024))

export const wireFaults: Fault[] = [
  {
    name: 'headers, one byte a time for ever',
    answer: (_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ')
      drip(socket, 'a', 20)
    },
    expected: ['timeout'],
    limits: short,
    message: /within 0\.4 seconds/,
  },
  {
    name: 'headers, then silence',
    answer: (_, socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'),
    expected: ['timeout'],
    limits: short,
  },
  {
    name: 'a body, one byte a time for ever',
    answer: (_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n')
      drip(socket, 'a', 20)
    },
    expected: ['timeout'],
    limits: short,
  },
  {
    name: 'closes after the headers',
    answer: (_, socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'),
    expected: ['connection-lost'],
  },
  {
    name: 'resets in the middle of the body',
    answer: (_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nabc')
      setTimeout(() => socket.resetAndDestroy(), 30)
    },
    expected: ['connection-lost'],
  },
  {
    name: 'the body is shorter than Content-Length',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Length': '9999' }, feedText)),
    expected: ['connection-lost'],
  },
  {
    name: 'the body is longer than Content-Length: what is beyond does not count',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Length': '4' }, feedText)),
    expected: ['page'],
  },
  {
    name: 'Content-Length is negative',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Length': '-1' }, feedText)),
    expected: ['bad-http'],
  },
  {
    name: 'Content-Length is no number',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Length': 'abc' }, feedText)),
    expected: ['bad-http'],
  },
  {
    name: 'two different Content-Lengths',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Length': ['4', '9'] }, feedText)),
    expected: ['bad-http'],
  },
  {
    name: 'a chunk size that is no number',
    answer: (_, socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n'),
    expected: ['bad-http'],
  },
  {
    name: 'chunks without end',
    answer: (_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
      pour(socket, Buffer.concat([Buffer.from('100000\r\n'), zeros, Buffer.from('\r\n')]))
    },
    expected: ['too-large'],
    message: /larger than 15 MiB/,
  },
  {
    name: 'a gzip bomb',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Encoding': 'gzip' }, packed(zlib.gzipSync))),
    expected: ['too-large'],
  },
  {
    name: 'a deflate bomb',
    answer: (_, socket) =>
      socket.end(reply(200, { 'Content-Encoding': 'deflate' }, packed(zlib.deflateSync))),
    expected: ['too-large'],
  },
  {
    name: 'a brotli bomb',
    answer: (_, socket) => {
      const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 }
      const bomb = packed((bytes) => zlib.brotliCompressSync(bytes, { params }))
      socket.end(reply(200, { 'Content-Encoding': 'br' }, bomb))
    },
    expected: ['too-large'],
  },
  {
    name: 'a zstd bomb',
    answer: (_, socket) =>
      socket.end(reply(200, { 'Content-Encoding': 'zstd' }, packed(zlib.zstdCompressSync))),
    expected: ['too-large'],
  },
  {
    name: 'a gzip bomb in a gzip bomb',
    answer: (_, socket) => {
      const bomb = zlib.gzipSync(packed(zlib.gzipSync))
      socket.end(reply(200, { 'Content-Encoding': 'gzip, gzip' }, bomb))
    },
    expected: ['too-large'],
  },
  {
    name: 'packed a hundred times over',
    answer: (_, socket) =>
      socket.end(reply(200, { 'Content-Encoding': Array(100).fill('gzip').join(', ') }, 'x')),
    expected: ['too-many-encodings'],
  },
  {
    name: 'packed with something unheard of',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Encoding': 'lzma' }, 'x')),
    expected: ['unknown-encoding'],
  },
  {
    name: 'gzip cut short',
    answer: (_, socket) => {
      const whole = zlib.gzipSync(feedText.repeat(99))
      socket.end(reply(200, { 'Content-Encoding': 'gzip' }, whole.subarray(0, whole.length - 20)))
    },
    expected: ['bad-encoding'],
  },
  {
    name: 'gzip damaged in the middle',
    answer: (_, socket) => {
      const broken = zlib.gzipSync(feedText.repeat(99)).fill(0xff, 20, 30)
      socket.end(reply(200, { 'Content-Encoding': 'gzip' }, broken))
    },
    expected: ['bad-encoding'],
  },
  {
    name: 'labelled gzip, sent plain: read as it is',
    answer: (_, socket) => socket.end(reply(200, { 'Content-Encoding': 'gzip' }, feedText)),
    expected: ['page'],
  },
  ...['br', 'zstd', 'deflate'].map((coding) => ({
    name: `labelled ${coding}, sent plain: that cannot be told from damage`,
    answer: (_: Asked, socket: net.Socket) =>
      socket.end(reply(200, { 'Content-Encoding': coding }, feedText)),
    expected: ['bad-encoding'],
  })),
  {
    name: 'a megabyte of headers',
    answer: (_, socket) => socket.end(reply(200, { 'X-Long': 'a'.repeat(1024 * 1024) }, feedText)),
    expected: ['headers-too-large'],
  },
  {
    name: 'ten thousand headers',
    answer: (_, socket) => socket.end(reply(200, { 'X-Many': Array(10_000).fill('value') }, feedText)),
    expected: ['headers-too-large'],
  },
  {
    name: 'a thousand times 100 Continue, unasked, then the page',
    answer: (_, socket) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000))
      socket.end(reply(200, {}, feedText))
    },
    expected: ['connection-lost'],
  },
  {
    name: '103 Early Hints, then the page',
    answer: (_, socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n')
      socket.end(reply(200, {}, feedText))
    },
    expected: ['page'],
  },
  {
    name: 'HTTP/0.9',
    answer: (_, socket) => socket.end(feedText),
    expected: ['bad-http'],
  },
  {
    name: 'the banner of another protocol',
    answer: (_, socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
    expected: ['bad-http'],
  },
  {
    name: 'closes at once',
    answer: (_, socket) => socket.end(),
    expected: ['connection-lost'],
  },
  {
    name: 'takes the request and never answers',
    answer: () => {},
    expected: ['timeout'],
    limits: short,
  },
  {
    name: 'promises to keep the connection and closes it: the next request is not hurt',
    answer: (_, socket) => {
      socket.write(reply(200, { Connection: 'keep-alive', 'Keep-Alive': 'timeout=60' }, feedText))
      setTimeout(() => socket.resetAndDestroy(), 30)
    },
    expected: ['page', 'page', 'page'],
  },
]
