// Frozen searches are made step by step: how far one is, and why one stopped.
export const freezes = `
alter table frozen_searches add column found_count integer not null default 0; -- articles that it found as of then
alter table frozen_searches add column kept_count integer not null default 0;  -- of them looked up so far
alter table frozen_searches add column touched_at text;                        -- when the last rows were added
alter table frozen_searches add column message text;                           -- why it stopped before its end
`
