// Reads documents as JSON lines and writes what the rooms make of them, for measuring and for looking closely.
// Nothing is fetched and nothing is stored.
import { createInterface } from 'node:readline'
import { toInspectLine as pageLine } from './article/inspect.ts'
import { type ClaimQuestion, toInspectLine as claimLine } from './claim/inspect.ts'
import { prepareLexicon } from './claim/lexicon.ts'
import { toInspectLine as feedLine } from './feed/inspect.ts'
import { decodeBody } from './fetch/charset.ts'
import type { Lexicon } from './model.ts'
import type { Parsers } from './parsers.ts'

type FeedQuestion = { id: string; url?: string; contentType?: string; body: string }
type PageQuestion = { id: string; url?: string; html: string }

export async function inspectFeeds(
  input: NodeJS.ReadableStream,
  print: (line: string) => void,
  parsers: Parsers,
  now: string,
) {
  await eachLine<FeedQuestion>(input, print, async (question) => {
    const { text } = decodeBody(Buffer.from(question.body, 'base64'), question.contentType)
    const parsed = await parsers.parseFeed({
      text,
      url: question.url ?? '',
      now,
      ...(question.contentType ? { contentType: question.contentType } : {}),
    })
    return 'outcome' in parsed ? { error: parsed.message } : feedLine(parsed)
  })
}

export async function inspectPages(
  input: NodeJS.ReadableStream,
  print: (line: string) => void,
  parsers: Parsers,
) {
  await eachLine<PageQuestion>(input, print, async (question) => {
    const page = await parsers.parseArticle({ html: question.html, url: question.url ?? '' })
    return 'outcome' in page ? { error: page.message } : pageLine(page)
  })
}

export async function inspectClaims(
  input: NodeJS.ReadableStream,
  print: (line: string) => void,
  lexicon: Lexicon,
) {
  const prepared = prepareLexicon(lexicon)
  await eachLine<ClaimQuestion>(input, print, async (question) => claimLine(question, prepared))
}

/** Answers every line, several at a time, in whatever order they are done. A bad line is answered with its error. */
async function eachLine<Q extends { id: string }>(
  input: NodeJS.ReadableStream,
  print: (line: string) => void,
  answer: (question: Q) => Promise<object>,
) {
  const open = new Set<Promise<void>>()
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const done = (async () => {
      let id: string | undefined
      try {
        const question = JSON.parse(line) as Q
        id = question.id
        print(JSON.stringify({ id, ...(await answer(question)) }))
      } catch (error) {
        print(JSON.stringify({ id, error: error instanceof Error ? error.message : String(error) }))
      }
    })()
    open.add(done)
    done.finally(() => open.delete(done))
    if (open.size >= 16) await Promise.race(open)
  }
  await Promise.all(open)
}
