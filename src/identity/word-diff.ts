// Owns the difference between two texts as words kept, inserted and deleted, with marks where a number changed.
// It must never judge whether the difference matters; versions.ts does.

import { simplify } from '../text/chinese.ts'
import { type Figure, findFigures } from './figures.ts'

/** Concatenated, equal and insert give the new text; equal and delete give the old one, typography apart. */
export type DiffOp = {
  op: 'equal' | 'insert' | 'delete'
  text: string
  number?: true // holds a figure that the other side has not
}

const tokensMax = 60_000 // per text; the rest is compared as one token
const editsMax = 1_500 // Myers' D; beyond it the stretch is shown as deleted and inserted whole
const islandWordsMax = 1 // a word kept between two changed stretches is shown as changed with them

/** "300 hospitals" -> "261 hospitals": [delete 300 (number), insert 261 (number), equal " hospitals"] */
export function wordDiff(oldText: string, newText: string): DiffOp[] {
  const before = tokenise(oldText)
  const after = tokenise(newText)
  return writeOps(joinIslands(compareTokens(before, after)))
}

/** One key for all ways to write a word: quotes, dashes, case, white space and Chinese script are folded. */
export function foldToken(token: string): string {
  if (/^\s+$/.test(token)) return ' '
  const folded = token
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u3400-\u9fff]/g, simplify)
  return folded
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟″«»「」『』]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/…/g, '...')
}

// ---------------------------------------------------------------- tokens

type Token = { text: string; key: string; word: boolean; figure?: Figure }
type Step = { op: DiffOp['op']; token: Token }

const tokenPattern =
  /\s+|[\u3040-\u30ff\u3400-\u9fff]|[\p{L}\p{N}\p{M}]+(?:['’.,](?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu

function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  let from = 0
  for (const figure of findFigures(text)) {
    if (figure.start < from) continue
    addTokens(tokens, text.slice(from, figure.start))
    const written = text.slice(figure.start, figure.end)
    // The key is the value: "three hundred" and "300" are no edit.
    tokens.push({ text: written, key: `#${figure.value}`, word: true, figure })
    from = figure.end
  }
  addTokens(tokens, text.slice(from))
  if (tokens.length <= tokensMax) return tokens
  const rest = tokens
    .slice(tokensMax)
    .map((token) => token.text)
    .join('')
  return [...tokens.slice(0, tokensMax), { text: rest, key: rest, word: true }]
}

function addTokens(tokens: Token[], text: string) {
  for (const [written] of text.matchAll(tokenPattern)) {
    tokens.push({ text: written, key: foldToken(written), word: /[\p{L}\p{N}]/u.test(written) })
  }
}

// ---------------------------------------------------------------- comparison

function compareTokens(before: Token[], after: Token[]): Step[] {
  let head = 0
  while (head < before.length && head < after.length && before[head]!.key === after[head]!.key) head++
  let tail = 0
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail]!.key === after[after.length - 1 - tail]!.key
  ) {
    tail++
  }
  const middle = compareMiddle(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  )
  return [...keep(after.slice(0, head)), ...middle, ...keep(after.slice(after.length - tail))]
}

function keep(tokens: Token[]): Step[] {
  return tokens.map((token) => ({ op: 'equal', token }))
}

function replaceAll(before: Token[], after: Token[]): Step[] {
  return [
    ...before.map((token): Step => ({ op: 'delete', token })),
    ...after.map((token): Step => ({ op: 'insert', token })),
  ]
}

// E. W. Myers, "An O(ND) difference algorithm and its variations" (1986), the greedy form, with the trace kept.
function compareMiddle(before: Token[], after: Token[]): Step[] {
  if (before.length === 0 || after.length === 0) return replaceAll(before, after)
  const limit = Math.min(before.length + after.length, editsMax)
  const furthest = new Int32Array(2 * limit + 3)
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(furthest.slice(limit + 1 - edits - 1, limit + 1 + edits + 2))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = limit + 1 + diagonal
      const down = diagonal === -edits || (diagonal !== edits && furthest[at - 1]! < furthest[at + 1]!)
      let x = down ? furthest[at + 1]! : furthest[at - 1]! + 1
      while (x < before.length && x - diagonal < after.length && before[x]!.key === after[x - diagonal]!.key)
        x++
      furthest[at] = x
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after)
    }
  }
  return replaceAll(before, after)
}

// trace[d] holds the furthest points of d - 1 edits for the diagonals -d-1 … d+1.
function walkBack(trace: Int32Array[], before: Token[], after: Token[]): Step[] {
  const steps: Step[] = []
  let x = before.length
  let y = after.length
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const row = trace[edits]!
    const diagonal = x - y
    const at = diagonal + edits + 1
    const down = diagonal === -edits || (diagonal !== edits && row[at - 1]! < row[at + 1]!)
    const previousX = edits === 0 ? 0 : down ? row[at + 1]! : row[at - 1]!
    const previousY = edits === 0 ? 0 : previousX - (down ? diagonal + 1 : diagonal - 1)
    while (x > previousX && y > previousY) {
      steps.push({ op: 'equal', token: after[--y]! })
      x--
    }
    if (edits === 0) break
    if (down) steps.push({ op: 'insert', token: after[--y]! })
    else steps.push({ op: 'delete', token: before[--x]! })
  }
  return steps.reverse()
}

// ---------------------------------------------------------------- writing

/** A changed stretch, deletions before insertions, or a kept one. */
type Hunk = { kept: Token[] } | { removed: Token[]; added: Token[] }

// A space, comma or single word kept between two changes would make confetti: it joins them.
function joinIslands(steps: Step[]): Hunk[] {
  const hunks: Hunk[] = []
  let at = 0
  while (at < steps.length) {
    const changed = steps[at]!.op !== 'equal'
    let end = at
    while (end < steps.length && (steps[end]!.op !== 'equal') === changed) end++
    const run = steps.slice(at, end)
    const last = hunks.at(-1)
    if (changed && last && 'removed' in last) addChanges(last, run)
    else if (changed) hunks.push(addChanges({ removed: [], added: [] }, run))
    else if (last && end < steps.length && isIsland(run)) addChanges(last, run)
    else hunks.push({ kept: run.map((step) => step.token) })
    at = end
  }
  return hunks
}

function isIsland(run: Step[]): boolean {
  const words = run.filter((step) => step.token.word)
  return (
    words.length <= islandWordsMax && words.every((step) => !step.token.figure && step.token.text.length <= 3)
  )
}

function addChanges(hunk: Hunk, run: Step[]): Hunk {
  if (!('removed' in hunk)) return hunk
  for (const { op, token } of run) {
    if (op !== 'insert') hunk.removed.push(token)
    if (op !== 'delete') hunk.added.push(token)
  }
  return hunk
}

function writeOps(hunks: Hunk[]): DiffOp[] {
  const ops: DiffOp[] = []
  for (const hunk of hunks) {
    if ('kept' in hunk) {
      ops.push({ op: 'equal', text: hunk.kept.map((token) => token.text).join('') })
      continue
    }
    const replaced = hunk.removed.some((token) => token.word) && hunk.added.some((token) => token.word)
    pushSide(ops, 'delete', hunk.removed, replaced ? hunk.added : undefined)
    pushSide(ops, 'insert', hunk.added, replaced ? hunk.removed : undefined)
  }
  return ops.filter((op) => op.text !== '')
}

/** One side of a change; a figure that the other side lacks stands in an op of its own, marked. */
function pushSide(ops: DiffOp[], op: 'insert' | 'delete', tokens: Token[], other: Token[] | undefined) {
  let text = ''
  for (const token of tokens) {
    if (other && token.figure && !other.some((counterpart) => counterpart.key === token.key)) {
      if (text) ops.push({ op, text })
      ops.push({ op, text: token.text, number: true })
      text = ''
    } else text += token.text
  }
  if (text) ops.push({ op, text })
}
