// The guard at work: no connection goes where it must not, whatever the address, the name service or a redirect says.
// A dialler that records and refuses stands in for the network: no packet leaves, and each test has its control.

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Dial, dialDirectly, type Resolve } from '../../src/fetch/connect.ts'
import { type DoorRequest, openDoor, type Seam } from '../../src/fetch/door.ts'
import { defaultLimits } from '../../src/fetch/limits.ts'
import { openTestDoor, reply, serve, withoutRobots } from './server.ts'

const publicAddress = '93.184.215.14'

/** A dialler that notes where a connection would have gone, and answers as a closed port does. */
function spy() {
  const dialled: string[] = []
  const dial: Dial = ({ addresses }, _options, callback) => {
    dialled.push(...addresses.map(({ address }) => address))
    callback(Object.assign(new Error('refused by the test'), { code: 'ECONNREFUSED' }), null)
    return undefined
  }
  return { dialled, dial }
}

/** A name service that gives one list of addresses after the other, the last one for ever. */
function resolver(answers: (string[] | Error)[]): Resolve {
  let asked = 0
  return async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    if (answer instanceof Error) throw answer
    return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
}

function openGuardedDoor(resolve: Resolve, seam: Seam) {
  return openDoor({ userAgent: 'Uptake/0', now: () => new Date(), pauseMs: 0, resolve }, seam)
}

const withoutPredicate = { closedNetworkOf: () => undefined }

/** Fetches once with the guard and once without its predicate; says where connections would have gone. */
async function dialledFor(request: DoorRequest, answers: (string[] | Error)[]) {
  const guarded = spy()
  const fetched = await openGuardedDoor(resolver(answers), { dial: guarded.dial }).fetch(request)
  const control = spy()
  await openGuardedDoor(resolver(answers), { dial: control.dial, ...withoutPredicate }).fetch(request)
  return { fetched, guarded: guarded.dialled, control: control.dialled }
}

describe('closed addresses are never dialled', () => {
  const literals = `127.0.0.1 127.1 2130706433 0x7f.1 0177.0.0.1 017700000001 0x7f000001 ①②⑦.⓪.⓪.① 127。0。0。1 0 127.0.0.1.
    10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 0xA9FEA9FE 0251.254.169.254 192.0.0.192 224.0.0.1 255.255.255.255
    [::] [::1] [0000::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe] [::127.0.0.1] [fd00::1] [fe80::1] [fec0::1]
    [ff02::1] [2002:7f00:1::] [64:ff9b::7f00:1] [64:ff9b:1::a00:1] [2001:0:7f00:1::]`
  it.each(literals.split(/\s+/))('http://%s/', async (host) => {
    const { fetched, guarded, control } = await dialledFor({ url: `http://${host}/`, purpose: 'api' }, [
      [publicAddress],
    ])
    expect(guarded).toEqual([])
    expect(fetched).toMatchObject({ outcome: 'failure', kind: 'denied-address', retry: 'never' })
    expect(control).toHaveLength(1)
  })

  const names: [what: string, answers: string[][]][] = [
    ['a private address', [['10.0.0.1']]],
    ['loopback', [['127.0.0.1']]],
    ['a mapped address', [['::ffff:169.254.169.254']]],
    ['public and private together', [[publicAddress, '127.0.0.1']]],
    ['private and public together', [['192.168.0.1', publicAddress]]],
    ['public IPv4, private IPv6', [[publicAddress, 'fd00::1']]],
    ['an octal form that parsers read differently', [['010.0.0.1']]],
  ]
  it.each(names)('a name that stands for %s', async (_, answers) => {
    const { fetched, guarded, control } = await dialledFor(
      { url: 'http://clinic.test/', purpose: 'api' },
      answers,
    )
    expect(guarded).toEqual([])
    expect(fetched).toMatchObject({ kind: 'denied-address', retry: 'later' })
    expect(fetched).toMatchObject({ message: expect.stringContaining('clinic.test') })
    expect(control.length).toBeGreaterThan(0)
  })

  it('the system’s own name for this machine, by the system’s own resolver', async () => {
    const options = { userAgent: 'Uptake/0', now: () => new Date(), pauseMs: 0 }
    const request: DoorRequest = { url: 'http://localhost/', purpose: 'api' }
    const guarded = spy()
    expect(await openDoor(options, { dial: guarded.dial }).fetch(request)).toMatchObject({
      kind: 'denied-address',
    })
    expect(guarded.dialled).toEqual([])
    const control = spy()
    await openDoor(options, { dial: control.dial, ...withoutPredicate }).fetch(request)
    expect(control.dialled.join(' ')).toMatch(/127\.0\.0\.1|::1/)
  })

  it('a public address is dialled', async () => {
    const { fetched, guarded } = await dialledFor({ url: 'http://clinic.test/', purpose: 'api' }, [
      [publicAddress],
    ])
    expect(guarded).toEqual([publicAddress])
    expect(fetched).toMatchObject({ kind: 'refused', retry: 'later' })
  })

  const purposes: DoorRequest['purpose'][] = ['feed', 'page', 'robots', 'api', 'discovery']
  it.each(purposes)('whatever the purpose: %s', async (purpose) => {
    for (const ignoreRobots of [false, true]) {
      const request = { url: 'http://clinic.test/', purpose, ignoreRobots }
      const { fetched, guarded, control } = await dialledFor(request, [['10.0.0.1']])
      expect(guarded).toEqual([])
      expect(fetched).toMatchObject({ kind: 'denied-address' })
      expect(control).toHaveLength(1)
    }
  })

  it('a connection that ends elsewhere than was judged is closed unused', async () => {
    const server = await serve((_, socket) => socket.end(reply(200, {}, 'canary')))
    const direct = dialDirectly(defaultLimits)
    const astray: Dial = (way, options, callback) =>
      direct(
        { ...way, addresses: [{ address: '127.0.0.1', family: 4 }], port: server.port },
        options,
        callback,
      )
    const door = openGuardedDoor(resolver([[publicAddress]]), { dial: astray })
    expect(await door.fetch({ url: 'http://clinic.test/', purpose: 'api' })).toMatchObject({
      kind: 'denied-address',
    })
    expect(server.asked).toEqual([])
    await server.close()
  })

  it('the operator’s list opens host and port, and no other port of that host', async () => {
    const { dial, dialled } = spy()
    const options = { userAgent: 'Uptake/0', now: () => new Date(), pauseMs: 0, allow: ['127.0.0.1:8080'] }
    const door = openDoor(options, { dial })
    expect(await door.fetch({ url: 'http://127.0.0.1:8080/', purpose: 'api' })).toMatchObject({
      kind: 'refused',
    })
    expect(await door.fetch({ url: 'http://127.0.0.1:8081/', purpose: 'api' })).toMatchObject({
      kind: 'denied-address',
    })
    expect(dialled).toEqual(['127.0.0.1'])
  })
})

describe('a name service that changes its mind', () => {
  // The first answer is public; from the second on, it points inside.
  const rebinding = () => resolver([[publicAddress], ['127.0.0.1']])

  it('between robots.txt and the page: the page is not dialled', async () => {
    const fetchTwice = async (seam: Seam) => {
      const door = openGuardedDoor(rebinding(), seam)
      await door.fetch({ url: 'http://clinic.test/', purpose: 'api' })
      return door.fetch({ url: 'http://clinic.test/', purpose: 'feed' })
    }
    const guarded = spy()
    expect(await fetchTwice({ dial: guarded.dial })).toMatchObject({ kind: 'denied-address' })
    expect(guarded.dialled).toEqual([publicAddress])
    const control = spy()
    await fetchTwice({ dial: control.dial, ...withoutPredicate })
    expect(control.dialled).toContain('127.0.0.1')
  })

  it('within one request: the name is resolved once, and the judged address is the dialled one', async () => {
    const { guarded } = await dialledFor({ url: 'http://clinic.test/', purpose: 'api' }, [
      [publicAddress],
      ['127.0.0.1'],
    ])
    expect(guarded).toEqual([publicAddress])
  })

  it('between two redirects of one host: the second is refused', async () => {
    // Both hops would reach our own server; the predicate of this test calls 127.0.0.2 closed and 127.0.0.1 public.
    const server = await serve((_, socket) => socket.end(reply(302, { Location: `/${Math.random()}` })))
    const judge = { closedNetworkOf: (address: string) => (address === '127.0.0.2' ? 'closed' : undefined) }
    const answers = resolver([['127.0.0.1'], ['127.0.0.2']])
    const resolve: Resolve = async (name) =>
      (await answers(name)).map((one) => ({ ...one, port: server.port }))
    const door = openTestDoor(server, { resolve, allow: [] }, judge)
    expect(await door.fetch({ url: 'http://clinic.test/', purpose: 'api' })).toMatchObject({
      kind: 'denied-address',
    })
    expect(server.asked).toHaveLength(1)
    await server.close()
  })

  it('after a connection that broke: the next fetch is judged anew', async () => {
    const { dialled, dial } = spy()
    const breaking: Dial = (way, options, callback) =>
      dial(way, options, () => callback(Object.assign(new Error('reset'), { code: 'ECONNRESET' }), null))
    const door = openGuardedDoor(rebinding(), { dial: breaking })
    const request: DoorRequest = { url: 'http://clinic.test/', purpose: 'api' }
    expect(await door.fetch(request)).toMatchObject({ kind: 'connection-lost' })
    expect(await door.fetch(request)).toMatchObject({ kind: 'denied-address' })
    expect(dialled).toEqual([publicAddress])
  })

  const nameErrors: [what: string, answer: string[] | Error][] = [
    ['an empty answer', []],
    ['NXDOMAIN', Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })],
    ['SERVFAIL', Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' })],
  ]
  it.each(nameErrors)('%s: said plainly, tried again later', async (_, answer) => {
    const { fetched, control } = await dialledFor({ url: 'http://clinic.test/', purpose: 'page' }, [answer])
    expect(fetched).toMatchObject({ kind: 'dns', step: 'resolve', retry: 'later' })
    expect(control).toEqual([])
  })

  it('a name service that never answers: the fetch ends all the same', async () => {
    const door = openTestDoor(
      { port: 1 },
      { resolve: () => new Promise(() => {}), limits: { totalMsMax: 200 } },
    )
    expect(await door.fetch({ url: 'http://clinic.example/', purpose: 'api' })).toMatchObject({
      kind: 'timeout',
    })
  })

  it('a name service that answers when the fetch has ended: nothing is dialled any more', async () => {
    const { dial, dialled } = spy()
    const resolve: Resolve = async () => {
      await new Promise((done) => setTimeout(done, 150))
      return [{ address: publicAddress, family: 4 }]
    }
    const door = openTestDoor({ port: 1 }, { resolve, limits: { totalMsMax: 50 } }, { dial })
    expect(await door.fetch({ url: 'http://clinic.example/', purpose: 'api' })).toMatchObject({
      kind: 'timeout',
    })
    await new Promise((done) => setTimeout(done, 200))
    expect(dialled).toEqual([])
  })
})

/** As a server sends it: UTF-8, one character per byte. */
const inBytes = (text: string) => Buffer.from(text).toString('latin1')

describe('redirects to this machine', () => {
  const spellings = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.1',
    '①②⑦.⓪.⓪.①',
    '127.0.0.1.',
    'localhost',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
  ]
  const spellings6 = ['[::1]', '[0:0:0:0:0:0:0:1]']

  it('are refused for every status and every spelling, and reach nothing', async () => {
    const canary = await serve((_, socket) => socket.end(reply(200, {}, 'canary')))
    const canary6 = await serve((_, socket) => socket.end(reply(200, {}, 'canary')), undefined, '::1')
    // Ports that the URL policy lets pass, so that it is the guard that refuses: the dialler leads them to the canaries.
    const lead =
      (base: Dial): Dial =>
      (way, options, callback) => {
        const port = way.port === 8080 ? canary.port : way.port === 8081 ? canary6.port : way.port
        return base({ ...way, port }, options, callback)
      }
    const server = await serve(
      withoutRobots((asked, socket) => {
        const [, status = '', target = ''] = asked.path.split('/')
        socket.end(reply(status, { Location: inBytes(`http://${decodeURIComponent(target)}/canary`) }))
      }),
    )
    const toOurs: Resolve = async (name) =>
      name.endsWith('.example')
        ? [{ address: '127.0.0.1', family: 4, port: server.port }]
        : [{ address: '127.0.0.1', family: 4 }]
    const dial = lead(dialDirectly(defaultLimits))
    const attempts = [301, 302, 303, 307, 308].flatMap((status) => [
      ...spellings.map((host) => `http://clinic.example/${status}/${encodeURIComponent(`${host}:8080`)}`),
      ...spellings6.map((host) => `http://clinic.example/${status}/${encodeURIComponent(`${host}:8081`)}`),
    ])
    expect(attempts).toHaveLength(60)
    const door = openTestDoor(server, { resolve: toOurs }, { dial })
    for (const url of attempts) {
      expect(await door.fetch({ url, purpose: 'page' }), url).toMatchObject({ kind: 'denied-address' })
    }
    expect(canary.connections() + canary6.connections()).toBe(0)

    const control = openTestDoor(server, { resolve: toOurs }, { dial, ...withoutPredicate })
    const reached = await Promise.all(attempts.map((url) => control.fetch({ url, purpose: 'api' })))
    expect(reached.filter((one) => one.outcome === 'page' && one.text === 'canary')).toHaveLength(60)
    await Promise.all([canary.close(), canary6.close(), server.close()])
  })
})

describe('the shared list of addresses (skipped where ../shared is absent)', () => {
  const file = new URL('../../../shared/data/ssrf/urls.jsonl', import.meta.url)
  it.skipIf(!existsSync(file))('none that is to be refused is dialled, all others are', async () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows).toHaveLength(230)
    let seenWithoutGuard = 0
    for (const { url, expect: expected, fake_dns: answer = ['127.0.0.1'] } of rows) {
      const { fetched, guarded, control } = await dialledFor({ url, purpose: 'api' }, [answer])
      seenWithoutGuard += control.length
      if (expected === 'deny') {
        expect(guarded, url).toEqual([])
        expect(fetched, url).toMatchObject({
          outcome: 'failure',
          kind: expect.stringMatching(/^(denied-address|bad-url)$/),
        })
      } else if (expected === 'allow') expect(guarded, url).toHaveLength(1)
    }
    expect(seenWithoutGuard).toBeGreaterThan(150)
  })
})
