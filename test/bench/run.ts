// npm run bench: runs the benchmarks one after the other and prints one table at the end. Databases are made in the
// system's temporary folder and removed. Never part of the tests: times are no pass or fail.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fillBatchSize, growArchive, openArchive } from './archive.ts'
import { measureExtraction } from './extraction.ts'
import { measureFeeds } from './feeds.ts'
import { measureGroupedIngest, measureIngest } from './ingest.ts'
import { type Bench, printTable, type Row } from './measure.ts'
import { measureReading } from './reading.ts'
import { measureSearch } from './search.ts'
import { measureSite } from './site.ts'

const PARTS = ['extraction', 'feeds', 'ingest', 'search', 'reading', 'serve'] as const
type Part = (typeof PARTS)[number]
const smallArchive = 10_000 // articles; the size at which MiniSearch is the peer
const articlesMax = 5_000_000
const USAGE = `npm run bench -- [--only ${PARTS.join(',')}] [--articles 100000] [--json FILE]`

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    articles: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const only = options.only?.split(',').map((name) => name.trim()) as Part[] | undefined
const articles = Number(options.articles ?? 100_000)
const usageError =
  only?.some((name) => !PARTS.includes(name)) ||
  !Number.isInteger(articles) ||
  articles < 100 ||
  articles > articlesMax
if (options.help || usageError) {
  process.stdout.write(`${USAGE}\n`)
  process.exit(usageError ? 2 : 0)
}

const started = performance.now()
const bench: Bench = {
  articles,
  folder: mkdtempSync(path.join(tmpdir(), 'uptake-bench-')),
  root: path.resolve(import.meta.dirname, '..', '..'),
  say: (line) => process.stdout.write(`${line}\n`),
}
process.on('exit', () => rmSync(bench.folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    report() // what there is so far
    process.exit(1)
  })
}

const rows: Row[] = []
const wants = (part: Part) => only === undefined || only.includes(part)
const section = async (part: Part, title: string, measure: () => Promise<Row[]>) => {
  if (!wants(part)) return
  bench.say(`${elapsed()} ${title}`)
  rows.push(...(await measure()))
}

await section('extraction', 'extraction', () => measureExtraction(bench))
await section('feeds', 'feed parsing', () => measureFeeds(bench))
await section('ingest', 'ingest with grouping keys', () => measureGroupedIngest(bench))
if (PARTS.slice(2).some(wants)) {
  const sizes = wants('search') && articles > smallArchive ? [smallArchive, articles] : [articles]
  for (const size of sizes) await measureArchive(size, size === articles)
}
report()

function report(): void {
  bench.say('')
  printTable(rows, bench.say)
  bench.say(
    `\n${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}; ${elapsed()} in all. ` +
      'How to read this: test/bench/README.md',
  )
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ articles, rows }, null, 1)}\n`)
}

async function measureArchive(size: number, whole: boolean): Promise<void> {
  const archive = await openArchive(bench, size)
  try {
    if (wants('ingest')) await section('ingest', `ingest of ${size}`, () => measureIngest(archive, bench))
    else {
      bench.say(`${elapsed()} an archive of ${size}`)
      await growArchive(archive, size, bench.say, { batch: fillBatchSize })
    }
    await section('search', `search over ${size}`, () => measureSearch(archive, bench))
    if (!whole) return
    await section('reading', `reading while writing, ${size}`, () => measureReading(archive, bench))
    await section('serve', `the site on ${size}`, () => measureSite(archive, bench))
  } finally {
    await archive.store.close().catch(() => {}) // the site's part has closed it already
  }
}

function elapsed(): string {
  const seconds = Math.round((performance.now() - started) / 1_000)
  return `[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}]`
}
