// The door's other wing: what it sends, and where it will not go.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type PostOptions, postJson } from '../../src/fetch/post.ts'
import { type RawServer, reply, serve } from './server.ts'

let server: RawServer
beforeEach(async () => {
  server = await serve((_, socket) =>
    socket.end(reply(200, { 'Content-Type': 'application/json' }, '{"a":1}')),
  )
})
afterEach(() => server.close())

const post = (host: string, rest: Partial<PostOptions> = {}) =>
  postJson({
    url: `http://${host}:${server.port}/v1`,
    headers: { authorization: 'Bearer canary' },
    body: '{"question":"€"}',
    userAgent: 'Uptake-test/0',
    allow: [`${host}:${server.port}`],
    deadlineMs: 10_000,
    now: () => new Date(0),
    ...rest,
  })

it('sends JSON with its length and the headers it was given, to the address that the operator opened', async () => {
  expect(await post('127.0.0.1')).toEqual({ text: '{"a":1}' })
  const [asked] = server.asked
  expect(asked).toMatchObject({
    method: 'POST',
    path: '/v1',
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength('{"question":"€"}')),
      authorization: 'Bearer canary',
      'user-agent': 'Uptake-test/0',
    },
  })
})

for (const [host, allow] of [
  ['127.0.0.1', []],
  ['127.0.0.1', ['127.0.0.1:1', '10.0.0.1:80']],
  ['localhost', ['127.0.0.1:80']],
  ['[::ffff:127.0.0.1]', []],
  ['0x7f.1', []],
] as const)
  it(`never reaches ${host} when ${allow.join() || 'nothing'} is opened`, async () => {
    const failure = await post(host, { allow })
    expect(failure).toMatchObject({ outcome: 'failure' })
    expect(JSON.stringify(failure)).not.toContain('canary')
    expect(server.connections()).toBe(0)
  })

it('a private address on a usual port is refused for what it is', async () => {
  const failure = await post('10.1.2.3', { url: 'http://10.1.2.3:8080/v1', allow: ['127.0.0.1:8080'] })
  expect(failure).toMatchObject({ kind: 'denied-address', retry: 'never' })
})

it('stops when told to, and says so', async () => {
  expect(await post('127.0.0.1', { signal: AbortSignal.abort() })).toMatchObject({ kind: 'stopped' })
  expect(server.connections()).toBe(0)
})

it('a bad address is an answer, not a throw', async () => {
  expect(await post('127.0.0.1', { url: 'no address' })).toMatchObject({ kind: 'bad-url' })
})
