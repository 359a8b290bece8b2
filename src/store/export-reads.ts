// Reads for the files that leave: ids of everything that matches in one piece, then rows page by page. The ids are one
// snapshot, so a file has as many rows as the page said, whatever is stored meanwhile.
import type { Block } from '../model.ts'
import type { Db } from './database.ts'
import type { CompiledQuery, SearchOrder } from './search.ts'
import { listMatchIds } from './search-matches.ts'

/** One article as exports and frozen searches hold it; the columns are described in export/columns.ts. */
export type ExportRow = {
  id: number
  story_id: number
  title: string
  url: string
  canonical_url: string
  publication_id: string
  publication: string
  kind: string
  country: string | null
  language: string | null
  published_on: string
  published_at: string
  published_basis: 'page' | 'feed' | 'fetch'
  published_day_only: boolean
  first_seen_at: string
  authors: string[]
  tags: string[]
  doi: string | null
  pmid: string | null
  pmcid: string | null
  arxiv: string | null
  credit: string | null
  credit_url: string | null
  copy_of: number | null
  copies: number
  versions: number
  number_changed: boolean
  word_count: number
  paywalled: boolean
  excerpt: string
  text_hash: string
  text?: string // only when it was asked for by somebody who may read it
}

/** One story as exports hold it. */
export type ExportStory = {
  story_id: number
  title: string
  lead_id: number
  url: string
  publication: string
  language: string | null
  first_published_on: string
  last_published_on: string
  matched: number
  articles: number
  reports: number
  copies: number
  publications: string[]
  languages: string[]
  article_ids: number[]
}

/** Rows of one file. */
export const rowsPerExportMax = 1_000_000

export function listExportIds(
  db: Db,
  {
    compiled,
    order,
    limit = rowsPerExportMax,
  }: { compiled: CompiledQuery; order: SearchOrder; limit?: number },
): number[] {
  return listMatchIds(db, { compiled, order, limit: Math.min(limit, rowsPerExportMax) }).ids
}

/** Everything of a publication, newest first. */
export function listPublicationIds(db: Db, publicationId: string): number[] {
  return db
    .prepare('select id from articles where publication_id = ? order by id desc limit ?')
    .pluck()
    .all(publicationId, rowsPerExportMax) as number[]
}

/** The stories of these articles, in the order of their first article here, with how many of each story are here. */
export function listExportStories(db: Db, ids: number[]): { storyId: number; matched: number }[] {
  const storyOf = db.prepare('select story_id from story_members where article_id = ?').pluck()
  const matched = new Map<number, number>()
  for (const id of ids) {
    const storyId = storyOf.get(id) as number | undefined
    if (storyId !== undefined) matched.set(storyId, (matched.get(storyId) ?? 0) + 1)
  }
  return [...matched].map(([storyId, count]) => ({ storyId, matched: count }))
}

const ROW = `a.id, m.story_id, a.title, a.url, a.canonical_url, a.publication_id, a.publication_name as publication, a.kind,
  a.country, a.language, a.published_on, a.published_at, a.published_basis, a.published_day_only, a.first_seen_at,
  a.authors, a.doi, a.pmid, a.pmcid, a.arxiv, a.credit, a.version_count as versions, a.number_changed, a.word_count,
  a.paywalled, a.text_hash, a.description, b.blocks,
  case when g.original_id <> a.id then g.original_id end as copy_of,
  case when g.original_id = a.id then (select count(*) - 1 from copy_members cc where cc.group_id = g.id) else 0 end as copies,
  (select json_group_array(tag_id) from (select tag_id from article_tags t
     where t.article_id = a.id and t.removed_at is null order by tag_id)) as tags`
const ROW_FROM = `articles a join bodies b on b.article_id = a.id left join story_members m on m.article_id = a.id
  left join copy_members c on c.article_id = a.id left join copy_groups g on g.id = c.group_id`

type StoredRow = Omit<
  ExportRow,
  | 'authors'
  | 'tags'
  | 'credit'
  | 'credit_url'
  | 'published_day_only'
  | 'number_changed'
  | 'paywalled'
  | 'excerpt'
> & {
  authors: string
  tags: string
  credit: string | null
  published_day_only: number
  number_changed: number
  paywalled: number
  description: string | null
  blocks: string
}

/** In the order of the ids; an article that has gone since is left out. */
export function readExportRows(
  db: Db,
  { ids, text = false }: { ids: number[]; text?: boolean },
): ExportRow[] {
  const read = db.prepare(`select ${ROW} from ${ROW_FROM} where a.id = ?`)
  return ids.flatMap((id) => {
    const row = read.get(id) as StoredRow | undefined
    return row ? [toExportRow(row, text)] : []
  })
}

function toExportRow(row: StoredRow, withText: boolean): ExportRow {
  const { blocks, description, ...rest } = row
  const text = (JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n')
  const credit = row.credit === null ? null : (JSON.parse(row.credit) as { name: string; url?: string })
  return {
    ...rest,
    authors: JSON.parse(row.authors) as string[],
    tags: JSON.parse(row.tags) as string[],
    credit: credit?.name ?? null,
    credit_url: credit?.url ?? null,
    published_day_only: row.published_day_only === 1,
    number_changed: row.number_changed === 1,
    paywalled: row.paywalled === 1,
    excerpt: makeExcerpt(description, text),
    ...(withText ? { text } : {}),
  }
}

const excerptCharactersMax = 300
const excerptShareMax = 0.5 // of the text: a short text must not leave whole as its own excerpt

/** The publisher's own summary, else the beginning of the text; cut between words, never the whole text. */
export function makeExcerpt(description: string | null, text: string): string {
  const whole = foldSpace(text)
  const source = description?.trim() ? foldSpace(description) : whole
  const share = whole === '' ? excerptCharactersMax : Math.floor(whole.length * excerptShareMax)
  const max = Math.min(excerptCharactersMax, share)
  if (source.length <= max) return source
  const cut = source
    .slice(0, max)
    .toWellFormed()
    .replace(/\ufffd$/, '')
  const space = cut.lastIndexOf(' ')
  return `${(space > max * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`
}

const foldSpace = (text: string) => text.replace(/\s+/g, ' ').trim()

type MemberRow = {
  id: number
  title: string
  url: string
  publication: string
  language: string | null
  publishedOn: string
  isOriginal: number
}

const articlesPerStoryMax = 10_000

export function readExportStories(db: Db, stories: { storyId: number; matched: number }[]): ExportStory[] {
  const read = db.prepare(
    `select a.id, a.title, a.canonical_url as url, a.publication_name as publication, a.language,
       a.published_on as publishedOn, coalesce(g.original_id = a.id, 1) as isOriginal
     from story_members m join articles a on a.id = m.article_id
       left join copy_members c on c.article_id = a.id left join copy_groups g on g.id = c.group_id
     where m.story_id = ? order by a.published_at, a.id limit ?`,
  )
  return stories.flatMap(({ storyId, matched }) => {
    const members = read.all(storyId, articlesPerStoryMax) as MemberRow[]
    const lead = members.find((member) => member.isOriginal === 1) ?? members[0]
    if (!lead) return []
    const reports = members.filter((member) => member.isOriginal === 1).length
    const languages = members.flatMap(({ language }) => (language === null ? [] : [language]))
    const days = members.map((member) => member.publishedOn).sort()
    return [
      {
        story_id: storyId,
        title: lead.title,
        lead_id: lead.id,
        url: lead.url,
        publication: lead.publication,
        language: lead.language,
        first_published_on: days[0]!,
        last_published_on: days.at(-1)!,
        matched,
        articles: members.length,
        reports,
        copies: members.length - reports,
        publications: [...new Set(members.map((member) => member.publication))],
        languages: [...new Set(languages)],
        article_ids: members.map((member) => member.id),
      },
    ]
  })
}
