// What readers feel while another process writes without a pause, as the crawler and the site do.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Archive } from './archive.ts'
import { type Bench, compareRuns, type Row, timingRow } from './measure.ts'
import { chooseQuestions, compileAnew } from './queries.ts'

const runs = 300
const readerGoalMs = 5

export async function measureReading(archive: Archive, bench: Bench): Promise<Row[]> {
  const { rare } = await chooseQuestions(archive)
  const { store } = archive
  const search = (run: number) =>
    store.searchArticles({ ...compileAnew(rare[run % rare.length]!), order: 'relevance', limit: 20 })
  const first = await store.searchArticles({ marks: [], order: 'newest', limit: 100 })
  const read = (run: number) => store.readArticle(first.hits[run % first.hits.length]!.id)
  const rows = [
    timingRow('reading', 'an article, nobody writing', await compareRuns(runs, read)),
    timingRow('reading', 'rare word, nobody writing', await compareRuns(runs, search)),
  ]
  const writer = spawn(
    process.execPath,
    [
      ...process.execArgv,
      path.join(import.meta.dirname, 'write-on.ts'),
      archive.folder,
      String(archive.total),
      '0',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(writer, 'exit')
  try {
    await Promise.race([once(writer.stdout, 'data'), ended])
    if (writer.exitCode !== null) throw new Error(`the writing process ended with code ${writer.exitCode}`)
    await wait(500)
    rows.push(
      timingRow(
        'reading',
        'an article while another process writes',
        await compareRuns(runs, read),
        readerGoalMs,
      ),
      timingRow(
        'reading',
        'rare word while another process writes',
        await compareRuns(runs, search),
        readerGoalMs,
      ),
    )
  } finally {
    writer.kill('SIGTERM')
    await ended
  }
  for (const row of rows) bench.say(`  ${row.name}: ${row.ours}`)
  return rows
}
