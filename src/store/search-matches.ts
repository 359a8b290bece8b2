// What a compiled query matches: how many articles and stories exactly, and their ids in order, page by page.
// The pages of the site, the exports and the saved searches all count here, so that their figures agree.
import type { Db } from './database.ts'
import { EVERY_ARTICLE } from './filter-tokens.ts'
import type { CompiledQuery, SearchOrder } from './search.ts'

export type MatchCount = { articles: number; stories: number }

export type MatchList = {
  compiled: CompiledQuery
  order: SearchOrder
  after?: string // the cursor that the page before gave
  limit: number
  count?: number // of articles, where it is known already
}

export type IdRange = { from: bigint; to: bigint }

const ID_MAX = 1n << 62n
export const EVERYTHING = `filters : "${EVERY_ARTICLE}"`
export const rankAllMax = 20_000 // matches that are put in order of relevance
export const rankWindow = 5_000 // newest matches that are ranked when there are more
export const coverAllMax = 20_000 // matches that are put in order of their stories' reports
export const WEIGHTS = '1.0, 8.0, 3.0, 0.0' // text, title, names, filters

/** Exact, both of them; kept by the connection until somebody writes. */
export function countMatches(db: Db, compiled: CompiledQuery): MatchCount {
  const range = idRange(compiled)
  return keepAnswer(db, `count ${compiled.match} ${range.from} ${range.to}`, () => {
    const [articles, sharing, shared] = db
      .prepare(
        `select count(*), count(s.story_id), count(distinct s.story_id) from articles_fts f
           left join shared_stories s on s.article_id = f.rowid
         where f.articles_fts match ? and f.rowid between ? and ?`,
      )
      .raw()
      .get(compiled.match ?? EVERYTHING, range.from, range.to) as [number, number, number]
    return { articles, stories: articles - sharing + shared }
  })
}

/**
 * The ids of all matches, a page at a time: every match once, as many as countMatches says. Above `rankAllMax` matches
 * "relevance" is newest first, and so is "covered" above `coverAllMax`: a whole list has no window.
 */
export function listMatchIds(db: Db, list: MatchList): { ids: number[]; next?: string } {
  const { compiled, limit, after } = list
  const range = idRange(compiled)
  const order = completeOrder(db, compiled, range, list)
  if (order === 'relevance') return pageOf(rankIds(db, compiled.match!, range, after, limit + 1), limit)
  if (order === 'covered') return pageOf(coverIds(db, compiled.match, range, after, limit + 1), limit)
  const ids = listIds(db, compiled.match, after === undefined ? range : restOf(range, order, after), {
    newest: order === 'newest',
    limit: limit + 1,
  })
  return pageOf(
    ids.map((id) => ({ id, cursor: String(id) })),
    limit,
  )
}

/** Of very many matches the best among the newest. */
export function listNewestRanked(db: Db, list: MatchList): { ids: number[]; next?: string } {
  const range = idRange(list.compiled)
  const match = list.compiled.match!
  const window = { ...range, from: oldestOfWindow(db, match, range, rankWindow) }
  return pageOf(rankIds(db, match, window, list.after, list.limit + 1), list.limit)
}

function completeOrder(
  db: Db,
  compiled: CompiledQuery,
  range: IdRange,
  { order, count: known }: MatchList,
): SearchOrder {
  if (order === 'newest' || order === 'oldest') return order
  if (order === 'relevance' && compiled.match === undefined) return 'newest'
  const count = known ?? countArticles(db, compiled.match, range)
  return count > (order === 'relevance' ? rankAllMax : coverAllMax) ? 'newest' : order
}

type Placed = { id: number; cursor: string }

function pageOf(placed: Placed[], limit: number): { ids: number[]; next?: string } {
  const page = placed.slice(0, limit)
  const ids = page.map(({ id }) => id)
  return placed.length > limit && page.length > 0 ? { ids, next: page.at(-1)!.cursor } : { ids }
}

/** What of a range comes after an id. */
export function restOf(range: IdRange, order: SearchOrder, after: string): IdRange {
  return order === 'oldest'
    ? { from: BigInt(after) + 1n, to: range.to }
    : { from: range.from, to: BigInt(after) - 1n }
}

export function idRange({ fromDay, toDay }: Pick<CompiledQuery, 'fromDay' | 'toDay'>): IdRange {
  return {
    from: BigInt(Math.max(0, fromDay ?? 0)) * 65_536n,
    to: toDay === undefined ? ID_MAX : (BigInt(Math.max(-1, toDay)) + 1n) * 65_536n - 1n,
  }
}

/** The id at which the window of the newest `size` matches begins. */
export function oldestOfWindow(db: Db, match: string, range: IdRange, size: number): bigint {
  const [oldest] = listIds(db, match, range, { newest: true, limit: 1, skip: size - 1 })
  return oldest === undefined ? range.from : BigInt(oldest)
}

export function countArticles(db: Db, match: string | undefined, { from, to }: IdRange): number {
  return db
    .prepare('select count(*) from articles_fts where articles_fts match ? and rowid between ? and ?')
    .pluck()
    .get(match ?? EVERYTHING, from, to) as number
}

export function listIds(
  db: Db,
  match: string | undefined,
  { from, to }: IdRange,
  { newest, limit, skip = 0 }: { newest: boolean; limit: number; skip?: number },
): number[] {
  const order = newest ? 'desc' : 'asc'
  return (
    match === undefined
      ? db
          .prepare(`select id from articles where id between ? and ? order by id ${order} limit ? offset ?`)
          .pluck()
          .all(from, to, limit, skip)
      : db
          .prepare(
            `select rowid from articles_fts where articles_fts match ? and rowid between ? and ?
             order by rowid ${order} limit ? offset ?`,
          )
          .pluck()
          .all(match, from, to, limit, skip)
  ) as number[]
}

export const RANKED = `select id, score from (
    select rowid as id, bm25(articles_fts, ${WEIGHTS}) as score from articles_fts
    where articles_fts match :match and rowid between :from and :to)`

/** Best first. A cursor holds the score and the id of the last one shown; scores are of the index as it is now. */
export function rankIds(
  db: Db,
  match: string,
  range: IdRange,
  after: string | undefined,
  limit: number,
): Placed[] {
  const [score, id] = after?.split('~') ?? []
  const rows = db
    .prepare(
      `${RANKED} where :score is null or score > :score or (score = :score and id < :id)
       order by score, id desc limit :limit`,
    )
    .all({
      match,
      ...range,
      score: score === undefined ? null : Number(score),
      id: id === undefined ? 0n : BigInt(id),
      limit,
    }) as { id: number; score: number }[]
  return rows.map((row) => ({ id: row.id, cursor: `${row.score}~${row.id}` }))
}

/** How many of a story's articles are no copies of another; a story of one article is one report. */
const REPORTS = `case when (select count(*) from (select 1 from story_members one where one.story_id = s.story_id limit 2)) < 2
  then 1 else (select count(*) from story_members mm left join copy_members mc on mc.article_id = mm.article_id
    left join copy_groups mg on mg.id = mc.group_id
    where mm.story_id = s.story_id and coalesce(mg.original_id = mm.article_id, 1)) end`

/** The stories of the matches with how often each was reported independently, and its newest matching article. */
export const COVERED = `select s.story_id as storyId, s.head, s.matched, ${REPORTS} as reports from (
    select m.story_id, max(f.rowid) as head, count(*) as matched from articles_fts f
      cross join story_members m on m.article_id = f.rowid
    where f.articles_fts match :match and f.rowid between :from and :to group by m.story_id) s`

/** Articles of the most covered story first, each story together. The cursor is "reports~story~id". */
function coverIds(
  db: Db,
  match: string | undefined,
  range: IdRange,
  after: string | undefined,
  limit: number,
): Placed[] {
  const [reports, story, id] = after?.split('~') ?? []
  const rows = db
    .prepare(
      `with covered as materialized (${COVERED})
       select c.reports, c.storyId, f.rowid as id from articles_fts f
         cross join story_members m on m.article_id = f.rowid
         join covered c on c.storyId = m.story_id
       where f.articles_fts match :match and f.rowid between :from and :to
         and (:reports is null or c.reports < :reports
           or (c.reports = :reports and (c.storyId < :story or (c.storyId = :story and f.rowid < :id))))
       order by c.reports desc, c.storyId desc, f.rowid desc limit :limit`,
    )
    .all({
      match: match ?? EVERYTHING,
      ...range,
      reports: reports === undefined ? null : BigInt(reports),
      story: BigInt(story ?? 0),
      id: BigInt(id ?? 0),
      limit,
    }) as { id: number; storyId: number; reports: number }[]
  return rows.map((row) => ({ id: row.id, cursor: `${row.reports}~${row.storyId}~${row.id}` }))
}

const answersKeptMax = 1_000 // counts, mostly
const keptOf = new WeakMap<Db, { version: number; answers: Map<string, unknown> }>()

/** An answer over many matches is worked out once and kept by this connection until somebody writes. */
export function keepAnswer<T>(db: Db, name: string, work: () => T): T {
  const version = db.pragma('data_version', { simple: true }) as number
  let kept = keptOf.get(db)
  if (kept?.version !== version || db.inTransaction) {
    kept = { version, answers: new Map() }
    keptOf.set(db, kept)
  }
  if (kept.answers.has(name)) return kept.answers.get(name) as T
  if (kept.answers.size >= answersKeptMax) kept.answers.clear()
  const value = work()
  kept.answers.set(name, value)
  return value
}
