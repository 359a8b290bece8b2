// The way into the API: tokens with scopes, and how often somebody may ask. Anonymous reading is for public sites.
import type { Context, MiddlewareHandler } from 'hono'
import { API_TOKEN_PREFIX, hashToken, isToken } from '../src/account/token.ts'
import { clientAddress } from './address.ts'
import { makeLimiter } from './limits.ts'
import { isStale, personOf, type SiteEnv } from './people.ts'
import type { Site } from './site.tsx'

export type Scope = 'read' | 'tag'

const windowMs = 60_000
export const requestsPerWindowMax = { visitor: 60, known: 600 }
const callersMax = 20_000
const TOKEN_IN_ADDRESS = ['token', 'access_token', 'api_key', 'apikey', 'key', 'authorization']

/** Before the guard: who asks by token, and whether it is not too often. Elsewhere than in the API a token means nothing. */
export function openApiDoor(site: Site): MiddlewareHandler<SiteEnv> {
  const limiter = makeLimiter({ windowMs, keysMax: callersMax })
  return async (c, next) => {
    if (!c.req.path.startsWith('/api/v1/')) return await next()
    c.header('Cache-Control', 'private, no-cache')
    if (TOKEN_IN_ADDRESS.some((name) => c.req.query(name) !== undefined))
      return fail(
        c,
        400,
        'Never put a token into an address, where logs keep it: send it as "Authorization: Bearer …".',
      )
    const token = await readToken(site, c)
    const caller = token?.id ?? personOf(c).id
    const max = caller === undefined ? requestsPerWindowMax.visitor : requestsPerWindowMax.known
    const key = token
      ? `token ${token.id}`
      : caller === undefined
        ? `address ${clientAddress(c, site.proxies ?? 0)}`
        : `account ${caller}`
    const nowMs = site.now().getTime()
    const used = limiter.add(key, nowMs)
    const seconds = Math.ceil(limiter.waitMs(key, nowMs) / 1000)
    c.header('RateLimit-Limit', String(max))
    c.header('RateLimit-Remaining', String(Math.max(0, max - used)))
    c.header('RateLimit-Reset', String(seconds))
    if (used > max) {
      c.header('Retry-After', String(seconds))
      const hint = caller === undefined ? ' With a token it is more.' : ''
      return fail(c, 429, `At most ${max} requests a minute; wait ${seconds} s.${hint}`)
    }
    if (token === undefined && c.req.header('Authorization') !== undefined) {
      c.header('WWW-Authenticate', 'Bearer realm="uptake"')
      return fail(c, 401, 'This token is not good: it is mistyped, revoked, or its account is closed.')
    }
    return await next()
  }
}

async function readToken(site: Site, c: Context<SiteEnv>): Promise<{ id: number } | undefined> {
  const [, sent] = /^Bearer +(\S{1,200})$/i.exec(c.req.header('Authorization') ?? '') ?? []
  if (!isToken(sent, API_TOKEN_PREFIX)) return undefined
  const token = await site.store.readApiToken(hashToken(sent))
  if (!token) return undefined
  const at = site.now().toISOString()
  if (isStale(token.lastUsedAt, at)) void site.store.touchApiToken({ id: token.id, at }).catch(() => {})
  c.set('person', token.account)
  c.set('sessionId', undefined)
  c.set('scopes', token.scopes)
  return token
}

/** A token does what its scopes say, and never more than its account may. Without a token only reading is possible. */
export function requireScope(scope: Scope): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    const scopes = c.get('scopes')
    if (scopes === undefined && scope !== 'read')
      return fail(c, 401, `This needs a token with the scope "${scope}".`)
    if (scopes !== undefined && !scopes.includes(scope))
      return fail(c, 403, `This token lacks the scope "${scope}": it has ${scopes.join(', ')}.`)
    return await next()
  }
}

/** The one shape of every error. */
export function fail(
  c: Context,
  status: 400 | 401 | 403 | 404 | 413 | 429,
  message: string,
  all = [message],
) {
  return c.json({ ok: false as const, error: message, errors: all, status }, status)
}
