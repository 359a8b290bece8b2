// Articles and all that hangs on them, written in one transaction each: row, body, version, tags, groups, index.
import type { ArticleIds, Block, Credit, Failure, Quality, Tag, Validators, Version } from '../model.ts'
import { type ClaimReading, saveClaims } from './claims.ts'
import type { Db } from './database.ts'
import { resolveFailures, saveFailure } from './failures.ts'
import { type CopyJoin, joinCopies, joinStory, type StoryJoin } from './groups.ts'
import {
  addToIndex,
  feedIndex,
  type IndexedText,
  readFigureTokens,
  readStoryId,
  readTagIds,
} from './index-rows.ts'
import { settleTags } from './tags.ts'
import { noteTexts } from './terms.ts'

export type RawPage = {
  hash: string // sha-256 of the bytes, hex
  url: string
  contentType: string
  charset: string
  byteCount: number
  brotli: Uint8Array
  fetchedAt: string
}

/** Stored before the article that names it: an orphan page is harmless, a missing one is not. */
export function saveRawPage(db: Db, page: RawPage): void {
  db.prepare(
    `insert into raw.pages (hash, url, content_type, charset, byte_count, brotli, fetched_at)
     values (:hash, :url, :contentType, :charset, :byteCount, :brotli, :fetchedAt) on conflict (hash) do nothing`,
  ).run({ ...page, brotli: Buffer.from(page.brotli) })
}

/** What is known of an article's page; a better extraction replaces all of it. */
export type ArticleContent = {
  title: string
  authors: string[]
  language?: string
  section?: string
  description?: string
  publicationId: string
  publicationName: string
  publicationNameZh?: string
  kind: string
  country?: string
  canonicalUrl: string
  publishedAt: string
  publishedOn: string // the calendar day as its publisher writes it: the UTC day may be a neighbour
  publishedBasis: 'page' | 'feed' | 'fetch'
  publishedRaw?: string
  publishedDayOnly: boolean
  modifiedAt?: string
  paywalled: boolean
  credit?: Credit
  ids: ArticleIds
  blocks: Block[]
  captions: string[]
  quality: Quality
  extractor: string
  extractorVersion: string
  origins: Record<string, string>
  textHash: string
  tags: Tag[]
  shingles: number[]
  storyKeys: string[]
  storyFeatures: unknown // what the identity room needs to compare this article with later ones
  claims?: ClaimReading // the adoption figures of its text
}

export type NewArticle = ArticleContent & {
  url: string
  urlKey: string
  sourceName: string
  firstSeenAt: string
  oursReason: string
  oursWords: string[]
  oursBy: string
  pageHash?: string
  validators: Validators
  recheckAt?: string
  entryId?: number // becomes state "article" in the same transaction
  copies?: CopyJoin
  story?: StoryJoin
  hostLines?: { host: string; keys: string[] }
  failure?: Failure // kept as an article all the same, e.g. from the feed's content only
}

export function saveArticle(db: Db, article: NewArticle): number {
  return saveArticles(db, [article])[0]!
}

/** One transaction for all of them; returns their ids. Keep batches small: a write should take at most 50 ms. */
export function saveArticles(db: Db, articles: NewArticle[]): number[] {
  return db
    .transaction(() => {
      const ids = articles.map((article) => insertArticle(db, article))
      noteTexts(db, ids)
      // Last and together: a statement with a trigger makes FTS5 write out what it holds, a segment each time.
      for (const [i, article] of articles.entries()) addToIndex(db, indexedText(db, ids[i]!, article))
      return ids
    })
    .immediate()
}

function insertArticle(db: Db, article: NewArticle): number {
  const id = nextId(db, article.publishedOn)
  const columns = {
    ...contentColumns(article),
    id,
    url: article.url,
    urlKey: article.urlKey,
    sourceName: article.sourceName,
    firstSeenAt: article.firstSeenAt,
    oursReason: article.oursReason,
    oursWords: JSON.stringify(article.oursWords),
    oursBy: article.oursBy,
    pageHash: article.pageHash ?? null,
    etag: article.validators.etag ?? null,
    lastModified: article.validators.lastModified ?? null,
    recheckAt: article.recheckAt ?? null,
  }
  const names = Object.keys(columns)
  db.prepare(
    `insert into articles (${names.map(snakeCase).join(', ')}) values (${names.map((name) => `:${name}`).join(', ')})`,
  ).run(columns)
  db.prepare('insert into bodies (article_id, blocks) values (?, ?)').run(id, JSON.stringify(article.blocks))
  db.prepare(
    'insert into versions (article_id, number, seen_at, title, page_hash) values (?, 1, ?, ?, ?)',
  ).run(id, article.firstSeenAt, article.title, article.pageHash ?? null)
  saveTags(db, id, settleTags(db, undefined, article.tags), article.firstSeenAt)
  saveKeys(db, id, article)
  if (article.copies) joinCopies(db, id, article.copies, article.firstSeenAt)
  joinStory(db, id, article.story, article.firstSeenAt)
  saveFigures(db, id, 1, article, article.firstSeenAt)
  if (article.hostLines) countHostLines(db, article.hostLines, article.firstSeenAt)
  if (article.entryId !== undefined) {
    db.prepare(
      `update entries set state = 'article', article_id = ?, attempts = attempts + 1 where id = ?`,
    ).run(id, article.entryId)
    resolveFailures(db, { entryId: article.entryId }, article.firstSeenAt)
  }
  if (article.failure) saveFailure(db, article.failure, { articleId: id, sourceName: article.sourceName })
  return id
}

function indexedText(db: Db, id: number, article: NewArticle): IndexedText {
  return {
    ...article,
    id,
    storyId: readStoryId(db, id),
    text: blocksText(article.blocks),
    ...(article.credit ? { creditName: article.credit.name } : {}),
    numberChanged: false,
    versionCount: 1,
    doi: article.ids.doi ?? null,
    tags: readTagIds(db, id),
    figures: readFigureTokens(db, id),
  }
}

const MS_A_DAY = 86_400_000
const SEQUENCES_A_DAY = 65_536

/** Day x 65536 + sequence. A day holds 65,536 articles; more of them go to the days after. */
function nextId(db: Db, publishedOn: string): number {
  let day = Math.max(0, Math.floor(Date.parse(publishedOn) / MS_A_DAY))
  for (;;) {
    const first = day * SEQUENCES_A_DAY
    const last = db
      .prepare('select max(id) from articles where id between ? and ?')
      .pluck()
      .get(first, first + SEQUENCES_A_DAY - 1) as number | null
    if (last === null) return first
    if (last < first + SEQUENCES_A_DAY - 1) return last + 1
    day++
  }
}

export type Recheck = {
  articleId: number
  at: string
  nextRecheckAt?: string
  recheckStep: number
  validators: Validators
  gone?: boolean
  failure?: Failure
  changed?: { content: ArticleContent; version: Omit<Version, 'number' | 'text'>; pageHash: string }
}

/** After an article was fetched again. A publisher's edit adds a version and never overwrites one. */
export function saveRecheck(db: Db, recheck: Recheck): void {
  db.transaction(() => {
    const { articleId, at } = recheck
    db.prepare(
      `update articles set recheck_at = :next, recheck_step = :step, etag = :etag, last_modified = :lastModified,
         gone_at = case when :gone then coalesce(gone_at, :at) else null end where id = :id`,
    ).run({
      id: articleId,
      at,
      next: recheck.nextRecheckAt ?? null,
      step: recheck.recheckStep,
      etag: recheck.validators.etag ?? null,
      lastModified: recheck.validators.lastModified ?? null,
      gone: recheck.gone ? 1 : 0,
    })
    if (recheck.failure) saveFailure(db, recheck.failure, { articleId })
    else resolveFailures(db, { articleId }, at)
    if (!recheck.changed) return
    const { content, version, pageHash } = recheck.changed
    keepNewestText(db, articleId)
    updateContent(db, articleId, content, at)
    const number =
      (db.prepare('select max(number) from versions where article_id = ?').pluck().get(articleId) as number) +
      1
    db.prepare(
      `insert into versions (article_id, number, seen_at, title, number_changed, page_hash) values (?, ?, ?, ?, ?, ?)`,
    ).run(articleId, number, version.seenAt, version.title, version.numberChanged ? 1 : 0, pageHash)
    db.prepare(
      `update articles set version_count = ?, page_hash = ?, number_changed = max(number_changed, ?) where id = ?`,
    ).run(number, pageHash, version.numberChanged ? 1 : 0, articleId)
    saveFigures(db, articleId, number, content, at)
    feedIndex(db, articleId)
  }).immediate()
}

function saveFigures(db: Db, id: number, version: number, content: ArticleContent, at: string): void {
  if (content.claims)
    saveClaims(db, id, { number: version, text: blocksText(content.blocks) }, content.claims, at)
}

/** The newest version's text is the body's until there is a newer one: then it is written down. */
function keepNewestText(db: Db, articleId: number): void {
  const blocks = db.prepare('select blocks from bodies where article_id = ?').pluck().get(articleId) as string
  db.prepare('update versions set text = ? where article_id = ? and text is null').run(
    blocksText(JSON.parse(blocks) as Block[]),
    articleId,
  )
}

/**
 * The same page read again by better rules: replaces what was read, is no version, leaves what a person decided.
 * `pageHash` is given when only the feed's words were there before. Returns whether anything reads differently.
 */
export function saveReprocessed(
  db: Db,
  articleId: number,
  content: ArticleContent,
  at: string,
  pageHash?: string,
): boolean {
  return db
    .transaction(() => {
      const before = digestContent(db, articleId)
      updateContent(db, articleId, content, at)
      const version = db
        .prepare('select max(number) from versions where article_id = ?')
        .pluck()
        .get(articleId) as number
      saveFigures(db, articleId, version, content, at)
      db.prepare(
        `update versions set title = ?, page_hash = coalesce(?, page_hash)
         where article_id = ? and number = ?`,
      ).run(content.title, pageHash ?? null, articleId, version)
      if (pageHash) db.prepare('update articles set page_hash = ? where id = ?').run(pageHash, articleId)
      if (digestContent(db, articleId) === before) return false
      feedIndex(db, articleId)
      return true
    })
    .immediate()
}

/** Everything that a reading of the page decides, as one string to compare. */
function digestContent(db: Db, id: number): string {
  const row = db
    .prepare(
      `select a.*, b.blocks, (select json_group_array(json_array(tag_id, set_by, matched)) from
         (select tag_id, set_by, matched from article_tags where article_id = a.id order by tag_id)) as tags,
         (select json_group_array(json_array(id, status, withdrawn_at, gone_in, reading)) from
         (select * from claims where article_id = a.id order by id)) as claims
       from articles a join bodies b on b.article_id = a.id where a.id = ?`,
    )
    .get(id)
  return JSON.stringify(row)
}

function updateContent(db: Db, id: number, content: ArticleContent, at: string): void {
  const columns = contentColumns(content)
  const names = Object.keys(columns)
  db.prepare(
    `update articles set ${names.map((name) => `${snakeCase(name)} = :${name}`).join(', ')} where id = :id`,
  ).run({ ...columns, id })
  db.prepare('update bodies set blocks = ? where article_id = ?').run(JSON.stringify(content.blocks), id)
  db.prepare('delete from shingles where article_id = ?').run(id)
  db.prepare('delete from story_keys where article_id = ?').run(id)
  db.prepare('delete from story_features where article_id = ?').run(id)
  saveTags(db, id, settleTags(db, id, content.tags), at)
  saveKeys(db, id, content)
}

/** Replaces what rules set; what a person set or took off stays. */
function saveTags(db: Db, articleId: number, tags: Tag[], at: string): void {
  const keep = JSON.stringify(tags.map((tag) => tag.id))
  db.prepare(
    `delete from article_tags where article_id = :articleId and set_by = 'rule' and removed_at is null
       and tag_id not in (select value from json_each(:keep))`,
  ).run({ articleId, keep })
  // One statement for all of them: each one with a trigger costs a savepoint.
  db.prepare(
    `insert into article_tags (article_id, tag_id, set_by, matched, set_at)
     select :articleId, value ->> 'id', value ->> 'setBy', value -> 'matched', :at from json_each(:tags) where true
     on conflict (article_id, tag_id) do update set matched = excluded.matched where set_by = 'rule' and removed_at is null`,
  ).run({ articleId, at, tags: JSON.stringify(tags) })
}

function saveKeys(db: Db, articleId: number, content: ArticleContent): void {
  const shingle = db.prepare('insert or ignore into shingles (hash, article_id) values (?, ?)')
  for (const hash of content.shingles) shingle.run(hash, articleId)
  const key = db.prepare('insert or ignore into story_keys (key, article_id) values (?, ?)')
  for (const storyKey of content.storyKeys) key.run(storyKey, articleId)
  db.prepare('insert into story_features (article_id, features) values (?, ?)').run(
    articleId,
    JSON.stringify(content.storyFeatures ?? null),
  )
}

const hostLinesKept = 20_000

function countHostLines(db: Db, { host, keys }: { host: string; keys: string[] }, at: string): void {
  const count = db.prepare(
    `insert into host_lines (host, line_key, page_count, last_seen_at) values (?, ?, 1, ?)
     on conflict (host, line_key) do update set page_count = page_count + 1, last_seen_at = excluded.last_seen_at`,
  )
  for (const key of keys) count.run(host, key, at)
  // Lines met once and long ago tell nothing: the table stays small for hosts with many pages.
  db.prepare(
    `delete from host_lines where host = :host and page_count = 1 and line_key in (
       select line_key from host_lines where host = :host and page_count = 1 order by last_seen_at desc limit -1 offset :kept)`,
  ).run({ host, kept: hostLinesKept })
}

export function blocksText(blocks: Block[]): string {
  return blocks.map((block) => block.text).join('\n')
}

function contentColumns(content: ArticleContent) {
  return {
    canonicalUrl: content.canonicalUrl,
    title: content.title,
    authors: JSON.stringify(content.authors),
    publicationId: content.publicationId,
    publicationName: content.publicationName,
    publicationNameZh: content.publicationNameZh ?? null,
    kind: content.kind,
    country: content.country ?? null,
    language: content.language ?? null,
    section: content.section ?? null,
    description: content.description ?? null,
    publishedAt: content.publishedAt,
    publishedOn: content.publishedOn,
    publishedBasis: content.publishedBasis,
    publishedRaw: content.publishedRaw ?? null,
    publishedDayOnly: content.publishedDayOnly ? 1 : 0,
    modifiedAt: content.modifiedAt ?? null,
    paywalled: content.paywalled ? 1 : 0,
    credit: content.credit ? JSON.stringify(content.credit) : null,
    doi: content.ids.doi ?? null,
    pmid: content.ids.pmid ?? null,
    pmcid: content.ids.pmcid ?? null,
    arxiv: content.ids.arxiv ?? null,
    wordCount: Math.round(content.quality.words),
    quality: content.quality.verdict,
    qualityReasons: JSON.stringify(content.quality.reasons),
    extractor: content.extractor,
    extractorVersion: content.extractorVersion,
    origins: JSON.stringify(content.origins),
    captions: JSON.stringify(content.captions),
    textHash: content.textHash,
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
}
