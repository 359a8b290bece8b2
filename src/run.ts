// The long-running commands: crawl, serve, both together, and the demo. Opens what they need and closes it at the end.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as setTimeoutAsync } from 'node:timers/promises'
import { createApp } from '../web/app.tsx'
import { askModel } from './claims-command.ts'
import type { Config } from './config.ts'
import { crawl } from './crawl.ts'
import { userAgent } from './fetch/agent.ts'
import { type DoorOptions, openDoor } from './fetch/door.ts'
import { listenSite } from './listen.ts'
import { startParsers } from './parsers.ts'
import type { CrawlParts } from './parts.ts'
import { offerFirstPassword } from './people.ts'
import { prepareReading } from './prepare.ts'
import { openReport, type Screen } from './progress.ts'
import { takeCrawlLock } from './store/lock.ts'
import { openStore, type Store, StoreError } from './store/open.ts'
import { recheckArticles } from './tend.ts'
import { runTagJobs, tagNewArticles } from './tend-tags.ts'
import { describeProblem, type Watch } from './watch/load.ts'
import { readWatch } from './watch/read.ts'

export type Wiring = { config: Config; now: () => Date; print: (line: string) => void; screen: Screen }

const roundPauseMs = 30_000 // between two looks for sources that are due
export const stopMsMax = 4_000 // from the signal to the end of the crawl

/** `uptake crawl`: rounds until a signal, or one. Exits 3 when another crawler holds the lock. */
export async function runCrawl(wiring: Wiring, options: { source?: string; once?: boolean }): Promise<void> {
  const { config, now, print } = wiring
  const store = await openStore({ folder: config.dataFolder, readers: config.threads })
  const since = now().toISOString().slice(0, 16).replace('T', ' ')
  const lock = takeCrawlLock(config.dataFolder, `process ${process.pid} on ${hostname()} since ${since} UTC`)
  if ('heldBy' in lock) {
    print(
      `Another crawler is at work on ${config.dataFolder}: ${lock.heldBy}. Stop it first, or let it go on.`,
    )
    await store.close()
    process.exitCode = 3
    return
  }
  const stop = stopOnSignals()
  try {
    const watch = await loadWatch(config.feedsFolder, print)
    if (options.source && !watch.sources.some((source) => source.name === options.source)) {
      print(
        `There is no source named "${options.source}" in ${config.feedsFolder}; "uptake sources list" shows them.`,
      )
      process.exitCode = 2
      return
    }
    const once = options.once === true || options.source !== undefined
    const door = { ...(await doorOptions(config, now)), ...(await rememberManners(store)) }
    await withCrawlParts(wiring, store, watch, door, stop, async (parts) => {
      do {
        await crawlRound(parts, print, stop, options.source)
        if (config.model && !stop.aborted) await askModel({ ...wiring, store, watch, ...door, signal: stop })
        if (!once) await pause(roundPauseMs, stop)
      } while (!once && !stop.aborted)
    })
  } finally {
    await store.close()
    lock.release()
  }
}

/** Opens the door and the parsers for as long as the work lasts. */
async function withCrawlParts(
  { now, screen, config }: Wiring,
  store: Store,
  watch: Watch,
  options: DoorOptions,
  signal: AbortSignal,
  work: (parts: CrawlParts) => Promise<void>,
): Promise<void> {
  const door = openDoor(options)
  const parsers = startParsers(now, { threads: config.threads })
  signal.addEventListener('abort', () => door.close(), { once: true })
  try {
    await prepareReading(watch)
    await work({ store, door, parsers, watch, now, report: openReport(screen) })
  } finally {
    await Promise.all([door.close(), parsers.close()])
  }
}

/** One round. Trouble with the disk ends the round with its message, not the crawler: what was not stored comes again. */
async function crawlRound(
  parts: CrawlParts,
  print: (line: string) => void,
  signal: AbortSignal,
  only?: string,
): Promise<void> {
  try {
    const counts = await crawl(parts, { ...(only ? { only } : {}), signal })
    const edits = only ? { checked: 0, changed: 0 } : await recheckArticles(parts, signal)
    await tagNewArticles({ ...parts, signal })
    await runTagJobs({ ...parts, signal })
    if (counts.sources + counts.articles + counts.notOurs + counts.failed + edits.checked === 0) return
    parts.report.done(
      `${writePlural(counts.sources, 'source')} asked (${counts.failedSources} failed), ${counts.entries} new entries: ` +
        `${counts.articles} articles, ${counts.notOurs} not ours, ${counts.failed} to be tried again; ` +
        `${edits.checked} articles seen again, ${edits.changed} changed.`,
    )
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    print(`This round stopped: ${error.message}`)
    process.exitCode = 1
  }
}

const writePlural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

const ROBOTS = 'robots:'
const REST = 'rest:'

/** What sites asked of us, kept over restarts: robots.txt for its day, and hosts that want to be left alone. */
async function rememberManners(store: Store): Promise<Pick<DoorOptions, 'robotsCache' | 'rests' | 'onRest'>> {
  const known = new Map((await store.readFacts(ROBOTS)).map(({ name, value }) => [name, value]))
  const rests = await store.readFacts(REST)
  return {
    robotsCache: {
      read: async (origin) => {
        const value = known.get(ROBOTS + origin)
        return value === undefined ? undefined : JSON.parse(value)
      },
      write: async (origin, robots) => {
        known.set(ROBOTS + origin, JSON.stringify(robots))
        await store.writeFact(ROBOTS + origin, JSON.stringify(robots))
      },
    },
    rests: rests.map(({ name, value }) => ({ host: name.slice(REST.length), until: value })),
    onRest: (host, until) => void store.writeFact(REST + host, until).catch(() => {}),
  }
}

/** `uptake serve`. */
export async function runServe(wiring: Wiring): Promise<void> {
  const { config, print } = wiring
  const store = await openStore({ folder: config.dataFolder, readers: config.threads })
  const stop = stopOnSignals()
  const watch = await loadWatch(config.feedsFolder, print)
  const address = await listen(wiring, store, watch, false)
  print(`The site is at ${address.url}`)
  await untilAborted(stop)
  await address.close()
  await store.close()
}

/** `uptake start`: the site here, the crawler in a process of its own, so that neither slows the other. */
export async function runStart(wiring: Wiring): Promise<void> {
  const crawler = spawn(process.execPath, [...process.execArgv, process.argv[1]!, 'crawl'], {
    stdio: 'inherit',
  })
  const ended = new Promise<void>((resolve) => crawler.on('exit', () => resolve()))
  crawler.on('exit', (code) => {
    if (code) wiring.print(`The crawler ended with code ${code}; the site goes on with what is stored.`)
  })
  await runServe(wiring)
  crawler.kill('SIGTERM')
  await ended
}

/** `uptake demo`: a frozen web of our own on loopback, crawled twice a day apart by the demo's clock, then served. */
export async function runDemo(wiring: Wiring, options: { once?: boolean }): Promise<void> {
  const { config, print } = wiring
  const { startFrozenWeb } = await import('../test/internet/serve.ts')
  const folder = path.join(config.dataFolder, 'demo')
  rmSync(folder, { recursive: true, force: true })
  const web = await startFrozenWeb({ slowMs: 300 })
  const store = await openStore({ folder, readers: config.threads })
  const stop = stopOnSignals()
  const watch = await loadWatch(
    path.join(config.root, 'test', 'internet', 'feeds'),
    print,
    config.feedsFolder,
  )
  print(`A sample web of ${web.hosts.length} sites is being crawled, all on this machine.`)
  for (const [edition, hoursAgo] of [
    [1, 27],
    [2, 0],
  ] as const) {
    web.setEdition(edition)
    const now = () => new Date(wiring.now().getTime() - hoursAgo * 3_600_000)
    const door = { ...(await doorOptions(config, now)), allow: web.allow, resolve: web.resolve, pauseMs: 0 }
    await withCrawlParts({ ...wiring, now }, store, watch, door, stop, (parts) =>
      crawlRound(parts, print, stop),
    )
  }
  await web.close()
  if (options.once || stop.aborted) {
    await store.close()
    return
  }
  const address = await listen(wiring, store, watch, true)
  print('Everything on this site is sample data. Stop it with Ctrl-C.')
  print(`The site is at ${address.url}`)
  await untilAborted(stop)
  await address.close()
  await store.close()
}

// ---------------------------------------------------------------- details

export async function doorOptions(config: Config, now: () => Date): Promise<DoorOptions> {
  return {
    userAgent: userAgent(await readVersion(config), config.contact),
    now,
    allow: config.allow,
    pauseMs: config.pauseMs,
  }
}

async function readVersion(config: Config): Promise<string> {
  return (JSON.parse(await readFile(path.join(config.root, 'package.json'), 'utf8')) as { version: string })
    .version
}

/**
 * Reads feeds/; what is wrong in it is printed and the rest is used. Topics may come from a second folder, and the
 * vocabularies are then that folder's with the first one's added.
 */
async function loadWatch(
  folder: string,
  print: (line: string) => void,
  topicsFolder?: string,
): Promise<Watch> {
  const base = topicsFolder ? await readWatch(topicsFolder) : undefined
  const watch = await readWatch(folder, base?.lexicon)
  if (base) watch.topics = base.topics
  for (const problem of watch.problems) print(describeProblem(problem))
  return watch
}

/** Where people reach the site, for links that are printed; `port` when it is not the one that was asked for. */
export function siteAddress(config: Config, port = config.port): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return config.address || `http://${host}:${port}`
}

async function listen(wiring: Wiring, store: Store, watch: Watch, sample: boolean) {
  const { config, now, print } = wiring
  const { access, address, proxies } = config
  const app = createApp({ store, now, watch, sample, access, proxies, ...(address ? { address } : {}) })
  const start = (port: number) => listenSite(app.fetch, { host: config.host, port })
  const server = await start(config.port).catch((error: NodeJS.ErrnoException) => {
    // The demo must come up beside a site that is already running; a real site must be where it was put.
    if (error.code === 'EADDRINUSE' && sample) return start(0)
    if (error.code === 'EADDRINUSE')
      throw new StoreError(
        'PORT',
        `Port ${config.port} on ${config.host} is taken: stop what listens there, or set UPTAKE_PORT.`,
      )
    throw error
  })
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  await offerFirstPassword({ store, now, print, address: siteAddress(config, server.port) })
  return { url: `http://${host}:${server.port}/`, close: server.close }
}

/** Aborts at the first SIGINT or SIGTERM; ends the process if the clean end takes too long. */
function stopOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      controller.abort()
      setTimeout(() => process.exit(1), stopMsMax).unref()
    })
  }
  return controller.signal
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Resolves after the time, or at once when the signal has said or says stop. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeoutAsync(ms, undefined, { signal }).catch(() => {})
}
