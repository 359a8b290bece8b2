// The way to a server: TLS, dead addresses, closed ports. All on loopback.

import net from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { dialDirectly, type ResolvedAddress } from '../../src/fetch/connect.ts'
import { defaultLimits } from '../../src/fetch/limits.ts'
import { makeCertificate } from './certificate.ts'
import { feedText, openTestDoor, type RawServer, reply, serve, withoutRobots } from './server.ts'

const servers: RawServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

const answering = withoutRobots((_, socket) => socket.end(reply(200, {}, feedText)))

async function start(...options: Parameters<typeof serve>): Promise<RawServer> {
  const server = await serve(...options)
  servers.push(server)
  return server
}

async function check(
  url: string,
  addresses: ResolvedAddress[],
  expected: string,
  { connectMsMax = 1_000, authority }: { connectMsMax?: number; authority?: string } = {},
) {
  const limits = { connectMsMax, totalMsMax: 1_500 }
  const trust = authority === undefined ? {} : { ca: authority }
  const dial = dialDirectly({ ...defaultLimits, ...limits }, trust)
  const door = openTestDoor({ port: 0 }, { resolve: async () => addresses, limits }, { dial })
  const fetched = await door.fetch({ url, purpose: 'feed' })
  expect(fetched.outcome === 'failure' ? `${fetched.kind} (${fetched.step})` : fetched.outcome).toBe(expected)
  await door.close()
  return fetched
}

const at = (port: number, address = '127.0.0.1'): ResolvedAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
  port,
})

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('TLS', async () => {
  const authority = makeCertificate('Test authority', { authority: true })
  const trusted = { authority: authority.cert }
  const secure = (options: Parameters<typeof makeCertificate>[1] = {}, name = 'clinic.example') =>
    start(answering, makeCertificate(name, { issuer: authority, ...options }))

  it('a good certificate lets the page through, and the name that was asked for is the host’s', async () => {
    const server = await secure()
    await check('https://clinic.example/feed', [at(server.port)], 'page', trusted)
    expect(server.asked.map((one) => one.host)).toEqual(['clinic.example', 'clinic.example'])
  })
  it('an expired certificate', async () => {
    const server = await secure({ expired: true })
    const fetched = await check(
      'https://clinic.example/',
      [at(server.port)],
      'certificate (connect)',
      trusted,
    )
    expect(fetched).toMatchObject({
      message: expect.stringMatching(/CERT_HAS_EXPIRED.*publisher must renew/),
    })
    expect(server.asked).toEqual([])
  })
  it('a certificate for another host', async () => {
    const server = await secure({}, 'other.example')
    await check('https://clinic.example/', [at(server.port)], 'certificate (connect)', trusted)
    expect(server.asked).toEqual([])
  })
  it('a certificate that nobody vouches for', async () => {
    const server = await secure()
    await check('https://clinic.example/', [at(server.port)], 'certificate (connect)')
    expect(server.asked).toEqual([])
  })
  it('a certificate that vouches for itself', async () => {
    const server = await start(answering, makeCertificate('clinic.example'))
    await check('https://clinic.example/', [at(server.port)], 'certificate (connect)')
  })
  it('TLS where the server speaks plainly', async () => {
    const plain = net.createServer((socket) => socket.once('data', () => socket.end(reply(400))))
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as net.AddressInfo
    await check('https://clinic.example/', [at(port)], 'tls (connect)')
    plain.close()
  })
  it('plain where the server speaks TLS', async () => {
    const server = await secure()
    const fetched = await check('http://clinic.example/', [at(server.port)], 'robots-unreachable (robots)')
    expect(fetched).toMatchObject({ retry: 'later' })
  })
  it('a server that takes the connection and never says a word of TLS', async () => {
    const mute = net.createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => mute.once('listening', resolve))
    const { port } = mute.address() as net.AddressInfo
    await check('https://clinic.example/', [at(port)], 'connect-timeout (connect)', { connectMsMax: 300 })
    mute.close()
  })
})

describe('addresses', () => {
  it('IPv4 only', async () => {
    const server = await start(answering)
    await check('http://clinic.example/feed', [at(server.port)], 'page')
  })
  it('IPv6 only', async () => {
    const server = await start(answering, undefined, '::1')
    await check('http://clinic.example/feed', [at(server.port, '::1')], 'page')
  })
  it('a dead address does not stand in the way of a live one', async () => {
    const server = await start(answering)
    await check('http://clinic.example/feed', [at(server.port, '::1'), at(server.port)], 'page')
    await check('http://clinic.example/feed', [at(server.port, '127.0.0.2'), at(server.port)], 'page')
  })
  it('nobody listens', async () => {
    const port = await closedPort()
    await check('http://clinic.example/feed', [at(port)], 'refused (connect)')
    await check('http://clinic.example/feed', [at(port), at(port, '::1')], 'refused (connect)')
  })
  it('the host’s own port, when the resolver names none', async () => {
    const server = await start(answering)
    const door = openTestDoor(server, {
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      allow: [`clinic.example:${server.port}`],
    })
    expect(await door.fetch({ url: `http://clinic.example:${server.port}/`, purpose: 'page' })).toMatchObject(
      {
        outcome: 'page',
      },
    )
    expect(server.asked[0]?.headers.host).toBe(`clinic.example:${server.port}`)
    await door.close()
  })
  it.each(['127.0.0.1', '[::1]'])(
    'an address instead of a name, opened by the operator: %s',
    async (host) => {
      const server = await start(answering, undefined, host.replace(/[[\]]/g, ''))
      const door = openTestDoor(server, { allow: [`${host}:${server.port}`] })
      expect(await door.fetch({ url: `http://${host}:${server.port}/feed`, purpose: 'feed' })).toMatchObject({
        outcome: 'page',
        url: `http://${host}:${server.port}/feed`,
      })
      expect(server.asked.map((one) => one.headers.host)).toEqual(Array(2).fill(`${host}:${server.port}`))
      await door.close()
    },
  )
})
