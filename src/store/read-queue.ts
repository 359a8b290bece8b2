// Reads wait here until a reader thread is free, so that their deadline counts the work and not the queue: under a rush no
// thread is killed for what others took. Alike reads that wait are worked out once; one that has begun is never joined,
// its answer may be older than the last write.

export type ReadQueue = (key: string | undefined, work: () => Promise<unknown>) => Promise<unknown>

/** At most `slots` at work at once; who waits longer than `waitMsMax` gets the error of `giveUp`. No key: never shared. */
export function makeReadQueue(slots: number, waitMsMax: number, giveUp: () => Error): ReadQueue {
  const waiting = new Map<string | symbol, { promise: Promise<unknown>; begin: () => void }>()
  let running = 0
  const start = async (work: () => Promise<unknown>) => {
    running++
    try {
      return await work()
    } finally {
      running--
      const [next] = waiting
      if (next) {
        waiting.delete(next[0])
        next[1].begin()
      }
    }
  }
  return (key, work) => {
    const name = key ?? Symbol('alone')
    const same = waiting.get(name)
    if (same) return same.promise
    if (running < slots) return start(work)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const timer = setTimeout(() => {
      waiting.delete(name)
      reject(giveUp())
    }, waitMsMax)
    const begin = () => {
      clearTimeout(timer)
      resolve(start(work))
    }
    waiting.set(name, { promise, begin })
    return promise
  }
}
