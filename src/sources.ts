// The commands `uptake sources …`: list, add, check, import, export. What they need of the world (door, parser, files,
// the terminal) is handed in. It never writes to feeds/ without having shown what it found.

import type { Failure, Fetched, ListingSelectors, ParsedFeed, Source, SourceMethod } from './model.ts'
import { appendSources } from './watch/append.ts'
import type { Watch } from './watch/load.ts'
import { nameSource, parseOpml, writeOpml } from './watch/opml.ts'
import { findPublication } from './watch/publications.ts'
import type { WatchFiles } from './watch/read.ts'

/** What the commands need of the world. */
export type SourceMeans = {
  watch: Watch
  files: WatchFiles
  fetch: (request: { url: string; purpose: 'feed' | 'discovery' }) => Promise<Fetched>
  parseFeed: (input: ParseInput) => Promise<ParsedFeed>
  findFeedLinks: (html: string, url: string) => { url: string }[] // likeliest first, common paths included
  ask: (question: string) => Promise<boolean> // y/N
  print: (line: string) => void
  now: string // instant
}

export type ParseInput = {
  text: string
  contentType: string
  url: string
  now: string
  method?: SourceMethod
  listing?: ListingSelectors
}

/** The file that `add` and `import` write to. */
export const addedFile = 'added.yaml'

/** Addresses tried for one `add`. */
const candidatesMax = 30
/** Entries shown before writing. */
const entriesShown = 3
/** Sources checked at the same time; the door itself goes easy on each host. */
const checksTogether = 6
const lineCharactersMax = 160

// ---------------------------------------------------------------- list

/** Prints one line per source. Returns how many there are. */
export function listSources(
  means: Pick<SourceMeans, 'watch' | 'print'>,
  options: { all?: boolean } = {},
): number {
  const { sources } = means.watch
  const shown = options.all === false ? sources.filter((source) => source.enabled) : sources
  const width = Math.max(4, ...shown.map((source) => source.name.length))
  for (const source of shown) {
    const state = source.enabled ? 'on ' : 'off'
    means.print(`${state}  ${source.name.padEnd(width)}  ${source.method.padEnd(7)}  ${clean(source.url)}`)
    if (!source.enabled && source.why !== undefined)
      means.print(`     ${' '.repeat(width)}  ${clean(source.why)}`)
  }
  const on = sources.filter((source) => source.enabled).length
  means.print(`${sources.length} sources, ${on} on, ${sources.length - on} off`)
  return shown.length
}

// ---------------------------------------------------------------- add

/** Probes an address, finds the feed behind it, shows it, asks, and writes it to feeds/added.yaml. True when written. */
export async function addSource(
  address: string,
  means: SourceMeans,
  options: { yes?: boolean; name?: string } = {},
): Promise<boolean> {
  const url = completeAddress(address)
  if (url === undefined) {
    means.print(`"${clean(address)}" is no web address: give one like https://daily.example/`)
    return false
  }
  const known = means.watch.sources.find((source) => source.url === url)
  if (known !== undefined) {
    means.print(`Already watched as "${known.name}" (${known.enabled ? 'on' : 'off'}).`)
    return false
  }
  const found = await probe(url, means)
  if (found === undefined) return false
  const twin = means.watch.sources.find((source) => source.url === found.url)
  if (twin !== undefined) {
    means.print(`Its feed is already watched as "${twin.name}" (${twin.enabled ? 'on' : 'off'}).`)
    return false
  }
  const source = describeSource(found, means.watch, options.name)
  showFound(source, found, means)
  if (options.yes !== true && !(await means.ask(`Add it to feeds/${addedFile}?`))) {
    means.print('Nothing was written.')
    return false
  }
  return writeSources([source], means)
}

type Found = { url: string; homepage?: string; parsed: ParsedFeed }

async function probe(url: string, means: SourceMeans): Promise<Found | undefined> {
  const first = await means.fetch({ url, purpose: 'discovery' })
  if (first.outcome !== 'page') {
    means.print(describeTrouble(first))
    return undefined
  }
  const parsed = await means.parseFeed(parseInput(first, means.now))
  if (isFeed(parsed)) return { url: first.movedTo ?? url, parsed }
  means.print(`${clean(first.url)} is a page, not a feed: looking for its feed.`)
  const candidates = new Set(means.findFeedLinks(first.text, first.url).map((link) => link.url))
  candidates.delete(url)
  for (const candidate of [...candidates].slice(0, candidatesMax)) {
    const fetched = await means.fetch({ url: candidate, purpose: 'discovery' })
    if (fetched.outcome !== 'page') continue
    const feed = await means.parseFeed(parseInput(fetched, means.now))
    if (isFeed(feed)) return { url: fetched.movedTo ?? candidate, homepage: first.url, parsed: feed }
  }
  means.print(
    'No feed was found. If the site only has a page with headlines, write it into feeds/ by hand as method: listing ' +
      'with CSS selectors; feeds/README.md shows how.',
  )
  return undefined
}

function isFeed(parsed: ParsedFeed): boolean {
  if (parsed.format === 'sitemap-index') return (parsed.childSitemaps ?? []).length > 0
  return ['rss', 'rdf', 'atom', 'json', 'sitemap'].includes(parsed.format) && parsed.entries.length > 0
}

function parseInput(page: Extract<Fetched, { outcome: 'page' }>, now: string, source?: Source): ParseInput {
  const input: ParseInput = { text: page.text, contentType: page.contentType, url: page.url, now }
  if (source?.method === 'listing') input.method = source.method
  if (source?.listing !== undefined) input.listing = source.listing
  return input
}

function describeSource(found: Found, watch: Watch, wish: string | undefined): Source {
  const { parsed, url } = found
  const host = new URL(url).hostname
  const homepage = [found.homepage, parsed.link].find((one) => one !== undefined && /^https?:/.test(one))
  const publication =
    findPublication(watch.publications, {
      host: homepage === undefined ? host : new URL(homepage).hostname,
    }) ?? findPublication(watch.publications, { host })
  const title = clean(parsed.title ?? '') || host
  const taken = new Set(watch.sources.map((source) => source.name))
  const source: Source = {
    name: nameSource(wish ?? title, url, taken),
    title,
    method: parsed.format.startsWith('sitemap') ? 'sitemap' : 'feed',
    url,
    kind: publication?.kind ?? 'other',
    enabled: true,
  }
  if (homepage !== undefined) source.homepage = homepage
  // An aggregator's entries are other people's: each page says whose.
  if (publication !== undefined && publication.kind !== 'aggregator') source.publication = publication.id
  const language = parsed.language ?? publication?.language
  if (language !== undefined && /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(language))
    source.language = language
  return source
}

function showFound(source: Source, found: Found, means: SourceMeans): void {
  const { parsed } = found
  means.print(`Found:   ${source.title}`)
  means.print(`Address: ${clean(source.url)} (${parsed.format})`)
  means.print(
    `Name:    ${source.name}, kind ${source.kind}${source.publication ? `, ${source.publication}` : ''}`,
  )
  const children = parsed.childSitemaps?.length ?? 0
  if (parsed.format === 'sitemap-index') means.print(`Holds:   ${children} sitemaps`)
  else means.print(`Newest:  ${newestDate(parsed) ?? 'no dates given'}, ${parsed.entries.length} entries`)
  for (const entry of parsed.entries.slice(0, entriesShown))
    means.print(`  - ${clean(entry.title || entry.url || '')}`)
}

function newestDate(parsed: ParsedFeed): string | undefined {
  const instants = parsed.entries.flatMap((entry) => entry.published?.at ?? entry.updated?.at ?? [])
  return instants.sort().at(-1)?.slice(0, 10)
}

async function writeSources(sources: Source[], means: SourceMeans): Promise<boolean> {
  const appended = appendSources(await means.files.read(addedFile), sources)
  if (!appended.ok) {
    means.print(`feeds/${addedFile} was not changed: ${appended.message}`)
    return false
  }
  await means.files.write(addedFile, appended.text)
  means.print(`Written to feeds/${addedFile}: ${sources.map((source) => source.name).join(', ')}`)
  return true
}

// ---------------------------------------------------------------- check

export type SourceCheck = { source: Source; ok: boolean; message: string }

/** Fetches sources once, the enabled ones or the one named, and says how each answered. Nothing is stored. */
export async function checkSources(means: SourceMeans, name?: string): Promise<SourceCheck[]> {
  const chosen = means.watch.sources.filter((source) =>
    name === undefined ? source.enabled : source.name === name,
  )
  if (chosen.length === 0) {
    means.print(
      name === undefined
        ? 'No source is on.'
        : `There is no source "${clean(name)}": see uptake sources list`,
    )
    return []
  }
  const checks: SourceCheck[] = []
  const waiting = [...chosen]
  const work = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      const check = await checkSource(source, means)
      checks.push(check)
      means.print(`${check.ok ? 'ok    ' : 'FAILED'}  ${source.name}: ${check.message}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(checksTogether, chosen.length) }, work))
  const failed = checks.filter((check) => !check.ok).length
  means.print(`${checks.length} checked, ${failed} failed`)
  return checks
}

async function checkSource(source: Source, means: SourceMeans): Promise<SourceCheck> {
  const fetched = await means.fetch({ url: source.url, purpose: 'feed' })
  if (fetched.outcome !== 'page') return { source, ok: false, message: describeTrouble(fetched, source) }
  const parsed = await means.parseFeed(parseInput(fetched, means.now, source))
  const children = parsed.childSitemaps?.length ?? 0
  if (parsed.entries.length === 0 && children === 0) {
    const advice =
      source.method === 'listing' ? 'its selectors find nothing on the page' : 'no entries were found'
    return {
      source,
      ok: false,
      message: `${advice} (it came as ${parsed.format}). ${clean(parsed.warnings[0] ?? '')}`.trim(),
    }
  }
  const newest = newestDate(parsed)
  const moved = fetched.movedTo === undefined ? '' : `; moved for good to ${clean(fetched.movedTo)}`
  const what = children > 0 ? `${children} sitemaps` : `${parsed.entries.length} entries`
  return {
    source,
    ok: true,
    message: `${parsed.format}, ${what}, newest ${newest ?? 'without date'}${moved}`,
  }
}

// ---------------------------------------------------------------- import, export

/** Adds the feeds of an OPML file to feeds/added.yaml, but for those already watched. Returns how many were added. */
export async function importSources(
  text: string,
  means: SourceMeans,
  options: { yes?: boolean } = {},
): Promise<number> {
  const opml = parseOpml(text)
  for (const warning of opml.warnings) means.print(clean(warning))
  const addresses = new Set(means.watch.sources.map((source) => source.url))
  const taken = new Set(means.watch.sources.map((source) => source.name))
  const publications = new Set(means.watch.publications.map((publication) => publication.id))
  const fresh = opml.sources
    .filter((source) => !addresses.has(source.url))
    .map((source) => {
      const named = { ...source, name: nameSource(source.name, source.url, taken) }
      if (named.publication !== undefined && !publications.has(named.publication)) delete named.publication
      return named
    })
  means.print(
    `${opml.sources.length} feeds in the file, ${opml.sources.length - fresh.length} already watched.`,
  )
  if (fresh.length === 0) return 0
  for (const source of fresh) means.print(`  - ${source.name}  ${clean(source.url)}`)
  if (options.yes !== true && !(await means.ask(`Add ${fresh.length} to feeds/${addedFile}?`))) {
    means.print('Nothing was written.')
    return 0
  }
  return (await writeSources(fresh, means)) ? fresh.length : 0
}

/** All sources as OPML 2.0, those that are off marked as such. */
export function exportSources(watch: Watch, now: string): string {
  return writeOpml(watch.sources, { title: 'Sources of Uptake', createdAt: now })
}

// ---------------------------------------------------------------- words

/** What the operator can do about a source that failed, beyond what the failure says itself; "" when nothing. */
export function adviseOnSource(failure: Failure, source: Pick<Source, 'note' | 'homepage'> = {}): string {
  const advice: string[] = []
  if ([401, 402, 403, 406, 451].includes(failure.status ?? 0) || failure.kind === 'bot-wall') {
    advice.push('Until then it can be turned off in feeds/ with "enabled: false" and a "why".')
  } else if (failure.status === 404 || failure.status === 410) {
    advice.push(
      `To look for its new address: uptake sources add ${source.homepage ?? new URL('/', failure.url).href}`,
    )
  } else if (failure.retry === 'never') {
    advice.push('Correct it in feeds/, or turn it off there with "enabled: false" and a "why".')
  }
  if (source.note !== undefined) advice.push(source.note)
  return advice.join(' ')
}

function describeTrouble(fetched: Exclude<Fetched, { outcome: 'page' }>, source?: Source): string {
  if (fetched.outcome === 'not-modified')
    return 'It answered "not modified" though nothing was asked for: try again later.'
  return clean(`${fetched.message} ${adviseOnSource(fetched, source)}`, 600)
}

/** "daily.example" -> "https://daily.example/"; undefined for what is no web address. */
function completeAddress(address: string): string | undefined {
  const trimmed = address
    .trim()
    .replace(/^feed:(\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'https://')
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(whole)) return undefined
  const url = new URL(whole)
  return /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === ''
    ? url.href
    : undefined
}

/** One line of text that cannot move the cursor of a terminal. */
function clean(text: string, charactersMax: number = lineCharactersMax): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line.length > charactersMax ? `${line.slice(0, charactersMax - 1)}…` : line
}
