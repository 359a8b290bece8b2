// What the crawl and the re-checks do with the network: through the door with an entry in the fetch log, and the raw
// page into the store under the hash of its bytes.
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Page } from './model.ts'
import type { CrawlParts } from './parts.ts'

const compress = promisify(brotliCompress)

/** Stores the raw page under the hash of its bytes, before anything names it. */
export async function keepPage({ store }: Pick<CrawlParts, 'store'>, page: Page): Promise<string> {
  // Not createHash: 15 MiB would hold up everything else.
  const digest = await crypto.subtle.digest('SHA-256', page.bytes as Uint8Array<ArrayBuffer>)
  const hash = Buffer.from(digest).toString('hex')
  const brotli = await compress(page.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
  await store.saveRawPage({
    hash,
    url: page.url,
    contentType: page.contentType,
    charset: page.charset,
    byteCount: page.bytes.length,
    brotli,
    fetchedAt: page.fetchedAt,
  })
  return hash
}

type Ask = {
  url: string
  validators?: { etag?: string; lastModified?: string }
  purpose: 'feed' | 'page'
  sourceName: string
  recheck?: boolean
}

/** Through the door, and into the fetch log. */
export async function timedFetch(
  { door, store, now }: CrawlParts,
  ask: Ask,
  signal: AbortSignal | undefined,
) {
  const started = performance.now()
  const { url, validators, purpose } = ask
  const fetched = await door.fetch({
    url,
    purpose,
    ...(validators ? { validators } : {}),
    ...(signal ? { signal } : {}),
  })
  if (fetched.outcome !== 'failure' || fetched.kind !== 'stopped') {
    await store.recordFetch({
      sourceName: ask.sourceName,
      purpose: ask.recheck ? 'recheck' : purpose,
      url,
      outcome: fetched.outcome,
      byteCount: fetched.outcome === 'page' ? fetched.bytes.length : 0,
      tookMs: performance.now() - started,
      fetchedAt: now().toISOString(),
      ...(fetched.outcome === 'page' ? { status: fetched.status } : {}),
      ...(fetched.outcome === 'failure'
        ? { kind: fetched.kind, ...(fetched.status ? { status: fetched.status } : {}) }
        : {}),
    })
  }
  return fetched
}
