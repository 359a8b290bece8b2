// Which addresses are taken as URLs at all, before anything is looked up.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../src/fetch/limits.ts'
import { parseTarget } from '../../src/fetch/target.ts'

/** `expected`: the URL as fetched, or a pattern of the problem. */
function check(raw: string, expected: string | RegExp, base?: string) {
  const target = parseTarget(
    raw,
    ['intranet:6379'],
    defaultLimits,
    base === undefined ? undefined : new URL(base),
  )
  if (typeof expected === 'string') expect(target).toMatchObject({ url: { href: expected } })
  else expect('problem' in target ? target.problem : target.url.href).toMatch(expected)
}

describe('an address is taken', () => {
  it.each([
    ['http://clinic.example/feed', 'http://clinic.example/feed'],
    ['https://clinic.example:8443/feed', 'https://clinic.example:8443/feed'],
    ['http://clinic.example:8000/', 'http://clinic.example:8000/'],
    ['http://clinic.example/a b', 'http://clinic.example/a%20b'],
    ['http://clinic.example/%7Ea?b=%20&utm=1', 'http://clinic.example/%7Ea?b=%20&utm=1'],
    ['http://clinic.example/feed#top', 'http://clinic.example/feed'],
    ['HTTP://CLINIC.example', 'http://clinic.example/'],
    ['https://病院.example/', 'https://xn--0rys90e.example/'],
    ['http://clinic.example/?q=a\\b', 'http://clinic.example/?q=a\\b'],
    ['http://clinic.example/@7', 'http://clinic.example/@7'],
    ['http://clinic.example./', 'http://clinic.example./'],
    ['http://intranet:6379/', 'http://intranet:6379/'],
  ])('%s', (raw, expected) => check(raw, expected))

  it.each([
    ['/b', 'http://clinic.example/b'],
    ['b', 'http://clinic.example/a/b'],
    ['?c', 'http://clinic.example/a/x?c'],
    ['//other.example/b', 'http://other.example/b'],
    ['https://other.example', 'https://other.example/'],
  ])('as a redirect: %s', (raw, expected) => check(raw, expected, 'http://clinic.example/a/x'))
})

describe('an address is refused', () => {
  it.each([
    ['', /not a complete web address/],
    ['   ', /not a complete web address/],
    ['/feed', /not a complete web address/],
    ['//clinic.example/', /not a complete web address/],
    ['http://', /not a complete web address/],
    ['http://256.256.256.256/', /not a complete web address/],
    ['http://[fe80::1%25eth0]/', /not a complete web address/],
    ['file:///etc/passwd', /scheme is "file:"/],
    ['FILE:///etc/passwd', /scheme is "file:"/],
    ['ftp://clinic.example/', /scheme/],
    ['gopher://clinic.example/', /scheme/],
    ['data:text/xml,<rss/>', /scheme/],
    ['javascript:alert(1)', /scheme/],
    ['feed://clinic.example/', /scheme/],
    ['view-source:http://clinic.example/', /scheme/],
    ['http://user@clinic.example/', /user name/],
    ['http://user:word@clinic.example/', /user name/],
    ['http://clinic.example@other.example/', /user name/],
    ['http://clinic.example\\@other.example/', /backslash/],
    ['http:\\\\clinic.example/', /backslash/],
    ['http://clinic.example/a\\b', /backslash/],
    ['http://clinic .example/', /blank/],
    ['http://cli\tnic.example/', /control/],
    ['http://clinic.example/\r\nHost: other', /control/],
    ['http://clinic.example/\0', /control/],
    ['\u0001http://clinic.example/', /control/],
    ['http://clinic.example:22/', /port 22/],
    ['http://clinic.example:25/', /port 25/],
    ['http://clinic.example:6379/', /naming clinic\.example:6379 in the allow-list/],
    ['http://clinic.example:0/', /port 0/],
    ['http://clinic.example:99999/', /not a complete/],
    ['http://./', /host name/],
    ['http://../', /host name/],
    ['http://clinic..example/', /host name/],
    [`http://${'a'.repeat(64)}.example/`, /host name/],
    [`http://${'a.'.repeat(130)}example/`, /host name/],
    [`http://clinic.example/${'a'.repeat(9_000)}`, /longer than 8192/],
    [`http://clinic.example/${'病'.repeat(3_000)}`, /longer than 8192/],
  ])('%j', (raw, problem) => check(raw, problem))

  it.each([
    ['javascript:alert(1)', /scheme/],
    ['\\\\other.example/', /backslash/],
    ['//user@other.example/', /user name/],
    ['http://other.example:22/', /port/],
    ['/a\nb', /control/],
  ])('as a redirect: %j', (raw, problem) => check(raw, problem, 'http://clinic.example/a/x'))
})

it('takes any text without throwing, and lets only plain web addresses through', () => {
  const part = fc.constantFrom(
    'http:',
    'https:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '#',
    '?',
    '.',
    '127.1',
    'a.example',
    '%0a',
    '\t',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(part).map((parts) => parts.join('')),
      ),
      (raw) => {
        const target = parseTarget(raw, [], defaultLimits)
        if ('problem' in target) return
        expect(target.url.protocol).toMatch(/^https?:$/)
        expect(target.url.username + target.url.password + target.url.hash).toBe('')
        expect(target.url.href).toMatch(/^[\x21-\x7e]+$/)
      },
    ),
  )
})
