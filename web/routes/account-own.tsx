// One's own account: change the password, end sessions, make and revoke API tokens.
import type { Context } from 'hono'
import type { Hasher } from '../../src/account/hasher.ts'
import { API_TOKEN_PREFIX, hashToken, makeToken } from '../../src/account/token.ts'
import { apiTokensPerAccountMax } from '../../src/store/accounts.ts'
import { readForm } from '../form.ts'
import { Account, type AccountProps, SCOPES } from '../pages/account.tsx'
import { NoSuchPage } from '../pages/errors.tsx'
import { mayAct, personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import type { App, PageStatus, Site } from '../site.tsx'
import { BUSY, checkNewPassword } from './account.tsx'

const SAID: Record<string, string> = {
  password: 'The password is changed, and your other sessions have ended.',
  session: 'That session has ended.',
  token: 'The token is revoked: whoever uses it is refused from now on.',
}

export function addOwnAccount(app: App, site: Site, hasher: Hasher): void {
  const { store } = site
  const show = async (
    c: Context<SiteEnv>,
    more: Pick<AccountProps, 'problem' | 'newToken' | 'said'> = {},
    status: PageStatus = 200,
  ) => {
    const person = personOf(c)
    const accountId = person.id!
    const [sessions, tokens] = await Promise.all([
      store.listSessions({ accountId, at: site.now().toISOString() }),
      store.listApiTokens(accountId),
    ])
    const props = { person, sessionId: c.get('sessionId'), sessions, tokens, now: site.now(), ...more }
    const shown = await site.page(c, { title: 'Your account', at: 'none' }, <Account {...props} />, status)
    shown.headers.set('Cache-Control', 'no-store')
    return shown
  }

  app.get('/account', requireRole('reader'), (c) => {
    const said = SAID[c.req.query('said') ?? '']
    return show(c, said ? { said } : {})
  })

  app.post('/account/password', requireRole('reader'), async (c) => {
    const [form, { id, name }] = [await readForm(c), personOf(c)]
    const tell = (text: string, status: PageStatus) => show(c, { problem: { at: 'password', text } }, status)
    const right = await hasher.verify(await store.readPasswordHash(id!), form('present', 1_000))
    if (right === 'busy') return await tell(BUSY, 503)
    if (!right) return await tell('The present password is not right.', 400)
    const password = form('password', 1_000)
    const problem = checkNewPassword(password, form('again', 1_000), name)
    if (problem) return await tell(problem, 400)
    const passwordHash = await hasher.hash(password)
    if (passwordHash === undefined) return await tell(BUSY, 503)
    const at = site.now().toISOString()
    const ended = await store.changePassword({
      accountId: id!,
      passwordHash,
      keepSessionId: c.get('sessionId') ?? 0,
      at,
    })
    await recordAct(site, c, {
      act: 'change-password',
      subject: `account ${name}`,
      after: { otherSessionsEnded: ended },
    })
    return c.redirect('/account?said=password', 303)
  })

  app.post('/account/sessions/:id/end', requireRole('reader'), async (c) => {
    const ended = await endOwn(c, (id, accountId, at) => store.endSession({ id, accountId, at }))
    if (!ended) return await noSuch(c, 'session of yours')
    await recordAct(site, c, { act: 'end-session', subject: `session ${c.req.param('id')}` })
    return c.redirect('/account?said=session#sessions', 303)
  })

  app.post('/account/tokens', requireRole('reader'), async (c) => {
    const [form, person] = [await readForm(c), personOf(c)]
    const tell = (text: string) => show(c, { problem: { at: 'token', text } }, 400)
    const name = form('name', 60).trim()
    const scopes = SCOPES.map(({ id }) => id).filter((id) => form(`scope-${id}`) !== '')
    if (name === '') return await tell('Give the token a name, so that you know later what it is for.')
    if (scopes.length === 0) return await tell('Say what the token may do: choose at least one.')
    if (scopes.includes('tag') && !mayAct(person, 'editor'))
      return await tell('Only editors may tag, so a token of yours may not either.')
    const token = makeToken(API_TOKEN_PREFIX)
    const at = site.now().toISOString()
    const id = await store.addApiToken({ hash: hashToken(token), name, scopes, accountId: person.id!, at })
    if (id === undefined)
      return await tell(
        `There are ${apiTokensPerAccountMax} tokens already: revoke one that is no longer used.`,
      )
    await recordAct(site, c, { act: 'make-token', subject: `token ${id}`, after: { name, scopes } })
    return await show(c, { newToken: { name, token } })
  })

  app.post('/account/tokens/:id/revoke', requireRole('reader'), async (c) => {
    const revoked = await endOwn(c, (id, accountId, at) => store.revokeApiToken({ id, accountId, at }))
    if (!revoked) return await noSuch(c, 'token of yours')
    await recordAct(site, c, { act: 'revoke-token', subject: `token ${c.req.param('id')}` })
    return c.redirect('/account?said=token#tokens', 303)
  })

  const noSuch = (c: Context<SiteEnv>, what: string) =>
    site.page(c, { title: `No such ${what}`, at: 'none' }, <NoSuchPage what={what} />, 404)

  /** Ends something by its number, only if it belongs to whoever asks. */
  async function endOwn(
    c: Context<SiteEnv>,
    end: (id: number, accountId: number, at: string) => Promise<boolean>,
  ): Promise<boolean> {
    const id = wholeNumber(c.req.param('id'))
    return id !== undefined && (await end(id, personOf(c).id!, site.now().toISOString()))
  }
}
