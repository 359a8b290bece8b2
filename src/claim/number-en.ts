// The quantity grammar for English: digits and words, scales, fractions, "7 in 10", ranges, percentages, factors, with
// the qualifier on either side. It must never decide what a number counts. Ordered: the first reading at a place wins.
import type { Figure } from './figure.ts'
import { qualifyEnglish } from './qualifiers-en.ts'

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: Record<string, number> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  lakh: 1e5,
  crore: 1e7,
  dozen: 12,
  bn: 1e9,
  mn: 1e6,
  m: 1e6,
  k: 1e3,
}
const PARTS: Record<string, number> = {
  half: 2,
  halves: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  twentieth: 20,
  hundredth: 100,
}

const SMALL_WORDS = `(?:${[...SMALL].reverse().join('|')})`
const TENS_WORDS = `(?:${TENS.join('|')})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\\b)?`
const UNDER_HUNDRED = `(?:${TENS_WORDS}|${SMALL_WORDS})`
const SCALE_WORDS = '(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)'
const DIGITS = '(?:\\d{1,3}(?:[, \\u202f]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)'
const DIGIT_NUMBER = `${DIGITS}(?:[ -]?(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)\\b|[ ]?(?:bn|mn)\\b|[mk]\\b)?`
// Every repetition is bounded: a page of number words must not cost more than its length.
const WORD_TAIL = `(?:,? (?:and )?${UNDER_HUNDRED}(?:[ -]${SCALE_WORDS}\\b){0,2}){0,4}`
const WORD_NUMBER = `\\b(?:half an? (?:million|billion|dozen)|a quarter of a million|(?:an?|${UNDER_HUNDRED})(?: and a half)?(?:[ -]${SCALE_WORDS}\\b){1,2}${WORD_TAIL}|${UNDER_HUNDRED})\\b`
const NUMBER = `(?:${DIGIT_NUMBER}|${WORD_NUMBER})`
const PERCENT = '(?:[ ]?%|[ -]?per[ -]?cents?\\b|[ ]?pct\\b|[ ]pc\\b)'
const POINTS = '[ -]?(?:(?:percentage|percent|per cent|%)[ -]?points?|pp|ppts?|p\\.p\\.)\\b'
const TO = '(?:[ ]?[-–—~][ ]?| to | and | or )'
const PART_WORDS =
  '(?:halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)'

type Reader = {
  name: string
  pattern: string
  read: (groups: Record<string, string | undefined>, text: string) => Partial<Figure> | undefined
}

/** Tried in this order at every place. A new wording is a new entry. */
const READERS: Reader[] = [
  {
    name: 'percentage points',
    pattern: `(?<pp>${NUMBER})${POINTS}`,
    read: (g) => ({ kind: 'percentage_points', value: readNumber(g.pp!) }),
  },
  {
    name: 'points',
    pattern: `(?<=\\b(?:by|up|down|gained|lost|rose|fell|jumped|climbed|leapt|added|dropped|some|another|about|nearly|almost) )(?<po>${NUMBER})[- ]points?\\b(?! (?:scale|score))`,
    read: (g) => ({ kind: 'percentage_points', value: readNumber(g.po!) }),
  },
  {
    name: 'range of percentages',
    pattern: `(?:between )?(?<rp1>${NUMBER})(?:${PERCENT})?(?<rpto>${TO})(?<rp2>${NUMBER})${PERCENT}`,
    read: (g, text) => rangeOf(g.rp1!, g.rp2!, g.rpto!, text, 'share'),
  },
  {
    name: 'percentage',
    pattern: `(?<p>${NUMBER})${PERCENT}`,
    read: (g) => ({ kind: 'share', value: readNumber(g.p!) }),
  },
  {
    name: 'one in five',
    pattern: `(?<i1>\\b(?:${SMALL_WORDS}|\\d{1,3}))(?: in (?:every )?| out of (?:every )?| of every )(?<i2>(?:${UNDER_HUNDRED}|an? hundred|\\d{1,3}))\\b(?![,.]?\\d| (?:months?|years?|weeks?|days?|hours?|minutes?|cit|countr|states))`,
    read: (g, text) => shareOf(readNumber(g.i1!), readNumber(g.i2!), !/of/i.test(text)),
  },
  {
    name: 'one user in nine',
    pattern: `\\b(?<u1>one|two|three) (?:[a-z]+ ){1,2}in (?:every )?(?<u2>(?:${UNDER_HUNDRED}|an? hundred|\\d{1,3}))\\b(?![,.]?\\d| (?:months?|years?|weeks?|days?|cit|countr|states|hospitals?|trusts?|clinics?))`,
    read: (g) => shareOf(readNumber(g.u1!), readNumber(g.u2!)),
  },
  {
    name: 'every second',
    pattern:
      '\\bevery (?<e>second|other|third|fourth|fifth|sixth|tenth)(?= [a-z])(?! (?:day|week|month|year|time|hour))',
    read: (g) =>
      shareOf(
        1,
        g.e!.toLowerCase() === 'other' || g.e!.toLowerCase() === 'second' ? 2 : PARTS[g.e!.toLowerCase()]!,
      ),
  },
  {
    name: 'share in fractions',
    pattern: `\\b(?:(?<f1>one|two|three|four|five|six|seven|eight|nine|an?)[- ])?(?<f2>${PART_WORDS})\\b(?=(?: or more)?[ ](?:of (?!an? |20\\d\\d)|all )|[ ](?:the |its |their )?[A-Za-z]+s\\b|$)`,
    read: (g, text) => fractionOf(g.f1, g.f2!, text),
  },
  {
    name: 'a fraction that stands alone',
    pattern: `(?<=\\b(?:by|to|at|is|was|around|about|nearly|almost|over|under|roughly|another|some|reached|reaching|from|than) )(?:(?<a1>one|two|three|four|five|six|seven|eight|nine|an?)[- ])?(?<a2>${PART_WORDS})\\b(?![ -](?:year|hour|day|century|dozen|million|man|round|generation|party|time|phase|place|of an?\\b|way))`,
    read: (g, text) => fractionOf(g.a1, g.a2!, text),
  },
  {
    name: 'every one of',
    pattern: `\\b(?:every|each)(?: single)?(?: one)? of (?:the|our|its|their|those|these) (?<ev>${UNDER_HUNDRED}|\\d[\\d,]*)(?= [a-z])`,
    read: (g) => ({ kind: 'count', value: readNumber(g.ev!), qualifier: 'exact', universal: true }),
  },
  {
    name: 'a part of a total in words',
    pattern: `(?<w1>\\b${UNDER_HUNDRED}|\\d[\\d,]*) (?:of|out of) (?:(?:the|its|their|our|all|those|these|the (?:\\w+ )?\\w+'s?|[A-Z]\\w+(?: [A-Z]\\w+)?'s?) (?:\\w+ )?)?(?<w2>${UNDER_HUNDRED}|\\d[\\d,]*)(?= (?!per|%)[a-z])`,
    read: (g) => partOf(readNumber(g.w1!), readNumber(g.w2!)),
  },
  {
    name: 'a part of a total',
    pattern:
      '(?<o1>\\d[\\d,]*) ?(?:/| of | out of )(?: ?(?:the|its|their|all) )?(?<o2>\\d[\\d,]*)(?![\\d/]|[.,]\\d|[ ]?%)',
    read: (g) => partOf(readNumber(g.o1!), readNumber(g.o2!)),
  },
  {
    name: 'factor',
    pattern:
      '\\b(?:(?<fw>doubl|tripl|trebl|quadrupl|quintupl)(?:e|es|ed|ing)\\b|(?<ff>\\d+(?:\\.\\d+)?|two|three|four|five|six|seven|eight|nine|ten|twenty)(?:-| )?fold\\b|(?<fx>\\d+(?:\\.\\d+)?)(?:x\\b| ?× ?)|(?<ft>\\d+(?:\\.\\d+)?|two|three|four|five|six|seven|eight|nine|ten) times(?= (?:as many|more|the (?:number|rate|share|figure|level)|higher|last|what)))',
    read: (g) => ({ kind: 'factor', value: factorOf(g) }),
  },
  {
    name: 'range',
    pattern: `(?:between )?(?<r1>${NUMBER})(?<rto>${TO})(?<r2>${NUMBER})`,
    read: (g, text) => rangeOf(g.r1!, g.r2!, g.rto!, text, 'count'),
  },
  {
    name: 'vague words',
    pattern:
      '\\b(?<v>(?:tens|hundreds) of thousands|hundreds|thousands|(?:several|a few|many|multiple) (?:hundred|thousand|dozen)|dozens|scores|tens of millions|millions|a couple of (?:hundred|dozen)|a handful)\\b(?: of)?',
    read: (g) => ({ kind: 'count', qualifier: 'vague', value: vagueOf(g.v!.toLowerCase()) }),
  },
  {
    name: 'not a single',
    pattern:
      '\\b(?:not a single|not one|no)(?= (?:[A-Z]?[a-z]+ )?(?:hospital|trust|clinic|practice|district|centre|center|health system|health board|country|province|state|county|doctor|physician|nurse|ward|site)s?\\b)',
    read: () => ({ kind: 'count', value: 0, qualifier: 'exact' }),
  },
  {
    name: 'none of the',
    pattern:
      '\\b(?:none|not one|not a single one|neither)(?: of (?:the|our|its|these) (?<n>\\d[\\d,]*|[a-z]+teen|[a-z]{2,9}))(?= )',
    read: (g) => noneOf(g.n),
  },
  { name: 'number', pattern: `(?<c>${NUMBER})`, read: (g) => countOf(g.c!) },
]

const SOURCE = READERS.map(({ pattern }) => pattern)
const START = new RegExp(
  `\\d|\\b(?:an?|half|quarters?|thirds?|doubl|tripl|trebl|quadrupl|quintupl|tens|hundreds?|thousands|several|few|every|each|many|multiple|dozens?|scores|millions|none|zero|not?|neither|between|${SMALL.slice(1).join('|')}|${TENS.join('|')})`,
  'gi',
)
const COMPILED = READERS.map((reader, i) => ({ ...reader, regex: new RegExp(SOURCE[i]!, 'iy') }))

/** Every quantity of an English sentence in reading order, none overlapping another. */
export function readEnglishFigures(sentence: string): Figure[] {
  const figures: Figure[] = []
  START.lastIndex = 0
  let done = 0
  for (let match = START.exec(sentence); match; match = START.exec(sentence)) {
    const at = match.index
    if (at < done || isInsideWord(sentence, at)) continue
    const figure = readAt(sentence, at)
    if (!figure) {
      if (/\d/.test(match[0])) START.lastIndex = skipDigits(sentence, at)
      continue
    }
    figures.push(figure)
    done = Math.max(figure.end, at + 1)
    START.lastIndex = done
  }
  return figures
}

function skipDigits(sentence: string, at: number): number {
  let end = at
  while (end < sentence.length && /[\d.,]/.test(sentence[end]!)) end++
  return end
}

/** "R1", "GPT-4", "v3.1", "COVID-19": the digits belong to a name. */
function isInsideWord(sentence: string, at: number): boolean {
  const before = sentence[at - 1]
  if (before === undefined) return false
  if (/[A-Za-z\d_.#$£€¥₹]/.test(before) && !(before === '.' && /\s/.test(sentence[at - 2] ?? ' ')))
    return true
  if (before === ' ' && /[$£€¥₹]/.test(sentence[at - 2] ?? '')) return true
  return /[-–]/.test(before) && /[A-Za-z]/.test(sentence[at - 2] ?? '') && /\d/.test(sentence[at]!)
}

function readAt(sentence: string, at: number): Figure | undefined {
  for (const reader of COMPILED) {
    reader.regex.lastIndex = at
    const match = reader.regex.exec(sentence)
    if (!match) continue
    const end = at + match[0].trimEnd().length
    if (!endsWhole(sentence, end)) continue
    if (match.groups?.rpto?.trim() === 'to' || match.groups?.rto?.trim() === 'to')
      if (/\bfrom $/i.test(sentence.slice(0, at))) continue
    const read = reader.read(match.groups ?? {}, match[0])
    if (!read || read.value === undefined || !Number.isFinite(read.value)) continue
    const around = qualifyEnglish(sentence, at, end)
    const qualifier = read.qualifier ?? around.qualifier
    return {
      kind: 'count',
      words: !/\d/.test(match[0]),
      ...read,
      value: read.value,
      qualifier,
      numberStart: at,
      numberEnd: end,
      start: around.start,
      end: around.end,
    }
  }
  return undefined
}

/** "671B", "5G", "3D", "20-bed", "10:30", "2024-05" are no quantities that stand for themselves. */
function endsWhole(sentence: string, end: number): boolean {
  const after = sentence.slice(end, end + 5)
  return !/^(?:[A-Za-z_]|:\d|-[A-Za-z]|\.\d|,\d{3}|[-/]\d|°)/.test(after) || /^-(?:plu|odd)/.test(after)
}

// ---------------------------------------------------------------- values

/** "1.2 million", "three hundred and twelve", "half a million", "a dozen". */
export function readNumber(raw: string): number {
  const text = raw.toLowerCase().trim()
  const digits = /^(\d[\d,. \u202f]*\d|\d)[ -]?([a-z]+)?$/.exec(text)
  if (digits)
    return round(
      Number(digits[1]!.replace(/[, \u202f]/g, '')) * (digits[2] ? (SCALES[digits[2]] ?? Number.NaN) : 1),
    )
  if (text === 'a quarter of a million') return 250_000
  const half = /^half an? (\w+)$/.exec(text)
  if (half) return (SCALES[half[1]!] ?? Number.NaN) / 2
  return readWords(text)
}

function readWords(text: string): number {
  let total = 0
  let group = 0
  for (const word of text.split(/[-\s,]+/)) {
    const scale = SCALES[word]
    if (scale === 100 || scale === 12) group = Math.max(group, 1) * scale
    else if (scale !== undefined) {
      total += Math.max(group, 1) * scale
      group = 0
    } else if (word === 'a' || word === 'an') group += 1
    else if (word === 'half') group += 0.5
    else if (word !== 'and') {
      const small = SMALL.indexOf(word)
      const tens = TENS.indexOf(word)
      if (small < 0 && tens < 0) return Number.NaN
      group += small >= 0 ? small : (tens + 2) * 10
    }
  }
  // "one and a half million": the halves stand before the scale, "a" has been counted with them
  return /and a half/.test(text) ? total - (SCALES[text.split(/[-\s]/).at(-1)!] ?? 1) : total + group
}

function round(value: number): number {
  return Number(value.toPrecision(15))
}

function countOf(raw: string): Partial<Figure> | undefined {
  if (/^an?$/i.test(raw)) return undefined
  return { kind: 'count', value: readNumber(raw) }
}

function rangeOf(
  first: string,
  second: string,
  joint: string,
  text: string,
  kind: 'share' | 'count',
): Partial<Figure> | undefined {
  const between = /^between/i.test(text)
  if (/and/i.test(joint) && !between) return undefined
  const max = readNumber(second)
  let min = readNumber(first)
  if (min < max && /thousand|million|billion|k$|m$|bn$/i.test(second) && !/[a-z]/i.test(first)) {
    const scaled = min * (SCALES[/[a-z]+$/i.exec(second.toLowerCase())?.[0] ?? ''] ?? 1)
    if (scaled < max) min = scaled
  }
  if (!(min < max) || (/or/.test(joint) && max - min > min)) return undefined
  return { kind, value: min, valueMax: max, qualifier: 'range' }
}

/** "1 in 14" is a share as "one in five" is; "6 out of 14" says how many there are. */
function shareOf(part: number, whole: number, anyWhole = false): Partial<Figure> | undefined {
  const rounds = [2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 25, 50, 100]
  if (!(part > 0 && part < whole)) return undefined
  if (!rounds.includes(whole) && !(anyWhole && part <= 3 && whole <= 100)) return undefined
  return { kind: 'share', value: round((100 * part) / whole), ofGroup: true }
}

function partOf(part: number, whole: number): Partial<Figure> | undefined {
  if (!(part <= whole) || (whole >= 1900 && whole < 2100 && part < 32)) return undefined
  return { kind: 'count', value: part, total: whole }
}

function fractionOf(numerator: string | undefined, part: string, text: string): Partial<Figure> | undefined {
  const divisor = PARTS[part.toLowerCase().replace(/(?<=f|h|d|r)s$/, '')] ?? PARTS[part.toLowerCase()]
  if (divisor === undefined) return undefined
  if (!numerator && divisor !== 2) return undefined // "the third of": an ordinal
  const count = !numerator || /^an?$/i.test(numerator) ? 1 : SMALL.indexOf(numerator.toLowerCase())
  if (count < 1 || count >= divisor || text.length === 0) return undefined
  return { kind: 'share', value: round(Number(((100 * count) / divisor).toFixed(1))), ofGroup: true }
}

function factorOf(g: Record<string, string | undefined>): number {
  if (g.fw)
    return { doubl: 2, tripl: 3, trebl: 3, quadrupl: 4, quintupl: 5 }[g.fw.toLowerCase()] ?? Number.NaN
  return readNumber(g.ff ?? g.fx ?? g.ft ?? '')
}

function vagueOf(words: string): number {
  const exact: Record<string, number> = {
    'tens of thousands': 20_000,
    'hundreds of thousands': 200_000,
    hundreds: 200,
    thousands: 2_000,
    dozens: 24,
    scores: 40,
    'tens of millions': 2e7,
    millions: 2e6,
    'a handful': 3,
  }
  if (exact[words] !== undefined) return exact[words]
  const scale = SCALES[/hundred|thousand|dozen/.exec(words)?.[0] ?? ''] ?? Number.NaN
  return (/several|few/.test(words) ? 3 : 2) * scale
}

function noneOf(total: string | undefined): Partial<Figure> | undefined {
  const whole = total === undefined ? Number.NaN : readNumber(total)
  return Number.isFinite(whole) ? { kind: 'count', value: 0, total: whole, qualifier: 'exact' } : undefined
}
