// A CSV of every article, taken from `uptake serve` as a process of its own: how soon the first byte is there, how much its
// memory grows meanwhile, and whether the file has as many rows as the page says.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Archive } from './archive.ts'
import { type Bench, figure, judge, type Row } from './measure.ts'
import { addressOf, readMemory, startSite } from './site.ts'

const growthGoalMb = 50
const firstByteGoalMs = 300
const sampleEveryMs = 50
const warmUps = 2 // exports of a part, so that what is loaded once is not counted

export async function measureExport(archive: Archive, bench: Bench): Promise<Row[]> {
  const part = `export ${archive.size}`
  await archive.store.close().catch(() => {}) // another part may have closed it already
  const site = startSite(archive.folder, bench.root)
  const ended = once(site, 'exit')
  try {
    const address = await addressOf(site)
    const count = await readCount(address)
    for (let run = 0; run < warmUps; run++) await takeFile(address, '/search.csv?q=published:<400d', site)
    const rows: Row[] = []
    for (const [name, target] of [
      ['CSV', '/search.csv'],
      ['NDJSON', '/search.ndjson'],
      ['CSV by story', '/search.csv?group=story'],
    ] as const) {
      const file = await takeFile(address, target, site)
      bench.say(
        `  ${name}: ${file.rows} rows, ${figure(file.bytes / 1e6)} MB in ${figure(file.tookMs / 1_000)} s`,
      )
      const expected = target.includes('story') ? count.stories : count.articles
      if (file.rows !== expected) throw new Error(`${name} has ${file.rows} rows, the page says ${expected}`)
      rows.push(...rowsOf(part, name, file))
    }
    return rows
  } finally {
    site.kill('SIGTERM')
    await ended
  }
}

function rowsOf(part: string, name: string, file: TakenFile): Row[] {
  const { firstByteMs, growthMb, tookMs, rows } = file
  return [
    {
      part,
      name: `${name}, ${rows} rows: first byte (rows a second)`,
      ours: `${figure(firstByteMs)} ms (${figure(rows / (tookMs / 1_000))}/s)`,
      goal: judge(`first byte < ${firstByteGoalMs} ms`, firstByteMs < firstByteGoalMs),
      values: { firstByteMs, tookMs, rows, bytes: file.bytes },
    },
    {
      part,
      name: `${name}: memory of the site, growth at the highest`,
      ours: growthMb === undefined ? 'not known on this system' : `${figure(Math.max(0, growthMb))} MB`,
      ...(growthMb === undefined ? {} : { goal: judge(`< ${growthGoalMb} MB`, growthMb < growthGoalMb) }),
      values: { growthMb: growthMb ?? 0 },
    },
  ]
}

async function readCount(address: string): Promise<{ articles: number; stories: number }> {
  const articles = await fetch(new URL('/search.csv', address), { method: 'HEAD' })
  const stories = await fetch(new URL('/search.csv?group=story', address), { method: 'HEAD' })
  const page = (await (await fetch(new URL('/search.json', address))).json()) as { count: number }
  const told = Number(articles.headers.get('Uptake-Row-Count'))
  if (told !== page.count) throw new Error(`the file says ${told} rows, the page ${page.count}`)
  return { articles: page.count, stories: Number(stories.headers.get('Uptake-Row-Count')) }
}

type TakenFile = { rows: number; bytes: number; firstByteMs: number; tookMs: number; growthMb?: number }

async function takeFile(address: string, target: string, site: ChildProcess): Promise<TakenFile> {
  const before = readMemory(site.pid!)?.own
  let highest = before ?? 0
  const timer = setInterval(() => {
    highest = Math.max(highest, readMemory(site.pid!)?.own ?? 0)
  }, sampleEveryMs)
  const begun = performance.now()
  let firstByteMs = 0
  let bytes = 0
  let lines = 0
  try {
    const answer = await fetch(new URL(target, address))
    for await (const chunk of answer.body!) {
      if (bytes === 0) firstByteMs = performance.now() - begun
      bytes += chunk.length
      for (const byte of chunk) if (byte === 10) lines++
    }
  } finally {
    clearInterval(timer)
  }
  // The texts of the benchmark have no line ends in their titles and excerpts; CSV has a head.
  const rows = target.startsWith('/search.csv') ? lines - 1 : lines
  const tookMs = performance.now() - begun
  return { rows, bytes, firstByteMs, tookMs, ...(before === undefined ? {} : { growthMb: highest - before }) }
}
