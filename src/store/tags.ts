// The vocabulary of tags as editors keep it over feeds/topics.yaml, and what a tag's page shows: how it spreads over
// time and with which others it stands. Setting tags on articles: tag-jobs.ts.
import type { Tag } from '../model.ts'
import type { Db } from './database.ts'
import { openDeed, putRow, readRow } from './deeds.ts'
import { filterToken } from './filter-tokens.ts'

export type TagWord = {
  id: string
  label: string | null
  description: string | null
  mergedInto: string | null
  retiredAt: string | null
  madeBy: string | null
}

/** What editors changed or made; tags that nobody touched are not in it. */
export function readVocabulary(db: Db): TagWord[] {
  return db
    .prepare(
      `select id, label, description, merged_into as mergedInto, retired_at as retiredAt, made_by as madeBy
       from tags order by id`,
    )
    .all() as TagWord[]
}

/** What rules earned, by the vocabulary: merged tags become the one that stays, retired ones are not set anew. */
export function settleTags(db: Db, articleId: number | undefined, tags: Tag[]): Tag[] {
  const changed = db
    .prepare(
      `select id, merged_into as mergedInto, retired_at as retiredAt from tags
       where merged_into is not null or retired_at is not null order by id`,
    )
    .all() as { id: string; mergedInto: string | null; retiredAt: string | null }[]
  if (changed.length === 0) return tags
  const words = new Map(changed.map((word) => [word.id, word]))
  const settled = new Map<string, Tag>()
  for (const tag of tags) {
    const id = words.get(tag.id)?.mergedInto ?? tag.id
    const retired = words.get(id)?.retiredAt
    if (retired && !(articleId !== undefined && carries(db, articleId, id))) continue
    const known = settled.get(id)
    settled.set(
      id,
      known ? { ...known, matched: [...new Set([...known.matched, ...tag.matched])] } : { ...tag, id },
    )
  }
  return [...settled.values()]
}

function carries(db: Db, articleId: number, tagId: string): boolean {
  const row = readRow(db, 'article_tags', { article_id: articleId, tag_id: tagId })
  return row !== null && row.removed_at === null
}

export type TagChange = { label?: string; description?: string; retired?: boolean; mergedInto?: string }

/** Journals what an editor says of a tag; `make` is for an id that stood nowhere. Returns the deed's id. */
export function saveTag(
  db: Db,
  {
    id,
    change,
    words,
    who,
    at,
    make,
  }: {
    id: string
    change: TagChange
    words: string
    who: string
    at: string
    make?: boolean
  },
): number {
  return db
    .transaction(() => {
      const deedId = openDeed(db, { kind: 'tag', words, who, link: `/tags/${encodeURI(id)}`, at })
      changeTagWord(db, deedId, id, change, { who, at, make: make === true })
      return deedId
    })
    .immediate()
}

/** Call inside a transaction. */
export function changeTagWord(
  db: Db,
  deedId: number,
  id: string,
  { label, description, retired, mergedInto }: TagChange,
  { who, at, make }: { who: string; at: string; make: boolean },
): void {
  const was = readRow(db, 'tags', { id }) ?? {
    id,
    label: null,
    description: null,
    merged_into: null,
    retired_at: null,
    made_by: make ? who : null,
  }
  putRow(
    db,
    deedId,
    'tags',
    { id },
    {
      ...was,
      ...(label === undefined ? {} : { label: label || null }),
      ...(description === undefined ? {} : { description: description || null }),
      ...(retired === undefined ? {} : { retired_at: retired ? at : null }),
      ...(mergedInto === undefined ? {} : { merged_into: mergedInto }),
      changed_at: at,
    },
  )
  if (mergedInto === undefined) return
  const led = db.prepare('select id from tags where merged_into = ? order by id').pluck().all(id) as string[]
  for (const other of led) putRow(db, deedId, 'tags', { id: other }, { merged_into: mergedInto })
}

const matchOf = (tagId: string) => `filters : "${filterToken('tag', tagId)}"`

/** How many articles carry each of these tags or one below it. */
export function countTagged(db: Db, ids: string[]): Record<string, number> {
  const count = db.prepare('select count(*) from articles_fts where articles_fts match ?').pluck()
  return Object.fromEntries(ids.map((id) => [id, count.get(matchOf(id)) as number]))
}

export type RelatedTag = { id: string; together: number; count: number } // of the newest; of all

export type TagPage = {
  count: number
  months: { month: string; count: number }[]
  related: RelatedTag[]
  looked: number // newest articles of the tag that `related` is counted over
  setBy: { setBy: string; count: number }[]
}

const relatedLookedMax = 5_000 // articles
const relatedMax = 60
const MS_A_DAY = 86_400_000

export function readTagPage(db: Db, tagId: string): TagPage {
  const days = db
    .prepare(
      'select rowid / 65536 as day, count(*) as count from articles_fts where articles_fts match ? group by 1 order by 1',
    )
    .all(matchOf(tagId)) as { day: number; count: number }[]
  const months = new Map<string, number>()
  for (const { day, count } of days) {
    const month = new Date(day * MS_A_DAY).toISOString().slice(0, 7)
    months.set(month, (months.get(month) ?? 0) + count)
  }
  const newest = db
    .prepare('select rowid from articles_fts where articles_fts match ? order by rowid desc limit ?')
    .pluck()
    .all(matchOf(tagId), relatedLookedMax) as number[]
  return {
    count: days.reduce((sum, { count }) => sum + count, 0),
    months: [...months].map(([month, count]) => ({ month, count })),
    related: listRelated(db, tagId, newest),
    looked: newest.length,
    setBy: countSetters(db, tagId, newest),
  }
}

function listRelated(db: Db, tagId: string, newest: number[]): RelatedTag[] {
  return db
    .prepare(
      `select t.tag_id as id, count(*) as together, coalesce(n.articles, 0) as count
       from json_each(:newest) f cross join article_tags t on t.article_id = f.value and t.removed_at is null
         left join tag_counts n on n.tag_id = t.tag_id
       where t.tag_id <> :tagId and substr(t.tag_id, 1, length(:tagId) + 1) <> :tagId || '/'
         and substr(:tagId, 1, length(t.tag_id) + 1) <> t.tag_id || '/'
       group by t.tag_id order by together desc, t.tag_id limit ${relatedMax}`,
    )
    .all({ newest: JSON.stringify(newest), tagId }) as RelatedTag[]
}

function countSetters(db: Db, tagId: string, newest: number[]): TagPage['setBy'] {
  return db
    .prepare(
      `select t.set_by as setBy, count(*) as count from json_each(:newest) f
         cross join article_tags t on t.article_id = f.value and t.tag_id = :tagId and t.removed_at is null
       group by 1 order by count desc, 1`,
    )
    .all({ newest: JSON.stringify(newest), tagId }) as TagPage['setBy']
}
