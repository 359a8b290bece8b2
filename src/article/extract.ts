// Owns the way from a fetched page to an article: one parse, metadata, body, verdict. Synchronous and pure;
// it must never throw, and never fetch what a page refers to.
import { createRequire } from 'node:module'
import type { Readability as ReadabilityType } from '@mozilla/readability'
import type { Block, ExtractedPage, PageMetadata, Quality } from '../model.ts'
import { foldSpace, type Piece, readPieces } from './blocks.ts'
import { chooseArticle, choosePlainly, type Hints } from './choose.ts'
import { isTooComplex, parseDocument } from './dom.ts'
import { readMetadata } from './metadata.ts'
import { countWords, judge, judgeBlocks } from './quality.ts'
import { readArticleBody, readFeedContent, readWitness, type Witness } from './witness.ts'

const load = createRequire(import.meta.url)
const { Readability } = load('@mozilla/readability') as { Readability: typeof ReadabilityType }
type DefuddleClass = new (document: Document, options: { url?: string }) => { parse(): { content: string } }

export const extractorVersion = '1'
const doubtWordsMax = 100 // fewer words than this, on a page that shows much more prose, call for a second extractor
const doubtProseCharsMin = 800

export type ExtractInput = {
  html: string
  url: string
  feedContent?: string // the feed's own HTML or text for this entry
  feedTitle?: string
  hostRepeats?: ReadonlySet<string> // lineKey of lines seen on other pages of the same host
  now?: string // dates more than a day after it are not believed
}

type Body = { extractor: string; blocks: Block[]; captions: string[]; quality: Quality }

export function extractPage(input: ExtractInput): ExtractedPage {
  let metadata: PageMetadata = { authors: [], keywords: [], ids: {}, paywalled: false, origins: {} }
  try {
    const document = parseDocument(input.html)
    metadata = readMetadata(document, {
      url: input.url,
      html: input.html,
      ...(input.now ? { now: input.now } : {}),
    })
    return { ...chooseBody(document, input, metadata), metadata, extractorVersion }
  } catch (error) {
    const reason = `empty: the page could not be read (${error instanceof Error ? error.message : String(error)})`
    const empty: Body = {
      extractor: 'readability',
      blocks: [],
      captions: [],
      quality: { verdict: 'empty', reasons: [reason], words: 0 },
    }
    return { ...empty, metadata, extractorVersion }
  }
}

/** The page's own text; where it is none, JSON-LD's, then the feed's, each with the reasons why. */
function chooseBody(document: Document, input: ExtractInput, metadata: PageMetadata): Body {
  const stated = readArticleBody(input.html)
  const hints: Hints = {
    title: metadata.title ?? input.feedTitle,
    description: metadata.description,
    witness: stated ?? readFeedContent(input.feedContent),
    repeats: input.hostRepeats,
  }
  const page = readBody(document, input, hints)
  const pageWords = page.quality.words
  if (stated && (page.quality.verdict !== 'good' || pageWords * 2 < countWords(stated.folded))) {
    const body = fromWitness(stated, 'json-ld', hints, page.quality.reasons)
    if (body.quality.verdict === 'good' && body.quality.words > pageWords) return body
  }
  if (page.quality.verdict !== 'good' && input.feedContent) {
    const body = fromWitness(readWitness(input.feedContent), 'feed', hints, page.quality.reasons)
    if (body.quality.words > 0 && (page.quality.verdict !== 'poor' || body.quality.words > pageWords))
      return body
  }
  return page
}

function readBody(document: Document, input: ExtractInput, hints: Hints): Body {
  const page = readPieces(document.documentElement)
  if (isTooComplex(document.documentElement)) return toBody('plain', choosePlainly(page), page, hints)
  const first = toBody('readability', chooseArticle(page, runReadability(document), hints), page, hints)
  if (first.quality.verdict === 'wall' || !isDoubtful(first, page)) return first
  const again = parseDocument(input.html)
  const pageAgain = readPieces(again.documentElement)
  const second = toBody(
    'defuddle',
    chooseArticle(pageAgain, runDefuddle(again, input.url), hints),
    pageAgain,
    hints,
  )
  return second.quality.verdict === 'good' && second.quality.words > first.quality.words * 1.5
    ? second
    : first
}

function isDoubtful(body: Body, page: readonly Piece[]): boolean {
  if (body.quality.words >= doubtWordsMax) return false
  const prose = choosePlainly(page).reduce((sum, piece) => sum + piece.size, 0)
  return (
    prose >= doubtProseCharsMin && prose > body.blocks.reduce((sum, block) => sum + block.text.length, 0) * 2
  )
}

function runReadability(document: Document): Piece[] {
  try {
    const options = { serializer: (node: Node) => node as Element, disableJSONLD: true }
    const content = new Readability<Element>(document, options).parse()?.content
    return content ? readPieces(content) : []
  } catch {
    return [] // it trips over rare trees; the chooser then goes by the page's own body element
  }
}

function runDefuddle(document: Document, url: string): Piece[] {
  try {
    const loaded = load('defuddle') as { default?: DefuddleClass }
    const Defuddle = loaded.default ?? (loaded as unknown as DefuddleClass)
    return readPieces(parseDocument(new Defuddle(document, { url }).parse().content).documentElement)
  } catch {
    return []
  }
}

function toBody(extractor: string, chosen: readonly Piece[], page: readonly Piece[], hints: Hints): Body {
  const blocks = toBlocks(chosen)
  const captions = chosen.filter((piece) => piece.kind === 'caption').map((piece) => piece.text)
  return { extractor, blocks, captions, quality: judge({ blocks, page, chosen, title: hints.title }) }
}

function fromWitness(witness: Witness, extractor: string, hints: Hints, reasons: string[]): Body {
  const chosen = chooseArticle(witness.pieces, witness.pieces, { ...hints, witness: undefined })
  const blocks = toBlocks(chosen)
  const quality = judgeBlocks(blocks)
  const source =
    extractor === 'feed' ? "the feed's own text is used" : "the text of the page's JSON-LD is used"
  return {
    extractor,
    blocks,
    captions: [],
    quality: { ...quality, reasons: [...reasons, ...quality.reasons, source] },
  }
}

function toBlocks(pieces: readonly Piece[]): Block[] {
  return pieces.flatMap(({ kind, text }) => (kind === 'caption' ? [] : [{ kind, text: foldSpace(text) }]))
}
