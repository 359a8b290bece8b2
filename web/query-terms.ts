// Puts filters into a query text and takes them out again, for the links of facets. It must never change what the
// reader typed besides that one term.

import { FIELDS } from '../src/search/fields.ts'

export type FilterTerm = { text: string; field: string; value: string }

const PIECE = /[()]|-?[A-Za-z]+:"[^"]*"?|"[^"]*"?|[^\s()"]+/g
const FILTER = /^([A-Za-z]+):(?:"([^"]*)"?|(.+))$/
const ofWords: readonly string[] = ['title', 'author'] // they narrow by what is typed after them, not by a choice
const FILTER_FIELDS = new Set<string>(FIELDS.filter((field) => !ofWords.includes(field)))

type Piece = { text: string; at: number; depth: number }

function splitPieces(query: string): Piece[] {
  let depth = 0
  return [...query.matchAll(PIECE)].map((match) => {
    if (match[0] === ')') depth = Math.max(0, depth - 1)
    const piece = { text: match[0], at: match.index, depth }
    if (match[0] === '(') depth++
    return piece
  })
}

/** ("kind", "journal") -> "kind:journal"; ("publication", "The Daily") -> 'publication:"The Daily"' */
export function writeTerm(field: string, value: string): string {
  return `${field}:${/[\s"()]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`
}

/** The filters of a query that stand outside brackets and alternatives: those one click can take away. */
export function listFilters(query: string): FilterTerm[] {
  if (hasAlternatives(query)) return []
  return splitPieces(query).flatMap(({ text, depth }) => {
    const [, name, quoted, bare] = FILTER.exec(text) ?? []
    const field = name?.toLowerCase()
    if (depth > 0 || field === undefined || !FILTER_FIELDS.has(field)) return []
    return [{ text, field, value: quoted ?? bare ?? '' }]
  })
}

export function hasTerm(query: string, term: string): boolean {
  return listFilters(query).some((filter) => filter.text.toLowerCase() === term.toLowerCase())
}

/** ("a OR b", "kind:wire") -> "(a OR b) kind:wire": a filter narrows the whole search. */
export function addTerm(query: string, term: string): string {
  const words = query.trim()
  if (words === '') return term
  const closed = (words.match(/"/g)?.length ?? 0) % 2 === 1 ? `${words}"` : words
  return hasAlternatives(closed) ? `(${closed}) ${term}` : `${closed} ${term}`
}

export function removeTerm(query: string, term: string): string {
  const kept = splitPieces(query).find(
    (piece) => piece.depth === 0 && piece.text.toLowerCase() === term.toLowerCase(),
  )
  if (!kept) return query
  return `${query.slice(0, kept.at).trimEnd()} ${query.slice(kept.at + kept.text.length).trimStart()}`.trim()
}

function hasAlternatives(query: string): boolean {
  return splitPieces(query).some((piece) => piece.depth === 0 && (piece.text === 'OR' || piece.text === '|'))
}
