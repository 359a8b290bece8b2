// A source's check: ask it, read what it answers, tell new entries from known ones, store them with the validators.
// A failed check stores nothing but the failure, so that nothing is skipped when the source comes back.
import { plainText } from './assemble.ts'
import { timedFetch } from './collect.ts'
import {
  type EntryKeys,
  entryKeys,
  entryText,
  findRepeatedKeys,
  type KnownEntry,
  matchEntry,
  urlFragment,
} from './identity/entry.ts'
import type { Entry, Failure, Page, ParsedFeed, Relevance, Source } from './model.ts'
import type { CrawlParts } from './parts.ts'
import { medianGapMinutes, planNextCheck } from './schedule.ts'
import type { EntryUpdate, NewEntry, StoredEntry } from './store/entries.ts'
import { StoreError } from './store/open.ts'
import type { SourceState } from './store/sources.ts'
import { judgeRelevance } from './topic/relevance.ts'
import type { Watch } from './watch/load.ts'

const childSitemapsMax = 3 // of a sitemap index, newest first
const feedPagesMax = 5 // of a feed that continues on further pages, at first sight only

/** Fetches and reads a source and stores what is new. Returns how many entries were; undefined after a failure. */
export async function checkSource(
  parts: CrawlParts,
  source: Source,
  known: SourceState | undefined,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const { store, now } = parts
  // Another address in feeds/ is another document: what we know of the old one does not hold.
  const state = known?.url === source.url ? known : undefined
  const url = state?.movedTo && state.movedTimes >= movesConfirmedMin ? state.movedTo : source.url
  const validators = state
    ? {
        ...(state.etag ? { etag: state.etag } : {}),
        ...(state.lastModified ? { lastModified: state.lastModified } : {}),
      }
    : {}
  const fetched = await timedFetch(
    parts,
    { url, validators, purpose: 'feed', sourceName: source.name },
    signal,
  )
  if (fetched.outcome === 'failure') return await failSource(parts, source, state, fetched, url)
  const checkedAt = now().toISOString()
  const moved = countMove(state, fetched.movedTo, url)
  const rhythm = {
    intervalMinutes: state?.intervalMinutes ?? 60,
    failuresInRow: 0,
    lastNewEntryAt: state?.lastNewEntryAt ?? null,
  }
  const hasValidators = Boolean(fetched.validators.etag ?? fetched.validators.lastModified)
  const fresh = fetched.freshForMs === undefined ? {} : { freshForMs: fetched.freshForMs }
  if (fetched.outcome === 'not-modified') {
    const outcome = { kind: 'answered', validators: true, newEntries: 0, entriesInFeed: 0, ...fresh } as const
    const next = planNextCheck(source.name, outcome, rhythm, checkedAt)
    const kept = hasValidators ? fetched.validators : validators
    await store.saveSourceCheck({
      sourceName: source.name,
      url: source.url,
      validators: { ...validators, ...kept },
      ...moved,
      newEntries: [],
      updates: [],
      seenAgain: [],
      ...next,
      checkedAt,
    })
    return 0
  }
  const read = await readFeed(parts, source, fetched, !state?.lastAnsweredAt, signal)
  if ('outcome' in read) return await failSource(parts, source, state, read, url)
  const { feed, failures } = read
  // What was not read to its end is asked for again in full: its validators would suppress the rest.
  const whole = failures.length === 0 && !feed.truncated && !hidesItsChildren(feed)
  const kept = whole ? fetched.validators : validators
  const sorted = await sortEntries(parts, source, feed.entries, checkedAt)
  const gapMinutes = medianGapMinutes(feed.entries.flatMap((entry) => entry.published?.at ?? []))
  const next = planNextCheck(
    source.name,
    {
      kind: 'answered',
      validators: Boolean(kept.etag ?? kept.lastModified),
      newEntries: sorted.newEntries.length,
      entriesInFeed: feed.entries.length,
      ...(gapMinutes === undefined ? {} : { gapMinutes }),
      ...(feed.ttlMinutes === undefined ? {} : { ttlMinutes: feed.ttlMinutes }),
      ...fresh,
    },
    rhythm,
    checkedAt,
  )
  await store.saveSourceCheck({
    sourceName: source.name,
    url: source.url,
    validators: kept,
    ...moved,
    ...(feed.title ? { feedTitle: feed.title } : {}),
    entryCount: feed.entries.length,
    ...sorted,
    ...next,
    checkedAt,
  })
  for (const failure of failures) await store.saveFailure(failure, { sourceName: source.name })
  return sorted.newEntries.length
}

/** A sitemap index that does not date its parts may stay the same while they change. */
function hidesItsChildren({ childSitemaps = [] }: ParsedFeed): boolean {
  return childSitemaps.slice(0, childSitemapsMax).some((child) => child.modifiedAt === undefined)
}

export const movesConfirmedMin = 3 // permanent redirects in a row before the new address is asked directly

function countMove(state: SourceState | undefined, movedTo: string | undefined, asked: string) {
  if (movedTo === undefined || movedTo === asked) {
    // Asked at its new home and answered there: the move stands.
    const settled = state?.movedTo && asked === state.movedTo
    return settled ? { movedTo: asked, movedTimes: movesConfirmedMin } : { movedTimes: 0 }
  }
  return { movedTo, movedTimes: state?.movedTo === movedTo ? state.movedTimes + 1 : 1 }
}

async function failSource(
  parts: CrawlParts,
  source: Source,
  state: SourceState | undefined,
  failure: Failure,
  asked: string,
): Promise<undefined> {
  if (failure.kind === 'stopped') return
  // A new home that fails is doubted: the configured address is asked next, and may lead there again.
  const moved = asked !== source.url
  const rhythm = {
    intervalMinutes: state?.intervalMinutes ?? 60,
    failuresInRow: state?.failuresInRow ?? 0,
    lastNewEntryAt: state?.lastNewEntryAt ?? null,
  }
  const next = planNextCheck(
    source.name,
    {
      kind: 'failed',
      gone: failure.retry === 'never' && !moved,
      ...(failure.retryAt ? { retryAt: failure.retryAt } : {}),
    },
    rhythm,
    failure.failedAt,
  )
  await parts.store.saveFailure(failure, { sourceName: source.name })
  await parts.store.saveSourceFailure({
    sourceName: source.name,
    url: source.url,
    kind: failure.kind,
    message: failure.message,
    forgetMove: moved,
    ...next,
    checkedAt: failure.failedAt,
  })
}

/** An error of ours fails this source alone, on record; the database's trouble (disk full, locked) ends the round. */
export async function failBrokenSource(
  parts: CrawlParts,
  source: Source,
  state: SourceState | undefined,
  error: unknown,
): Promise<undefined> {
  if (error instanceof StoreError && error.code !== 'INTERNAL') throw error
  const reason = error instanceof Error ? error.message : String(error)
  const failure: Failure = {
    outcome: 'failure',
    step: 'store',
    kind: 'internal',
    url: source.url,
    message: `Uptake itself failed on this source (${reason}). Please report it; it is asked again later.`,
    retry: 'later',
    failedAt: parts.now().toISOString(),
  }
  return await failSource(parts, source, state, failure, source.url)
}

/** The document's entries; of a sitemap index its newest children; at first sight also the feed's further pages. */
async function readFeed(
  parts: CrawlParts,
  source: Source,
  page: Page,
  first: boolean,
  signal: AbortSignal | undefined,
): Promise<{ feed: ParsedFeed; failures: Failure[] } | Failure> {
  const parse = (document: Page) =>
    parts.parsers.parseFeed({
      text: document.text,
      contentType: document.contentType,
      url: document.url,
      now: parts.now().toISOString(),
      method: source.method,
      ...(source.listing ? { listing: source.listing } : {}),
    })
  const feed = await parse(page)
  if ('outcome' in feed) return feed
  const seen = new Set([page.url, page.requestedUrl])
  const more = (feed.childSitemaps ?? []).slice(0, childSitemapsMax).map((child) => child.url)
  if (first && feed.nextUrl) more.push(feed.nextUrl)
  const failures: Failure[] = []
  for (let i = 0; i < childSitemapsMax + feedPagesMax; i++) {
    const url = more.shift()
    if (url === undefined) break
    if (seen.has(url)) continue
    seen.add(url)
    const fetched = await timedFetch(parts, { url, purpose: 'feed', sourceName: source.name }, signal)
    if (fetched.outcome === 'failure' && fetched.kind === 'stopped') return fetched
    if (fetched.outcome === 'not-modified') continue
    const part = fetched.outcome === 'page' ? await parse(fetched) : fetched
    // A part that fails is noted; what was read stays.
    if ('outcome' in part) failures.push(part)
    else {
      feed.entries.push(...part.entries)
      if (first && part.nextUrl) more.push(part.nextUrl)
    }
  }
  if (feed.entries.length === 0 && !READABLE.has(feed.format)) {
    return {
      outcome: 'failure',
      step: 'parse',
      kind: 'no-feed',
      url: page.url,
      message: `This address answers with ${feed.format === 'html' ? 'a web page' : 'something'} that is no feed. Open it in a browser; "uptake sources add URL" finds a site's feed.`,
      retry: 'later',
      failedAt: parts.now().toISOString(),
    }
  }
  return { feed, failures }
}

const READABLE = new Set<ParsedFeed['format']>([
  'rss',
  'rdf',
  'atom',
  'json',
  'sitemap',
  'sitemap-index',
  'listing',
])

type SortedEntries = { newEntries: NewEntry[]; updates: EntryUpdate[]; seenAgain: number[] }

/** Which entries are new, which were known under another guid or title, which are just there again. */
async function sortEntries(
  { store, watch }: CrawlParts,
  source: Source,
  entries: Entry[],
  seenAt: string,
): Promise<SortedEntries> {
  const sorted: SortedEntries = { newEntries: [], updates: [], seenAgain: [] }
  const keysOfAll: EntryKeys[] = []
  for (const [i, entry] of entries.entries()) {
    if (i % entriesInOneGo === 0) await letOthersRun()
    keysOfAll.push(entryKeys(entry))
  }
  const repeated = findRepeatedKeys(entries)
  const stored = await store.findEntryCandidates(source.name, keysOfAll)
  const byId = new Map(stored.map((entry) => [String(entry.id), entry]))
  const known = openKnownEntries()
  for (const entry of stored) known.add(toKnownEntry(entry))
  for (const [i, entry] of entries.entries()) {
    if (i % entriesInOneGo === 0) await letOthersRun()
    const keys = entryKeys(entry)
    const match = matchEntry(entry, source.name, known.find(keys), repeated)
    const same = match.same === undefined ? undefined : byId.get(match.same)
    const relevance = judgeEntry(entry, source, watch)
    if (match.same?.startsWith('new:')) continue // a twin within this very document
    if (same && same.sourceName === source.name) {
      if (same.keys.text === keys.text && same.keys.guid === keys.guid && same.keys.url === keys.url)
        sorted.seenAgain.push(same.id)
      else {
        const becomesPending =
          (same.state === 'not-ours' && same.decidedBy === 'rule' && isWorthFetching(relevance)) ||
          (same.state === 'failed' && same.keys.url !== keys.url) // given up at its old address
        sorted.updates.push({ id: same.id, entry, keys, seenAt, relevance, becomesPending })
      }
      continue
    }
    // Listed by another source before: this listing is kept too, and its article is the same one.
    const article = same?.articleId ?? null
    const state = article !== null ? 'article' : isWorthFetching(relevance) ? 'pending' : 'not-ours'
    sorted.newEntries.push({
      sourceName: source.name,
      entry,
      keys,
      seenAt,
      state,
      relevance,
      ...(article !== null ? { articleId: article } : {}),
    })
    known.add({
      ...toKnownEntry({ sourceName: source.name, entry, keys, id: 0 }),
      id: `new:${sorted.newEntries.length}`,
    })
  }
  return sorted
}

// A feed may hold 2,000 entries and 15 MiB: sorted in one go, it would hold up every other source.
const entriesInOneGo = 20
const letOthersRun = () => new Promise<void>((resolve) => setImmediate(resolve))

const sharingOneKeyMax = 200 // a feed of one item two thousand times: more of them tell nothing more

/** Known entries by their keys: an entry is only held against those that share one with it. */
function openKnownEntries() {
  const byKey = new Map<string, KnownEntry[]>()
  // The most telling first: twenty stories may share one guid.
  const names = ({ url, text, guid }: EntryKeys) => [`url ${url}`, `text ${text}`, `guid ${guid}`]
  return {
    add(entry: KnownEntry) {
      for (const name of names(entry.keys)) {
        const others = byKey.get(name)
        if (others) {
          if (others.length < sharingOneKeyMax) others.push(entry)
        } else byKey.set(name, [entry])
      }
    },
    find: (keys: EntryKeys) => [...new Set(names(keys).flatMap((name) => byKey.get(name) ?? []))],
  }
}

function toKnownEntry({
  id,
  sourceName,
  entry,
  keys,
}: Pick<StoredEntry, 'id' | 'sourceName' | 'entry' | 'keys'>): KnownEntry {
  const fragment = urlFragment(entry.url)
  return {
    id: String(id),
    source: sourceName,
    keys,
    title: entry.title,
    text: entryText(entry),
    ...(fragment ? { fragment } : {}),
    ...(entry.published?.at ? { publishedAt: entry.published.at } : {}),
  }
}

const judgedCharsMax = 20_000 // of an entry's own text, markup included; its page is judged whole

function judgeEntry(entry: Entry, source: Source, watch: Watch): Relevance {
  if (source.allOurs)
    return { ours: true, reason: `${source.title} lists nothing but medical AI.`, words: [], sure: true }
  const summary = plainText((entry.summary ?? entry.content ?? '').slice(0, judgedCharsMax))
  return judgeRelevance(
    {
      title: entry.title,
      summary,
      categories: entry.categories,
      ...(entry.language ? { language: entry.language } : {}),
    },
    watch.topics,
  )
}

const isWorthFetching = (relevance: Relevance) => relevance.ours || !relevance.sure
