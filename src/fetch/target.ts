// Which addresses the door takes as URLs. One parser (WHATWG, Node's own) decides what a URL means;
// what other parsers read differently (backslashes, blanks, control characters, names with passwords) is refused.

import { isOpenedByOperator, portOf } from './address.ts'
import type { Limits } from './limits.ts'

export type Target = { url: URL } | { problem: string }

/** Reads a URL, or a Location header against the URL it came from. Never throws. The fragment is dropped. */
export function parseTarget(raw: string, allow: readonly string[], limits: Limits, base?: URL): Target {
  if (raw.length > limits.urlCharsMax)
    return { problem: `it is longer than ${limits.urlCharsMax} characters` }
  if (/[\x00-\x1f\x7f]/.test(raw)) return { problem: 'it contains control characters' }
  const [beforeQuery = ''] = raw.split(/[?#]/, 1)
  if (beforeQuery.includes('\\') || /^[^/]*\/\/[^/]*[\s\\]/.test(raw)) {
    return { problem: 'it contains a backslash or a blank where a host name stands' }
  }
  const url = base ? URL.parse(raw, base) : URL.parse(raw)
  if (!url) return { problem: 'it is not a complete web address (such as https://site.example/feed.xml)' }
  const problem = findProblem(url, allow)
  if (problem) return { problem }
  url.hash = ''
  if (url.href.length > limits.urlCharsMax)
    return { problem: `it is longer than ${limits.urlCharsMax} characters` }
  return { url }
}

function findProblem(url: URL, allow: readonly string[]): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `its scheme is "${url.protocol.slice(0, 40)}", and only http: and https: are fetched`
  }
  if (url.username || url.password) return 'it carries a user name or a password'
  const literal = url.hostname.startsWith('[')
  if (!literal && !isWellFormedHost(url.hostname)) return 'its host name is not a valid one'
  const port = portOf(url)
  if (!isWebPort(port) && !isOpenedByOperator(url, allow)) {
    return `port ${port} is not one that web sites use (80, 443, 8000 to 8999); the operator can open it by naming ${url.hostname}:${port} in the allow-list`
  }
  return undefined
}

/** DNS names: labels of 1 to 63 characters, 253 in all, one dot at the end permitted (RFC 1035, 2.3.4). */
function isWellFormedHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  return (
    name.length > 0 &&
    name.length <= 253 &&
    name.split('.').every((label) => label.length > 0 && label.length <= 63)
  )
}

/** Other ports belong to other protocols: a crafted URL must not speak to a mail server or a database. */
function isWebPort(port: number): boolean {
  return port === 80 || port === 443 || (port >= 8000 && port <= 8999)
}
