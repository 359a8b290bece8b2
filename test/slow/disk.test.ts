// C4: a disk that is really full (a file system of 3 MB), and a limit on the size of files. The crawler says so, what is
// there stays whole and readable, and everything comes when there is space.
import { exec, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_NAME, openStore } from '../../src/store/open.ts'
import { makeFolder } from '../store/samples.ts'
import { hoursLater, makeSource, openLine, START } from '../trust/line-kit.ts'
import {
  type ScriptedSites,
  serveStories,
  startScriptedSites,
  storyText,
  withEtag,
  writeFeed,
} from '../trust/scripted-site.ts'

const names = ['disk-a', 'disk-b', 'disk-c', 'disk-d']
const STORIES = 30 // of each
const mounted: string[] = []
let sites: ScriptedSites
beforeAll(async () => {
  sites = await startScriptedSites()
  for (const name of names) {
    const host = `${name}.example`
    serveStories(sites, host)
    const items = Array.from({ length: STORIES }, (_, i) => ({
      id: `${name}-${i}`,
      text: storyText(`${name}-feed-${i}`, 60).join(' '),
    }))
    sites.on(`${host}/feed`, (ask) => withEtag(writeFeed(host, items), ask))
  }
})
afterEach(() => {
  for (const folder of mounted.splice(0)) run('umount', '-l', folder)
})
afterAll(() => sites.close())

const sources = () => names.map((name) => makeSource(name, `http://${name}.example/feed`))

function run(command: string, ...parameters: string[]) {
  const { status, stderr } = spawnSync(command, parameters, { encoding: 'utf8' })
  return { done: status === 0, said: stderr }
}

/** Why no small file system can be had here, or undefined. */
function mountSmall(folder: string): string | undefined {
  mkdirSync(folder, { recursive: true })
  const mount = run('mount', '-t', 'tmpfs', '-o', 'size=3m', 'uptake-test', folder)
  if (mount.done) mounted.push(folder)
  return mount.done ? undefined : mount.said.trim() || 'mount failed'
}

/** What a reader of the database sees: all whole, or it throws. */
function look(folder: string): { articles: number; entries: number; etags: number; sound: unknown } {
  const db = new Database(path.join(folder, DATABASE_NAME), { readonly: true })
  const count = (sql: string) => db.prepare(sql).pluck().get() as number
  const seen = {
    articles: count('select count(*) from articles'),
    entries: count('select count(*) from entries'),
    etags: count('select count(*) from source_states where etag is not null'),
    sound: db.pragma('integrity_check', { simple: true }),
  }
  db.close()
  return seen
}

describe('a disk that is full', () => {
  it('is named, keeps what it has, answers readers, and takes the rest when it is larger', async (context) => {
    const folder = path.join(makeFolder(), 'small')
    const refused = mountSmall(folder)
    if (refused) {
      process.stdout.write(`C4 on a small file system: skipped, no tmpfs may be mounted here (${refused})\n`)
      return context.skip()
    }
    const line = await openLine(sites, { sources: sources(), folder })
    await expect(line.crawl(START)).rejects.toThrow(/^The disk that holds .* is full: free some space/)
    const full = look(folder)
    expect(full.sound).toBe('ok')
    expect(full.entries).toBeLessThan(names.length * STORIES)
    // A feed's place is kept only together with all of its entries.
    expect(full.entries).toBe(full.etags * STORIES)
    expect((await line.store.countAll({ since: START })).articles).toBe(full.articles)
    expect(run('mount', '-o', 'remount,size=300m', folder).done).toBe(true)
    for (const days of [1, 2, 3]) await line.crawl(hoursLater(24 * days))
    const after = look(folder)
    expect(after).toEqual({
      articles: names.length * STORIES,
      entries: names.length * STORIES,
      etags: names.length,
      sound: 'ok',
    })
    expect((await line.store.checkIntegrity()).problems).toEqual([])
    await line.close()
  })
})

describe('a limit on the size of files (ulimit -f)', () => {
  it('ends the round with a plain error; without the limit all comes', async () => {
    const folder = makeFolder()
    const script = path.join(makeFolder(), 'crawl.mts')
    const at = (name: string) => JSON.stringify(path.join(import.meta.dirname, name))
    writeFileSync(
      script,
      `import { openLine, START, makeSource } from ${at('../trust/line-kit.ts')}
      process.on('SIGXFSZ', () => {})
      const [folder, port, names] = process.argv.slice(2)
      const resolve = async () => [{ address: '127.0.0.1', family: 4, port: Number(port) }]
      const sources = names.split(',').map((name) => makeSource(name, 'http://' + name + '.example/feed'))
      const line = await openLine({ door: { allow: ['*.example:80'], resolve } }, { sources, folder })
      await line.crawl(START).then(() => console.log('all stored'), (error) => console.log(error.message))
      await line.close()`,
    )
    const [address] = await sites.door.resolve('disk-a.example')
    const port = address!.port
    const child = await new Promise<string>((resolve) => {
      const command = `ulimit -f 2048; exec "${process.execPath}" --disable-warning=ExperimentalWarning --import tsx "${script}" "${folder}" ${port} ${names.join(',')}`
      const cwd = path.resolve(import.meta.dirname, '../..')
      exec(command, { shell: '/bin/bash', cwd }, (_, out, err) => resolve(out + err))
    })
    expect(child).toMatch(/(The disk that holds .* is full|Reading or writing in .* failed: check the disk)/)
    expect(look(folder).sound).toBe('ok')
    expect(look(folder).entries).toBeLessThan(names.length * STORIES)
    const line = await openLine(sites, { sources: sources(), folder })
    for (const days of [1, 2, 3]) await line.crawl(hoursLater(24 * days))
    expect(look(folder)).toMatchObject({ articles: names.length * STORIES, sound: 'ok' })
    const store = await openStore({ folder })
    expect((await store.checkIntegrity()).problems).toEqual([])
    await store.close()
    await line.close()
  })
})
