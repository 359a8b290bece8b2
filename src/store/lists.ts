// Lists and counts for the site: the latest stories, tags, totals, the vocabulary.
import type { Db } from './database.ts'
import { HIT, HIT_FROM, type HitRow, type SearchHit, toHit } from './search.ts'

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
  const members = db.prepare(
    `select ${HIT} from ${HIT_FROM} where m.story_id = ? order by isOriginal desc, a.published_at, a.id limit ?`,
  )
  const page = heads.slice(0, limit)
  const stories = page.map(({ storyId }) => {
    const hits = (members.all(storyId, articlesPerStoryShown) as HitRow[]).map((row) => toHit(row, []))
    const lead = hits.find((hit) => hit.isOriginal && hit.copyCount > 0) ?? hits[0]!
    return { storyId, lead, others: hits.filter((hit) => hit !== lead) }
  })
  return { stories, ...(heads.length > limit ? { next: page.at(-1)!.id } : {}) }
}

export type MonthCount = { month: string; count: number } // "2025-03"

const monthsCountedMax = 600

/** How many articles each month has, from the oldest to the newest. Ids begin with the day, so each is a range. */
export function countMonths(db: Db): MonthCount[] {
  const edge = db.prepare('select min(id) as oldest, max(id) as newest from articles').get() as {
    oldest: number | null
    newest: number | null
  }
  if (edge.oldest === null || edge.newest === null) return []
  const newest = new Date(dayOfId(edge.newest) * 86_400_000)
  const count = db.prepare('select count(*) from articles where id >= ? and id < ?').pluck()
  const months: MonthCount[] = []
  for (let back = 0; back < monthsCountedMax; back++) {
    const [from, to] = [0, 1].map((next) =>
      BigInt(
        Math.max(0, Date.UTC(newest.getUTCFullYear(), newest.getUTCMonth() - back + next) / 86_400_000) *
          65_536,
      ),
    ) as [bigint, bigint]
    if (to <= BigInt(edge.oldest)) break
    const start = new Date(Date.UTC(newest.getUTCFullYear(), newest.getUTCMonth() - back))
    months.push({ month: start.toISOString().slice(0, 7), count: count.get(from, to) as number })
  }
  return months.reverse()
}

function dayOfId(id: number): number {
  return Math.floor(id / 65_536)
}

export type TagCount = { id: string; count: number }

export function listTags(db: Db): TagCount[] {
  return untilWritten(
    db,
    'tags',
    () =>
      db
        .prepare(
          'select tag_id as id, count(*) as count from article_tags where removed_at is null group by tag_id order by tag_id',
        )
        .all() as TagCount[],
  )
}

const keptOf = new WeakMap<Db, Map<string, { version: number; value: unknown }>>()

/** A count over the whole archive is worked out once and kept by this connection until somebody writes. */
function untilWritten<T>(db: Db, name: string, work: () => T): T {
  const version = db.pragma('data_version', { simple: true }) as number
  const kept = keptOf.get(db) ?? new Map()
  keptOf.set(db, kept)
  const known = kept.get(name)
  if (known?.version === version) return known.value as T
  const value = work()
  kept.set(name, { version, value })
  return value
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
  const totals = untilWritten(db, 'totals', () => ({
    articles: one('select count(*) from articles'),
    stories: one('select count(distinct story_id) from story_members'),
    copies: one(
      'select count(*) from copy_members c join copy_groups g on g.id = c.group_id where g.original_id <> c.article_id',
    ),
    pending: one(`select count(*) from entries where state = 'pending'`),
    notOurs: one(`select count(*) from entries where state = 'not-ours'`),
    failures: one('select count(*) from failures where resolved_at is null'),
    oldestAt: one('select published_at from articles order by id limit 1') ?? null,
    newestAt: one('select published_at from articles order by id desc limit 1') ?? null,
  }))
  return { ...totals, fetches24h: one('select count(*) from fetches where fetched_at >= ?', since) }
}
