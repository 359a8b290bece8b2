// Owns the worker threads in which foreign documents are parsed, and their hard deadline.
// A parser may hang or eat memory on hostile input; the thread is then killed and the caller gets a Failure.
import { availableParallelism } from 'node:os'
import Tinypool from 'tinypool'
import type { ExtractedPage, Failure, ParsedFeed } from './model.ts'
import type { ParseArticleInput, ParseFeedInput } from './parsers.worker.ts'

export type ParserLimits = {
  deadlineMs: number // per document, from the moment a thread takes it up
  startMs: number // for a thread to start and load its code: the machine's time, not the document's
  threads: number
  heapMbMax: number // per thread
}

export type Parsers = {
  parseFeed(input: ParseFeedInput): Promise<ParsedFeed | Failure>
  parseArticle(input: ParseArticleInput): Promise<ExtractedPage | Failure>
  close(): Promise<void>
}

const LIMITS: ParserLimits = {
  deadlineMs: 5_000,
  startMs: 60_000,
  threads: Math.max(1, availableParallelism() - 1),
  heapMbMax: 512,
}

/** Starts the threads (lazily, at the first document). `now` is only used to date failures. */
export function startParsers(now: () => Date, limits: Partial<ParserLimits> = {}): Parsers {
  const { deadlineMs, startMs, threads, heapMbMax } = { ...LIMITS, ...limits }
  const pool = new Tinypool({
    filename: new URL('./parsers.worker.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: threads,
    // Node strips the types itself: no loader, no copy of the parent's flags.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax },
    idleTimeout: 30_000,
  })
  // One slot a thread, so that the deadline counts working time and not the wait in the pool's queue.
  let free = threads
  const waiting: (() => void)[] = []

  async function run<T>(task: 'feed' | 'article', input: { url: string }): Promise<T | Failure> {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    const clock = startClock(startMs, deadlineMs)
    try {
      const job = { input, started: clock.started }
      return (await pool.run(job, { name: task, signal: clock.signal })) as T
    } catch (error) {
      const tooLong = clock.expired()
      return {
        outcome: 'failure',
        step: task === 'feed' ? 'parse' : 'extract',
        kind: tooLong ? 'too-complex' : 'parser-crashed',
        url: input.url,
        message: tooLong
          ? `Too complex: reading this document took more than ${deadlineMs / 1000} s and was stopped. It is tried again when it changes.`
          : `Reading this document failed: ${error instanceof Error ? error.message : String(error)}`,
        retry: 'later',
        failedAt: now().toISOString(),
      }
    } finally {
      clock.stop()
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }

  return {
    parseFeed: (input) => run('feed', input),
    parseArticle: (input) => run('article', input),
    close: () => pool.destroy(),
  }
}

/** A thread that was just started (the one before was killed) reads its code first: that is not the document's time. */
function startClock(startMs: number, deadlineMs: number) {
  const killer = new AbortController()
  const started = new Int32Array(new SharedArrayBuffer(4)) // set and notified by the thread: parsers.worker.ts
  let expired = false
  let timer: NodeJS.Timeout | undefined = setTimeout(
    () => killer.abort(new Error('no thread could be started')),
    startMs,
  )
  const taken = Atomics.waitAsync(started, 0, 0)
  if (taken.async)
    void taken.value.then(() => {
      if (timer === undefined) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        expired = true
        killer.abort()
      }, deadlineMs)
    })
  return {
    started,
    signal: killer.signal,
    expired: () => expired,
    stop() {
      clearTimeout(timer)
      timer = undefined
      Atomics.notify(started, 0)
    },
  }
}
