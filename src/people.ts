// The account commands, and the link with which the first operator sets a password: there is no default password.
import { checkName, nameKeyOf } from './account/names.ts'
import { hashToken, linkHours, makeToken } from './account/token.ts'
import type { AccountRole } from './store/accounts.ts'
import type { Store } from './store/open.ts'

export type AccountMeans = { store: Store; now: () => Date; print: (line: string) => void; address: string }

const ROLES: AccountRole[] = ['reader', 'editor', 'operator']
const FIRST_OPERATOR = 'operator'

/** While nobody can run the site: every start prints a fresh link, and the one before is void. */
export async function offerFirstPassword(means: AccountMeans): Promise<void> {
  const { store, now, print } = means
  if (await store.hasOperator()) return
  const at = now().toISOString()
  const nameKey = nameKeyOf(FIRST_OPERATOR)
  const known = await store.findAccount(nameKey)
  const id = known?.id ?? (await store.addAccount({ name: FIRST_OPERATOR, nameKey, role: 'operator', at }))
  if (id === undefined) return // another process was quicker: its link is printed there
  if (known && (known.role !== 'operator' || known.disabledAt !== null))
    await store.changeAccount({ id, role: 'operator', disabled: false, at })
  print(`Nobody runs this site yet. Set the operator's password here, once, within ${linkHours} hours:`)
  print(`  ${await makeLink(means, id)}`)
}

/** `uptake account add NAME --role ROLE`. False when it could not be done. */
export async function addAccount(means: AccountMeans, name: string, role: string): Promise<boolean> {
  const { store, now, print } = means
  const plain = name.trim().normalize('NFC')
  const problem = checkName(plain)
  const known = ROLES.find((one) => one === role)
  if (problem !== undefined || known === undefined) {
    print(problem ?? `"${role}" is no role: take ${ROLES.join(', ')}.`)
    return false
  }
  const at = now().toISOString()
  const id = await store.addAccount({ name: plain, nameKey: nameKeyOf(plain), role: known, at })
  if (id === undefined) {
    print(`There is an account "${plain}" already: "uptake account reset ${plain}" makes a new link for it.`)
    return false
  }
  await store.recordAct({
    at,
    who: 'command line',
    act: 'invite',
    subject: `account ${plain}`,
    after: { role: known },
  })
  await printLink(means, plain, id)
  return true
}

/** `uptake account reset NAME`: a new link; the present password goes on until it is used. */
export async function resetAccount(means: AccountMeans, name: string): Promise<boolean> {
  const { store, now, print } = means
  const account = await store.findAccount(nameKeyOf(name.trim()))
  if (!account || account.disabledAt !== null) {
    print(
      account
        ? `The account "${account.name}" is disabled; an operator can enable it on the page /people.`
        : `There is no account "${name}"; "uptake account list" shows them.`,
    )
    return false
  }
  await store.recordAct({
    at: now().toISOString(),
    who: 'command line',
    act: 'make-link',
    subject: `account ${account.name}`,
  })
  await printLink(means, account.name, account.id)
  return true
}

/** `uptake account list`. */
export async function listAccounts({ store, now, print }: AccountMeans): Promise<void> {
  const accounts = await store.listAccounts(now().toISOString())
  if (accounts.length === 0)
    print('There are no accounts yet. Make one: uptake account add NAME --role operator')
  for (const { name, role, disabledAt, hasPassword, lastSeenAt } of accounts) {
    const state = disabledAt ? 'disabled' : hasPassword ? '' : 'no password yet'
    print(
      [name, role, state, lastSeenAt ? `last seen ${lastSeenAt.slice(0, 10)}` : '']
        .filter(Boolean)
        .join(' · '),
    )
  }
}

async function printLink(means: AccountMeans, name: string, id: number): Promise<void> {
  means.print(`${name} sets a password here, once, within ${linkHours} hours:`)
  means.print(`  ${await makeLink(means, id)}`)
}

async function makeLink({ store, now, address }: AccountMeans, accountId: number): Promise<string> {
  const token = makeToken()
  const at = now()
  await store.saveLink({
    accountId,
    hash: hashToken(token),
    at: at.toISOString(),
    expiresAt: new Date(at.getTime() + linkHours * 3_600_000).toISOString(),
  })
  return `${address}/set-password/${token}`
}
