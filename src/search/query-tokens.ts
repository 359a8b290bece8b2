// A query's text cut into words, phrases, fields and signs, each with its place. Full-width signs, curly quotes and the
// Chinese words for and, or, not are read as the plain ones; places stay those of what was typed.
import { EXAMPLES, type Field, isField, nearestField } from './fields.ts'
import type { QueryProblem } from './query.ts'

export type Token = {
  kind: 'word' | 'phrase' | 'field' | 'group' | 'or' | 'and' | 'not' | 'open' | 'close' | 'near'
  text: string
  at: number
  length: number
  field?: Field // of "field" and "group"; a group is "kind:(" with its bracket still open
  prefix?: boolean
  distance?: number
}

export const nearMax = 100 // words
const nearUsual = 10

const SIGNS: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '《': '"',
  '》': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '　': ' ',
  '、': ' ',
  '。': ' ',
  '，': ' ',
  '；': ' ',
  '【': ' ',
  '】': ' ',
}
const FULL_WIDTH_SIGN = /[！-／：-＠［-｀｛-～]/g

/** Character for character, so that places stay right. */
export function plainSigns(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f\u00a0]/g, ' ')
    .replace(/[“”„‟«»「」『』《》–—−　、。，；【】]/g, (character) => SIGNS[character]!)
    .replace(FULL_WIDTH_SIGN, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
}

const TOKEN =
  /\s+|\|+|(\()|(\))|(-)(?=[^\s-])|([A-Za-z]+):(?:(\()|"([^"]*)("?)|([^\s()"]*))|"([^"]*)("?)|NEAR(?:\/(\d+))?(?=\s|$)|([^\s()"|]+)/gy

export function readTokens(text: string, problems: QueryProblem[]): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const at = match.index
    const length = match[0].length
    const [whole, open, close, minus, name, group, quoted, quotedEnd, bare, phrase, phraseEnd] = match
    const word = match[12]
    const place = { at, length }
    if (open) tokens.push({ kind: 'open', text: open, ...place })
    else if (close) tokens.push({ kind: 'close', text: close, ...place })
    else if (minus) tokens.push({ kind: 'not', text: minus, ...place })
    else if (phrase !== undefined) {
      if (phraseEnd === '') unclosed(problems, at, text)
      tokens.push({ kind: 'phrase', text: phrase, ...place })
    } else if (name !== undefined) {
      if (quoted !== undefined && quotedEnd === '') unclosed(problems, at, text)
      const value = quoted ?? bare ?? ''
      tokens.push(
        ...fieldTokens(
          { name, value, quoted: quoted !== undefined, group: !!group, ...place },
          text,
          problems,
        ),
      )
    } else if (word !== undefined) tokens.push(wordToken(word, place))
    else if (whole.startsWith('|')) tokens.push({ kind: 'or', text: whole, ...place })
    else if (whole.startsWith('NEAR')) tokens.push(nearToken(whole, match[11], place, text, problems))
  }
  return tokens
}

type Place = { at: number; length: number }

function nearToken(
  whole: string,
  distance: string | undefined,
  place: Place,
  text: string,
  problems: QueryProblem[],
): Token {
  const asked = distance === undefined ? nearUsual : Number(distance)
  if (asked > nearMax)
    problems.push({
      ...place,
      message: `NEAR/${nearMax} is the widest; it was read so.`,
      mend: replacePiece(text, place, `NEAR/${nearMax}`),
    })
  return { kind: 'near', text: whole, ...place, distance: Math.min(asked, nearMax) }
}

/** The query with one piece of it written otherwise, spaces tidied. */
export function replacePiece(text: string, { at, length }: Place, by: string): string {
  return `${text.slice(0, at)}${by}${text.slice(at + length)}`.replace(/\s+/g, ' ').trim()
}

function unclosed(problems: QueryProblem[], at: number, text: string): void {
  problems.push({
    at,
    length: text.length - at,
    message: 'This quotation mark is not closed; the phrase was read to the end.',
    mend: `${text}"`,
  })
}

const WORDS_FOR: Record<string, Token['kind']> = {
  OR: 'or',
  或: 'or',
  或者: 'or',
  AND: 'and',
  '&': 'and',
  '&&': 'and',
  和: 'and',
  与: 'and',
  與: 'and',
  并且: 'and',
  NOT: 'not',
  非: 'not',
}

/** Whether a word means "or", "and" or "not" where it stands alone. */
export function isOperator(word: string): boolean {
  return Object.hasOwn(WORDS_FOR, word) || /^NEAR(\/\d+)?$/.test(word)
}

function wordToken(word: string, place: Place): Token {
  if (Object.hasOwn(WORDS_FOR, word)) return { kind: WORDS_FOR[word]!, text: word, ...place }
  const prefix = /.\*$/.test(word)
  return { kind: 'word', text: prefix ? word.slice(0, -1) : word, ...place, prefix }
}

type Written = Place & { name: string; value: string; quoted: boolean; group: boolean }

function fieldTokens(written: Written, text: string, problems: QueryProblem[]): Token[] {
  const { name, value, quoted, group, at, length } = written
  const place = { at, length }
  const field = name.toLowerCase()
  if (/^https?$/.test(field) && !group) return [{ kind: 'phrase', text: `${name}:${value}`, ...place }]
  if (!isField(field)) {
    problems.push(noSuchField(written, text))
    if (group)
      return [
        { kind: 'word', text: name, at, length: name.length },
        { kind: 'open', text: '(', at: at + length - 1, length: 1 },
      ]
    const words = quoted ? value : `${name} ${value}`
    return [{ kind: quoted ? 'phrase' : 'word', text: words, ...place, prefix: false }]
  }
  if (group) return [{ kind: 'group', text: name, field, ...place }]
  if (value.trim() === '') {
    const gap = quoted ? undefined : /^\s+(?=[^\s()])/.exec(text.slice(at + length))
    problems.push({
      ...place,
      message: `"${name}:" needs a value right after the colon.`,
      ...(gap
        ? { mend: replacePiece(text, { at: at + length, length: gap[0].length }, '') }
        : { example: EXAMPLES[field] }),
    })
    return []
  }
  return valueTokens(field, value, quoted, place)
}

/** kind:journal,wire is kind:(journal OR wire); words of titles and names are left as they are. */
function valueTokens(field: Field, value: string, quoted: boolean, place: Place): Token[] {
  const isWords = field === 'title' || field === 'author'
  const values = quoted || isWords ? [value] : value.split(/[,|]/).filter((part) => part !== '')
  const tokens = values.map((one): Token => ({ kind: 'field', text: one.trim(), field, ...place }))
  if (tokens.length < 2) return tokens
  const between = (kind: 'open' | 'or' | 'close'): Token => ({ kind, text: kind, ...place })
  return [
    between('open'),
    ...tokens.flatMap((token, i) => (i === 0 ? [token] : [between('or'), token])),
    between('close'),
  ]
}

function noSuchField({ name, at }: Written, text: string): QueryProblem {
  const near = nearestField(name.toLowerCase())
  return {
    at,
    length: name.length + 1,
    message: `There is no field "${name}:"; it was searched as words.`,
    ...(near
      ? { mend: replacePiece(text, { at, length: name.length }, near) }
      : { mend: replacePiece(text, { at, length: name.length + 1 }, `${name} `) }),
  }
}
