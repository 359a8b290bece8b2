// The whole line as main wires it, for tests: real door, real threads, real database; the clock and feeds/ are the test's.
import path from 'node:path'
import Database from 'better-sqlite3'
import { type CrawlCounts, crawl } from '../../src/crawl.ts'
import { openDoor } from '../../src/fetch/door.ts'
import type { Source } from '../../src/model.ts'
import { type ParserLimits, type Parsers, startParsers } from '../../src/parsers.ts'
import type { ArticlePage } from '../../src/store/article-reads.ts'
import { DATABASE_NAME, openStore, type Store } from '../../src/store/open.ts'
import { type RecheckCounts, recheckArticles } from '../../src/tend.ts'
import { loadWatch, type Watch } from '../../src/watch/load.ts'
import { makeFolder } from '../store/samples.ts'
import type { ScriptedSites } from './scripted-site.ts'

export const START = '2026-03-02T08:00:00.000Z'
export const hoursLater = (hours: number) => new Date(Date.parse(START) + hours * 3_600_000).toISOString()

export type Line = {
  folder: string
  store: Store
  watch: Watch
  /** What was said to people while it went on. */
  said: string[]
  crawl(at: string, only?: string): Promise<CrawlCounts>
  recheck(at: string): Promise<RecheckCounts>
  articles(): Promise<ArticlePage[]>
  /** One value or row of the database, read past the store: what the site will show, or a restart will find. */
  ask<T>(sql: string): T
  failures(): Promise<string[]> // "kind" of the open ones, sorted
  close(): Promise<void>
}

type LineOptions = {
  sources: Source[]
  folder?: string
  watch?: Watch
  limits?: Partial<ParserLimits>
  busyTimeoutMs?: number
  /** What stands between the line and its parsers. */
  wrapParsers?: (parsers: Parsers) => Parsers
}

export async function openLine(sites: Pick<ScriptedSites, 'door'>, options: LineOptions): Promise<Line> {
  const folder = options.folder ?? makeFolder()
  const store = await openStore({
    folder,
    readers: 1,
    ...(options.busyTimeoutMs === undefined ? {} : { busyTimeoutMs: options.busyTimeoutMs }),
  })
  let at = START
  const now = () => new Date(at)
  const door = openDoor({ userAgent: 'Uptake-test/0', now, pauseMs: 0, ...sites.door })
  const started = startParsers(now, { threads: 1, ...options.limits })
  const parsers = options.wrapParsers?.(started) ?? started
  const watch = { ...(options.watch ?? loadWatch([])), sources: options.sources }
  const said: string[] = []
  const report = { step: () => {}, advance: (note: string) => void said.push(note), done: () => {} }
  const parts = { store, door, parsers, watch, now, report }
  const db = new Database(path.join(folder, DATABASE_NAME), { readonly: true })
  return {
    folder,
    store,
    watch,
    said,
    crawl: (instant, only) => {
      at = instant
      return crawl(parts, only ? { only } : {})
    },
    recheck: (instant) => {
      at = instant
      return recheckArticles(parts)
    },
    articles: async () => {
      const ids = db.prepare('select id from articles order by id').pluck().all() as number[]
      return await Promise.all(ids.map(async (id) => (await store.readArticle(id))!))
    },
    ask: <T>(sql: string) => {
      const statement = db.prepare(sql)
      return (statement.columns().length === 1 ? statement.pluck().get() : statement.get()) as T
    },
    failures: async () => (await store.listFailures({ limit: 500 })).map((failure) => failure.kind).sort(),
    close: async () => {
      db.close()
      await Promise.all([door.close(), parsers.close(), store.close()])
    },
  }
}

/** A feed all of whose entries are ours. */
export function makeSource(name: string, url: string, rest: Partial<Source> = {}): Source {
  return { name, title: name, method: 'feed', url, kind: 'newspaper', enabled: true, allOurs: true, ...rest }
}

export const textOf = (article: ArticlePage) => article.blocks.map((block) => block.text).join('\n')
