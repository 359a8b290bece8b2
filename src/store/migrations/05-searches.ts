// Searches that people keep: saved ones with a private feed, and frozen ones with their rows as they were.
export const searches = `
create table saved_searches (
  id integer primary key,
  account_id integer not null references accounts (id) on delete cascade,
  name text not null,
  note text not null,                      -- why it is kept
  query text not null,
  feed_hash text unique,                   -- of the secret in the address of its feed; null: no feed
  feed_made_at text,
  created_at text not null,
  changed_at text not null,
  deleted_at text                          -- kept, so that it can be brought back
) strict;
create index saved_searches_by_account on saved_searches (account_id, id);

create table frozen_searches (
  id text primary key,                     -- stands in citations: short, not to be guessed
  account_id integer references accounts (id) on delete set null,
  query text not null,
  words text not null,                     -- the query in words, as of then
  sources text not null check (json_valid(sources)),
  as_of text not null,
  article_count integer not null default 0,
  story_count integer not null default 0,
  copy_count integer not null default 0,
  byte_count integer not null default 0,
  sha256 text,                             -- of all rows as NDJSON
  finished_at text                         -- null while it is being made: nobody sees it
) strict, without rowid;
create index frozen_searches_by_account on frozen_searches (account_id, as_of);

-- The rows as NDJSON, in pieces, brotli: bytes that give the hash again.
create table frozen_rows (
  frozen_id text not null references frozen_searches (id) on delete cascade,
  number integer not null,
  brotli blob not null,
  primary key (frozen_id, number)
) strict;
`
