// Accounts through the site: the first link, the sign-in and its limits, sessions, tokens, roles, the log.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hasher } from '../../src/account/hasher.ts'
import { nameKeyOf } from '../../src/account/names.ts'
import { hashToken } from '../../src/account/token.ts'
import { addAccount, listAccounts, offerFirstPassword, resetAccount } from '../../src/people.ts'
import { createApp } from '../../web/app.tsx'
import { mayReadWhole, requireRole, VISITOR } from '../../web/people.ts'
import type { App, SiteParts } from '../../web/site.tsx'
import { openTestStore } from '../store/samples.ts'
import { NOW, watch } from './seeds.ts'
import { cookiesOf, makeAccount, OWN_FORM, PASSWORD, signIn, signInAs } from './sign-in.ts'

let clock = new Date(NOW)
const now = () => clock
const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000)
}
let store: Awaited<ReturnType<typeof openTestStore>>
let app: App
beforeAll(async () => {
  store = await openTestStore()
  app = openApp()
})
afterAll(() => store.close())

const openApp = (parts: Partial<SiteParts> = {}): App =>
  createApp({ store, now, watch, sample: false, ...parts })
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const post = (to: App, url: string, headers: Record<string, string>, fields: Record<string, string> = {}) =>
  Promise.resolve(
    to.request(url, { method: 'POST', headers: { ...OWN_FORM, ...headers }, body: form(fields) }),
  )
const get = (to: App, url: string, headers: Record<string, string> = {}) =>
  Promise.resolve(to.request(url, { headers }))
const isIn = async (headers: Record<string, string>, to = app) =>
  (await get(to, '/account', headers)).status === 200

describe('the first start', () => {
  it('prints a link while nobody can run the site; a later start voids it; afterwards nothing is printed', async () => {
    const fresh = await openTestStore()
    const site = createApp({ store: fresh, now, watch, sample: false })
    const printed: string[] = []
    const means = {
      store: fresh,
      now,
      print: (line: string) => printed.push(line),
      address: 'http://here.example',
    }
    const linkOf = async () => {
      printed.length = 0
      await offerFirstPassword(means)
      return /http:\/\/here\.example(\/set-password\/[\w-]{43})$/.exec(printed.at(-1) ?? '')?.[1]
    }
    const [first, second] = [await linkOf(), await linkOf()] as [string, string]
    expect((await get(site, first)).status).toBe(404)
    expect((await get(site, second)).status, 'looking does not use it up').toBe(200)
    expect((await get(site, second)).status).toBe(200)
    const weak = await post(site, second, {}, { password: 'operator2026', again: 'operator2026' })
    expect([weak.status, await weak.text()]).toEqual([400, expect.stringContaining('the name over again')])
    const unlike = await post(site, second, {}, { password: PASSWORD, again: `${PASSWORD}.` })
    expect(unlike.status).toBe(400)
    const set = await post(site, second, {}, { password: PASSWORD, again: PASSWORD })
    expect([set.status, set.headers.get('Location')]).toEqual([303, '/account'])
    expect((await get(site, '/people', { Cookie: cookiesOf(set) })).status).toBe(200)
    expect((await post(site, second, {}, { password: PASSWORD, again: PASSWORD })).status, 'once').toBe(404)
    expect(await linkOf()).toBeUndefined()
    expect(printed).toEqual([])
    await fresh.close()
  })

  it('on the command line: accounts are added, listed and reset', async () => {
    const fresh = await openTestStore()
    const printed: string[] = []
    const means = {
      store: fresh,
      now,
      print: (line: string) => printed.push(line),
      address: 'http://here.example',
    }
    await listAccounts(means)
    expect(printed.join()).toContain('no accounts yet')
    expect(await addAccount(means, 'anna', 'editor')).toBe(true)
    expect(printed.at(-1)).toMatch(/\/set-password\/[\w-]{43}$/)
    expect(await addAccount(means, 'Anna', 'editor')).toBe(false)
    expect(await addAccount(means, 'a b', 'editor')).toBe(false)
    expect(await addAccount(means, 'bert', 'king')).toBe(false)
    expect(printed.at(-1)).toContain('"king" is no role')
    expect(await resetAccount(means, 'nobody')).toBe(false)
    expect(await resetAccount(means, 'ANNA')).toBe(true)
    printed.length = 0
    await listAccounts(means)
    expect(printed).toEqual(['anna · editor · no password yet'])
    expect((await fresh.listActs({ limit: 9 })).map(({ who, act }) => [who, act])).toEqual([
      ['command line', 'make-link'],
      ['command line', 'invite'],
    ])
    await fresh.close()
  })

  it('a link is good for a day', async () => {
    const printed: string[] = []
    const means = { store, now, print: (line: string) => printed.push(line), address: '' }
    await addAccount(means, 'late', 'reader')
    const link = printed.at(-1)!.trim()
    later(23 * 60 + 59)
    expect((await get(app, link)).status).toBe(200)
    later(1)
    expect((await get(app, link)).status).toBe(404)
    expect((await post(app, link, {}, { password: PASSWORD, again: PASSWORD })).status).toBe(404)
  })
})

describe('signing in', () => {
  it('gives a new token each time, ends the session the browser came with, and never takes a token from outside', async () => {
    const anna = await signIn(app, store, 'reader', now)
    const planted = 'x'.repeat(43)
    const again = await post(
      app,
      '/sign-in',
      { Cookie: `uptake-session=${planted}` },
      { name: anna.name, password: PASSWORD },
    )
    expect(cookiesOf(again)).not.toContain(planted)
    const second = await post(
      app,
      '/sign-in',
      { Cookie: anna.cookie },
      { name: anna.name, password: PASSWORD },
    )
    expect(cookiesOf(second)).not.toBe(anna.cookie)
    expect(await isIn({ Cookie: cookiesOf(second) })).toBe(true)
    expect(await isIn({ Cookie: anna.cookie }), 'the session before').toBe(false)
    expect(await isIn({ Cookie: cookiesOf(again) }), 'another browser goes on').toBe(true)
  })

  it('ends on the server, not only in the browser', async () => {
    const anna = await signIn(app, store, 'reader', now)
    const out = await post(app, '/sign-out', anna.headers)
    expect(out.headers.getSetCookie().join()).toMatch(/uptake-session=; Max-Age=0/)
    expect(await isIn(anna.headers)).toBe(false)
  })

  it('lasts thirty days, and "last seen" is to the hour', async () => {
    const anna = await signIn(app, store, 'reader', now)
    const { id } = (await store.findAccount(nameKeyOf(anna.name)))!
    const seen = async () =>
      (await store.listSessions({ accountId: id, at: now().toISOString() }))[0]?.lastSeenAt
    const first = await seen()
    later(59)
    await isIn(anna.headers)
    expect(await seen()).toBe(first)
    later(1)
    await isIn(anna.headers)
    await expect.poll(seen).not.toBe(first)
    later(30 * 24 * 60 - 61)
    expect(await isIn(anna.headers)).toBe(true)
    later(1)
    expect(await isIn(anna.headers)).toBe(false)
  })

  it('sets cookies that scripts and other sites cannot use; under https only this host', async () => {
    const { name } = await makeAccount(store, 'reader', now)
    for (const [address, prefix, secure] of [
      ['http://uptake.example', '', false],
      ['https://uptake.example', '__Host-', true],
    ] as const) {
      const site = openApp({ address })
      const cookies = (await post(site, '/sign-in', {}, { name, password: PASSWORD })).headers.getSetCookie()
      expect(cookies).toHaveLength(2)
      for (const cookie of cookies) {
        expect(cookie.startsWith(`${prefix}uptake-`)).toBe(true)
        expect(cookie).toContain('; Path=/;')
        expect(cookie).toContain('HttpOnly')
        expect(cookie).toContain('SameSite=Lax')
        expect(cookie.includes('Secure')).toBe(secure)
        expect(cookie).not.toContain('Domain')
      }
      const cookie = cookies.map((line) => line.split(';')[0]).join('; ')
      expect((await get(site, '/account', { Cookie: cookie })).status).toBe(200)
    }
  })

  it('is not possible for accounts that are disabled or have no password', async () => {
    const { id, name } = await makeAccount(store, 'reader', now)
    await store.changeAccount({ id, disabled: true, at: now().toISOString() })
    expect((await post(app, '/sign-in', {}, { name, password: PASSWORD })).status).toBe(401)
    await addAccount({ store, now, print: () => {}, address: '' }, 'unset', 'reader')
    for (const password of ['', PASSWORD])
      expect((await post(app, '/sign-in', {}, { name: 'unset', password })).status).toBe(401)
  })
})

describe('the limits of the sign-in', () => {
  const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } })
  const open = () => {
    let hashed = 0
    const hasher: Hasher = {
      hash: async () => '',
      verify: async (stored, password) => {
        hashed++
        return typeof stored === 'string' && password === PASSWORD
      },
    }
    const site = openApp({ hasher })
    const attempt = async (
      name: string,
      password: string,
      address: string,
      more: Record<string, string> = {},
    ) => {
      const headers = { ...OWN_FORM, ...more }
      const body = form({ name, password })
      return await site.request('/sign-in', { method: 'POST', headers, body }, from(address))
    }
    return { attempt, hashed: () => hashed, site }
  }

  it('let ten of a thousand tries reach the hash, and do not lock the owner out, who sits elsewhere', async () => {
    const { attempt, hashed } = open()
    const { name } = await makeAccount(store, 'operator', now)
    const statuses: number[] = []
    for (let i = 0; i < 1000; i++) statuses.push((await attempt(name, `guess ${i}`, '203.0.113.9')).status)
    expect(hashed()).toBe(10)
    expect(statuses.slice(0, 10).every((status) => status === 401)).toBe(true)
    expect(statuses.slice(10).every((status) => status === 429)).toBe(true)
    const refused = await attempt(name, PASSWORD, '203.0.113.9')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '900'])
    expect((await attempt(name, PASSWORD, '198.51.100.7')).status).toBe(303)
    later(15)
    expect((await attempt(name, PASSWORD, '203.0.113.9')).status).toBe(303)
  })

  it('count tries of one address over all names', async () => {
    const { attempt, hashed } = open()
    for (let i = 0; i < 40; i++) await attempt(`somebody-${i}`, 'x', '203.0.113.10')
    expect(hashed()).toBe(10)
  })

  it('count tries on one account over all addresses, and leave room for a browser that is known to it', async () => {
    const { attempt, hashed } = open()
    const { name } = await makeAccount(store, 'operator', now)
    const device = cookiesOf(await attempt(name, PASSWORD, '198.51.100.8'))
    const before = hashed()
    for (let i = 0; i < 200; i++) for (let j = 0; j < 4; j++) await attempt(name, 'x', `203.0.${i}.1`)
    expect(hashed() - before).toBe(50)
    expect((await attempt(name, PASSWORD, '198.51.100.9')).status, 'a new browser must wait').toBe(429)
    const known = device.split('; ').find((cookie) => cookie.startsWith('uptake-device'))!
    expect((await attempt(name, PASSWORD, '203.0.1.1', { Cookie: known })).status).toBe(303)
  })

  it('take a network of IPv6 for one address, and believe only our own proxies', async () => {
    const { attempt, hashed, site } = open()
    for (let i = 0; i < 30; i++) await attempt('somebody', 'x', `2001:db8:1:2::${i.toString(16)}`)
    expect(hashed()).toBe(10)
    for (let i = 0; i < 30; i++)
      await attempt('anybody', 'x', '203.0.113.11', { 'X-Forwarded-For': `198.51.100.${i}` })
    expect(hashed()).toBe(20)
    expect(site).toBeDefined()
    let count = 0
    const behind = openApp({
      proxies: 1,
      hasher: { hash: async () => '', verify: async () => ++count < 0 },
    })
    for (let i = 0; i < 30; i++) {
      const headers = { ...OWN_FORM, 'X-Forwarded-For': `10.9.8.${i}, 198.51.100.77` }
      const body = form({ name: `n${i}`, password: 'x' })
      await behind.request('/sign-in', { method: 'POST', headers, body }, from('127.0.0.1'))
    }
    expect(count, 'what a client wrote itself is left of what the proxy wrote').toBe(10)
  })

  it('work as hard for a name that does not exist', async () => {
    const { attempt, hashed } = open()
    const unknown = await attempt('no-such-person', 'x', '203.0.113.12')
    expect(hashed()).toBe(1)
    const { name } = await makeAccount(store, 'reader', now)
    const known = await attempt(name, 'x', '203.0.113.12')
    expect(hashed()).toBe(2)
    const strip = async (answer: Response) => (await answer.text()).replace(/value="[^"]*"/g, '')
    expect(await strip(unknown)).toBe(await strip(known))
  })
})

describe('one’s own account', () => {
  it('changes its password: the other sessions end, this one goes on, links become void', async () => {
    const anna = await signIn(app, store, 'reader', now)
    const other = await signInAs(app, anna.name)
    const [present, password] = [PASSWORD, 'another walk to the ward']
    const wrong = await post(app, '/account/password', anna.headers, {
      present: 'x',
      password,
      again: password,
    })
    expect([wrong.status, await isIn(other.headers)]).toEqual([400, true])
    const weak = await post(app, '/account/password', anna.headers, {
      present,
      password: 'short',
      again: 'short',
    })
    expect(weak.status).toBe(400)
    const printed: string[] = []
    await resetAccount({ store, now, print: (line) => printed.push(line), address: '' }, anna.name)
    const done = await post(app, '/account/password', anna.headers, { present, password, again: password })
    expect(done.headers.get('Location')).toBe('/account?said=password')
    expect([await isIn(anna.headers), await isIn(other.headers)]).toEqual([true, false])
    expect((await get(app, printed.at(-1)!.trim())).status).toBe(404)
    expect((await post(app, '/sign-in', {}, { name: anna.name, password: PASSWORD })).status).toBe(401)
    expect((await signInAs(app, anna.name, password)).cookie).not.toBe('')
  })

  it('shows its sessions and ends them; those of others do not exist for it', async () => {
    const anna = await signIn(app, store, 'reader', now)
    const bert = await signIn(app, store, 'reader', now)
    const second = await signInAs(app, anna.name)
    const page = await (await get(app, '/account', anna.headers)).text()
    const [, id] = /\/account\/sessions\/(\d+)\/end/.exec(page)!
    expect((await post(app, `/account/sessions/${id}/end`, bert.headers)).status).toBe(404)
    expect(await isIn(second.headers)).toBe(true)
    expect((await post(app, `/account/sessions/${id}/end`, anna.headers)).status).toBe(303)
    expect([await isIn(second.headers), await isIn(anna.headers)]).toEqual([false, true])
  })

  it('makes tokens that are shown once, kept as a hash, and revoked only by their owner', async () => {
    const anna = await signIn(app, store, 'reader', now)
    const bert = await signIn(app, store, 'editor', now)
    for (const fields of [{ name: '', 'scope-read': '1' }, { name: 'x' }, { name: 'x', 'scope-tag': '1' }])
      expect(
        (await post(app, '/account/tokens', anna.headers, fields as Record<string, string>)).status,
      ).toBe(400)
    const made = await post(app, '/account/tokens', anna.headers, { name: 'weekly', 'scope-read': '1' })
    expect(made.headers.get('Cache-Control')).toBe('no-store')
    const [token] = /uptake_[\w-]{43}/.exec(await made.text())!
    const shown = await (await get(app, '/account', anna.headers)).text()
    expect(shown).toContain('weekly')
    expect(shown).not.toContain(token)
    const use = async () => (await get(app, '/api/v1/tags', { Authorization: `Bearer ${token}` })).status
    expect(await use()).toBe(200)
    const stored = (await store.readApiToken(hashToken(token)))!
    expect((await post(app, `/account/tokens/${stored.id}/revoke`, bert.headers)).status).toBe(404)
    expect(await use()).toBe(200)
    expect((await post(app, `/account/tokens/${stored.id}/revoke`, anna.headers)).status).toBe(303)
    expect(await use()).toBe(401)
  })
})

describe('the operator', () => {
  it('invites by a link, changes roles, disables and enables', async () => {
    const operator = await signIn(app, store, 'operator', now)
    const invited = await post(app, '/people', operator.headers, { name: 'Cleo', role: 'reader' })
    const [link] = /\/set-password\/[\w-]{43}/.exec(await invited.text())!
    expect(invited.headers.get('Cache-Control')).toBe('no-store')
    expect((await post(app, '/people', operator.headers, { name: 'CLEO', role: 'reader' })).status).toBe(409)
    expect((await post(app, '/people', operator.headers, { name: 'Dora', role: 'queen' })).status).toBe(400)
    const set = await post(app, link, {}, { password: PASSWORD, again: PASSWORD })
    const cleo = { Cookie: cookiesOf(set) }
    const { id } = (await store.findAccount('cleo'))!
    expect((await post(app, '/account/tokens', cleo, { name: 't', 'scope-tag': '1' })).status).toBe(400)
    expect((await post(app, `/people/${id}/role`, operator.headers, { role: 'editor' })).status).toBe(303)
    const made = await post(app, '/account/tokens', cleo, { name: 't', 'scope-tag': '1', 'scope-read': '1' })
    const token = { Authorization: `Bearer ${/uptake_[\w-]{43}/.exec(await made.text())![0]}` }
    expect((await get(app, '/api/v1/tags', token)).status).toBe(200)
    expect((await post(app, `/people/${id}/disable`, operator.headers)).status).toBe(303)
    expect(await isIn(cleo)).toBe(false)
    expect((await get(app, '/api/v1/tags', token)).status).toBe(401)
    expect((await post(app, `/people/${id}/link`, operator.headers)).status).toBe(404)
    expect((await post(app, `/people/${id}/enable`, operator.headers)).status).toBe(303)
    expect(await isIn(cleo), 'it signs in anew').toBe(false)
    const page = await (await get(app, '/people', operator.headers)).text()
    expect(page).toContain('Cleo')
  })

  it('who is the last one stays', async () => {
    const fresh = await openTestStore()
    const site = createApp({ store: fresh, now, watch, sample: false })
    const operator = await signIn(site, fresh, 'operator', now)
    const { id } = (await fresh.findAccount(nameKeyOf(operator.name)))!
    const asked: [string, Record<string, string>][] = [
      [`/people/${id}/disable`, {}],
      [`/people/${id}/role`, { role: 'reader' }],
    ]
    for (const [url, fields] of asked)
      expect((await post(site, url, operator.headers, fields)).status).toBe(409)
    await makeAccount(fresh, 'operator', now)
    for (const [url, fields] of asked.reverse())
      expect([303, 401, 403]).toContain((await post(site, url, operator.headers, fields)).status)
    expect(await fresh.hasOperator()).toBe(true)
    await fresh.close()
  })
})

describe('the log', () => {
  it('has who did what, before and after, by person and by act, page by page', async () => {
    const fresh = await openTestStore()
    const site = createApp({ store: fresh, now, watch, sample: false })
    const operator = await signIn(site, fresh, 'operator', now)
    const { id } = await makeAccount(fresh, 'reader', now, 'anna')
    await post(site, `/people/${id}/role`, operator.headers, { role: 'editor' })
    type Answer = {
      rows: { who: string; act: string; before: unknown; after: unknown }[]
      next_url: string | null
    }
    const ask = async (url: string) => (await (await get(site, url, operator.headers)).json()) as Answer
    const all = await ask('/audit.json')
    expect(all.rows.map(({ who, act }) => [who, act])).toEqual([
      [operator.name, 'change-role'],
      [operator.name, 'sign-in'],
    ])
    expect(all.rows[0]).toMatchObject({
      subject: 'account anna',
      before: { role: 'reader', disabled: false },
      after: { role: 'editor', disabled: false },
    })
    expect((await ask('/audit.json?act=sign-in')).rows).toHaveLength(1)
    expect((await ask('/audit.json?who=nobody')).rows).toHaveLength(0)
    for (let i = 0; i < 150; i++)
      await fresh.recordAct({ at: now().toISOString(), who: 'anna', act: 'tag', subject: `article ${i}` })
    const first = await ask('/audit.json?who=anna')
    expect(first.rows).toHaveLength(100)
    const second = await ask(first.next_url!)
    expect([second.rows.length, second.next_url]).toEqual([50, null])
    const page = await (await get(site, '/audit?who=anna', operator.headers)).text()
    expect(page).toContain('/audit?who=anna&amp;before=')
    await fresh.close()
  })

  it('writes down even what a route forgets to tell, and a route without a role is closed', async () => {
    const site = openApp()
    site.post('/forgetful', requireRole('editor'), (c) => c.text('done'))
    site.post('/roleless', (c) => c.text('done'))
    const operator = await signIn(site, store, 'operator', now)
    expect((await post(site, '/forgetful', operator.headers)).status).toBe(200)
    const [row] = await store.listActs({ limit: 1 })
    expect(row).toMatchObject({ who: operator.name, act: 'POST /forgetful' })
    expect((await post(site, '/roleless', operator.headers)).status).toBe(403)
  })
})

describe('who sees what', () => {
  it('whole texts are for people with an account, and for everybody on the demo', () => {
    const reader = { id: 1, name: 'anna', role: 'reader' } as const
    expect([mayReadWhole({ sample: false }, VISITOR), mayReadWhole({ sample: false }, reader)]).toEqual([
      false,
      true,
    ])
    expect(mayReadWhole({ sample: true }, VISITOR)).toBe(true)
  })

  it('the head knows each of two people who ask at the same time', async () => {
    const [anna, bert] = [await signIn(app, store, 'reader', now), await signIn(app, store, 'editor', now)]
    const asked = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? anna : bert))
    const pages = await Promise.all(
      asked.map(async ({ headers }) => (await get(app, '/account', headers)).text()),
    )
    for (const [i, page] of pages.entries()) {
      const [own, other] = i % 2 === 0 ? [anna, bert] : [bert, anna]
      expect(page).toContain(own.name)
      expect(page).not.toContain(other.name)
    }
  })
})
