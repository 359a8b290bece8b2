// Publications as their pages show them: what is held of each, when it publishes, whom it copies and who copies it.
// The lists of ids drive every join (cross join): SQLite does not know how short they are. Days come from the ids (day x 65,536 + sequence), so that most of it is read from one index.
import type { Db } from './database.ts'
import { keepAnswer } from './search-matches.ts'

export type PublicationRow = {
  id: string
  name: string
  kind: string
  country: string | null
  count: number
  newestAt: string
  newestOn: string // the day as its publisher writes it
}

const MS_A_DAY = 86_400_000

/** Every publication with an article, those with the most first. */
export function listPublications(db: Db): PublicationRow[] {
  return keepAnswer(db, 'publications', () => {
    const rows = db
      .prepare(
        'select publication_id as id, count(*) as count, max(id) as newest from articles group by 1 order by count desc, 1',
      )
      .all() as { id: string; count: number; newest: number }[]
    const read = db.prepare(
      'select publication_name as name, kind, country, published_at as newestAt, published_on as newestOn from articles where id = ?',
    )
    return rows.map(({ id, count, newest }) => ({
      id,
      count,
      ...(read.get(newest) as Omit<PublicationRow, 'id' | 'count'>),
    }))
  })
}

export type Counted = { id: string; name: string; count: number }

export type PublicationPage = {
  id: string
  name: string
  nameZh: string | null
  kind: string
  country: string | null
  count: number
  oldestOn: string
  newestOn: string
  months: { month: string; count: number }[]
  weekdays: number[] // from Monday
  hours: number[] // UTC, of articles whose hour is stated
  looked: number // newest articles that hours, sections, tags, sources and copies are counted over
  sections: { name: string; count: number }[]
  languages: { id: string; count: number }[]
  tags: { id: string; count: number }[]
  sources: { name: string; count: number }[]
  copies: number
  copied: number // its originals with a copy elsewhere
  copiedBy: Counted[]
  copiesOf: Counted[]
}

const lookedMax = 3_000 // articles
const listedMax = 12

export function readPublication(db: Db, id: string): PublicationPage | undefined {
  const days = db
    .prepare(
      'select id / 65536 as day, count(*) as count from articles where publication_id = ? group by 1 order by 1',
    )
    .all(id) as { day: number; count: number }[]
  if (days.length === 0) return undefined
  const newest = db
    .prepare('select id from articles where publication_id = ? order by id desc limit ?')
    .pluck()
    .all(id, lookedMax) as number[]
  const list = JSON.stringify(newest)
  const head = db
    .prepare(
      `select publication_name as name, publication_name_zh as nameZh, kind, country from articles where id = ?`,
    )
    .get(newest[0]) as Pick<PublicationPage, 'name' | 'nameZh' | 'kind' | 'country'>
  return {
    id,
    ...head,
    count: days.reduce((sum, { count }) => sum + count, 0),
    oldestOn: writeDay(days[0]!.day),
    newestOn: writeDay(days.at(-1)!.day),
    ...spread(days),
    hours: countHours(db, list),
    looked: newest.length,
    ...countKinds(db, list),
    ...countCopies(db, id, list),
  }
}

const writeDay = (day: number) => new Date(day * MS_A_DAY).toISOString().slice(0, 10)

function spread(days: { day: number; count: number }[]): Pick<PublicationPage, 'months' | 'weekdays'> {
  const months = new Map<string, number>()
  const weekdays = [0, 0, 0, 0, 0, 0, 0]
  for (const { day, count } of days) {
    const month = writeDay(day).slice(0, 7)
    months.set(month, (months.get(month) ?? 0) + count)
    weekdays[(day + 3) % 7]! += count // 1 January 1970 was a Thursday
  }
  return { months: [...months].map(([month, count]) => ({ month, count })), weekdays }
}

function countHours(db: Db, list: string): number[] {
  const hours = Array.from({ length: 24 }, () => 0)
  const rows = db
    .prepare(
      `select cast(substr(a.published_at, 12, 2) as integer) as hour, count(*) as count
       from json_each(?) f cross join articles a on a.id = f.value
       where a.published_day_only = 0 and a.published_basis <> 'fetch' group by 1 order by 1`,
    )
    .all(list) as { hour: number; count: number }[]
  for (const { hour, count } of rows) if (hours[hour] !== undefined) hours[hour] = count
  return hours
}

function countKinds(
  db: Db,
  list: string,
): Pick<PublicationPage, 'sections' | 'languages' | 'tags' | 'sources'> {
  const count = (column: string) =>
    db
      .prepare(
        `select a.${column} as id, count(*) as count from json_each(?) f cross join articles a on a.id = f.value
         where a.${column} is not null group by 1 order by count desc, 1 limit ${listedMax}`,
      )
      .all(list) as { id: string; count: number }[]
  const named = (rows: { id: string; count: number }[]) =>
    rows.map(({ id, count: n }) => ({ name: id, count: n }))
  return {
    sections: named(count('section')),
    sources: named(count('source_name')),
    languages: count('language'),
    tags: db
      .prepare(
        `select t.tag_id as id, count(*) as count from json_each(?) f
           cross join article_tags t on t.article_id = f.value and t.removed_at is null
         group by 1 order by count desc, 1 limit 60`,
      )
      .all(list) as { id: string; count: number }[],
  }
}

/** Of its newest articles: which are copies, and of whom; which were copied, and by whom. */
function countCopies(
  db: Db,
  id: string,
  list: string,
): Pick<PublicationPage, 'copies' | 'copied' | 'copiedBy' | 'copiesOf'> {
  const copies = db
    .prepare(
      `select count(*) from json_each(?) f cross join copy_members c on c.article_id = f.value
         join copy_groups g on g.id = c.group_id where g.original_id <> c.article_id`,
    )
    .pluck()
    .get(list) as number
  const copied = db
    .prepare(
      `select count(*) from json_each(?) f cross join copy_members c on c.article_id = f.value
         join copy_groups g on g.id = c.group_id where g.original_id = c.article_id`,
    )
    .pluck()
    .get(list) as number
  const copiedBy = db
    .prepare(
      `select a.publication_id as id, max(a.publication_name) as name, count(*) as count from json_each(:list) f
         cross join copy_members c on c.article_id = f.value join copy_groups g on g.id = c.group_id and g.original_id = f.value
         join copy_members o on o.group_id = c.group_id and o.article_id <> f.value join articles a on a.id = o.article_id
       where a.publication_id <> :id group by 1 order by count desc, 1 limit ${listedMax}`,
    )
    .all({ list, id }) as Counted[]
  const copiesOf = db
    .prepare(
      `select a.publication_id as id, max(a.publication_name) as name, count(*) as count from json_each(:list) f
         cross join copy_members c on c.article_id = f.value join copy_groups g on g.id = c.group_id and g.original_id <> f.value
         join articles a on a.id = g.original_id
       where a.publication_id <> :id group by 1 order by count desc, 1 limit ${listedMax}`,
    )
    .all({ list, id }) as Counted[]
  return { copies, copied, copiedBy, copiesOf }
}
