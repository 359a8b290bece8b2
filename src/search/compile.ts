// A query tree -> what the store runs: an FTS5 expression, a range of days, and the terms to mark. Pure.

import { EVERY_ARTICLE, type FilterField, filterToken } from '../store/filter-tokens.ts'
import type { CompiledQuery } from '../store/search.ts'
import type { MarkTerm } from '../text/marks.ts'
import { findWords, foldWord, hasSpacelessScript, indexableText } from '../text/words.ts'
import { readPeriod } from './period.ts'
import { parseQuery, type QueryNode, type QueryProblem } from './query.ts'

export type Compiled = CompiledQuery & { problems: QueryProblem[]; empty: boolean }

const TEXT_COLUMNS = '{title text names}'

/** `today` is a day such as "2026-03-14", for periods like <7d. */
export function compileQuery(input: string, today: string): Compiled {
  const { tree, problems } = parseQuery(input)
  const compiled: Compiled = { marks: [], problems, empty: tree === undefined && input.trim() === '' }
  if (!tree) {
    if (input.trim() !== '' && problems.length === 0) {
      problems.push({
        at: 0,
        length: input.length,
        message: 'There is no word in this query to search for.',
        mend: 'hospital DeepSeek',
      })
    }
    return compiled
  }
  const rest = takePeriods(tree, compiled, today)
  if (rest) {
    compiled.match = toMatch(rest, problems)
    compiled.marks = toMarks(rest)
  }
  return compiled
}

/** published: narrows the whole search, so it is taken out of the top-level AND; days become a range of row ids. */
function takePeriods(tree: QueryNode, compiled: Compiled, today: string): QueryNode | undefined {
  const nodes = tree.op === 'and' ? tree.nodes : [tree]
  const rest: QueryNode[] = []
  for (const node of nodes) {
    if (node.op !== 'field' || node.field !== 'published') {
      rest.push(node)
      continue
    }
    const period = readPeriod(node.value, today)
    if (!period) {
      compiled.problems.push({
        at: node.at,
        length: node.length,
        message: `"${node.value}" is no period; it was left out. Write a year, month or day, an interval, or an age.`,
        mend: 'published:2025-03, published:2025-01/2025-06, published:>2025-03-01, published:<7d',
      })
      continue
    }
    if (period.fromDay !== undefined)
      compiled.fromDay = Math.max(compiled.fromDay ?? period.fromDay, period.fromDay)
    if (period.toDay !== undefined) compiled.toDay = Math.min(compiled.toDay ?? period.toDay, period.toDay)
  }
  return rest.length === 0 ? undefined : rest.length === 1 ? rest[0] : { op: 'and', nodes: rest }
}

const EVERY = `filters : "${EVERY_ARTICLE}"`

function toMatch(node: QueryNode, problems: QueryProblem[]): string {
  switch (node.op) {
    case 'and': {
      const wanted = node.nodes.filter((n) => n.op !== 'not').map((n) => toMatch(n, problems))
      const unwanted = node.nodes.flatMap((n) => (n.op === 'not' ? [toMatch(n.node, problems)] : []))
      const all = wanted.length === 0 ? EVERY : wanted.join(' AND ')
      return unwanted.length === 0 ? `(${all})` : `((${all}) NOT (${unwanted.join(' OR ')}))`
    }
    case 'or':
      return `(${node.nodes.map((n) => toMatch(n, problems)).join(' OR ')})`
    case 'not':
      return `(${EVERY} NOT ${toMatch(node.node, problems)})`
    case 'near':
      return `${TEXT_COLUMNS} : NEAR(${phrase(node.left)} ${phrase(node.right)}, ${node.distance})`
    case 'text':
      return `${node.column ?? TEXT_COLUMNS} : ${phrase(node)}`
    case 'field':
      return fieldMatch(node, problems)
  }
}

/**
 * The text as the index holds it: "医院 AI" -> "\"医院 AI\"". A run's closing single character is left out, for another
 * character may follow it there; a run of one character is the beginning of a pair: "18家" -> "\"18 家\" *".
 */
function phrase(node: QueryNode): string {
  if (node.op !== 'text') return '""'
  const words = indexableText(node.text).trim().split(/\s+/)
  const last = words.at(-1)!
  const closes = words.length > 1 && hasSpacelessScript(last) && [...last].length === 1
  const alone = closes && !hasSpacelessScript(words.at(-2)!)
  if (closes && !alone) words.pop()
  return `"${words.join(' ').replaceAll('"', ' ')}"${node.prefix || alone ? ' *' : ''}`
}

const KINDS_OF_FIELD: Record<string, FilterField[]> = {
  source: ['source', 'publication'],
  publication: ['publication'],
  kind: ['kind'],
  lang: ['lang'],
  country: ['country'],
  tag: ['tag'],
  has: ['has'],
  is: ['is'],
}

function fieldMatch(node: Extract<QueryNode, { op: 'field' }>, problems: QueryProblem[]): string {
  if (node.field === 'published') {
    problems.push({
      at: node.at,
      length: node.length,
      message:
        'published: narrows the whole search and cannot stand inside OR, NOT or brackets; it was left out here.',
      mend: 'hospital OR clinic … with published:2025 at the end, outside the brackets',
    })
    return EVERY
  }
  const value = node.value.toLowerCase()
  const slug = value.replace(/\s+/g, '-')
  const tokens = KINDS_OF_FIELD[node.field]!.flatMap((field) =>
    [...new Set([value, slug])].map((v) => filterToken(field, v)),
  )
  const alternatives = tokens.map((token) => `filters : "${token}"`)
  // Publications are also asked for by their names, as pages write them.
  if ((node.field === 'publication' || node.field === 'source') && /[\p{L}\p{N}]/u.test(value)) {
    alternatives.push(`names : ${phrase({ op: 'text', text: node.value, prefix: false, at: node.at })}`)
  }
  return alternatives.length === 1 ? alternatives[0]! : `(${alternatives.join(' OR ')})`
}

/** What to mark in titles and snippets: every word asked for, none that was excluded. */
function toMarks(node: QueryNode): MarkTerm[] {
  switch (node.op) {
    case 'and':
    case 'or':
      return node.nodes.flatMap(toMarks)
    case 'near':
      return [...toMarks(node.left), ...toMarks(node.right)]
    case 'text': {
      const words = findWords(node.text)
      if (words.length === 0) return []
      if (words.length > 1) return [{ kind: 'phrase', words: words.map((word) => word.key) }]
      const [word] = words
      if (word!.spaceless) return [{ kind: 'run', key: word!.key }]
      return [node.prefix ? { kind: 'prefix', key: foldWord(node.text) } : { kind: 'word', key: word!.key }]
    }
    default:
      return []
  }
}
