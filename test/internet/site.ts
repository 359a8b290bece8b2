// What a host of the frozen web is: its articles, its routes, its habits on the wire.
// Types only; serve.ts turns a Site into answers, and a site never touches the network itself.

export type BlockKind = 'paragraph' | 'heading' | 'item' | 'quotation' | 'row' | 'figure'

/** One block of an article's text. `text` may hold `[words](url)` and `*emphasis*`; a row's cells are in `cells`. */
export type SampleBlock = { kind: BlockKind; text: string; cells?: string[] }

/** One article as one edition of the web shows it. */
export type SampleArticle = {
  host: string
  slug: string
  path: string // "/health/57-hospitals"
  url: string // "http://harbour-daily.example/health/57-hospitals"
  guid: string
  title: string
  published: string // ISO with the site's own offset
  modified?: string
  authors: string[]
  section: string
  summary: string
  keywords: string[]
  event?: string
  ours: boolean
  caption?: string
  doi?: string
  comments: { by: string; text: string }[]
  blocks: SampleBlock[]
  copyOf?: string // "meridian-wire.example/guangdong-57"
  gone: boolean // the page answers 410 and the feed no longer lists it
  extra: Record<string, unknown> // further front matter, for the host's own template
}

/** What a template or a route may look at: the web as it stands in one edition. */
export type WebView = {
  edition: number
  /** The host's articles that are there, newest first. */
  articles: SampleArticle[]
  articlesOf: (host: string) => SampleArticle[]
  /** When the host's lists last changed, ISO. */
  changedAt: string
}

export type Answer = {
  status?: number // 200
  type?: string // the whole Content-Type header; absent: none is sent
  body?: string | Uint8Array
  headers?: Record<string, string>
  changedAt?: string // ISO, becomes Last-Modified
}

export type Site = {
  host: string
  /** The address of an article without a `path` of its own. */
  pathOf: (article: { slug: string; section: string; published: string }) => string
  page: (article: SampleArticle, view: WebView) => string
  /** Fixed paths: feeds, home page, section pages. */
  routes: Record<string, (view: WebView) => Answer>
  robots?: string
  /** Answers before anything else is looked at: a site that refuses or redirects everything. */
  before?: (path: string, view: WebView) => Answer | undefined
  pageType?: string // Content-Type of article pages, "text/html; charset=utf-8"
  charset?: 'gb18030' // bytes on the wire; UTF-8 otherwise
  compress?: ('br' | 'gzip')[]
  validators?: ('etag' | 'last-modified')[] // both by default
  cacheControl?: string
  headers?: Record<string, string>
  slow?: boolean // each answer waits slowMs of the server
}

/** Every page of the frozen web ends with this line; it is chrome and must never be stored. */
export const sampleLine = 'Sample page of the Uptake demo: invented'
export const sampleLineZh = 'Uptake 演示样例页：内容虚构'
