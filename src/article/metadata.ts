// Owns what a page says about its article: title, authors, dates, section, language, site, address, credit, ids.
// It reads an unmutated document and leaves it so; it never throws, and it never invents what the page does not say.
import type { PageMetadata } from '../model.ts'
import { chooseAuthors, listAuthors } from './metadata-authors.ts'
import { chooseDate } from './metadata-choose-date.ts'
import type { Clues } from './metadata-clues.ts'
import { gatherClues } from './metadata-clues.ts'
import { findCredit } from './metadata-credit.ts'
import { findDateClues } from './metadata-dates.ts'
import {
  readCanonical,
  readDescription,
  readIds,
  readKeywords,
  readLanguage,
  readPaywall,
  readSection,
} from './metadata-fields.ts'
import type { LdNode } from './metadata-jsonld.ts'
import { chooseArticle } from './metadata-jsonld.ts'
import { isWire } from './metadata-names.ts'
import { readSite } from './metadata-site.ts'
import { chooseTitle, listTitles } from './metadata-title.ts'

export type MetadataContext = {
  url: string
  html: string
  now?: string // dates more than a day after it are not believed
}

/** Reads the metadata of an article page. The document is linkedom's, before any extractor has changed it. */
export function readMetadata(document: Document, context: MetadataContext): PageMetadata {
  try {
    return readFields(document, context)
  } catch {
    return { authors: [], keywords: [], ids: {}, paywalled: false, origins: {} }
  }
}

function readFields(document: Document, context: MetadataContext): PageMetadata {
  const clues = gatherClues(document, context.url)
  const result: PageMetadata = { authors: [], keywords: [], ids: {}, paywalled: false, origins: {} }
  const put = <K extends keyof PageMetadata>(
    field: K,
    found: { value: PageMetadata[K]; origin: string } | undefined,
  ) => {
    if (!found) return
    result[field] = found.value
    if (found.origin !== '') result.origins[field] = found.origin
  }
  const article = chooseArticle(clues.graph, ownAddresses(clues), [
    clues.title,
    ...clues.headings.map((h) => h.text),
  ])
  const site = readSite(clues, article)
  const authors = listAuthors(clues, article, site.names)
  put('siteName', site.name)
  put('title', chooseTitle(listTitles(clues, article), site.names))
  put('authors', chooseAuthors(authors))
  put('language', readLanguage(clues, article, result.title))
  putDates(result, clues, article, context.now)
  put('section', readSection(clues, article))
  put('description', readDescription(clues, article))
  put('keywords', readKeywords(clues, article))
  put('canonicalUrl', readCanonical(clues, article))
  put('ids', readIds(clues, article, result.canonicalUrl))
  put('paywalled', readPaywall(clues, article))
  const credit = findCredit(clues, article, site, authors)
  put('credit', credit && { value: credit, origin: credit.evidence })
  // On a copy, a paper that is given as author is the original's house; a wire signs its texts itself.
  if (credit && result.authors.length === 1 && result.authors[0] === credit.name && !isWire(credit.name)) {
    result.authors = []
    delete result.origins.authors
  }
  return result
}

function ownAddresses(clues: Clues): string[] {
  const canonical = clues.links.find((l) => l.rel.includes('canonical'))?.href
  return [clues.url, canonical ?? '', clues.metas.get('og:url')?.[0] ?? '']
}

function putDates(result: PageMetadata, clues: Clues, article: LdNode | undefined, now: string | undefined) {
  const dates = findDateClues({ clues, article, language: result.language, now })
  const heading = clues.headings.find((h) => h.level === 1)?.order
  const published = chooseDate(dates.published, dates.modified, heading)
  const modified = chooseDate(dates.modified, dates.published, heading)
  if (published) {
    result.publishedAt = published.value
    result.publishedOn = published.on
    result.origins.publishedAt = published.origin
  }
  // A change before the publication is a template's date; one at the same moment is none.
  if (modified && (!published || (modified.value > published.value && modified.value !== published.on))) {
    result.modifiedAt = modified.value
    result.origins.modifiedAt = modified.origin
  }
}
