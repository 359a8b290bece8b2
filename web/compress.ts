// Pages leave compressed for who can read it: on a slow line that is most of the waiting. Files of a search are streamed as
// they are, and fonts are compressed already. The style and the scripts are compressed once, at start.
import { promisify } from 'node:util'
import { brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

const pageBytesMin = 1_400 // what fits into one packet gains nothing
const pageLevel = 5 // of gzip; beyond it the processor pays more than the line gains
const packPage = promisify(gzip)

type Coding = 'br' | 'gzip'

/** The better of the codings that a browser names; one with q=0 is refused. */
export function chooseCoding(accepted: string | undefined, offered: readonly Coding[]): Coding | undefined {
  const named = (accepted ?? '').split(',').map((part) => part.trim().toLowerCase())
  return offered.find((coding) =>
    named.some((part) => part === coding || (part.startsWith(`${coding};`) && !/;\s*q=0(\.0*)?$/.test(part))),
  )
}

export const compressPages: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.get('Content-Type')?.startsWith('text/html') || c.res.body === null) return
  c.res.headers.append('Vary', 'Accept-Encoding')
  if (chooseCoding(c.req.header('Accept-Encoding'), ['gzip']) === undefined) return
  const { status, headers } = c.res
  const page = new Uint8Array(await c.res.arrayBuffer())
  const packed = page.length < pageBytesMin ? undefined : await packPage(page, { level: pageLevel })
  const sent = new Headers(headers)
  sent.delete('Content-Length')
  if (packed) sent.set('Content-Encoding', 'gzip')
  c.res = undefined
  c.res = new Response(new Uint8Array(packed ?? page), { status, headers: sent })
}

/** A file of ours in each coding, small as can be. */
export function packFile(body: Uint8Array): Record<Coding, Uint8Array<ArrayBuffer>> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  return {
    br: new Uint8Array(brotliCompressSync(body, { params })),
    gzip: new Uint8Array(gzipSync(body, { level: 9 })),
  }
}
