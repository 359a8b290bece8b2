// Owns the question which article an entry is: by guid within its source, then by address, then by text.
// It must never look anything up: the caller asks the store with entryKeys and hands the answers to matchEntry.

import type { Entry } from '../model.ts'
import { countShared, foldWords, shingleSet } from '../text/shingles.ts'
import { hashKey } from './fingerprint.ts'
import { identityKey, isFrontPage } from './url.ts'

/** Under which keys an entry is looked up and stored. Every key is a short string, whatever the feed sent. */
export type EntryKeys = {
  guid?: string // 32 hex digits; holds within one source only
  url?: string // identityKey of the entry's address; holds across sources; absent for a front page
  text: string // fingerprint of title and text; holds within one source
}

/** An entry or article that the store found under one of the keys. */
export type KnownEntry = {
  id: string
  source: string
  keys: EntryKeys
  title: string
  text: string // what entryText gave when it was stored
  fragment?: string // of the address, without "#"
  publishedAt?: string
}

/** Keys that several different entries of one document carry: no identity in that source. */
export type RepeatedKeys = { guids: ReadonlySet<string>; urls: ReadonlySet<string> }

export type EntryDecision = { same: string; why: string } | { same?: undefined; why: string }

const longTextWords = 60 // a text this long is the article's own; shorter ones may be a column's standing blurb
const tellingTextWords = 12
const likeTextMin = 0.5 // shared part of the shorter text; blurbs made from one template share up to 0.4
const entryTextCharsMax = 20_000
const candidatesMax = 200

const knownKeys = new WeakMap<Entry, EntryKeys>() // an entry is not changed once it is read, and asked for its keys often

/** The keys of an entry; the same entry gives the same keys at every poll. */
export function entryKeys(entry: Entry): EntryKeys {
  const known = knownKeys.get(entry)
  if (known) return known
  const keys = makeKeys(entry)
  knownKeys.set(entry, keys)
  return keys
}

function makeKeys(entry: Entry): EntryKeys {
  const keys: EntryKeys = { text: hashKey(foldWords(`${entry.title}\n${entryText(entry)}`).join(' ')) }
  const guid = entry.guid?.trim()
  if (guid) keys.guid = hashKey(foldGuid(guid))
  if (entry.url && !isFrontPage(entry.url)) keys.url = identityKey(entry.url)
  return keys
}

/** The longest text an entry carries, without markup. */
export function entryText(entry: Entry): string {
  const summary = entry.summary ?? ''
  const content = entry.content ?? ''
  const longest = content.length >= summary.length ? content : summary
  return longest
    .slice(0, entryTextCharsMax)
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&(?:nbsp|#160);/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Which guids and addresses of a document stand for several entries: "twenty stories with one guid". */
export function findRepeatedKeys(entries: readonly Entry[]): RepeatedKeys {
  const guids = new Map<string, string>()
  const urls = new Map<string, string>()
  const repeated = { guids: new Set<string>(), urls: new Set<string>() }
  for (const entry of entries) {
    const keys = entryKeys(entry)
    const title = foldWords(entry.title).join(' ')
    noteRepeat(guids, keys.guid, `${title}\n${keys.url ?? ''}`, repeated.guids)
    noteRepeat(urls, keys.url, `${title}\n${keys.guid ?? ''}`, repeated.urls)
  }
  return repeated
}

/** The article an entry is, or that it is new; `why` is one phrase for people. */
export function matchEntry(
  entry: Entry,
  sourceName: string,
  candidates: readonly KnownEntry[],
  repeated: RepeatedKeys,
): EntryDecision {
  const seen = readEntry(entry, sourceName)
  const known = candidates.slice(0, candidatesMax)
  for (const [why, test] of matchTests) {
    const found = known.find((candidate) => test(seen, candidate, repeated))
    if (found) return { same: found.id, why }
  }
  const near = known.find(
    (candidate) => candidate.source === sourceName && candidate.keys.guid === seen.keys.guid,
  )
  return {
    why:
      near && seen.keys.guid
        ? 'new: its guid is used for another story'
        : 'new: nothing known under its keys',
  }
}

// ---------------------------------------------------------------- evidence

type SeenEntry = {
  source: string
  keys: EntryKeys
  title: string
  text: string
  fragment?: string
  publishedAt?: string
}

const matchTests: readonly [
  string,
  (seen: SeenEntry, known: KnownEntry, repeated: RepeatedKeys) => boolean,
][] = [
  ['same guid', isSameByGuid],
  ['same address', isSameByUrl],
  ['same text', isSameByText],
]

// A guid is trusted when anything else agrees, or nothing else can disagree.
function isSameByGuid(seen: SeenEntry, known: KnownEntry, repeated: RepeatedKeys): boolean {
  const guid = seen.keys.guid
  if (!guid || known.source !== seen.source || known.keys.guid !== guid) return false
  if (seen.keys.text === known.keys.text && sameDay(seen, known) !== false) return true
  const oneUrl = seen.keys.url !== undefined && seen.keys.url === known.keys.url
  if (oneUrl && !repeated.urls.has(seen.keys.url!)) return true
  if (repeated.guids.has(guid)) return oneUrl && likeness(seen.title, known.title) >= 0.5
  const texts = textLikeness(seen, known)
  if (texts !== undefined && texts >= likeTextMin) return true
  const titles = likeness(seen.title, known.title)
  if (titles >= 0.5) return texts === undefined || sameDay(seen, known) !== false
  if (sameInstant(seen, known)) return true
  // Retitled, rewritten and re-dated at once: another story under a guid that stands for the feed, if its address says so.
  return seen.keys.url === undefined || known.keys.url === undefined ? texts === undefined : false
}

// An address is one article, but for pages that are overwritten by the next story or hold several behind fragments.
function isSameByUrl(seen: SeenEntry, known: KnownEntry, repeated: RepeatedKeys): boolean {
  const url = seen.keys.url
  if (!url || known.keys.url !== url) return false
  if (known.source !== seen.source) return true
  const guidsDiffer =
    seen.keys.guid !== undefined && known.keys.guid !== undefined && seen.keys.guid !== known.keys.guid
  const titles = likeness(seen.title, known.title)
  if (repeated.urls.has(url)) return titles >= 0.5 && textLikeness(seen, known) !== 0
  const fragmentsDiffer =
    seen.fragment !== undefined && known.fragment !== undefined && seen.fragment !== known.fragment
  if (!guidsDiffer) return !(fragmentsDiffer && titles < 0.5)
  const texts = textLikeness(seen, known) ?? 0
  return titles >= 0.5 || texts >= likeTextMin || (!fragmentsDiffer && sameDay(seen, known) !== false)
}

// Guid and address both new: the text alone decides only when it is the article's own, or the time agrees too.
function isSameByText(seen: SeenEntry, known: KnownEntry): boolean {
  if (known.source !== seen.source || known.keys.text !== seen.keys.text) return false
  const words = foldWords(seen.text).length
  if (words >= longTextWords) return true
  if (words >= tellingTextWords) return sameInstant(seen, known) || sameDay(seen, known) === undefined
  return seen.title !== '' && sameInstant(seen, known)
}

// ---------------------------------------------------------------- details

function readEntry(entry: Entry, source: string): SeenEntry {
  const seen: SeenEntry = { source, keys: entryKeys(entry), title: entry.title, text: entryText(entry) }
  const fragment = urlFragment(entry.url)
  if (fragment) seen.fragment = fragment
  if (entry.published?.at) seen.publishedAt = entry.published.at
  return seen
}

/** The fragment of an address as KnownEntry keeps it. */
export function urlFragment(url: string | undefined): string | undefined {
  const hash = url?.indexOf('#') ?? -1
  return hash < 0 || url!.startsWith(':~:', hash + 1) ? undefined : url!.slice(hash + 1) || undefined
}

// "http://harbour.example/?p=12" and "https://…" are one guid; the fragment counts: change logs number by it.
function foldGuid(guid: string): string {
  if (!/^https?:\/\//i.test(guid)) return guid
  return `${identityKey(guid)}#${urlFragment(guid) ?? ''}`
}

function noteRepeat(
  seen: Map<string, string>,
  key: string | undefined,
  holder: string,
  repeated: Set<string>,
) {
  if (key === undefined) return
  const first = seen.get(key)
  if (first === undefined) seen.set(key, holder)
  else if (first !== holder) repeated.add(key)
}

/** Shared part of two titles' words, 0 to 1. */
function likeness(a: string, b: string): number {
  const left = new Set(foldWords(a))
  const right = new Set(foldWords(b))
  if (left.size === 0 || right.size === 0) return 0
  const shared = countShared(left, right)
  return shared / (left.size + right.size - shared)
}

/** Shared part of the shorter text, 0 to 1; undefined when either has too few words to tell. */
function textLikeness(seen: SeenEntry, known: KnownEntry): number | undefined {
  const left = foldWords(seen.text)
  const right = foldWords(known.text)
  if (left.length < tellingTextWords || right.length < tellingTextWords) return undefined
  const a = shingleSet(left)
  const b = shingleSet(right)
  return countShared(a, b) / Math.min(a.size, b.size)
}

function sameInstant(seen: SeenEntry, known: KnownEntry): boolean {
  return seen.publishedAt !== undefined && seen.publishedAt === known.publishedAt
}

/** undefined when either date is missing. */
function sameDay(seen: SeenEntry, known: KnownEntry): boolean | undefined {
  if (!seen.publishedAt || !known.publishedAt) return undefined
  return Math.abs(Date.parse(seen.publishedAt) - Date.parse(known.publishedAt)) <= 36 * 3_600_000
}
