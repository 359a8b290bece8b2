// Adoption claims: readings of figures, what people decided about them, how they relate, the series they make.
export const claims = `
-- One row per reading of a figure in a quote. A reading is never edited: a correction, or a better engine, adds one
-- and the older row is no longer current. figure_id is the id of the figure's first reading: what everything else names.
create table claims (
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
create index claims_by_article on claims (article_id, claim_key);
create index claims_by_figure on claims (figure_id, id);
create index claims_by_series on claims (series_key) where current = 1 and withdrawn_at is null;
create index claims_for_review on claims (status, id) where current = 1 and withdrawn_at is null;

-- Append-only: who decided what about a figure, when, and what it was before and after.
create table claim_decisions (
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
create index claim_decisions_by_figure on claim_decisions (figure_id, id);
create index claim_decisions_by_time on claim_decisions (decided_at desc);

create table claim_relations (
  from_id integer not null,                -- figures
  to_id integer not null,
  kind text not null check (kind in ('supersedes', 'contradicts', 'corrects', 'drift', 'same')),
  reason text not null,
  decided_by text not null,                -- 'rule' or 'person:NAME'
  holds integer not null default 1 check (holds in (0, 1)), -- 0: a person says that it does not
  decided_at text not null,
  primary key (from_id, to_id, kind)
) strict, without rowid;
create index claim_relations_by_target on claim_relations (to_id);

-- One row per series, kept from its claims; dirty ones are worked out again by the next who passes.
create table claim_series (
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
create index claim_series_dirty on claim_series (key) where dirty = 1;

create table watched_series (
  series_key text not null,
  who text not null,
  watched_at text not null,
  primary key (series_key, who)
) strict, without rowid;

-- Figures that readers sent: never shown before somebody looked.
create table claim_suggestions (
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
create index claim_suggestions_open on claim_suggestions (id) where state = 'open';
create index claim_suggestions_by_sender on claim_suggestions (sender, sent_at);
`
