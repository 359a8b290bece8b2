// Turns the text of the operator's files in feeds/ into sources, publications and topics, and says in which file,
// on which line and in which field something is wrong. One bad entry never takes the others down; it reads no file.

import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Lexicon, Publication, RelevanceRules, Source, TagRule, Topics } from '../model.ts'
import {
  entriesPerFileMax,
  fileCharactersMax,
  publicationSchema,
  relevanceSchema,
  sourceSchema,
  tagSchema,
} from './schema.ts'

export type Watch = {
  sources: Source[]
  publications: Publication[]
  topics: Topics
  lexicon: Lexicon
  problems: WatchProblem[]
}

/** What is wrong with one field, in a sentence that says what to do. Lines count from 1. */
export type WatchProblem = { file: string; line: number; field: string; message: string }

/** Problems kept for one load; more than that is one broken file, not many mistakes. */
const problemsMax = 500

type Reading = { file: string; document: Document; lines: LineCounter; problems: WatchProblem[] }
type Path = (string | number)[]

/** Reads all files of feeds/ (YAML text). Order of files does not matter, but for which of two twins is kept. */
export function loadWatch(files: { name: string; text: string }[]): Watch {
  const watch: Watch = {
    sources: [],
    publications: [],
    topics: emptyTopics(),
    lexicon: emptyLexicon(),
    problems: [],
  }
  const at = new Map<object, { reading: Reading; path: Path }>()
  for (const file of files) loadFile(file, watch, at)
  watch.publications = keepFirst(watch.publications, (publication) => publication.id, 'id', at)
  watch.sources = keepFirst(watch.sources, (source) => source.name, 'name', at)
  watch.topics.tags = keepFirst(watch.topics.tags, (tag) => tag.id, 'id', at)
  dropUnknownPublications(watch, at)
  dropUnknownParents(watch.topics.tags, at)
  watch.problems.length = Math.min(watch.problems.length, problemsMax)
  return watch
}

const emptyLexicon = (): Lexicon => ({ technologies: [], units: [], places: [] })

/** A problem as one line for people: `feeds/news.yaml:12: url: must be …`. */
export function describeProblem(problem: WatchProblem): string {
  const field = problem.field === '' ? '' : `${problem.field}: `
  return `${problem.file}:${problem.line}: ${field}${problem.message}`
}

function emptyTopics(): Topics {
  const relevance: RelevanceRules = {
    decides: [],
    technology: [],
    technologyHints: [],
    medicine: [],
    medicineHints: [],
    masks: [],
    against: [],
  }
  return { relevance, tags: [] }
}

function loadFile(file: { name: string; text: string }, watch: Watch, at: Map<object, Where>): void {
  const { problems } = watch
  if (file.text.length > fileCharactersMax) {
    const message = `is longer than ${fileCharactersMax} characters and was not read: split it into several files`
    problems.push({ file: file.name, line: 1, field: '', message })
    return
  }
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false })
  const reading: Reading = { file: file.name, document, lines, problems }
  for (const error of document.errors) {
    const message = `is not valid YAML here: ${error.message}`
    problems.push({ file: file.name, line: lines.linePos(error.pos[0]).line, field: '', message })
  }
  const top = document.contents
  if (top === null) return
  if (!isMap(top)) {
    report(
      reading,
      [],
      'the file must be a map that begins with sources:, publications:, relevance: or tags:',
    )
    return
  }
  for (const pair of top.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    if (key === 'sources') watch.sources.push(...readList(reading, [key], sourceSchema, at))
    else if (key === 'publications')
      watch.publications.push(...readList(reading, [key], publicationSchema, at))
    else if (key === 'tags') watch.topics.tags.push(...readTags(reading, at))
    else if (key === 'relevance') readRelevance(reading, watch)
    else report(reading, [key], 'is not known: use sources, publications, relevance or tags')
  }
}

type Where = { reading: Reading; path: Path }

/** The good entries of one list; each bad one becomes problems. */
function readList<Schema extends z.ZodType>(
  reading: Reading,
  path: Path,
  schema: Schema,
  at: Map<object, Where>,
): z.output<Schema>[] {
  const list = reading.document.getIn(path)
  if (list === null || list === undefined) return []
  if (!isSeq(list)) {
    report(reading, path, 'must be a list: begin each entry with "- "')
    return []
  }
  if (list.items.length > entriesPerFileMax) {
    report(reading, path, `has more than ${entriesPerFileMax} entries: the rest was not read`)
  }
  const good: z.output<Schema>[] = []
  for (let index = 0; index < Math.min(list.items.length, entriesPerFileMax); index++) {
    const entry = readOne(reading, [...path, index], schema)
    if (entry === undefined) continue
    at.set(entry as object, { reading, path: [...path, index] })
    good.push(entry)
  }
  return good
}

function readTags(reading: Reading, at: Map<object, Where>): TagRule[] {
  const facets = reading.document.getIn(['tags'])
  if (!isMap(facets)) {
    report(
      reading,
      ['tags'],
      'must be a map from facet to a list of tags, like "risk:" and below it "- id: …"',
    )
    return []
  }
  return facets.items.flatMap((pair) => {
    const facet = isScalar(pair.key) ? String(pair.key.value) : ''
    return readList(reading, ['tags', facet], tagSchema, at).map((tag) => {
      const rule = { ...tag, facet } as TagRule
      at.set(rule, at.get(tag) as Where)
      return rule
    })
  })
}

function readRelevance(reading: Reading, watch: Watch): void {
  const rules = readOne(reading, ['relevance'], relevanceSchema)
  if (rules === undefined) return
  if (watch.topics.relevance.technology.length > 0) {
    report(reading, ['relevance'], 'is given twice: keep one, in feeds/topics.yaml')
    return
  }
  watch.topics.relevance = rules
}

function readOne<Schema extends z.ZodType>(
  reading: Reading,
  path: Path,
  schema: Schema,
): z.output<Schema> | undefined {
  const result = schema.safeParse(toPlain(reading, path))
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const inside = issue.path.filter((step) => typeof step !== 'symbol')
    if (issue.code === 'unrecognized_keys') {
      const message = 'is not a known field: see feeds/README.md for the fields there are'
      for (const key of issue.keys) report(reading, [...path, ...inside, key], message)
    } else {
      report(reading, [...path, ...inside], wordIssue(issue))
    }
  }
  return undefined
}

/** The entry as plain values; undefined where YAML itself cannot tell (an alias bomb, an unknown anchor). */
function toPlain(reading: Reading, path: Path): unknown {
  const node = reading.document.getIn(path, true)
  if (!isNode(node)) return undefined
  try {
    return node.toJS(reading.document, { maxAliasCount: 100 })
  } catch {
    return undefined
  }
}

function wordIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.join(', ')}`
  if (issue.code === 'invalid_type') {
    return issue.input === undefined && /undefined/.test(issue.message)
      ? 'is missing: add it'
      : `must be ${article(issue.expected)}`
  }
  return issue.message
}

function article(type: string): string {
  return type === 'array' ? 'a list' : type === 'object' ? 'a map of fields' : `a ${type}`
}

/** Where the path is written, or the nearest place above it when it is missing. */
function report(reading: Reading, path: Path, message: string): void {
  const line = reading.lines.linePos(offsetOf(reading.document, path)).line
  reading.problems.push({ file: reading.file, line: Math.max(1, line), field: nameField(path), message })
}

/** ["sources", 3, "listing", "entry"] -> "listing.entry"; ["sources", 3] -> "sources, entry 4" */
function nameField(path: Path): string {
  const inList = path.length > 1 && path[0] !== 'relevance'
  const names = path.filter((step) => typeof step === 'string')
  const last = path.at(-1)
  if (typeof last === 'number' && names.length === 1) return `${names[0]}, entry ${last + 1}`
  return names.slice(inList ? 1 : 0).join('.')
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const parent = length === 0 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    if (length > 0 && isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path[length - 1])
      if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0]
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return (node as Node).range?.[0] ?? 0
  }
  return 0
}

function keepFirst<Item extends object>(
  items: Item[],
  keyOf: (item: Item) => string,
  field: string,
  at: Map<object, Where>,
): Item[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = keyOf(item)
    if (!seen.has(key)) return Boolean(seen.add(key))
    const where = at.get(item)
    if (where)
      report(where.reading, [...where.path, field], `"${key}" is used twice: the second was left out`)
    return false
  })
}

/** A source whose publication is not known still works: only the reference goes. */
function dropUnknownPublications(watch: Watch, at: Map<object, Where>): void {
  const known = new Set(watch.publications.map((publication) => publication.id))
  for (const source of watch.sources) {
    if (source.publication === undefined || known.has(source.publication)) continue
    const where = at.get(source)
    const message = `"${source.publication}" is not in feeds/publications.yaml: add it there, or take the line out`
    if (where) report(where.reading, [...where.path, 'publication'], message)
    delete source.publication
  }
}

function dropUnknownParents(tags: TagRule[], at: Map<object, Where>): void {
  const known = new Set(tags.map((tag) => tag.id))
  for (const tag of tags) {
    if (tag.parent === undefined || (known.has(tag.parent) && tag.parent !== tag.id)) continue
    const where = at.get(tag)
    const message = `"${tag.parent}" is not the id of another tag: the tag stands alone`
    if (where) report(where.reading, [...where.path, 'parent'], message)
    delete tag.parent
  }
}
