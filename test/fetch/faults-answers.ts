// Faults in what a server answers: statuses, redirects, Retry-After, robots.txt, and pages that lie about themselves.

import type { Fault } from './faults-wire.ts'
import { feedText, reply } from './server.ts'

const status = (
  code: number | string,
  headers: Record<string, string> = {},
  body = 'no',
): Fault['answer'] => {
  return (_, socket) => socket.end(reply(code, { 'Content-Type': 'text/html', ...headers }, body))
}

const redirect = (location: string | Buffer, code = 302): Fault['answer'] => {
  return (_, socket) => {
    const head = Buffer.from(`HTTP/1.1 ${code} Found\r\nContent-Length: 0\r\nLocation: `, 'latin1')
    socket.end(Buffer.concat([head, Buffer.from(location), Buffer.from('\r\n\r\n')]))
  }
}

/** robots.txt answered by `robots`, the rest by the feed. */
const robots = (answer: Fault['answer']): Fault['answer'] => {
  return (asked, socket, visit) => {
    if (asked.path === '/robots.txt') answer(asked, socket, visit)
    else socket.end(reply(200, {}, feedText))
  }
}

const page: Fault['answer'] = (_, socket) => socket.end(reply(200, {}, feedText))

export const statusFaults: Fault[] = [
  { name: 'status 199 and nothing after it', answer: status(199), expected: ['connection-lost|bad-http'] },
  { name: 'status 299', answer: status(299), expected: ['http-odd'] },
  { name: 'status 600', answer: status(600), expected: ['http-odd|bad-http'] },
  { name: 'status 000', answer: status('000'), expected: ['bad-http|connection-lost|http-odd'] },
  { name: 'status 204', answer: status(204, {}, ''), expected: ['no-content'] },
  {
    name: 'a part, unasked',
    answer: status(206, { 'Content-Range': 'bytes 0-1/9' }),
    expected: ['unasked-part'],
  },
  { name: 'not modified, unasked', answer: status(304, {}, ''), expected: ['unasked-304'] },
  { name: '401', answer: status(401, { 'WWW-Authenticate': 'Basic realm="x"' }), expected: ['http-401'] },
  { name: '402', answer: status(402), expected: ['http-402'] },
  {
    name: '403 with a page for people',
    answer: status(403, {}, '<title>Access denied</title>'),
    expected: ['http-403'],
    message: /ask the publisher to let "Uptake\/0\.0\.0-test .*" in/,
  },
  {
    name: '403 with a challenge',
    answer: status(403, { 'CF-Mitigated': 'challenge' }),
    expected: ['bot-wall'],
  },
  {
    name: '404, and the page the next day',
    answer: (asked, socket, visit) =>
      visit === 1 ? status(404)(asked, socket, visit) : page(asked, socket, visit),
    expected: ['http-404', 'page'],
  },
  { name: '407', answer: status(407), expected: ['http-407'] },
  { name: '410', answer: status(410), expected: ['http-410'], message: /gone for good/ },
  { name: '418', answer: status(418), expected: ['http-4xx'] },
  { name: '421', answer: status(421), expected: ['http-421'] },
  { name: '451', answer: status(451), expected: ['http-451'] },
  {
    name: '429, without a time: the host rests',
    answer: status(429),
    expected: ['http-429', 'host-resting'],
    requestsMax: 1,
  },
  {
    name: '429, two minutes',
    answer: status(429, { 'Retry-After': '120' }),
    expected: ['http-429', 'host-resting'],
    requestsMax: 1,
  },
  {
    name: '429, until a date',
    answer: status(429, { 'Retry-After': 'Wed, 21 Oct 2037 07:28:00 GMT' }),
    expected: ['http-429', 'host-resting'],
    requestsMax: 1,
  },
  {
    name: '429, -1',
    answer: status(429, { 'Retry-After': '-1' }),
    expected: ['http-429', 'host-resting'],
    requestsMax: 1,
  },
  {
    name: '429, 1e99',
    answer: status(429, { 'Retry-After': '1e99' }),
    expected: ['http-429', 'host-resting'],
    requestsMax: 1,
  },
  {
    name: '429, soon',
    answer: status(429, { 'Retry-After': 'soon' }),
    expected: ['http-429', 'host-resting'],
    requestsMax: 1,
  },
  {
    name: '500 ten times, then the page',
    answer: (asked, socket, visit) =>
      visit <= 10 ? status(500)(asked, socket, visit) : page(asked, socket, visit),
    expected: [...Array(10).fill('http-5xx'), 'page'],
  },
  {
    name: '503 for a day: the host rests',
    answer: status(503, { 'Retry-After': '86400' }),
    expected: ['http-5xx', 'host-resting'],
    requestsMax: 1,
  },
  { name: '520', answer: status(520), expected: ['http-5xx', 'http-5xx'] },
  { name: '522', answer: status(522), expected: ['http-5xx'] },
]

const redirects: Fault[] = [
  { name: 'a redirect to itself', answer: redirect('/feed', 301), expected: ['redirect-loop'] },
  {
    name: 'a redirect to and fro',
    answer: (asked, socket, visit) =>
      redirect(asked.path === '/feed' ? '/b' : '/feed', 301)(asked, socket, visit),
    expected: ['redirect-loop'],
    requestsMax: 2,
  },
  {
    name: 'fifty redirects',
    answer: (asked, socket, visit) =>
      redirect(`/${Number(asked.path.slice(1)) + 1 || 1}`)(asked, socket, visit),
    expected: ['too-many-redirects'],
    requestsMax: 6,
  },
  {
    name: 'a circle over two hosts',
    answer: (asked, socket, visit) => {
      const other = asked.host.startsWith('other.') ? asked.host.slice(6) : `other.${asked.host}`
      redirect(`http://${other}/feed`, 307)(asked, socket, visit)
    },
    expected: ['redirect-loop'],
    requestsMax: 2,
  },
  ...['file:///etc/passwd', 'gopher://site.example/', 'javascript:alert(1)', 'data:text/xml,<rss/>'].map(
    (location) => ({
      name: `a redirect to ${location}`,
      answer: redirect(location),
      expected: ['denied-redirect'],
    }),
  ),
  ...['http://127.0.0.1:8080/', 'http://[::1]:8080/', 'http://0x7f.1:8080/'].map((location) => ({
    name: `a redirect to ${location}`,
    answer: redirect(location),
    expected: ['denied-address'],
  })),
  {
    name: 'a 303 to a private network after an open robots.txt',
    answer: redirect('http://10.0.0.1/', 303),
    expected: ['denied-address'],
  },
  { name: 'a redirect to nowhere', answer: status(302), expected: ['redirect-without-target'] },
  {
    name: 'a redirect with a line break in it',
    answer: redirect('/a\r\nX-Evil: 1'),
    expected: ['http-404'],
    requestsMax: 2,
  },
  { name: 'a redirect with a NUL in it', answer: redirect('/a\0b'), expected: ['bad-http|denied-redirect'] },
  {
    name: 'a redirect of 50,000 characters',
    answer: redirect(`/${'a'.repeat(50_000)}`),
    expected: ['denied-redirect'],
  },
  {
    name: 'a redirect of a megabyte',
    answer: redirect(`/${'a'.repeat(1024 * 1024)}`),
    expected: ['headers-too-large'],
  },
  {
    name: 'a redirect that is no UTF-8',
    answer: redirect(Buffer.from([0x2f, 0xff, 0xfe])),
    expected: ['http-404'],
    requestsMax: 2,
  },
  {
    name: 'Refresh in a header and in the page are not followed',
    answer: status(200, { Refresh: '0; url=/b' }, '<meta http-equiv=refresh content="0; url=/c">'),
    expected: ['page'],
  },
]

/** A redirect that the door may follow leads to a 404. */
export const redirectFaults: Fault[] = redirects.map((fault) => ({
  ...fault,
  answer: (asked, socket, visit) => {
    if (fault.expected[0] === 'http-404' && asked.path !== '/feed') status(404)(asked, socket, visit)
    else fault.answer(asked, socket, visit)
  },
}))

export const robotsFaults: Fault[] = [
  {
    name: 'robots.txt answers 500',
    answer: robots(status(500)),
    expected: ['robots-unreachable'],
    requestsMax: 0,
    message: /status 500/,
  },
  {
    name: 'robots.txt answers 429',
    answer: robots(status(429)),
    expected: ['robots-unreachable'],
    requestsMax: 0,
  },
  { name: 'robots.txt answers 404', answer: robots(status(404)), expected: ['page'] },
  { name: 'robots.txt answers 403', answer: robots(status(403)), expected: ['page'] },
  {
    name: 'robots.txt is redirected six times: there is none',
    answer: (asked, socket, visit) => {
      if (asked.path === '/feed') page(asked, socket, visit)
      else redirect(`${asked.path}x`)(asked, socket, visit)
    },
    expected: ['page'],
    requestsMax: 6, // the hops after the first are not named robots.txt
  },
  {
    name: 'robots.txt is redirected to a file that closes all',
    answer: (asked, socket, visit) => {
      if (asked.path === '/robots.txt') redirect('/rules')(asked, socket, visit)
      else socket.end(reply(200, {}, 'User-agent: *\nDisallow: /'))
    },
    expected: ['robots-closed'],
    requestsMax: 1,
  },
  {
    name: 'robots.txt is redirected to nowhere',
    answer: robots(status(301)),
    expected: ['robots-unreachable'],
    requestsMax: 0,
  },
  {
    name: 'robots.txt is redirected to this machine',
    answer: robots(redirect('http://127.0.0.1:8080/')),
    expected: ['robots-unreachable'],
    requestsMax: 0,
  },
  {
    name: 'robots.txt of 10 MB: what is in its first 500 KiB counts',
    answer: robots((_, socket) => {
      const head = `User-agent: *\nDisallow: /other\n`
      socket.end(reply(200, {}, `${head}${'# x\n'.repeat(2_500_000)}Disallow: /feed\n`))
    }),
    expected: ['page'],
  },
  {
    name: 'robots.txt hangs',
    answer: robots(() => {}),
    expected: ['robots-unreachable'],
    requestsMax: 0,
    limits: { robotsMsMax: 300 },
    message: /timeout/,
  },
  {
    name: 'robots.txt is a page of HTML',
    answer: robots(status(200, {}, '<!doctype html><p>Disallow: no')),
    expected: ['page'],
  },
  {
    name: 'robots.txt closes the address',
    answer: robots(status(200, {}, 'User-agent: Uptake\nDisallow: /feed')),
    expected: ['robots-closed'],
    requestsMax: 0,
  },
]

/** Faults of the contents: the door hands over what was sent, makes no request of its own, and keeps no memory. */
export const contentFaults: Fault[] = [
  {
    name: 'a hub that lies: links in headers are handed over, not followed',
    answer: status(200, { Link: '<http://hub.example/>; rel="hub", </feed?page=2>; rel=next' }, feedText),
    expected: ['page'],
  },
  {
    name: 'a next page without end is not followed',
    answer: status(200, {}, '<a rel=next href="?2">'),
    expected: ['page'],
  },
  {
    name: 'a calendar with a link for every day',
    answer: status(200, {}, '<a href="/2030/1/1">'.repeat(50)),
    expected: ['page'],
  },
  {
    name: 'a page of HTML for a feed',
    answer: status(200, {}, '<title>Not found</title>'),
    expected: ['page'],
  },
  { name: 'an empty body', answer: status(200, {}, ''), expected: ['page'] },
  {
    name: 'another format at every visit',
    answer: (_, socket, visit) => socket.end(reply(200, {}, ['<rss/>', '<feed/>', '<html/>'][visit - 1])),
    expected: ['page', 'page', 'page'],
  },
  {
    name: 'entries that go, change their names and dates, and return',
    answer: (_, socket, visit) => socket.end(reply(200, {}, visit === 2 ? '<rss/>' : feedText)),
    expected: ['page', 'page', 'page'],
  },
  {
    name: 'a clock ten years off',
    answer: status(200, {
      Date: 'Thu, 01 Jan 2037 00:00:00 GMT',
      'Last-Modified': 'Fri, 02 Jan 2037 00:00:00 GMT',
    }),
    expected: ['page'],
  },
  {
    name: 'a new ETag every time',
    answer: (asked, socket, visit) => status(200, { ETag: `"${visit}"` })(asked, socket, visit),
    expected: ['page', 'page'],
  },
  {
    name: 'Set-Cookie every time',
    answer: status(200, { 'Set-Cookie': 'id=1' }),
    expected: ['page', 'page'],
  },
  { name: 'Vary: *', answer: status(200, { Vary: '*' }), expected: ['page'] },
  {
    name: 'an image for a page',
    answer: status(200, { 'Content-Type': 'image/png' }),
    expected: ['not-text'],
  },
]
