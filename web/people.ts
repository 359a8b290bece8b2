// Who asks, and what they may do. A page is open to its role and those above it. An act (any unsafe method) is refused
// unless its route names a role: a route that forgets is closed, not open.
import type { Context, Handler, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { matchedRoutes, routePath } from 'hono/route'
import { hashToken, isToken } from '../src/account/token.ts'
import { Refused } from './pages/refused.tsx'
import type { Site } from './site.tsx'

/** In rising order. A visitor is whoever has not signed in. */
export const ROLES = ['visitor', 'reader', 'editor', 'operator'] as const
export type Role = (typeof ROLES)[number]

/** `id` is the account's; a visitor has none. `name` is what decisions are signed with: "person:NAME". */
export type Person = { id?: number; name: string; role: Role }
export const VISITOR: Person = { name: 'visitor', role: 'visitor' }

export type SiteEnv = {
  Variables: { person: Person; sessionId?: number; scopes?: string[]; recorded?: boolean }
}

export const personOf = (c: Context<SiteEnv>): Person => c.get('person') ?? VISITOR

export const mayAct = (person: Person, role: Role): boolean =>
  ROLES.indexOf(person.role) >= ROLES.indexOf(role)

/** Visitors of a public site see excerpts and links to the originals. The sample texts are the project's own. */
export const mayReadWhole = (site: Pick<Site, 'sample'>, person: Person): boolean =>
  site.sample || mayAct(person, 'reader')

// ---------------------------------------------------------------- what a route asks for

type Need = { role: Role; open?: boolean }
const NEEDS = new WeakMap<object, Need>()

/** Lets a role and those above it through. Every route with an unsafe method must carry this, or `openToAll`. */
export function requireRole(role: Role): MiddlewareHandler<SiteEnv> {
  return markNeed({ role })
}

/** Open to everybody, also on a private site: the route sees for itself who may (the sign-in, a feed by its token). */
export const openToAll: MiddlewareHandler<SiteEnv> = markNeed({ role: 'visitor', open: true })

function markNeed(need: Need): MiddlewareHandler<SiteEnv> {
  // The guard has decided before any route runs; this only carries the need.
  const carry: MiddlewareHandler<SiteEnv> = (_c, next) => next()
  NEEDS.set(carry, need)
  return carry
}

/** What a handler of the route table asks for; for the guard, and for tests that walk the table. */
export const needOf = (handler: Handler | MiddlewareHandler): Need | undefined => NEEDS.get(handler)

const isSafe = (method: string) => method === 'GET' || method === 'HEAD'

/** Before every route: who may not is told so; what a person does without saying what is written down all the same. */
export function guardRoutes(site: Site): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    const routes = matchedRoutes(c)
    const needs = routes.flatMap(({ handler }) => needOf(handler) ?? [])
    const safe = isSafe(c.req.method)
    if (!safe && routes.every(({ method }) => method === 'ALL')) return await c.notFound()
    if (!safe && needs.length === 0)
      return await refuse(site, c, 403, 'No role is named for this, so nobody may do it.')
    const person = personOf(c)
    if (site.access === 'private' && person.role === 'visitor' && !needs.some((need) => need.open))
      return await refuseVisitor(site, c)
    for (const { role } of needs) {
      if (mayAct(person, role)) continue
      if (person.role === 'visitor') return await refuseVisitor(site, c)
      return await refuse(site, c, 403, `This needs the role "${role}"; yours is "${person.role}".`)
    }
    await next()
    // A route that forgot to say what was done: who, when and which route is still written down.
    if (!safe && c.res.status < 400 && person.role !== 'visitor' && !c.get('recorded'))
      await recordAct(site, c, { act: `${c.req.method} ${routePath(c, -1)}`, subject: 'not told' })
  }
}

const DATA_PATH = /^\/api\/|\.(json|ndjson|csv|rss|atom|bib|ris)$/

/** Whether the answer is for a program: it is told in JSON. */
export const wantsData = (c: Context): boolean => DATA_PATH.test(c.req.path)

async function refuseVisitor(site: Site, c: Context<SiteEnv>): Promise<Response> {
  if (c.req.path.startsWith('/api/')) {
    c.header('WWW-Authenticate', 'Bearer realm="uptake"')
    return await refuse(
      site,
      c,
      401,
      'Send a token as "Authorization: Bearer …"; you make one on your account page.',
    )
  }
  if (!isSafe(c.req.method) || wantsData(c)) return await refuse(site, c, 401, 'Sign in first.')
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303)
}

export async function refuse(
  site: Site,
  c: Context<SiteEnv>,
  status: 400 | 401 | 403 | 429,
  message: string,
): Promise<Response> {
  if (wantsData(c)) return c.json({ ok: false, error: message, errors: [message], status }, status)
  return await site.page(c, { title: 'Not allowed', at: 'none' }, Refused({ message, status }), status)
}

// ---------------------------------------------------------------- who it is

export const sessionDays = 30
const touchMs = 3_600_000 // "last seen" is to the hour: a reader's every page shall not write

/** Under https the browser itself holds the cookie to this host: "__Host-" cannot be set from elsewhere. */
export const cookiePrefix = (site: Site): 'host' | undefined =>
  site.address?.startsWith('https:') ? 'host' : undefined

export function readCookie(site: Site, c: Context, name: string): string | undefined {
  const prefix = cookiePrefix(site)
  return prefix ? getCookie(c, name, prefix) : getCookie(c, name)
}

export const SESSION_COOKIE = 'uptake-session'

/** Sets the person from the session cookie. The API's tokens are read by the API; there a cookie may read, not act. */
export function identify(site: Site): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    c.set('person', VISITOR)
    const token = readCookie(site, c, SESSION_COOKIE)
    const ofApi = c.req.path.startsWith('/api/')
    if (isToken(token) && !(ofApi && !isSafe(c.req.method))) {
      const at = site.now().toISOString()
      const session = await site.store.readSession({ tokenHash: hashToken(token), at })
      if (session) {
        c.set('person', session.account)
        c.set('sessionId', session.id)
        if (isStale(session.lastSeenAt, at))
          void site.store.touchSession({ id: session.id, at }).catch(() => {})
      }
    }
    await next()
  }
}

export const isStale = (seenAt: string | null, at: string): boolean =>
  seenAt === null || Date.parse(at) - Date.parse(seenAt) >= touchMs

// ---------------------------------------------------------------- what was done

export type ActTold = { act: string; subject: string; before?: unknown; after?: unknown }

/** Every change by a person goes through here: act "add-tag", subject "article 132", the state before and after. */
export async function recordAct(site: Site, c: Context<SiteEnv>, told: ActTold): Promise<void> {
  const { id, name } = personOf(c)
  c.set('recorded', true)
  await site.store.recordAct({
    at: site.now().toISOString(),
    ...(id === undefined ? {} : { accountId: id }),
    who: name,
    ...told,
  })
}
