// The operator's list of people: who has an account, what they may, and links to let somebody in.
import type { AccountRow } from '../../src/store/accounts.ts'
import { writeAge } from '../dates.ts'
import { Field, Problem } from './sign-in.tsx'

export const ACCOUNT_ROLES: { id: 'reader' | 'editor' | 'operator'; words: string }[] = [
  { id: 'reader', words: 'reader: reads whole texts, saves searches' },
  { id: 'editor', words: 'editor: also tags, groups and reviews' },
  { id: 'operator', words: 'operator: also lets people in and sees what was done' },
]

export type PeopleProps = {
  accounts: AccountRow[]
  me: number | undefined
  now: Date
  said?: string
  problem?: string
  invited?: { name: string; link: string }
}

export function People({ accounts, me, now, said, problem, invited }: PeopleProps) {
  return (
    <div class="stack">
      <header>
        <h1>People</h1>
        <p class="soft lede">
          Who may sign in. What they do is in <a href="/audit">the log</a>.
        </p>
      </header>
      {said && (
        <p class="notice plain" role="status">
          ✓ {said}
        </p>
      )}
      <Problem text={problem} />
      {invited && (
        <div class="notice plain" role="status">
          <p>
            ✓ Send this link to {invited.name}. It works once, within 24 hours, and is shown only now: whoever
            has it can set the password.
          </p>
          <p class="secret">
            <code>{invited.link}</code>
          </p>
        </div>
      )}
      <section>
        <h2 class="label">
          Accounts <span class="number">{accounts.length}</span>
        </h2>
        <ul class="rows plain people">
          {accounts.map((account) => (
            <Row account={account} me={me} now={now} />
          ))}
        </ul>
      </section>
      <section class="narrow">
        <h2 class="label">Invite somebody</h2>
        <form class="stacked" method="post" action="/people">
          <Field
            label="Name"
            name="name"
            required
            minlength={2}
            maxlength={40}
            autocomplete="off"
            autocapitalize="none"
          />
          <fieldset>
            <legend>Role</legend>
            {ACCOUNT_ROLES.map(({ id, words }) => (
              <label class="choice">
                <input type="radio" name="role" value={id} checked={id === 'reader'} /> {words}
              </label>
            ))}
          </fieldset>
          <button type="submit">Make a link for them</button>
        </form>
      </section>
    </div>
  )
}

function Row({ account, me, now }: { account: AccountRow; me: number | undefined; now: Date }) {
  const { id, name, role, disabledAt } = account
  return (
    <li>
      <div>
        <p>
          <strong>{name}</strong> <span class="soft">{role}</span>
          {id === me && <span class="state ok"> ● you</span>}
          {disabledAt !== null && <span class="state bad"> ✕ disabled</span>}
        </p>
        <p class="small soft">{describe(account, now)}</p>
      </div>
      <div class="acts">
        <form method="post" action={`/people/${id}/role`}>
          <label class="hidden" for={`role-${id}`}>
            Role of {name}
          </label>
          <select id={`role-${id}`} name="role">
            {ACCOUNT_ROLES.map((choice) => (
              <option value={choice.id} selected={choice.id === role}>
                {choice.id}
              </option>
            ))}
          </select>
          <button type="submit" class="quiet">
            Change<span class="hidden"> the role of {name}</span>
          </button>
        </form>
        {disabledAt === null && (
          <form method="post" action={`/people/${id}/link`}>
            <button type="submit" class="quiet">
              New link<span class="hidden"> for {name}</span>
            </button>
          </form>
        )}
        <form method="post" action={`/people/${id}/${disabledAt === null ? 'disable' : 'enable'}`}>
          <button type="submit" class="quiet">
            {disabledAt === null ? 'Disable' : 'Enable'}
            <span class="hidden"> {name}</span>
          </button>
        </form>
      </div>
    </li>
  )
}

function describe({ hasPassword, lastSeenAt, sessionCount }: AccountRow, now: Date): string {
  if (!hasPassword) return 'has not set a password yet'
  if (lastSeenAt === null) return 'has never signed in'
  const sessions = sessionCount === 1 ? '1 session' : `${sessionCount} sessions`
  return `last seen ${writeAge(lastSeenAt, now)} · ${sessions}`
}
