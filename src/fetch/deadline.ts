// A piece of work with a deadline over all of it. Not an idle timeout: a byte a second does not extend it.

import { Refusal } from './failure.ts'

/** Runs `work`, and when it fails says why: stopped by `signal`, out of time (throws `late`), or its own error. */
export async function within<Result>(
  ms: number,
  signal: AbortSignal,
  late: Refusal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(late), Math.max(0, ms))
  try {
    const stop = AbortSignal.any([signal, deadline.signal])
    return await unlessAborted(work(stop), stop)
  } catch (error) {
    // An abort can surface as any error of the parts that it stopped; its reason is the one that counts.
    if (signal.aborted) throw new Refusal('stopped')
    throw deadline.signal.aborted ? late : error
  } finally {
    clearTimeout(timer)
  }
}

/** Ends with the promise or with the signal, whichever is first: a part that does not heed the signal cannot hold us up. */
export function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
