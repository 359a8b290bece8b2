// Owns the cut of a text into sentences, with their places. Blocks end at a line break; a table row ("cell | cell") is
// one sentence. It must never change a character: whoever quotes a sentence quotes the text.

export type Sentence = { start: number; end: number } // UTF-16 offsets, without the space around

const sentenceCharsMax = 1_200 // longer runs without a full stop are cut at a space: no reader of sentences may be slow
const ENDS = /[.!?。！？…]/g
const CLOSERS = '"\'”’)]）」』】》'
const HAN = /[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]/

const ABBREVIATIONS = new Set(
  (
    'dr mr mrs ms prof st no nos vs inc ltd co corp llc plc gov sen rep gen col lt jr sr fig figs eq approx est dept ' +
    'al ed eds vol pp p ch sec art cf eg ie e.g i.e a.m p.m u.s u.k u.n e.u u.a.e d.c ph.d m.d b.sc m.sc jan feb mar apr ' +
    'jun jul aug sep sept oct nov dec mt ave blvd univ assoc min max resp ca'
  ).split(' '),
)
/** After these a full stop is no end, whatever follows: a name does. */
const TITLES = new Set(
  'dr mr mrs ms prof st no nos vs fig figs gen sen rep lt col approx e.g i.e eg ie cf ca'.split(' '),
)
const STARTERS = new Set(
  (
    'the a an in it this that these those they he she we but and however at by for of on as to from after before since ' +
    'when while there his her its our their more most some about nearly over only also since'
  ).split(' '),
)

/** Every sentence in reading order. "Dr. Li of Viz.ai spoke. 目前已有300家。" -> two. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    splitBlock(text, start, end, sentences)
    start = end + 1
  }
  return sentences
}

function splitBlock(text: string, from: number, to: number, sentences: Sentence[]) {
  const block = text.slice(from, to)
  let start = 0
  if (!block.includes(' | ')) {
    for (const match of block.matchAll(ENDS)) {
      if (match.index < start) continue
      const end = endOf(block, match.index, start)
      if (end === undefined) continue
      pushTrimmed(text, from + start, from + end, sentences)
      start = end
    }
  }
  pushTrimmed(text, from + start, to, sentences)
}

function pushTrimmed(text: string, from: number, to: number, sentences: Sentence[]) {
  let start = from
  let end = to
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  while (end - start > sentenceCharsMax) {
    const space = text.lastIndexOf(' ', start + sentenceCharsMax)
    const cut = space > start + sentenceCharsMax / 2 ? space : start + sentenceCharsMax
    sentences.push({ start, end: cut })
    start = cut
    while (start < end && isSpace(text.charCodeAt(start))) start++
  }
  if (end > start) sentences.push({ start, end })
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 0xa0 || code === 0x3000
}

/** Where the sentence ends if this mark ends it: behind closing quotes. */
function endOf(text: string, at: number, start: number): number | undefined {
  const mark = text[at]!
  let end = at + 1
  while (end < text.length && '.!?。！？…'.includes(text[end]!)) end++
  while (end < text.length && CLOSERS.includes(text[end]!)) end++
  if ('。！？'.includes(mark)) return end
  const next = text[end]
  if (next === undefined) return end
  if (mark === '…') return HAN.test(next) || next === ' ' ? end : undefined
  if (!isSpace(next.charCodeAt(0))) return HAN.test(next) && mark !== '.' ? end : undefined
  if (mark !== '.') return end
  return endsAtStop(text, at, end, start) ? end : undefined
}

function endsAtStop(text: string, at: number, end: number, start: number): boolean {
  let next = end
  while (next < text.length && (isSpace(text.charCodeAt(next)) || '"\'“‘(（['.includes(text[next]!))) next++
  const following = text[next]
  if (following === undefined) return true
  if (/[a-z,;:]/.test(following)) return false
  let from = at
  const floor = Math.max(start, at - 12)
  while (from > floor && /[A-Za-z.]/.test(text[from - 1]!)) from--
  const word = text.slice(from, at).toLowerCase()
  if (TITLES.has(word)) return false
  const initial = /^(?:[a-z]\.)*[a-z]$/.test(word) && text.slice(from, at) !== 'I'
  if (!initial && !ABBREVIATIONS.has(word)) return true
  const nextWord = /^[A-Za-z]+/.exec(text.slice(next, next + 20))?.[0] ?? ''
  return STARTERS.has(nextWord.toLowerCase()) && word.length > 1
}
