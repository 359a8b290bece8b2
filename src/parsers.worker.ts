// Runs inside a parser thread (see parsers.ts). Touches nothing but its input.
import { extractPage } from './article/extract.ts'
import { parseFeed } from './feed/parse.ts'
import type { ExtractedPage, ParsedFeed } from './model.ts'

export type ParseFeedInput = Parameters<typeof parseFeed>[0]
export type ParseArticleInput = Parameters<typeof extractPage>[0]

/** `started` is waited for by the clock in parsers.ts. */
type Job<Input> = { input: Input; started: Int32Array }

export function feed(job: Job<ParseFeedInput>): Promise<ParsedFeed> {
  return parseFeed(takeUp(job))
}

export function article(job: Job<ParseArticleInput>): ExtractedPage {
  return extractPage(takeUp(job))
}

function takeUp<Input>({ input, started }: Job<Input>): Input {
  Atomics.store(started, 0, 1)
  Atomics.notify(started, 0)
  return input
}
