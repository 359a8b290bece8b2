// Chinese numbers that are no figure of their own: the whole of which a part is told, the sample of a survey, the sum of
// names before it, so many for every so many, and those whose committee or data do something.
import type { Figure } from './figure.ts'
import type { Frame } from './frame.ts'
import type { ChineseUnit } from './unit-zh.ts'

/** "在全国2000家医院中", "对500名医生的调查": the whole, or the sample. */
export function isAside(frame: Frame, figure: Figure): boolean {
  const before = frame.text.slice(Math.max(0, figure.start - 6), figure.start)
  const after = frame.text.slice(figure.end, figure.end + 22)
  if (
    /(?:对|面向|调查了?|访谈了?|抽取了?|收集了?|走访了?|(?<![目此日以之年月天周])前)$/.test(before) &&
    !/覆盖|面向/.test(before.slice(-3))
  )
    return true
  if (isWhole(after)) return !/其中/.test(before) && !isUsers(frame, figure)
  if (isApposition(frame, figure)) return true
  if (/^[^，。；,]{0,14}(?:中|里)(?:，|,|有|已)/.test(after) && /(?:在|全国|全省|全市)/.test(before))
    return !/其中/.test(before)
  // "18家医院里有14家位于珠三角": where some of them are
  if (/^(?:家|所|名|位|个)(?:医院|机构)?(?:位于|来自|集中在|集中于)/.test(after)) return true
  return /^[^，。；,]{0,10}(?:的(?:调查|问卷|访谈|抽样|统计样本)|参与(?:了)?(?:调查|问卷)|接受(?:了)?(?:调查|访谈))/.test(
    after,
  )
}

/** "在试用过AI问诊的6个中心里": they are users, and their number says how many. */
function isUsers(frame: Frame, figure: Figure): boolean {
  if (!/的(?:那|这)?$/.test(frame.text.slice(0, figure.start))) return false
  return frame.predicates.some((hit) => {
    const gap = figure.start - frame.tokens[hit.to - 1]!.end
    return gap > 0 && gap <= 14 && !hit.value.weak
  })
}

/** "11个设区市中的10个", "115所乡镇卫生院中的九成以上", "60个县中有52个县": the whole, of which a part is told next. */
function isWhole(after: string): boolean {
  return /^(?:多|余)?(?:家|所|名|位|个|间|台|区|县)[^，。；,]{0,14}(?:中|里|当中)(?:的|，|,)?(?:目前|现|至今|尚|仍)?(?:已|就|尚|仍|只|仅)?(?:有)?[^，。；,]{0,6}?(?:\d|[一二三四五六七八九]成|半|[一二三四五六七八九十百千]+[家个所名])|^(?:多|余)?[家所个名位][^，。；,]{0,10}?(?:已|目前|现|今)?有(?:近|超|逾|约|过)?(?:半|[一二三四五六七八九]成|\d[\d.]*%|\d+[家个所名位])/.test(
    after,
  )
}

/** "青森、岩手两县", "京津冀三地": sums up the names before it. */
function isApposition(frame: Frame, figure: Figure): boolean {
  if (!figure.words || figure.kind !== 'count' || figure.value > 9 || figure.start !== figure.numberStart)
    return false
  if (!/^(?:省|市|县|区|国|地|州|家|院|个)/.test(frame.text.slice(figure.numberEnd))) return false
  const named = frame.places.filter((hit) => frame.tokens[hit.to - 1]!.end <= figure.start)
  const last = named.at(-1)
  if (!last || figure.start - frame.tokens[last.to - 1]!.end > 1)
    return /[、和与][一-龥]{1,6}$/.test(frame.text.slice(Math.max(0, figure.start - 8), figure.start))
  return named.length > 1 && last.from - named.at(-2)!.to <= 2
}

/** "每10万人口至少配备3家": so many for every so many. */
export function isRatio(figure: Figure, text: string): boolean {
  return (
    figure.kind === 'count' &&
    /(?:平均)?每(?:\d+|[一二两三四五六七八九十百千])?[十百千万]*(?:名|位|个)?(?:人口|居民|家医院|医院|科室|张床|床位|县|人)(?!.{0,8}(?:就|中|里)有)|平均(?:部署|接入|使用|应用|上线|配备|拥有)/.test(
      text,
    )
  )
}

/** "7家医院的伦理委员会": somebody of theirs, who does something else. */
export function isPossessor(frame: Frame, unit: ChineseUnit): boolean {
  return (
    !unit.inherited &&
    /^的(?:伦理委员会|管理者|院长|负责人|代表|专家|学者|研究者|研究人员|作者|团队|数据|病例|样本|影像|图像|病历|报告|床位|案例|论文)/.test(
      frame.text.slice(unit.to),
    )
  )
}
