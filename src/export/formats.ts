// The formats a list can be had in: suffix of the address, media type, what each is for.

export type ExportFormat = 'csv' | 'ndjson' | 'bib' | 'ris' | 'rss' | 'atom' | 'jsonfeed'

export type FormatFacts = {
  format: ExportFormat
  suffix: string // of the address
  name: string
  mediaType: string
  purpose: string
  feed: boolean // a window of the newest, not the whole
}

export const FORMATS: FormatFacts[] = [
  {
    format: 'csv',
    suffix: 'csv',
    name: 'CSV',
    mediaType: 'text/csv; charset=utf-8; header=present',
    purpose: 'for spreadsheets',
    feed: false,
  },
  {
    format: 'ndjson',
    suffix: 'ndjson',
    name: 'NDJSON',
    mediaType: 'application/x-ndjson; charset=utf-8',
    purpose: 'for programs: one JSON object a line, exact',
    feed: false,
  },
  {
    format: 'bib',
    suffix: 'bib',
    name: 'BibTeX',
    mediaType: 'application/x-bibtex; charset=utf-8',
    purpose: 'for LaTeX and JabRef',
    feed: false,
  },
  {
    format: 'ris',
    suffix: 'ris',
    name: 'RIS',
    mediaType: 'application/x-research-info-systems; charset=utf-8',
    purpose: 'for Zotero, EndNote, Mendeley',
    feed: false,
  },
  {
    format: 'rss',
    suffix: 'rss',
    name: 'RSS',
    mediaType: 'application/rss+xml; charset=utf-8',
    purpose: 'the newest, for feed readers',
    feed: true,
  },
  {
    format: 'atom',
    suffix: 'atom',
    name: 'Atom',
    mediaType: 'application/atom+xml; charset=utf-8',
    purpose: 'the newest, for feed readers',
    feed: true,
  },
  {
    format: 'jsonfeed',
    suffix: 'feed.json',
    name: 'JSON Feed',
    mediaType: 'application/feed+json; charset=utf-8',
    purpose: 'the newest, for feed readers',
    feed: true,
  },
]

export function factsOf(format: ExportFormat): FormatFacts {
  return FORMATS.find((facts) => facts.format === format)!
}

/** "132.ris" -> { id: "132", format: "ris" }; "132.json" too; undefined for anything without such an ending. */
export function splitSuffix(name: string): { id: string; format: ExportFormat | 'json' } | undefined {
  const found = FORMATS.find(({ suffix }) => name.endsWith(`.${suffix}`))
  const suffix = found?.suffix ?? (name.endsWith('.json') ? 'json' : undefined)
  if (suffix === undefined || name.length <= suffix.length + 1) return undefined
  return { id: name.slice(0, -suffix.length - 1), format: found?.format ?? 'json' }
}

/** "DeepSeek in hospitals?" -> "deepseek-in-hospitals": a name that any file system takes. */
export function fileStem(title: string): string {
  const stem = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return stem || 'export'
}
