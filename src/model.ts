// The nouns of Uptake: types only. Every room may import this file; it imports nothing.
// One word per thing; the glossary is in ARCHITECTURE.md.
// Instants are UTC ISO 8601 text ("2025-05-08T02:00:00.000Z", fields ending in At);
// dates are calendar days ("2025-05-08", fields ending in On).

// ---------------------------------------------------------------- what to watch

export type PublicationKind =
  | 'journal'
  | 'preprint-server'
  | 'newspaper'
  | 'wire'
  | 'trade'
  | 'aggregator'
  | 'regulator'
  | 'institution'
  | 'company'
  | 'press-release'
  | 'blog'
  | 'dataset'
  | 'other'

/** A publisher's title or site: one entry of feeds/publications.yaml, or made from a page of an unknown host. */
export type Publication = {
  id: string // "harbour-daily"
  name: string // "Harbour Daily"
  nameZh?: string
  kind: PublicationKind
  country?: string // ISO 3166-1 alpha-2
  language?: string // BCP 47
  homepage?: string
  hosts: string[] // lower case, without "www."; a host covers its subdomains
  issns: string[] // "0098-7484"
  aliases: string[] // other names under which pages and feeds credit it
}

export type SourceMethod = 'feed' | 'sitemap' | 'listing'

/** Something that yields entries. One entry of feeds/*.yaml. */
export type Source = {
  name: string // unique, kebab-case: "harbour-daily-health"
  title: string // for people
  method: SourceMethod
  url: string
  homepage?: string
  publication?: string // Publication.id; absent for aggregating feeds
  kind: PublicationKind
  language?: string
  enabled: boolean
  why?: string // required when disabled
  note?: string
  listing?: ListingSelectors // required for method "listing"
  allOurs?: boolean // every entry is about medical AI by the nature of the source
  opml?: Record<string, string> // attributes of an imported subscription list that are not ours, kept for export
}

/** CSS selectors of a listing page; all but `entry` are relative to the entry's element. */
export type ListingSelectors = {
  entry: string
  link?: string
  title?: string
  date?: string
  summary?: string
}

// ---------------------------------------------------------------- the door

/** What one request through the door came to. The door never throws. */
export type Fetched = Page | NotModified | Failure

export type Page = {
  outcome: 'page'
  url: string // after redirects
  requestedUrl: string
  status: number
  contentType: string // media type, lower case, no parameters; "" when absent
  charset: string // WHATWG name of what was used to decode
  charsetDoubtful: boolean // U+FFFD were needed, or the declared charset was wrong
  text: string // decoded body
  bytes: Uint8Array // decoded from Content-Encoding, not from charset
  validators: Validators // empty when the server sent none: earlier ones are to be forgotten
  fetchedAt: string
  freshForMs?: number // Cache-Control max-age / Expires
  movedTo?: string // the end of an unbroken chain of 301/308 from the requested URL
  link?: string // raw Link header
}

export type NotModified = {
  outcome: 'not-modified'
  url: string
  requestedUrl: string
  validators: Validators
  fetchedAt: string
  freshForMs?: number
  movedTo?: string // as in Page
}

/** Echoed byte for byte in the next conditional GET. */
export type Validators = { etag?: string; lastModified?: string }

export type FailureStep =
  | 'resolve'
  | 'robots'
  | 'connect'
  | 'request'
  | 'decode'
  | 'parse'
  | 'extract'
  | 'store'

export type Failure = {
  outcome: 'failure'
  step: FailureStep
  kind: string // stable code: "dns", "denied-address", "timeout", "http-403", "too-large", "robots-closed", "too-complex" …
  url: string
  message: string // one plain sentence: what happened, and what to do
  status?: number
  retry: 'later' | 'never' // never: it will not get better by itself (410, denied address, bad URL)
  retryAt?: string // the server's Retry-After
  failedAt: string
}

// ---------------------------------------------------------------- feeds to entries

export type EntryDate = {
  raw: string // as written
  at?: string // instant; absent when impossible
  dayOnly: boolean // no time of day was written
}

/** One item of a feed, sitemap, listing page or standing search, as its source states it. */
export type Entry = {
  guid?: string
  url?: string // absolute
  title: string // plain text; of an untitled entry the start of its text, "" when there is neither
  summary?: string // HTML or plain text as given
  content?: string // HTML or plain text as given (content:encoded, atom:content, content_html)
  authors: string[]
  published?: EntryDate
  updated?: EntryDate
  categories: string[]
  language?: string
  /** RSS <source>, dc:publisher, prism:publicationName, news:publication: whom the entry credits. */
  publicationName?: string
  ids: ArticleIds
}

export type ParsedFeed = {
  format: 'rss' | 'rdf' | 'atom' | 'json' | 'sitemap' | 'sitemap-index' | 'listing' | 'html' | 'unknown'
  title?: string
  link?: string
  language?: string
  ttlMinutes?: number
  skipHours?: number[]
  skipDays?: string[]
  hub?: string
  nextUrl?: string // rel=next
  childSitemaps?: { url: string; modifiedAt?: string }[] // newest first
  truncated: boolean // the document ended early; whole items read were kept
  entries: Entry[]
  warnings: string[]
}

/** Identifiers, normalised: DOI lower case without resolver, PMID digits, PMCID "PMC123", arXiv "2401.01234" without version. */
export type ArticleIds = { doi?: string; pmid?: string; pmcid?: string; arxiv?: string }

// ---------------------------------------------------------------- pages to articles

export type BlockKind = 'heading' | 'paragraph' | 'item' | 'quotation' | 'row'

/** A block of an article's body. Plain text, white space folded, never HTML. A table row's cells are joined by " | ". */
export type Block = { kind: BlockKind; text: string }

export type Credit = {
  name: string // "South China Morning Post"
  url?: string // the original's address where the page gives it
  evidence: string // how we know: 'rel=canonical', 'og:site_name', 'Source: line', 'dateline (Reuters)'
}

export type PageMetadata = {
  title?: string // without the site's name
  authors: string[] // persons (or an organisation when it signs), in order
  publishedAt?: string // instant, or a day when no time is stated
  publishedOn?: string // the calendar day as the page writes it: the instant may lie on another day in UTC
  modifiedAt?: string
  section?: string
  language?: string
  siteName?: string
  canonicalUrl?: string
  credit?: Credit // the original publisher when the page is a copy
  description?: string
  keywords: string[]
  ids: ArticleIds
  paywalled: boolean
  /** field -> where it was found ("json-ld", "citation_title", "visible", …), for the article page and for tests. */
  origins: Record<string, string>
}

export type QualityVerdict = 'good' | 'poor' | 'wall' | 'listing' | 'empty'

export type Quality = {
  verdict: QualityVerdict
  reasons: string[] // readable: "consent wall: 'we value your privacy'", "too short: 31 words"
  words: number // CJK characters count as half a word each
}

export type ExtractedPage = {
  blocks: Block[]
  captions: string[]
  metadata: PageMetadata
  quality: Quality
  extractor: string // "readability", "defuddle", "json-ld", "feed"
  extractorVersion: string
}

// ---------------------------------------------------------------- articles

export type Tag = {
  id: string // "risk/privacy"
  setBy: string // "rule", "person:NAME", "saved-search:ID"
  matched: string[] // the words that earned it, as written
}

export type Relevance = {
  ours: boolean
  reason: string // one sentence for people
  words: string[] // the words that decided, as written
  sure: boolean // false: title and summary do not suffice to tell, the page is needed
}

export type Version = {
  number: number // 1 is the first seen
  seenAt: string
  title: string
  text: string // blocks joined by "\n"
  numberChanged: boolean // against the version before
}

/** Why two articles were put together; stored and shown. */
export type GroupingEvidence = { kind: string; words: string; points: number }

// ---------------------------------------------------------------- topics and tags

/**
 * feeds/topics.yaml. A word is written as it is read: English ones match whole words, any case, with plural and
 * possessive endings; "radiolog*" matches by its beginning; an acronym in capitals ("AI", "WHO") must be in
 * capitals; Chinese ones match anywhere, in both scripts; hyphens and spaces are the same.
 */
export type Topics = { relevance: RelevanceRules; tags: TagRule[] }

export type RelevanceRules = {
  decides: string[] // one is enough: "AI scribe", "医疗大模型"
  technology: string[] // surely AI: "machine learning"
  technologyHints: string[] // may be AI: "algorithm", "robot"
  medicine: string[] // surely medicine: "hospital", "患者"
  medicineHints: string[] // may be medicine: "health", "drug"
  masks: string[] // phrases whose words do not count: "robot vacuum", "financial health"
  against: { name: string; words: string[] }[] // other subjects: stocks, crime, animals
}

export type TagRule = {
  id: string // "risk/privacy"; never reused
  facet: string // "risk"
  label: string
  labelZh?: string
  parent?: string // earning this tag earns that one too
  words: string[] // each mention counts
  hints: string[] // count only in an article that has one of `words`, or two different hints
  masks: string[] // phrases whose words do not count for this tag
  points: number // needed: a mention in the title is 3, in the summary or text 1
  kinds: PublicationKind[] // the publication's kind earns it without a word
  codes: string[] // the same notion elsewhere: "iptc:medtop:20000462", "mesh:D002681", "fda:CV"
}

// ---------------------------------------------------------------- adoption claims

/** feeds/lexicon: the vocabularies that the claim room reads with. Words are written as they are read. */
export type Lexicon = {
  technologies: Technology[]
  units: Unit[]
  places: Place[]
  organisations?: Organisation[]
}

/** "DeepSeek-R1" < "DeepSeek" < "large language model" < "generative AI" < "AI". */
export type Technology = {
  id: string // "deepseek-r1"; never reused
  name: string
  nameZh?: string
  parent?: string // id
  words: string[] // English and other spaced writing; case counts where the word has capitals and no space ("Viz", "DAX")
  wordsZh: string[]
  generic: boolean // "AI", "大模型": names no product, a nearer product wins
}

/** Whom or what a figure counts: "hospital" < "organisation". */
export type Unit = {
  id: string // "hospital", "primary_care_facility"
  name: string // "hospital"
  plural: string // "hospitals"
  nameZh: string
  parent?: string
  words: string[] // heads of the noun phrase, singular and plural: "hospital", "hospitals"
  wordsZh: string[]
}

export type Place = {
  code: string // ISO 3166-1 alpha-2 "CN", 3166-2 "CN-ZJ", "EU", "WORLD"
  name: string
  nameZh: string
  parent?: string // code
  words: string[] // names, demonyms, cities that stand for it: "Zhejiang", "Hangzhou"
  wordsZh: string[]
}

/** Who says figures; of all its names, and of those who speak for it, one origin. */
export type Organisation = Pick<Unit, 'id' | 'name' | 'words' | 'wordsZh'> & {
  nameZh?: string
  place?: string // Place.code: the words mean it only where the adopters are there ("the health ministry")
}

export type ClaimMeasure = 'count' | 'share' | 'change'
export type ClaimQualifier =
  | 'exact'
  | 'at_least'
  | 'more_than'
  | 'about'
  | 'nearly'
  | 'up_to'
  | 'fewer_than'
  | 'range'
  | 'vague'
export type ClaimStage =
  | 'announced'
  | 'planned'
  | 'authorised'
  | 'piloting'
  | 'deployed'
  | 'in_use'
  | 'routine'
  | 'discontinued'
export type ClaimModality = 'actual' | 'planned' | 'forecast' | 'hypothetical'
export type ClaimPrecision =
  | 'day'
  | 'week'
  | 'early-month'
  | 'mid-month'
  | 'late-month'
  | 'end-month'
  | 'month'
  | 'quarter'
  | 'half'
  | 'mid-year'
  | 'late-year'
  | 'end-year'
  | 'year'
  | 'range'
export type ClaimBasis =
  | 'explicit'
  | 'explicit_no_year' // the year is the latest that is not after publication
  | 'relative'
  | 'inferred_publication'
  | 'context'
  | 'none'
export type AttributionKind = 'paper' | 'survey' | 'regulator' | 'company' | 'official' | 'press' | 'unknown'
export type ClaimStatus = 'auto' | 'needs_review' | 'accepted' | 'corrected' | 'rejected'

/** One figure of one quote, as the engine reads it. `reasons` are for people. */
export type Claim = {
  measure: ClaimMeasure
  value: number // shares 0-100; of "hundreds" the lowest reading
  valueMax?: number // ranges only
  changeKind?: 'percent_relative' | 'factor' | 'percentage_points'
  changeBase?: string // EDTF
  qualifier: ClaimQualifier
  lower?: number // bounds derived from value and qualifier; absent: unbounded
  upper?: number
  lowerOpen: boolean // more_than 300: (300, …
  upperOpen: boolean
  unit: string // Unit.id
  unitText: string // "tertiary hospitals"
  denominator?: string // of a share: of what, as written
  denominatorCount?: number
  technology?: string // Technology.id
  technologyText?: string
  places: string[] // Place.code; where the adopters are, not the speaker
  placeText?: string
  adopterText?: string
  asOf?: string // EDTF: "2025-03", "2025-03/2025-05"; beside it quarters "2025-Q2" and half years "2025-S1"
  asOfPrecision?: ClaimPrecision
  asOfBasis: ClaimBasis
  asOfText?: string // as written
  asOfStartOn?: string // first and last day that the date may mean, for charts
  asOfEndOn?: string
  stage: ClaimStage
  modality: ClaimModality
  polarity: 'affirmed' | 'negated'
  accumulation: 'stock' | 'flow'
  attributionText?: string
  attributionName?: string // Organisation.name, when the lexicon knows it
  attributionKind: AttributionKind
  citedDoi?: string
  quote: string // exact substring of the version's text that holds the number
  quoteStart: number // UTF-16 offsets into the version's text
  quoteEnd: number
  prefix: string // what stands before and after, up to 32 characters: W3C TextQuoteSelector
  suffix: string
  sentenceStart: number // of the sentence (or table row) that holds the quote
  sentenceEnd: number
  confidence: number // 0-1
  status: 'auto' | 'needs_review'
  reasons: ClaimReason[]
}

/** "unit 2 words right of the number", +0.1; "technology from the title", -0.1. */
export type ClaimReason = { field: string; words: string; points: number }
