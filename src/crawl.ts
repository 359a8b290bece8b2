// The straight line, from a source to a searchable article. It decides the order; the rooms compute.
// Two transactions make it safe to kill at any moment: new entries are stored as pending together with the source's
// validators; each then becomes an article with all that hangs on it, or says why not.
import { rememberLines } from './article/repeats.ts'
import { assembleArticle, blocksText, hostOf, plainText } from './assemble.ts'
import { checkSource, failBrokenSource } from './check.ts'
import { keepPage, timedFetch } from './collect.ts'
import { identityKey, isFrontPage } from './identity/url.ts'
import type { ExtractedPage, Failure, Source } from './model.ts'
import type { CrawlParts } from './parts.ts'
import { placeArticle } from './place.ts'
import {
  entryAttemptsMax,
  isDue,
  latestDueAt,
  mayAskAgainAt,
  planEntryRetry,
  planRecheck,
} from './schedule.ts'
import { settleSeries } from './settle.ts'
import type { ArticleContent, NewArticle } from './store/article-writes.ts'
import type { StoredEntry } from './store/entries.ts'
import { StoreError } from './store/open.ts'
import type { SourceState } from './store/sources.ts'
import { countShared, shingleHashes } from './text/shingles.ts'
import { inTurns, oneAtATime } from './turns.ts'

export type CrawlCounts = {
  sources: number
  failedSources: number
  entries: number
  articles: number
  notOurs: number
  failed: number
}

export const sourcesAtOnceMax = 8
export const entriesAtOnceMax = 8
export const pendingPerRoundMax = 500

/** Checks the sources that are due (or the one named, unless it was asked just now), then takes up every pending entry. */
export async function crawl(
  parts: CrawlParts,
  { only, signal }: { only?: string; signal?: AbortSignal } = {},
): Promise<CrawlCounts> {
  const counts: CrawlCounts = { sources: 0, failedSources: 0, entries: 0, articles: 0, notOurs: 0, failed: 0 }
  const now = parts.now().toISOString()
  const states = new Map((await parts.store.listSourceStates()).map((state) => [state.sourceName, state]))
  const due = parts.watch.sources.filter((source) => {
    const state = states.get(source.name)
    // Another address in feeds/ is asked at once: the old one's due time is not its own.
    const known = state?.url === source.url ? state : undefined
    if (only !== undefined) return source.name === only && mayAskAgain(parts, source, known, now)
    return source.enabled && (!known || isDue(known.nextDueAt, now))
  })
  parts.report.step('Sources', due.length)
  await inTurns(due, sourcesAtOnceMax, signal, async (source) => {
    const found = await checkSource(parts, source, states.get(source.name), signal).catch((error) =>
      failBrokenSource(parts, source, states.get(source.name), error),
    )
    if (found === undefined && signal?.aborted) return
    counts.sources++
    if (found === undefined) counts.failedSources++
    else counts.entries += found
    parts.report.advance(
      `${source.title}: ${found === undefined ? 'failed, see the status page' : `${found} new`}`,
    )
  })
  await takePending(parts, counts, only, signal)
  await settleSeries(parts.store, parts.now)
  return counts
}

/** A command given twenty times is one visit. */
function mayAskAgain(
  { report }: CrawlParts,
  source: Source,
  state: SourceState | undefined,
  now: string,
): boolean {
  const asked = state?.lastCheckedAt
  if (!asked || asked > now) return true
  const again = mayAskAgainAt(asked, state.lastAnsweredAt === asked)
  if (again <= now) return true
  const minute = again.slice(0, 16).replace('T', ' ')
  report.step('Sources', 1)
  report.advance(`${source.title}: asked a short while ago, not again before ${minute} UTC`)
  return false
}

// ---------------------------------------------------------------- a pending entry's way

async function takePending(
  parts: CrawlParts,
  counts: CrawlCounts,
  only: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    const now = parts.now().toISOString()
    const pending = await parts.store.listPendingEntries({
      now,
      latest: latestDueAt(now),
      limit: pendingPerRoundMax,
      ...(only ? { sourceName: only } : {}),
    })
    if (pending.length === 0 || signal?.aborted) return
    parts.report.step('Articles', pending.length)
    const underWay = new Map<string, Promise<unknown>>()
    await inTurns(mixHosts(pending), entriesAtOnceMax, signal, async (entry) => {
      // Listed twice, fetched once: the second finds the article that the first became.
      const key = entry.keys.url ?? `entry ${entry.id}`
      const taken = (underWay.get(key) ?? Promise.resolve()).then(() => takeEntry(parts, entry, signal))
      underWay.set(
        key,
        taken.catch(() => {}),
      )
      const became = await taken.catch((error) => recordBreak(parts, entry, error))
      if (became === undefined) return
      counts[became]++
      parts.report.advance(entry.entry.title)
    })
  }
}

/** An error of ours fails this entry alone, on record; the database's trouble (disk full, locked) ends the round. */
async function recordBreak(parts: CrawlParts, stored: StoredEntry, error: unknown): Promise<Became> {
  if (error instanceof StoreError && error.code !== 'INTERNAL') throw error
  const now = parts.now().toISOString()
  const message = `Uptake itself failed on this entry (${error instanceof Error ? error.message : String(error)}). Please report it; it is tried again later.`
  const failure: Failure = {
    outcome: 'failure',
    step: 'store',
    kind: 'internal',
    url: stored.entry.url ?? '',
    message,
    retry: 'later',
    failedAt: now,
  }
  await parts.store.saveFailure(failure, { sourceName: stored.sourceName, entryId: stored.id })
  if (stored.attempts + 1 >= entryAttemptsMax) return await giveUp(parts, stored, message)
  await parts.store.saveEntryOutcome(
    stored.id,
    { state: 'pending', nextTryAt: planEntryRetry(stored.attempts, undefined, now) },
    now,
  )
  return 'failed'
}

/** Entries of one host one after the other would leave the others waiting for its pauses. */
function mixHosts(entries: StoredEntry[]): StoredEntry[] {
  const lines = new Map<string, StoredEntry[]>()
  for (const entry of entries) {
    const host = hostOf(entry.entry.url ?? '')
    lines.set(host, [...(lines.get(host) ?? []), entry])
  }
  const mixed: StoredEntry[] = []
  for (let i = 0; mixed.length < entries.length; i++)
    for (const line of lines.values()) if (line[i]) mixed.push(line[i]!)
  return mixed
}

type Became = 'articles' | 'notOurs' | 'failed'

/** One entry from its page to its article. Undefined when the crawl was stopped under way: it stays pending. */
async function takeEntry(
  parts: CrawlParts,
  stored: StoredEntry,
  signal: AbortSignal | undefined,
): Promise<Became | undefined> {
  const { store, watch, now } = parts
  const { entry } = stored
  const source = watch.sources.find((s) => s.name === stored.sourceName)
  if (!source) return await waitForSource(parts, stored)
  // A site's front page is the address of none of its stories.
  if (entry.url === undefined || isFrontPage(entry.url))
    return await fromFeedAlone(parts, stored, source, undefined)
  const twin = (await store.findArticleTwins({ urlKeys: [identityKey(entry.url)] }))[0]
  if (twin) {
    await store.saveEntryOutcome(stored.id, { state: 'article', articleId: twin.id }, now().toISOString())
    return 'articles'
  }
  const fetched = await timedFetch(
    parts,
    { url: entry.url, purpose: 'page', sourceName: source.name },
    signal,
  )
  if (fetched.outcome === 'failure' && fetched.kind === 'stopped') return undefined
  if (fetched.outcome !== 'page') {
    return await fromFeedAlone(parts, stored, source, fetched.outcome === 'failure' ? fetched : undefined)
  }
  if (isFrontPage(fetched.url)) {
    const failure = frontPageFailure(entry.url, now().toISOString())
    return await fromFeedAlone(parts, stored, source, failure)
  }
  const pageHash = await keepPage(parts, fetched)
  const repeats = await store.readHostRepeats(hostOf(fetched.url))
  const feedContent = entry.content ?? entry.summary
  const page = await parts.parsers.parseArticle({
    html: fetched.text,
    url: fetched.url,
    now: now().toISOString(),
    feedTitle: entry.title,
    hostRepeats: new Set(repeats),
    ...(feedContent ? { feedContent } : {}),
  })
  if ('outcome' in page) return await fromFeedAlone(parts, stored, source, page, pageHash)
  if (!isReadable(page))
    return await fromFeedAlone(
      parts,
      stored,
      source,
      wallFailure(page, fetched.url, now().toISOString()),
      pageHash,
    )
  // The feed's words in place of the page's: a headline said twice is no article, and the wall's ETag is the wall's.
  const fromFeed = page.extractor === 'feed'
  if (fromFeed && blocksText(page.blocks).length < feedTextCharactersMin) {
    const failure = wallFailure(page, fetched.url, now().toISOString())
    return await fromFeedAlone(parts, stored, source, { ...failure, kind: 'unreadable' }, pageHash)
  }
  return await settle(parts, stored, source, page, fetched.url, {
    validators: fromFeed ? {} : fetched.validators,
    pageHash,
    hostLines: { host: hostOf(fetched.url), keys: fromFeed ? [] : rememberLines(page) },
  })
}

const isReadable = (page: ExtractedPage) =>
  page.blocks.length > 0 && (page.quality.verdict === 'good' || page.quality.verdict === 'poor')

function frontPageFailure(url: string, failedAt: string): Failure {
  const message =
    'This address leads to the front page of its site: the page is gone, or not public. It is tried again later.'
  return { outcome: 'failure', step: 'extract', kind: 'front-page', url, message, retry: 'later', failedAt }
}

function wallFailure(page: ExtractedPage, url: string, failedAt: string): Failure {
  return {
    outcome: 'failure',
    step: 'extract',
    kind: page.quality.verdict,
    url,
    message: `No article text on this page: ${page.quality.reasons.join('; ') || page.quality.verdict}. It is tried again later.`,
    retry: 'later',
    failedAt,
  }
}

/** Its source was taken out of feeds/: it waits, on record, in case the source comes back; in the end it is given up. */
async function waitForSource(parts: CrawlParts, stored: StoredEntry): Promise<Became> {
  const now = parts.now().toISOString()
  const message = `Its source "${stored.sourceName}" is no longer in feeds/, so it is not fetched; put the source back to have it.`
  const url = stored.entry.url ?? ''
  const failure: Failure = {
    outcome: 'failure',
    step: 'request',
    kind: 'source-removed',
    url,
    message,
    retry: 'later',
    failedAt: now,
  }
  return await tryLater(parts, stored, failure)
}

/** Without a readable page: what the feed itself says, marked so, when that is enough; else later, else on record. */
async function fromFeedAlone(
  parts: CrawlParts,
  stored: StoredEntry,
  source: Source,
  failure: Failure | undefined,
  pageHash?: string,
): Promise<Became> {
  const { entry } = stored
  const content = entry.content ?? entry.summary ?? ''
  const url = entry.url ?? source.homepage ?? source.url
  if (plainText(content).length >= feedTextCharactersMin) {
    const page = await parts.parsers.parseArticle({
      html: '',
      url,
      feedContent: content,
      feedTitle: entry.title,
    })
    if (!('outcome' in page) && page.blocks.length > 0) {
      const marked = failure
        ? {
            ...page,
            quality: {
              ...page.quality,
              reasons: [`from the feed: ${failure.message}`, ...page.quality.reasons],
            },
          }
        : page
      return await settle(parts, stored, source, marked, url, {
        validators: {},
        ...(pageHash ? { pageHash } : {}),
        ...(failure ? { failure } : {}),
      })
    }
  }
  if (failure === undefined)
    return await giveUp(parts, stored, 'The entry has neither an address nor a text of its own.')
  return await tryLater(parts, stored, failure)
}

/** On record, and once more later; a page that was not even asked for (its host wants rest) has not been tried. */
async function tryLater(parts: CrawlParts, stored: StoredEntry, failure: Failure): Promise<Became> {
  await parts.store.saveFailure(failure, { sourceName: stored.sourceName, entryId: stored.id })
  const untried = UNASKED.has(failure.kind)
  if (failure.retry === 'never' || (!untried && stored.attempts + 1 >= entryAttemptsMax))
    return await giveUp(parts, stored, failure.message)
  const now = parts.now().toISOString()
  const nextTryAt = planEntryRetry(stored.attempts, failure.retryAt, now)
  await parts.store.saveEntryOutcome(stored.id, { state: 'pending', nextTryAt, untried }, now)
  return 'failed'
}

/** Failures of the door's before any request went out. */
const UNASKED = new Set(['host-resting', 'queue-full'])

const feedTextCharactersMin = 150 // less is a headline said twice

async function giveUp(parts: CrawlParts, stored: StoredEntry, reason: string): Promise<Became> {
  await parts.store.saveEntryOutcome(stored.id, { state: 'failed', reason }, parts.now().toISOString())
  return 'failed'
}

type Extras = Pick<NewArticle, 'validators'> & Partial<Pick<NewArticle, 'pageHash' | 'hostLines' | 'failure'>>

/** A readable text: is it ours, is it there already, what is it a copy of, which story — and into the store. */
async function settle(
  parts: CrawlParts,
  stored: StoredEntry,
  source: Source,
  page: ExtractedPage,
  url: string,
  extras: Extras,
): Promise<Became> {
  const { store, watch } = parts
  const now = parts.now().toISOString()
  const assembly = await assembleArticle(page, stored.entry, source, url, watch, now)
  const decided = stored.decidedBy !== 'rule' || source.allOurs
  if (!assembly.relevance.ours && !decided) {
    await store.saveEntryOutcome(stored.id, { state: 'not-ours', relevance: assembly.relevance }, now)
    return 'notOurs'
  }
  let { content } = assembly
  return await oneAtATime<Became>(store, async () => {
    const twin = await findTwin(parts, content, url)
    if (typeof twin === 'number') {
      await store.saveEntryOutcome(stored.id, { state: 'article', articleId: twin }, now)
      return 'articles'
    }
    if (twin === 'other text') content = { ...content, canonicalUrl: url }
    const urlKey = identityKey(content.canonicalUrl)
    const placed = { ...content, url: stored.entry.url ?? url, firstSeenAt: now }
    const place = await placeArticle(store, { ...placed, text: blocksText(content.blocks) })
    const recheckAt = extras.failure?.retryAt ?? planRecheck(now, now)
    await store.saveArticle({
      ...placed,
      ...extras,
      ...place,
      urlKey,
      sourceName: source.name,
      oursReason: assembly.relevance.ours ? assembly.relevance.reason : reasonWithoutWords(stored, source),
      oursWords: assembly.relevance.words,
      oursBy: stored.decidedBy,
      entryId: stored.id,
      ...(recheckAt && stored.entry.url ? { recheckAt } : {}),
    })
    return 'articles'
  })
}

function reasonWithoutWords({ decidedBy }: StoredEntry, source: Source): string {
  return decidedBy === 'rule'
    ? `${source.title} lists nothing but medical AI.`
    : `${decidedBy.replace(/^person:/, '')} said that it is ours.`
}

/**
 * The article that this text already is, by its canonical address or word for word at the same publication. Pages that
 * all name one of their siblings as canonical are common: where the text there is another, the address is not believed.
 */
async function findTwin(
  { store }: CrawlParts,
  content: ArticleContent,
  url: string,
): Promise<number | 'other text' | undefined> {
  const urlKey = identityKey(content.canonicalUrl)
  const { textHash, publicationId, title } = content
  const twins = await store.findArticleTwins({ urlKeys: [urlKey], textHash })
  const same = twins.find((t) => t.publicationId === publicationId && t.textHash === textHash)
  if (same) return same.id
  const named = twins.find((t) => t.urlKey === urlKey)
  if (!named || urlKey === identityKey(url) || named.title === title) return named?.id
  const article = await store.readArticle(named.id)
  const theirs = new Set(shingleHashes(blocksText(article?.blocks ?? [])))
  const shared = countShared(new Set(content.shingles), theirs)
  return shared >= sharedWithCanonicalMin * Math.min(content.shingles.length, theirs.size)
    ? named.id
    : 'other text'
}

const sharedWithCanonicalMin = 0.3 // of the shorter text's shingles
