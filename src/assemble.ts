// From what a page and its entry say to the content of an article: which publication, which date, which language,
// which tags. Pure; used at first sight, at re-checks and when stored pages are read again.

import { setTimeout as pause } from 'node:timers/promises'
import { CLAIM_EXTRACTOR, extractClaims } from './claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from './claim/lexicon.ts'
import { seriesKey } from './claim/series.ts'
import { shingleHashes, textFingerprint } from './identity/fingerprint.ts'
import { storyFeatures } from './identity/story.ts'
import { isFrontPage } from './identity/url.ts'
import type { Block, Entry, ExtractedPage, Lexicon, Publication, Relevance, Source } from './model.ts'
import type { ArticleContent } from './store/article-writes.ts'
import type { ClaimReading } from './store/claims.ts'
import { detectLanguage } from './text/language.ts'
import { judgeRelevance } from './topic/relevance.ts'
import { findTags } from './topic/tags.ts'
import type { Watch } from './watch/load.ts'
import { findPublication, publicationFromHost } from './watch/publications.ts'

export type Assembly = { content: ArticleContent; relevance: Relevance }

/** `fetchedUrl` is where the page was found after redirects; `now` stands in for a date that nobody states. */
export async function assembleArticle(
  page: ExtractedPage,
  entry: Entry,
  source: Source,
  fetchedUrl: string,
  watch: Watch,
  now: string,
): Promise<Assembly> {
  const { metadata } = page
  // A wall's title and names are the wall's: where only the feed's text was readable, the feed is believed.
  const fromFeed = page.extractor === 'feed'
  const title =
    (fromFeed ? entry.title || metadata.title : metadata.title || entry.title) || firstWords(page.blocks)
  const text = blocksText(page.blocks)
  const summary = plainText((entry.summary ?? metadata.description ?? '').slice(0, summaryCharsMax))
  const judged = text.slice(0, judgedCharsMax)
  const language = detectLanguage(`${title}\n${text}`, metadata.language ?? entry.language ?? source.language)
  const publication = choosePublication(fetchedUrl, metadata.siteName, source, watch.publications)
  const published = choosePublished(page, entry, now)
  const relevance = judgeRelevance(
    { title, summary, text: judged, categories: entry.categories, ...(language ? { language } : {}) },
    watch.topics,
  )
  const tags = findTags(
    { title, summary, text: judged, categories: entry.categories, kind: publication.kind },
    watch.topics,
  )
  // A very long text keeps the main thread for as long as all others together: it is read in two goes.
  if (text.length > goCharsMax) await pause(0)
  const ids = { ...entry.ids, ...metadata.ids }
  const authors = fromFeed || metadata.authors.length === 0 ? entry.authors : metadata.authors
  const story = storyFeatures({
    title,
    text,
    language: language ?? 'und',
    publishedAt: published.publishedAt,
    ids,
    publicationId: publication.id,
  })
  return {
    relevance,
    content: {
      title,
      authors,
      ...(language ? { language } : {}),
      ...(metadata.section ? { section: metadata.section } : {}),
      ...(metadata.description
        ? { description: metadata.description }
        : summary
          ? { description: summary }
          : {}),
      publicationId: publication.id,
      publicationName: publication.name,
      ...(publication.nameZh ? { publicationNameZh: publication.nameZh } : {}),
      kind: publication.kind,
      ...(publication.country ? { country: publication.country } : {}),
      canonicalUrl: chooseCanonical(fetchedUrl, metadata.canonicalUrl),
      ...published,
      ...(metadata.modifiedAt ? { modifiedAt: metadata.modifiedAt } : {}),
      paywalled: metadata.paywalled,
      ...(metadata.credit ? { credit: nameCredit(metadata.credit, watch.publications) } : {}),
      ids,
      blocks: page.blocks,
      captions: page.captions,
      quality: page.quality,
      extractor: page.extractor,
      extractorVersion: page.extractorVersion,
      origins: metadata.origins,
      textHash: textFingerprint(text),
      tags,
      shingles: shingleHashes(text),
      storyKeys: story.keys,
      storyFeatures: story,
      claims: readClaims(watch.lexicon, {
        title,
        text,
        publishedOn: published.publishedOn,
        publicationKind: publication.kind,
        publicationName: publication.name,
        ...(language ? { language } : {}),
        ...(publication.country ? { places: [publication.country] } : {}),
        ...(ids.doi ? { doi: ids.doi } : {}),
      }),
    },
  }
}

// Preparing takes longer than reading an article; the vocabulary is the same for all of them.
const PREPARED = new WeakMap<Lexicon, PreparedLexicon>()

export function readClaims(lexicon: Lexicon, article: Parameters<typeof extractClaims>[0]): ClaimReading {
  const prepared = PREPARED.get(lexicon) ?? prepareLexicon(lexicon)
  PREPARED.set(lexicon, prepared)
  return {
    by: `engine:${CLAIM_EXTRACTOR.name} ${CLAIM_EXTRACTOR.version}`,
    found: extractClaims(article, prepared).map((claim) => ({ claim, seriesKey: seriesKey(claim) })),
  }
}

// A summary that is a whole book is no summary, and what has not shown itself in 200,000 characters of text (the longest
// reviews have half of that) is not what it is about; a megabyte would hold up everything else.
const summaryCharsMax = 20_000
const judgedCharsMax = 200_000
const goCharsMax = 50_000

export function blocksText(blocks: Block[]): string {
  return blocks.map((block) => block.text).join('\n')
}

/** HTML or text -> one line of text, for judging and for showing a summary. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;|&apos;/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

function firstWords(blocks: Block[]): string {
  return (blocks[0]?.text ?? '').slice(0, 80) || 'Untitled'
}

/** The page's own host decides; among journals that share a host, the one the source is about. */
function choosePublication(
  url: string,
  siteName: string | undefined,
  source: Source,
  publications: Publication[],
): Publication {
  const host = hostOf(url)
  return (
    findPublication(publications, {
      host,
      ...(source.publication ? { source: source.publication } : {}),
    }) ?? {
      ...publicationFromHost(host),
      ...(siteName ? { name: siteName } : {}),
    }
  )
}

type Published = Pick<
  ArticleContent,
  'publishedAt' | 'publishedOn' | 'publishedBasis' | 'publishedRaw' | 'publishedDayOnly'
>

const MS_A_DAY = 86_400_000

/** The page's date; the feed's where it is finer or the only one; the time of fetch when neither gives one. */
function choosePublished(page: ExtractedPage, entry: Entry, now: string): Published {
  const { publishedAt: stated, publishedOn } = page.metadata
  const fed = entry.published ?? entry.updated
  const raw = fed?.raw ? { publishedRaw: fed.raw } : {}
  const latest = Date.parse(now) + MS_A_DAY
  const fedAt = fed?.at && Date.parse(fed.at) <= latest ? fed.at : undefined
  if (stated && Date.parse(stated) <= latest) {
    const dayOnly = !stated.includes('T')
    const on = publishedOn ?? stated.slice(0, 10)
    const finer =
      dayOnly && fedAt && !fed!.dayOnly && Math.abs(Date.parse(fedAt) - Date.parse(stated)) < 1.5 * MS_A_DAY
    return {
      publishedAt: finer ? fedAt : new Date(stated).toISOString(),
      publishedOn: on,
      publishedBasis: 'page',
      publishedDayOnly: dayOnly && !finer,
      ...raw,
    }
  }
  if (fedAt) {
    return {
      publishedAt: fedAt,
      publishedOn: fedAt.slice(0, 10),
      publishedBasis: 'feed',
      publishedDayOnly: fed!.dayOnly,
      ...raw,
    }
  }
  return {
    publishedAt: now,
    publishedOn: now.slice(0, 10),
    publishedBasis: 'fetch',
    publishedDayOnly: false,
    ...raw,
  }
}

/**
 * A page may name its canonical address; one that names its site's front page, or another site, is not believed.
 * As stated, not folded: readers and re-checks go there, and a slash may matter to a server.
 */
function chooseCanonical(fetchedUrl: string, stated: string | undefined): string {
  if (stated && !isFrontPage(stated) && sameSite(hostOf(stated), hostOf(fetchedUrl))) return stated
  return fetchedUrl
}

function sameSite(a: string, b: string): boolean {
  const bare = (host: string) => host.replace(/^(www|m|mobile|amp)\./, '')
  return bare(a) === bare(b)
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : ''
}

/** "SCMP" -> "South China Morning Post" where we know the publication. */
function nameCredit(credit: NonNullable<ExtractedPage['metadata']['credit']>, publications: Publication[]) {
  const known = findPublication(publications, {
    name: credit.name,
    ...(credit.url ? { host: hostOf(credit.url) } : {}),
  })
  return known ? { ...credit, name: known.name } : credit
}
