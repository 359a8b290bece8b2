// Runs inside a store thread: one connection, whole operations by name. The writer thread migrates at start.
// Touches nothing but its two files.
import { workerData } from 'node:worker_threads'
import { openDatabase } from './database.ts'
import type { Worked } from './kept-answers.ts'
import { reads, writes } from './operations.ts'

type Start = { file: string; pagesFile: string; mode: 'write' | 'read'; busyTimeoutMs?: number }
type Operation = (db: ReturnType<typeof openDatabase>, ...parameters: unknown[]) => unknown

// Tinypool hands [its own, ours].
const { file, pagesFile, mode, busyTimeoutMs } = (
  Array.isArray(workerData) ? workerData[1] : workerData
) as Start
const db = openDatabase(file, pagesFile, mode, busyTimeoutMs)
const operations = (mode === 'write' ? { ...reads, ...writes } : reads) as unknown as Record<
  string,
  Operation
>

export type Answered = Worked | { error: { message: string; code: string; stack?: string } }

export default function run({ name, parameters }: { name: string; parameters: unknown[] }): Answered {
  try {
    const started = performance.now()
    const value = operations[name]!(db, ...parameters)
    return { value, ms: performance.now() - started }
  } catch (error) {
    // Errors lose their fields on the way between threads: the code is what callers decide by.
    const { message, code, stack } = error as Error & { code?: string }
    return { error: { message, code: code ?? 'INTERNAL', ...(stack ? { stack } : {}) } }
  }
}
