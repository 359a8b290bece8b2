// How long what people do to very many articles holds the store's one writer: tags set on thousands of hits and taken
// back, a search frozen with all its rows. The crawler, the site and everybody else write between two steps, never in one.

import type { Source } from '../../src/model.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { rowsPerFreezeMax } from '../../src/store/frozen-searches.ts'
import type { Store } from '../../src/store/open.ts'
import { runTagJobs } from '../../src/tend-tags.ts'
import type { Watch } from '../../src/watch/load.ts'
import { startFreeze } from '../../web/freezing.ts'
import type { Archive } from './archive.ts'
import { type Bench, figure, judge, type Row, type Timings, timeOnce, timingRow } from './measure.ts'
import { chooseQuestions } from './queries.ts'

const hitsMax = 4_000 // articles
const stepGoalMs = 50
const answerGoalMs = 1_000
const archiveDays = 6 * 365
const today = '2026-03-21'
const at = `${today}T12:00:00.000Z`
const now = () => new Date(at)

export async function measureSteps(archive: Archive, bench: Bench): Promise<Row[]> {
  const { store, size } = archive
  const [word] = (await chooseQuestions(archive)).common
  const compiled = compileQuery(word!, today)
  const { ids } = await store.listMatchIds({ compiled, order: 'newest', limit: hitsMax })
  const who = 'person:bench'
  const tag = { kind: 'set', tagId: 'bench/steps', setBy: who, total: ids.length, who, at } as const
  const { deedId } = await store.startTagJob({ ...tag, articleIds: ids, words: 'a bench', link: '/tagging' })
  const setting = await timeSteps(store, 'stepTagJob')
  await store.startUndo({ deedId, who, at })
  const undoing = await timeSteps(store, 'stepUndo')
  const rows = [
    stepRow(size, `a step of tagging ${ids.length} hits`, setting),
    stepRow(size, 'a step of undoing it', undoing),
    ...(await measureFreeze(archive)),
  ]
  for (const row of rows) bench.say(`  ${row.name}: ${row.ours}`)
  return rows
}

/** As many of the newest articles as may be cited; the archive spreads them evenly over its years. */
async function measureFreeze({ store, size }: Archive): Promise<Row[]> {
  const accountId = await store.addAccount({ name: 'bench', nameKey: 'bench', role: 'reader', at })
  const days = Math.floor(archiveDays * Math.min(1, (0.99 * rowsPerFreezeMax) / size))
  const { timed, timings } = timeWrites(store, 'addFrozenRows')
  const parts = { store: timed, now, watch: { sources: [] as Source[] } as Watch }
  let freeze: Awaited<ReturnType<typeof startFreeze>> | undefined
  const answer = await timeOnce(async () => {
    freeze = await startFreeze(parts, `published:<${days}d`, accountId!)
  })
  if (!freeze || 'problem' in freeze) throw new Error(freeze?.problem ?? 'nothing was frozen')
  const { id, foundCount, done } = freeze
  const whole = await timeOnce(() => done)
  if ((await store.readFrozen(id))?.articleCount !== foundCount) throw new Error('rows are missing')
  const seconds = `${figure(whole.wall / 1_000)} s`
  return [
    stepRow(size, `freezing ${foundCount} rows, ${seconds} in all: a piece of 250 written`, timings),
    {
      part: `steps ${size}`,
      name: `freezing ${foundCount} rows: until the page answers`,
      ours: `${figure(answer.wall)} ms`,
      cpu: figure(answer.cpu),
      goal: judge(`≤ ${answerGoalMs} ms`, answer.wall <= answerGoalMs, answer.cpu <= answerGoalMs),
      values: { answerMs: answer.wall, wholeMs: whole.wall, rows: foundCount },
    },
  ]
}

/** Does the waiting job; the times are of each of its steps as its process sees them. */
async function timeSteps(store: Store, name: 'stepTagJob' | 'stepUndo'): Promise<Timings> {
  const { timed, timings } = timeWrites(store, name)
  await runTagJobs({ store: timed, now })
  return timings
}

/** The same store, one of its operations timed. */
function timeWrites(store: Store, name: keyof Store): { timed: Store; timings: Timings } {
  const timings: Timings = { wall: [], cpu: [] }
  const work = store[name] as (...parameters: unknown[]) => Promise<unknown>
  const timed = async (...parameters: unknown[]) => {
    let answer: unknown
    const took = await timeOnce(async () => {
      answer = await work(...parameters)
    })
    timings.wall.push(took.wall)
    timings.cpu.push(took.cpu)
    return answer
  }
  return { timed: { ...store, [name]: timed }, timings }
}

function stepRow(size: number, name: string, ours: Timings): Row {
  const max = Math.max(...ours.wall)
  const row = timingRow(`steps ${size}`, name, { ours }, stepGoalMs)
  row.ours += `, at most ${figure(max)}`
  row.cpu += `, ${figure(Math.max(...ours.cpu))}`
  Object.assign(row.values, { max, cpuMax: Math.max(...ours.cpu) })
  return row
}
