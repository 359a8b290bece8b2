// One parsed feed as one line of `uptake inspect feeds`, the form that measurements read.
import type { ParsedFeed } from '../model.ts'

/** Shape: { feed: { title, link }, entries: [{ id, title, url, published, updated, text, texts, authors }], warnings } */
export function toInspectLine(parsed: ParsedFeed): object {
  if (parsed.format === 'html' || parsed.format === 'unknown')
    return { error: parsed.warnings[0] ?? 'not a feed' }
  return {
    feed: { title: parsed.title, link: parsed.link },
    entries: parsed.entries.map((entry) => ({
      id: entry.guid,
      title: entry.title,
      url: entry.url,
      published: entry.published?.at,
      updated: entry.updated?.at,
      text: entry.content ?? entry.summary,
      texts: [entry.content, entry.summary].filter((text) => text !== undefined),
      authors: entry.authors,
    })),
    warnings: parsed.warnings,
  }
}
