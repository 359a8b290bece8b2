// What servers do wrong, one fixture each, over real sockets on loopback: a page or a plain reason, in time, and
// never a throw or a request too many.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentFaults, redirectFaults, robotsFaults, statusFaults } from './faults-answers.ts'
import { type Fault, wireFaults } from './faults-wire.ts'
import { openTestDoor, type RawServer, reply, serve } from './server.ts'

const sets: Record<string, Fault[]> = {
  'the wire': wireFaults,
  statuses: statusFaults,
  redirects: redirectFaults,
  'robots.txt': robotsFaults,
  contents: contentFaults,
}

// Each case has a host of its own: f7.example and, for cases that need a second one, other.f7.example.
const faults = Object.values(sets).flat()
const hostOf = (fault: Fault) => `f${faults.indexOf(fault)}.example`

let server: RawServer
const visits = new Map<string, number>()

beforeAll(async () => {
  server = await serve((asked, socket) => {
    const fault = faults[Number(/f(\d+)\.example$/.exec(asked.host)?.[1])]
    const address = asked.host + asked.path
    visits.set(address, (visits.get(address) ?? 0) + 1)
    if (!fault || (asked.path === '/robots.txt' && !robotsFaults.includes(fault))) socket.end(reply(404))
    else fault.answer(asked, socket, visits.get(address) ?? 1)
  })
})
afterAll(() => server.close())

async function check(fault: Fault) {
  const door = openTestDoor(server, fault.limits ? { limits: fault.limits } : {})
  const host = hostOf(fault)
  for (const expected of fault.expected) {
    // That it ends in time is the door's own deadline ("timeout" where nothing else ended it), not a clock of the test's.
    const fetched = await door.fetch({ url: `http://${host}/feed`, purpose: 'feed' })
    const came = fetched.outcome === 'failure' ? fetched.kind : fetched.outcome
    expect(expected.split('|'), fetched.outcome === 'failure' ? fetched.message : '').toContain(came)
    if (fetched.outcome !== 'failure') continue
    expect(fetched.message).toMatch(/^\S.*[;,:] .*\.$/s) // what happened; what to do.
    expect(fetched.message).not.toMatch(/undefined|\bunknown\b|[{}]/)
    expect(fetched.retry).toBe(fetched.kind === 'http-410' ? 'never' : 'later')
    if (fetched.kind !== 'host-resting') expect(fetched.message).toMatch(fault.message ?? /./)
  }
  const asked = server.asked.filter((one) => one.host.endsWith(host) && one.path !== '/robots.txt')
  expect(asked.length).toBeLessThanOrEqual(fault.requestsMax ?? fault.expected.length)
  await door.close()
}

for (const [name, cases] of Object.entries(sets)) {
  describe(`faults of ${name}`, () => {
    it.each(cases)('$name', check)
  })
}

describe('faults keep to themselves', () => {
  it('a site that drips does not delay fifty others', async () => {
    const [drip] = wireFaults
    const door = openTestDoor(server, { limits: { totalMsMax: 600_000 } })
    const slow = door.fetch({ url: `http://${hostOf(drip!)}/feed`, purpose: 'feed' })
    const good = `f${faults.findIndex((fault) => fault.name === 'Vary: *')}.example`
    const others = await Promise.all(
      Array.from({ length: 50 }, (_, n) => door.fetch({ url: `http://n${n}.${good}/feed`, purpose: 'feed' })),
    )
    expect(others.map((one) => one.outcome)).toEqual(Array(50).fill('page'))
    // They were answered while it was dripping, which it does until the door is closed.
    expect(await Promise.race([slow, 'still dripping'])).toBe('still dripping')
    await door.close()
    expect(await slow).toMatchObject({ kind: 'stopped' })
  })

  it('no request carries a cookie, a referrer or a header that was not meant', () => {
    const known = ['host', 'connection', 'user-agent', 'accept', 'accept-encoding']
    expect(server.asked.length).toBeGreaterThan(100)
    for (const { headers } of server.asked) {
      expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([])
      expect(headers.connection).toBe('close') // every request is judged anew, none rides on an earlier one's connection
      expect(headers['user-agent']).toBe('Uptake/0.0.0-test (+https://uptake.example/about)')
    }
  })
})
