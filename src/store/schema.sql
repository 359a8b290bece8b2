-- Made from migrations.ts by a test (UPDATE=1); do not edit.

-- uptake.db

CREATE TABLE facts (
  name text primary key,
  value text not null
) strict, without rowid;

CREATE TABLE source_states (
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

CREATE TABLE fetches (
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

CREATE INDEX fetches_by_source on fetches (source_name, fetched_at);

CREATE INDEX fetches_by_time on fetches (fetched_at);

CREATE TABLE entries (
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

CREATE INDEX entries_by_guid on entries (source_name, guid_key);

CREATE INDEX entries_by_url on entries (url_key);

CREATE INDEX entries_by_text on entries (source_name, text_key);

CREATE INDEX entries_by_state on entries (state, next_try_at);

CREATE INDEX entries_by_article on entries (article_id);

CREATE INDEX entries_not_ours on entries (first_seen_at desc) where state = 'not-ours';

CREATE TABLE articles (
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

CREATE INDEX articles_by_url on articles (url_key);

CREATE INDEX articles_by_text on articles (text_hash);

CREATE INDEX articles_by_doi on articles (doi) where doi is not null;

CREATE INDEX articles_by_recheck on articles (recheck_at) where recheck_at is not null;

CREATE INDEX articles_by_publication on articles (publication_id, id);

CREATE TABLE bodies (
  article_id integer primary key references articles (id) on delete cascade,
  blocks text not null check (json_valid(blocks))
) strict;

CREATE TABLE versions (
  article_id integer not null references articles (id) on delete cascade,
  number integer not null check (number >= 1),
  seen_at text not null,
  title text not null,
  text text,                               -- null while it is the newest: its text is the body's
  number_changed integer not null default 0 check (number_changed in (0, 1)),
  page_hash text,
  primary key (article_id, number)
) strict, without rowid;

CREATE TABLE article_tags (
  article_id integer not null references articles (id) on delete cascade,
  tag_id text not null,
  set_by text not null,
  matched text not null check (json_valid(matched)),
  set_at text not null,
  removed_at text,                         -- a person took it off: a rule never sets it again
  primary key (article_id, tag_id)
) strict, without rowid;

CREATE INDEX article_tags_by_tag on article_tags (tag_id, article_id) where removed_at is null;

CREATE TABLE copy_groups (
  id integer primary key,
  original_id integer not null references articles (id) on delete cascade,
  original_reason text not null,
  merged_into integer references copy_groups (id)
, original_by text not null default 'rule') strict;

CREATE TABLE copy_members (
  article_id integer primary key references articles (id) on delete cascade,
  group_id integer not null references copy_groups (id) on delete cascade,
  containment real not null,
  evidence text not null check (json_valid(evidence)),
  joined_at text not null
) strict;

CREATE INDEX copy_members_by_group on copy_members (group_id);

CREATE TABLE stories (
  id integer primary key,
  merged_into integer references stories (id)
) strict;

CREATE TABLE story_members (
  article_id integer primary key references articles (id) on delete cascade,
  story_id integer not null references stories (id) on delete cascade,
  points real not null,
  evidence text not null check (json_valid(evidence)),
  joined_at text not null
) strict;

CREATE INDEX story_members_by_story on story_members (story_id);

CREATE TABLE shingles (
  hash integer not null,
  article_id integer not null references articles (id) on delete cascade,
  primary key (hash, article_id)
) strict, without rowid;

CREATE INDEX shingles_by_article on shingles (article_id);

CREATE TABLE story_keys (
  key text not null,
  article_id integer not null references articles (id) on delete cascade,
  primary key (key, article_id)
) strict, without rowid;

CREATE INDEX story_keys_by_article on story_keys (article_id);

CREATE TABLE story_features (
  article_id integer primary key references articles (id) on delete cascade,
  features text not null check (json_valid(features))
) strict;

CREATE TABLE host_lines (
  host text not null,
  line_key text not null,
  page_count integer not null,
  last_seen_at text not null,
  primary key (host, line_key)
) strict, without rowid;

CREATE TABLE failures (
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

CREATE UNIQUE INDEX failures_open on failures (url, step) where resolved_at is null;

CREATE INDEX failures_by_time on failures (last_failed_at desc);

CREATE TABLE terms (
  term text primary key,
  document_count integer not null
) strict, without rowid;

CREATE VIRTUAL TABLE articles_fts using fts5 (
  text, title, names, filters,
  content = '', contentless_delete = 1,
  tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE TABLE accounts (
  id integer primary key,
  name text not null,
  name_key text not null unique,           -- folded: two names that read alike are one
  role text not null check (role in ('reader', 'editor', 'operator')),
  password_hash text,                      -- argon2id; null until it is set through a link
  created_at text not null,
  disabled_at text
) strict;

CREATE TABLE sessions (
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

CREATE INDEX sessions_by_account on sessions (account_id, ended_at);

CREATE INDEX sessions_by_device on sessions (device_hash, account_id);

CREATE TABLE one_time_links (
  id integer primary key,
  hash text not null unique,
  account_id integer not null references accounts (id) on delete cascade,
  purpose text not null check (purpose in ('set-password')),
  created_at text not null,
  expires_at text not null,
  ended_at text                            -- used, or void because a newer one was made
) strict;

CREATE INDEX one_time_links_by_account on one_time_links (account_id);

CREATE TABLE api_tokens (
  id integer primary key,
  hash text not null unique,
  name text not null,
  scopes text not null check (json_valid(scopes)),
  account_id integer not null references accounts (id) on delete cascade,
  created_at text not null,
  last_used_at text,                       -- to the hour
  revoked_at text
) strict;

CREATE INDEX api_tokens_by_account on api_tokens (account_id);

CREATE TABLE acts (
  id integer primary key,
  at text not null,
  account_id integer,                      -- no reference: the log outlives the account
  who text not null,
  act text not null,
  subject text not null,
  before text check (before is null or json_valid(before)),
  after text check (after is null or json_valid(after))
) strict;

CREATE INDEX acts_by_who on acts (who, id);

CREATE INDEX acts_by_act on acts (act, id);

CREATE TABLE claims (
  id integer primary key,
  figure_id integer not null,
  article_id integer not null references articles (id) on delete cascade,
  claim_key text not null,                 -- measure, quote and which of its occurrences: how a figure is known again
  version_number integer not null,         -- of the article in which the quote was first seen
  gone_in integer,                         -- the version from which on the quote is no longer in the text
  series_key text not null,
  reading text not null check (json_valid(reading)),
  sentence text not null,                  -- the sentence or table row that holds the quote
  status text not null check (status in ('auto', 'needs_review', 'accepted', 'corrected', 'rejected')),
  made_by text not null,                   -- 'engine:NAME VERSION', 'person:NAME', 'model:NAME'
  made_at text not null,
  note text,
  current integer not null default 1 check (current in (0, 1)),
  withdrawn_at text,                       -- the present engine finds no such figure there
  unit text generated always as (reading ->> '$.unit') virtual,
  technology text generated always as (reading ->> '$.technology') virtual,
  stage text generated always as (reading ->> '$.stage') virtual,
  value real generated always as (reading ->> '$.value') virtual,
  confidence real generated always as (reading ->> '$.confidence') virtual
) strict;

CREATE INDEX claims_by_article on claims (article_id, claim_key);

CREATE INDEX claims_by_figure on claims (figure_id, id);

CREATE INDEX claims_by_series on claims (series_key) where current = 1 and withdrawn_at is null;

CREATE INDEX claims_for_review on claims (status, id) where current = 1 and withdrawn_at is null;

CREATE TABLE claim_decisions (
  id integer primary key,
  figure_id integer not null,
  act text not null check (act in ('accept', 'fix', 'reject', 'not-a-figure', 'duplicate', 'relate', 'unrelate', 'add')),
  who text not null,
  decided_at text not null,
  reason text,
  before text not null check (json_valid(before)),
  after text not null check (json_valid(after)),
  undone_at text
) strict;

CREATE INDEX claim_decisions_by_figure on claim_decisions (figure_id, id);

CREATE INDEX claim_decisions_by_time on claim_decisions (decided_at desc);

CREATE TABLE claim_relations (
  from_id integer not null,                -- figures
  to_id integer not null,
  kind text not null check (kind in ('supersedes', 'contradicts', 'corrects', 'drift', 'same')),
  reason text not null,
  decided_by text not null,                -- 'rule' or 'person:NAME'
  holds integer not null default 1 check (holds in (0, 1)), -- 0: a person says that it does not
  decided_at text not null,
  primary key (from_id, to_id, kind)
) strict, without rowid;

CREATE INDEX claim_relations_by_target on claim_relations (to_id);

CREATE TABLE claim_series (
  key text primary key,
  technology text not null,
  unit text not null,
  places text not null,                    -- codes joined by +
  measure text not null,
  stage_class text not null,
  denominator text not null,
  dirty integer not null default 1 check (dirty in (0, 1)),
  summary text check (summary is null or json_valid(summary)),
  figures integer not null default 0,
  drawn integer not null default 0,
  origins integer not null default 0,
  contradictions integer not null default 0,
  unreviewed integer not null default 0,
  movement real not null default 0,        -- natural logarithm of newest over the figure before, 0 when there is none
  newest_on text                           -- the day until which the newest figure holds
) strict, without rowid;

CREATE INDEX claim_series_dirty on claim_series (key) where dirty = 1;

CREATE TABLE watched_series (
  series_key text not null,
  who text not null,
  watched_at text not null,
  primary key (series_key, who)
) strict, without rowid;

CREATE TABLE claim_suggestions (
  id integer primary key,
  kind text not null check (kind in ('figure', 'error')),
  figure_id integer,                       -- of an error report
  url text not null,
  quote text not null,
  note text not null,
  sender text not null,                    -- keyed hash of the address, for the daily limit
  sent_at text not null,
  state text not null default 'open' check (state in ('open', 'taken', 'dismissed')),
  decided_by text,
  decided_at text
) strict;

CREATE INDEX claim_suggestions_open on claim_suggestions (id) where state = 'open';

CREATE INDEX claim_suggestions_by_sender on claim_suggestions (sender, sent_at);

CREATE TABLE totals (
  name text primary key check (name in ('stories', 'copies', 'pending', 'not-ours', 'failures')),
  count integer not null
) strict, without rowid;

CREATE TABLE day_counts (
  day integer primary key,                 -- of the article's id: days since 1970-01-01
  articles integer not null
) strict;

CREATE TABLE tag_counts (
  tag_id text primary key,
  articles integer not null
) strict, without rowid;

CREATE TABLE uncounted_texts (
  article_id integer primary key references articles (id) on delete cascade
) strict;

CREATE TRIGGER articles_counted after insert on articles begin
  insert into day_counts (day, articles) values (new.id / 65536, 1)
    on conflict (day) do update set articles = articles + 1;
end;

CREATE TRIGGER articles_uncounted after delete on articles begin
  update day_counts set articles = articles - 1 where day = old.id / 65536;
end;

CREATE TRIGGER article_tags_counted after insert on article_tags when new.removed_at is null begin
  insert into tag_counts (tag_id, articles) values (new.tag_id, 1)
    on conflict (tag_id) do update set articles = articles + 1;
end;

CREATE TRIGGER article_tags_uncounted after delete on article_tags when old.removed_at is null begin
  update tag_counts set articles = articles - 1 where tag_id = old.tag_id;
end;

CREATE TRIGGER article_tags_taken_off after update of removed_at on article_tags
  when old.removed_at is null and new.removed_at is not null begin
  update tag_counts set articles = articles - 1 where tag_id = new.tag_id;
end;

CREATE TRIGGER article_tags_put_back after update of removed_at on article_tags
  when old.removed_at is not null and new.removed_at is null begin
  insert into tag_counts (tag_id, articles) values (new.tag_id, 1)
    on conflict (tag_id) do update set articles = articles + 1;
end;

CREATE TRIGGER entries_counted after insert on entries begin
  update totals set count = count + 1 where name = new.state;
end;

CREATE TRIGGER entries_uncounted after delete on entries begin
  update totals set count = count - 1 where name = old.state;
end;

CREATE TRIGGER entries_recounted after update of state on entries when old.state <> new.state begin
  update totals set count = count - 1 where name = old.state;
  update totals set count = count + 1 where name = new.state;
end;

CREATE TRIGGER failures_counted after insert on failures when new.resolved_at is null begin
  update totals set count = count + 1 where name = 'failures';
end;

CREATE TRIGGER failures_uncounted after delete on failures when old.resolved_at is null begin
  update totals set count = count - 1 where name = 'failures';
end;

CREATE TRIGGER failures_recounted after update of resolved_at on failures
  when (old.resolved_at is null) <> (new.resolved_at is null) begin
  update totals set count = count + (new.resolved_at is null) - (old.resolved_at is null) where name = 'failures';
end;

CREATE TRIGGER story_members_counted after insert on story_members
  when not exists (select 1 from story_members where story_id = new.story_id and article_id <> new.article_id) begin
  update totals set count = count + 1 where name = 'stories';
end;

CREATE TRIGGER story_members_uncounted after delete on story_members
  when not exists (select 1 from story_members where story_id = old.story_id) begin
  update totals set count = count - 1 where name = 'stories';
end;

CREATE TRIGGER story_members_recounted after update of story_id on story_members when old.story_id <> new.story_id begin
  update totals set count = count
    + (not exists (select 1 from story_members where story_id = new.story_id and article_id <> new.article_id))
    - (not exists (select 1 from story_members where story_id = old.story_id)) where name = 'stories';
end;

CREATE TRIGGER copy_members_counted after insert on copy_members begin
  update totals set count = count + exists (
    select 1 from copy_groups where id = new.group_id and original_id <> new.article_id) where name = 'copies';
end;

CREATE TRIGGER copy_members_uncounted after delete on copy_members begin
  update totals set count = count - exists (
    select 1 from copy_groups where id = old.group_id and original_id <> old.article_id) where name = 'copies';
end;

CREATE TRIGGER copy_members_recounted after update of group_id on copy_members begin
  update totals set count = count
    - exists (select 1 from copy_groups where id = old.group_id and original_id <> old.article_id)
    + exists (select 1 from copy_groups where id = new.group_id and original_id <> new.article_id) where name = 'copies';
end;

CREATE TRIGGER copy_groups_recounted after update of original_id on copy_groups begin
  update totals set count = count
    + exists (select 1 from copy_members where article_id = old.original_id and group_id = new.id)
    - exists (select 1 from copy_members where article_id = new.original_id and group_id = new.id) where name = 'copies';
end;

CREATE TRIGGER copy_groups_uncounted before delete on copy_groups begin
  update totals set count = count - (
    select count(*) from copy_members where group_id = old.id and article_id <> old.original_id) where name = 'copies';
end;

CREATE TABLE deeds (
  id integer primary key,
  kind text not null,
  words text not null,                     -- one sentence for people: what was done
  who text not null,
  link text,                               -- the page where it shows
  done_at text not null,
  undone_at text,
  undone_by text,
  row_count integer not null default 0     -- rows that can be put back
) strict;

CREATE TABLE deed_rows (
  deed_id integer not null references deeds (id) on delete cascade,
  number integer not null,
  table_name text not null,
  row_key text not null check (json_valid(row_key)),
  before text check (before is null or json_valid(before)),
  after text check (after is null or json_valid(after)),
  primary key (deed_id, number)
) strict, without rowid;

CREATE TABLE "decisions" (
  id integer primary key,
  kind text not null check (kind in ('ours', 'not-ours', 'same-story', 'other-story', 'same-text', 'other-text', 'original')),
  subject text not null,                   -- entry or article id
  other text,                              -- the other article of a pair
  who text not null,
  decided_at text not null,
  undone_at text,
  deed_id integer                           -- the deed that can be undone
) strict;

CREATE INDEX decisions_by_subject on decisions (subject, kind);

CREATE INDEX decisions_by_deed on decisions (deed_id) where deed_id is not null;

CREATE TABLE tags (                        -- what editors say of tags; the others are as feeds/topics.yaml has them
  id text primary key,                     -- never reused
  label text,                              -- null: as in feeds/topics.yaml
  description text,
  merged_into text,                        -- its address leads there, and so does every rule that sets it
  retired_at text,                         -- no longer set or offered; articles keep it
  made_by text,                            -- null: it stands in feeds/topics.yaml
  changed_at text not null
) strict, without rowid;

CREATE TABLE tag_rules (
  id integer primary key,                  -- never reused: rules are switched off, not deleted
  tag_id text not null,
  query text not null,
  note text not null default '',           -- why
  enabled integer not null default 1 check (enabled in (0, 1)),
  who text not null,
  made_at text not null,
  changed_at text not null
) strict;

CREATE TABLE tag_queue (                   -- articles that the rules have yet to look at
  article_id integer primary key
) strict;

CREATE TRIGGER articles_to_tag after insert on articles begin
  insert or ignore into tag_queue (article_id) values (new.id);
end;

CREATE TRIGGER edits_to_tag after update of text_hash, title on articles
  when old.text_hash is not new.text_hash or old.title is not new.title begin
  insert or ignore into tag_queue (article_id) values (new.id);
end;

CREATE TRIGGER lost_tags_to_tag after delete on article_tags when old.set_by = 'rule' begin
  insert or ignore into tag_queue (article_id) values (old.article_id);
end;

CREATE INDEX article_tags_by_setter on article_tags (set_by, article_id) where set_by <> 'rule';

CREATE TABLE tag_jobs (
  id integer primary key,
  kind text not null check (kind in ('set', 'off', 'rule', 'merge', 'undo')),
  deed_id integer not null references deeds (id) on delete cascade,
  tag_id text,
  set_by text not null,
  query text,                              -- all hits of this search, or
  article_ids text check (article_ids is null or json_valid(article_ids)), -- just these
  rule_id integer references tag_rules (id),
  target_id text,                          -- of a merge: the tag that stays
  phase integer not null default 0,
  cursor integer,                          -- the last article that is done
  total integer not null,
  done integer not null default 0,
  changed integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  message text,
  holder text,                             -- the process at work on it, until
  held_until text,
  made_at text not null,
  ended_at text
) strict;

CREATE INDEX tag_jobs_by_rule on tag_jobs (rule_id) where rule_id is not null;

CREATE INDEX tag_jobs_waiting on tag_jobs (id) where state = 'waiting';

CREATE TABLE answered_days (
  day text not null,                       -- "2025-03-08", UTC
  source_name text not null,
  primary key (day, source_name)
) strict, without rowid;

CREATE TRIGGER fetches_answered after insert on fetches
  when new.purpose = 'feed' and new.outcome <> 'failure' and new.source_name is not null begin
  insert into answered_days (day, source_name) values (substr(new.fetched_at, 1, 10), new.source_name)
    on conflict do nothing;
end;

CREATE TABLE saved_searches (
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

CREATE INDEX saved_searches_by_account on saved_searches (account_id, id);

CREATE TABLE frozen_searches (
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
, found_count integer not null default 0, kept_count integer not null default 0, touched_at text, message text) strict, without rowid;

CREATE INDEX frozen_searches_by_account on frozen_searches (account_id, as_of);

CREATE TABLE frozen_rows (
  frozen_id text not null references frozen_searches (id) on delete cascade,
  number integer not null,
  brotli blob not null,
  primary key (frozen_id, number)
) strict;

CREATE TABLE shared_stories (
  article_id integer primary key,
  story_id integer not null
) strict;

CREATE TRIGGER story_members_shared after insert on story_members
  when exists (select 1 from story_members where story_id = new.story_id and article_id <> new.article_id) begin
  insert or ignore into shared_stories (article_id, story_id) values (new.article_id, new.story_id);
  insert or ignore into shared_stories (article_id, story_id)
    select article_id, story_id from story_members where story_id = new.story_id
      and (select count(*) from (select 1 from story_members where story_id = new.story_id limit 3)) = 2;
end;

CREATE TRIGGER story_members_unshared after delete on story_members begin
  delete from shared_stories where article_id = old.article_id;
  delete from shared_stories
    where article_id in (select article_id from story_members where story_id = old.story_id)
      and (select count(*) from (select 1 from story_members where story_id = old.story_id limit 2)) = 1;
end;

CREATE TRIGGER story_members_reshared after update of story_id on story_members when old.story_id <> new.story_id begin
  delete from shared_stories where article_id = old.article_id;
  delete from shared_stories
    where article_id in (select article_id from story_members where story_id = old.story_id)
      and (select count(*) from (select 1 from story_members where story_id = old.story_id limit 2)) = 1;
  insert or ignore into shared_stories (article_id, story_id)
    select article_id, story_id from story_members where story_id = new.story_id
      and (article_id = new.article_id or (select count(*) from (select 1 from story_members where story_id = new.story_id limit 3)) = 2)
      and (select count(*) from (select 1 from story_members where story_id = new.story_id limit 2)) > 1;
end;

-- pages.db

CREATE TABLE pages (
  hash text primary key,                   -- sha-256 of the decoded bytes, hex
  url text not null,
  content_type text not null,
  charset text not null,
  byte_count integer not null,
  brotli blob not null,
  fetched_at text not null
) strict;
