// OPML 2.0 both ways: subscription lists of other readers in, our sources out. Our own fields travel in our own
// namespace, and attributes that we do not know are kept. Input is a stranger's: nothing in it is followed or run.

import { load } from 'cheerio'
import type { ListingSelectors, Source, SourceMethod } from '../model.ts'
import { isWebAddress, listingSchema, publicationKinds } from './schema.ts'

/** The namespace of our attributes; it is a name, not a page. */
export const opmlNamespace = 'urn:uptake:opml:1'

export type Opml = { title: string; sources: Source[]; warnings: string[] }

/** Limits on a file: characters, outlines, depth of nesting, characters of one attribute. */
const charactersMax = 5_000_000
const outlinesMax = 20_000
const depthMax = 50
const attributeCharactersMax = 2_000
const titleCharactersMax = 1_000
const keptMax = 50
const warningsMax = 200

/** Reads a subscription list. Never throws: what is not a feed is passed over, what is wrong becomes a warning. */
export function parseOpml(text: string): Opml {
  const opml: Opml = { title: '', sources: [], warnings: [] }
  if (text.length > charactersMax) {
    opml.warnings.push(`the file is longer than ${charactersMax} characters and was not read`)
    return opml
  }
  const $ = load(text, { xml: { xmlMode: true, decodeEntities: true } })
  opml.title = $('head > title').first().text().trim().slice(0, attributeCharactersMax)
  const names = new Set<string>()
  const addresses = new Set<string>()
  const outlines = $('outline').toArray()
  if (outlines.length === 0) opml.warnings.push('no outline was found: is it an OPML file?')
  if (outlines.length > outlinesMax)
    opml.warnings.push(`more than ${outlinesMax} outlines: the rest was not read`)
  for (const outline of outlines.slice(0, outlinesMax)) {
    const attributes = readAttributes(outline.attribs)
    const url = attributes.get('xmlurl')
    if (url === undefined) continue
    const title = attributes.get('title') ?? attributes.get('text') ?? url
    if (!isWebAddress(url)) {
      warn(opml, `"${title}" was left out: "${url.slice(0, 100)}" is not an http or https address`)
    } else if (addresses.has(url)) {
      warn(opml, `"${title}" was left out: its address stands in the file twice`)
    } else {
      addresses.add(url)
      const source = toSource(attributes, url, title, names)
      const kept = keptOf(outline.attribs, foldersOf(outline))
      opml.sources.push(Object.keys(kept).length > 0 ? { ...source, opml: kept } : source)
    }
  }
  return opml
}

/** Writes sources as a subscription list that other readers take. */
export function writeOpml(sources: Source[], options: { title: string; createdAt: string }): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="2.0" xmlns:uptake="${opmlNamespace}">`,
    '  <head>',
    `    <title>${escapeXml(options.title)}</title>`,
    `    <dateCreated>${new Date(options.createdAt).toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
  ]
  for (const source of sources) lines.push(`    ${writeOutline(source)}`)
  lines.push('  </body>', '</opml>', '')
  return lines.join('\n')
}

/** "Harbour Daily: Health!" -> "harbour-daily-health"; a name that is taken gets a number. */
export function nameSource(title: string, url: string, taken: Set<string>): string {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : ''
  const stem = toKebab(title) || toKebab(host) || 'source'
  let name = stem
  for (let number = 2; taken.has(name); number++) name = `${stem}-${number}`
  taken.add(name)
  return name
}

// ---------------------------------------------------------------- reading

/** Attributes of OPML 2.0 for subscription lists (opml.org/spec2.opml), in small letters: readers differ in case. */
const known = new Set(['text', 'title', 'type', 'xmlurl', 'htmlurl', 'language', 'description', 'version'])

function readAttributes(attributes: Record<string, string>): Map<string, string> {
  const read = new Map<string, string>()
  for (const [name, value] of Object.entries(attributes)) {
    const plain = value
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, attributeCharactersMax)
    if (plain !== '') read.set(name.toLowerCase(), plain)
  }
  return read
}

const methods: SourceMethod[] = ['feed', 'sitemap', 'listing']

function toSource(attributes: Map<string, string>, url: string, title: string, names: Set<string>): Source {
  const own = (name: string): string | undefined => attributes.get(`uptake:${name}`)
  const wish = own('name')
  const name = nameSource(wish !== undefined && toKebab(wish) === wish ? wish : title, url, names)
  const kind = publicationKinds.find((one) => one === own('kind')) ?? 'other'
  const method = methods.find((one) => one === own('method')) ?? 'feed'
  const listing = readSelectors(own('listing'))
  const enabled = own('enabled') !== 'false' && (method !== 'listing' || listing !== undefined)
  const source: Source = { name, title: title.slice(0, titleCharactersMax), method, url, kind, enabled }
  if (listing !== undefined) source.listing = listing
  const homepage = attributes.get('htmlurl')
  if (homepage !== undefined && isWebAddress(homepage)) source.homepage = homepage
  const language = attributes.get('language')
  if (language !== undefined && /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(language))
    source.language = language
  const publication = own('publication')
  if (publication !== undefined && toKebab(publication) === publication) source.publication = publication
  const why = own('why')
  if (!source.enabled) source.why = why ?? 'It was off in the list that it came from.'
  const note = own('note')
  if (note !== undefined) source.note = note
  if (own('allours') === 'true') source.allOurs = true
  return source
}

function foldersOf(outline: { parent: unknown }): string[] {
  const folders: string[] = []
  let parent = outline.parent as { attribs?: Record<string, string>; parent?: unknown } | null | undefined
  for (let depth = 0; parent && depth < depthMax; depth++) {
    const title = parent.attribs?.text ?? parent.attribs?.title
    if (title !== undefined && title.trim() !== '')
      folders.unshift(title.trim().slice(0, attributeCharactersMax))
    parent = parent.parent as typeof parent
  }
  return folders
}

function readSelectors(written: string | undefined): ListingSelectors | undefined {
  if (written === undefined) return undefined
  try {
    const result = listingSchema.safeParse(JSON.parse(written))
    return result.success ? result.data : undefined
  } catch {
    return undefined
  }
}

/** Attributes that are not ours, and the folders as OPML's own category where it has none: "/Asia/Hong Kong". */
function keptOf(attributes: Record<string, string>, folders: string[]): Record<string, string> {
  const entries = Object.entries(attributes).filter(([name, value]) => {
    const small = name.toLowerCase()
    return (
      !known.has(small) && !small.startsWith('uptake:') && /^[a-zA-Z_][\w.-]*$/.test(name) && value !== ''
    )
  })
  const kept = new Map(
    entries.slice(0, keptMax).map(([name, value]) => [name, value.slice(0, attributeCharactersMax)]),
  )
  const path = folders.map((folder) => folder.replaceAll('/', ' ')).join('/')
  if (path !== '' && !kept.has('category')) kept.set('category', `/${path}`.slice(0, attributeCharactersMax))
  return Object.fromEntries(kept)
}

function warn(opml: Opml, message: string): void {
  if (opml.warnings.length < warningsMax) opml.warnings.push(message)
}

// ---------------------------------------------------------------- writing

function writeOutline(source: Source): string {
  const attributes: [string, string | undefined][] = [
    ['type', 'rss'],
    ['text', source.title],
    ['title', source.title],
    ['xmlUrl', source.url],
    ['htmlUrl', source.homepage],
    ['language', source.language],
    ['uptake:name', source.name],
    ['uptake:kind', source.kind],
    ['uptake:method', source.method],
    ['uptake:publication', source.publication],
    ['uptake:enabled', source.enabled ? undefined : 'false'],
    ['uptake:why', source.enabled ? undefined : source.why],
    ['uptake:note', source.note],
    ['uptake:allOurs', source.allOurs ? 'true' : undefined],
    ['uptake:listing', source.listing === undefined ? undefined : JSON.stringify(source.listing)],
    ...Object.entries(source.opml ?? {}),
  ]
  const written = attributes.filter(([, value]) => value !== undefined && value !== '')
  return `<outline ${written.map(([name, value]) => `${name}="${escapeXml(value!)}"`).join(' ')}/>`
}

/** Control characters are not allowed in XML 1.0 even when escaped (section 2.2). */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, ' ')
}

function toKebab(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
}
