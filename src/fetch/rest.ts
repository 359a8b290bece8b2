// Hosts that asked to be left alone (429, 503 with Retry-After), and until when. Bounded; what it must outlive the
// program for is told to whoever opened the door.

import { Refusal } from './failure.ts'
import type { Limits } from './limits.ts'

export type Rests = {
  /** Throws a Refusal while the host rests. */
  check: (host: string) => void
  /** Notes what an answer asked for. Returns the server's own time, as an instant, when it gave one. */
  note: (
    host: string,
    rule: 'always' | 'if-asked' | 'never',
    retryAfterMs: number | undefined,
  ) => string | undefined
}

export type RestOptions = {
  now: () => Date
  rests?: readonly { host: string; until: string }[]
  onRest?: (host: string, until: string) => void
}

export function openRests(options: RestOptions, limits: Limits): Rests {
  const untilMs = new Map<string, number>()
  for (const { host, until } of options.rests ?? []) {
    const ms = Date.parse(until)
    if (!Number.isNaN(ms)) untilMs.set(host, ms)
  }

  function forgetPast(): void {
    const nowMs = options.now().getTime()
    for (const [host, ms] of untilMs) if (ms <= nowMs) untilMs.delete(host)
    const [oldest] = untilMs.keys()
    if (untilMs.size > limits.hostsMax && oldest !== undefined) untilMs.delete(oldest)
  }

  return {
    check(host) {
      const ms = untilMs.get(host)
      if (ms === undefined) return
      const leftMs = ms - options.now().getTime()
      // A clock that was set back must not silence a host for longer than any server may ask.
      if (leftMs <= 0 || leftMs > limits.retryAfterMsMax) untilMs.delete(host)
      else throw new Refusal('host-resting', { host }, new Date(ms).toISOString())
    },
    note(host, rule, retryAfterMs) {
      const asked = retryAfterMs === undefined ? undefined : options.now().getTime() + retryAfterMs
      const rests = asked ?? (rule === 'always' ? options.now().getTime() + limits.hostRestMs : undefined)
      if (rests !== undefined && rule !== 'never') {
        untilMs.set(host, rests)
        forgetPast()
        options.onRest?.(host, new Date(rests).toISOString())
      }
      return asked === undefined ? undefined : new Date(asked).toISOString()
    },
  }
}
