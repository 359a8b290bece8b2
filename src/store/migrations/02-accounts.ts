// Accounts, their sessions, one-time links and API tokens, and the log of what people did. Of every secret only a hash
// is kept, so a copy of the database opens no door.
export const accounts = `
create table accounts (
  id integer primary key,
  name text not null,
  name_key text not null unique,           -- folded: two names that read alike are one
  role text not null check (role in ('reader', 'editor', 'operator')),
  password_hash text,                      -- argon2id; null until it is set through a link
  created_at text not null,
  disabled_at text
) strict;

create table sessions (
  id integer primary key,
  token_hash text not null unique,
  device_hash text not null,               -- of a browser that signed in before: its tries are counted apart
  account_id integer not null references accounts (id) on delete cascade,
  user_agent text not null,
  created_at text not null,
  last_seen_at text not null,              -- to the hour
  expires_at text not null,
  ended_at text
) strict;
create index sessions_by_account on sessions (account_id, ended_at);
create index sessions_by_device on sessions (device_hash, account_id);

create table one_time_links (
  id integer primary key,
  hash text not null unique,
  account_id integer not null references accounts (id) on delete cascade,
  purpose text not null check (purpose in ('set-password')),
  created_at text not null,
  expires_at text not null,
  ended_at text                            -- used, or void because a newer one was made
) strict;
create index one_time_links_by_account on one_time_links (account_id);

create table api_tokens (
  id integer primary key,
  hash text not null unique,
  name text not null,
  scopes text not null check (json_valid(scopes)),
  account_id integer not null references accounts (id) on delete cascade,
  created_at text not null,
  last_used_at text,                       -- to the hour
  revoked_at text
) strict;
create index api_tokens_by_account on api_tokens (account_id);

-- Every act of a person: who, when, what, on what, and how it was before and after. Never edited.
create table acts (
  id integer primary key,
  at text not null,
  account_id integer,                      -- no reference: the log outlives the account
  who text not null,
  act text not null,
  subject text not null,
  before text check (before is null or json_valid(before)),
  after text check (after is null or json_valid(after))
) strict;
create index acts_by_who on acts (who, id);
create index acts_by_act on acts (act, id);
`
