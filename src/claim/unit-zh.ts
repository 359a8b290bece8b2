// What a Chinese number counts: the noun after the measure word ("700家三甲医院"), or the one before the figure
// ("接入的医院超过700家"). Each measure word says which nouns it can count.
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import type { UnitWord } from './lexicon.ts'
import type { PhraseHit } from './phrases.ts'

export type ChineseUnit = {
  id: string
  from: number
  to: number
  end: number
  inherited: boolean
  distance: number
  how: string
  words?: string // when another sentence names it
}
export type Clause = { start: number; end: number }

export function cutClauses(text: string): Clause[] {
  const clauses: Clause[] = []
  let start = 0
  for (const match of text.matchAll(/[，；。！？：:;]|,(?!\d{3})|(?<!\d),|\|/g)) {
    clauses.push({ start, end: match.index })
    start = match.index + match[0].length
  }
  clauses.push({ start, end: text.length })
  return clauses.filter(({ start, end }) => end > start)
}

const ORGANISATIONS = new Set(
  'organisation hospital clinic primary_care_facility trust health_system network site company'.split(' '),
)
const PEOPLE = new Set('staff clinician physician nurse patient user people_covered'.split(' '))
/** Which units a measure word can count. */
const MEASURES: readonly (readonly [RegExp, (unit: string) => boolean, fallback?: string])[] = [
  [/^(?:多|余|来)?(?:家次)/, () => false],
  [/^(?:多|余|来)?(?:人次|例次)/, (unit) => unit === 'encounter', 'encounter'],
  [/^(?:多|余|来)?[家所间]/, (unit) => ORGANISATIONS.has(unit)],
  [/^(?:多|余|来)?[名位]/, (unit) => PEOPLE.has(unit)],
  [/^(?:多|余|来)?[台套]/, (unit) => unit === 'system_installed', 'system_installed'],
  [/^(?:多|余|来)?(?:款|张)/, (unit) => unit === 'device', 'device'],
  [/^(?:多|余|来)?例/, (unit) => unit === 'encounter', 'encounter'],
  [
    /^(?:多|余|来)?个?(?:省区市|省市区|省级行政区|省份|省市|省\(|省（|省)/,
    (unit) => unit === 'province',
    'province',
  ],
  [
    /^(?:多|余|来)?个?(?:区县|县区|县市区|县市|县|旗县区|旗县|旗|区市县|区|市州|市|盟市|地市|州市|地级市|设区市|城市|乡镇|街道)(?![级区市]?(?:中医|人民|妇幼|综合|公立|疾控|卫生|医|属|民))/,
    (unit) => unit === 'county',
    'county',
  ],
  [/^(?:多|余|来)?个?(?:国家|国)/, (unit) => unit === 'country', 'country'],
  [/^(?:多|余|来)?个/, (unit) => unit !== 'download' && unit !== 'encounter'],
  [/^(?:多|余)?[处座]/, (unit) => ORGANISATIONS.has(unit)],
  [/^(?:多|余)?[辆部块枚只架副]/, (unit) => unit === 'system_installed', 'system_installed'],
  [/^(?:多|余|来)?人/, (unit) => PEOPLE.has(unit), 'staff'],
  [/^(?:多|余)?(?:万|亿)?次/, (unit) => unit === 'download' || unit === 'encounter', 'download'],
]
const ANY = () => true
const THINGS = new Set(['system_installed', 'device', 'encounter', 'patient', 'download'])
/** Nouns that hold their verb: users use, installations are installed. */
export const IMPLIED = new Set(['user', 'system_installed', 'download'])
const topicClausesMax = 3

export function findChineseUnit(
  frame: Frame,
  figure: Figure,
  clauses: readonly Clause[],
  at: number,
): ChineseUnit | undefined {
  return unitRight(frame, figure, clauses[at]!) ?? unitLeft(frame, figure, clauses, at)
}

/** 700家[三甲]医院, 98%的基层医疗卫生机构, 31个省份. */
function unitRight(frame: Frame, figure: Figure, clause: Clause): ChineseUnit | undefined {
  const inside = figure.ofGroup
    ? frame.units.find(
        (unit) =>
          frame.tokens[unit.from]!.start > figure.numberStart &&
          frame.tokens[unit.to - 1]!.end < figure.numberEnd,
      )
    : undefined
  if (inside) {
    const [start, end] = [frame.tokens[inside.from]!.start, frame.tokens[inside.to - 1]!.end]
    return {
      id: inside.value.id,
      from: start,
      to: end,
      end: figure.end,
      distance: 0,
      inherited: false,
      how: 'the noun inside the share',
    }
  }
  const tail = frame.text.slice(figure.numberEnd, clause.end)
  const measure = MEASURES.find(([pattern]) => pattern.test(tail))
  const length = measure ? measure[0].exec(tail)![0].length : 0
  const share = figure.kind === 'share'
  if (!measure && !share && figure.kind !== 'factor') {
    if (!/^(?:多|余)?(?:医院|医生|用户|医疗机构)/.test(tail)) return undefined
  }
  if (figure.kind === 'factor' || figure.kind === 'percentage_points') return undefined
  const allowed = measure && !share ? measure[1] : ANY
  const from = figure.numberEnd + length
  const head = headAfter(
    frame,
    share ? figure.numberEnd : measure?.[2] ? figure.numberEnd : from,
    clause,
    allowed,
    /^(?:多|余|来)?[家所]/.test(tail),
  )
  if (head)
    return {
      ...head,
      distance: Math.max(0, head.from - from),
      inherited: false,
      how: 'the noun after the measure word',
    }
  const fallback = measure?.[2]
  if (!fallback || share) return undefined
  if (fallback === 'staff' || fallback === 'encounter' || fallback === 'download') {
    if (fallback === 'download' && !/下载/.test(frame.text.slice(clause.start, clause.end))) return undefined
    if (fallback === 'staff') return undefined
  }
  const word = measure[0].exec(tail)![0]
  if (fallback === 'system_installed' && !isBareDevice(frame, from, clause)) return undefined
  return {
    id: fallback,
    from: figure.numberEnd,
    to: figure.numberEnd + word.length,
    end: from,
    distance: 0,
    inherited: false,
    how: 'the measure word',
  }
}

/** "260台", "600余套AI床垫": nothing behind the measure word, or a known technology; never "两台8卡服务器". */
function isBareDevice(frame: Frame, from: number, clause: Clause): boolean {
  const rest = frame.text.slice(from, clause.end)
  if (/^(?:$|以上|左右|之多|[)）”])/.test(rest)) return true
  const at = tokenAt(frame.tokens, from)
  return (
    frame.technologies.some((hit) => hit.from >= at && hit.from - at <= 6) ||
    frame.predicates.some((hit) => hit.from === at)
  )
}

/** The last unit noun of the run of characters that follows, up to a verb, a number or a mark. */
function headAfter(
  frame: Frame,
  offset: number,
  clause: Clause,
  allowed: (unit: string) => boolean,
  houses: boolean, // counted by 家 or 所: never their wards
): { id: string; from: number; to: number; end: number } | undefined {
  const { tokens } = frame
  const from = tokenAt(tokens, offset)
  let found: PhraseHit<UnitWord> | undefined
  let joined: string | undefined
  // "中有98个建成县域中心": what follows at once is done by them, and is no noun of theirs
  const first = frame.predicates.find((predicate) => predicate.from === from)
  if (first && !frame.units.some((unit) => unit.from === from)) {
    const rest = frame.text.slice(tokens[first.to - 1]!.end, clause.end)
    if (!rest.includes('的')) return undefined
  }
  for (let at = from; at < tokens.length && tokens[at]!.start < clause.end && at - from < 18; ) {
    if (found && frame.predicates.some((predicate) => predicate.from === at && !predicate.value.weak)) break
    const hit = frame.units.find((unit) => unit.from === at)
    if (hit && found && houses && isPart(hit.value.id) && !isPart(found.value.id)) break
    if (hit && allowed(hit.value.id)) {
      found = hit
      at = hit.to
      continue
    }
    const token = tokens[at]!
    if (frame.predicates.some((predicate) => predicate.from === at && !predicate.value.weak)) break
    if (
      /^[、,，()（）;；|“”"]$/.test(token.text) &&
      !(found === undefined && /[“”"()（）、]/.test(token.text))
    )
      break
    if (token.kind === 'number' && found) break
    if (/^[已的在向将正均都率]$/.test(token.text) && found) break
    if (/^[和及与]$/.test(token.text) && found) {
      joined = found.value.id
      at++
      continue
    }
    if (found && !/^[级等类型区市县医疗卫生机构基层的]$/.test(token.text)) {
      // "医院医生": the next unit directly behind is the head; anything else ends the noun
      if (!frame.units.some((unit) => unit.from === at)) break
    }
    at++
  }
  if (!found) return undefined
  return {
    id: joined ? jointOf(joined, found.value.id) : found.value.id,
    from: tokens[found.from]!.start,
    to: tokens[found.to - 1]!.end,
    end: tokens[found.to - 1]!.end,
  }
}

/** "医院和诊所", "医生和护士": what both are. */
function jointOf(a: string, b: string): string {
  if (a === b) return a
  if (ORGANISATIONS.has(a) && ORGANISATIONS.has(b)) return 'organisation'
  if (!PEOPLE.has(a) || !PEOPLE.has(b) || a === 'patient' || b === 'patient') return b
  return [a, b].some((unit) => unit === 'staff' || unit === 'user') ? 'staff' : 'clinician'
}

/** 门诊, 科室, 病区: of a hospital that is named before. */
function isPart(unit: string): boolean {
  return unit === 'site' || unit === 'clinic'
}

/** 接入的医院超过700家, 医院已有98家, 用户突破1亿. */
/** "网络中断（26%）": a share in brackets belongs to what stands right before them. */
function isReason(frame: Frame, figure: Figure): boolean {
  if (!/[(（]$/.test(frame.text.slice(0, figure.start))) return false
  return !frame.units.some((unit) => {
    const end = frame.tokens[unit.to - 1]!.end
    return end <= figure.start && figure.start - end <= 1
  })
}

/** "要回答九个问题": the noun behind the measure word is what is counted. */
const OTHER_NOUN =
  /^(?:多|余)?个(?:名字|名称|数字|问题|步骤|环节|方面|维度|场景|功能|模块|小时|版本|指标|案例|项目|病种|科室|岗位|字|词)/

/** "装机量同比增长35%": of installations, where a share of them would be none of adopters. */
function isRise(frame: Frame, figure: Figure): boolean {
  return /(?:增长|增加|提升|提高|上升|下降|减少|增幅|涨幅|同比|环比)(?:了|约|近|超|超过|逾|达|为)*$/.test(
    frame.text.slice(0, figure.start),
  )
}

/** "装有智能云药房的已超过4000个": the thing that they have, not they. */
function isObject(frame: Frame, unit: PhraseHit<UnitWord>): boolean {
  if (frame.text[frame.tokens[unit.to - 1]!.end] !== '的') return false
  return frame.predicates.some((verb) => verb.to <= unit.from && unit.from - verb.to <= 6)
}

function unitLeft(
  frame: Frame,
  figure: Figure,
  clauses: readonly Clause[],
  at: number,
): ChineseUnit | undefined {
  const tail = frame.text.slice(figure.numberEnd, figure.numberEnd + 6)
  if (figure.kind === 'share' && isReason(frame, figure)) return undefined
  const measure = MEASURES.find(([pattern]) => pattern.test(tail))
  const counts = figure.kind === 'count'
  if (counts && OTHER_NOUN.test(tail)) return undefined
  const bare = /^(?:多|余)?(?:[，。；,;）)]|$|以上|左右|大关|次)/.test(tail)
  if (!measure && counts && !bare) return undefined
  const allowed = (unit: string) => {
    if (!counts) return !THINGS.has(unit) || (isRise(frame, figure) && unit === 'system_installed')
    if (measure) return measure[1](unit) || (bare && IMPLIED.has(unit))
    return IMPLIED.has(unit)
  }
  // "接入的医院中，上海最多，有16家": the noun may be the topic of a clause further back
  const back = measure && counts ? topicClausesMax : 1
  const from = clauses[Math.max(0, at - back)]!.start
  const named = frame.units.filter(
    (unit) =>
      frame.tokens[unit.from]!.start >= from &&
      frame.tokens[unit.to - 1]!.end <= figure.start &&
      allowed(unit.value.id) &&
      (unit.to - unit.from > 1 || counts) && // "省下两成", "全省的安装率"
      !frame.predicates.some((verb) => verb.from <= unit.from && unit.to <= verb.to), // "试点" is no place here
  )
  const last = named.at(-1)
  if (!last) return undefined
  const hit = named.length > 1 && isObject(frame, last) ? named.at(-2)! : last
  const other = named[named.indexOf(hit) - 1]
  const joined =
    other !== undefined &&
    /^[和及与、或]$/.test(frame.text.slice(frame.tokens[other.to - 1]!.end, frame.tokens[hit.from]!.start))
  const start = frame.tokens[hit.from]!.start
  const end = frame.tokens[hit.to - 1]!.end
  const distance = figure.start - end
  if (distance > 26 && !/(?:中|里|的医院)/.test(frame.text.slice(end, end + 2))) return undefined
  return {
    id: joined ? jointOf(other.value.id, hit.value.id) : hit.value.id,
    from: start,
    to: end,
    end: figure.end,
    distance,
    inherited: true,
    how: 'the noun before the number',
  }
}
