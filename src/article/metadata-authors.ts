// Owns who wrote the article: which statement is believed. How a name is cleaned belongs to metadata-names.ts.
import type { Clues, Mark } from './metadata-clues.ts'
import { textOf } from './metadata-clues.ts'
import type { LdGraph, LdNode } from './metadata-jsonld.ts'
import { nodesOf, textOfLd, typesOf } from './metadata-jsonld.ts'
import type { NameReading } from './metadata-names.ts'
import { isFullName, readNames } from './metadata-names.ts'

export type AuthorClue = { origin: string; raw: string[]; names: string[]; organisation: boolean }

const LIMITS = {
  markCharactersMax: 260,
  marksMax: 60,
  nearNodesMax: 260,
  beforeNodesMax: 140,
  clusterNodesMax: 60,
  personsMax: 3,
  runCharactersMax: 140,
  fullerMax: 6,
}

/**
 * Where authors are looked for, the most trustworthy first; the first that yields a name is believed.
 *   citation_author   deposited with registries, one tag per person, in order
 *   parsely, sailthru, cxense   analytics that publishers report on by author: persons, kept right
 *   json-ld           made for search engines; sometimes the company
 *   rel, microdata, class, byline   what readers see beside the heading
 *   metas             often the CMS account, the site or the last editor
 *   twitter:data1     after "Written by"
 *   json-ld-person    a person that no article node points to
 *   text              "By Ann Lee" near the heading
 */
const REPORTED_METAS = [
  'parsely-author',
  'sailthru.author',
  'cxenseparse:author',
  'cxenseparse:recs:articleauthor',
  'byl',
  'rbauthors',
  'shareaholic:article_author_name',
  'article_author',
  'og:article:author',
  'article:author_name',
]
const PLAIN_METAS = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'dc.creator.creator',
  'dc:creator',
  'byline',
  'og:author',
  'authors',
  'article.author',
  'news_author',
  'content-author',
  'contentauthor',
  'citation_authors',
]

export function listAuthors(clues: Clues, article: LdNode | undefined, siteNames: string[]): AuthorClue[] {
  const list: AuthorClue[] = []
  const add = (origin: string, raw: string[], reading: NameReading = {}) => {
    const given = raw.filter((r) => r.trim() !== '')
    if (given.length > 0) list.push({ origin, raw: given, ...readNames(given, siteNames, reading) })
  }
  const reversed = { reversed: true }
  add('citation_author', clues.metas.get('citation_author') ?? [], reversed)
  for (const name of REPORTED_METAS) add(name, clues.metas.get(name) ?? [], reversed)
  add('json-ld', namesOfLd(article?.author ?? article?.creator, clues.graph))
  const visible = visibleBylines(clues, siteNames)
  for (const [origin, raw] of visible) if (!FAR.test(origin)) add(origin, raw, { visible: true })
  for (const name of PLAIN_METAS) add(name, clues.metas.get(name) ?? [], reversed)
  const label = clues.metas.get('twitter:label1')?.[0] ?? ''
  if (/written|verfasst|geschrieben|autor|écrit|escrito|scritto|author|by|von/i.test(label))
    add('twitter:data1', clues.metas.get('twitter:data1') ?? [])
  const persons = clues.graph.nodes
    .filter((n) => typesOf(n).includes('Person'))
    .map((n) => textOfLd(n.name) ?? '')
  if (new Set(persons).size <= LIMITS.personsMax) add('json-ld-person', persons)
  add('text', textBylines(clues), { visible: true })
  for (const [origin, raw] of visible) if (FAR.test(origin)) add(origin, raw, { visible: true })
  return list
}

export function chooseAuthors(clues: AuthorClue[]): { value: string[]; origin: string } | undefined {
  const named = clues.filter((c) => c.names.length > 0)
  const persons = named.filter((c) => !c.organisation)
  // An account's name or a first name only where nobody is named in full; an organisation only where no person is.
  const found =
    persons.find((c) => !FAR.test(c.origin) && c.names.every(isFullName)) ?? persons[0] ?? named[0]
  if (!found) return undefined
  // One statement may name the first author only: another that holds the same names and more is fuller.
  const fuller = persons.find((c) => MAY_BE_FULLER.test(c.origin) && isFuller(c.names, found.names))
  return { value: (fuller ?? found).names, origin: (fuller ?? found).origin }
}

const FAR = /-far$/
const MAY_BE_FULLER = /^(?:json-ld|rel|microdata|byline|class|author)$/

function isFuller(names: string[], others: string[]): boolean {
  const keys = new Set(names.map((n) => n.toLowerCase()))
  return (
    names.length > others.length &&
    names.length <= LIMITS.fullerMax &&
    names.every(isFullName) &&
    others.every((o) => keys.has(o.toLowerCase()))
  )
}

function namesOfLd(value: unknown, graph: LdGraph): string[] {
  if (value === undefined || value === null) return []
  return nodesOf(value, graph).flatMap((node) => {
    const name = node.name
    return Array.isArray(name)
      ? name.filter((n): n is string => typeof n === 'string')
      : [textOfLd(name) ?? '']
  })
}

// Parts of a byline's box that hold no name.
const NO_NAME =
  /bio|desc|role|job|position|social|follow|date|time|count|avatar|image|img|photo|picture|more|posts|comment|about|share|icon|link-list|tags|meta-item|published/

const KINDS = ['rel', 'microdata', 'class', 'byline', 'vcard']

/** The innermost marks that say "author", of the first cluster beside the main heading. */
function visibleBylines(clues: Clues, siteNames: string[]): Map<string, string[]> {
  const heading = clues.headings.find((h) => h.level === 1)?.order
  const groups = new Map<string, Mark[]>()
  for (const mark of clues.marks) {
    const kind = kindOf(mark)
    if (kind === '') continue
    const far =
      heading !== undefined &&
      (mark.order > heading + LIMITS.nearNodesMax || mark.order < heading - LIMITS.beforeNodesMax)
    if (clues.isAside(mark.element) && (far || heading === undefined)) continue
    const group = groups.get(far ? `${kind}-far` : kind) ?? []
    if (group.length < LIMITS.marksMax) group.push(mark)
    groups.set(far ? `${kind}-far` : kind, group)
  }
  const found = new Map<string, string[]>()
  for (const kind of KINDS.flatMap((k) => [k, `${k}-far`])) {
    const marks = groups.get(kind)
    if (marks) found.set(kind, readGroup(marks, siteNames))
  }
  return found
}

/** The texts of the first mark that names someone, and of its like beside it: one mark for each author. */
function readGroup(marks: Mark[], siteNames: string[]): string[] {
  const texts: string[] = []
  let like: string | undefined
  for (const mark of firstCluster(innermost(marks))) {
    const text = textOf(mark.element, true, LIMITS.markCharactersMax)
    if (text.length > LIMITS.markCharactersMax || (like !== undefined && like !== mark.names)) continue
    if (like === undefined && readNames([text], siteNames, { visible: true }).names.length > 0)
      like = mark.names
    if (like !== undefined) texts.push(text)
  }
  return texts
}

function kindOf(mark: Mark): string {
  if (/\bauthor\b|\bcreator\b/.test(mark.itemprop)) return 'microdata'
  if (mark.rel === 'author') return 'rel'
  const names = mark.names
  if (/byline|by-line/.test(names)) return 'byline'
  if (/auth?or|autor|writer|redakteur|verfasser|signature|firma\b/.test(names))
    return /authori|authoriz|autorun/.test(names) ? '' : 'class'
  return /vcard/.test(names) ? 'vcard' : ''
}

function innermost(marks: Mark[]): Mark[] {
  const usable = marks.filter((m) => !NO_NAME.test(m.names) || m.itemprop !== '' || m.rel === 'author')
  const kept = usable.length > 0 ? usable : marks
  const inner = kept.filter(
    (m) =>
      !kept.some(
        (o) =>
          o !== m && o.order > m.order && m.element.contains(o.element) && textOf(o.element, true, 80) !== '',
      ),
  )
  return inner
}

function firstCluster(marks: Mark[]): Mark[] {
  const first: Mark[] = []
  for (const mark of marks) {
    const last = first.at(-1)
    if (last && mark.order - last.order > LIMITS.clusterNodesMax) break
    first.push(mark)
  }
  return first
}

const BYLINE_START =
  /^\W{0,3}(?:(?:text|words|written|story|article|artikel|beitrag|reported)?\s?(?:by|von|par|por)\s*:?(?:\s+\p{Lu}|\s*$)|(?:author|autor(?:in)?|text)\s*[:：]|作者|记者|記者|本报记者|文\s*[/／|｜])/iu

// "2025年5月8日　来源：某报　记者：张三": the label stands within the line
const HAN_BYLINE = /(?:作者|记者|記者|撰文)\s*[:：]\s*[^\s【（(][^【（(]*/u

/** "By Ann Lee" as text of its own near the heading; the word alone takes its parent's text. */
function textBylines(clues: Clues): string[] {
  const heading = clues.headings.find((h) => h.level === 1)?.order ?? 0
  for (const run of clues.runs) {
    if (run.order < heading - LIMITS.beforeNodesMax || run.order > heading + LIMITS.nearNodesMax) continue
    const labelled = HAN_BYLINE.exec(run.text)?.[0]
    if (run.text.length > LIMITS.runCharactersMax || !(labelled || BYLINE_START.test(run.text))) continue
    if (
      clues.isAside(run.parent) ||
      clues.headings.some((h) => h.text.includes(run.text) && run.text.length > 12)
    )
      continue
    const alone = /^\W{0,3}(?:by|von|par|por|author|autor(?:in)?|text|作者|记者|記者)\s*[:：]?\s*$/iu.test(
      run.text,
    )
    if (!alone) return [labelled ?? run.text]
    const whole = textOf(run.parent.parentElement ?? run.parent, true, LIMITS.runCharactersMax)
    const start = whole.indexOf(run.text)
    if (start >= 0) return [whole.slice(start, start + LIMITS.runCharactersMax)]
  }
  return []
}
