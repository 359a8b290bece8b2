// Raw pages by content hash.
export const rawPages = `
create table pages (
  hash text primary key,                   -- sha-256 of the decoded bytes, hex
  url text not null,
  content_type text not null,
  charset text not null,
  byte_count integer not null,
  brotli blob not null,
  fetched_at text not null
) strict;
`
