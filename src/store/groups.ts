// Copy groups (one text) and stories (one event): look-ups by shingle and by key, membership. Editors: group-decisions.ts.
// Which articles belong together is decided by the identity room; here it is found, stored and remembered.
import type { Block, Credit, GroupingEvidence } from '../model.ts'
import type { Db } from './database.ts'
import type { GroupDecision } from './group-decisions.ts'

/** An article joins the copy group of another (which is made if it has none). */
export type CopyJoin = {
  withArticleId: number
  containment: number
  evidence: GroupingEvidence[]
  originalId: number | 'new' // 'new': the joining article itself
  originalReason: string
}

/** An article joins the story of another, or begins one of its own. */
export type StoryJoin = { withArticleId: number; points: number; evidence: GroupingEvidence[] }

export type CopyCandidateRow = {
  articleId: number
  shared: number
  groupId: number | null
  storyId: number | null
  title: string
  url: string
  canonicalUrl: string
  publicationId: string
  publicationName: string
  kind: string
  credit: Credit | null
  publishedAt: string
  publishedDayOnly: boolean
  firstSeenAt: string
  text: string
}

type CandidateColumns = Omit<CopyCandidateRow, 'shared' | 'text' | 'credit' | 'publishedDayOnly'> & {
  blocks: string
  credit: string | null
  publishedDayOnly: number
}

const shingleDocumentsMax = 50 // a shingle in more articles than this is boilerplate
const candidatesMax = 50

/** Articles that share at least `sharedMin` of the sampled shingles, most shared first. */
export function findCopyCandidates(
  db: Db,
  { hashes, sharedMin }: { hashes: number[]; sharedMin: number },
): CopyCandidateRow[] {
  const documents = db.prepare('select article_id from shingles where hash = ? limit ?').pluck()
  const shared = new Map<number, number>()
  for (const hash of hashes) {
    const ids = documents.all(hash, shingleDocumentsMax + 1) as number[]
    if (ids.length > shingleDocumentsMax) continue
    for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + 1)
  }
  const found = [...shared]
    .filter(([, count]) => count >= sharedMin)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, candidatesMax)
  const read = db.prepare(
    `select a.id as articleId, c.group_id as groupId, m.story_id as storyId, a.title, a.url, a.canonical_url as canonicalUrl,
       a.publication_id as publicationId, a.publication_name as publicationName, a.kind, a.credit,
       a.published_at as publishedAt, a.published_day_only as publishedDayOnly, a.first_seen_at as firstSeenAt, b.blocks
     from articles a join bodies b on b.article_id = a.id left join copy_members c on c.article_id = a.id
       left join story_members m on m.article_id = a.id
     where a.id = ?`,
  )
  return found.map(([id, count]) => {
    const { blocks, credit, publishedDayOnly, ...row } = read.get(id) as CandidateColumns
    const text = (JSON.parse(blocks) as Block[]).map((block) => block.text).join('\n')
    return {
      ...row,
      shared: count,
      text,
      publishedDayOnly: publishedDayOnly === 1,
      credit: credit === null ? null : (JSON.parse(credit) as Credit),
    }
  })
}

export type StoryCandidateRow = {
  articleId: number
  storyId: number
  copyGroupId: number | null
  sharedKeys: string[]
  publishedAt: string
  title: string
  features: unknown
}
export type StoryCandidates = {
  candidates: StoryCandidateRow[]
  documentCounts: Record<string, number>
  articleCount: number
}

const keyDocumentsMax = 400 // a key of more articles than this tells no two of them apart
const storyCandidatesMax = 120

/** Articles of a time window that share keys, those with the rarest in common first. */
export function findStoryCandidates(
  db: Db,
  { keys, from, to }: { keys: string[]; from: string; to: string },
): StoryCandidates {
  const articleCount = db.prepare('select count(*) from articles').pluck().get() as number
  const count = db.prepare('select count(*) from (select 1 from story_keys where key = ? limit ?)').pluck()
  const documents = db
    .prepare('select article_id from story_keys where key = ? order by article_id desc limit ?')
    .pluck()
  const documentCounts: Record<string, number> = {}
  const shared = new Map<number, { keys: string[]; weight: number }>()
  for (const key of new Set(keys)) {
    const documentCount = count.get(key, keyDocumentsMax + 1) as number
    documentCounts[key] = documentCount
    if (documentCount > keyDocumentsMax) continue
    for (const id of documents.all(key, keyDocumentsMax) as number[]) {
      const entry = shared.get(id) ?? { keys: [], weight: 0 }
      entry.keys.push(key)
      entry.weight += 1 / (1 + documentCount)
      shared.set(id, entry)
    }
  }
  const read = db.prepare(
    `select a.id as articleId, m.story_id as storyId, c.group_id as copyGroupId, a.published_at as publishedAt, a.title, f.features
     from articles a join story_members m on m.article_id = a.id join story_features f on f.article_id = a.id
       left join copy_members c on c.article_id = a.id
     where a.id = :id and a.published_at between :from and :to`,
  )
  const candidates: StoryCandidateRow[] = []
  for (const [id, { keys: sharedKeys }] of [...shared].sort(
    (a, b) => b[1].weight - a[1].weight || a[0] - b[0],
  )) {
    if (candidates.length >= storyCandidatesMax) break
    const row = read.get({ id, from, to }) as
      | (Omit<StoryCandidateRow, 'sharedKeys' | 'features'> & { features: string })
      | undefined
    if (row) candidates.push({ ...row, sharedKeys, features: JSON.parse(row.features) })
  }
  return { candidates, documentCounts, articleCount }
}

export type StoryMemberRow = {
  articleId: number
  storyId: number
  title: string
  publishedAt: string
  features: unknown
}

export function readStoryMembers(db: Db, storyId: number): StoryMemberRow[] {
  const rows = db
    .prepare(
      `select m.article_id as articleId, m.story_id as storyId, a.title, a.published_at as publishedAt, f.features
       from story_members m join articles a on a.id = m.article_id join story_features f on f.article_id = a.id
       where m.story_id = ? order by m.article_id`,
    )
    .all(storyId) as (Omit<StoryMemberRow, 'features'> & { features: string })[]
  return rows.map((row) => ({ ...row, features: JSON.parse(row.features) }))
}

/** Call inside a transaction. */
export function joinCopies(db: Db, articleId: number, join: CopyJoin, at: string): void {
  const evidence = JSON.stringify(join.evidence)
  let groupId = db
    .prepare('select group_id from copy_members where article_id = ?')
    .pluck()
    .get(join.withArticleId) as number | undefined
  const originalId = join.originalId === 'new' ? articleId : join.originalId
  const add = db.prepare(
    `insert into copy_members (article_id, group_id, containment, evidence, joined_at) values (?, ?, ?, ?, ?)
     on conflict (article_id) do update set group_id = excluded.group_id, containment = excluded.containment, evidence = excluded.evidence`,
  )
  if (groupId === undefined) {
    groupId = Number(
      db
        .prepare('insert into copy_groups (original_id, original_reason) values (?, ?)')
        .run(originalId, join.originalReason).lastInsertRowid,
    )
    add.run(join.withArticleId, groupId, 1, evidence, at)
  } else {
    // An editor's choice of the original outlasts later copies.
    db.prepare(
      `update copy_groups set original_id = ?, original_reason = ? where id = ? and original_by = 'rule'`,
    ).run(originalId, join.originalReason, groupId)
  }
  add.run(articleId, groupId, join.containment, evidence, at)
}

/** Call inside a transaction. Every article belongs to a story, if only to its own. */
export function joinStory(db: Db, articleId: number, join: StoryJoin | undefined, at: string): void {
  const storyId = join
    ? (db
        .prepare('select story_id from story_members where article_id = ?')
        .pluck()
        .get(join.withArticleId) as number)
    : Number(db.prepare('insert into stories (merged_into) values (null)').run().lastInsertRowid)
  db.prepare(
    `insert into story_members (article_id, story_id, points, evidence, joined_at) values (?, ?, ?, ?, ?)
     on conflict (article_id) do nothing`,
  ).run(articleId, storyId, join?.points ?? 0, JSON.stringify(join?.evidence ?? []), at)
}

/** What editors decided about pairs of articles; a re-run never undoes it. */
export function listGroupDecisions(db: Db, articleIds: number[]): GroupDecision[] {
  return db
    .prepare(
      `select kind, cast(subject as integer) as a, cast(other as integer) as b from decisions
       where kind in ('same-story', 'other-story', 'same-text', 'other-text') and undone_at is null
         and (cast(subject as integer) in (select value from json_each(:ids)) or cast(other as integer) in (select value from json_each(:ids)))
       order by id`,
    )
    .all({ ids: JSON.stringify(articleIds) }) as GroupDecision[]
}
