// How work is shared out: a few things at a time, or strictly one after the other.
import type { Store } from './store/open.ts'

const queues = new WeakMap<Store, Promise<unknown>>()

/** Grouping looks at what is there and then writes: one article at a time, or two copies would miss each other. */
export async function oneAtATime<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const before = queues.get(store) ?? Promise.resolve()
  const mine = before.catch(() => {}).then(work)
  queues.set(
    store,
    mine.catch(() => {}),
  )
  return await mine
}

/** At most `atOnce` at a time; takes no new ones when the signal says so, or after an error, which is thrown at the end. */
export async function inTurns<T>(
  items: T[],
  atOnce: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const errors: unknown[] = []
  const lane = async () => {
    for (const item of left) {
      if (signal?.aborted || errors.length > 0) return
      await work(item).catch((error: unknown) => errors.push(error))
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
  if (errors.length > 0) throw errors[0]
}
