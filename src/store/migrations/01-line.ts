// The line: sources, entries, articles, versions, groups, index.
export const line = `
create table facts (
  name text primary key,
  value text not null
) strict, without rowid;

-- What we know of a source beyond its entry in feeds/*.yaml.
create table source_states (
  source_name text primary key,
  url text not null,                       -- as configured when last checked; another url starts afresh
  moved_to text,                           -- where permanent redirects lead
  moved_times integer not null default 0,  -- confirmations in a row
  etag text,
  last_modified text,
  feed_title text,
  next_due_at text not null,
  last_checked_at text,
  last_answered_at text,                   -- last page or 304
  last_new_entry_at text,
  failures_in_row integer not null default 0,
  last_failure_kind text,
  last_failure_message text,
  last_entry_count integer,
  interval_minutes real not null default 60,
  new_entries_total integer not null default 0
) strict, without rowid;

create table fetches (
  id integer primary key,
  source_name text,
  purpose text not null check (purpose in ('feed', 'page', 'recheck')),
  url text not null,
  outcome text not null check (outcome in ('page', 'not-modified', 'failure')),
  status integer,
  kind text,                               -- of the failure
  byte_count integer not null default 0,
  took_ms integer not null,
  fetched_at text not null
) strict;
create index fetches_by_source on fetches (source_name, fetched_at);
create index fetches_by_time on fetches (fetched_at);

create table entries (
  id integer primary key,
  source_name text not null,
  guid text,
  url text,
  guid_key text,                           -- the three keys by which an entry is known again
  url_key text,
  text_key text not null,
  title text not null,
  summary text,
  content text,
  authors text not null check (json_valid(authors)),
  categories text not null check (json_valid(categories)),
  language text,
  publication_name text,
  published_at text,
  published_raw text,
  published_day_only integer not null default 0 check (published_day_only in (0, 1)),
  updated_at text,
  ids text not null check (json_valid(ids)),
  first_seen_at text not null,
  last_seen_at text not null,
  state text not null check (state in ('pending', 'article', 'not-ours', 'failed')),
  reason text,
  words text check (words is null or json_valid(words)),
  decided_by text not null default 'rule', -- 'rule' or 'person:NAME'
  attempts integer not null default 0,
  next_try_at text not null,
  article_id integer references articles (id) on delete set null
) strict;
create index entries_by_guid on entries (source_name, guid_key);
create index entries_by_url on entries (url_key);
create index entries_by_text on entries (source_name, text_key);
create index entries_by_state on entries (state, next_try_at);
create index entries_by_article on entries (article_id);
create index entries_not_ours on entries (first_seen_at desc) where state = 'not-ours';

-- id = day of publication (or of first sight) x 65536 + sequence: newest first costs nothing, and dates are id ranges.
create table articles (
  id integer primary key,
  url text not null,                       -- as first met
  canonical_url text not null,
  url_key text not null,
  title text not null,
  authors text not null check (json_valid(authors)),
  publication_id text not null,
  publication_name text not null,
  publication_name_zh text,
  kind text not null,
  country text,
  source_name text not null,
  language text,
  section text,
  description text,
  published_at text not null,
  published_on text not null,              -- the calendar day as its publisher writes it
  published_basis text not null check (published_basis in ('page', 'feed', 'fetch')),
  published_raw text,
  published_day_only integer not null default 0 check (published_day_only in (0, 1)),
  modified_at text,
  first_seen_at text not null,
  paywalled integer not null default 0 check (paywalled in (0, 1)),
  credit text check (credit is null or json_valid(credit)),
  doi text,
  pmid text,
  pmcid text,
  arxiv text,
  word_count integer not null,
  quality text not null,
  quality_reasons text not null check (json_valid(quality_reasons)),
  extractor text not null,
  extractor_version text not null,
  origins text not null check (json_valid(origins)),
  captions text not null check (json_valid(captions)),
  ours_reason text not null,
  ours_words text not null check (json_valid(ours_words)),
  ours_by text not null default 'rule',
  text_hash text not null,
  page_hash text,                          -- of the raw page in pages.db
  version_count integer not null default 1,
  number_changed integer not null default 0 check (number_changed in (0, 1)),
  etag text,
  last_modified text,
  recheck_step integer not null default 0,
  recheck_at text,                         -- null: no more re-checks
  gone_at text
) strict;
create index articles_by_url on articles (url_key);
create index articles_by_text on articles (text_hash);
create index articles_by_doi on articles (doi) where doi is not null;
create index articles_by_recheck on articles (recheck_at) where recheck_at is not null;
create index articles_by_publication on articles (publication_id, id);

create table bodies (
  article_id integer primary key references articles (id) on delete cascade,
  blocks text not null check (json_valid(blocks))
) strict;

create table versions (
  article_id integer not null references articles (id) on delete cascade,
  number integer not null check (number >= 1),
  seen_at text not null,
  title text not null,
  text text,                               -- null while it is the newest: its text is the body's
  number_changed integer not null default 0 check (number_changed in (0, 1)),
  page_hash text,
  primary key (article_id, number)
) strict, without rowid;

create table article_tags (
  article_id integer not null references articles (id) on delete cascade,
  tag_id text not null,
  set_by text not null,
  matched text not null check (json_valid(matched)),
  set_at text not null,
  removed_at text,                         -- a person took it off: a rule never sets it again
  primary key (article_id, tag_id)
) strict, without rowid;
create index article_tags_by_tag on article_tags (tag_id, article_id) where removed_at is null;

create table copy_groups (
  id integer primary key,
  original_id integer not null references articles (id) on delete cascade,
  original_reason text not null,
  merged_into integer references copy_groups (id)
) strict;
create table copy_members (
  article_id integer primary key references articles (id) on delete cascade,
  group_id integer not null references copy_groups (id) on delete cascade,
  containment real not null,
  evidence text not null check (json_valid(evidence)),
  joined_at text not null
) strict;
create index copy_members_by_group on copy_members (group_id);

create table stories (
  id integer primary key,
  merged_into integer references stories (id)
) strict;
create table story_members (
  article_id integer primary key references articles (id) on delete cascade,
  story_id integer not null references stories (id) on delete cascade,
  points real not null,
  evidence text not null check (json_valid(evidence)),
  joined_at text not null
) strict;
create index story_members_by_story on story_members (story_id);

-- What people decided. Never overwritten by a re-run.
create table decisions (
  id integer primary key,
  kind text not null check (kind in ('ours', 'not-ours', 'same-story', 'other-story', 'same-text', 'other-text')),
  subject text not null,                   -- entry or article id
  other text,                              -- the other article of a pair
  who text not null,
  decided_at text not null,
  undone_at text
) strict;
create index decisions_by_subject on decisions (subject, kind);

create table shingles (
  hash integer not null,
  article_id integer not null references articles (id) on delete cascade,
  primary key (hash, article_id)
) strict, without rowid;
create index shingles_by_article on shingles (article_id);

create table story_keys (
  key text not null,
  article_id integer not null references articles (id) on delete cascade,
  primary key (key, article_id)
) strict, without rowid;
create index story_keys_by_article on story_keys (article_id);
create table story_features (
  article_id integer primary key references articles (id) on delete cascade,
  features text not null check (json_valid(features))
) strict;

-- Lines seen on the pages of a host: what stands on many pages is no article.
create table host_lines (
  host text not null,
  line_key text not null,
  page_count integer not null,
  last_seen_at text not null,
  primary key (host, line_key)
) strict, without rowid;

create table failures (
  id integer primary key,
  source_name text,
  entry_id integer references entries (id) on delete cascade,
  article_id integer references articles (id) on delete cascade,
  step text not null,
  kind text not null,
  url text not null,
  message text not null,
  status integer,
  retry text not null check (retry in ('later', 'never')),
  retry_at text,
  first_failed_at text not null,
  last_failed_at text not null,
  times integer not null default 1,
  resolved_at text
) strict;
create unique index failures_open on failures (url, step) where resolved_at is null;
create index failures_by_time on failures (last_failed_at desc);

-- The vocabulary, for suggestions; the index itself holds stems.
create table terms (
  term text primary key,
  document_count integer not null
) strict, without rowid;

-- The text first: FTS5 writes two bytes less for each word of a first column, which is a fifth of the index.
create virtual table articles_fts using fts5 (
  text, title, names, filters,
  content = '', contentless_delete = 1,
  tokenize = "porter unicode61 remove_diacritics 2"
);
`
