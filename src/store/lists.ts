// Lists and counts for the site: the latest stories, tags, totals, the vocabulary.
import type { Db } from './database.ts'
import { readHits, type SearchHit } from './search-hits.ts'

export type LatestStory = { storyId: number; lead: SearchHit; others: SearchHit[] }

const articlesPerStoryShown = 10

/**
 * Stories by their newest article, newest first; the lead is the original with the most copies.
 * `before` is an article id: the cursor of the page before.
 */
export function listLatest(
  db: Db,
  { limit, before }: { limit: number; before?: number },
): { stories: LatestStory[]; next?: number } {
  const heads = db
    .prepare(
      `select m.story_id as storyId, a.id from articles a join story_members m on m.article_id = a.id
       where a.id < :before and not exists (
         select 1 from story_members later where later.story_id = m.story_id and later.article_id > a.id)
       order by a.id desc limit :limit`,
    )
    .all({ before: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 }) as { storyId: number; id: number }[]
  const members = db
    .prepare(
      `select a.id from story_members m join articles a on a.id = m.article_id
         left join copy_members c on c.article_id = a.id left join copy_groups g on g.id = c.group_id
       where m.story_id = ? order by coalesce(g.original_id = a.id, 1) desc, a.published_at, a.id limit ?`,
    )
    .pluck()
  const page = heads.slice(0, limit)
  const stories = page.map(({ storyId }) => {
    const hits = readHits(db, members.all(storyId, articlesPerStoryShown) as number[], [])
    const lead = hits.find((hit) => hit.isOriginal && hit.copyCount > 0) ?? hits[0]!
    return { storyId, lead, others: hits.filter((hit) => hit !== lead) }
  })
  return { stories, ...(heads.length > limit ? { next: page.at(-1)!.id } : {}) }
}

export type MonthCount = { month: string; count: number } // "2025-03"

const monthsCountedMax = 600

/** How many articles each month has, from the oldest to the newest, empty ones between included. */
export function countMonths(db: Db): MonthCount[] {
  const rows = db
    .prepare(
      `select strftime('%Y-%m', day * 86400, 'unixepoch') as month, sum(articles) as count from day_counts
       where articles > 0 group by 1 order by 1 desc limit ?`,
    )
    .all(monthsCountedMax) as MonthCount[]
  const [newest, oldest] = [rows[0], rows.at(-1)]
  if (!newest || !oldest) return []
  const counts = new Map(rows.map(({ month, count }) => [month, count]))
  const months: MonthCount[] = []
  for (let back = 0; back < monthsCountedMax; back++) {
    const month = monthBefore(newest.month, back)
    if (month < oldest.month) break
    months.push({ month, count: counts.get(month) ?? 0 })
  }
  return months.reverse()
}

/** ("2025-01", 2) -> "2024-11" */
function monthBefore(month: string, back: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 - back)).toISOString().slice(0, 7)
}

export type TagCount = { id: string; count: number }

export function listTags(db: Db): TagCount[] {
  return db
    .prepare('select tag_id as id, articles as count from tag_counts where articles > 0 order by tag_id')
    .all() as TagCount[]
}

export type Totals = {
  articles: number
  stories: number
  copies: number
  pending: number
  notOurs: number
  failures: number
  oldestAt: string | null
  newestAt: string | null
  fetches24h: number
}

export function countAll(db: Db, { since }: { since: string }): Totals {
  const one = (sql: string, ...parameters: unknown[]) =>
    db
      .prepare(sql)
      .pluck()
      .get(...parameters) as never
  const kept = new Map(
    db.prepare('select name, count from totals order by name').raw().all() as [string, number][],
  )
  const total = (name: string) => kept.get(name) ?? 0
  return {
    articles: one('select coalesce(sum(articles), 0) from day_counts'),
    stories: total('stories'),
    copies: total('copies'),
    pending: total('pending'),
    notOurs: total('not-ours'),
    failures: total('failures'),
    oldestAt: one('select published_at from articles order by id limit 1') ?? null,
    newestAt: one('select published_at from articles order by id desc limit 1') ?? null,
    fetches24h: one('select count(*) from fetches where fetched_at >= ?', since),
  }
}
