// Fifty searchers at once, over HTTP, against the site as a process of its own: what it serves, also while another process
// writes; and the same site answering from MiniSearch, which holds the same bodies, in the same run.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import autocannon from 'autocannon'
import type { Archive } from './archive.ts'
import { type Bench, figure, judge, quantile, type Row, times } from './measure.ts'
import { mixQuestions } from './queries.ts'
import { addressOf, startSite } from './site.ts'
import { seedRandom } from './texts.ts'

const searchers = 50
const secondsMeasured = 10
const secondsWarmUp = 3
const turnsWithPeer = 2
const requestsASecondGoal = 300
const coresOfGoal = 2
const loadGoalMs = 150
const peerRatioGoal = 5
const goalsFrom = 100_000 // articles
const articlesASecond = 15 // a pace that was chosen, 54,000 an hour; without a pause stands beside it, with the same goal
const startMsMax = 1_800_000 // MiniSearch takes minutes to take in a large archive, more on a busy machine

type Load = { aSecond: number; wall: number[]; errors: number; cpuMs?: number } // cpuMs: of the site, a request

/** `peer`: the archive is small enough for MiniSearch to take it in. */
export async function measureSearchers(archive: Archive, bench: Bench, peer: boolean): Promise<Row[]> {
  const part = `searchers ${archive.size}`
  const queries = await mixQuestions(archive)
  const goals = archive.size >= goalsFrom
  const rows: Row[] = []
  await withProcess(startSite(archive.folder, bench.root), async (address, pid) => {
    const put = async (name: string, route: string, goal: boolean) => {
      const load = await askAtOnce(address, route, queries, secondsMeasured, pid)
      rows.push(...loadRows(part, name, load, goals && goal))
      bench.say(`  ${name}: ${sayLoad(load)}`)
    }
    await askAtOnce(address, '/search.json', queries, secondsWarmUp)
    await put('/search.json', '/search.json', true)
    await put('/search, the page with its facets', '/search', false)
    await whileWriting(archive, articlesASecond, () =>
      put(`/search.json while ${articlesASecond} articles a second are written`, '/search.json', true),
    )
    await whileWriting(archive, 0, () =>
      put('/search.json while another process writes without a pause', '/search.json', true),
    )
    if (peer) rows.push(...(await comparePeer(part, address, archive, queries, bench)))
  })
  return rows
}

/** Both sites stand at once and take turns: the machine's mood is the same for both. */
async function comparePeer(
  part: string,
  address: string,
  archive: Archive,
  queries: string[],
  bench: Bench,
): Promise<Row[]> {
  bench.say(`  the same site takes ${archive.size} bodies into MiniSearch`)
  const other = spawn(
    process.execPath,
    [
      ...process.execArgv,
      path.join(import.meta.dirname, 'peer-site.ts'),
      archive.folder,
      String(archive.size),
      String(archive.total),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [ours, peers]: [Load[], Load[]] = [[], []]
  await withProcess(other, async (peerAddress) => {
    await askAtOnce(peerAddress, '/search.json', queries, secondsWarmUp)
    for (let turn = 0; turn < turnsWithPeer; turn++) {
      ours.push(await askAtOnce(address, '/search.json', queries))
      peers.push(await askAtOnce(peerAddress, '/search.json', queries))
    }
  })
  const [our, their] = [addLoads(ours), addLoads(peers)]
  const ratio = our.aSecond / their.aSecond
  bench.say(`  ours ${sayLoad(our)}; with MiniSearch ${sayLoad(their)}`)
  return [
    {
      part,
      name: `the site with MiniSearch over the same ${archive.size} bodies: requests/s`,
      ours: our.aSecond.toFixed(0),
      peer: their.aSecond.toFixed(0),
      ratio: times(ratio),
      goal: judge(`≥ ${peerRatioGoal}×`, ratio >= peerRatioGoal),
      values: { ours: our.aSecond, peer: their.aSecond, ratio, errors: our.errors, peerErrors: their.errors },
    },
    {
      part,
      name: 'the same: p50/p95 of a search',
      ours: `${figure(quantile(our.wall, 0.5))}/${figure(quantile(our.wall, 0.95))} ms`,
      peer: `${figure(quantile(their.wall, 0.5))}/${figure(quantile(their.wall, 0.95))} ms`,
      ratio: times(quantile(our.wall, 0.5) / quantile(their.wall, 0.5)),
      values: { p95: quantile(our.wall, 0.95), peerP95: quantile(their.wall, 0.95) },
    },
  ]
}

function addLoads(loads: Load[]): Load {
  return {
    aSecond: loads.reduce((sum, load) => sum + load.aSecond, 0) / loads.length,
    wall: loads.flatMap((load) => load.wall),
    errors: loads.reduce((sum, load) => sum + load.errors, 0),
  }
}

function loadRows(part: string, name: string, load: Load, goal: boolean): Row[] {
  const { aSecond, wall, errors, cpuMs } = load
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(wall, share)) as [number, number, number]
  return [
    {
      part,
      name: `${name}: requests/s`,
      ours: `${aSecond.toFixed(0)}/s${errors > 0 ? `, ${errors} errors` : ''}`,
      ...(cpuMs === undefined ? {} : { cpu: `${figure(cpuMs)} ms each` }),
      ...(goal
        ? {
            goal: judge(
              `≥ ${requestsASecondGoal}/s`,
              aSecond >= requestsASecondGoal && errors === 0,
              cpuMs !== undefined && cpuMs * requestsASecondGoal <= coresOfGoal * 1_000 && errors === 0,
            ),
          }
        : {}),
      values: { aSecond, errors, requests: wall.length, cpuMs: cpuMs ?? 0 },
    },
    {
      part,
      name: `${name}: p50/p95, p99`,
      ours: `${figure(p50)}/${figure(p95)}, ${figure(p99)} ms`,
      ...(goal ? { goal: judge(`p95 < ${loadGoalMs} ms`, p95 < loadGoalMs) } : {}),
      values: { p50, p95, p99 },
    },
  ]
}

function sayLoad({ aSecond, wall, errors, cpuMs }: Load): string {
  const cpu = cpuMs === undefined ? '' : `, ${figure(cpuMs)} ms of processor time each`
  return `${aSecond.toFixed(0)} requests/s, p95 ${figure(quantile(wall, 0.95))} ms${cpu}, ${errors} errors`
}

/** Each searcher asks the same questions, in an order of its own. */
async function askAtOnce(
  address: string,
  route: string,
  queries: string[],
  seconds = secondsMeasured,
  pid?: number,
): Promise<Load> {
  const random = seedRandom(31)
  const wall: number[] = []
  let bad = 0
  const cpuBefore = readCpuMs(pid)
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: address,
        connections: searchers,
        duration: seconds,
        setupClient: (client) => {
          const from = Math.floor(random() * queries.length)
          client.setRequests(
            queries.map((_, i) => ({
              method: 'GET',
              path: `${route}?q=${encodeURIComponent(queries[(from + i) % queries.length]!)}`,
            })),
          )
        },
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    )
    run.on('response', (_client, status, _bytes, ms) => {
      wall.push(ms)
      if (status !== 200) bad++
    })
  })
  const cpuAfter = readCpuMs(pid)
  return {
    aSecond: wall.length / result.duration,
    wall,
    errors: bad + result.errors + result.timeouts,
    ...(cpuBefore === undefined || cpuAfter === undefined
      ? {}
      : { cpuMs: (cpuAfter - cpuBefore) / wall.length }),
  }
}

const msATick = 10 // Linux counts processor time in hundredths of a second

/** Processor time of a process and its threads so far; undefined where the system does not tell. */
function readCpuMs(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * msATick
  } catch {
    return undefined
  }
}

/** Beside a process that adds articles, so many a second or (0) without a pause. */
async function whileWriting(archive: Archive, aSecond: number, work: () => Promise<void>): Promise<void> {
  const writer = spawn(
    process.execPath,
    [
      ...process.execArgv,
      path.join(import.meta.dirname, 'write-on.ts'),
      archive.folder,
      String(archive.total),
      String(aSecond),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(writer, 'exit')
  try {
    await Promise.race([once(writer.stdout!, 'data'), ended])
    if (writer.exitCode !== null) throw new Error(`the writing process ended with code ${writer.exitCode}`)
    await work()
  } finally {
    writer.kill('SIGTERM')
    await ended
  }
}

/** Works with a process that says where it listens, and ends it. */
async function withProcess(
  site: ChildProcess,
  work: (address: string, pid: number) => Promise<void>,
): Promise<void> {
  const ended = once(site, 'exit')
  try {
    await work(await addressOf(site, startMsMax), site.pid!)
  } finally {
    site.kill('SIGTERM')
    await ended
  }
}
