// Runs inside a parser thread (see parsers.ts). Touches nothing but its input.
import { extractPage } from './article/extract.ts'
import { parseFeed } from './feed/parse.ts'
import type { ExtractedPage, ParsedFeed } from './model.ts'

export type ParseFeedInput = Parameters<typeof parseFeed>[0]
export type ParseArticleInput = Parameters<typeof extractPage>[0]

export function feed(input: ParseFeedInput): Promise<ParsedFeed> {
  return parseFeed(input)
}

export function article(input: ParseArticleInput): ExtractedPage {
  return extractPage(input)
}
