// Response bodies: undoes Content-Encoding while reading, and stops at the limits. Memory stays bounded by the
// decoded limit whatever is sent: every layer is a stream that is counted and, beyond the limit, cut.

import { pipeline, Readable, type Transform } from 'node:stream'
import zlib from 'node:zlib'
import { Refusal } from './failure.ts'
import type { Limits } from './limits.ts'

export type BodyLimits = Pick<Limits, 'bodyBytesMax' | 'encodingsMax' | 'zstdWindowBitsMax'>

/**
 * Reads a body to its end. A gzip file inside (sitemap.xml.gz) is opened too. Throws a Refusal when a limit is
 * passed, or zlib's error when the body is damaged; with `truncate`, what is beyond the limit is left out instead.
 */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  contentEncoding: string,
  limits: BodyLimits,
  truncate = false,
): Promise<Uint8Array> {
  const codings = readCodings(contentEncoding, limits)
  // Codings are listed in the order they were applied (RFC 9110, 8.4): the last one is undone first.
  // The gzip at the end opens what is a gzip file by itself; for anything else it is a passage.
  let layer = countBytes(source, limits)
  for (const coding of [...codings.reverse(), 'gzip' as const]) layer = undoCoding(layer, coding, limits)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of layer) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (truncate && size >= limits.bodyBytesMax) break
    }
  } catch (error) {
    if (!(truncate && error instanceof Refusal && error.kind === 'too-large')) throw error
  }
  const bytes = Buffer.concat(chunks, size)
  return size > limits.bodyBytesMax ? bytes.subarray(0, limits.bodyBytesMax) : bytes
}

type Coding = 'gzip' | 'deflate' | 'br' | 'zstd'

/** Registered names (IANA HTTP content coding registry) and, as "", labels that servers send but that undo nothing. */
const codingNames: Readonly<Record<string, Coding | ''>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'br',
  zstd: 'zstd',
  identity: '',
  none: '',
  binary: '',
  '7bit': '',
  '8bit': '',
  'utf-8': '',
  utf8: '',
  'iso-8859-1': '',
}

function readCodings(header: string, limits: BodyLimits): Coding[] {
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length > limits.encodingsMax)
    throw new Refusal('too-many-encodings', { detail: String(names.length) })
  return names.flatMap((name) => {
    const coding = Object.hasOwn(codingNames, name) ? codingNames[name] : undefined
    if (coding === undefined) throw new Refusal('unknown-encoding', { detail: name.slice(0, 40) })
    return coding === '' ? [] : [coding]
  })
}

async function* countBytes(
  source: AsyncIterable<Uint8Array>,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of source) {
    size += chunk.byteLength
    yield chunk
    if (size > limits.bodyBytesMax) throw tooLarge(limits)
  }
}

async function* undoCoding(
  source: AsyncGenerator<Uint8Array>,
  coding: Coding,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  const head = await readHead(source, 2)
  if (head.byteLength === 0) return // an empty body needs no unpacking, whatever its label says
  const decoder = makeDecoder(coding, head, limits)
  const whole = prepend(head, source)
  if (!decoder) {
    yield* whole
    return
  }
  // Errors of the source and of the decoder both come out of the decoder; leaving the loop closes both.
  pipeline(Readable.from(whole, { objectMode: false }), decoder, () => {})
  yield* countBytes(decoder, limits)
}

/** Nothing for a body that was only labelled gzip: broken servers label plain text, and it can be read as it is. */
function makeDecoder(coding: Coding, head: Uint8Array, limits: BodyLimits): Transform | undefined {
  const chunkSize = 64 * 1024
  if (coding === 'gzip')
    return head[0] === 0x1f && head[1] === 0x8b ? zlib.createGunzip({ chunkSize }) : undefined
  if (coding === 'br') return zlib.createBrotliDecompress({ chunkSize })
  if (coding === 'zstd') {
    const params = { [zlib.constants.ZSTD_d_windowLogMax]: limits.zstdWindowBitsMax }
    return zlib.createZstdDecompress({ chunkSize, params })
  }
  // "deflate" means zlib (RFC 9110, 8.4.1.2), but some servers send it raw: zlib's head is a multiple of 31 (RFC 1950).
  const [first = 0, second = 0] = head
  const wrapped = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
  return wrapped ? zlib.createInflate({ chunkSize }) : zlib.createInflateRaw({ chunkSize })
}

async function readHead(source: AsyncGenerator<Uint8Array>, bytes: number): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0)
  while (head.byteLength < bytes) {
    const { value, done } = await source.next()
    if (done) break
    head = head.byteLength === 0 ? value : Buffer.concat([head, value])
  }
  return head
}

async function* prepend(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head
  yield* rest
}

function tooLarge(limits: BodyLimits): Refusal {
  return new Refusal('too-large', { detail: String(Math.round(limits.bodyBytesMax / 1024 / 1024)) })
}
