// What a citation describes: the publication in which a text first stood, not the copy of it and not our page. From it
// come BibTeX, RIS, the meta tags of article pages, COinS on lists, and the sentence that one pastes into a text.
import type { ExportRow } from '../store/export-reads.ts'
import { cleanLine } from './clean.ts'

export type CitedType = 'newspaper' | 'journal' | 'preprint' | 'report' | 'blog' | 'dataset' | 'page'

/** One thing to cite. Every text is on one line and without control characters. */
export type Cited = {
  key: string // unique in the file: "uptake132"
  type: CitedType
  title: string
  authors: CitedName[]
  container: string // the newspaper, the journal, the site
  publishedOn: string // "2025-05-08"
  url?: string
  doi?: string
  pmid?: string
  language?: string
  summary?: string
  note?: string
  accessedOn?: string
}

/** A person whose name could be told apart, or a name as it stands. */
export type CitedName = { family: string; given: string } | { literal: string }

/** What a row of an export and the page of an article both know. */
export type Citable = Pick<
  ExportRow,
  'id' | 'title' | 'kind' | 'publication' | 'canonical_url' | 'published_on' | 'first_seen_at' | 'authors'
> &
  Partial<Pick<ExportRow, 'credit' | 'credit_url' | 'doi' | 'pmid' | 'language' | 'excerpt'>>

const TYPES: Record<string, CitedType> = {
  journal: 'journal',
  'preprint-server': 'preprint',
  newspaper: 'newspaper',
  wire: 'newspaper',
  trade: 'newspaper',
  aggregator: 'newspaper',
  regulator: 'report',
  institution: 'report',
  company: 'page',
  'press-release': 'page',
  blog: 'blog',
  dataset: 'dataset',
}

const authorsMax = 100

export function describeCited(row: Citable): Cited {
  const url = webAddress(row.credit_url) ?? webAddress(row.canonical_url)
  const container = cleanLine(row.credit ?? row.publication)
  return {
    key: `uptake${row.id}`,
    type: TYPES[row.kind] ?? 'page',
    title: cleanLine(row.title),
    authors: row.authors.slice(0, authorsMax).map(cleanLine).filter(Boolean).map(splitName),
    container,
    publishedOn: row.published_on,
    ...(url === undefined ? {} : { url }),
    ...(row.doi ? { doi: cleanLine(row.doi) } : {}),
    ...(row.pmid ? { pmid: cleanLine(row.pmid) } : {}),
    ...(row.language ? { language: cleanLine(row.language) } : {}),
    ...(row.excerpt ? { summary: cleanLine(row.excerpt) } : {}),
    ...(row.credit ? { note: `Read as a copy at ${cleanLine(row.publication)}` } : {}),
    accessedOn: row.first_seen_at.slice(0, 10),
  }
}

/** As a browser would write it, so that no brace or space stands in it; undefined for what is no web address. */
function webAddress(url: string | null | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined
  const parsed = new URL(url)
  if (!/^https?:$/.test(parsed.protocol)) return undefined
  return parsed.href.replace(/[{}\\^`|<>"\s]/g, (c) => encodeURIComponent(c))
}

const ORGANISATION =
  /\b(staff|news|newsroom|team|desk|agency|agencies|press|editors?|editorial|board|bureau|university|ministry|hospital|office|department|institute|society|group|reporters?|correspondents?|and|of|the|for|with)\b/i
const PLAIN_NAME = /^\p{Lu}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){1,4}$/u

/** "Tien Yin Wong" -> family and given name. In doubt the name stays whole: a wrong split is worse than none. */
export function splitName(name: string): CitedName {
  const comma = /^([^,]{1,60}), ([^,]{1,60})$/.exec(name)
  if (comma && !ORGANISATION.test(name)) return { family: comma[1]!, given: comma[2]! }
  if (!PLAIN_NAME.test(name) || !/\p{Script=Latin}/u.test(name) || ORGANISATION.test(name))
    return { literal: name }
  const words = name.split(' ')
  // "Ludwig van Beethoven": small words belong to the family name.
  let from = words.length - 1
  while (from > 1 && /^\p{Ll}/u.test(words[from - 1]!)) from--
  return { family: words.slice(from).join(' '), given: words.slice(0, from).join(' ') }
}

export function writeName(name: CitedName): string {
  return 'literal' in name ? name.literal : `${name.family}, ${name.given}`
}
