// Asks the optional second engine about the figures that the rules are unsure of: within a daily budget, each question
// once, through the door. Off unless an address is configured; what it says is stored under its name beside the rules'.
import { createHash } from 'node:crypto'
import { readAnswer, type SecondQuestion, writeQuestion } from './claim/second.ts'
import { seriesKey } from './claim/series.ts'
import { postJson } from './fetch/post.ts'
import type { Lexicon } from './model.ts'
import { settleSeries } from './settle.ts'
import type { ClaimRow } from './store/claims.ts'
import type { Store } from './store/open.ts'

export type SecondEngine = {
  url: string // of chat completions, OpenAI's shape: "http://127.0.0.1:11434/v1/chat/completions"
  model: string
  key: string // '' when none is needed
  dailyMax: number // questions a day
}

export type SecondCounts = {
  asked: number
  agreed: number
  differed: number
  refused: number
  failed: number
}

const questionsPerRoundMax = 50
const failuresInRowMax = 3 // then the endpoint is left alone until the next round
const deadlineMs = 30_000
const CACHE = 'second:' // facts: hash of the question -> answer
const BUDGET = 'second-day:' // facts: day -> questions asked

type Parts = {
  store: Store
  engine: SecondEngine
  lexicon: Lexicon
  now: () => Date
  userAgent: string
  allow: readonly string[]
  signal?: AbortSignal
}

/** One round over the review queue. */
export async function askSecondEngine(parts: Parts): Promise<SecondCounts> {
  const { store, engine, now } = parts
  const counts: SecondCounts = { asked: 0, agreed: 0, differed: 0, refused: 0, failed: 0 }
  const day = `${BUDGET}${now().toISOString().slice(0, 10)}`
  let spent = Number((await store.readFacts(day))[0]?.value ?? 0)
  const queue = await store.listReviewQueue({ limit: questionsPerRoundMax })
  let failuresInRow = 0
  for (const figure of queue) {
    if (parts.signal?.aborted || failuresInRow >= failuresInRowMax) break
    if (!figure.madeBy.startsWith('engine:')) continue
    const question = await writeQuestionOf(store, figure)
    const body = writeQuestion(question, engine.model, parts.lexicon)
    const cacheKey = CACHE + createHash('sha256').update(`${engine.url}\n${body}`).digest('hex')
    let answer = (await store.readFacts(cacheKey))[0]?.value
    if (answer === undefined) {
      if (spent >= engine.dailyMax) break
      spent++
      await store.writeFact(day, String(spent))
      counts.asked++
      const reply = await postJson({
        url: engine.url,
        headers: engine.key ? { authorization: `Bearer ${engine.key}` } : {},
        body,
        userAgent: parts.userAgent,
        allow: [...parts.allow, hostAndPort(engine.url)],
        deadlineMs,
        now,
        ...(parts.signal ? { signal: parts.signal } : {}),
      })
      if ('outcome' in reply) {
        counts.failed++
        failuresInRow++
        await store.saveFailure(reply, {})
        continue
      }
      failuresInRow = 0
      answer = reply.text
      await store.writeFact(cacheKey, answer.slice(0, answerCharactersKept))
    }
    await takeAnswer(parts, figure, question, answer, counts)
  }
  await settleSeries(store, now)
  return counts
}

const answerCharactersKept = 20_000

async function takeAnswer(
  { store, engine, lexicon, now }: Parts,
  figure: ClaimRow,
  question: SecondQuestion,
  answer: string,
  counts: SecondCounts,
): Promise<void> {
  const reading = readAnswer(answer, question, engine.model, lexicon)
  const by = `model:${engine.model}`
  const at = now().toISOString()
  if (reading.verdict === 'agrees' || reading.verdict === 'differs') {
    counts[reading.verdict === 'agrees' ? 'agreed' : 'differed']++
    await store.saveModelReading({
      figureId: figure.id,
      claim: reading.claim,
      seriesKey: seriesKey(reading.claim),
      by,
      at,
    })
    return
  }
  counts.refused++
  // It waits for a person as before; what the model said stands beside it.
  const words =
    reading.verdict === 'no-figure'
      ? `${engine.model} says that this is no adoption figure`
      : `${engine.model} was asked; ${reading.why}`
  const claim = {
    ...figure.reading,
    reasons: [...figure.reading.reasons, { field: 'second engine', words, points: 0 }],
  }
  await store.saveModelReading({ figureId: figure.id, claim, seriesKey: figure.seriesKey, by, at })
}

async function writeQuestionOf(store: Store, figure: ClaimRow): Promise<SecondQuestion> {
  const article = await store.readArticle(figure.articleId)
  const text = (article?.blocks ?? []).map((block) => block.text).join('\n')
  const at = text.indexOf(figure.sentence)
  const end = at + figure.sentence.length
  return {
    title: figure.articleTitle,
    publishedOn: figure.publishedOn,
    sentence: figure.sentence,
    before: at < 0 ? '' : text.slice(Math.max(0, at - aroundCharacters), at),
    after: at < 0 ? '' : text.slice(end, end + aroundCharacters),
    claim: figure.reading,
  }
}

const aroundCharacters = 500

/** The operator chose this address: it may lie on this machine or in the house. */
function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}
