// Owns the worker threads in which foreign documents are parsed, and their hard deadline.
// A parser may hang or eat memory on hostile input; the thread is then killed and the caller gets a Failure.
import { availableParallelism } from 'node:os'
import Tinypool from 'tinypool'
import type { ExtractedPage, Failure, ParsedFeed } from './model.ts'
import type { ParseArticleInput, ParseFeedInput } from './parsers.worker.ts'

export type ParserLimits = {
  deadlineMs: number // per document, queueing apart
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
  threads: Math.max(1, availableParallelism() - 1),
  heapMbMax: 512,
}

/** Starts the threads (lazily, at the first document). `now` is only used to date failures. */
export function startParsers(now: () => Date, limits: Partial<ParserLimits> = {}): Parsers {
  const { deadlineMs, threads, heapMbMax } = { ...LIMITS, ...limits }
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
    const killer = new AbortController()
    const timer = setTimeout(() => killer.abort(), deadlineMs)
    try {
      return (await pool.run(input, { name: task, signal: killer.signal })) as T
    } catch (error) {
      return {
        outcome: 'failure',
        step: task === 'feed' ? 'parse' : 'extract',
        kind: killer.signal.aborted ? 'too-complex' : 'parser-crashed',
        url: input.url,
        message: killer.signal.aborted
          ? `Too complex: reading this document took more than ${deadlineMs / 1000} s and was stopped. It is tried again when it changes.`
          : `Reading this document failed: ${error instanceof Error ? error.message : String(error)}`,
        retry: 'later',
        failedAt: now().toISOString(),
      }
    } finally {
      clearTimeout(timer)
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
