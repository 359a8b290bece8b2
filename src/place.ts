// Where a new article belongs: of which text it is a copy, which of them was the original, and to which story it
// belongs. Asks the store for candidates and the identity room for the decision; editors' decisions go with both.
import {
  type CopyArticle,
  type CopyCandidate,
  chooseOriginal,
  judgeCopy,
  sharedHashesMin,
} from './identity/copies.ts'
import { joinStory, type StoryFeatures, storyWindowDays, storyWindowWithPaperDays } from './identity/story.ts'
import type { GroupingEvidence } from './model.ts'
import type { NewArticle } from './store/article-writes.ts'
import type { CopyCandidateRow } from './store/groups.ts'
import type { Store } from './store/open.ts'

export type Place = Pick<NewArticle, 'copies' | 'story'>
/** What is known of an article before it has an id. */
export type Unplaced = Pick<
  NewArticle,
  | 'title'
  | 'publicationId'
  | 'publicationName'
  | 'kind'
  | 'url'
  | 'canonicalUrl'
  | 'credit'
  | 'publishedAt'
  | 'publishedDayOnly'
  | 'firstSeenAt'
  | 'shingles'
  | 'storyFeatures'
> & { text: string }

const MS_A_DAY = 86_400_000
const NEW = 0 // the identity room's name for the article that is not stored yet

/** Must run inside oneAtATime: what is there must not change between the question and the write. */
export async function placeArticle(store: Store, article: Unplaced): Promise<Place> {
  const copies = await findCopies(store, article)
  const story = await findStory(store, article, copies)
  return { ...(copies ? { copies } : {}), ...(story ? { story } : {}) }
}

async function findCopies(store: Store, article: Unplaced): Promise<Place['copies']> {
  const rows = await store.findCopyCandidates({ hashes: article.shingles, sharedMin: sharedHashesMin })
  if (rows.length === 0) return undefined
  const candidates = rows.map(toCandidate)
  const own: CopyArticle = {
    articleId: NEW,
    title: article.title,
    text: article.text,
    publicationId: article.publicationId,
    publicationName: article.publicationName,
    kind: article.kind as CopyArticle['kind'],
    url: article.url,
    canonicalUrl: article.canonicalUrl,
    publishedAt: dayOrInstant(article),
    firstSeenAt: article.firstSeenAt,
    ...(article.credit ? { credit: article.credit } : {}),
  }
  const decision = judgeCopy(own, candidates)
  if (decision.withArticleId === undefined) return undefined
  const alike = new Set([decision.withArticleId, ...decision.alsoCopies])
  const members = candidates.filter(
    (c) => alike.has(c.articleId) || (decision.groupId !== null && c.groupId === decision.groupId),
  )
  const original = chooseOriginal([own, ...members])
  return {
    withArticleId: decision.withArticleId,
    containment: decision.containment,
    evidence: decision.evidence,
    originalId: !original || original.articleId === NEW ? 'new' : original.articleId,
    originalReason: original?.reason ?? 'The first that was seen.',
  }
}

async function findStory(store: Store, article: Unplaced, copies: Place['copies']): Promise<Place['story']> {
  // A copy is in the story of its original: nothing is left to weigh.
  if (copies) {
    const evidence: GroupingEvidence[] = [{ kind: 'copy', words: 'a copy of one text', points: 1 }]
    return { withArticleId: copies.withArticleId, points: 1, evidence }
  }
  const features = article.storyFeatures as StoryFeatures
  const days = features.keys.some((key) => key.startsWith('paper:'))
    ? storyWindowWithPaperDays
    : storyWindowDays
  const at = Date.parse(article.publishedAt)
  const found = await store.findStoryCandidates({
    keys: features.keys,
    from: new Date(at - days * MS_A_DAY).toISOString(),
    to: new Date(at + days * MS_A_DAY).toISOString(),
  })
  const candidates = found.candidates.map((row) => ({
    articleId: row.articleId,
    storyId: row.storyId,
    features: row.features as StoryFeatures,
  }))
  const decision = joinStory({ articleId: NEW, features }, candidates, found)
  if (decision.storyId === undefined) return undefined
  return { withArticleId: decision.withArticleId, points: decision.points, evidence: decision.evidence }
}

function toCandidate(row: CopyCandidateRow): CopyCandidate {
  return {
    articleId: row.articleId,
    groupId: row.groupId,
    title: row.title,
    text: row.text,
    publicationId: row.publicationId,
    publicationName: row.publicationName,
    kind: row.kind as CopyCandidate['kind'],
    url: row.url,
    canonicalUrl: row.canonicalUrl,
    publishedAt: dayOrInstant(row),
    firstSeenAt: row.firstSeenAt,
    ...(row.credit ? { credit: row.credit } : {}),
  }
}

/** The identity room reads a date without a time as a day. */
function dayOrInstant({
  publishedAt,
  publishedDayOnly,
}: {
  publishedAt: string
  publishedDayOnly: boolean
}): string {
  return publishedDayOnly ? publishedAt.slice(0, 10) : publishedAt
}
