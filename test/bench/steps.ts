// How long what editors do to very many articles holds the store's one writer: tags set on thousands of hits and taken
// back. The crawler, the site and everybody else write between two steps, never in one.
import { compileQuery } from '../../src/search/compile.ts'
import type { Store } from '../../src/store/open.ts'
import { runTagJobs } from '../../src/tend-tags.ts'
import type { Archive } from './archive.ts'
import { type Bench, figure, type Row, type Timings, timeOnce, timingRow } from './measure.ts'
import { chooseQuestions } from './queries.ts'

const hitsMax = 4_000 // articles
const stepGoalMs = 50
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
  ]
  for (const row of rows) bench.say(`  ${row.name}: ${row.ours}`)
  return rows
}

/** Does the waiting job; the times are of each of its steps as its process sees them. */
async function timeSteps(store: Store, name: 'stepTagJob' | 'stepUndo'): Promise<Timings> {
  const timings: Timings = { wall: [], cpu: [] }
  const timed = async (...parameters: unknown[]) => {
    let answer: unknown
    const took = await timeOnce(async () => {
      answer = await (store[name] as (...told: unknown[]) => Promise<unknown>)(...parameters)
    })
    timings.wall.push(took.wall)
    timings.cpu.push(took.cpu)
    return answer
  }
  await runTagJobs({ store: { ...store, [name]: timed }, now })
  return timings
}

function stepRow(size: number, name: string, ours: Timings): Row {
  const max = Math.max(...ours.wall)
  const row = timingRow(`steps ${size}`, name, { ours }, stepGoalMs)
  row.ours += `, at most ${figure(max)}`
  row.cpu += `, ${figure(Math.max(...ours.cpu))}`
  Object.assign(row.values, { max, cpuMax: Math.max(...ours.cpu) })
  return row
}
