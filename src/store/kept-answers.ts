// Answers that a reader's connection keeps until somebody writes: very common words are asked again and again, and are what
// costs most. It must never give an answer that is older than the last write.
import type { Db } from './database.ts'

// Of one reader; a page of hits takes some 20 KB. Common words come again after some hundred others.
const answersMax = 500

/** Reads that many visitors ask alike, and whose answers are small. */
export const KEPT: ReadonlySet<string> = new Set([
  'searchArticles',
  'searchFacets',
  'searchStories',
  'countMatches',
  'countSpans',
  'listLatest',
])

export type KeepAnswer = (name: string, parameters: unknown[], work: () => unknown) => unknown

/** What is kept counts as written by nobody else: this connection must only read. */
export function keepAnswers(db: Db): KeepAnswer {
  const version = db.prepare('pragma data_version').pluck()
  const answers = new Map<string, unknown>()
  let keptAt: unknown
  return (name, parameters, work) => {
    if (!KEPT.has(name)) return work()
    const now = version.get()
    if (now !== keptAt) answers.clear()
    keptAt = now
    const key = `${name} ${JSON.stringify(parameters)}`
    const known = answers.get(key)
    const answer = known ?? work()
    // Asked again it is the youngest; the oldest goes.
    answers.delete(key)
    answers.set(key, answer)
    if (answers.size > answersMax) answers.delete(answers.keys().next().value!)
    return answer
  }
}
