// Asks the optional second engine about the figures that the rules are unsure of: within a daily budget, each question
// once, through the door. Off unless an address is configured; what it says is stored under its name beside the rules'.
import { createHash } from 'node:crypto'
import { readAnswer, readCompletion, type SecondQuestion, writeQuestion } from './claim/second.ts'
import { seriesKey } from './claim/series.ts'
import { postJson } from './fetch/post.ts'
import type { Failure, Lexicon } from './model.ts'
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
  refused: number // said to be no figure, or not believed
  failed: number
}

export const questionsPerRoundMax = 10 // a slow model must not hold up the crawl
const failuresInRowMax = 3 // then the endpoint is left alone for a while
const restMs = 3_600_000
const defaultDeadlineMs = 30_000
const answerCharactersMax = 20_000 // of what the model said; no reading is a fraction of that
const aroundCharacters = 500
const CACHE = 'second:' // facts: hash of the question -> what the model said
const BUDGET = 'second-day:' // facts: day -> questions asked
const REST = 'second-rest' // fact: until when the endpoint is left alone

export type SecondParts = {
  store: Store
  engine: SecondEngine
  lexicon: Lexicon
  now: () => Date
  userAgent: string
  questionsMax?: number // of this round; those whose answer is known already cost nothing and do not count
  deadlineMs?: number // of one question
  byHand?: boolean // a person wants to know now, rest or no rest
  signal?: AbortSignal
}

/** One round over the figures that wait for review and that it was not asked about yet. */
export async function askSecondEngine(parts: SecondParts): Promise<SecondCounts> {
  const { store, engine, lexicon, now, questionsMax = questionsPerRoundMax } = parts
  const counts: SecondCounts = { asked: 0, agreed: 0, differed: 0, refused: 0, failed: 0 }
  const rest = (await store.readFacts(REST))[0]?.value
  if (!parts.byHand && rest !== undefined && rest > now().toISOString()) return counts
  const today = await readBudget(parts)
  let failuresInRow = 0
  for (const figure of await store.listReviewQueue({ limit: questionsMax, unasked: true })) {
    if (parts.signal?.aborted) break
    const question = await writeQuestionOf(store, figure)
    const body = writeQuestion(question, engine.model, lexicon)
    const cacheKey = CACHE + createHash('sha256').update(`${engine.url}\n${body}`).digest('hex')
    let said = (await store.readFacts(cacheKey))[0]?.value
    if (said === undefined) {
      if (today.asked >= engine.dailyMax) break
      counts.asked++
      await today.count()
      const answer = await ask(parts, body)
      if ('outcome' in answer) {
        if (answer.kind === 'stopped') break
        counts.failed++
        await store.saveFailure(answer, {})
        if (++failuresInRow < failuresInRowMax) continue
        await store.writeFact(REST, new Date(now().getTime() + restMs).toISOString())
        break
      }
      failuresInRow = 0
      await store.resolveFailuresAt(shownUrl(engine), now().toISOString())
      said = answer.said
      await store.writeFact(cacheKey, said)
    }
    await takeAnswer(parts, figure, question, said, counts)
  }
  await settleSeries(store, now)
  return counts
}

/** How many questions were asked today, counted before each is sent: one that was killed on its way counts too. */
async function readBudget({ store, now }: SecondParts) {
  const day = `${BUDGET}${now().toISOString().slice(0, 10)}`
  const budget = {
    asked: Number((await store.readFacts(day))[0]?.value ?? 0),
    count: async () => {
      budget.asked++
      await store.writeFact(day, String(budget.asked))
    },
  }
  return budget
}

async function ask(
  { engine, userAgent, now, signal, deadlineMs = defaultDeadlineMs }: SecondParts,
  body: string,
): Promise<{ said: string } | Failure> {
  const reply = await postJson({
    url: engine.url,
    headers: engine.key ? { authorization: `Bearer ${engine.key}` } : {},
    body,
    userAgent,
    allow: [hostAndPort(engine.url)], // the operator chose this address: it may lie on this machine or in the house
    deadlineMs,
    now,
    ...(signal ? { signal } : {}),
  })
  const url = shownUrl(engine)
  if ('outcome' in reply) return { ...reply, url, message: explain(reply, engine) }
  const said = readCompletion(reply.text)
  if (said === undefined)
    return {
      outcome: 'failure',
      step: 'parse',
      kind: 'odd-answer',
      url,
      message: `${new URL(url).host} answered, but not as chat completions do; check UPTAKE_MODEL_URL and UPTAKE_MODEL_NAME.`,
      retry: 'later',
      failedAt: now().toISOString(),
    }
  // An endpoint that repeats the key in its answer must not bring it into the database.
  const safe = engine.key ? said.replaceAll(engine.key, '(key)') : said
  return { said: safe.slice(0, answerCharactersMax) }
}

/** The door's sentences speak of sites and feeds; where the operator must act, they are told what to set. */
function explain({ kind, message }: Failure, { url }: SecondEngine): string {
  const { host } = new URL(url)
  if (kind === 'http-401' || kind === 'http-403')
    return `${host} does not take the key (${kind.slice(5)}); check UPTAKE_MODEL_KEY.`
  if (kind === 'http-404')
    return `${host} knows no such address or model (404); check UPTAKE_MODEL_URL and UPTAKE_MODEL_NAME.`
  if (kind === 'http-odd')
    return `${host} did not answer with 200, and redirects are not followed here; set UPTAKE_MODEL_URL to the address where they lead.`
  if (kind === 'too-large')
    return `${host} answered with far more than was asked for; check UPTAKE_MODEL_URL.`
  return message
}

/** Without its query: some services put a key there, and failures are shown. */
function shownUrl({ url }: SecondEngine): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

async function takeAnswer(
  { store, engine, lexicon, now }: SecondParts,
  figure: ClaimRow,
  question: SecondQuestion,
  said: string,
  counts: SecondCounts,
): Promise<void> {
  const reading = readAnswer(said, question, engine.model, lexicon)
  const signed = { figureId: figure.id, by: `model:${engine.model}`, at: now().toISOString() }
  if (reading.verdict === 'agrees' || reading.verdict === 'differs') {
    counts[reading.verdict === 'agrees' ? 'agreed' : 'differed']++
    const { claim } = reading
    await store.saveModelReading({ ...signed, claim, seriesKey: seriesKey(claim) })
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
  await store.saveModelReading({ ...signed, claim, seriesKey: figure.seriesKey })
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

function hostAndPort(url: string): string {
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}
