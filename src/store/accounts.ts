// Accounts, sessions, one-time links and API tokens. Tokens come in and are kept as hashes only.
import type { Db } from './database.ts'

export type AccountRole = 'reader' | 'editor' | 'operator'
export type Account = { id: number; name: string; role: AccountRole }
export type AccountRow = Account & {
  createdAt: string
  disabledAt: string | null
  hasPassword: boolean
  lastSeenAt: string | null
  sessionCount: number
}

// ---------------------------------------------------------------- who is it

/** For the sign-in: with the hash, also of accounts that are disabled. */
export function findAccount(
  db: Db,
  nameKey: string,
): (Account & { passwordHash: string | null; disabledAt: string | null }) | undefined {
  return db
    .prepare(
      'select id, name, role, password_hash as passwordHash, disabled_at as disabledAt from accounts where name_key = ?',
    )
    .get(nameKey) as never
}

export function readPasswordHash(db: Db, accountId: number): string | null {
  return (db.prepare('select password_hash from accounts where id = ?').pluck().get(accountId) ?? null) as
    | string
    | null
}

export type LiveSession = { id: number; lastSeenAt: string; account: Account }

export function readSession(
  db: Db,
  { tokenHash, at }: { tokenHash: string; at: string },
): LiveSession | undefined {
  const row = db
    .prepare(
      `select s.id, s.last_seen_at as lastSeenAt, a.id as accountId, a.name, a.role
       from sessions s join accounts a on a.id = s.account_id
       where s.token_hash = :tokenHash and s.ended_at is null and s.expires_at > :at and a.disabled_at is null`,
    )
    .get({ tokenHash, at }) as (Account & { accountId: number; lastSeenAt: string }) | undefined
  if (!row) return undefined
  const { id, lastSeenAt, accountId, name, role } = row
  return { id, lastSeenAt, account: { id: accountId, name, role } }
}

export type LiveToken = { id: number; scopes: string[]; lastUsedAt: string | null; account: Account }

export function readApiToken(db: Db, hash: string): LiveToken | undefined {
  const row = db
    .prepare(
      `select t.id, t.scopes, t.last_used_at as lastUsedAt, a.id as accountId, a.name, a.role
       from api_tokens t join accounts a on a.id = t.account_id
       where t.hash = ? and t.revoked_at is null and a.disabled_at is null`,
    )
    .get(hash) as (Account & { accountId: number; lastUsedAt: string | null; scopes: string }) | undefined
  if (!row) return undefined
  const { id, lastUsedAt, accountId, name, role } = row
  const scopes = JSON.parse(row.scopes) as string[]
  return { id, scopes, lastUsedAt, account: { id: accountId, name, role } }
}

/** A browser that signed in to this account before. */
export function isKnownDevice(
  db: Db,
  { accountId, deviceHash }: { accountId: number; deviceHash: string },
): boolean {
  const known = db.prepare('select 1 from sessions where device_hash = ? and account_id = ? limit 1').pluck()
  return known.get(deviceHash, accountId) === 1
}

/** Whose link this is, while it is good. */
export function readLink(db: Db, { hash, at }: { hash: string; at: string }): Account | undefined {
  return db
    .prepare(
      `select a.id, a.name, a.role from one_time_links l join accounts a on a.id = l.account_id
       where l.hash = :hash and l.ended_at is null and l.expires_at > :at and a.disabled_at is null`,
    )
    .get({ hash, at }) as Account | undefined
}

/** An operator who can sign in. */
export function hasOperator(db: Db): boolean {
  return countOperators(db) > 0
}

function countOperators(db: Db): number {
  return db
    .prepare(
      `select count(*) from accounts where role = 'operator' and password_hash is not null and disabled_at is null`,
    )
    .pluck()
    .get() as number
}

const accountsMax = 1_000

export function listAccounts(db: Db, at: string): AccountRow[] {
  const rows = db
    .prepare(
      `select a.id, a.name, a.role, a.created_at as createdAt, a.disabled_at as disabledAt,
         a.password_hash is not null as hasPassword, max(s.last_seen_at) as lastSeenAt,
         count(case when s.ended_at is null and s.expires_at > :at then 1 end) as sessionCount
       from accounts a left join sessions s on s.account_id = a.id
       group by a.id order by a.disabled_at is not null, a.name_key limit :limit`,
    )
    .all({ at, limit: accountsMax }) as (Omit<AccountRow, 'hasPassword'> & { hasPassword: number })[]
  return rows.map((row) => ({ ...row, hasPassword: row.hasPassword === 1 }))
}

// ---------------------------------------------------------------- accounts

/** The new account's id; undefined when the name is taken. */
export function addAccount(
  db: Db,
  { name, nameKey, role, at }: { name: string; nameKey: string; role: AccountRole; at: string },
): number | undefined {
  const { changes, lastInsertRowid } = db
    .prepare(
      'insert into accounts (name, name_key, role, created_at) values (?, ?, ?, ?) on conflict (name_key) do nothing',
    )
    .run(name, nameKey, role, at)
  return changes === 0 ? undefined : Number(lastInsertRowid)
}

export type AccountChange = { id: number; role?: AccountRole; disabled?: boolean; at: string }

/** What it was before; "last-operator" when nobody would be left to run the site. */
export function changeAccount(
  db: Db,
  { id, role, disabled, at }: AccountChange,
): { name: string; role: AccountRole; disabled: boolean } | 'last-operator' | undefined {
  const change = db.transaction(() => {
    const row = db
      .prepare(
        `select name, role, disabled_at as disabledAt,
           role = 'operator' and password_hash is not null and disabled_at is null as runsTheSite
         from accounts where id = ?`,
      )
      .get(id) as
      | { name: string; role: AccountRole; disabledAt: string | null; runsTheSite: number }
      | undefined
    if (!row) return undefined
    const leaves = disabled === true || (role !== undefined && role !== 'operator')
    if (row.runsTheSite === 1 && leaves && countOperators(db) === 1) return 'last-operator'
    if (role) db.prepare('update accounts set role = ? where id = ?').run(role, id)
    if (disabled !== undefined)
      db.prepare('update accounts set disabled_at = ? where id = ?').run(disabled ? at : null, id)
    if (disabled) closeDoors(db, id, at)
    return { name: row.name, role: row.role, disabled: row.disabledAt !== null }
  })
  return change.immediate()
}

/** Ends what lets somebody in: sessions, links, API tokens. */
function closeDoors(db: Db, accountId: number, at: string): void {
  for (const sql of [
    'update sessions set ended_at = ? where account_id = ? and ended_at is null',
    'update one_time_links set ended_at = ? where account_id = ? and ended_at is null',
    'update api_tokens set revoked_at = ? where account_id = ? and revoked_at is null',
  ])
    db.prepare(sql).run(at, accountId)
}

// ---------------------------------------------------------------- passwords and links

/** A new link voids the ones before. */
export function saveLink(
  db: Db,
  { accountId, hash, at, expiresAt }: { accountId: number; hash: string; at: string; expiresAt: string },
): void {
  const save = db.transaction(() => {
    db.prepare('update one_time_links set ended_at = ? where account_id = ? and ended_at is null').run(
      at,
      accountId,
    )
    db.prepare(
      `insert into one_time_links (hash, account_id, purpose, created_at, expires_at)
       values (:hash, :accountId, 'set-password', :at, :expiresAt)`,
    ).run({ hash, accountId, at, expiresAt })
  })
  save.immediate()
}

/** Uses a link up: the password is set, and whoever was in with the old one is out. Undefined when it is no longer good. */
export function setPasswordByLink(
  db: Db,
  { linkHash, passwordHash, at }: { linkHash: string; passwordHash: string; at: string },
): Account | undefined {
  const set = db.transaction(() => {
    const account = readLink(db, { hash: linkHash, at })
    if (!account) return undefined
    db.prepare('update accounts set password_hash = ? where id = ?').run(passwordHash, account.id)
    closeDoors(db, account.id, at)
    return account
  })
  return set.immediate()
}

/** The other sessions end; returns how many did. */
export function changePassword(
  db: Db,
  change: { accountId: number; passwordHash: string; keepSessionId: number; at: string },
): number {
  const save = db.transaction(() => {
    db.prepare('update accounts set password_hash = ? where id = ?').run(
      change.passwordHash,
      change.accountId,
    )
    db.prepare('update one_time_links set ended_at = ? where account_id = ? and ended_at is null').run(
      change.at,
      change.accountId,
    )
    return db
      .prepare('update sessions set ended_at = ? where account_id = ? and id <> ? and ended_at is null')
      .run(change.at, change.accountId, change.keepSessionId).changes
  })
  return save.immediate()
}

// ---------------------------------------------------------------- sessions

export type NewSession = {
  tokenHash: string
  deviceHash: string
  accountId: number
  userAgent: string
  at: string
  expiresAt: string
  forgetBefore: string // sessions that ended or ran out before are deleted
}

export function startSession(db: Db, session: NewSession): number {
  const start = db.transaction(() => {
    db.prepare('delete from sessions where coalesce(ended_at, expires_at) < ?').run(session.forgetBefore)
    const { lastInsertRowid } = db
      .prepare(
        `insert into sessions (token_hash, device_hash, account_id, user_agent, created_at, last_seen_at, expires_at)
         values (:tokenHash, :deviceHash, :accountId, :userAgent, :at, :at, :expiresAt)`,
      )
      .run(session)
    return Number(lastInsertRowid)
  })
  return start.immediate()
}

/** False when there is no such live session of this account. */
export function endSession(
  db: Db,
  { id, accountId, at }: { id: number; accountId: number; at: string },
): boolean {
  return (
    db
      .prepare('update sessions set ended_at = ? where id = ? and account_id = ? and ended_at is null')
      .run(at, id, accountId).changes === 1
  )
}

export function touchSession(db: Db, { id, at }: { id: number; at: string }): void {
  db.prepare('update sessions set last_seen_at = ? where id = ?').run(at, id)
}

export type SessionRow = { id: number; userAgent: string; createdAt: string; lastSeenAt: string }

const sessionsMax = 100

export function listSessions(db: Db, { accountId, at }: { accountId: number; at: string }): SessionRow[] {
  return db
    .prepare(
      `select id, user_agent as userAgent, created_at as createdAt, last_seen_at as lastSeenAt from sessions
       where account_id = :accountId and ended_at is null and expires_at > :at
       order by last_seen_at desc, id desc limit :limit`,
    )
    .all({ accountId, at, limit: sessionsMax }) as SessionRow[]
}

// ---------------------------------------------------------------- API tokens

export type ApiTokenRow = {
  id: number
  name: string
  scopes: string[]
  createdAt: string
  lastUsedAt: string | null
}

export const apiTokensPerAccountMax = 50

/** Undefined when the account has too many already. */
export function addApiToken(
  db: Db,
  token: { hash: string; name: string; scopes: string[]; accountId: number; at: string },
): number | undefined {
  const add = db.transaction(() => {
    if (listApiTokens(db, token.accountId).length >= apiTokensPerAccountMax) return undefined
    const { lastInsertRowid } = db
      .prepare(
        `insert into api_tokens (hash, name, scopes, account_id, created_at)
         values (:hash, :name, :scopes, :accountId, :at)`,
      )
      .run({ ...token, scopes: JSON.stringify(token.scopes) })
    return Number(lastInsertRowid)
  })
  return add.immediate()
}

export function revokeApiToken(
  db: Db,
  { id, accountId, at }: { id: number; accountId: number; at: string },
): boolean {
  return (
    db
      .prepare('update api_tokens set revoked_at = ? where id = ? and account_id = ? and revoked_at is null')
      .run(at, id, accountId).changes === 1
  )
}

export function touchApiToken(db: Db, { id, at }: { id: number; at: string }): void {
  db.prepare('update api_tokens set last_used_at = ? where id = ?').run(at, id)
}

export function listApiTokens(db: Db, accountId: number): ApiTokenRow[] {
  const rows = db
    .prepare(
      `select id, name, scopes, created_at as createdAt, last_used_at as lastUsedAt from api_tokens
       where account_id = ? and revoked_at is null order by id desc limit ?`,
    )
    .all(accountId, apiTokensPerAccountMax) as (Omit<ApiTokenRow, 'scopes'> & { scopes: string })[]
  return rows.map((row) => ({ ...row, scopes: JSON.parse(row.scopes) as string[] }))
}

/** After a restore: what was ended since the backup was taken must not live again. Passwords stay. */
export function endEveryAccess(db: Db, at: string): void {
  db.transaction(() => {
    db.prepare('update sessions set ended_at = ? where ended_at is null').run(at)
    db.prepare('update one_time_links set ended_at = ? where ended_at is null').run(at)
    db.prepare('update api_tokens set revoked_at = ? where revoked_at is null').run(at)
  }).immediate()
}
