// Deeds of editors that can be undone, the vocabulary of tags over feeds/topics.yaml, rules that tag by a query, and the
// jobs that carry large deeds out in small steps.
export const tags = `
alter table copy_groups add column original_by text not null default 'rule'; -- 'rule' or 'person:NAME': no later copy changes it

create table deeds (
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

create table deed_rows (
  deed_id integer not null references deeds (id) on delete cascade,
  number integer not null,
  table_name text not null,
  row_key text not null check (json_valid(row_key)),
  before text check (before is null or json_valid(before)),
  after text check (after is null or json_valid(after)),
  primary key (deed_id, number)
) strict, without rowid;

create table decisions_with_originals (
  id integer primary key,
  kind text not null check (kind in ('ours', 'not-ours', 'same-story', 'other-story', 'same-text', 'other-text', 'original')),
  subject text not null,                   -- entry or article id
  other text,                              -- the other article of a pair
  who text not null,
  decided_at text not null,
  undone_at text,
  deed_id integer                           -- the deed that can be undone
) strict;
insert into decisions_with_originals (id, kind, subject, other, who, decided_at, undone_at)
  select id, kind, subject, other, who, decided_at, undone_at from decisions;
drop table decisions;
alter table decisions_with_originals rename to decisions;
create index decisions_by_subject on decisions (subject, kind);
create index decisions_by_deed on decisions (deed_id) where deed_id is not null;

create table tags (                        -- what editors say of tags; the others are as feeds/topics.yaml has them
  id text primary key,                     -- never reused
  label text,                              -- null: as in feeds/topics.yaml
  description text,
  merged_into text,                        -- its address leads there, and so does every rule that sets it
  retired_at text,                         -- no longer set or offered; articles keep it
  made_by text,                            -- null: it stands in feeds/topics.yaml
  changed_at text not null
) strict, without rowid;

create table tag_rules (
  id integer primary key,                  -- never reused: rules are switched off, not deleted
  tag_id text not null,
  query text not null,
  note text not null default '',           -- why
  enabled integer not null default 1 check (enabled in (0, 1)),
  who text not null,
  made_at text not null,
  changed_at text not null
) strict;

create table tag_queue (                   -- articles that the rules have yet to look at
  article_id integer primary key
) strict;

create trigger articles_to_tag after insert on articles begin
  insert or ignore into tag_queue (article_id) values (new.id);
end;

create trigger edits_to_tag after update of text_hash, title on articles
  when old.text_hash is not new.text_hash or old.title is not new.title begin
  insert or ignore into tag_queue (article_id) values (new.id);
end;

create trigger lost_tags_to_tag after delete on article_tags when old.set_by = 'rule' begin
  insert or ignore into tag_queue (article_id) values (old.article_id);
end;

create index article_tags_by_setter on article_tags (set_by, article_id) where set_by <> 'rule';

create table tag_jobs (
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

create index tag_jobs_by_rule on tag_jobs (rule_id) where rule_id is not null;
create index tag_jobs_waiting on tag_jobs (id) where state = 'waiting';
`
