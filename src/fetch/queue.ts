// Turns: one request at a time to a host with a pause after it, and a bound on requests over all hosts.
// It knows names of hosts, never addresses or contents, and forgets a host once nobody needs it.

import PQueue from 'p-queue'
import { Refusal } from './failure.ts'
import type { Limits } from './limits.ts'

export type Turns = {
  /** Runs `work` when the host's turn comes. `pauseMs` is kept after it, before the next one to the same host. */
  take<Result>(host: string, work: () => Promise<Result>, options: TurnOptions): Promise<Result>
  hostCount(): number
  clear(): void
}

type TurnOptions = { pauseMs: number; first?: boolean; signal: AbortSignal }

type Host = { queue: PQueue; waiting: number; freeAtMs: number; forget?: NodeJS.Timeout }

export function openTurns(limits: Limits): Turns {
  const everyHost = new PQueue({ concurrency: limits.requestsAtOnceMax })
  const hosts = new Map<string, Host>()

  function enter(name: string): Host {
    const known = hosts.get(name)
    if (known) {
      clearTimeout(known.forget)
      return known
    }
    if (hosts.size >= limits.hostsMax) throw new Refusal('queue-full', { host: name })
    const host: Host = { queue: new PQueue({ concurrency: 1 }), waiting: 0, freeAtMs: 0 }
    hosts.set(name, host)
    return host
  }

  function leave(name: string, host: Host): void {
    host.waiting -= 1
    if (host.waiting > 0) return
    // The pause outlives the last request: a host is forgotten only when its pause is over.
    host.forget = setTimeout(() => hosts.delete(name), Math.max(0, host.freeAtMs - performance.now()))
    host.forget.unref()
  }

  return {
    async take(name, work, { pauseMs, first = false, signal }) {
      const host = enter(name)
      if (host.waiting >= limits.waitingPerHostMax) throw new Refusal('queue-full', { host: name })
      host.waiting += 1
      try {
        return await host.queue.add(
          async () => {
            await pauseFor(host.freeAtMs - performance.now(), signal)
            try {
              return await everyHost.add(work, { signal })
            } finally {
              host.freeAtMs = performance.now() + pauseMs
            }
          },
          { signal, priority: first ? 1 : 0 },
        )
      } finally {
        leave(name, host)
      }
    },
    hostCount: () => hosts.size,
    clear() {
      for (const host of hosts.values()) {
        clearTimeout(host.forget)
        host.queue.clear()
      }
      everyHost.clear()
      hosts.clear()
    },
  }
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (ms <= 0) return
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
