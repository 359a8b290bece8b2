// Search results by story: one row a story, led by its best matching article, with what of it matches folded below and
// exact counts of the whole story: articles, independent reports, origins.
import type { Db } from './database.ts'
import { filterToken } from './filter-tokens.ts'
import type { SearchOrder, SearchRequest } from './search.ts'
import { readHits, type SearchHit } from './search-hits.ts'
import {
  COVERED,
  countArticles,
  countMatches,
  coverAllMax,
  EVERYTHING,
  type IdRange,
  idRange,
  listIds,
  type MatchCount,
  oldestOfWindow,
  RANKED,
  rankAllMax,
  rankWindow,
  restOf,
} from './search-matches.ts'

export type FoundStory = {
  storyId: number
  lead: SearchHit
  others: SearchHit[] // further articles that match, the independent ones first
  matched: number // articles of the story that match, the lead among them
  articles: number // of the whole story
  reports: number // of them that are no copies of another
  origins: number // publications that those reports go back to, by their own credits
}

export type StoryAnswer = MatchCount & { rows: FoundStory[]; ranked?: number; next?: string }

const othersShownMax = 5
const membersReadMax = 5_000

/** A story comes once, at the place of its best article in the order that is asked for. */
export function searchStories(db: Db, request: SearchRequest): StoryAnswer {
  const counted = countMatches(db, request)
  const range = idRange(request)
  const { heads, ranked } = listHeads(db, request, range, counted.articles)
  const page = heads.slice(0, request.limit)
  const last = page.at(-1)
  return {
    ...counted,
    rows: page.map((head) => readStory(db, request, range, head)),
    ...(ranked === undefined ? {} : { ranked }),
    ...(heads.length > request.limit && last ? { next: last.cursor } : {}),
  }
}

type Head = { storyId: number; id: number; cursor: string }
type Heads = { heads: Head[]; ranked?: number }

function listHeads(db: Db, request: SearchRequest, range: IdRange, count: number): Heads {
  const order: SearchOrder =
    request.order === 'relevance' && request.match === undefined ? 'newest' : request.order
  const limit = request.limit + 1
  const match = request.match ?? EVERYTHING
  const max = order === 'covered' ? coverAllMax : rankAllMax
  const windowed = (order === 'relevance' || order === 'covered') && count > max
  const size = order === 'covered' ? coverAllMax : rankWindow
  const searched = windowed ? { ...range, from: oldestOfWindow(db, match, range, size) } : range
  const said = windowed ? { ranked: size } : {}
  if (order === 'relevance') return { heads: rankStories(db, match, searched, request.after, limit), ...said }
  if (order === 'covered') return { heads: coverStories(db, match, searched, request.after, limit), ...said }
  return { heads: walkStories(db, { ...request, order, limit }, range) }
}

/** From the best score on, until there are enough stories; a story's place is that of its best article. */
function rankStories(
  db: Db,
  match: string,
  range: IdRange,
  after: string | undefined,
  limit: number,
): Head[] {
  const storyOf = db.prepare('select story_id from story_members where article_id = ?').pluck()
  const rows = db.prepare(`${RANKED} order by score, id desc`).all({ match, ...range }) as {
    id: number
    score: number
  }[]
  const [score, id] = after?.split('~').map(Number) ?? []
  const seen = new Set<number>()
  const heads: Head[] = []
  for (const row of rows) {
    const storyId = storyOf.get(row.id) as number | undefined
    if (storyId === undefined || seen.has(storyId)) continue
    seen.add(storyId)
    const comesAfter = score === undefined || row.score > score || (row.score === score && row.id < (id ?? 0))
    if (comesAfter) heads.push({ storyId, id: row.id, cursor: `${row.score}~${row.id}` })
    if (heads.length >= limit) break
  }
  return heads
}

function coverStories(
  db: Db,
  match: string,
  range: IdRange,
  after: string | undefined,
  limit: number,
): Head[] {
  const [reports, head] = after?.split('~') ?? []
  const rows = db
    .prepare(
      `select storyId, head, reports from (${COVERED})
       where :reports is null or reports < :reports or (reports = :reports and head < :head)
       order by reports desc, head desc limit :limit`,
    )
    .all({
      match,
      ...range,
      reports: reports === undefined ? null : BigInt(reports),
      head: BigInt(head ?? 0),
      limit,
    }) as { storyId: number; head: number; reports: number }[]
  return rows.map((row) => ({ storyId: row.storyId, id: row.head, cursor: `${row.reports}~${row.head}` }))
}

const walkStep = 200 // matches read at a time

/** Along the matches by day: an article leads its story unless one of the story matched earlier on the way. */
function walkStories(db: Db, request: SearchRequest, range: IdRange): Head[] {
  const { match, order, after, limit } = request
  const newest = order === 'newest'
  const storyOf = db.prepare('select story_id from story_members where article_id = ?').pluck()
  const seen = new Set<number>()
  const heads: Head[] = []
  let rest = after === undefined ? range : restOf(range, order, after)
  while (heads.length < limit) {
    const ids = listIds(db, match, rest, { newest, limit: walkStep })
    for (const id of ids) {
      const storyId = storyOf.get(id) as number | undefined
      if (storyId === undefined || seen.has(storyId)) continue
      seen.add(storyId)
      if (after !== undefined && matchedBefore(db, request, range, storyId)) continue
      heads.push({ storyId, id, cursor: String(id) })
      if (heads.length >= limit) break
    }
    const last = ids.at(-1)
    if (last === undefined || ids.length < walkStep) break
    rest = restOf(range, order, String(last))
  }
  return heads
}

/** Whether an article of the story stood on the pages up to the cursor. */
function matchedBefore(
  db: Db,
  { match, order, after }: SearchRequest,
  range: IdRange,
  storyId: number,
): boolean {
  const before =
    order === 'newest' ? { from: BigInt(after!), to: range.to } : { from: range.from, to: BigInt(after!) }
  return countArticles(db, withinStory(match, storyId), before) > 0
}

/** The story is a word of the index: an intersection there, whatever the query. */
function withinStory(match: string | undefined, storyId: number): string {
  const token = `filters : "${filterToken('story', String(storyId))}"`
  return match === undefined ? token : `(${match}) AND ${token}`
}

type Member = {
  id: number
  groupId: number | null
  isOriginal: number
  publication: string
  credit: string | null
}

function readStory(db: Db, request: SearchRequest, range: IdRange, head: Head): FoundStory {
  const members = readMembers(db, head.storyId)
  const matching = members.length < 2 ? members : matchingOf(db, request.match, range, head, members)
  const best = matching.find(({ id }) => id === head.id)
  // A copy is folded under its original where that matches too.
  const original = best?.groupId
    ? matching.find(({ groupId, isOriginal }) => groupId === best.groupId && isOriginal === 1)
    : undefined
  const leadId = original?.id ?? head.id
  const rest = matching
    .filter(({ id }) => id !== leadId)
    .sort((a, b) => b.isOriginal - a.isOriginal || a.id - b.id)
  const [lead, ...others] = readHits(
    db,
    [leadId, ...rest.slice(0, othersShownMax).map(({ id }) => id)],
    request.marks,
  )
  return {
    storyId: head.storyId,
    lead: lead!,
    others,
    matched: Math.max(1, matching.length),
    articles: members.length,
    reports: Math.max(1, members.filter(({ isOriginal }) => isOriginal === 1).length),
    origins: countOrigins(members),
  }
}

function matchingOf(
  db: Db,
  match: string | undefined,
  range: IdRange,
  { storyId, id: headId }: Head,
  members: Member[],
): Member[] {
  const ids = listIds(db, withinStory(match, storyId), range, { newest: false, limit: membersReadMax })
  const found = new Set(ids).add(headId)
  return members.filter(({ id }) => found.has(id))
}

function readMembers(db: Db, storyId: number): Member[] {
  return db
    .prepare(
      `select a.id, c.group_id as groupId, coalesce(g.original_id = a.id, 1) as isOriginal,
         a.publication_name as publication, json_extract(a.credit, '$.name') as credit
       from story_members m join articles a on a.id = m.article_id
         left join copy_members c on c.article_id = a.id left join copy_groups g on g.id = c.group_id
       where m.story_id = ? order by a.id limit ?`,
    )
    .all(storyId, membersReadMax) as Member[]
}

/** Independent reports by whom they credit, else by who wrote them: three papers after one agency are one origin. */
function countOrigins(members: Member[]): number {
  const reports = members.filter(({ isOriginal }) => isOriginal === 1)
  const names = reports.map(({ credit, publication }) => (credit ?? publication).trim().toLowerCase())
  return Math.max(1, new Set(names).size)
}
