// A query tree written again: as a query that reads back to the same tree, and in words for people who never saw the
// grammar (saved searches, method pages).
import { hasSpacelessScript } from '../text/words.ts'
import type { Field } from './fields.ts'
import { type FieldNode, parseQuery, type QueryNode, type TextNode } from './query.ts'
import { isOperator } from './query-tokens.ts'

/** The one way to write a tree: parseQuery(printQuery(tree)) is the tree. */
export function printQuery(node: QueryNode): string {
  switch (node.op) {
    case 'and':
      return node.nodes.map((one) => (one.op === 'or' ? `(${printQuery(one)})` : printQuery(one))).join(' ')
    case 'or':
      return node.nodes
        .map((one) => (one.op === 'and' ? `(${printQuery(one)})` : printQuery(one)))
        .join(' OR ')
    case 'not':
      return node.node.op === 'text' || node.node.op === 'field'
        ? `-${printQuery(node.node)}`
        : `-(${printQuery(node.node)})`
    case 'near':
      return node.nodes.map(printText).join(` NEAR/${node.distance} `)
    case 'text':
      return printText(node)
    case 'field':
      return printField(node)
  }
}

const COLUMN_FIELDS = { title: 'title', names: 'author' } as const
const PLAIN_WORD = /^[\p{L}\p{N}]+$/u

function printText({ text, column, prefix }: TextNode): string {
  const single = [...text].length === 1 && hasSpacelessScript(text)
  const star = prefix && !single ? '*' : ''
  const field = column ? `${COLUMN_FIELDS[column]}:` : ''
  const plain = PLAIN_WORD.test(text) && !isOperator(text) && text !== 'or'
  return `${field}${plain ? `${text}${star}` : `"${text}${star}"`}`
}

function printField({ field, value }: FieldNode): string {
  return `${field}:${/^[^\s()",|]+$/.test(value) ? value : `"${value}"`}`
}

/** 'hospital -pilot kind:journal' -> 'articles with “hospital”, without “pilot”, of the kind journal' */
export function describeQuery(input: string): string {
  const { tree } = parseQuery(input)
  if (!tree) return input.trim() === '' ? 'all articles' : 'no articles'
  const parts = tree.op === 'and' ? tree.nodes : [tree]
  const words = parts.filter((part) => part.op !== 'field' && part.op !== 'not')
  const fields = parts.filter((part) => part.op === 'field')
  const without = parts.flatMap((part) => (part.op === 'not' ? [part.node] : []))
  return [
    ['articles', ...(words.length > 0 ? [`with ${listOf(words, 'and')}`] : [])].join(' '),
    ...without.map((node) => (node.op === 'field' ? `not ${describe(node)}` : `without ${describe(node)}`)),
    ...fields.map(describe),
  ].join(', ')
}

function listOf(nodes: QueryNode[], word: 'and' | 'or'): string {
  const parts = nodes.map((node) =>
    (node.op === 'or' || node.op === 'and') && nodes.length > 1 ? `(${describe(node)})` : describe(node),
  )
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`
}

function describe(node: QueryNode): string {
  switch (node.op) {
    case 'and':
    case 'or':
      return listOf(node.nodes, node.op)
    case 'not':
      return `not ${describe(node.node)}`
    case 'near':
      return node.nodes.map(describeText).join(` within ${node.distance} words of `)
    case 'text':
      return describeText(node)
    case 'field':
      return `${FIELD_WORDS[node.field] ?? node.field} ${
        node.field === 'published' || node.field === 'seen' ? describePeriod(node.value) : node.value
      }`
  }
}

function describeText({ text, column, prefix }: TextNode): string {
  const word = prefix ? `a word beginning with “${text}”` : `“${text}”`
  return column === 'title' ? `${word} in the title` : column === 'names' ? `the name ${word}` : word
}

const FIELD_WORDS: Partial<Record<Field, string>> = {
  source: 'from the source',
  publication: 'in the publication',
  kind: 'of the kind',
  lang: 'in the language',
  country: 'from the country',
  tag: 'tagged',
  tech: 'with a figure on',
  place: 'with a figure in',
  story: 'of the story',
  published: 'published',
  seen: 'first seen',
  has: 'with the mark',
  is: 'that are',
}

const UNITS: Record<string, string> = { d: 'day', w: 'week', m: 'month', y: 'year' }

/** "<7d" -> "in the last 7 days"; "2025-01/2025-06" -> "from 2025-01 to 2025-06" */
export function describePeriod(value: string): string {
  const age = /^([<>])\s*(\d+)\s*([dwmy])$/.exec(value)
  if (age) {
    const span = `${age[2]} ${UNITS[age[3]!]}${age[2] === '1' ? '' : 's'}`
    return age[1] === '<' ? `in the last ${span}` : `more than ${span} ago`
  }
  const compared = /^(<=|>=|<|>)\s*(.+)$/.exec(value)
  if (compared) {
    const word = { '<': 'before', '>': 'after', '<=': 'up to', '>=': 'since' }[compared[1]!]
    return `${word} ${compared[2]}`
  }
  const [left, right] = value.split(/\/|\.\./)
  if (right === undefined) return `in ${value}`
  if (!left) return `up to ${right}`
  return right === '' ? `since ${left}` : `from ${left} to ${right}`
}
