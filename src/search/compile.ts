// A query tree -> what the store runs: an FTS5 expression, a range of days, and the terms to mark. Pure.

import { EVERY_ARTICLE, type FilterField, filterToken, NO_ARTICLE } from '../store/filter-tokens.ts'
import type { CompiledQuery } from '../store/search.ts'
import type { MarkTerm } from '../text/marks.ts'
import { findWords, foldWord, hasSpacelessScript, indexableText } from '../text/words.ts'
import { type Field, offerValues, valuesToLookUp } from './fields.ts'
import { coverPeriod, isBackward, mendPeriod, type Period, readPeriod } from './period.ts'
import { type FieldNode, parseQuery, type QueryNode, type QueryProblem, type TextNode } from './query.ts'
import { plainSigns, replacePiece } from './query-tokens.ts'

export type Compiled = CompiledQuery & { problems: QueryProblem[]; empty: boolean }

type Compiling = { input: string; today: string; problems: QueryProblem[] }

const TEXT_COLUMNS = '{title text names}'
const EVERY = `filters : "${EVERY_ARTICLE}"`
const NONE = `filters : "${NO_ARTICLE}"`

/**
 * `today` is a day such as "2026-03-14", for periods like <7d. A query of which nothing is left (only signs, only a
 * bad period) finds nothing rather than everything.
 */
export function compileQuery(input: string, today: string): Compiled {
  const { tree, problems } = parseQuery(input)
  const empty = tree === undefined && input.trim() === ''
  const compiled: Compiled = { marks: [], problems, empty }
  if (empty) return compiled
  const compiling = { input: plainSigns(input), today, problems }
  const { rest, period } = tree ? takePeriods(tree, compiling) : { rest: undefined, period: undefined }
  Object.assign(compiled, period)
  if (rest) {
    compiled.match = toMatch(rest, compiling)
    compiled.marks = toMarks(rest)
  } else if (period === undefined) {
    compiled.match = NONE
    if (problems.length === 0)
      problems.push({
        at: 0,
        length: input.length,
        message: 'There is no word in this query to search for.',
        example: 'hospital DeepSeek',
      })
  }
  return compiled
}

/** published: of the whole search is taken out of the top-level AND: days are a range of row ids, which costs nothing. */
function takePeriods(tree: QueryNode, compiling: Compiling): { rest?: QueryNode; period?: Period } {
  const nodes = tree.op === 'and' ? tree.nodes : [tree]
  const rest: QueryNode[] = []
  let range: Period | undefined
  for (const node of nodes) {
    if (node.op !== 'field' || node.field !== 'published') {
      rest.push(node)
      continue
    }
    const period = periodOf(node, compiling)
    if (!period) continue
    const fromDay = largest(range?.fromDay, period.fromDay)
    const toDay = smallest(range?.toDay, period.toDay)
    range = { ...(fromDay === undefined ? {} : { fromDay }), ...(toDay === undefined ? {} : { toDay }) }
  }
  const left: QueryNode | undefined = rest.length > 1 ? { op: 'and', nodes: rest } : rest[0]
  return { ...(left ? { rest: left } : {}), ...(range ? { period: range } : {}) }
}

const largest = (a: number | undefined, b: number | undefined) =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b)
const smallest = (a: number | undefined, b: number | undefined) =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b)

function periodOf(node: FieldNode, { input, today, problems }: Compiling): Period | undefined {
  const period = readPeriod(node.value, today)
  if (period && !isBackward(period)) return period
  const mended = mendPeriod(node.value, today)
  problems.push({
    at: node.at,
    length: node.length,
    message: period
      ? `"${node.value}" ends before it begins.`
      : `"${node.value}" is no period; it was left out. Write a year, month or day, an interval, or an age.`,
    ...(mended ? { mend: rewriteValue(input, node, mended) } : {}),
    ...(mended || period
      ? {}
      : {
          example: `${node.field}:2025-03, ${node.field}:2025-01/2025-06, ${node.field}:>2025-03-01, ${node.field}:<7d`,
        }),
  })
  return period
}

/** The query with another value in this place, which may be one of a list. */
function rewriteValue(input: string, node: FieldNode, value: string): string {
  const piece = input.slice(node.at, node.at + node.length)
  const written = [`"${node.value}"`, node.value].find((one) => piece.includes(one))
  const mended = written ? piece.replace(written, () => value) : `${node.field}:${value}`
  return replacePiece(input, node, mended)
}

function toMatch(node: QueryNode, compiling: Compiling): string {
  switch (node.op) {
    case 'and': {
      const wanted = node.nodes.filter((n) => n.op !== 'not').map((n) => toMatch(n, compiling))
      const unwanted = node.nodes.flatMap((n) => (n.op === 'not' ? [toMatch(n.node, compiling)] : []))
      const all = wanted.length === 0 ? EVERY : wanted.join(' AND ')
      return unwanted.length === 0 ? `(${all})` : `((${all}) NOT (${unwanted.join(' OR ')}))`
    }
    case 'or':
      return `(${node.nodes.map((n) => toMatch(n, compiling)).join(' OR ')})`
    case 'not':
      return `(${EVERY} NOT ${toMatch(node.node, compiling)})`
    case 'near':
      return `${nearColumns(node.nodes)} : NEAR(${node.nodes.map(phrase).join(' ')}, ${node.distance})`
    case 'text':
      checkPrefix(node, compiling)
      return `${node.column ?? TEXT_COLUMNS} : ${phrase(node)}`
    case 'field':
      return fieldMatch(node, compiling)
  }
}

function nearColumns(nodes: TextNode[]): string {
  const [first] = nodes
  return first?.column && nodes.every((node) => node.column === first.column) ? first.column : TEXT_COLUMNS
}

/**
 * The text as the index holds it: "医院 AI" -> "\"医院 AI\"". A run's closing single character is left out, for another
 * character may follow it there; a run of one character is the beginning of a pair: "18家" -> "\"18 家\" *".
 */
function phrase(node: TextNode): string {
  const words = indexableText(node.text).trim().split(/\s+/)
  const last = words.at(-1)!
  const closes = words.length > 1 && hasSpacelessScript(last) && [...last].length === 1
  const alone = closes && !hasSpacelessScript(words.at(-2)!)
  if (closes && !alone) words.pop()
  return `"${words.join(' ').replaceAll('"', ' ')}"${isPrefix(node) || alone ? ' *' : ''}`
}

/** One letter and a star would open a tenth of the vocabulary: it is looked up as it is. */
function isPrefix({ prefix, text }: TextNode): boolean {
  return prefix && (hasSpacelessScript(text) || /[\p{L}\p{N}]{2}\P{L}*$/u.test(text))
}

function checkPrefix(node: TextNode, { problems }: Compiling): void {
  if (!node.prefix || isPrefix(node)) return
  problems.push({
    at: node.at,
    length: node.text.length + 1,
    message: `A beginning needs two letters at least: "${node.text}" was searched as a word.`,
    example: 'hospit*',
  })
}

const KINDS_OF_FIELD: Partial<Record<Field, FilterField[]>> = {
  source: ['source', 'publication'],
  publication: ['publication'],
  kind: ['kind'],
  lang: ['lang'],
  country: ['country'],
  tag: ['tag'],
  tech: ['tech'],
  place: ['place'],
  story: ['story'],
  has: ['has'],
  is: ['is'],
}

function fieldMatch(node: FieldNode, compiling: Compiling): string {
  if (node.field === 'published' || node.field === 'seen') return periodMatch(node, node.field, compiling)
  checkValue(node, compiling)
  const tokens = KINDS_OF_FIELD[node.field]!.flatMap((field) =>
    valuesToLookUp(node.field, node.value).map((value) => filterToken(field, value)),
  )
  const alternatives = tokens.map((token) => `filters : "${token}"`)
  // Publications are also asked for by their names, as pages write them.
  if ((node.field === 'publication' || node.field === 'source') && /[\p{L}\p{N}]/u.test(node.value)) {
    alternatives.push(`names : ${phrase({ op: 'text', text: node.value, prefix: false, at: node.at })}`)
  }
  return alternatives.length === 1 ? alternatives[0]! : `(${alternatives.join(' OR ')})`
}

/** Anywhere but at the top a period is the years, months and days that cover it. */
function periodMatch(node: FieldNode, field: 'published' | 'seen', compiling: Compiling): string {
  const period = periodOf(node, compiling)
  const spans = period ? coverPeriod(period, compiling.today) : []
  if (spans.length === 0) return NONE
  return `(${spans.map((span) => `filters : "${filterToken(field, span)}"`).join(' OR ')})`
}

/** A value that no article can have is told, with the nearest that one can. */
function checkValue(node: FieldNode, { input, problems }: Compiling): void {
  const offer = offerValues(node.field, node.value)
  if (!offer) return
  problems.push({
    at: node.at,
    length: node.length,
    message: `No article has "${node.field}:${node.value}". Known are: ${offer.known.join(', ')}.`,
    ...(offer.nearest ? { mend: rewriteValue(input, node, offer.nearest) } : {}),
  })
}

/** What to mark in titles and snippets: every word asked for, none that was excluded. */
function toMarks(node: QueryNode): MarkTerm[] {
  switch (node.op) {
    case 'and':
    case 'or':
    case 'near':
      return node.nodes.flatMap(toMarks)
    case 'text': {
      const words = findWords(node.text)
      if (words.length === 0) return []
      if (words.length > 1) return [{ kind: 'phrase', words: words.map((word) => word.key) }]
      const [word] = words
      if (word!.spaceless) return [{ kind: 'run', key: word!.key }]
      return [
        isPrefix(node) ? { kind: 'prefix', key: foldWord(node.text) } : { kind: 'word', key: word!.key },
      ]
    }
    default:
      return []
  }
}
