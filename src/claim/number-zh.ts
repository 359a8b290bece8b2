// The quantity grammar for Chinese: digits with 万 and 亿, characters, 成, 分之, 半数, 上百, 数十, 翻番, ranges, with the
// qualifier on either side. It must never decide what a number counts. Ordered: the first reading at a place wins.
import type { Figure } from './figure.ts'
import { MEASURE_WORDS, qualify } from './qualifiers-zh.ts'

const HAN_DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const HAN_SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 }

const HAN = '[零〇一二两三四五六七八九十百千万亿]'
const DIGITS = '(?:\\d{1,3}(?:[,，]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)'
const NUMBER = `(?:${DIGITS}(?: ?(?:[十百千]?[万亿]|[百千]))*)`
const TO = '(?:[-–—~～至到]| ?(?:-|–|~|至|到) ?)'
const NEAR: Record<string, Figure['qualifier']> = {
  约: 'about',
  近: 'nearly',
  超: 'more_than',
  至: 'at_least',
  不: 'fewer_than',
}

type Reader = {
  name: string
  pattern: string
  read: (groups: Record<string, string | undefined>, text: string) => Partial<Figure> | undefined
}

/** Tried in this order at every place. A new wording is a new entry. */
const READERS: Reader[] = [
  {
    name: 'percentage points',
    pattern: `(?<pp>${NUMBER})(?:个)?(?:%点|百分点)`,
    read: (g) => ({ kind: 'percentage_points', value: readHanNumber(g.pp!) }),
  },
  {
    name: 'range of percentages',
    pattern: `(?<rp1>${DIGITS})[%％]?${TO}(?<rp2>${DIGITS})[%％]`,
    read: (g) => rangeOf(readHanNumber(g.rp1!), readHanNumber(g.rp2!), 'share'),
  },
  {
    name: 'percentage',
    pattern: `(?<p>${DIGITS}) ?[%％]`,
    read: (g) => ({ kind: 'share', value: readHanNumber(g.p!) }),
  },
  {
    name: '百分之',
    pattern: `百分之(?<hp>${HAN}+(?:点${HAN}+)?|${DIGITS})`,
    read: (g) => ({ kind: 'share', value: readHanNumber(g.hp!) }),
  },
  {
    name: '三四成',
    pattern: '(?<c1>[一二三四五六七八九])(?<c2>[二三四五六七八九])成(?![为立功员本长果熟效])',
    read: (g) => rangeOf(HAN_DIGITS[g.c1!]! * 10, HAN_DIGITS[g.c2!]! * 10, 'share'),
  },
  {
    name: '成',
    pattern:
      '(?<c>[一二三四五六七八九两]|\\d(?:\\.\\d)?)成(?<ch>[一二三四五六七八九半](?![甲级等类]))?(?![为立功员本长果熟效就分])',
    read: (g) => ({ kind: 'share', value: chengOf(g.c!, g.ch), ofGroup: true }),
  },
  {
    name: '分之',
    pattern: `(?<w>${HAN}+|\\d+)分之(?<n>${HAN}+|\\d+)`,
    read: (g) => ({
      kind: 'share',
      value: tenth((100 * readHanNumber(g.n!)) / readHanNumber(g.w!)),
      ofGroup: true,
    }),
  },
  {
    name: '过半',
    pattern: '过半(?:数)?',
    read: () => ({ kind: 'share', value: 50, qualifier: 'more_than', ofGroup: true }),
  },
  {
    name: '半数',
    pattern: '(?:半数|一半|一多半|大半|多半(?!是))(?<more>以上)?',
    read: (g, text) =>
      /一半|半数/.test(text)
        ? { kind: 'share', value: 50, ofGroup: true, ...(g.more ? { qualifier: 'at_least' } : {}) }
        : { kind: 'share', value: 50, qualifier: 'more_than', ofGroup: true },
  },
  {
    name: 'factor',
    pattern: `翻(?:了)?(?:(?<fan>[一两二三])(?:番|倍)|倍|番)|(?<rise>增长|增加|提高|提升|上升|扩大)(?:了|超|超过|逾|近|约)*(?<up>${DIGITS}|[一两二三四五六七八九十])倍|(?<times>${DIGITS}|[两二三四五六七八九十])倍`,
    read: (g, text) => ({ kind: 'factor', value: factorOf(g, text) }),
  },
  {
    name: 'range',
    pattern: `(?<r1>${NUMBER})(?:多|余)?(?:家|所|个|名)?${TO}(?<r2>${NUMBER})(?=(?:多|余)?${MEASURE_WORDS})`,
    read: (g) => scaledRange(g.r1!, g.r2!),
  },
  {
    name: '三四百',
    pattern: `(?<d1>[一二三四五六七八九])(?<d2>[二三四五六七八九])(?<ds>[十百千万]+)(?=${MEASURE_WORDS})`,
    read: (g) => rangeOf(readHanNumber(g.d1! + g.ds!), readHanNumber(g.d2! + g.ds!), 'count'),
  },
  {
    name: '数百',
    pattern: `(?:数|几|好几)(?<v>[十百千万亿]+)(?=(?:多|余)?${MEASURE_WORDS})`,
    read: (g) => ({ kind: 'count', value: 2 * readHanNumber(g.v!), qualifier: 'vague' }),
  },
  {
    name: '上百',
    pattern: `上(?<a>[百千万亿]+)(?=${MEASURE_WORDS})`,
    read: (g) => ({ kind: 'count', value: readHanNumber(g.a!), qualifier: 'at_least' }),
  },
  {
    name: '十几',
    pattern: `(?<j>[一二三四五六七八九]?十)几(?=${MEASURE_WORDS})`,
    read: (g) => ({ kind: 'count', value: readHanNumber(g.j!), qualifier: 'more_than' }),
  },
  {
    name: '每三家就有一家',
    pattern: `每(?<e1>${NUMBER}|${HAN}+)(?:家|名|位|个|人|所|间|台)?[^，。；\\d]{0,16}?(?<q>约|近|超过?|至少|不到)?(?:就有|中有|中就有|里有|里就有|中约有|就|有)(?<q2>约|近|超过?|至少|不到)?(?<e2>${NUMBER}|${HAN}+)(?:家|名|位|个|人|所|间|台)`,
    read: (g) => {
      const [whole, part] = [readHanNumber(g.e1!), readHanNumber(g.e2!)]
      const said = g.q ?? g.q2
      const qualifier = said ? NEAR[said.slice(0, 1)] : undefined
      const share = { kind: 'share' as const, value: tenth((100 * part) / whole), ofGroup: true }
      return part < whole ? { ...share, ...(qualifier ? { qualifier } : {}) } : undefined
    },
  },
  {
    name: '五家就有三家',
    pattern: `(?<e1>${NUMBER}|${HAN}+)(?:家|名|位|个|人|所|间|台)[^，。；\\d]{0,6}?就有(?<e2>${NUMBER}|${HAN}+)(?:家|名|位|个|人|所|间|台)`,
    read: (g) => {
      const [whole, part] = [readHanNumber(g.e1!), readHanNumber(g.e2!)]
      return part < whole && whole <= 10
        ? { kind: 'share', value: tenth((100 * part) / whole), ofGroup: true }
        : undefined
    },
  },
  {
    name: '没有一家',
    pattern:
      '(?:没有(?:任何)?一|无一)(?=[家所间名位][^，。；,]{0,8}(?:医院|机构|诊所|中心|医生|医师|护士|卫生院))',
    read: () => ({ kind: 'count', value: 0, qualifier: 'exact' }),
  },
  {
    name: '所有',
    pattern:
      '(?:所有|全部)(?:的)?(?![接上用部完实采安装启使应开落建铺覆联投纳通达运改搬换])(?=[^，。；,\\d一二两三四五六七八九十百千万]{0,10}(?:医院|机构|中心|卫生院|卫生室|诊所|门诊|药店|医生|护士|科室|病区|集群|集团|单位|乡镇|省份|县|区|市))',
    read: () => ({ kind: 'share', value: 100, universal: true, ofGroup: true }),
  },
  {
    name: 'digits',
    pattern: `(?<c>${NUMBER})`,
    read: (g) => ({ kind: 'count', value: readHanNumber(g.c!) }),
  },
  {
    name: 'characters',
    pattern: `(?<h>${HAN}+)(?=(?:多|余|来)?${MEASURE_WORDS})`,
    read: (g) => hanCount(g.h!),
  },
]
/** With what a reading may begin: most of a text's characters are settled by it. Readers not named begin with a digit. */
const FIRST: Record<string, RegExp> = {
  百分之: /百/,
  三四成: /[一二三四五六七八九]/,
  成: /[\d一二三四五六七八九两]/,
  分之: /[\d零〇一二两三四五六七八九十百千万亿]/,
  过半: /过/,
  半数: /[半一大多]/,
  factor: /[\d翻增提上扩两二三四五六七八九十]/,
  三四百: /[一二三四五六七八九]/,
  数百: /[数几好]/,
  上百: /上/,
  十几: /[一二三四五六七八九十]/,
  每三家就有一家: /每/,
  五家就有三家: /[\d一二两三四五六七八九十]/,
  没有一家: /[没无]/,
  所有: /[所全]/,
  characters: /[零〇一二两三四五六七八九十百千万亿]/,
}
const COMPILED = READERS.map((reader) => ({
  ...reader,
  first: FIRST[reader.name] ?? /\d/,
  regex: new RegExp(reader.pattern, 'y'),
}))
type Compiled = (typeof COMPILED)[number]
const BY_FIRST = new Map<string, Compiled[]>()

/** The readings that may begin with a character. */
function readersFor(first: string): readonly Compiled[] {
  let readers = BY_FIRST.get(first)
  if (!readers) {
    readers = COMPILED.filter((reader) => reader.first.test(first))
    BY_FIRST.set(first, readers)
  }
  return readers
}

const START = /[\d零〇一二两三四五六七八九十百千万亿数几好上过半翻所全大多增提扩每没无]/g

/** Every quantity of a Chinese sentence in reading order, none overlapping another. */
export function readChineseFigures(sentence: string): Figure[] {
  const figures: Figure[] = []
  let done = 0
  START.lastIndex = 0
  for (let match = START.exec(sentence); match; match = START.exec(sentence)) {
    const at = match.index
    if (at < done) continue
    if (isInsideName(sentence, at)) {
      START.lastIndex = skipNumber(sentence, at)
      continue
    }
    DATED.lastIndex = at
    if (DATED.test(sentence)) {
      START.lastIndex = DATED.lastIndex
      continue
    }
    const figure = readAt(sentence, at)
    if (!figure) {
      if (/\d/.test(match[0])) START.lastIndex = skipNumber(sentence, at)
      continue
    }
    figures.push(figure)
    done = Math.max(figure.end, at + 1)
    START.lastIndex = done
  }
  return figures
}

/** "2025年3月31日": what the dates read, and nobody is counted by. */
const DATED = /\d{1,4}(?:年(?!轻)|月|日|号|岁)/y

function skipNumber(sentence: string, at: number): number {
  let end = at + 1
  while (end < sentence.length && /[\d.,]/.test(sentence[end]!)) end++
  return end
}

/** "R1", "V3.1", "第300", "GPT-4", "¥300". */
function isInsideName(sentence: string, at: number): boolean {
  const before = sentence[at - 1] ?? ''
  if (/[A-Za-z_#$£€¥￥第]/.test(before)) return true
  if (/\d/.test(sentence[at]!) && /[\d.]/.test(before)) return true
  return before === '-' && /[A-Za-z]/.test(sentence[at - 2] ?? '')
}

const PLAIN = COMPILED.filter((reader) => reader.name === 'digits')
const PLAIN_DIGITS = new RegExp(NUMBER, 'y')

/** Digits with no sign of a share, a range or a factor behind them: most numbers, and read at once. */
function isPlain(sentence: string, at: number): boolean {
  PLAIN_DIGITS.lastIndex = at
  if (!PLAIN_DIGITS.test(sentence)) return false
  const end = PLAIN_DIGITS.lastIndex
  return (
    !/[%％点成倍分至到\-–—~～百]/.test(sentence.slice(end, end + 5)) &&
    !/^.{1,8}就有/.test(sentence.slice(end, end + 10))
  )
}

function readAt(sentence: string, at: number): Figure | undefined {
  for (const reader of isPlain(sentence, at) ? PLAIN : readersFor(sentence[at]!)) {
    reader.regex.lastIndex = at
    const match = reader.regex.exec(sentence)
    if (!match) continue
    const end = at + match[0].length
    if (/^[A-Za-z]/.test(sentence.slice(end, end + 1)) && /\d$/.test(match[0])) return undefined // 671B, 5G
    const read = reader.read(match.groups ?? {}, match[0])
    if (!read || read.value === undefined || !Number.isFinite(read.value)) continue
    const around = qualify(sentence, at, end)
    return {
      kind: 'count',
      words: !/\d/.test(match[0]),
      ...read,
      value: read.value,
      qualifier: read.qualifier ?? around.qualifier,
      numberStart: at,
      numberEnd: end,
      start: around.start,
      end: around.end,
    }
  }
  return undefined
}

// ---------------------------------------------------------------- values

/** "1.2万", "三百二十", "53,000", "两千万", "一点五". */
export function readHanNumber(raw: string): number {
  const text = raw.replace(/[,，\s]/g, '')
  const digits = /^(\d+(?:\.\d+)?)([十百千万亿]*)$/.exec(text)
  if (digits) return round(Number(digits[1]) * [...digits[2]!].reduce((n, c) => n * HAN_SCALES[c]!, 1))
  if (text.includes('点')) {
    const [whole, part] = text.split('点')
    return round(readHanNumber(whole!) + Number(`0.${[...part!].map((c) => HAN_DIGITS[c] ?? '').join('')}`))
  }
  return readCharacters(text)
}

function readCharacters(text: string): number {
  if (!/[十百千万亿]/.test(text))
    return text ? Number([...text].map((c) => HAN_DIGITS[c] ?? 'x').join('')) : Number.NaN
  let total = 0
  let section = 0
  let digit: number | undefined
  for (const c of text) {
    const scale = HAN_SCALES[c]
    if (scale === undefined) digit = HAN_DIGITS[c] ?? Number.NaN
    else if (scale < 1e4) {
      section += (digit ?? 1) * scale
      digit = undefined
    } else {
      total = (total + section + (digit ?? (section || total ? 0 : 1))) * scale
      section = 0
      digit = undefined
    }
  }
  return total + section + (digit ?? 0)
}

function round(value: number): number {
  return Number(value.toPrecision(15))
}

function tenth(value: number): number {
  return Number(value.toFixed(1))
}

function rangeOf(min: number, max: number, kind: 'share' | 'count'): Partial<Figure> | undefined {
  return min < max ? { kind, value: min, valueMax: max, qualifier: 'range' } : undefined
}

/** "3至5万家": both are counted in 万. */
function scaledRange(first: string, second: string): Partial<Figure> | undefined {
  const max = readHanNumber(second)
  const scale = /[十百千万亿]+$/.exec(second)?.[0] ?? ''
  const bare = readHanNumber(first)
  const min = scale && !/[百千万亿]/.test(first) ? readHanNumber(first + scale) : bare
  return rangeOf(min < max ? min : bare, max, 'count')
}

function chengOf(tens: string, half: string | undefined): number {
  const whole = 10 * (HAN_DIGITS[tens] ?? Number(tens))
  return whole + (half === undefined ? 0 : half === '半' ? 5 : HAN_DIGITS[half]!)
}

function factorOf(g: Record<string, string | undefined>, text: string): number {
  if (text.startsWith('翻')) return 2 ** ({ 两: 2, 二: 2, 三: 3 }[g.fan ?? ''] ?? 1)
  if (g.up) return 1 + readHanNumber(g.up) // 增长两倍: three times as many
  return readHanNumber(g.times ?? '')
}

function hanCount(raw: string): Partial<Figure> | undefined {
  if (raw === '一' || raw === '零' || raw === '〇') return undefined // 一家: an article, hardly ever a count
  return { kind: 'count', value: readHanNumber(raw) }
}
