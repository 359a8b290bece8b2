// Where a request comes from, and where it may be sent on to.
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * The address of whoever asks; of an IPv6 address the network, since everybody has a whole one. X-Forwarded-For is
 * believed as far as our own proxies wrote it: the last `proxies` entries.
 */
export function clientAddress(c: Context, proxies: number): string {
  const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').map((part) => part.trim())
  const told = proxies > 0 ? forwarded.at(-proxies) : undefined
  return networkOf(told || socketAddress(c))
}

function socketAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown' // no socket: a test that calls the app itself
  }
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!address.includes(':')) return address.slice(0, 64)
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail !== undefined) while (groups.length < 4) groups.push('0')
  return `${groups.slice(0, 4).join(':').toLowerCase()}::/64`
}

const nextLengthMax = 2_000 // characters

/** A path of this site to go on to; "/" for anything that a browser might read as another site. */
export function safeNext(next: string | undefined): string {
  // Browsers read a backslash as a slash and drop tabs and newlines, so neither may stand anywhere.
  const plain = [...(next ?? '\\')].every((sign) => sign > ' ' && sign !== '\\' && sign !== '\u007f')
  if (!plain || !next || next.length > nextLengthMax || !/^\/(?!\/)/.test(next)) return '/'
  if (!URL.canParse(next, 'http://self.invalid')) return '/'
  const url = new URL(next, 'http://self.invalid')
  const path = `${url.pathname}${url.search}${url.hash}`
  return url.host !== 'self.invalid' || path.startsWith('//') ? '/' : path
}
