// Takes times the one way for all benchmarks: ours and the peer's runs interleaved, wall and CPU time of each, and the
// rows of the closing table. It must never judge by a mean: medians and 95th percentiles only.

/** Wall and CPU milliseconds of each run. CPU counts all threads of this process, ours in the store included. */
export type Timings = { wall: number[]; cpu: number[] }

export type Work = (run: number) => unknown | Promise<unknown>

export type Goal = { text: string; met: 'met' | 'met in CPU time' | 'missed' }

export type Row = {
  part: string
  name: string
  ours: string
  cpu?: string
  peer?: string
  ratio?: string
  goal?: Goal
  values: Record<string, number>
}

export type Bench = {
  articles: number // size of the large archive
  folder: string // for generated databases; removed at the end
  root: string // of the checkout
  say: (line: string) => void
}

const warmUpRuns = 5

/** Runs both `runs` times, taking turns to begin, after a warm-up. */
export async function compareRuns(
  runs: number,
  ours: Work,
  peer?: Work,
  warmUp = warmUpRuns,
): Promise<{ ours: Timings; peer?: Timings }> {
  const oursTimes: Timings = { wall: [], cpu: [] }
  const peerTimes: Timings = { wall: [], cpu: [] }
  for (let run = -warmUp; run < runs; run++) {
    const turns: [Work, Timings][] = [[ours, oursTimes]]
    if (peer) turns[run % 2 === 0 ? 'push' : 'unshift']([peer, peerTimes])
    for (const [work, times] of turns) {
      const took = await timeOnce(() => work(Math.abs(run)))
      if (run < 0) continue
      times.wall.push(took.wall)
      times.cpu.push(took.cpu)
    }
  }
  return { ours: oursTimes, ...(peer ? { peer: peerTimes } : {}) }
}

export async function timeOnce(work: () => unknown): Promise<{ wall: number; cpu: number }> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1_000 }
}

/** The value below which `share` of the list lies; 0 for an empty list. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** A row of milliseconds: p50/p95 of both, the ratio of the medians, and the goal for our p95. */
export function timingRow(
  part: string,
  name: string,
  { ours, peer }: { ours: Timings; peer?: Timings },
  goalMs?: number,
): Row {
  const p50 = quantile(ours.wall, 0.5)
  const p95 = quantile(ours.wall, 0.95)
  const cpuP95 = quantile(ours.cpu, 0.95)
  const row: Row = {
    part,
    name,
    ours: `${pair(ours.wall)} ms`,
    cpu: pair(ours.cpu),
    values: { p50, p95, cpuP50: quantile(ours.cpu, 0.5), cpuP95, runs: ours.wall.length },
  }
  if (peer) {
    const peerP50 = quantile(peer.wall, 0.5)
    row.peer = `${pair(peer.wall)} ms`
    row.ratio = times(p50 / peerP50)
    Object.assign(row.values, { peerP50, peerP95: quantile(peer.wall, 0.95), ratio: p50 / peerP50 })
  }
  if (goalMs !== undefined) row.goal = judge(`p95 ≤ ${goalMs} ms`, p95 <= goalMs, cpuP95 <= goalMs)
  return row
}

/** Wall time on a busy machine is the machine's; a goal may be met in CPU time only, and is then called so. */
export function judge(text: string, met: boolean, metInCpu = met): Goal {
  return { text, met: met ? 'met' : metInCpu ? 'met in CPU time' : 'missed' }
}

function pair(list: readonly number[]): string {
  return `${figure(quantile(list, 0.5))}/${figure(quantile(list, 0.95))}`
}

/** Three figures at most: 0.123, 1.23, 12.3, 123. */
export function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

export function times(ratio: number): string {
  return `${figure(ratio)}×`
}

/** The closing table, columns padded to their widest cell. */
export function printTable(rows: Row[], say: (line: string) => void): void {
  const head = ['', 'what', 'ours p50/p95', 'CPU', 'peer', 'ratio', 'goal', '']
  const cells = rows.map((row, i) => [
    row.part === rows[i - 1]?.part ? '' : row.part,
    row.name,
    row.ours,
    row.cpu ?? '',
    row.peer ?? '',
    row.ratio ?? '',
    row.goal?.text ?? '',
    row.goal?.met ?? '',
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((line) => line[column]!.length)))
  for (const line of [head, ...cells])
    say(
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
}
