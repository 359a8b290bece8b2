// What keeps an archive sound, as the operator runs it: backup while a crawl writes, restore, check, reprocess (D3);
// and a crawl that meets a full disk (C4) or a locked database (C5).
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import { DATABASE_NAME, openStore, type Store } from '../../src/store/open.ts'
import { type GrowingSite, startGrowingSite, writeFeedsFolder } from '../growing-site.ts'
import { makeFolder } from '../store/samples.ts'
import { hoursLater, type Line, makeSource, openLine, START } from './line-kit.ts'
import {
  type ScriptedSites,
  serveStories,
  startScriptedSites,
  storyText,
  withEtag,
  writeFeed,
} from './scripted-site.ts'

const FEEDS = 54 // one story each
const root = path.resolve(import.meta.dirname, '..', '..')
let site: GrowingSite
let sites: ScriptedSites
const lines: Line[] = []
beforeAll(async () => {
  site = await startGrowingSite({ feeds: FEEDS, slowMs: 15 })
  sites = await startScriptedSites()
})
afterAll(async () => {
  await Promise.all(lines.map((line) => line.close()))
  await Promise.all([site.close(), sites.close()])
})

/** `uptake …` as a process of its own: its exit code and all it said. */
function uptake(folder: string, ...parameters: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'src/main.ts', ...parameters],
    {
      cwd: root,
      env: {
        ...process.env,
        UPTAKE_DATA: folder,
        UPTAKE_FEEDS: path.join(folder, 'feeds'),
        UPTAKE_ALLOW: site.address,
        UPTAKE_PAUSE_MS: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })))
}

function query<T>(file: string, sql: string): T {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare(sql).pluck().get() as T
  } finally {
    db.close()
  }
}

describe('uptake backup, restore and check', () => {
  it('a backup taken while a crawl writes is whole; restored, it is the archive of that moment', async () => {
    const folder = makeFolder()
    const database = path.join(folder, DATABASE_NAME)
    writeFeedsFolder(path.join(folder, 'feeds'), site, FEEDS)
    const crawl = uptake(folder, 'crawl', '--once')
    while (
      !readdirSync(folder).includes(DATABASE_NAME) ||
      site.requests.filter((r) => r.path.startsWith('/story')).length < 4
    )
      await wait(5)
    const file = path.join(folder, 'backups', 'b.db')
    const access = await openAccess(folder)
    const backup = await uptake(folder, 'backup', file)
    expect(backup, backup.said).toMatchObject({ code: 0 })
    expect((await crawl).code).toBe(0)
    const saved = query<number>(file, 'select count(*) from articles')
    const all = query<number>(database, 'select count(*) from articles')
    expect(all).toBe(FEEDS)
    process.stdout.write(`backup during a crawl: ${saved} of ${all} articles\n`)

    const again = await uptake(folder, 'backup', file)
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('is already there') })

    const restored = await uptake(folder, 'restore', file)
    expect(restored, restored.said).toMatchObject({ code: 0 })
    expect(query(database, 'select count(*) from articles')).toBe(saved)
    const store = await openStore({ folder })
    expect(await store.checkIntegrity()).toMatchObject({ problems: [], missingPages: 0, articles: saved })
    // Whoever was signed in when the backup was taken may have been sent away since.
    expect(await access.isOpen(store)).toEqual([false, false])
    await store.close()
    expect(readdirSync(folder).filter((name) => name.startsWith('restoring-'))).toEqual([])
  })

  it('what is no backup, or a damaged one, is refused, and the archive stays as it is', async () => {
    const folder = makeFolder()
    const store = await openStore({ folder })
    await store.writeFact('here', 'still')
    const good = path.join(folder, 'good.db')
    await store.backup({ schema: 'main', file: good })
    await store.backup({ schema: 'raw', file: `${good}.pages` })
    await store.close()
    const pages = readFileSync(`${good}.pages`)
    const damaged = readFileSync(good)
    damaged.fill(0x41, 5_000, 40_000)
    for (const [name, content, words] of [
      ['text', Buffer.from('shopping list'), /is no backup of Uptake/],
      ['empty', Buffer.alloc(0), /is no backup of Uptake/],
      ['damaged', damaged, /is damaged and was not restored/],
    ] as const) {
      const file = path.join(folder, name)
      writeFileSync(file, content)
      writeFileSync(`${file}.pages`, pages)
      const { code, said } = await uptake(folder, 'restore', file)
      expect([name, code]).toEqual([name, 1])
      expect(said).toMatch(words)
    }
    expect(query(path.join(folder, DATABASE_NAME), `select value from facts where name = 'here'`)).toBe(
      'still',
    )
    expect(readdirSync(folder).filter((name) => /^(before-restore|restoring)-/.test(name))).toEqual([])
  })

  it('check mends an index that was emptied, and finds nothing the second time', async () => {
    const { folder } = await tagged('checked')
    const db = new Database(path.join(folder, DATABASE_NAME)).unsafeMode() // the shadow tables are guarded
    db.exec(`delete from articles_fts_data where id > 10`)
    db.close()
    const first = await uptake(folder, 'check')
    expect(first, first.said).toMatchObject({ code: 0 })
    expect(first.said).toMatch(/Found: .*index[\s\S]*The index was rebuilt: 3 articles/)
    const second = await uptake(folder, 'check')
    expect(second).toMatchObject({ code: 0, said: expect.stringContaining('is sound: 3 articles') })
  })
})

/** Three articles, one only from its feed, one that a person said is ours and tagged. */
async function tagged(name: string): Promise<Line> {
  const host = `${name}.example`
  serveStories(sites, host)
  sites.on(`${host}/${name}-2`, { status: 500 })
  const items = [
    { id: `${name}-1`, date: 'not a date' },
    { id: `${name}-2`, text: storyText(`feed-${name}`, 2).join(' ') },
    { id: `${name}-3` },
  ]
  sites.on(`${host}/feed`, writeFeed(host, items))
  const line = await openLine(sites, { sources: [makeSource(name, `http://${host}/feed`)] })
  lines.push(line)
  await line.crawl(START)
  const db = new Database(path.join(line.folder, DATABASE_NAME), { timeout: 5_000 })
  db.exec(`insert into article_tags (article_id, tag_id, set_by, matched, set_at)
    select id, 'risk/privacy', 'person:ada', '[]', '${START}' from articles order by id limit 1;
    update articles set ours_by = 'person:ada', ours_reason = 'ada said that it is ours.' where title like '%-3 %'`)
  db.close()
  return line
}

describe('uptake reprocess, with the rules unchanged (D3)', () => {
  it('changes nothing, the first time and the second: dates, reasons, persons’ tags and words stay', async () => {
    const line = await tagged('reread')
    const before = await line.articles()
    expect(before.map((article) => article.publishedBasis).sort()).toEqual(['feed', 'feed', 'fetch'])
    for (let round = 0; round < 2; round++) {
      const { code, said } = await uptake(line.folder, 'reprocess')
      expect(code, said).toBe(0)
      expect(said).toContain('3 articles read again, 0 of them read differently now')
      expect(await line.articles()).toEqual(before)
    }
    expect(line.ask('select count(*) from versions')).toBe(3)
  })
})

describe('a crawl', () => {
  it('that fills the disk says so, keeps its place in the feeds, and stores all when there is space (C4)', async () => {
    const names = ['full-a', 'full-b', 'full-c']
    for (const name of names) {
      const host = `${name}.example`
      serveStories(sites, host)
      const items = Array.from({ length: 20 }, (_, i) => ({
        id: `${name}-${i}`,
        text: storyText(`${name}-feed-${i}`, 20).join(' '),
      }))
      sites.on(`${host}/feed`, (ask) => withEtag(writeFeed(host, items), ask))
    }
    const line = await openLine(sites, {
      sources: names.map((name) => makeSource(name, `http://${name}.example/feed`)),
    })
    lines.push(line)
    await line.store.limitPages(line.ask<number>('pragma page_count') + 40)
    await expect(line.crawl(START)).rejects.toThrow(/^The disk that holds .* is full: free some space/)
    const states = await line.store.listSourceStates()
    const entries = (name: string) =>
      line.ask<number>(`select count(*) from entries where source_name = '${name}'`)
    expect(states.length).toBeLessThan(3)
    for (const name of names)
      expect(entries(name) > 0).toBe(states.some((state) => state.sourceName === name && state.etag))
    const found = await line.store.searchArticles({
      ...compileQuery('hospital', '2026-03-02'),
      order: 'newest',
      limit: 9,
    })
    expect(found.count).toBe(line.ask('select count(*) from articles')) // what is there is still found
    await line.store.limitPages(100_000)
    for (const days of [1, 2, 3]) await line.crawl(hoursLater(24 * days))
    expect(line.ask('select count(*) from articles')).toBe(60)
    expect(line.ask('select count(*) from entries')).toBe(60)
    expect((await line.store.checkIntegrity()).problems).toEqual([])
  })

  // The whole way past the busy timeout; only its length (5 s, here 0.3) is a setting of the test's.
  it('that finds it locked for longer than it waits says who holds it up, keeps its place, and stores all later (C5)', async () => {
    const host = 'held.example'
    serveStories(sites, host)
    const feed = writeFeed(
      host,
      Array.from({ length: 10 }, (_, i) => ({ id: `held-${i}` })),
    )
    sites.on(`${host}/feed`, (ask) => withEtag(feed, ask))
    const line = await openLine(sites, {
      sources: [makeSource('held', `http://${host}/feed`)],
      busyTimeoutMs: 300,
    })
    lines.push(line)
    const other = new Database(path.join(line.folder, DATABASE_NAME))
    other.exec('begin immediate')
    await expect(line.crawl(START)).rejects.toThrow(/^Another program holds the database in .* locked/)
    expect(await line.store.countAll({ since: START })).toMatchObject({ articles: 0 })
    expect(await line.store.listSourceStates()).toEqual([]) // no validators: the feed is asked for in full again
    other.exec('rollback')
    other.close()
    expect((await line.crawl(hoursLater(2))).articles).toBe(10)
    expect(line.ask('select count(*) from entries')).toBe(10)
    expect((await line.store.checkIntegrity()).problems).toEqual([])
  })

  it('that finds the database locked for 2 s waits and loses nothing; readers go on (C5)', async () => {
    const host = 'locked.example'
    serveStories(sites, host)
    sites.on(
      `${host}/feed`,
      writeFeed(
        host,
        Array.from({ length: 10 }, (_, i) => ({ id: `locked-${i}` })),
      ),
    )
    const line = await openLine(sites, {
      sources: [makeSource('locked', `http://${host}/feed`)],
      busyTimeoutMs: 60_000, // a machine so slow that the reads below outlast 5 s proves nothing else
    })
    lines.push(line)
    const other = new Database(path.join(line.folder, DATABASE_NAME))
    other.exec('begin immediate')
    const crawl = line.crawl(START)
    // Reads come back while the lock is held and the crawl waits.
    for (let reads = 0; reads < 20; reads++) {
      await line.store.countAll({ since: START })
      await wait(100)
    }
    expect(await Promise.race([crawl, 'waiting'])).toBe('waiting')
    expect(line.ask('select count(*) from entries')).toBe(0)
    other.exec('rollback')
    other.close()
    expect((await crawl).articles).toBe(10)
    expect(line.ask('select count(*) from articles')).toBe(10)
  })
})

/** A session and an API token, alive when made. */
async function openAccess(folder: string) {
  const at = new Date().toISOString()
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const isOpen = async (store: Store) => [
    (await store.readSession({ tokenHash: 'session', at })) !== undefined,
    (await store.readApiToken('token')) !== undefined,
  ]
  const store = await openStore({ folder })
  const accountId = (await store.addAccount({ name: 'ada', nameKey: 'ada', role: 'reader', at }))!
  await store.startSession({
    tokenHash: 'session',
    deviceHash: 'd',
    accountId,
    userAgent: '',
    at,
    expiresAt,
    forgetBefore: '2000',
  })
  await store.addApiToken({ hash: 'token', name: 't', scopes: ['read'], accountId, at })
  expect(await isOpen(store)).toEqual([true, true])
  await store.close()
  return { isOpen }
}
