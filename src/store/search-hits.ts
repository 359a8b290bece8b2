// Hits as a page shows them: an article's row with its marks, the stretch of text around them, and what stands with it.
// A page reads twenty and more of them: each costs a few short look-ups, and more only where there is more to count.
import type { Block } from '../model.ts'
import { type MarkTerm, makeSnippet, markText, type Segment } from '../text/marks.ts'
import type { Db } from './database.ts'

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

/** The articles with these ids, in this order. */
export function readHits(db: Db, ids: number[], marks: MarkTerm[]): SearchHit[] {
  const read = db.prepare(HIT).raw()
  const tags = db.prepare(TAGS).pluck()
  return ids.map((id) => toHit(db, read.get(id) as HitRow, tags.all(id) as string[], marks))
}

// By position: rows with names cost more to build than to find.
const HIT = `select a.id, a.title, a.canonical_url, a.publication_id, a.publication_name, a.kind, a.country, a.language,
    a.source_name, a.published_at, a.published_on, a.published_day_only, a.first_seen_at, a.version_count,
    a.number_changed, a.description, b.blocks, m.story_id, c.group_id, coalesce(g.original_id = a.id, 1),
    iif(s.story_id is null, 1, (select count(*) from story_members mm where mm.story_id = m.story_id))
  from articles a join bodies b on b.article_id = a.id join story_members m on m.article_id = a.id
    left join shared_stories s on s.article_id = a.id
    left join copy_members c on c.article_id = a.id left join copy_groups g on g.id = c.group_id
  where a.id = ?`

type HitRow = [
  id: number,
  title: string,
  url: string,
  publicationId: string,
  publicationName: string,
  kind: string,
  country: string | null,
  language: string | null,
  sourceName: string,
  publishedAt: string,
  publishedOn: string,
  publishedDayOnly: number,
  firstSeenAt: string,
  versionCount: number,
  numberChanged: number,
  description: string | null,
  blocks: string,
  storyId: number,
  copyGroupId: number | null,
  original: number,
  storyCount: number,
]

const TAGS = 'select tag_id from article_tags where article_id = ? and removed_at is null order by tag_id'

function toHit(db: Db, row: HitRow, tags: string[], marks: MarkTerm[]): SearchHit {
  const [
    id,
    title,
    url,
    publicationId,
    publicationName,
    kind,
    country,
    language,
    sourceName,
    publishedAt,
    publishedOn,
    publishedDayOnly,
    firstSeenAt,
    versionCount,
    numberChanged,
    description,
    blocks,
    storyId,
    copyGroupId,
    original,
    storyCount,
  ] = row
  return {
    id,
    title: markText(title, marks),
    snippet: makeSnippet(marks.length === 0 && description ? description : textOf(blocks), marks),
    url,
    publicationId,
    publicationName,
    kind,
    country,
    language,
    sourceName,
    publishedAt,
    publishedOn,
    publishedDayOnly: publishedDayOnly === 1,
    firstSeenAt,
    storyId,
    copyGroupId,
    isOriginal: original === 1,
    copyCount: copyGroupId === null ? 0 : countCopies(db, copyGroupId),
    storyCount,
    reportCount: storyCount > 1 ? countReports(db, storyId) : original,
    versionCount,
    numberChanged: numberChanged === 1,
    tags,
  }
}

function textOf(blocks: string): string {
  return (JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n')
}

function countCopies(db: Db, groupId: number): number {
  const members = db.prepare('select count(*) from copy_members where group_id = ?').pluck()
  return Math.max(0, (members.get(groupId) as number) - 1)
}

function countReports(db: Db, storyId: number): number {
  const reports = db.prepare(
    `select count(*) from story_members m left join copy_members c on c.article_id = m.article_id
       left join copy_groups g on g.id = c.group_id
     where m.story_id = ? and coalesce(g.original_id = m.article_id, 1)`,
  )
  return reports.pluck().get(storyId) as number
}
