// Runs a compiled query on the index: matches, ranking, a page of hits. Knows FTS5, not the query grammar.
// Ranking costs about a microsecond a match and term with no early exit, so matches are counted first and, where
// there are very many, only the newest are ranked; the answer says so.

import type { MarkTerm } from '../text/marks.ts'
import type { Db } from './database.ts'
import { readHits, type SearchHit } from './search-hits.ts'
import { countMatches, listMatchIds, listNewestRanked, rankAllMax, rankWindow } from './search-matches.ts'

export type { SearchHit } from './search-hits.ts'

/** "covered": by how many independent reports the story has. */
export type SearchOrder = 'relevance' | 'newest' | 'oldest' | 'covered'

export type CompiledQuery = {
  match?: string // FTS5 expression; absent: everything
  fromDay?: number // days since 1970-01-01, inclusive
  toDay?: number
  marks: MarkTerm[]
}

export type SearchRequest = CompiledQuery & { order: SearchOrder; limit: number; after?: string }

export type SearchAnswer = {
  hits: SearchHit[]
  count: number
  stories: number
  ranked?: number
  next?: string
}

export function searchArticles(db: Db, request: SearchRequest): SearchAnswer {
  const { match, order, after, limit, marks } = request
  const { articles: count, stories } = countMatches(db, request)
  const list = { compiled: request, order, limit, count, ...(after === undefined ? {} : { after }) }
  const windowed = order === 'relevance' && match !== undefined && count > rankAllMax
  const { ids, next } = windowed ? listNewestRanked(db, list) : listMatchIds(db, list)
  return {
    hits: readHits(db, ids, marks),
    count,
    stories,
    ...(windowed ? { ranked: rankWindow } : {}),
    ...(next === undefined ? {} : { next }),
  }
}
