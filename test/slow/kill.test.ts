// The crawler as a process of its own, killed at random moments (C1), stopped politely (C10), started twice (C6).
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_NAME, openStore } from '../../src/store/open.ts'
import { type GrowingSite, startGrowingSite, writeFeedsFolder } from '../growing-site.ts'
import { makeFolder } from '../store/samples.ts'

const FEEDS = 20
const CYCLES = 50
const slowStartMs = 2_500 // a crawler is at work after a fifth of that when nothing else runs
const root = path.resolve(import.meta.dirname, '..', '..')

let site: GrowingSite
beforeAll(async () => {
  site = await startGrowingSite({ feeds: FEEDS, slowMs: 2 })
})
afterAll(() => site.close())

function startCrawler(
  dataFolder: string,
  feedsFolder: string,
  ...parameters: string[]
): ChildProcess & { said: string } {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'src/main.ts', 'crawl', ...parameters],
    {
      cwd: root,
      env: {
        ...process.env,
        UPTAKE_DATA: dataFolder,
        UPTAKE_FEEDS: feedsFolder,
        UPTAKE_ALLOW: site.address,
        UPTAKE_PAUSE_MS: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  ) as ChildProcess & { said: string }
  child.said = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (child.said += chunk))
  return child
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) =>
    child.exitCode === null && child.signalCode === null
      ? child.on('exit', resolve)
      : resolve(child.exitCode),
  )

async function said(child: ChildProcess & { said: string }, words: RegExp): Promise<void> {
  while (!words.test(child.said)) {
    if (child.exitCode !== null) throw new Error(`ended without saying ${words}: ${child.said}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** All sources due again, as if an hour had passed. */
function makeDue(folder: string): void {
  const db = new Database(path.join(folder, DATABASE_NAME), { timeout: 5_000 })
  db.prepare(`update source_states set next_due_at = '2000-01-01T00:00:00.000Z'`).run()
  db.prepare(`update entries set next_try_at = '2000-01-01T00:00:00.000Z' where state = 'pending'`).run()
  db.close()
}

describe('a crawler', () => {
  it(`killed ${CYCLES} times loses nothing that was listed and stores nothing twice`, async () => {
    const folder = makeFolder()
    const feeds = writeFeedsFolder(path.join(folder, 'feeds'), site, FEEDS)
    let killedAtWork = 0
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      if (cycle > 0) makeDue(folder)
      const child = startCrawler(folder, feeds, '--once')
      await said(child, /Sources: \d/)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 600))
      if (child.exitCode === null) killedAtWork++
      child.kill('SIGKILL')
      await ended(child)
    }
    site.grow = false
    makeDue(folder)
    const last = startCrawler(folder, feeds, '--once')
    expect(await ended(last), last.said).toBe(0)
    site.grow = true

    const store = await openStore({ folder })
    const report = await store.checkIntegrity()
    await store.close()
    expect(report).toMatchObject({ problems: [], missingPages: 0 })
    const db = new Database(path.join(folder, DATABASE_NAME), { readonly: true })
    const guids = db.prepare('select guid from entries order by guid').pluck().all() as string[]
    const titles = db.prepare('select title from articles order by title').pluck().all() as string[]
    const states = db.prepare('select state, count(*) as n from entries group by state').all()
    db.close()
    const listed = [...site.listed()].sort()
    expect(killedAtWork).toBeGreaterThan(CYCLES / 2)
    expect(guids).toEqual(listed)
    expect(states).toEqual([{ state: 'article', n: listed.length }])
    expect(titles).toEqual(listed.map((id) => `Hospital ${id} takes up an AI scribe`).sort())
    process.stdout.write(
      `kill -9: ${killedAtWork} of ${CYCLES} at work; ${listed.length} stories listed, ${titles.length} stored\n`,
    )
  }, 600_000)

  it('stops at SIGTERM with nothing half done, and goes on later', async () => {
    const folder = makeFolder()
    const feeds = writeFeedsFolder(path.join(folder, 'feeds'), site, FEEDS)
    for (let cycle = 0; cycle < 5; cycle++) {
      if (cycle > 0) makeDue(folder)
      const begun = performance.now()
      const child = startCrawler(folder, feeds)
      await said(child, /Sources: \d/)
      const startMs = performance.now() - begun
      await new Promise((resolve) => setTimeout(resolve, 50 + 150 * cycle))
      child.kill('SIGTERM')
      const code = await ended(child)
      // The promise, under 5 s, is kept by force (exit code 1) where the clean end takes longer. That is right only on a
      // machine on which already the start was slow; what is stored must be whole in either case.
      if (code !== 0) {
        expect({ code, startMs, said: child.said }).toMatchObject({ code: 1 })
        expect(startMs, child.said).toBeGreaterThan(slowStartMs)
        process.stdout.write(
          `SIGTERM: ended by force on a machine that took ${startMs.toFixed(0)} ms to start\n`,
        )
      }
    }
    const store = await openStore({ folder })
    expect(await store.checkIntegrity()).toMatchObject({ problems: [] })
    // A stopped fetch is no failure of the source.
    expect(await store.listFailures({ limit: 10 })).toEqual([])
    await store.close()
  }, 120_000)

  it('started while another is at work says who holds the lock, exits 3, and asks nobody anything', async () => {
    const folder = makeFolder()
    const feeds = writeFeedsFolder(path.join(folder, 'feeds'), site, FEEDS)
    const first = startCrawler(folder, feeds)
    await said(first, /Sources: \d/)
    await said(first, /asked/)
    const before = site.requests.length
    const second = startCrawler(folder, feeds, '--once')
    expect(await ended(second)).toBe(3)
    expect(second.said).toContain(`process ${first.pid}`)
    expect(site.requests.length).toBe(before)
    first.kill('SIGTERM')
    await ended(first)
  }, 120_000)
})
