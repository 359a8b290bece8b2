// Runs a compiled query on the index: matches, ranking, snippets, facets. Knows FTS5, not the query grammar.
// Ranking costs about a microsecond a match and term with no early exit, so matches are counted first and, where
// there are very many, only the newest are ranked; the answer says so.

import type { Block } from '../model.ts'
import { type MarkTerm, makeSnippet, markText, type Segment } from '../text/marks.ts'
import type { Db } from './database.ts'
import {
  countArticles,
  idRange,
  listMatchIds,
  oldestOfWindow,
  rankAllMax,
  rankIds,
  rankWindow,
} from './search-matches.ts'

/** "covered": by how many independent reports the story has. */
export type SearchOrder = 'relevance' | 'newest' | 'oldest' | 'covered'

export type CompiledQuery = {
  match?: string // FTS5 expression; absent: everything
  fromDay?: number // days since 1970-01-01, inclusive
  toDay?: number
  marks: MarkTerm[]
}

export type SearchRequest = CompiledQuery & { order: SearchOrder; limit: number; after?: string }

export type SearchHit = {
  id: number
  title: Segment[]
  snippet: Segment[]
  url: string
  publicationId: string
  publicationName: string
  kind: string
  country: string | null
  language: string | null
  sourceName: string
  publishedAt: string
  publishedOn: string
  publishedDayOnly: boolean
  firstSeenAt: string
  storyId: number
  copyGroupId: number | null
  isOriginal: boolean
  copyCount: number // copies of it besides itself
  storyCount: number // articles of the story
  reportCount: number // articles of the story that are no copies of another
  versionCount: number
  numberChanged: boolean
  tags: string[]
}

export type SearchAnswer = { hits: SearchHit[]; count: number; ranked?: number; next?: string }

export function searchArticles(db: Db, request: SearchRequest): SearchAnswer {
  const { match, order, after, limit, marks } = request
  const range = idRange(request)
  const count = countArticles(db, match, range)
  if (order === 'relevance' && match !== undefined && count > rankAllMax) {
    const window = { ...range, from: oldestOfWindow(db, match, range, rankWindow) }
    const page = rankIds(db, match, window, after, limit + 1)
    return {
      hits: readHits(
        db,
        page.slice(0, limit).map(({ id }) => id),
        marks,
      ),
      count,
      ranked: rankWindow,
      ...(page.length > limit ? { next: page[limit - 1]!.cursor } : {}),
    }
  }
  const list = { compiled: request, order, limit, ...(after === undefined ? {} : { after }) }
  const { ids, next } = listMatchIds(db, list)
  return { hits: readHits(db, ids, marks), count, ...(next === undefined ? {} : { next }) }
}

export const HIT = `a.id, a.title, a.canonical_url as url, a.publication_id as publicationId, a.publication_name as publicationName,
  a.kind, a.country, a.language, a.source_name as sourceName, a.published_at as publishedAt, a.published_on as publishedOn,
  a.published_day_only as publishedDayOnly, a.first_seen_at as firstSeenAt, m.story_id as storyId, c.group_id as copyGroupId,
  coalesce(g.original_id = a.id, 1) as isOriginal,
  max(0, (select count(*) from copy_members cc where cc.group_id = c.group_id) - 1) as copyCount,
  (select count(*) from story_members mm where mm.story_id = m.story_id) as storyCount,
  (select count(*) from story_members mm left join copy_members mc on mc.article_id = mm.article_id
     left join copy_groups mg on mg.id = mc.group_id
   where mm.story_id = m.story_id and coalesce(mg.original_id = mm.article_id, 1)) as reportCount,
  a.version_count as versionCount, a.number_changed as numberChanged, a.description, b.blocks,
  (select json_group_array(tag_id) from article_tags t where t.article_id = a.id and t.removed_at is null) as tags`
export const HIT_FROM = `articles a join bodies b on b.article_id = a.id join story_members m on m.article_id = a.id
  left join copy_members c on c.article_id = a.id left join copy_groups g on g.id = c.group_id`

export type HitRow = Omit<
  SearchHit,
  'title' | 'snippet' | 'publishedDayOnly' | 'isOriginal' | 'numberChanged' | 'tags'
> & {
  title: string
  blocks: string
  description: string | null
  publishedDayOnly: number
  isOriginal: number
  numberChanged: number
  tags: string
}

export function readHits(db: Db, ids: number[], marks: MarkTerm[]): SearchHit[] {
  const read = db.prepare(`select ${HIT} from ${HIT_FROM} where a.id = ?`)
  return ids.map((id) => toHit(read.get(id) as HitRow, marks))
}

export function toHit({ blocks, description, ...row }: HitRow, marks: MarkTerm[]): SearchHit {
  const text = (JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n')
  return {
    ...row,
    title: markText(row.title, marks),
    snippet: makeSnippet(marks.length === 0 && description ? description : text, marks),
    publishedDayOnly: row.publishedDayOnly === 1,
    isOriginal: row.isOriginal === 1,
    numberChanged: row.numberChanged === 1,
    tags: JSON.parse(row.tags) as string[],
  }
}
