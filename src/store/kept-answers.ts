// Answers that are given again for a while: very common words are asked again and again, and are what costs most.
// Whoever asks what is being worked out shares that answer. What is written through this store is seen at once; what
// another program writes (the crawler) within ten seconds in dear answers, and at once in cheap ones.

/** Reads that many visitors ask alike, and whose answers are small. Nobody may change an answer: others hold it too. */
export const KEPT: ReadonlySet<string> = new Set([
  'searchArticles',
  'searchFacets',
  'searchStories',
  'countMatches',
  'countSpans',
  'findDays',
  'listAnsweredDays',
  'listLatest',
])

const timesItsCost = 500 // a dear answer is kept longer: the work on one is a five-hundredth of a core at most
const keptMsMax = 10_000
const keptMsMin = 50 // below that no question comes twice
const answersMax = 1_000 // a page of hits takes some 20 KB

export type Worked = { value: unknown; ms: number } // what the work took

export type KeptAnswers = {
  read: (question: string, work: () => Promise<Worked>) => Promise<unknown>
  forget: () => void // after a write
}

export function keepAnswers(): KeptAnswers {
  const kept = new Map<string, Promise<Worked>>()
  const read = async (question: string, work: () => Promise<Worked>) => {
    const known = kept.get(question)
    if (known) return (await known).value
    const answer = work()
    kept.set(question, answer)
    if (kept.size > answersMax) kept.delete(kept.keys().next().value!)
    // Another answer may have taken its place since.
    const drop = () => {
      if (kept.get(question) === answer) kept.delete(question)
    }
    answer.then(({ ms }) => {
      const keptMs = Math.min(ms * timesItsCost, keptMsMax)
      if (keptMs < keptMsMin) drop()
      else setTimeout(drop, keptMs).unref()
    }, drop)
    return (await answer).value
  }
  return { read, forget: () => kept.clear() }
}
