// npm run bench: runs the benchmarks one after the other and prints one table at the end. Databases are made in the
// system's temporary folder and removed. Never part of the tests: times are no pass or fail.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fillBatchSize, growArchive, openArchive } from './archive.ts'
import { measureClaims } from './claims.ts'
import { measureExport } from './export.ts'
import { measureExtraction } from './extraction.ts'
import { measureFeeds } from './feeds.ts'
import { measureHostile } from './hostile.ts'
import { measureGroupedIngest, measureIngest } from './ingest.ts'
import { type Bench, printTable, type Row } from './measure.ts'
import { measureReading } from './reading.ts'
import { measureSearch } from './search.ts'
import { measureSearchers } from './searchers.ts'
import { measureSite } from './site.ts'
import { measureSteps } from './steps.ts'

const PARTS = {
  extraction: 'pages to articles, beside Readability',
  feeds: 'feeds to entries, beside rss-parser',
  claims: 'adoption figures out of articles, beside numbers by compromise',
  hostile: 'hostile and very large documents',
  ingest: 'articles stored a second with their index rows; size of the index',
  search: 'searches, facets, suggestions, pages; at 10,000 articles beside MiniSearch',
  reading: 'reading alone and while another process writes',
  steps: 'tagging thousands of hits, undoing it, freezing a search: how long a step holds the writer',
  serve: 'the site as a process: first page, memory, every page by its first byte',
  export: 'every article as a CSV: first byte, memory, rows',
  searchers: 'fifty searchers at once over HTTP, alone, while another process writes, and beside MiniSearch',
} as const
type Part = keyof typeof PARTS
const ofDocuments: Part[] = ['extraction', 'feeds', 'claims', 'hostile'] // the others need an archive
const smallArchive = 10_000 // articles; the size at which MiniSearch is the peer
const million = 1_000_000
const articlesMax = 5_000_000
const USAGE = `npm run bench -- [--only PART,PART] [--articles 100000 | --million] [--peer N] [--folder FOLDER] [--json FILE]

${Object.entries(PARTS)
  .map(([name, what]) => `  ${name.padEnd(11)} ${what}`)
  .join('\n')}

  --articles N  size of the large archive, 100,000 unless said
  --million     an archive of 1,000,000: without --only, the parts ingest and search; needs 12 GB and about an hour
  --peer N      the most articles that MiniSearch takes in for the part searchers, 10,000 unless said
  --folder F    archives are kept there for the next run, which measures them as they are; else they are made and removed
  --json FILE   every figure, unrounded

How to read the table: test/bench/README.md`

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    articles: { type: 'string' },
    million: { type: 'boolean' },
    peer: { type: 'string' },
    folder: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const asked = options.only ?? (options.million ? 'ingest,search' : undefined)
const only = asked?.split(',').map((name) => name.trim()) as Part[] | undefined
const articles = options.million ? million : Number(options.articles ?? 100_000)
const peerArticles = Number(options.peer ?? smallArchive)
const usageError =
  !Number.isInteger(peerArticles) ||
  only?.some((name) => !(name in PARTS)) ||
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
  folder: options.folder ? path.resolve(options.folder) : mkdtempSync(path.join(tmpdir(), 'uptake-bench-')),
  root: path.resolve(import.meta.dirname, '..', '..'),
  say: (line) => process.stdout.write(`${line}\n`),
}
if (!options.folder) process.on('exit', () => rmSync(bench.folder, { recursive: true, force: true }))
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
await section('claims', 'adoption figures', () => measureClaims(bench))
await section('hostile', 'hostile and very large documents', () => measureHostile(bench))
await section('ingest', 'ingest with grouping keys', () => measureGroupedIngest(bench))
if ((Object.keys(PARTS) as Part[]).some((part) => wants(part) && !ofDocuments.includes(part))) {
  const besidePeer = (wants('search') || wants('searchers')) && articles > smallArchive && !options.million
  const sizes = besidePeer ? [smallArchive, articles] : [articles]
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
    if (archive.size >= size) bench.say(`${elapsed()} the archive of ${size} that is kept in ${bench.folder}`)
    else if (wants('ingest'))
      await section('ingest', `ingest of ${size}`, () => measureIngest(archive, bench))
    else {
      bench.say(`${elapsed()} an archive of ${size}`)
      await growArchive(archive, size, bench.say, { batch: fillBatchSize })
    }
    await section('search', `search over ${size}`, () => measureSearch(archive, bench))
    if (whole)
      await section('reading', `reading while writing, ${size}`, () => measureReading(archive, bench))
    await section('searchers', `fifty searchers over ${size}`, () =>
      measureSearchers(archive, bench, size <= peerArticles),
    )
    if (!whole) return
    await section('steps', `tagging and freezing in an archive of ${size}`, () =>
      measureSteps(archive, bench),
    )
    await section('serve', `the site on ${size}`, () => measureSite(archive, bench))
    await section('export', `files of ${size}`, () => measureExport(archive, bench))
  } finally {
    await archive.store.close().catch(() => {}) // the site's part has closed it already
  }
}

function elapsed(): string {
  const seconds = Math.round((performance.now() - started) / 1_000)
  return `[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}]`
}
