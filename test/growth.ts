// How the cost of a piece of work grows with its input, in processor time of this process: other programs on the
// machine do not change it, so that a test can tell n from n squared without a clock on the wall.

const TIMES = 8
const STEEP = 32 // linear work costs 8 times as much, quadratic 64 times
const cheapMs = 50 // whatever its shape, work that ends in this time cannot be what hangs a crawler

/** Runs `work` on a size and on eight times that size, and says whether the cost grew like the size. */
export function growsGently(size: number, work: (size: number) => void): true | string {
  const large = costMs(() => work(size * TIMES))
  if (large < cheapMs) return true
  const small = Math.min(...[1, 2, 3].map(() => costMs(() => work(size))))
  const growth = large / small
  return growth < STEEP
    ? true
    : `${TIMES} times the input cost ${growth.toFixed(0)} times the processor time (${large.toFixed(0)} ms)`
}

function costMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
