// Articles whose story has others too, in a narrow table: a search counts its stories by looking here for each match,
// and most articles are a story of their own.
export const sharedStories = `
create table shared_stories (
  article_id integer primary key,
  story_id integer not null
) strict;

insert into shared_stories (article_id, story_id)
  select article_id, story_id from story_members
  where story_id in (select story_id from story_members group by story_id having count(*) > 1);

-- The second member brings the first one with it.
create trigger story_members_shared after insert on story_members
  when exists (select 1 from story_members where story_id = new.story_id and article_id <> new.article_id) begin
  insert or ignore into shared_stories (article_id, story_id) values (new.article_id, new.story_id);
  insert or ignore into shared_stories (article_id, story_id)
    select article_id, story_id from story_members where story_id = new.story_id
      and (select count(*) from (select 1 from story_members where story_id = new.story_id limit 3)) = 2;
end;
-- The last but one takes the last one along.
create trigger story_members_unshared after delete on story_members begin
  delete from shared_stories where article_id = old.article_id;
  delete from shared_stories
    where article_id in (select article_id from story_members where story_id = old.story_id)
      and (select count(*) from (select 1 from story_members where story_id = old.story_id limit 2)) = 1;
end;
create trigger story_members_reshared after update of story_id on story_members when old.story_id <> new.story_id begin
  delete from shared_stories where article_id = old.article_id;
  delete from shared_stories
    where article_id in (select article_id from story_members where story_id = old.story_id)
      and (select count(*) from (select 1 from story_members where story_id = old.story_id limit 2)) = 1;
  insert or ignore into shared_stories (article_id, story_id)
    select article_id, story_id from story_members where story_id = new.story_id
      and (article_id = new.article_id or (select count(*) from (select 1 from story_members where story_id = new.story_id limit 3)) = 2)
      and (select count(*) from (select 1 from story_members where story_id = new.story_id limit 2)) > 1;
end;
`
