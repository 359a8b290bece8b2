// A story as its page shows it: every report and copy in the order they came, why each was put there, the tags.
import type { Block, GroupingEvidence } from '../model.ts'
import type { Db } from './database.ts'

export type StoryArticle = {
  id: number
  title: string
  url: string
  publicationId: string
  publicationName: string
  kind: string
  country: string | null
  language: string | null
  publishedAt: string
  publishedOn: string
  publishedDayOnly: boolean
  publishedBasis: string
  firstSeenAt: string
  description: string | null
  wordCount: number
  versionCount: number
  numberChanged: boolean
  paywalled: boolean
  doi: string | null
  groupId: number | null
  containment: number | null // of a copy: how much of the shorter text both have
  isOriginal: boolean // no copy of another
  points: number
  storyEvidence: GroupingEvidence[]
  copyEvidence: GroupingEvidence[]
}

export type StoryPage = {
  id: number
  articles: StoryArticle[] // by time of publication
  count: number // of all, also those past the limit
  groups: { id: number; originalId: number; originalReason: string }[]
  tags: { id: string; count: number }[]
}

const articlesShownMax = 300

/** `movedTo` is the story that this one became; undefined when there never was one. */
export function readStory(db: Db, id: number): StoryPage | { movedTo: number } | undefined {
  const story = db.prepare('select merged_into as mergedInto from stories where id = ?').get(id) as
    | { mergedInto: number | null }
    | undefined
  if (story === undefined) return undefined
  if (story.mergedInto !== null) return { movedTo: leadOn(db, story.mergedInto) }
  const count = db.prepare('select count(*) from story_members where story_id = ?').pluck().get(id) as number
  if (count === 0) return undefined
  return {
    id,
    articles: readArticles(db, id),
    count,
    groups: db
      .prepare(
        `select g.id, g.original_id as originalId, g.original_reason as originalReason from copy_groups g
         where g.id in (select c.group_id from story_members m join copy_members c on c.article_id = m.article_id
           where m.story_id = ?) order by g.id`,
      )
      .all(id) as StoryPage['groups'],
    tags: db
      .prepare(
        `select t.tag_id as id, count(*) as count from story_members m
           join article_tags t on t.article_id = m.article_id and t.removed_at is null
         where m.story_id = ? group by t.tag_id order by count desc, t.tag_id`,
      )
      .all(id) as StoryPage['tags'],
  }
}

const mergesMax = 100

function leadOn(db: Db, id: number): number {
  const next = db.prepare('select merged_into from stories where id = ?').pluck()
  let at = id
  for (let i = 0; i < mergesMax; i++) {
    const to = next.get(at) as number | null
    if (to === null) break
    at = to
  }
  return at
}

function readArticles(db: Db, storyId: number): StoryArticle[] {
  const rows = db
    .prepare(
      `select a.id, a.title, a.canonical_url as url, a.publication_id as publicationId, a.publication_name as publicationName,
         a.kind, a.country, a.language, a.published_at as publishedAt, a.published_on as publishedOn,
         a.published_day_only as publishedDayOnly, a.published_basis as publishedBasis, a.first_seen_at as firstSeenAt,
         a.description, a.word_count as wordCount, a.version_count as versionCount, a.number_changed as numberChanged,
         a.paywalled, a.doi, c.group_id as groupId, c.containment, coalesce(g.original_id = a.id, 1) as isOriginal,
         m.points, m.evidence as storyEvidence, coalesce(c.evidence, '[]') as copyEvidence
       from story_members m join articles a on a.id = m.article_id left join copy_members c on c.article_id = a.id
         left join copy_groups g on g.id = c.group_id
       where m.story_id = ? order by a.published_at, a.id limit ${articlesShownMax}`,
    )
    .all(storyId) as (Record<keyof StoryArticle, never> & { storyEvidence: string; copyEvidence: string })[]
  return rows.map((row) => ({
    ...row,
    publishedDayOnly: row.publishedDayOnly === 1,
    numberChanged: row.numberChanged === 1,
    paywalled: row.paywalled === 1,
    isOriginal: row.isOriginal === 1,
    storyEvidence: JSON.parse(row.storyEvidence) as GroupingEvidence[],
    copyEvidence: JSON.parse(row.copyEvidence) as GroupingEvidence[],
  }))
}

/** The present texts of some articles, blocks joined by newlines. */
export function readTexts(db: Db, ids: number[]): { id: number; text: string }[] {
  const read = db.prepare('select blocks from bodies where article_id = ?').pluck()
  return ids.flatMap((id) => {
    const blocks = read.get(id) as string | undefined
    if (blocks === undefined) return []
    return [{ id, text: (JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n') }]
  })
}
