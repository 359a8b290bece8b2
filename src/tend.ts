// What is done again later: articles of ours are fetched again to see their publishers' edits, and stored pages are
// read again by better rules. Never touches what a person decided.
import { assembleArticle, blocksText, hostOf } from './assemble.ts'
import { keepPage, timedFetch } from './collect.ts'
import { entriesAtOnceMax } from './crawl.ts'
import { decodeBody } from './fetch/charset.ts'
import { isFrontPage } from './identity/url.ts'
import { compareVersions } from './identity/versions.ts'
import type { Entry, Failure, Source } from './model.ts'
import type { CrawlParts } from './parts.ts'
import { planRecheck } from './schedule.ts'
import { settleSeries } from './settle.ts'
import type { ArticlePage, DueRecheck, StoredPage } from './store/article-reads.ts'
import { StoreError } from './store/open.ts'
import { inTurns } from './turns.ts'

export const rechecksPerRoundMax = 400
export const rechecksPerHostMax = 40 // in one round: new articles come first

export type RecheckCounts = { checked: number; changed: number }

/** Fetches the articles whose re-check is due, conditionally, and stores an edit as a new version. */
export async function recheckArticles(parts: CrawlParts, signal?: AbortSignal): Promise<RecheckCounts> {
  const due = await parts.store.listDueRechecks({
    now: parts.now().toISOString(),
    limit: rechecksPerRoundMax,
  })
  const perHost = new Map<string, number>()
  const within = due.filter(({ url }) => {
    const count = (perHost.get(hostOf(url)) ?? 0) + 1
    perHost.set(hostOf(url), count)
    return count <= rechecksPerHostMax
  })
  const counts: RecheckCounts = { checked: 0, changed: 0 }
  if (within.length === 0) return counts
  parts.report.step('Looking for edits', within.length)
  await inTurns(within, entriesAtOnceMax, signal, async (article) => {
    const outcome = await recheck(parts, article, signal).catch((error) => recordBreak(parts, article, error))
    if (outcome === undefined) return
    counts.checked++
    if (outcome === 'changed') counts.changed++
    parts.report.advance(article.url)
  })
  await settleSeries(parts.store, parts.now)
  return counts
}

/** An error of ours fails this re-check alone, on record; the database's trouble ends the round. */
async function recordBreak(parts: CrawlParts, due: DueRecheck, error: unknown): Promise<undefined> {
  if (error instanceof StoreError && error.code !== 'INTERNAL') throw error
  const at = parts.now().toISOString()
  const reason = error instanceof Error ? error.message : String(error)
  const failure: Failure = {
    outcome: 'failure',
    step: 'store',
    kind: 'internal',
    url: due.url,
    message: `Uptake itself failed when it looked at this article again (${reason}). Please report it.`,
    retry: 'later',
    failedAt: at,
  }
  const next = planRecheck(due.firstSeenAt, at)
  const { articleId, etag, lastModified } = due
  await parts.store.saveRecheck({
    articleId,
    at,
    recheckStep: due.recheckStep + 1,
    validators: { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) },
    ...(next ? { nextRecheckAt: next } : {}),
    failure,
  })
}

async function recheck(
  parts: CrawlParts,
  due: DueRecheck,
  signal: AbortSignal | undefined,
): Promise<'same' | 'changed' | undefined> {
  const { store, now } = parts
  const validators = {
    ...(due.etag ? { etag: due.etag } : {}),
    ...(due.lastModified ? { lastModified: due.lastModified } : {}),
  }
  const fetched = await timedFetch(
    parts,
    { url: due.url, validators, purpose: 'page', sourceName: due.sourceName, recheck: true },
    signal,
  )
  if (fetched.outcome === 'failure' && fetched.kind === 'stopped') return undefined
  const at = now().toISOString()
  const step = due.recheckStep + 1
  const next = planRecheck(due.firstSeenAt, at)
  // A host that wants rest is asked when it had it, and that counts as the same re-check.
  const resting = fetched.outcome === 'failure' && fetched.retryAt
  const base = {
    articleId: due.articleId,
    at,
    recheckStep: resting ? due.recheckStep : step,
    validators,
    ...(resting ? { nextRecheckAt: fetched.retryAt } : next ? { nextRecheckAt: next } : {}),
  }
  if (fetched.outcome === 'failure') {
    const gone = fetched.status === 404 || fetched.status === 410
    // A page that is gone says so on the article's page; it is no trouble of ours.
    await store.saveRecheck({ ...base, ...(gone ? { gone: true } : { failure: fetched }) })
    return 'same'
  }
  if (fetched.outcome === 'page' && isFrontPage(fetched.url)) {
    // Sites send readers of a page that is no more to their front page.
    await store.saveRecheck({ ...base, gone: true })
    return 'same'
  }
  if (fetched.outcome === 'not-modified') {
    await store.saveRecheck(base)
    return 'same'
  }
  const article = await store.readArticle(due.articleId)
  const source = parts.watch.sources.find((s) => s.name === due.sourceName) ?? forgottenSource(due)
  const page = await parts.parsers.parseArticle({
    html: fetched.text,
    url: fetched.url,
    hostRepeats: await hostRepeats(parts, fetched.url),
  })
  const readable =
    !('outcome' in page) &&
    page.blocks.length > 0 &&
    (page.quality.verdict === 'good' || page.quality.verdict === 'poor')
  if (article?.extractor === 'feed' && !readable && !('outcome' in page)) {
    // Still the wall that it was at first sight; the article is marked as the feed's words already.
    await store.saveRecheck(base)
    return 'same'
  }
  if (!article || !readable) {
    const failure: Failure = 'outcome' in page ? page : unreadable(due.url, page.quality.reasons, at)
    await store.saveRecheck({ ...base, failure })
    return 'same'
  }
  const fresh = { ...base, validators: fetched.validators }
  const { content } = await assembleArticle(
    page,
    entryOf(article),
    source,
    fetched.url,
    parts.watch,
    article.firstSeenAt,
  )
  const text = blocksText(content.blocks)
  if (article.extractor === 'feed') {
    // Until now we had only what the feed said: the page itself is a better reading, not an edit.
    await store.saveRecheck(fresh)
    await store.saveReprocessed(due.articleId, content, at, await keepPage(parts, fetched))
    return 'same'
  }
  const old = await readOldPage(parts, article)
  const comparison = compareVersions(old, { title: content.title, text })
  if (!comparison.changed) {
    await store.saveRecheck(fresh)
    return 'same'
  }
  const pageHash = await keepPage(parts, fetched)
  const version = { seenAt: at, title: content.title, numberChanged: comparison.numberChanged }
  // The date of publication stays what it was: feeds and pages re-date their stories at every edit.
  const kept = {
    publishedAt: article.publishedAt,
    publishedOn: article.publishedOn,
    publishedBasis: article.publishedBasis,
    publishedDayOnly: article.publishedDayOnly,
    ...(article.publishedRaw ? { publishedRaw: article.publishedRaw } : {}),
  }
  await store.saveRecheck({ ...fresh, changed: { content: { ...content, ...kept }, version, pageHash } })
  return 'changed'
}

const hostRepeats = async ({ store }: CrawlParts, url: string) =>
  new Set(await store.readHostRepeats(hostOf(url)))

/** The page as it was, read by the rules of today: only what the publisher changed may differ. */
async function readOldPage(
  parts: CrawlParts,
  article: ArticlePage,
): Promise<{ title: string; text: string }> {
  const stored = article.pageHash ? await parts.store.readRawPage(article.pageHash) : undefined
  const page =
    stored &&
    (await parts.parsers.parseArticle({
      html: decodeStored(stored),
      url: stored.url,
      hostRepeats: await hostRepeats(parts, stored.url),
    }))
  if (!page || 'outcome' in page || page.quality.verdict === 'wall' || page.blocks.length === 0)
    return { title: article.title, text: blocksText(article.blocks) }
  return { title: page.metadata.title ?? article.title, text: blocksText(page.blocks) }
}

/** The text of a stored page, by the charset that was found when it came. */
export function decodeStored(stored: StoredPage): string {
  return decodeBody(stored.bytes, `${stored.contentType}; charset=${stored.charset}`).text
}

function unreadable(url: string, reasons: string[], failedAt: string): Failure {
  const message = `The page no longer shows the article (${reasons.join('; ') || 'no text'}); the text we had is kept.`
  return { outcome: 'failure', step: 'extract', kind: 'unreadable', url, message, retry: 'later', failedAt }
}

/** The article as an entry: what is known of it besides its page. */
export function entryOf(article: {
  title: string
  canonicalUrl: string
  authors: string[]
  publishedAt: string
  publishedBasis: string
  publishedRaw: string | null
  publishedDayOnly: boolean
  ids: Entry['ids']
}): Entry {
  const { publishedAt: at, publishedBasis, publishedDayOnly: dayOnly } = article
  const raw = article.publishedRaw ?? ''
  return {
    url: article.canonicalUrl,
    title: article.title,
    authors: article.authors,
    // The time of a fetch is nobody's date of publication, also when it is read a second time.
    published: publishedBasis === 'fetch' ? { raw, dayOnly } : { raw, at, dayOnly },
    categories: [],
    ids: article.ids,
  }
}

/** Stands for a source that was taken out of feeds/ since. */
export function forgottenSource({ sourceName, url }: { sourceName: string; url: string }): Source {
  return {
    name: sourceName,
    title: sourceName,
    method: 'feed',
    url,
    kind: 'other',
    enabled: false,
    why: 'no longer in feeds/',
  }
}
