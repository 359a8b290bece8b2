// Counts that pages show, kept by triggers in the transaction that changes them, so that no page counts an archive; and
// the texts whose words are not in the vocabulary yet.
export const counts = `
create table totals (
  name text primary key check (name in ('stories', 'copies', 'pending', 'not-ours', 'failures')),
  count integer not null
) strict, without rowid;

create table day_counts (
  day integer primary key,                 -- of the article's id: days since 1970-01-01
  articles integer not null
) strict;

create table tag_counts (
  tag_id text primary key,
  articles integer not null
) strict, without rowid;

-- The newest articles' words are counted into "terms" many articles at once: written one article at a time, they
-- would touch most pages of that table again and again.
create table uncounted_texts (
  article_id integer primary key references articles (id) on delete cascade
) strict;

insert into totals (name, count)
  select 'stories', count(distinct story_id) from story_members
  union all select 'copies', count(*) from copy_members c join copy_groups g on g.id = c.group_id where g.original_id <> c.article_id
  union all select 'pending', count(*) from entries where state = 'pending'
  union all select 'not-ours', count(*) from entries where state = 'not-ours'
  union all select 'failures', count(*) from failures where resolved_at is null;
insert into day_counts (day, articles) select id / 65536, count(*) from articles group by 1;
insert into tag_counts (tag_id, articles)
  select tag_id, count(*) from article_tags where removed_at is null group by tag_id;

create trigger articles_counted after insert on articles begin
  insert into day_counts (day, articles) values (new.id / 65536, 1)
    on conflict (day) do update set articles = articles + 1;
end;
create trigger articles_uncounted after delete on articles begin
  update day_counts set articles = articles - 1 where day = old.id / 65536;
end;

create trigger article_tags_counted after insert on article_tags when new.removed_at is null begin
  insert into tag_counts (tag_id, articles) values (new.tag_id, 1)
    on conflict (tag_id) do update set articles = articles + 1;
end;
create trigger article_tags_uncounted after delete on article_tags when old.removed_at is null begin
  update tag_counts set articles = articles - 1 where tag_id = old.tag_id;
end;
create trigger article_tags_taken_off after update of removed_at on article_tags
  when old.removed_at is null and new.removed_at is not null begin
  update tag_counts set articles = articles - 1 where tag_id = new.tag_id;
end;
create trigger article_tags_put_back after update of removed_at on article_tags
  when old.removed_at is not null and new.removed_at is null begin
  insert into tag_counts (tag_id, articles) values (new.tag_id, 1)
    on conflict (tag_id) do update set articles = articles + 1;
end;

create trigger entries_counted after insert on entries begin
  update totals set count = count + 1 where name = new.state;
end;
create trigger entries_uncounted after delete on entries begin
  update totals set count = count - 1 where name = old.state;
end;
create trigger entries_recounted after update of state on entries when old.state <> new.state begin
  update totals set count = count - 1 where name = old.state;
  update totals set count = count + 1 where name = new.state;
end;

create trigger failures_counted after insert on failures when new.resolved_at is null begin
  update totals set count = count + 1 where name = 'failures';
end;
create trigger failures_uncounted after delete on failures when old.resolved_at is null begin
  update totals set count = count - 1 where name = 'failures';
end;
create trigger failures_recounted after update of resolved_at on failures
  when (old.resolved_at is null) <> (new.resolved_at is null) begin
  update totals set count = count + (new.resolved_at is null) - (old.resolved_at is null) where name = 'failures';
end;

-- A story counts while it has a member.
create trigger story_members_counted after insert on story_members
  when not exists (select 1 from story_members where story_id = new.story_id and article_id <> new.article_id) begin
  update totals set count = count + 1 where name = 'stories';
end;
create trigger story_members_uncounted after delete on story_members
  when not exists (select 1 from story_members where story_id = old.story_id) begin
  update totals set count = count - 1 where name = 'stories';
end;
create trigger story_members_recounted after update of story_id on story_members when old.story_id <> new.story_id begin
  update totals set count = count
    + (not exists (select 1 from story_members where story_id = new.story_id and article_id <> new.article_id))
    - (not exists (select 1 from story_members where story_id = old.story_id)) where name = 'stories';
end;

-- A copy is a member of a group that is not its original.
create trigger copy_members_counted after insert on copy_members begin
  update totals set count = count + exists (
    select 1 from copy_groups where id = new.group_id and original_id <> new.article_id) where name = 'copies';
end;
create trigger copy_members_uncounted after delete on copy_members begin
  update totals set count = count - exists (
    select 1 from copy_groups where id = old.group_id and original_id <> old.article_id) where name = 'copies';
end;
create trigger copy_members_recounted after update of group_id on copy_members begin
  update totals set count = count
    - exists (select 1 from copy_groups where id = old.group_id and original_id <> old.article_id)
    + exists (select 1 from copy_groups where id = new.group_id and original_id <> new.article_id) where name = 'copies';
end;
create trigger copy_groups_recounted after update of original_id on copy_groups begin
  update totals set count = count
    + exists (select 1 from copy_members where article_id = old.original_id and group_id = new.id)
    - exists (select 1 from copy_members where article_id = new.original_id and group_id = new.id) where name = 'copies';
end;
create trigger copy_groups_uncounted before delete on copy_groups begin
  update totals set count = count - (
    select count(*) from copy_members where group_id = old.id and article_id <> old.original_id) where name = 'copies';
end;
`
