// Which addresses are closed, and what the operator's list opens.

import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closedNetworkOf, isOpenedByOperator } from '../../src/fetch/address.ts'

function check(address: string, expected: 'open' | 'closed') {
  expect(closedNetworkOf(address) === undefined ? 'open' : 'closed', address).toBe(expected)
}

// The first and last address of each closed network, the neighbours on both sides, and IPv4 hidden in IPv6.
const closed = `0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.255.255.255
  169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.0 192.0.2.255
  192.88.99.0 192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 198.51.100.1 203.0.113.255 224.0.0.0
  239.255.255.255 240.0.0.0 255.255.255.255
  :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.1.2.3 ::ffff:0:10.1.2.3 64:ff9b::10.0.0.1 64:ff9b::1.1.1.1
  64:ff9b:1::1 100::1 100:0:0:1::1 2001::1 2001:0:1234::1 2001:1ff:ffff::1 2001:db8::1 2002:7f00:1:: 2002:101:101::1
  3fff::1 3fff:fff:ffff::1 5f00::1 fc00::1 fdff::1 fe80::1 febf::1 fe80::1%eth0 fec0::1 feff::1 ff00::1 ff02::1`
const open = `1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
  169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255
  192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 203.0.114.0 223.255.255.255
  2001:200::1 2001:4860::8888 2003::1 2606:4700::1111 2a00::1 3ffe:ffff::1 ::ffff:1.1.1.1 2001:db9::1`

describe('the address guard knows the public internet from the rest', () => {
  it.each(closed.split(/\s+/))('%s is closed', (address) => check(address, 'closed'))
  it.each(open.split(/\s+/))('%s is open', (address) => check(address, 'open'))
  it.each([
    '',
    'localhost',
    '1.2.3',
    '010.0.0.1',
    '16843009',
    '0x1.1.1.1',
    '1.2.3.4.5',
    '[::1]',
    '127.0.0.1 ',
    '::g',
  ])('what is not an address is closed: %j', (address) => check(address, 'closed'))

  it('judges an IPv4 address and its mapped form alike', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => closedNetworkOf(address) === closedNetworkOf(`::ffff:${address}`)),
    )
  })

  const file = new URL('../../../shared/data/ssrf/ips.jsonl', import.meta.url)
  it.skipIf(!existsSync(file))('answers the shared list (skipped where ../shared is absent)', () => {
    const rows = readFileSync(file, 'utf8').trim().split('\n')
    expect(rows.length).toBe(101)
    for (const row of rows) {
      const { ip, expect: expected } = JSON.parse(row)
      check(ip, expected === 'allow' ? 'open' : 'closed')
    }
  })
})

describe('the operator opens host and port together', () => {
  const cases: [url: string, allow: string[], opened: boolean][] = [
    ['http://intranet:8080/', ['intranet:8080'], true],
    ['http://INTRANET:8080/', ['Intranet:8080'], true],
    ['http://intranet:8081/', ['intranet:8080'], false],
    ['http://intranet/', ['intranet:80'], true],
    ['https://intranet/', ['intranet:80'], false],
    ['https://intranet/', ['intranet:443'], true],
    ['http://[::1]:8080/', ['[::1]:8080'], true],
    ['http://0x7f.1:8080/', ['127.0.0.1:8080'], true],
    ['http://a.example/', ['*.example:80'], true],
    ['http://a.b.example/', ['*.example:80'], true],
    ['http://example/', ['*.example:80'], false],
    ['http://badexample/', ['*.example:80'], false],
    ['http://a.example.evil.test/', ['*.example:80'], false],
    ['http://anything/', ['*:80', '*.:80', ':80', '80', ''], false],
  ]
  it.each(cases)('%s with %j: %s', (url, allow, opened) => {
    expect(isOpenedByOperator(new URL(url), allow)).toBe(opened)
  })
})
