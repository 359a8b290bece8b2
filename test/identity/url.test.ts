import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalUrl, identityKey, isFrontPage } from '../../src/identity/url.ts'

function check(url: string, expected: string) {
  expect(canonicalUrl(url), url).toBe(expected)
}

test.each([
  ['https://harbour.example/a?utm_source=x&utm_medium=rss&fbclid=1', 'https://harbour.example/a'],
  ['https://harbour.example/a?b=2&a=1&UTM_Campaign=z', 'https://harbour.example/a?a=1&b=2'],
  ['https://harbour.example/a?a=2&a=1', 'https://harbour.example/a?a=2&a=1'],
  ['HTTPS://Harbour.Example:443/a#top', 'https://harbour.example/a'],
  ['http://harbour.example:80/', 'http://harbour.example/'],
  ['http://harbour.example:8080/a', 'http://harbour.example:8080/a'],
  ['https://harbour.example./a', 'https://harbour.example/a'],
  ['https://user:secret@harbour.example/a', 'https://harbour.example/a'],
  ['https://harbour.example/a/', 'https://harbour.example/a'],
  ['https://harbour.example//a///b', 'https://harbour.example/a/b'],
  ['https://harbour.example/a/index.html', 'https://harbour.example/a'],
  ['https://harbour.example/index.php?p=12', 'https://harbour.example/?p=12'],
  ['https://harbour.example/a/../b', 'https://harbour.example/b'],
  ['https://m.harbour.example/a', 'https://harbour.example/a'],
  ['https://mobile.harbour.example/a', 'https://harbour.example/a'],
  ['https://amp.harbour.example/a', 'https://harbour.example/a'],
  ['https://en.m.wiki.example/a', 'https://en.wiki.example/a'],
  ['https://harbour.example/a/amp', 'https://harbour.example/a'],
  ['https://harbour.example/a/amp/', 'https://harbour.example/a'],
  ['https://harbour.example/amp/health/a', 'https://harbour.example/health/a'],
  ['https://harbour.example/a.amp.html', 'https://harbour.example/a.html'],
  ['https://harbour.example/a?amp=1', 'https://harbour.example/a'],
  ['https://harbour.example/a?outputType=amp', 'https://harbour.example/a'],
  ['https://www.google.com/amp/s/www.harbour.example/a/amp', 'https://www.harbour.example/a'],
  ['https://harbour-example.cdn.ampproject.org/c/s/harbour.example/a', 'https://harbour.example/a'],
  ['https://www.google.com/url?q=https://harbour.example/a&sa=D', 'https://harbour.example/a'],
  [
    'https://login.ezproxy.lib.example/login?qurl=https%3A%2F%2Fharbour.example%2Fa',
    'https://harbour.example/a',
  ],
  ['https://www-harbour-com.ezproxy.lib.example/a', 'https://www.harbour.com/a'],
  ['https://www.harbour.com.libproxy.lib.example/a', 'https://www.harbour.com/a'],
  ['https://my--paper-com.proxy.library.example/a', 'https://my-paper.com/a'],
  ['https://harbour.example/a;jsessionid=AB12?x=1', 'https://harbour.example/a?x=1'],
  ['https://harbour.example/a?PHPSESSID=ab12', 'https://harbour.example/a'],
  ['https://harbour.example/%7Ea/%e4%b8%ad', 'https://harbour.example/~a/%E4%B8%AD'],
  ['https://harbour.example/中', 'https://harbour.example/%E4%B8%AD'],
  ['https://münchen.example/a', 'https://xn--mnchen-3ya.example/a'],
  ['https://harbour.example/#!/a/12', 'https://harbour.example/#!/a/12'],
  ['https://harbour.example/a#:~:text=hospital', 'https://harbour.example/a'],
  ['https://harbour.example/a?ref=rss', 'https://harbour.example/a'],
  ['https://yijie.example/a?from=timeline&isappinstalled=0', 'https://yijie.example/a'],
  ['https://harbour.example/a?x=1&amp;y=2', 'https://harbour.example/a?x=1&y=2'],
  ['  https://harbour.example/a\n', 'https://harbour.example/a'],
  // What chooses the page stays.
  ['https://harbour.example/a?id=12', 'https://harbour.example/a?id=12'],
  ['https://harbour.example/?p=12', 'https://harbour.example/?p=12'],
  ['https://harbour.example/a?ref=chapter-2', 'https://harbour.example/a?ref=chapter-2'],
  ['https://harbour.example/a?from=2024-01-01', 'https://harbour.example/a?from=2024-01-01'],
  ['https://harbour.example/a?12345', 'https://harbour.example/a?12345'],
  ['https://harbour.example/A', 'https://harbour.example/A'],
  ['https://harbour.example/camp', 'https://harbour.example/camp'],
  ['https://harbour.example/amp', 'https://harbour.example/'],
  ['https://m.example/a', 'https://m.example/a'],
  ['https://proxy.example/a', 'https://proxy.example/a'],
  ['https://my-paper.proxy.example/a', 'https://my-paper.proxy.example/a'],
  ['https://harbour.example/index', 'https://harbour.example/index'],
  ['https://10.0.0.1/a', 'https://10.0.0.1/a'],
  // What is no http(s) URL comes back as it was.
  ['mailto:desk@harbour.example', 'mailto:desk@harbour.example'],
  ['urn:uuid:1225c695', 'urn:uuid:1225c695'],
  ['not a url', 'not a url'],
  ['', ''],
])('%s', check)

test('scheme, www and mobile hosts are one key', () => {
  const keys = [
    'http://harbour.example/a',
    'https://www.harbour.example/a/',
    'https://m.harbour.example/a#x',
  ].map(identityKey)
  expect(new Set(keys)).toEqual(new Set(['harbour.example/a']))
  expect(identityKey('https://harbour.example/a')).not.toBe(identityKey('https://harbour.example/b'))
})

test('a front page is known', () => {
  expect(isFrontPage('https://www.harbour.example/index.html?utm_source=x')).toBe(true)
  expect(isFrontPage('https://harbour.example/?p=12')).toBe(false)
  expect(isFrontPage('https://harbour.example/a')).toBe(false)
})

test('canonical is canonical: a second pass changes nothing', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'amp',
      'amp.html',
      'index.html',
      'index.php',
      '',
      '..',
      'm',
      '%2e',
      '%41',
      '中',
      ';jsessionid=1',
      'x.amp',
      '%2F',
      '%zz',
      'url',
      'default.aspx',
      '(S(abcdefghijklmnopqrstuvwx))',
    ],
  )
  const host = fc.constantFrom(
    'harbour.example',
    'm.m.harbour.example',
    'www.amp.harbour.example',
    'en.m.m.w.example',
    'www.google.com',
    'a-b-c.ezproxy.d.example',
    'x.cdn.ampproject.org',
    'login.ezproxy.e.example',
    '[::1]',
    '10.0.0.1',
  )
  const query = fc.constantFrom(
    'utm_x=1',
    'b',
    'a=%20',
    'a=+',
    '=',
    '&',
    'url=http://m.q.example/amp/zz',
    'q=https://m.q.example/a/',
    'ref=rss',
    '%75tm_y=1',
    'amp;z=1',
    'b=%3f',
  )
  const url = fc
    .tuple(
      fc.constantFrom('http', 'https'),
      host,
      fc.array(piece, { maxLength: 6 }),
      fc.array(query, { maxLength: 4 }),
      fc.constantFrom('', '#a', '#!b', '#/c', '#!/%7e'),
    )
    .map(
      ([scheme, name, path, queries, hash]) =>
        `${scheme}://${name}/${path.join('/')}?${queries.join('&')}${hash}`,
    )
  fc.assert(
    fc.property(
      fc.oneof(url, fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
      (text) => {
        const once = canonicalUrl(text)
        expect(canonicalUrl(once)).toBe(once)
        expect(identityKey(once)).toBe(identityKey(text))
      },
    ),
    { numRuns: 2000 },
  )
})
