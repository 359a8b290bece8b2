// How far the crawler's main thread falls behind while hostile and very large documents go through the whole line.
// The sites are a process of their own, so that only the crawler's work is counted.
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { prepareReading } from '../../src/prepare.ts'
import type { Watch } from '../../src/watch/load.ts'
import { readWatch } from '../../src/watch/read.ts'
import { encodeGb18030 } from '../internet/gb18030.ts'
import { hostileFeeds, hostilePages } from '../trust/hostile-documents.ts'
import { type Line, makeSource, openLine, START } from '../trust/line-kit.ts'
import { type Bench, judge, type Row } from './measure.ts'

const behindMsGoal = 100
const largeBytes = 14 * 1024 * 1024 // the door stops at 15 MiB

type Document = { type: string; body: string | Uint8Array }

const fill = (piece: string | Uint8Array, before = '', after = '') => {
  const bytes = Buffer.from(piece as string)
  return Buffer.concat([
    Buffer.from(before),
    Buffer.alloc(Math.floor(largeBytes / bytes.length) * bytes.length, bytes),
    Buffer.from(after),
  ])
}
const rssHead = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
const rssTail = '</channel></rss>'
const plainItem = '<item><title>Item of a long list</title><description>Words of a ward.</description></item>'
const cyrillic = Buffer.concat([Buffer.from('<p>'), Buffer.from('cff0e8e2e5f2', 'hex'), Buffer.from(' </p>')]) // windows-1251, undeclared

const documents: Record<string, () => Document> = {
  ...Object.fromEntries(
    Object.entries(hostileFeeds).map(([name, write]) => [
      `feed ${name}`,
      () => ({ type: 'application/rss+xml', body: write() }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(hostilePages).map(([name, write]) => [
      `page ${name}`,
      () => ({ type: 'text/html', body: write() }),
    ]),
  ),
  'feed 14 MiB': () => ({ type: 'application/rss+xml', body: fill(plainItem, rssHead, rssTail) }),
  'feed 14 MiB, all different': () => ({
    type: 'application/rss+xml',
    body:
      rssHead +
      Array.from(
        { length: 2_000 },
        (_, i) =>
          `<item><title>Item ${i}</title><description>${`words${i} of a ward. `.repeat(330)}</description></item>`,
      ).join('') +
      rssTail,
  }),
  'feed 14 MiB, Chinese': () => ({
    type: 'application/rss+xml',
    body: fill(`<item><title>医院部署了大模型</title></item>`, rssHead, rssTail),
  }),
  'feed 14 MiB, one content': () => ({
    type: 'application/rss+xml',
    body: fill('words ', `${rssHead}<item><title>t</title><description>`, `</description></item>${rssTail}`),
  }),
  'page 14 MiB': () => ({
    type: 'text/html',
    body: fill('<p>A sentence of a ward.</p>', '<title>t</title>'),
  }),
  'page 14 MiB, GB18030 undeclared': () => ({
    type: 'text/html',
    body: fill(encodeGb18030('<p>医院部署了大模型，医生说。</p>'), '<title>t</title>'),
  }),
  'page 14 MiB, windows-1251 undeclared': () => ({
    type: 'text/html',
    body: fill(cyrillic, '<title>t</title>'),
  }),
  'page 14 MiB, UTF-32': () => ({
    type: 'text/html',
    body: fill(Buffer.from('3c000000700000003e000000410000002000000042000000', 'hex')),
  }),
}

/** Runs in the child: "/feed/N" lists document N as its page or is it; "/page/N" is document N. */
function serveDocuments(): void {
  const made = new Map<string, Document>()
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').slice(1))
    const write = documents[name]
    if (name.startsWith('list ')) {
      const page = `http://documents.example/${encodeURIComponent(name.slice(5))}`
      const item = `<item><title>Hospital</title><guid>${name}</guid><link>${page}</link></item>`
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssHead + item + rssTail)
    } else if (write) {
      const document = made.get(name) ?? write()
      made.set(name, document)
      response.writeHead(200, { 'content-type': document.type }).end(document.body)
    } else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port))
}

if (process.argv[2] === 'serve-documents') serveDocuments()

/** One crawl per document; the worst delay of each. */
export async function measureHostile(bench: Bench): Promise<Row[]> {
  const child = fork(fileURLToPath(import.meta.url), ['serve-documents'], { execArgv: ['--import', 'tsx'] })
  const port = await new Promise<number>((resolve) => child.once('message', resolve as () => void))
  const door = {
    allow: ['*.example:80'],
    resolve: async () => [{ address: '127.0.0.1', family: 4 as const, port }],
  }
  const watch = await readWatch(path.join(bench.root, 'feeds')) // reading is judged by the whole vocabulary
  const rows: Row[] = [await measureFirst(watch)]
  try {
    for (const name of Object.keys(documents)) {
      const address = encodeURIComponent(name.startsWith('page') ? `list ${name}` : name)
      const source = makeSource('document', `http://documents.example/${address}`)
      const line = await openLine(
        { door },
        { sources: [source], watch, limits: { deadlineMs: 2_500, threads: 2 } },
      )
      rows.push(await measureOne(name, line, bench))
      await line.close()
    }
  } finally {
    child.kill()
  }
  return rows
}

/** Once in a process, before it asks for a document; not counted with the documents. */
async function measureFirst(watch: Watch): Promise<Row> {
  const bursts = watchBursts()
  await prepareReading(watch)
  const { longest, total } = bursts.stop()
  return {
    part: 'hostile',
    name: 'compiling and loading what reading needs, once, before the first document',
    ours: '',
    cpu: `${longest.toFixed(0)} ms at most in one go, ${total.toFixed(0)} in all`,
    values: { longest, total },
  }
}

async function measureOne(name: string, line: Line, bench: Bench): Promise<Row> {
  await line.crawl(START, 'nothing') // threads and code are there
  globalThis.gc?.()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const bursts = watchBursts()
  delay.enable()
  const started = performance.now()
  await line.crawl(START)
  const wall = performance.now() - started
  delay.disable()
  const { longest, total } = bursts.stop()
  const behind = delay.max / 1e6
  bench.say(
    `  ${name}: ${behind.toFixed(0)} ms behind, ${longest.toFixed(0)} ms of work in one go; ${(await line.failures()).join(', ') || 'read'}`,
  )
  return {
    part: 'hostile',
    name,
    ours: `${behind.toFixed(0)} ms behind, ${wall.toFixed(0)} ms in all`,
    cpu: `${longest.toFixed(0)} ms at most in one go, ${total.toFixed(0)} in all`,
    goal: judge(`< ${behindMsGoal} ms behind`, behind < behindMsGoal, longest < behindMsGoal),
    values: { behind, wall, longest, total },
  }
}

/** Processor time of the main thread between two of its turns: what it is behind by on a machine with nothing else to do. */
function watchBursts() {
  const spent = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  const first = spent()
  let last = first
  let longest = 0
  const tick = () => {
    const now = spent()
    longest = Math.max(longest, now - last)
    last = now
  }
  const timer = setInterval(tick, 1)
  return {
    stop() {
      clearInterval(timer)
      tick()
      return { longest, total: last - first }
    },
  }
}
