// Reading articles: for the crawl (twins, re-checks, raw pages) and for their pages.
import { brotliDecompressSync } from 'node:zlib'
import type { ArticleIds, Block, Credit, GroupingEvidence, QualityVerdict } from '../model.ts'
import type { Db } from './database.ts'

export type ArticleTwin = {
  id: number
  title: string
  url: string
  urlKey: string
  textHash: string
  publicationId: string
  publishedAt: string
}

/** Articles at the same address, or with the very same text at the same publication. */
export function findArticleTwins(
  db: Db,
  { urlKeys, textHash }: { urlKeys: string[]; textHash?: string },
): ArticleTwin[] {
  return db
    .prepare(
      `select id, title, url, url_key as urlKey, text_hash as textHash, publication_id as publicationId, published_at as publishedAt
       from articles where url_key in (select value from json_each(:urlKeys)) or text_hash = :textHash order by id`,
    )
    .all({ urlKeys: JSON.stringify(urlKeys), textHash: textHash ?? '' }) as ArticleTwin[]
}

export type DueRecheck = {
  articleId: number
  url: string
  sourceName: string
  etag: string | null
  lastModified: string | null
  recheckStep: number
  firstSeenAt: string
}

export function listDueRechecks(db: Db, { now, limit }: { now: string; limit: number }): DueRecheck[] {
  return db
    .prepare(
      `select id as articleId, url, source_name as sourceName, etag, last_modified as lastModified,
         recheck_step as recheckStep, first_seen_at as firstSeenAt
       from articles where recheck_at <= :now order by recheck_at, id limit :limit`,
    )
    .all({ now, limit }) as DueRecheck[]
}

const hostRepeatPagesMin = 3 // a line on fewer pages of a host may be a series, a motto, a correction
const hostRepeatsMax = 5_000

/** Keys of the lines that stand on many pages of a host. */
export function readHostRepeats(db: Db, host: string): string[] {
  return db
    .prepare(
      'select line_key from host_lines where host = ? and page_count >= ? order by page_count desc, line_key limit ?',
    )
    .pluck()
    .all(host, hostRepeatPagesMin, hostRepeatsMax) as string[]
}

export type StoredPage = {
  hash: string
  url: string
  contentType: string
  charset: string
  bytes: Uint8Array
  fetchedAt: string
}

export function readRawPage(db: Db, hash: string): StoredPage | undefined {
  const row = db
    .prepare(
      'select hash, url, content_type as contentType, charset, brotli, fetched_at as fetchedAt from raw.pages where hash = ?',
    )
    .get(hash) as (Omit<StoredPage, 'bytes'> & { brotli: Buffer }) | undefined
  if (!row) return undefined
  const { brotli, ...page } = row
  return { ...page, bytes: new Uint8Array(brotliDecompressSync(brotli)) }
}

export type ArticleForReprocess = {
  articleId: number
  pageHash: string | null
  url: string
  canonicalUrl: string
  sourceName: string
  firstSeenAt: string
  feedContent: string | null // what stood for the article in its feed: the content, else the summary
  feedSummary: string | null
  feedCategories: string[]
  feedTitle: string | null
  feedPublishedAt: string | null
}

/** A page of articles in the order of their ids, after `afterId`. */
export function listArticlesForReprocess(
  db: Db,
  { afterId, limit }: { afterId: number; limit: number },
): ArticleForReprocess[] {
  return db
    .prepare(
      `select a.id as articleId, a.page_hash as pageHash, a.url, a.canonical_url as canonicalUrl, a.source_name as sourceName,
         a.first_seen_at as firstSeenAt, coalesce(e.content, e.summary) as feedContent,
         e.summary as feedSummary, coalesce(e.categories, '[]') as feedCategories, e.title as feedTitle, e.published_at as feedPublishedAt
       from articles a left join entries e on e.id = (select min(id) from entries where article_id = a.id)
       where a.id > :afterId order by a.id limit :limit`,
    )
    .all({ afterId, limit })
    .map((row) => {
      const article = row as Omit<ArticleForReprocess, 'feedCategories'> & { feedCategories: string }
      return { ...article, feedCategories: JSON.parse(article.feedCategories) as string[] }
    })
}

export type ArticleTag = { id: string; setBy: string; matched: string[] }
export type ArticleVersion = {
  number: number
  seenAt: string
  title: string
  text: string
  numberChanged: boolean
}
export type ArticleSibling = {
  id: number
  title: string
  url: string
  publicationName: string
  kind: string
  country: string | null
  language: string | null
  publishedAt: string
  publishedOn: string
  publishedDayOnly: boolean
  firstSeenAt: string
  isOriginal: boolean
  evidence: GroupingEvidence[]
  share: number // of copies: containment; of reports: points
}

export type ArticlePage = {
  id: number
  url: string
  canonicalUrl: string
  title: string
  authors: string[]
  publicationId: string
  publicationName: string
  kind: string
  country: string | null
  sourceName: string
  language: string | null
  section: string | null
  description: string | null
  publishedAt: string
  publishedOn: string
  publishedBasis: 'page' | 'feed' | 'fetch'
  publishedRaw: string | null
  publishedDayOnly: boolean
  modifiedAt: string | null
  firstSeenAt: string
  paywalled: boolean
  credit: Credit | null
  ids: ArticleIds
  wordCount: number
  quality: QualityVerdict
  qualityReasons: string[]
  extractor: string
  extractorVersion: string
  origins: Record<string, string>
  captions: string[]
  oursReason: string
  oursWords: string[]
  oursBy: string
  goneAt: string | null
  pageHash: string | null
  blocks: Block[]
  tags: ArticleTag[]
  versions: ArticleVersion[]
  storyId: number
  copyGroup: { originalId: number; originalReason: string; members: ArticleSibling[] } | null
  reports: ArticleSibling[] // other articles of the story that are no copies of this one
}

const siblingsMax = 200

/** Everything an article's page shows; undefined when there is no such article. */
export function readArticle(db: Db, id: number): ArticlePage | undefined {
  const row = db
    .prepare(
      `select a.*, b.blocks, m.story_id, c.group_id from articles a join bodies b on b.article_id = a.id
         left join story_members m on m.article_id = a.id left join copy_members c on c.article_id = a.id where a.id = ?`,
    )
    .get(id) as Record<string, string | number | null> | undefined
  if (!row) return undefined
  const text = (name: string) => row[name] as string
  const tags = db
    .prepare(
      'select tag_id as id, set_by as setBy, matched from article_tags where article_id = ? and removed_at is null order by tag_id',
    )
    .all(id) as (Omit<ArticleTag, 'matched'> & { matched: string })[]
  const versions = db
    .prepare(
      'select number, seen_at as seenAt, title, text, number_changed as numberChanged from versions where article_id = ? order by number',
    )
    .all(id) as (Omit<ArticleVersion, 'numberChanged' | 'text'> & {
    numberChanged: number
    text: string | null
  })[]
  const blocks = JSON.parse(text('blocks')) as Block[]
  const newestText = blocks.map((block) => block.text).join('\n')
  return {
    id,
    url: text('url'),
    canonicalUrl: text('canonical_url'),
    title: text('title'),
    authors: JSON.parse(text('authors')),
    publicationId: text('publication_id'),
    publicationName: text('publication_name'),
    kind: text('kind'),
    country: row.country as string | null,
    sourceName: text('source_name'),
    language: row.language as string | null,
    section: row.section as string | null,
    description: row.description as string | null,
    publishedAt: text('published_at'),
    publishedOn: text('published_on'),
    publishedBasis: text('published_basis') as ArticlePage['publishedBasis'],
    publishedRaw: row.published_raw as string | null,
    publishedDayOnly: row.published_day_only === 1,
    modifiedAt: row.modified_at as string | null,
    firstSeenAt: text('first_seen_at'),
    paywalled: row.paywalled === 1,
    credit: row.credit === null ? null : (JSON.parse(text('credit')) as Credit),
    ids: idsOf(row),
    wordCount: row.word_count as number,
    quality: text('quality') as QualityVerdict,
    qualityReasons: JSON.parse(text('quality_reasons')),
    extractor: text('extractor'),
    extractorVersion: text('extractor_version'),
    origins: JSON.parse(text('origins')),
    captions: JSON.parse(text('captions')),
    oursReason: text('ours_reason'),
    oursWords: JSON.parse(text('ours_words')),
    oursBy: text('ours_by'),
    goneAt: row.gone_at as string | null,
    pageHash: row.page_hash as string | null,
    blocks,
    tags: tags.map((tag) => ({ ...tag, matched: JSON.parse(tag.matched) as string[] })),
    versions: versions.map((version) => ({
      ...version,
      text: version.text ?? newestText,
      numberChanged: version.numberChanged === 1,
    })),
    storyId: row.story_id as number,
    copyGroup: row.group_id === null ? null : readCopyGroup(db, row.group_id as number),
    reports: readReports(db, id, row.story_id as number, row.group_id as number | null),
  }
}

function idsOf(row: Record<string, string | number | null>): ArticleIds {
  const ids: ArticleIds = {}
  for (const name of ['doi', 'pmid', 'pmcid', 'arxiv'] as const)
    if (row[name] !== null) ids[name] = row[name] as string
  return ids
}

const SIBLING = `a.id, a.title, a.canonical_url as url, a.publication_name as publicationName, a.kind, a.country, a.language,
  a.published_at as publishedAt, a.published_on as publishedOn, a.published_day_only as publishedDayOnly, a.first_seen_at as firstSeenAt`

type SiblingRow = Omit<ArticleSibling, 'evidence' | 'isOriginal' | 'publishedDayOnly'> & {
  evidence: string
  isOriginal: number
  publishedDayOnly: number
}

function readCopyGroup(db: Db, groupId: number): ArticlePage['copyGroup'] {
  const group = db
    .prepare(
      'select original_id as originalId, original_reason as originalReason from copy_groups where id = ?',
    )
    .get(groupId) as {
    originalId: number
    originalReason: string
  }
  const members = db
    .prepare(
      `select ${SIBLING}, c.evidence, c.containment as share, a.id = g.original_id as isOriginal
       from copy_members c join articles a on a.id = c.article_id join copy_groups g on g.id = c.group_id
       where c.group_id = ? order by isOriginal desc, a.published_at, a.id limit ?`,
    )
    .all(groupId, siblingsMax) as SiblingRow[]
  return { ...group, members: members.map(toSibling) }
}

function readReports(db: Db, id: number, storyId: number, groupId: number | null): ArticleSibling[] {
  const rows = db
    .prepare(
      `select ${SIBLING}, m.evidence, m.points as share,
         coalesce((select g.original_id = a.id from copy_members c join copy_groups g on g.id = c.group_id where c.article_id = a.id), 1) as isOriginal
       from story_members m join articles a on a.id = m.article_id
       where m.story_id = :storyId and a.id <> :id and (:groupId is null or not exists (
         select 1 from copy_members c where c.article_id = a.id and c.group_id = :groupId))
       order by a.published_at, a.id limit :limit`,
    )
    .all({ id, storyId, groupId, limit: siblingsMax }) as SiblingRow[]
  return rows.map(toSibling)
}

function toSibling(row: SiblingRow): ArticleSibling {
  return {
    ...row,
    isOriginal: row.isOriginal === 1,
    publishedDayOnly: row.publishedDayOnly === 1,
    evidence: JSON.parse(row.evidence) as GroupingEvidence[],
  }
}
