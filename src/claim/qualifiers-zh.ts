// The words on both sides of a Chinese number that say how exact it is: 至少 超过 近 约 … 多 余 以上 左右.
import type { ClaimQualifier } from '../model.ts'

/** What is counted one by one; a number in characters counts only before one of these. */
export const MEASURE_WORDS =
  '(?:家次|人次|例次|家|所|间|个|名|位|台|套|款|例|种|项|座|支|张|份|辆|户|处|部|块|枚|只|架|副|盟市|旗县|地市|省市|省份|省|市|县|区县|区|国|人|万人|城)'

type Row = readonly [ClaimQualifier, RegExp]
const FILL = '(?:有|为|达|达到|是|共|了|已|已有|共有|在|的|到|占)?'
const BEFORE: readonly Row[] = [
  ['at_least', /(?:至少|最少|起码|不少于|不低于|不下|不下于|不小于)$/],
  ['fewer_than', /(?:不足|不到|少于|低于|未到|不及|未满|未达|小于|不够)$/],
  ['up_to', /(?:最多|至多|多达|不超过|不多于|不高于|最高|上限|顶多|充其量)$/],
  [
    'more_than',
    /(?:超过了?|远超|已超|超出|超|逾|不止|突破了?|冲破|(?<![突打])破|多于|大于|高于|过(?=$)|跨过|迈过)$/,
  ],
  ['nearly', /(?:将近|接近|逼近|直逼|近|临近|差不多|几近|几乎)$/],
  ['about', /(?:大约|约|大概|左右|估计|粗略|大致|约莫|约略|大体)$/],
  ['exact', /(?:仅仅?|只|仅有|只有|共|全部|总计|合计|累计|恰好|正好)$/],
]
const FILLED_BEFORE = BEFORE.map(
  ([qualifier, pattern]) => [qualifier, new RegExp(pattern.source.replace(/\$$/, `${FILL}$`))] as const,
)
const AFTER: readonly Row[] = [
  ['more_than', /[多余]|\+|＋/y],
  ['about', /来(?=[家个所名位])/y],
]
const AFTER_MEASURE: readonly Row[] = [
  ['at_least', /(?:以上|及以上|之上|或以上|起)/y],
  ['fewer_than', /(?:以下|以内|之内)/y],
  ['about', /(?:左右|上下|前后)/y],
  ['more_than', /(?:有余|开外|多(?![出了于]))/y],
]

const MEASURE = new RegExp(MEASURE_WORDS, 'y')

export function qualify(sentence: string, start: number, end: number) {
  const window = sentence.slice(Math.max(0, start - 8), start)
  let qualifier: ClaimQualifier | undefined
  let from = start
  for (const [name, pattern] of FILLED_BEFORE) {
    const match = pattern.exec(window)
    if (!match) continue
    qualifier = name
    from = start - match[0].length
    break
  }
  let to = end
  const after = firstAt(sentence, end, AFTER)
  if (after) to = after.end
  MEASURE.lastIndex = to
  const measured = MEASURE.exec(sentence)
  const late = firstAt(sentence, measured ? to + measured[0].length : to, AFTER_MEASURE)
  for (const found of [after, late]) {
    if (found && (qualifier === undefined || qualifier === 'exact')) qualifier = found.qualifier
  }
  return { qualifier: qualifier ?? ('exact' as const), start: from, end: to }
}

function firstAt(sentence: string, at: number, rows: readonly Row[]) {
  for (const [qualifier, pattern] of rows) {
    pattern.lastIndex = at
    const match = pattern.exec(sentence)
    if (match) return { qualifier, end: at + match[0].length }
  }
  return undefined
}
