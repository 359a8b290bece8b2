// Which sources answered on which day: charts hatch the days on which sources were down.
export const answeredDays = `
create table answered_days (
  day text not null,                       -- "2025-03-08", UTC
  source_name text not null,
  primary key (day, source_name)
) strict, without rowid;

insert into answered_days (day, source_name)
  select distinct substr(fetched_at, 1, 10), source_name from fetches
  where purpose = 'feed' and outcome <> 'failure' and source_name is not null;

create trigger fetches_answered after insert on fetches
  when new.purpose = 'feed' and new.outcome <> 'failure' and new.source_name is not null begin
  insert into answered_days (day, source_name) values (substr(new.fetched_at, 1, 10), new.source_name)
    on conflict do nothing;
end;
`
