// Host names to addresses, by the system's resolver. Address literals are answered without asking anybody.

import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Resolve } from './connect.ts'

/** Literals stay what they are, for any resolver: "127.0.0.1" -> 127.0.0.1, so that the guard judges it. */
export function resolveLiterals(resolveName: Resolve): Resolve {
  return async (hostname) => {
    const family = isIP(hostname)
    return family === 4 || family === 6 ? [{ address: hostname, family }] : resolveName(hostname)
  }
}

export async function resolveBySystem(hostname: string): ReturnType<Resolve> {
  const answer = await lookup(hostname, { all: true, order: 'verbatim' })
  return answer.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}
