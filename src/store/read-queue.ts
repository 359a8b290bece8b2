// Reads wait here until a reader thread is free, so that their deadline counts the work and not the queue: under a rush no
// thread is killed for what others took.

export type ReadQueue = <Answer>(work: () => Promise<Answer>) => Promise<Answer>

/** At most `slots` at work at once, in the order they came; who waits longer than `waitMsMax` gets the error of `giveUp`. */
export function makeReadQueue(slots: number, waitMsMax: number, giveUp: () => Error): ReadQueue {
  const waiting = new Set<() => void>()
  let running = 0
  const start = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    running++
    try {
      return await work()
    } finally {
      running--
      const [next] = waiting
      if (next) {
        waiting.delete(next)
        next()
      }
    }
  }
  return <Answer>(work: () => Promise<Answer>) => {
    if (running < slots) return start(work)
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const begin = () => {
      clearTimeout(timer)
      resolve(start(work))
    }
    const timer = setTimeout(() => {
      waiting.delete(begin)
      reject(giveUp())
    }, waitMsMax)
    waiting.add(begin)
    return promise
  }
}
