// Which addresses the door may connect to, and the operator's list of exceptions. Pure: it looks nothing up.

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Networks that are not the public internet. Sources: the IANA special-purpose address registries for IPv4 and
 * IPv6 as of 2025, and the RFC named on each line. Forms that carry an IPv4 address inside (NAT64, 6to4, Teredo,
 * IPv4-translated, IPv4-compatible) are denied whole: what they lead to depends on a router we do not know.
 */
const closedNetworks: readonly (readonly [network: string, why: string])[] = [
  ['0.0.0.0/8', 'this network (RFC 791)'],
  ['10.0.0.0/8', 'private (RFC 1918)'],
  ['100.64.0.0/10', 'carrier-grade NAT (RFC 6598)'],
  ['127.0.0.0/8', 'loopback (RFC 1122)'],
  ['169.254.0.0/16', 'link-local, with the metadata services of clouds (RFC 3927)'],
  ['172.16.0.0/12', 'private (RFC 1918)'],
  ['192.0.0.0/24', 'protocol assignments (RFC 6890)'],
  ['192.0.2.0/24', 'documentation (RFC 5737)'],
  ['192.88.99.0/24', '6to4 relay (RFC 7526)'],
  ['192.168.0.0/16', 'private (RFC 1918)'],
  ['198.18.0.0/15', 'benchmarking (RFC 2544)'],
  ['198.51.100.0/24', 'documentation (RFC 5737)'],
  ['203.0.113.0/24', 'documentation (RFC 5737)'],
  ['224.0.0.0/4', 'multicast (RFC 5771)'],
  ['240.0.0.0/4', 'reserved and broadcast (RFC 1112)'],
  ['::/96', 'unspecified, loopback and IPv4-compatible (RFC 4291)'],
  ['::ffff:0:0:0/96', 'IPv4-translated (RFC 2765)'],
  ['64:ff9b::/96', 'NAT64 (RFC 6052)'],
  ['64:ff9b:1::/48', 'local NAT64 (RFC 8215)'],
  ['100::/64', 'discard (RFC 6666)'],
  ['100:0:0:1::/64', 'dummy prefix (RFC 9780)'],
  ['2001::/23', 'protocol assignments, with Teredo and ORCHID (RFC 2928)'],
  ['2001:db8::/32', 'documentation (RFC 3849)'],
  ['2002::/16', '6to4 (RFC 3056)'],
  ['3fff::/20', 'documentation (RFC 9637)'],
  ['5f00::/16', 'segment routing (RFC 9602)'],
  ['fc00::/7', 'unique local (RFC 4193)'],
  ['fe80::/10', 'link-local (RFC 4291)'],
  ['fec0::/10', 'site-local (RFC 3879)'],
  ['ff00::/8', 'multicast (RFC 4291)'],
]

const closedRanges = closedNetworks.map(([network, why]) => ({ range: ipaddr.parseCIDR(network), why }))

/** Says why an address may not be connected to: "127.0.0.1" -> "loopback (RFC 1122)", "1.1.1.1" -> undefined. */
export function closedNetworkOf(address: string): string | undefined {
  // Node's strict reading: ipaddr.js alone takes "1.2.3" and octal numbers, which others read otherwise.
  if (isIP(address) === 0) return 'not an address'
  const plain = ipaddr.process(address) // ::ffff:10.0.0.1 is judged as 10.0.0.1
  return closedRanges.find(({ range }) => range[0].kind() === plain.kind() && plain.match(range))?.why
}

/** One spelling per address, to hold two against each other: "::FFFF:1.2.3.4" -> "1.2.3.4". */
export function normalizeAddress(address: string): string {
  return isIP(address) !== 0 ? ipaddr.process(address).toString() : address
}

/**
 * Is this URL's host and port one the operator has opened? Entries are "host:port" as a URL writes them
 * ("127.0.0.1:8080", "[::1]:8080", "intranet:80"); "*.example:80" opens every name that ends in ".example".
 */
export function isOpenedByOperator(url: URL, allow: readonly string[]): boolean {
  const port = portOf(url)
  return allow.some((entry) => {
    const colon = entry.lastIndexOf(':')
    const host = entry.slice(0, colon).toLowerCase()
    if (colon < 1 || entry.slice(colon + 1) !== String(port)) return false
    return host.startsWith('*.')
      ? host.length > 2 && url.hostname.endsWith(host.slice(1))
      : url.hostname === host
  })
}

/** The port a URL leads to, the scheme's own when it names none. */
export function portOf(url: URL): number {
  return url.port ? Number(url.port) : url.protocol === 'https:' ? 443 : 80
}
