// An account in the store, signed in through the real form: for every test that acts as somebody.
import { openHasher } from '../../src/account/hasher.ts'
import { nameKeyOf } from '../../src/account/names.ts'
import { hashToken, makeToken } from '../../src/account/token.ts'
import type { AccountRole } from '../../src/store/accounts.ts'
import type { Store } from '../../src/store/open.ts'
import type { App } from '../../web/site.tsx'

export const PASSWORD = 'a long walk to the ward'
/** What a browser says of a form on our own page. */
export const OWN_FORM = {
  'Sec-Fetch-Site': 'same-origin',
  'Content-Type': 'application/x-www-form-urlencoded',
}

const hasher = openHasher()
let hashed: string | undefined

/** An account with a password; each call makes one, named after its role. */
export async function makeAccount(
  store: Store,
  role: AccountRole,
  now: () => Date,
  name = `${role}-${makeToken().slice(0, 6).replace(/\W/g, 'x')}`,
): Promise<{ id: number; name: string }> {
  const at = now().toISOString()
  const id = await store.addAccount({ name, nameKey: nameKeyOf(name), role, at })
  if (id === undefined) throw new Error(`There is an account ${name} already.`)
  const linkHash = hashToken(makeToken())
  const expiresAt = new Date(now().getTime() + 60_000).toISOString()
  await store.saveLink({ accountId: id, hash: linkHash, at, expiresAt })
  hashed ??= await hasher.hash(PASSWORD)
  await store.setPasswordByLink({ linkHash, passwordHash: hashed!, at })
  return { id, name }
}

export type SignedIn = {
  name: string
  cookie: string
  /** For requests of this person, forms included. */
  headers: Record<string, string>
}

export async function signIn(
  app: App,
  store: Store,
  role: AccountRole,
  now: () => Date,
  name?: string,
): Promise<SignedIn> {
  const account = await makeAccount(store, role, now, name)
  return await signInAs(app, account.name)
}

/** The sign-in form, filled in and sent. */
export async function signInAs(app: App, name: string, password = PASSWORD): Promise<SignedIn> {
  const response = await app.request('/sign-in', {
    method: 'POST',
    headers: OWN_FORM,
    body: new URLSearchParams({ name, password }).toString(),
  })
  if (response.status !== 303)
    throw new Error(`${name} cannot sign in: ${response.status} ${(await response.text()).slice(0, 2_000)}`)
  const cookie = cookiesOf(response)
  return { name, cookie, headers: { ...OWN_FORM, Cookie: cookie } }
}

export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ')
}
