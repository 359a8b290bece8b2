// The account page: the password, where one is signed in, and tokens for programs.
import type { ApiTokenRow, SessionRow } from '../../src/store/accounts.ts'
import { writeAge, writeDay } from '../dates.ts'
import type { Person } from '../people.ts'
import { Field, NewPassword, Problem } from './sign-in.tsx'

export const SCOPES: { id: string; words: string }[] = [
  { id: 'read', words: 'read: search, articles, stories, counts' },
  { id: 'tag', words: 'tag: put tags on articles and take them off' },
]

export type AccountProps = {
  person: Person
  sessionId: number | undefined
  sessions: SessionRow[]
  tokens: ApiTokenRow[]
  now: Date
  said?: string
  problem?: { at: 'password' | 'token'; text: string }
  newToken?: { name: string; token: string }
}

export function Account(props: AccountProps) {
  const { person, said } = props
  return (
    <div class="stack">
      <header>
        <div class="head-line">
          <h1>{person.name}</h1>
          <form method="post" action="/sign-out">
            <button type="submit" class="quiet">
              Sign out here
            </button>
          </form>
        </div>
        <p class="soft lede">
          Your role is {person.role}.{' '}
          {person.role === 'operator' && (
            <>
              See <a href="/people">who has an account</a> and <a href="/audit">what people did</a>.
            </>
          )}
        </p>
      </header>
      {said && (
        <p class="notice plain" role="status">
          ✓ {said}
        </p>
      )}
      <div class="columns with-context">
        <div class="stack">
          <Sessions {...props} />
          <Tokens {...props} />
        </div>
        <div class="context">
          <Password {...props} />
        </div>
      </div>
    </div>
  )
}

function Password({ person, problem }: AccountProps) {
  return (
    <section id="password">
      <h2 class="label">Password</h2>
      <Problem text={problem?.at === 'password' ? problem.text : undefined} />
      <form class="stacked" method="post" action="/account/password">
        <input type="hidden" name="name" value={person.name} autocomplete="username" />
        <Field
          label="Present password"
          name="present"
          type="password"
          required
          maxlength={1000}
          autocomplete="current-password"
        />
        <NewPassword label="New password" />
        <button type="submit">Change it</button>
      </form>
      <p class="small soft">
        Your other sessions end. API tokens go on; revoke them if they may have leaked.
      </p>
    </section>
  )
}

function Sessions({ sessions, sessionId, now }: AccountProps) {
  return (
    <section id="sessions">
      <h2 class="label">
        Signed in <span class="number">{sessions.length}</span>
      </h2>
      <ul class="rows plain turned">
        {sessions.map((session) => (
          <li>
            <div>
              <p>
                <strong>{session.userAgent || 'A program without a name'}</strong>
                {session.id === sessionId && <span class="state ok"> ● this one</span>}
              </p>
              <p class="small soft">
                since {writeDay(session.createdAt)} · last seen {writeAge(session.lastSeenAt, now)}
              </p>
            </div>
            {session.id !== sessionId && (
              <form method="post" action={`/account/sessions/${session.id}/end`}>
                <button type="submit" class="quiet">
                  End<span class="hidden"> the session of {session.userAgent}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Tokens({ tokens, now, problem, newToken, person }: AccountProps) {
  return (
    <section id="tokens">
      <h2 class="label">
        API tokens <span class="number">{tokens.length}</span>
      </h2>
      {newToken && (
        <div class="notice plain" role="status">
          <p>
            ✓ This is the token “{newToken.name}”. It is shown this once; keep it where only your program
            reads it.
          </p>
          <p class="secret">
            <code>{newToken.token}</code>
          </p>
        </div>
      )}
      {tokens.length === 0 ? (
        <p class="empty">
          None. A token lets a program ask <a href="/api">the API</a> in your name.
        </p>
      ) : (
        <ul class="rows plain turned">
          {tokens.map((token) => (
            <li>
              <div>
                <p>
                  <strong>{token.name}</strong> <span class="soft">{token.scopes.join(', ')}</span>
                </p>
                <p class="small soft">
                  since {writeDay(token.createdAt)} ·{' '}
                  {token.lastUsedAt ? `last used ${writeAge(token.lastUsedAt, now)}` : 'never used'}
                </p>
              </div>
              <form method="post" action={`/account/tokens/${token.id}/revoke`}>
                <button type="submit" class="quiet">
                  Revoke<span class="hidden"> the token {token.name}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <Problem text={problem?.at === 'token' ? problem.text : undefined} />
      <form class="stacked narrow" method="post" action="/account/tokens">
        <Field
          label="Name of the new token"
          name="name"
          required
          maxlength={60}
          placeholder="weekly export"
          autocomplete="off"
        />
        <fieldset>
          <legend>What it may do</legend>
          {SCOPES.map(({ id, words }) => (
            <label class="choice">
              <input
                type="checkbox"
                name={`scope-${id}`}
                value="1"
                checked={id === 'read'}
                disabled={id === 'tag' && person.role === 'reader'}
              />{' '}
              {words}
            </label>
          ))}
        </fieldset>
        <button type="submit">Make a token</button>
      </form>
    </section>
  )
}
