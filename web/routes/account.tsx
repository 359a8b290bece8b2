// Signing in and out, and setting a password through a one-time link.
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { type Hasher, openHasher } from '../../src/account/hasher.ts'
import { nameKeyOf } from '../../src/account/names.ts'
import { checkPassword } from '../../src/account/password.ts'
import { hashToken, isToken, makeToken } from '../../src/account/token.ts'
import type { Account } from '../../src/store/accounts.ts'
import { clientAddress, safeNext } from '../address.ts'
import { readForm } from '../form.ts'
import { openSignInLimits } from '../limits.ts'
import { DeadLink, SetPassword, SignIn, type SignInProps } from '../pages/sign-in.tsx'
import {
  cookiePrefix,
  openToAll,
  personOf,
  readCookie,
  recordAct,
  SESSION_COOKIE,
  type SiteEnv,
  sessionDays,
} from '../people.ts'
import type { App, PageStatus, Site } from '../site.tsx'
import { nameBrowser } from '../user-agent.ts'
import { addOwnAccount } from './account-own.tsx'
import { addAudit, addPeople } from './account-people.tsx'

const DEVICE_COOKIE = 'uptake-device'
const deviceDays = 365
const dayMs = 86_400_000
const sessionsKeptDays = 180 // after their end: so long a browser counts as known
export const BUSY = 'Too many people are signing in at once. Try again in a moment.'

export function addAccounts(app: App, site: Site): void {
  const hasher = site.hasher ?? openHasher()
  addSignIn(app, site, hasher)
  addPasswordLinks(app, site, hasher)
  addOwnAccount(app, site, hasher)
  addPeople(app, site)
  addAudit(app, site)
}

function addSignIn(app: App, site: Site, hasher: Hasher): void {
  const limits = openSignInLimits()
  const show = (c: Context<SiteEnv>, props: SignInProps, status: PageStatus = 200) =>
    site.page(c, { title: 'Sign in', at: 'none' }, <SignIn {...props} />, status)

  app.get('/sign-in', openToAll, (c) => {
    const next = safeNext(c.req.query('next'))
    if (personOf(c).id !== undefined) return c.redirect(next, 303)
    return show(c, { next, name: '' })
  })

  app.post('/sign-in', openToAll, async (c) => {
    const form = await readForm(c)
    const [name, next] = [form('name', 100), safeNext(form('next', 4_000))]
    const account = await site.store.findAccount(nameKeyOf(name))
    const device = await knownDevice(site, c, account?.id)
    const asked = {
      address: clientAddress(c, site.proxies ?? 0),
      account: nameKeyOf(name),
      ...(device ? { device } : {}),
    }
    const nowMs = site.now().getTime()
    const waitMs = limits.take(asked, nowMs)
    if (waitMs > 0) {
      c.header('Retry-After', String(Math.ceil(waitMs / 1000)))
      const minutes = Math.ceil(waitMs / 60_000)
      const problem = `Too many tries. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, then try again.`
      return await show(c, { next, name, problem }, 429)
    }
    const stored = account?.disabledAt === null ? account.passwordHash : undefined
    const right = await hasher.verify(stored, form('password', 1_000))
    if (right === 'busy') return await show(c, { next, name, problem: BUSY }, 503)
    if (!right || !account)
      return await show(c, { next, name, problem: 'Name and password do not fit together.' }, 401)
    limits.takeBack(asked, nowMs)
    await enter(site, c, account)
    await recordAct(site, c, { act: 'sign-in', subject: `account ${account.name}` })
    return c.redirect(next, 303)
  })

  app.post('/sign-out', openToAll, async (c) => {
    const [{ id: accountId, name }, id] = [personOf(c), c.get('sessionId')]
    if (accountId !== undefined && id !== undefined) {
      await site.store.endSession({ id, accountId, at: site.now().toISOString() })
      await recordAct(site, c, { act: 'sign-out', subject: `account ${name}` })
    }
    writeCookie(site, c, SESSION_COOKIE, '', 0)
    return c.redirect('/', 303)
  })
}

/** The hash of the browser's device token, when it has signed in to this account before. */
async function knownDevice(
  site: Site,
  c: Context,
  accountId: number | undefined,
): Promise<string | undefined> {
  const token = readCookie(site, c, DEVICE_COOKIE)
  if (accountId === undefined || !isToken(token)) return undefined
  const deviceHash = hashToken(token)
  return (await site.store.isKnownDevice({ accountId, deviceHash })) ? deviceHash : undefined
}

/** Begins a new session with a new token; the one the browser came with ends, whosever it was. */
async function enter(site: Site, c: Context<SiteEnv>, account: Account): Promise<void> {
  const now = site.now()
  const at = now.toISOString()
  const [before, beforeId] = [personOf(c).id, c.get('sessionId')]
  if (before !== undefined && beforeId !== undefined)
    await site.store.endSession({ id: beforeId, accountId: before, at })
  const token = makeToken()
  const known = readCookie(site, c, DEVICE_COOKIE)
  const device = isToken(known) ? known : makeToken()
  const sessionId = await site.store.startSession({
    tokenHash: hashToken(token),
    deviceHash: hashToken(device),
    accountId: account.id,
    userAgent: nameBrowser(c.req.header('User-Agent')),
    at,
    expiresAt: new Date(now.getTime() + sessionDays * dayMs).toISOString(),
    forgetBefore: new Date(now.getTime() - sessionsKeptDays * dayMs).toISOString(),
  })
  writeCookie(site, c, SESSION_COOKIE, token, sessionDays)
  writeCookie(site, c, DEVICE_COOKIE, device, deviceDays)
  c.set('person', { id: account.id, name: account.name, role: account.role })
  c.set('sessionId', sessionId)
}

function writeCookie(site: Site, c: Context, name: string, value: string, days: number): void {
  const prefix = cookiePrefix(site)
  setCookie(c, name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: days * 86_400,
    ...(prefix ? { prefix, secure: true } : {}),
  })
}

function addPasswordLinks(app: App, site: Site, hasher: Hasher): void {
  const deadLink = (c: Context<SiteEnv>) =>
    site.page(c, { title: 'This link is no longer good', at: 'none' }, <DeadLink />, 404)
  const readLink = (token: string) =>
    isToken(token) ? site.store.readLink({ hash: hashToken(token), at: site.now().toISOString() }) : undefined

  // Looking at the link does not use it up: mail scanners and previews look at every link.
  app.get('/set-password/:token', openToAll, async (c) => {
    const token = c.req.param('token')
    const account = await readLink(token)
    if (!account) return await deadLink(c)
    const title = `Set the password of ${account.name}`
    return await site.page(c, { title, at: 'none' }, <SetPassword name={account.name} token={token} />)
  })

  app.post('/set-password/:token', openToAll, async (c) => {
    const token = c.req.param('token')
    const account = await readLink(token)
    if (!account) return await deadLink(c)
    const form = await readForm(c)
    const password = form('password', 1_000)
    const tell = (problem: string, status: PageStatus) =>
      site.page(
        c,
        { title: `Set the password of ${account.name}`, at: 'none' },
        <SetPassword name={account.name} token={token} problem={problem} />,
        status,
      )
    const problem = checkNewPassword(password, form('again', 1_000), account.name)
    if (problem) return await tell(problem, 400)
    const passwordHash = await hasher.hash(password)
    if (passwordHash === undefined) return await tell(BUSY, 503)
    const at = site.now().toISOString()
    const set = await site.store.setPasswordByLink({ linkHash: hashToken(token), passwordHash, at })
    if (!set) return await deadLink(c)
    await enter(site, c, set)
    await recordAct(site, c, { act: 'set-password', subject: `account ${set.name}` })
    return c.redirect('/account', 303)
  })
}

export function checkNewPassword(password: string, again: string, name: string): string | undefined {
  if (password !== again) return 'The two passwords are not the same.'
  return checkPassword(password, name)
}
