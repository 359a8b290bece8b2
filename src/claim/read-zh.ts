// From the figures of a Chinese sentence to candidates. Chinese news strings clauses with commas: each clause has its own
// verb, and a clause without one leans on the clause before. The counted noun follows the measure word ("700家医院") or
// stands before the figure ("接入的医院超过700家").
import type { ClaimReason } from '../model.ts'
import { isAside, isPossessor, isRatio } from './aside-zh.ts'
import type { Figure } from './figure.ts'
import { type Candidate, type Frame, type Tense, tokenAt } from './frame.ts'
import { type ChineseLink, linkChinese, maskTechnologies } from './link-zh.ts'
import { judgeChinese } from './mood-zh.ts'
import { type ChineseUnit, type Clause, cutClauses, findChineseUnit, IMPLIED } from './unit-zh.ts'
import type { Predicate } from './verbs-en.ts'
import { FOREIGN_HARD_ZH, FOREIGN_SOFT_ZH, FOREIGN_ZH, RATE_ZH, STUDY_REACH_ZH } from './verbs-zh.ts'

/** What a machine could serve, not who uses it. */
const CAPACITY = /可(?:配置|安装|同时安装)|可(?:同时)?(?:供|支持|容纳|服务|承载|满足)[^，。]{0,6}\d|同时供/
const STUDY =
  /随机(?:对照|分|临床|试验|整群)|整群|多中心(?:研究|临床)|临床试验|受试者|入组|队列|前瞻性|回顾性|RCT|样本|日期：.*设计：/
const NOUN_BEFORE = 'the noun of the figure before'
const QUESTION = /[?？]|多少家|几家/

/** What the sentences before hand on: the last figure, on which "3月底时为84家" leans. */
export type HandedZh = { candidate?: Candidate }

export function readChinese(frame: Frame, handed: HandedZh = {}): Candidate[] {
  if (QUESTION.test(frame.text) || STUDY.test(frame.text) || CAPACITY.test(frame.text)) return []
  const clauses = cutClauses(frame.text)
  const candidates: Candidate[] = []
  let last = handed.candidate
  for (const figure of frame.figures) {
    const clause = clauses.findIndex(
      ({ start, end }) => figure.numberStart >= start && figure.numberStart < end,
    )
    if (clause < 0 || !mayBeCounted(frame, figure) || isAside(frame, figure)) continue
    const candidate = readFigure(frame, figure, clauses, clause, last)
    if (!candidate) continue
    addWhole(frame, candidate)
    candidates.push(candidate)
    last = candidate
  }
  if (last && last !== handed.candidate)
    handed.candidate = {
      ...last,
      predicateFrom: -1,
      predicateTo: -1,
      unitFrom: 0,
      unitTo: 0,
      unitWords: last.unitWords ?? frame.text.slice(last.unitFrom, last.unitTo),
    }
  return candidates
}

/** A measure word, the noun itself or the end stands behind a count; most numbers are out here, before anything dear. */
function mayBeCounted(frame: Frame, figure: Figure): boolean {
  if (figure.kind !== 'count') return true
  return /^(?:多|余|来)?(?:万|亿)?(?:[家所间名位台套款张例个省县区市旗国人处座辆部块枚只架副盟州次地城]|医院|医生|用户|医疗机构|[^一-龥\w]|[和及与]|$|以上|左右|大关|之多)/.test(
    frame.text.slice(figure.numberEnd, figure.numberEnd + 6),
  )
}

/** "10家市立医院中已有8家": 8 of 10. */
function addWhole(frame: Frame, candidate: Candidate) {
  const before = frame.text.slice(Math.max(0, candidate.figure.start - 24), candidate.figure.start)
  const whole =
    /(\d[\d,]*)(?:多|余)?(?:家|所|名|位|个)[^，。；]{0,12}(?:中|里)(?:，|,)?(?:目前|现)?(?:已|就)?(?:有)?$/.exec(
      before,
    )?.[1]
  if (whole && Number(whole.replaceAll(',', '')) >= candidate.figure.value)
    candidate.denominatorCount = Number(whole.replaceAll(',', ''))
}

function readFigure(
  frame: Frame,
  figure: Figure,
  clauses: readonly Clause[],
  at: number,
  last: Candidate | undefined,
): Candidate | undefined {
  const clause = clauses[at]!
  const change = changeOf(frame, figure)
  const leaning = leanOn(frame, figure, clause, last)
  if (figure.kind === 'count' && isDifference(frame, figure, clause)) return undefined
  if (
    figure.kind === 'share' &&
    (isComposition(frame, figure, clauses, at) || isPart(frame, figure, clause, last))
  )
    return undefined
  const found = leaning ?? findChineseUnit(frame, figure, clauses, at)
  // "，仅7%尚未采购": of those of whom the share before was told
  const unit =
    found?.inherited && !leaning && found.to <= clause.start
      ? (lean(figure, last) ?? found)
      : (found ?? lean(figure, last))
  if (!unit) return undefined
  if (figure.kind === 'factor' && !change) return undefined
  if (
    figure.kind === 'share' &&
    (unit.id === 'encounter' || unit.id === 'device' || unit.id === 'patient') &&
    !figure.universal
  )
    return undefined
  const text = frame.text.slice(clause.start, clause.end)
  const outside = frame.technologies.length === 0 ? text : maskTechnologies(frame, clause)
  const rate = RATE_ZH.test(text)
  if (!rate && FOREIGN_HARD_ZH.test(outside)) return undefined
  const soft = rate ? null : FOREIGN_SOFT_ZH.exec(outside)
  if (soft && (figure.kind !== 'count' || unit.inherited)) return undefined
  if (STUDY_REACH_ZH.test(outside) || isRatio(figure, text) || isPossessor(frame, unit)) return undefined
  if (leaning) {
    const own = linkChinese(frame, figure, leaning, clauses, at)
    return compose(frame, figure, leaning, own?.clause === at ? own : undefined, last, clauses, at, change)
  }
  const link = linkChinese(frame, figure, unit, clauses, at) ?? impliedLink(frame, unit)
  if (soft && !(link?.clause === at && frame.tokens[link.hit.from]!.start < clause.start + soft.index))
    return undefined
  const more = unit.inherited ? !MERELY_HAS.test(text) : ADDED.test(text)
  if (!link && !(last && more && goesOn(figure, unit, last))) return undefined
  if (!fits(frame, figure, unit, link, clause, clauses)) return undefined
  return compose(frame, figure, unit, link, last, clauses, at, change)
}

/** "今年还将新增60家": the same again; "全省现有村卫生室1.1万家": only how many there are. */
const ADDED = /新增|再增|再添|又添|增加|增至|扩至|扩大到|达到/
const MERELY_HAS = /现有|共有|总数|在编|在岗|执业|设有|下辖/

/** "用户突破1亿", "装机量超过400台": the noun says what they do. */
function impliedLink(frame: Frame, unit: ChineseUnit): ChineseLink | undefined {
  const users = /用户|客户/.test(unit.words ?? frame.text.slice(unit.from, unit.to))
  // "三类证从1张变成了112张"
  const papers = unit.id === 'device' && /证$/.test(unit.words ?? frame.text.slice(unit.from, unit.to))
  if (!(IMPLIED.has(unit.id) || users || papers) || frame.technologies.length === 0) return undefined
  if (unit.id === 'system_installed' && !/装机/.test(frame.text.slice(unit.from, unit.to))) return undefined
  const at = tokenAt(frame.tokens, unit.from)
  const stage = papers ? 'authorised' : unit.id === 'system_installed' ? 'deployed' : 'in_use'
  const value: Predicate = { stage, role: papers ? 'clear' : 'reach', form: 'noun' }
  return { hit: { from: at, to: at + 1, value, folded: false }, clause: 0, distance: 0, direction: 'left' }
}

function changeOf(frame: Frame, figure: Figure): Candidate['change'] {
  if (figure.kind === 'percentage_points') return { kind: 'percentage_points' }
  const before = frame.text.slice(Math.max(0, figure.start - 10), figure.start)
  const own = frame.text.slice(figure.numberStart, figure.numberEnd)
  if (figure.kind === 'factor')
    return /翻|增|提|上升|扩/.test(own) || /(?:是|达|为|增至|增长到|的)[^，。]{0,8}$/.test(before)
      ? { kind: 'factor' }
      : undefined
  if (
    figure.kind === 'share' &&
    /(?:增长|增加|提升|提高|上升|下降|减少|增幅|涨幅|同比|环比)(?:了|约|近|超|超过|逾|达|为)*$/.test(before)
  )
    return { kind: 'percent_relative' }
  return undefined
}

/** "3月底时这一数字为84家，2月底为53家", "分别为13家和11家", "其中国内62台": the same again, of another day or place. */
const LEANS_BEFORE =
  /(?:(?:数字|数量|数目|总数|规模|这一数|占比|比例|比率|比重)[^，。；]{0,5}|分别[为有是达][^，。；]{0,12}|(?:月|年|日)(?:初|中|底|末)?(?:时|时为|仅|已|只)?|年前|年后|同期|当时|其中[^，。；]{0,6}|最多|居首|领先|第[一二三]|其次是?[^，。；]{0,10}|增(?:加到|加至|至|长到|长至)[^，。；]{0,4}|(?:升|降|减少?|扩大|扩展)[至到]了?|和|、|有|为|是)$/
const LEANS_AFTER = /^(?:多|余)?(?:家|所|间|个|名|位|台|套|款|人)?(?:以上|左右|之多)?(?:[，。；,;、）)]|和|$)/

function leanOn(
  frame: Frame,
  figure: Figure,
  clause: Clause,
  last: Candidate | undefined,
): ChineseUnit | undefined {
  if (!last || figure.kind === 'factor' || figure.kind === 'percentage_points' || figure.ofGroup)
    return undefined
  if ((figure.kind === 'share') !== (last.figure.kind === 'share')) return undefined
  if (last.modality !== 'actual' || last.change) return undefined
  const before = frame.text.slice(clause.start, figure.start)
  const after = frame.text.slice(figure.numberEnd, clause.end + 1)
  if (before.length > 24 || !LEANS_AFTER.test(after) || !LEANS_BEFORE.test(before)) return undefined
  const measure = /^(?:多|余)?(家|所|间|名|位|台|套|款|人)/.exec(after)?.[1]
  if (figure.kind === 'count' && (!measure || measureOf(last.unit) !== kindOf(measure))) return undefined
  const own = frame.units.some(
    (unit) =>
      frame.tokens[unit.from]!.start >= clause.start &&
      frame.tokens[unit.to - 1]!.end <= figure.start &&
      unit.value.id !== last.unit &&
      measureOf(unit.value.id) === measureOf(last.unit),
  )
  if (own) return undefined
  return {
    id: last.unit,
    from: last.unitFrom,
    to: last.unitTo,
    end: figure.end,
    distance: 6,
    inherited: true,
    how: NOUN_BEFORE,
    words: last.unitWords ?? frame.text.slice(last.unitFrom, last.unitTo),
  }
}

/** "在已部署的医院中，三级医院占84%": of the users, not of all. */
function isComposition(frame: Frame, figure: Figure, clauses: readonly Clause[], at: number): boolean {
  const { start } = clauses[at]!
  if (/占(?:了|到)?其中(?:的|约|近|超)*$/.test(frame.text.slice(start, figure.start))) return true
  if (!/占(?:比|到)?(?:了|约|近|为|达)*$/.test(frame.text.slice(start, figure.start))) return false
  const own = frame.predicates.some(
    (hit) => frame.tokens[hit.from]!.start >= start && frame.tokens[hit.to - 1]!.end <= figure.start,
  )
  const before = clauses[at - 1]
  return !own && before !== undefined && /(?:中|里|其中)$/.test(frame.text.slice(before.start, before.end))
}

/** "卖出190台，其中近七成进了县级医院": a share of those who use it. */
function isPart(frame: Frame, figure: Figure, clause: Clause, last: Candidate | undefined): boolean {
  if (!last || last.unitWords !== undefined || last.figure.kind !== 'count') return false
  return /^(?:其中|当中|这些)/.test(frame.text.slice(clause.start, figure.start))
}

/** "比去年9月启动时增加6家": how many more, not how many. */
function isDifference(frame: Frame, figure: Figure, clause: Clause): boolean {
  const before = frame.text.slice(clause.start, figure.start)
  if (
    /(?:相比|比去年|比上年|较去年|较上年|同比|环比)/.test(frame.text) &&
    /(?:多|增加|减少|少)(?:了|出)$/.test(before)
  )
    return true
  return /(?:比|较|同比|环比|只|仅|又|净)[^，。；]{0,16}(?:增加|减少|多出?|少|增)了?$/.test(before)
}

/** Without a verb: in one sentence on the figure before, from sentence to sentence only for the same noun. */
function goesOn(figure: Figure, unit: ChineseUnit, last: Candidate): boolean {
  return last.unitWords === undefined || (unit.id === last.unit && figure.kind === last.figure.kind)
}

function kindOf(measure: string): 'place' | 'person' | 'thing' {
  return /[家所间]/.test(measure) ? 'place' : /[名位人]/.test(measure) ? 'person' : 'thing'
}

function measureOf(unit: string): 'place' | 'person' | 'thing' {
  if (/^(?:physician|nurse|clinician|staff|user|patient)$/.test(unit)) return 'person'
  return /^(?:system_installed|device)$/.test(unit) ? 'thing' : 'place'
}

function lean(figure: Figure, last: Candidate | undefined): ChineseUnit | undefined {
  if (!last || last.unitWords !== undefined || figure.kind === 'count') return undefined
  if (
    last.figure.kind !== figure.kind &&
    !(figure.kind === 'percentage_points' && last.figure.kind === 'share')
  )
    return undefined
  return {
    id: last.unit,
    from: last.unitFrom,
    to: last.unitTo,
    end: figure.end,
    distance: 6,
    inherited: true,
    how: NOUN_BEFORE,
  }
}

function fits(
  frame: Frame,
  figure: Figure,
  unit: ChineseUnit,
  link: ChineseLink | undefined,
  clause: Clause,
  clauses: readonly Clause[],
): boolean {
  const predicate = link?.hit.value
  const linked = link ? clauses[link.clause]! : clause
  const text = frame.text.slice(Math.min(clause.start, linked.start), Math.max(clause.end, linked.end))
  if (unit.id === 'device') return predicate?.stage === 'authorised'
  if (unit.id === 'company')
    return (
      predicate !== undefined &&
      predicate.role === 'use' &&
      predicate.stage !== 'announced' &&
      !predicate.weak
    )
  if (unit.id === 'encounter')
    return (
      predicate !== undefined &&
      predicate.role === 'reach' &&
      /服务|辅助|累计/.test(text) &&
      frame.technologies.length > 0
    )
  if (unit.id === 'patient' || unit.id === 'people_covered')
    return predicate !== undefined && /用户|使用|覆盖/.test(text) && frame.technologies.length > 0
  if (unit.id === 'system_installed')
    return (
      predicate !== undefined &&
      /装|部署|交付|保有|存量|配|投放|售|卖|落地|[出供]货|发放|下发|发到|送|摆|放|铺|投用|上岗|启用|运行|投入|普及|覆盖/.test(
        text,
      )
    )
  if (unit.id === 'user') return frame.technologies.length > 0
  if (predicate?.stage === 'authorised') return false
  if (predicate?.weak && frame.technologies.length === 0) return false
  if (link && HAVE.test(wordOf(frame, link)) && !hasTool(frame, clause)) return false
  if (link && SPREAD.test(wordOf(frame, link)) && FOREIGN_ZH.test(frame.text.slice(0, clause.start)))
    return false
  return figure.end > 0
}

/** Verbs of having and building, of anything: only with the tool in the clause; and of where something lies. */
const HAVE = /^(?:拥有|有了|建成|建立|设立|开设|搭建|具备|实现|建有|设有|建设)/
const SPREAD = /^(?:分布|遍布|遍及|涉及)/

function wordOf(frame: Frame, { hit }: ChineseLink): string {
  return frame.text.slice(frame.tokens[hit.from]!.start, frame.tokens[hit.to - 1]!.end)
}

function hasTool(frame: Frame, clause: Clause): boolean {
  return frame.technologies.some(
    (hit) => frame.tokens[hit.from]!.start >= clause.start && frame.tokens[hit.to - 1]!.end <= clause.end,
  )
}

function compose(
  frame: Frame,
  figure: Figure,
  unit: ChineseUnit,
  link: ChineseLink | undefined,
  last: Candidate | undefined,
  clauses: readonly Clause[],
  at: number,
  change: Candidate['change'],
): Candidate {
  const clause = clauses[at]!
  const text = frame.text.slice(clause.start, clause.end)
  const linked = link ? clauses[link.clause]! : clause
  const linkedText = frame.text.slice(linked.start, linked.end)
  const reasons: ClaimReason[] = [
    {
      field: 'unit',
      words: unit.inherited ? `unit from ${unit.how}` : `unit ${unit.distance} characters after the number`,
      points: unit.inherited ? (unit.distance <= 8 ? 0.02 : -0.06) : unit.distance <= 6 ? 0.1 : 0.04,
    },
  ]
  if (link) {
    const word = frame.text.slice(frame.tokens[link.hit.from]!.start, frame.tokens[link.hit.to - 1]!.end)
    reasons.push({
      field: 'stage',
      words: `verb "${word}" in ${link.clause === at ? 'its clause' : 'the clause beside it'}`,
      points:
        (link.clause === at ? 0.1 : 0) + (link.hit.value.weak ? -0.12 : 0) + (link.distance > 20 ? -0.06 : 0),
    })
  } else reasons.push({ field: 'stage', words: 'verb of the figure before', points: -0.05 })
  if (frame.technologies.length > 0 && frame.technologies.every((hit) => hit.value.id === 'digital-health'))
    reasons.push({ field: 'technology', words: 'a tool that no vocabulary names', points: -0.08 })
  const quoteEnd = unit.inherited ? withMeasure(frame, figure) : Math.max(figure.end, unit.to)
  const candidate: Candidate = {
    figure,
    unit: unit.id,
    unitFrom: unit.from,
    unitTo: unit.to,
    unitInherited: unit.inherited,
    ...(unit.words !== undefined ? { unitWords: unit.words } : {}),
    quoteStart: figure.start,
    quoteEnd,
    stage: link?.hit.value.stage ?? last?.stage ?? 'in_use',
    modality: 'actual',
    polarity: 'affirmed',
    accumulation:
      isFlow(frame, text, link) ||
      (unit.how === NOUN_BEFORE && last?.accumulation === 'flow' && /数字|数量/.test(text))
        ? 'flow'
        : 'stock',
    tense: tenseOf(frame, `${linkedText}${text}`),
    predicateFrom: link?.hit.from ?? -1,
    predicateTo: link?.hit.to ?? -1,
    direction: link ? link.direction : 'inherited',
    ...(change ? { change } : {}),
    reasons,
  }
  // "风险预测模型", "虚拟病房": the words of a name foretell nothing
  const bare = maskTechnologies(frame, clause)
  const linkedBare = linked === clause ? bare : maskTechnologies(frame, linked)
  judgeChinese(frame, candidate, bare, linkedBare, clauses, at, link?.clause === at)
  return candidate
}

const NEW =
  /新增|新添|多了|多出|再添|又有|又添|新接入|新部署|新上线|新批准|新获批|当(?:年|月|季|周|天)|同期新|单(?:月|季|周|日)|仅(?:今年|去年|20\d\d年)?(?:\d+月|[一二三四]季度|[上下]半年|本月|上月)[^，。；]{0,10}就/

/** How many more, not how many: "新增30家", "仅2月就有60家"; and what a regulator cleared within a period. */
function isFlow(frame: Frame, text: string, link: ChineseLink | undefined): boolean {
  if (NEW.test(text)) return true
  if (link?.hit.value.stage !== 'authorised' || /累计|截[至止]|目前|已有|总数|共有/.test(frame.text))
    return false
  return /^(?:今年|去年|20\d\d年)?(?:[上下]半年|[第前]?[一二三四]季度|\d+月|全年|年内|本月|上月)/.test(
    frame.text,
  )
}

function withMeasure(frame: Frame, figure: Figure): number {
  const tail = frame.text.slice(figure.end, figure.end + 4)
  return figure.end + (/^(?:家次|人次|[家所间个名位台套款例次人张])/.exec(tail)?.[0].length ?? 0)
}

function tenseOf(frame: Frame, text: string): Tense {
  if (/曾|当时|彼时/.test(text)) return 'past'
  return frame.text.length > 0 ? 'present' : 'none'
}
