// Bodies: what is packed comes out whole, what is damaged says so, and what explodes is stopped early.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBody } from '../../src/fetch/body.ts'
import { Refusal } from '../../src/fetch/failure.ts'
import { defaultLimits } from '../../src/fetch/limits.ts'

const packers = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
  zstd: zlib.zstdCompressSync,
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const small = { ...defaultLimits, bodyBytesMax: 1_000 }

/** `expected`: the text that comes out, or the kind of the refusal, or the code of zlib's error. */
async function check(
  bytes: Uint8Array,
  encoding: string,
  expected: string,
  { limits = small, truncate = false, piece = 7 } = {},
) {
  const came = await readBody(inPieces(bytes, piece), encoding, limits, truncate).then(
    (body) => Buffer.from(body).toString(),
    (error) => (error instanceof Refusal ? error.kind : error.code),
  )
  expect(came).toBe(expected)
}

const text = 'Ward notes, twice a day. '
const bytes = Buffer.from(text)

describe('packed bodies', () => {
  const cases: [encoding: string, body: Uint8Array][] = [
    ['', bytes],
    ['identity', bytes],
    ['utf-8', bytes],
    ['gzip', zlib.gzipSync(bytes)],
    ['GZIP', zlib.gzipSync(bytes)],
    ['x-gzip', zlib.gzipSync(bytes)],
    ['deflate', zlib.deflateSync(bytes)],
    ['deflate', zlib.deflateRawSync(bytes)],
    ['br', zlib.brotliCompressSync(bytes)],
    ['zstd', zlib.zstdCompressSync(bytes)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(bytes))],
    ['deflate,zstd , gzip', zlib.gzipSync(zlib.zstdCompressSync(zlib.deflateSync(bytes)))],
    ['identity, gzip', zlib.gzipSync(bytes)],
    ['gzip', bytes], // only labelled
    ['', zlib.gzipSync(bytes)], // a gzip file, not labelled
    ['gzip', zlib.gzipSync(zlib.gzipSync(bytes))], // a gzip file, packed for the way
    ['gzip', Buffer.concat([zlib.gzipSync(text.slice(0, 9)), zlib.gzipSync(text.slice(9))])], // two members
  ]
  it.each(cases)('%j', async (encoding, body) => {
    for (const piece of [1, 7, 10_000]) await check(body, encoding, text, { piece })
  })
  it.each(['', 'gzip', 'br', 'deflate', 'zstd', 'gzip, br'])('nothing, labelled %j, is nothing', (encoding) =>
    check(new Uint8Array(0), encoding, ''),
  )

  it('any bytes in any two codings come out as they were', async () => {
    const coding = fc.constantFrom(...(Object.keys(packers) as (keyof typeof packers)[]))
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 900 }),
        coding,
        coding,
        fc.integer({ min: 1, max: 99 }),
        async (body, one, two, piece) => {
          fc.pre(body.length > 0 && !(body[0] === 0x1f && body[1] === 0x8b))
          const packed = packers[two](packers[one](body))
          const out = await readBody(inPieces(packed, piece), `${one}, ${two}`, defaultLimits)
          expect(Buffer.from(out).equals(Buffer.from(body))).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('damaged bodies', () => {
  const cut = (body: Buffer) => body.subarray(0, body.length - 6)
  const cases: [what: string, body: Uint8Array, encoding: string, expected: string][] = [
    ['gzip, cut', cut(zlib.gzipSync(bytes)), 'gzip', 'Z_BUF_ERROR'],
    ['deflate, cut', cut(zlib.deflateSync(bytes)), 'deflate', 'Z_BUF_ERROR'],
    ['br, cut', cut(zlib.brotliCompressSync(bytes)), 'br', 'Z_BUF_ERROR'],
    ['zstd, cut', cut(zlib.zstdCompressSync(bytes)), 'zstd', 'Z_BUF_ERROR'],
    ['deflate that is none', bytes, 'deflate', 'Z_DATA_ERROR'],
    ['zstd that is none', bytes, 'zstd', 'ZSTD_error_prefix_unknown'],
    ['an unknown coding', bytes, 'compress', 'unknown-encoding'],
    ['a name of Object’s own', bytes, 'constructor', 'unknown-encoding'],
    ['four codings', bytes, 'gzip, gzip, gzip, gzip', 'too-many-encodings'],
  ]
  it.each(cases)('%s', (_, body, encoding, expected) => check(body, encoding, expected))

  it('an error on the way is passed on', async () => {
    async function* broken() {
      yield zlib.gzipSync(bytes).subarray(0, 20)
      throw Object.assign(new Error('gone'), { code: 'ECONNRESET' })
    }
    await expect(readBody(broken(), 'gzip', defaultLimits)).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('limits', () => {
  const long = Buffer.alloc(1_001, 97)
  const exact = Buffer.alloc(1_000, 97)
  it.each(['', 'gzip', 'deflate', 'br', 'zstd'])(
    'the last byte that is let through, %j',
    async (encoding) => {
      const pack = packers[encoding as keyof typeof packers] ?? ((body: Buffer) => body)
      await check(pack(exact), encoding, exact.toString(), { piece: 64 })
      await check(pack(long), encoding, 'too-large', { piece: 64 })
      await check(pack(long), encoding, exact.toString(), { piece: 64, truncate: true })
    },
  )

  it('a zstd window that would take more memory than allowed', async () => {
    const params = { [zlib.constants.ZSTD_c_windowLog]: 27 }
    const wide = zlib.zstdCompressSync(Buffer.alloc(20 * 1024 * 1024, 'ab'), { params })
    await check(wide, 'zstd', 'ZSTD_error_frameParameter_windowTooLarge', { limits: defaultLimits })
  })

  // In a process of its own, so that nobody else's memory is counted.
  const bombs: Record<string, string> = {
    'a gibibyte in gzip': `repeat(zlib.gzipSync(zeros), 64), 'gzip'`,
    'a gibibyte in zstd': `repeat(zlib.zstdCompressSync(zeros), 64), 'zstd'`,
    'a quarter of one in deflate': `zlib.deflateSync(Buffer.alloc(2 ** 28)), 'deflate'`,
    'a quarter of one in brotli': `zlib.brotliCompressSync(Buffer.alloc(2 ** 28), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }), 'br'`,
    'gzip in gzip': `zlib.gzipSync(repeat(zlib.gzipSync(zeros), 64)), 'gzip, gzip'`,
    'gzip in gzip in gzip': `zlib.gzipSync(zlib.gzipSync(repeat(zlib.gzipSync(zeros), 64))), 'gzip, gzip, gzip'`,
  }
  it.each(Object.entries(bombs))('%s: stopped with at most 64 MiB of memory used', (_, bomb) => {
    const body = new URL('../../src/fetch/body.ts', import.meta.url)
    const limits = new URL('../../src/fetch/limits.ts', import.meta.url)
    const script = `
      import zlib from 'node:zlib'
      const { readBody } = await import(${JSON.stringify(body.href)})
      const { defaultLimits } = await import(${JSON.stringify(limits.href)})
      const zeros = Buffer.alloc(16 * 1024 * 1024)
      const repeat = (part, times) => Buffer.concat(Array(times).fill(part))
      const make = () => [${bomb}]
      const [bytes, encoding] = make()
      async function* source() { for (let at = 0; at < bytes.length; at += 65536) yield bytes.subarray(at, at + 65536) }
      globalThis.gc()
      const before = process.memoryUsage().rss
      let peak = before
      const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss) }, 2)
      const kind = await readBody(source(), encoding, defaultLimits).then(() => 'read', (error) => error.kind)
      clearInterval(timer)
      console.log(JSON.stringify({ kind, extraMiB: (Math.max(peak, process.memoryUsage().rss) - before) / 2 ** 20 }))`
    const child = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', script], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      encoding: 'utf8',
    })
    expect(child.stderr).not.toMatch(/Error/)
    const outcome = JSON.parse(child.stdout)
    expect(outcome).toMatchObject({ kind: 'too-large' })
    expect(outcome.extraMiB).toBeLessThan(64)
  })
})
