// An archive in memory with the two look-ups the store has: shingle hash -> articles and story key -> articles.
// It groups articles one by one as they come, the way the crawl does.

import {
  type CopyArticle,
  type CopyCandidate,
  type CopyRuling,
  chooseOriginal,
  judgeCopy,
  sharedHashesMin,
} from '../../src/identity/copies.ts'
import { shingleHashes } from '../../src/identity/fingerprint.ts'
import {
  joinStory,
  type StoryCandidate,
  type StoryFeatures,
  type StoryRuling,
  storyFeatures,
  storyWindowDays,
  storyWindowWithPaperDays,
} from '../../src/identity/story.ts'
import { findIds } from '../../src/text/ids.ts'

export type Given = {
  id: string
  lang: string
  publication: string
  published: string
  title: string
  text: string
}

export type Grouped = {
  copies: Map<string, string[]>
  stories: Map<string, string[]>
  originals: Map<string, string>
}

const hashDocumentsMax = 50

type Row = Given & {
  articleId: number
  hashes: number[]
  features: StoryFeatures
  copyOf: number
  storyId: number
}

/** Groups by id of the first member. Rulings name articles by their ids. */
export function groupAll(
  articles: readonly Given[],
  rulings: readonly { kind: CopyRuling['kind'] | StoryRuling['kind']; a: string; b: string }[] = [],
): Grouped {
  const ordered = [...articles].sort(
    (a, b) => a.published.localeCompare(b.published) || a.id.localeCompare(b.id),
  )
  const numberOf = new Map(ordered.map((article, i) => [article.id, i + 1]))
  const numbered = rulings.map((ruling) => ({
    ...ruling,
    a: numberOf.get(ruling.a)!,
    b: numberOf.get(ruling.b)!,
  }))
  const copyRulings = numbered.filter((ruling) => ruling.kind.endsWith('text')) as CopyRuling[]
  const storyRulings = numbered.filter((ruling) => ruling.kind.endsWith('story')) as StoryRuling[]
  const byHash = new Map<number, number[]>()
  const byKey = new Map<string, number[]>()
  const rows: Row[] = []
  for (const given of ordered) {
    const row = makeRow(given, rows.length + 1)
    const copy = judgeCopy(
      toCopyArticle(row),
      findCopyCandidates(row, rows, byHash, copyRulings),
      copyRulings,
    )
    if (copy.withArticleId) row.copyOf = rows[copy.withArticleId - 1]!.copyOf
    row.storyId = findStory(row, rows, byKey, storyRulings)
    rows.push(row)
    for (const hash of row.hashes) push(byHash, hash, row.articleId)
    for (const key of row.features.keys) push(byKey, key, row.articleId)
  }
  const copies = collect(rows, (row) => row.copyOf)
  const originals = new Map(
    [...copies].map(([first, members]) => {
      const chosen = chooseOriginal(rows.filter((row) => members.includes(row.id)).map(toCopyArticle))!
      return [first, rows[chosen.articleId - 1]!.id]
    }),
  )
  return { copies, stories: collect(rows, (row) => row.storyId), originals }
}

function makeRow(given: Given, articleId: number): Row {
  const features = storyFeatures({
    title: given.title,
    text: given.text,
    language: given.lang,
    publishedAt: given.published,
    ids: findIds(given.text),
    publicationId: given.publication,
  })
  return {
    ...given,
    articleId,
    hashes: shingleHashes(given.text),
    features,
    copyOf: articleId,
    storyId: articleId,
  }
}

export function toCopyArticle(row: Given & { articleId: number }): CopyArticle {
  return {
    articleId: row.articleId,
    title: row.title,
    text: row.text,
    publicationId: row.publication,
    publicationName: row.publication,
    kind: 'newspaper',
    url: `https://site.example/${row.id}`,
    publishedAt: row.published,
    firstSeenAt: row.published,
  }
}

function findCopyCandidates(
  row: Row,
  rows: readonly Row[],
  byHash: ReadonlyMap<number, number[]>,
  rulings: readonly CopyRuling[],
): CopyCandidate[] {
  const shared = new Map<number, number>()
  for (const hash of row.hashes) {
    const documents = byHash.get(hash) ?? []
    if (documents.length > hashDocumentsMax) continue
    for (const id of documents) shared.set(id, (shared.get(id) ?? 0) + 1)
  }
  for (const ruling of rulings) if (ruling.b === row.articleId) shared.set(ruling.a, 99)
  return [...shared]
    .filter(([id, count]) => count >= sharedHashesMin && id < row.articleId)
    .map(([id]) => ({ ...toCopyArticle(rows[id - 1]!), groupId: rows[id - 1]!.copyOf }))
}

function findStory(
  row: Row,
  rows: readonly Row[],
  byKey: ReadonlyMap<string, number[]>,
  rulings: readonly StoryRuling[],
) {
  const documentCounts: Record<string, number> = {}
  const found = new Set<number>(
    rulings.filter((ruling) => ruling.b === row.articleId).map((ruling) => ruling.a),
  )
  for (const key of row.features.keys) {
    const documents = byKey.get(key) ?? []
    documentCounts[key] = documents.length
    for (const id of documents) found.add(id)
  }
  const days = row.features.keys.some((key) => key.startsWith('paper:'))
    ? storyWindowWithPaperDays
    : storyWindowDays
  const near = [...found].map((id) => rows[id - 1]!).filter((other) => daysApart(other, row) <= days)
  const candidates: StoryCandidate[] = near.map(({ articleId, storyId, features }) => ({
    articleId,
    storyId,
    features,
  }))
  const weights = { documentCounts, articleCount: rows.length }
  return joinStory(row, candidates, weights, rulings).storyId ?? row.articleId
}

function daysApart(a: Given, b: Given): number {
  return Math.abs(Date.parse(a.published) - Date.parse(b.published)) / 86_400_000
}

function collect(rows: readonly Row[], groupOf: (row: Row) => number): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const row of rows) push(groups, rows[groupOf(row) - 1]!.id, row.id)
  return groups
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

// ---------------------------------------------------------------- counting

export type Counts = { found: number; right: number; wanted: number }

/** Pairs put together, pairs rightly so, pairs that belong together. */
export function countPairs(groups: ReadonlyMap<string, string[]>, labelOf: (id: string) => string): Counts {
  const pairs = (n: number) => (n * (n - 1)) / 2
  const counts: Counts = { found: 0, right: 0, wanted: 0 }
  const sizes = new Map<string, number>()
  for (const members of groups.values()) {
    counts.found += pairs(members.length)
    const labels = new Map<string, number>()
    for (const id of members) {
      labels.set(labelOf(id), (labels.get(labelOf(id)) ?? 0) + 1)
      sizes.set(labelOf(id), (sizes.get(labelOf(id)) ?? 0) + 1)
    }
    for (const n of labels.values()) counts.right += pairs(n)
  }
  for (const n of sizes.values()) counts.wanted += pairs(n)
  return counts
}

/** Wilson's interval at 95 %, as "0.97 [0.93, 0.99] 120/124". */
export function showShare(right: number, all: number): string {
  if (all === 0) return 'none'
  const z = 1.96
  const p = right / all
  const middle = (p + (z * z) / (2 * all)) / (1 + (z * z) / all)
  const half = (z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all))) / (1 + (z * z) / all)
  return `${p.toFixed(3)} [${(middle - half).toFixed(3)}, ${(middle + half).toFixed(3)}] ${right}/${all}`
}
