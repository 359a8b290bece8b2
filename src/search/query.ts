// The query grammar: what people type -> a tree, with every problem placed and a mend suggested. Never throws.
//   words are AND · "a phrase" · OR · -word or NOT · ( ) · word* · NEAR/10 · field:value · field:(one OR two)
// One grammar for the search page, saved searches, tag rules, alerts and digests.
import { hasSpacelessScript } from '../text/words.ts'
import type { Field } from './fields.ts'
import { plainSigns, readTokens, replacePiece, type Token } from './query-tokens.ts'

export type TextNode = { op: 'text'; text: string; column?: 'title' | 'names'; prefix: boolean; at: number }
export type FieldNode = { op: 'field'; field: Field; value: string; at: number; length: number }
export type QueryNode =
  | { op: 'and' | 'or'; nodes: QueryNode[] }
  | { op: 'not'; node: QueryNode }
  | { op: 'near'; nodes: TextNode[]; distance: number }
  | TextNode
  | FieldNode

/** Where in the input something is off; `mend` is the whole query as it may have been meant. Offsets are UTF-16. */
export type QueryProblem = { at: number; length: number; message: string; mend?: string; example?: string }

export type ParsedQuery = { tree?: QueryNode; problems: QueryProblem[] }

export const queryCharactersMax = 1_000
const termsMax = 64
const depthMax = 10 // brackets; the index's own parser ends at about 15 of the worst kind

/** parseQuery('hospital -"pilot study" lang:zh') -> and(text, not(text), field) */
export function parseQuery(input: string): ParsedQuery {
  const problems: QueryProblem[] = []
  if (input.length > queryCharactersMax) {
    problems.push({
      at: queryCharactersMax,
      length: input.length - queryCharactersMax,
      message: `A query takes up to ${queryCharactersMax} characters; the rest was left out.`,
    })
  }
  const text = plainSigns(input.slice(0, queryCharactersMax).toWellFormed())
  const tokens = limitTerms(readTokens(text, problems), text, problems)
  const tree = readAll({ tokens, next: 0, problems, text })
  hintOr(tokens, text, problems)
  return { ...(tree ? { tree } : {}), problems }
}

function limitTerms(tokens: Token[], text: string, problems: QueryProblem[]): Token[] {
  const terms = tokens.filter(({ kind }) => kind === 'word' || kind === 'phrase' || kind === 'field')
  const cut = terms[termsMax]
  if (!cut) return tokens
  problems.push({
    at: cut.at,
    length: text.length - cut.at,
    message: `A query takes up to ${termsMax} words; the rest was left out.`,
  })
  return tokens.slice(0, tokens.indexOf(cut))
}

/** "hospital or clinic": very likely meant as OR. */
function hintOr(tokens: Token[], text: string, problems: QueryProblem[]): void {
  const at = tokens.findIndex(
    ({ kind, text: word }, i) => kind === 'word' && word === 'or' && i > 0 && i < tokens.length - 1,
  )
  const token = tokens[at]
  if (!token) return
  problems.push({
    at: token.at,
    length: token.length,
    message: '"or" was searched as a word. For either of two words, write OR in capitals.',
    mend: replacePiece(text, token, 'OR'),
  })
}

type Cursor = { tokens: Token[]; next: number; problems: QueryProblem[]; text: string }

/** What the brackets around a place say: how deep it is, and the field of kind:( … ). */
type Around = { depth: number; field?: Field }

function readAll(cursor: Cursor): QueryNode | undefined {
  const parts: QueryNode[] = []
  while (cursor.next < cursor.tokens.length) {
    const node = readOr(cursor, { depth: 0 })
    if (node) parts.push(node)
    const stray = cursor.tokens[cursor.next]
    if (stray?.kind === 'close') {
      leaveOut(cursor, stray, 'This closing bracket has no opening one; it was left out.')
      cursor.next++
    }
  }
  return combine('and', parts)
}

function leaveOut(cursor: Cursor, token: Token, message: string): void {
  const { at, length } = token
  cursor.problems.push({ at, length, message, mend: replacePiece(cursor.text, token, ' ') })
}

function readOr(cursor: Cursor, around: Around): QueryNode | undefined {
  const nodes: QueryNode[] = []
  for (;;) {
    const node = readAnd(cursor, around)
    if (node) nodes.push(node)
    const token = cursor.tokens[cursor.next]
    if (token?.kind !== 'or') break
    cursor.next++
    const after = cursor.tokens[cursor.next]
    if (!node || !after || after.kind === 'close' || after.kind === 'or') {
      leaveOut(
        cursor,
        token,
        `${token.text} stands between two words; here one is missing, so it was left out. To search for the word itself, write "or".`,
      )
    }
  }
  return combine('or', nodes)
}

function readAnd(cursor: Cursor, around: Around): QueryNode | undefined {
  const nodes: QueryNode[] = []
  for (;;) {
    const token = cursor.tokens[cursor.next]
    if (!token || token.kind === 'or' || token.kind === 'close') break
    if (token.kind === 'and') cursor.next++
    else if (token.kind === 'near') readNear(cursor, around, token, nodes)
    else {
      const node = readOne(cursor, around)
      if (node) nodes.push(node)
    }
  }
  return combine('and', nodes)
}

/** Joins the node before it with the one after it; a chain of one distance is one node. */
function readNear(cursor: Cursor, around: Around, token: Token, nodes: QueryNode[]): void {
  cursor.next++
  const left = nodes.at(-1)
  const right = readOne(cursor, around)
  const distance = token.distance!
  if (left?.op === 'text' && right?.op === 'text') {
    nodes[nodes.length - 1] = { op: 'near', nodes: [left, right], distance }
  } else if (left?.op === 'near' && left.distance === distance && right?.op === 'text') {
    left.nodes.push(right)
  } else {
    cursor.problems.push({
      at: token.at,
      length: token.length,
      message: `${token.text} stands between two words or phrases; it was left out.`,
      mend: replacePiece(cursor.text, token, ' '),
      example: 'hospital NEAR/10 DeepSeek',
    })
    if (right) nodes.push(right)
  }
}

function readOne(cursor: Cursor, around: Around): QueryNode | undefined {
  const first = cursor.tokens[cursor.next]
  if (!first) return undefined
  if (first.kind === 'not') return readNot(cursor, around, first)
  cursor.next++
  switch (first.kind) {
    case 'open':
      return readBrackets(cursor, first, around.depth, around.field)
    case 'group':
      return readBrackets(cursor, first, around.depth, first.field)
    case 'field':
      return valueNode(first, first.field!, first.text)
    case 'word':
    case 'phrase': {
      if (around.field === undefined) return textNode(first.text, first.at, undefined, first.prefix)
      return valueNode(first, around.field, first.prefix ? `${first.text}*` : first.text)
    }
    default:
      cursor.next--
      return undefined
  }
}

/** Twice not is nothing: one node for any number of them. */
function readNot(cursor: Cursor, around: Around, first: Token): QueryNode | undefined {
  let times = 0
  while (cursor.tokens[cursor.next]?.kind === 'not') {
    times++
    cursor.next++
  }
  const node = readOne(cursor, around)
  if (node) return times % 2 === 0 ? node : node.op === 'not' ? node.node : { op: 'not', node }
  const after = cursor.tokens[cursor.next - 1]
  if (after?.kind === 'not' || after === first)
    leaveOut(cursor, first, `${first.text} needs a word after it; it was left out.`)
  return undefined
}

function readBrackets(
  cursor: Cursor,
  open: Token,
  depth: number,
  field: Field | undefined,
): QueryNode | undefined {
  if (depth >= depthMax) {
    leaveOut(cursor, open, `Brackets may be nested ${depthMax} deep; this one was left out.`)
    return undefined
  }
  const node = readOr(cursor, { depth: depth + 1, ...(field ? { field } : {}) })
  if (cursor.tokens[cursor.next]?.kind === 'close') cursor.next++
  else
    cursor.problems.push({
      at: open.at,
      length: open.length,
      message: 'This bracket is not closed; it was read to the end.',
      mend: `${cursor.text.trimEnd()})`,
    })
  return node
}

function valueNode(token: Token, field: Field, value: string): QueryNode | undefined {
  if (field === 'title') return textNode(value, token.at, 'title')
  if (field === 'author') return textNode(value, token.at, 'names')
  if (value.trim() === '') return undefined
  return { op: 'field', field, value: value.trim(), at: token.at, length: token.length }
}

/** Undefined for text without a letter or digit: there is nothing to look for. */
function textNode(
  text: string,
  at: number,
  column?: 'title' | 'names',
  prefix = false,
): TextNode | undefined {
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined
  const words = text.trim()
  const star = /.\*$/.test(words)
  // One character of a spaceless script is looked up as the beginning of a pair.
  const single = [...words].length === 1 && hasSpacelessScript(words)
  return {
    op: 'text',
    text: star ? words.slice(0, -1).trim() : words,
    ...(column ? { column } : {}),
    prefix: prefix || star || single,
    at,
  }
}

/** Nodes of the same kind side by side are one. */
function combine(op: 'and' | 'or', nodes: QueryNode[]): QueryNode | undefined {
  if (nodes.length <= 1) return nodes[0]
  return { op, nodes: nodes.flatMap((node) => (node.op === op ? node.nodes : [node])) }
}
