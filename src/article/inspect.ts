// Owns the one-line answer that the measuring command prints for a page. It must never score anything itself.
import type { ExtractedPage } from '../model.ts'

export type InspectLine = {
  title?: string
  authors: string[]
  published?: string
  text: string // one block a line
  extractor: string
  verdict: string
  reasons: string[]
}

export function toInspectLine(page: ExtractedPage): InspectLine {
  const { title, authors, publishedAt, publishedOn } = page.metadata
  return {
    ...(title ? { title } : {}),
    authors,
    ...(publishedAt ? { published: publishedOn ?? publishedAt } : {}), // the day as the page writes it
    text: page.blocks.map((block) => block.text).join('\n'),
    extractor: page.extractor,
    verdict: page.quality.verdict,
    reasons: page.quality.reasons,
  }
}
