// What a copy changed of its original: all of it as a word diff, and first of all the figures and the words that bound
// them ("at least 300" -> "more than 300"). Pure.
import { findFigures } from '../src/identity/figures.ts'
import { type DiffOp, wordDiff } from '../src/identity/word-diff.ts'

export type Drift = {
  ops: DiffOp[]
  figures: { from: string; to: string }[]
  added: number // words
  removed: number
}

const BOUND =
  /\b(?:at least|no (?:fewer|less|more) than|(?:more|fewer|less|greater) than|over|above|about|around|roughly|approximately|nearly|almost|up to|as many as|under|below|some|exactly|only|just|estimated)\b|至少|超过|超過|逾|超|约|約|大约|近|将近|將近|不到|不足|多达|最多|仅|僅/i
const figuresShownMax = 12
const hunkCharactersMax = 160

export function findDrift(original: string, copy: string): Drift {
  const ops = wordDiff(original, copy)
  const before = ops
    .filter(({ op }) => op !== 'insert')
    .map(({ text }) => text)
    .join('')
  const after = ops
    .filter(({ op }) => op !== 'delete')
    .map(({ text }) => text)
    .join('')
  const figures: Drift['figures'] = []
  let [at, to] = [0, 0]
  for (let i = 0; i < ops.length; ) {
    if (ops[i]!.op === 'equal') {
      at += ops[i]!.text.length
      to += ops[i]!.text.length
      i++
      continue
    }
    const hunk: DiffOp[] = []
    while (i < ops.length && ops[i]!.op !== 'equal') hunk.push(ops[i++]!)
    const removed = lengthOf(hunk, 'delete')
    const added = lengthOf(hunk, 'insert')
    if (removed > 0 && added > 0 && Math.max(removed, added) <= hunkCharactersMax) {
      const pair = { from: widen(before, at, at + removed), to: widen(after, to, to + added) }
      if (
        isAboutFigure(hunk, pair) &&
        !figures.some((known) => known.from === pair.from && known.to === pair.to)
      )
        figures.push(pair)
    }
    at += removed
    to += added
  }
  const words = (op: DiffOp['op']) =>
    ops.filter((one) => one.op === op).reduce((n, { text }) => n + countWords(text), 0)
  return { ops, figures: figures.slice(0, figuresShownMax), added: words('insert'), removed: words('delete') }
}

const lengthOf = (hunk: DiffOp[], op: DiffOp['op']) =>
  hunk.filter((one) => one.op === op).reduce((sum, { text }) => sum + text.length, 0)

function countWords(text: string): number {
  return text.match(/[\u3400-\u9fff]|[\p{L}\p{N}]+/gu)?.length ?? 0
}

function isAboutFigure(hunk: DiffOp[], { from, to }: { from: string; to: string }): boolean {
  if (hunk.some((op) => op.number)) return true
  return hunk.some((op) => BOUND.test(op.text)) && findFigures(from).length > 0 && findFigures(to).length > 0
}

/** With the words that belong to a figure: a bound before it, what it counts after it; within one sentence. */
function widen(text: string, start: number, end: number): string {
  const left =
    /(?:[^\s.;:!?。；：！？\n]+\s){0,2}[^\s.;:!?。；：！？\n]{0,3}$/u.exec(
      text.slice(Math.max(0, start - 40), start),
    )?.[0] ?? ''
  const right =
    /^[^\s.;:!?。；：！？\n]{0,20}(?:\s[^\s.;:!?。；：！？\n]+){0,2}/u.exec(text.slice(end, end + 40))?.[0] ??
    ''
  return `${bound(left)}${text.slice(start, end)}${right}`.replace(/\s+/g, ' ').trim()
}

/** Of what stands before, only the words from the bound on. */
function bound(left: string): string {
  const found = BOUND.exec(left)
  return found ? left.slice(found.index) : /\S*$/.exec(left)![0]
}
