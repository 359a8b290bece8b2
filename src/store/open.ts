// The store's front: one writer thread, a few reader threads, every operation asynchronous and whole, so that
// another engine could stand behind it. SQL never leaves this room.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import Tinypool from 'tinypool'
import { KEPT, keepAnswers, type Worked } from './kept-answers.ts'
import type { Reads, Writes } from './operations.ts'
import { makeReadQueue } from './read-queue.ts'
import type { Answered } from './thread.ts'

type Remote<T> = {
  [K in keyof T]: T[K] extends (db: never, ...parameters: infer P) => infer R
    ? (...parameters: P) => Promise<R>
    : never
}

export type Store = Remote<Reads> & Remote<Writes> & { close(): Promise<void> }

export type StoreOptions = {
  folder: string
  readers?: number
  readDeadlineMs?: number // a read that takes longer is killed with its thread; one that waits longer is sent away
  busyTimeoutMs?: number // how long a write waits for another program's lock
}

/** `code` is SQLite's ("SQLITE_FULL", "SQLITE_BUSY" …), "DEADLINE" (killed at work), "QUEUE" (waited too long), or "INTERNAL". */
export class StoreError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export const DATABASE_NAME = 'uptake.db'
export const PAGES_NAME = 'pages.db'
const READ_DEADLINE_MS = 10_000
// The vocabulary of a million articles, read from a cold disk: killed and tried again it would be no faster.
const PATIENT: ReadonlySet<string> = new Set<keyof Reads>(['listTerms', 'listSuggestables'])
const timesPatient = 6
const BUSY = 'Too many questions are waiting for the database. Ask again in a moment.'
const readersMin = 2 // one long question shall not keep all others waiting
const readersMax = 4 // threads, each with a page cache of its own

/** Opens (and makes, and migrates) the database in a folder. */
export async function openStore({
  folder,
  readers = Math.min(readersMax, Math.max(readersMin, availableParallelism())),
  readDeadlineMs = READ_DEADLINE_MS,
  busyTimeoutMs,
}: StoreOptions): Promise<Store> {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, DATABASE_NAME)
  const pagesFile = path.join(folder, PAGES_NAME)
  const startThreads = (mode: 'write' | 'read', threads: number) =>
    new Tinypool({
      filename: new URL('./thread.ts', import.meta.url).href,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      minThreads: mode === 'write' ? 1 : 0,
      maxThreads: threads,
      idleTimeout: mode === 'write' ? Number.POSITIVE_INFINITY : 600_000,
      workerData: { file, pagesFile, mode, busyTimeoutMs },
    })
  const writer = startThreads('write', 1)
  const reader = startThreads('read', readers)

  const { writeNames, readNames } = await import('./operations.ts')
  const store: Record<string, unknown> = {}
  const queue = makeReadQueue(readers, readDeadlineMs, () => new StoreError('QUEUE', BUSY))
  const kept = keepAnswers()
  for (const name of readNames) {
    const deadlineMs = readDeadlineMs * (PATIENT.has(name) ? timesPatient : 1)
    const read = (parameters: unknown[]) => queue(() => call(reader, name, parameters, folder, deadlineMs))
    store[name] = KEPT.has(name)
      ? (...parameters: unknown[]) =>
          kept.read(`${name} ${JSON.stringify(parameters)}`, () => read(parameters))
      : async (...parameters: unknown[]) => (await read(parameters)).value
  }
  for (const name of writeNames) {
    store[name] = async (...parameters: unknown[]) => {
      try {
        return (await call(writer, name, parameters, folder)).value
      } finally {
        kept.forget()
      }
    }
  }
  store.close = async () => {
    await Promise.all([writer.destroy(), reader.destroy()])
  }
  try {
    await (store as Store).ping()
  } catch (error) {
    await (store as Store).close()
    throw error
  }
  return store as Store
}

async function call(
  pool: Tinypool,
  name: string,
  parameters: unknown[],
  folder: string,
  deadlineMs?: number,
): Promise<Worked> {
  const killer = new AbortController()
  const timer = deadlineMs === undefined ? undefined : setTimeout(() => killer.abort(), deadlineMs)
  try {
    const answer = (await pool.run(
      { name, parameters },
      deadlineMs === undefined ? {} : { signal: killer.signal },
    )) as Answered
    if ('error' in answer) throw new StoreError(answer.error.code, explain(answer.error, folder))
    return answer
  } catch (error) {
    if (killer.signal.aborted)
      throw new StoreError('DEADLINE', `The database took longer than ${deadlineMs} ms to answer (${name}).`)
    if (error instanceof StoreError) throw error
    const { message, code } = error as Error & { code?: string }
    throw new StoreError(code ?? 'INTERNAL', explain({ message, code: code ?? 'INTERNAL' }, folder))
  } finally {
    clearTimeout(timer)
  }
}

/** SQLite's errors in the operator's words. */
function explain({ message, code }: { message: string; code: string }, folder: string): string {
  if (code === 'SQLITE_FULL' || /ENOSPC|disk is full/.test(message)) {
    return `The disk that holds ${folder} is full: free some space; what could not be stored is fetched again. (${message})`
  }
  if (code.startsWith('SQLITE_IOERR'))
    return `Reading or writing in ${folder} failed: check the disk and its free space. (${message})`
  if (code.startsWith('SQLITE_BUSY'))
    return `Another program holds the database in ${folder} locked; this is tried again. (${message})`
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return `The database in ${folder} is damaged: run "uptake check", or "uptake restore FILE" with a backup. (${message})`
  }
  if (code === 'SQLITE_CANTOPEN')
    return `The database in ${folder} cannot be opened: check that the folder exists and may be written. (${message})`
  return message
}
