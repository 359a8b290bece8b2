// What triggers keep (migrations 08 and 10): whether it is what counting gives, and counting anew.
import type { Db } from './database.ts'

/** Table, columns, and the query that counts what the table keeps. */
const COUNTED = [
  {
    table: 'totals',
    key: 'name',
    value: 'count',
    truth: `select 'stories', count(distinct story_id) from story_members
      union all select 'copies', count(*) from copy_members c join copy_groups g on g.id = c.group_id where g.original_id <> c.article_id
      union all select 'pending', count(*) from entries where state = 'pending'
      union all select 'not-ours', count(*) from entries where state = 'not-ours'
      union all select 'failures', count(*) from failures where resolved_at is null`,
  },
  {
    table: 'day_counts',
    key: 'day',
    value: 'articles',
    truth: 'select id / 65536, count(*) from articles group by 1',
  },
  {
    table: 'tag_counts',
    key: 'tag_id',
    value: 'articles',
    truth: 'select tag_id, count(*) from article_tags where removed_at is null group by tag_id',
  },
  {
    table: 'shared_stories',
    key: 'article_id',
    value: 'story_id',
    truth: `select article_id, story_id from story_members
      where story_id in (select story_id from story_members group by story_id having count(*) > 1)`,
  },
] as const

/** How many kept counts are not what counting gives, all read as of one moment: a crawl may go on meanwhile. */
export function countWrongCounts(db: Db): number {
  return db.transaction(() => compareCounts(db)).deferred()
}

function compareCounts(db: Db): number {
  let wrong = 0
  for (const { table, key, value, truth } of COUNTED) {
    const read = (sql: string) => new Map(db.prepare(sql).raw().all() as [string | number, number][])
    const kept = read(`select ${key}, ${value} from ${table} where ${value} <> 0 order by ${key}`)
    const counted = read(`select * from (${truth}) order by 1`)
    for (const name of new Set([...kept.keys(), ...counted.keys()]))
      if ((kept.get(name) ?? 0) !== (counted.get(name) ?? 0)) wrong++
  }
  return wrong
}

/** Call inside a transaction. */
export function countAnew(db: Db): void {
  for (const { table, key, value, truth } of COUNTED)
    db.exec(`delete from ${table}; insert into ${table} (${key}, ${value}) ${truth}`)
}
