// Owns the figures of a text as values: "300", "three hundred", "三百", "1.2万", "三成" and the noun they count.
// It must never judge what a figure claims; it is enough to tell whether two texts give the same one.

import { simplifyText } from '../text/chinese.ts'

export type Figure = {
  value: number // "三成" and "30 per cent" are 30
  unit?: string // a concept of unitForms: "hospital", "percent"
  year: boolean // a calendar year, day of month or clock time: no quantity
  start: number // UTF-16 offset
  end: number
}

const figuresMax = 2_000
const wordsToUnitMax = 3

// What medical news counts, English stems and Chinese nouns or measure words. Longer Chinese forms first.
const unitForms: readonly [string, RegExp, RegExp][] = [
  ['percent', /^(?:percent|percentage|%|pct)$/, /^[%％]/],
  [
    'hospital',
    /^hospitals?$/,
    /^(?:多|余)?[家所间](?!诊所|公司|企业|药企)(?:三甲|三级|县级|公立|基层)*(?:医院|医疗机构)?/,
  ],
  ['clinic', /^(?:clinics?|polyclinics?|surger(?:y|ies)|practices?)$/, /^(?:多|余)?[家所间](?:综合)?诊所/],
  ['centre', /^(?:cent(?:re|er)s?)$/, /^(?:多|余)?[个家](?:卫生|筛查|医疗|健康)?中心/],
  ['trust', /^trusts?$/, /^个?信托/],
  ['company', /^(?:companies|company|firms?|start-?ups?|vendors?)$/, /^(?:多|余)?家(?:公司|企业|药企)/],
  ['patient', /^(?:patients?|inpatients?|cases?)$/, /^(?:多|余)?(?:名|位|例)(?:患者|病人|病例|患儿)/],
  [
    'doctor',
    /^(?:doctors?|physicians?|clinicians?|gps?|radiologists?|surgeons?|consultants?)$/,
    /^(?:多|余)?(?:名|位)(?:临床)?(?:医生|医师|大夫|放射科医生)/,
  ],
  ['nurse', /^nurses?$/, /^(?:多|余)?(?:名|位)护士/],
  [
    'person',
    /^(?:people|persons?|women|men|children|adults|participants?|volunteers?|staff|workers?|students?)$/,
    /^(?:多|余)?(?:人|名|位)/,
  ],
  ['device', /^(?:devices?|products?|tools?|systems?|algorithms?)$/, /^(?:多|余)?(?:款|种|台)/],
  ['record', /^(?:records?|files?)$/, /^(?:多|余)?(?:份|条)/],
  ['image', /^(?:images?|scans?|x-?rays?|films?|mammograms?|slides?|photographs?)$/, /^(?:多|余)?(?:张|幅)/],
  ['province', /^(?:provinces?|states?|regions?)$/, /^个?(?:省|州|地区)/],
  ['country', /^(?:countries|country|nations?)$/, /^个?国家/],
  ['bed', /^beds?$/, /^(?:张)?床/],
  ['minute', /^minutes?$/, /^分钟/],
  ['hour', /^hours?$/, /^(?:个)?小时/],
  ['day', /^days?$/, /^天/],
  ['week', /^weeks?$/, /^(?:周|个?星期)/],
  ['month', /^months?$/, /^个月/],
  ['age', /^years?$/, /^(?:岁|年(?!前|后|\d))/],
  ['yuan', /^(?:yuan|rmb|renminbi)$/, /^元/],
  ['dollar', /^(?:dollars?|usd|hk\$|us\$)$/, /^(?:美元|港元|港币)/],
  ['pound', /^(?:pounds?|gbp)$/, /^英镑/],
  ['euro', /^(?:euros?|eur)$/, /^欧元/],
  ['rupee', /^(?:rupees?|crore|lakh)$/, /^卢比/],
]
const currencySigns: Record<string, string> = {
  $: 'dollar',
  '£': 'pound',
  '€': 'euro',
  '¥': 'yuan',
  '₹': 'rupee',
}

const smallWords =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tensWords = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const multipliers: Record<string, number> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  bn: 1e9,
  m: 1e6,
  k: 1e3,
  万: 1e4,
  亿: 1e8,
  千: 1e3,
  百: 100,
  十: 10,
}
const wordNumber = String.raw`(?:(?:${tensWords.join('|')})(?:[- ](?:${smallWords.slice(1, 10).join('|')}))?|${smallWords.slice(2).join('|')}|(?<=\b(?:about|over|some|nearly|than) )an?(?= (?:hundred|thousand|million))|one(?= (?:hundred|thousand|million)))`
const figurePattern = new RegExp(
  String.raw`(?:(?<sign>[$£€¥₹])\s?)?(?<digits>(?<![A-Za-z\d.]|[A-Za-z]-)\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![A-Za-z\d.]|[A-Za-z]-)\d{1,15}(?:\.\d+)?)(?<scale>\s?(?:hundred|thousand|million|billion|bn\b|[mk]\b(?!g)|[十百千万亿]+))?` +
    String.raw`|\b(?<words>${wordNumber}(?: (?:hundred|thousand|million|billion)(?: and)?(?: ${wordNumber})?)*)\b` +
    `|(?<cheng>[一二三四五六七八九两半])成(?<half>半)?(?![为立功员本长果熟])` +
    String.raw`|百分之(?<share>[零一二三四五六七八九十百点]{1,8}|\d+(?:\.\d+)?)` +
    `|(?<han>[一二三四五六七八九两]?[十百千万亿][零一二三四五六七八九十百千万亿两]*|[一二两三四五六七八九](?=[家所名位例款个台份张]))`,
  'giu',
)

/** Every figure of a text in reading order. "at least 300 hospitals" -> [{ value: 300, unit: "hospital" }] */
export function findFigures(text: string): Figure[] {
  const simple = /[\u3400-\u9fff]/.test(text) ? simplifyText(text) : text
  const figures: Figure[] = []
  for (const match of simple.matchAll(figurePattern)) {
    const value = readValue(match.groups!)
    if (value === undefined || !Number.isFinite(value)) continue
    const end = match.index + match[0].length
    const figure: Figure = {
      value,
      year: isCalendar(simple, match.index, end, value, match.groups!),
      start: match.index,
      end,
    }
    const unit = readUnit(match.groups!, simple.slice(end, end + 60))
    if (unit && !figure.year) figure.unit = unit
    figures.push(figure)
    if (figures.length >= figuresMax) break
  }
  return figures
}

function readValue(groups: Record<string, string | undefined>): number | undefined {
  if (groups.digits) {
    return roundValue(
      Number(groups.digits.replaceAll(',', '')) * readScale(groups.scale?.trim().toLowerCase() ?? ''),
    )
  }
  if (groups.words) return readWords(groups.words.toLowerCase())
  if (groups.cheng) return hanDigit(groups.cheng) * 10 + (groups.half ? 5 : 0)
  if (groups.share) return /\d/.test(groups.share) ? Number(groups.share) : readHan(groups.share)
  return groups.han ? readHan(groups.han) : undefined
}

// 1.2 * 1e4 must be 12000, not 12000.000000000002.
function roundValue(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

function readScale(scale: string): number {
  if (scale === '') return 1
  const known = multipliers[scale]
  return known ?? [...scale].reduce((product, sign) => product * (multipliers[sign] ?? 1), 1)
}

function readWords(words: string): number {
  let total = 0
  let current = 0
  for (const word of words.split(/[\s-]+/)) {
    const small = smallWords.indexOf(word)
    const tens = tensWords.indexOf(word)
    if (small >= 0) current += small
    else if (tens >= 0) current += (tens + 2) * 10
    else if (word === 'a' || word === 'an') current = 1
    else if (word === 'hundred') current = (current || 1) * 100
    else if (multipliers[word]) {
      total += (current || 1) * multipliers[word]
      current = 0
    }
  }
  return total + current
}

function hanDigit(sign: string): number {
  if (sign === '两') return 2
  if (sign === '半') return 5
  return Math.max(0, '零一二三四五六七八九'.indexOf(sign))
}

// 一千二百 -> 1200, 三百 -> 300, 十二 -> 12
function readHan(text: string): number {
  const [whole = '', fraction] = text.split('点')
  let total = 0
  let section = 0
  let digit = 0
  for (const sign of whole) {
    const scale = '十百千'.includes(sign) ? multipliers[sign]! : 0
    if (scale) {
      section += (digit || 1) * scale
      digit = 0
    } else if (sign === '万' || sign === '亿') {
      total += (section + digit || 1) * multipliers[sign]!
      section = 0
      digit = 0
    } else digit = hanDigit(sign)
  }
  const value = total + section + digit
  return fraction ? Number(`${value}.${[...fraction].map(hanDigit).join('')}`) : value
}

const monthBefore = /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? $/i
const monthAfter = /^(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)/i

function isCalendar(
  text: string,
  start: number,
  end: number,
  value: number,
  groups: Record<string, string | undefined>,
): boolean {
  const before = text.slice(Math.max(0, start - 12), start)
  const after = text.slice(end, end + 12)
  if (groups.cheng || groups.share || groups.sign) return false
  if (/^(?:年(?![龄来内])|月(?!份?内)|日|号|时(?=\d|许)|点(?=\d|半|钟))/.test(after) && !/^年/.test(after))
    return true
  if (/^年/.test(after) && value >= 1900 && value <= 2100) return true
  if (groups.digits && /^\d{4}$/.test(groups.digits) && !groups.scale && value >= 1900 && value <= 2100) {
    return !/^(?:\s(?:hospitals|patients|people|doctors|physicians|beds|cases|centres|centers)|[名位例家个台份张款所])/i.test(
      after,
    )
  }
  return (
    (value <= 31 && (monthBefore.test(before) || monthAfter.test(after))) ||
    /^(?::\d\d|\s?[ap]\.?m\b)/i.test(after) ||
    /\d:$/.test(before)
  )
}

function readUnit(groups: Record<string, string | undefined>, after: string): string | undefined {
  if (groups.cheng || groups.share) return 'percent'
  if (groups.sign) return currencySigns[groups.sign]
  if (/^\s?[%％]/.test(after)) return 'percent'
  const han = after.replace(/^\s?(?:多|余)?/, '')
  for (const [unit, , chinese] of unitForms) if (chinese.test(han)) return unit
  const words =
    after
      .match(/^(?:[\s-]+[\p{L}$-]+){1,4}/u)?.[0]
      .trim()
      .toLowerCase()
      .split(/[\s]+/) ?? []
  if (/^per$/.test(words[0] ?? '') && /^cent/.test(words[1] ?? '')) return 'percent'
  for (const word of words.slice(0, wordsToUnitMax)) {
    if (/^(?:and|or|to|in|at|on|by|with|from|for|were|was|are|is|had|have|said)$/.test(word)) return undefined
    for (const [unit, english] of unitForms) if (english.test(word)) return unit
  }
  return undefined
}
