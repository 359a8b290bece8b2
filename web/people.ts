// Who asks, and what they may do. Every page is open to its role and those above it; the default is deny for acts.
import type { Context, MiddlewareHandler } from 'hono'

/** In rising order. A visitor is whoever has not signed in. */
export const ROLES = ['visitor', 'reader', 'editor', 'operator'] as const
export type Role = (typeof ROLES)[number]

/** `id` is the account's; a visitor has none. `name` is what decisions are signed with: "person:NAME". */
export type Person = { id?: number; name: string; role: Role }
export const VISITOR: Person = { name: 'visitor', role: 'visitor' }

export type SiteEnv = { Variables: { person: Person } }

export const personOf = (c: Context<SiteEnv>): Person => c.get('person') ?? VISITOR

export const mayAct = (person: Person, role: Role): boolean =>
  ROLES.indexOf(person.role) >= ROLES.indexOf(role)

/** Lets a role and those above it through; sends visitors to sign in, tells others whom to ask. */
export function requireRole(role: Role): MiddlewareHandler<SiteEnv> {
  return async (c, next) => {
    const person = personOf(c)
    if (mayAct(person, role)) return next()
    if (person.role === 'visitor' && c.req.method === 'GET') {
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303)
    }
    const message =
      person.role === 'visitor'
        ? 'Sign in first.'
        : `This needs the role "${role}"; yours is "${person.role}".`
    return c.text(message, person.role === 'visitor' ? 401 : 403)
  }
}
