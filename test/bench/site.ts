// `uptake serve` as a process of its own on the archive: how soon it answers, what memory it takes, how many it serves.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Archive } from './archive.ts'
import { type Bench, figure, judge, quantile, type Row } from './measure.ts'
import { chooseQuestions } from './queries.ts'

const startMsMax = 60_000
const memoryGoalMb = 400
const searchers = 50
const requestsEach = 16
const requestsASecondGoal = 300
const loadGoalMs = 150
const firstByteGoalMs = 100
const firstByteRuns = 30
const goalsFrom = 100_000 // articles

export async function measureSite(archive: Archive, bench: Bench): Promise<Row[]> {
  const part = `serve ${archive.size}`
  const questions = await chooseQuestions(archive)
  const [newest] = (await archive.store.searchArticles({ marks: [], order: 'newest', limit: 1 })).hits
  await archive.store.close()
  const started = performance.now()
  const site = startSite(archive.folder, bench.root)
  const ended = once(site, 'exit')
  try {
    const address = await addressOf(site)
    const get = async (target: string) => {
      const answer = await fetch(new URL(target, address))
      await answer.text()
      if (answer.status !== 200) throw new Error(`${target} answered ${answer.status}`)
    }
    await get('/healthz')
    const listening = performance.now() - started
    await get('/')
    const first = performance.now() - started
    bench.say(`  first page after ${figure(first / 1_000)} s`)
    const queries = [...questions.rare, ...questions.two, ...questions.phrase, ...questions.common]
    const mixed = queries.map((query) => `/search?q=${encodeURIComponent(query)}`)
    for (const target of [...mixed, `/search?q=${questions.typos[0]!.typo}`]) await get(target)
    const memory = readMemory(site.pid!)
    const pages = await measureFirstBytes(address, [
      '/',
      '/search',
      `/search?q=${questions.common[0]}`,
      `/search?q=${questions.rare[0]}`,
      `/search?q=${questions.common[0]}&sort=covered`,
      `/articles/${newest!.id}`,
      `/stories/${newest!.storyId}`,
      `/publications/${newest!.publicationId}`,
      `/tags/${newest!.tags[0]}`,
      `/search.csv?q=${questions.common[0]}`,
      '/adoption',
      '/publications',
      '/tags',
      '/status',
      '/status/not-ours',
      '/status/failures',
    ])
    const load = await askAtOnce(
      get,
      [...questions.rare, ...questions.two].map((query) => `/search.json?q=${encodeURIComponent(query)}`),
    )
    bench.say(`  ${load.aSecond.toFixed(0)} requests/s of ${searchers} at once`)
    return [
      {
        part,
        name: 'start to the first page (to the first answer)',
        ours: `${figure(first / 1_000)} s (${figure(listening / 1_000)} s)`,
        values: { firstPageMs: first, firstAnswerMs: listening },
      },
      {
        part,
        name: 'memory after a hundred searches: own, with mapped file',
        ours: memory
          ? `${memory.own.toFixed(0)} MB, ${memory.all.toFixed(0)} MB`
          : 'not known on this system',
        ...(memory ? { goal: judge(`own ≤ ${memoryGoalMb} MB`, memory.own <= memoryGoalMb) } : {}),
        values: { ownMb: memory?.own ?? 0, allMb: memory?.all ?? 0 },
      },
      ...pages.map(({ target, wall }) => ({
        part,
        name: `first byte of ${target}`,
        ours: `${figure(quantile(wall, 0.5))}/${figure(quantile(wall, 0.95))} ms`,
        ...(archive.size >= goalsFrom
          ? { goal: judge(`p95 < ${firstByteGoalMs} ms`, quantile(wall, 0.95) < firstByteGoalMs) }
          : {}),
        values: { p50: quantile(wall, 0.5), p95: quantile(wall, 0.95) },
      })),
      {
        part,
        name: `${searchers} searchers at once: a search`,
        ours: `${figure(quantile(load.wall, 0.5))}/${figure(quantile(load.wall, 0.95))} ms`,
        goal: judge(`p95 < ${loadGoalMs} ms`, quantile(load.wall, 0.95) < loadGoalMs),
        values: { p50: quantile(load.wall, 0.5), p95: quantile(load.wall, 0.95) },
      },
      {
        part,
        name: `${searchers} searchers at once: throughput`,
        ours: `${load.aSecond.toFixed(0)} requests/s`,
        goal: judge(`≥ ${requestsASecondGoal}/s`, load.aSecond >= requestsASecondGoal),
        values: { aSecond: load.aSecond },
      },
    ]
  } finally {
    site.kill('SIGTERM')
    await ended
  }
}

/** From the request to the beginning of the answer, one request at a time. */
async function measureFirstBytes(address: string, targets: string[]) {
  const pages = targets.map((target) => ({ target, wall: [] as number[] }))
  for (let run = -2; run < firstByteRuns; run++) {
    for (const { target, wall } of pages) {
      const start = performance.now()
      const answer = await fetch(new URL(target, address))
      if (run >= 0) wall.push(performance.now() - start)
      await answer.text()
      if (answer.status !== 200) throw new Error(`${target} answered ${answer.status}`)
    }
  }
  return pages
}

/** `uptake serve` on a folder, at a free port. */
export function startSite(folder: string, root: string): ChildProcess {
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', 'tsx', path.join(root, 'src', 'main.ts'), 'serve'],
    {
      cwd: root,
      env: { ...process.env, UPTAKE_DATA: folder, UPTAKE_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
}

/** Waits for the line that names where it listens. */
export async function addressOf(site: ChildProcess, msMax = startMsMax): Promise<string> {
  let said = ''
  const line = new Promise<string>((resolve) => {
    site.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/\S+/.exec(said)
      if (found) resolve(found[0])
    })
  })
  const trouble = (why: string) => () => Promise.reject(new Error(`the site did not start: ${why}\n${said}`))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, msMax)
  })
  try {
    return await Promise.race([
      line,
      late.then(trouble('no word')),
      once(site, 'exit').then(trouble('it ended')),
    ])
  } finally {
    clearTimeout(timer)
  }
}

async function askAtOnce(get: (target: string) => Promise<void>, targets: string[]) {
  const wall: number[] = []
  const begun = performance.now()
  const search = async (searcher: number) => {
    for (let i = 0; i < requestsEach; i++) {
      const start = performance.now()
      await get(targets[(searcher * 7 + i) % targets.length]!)
      wall.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: searchers }, (_, searcher) => search(searcher)))
  return { wall, aSecond: wall.length / ((performance.now() - begun) / 1_000) }
}

/** Megabytes that are the process's own, and all with the pages of the database file that the system keeps for it. */
export function readMemory(pid: number): { own: number; all: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1_000
    return { own: field('RssAnon'), all: field('VmRSS') }
  } catch {
    return undefined
  }
}
