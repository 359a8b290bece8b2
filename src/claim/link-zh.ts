// Which Chinese verb governs a figure: the nearest in its clause, else in the clause after when that goes on about the same
// adopters, else in the clause before when this one only adds numbers.
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import type { PhraseHit } from './phrases.ts'
import type { ChineseUnit, Clause } from './unit-zh.ts'
import type { Predicate } from './verbs-en.ts'
import { FOREIGN_ZH, NOMINAL_ZH } from './verbs-zh.ts'

export function maskTechnologies(frame: Frame, clause: Clause): string {
  let text = frame.text.slice(clause.start, clause.end)
  for (const hit of frame.technologies) {
    const from = frame.tokens[hit.from]!.start - clause.start
    const to = frame.tokens[hit.to - 1]!.end - clause.start
    if (from >= 0 && to <= text.length) text = text.slice(0, from) + ' '.repeat(to - from) + text.slice(to)
  }
  return text
}

/** "有九成护士长表示，病区已离不开…": what they say of themselves follows. */
const SAID = /(?:表示|称|说|承认|坦言|反映|报告|回答|透露)$/

export type ChineseLink = {
  hit: PhraseHit<Predicate>
  clause: number
  distance: number
  direction: 'left' | 'right'
}

export function linkChinese(
  frame: Frame,
  figure: Figure,
  unit: ChineseUnit,
  clauses: readonly Clause[],
  at: number,
): ChineseLink | undefined {
  const here = nearestIn(frame, figure, unit, clauses[at]!, at)
  if (here) return here
  const next = clauses[at + 1]
  const nextText = next ? frame.text.slice(next.start, next.end) : ''
  const hasOwn =
    next !== undefined && frame.figures.some((other) => other.start >= next.start && other.start < next.end)
  if (next && !hasOwn && !unit.inherited && !FOREIGN_ZH.test(nextText)) {
    const after = nearestIn(frame, figure, unit, next, at + 1)
    if (
      after &&
      after.distance < 24 &&
      (SAID.test(frame.text.slice(0, clauses[at]!.end)) ||
        /^(?:过去|最近|曾|已|均|都|正在|开始|率先|纷纷|全面|先后|陆续|相继|成功|完成|接入|部署|上线|使用|应用|引入|现|目前|正|也|全|分别|把|将|每|靠|用|并|就|可|在|由)/.test(
          nextText,
        ))
    )
      return after
  }
  if (unit.inherited) {
    const home = clauses.findIndex(({ start, end }) => unit.from >= start && unit.to <= end)
    if (home >= 0 && home < at && !FOREIGN_ZH.test(maskTechnologies(frame, clauses[home]!)))
      return nearestIn(frame, figure, unit, clauses[home]!, home)
  }
  const previous = clauses[at - 1]
  if (!previous) return undefined
  const own = frame.text.slice(clauses[at]!.start, clauses[at]!.end)
  if (
    FOREIGN_ZH.test(maskTechnologies(frame, previous)) ||
    (!/^(?:其中|首批|率先|参与|参加|涉及|包括|涵盖|遍布|分布|达|超|共|累计|总数|数量|已|目前|有|约|近|逾|至少|合计|涵盖了|惠及|惠及了)|^[^一-龥]*\d/.test(
      own,
    ) &&
      !/(?:参加|参与|加入|在列|在内|率先|响应)$/.test(own) &&
      !unit.inherited)
  )
    return undefined
  return nearestIn(frame, figure, unit, previous, at - 1)
}

function nearestIn(
  frame: Frame,
  figure: Figure,
  unit: ChineseUnit,
  clause: Clause,
  index: number,
): ChineseLink | undefined {
  let best: ChineseLink | undefined
  for (const hit of [...frame.predicates, ...toolsUsed(frame, clause)]) {
    const start = frame.tokens[hit.from]!.start
    const end = frame.tokens[hit.to - 1]!.end
    if (start < clause.start || end > clause.end) continue
    if (insideName(frame, hit) || isNoun(frame, start, end)) continue
    const left = end <= figure.start || (unit.inherited && end <= figure.start)
    const distance = left ? figure.start - end : start - Math.max(unit.to, figure.end)
    if (!left && start < figure.end) continue
    const cost =
      Math.max(0, distance) + (hit.value.weak ? 14 : 0) + (!left && hit.value.role === 'reach' ? 6 : 0)
    if (!best || cost < best.distance)
      best = { hit, clause: index, distance: cost, direction: left ? 'left' : 'right' }
  }
  return best
}

/** "靠AI软件测量", "用ChatGPT写过": one character before the tool. */
function toolsUsed(frame: Frame, clause: Clause): PhraseHit<Predicate>[] {
  const hits: PhraseHit<Predicate>[] = []
  for (const tool of frame.technologies) {
    const { start } = frame.tokens[tool.from]!
    if (start <= clause.start || start > clause.end) continue
    const before = frame.text.slice(Math.max(clause.start, start - 8), start)
    const used = USED.exec(before)
    const lead = used ?? PUT.exec(before)
    if (!lead) continue
    const at = tokenAt(frame.tokens, start - lead[1]!.length)
    hits.push({ from: at, to: at + 1, folded: false, value: used ? USES : PUTS })
  }
  return hits
}
const USED =
  /(?:^|[^采使应利费作信药通专民军公启套])((?:用|靠|凭|拿|通过|经由|依靠)(?:了|着|过)?(?:[一两几]次|这种|这款|该|一款|国产|自研的?)?[“「]?)$/
/** "配了AI心电", "给1万个中心配超声AI". */
const PUT =
  /(?:^|[^分支匹调搭交装改包安假建修添加购采收吸指牵])((?:配|装|上|接|嵌|设|添|引|换)(?:了|有|着)?(?:[一几]台|一套|国产|自研的?)?[“「]?)$/
const PUTS: Predicate = { stage: 'deployed', role: 'use', form: 'base', weak: false }
const USES: Predicate = { stage: 'in_use', role: 'use', form: 'base', weak: false }

/** "应用规范", "所采购的AI": a name, or what is said of a noun. */
function isNoun(frame: Frame, start: number, end: number): boolean {
  if (frame.text[start - 1] === '所' && !/[诊生务验究保医务站\d十百千]/.test(frame.text[start - 2] ?? ''))
    return true
  return NOMINAL_ZH.test(frame.text.slice(end, end + 5))
}

/** "应用" in "AI应用", "服务" in "卫生服务中心": part of a name. */
function insideName(frame: Frame, hit: { from: number; to: number }): boolean {
  const within = (other: { from: number; to: number }) =>
    other.from <= hit.from && hit.to <= other.to && other.to - other.from > hit.to - hit.from
  return frame.technologies.some(within) || frame.units.some(within)
}
