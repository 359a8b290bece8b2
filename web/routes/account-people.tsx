// The operator's pages: who has an account, and the log of what people did.
import type { Context } from 'hono'
import { checkName, nameKeyOf } from '../../src/account/names.ts'
import { hashToken, linkHours, makeToken } from '../../src/account/token.ts'
import type { AccountRole } from '../../src/store/accounts.ts'
import { readForm } from '../form.ts'
import { ACCOUNT_ROLES, People, type PeopleProps } from '../pages/account-people.tsx'
import { Audit } from '../pages/audit.tsx'
import { NoSuchPage } from '../pages/errors.tsx'
import { personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import type { App, PageStatus, Site } from '../site.tsx'

const SAID: Record<string, string> = {
  role: 'The role is changed.',
  disabled: 'The account is disabled: its sessions have ended, and its tokens are refused.',
  enabled: 'The account is open again. Its tokens stay revoked.',
}
const LAST_OPERATOR = 'This is the last operator: make another one first, or nobody could run the site.'

export function addPeople(app: App, site: Site): void {
  const { store } = site
  const show = async (
    c: Context<SiteEnv>,
    more: Pick<PeopleProps, 'said' | 'problem' | 'invited'> = {},
    status: PageStatus = 200,
  ) => {
    const accounts = await store.listAccounts(site.now().toISOString())
    const props = { accounts, me: personOf(c).id, now: site.now(), ...more }
    const shown = await site.page(c, { title: 'People', at: 'none' }, <People {...props} />, status)
    shown.headers.set('Cache-Control', 'no-store')
    return shown
  }

  app.get('/people', requireRole('operator'), (c) => {
    const said = SAID[c.req.query('said') ?? '']
    return show(c, said ? { said } : {})
  })

  app.post('/people', requireRole('operator'), async (c) => {
    const form = await readForm(c)
    const [name, role] = [form('name', 100).trim().normalize('NFC'), readRole(form('role'))]
    const problem = role === undefined ? 'Choose a role.' : checkName(name)
    if (problem !== undefined || role === undefined) return await show(c, { problem: problem! }, 400)
    const at = site.now().toISOString()
    const id = await store.addAccount({ name, nameKey: nameKeyOf(name), role, at })
    if (id === undefined)
      return await show(c, { problem: `There is an account "${name}" already: make a new link for it.` }, 409)
    await recordAct(site, c, { act: 'invite', subject: `account ${name}`, after: { role } })
    return await show(c, { invited: { name, link: await makeLink(c, id) } })
  })

  app.post('/people/:id/link', requireRole('operator'), async (c) => {
    const account = await findAccount(c)
    if (!account || account.disabledAt !== null) return await noSuch(c)
    await recordAct(site, c, { act: 'make-link', subject: `account ${account.name}` })
    return await show(c, { invited: { name: account.name, link: await makeLink(c, account.id) } })
  })

  app.post('/people/:id/role', requireRole('operator'), async (c) => {
    const role = readRole((await readForm(c))('role'))
    if (role === undefined) return await show(c, { problem: 'Choose a role.' }, 400)
    return await change(c, { role }, 'change-role', 'role')
  })
  app.post('/people/:id/disable', requireRole('operator'), (c) =>
    change(c, { disabled: true }, 'disable-account', 'disabled'),
  )
  app.post('/people/:id/enable', requireRole('operator'), (c) =>
    change(c, { disabled: false }, 'enable-account', 'enabled'),
  )

  async function change(
    c: Context<SiteEnv>,
    wanted: { role?: AccountRole; disabled?: boolean },
    act: string,
    said: string,
  ): Promise<Response> {
    const id = wholeNumber(c.req.param('id'))
    if (id === undefined) return await noSuch(c)
    const before = await store.changeAccount({ id, ...wanted, at: site.now().toISOString() })
    if (before === undefined) return await noSuch(c)
    if (before === 'last-operator') return await show(c, { problem: LAST_OPERATOR }, 409)
    const { name, ...state } = before
    await recordAct(site, c, {
      act,
      subject: `account ${name}`,
      before: state,
      after: { ...state, ...wanted },
    })
    return c.redirect(`/people?said=${said}`, 303)
  }

  async function findAccount(c: Context<SiteEnv>) {
    const id = wholeNumber(c.req.param('id'))
    const accounts = await store.listAccounts(site.now().toISOString())
    return accounts.find((account) => account.id === id)
  }

  const noSuch = (c: Context<SiteEnv>) =>
    site.page(c, { title: 'No such account', at: 'none' }, <NoSuchPage what="account" />, 404)

  async function makeLink(c: Context, accountId: number): Promise<string> {
    const now = site.now()
    const token = makeToken()
    await store.saveLink({
      accountId,
      hash: hashToken(token),
      at: now.toISOString(),
      expiresAt: new Date(now.getTime() + linkHours * 3_600_000).toISOString(),
    })
    return `${site.address ?? new URL(c.req.url).origin}/set-password/${token}`
  }
}

const readRole = (text: string): AccountRole | undefined => ACCOUNT_ROLES.find(({ id }) => id === text)?.id

const actsPerPage = 100

export function addAudit(app: App, { store, page }: Site): void {
  const read = async (c: Context<SiteEnv>) => {
    const [who, act] = [c.req.query('who') ?? '', c.req.query('act') ?? ''].map((text) =>
      text.slice(0, 100),
    ) as [string, string]
    const before = wholeNumber(c.req.query('before'))
    const rows = await store.listActs({
      limit: actsPerPage + 1,
      ...(who ? { who } : {}),
      ...(act ? { act } : {}),
      ...(before === undefined ? {} : { before }),
    })
    const shown = rows.slice(0, actsPerPage)
    const next = rows.length > actsPerPage ? shown.at(-1)!.id : undefined
    const address = (path: string, cursor?: number) => {
      const asked = new URLSearchParams()
      if (who) asked.set('who', who)
      if (act) asked.set('act', act)
      if (cursor !== undefined) asked.set('before', String(cursor))
      return asked.size === 0 ? path : `${path}?${asked}`
    }
    return { rows: shown, who, act, next, address }
  }

  app.get('/audit', requireRole('operator'), async (c) => {
    const [{ rows, who, act, next, address }, names] = await Promise.all([read(c), store.listActNames()])
    const nextUrl = next === undefined ? {} : { nextUrl: address('/audit', next) }
    const props = { rows, names, who, act, jsonUrl: address('/audit.json'), ...nextUrl }
    return await page(c, { title: 'What people did', at: 'none' }, <Audit {...props} />)
  })

  app.get('/audit.json', requireRole('operator'), async (c) => {
    const { rows, next, address } = await read(c)
    const nextUrl = next === undefined ? null : address('/audit.json', next)
    if (nextUrl) c.header('Link', `<${nextUrl}>; rel="next"`)
    return c.json({ ok: true, rows, next: next ?? null, next_url: nextUrl })
  })
}
