// The address guard, in the connector: the one place where a host name turns into a connection. It resolves, judges
// every address of the answer, and connects to those very addresses; nothing resolves the name a second time.

import type { LookupFunction, Socket } from 'node:net'
import { buildConnector } from 'undici'
import { normalizeAddress } from './address.ts'
import { unlessAborted } from './deadline.ts'
import { Refusal } from './failure.ts'
import type { Limits } from './limits.ts'

/** Name -> addresses. A resolver of one's own may name another port to connect to. */
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>
export type ResolvedAddress = { address: string; family: 4 | 6; port?: number }

/** Where a connection goes, after the guard has judged it. */
type Way = {
  hostname: string
  port: number
  addresses: { address: string; family: 4 | 6 }[]
}

/** Opens a socket on a judged way. Another one stands here only in tests, to record and refuse. */
export type Dial = (
  way: Way,
  options: buildConnector.Options,
  callback: buildConnector.Callback,
) => Socket | undefined

export type Guard = {
  resolve: Resolve
  dial: Dial
  closedNetworkOf: (address: string) => string | undefined
}

/** A connector for one request. `opened`: the operator has opened this URL's host and port. */
export function guardConnector(guard: Guard, opened: boolean, signal: AbortSignal): buildConnector.connector {
  return (options, callback) => {
    const refuse = (error: Error) => callback(error, null)
    unlessAborted(findWay(guard, options, opened), signal).then((way) => {
      const socket = guard.dial(way, options, (error, connected) => {
        if (error) return refuse(error)
        if (connected && arrivedElsewhere(connected, way)) {
          connected.destroy()
          return refuse(new Refusal('denied-address', { detail: 'the connection ended elsewhere' }))
        }
        if (connected) callback(null, connected)
      })
      // Taken off again at the end: Node keeps a combined signal alive for as long as somebody listens to it.
      const stop = () => socket?.destroy(signal.reason)
      signal.addEventListener('abort', stop, { once: true })
      socket?.once('close', () => signal.removeEventListener('abort', stop))
    }, refuse)
  }
}

async function findWay(guard: Guard, options: buildConnector.Options, opened: boolean): Promise<Way> {
  const hostname = options.hostname.replace(/^\[|\]$/g, '')
  const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80))
  const answer = await guard.resolve(hostname)
  const [first] = answer
  if (!first) throw new Refusal('dns', { detail: 'an empty answer' })
  for (const { address } of answer) {
    // One closed address in the answer spoils it: which one would be connected to is chance.
    const closed = opened ? undefined : guard.closedNetworkOf(address)
    if (closed) throw new Refusal('denied-address', { detail: `${address}, ${closed}` })
  }
  return {
    hostname,
    port: first.port ?? port,
    addresses: answer.map(({ address, family }) => ({ address, family })),
  }
}

function arrivedElsewhere(socket: Socket, way: Way): boolean {
  const arrived = socket.remoteAddress
  if (arrived === undefined) return false // closed again already
  return !way.addresses.some(({ address }) => normalizeAddress(address) === normalizeAddress(arrived))
}

/**
 * Node's own connect with the judged addresses pinned: its look-up is answered from them, and it tries them in turn,
 * each for a limited time, so a dead IPv6 address does not block a live IPv4 one. TLS still sees the host's name.
 * `trust` names an authority of one's own, in place of those that Node knows.
 */
export function dialDirectly(limits: Limits, trust: { ca?: string } = {}): Dial {
  return ({ addresses, port }, options, callback) => {
    const pinned: LookupFunction = (_hostname, { all }, answer) => {
      if (all) answer(null, addresses)
      else answer(null, addresses[0]?.address ?? '', addresses[0]?.family)
    }
    const connect = buildConnector({
      ...trust,
      allowH2: false, // one request per connection: nothing to multiplex, and one protocol less to bound
      maxCachedSessions: 0,
      timeout: limits.connectMsMax,
      lookup: pinned,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: limits.connectAttemptMs,
    })
    return connect({ ...options, port: String(port) }, callback) as unknown as Socket
  }
}
