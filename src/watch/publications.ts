// Which publication a page, a feed entry or a credit line belongs to: by ISSN, name or host.
// It works on the list it is given and never invents facts beyond what a host name says.

import type { Publication } from '../model.ts'
import { simplifyText } from '../text/chinese.ts'

/** What is known of a publication; any part may be missing. */
export type PublicationClues = {
  host?: string
  name?: string
  issn?: string
  source?: string // id of the source's publication: it wins among titles that share the page's host
}

/** Characters of a credited name that are looked at. */
const nameCharactersMax = 200

type Index = {
  byId: Map<string, Publication>
  byIssn: Map<string, Publication>
  byName: Map<string, Publication>
  byHost: Map<string, Publication>
}

const indexOf = new WeakMap<Publication[], Index>()

/**
 * The publication these clues point to. An ISSN or a name says more than a host: journals of one publisher share one,
 * and an aggregator's page credits somebody else. A name that is given but unknown does not fall back to the host.
 */
export function findPublication(
  publications: Publication[],
  clues: PublicationClues,
): Publication | undefined {
  const index = indexPublications(publications)
  const issn = clues.issn === undefined ? undefined : index.byIssn.get(normaliseIssn(clues.issn))
  if (issn !== undefined) return issn
  if (clues.name !== undefined && clues.name.trim() !== '') return findByName(index, clues.name)
  if (clues.host === undefined) return undefined
  const byHost = findByHost(index, clues.host)
  const named = clues.source === undefined ? undefined : index.byId.get(clues.source)
  return named !== undefined && livesAt(named, clues.host) ? named : byHost
}

/** A publication for a host that is not in the list: "www.harbour-daily.example" -> { id: "harbour-daily-example", … }. */
export function publicationFromHost(host: string): Publication {
  const bare = normaliseHost(host)
  const id = bare.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'unknown'
  return { id, name: bare, kind: 'other', hosts: bare === '' ? [] : [bare], issns: [], aliases: [] }
}

function indexPublications(publications: Publication[]): Index {
  const known = indexOf.get(publications)
  if (known !== undefined) return known
  const index: Index = { byId: new Map(), byIssn: new Map(), byName: new Map(), byHost: new Map() }
  for (const publication of publications) {
    keepFirst(index.byId, publication.id, publication)
    for (const issn of publication.issns) keepFirst(index.byIssn, normaliseIssn(issn), publication)
    for (const host of publication.hosts) keepFirst(index.byHost, normaliseHost(host), publication)
  }
  // Proper names before aliases, so that an alias never takes another one's name.
  for (const publication of publications) {
    keepFirst(index.byName, foldName(publication.name), publication)
    if (publication.nameZh !== undefined) keepFirst(index.byName, foldName(publication.nameZh), publication)
  }
  for (const publication of publications) {
    for (const alias of publication.aliases) keepFirst(index.byName, foldName(alias), publication)
  }
  indexOf.set(publications, index)
  return index
}

function keepFirst(map: Map<string, Publication>, key: string, publication: Publication): void {
  if (key !== '' && !map.has(key)) map.set(key, publication)
}

/** The name as it is, and without a place in brackets or a web ending: "Harbour Daily (Hong Kong)", "harbourdaily.com". */
function findByName(index: Index, name: string): Publication | undefined {
  const given = name.slice(0, nameCharactersMax)
  const whole = index.byName.get(foldName(given))
  if (whole !== undefined) return whole
  const shorter = index.byName.get(foldName(given.replace(/\s*[((][^()()]*[))]\s*$/, '')))
  if (shorter !== undefined) return shorter
  return /^(https?:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+\/?$/i.test(given.trim())
    ? findByHost(index, given)
    : undefined
}

/** The most exact host: "ai.press.example" before "press.example". */
function findByHost(index: Index, host: string): Publication | undefined {
  const labels = normaliseHost(host).split('.')
  for (let from = 0; from < labels.length - 1; from++) {
    const found = index.byHost.get(labels.slice(from).join('.'))
    if (found !== undefined) return found
  }
  return undefined
}

/** Journals of one house share its host: npj Digital Medicine lives at www.nature.com, which is Nature's. */
function livesAt(publication: Publication, host: string): boolean {
  const bare = normaliseHost(host)
  const homes = [...publication.hosts, publication.homepage ?? ''].map(normaliseHost)
  return bare !== '' && homes.includes(bare)
}

/** "The Lancet." -> "lancet"; "BMJ Health & Care" -> "bmj health and care"; "南華早報" -> "南华早报" */
function foldName(name: string): string {
  const plain = simplifyText(name).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain
    .replace(/&/g, ' and ')
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim()
  return words.replace(/^the (?=.)/, '')
}

function normaliseIssn(issn: string): string {
  const bare = issn.toUpperCase().replace(/[^0-9X]/g, '')
  return bare.length === 8 ? `${bare.slice(0, 4)}-${bare.slice(4)}` : ''
}

function normaliseHost(host: string): string {
  const bare = host
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/, '')
    .replace(/\.$/, '')
  return bare.replace(/^(www\d?|m|amp|mobile)\.(?=[^.]+\.)/, '')
}
