// The query grammar: what people type -> a tree, with every problem placed and a mend suggested. Never throws.
//   words are AND · "a phrase" · OR · -word or NOT · ( ) · word* · NEAR/10 · field:value
// Full-width punctuation and curly quotes are taken as the plain ones.
import { hasSpacelessScript } from '../text/words.ts'

export const FIELDS = [
  'title',
  'author',
  'source',
  'publication',
  'kind',
  'lang',
  'country',
  'tag',
  'published',
  'has',
  'is',
] as const
export type Field = (typeof FIELDS)[number]

export type QueryNode =
  | { op: 'and' | 'or'; nodes: QueryNode[] }
  | { op: 'not'; node: QueryNode }
  | { op: 'text'; text: string; column?: 'title' | 'names'; prefix: boolean; at: number }
  | { op: 'near'; left: QueryNode; right: QueryNode; distance: number }
  | { op: 'field'; field: Field; value: string; at: number; length: number }

/** Where in the input something is off, and what to write instead. Offsets are UTF-16. */
export type QueryProblem = { at: number; length: number; message: string; mend?: string }

export type ParsedQuery = { tree?: QueryNode; problems: QueryProblem[] }

export const queryCharactersMax = 1_000
const termsMax = 64
const depthMax = 16
const nearMax = 100 // words

type Token = {
  kind: 'word' | 'phrase' | 'field' | 'or' | 'and' | 'not' | 'open' | 'close' | 'near'
  text: string
  at: number
  length: number
  value?: string
  distance?: number
  prefix?: boolean
}

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
  const text = plainPunctuation(input.slice(0, queryCharactersMax))
  let tokens = readTokens(text, problems)
  const terms = tokens.filter(
    (token) => token.kind === 'word' || token.kind === 'phrase' || token.kind === 'field',
  )
  if (terms.length > termsMax) {
    const cut = terms[termsMax]!
    problems.push({
      at: cut.at,
      length: text.length - cut.at,
      message: `A query takes up to ${termsMax} words; the rest was left out.`,
    })
    tokens = tokens.filter((token) => token.at < cut.at)
  }
  const tree = readAll(tokens, problems)
  return { ...(tree ? { tree } : {}), problems }
}

const PLAIN: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '＂': '"',
  '（': '(',
  '）': ')',
  '：': ':',
  '－': '-',
  '–': '-',
  '—': '-',
  '＊': '*',
  '　': ' ',
  '，': ' ',
  '、': ' ',
}

/** Character for character, so that places stay right. */
function plainPunctuation(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .replace(/[“”„«»「」『』＂（）：－–—＊　，、]/g, (character) => PLAIN[character]!)
}

const TOKEN =
  /\s+|(\()|(\))|(-)(?=[^\s-])|([A-Za-z]+):(?:"([^"]*)("?)|([^\s()"]*))|"([^"]*)("?)|(NEAR\/(\d+))(?=\s|$)|([^\s()"]+)/gy

function readTokens(text: string, problems: QueryProblem[]): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const at = match.index
    const length = match[0].length
    const [, open, close, minus, name, quoted, quotedEnd, bare, phrase, phraseEnd, near, distance, word] =
      match
    if (open) tokens.push({ kind: 'open', text: open, at, length })
    else if (close) tokens.push({ kind: 'close', text: close, at, length })
    else if (minus) tokens.push({ kind: 'not', text: minus, at, length })
    else if (near)
      tokens.push({ kind: 'near', text: near, at, length, distance: Math.min(Number(distance), nearMax) })
    else if (phrase !== undefined) {
      if (phraseEnd === '') unclosed(problems, at, text)
      tokens.push({ kind: 'phrase', text: phrase, at, length })
    } else if (name !== undefined) {
      if (quoted !== undefined && quotedEnd === '') unclosed(problems, at, text)
      tokens.push(...fieldTokens(name, quoted ?? bare ?? '', quoted !== undefined, at, length, problems))
    } else if (word !== undefined) tokens.push(wordToken(word, at, length))
  }
  return tokens
}

function unclosed(problems: QueryProblem[], at: number, text: string): void {
  problems.push({
    at,
    length: text.length - at,
    message: 'This quotation mark is not closed; the phrase was read to the end.',
    mend: `${text}"`,
  })
}

function wordToken(word: string, at: number, length: number): Token {
  if (word === 'OR' || word === '|') return { kind: 'or', text: word, at, length }
  if (word === 'AND') return { kind: 'and', text: word, at, length }
  if (word === 'NOT') return { kind: 'not', text: word, at, length }
  const prefix = /.\*$/.test(word)
  return { kind: 'word', text: prefix ? word.slice(0, -1) : word, at, length, prefix }
}

function fieldTokens(
  name: string,
  value: string,
  quoted: boolean,
  at: number,
  length: number,
  problems: QueryProblem[],
): Token[] {
  const field = name.toLowerCase()
  const words: Token = quoted
    ? { kind: 'phrase', text: value, at, length }
    : { kind: 'word', text: `${name} ${value}`, at, length, prefix: false }
  if (/^https?$/.test(field)) return [{ kind: 'phrase', text: `${name}:${value}`, at, length }]
  if (!(FIELDS as readonly string[]).includes(field)) {
    const near = nearestField(field)
    problems.push({
      at,
      length: name.length + 1,
      message: `There is no field "${name}:"; it was searched as words. Fields: ${FIELDS.map((f) => `${f}:`).join(' ')}`,
      ...(near ? { mend: `${near}:${quoted ? `"${value}"` : value}` } : {}),
    })
    return [words]
  }
  if (value.trim() === '') {
    problems.push({
      at,
      length,
      message: `"${name}:" needs a value right after the colon, such as ${EXAMPLES[field as Field]}.`,
    })
    return []
  }
  return [{ kind: 'field', text: field, value: value.trim(), at, length }]
}

export const EXAMPLES: Record<Field, string> = {
  title: 'title:hospital',
  author: 'author:"Wong Tien Yin"',
  source: 'source:harbour-daily',
  publication: 'publication:"Harbour Daily"',
  kind: 'kind:journal',
  lang: 'lang:zh',
  country: 'country:CN',
  tag: 'tag:risk/privacy',
  published: 'published:2025-03',
  has: 'has:edit',
  is: 'is:paywalled',
}

function nearestField(name: string): Field | undefined {
  return FIELDS.map((field) => ({ field, distance: editDistance(field, name) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance)[0]?.field
}

/** Levenshtein distance; both words are short. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

type Cursor = { tokens: Token[]; next: number; problems: QueryProblem[] }

function readAll(tokens: Token[], problems: QueryProblem[]): QueryNode | undefined {
  const cursor: Cursor = { tokens, next: 0, problems }
  const parts: QueryNode[] = []
  while (cursor.next < tokens.length) {
    const node = readOr(cursor, 0)
    if (node) parts.push(node)
    const stray = tokens[cursor.next]
    if (stray?.kind === 'close') {
      problems.push({
        at: stray.at,
        length: 1,
        message: 'This closing bracket has no opening one; it was left out.',
      })
      cursor.next++
    }
  }
  return combine('and', parts)
}

function readOr(cursor: Cursor, depth: number): QueryNode | undefined {
  const nodes: QueryNode[] = []
  for (;;) {
    const node = readAnd(cursor, depth)
    if (node) nodes.push(node)
    const token = cursor.tokens[cursor.next]
    if (token?.kind !== 'or') break
    cursor.next++
    const after = cursor.tokens[cursor.next]
    if (!node || !after || after.kind === 'close' || after.kind === 'or') {
      cursor.problems.push({
        at: token.at,
        length: token.length,
        message:
          'OR stands between two words; here one is missing, so it was left out. To search for the word itself, write "or".',
      })
    }
  }
  return combine('or', nodes)
}

function readAnd(cursor: Cursor, depth: number): QueryNode | undefined {
  const nodes: QueryNode[] = []
  for (;;) {
    const token = cursor.tokens[cursor.next]
    if (!token || token.kind === 'or' || token.kind === 'close') break
    if (token.kind === 'and') {
      cursor.next++
      continue
    }
    if (token.kind === 'near') {
      cursor.next++
      const left = nodes.at(-1)
      const right = readOne(cursor, depth)
      if (left?.op === 'text' && right?.op === 'text')
        nodes[nodes.length - 1] = { op: 'near', left, right, distance: token.distance! }
      else {
        cursor.problems.push({
          at: token.at,
          length: token.length,
          message: `${token.text} stands between two words or phrases; it was left out.`,
          mend: 'hospital NEAR/10 DeepSeek',
        })
        if (right) nodes.push(right)
      }
      continue
    }
    const node = readOne(cursor, depth)
    if (node) nodes.push(node)
  }
  return combine('and', nodes)
}

function readOne(cursor: Cursor, depth: number): QueryNode | undefined {
  const token = cursor.tokens[cursor.next]
  if (!token) return undefined
  cursor.next++
  switch (token.kind) {
    case 'not': {
      const node = readOne(cursor, depth)
      if (node) return { op: 'not', node }
      cursor.problems.push({
        at: token.at,
        length: token.length,
        message: `${token.text} needs a word after it; it was left out.`,
      })
      return undefined
    }
    case 'open': {
      if (depth >= depthMax) {
        cursor.problems.push({
          at: token.at,
          length: 1,
          message: `Brackets may be nested ${depthMax} deep; this one was left out.`,
        })
        return undefined
      }
      const node = readOr(cursor, depth + 1)
      if (cursor.tokens[cursor.next]?.kind === 'close') cursor.next++
      else
        cursor.problems.push({
          at: token.at,
          length: 1,
          message: 'This bracket is not closed; it was read to the end.',
        })
      return node
    }
    case 'field':
      if (token.text === 'title') return textNode(token.value!, token.at, 'title')
      if (token.text === 'author') return textNode(token.value!, token.at, 'names')
      return {
        op: 'field',
        field: token.text as Field,
        value: token.value!,
        at: token.at,
        length: token.length,
      }
    case 'word':
    case 'phrase':
      return textNode(token.text, token.at, undefined, token.prefix)
    default:
      return undefined
  }
}

/** Undefined for text without a letter or digit: there is nothing to look for. */
function textNode(
  text: string,
  at: number,
  column?: 'title' | 'names',
  prefix = false,
): QueryNode | undefined {
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined
  const star = /.\*$/.test(text)
  // One character of a spaceless script is looked up as the beginning of a pair.
  const single = [...text].length === 1 && hasSpacelessScript(text)
  return {
    op: 'text',
    text: star ? text.slice(0, -1) : text,
    ...(column ? { column } : {}),
    prefix: prefix || star || single,
    at,
  }
}

function combine(op: 'and' | 'or', nodes: QueryNode[]): QueryNode | undefined {
  return nodes.length <= 1 ? nodes[0] : { op, nodes }
}
