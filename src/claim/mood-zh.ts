// What is said of a Chinese figure beyond the number: whether it is so, planned, expected or supposed; whether it is denied;
// and how far the adopters have come. It must never look for figures or nouns.
import type { Candidate, Frame } from './frame.ts'
import { DONE_ZH, MODALITY_ZH, NEGATION_ZH } from './verbs-zh.ts'

export function judgeChinese(
  frame: Frame,
  candidate: Candidate,
  text: string,
  linkedText: string,
  clauses: readonly { start: number; end: number }[],
  at: number,
  sameClause: boolean,
) {
  const modality = modalityOf(frame, candidate, text, linkedText, clauses, at)
  if (modality) {
    candidate.modality = modality
    candidate.reasons.push({ field: 'modality', words: `${modality}, not yet so`, points: -0.05 })
    if (modality === 'planned') candidate.stage = 'planned'
  }
  setPolarity(frame, candidate)
  if (candidate.modality === 'planned') return
  const scope = sameClause ? segmentOf(frame, candidate, clauses[at]!) : linkedText
  if (
    (candidate.stage === 'in_use' || candidate.stage === 'deployed') &&
    /试点(?!以来|结束|后|转)|试用|内测|公测|试运行|试行|试跑|先行先试/.test(scope)
  )
    candidate.stage = 'piloting'
  if (candidate.stage === 'in_use' && /每天|每日|天天|日常|常态化|常规(?:使用|应用|开展)|离不开/.test(scope))
    candidate.stage = 'routine'
}

/** From the figure before to the figure behind, within the clause. */
function segmentOf(frame: Frame, candidate: Candidate, clause: { start: number; end: number }): string {
  const { figure } = candidate
  let { start, end } = clause
  for (const other of frame.figures) {
    if (other.end <= figure.start && other.end > start) start = other.end
    if (other.start >= figure.end && other.start < end) end = other.start
  }
  return frame.text.slice(start, end)
}

function modalityOf(
  frame: Frame,
  candidate: Candidate,
  text: string,
  linkedText: string,
  clauses: readonly { start: number; end: number }[],
  at: number,
): Candidate['modality'] | undefined {
  const lead = frame.text.slice(0, candidate.quoteEnd)
  // "将由现在的120家增加到300家": the first of the two is so already
  if (
    /(?:由|从)(?:现在|目前|当前|眼下|此前|原来|原先|最初|年初|去年)?的?(?:约|近|超过?|不足|不到)?$/.test(
      lead.slice(0, candidate.figure.start),
    )
  )
    return undefined
  const scope = asObject(linkedText === text ? text : linkedText + text, frame)
  const first = clauses[0] && at > 0 ? frame.text.slice(clauses[0].start, clauses[0].end) : ''
  const found = MODALITY_ZH.find(
    ([, pattern]) =>
      pattern.test(scope) ||
      (pattern.test(first) &&
        /^(?:预计|业内|机构|券商|专家|如果|若|计划|按规划|按计划|根据规划|到20)/.test(first)) ||
      (/^(?:预计|如果|假如|若|一旦)/.test(lead) && pattern.test(lead.slice(0, 12))),
  )?.[0]
  if (
    found === 'planned' &&
    DONE_ZH.test(scope) &&
    !/(?:将|计划|力争|目标|拟|争取|打算|准备|原定|原计划|正在|排队|等候|等待|下一步|接下来)/.test(scope)
  )
    return undefined
  if (found) return found
  const { start, end } = clauses[at]!
  const due = frame.dates.some(
    (date) =>
      date.future &&
      date.end <= end &&
      date.start < candidate.figure.start &&
      (date.start >= start || !frame.figures.some((other) => other.start > date.end && other.end <= start)) &&
      !/^(?:今年)?年内$/.test(frame.text.slice(date.start, date.end)),
  )
  return due && !DONE_ZH.test(text) ? 'planned' : undefined
}

/** "已将AI审方嵌入…" puts something somewhere; "将在国庆前接入" is to come. Only the second is left as 将. */
function asObject(scope: string, frame: Frame): string {
  if (!scope.includes('将')) return scope
  return scope.replace(/将/g, (word, at: number) => {
    const before = scope.slice(Math.max(0, at - 2), at)
    const after = scope.slice(at + 1, at + 20)
    if (
      /(?:已经?|均|都|先后|陆续|率先|纷纷|通过|成功|来|并|正)$/.test(before) &&
      !/^(?:在|于|会|陆续|逐步)/.test(after)
    )
      return '把'
    if (/^[“「"其该这此]/.test(after)) return '把'
    const rest = frame.text.slice(frame.text.indexOf(`将${after}`) + 1)
    const named = frame.technologies.some((hit) => {
      const offset = frame.tokens[hit.from]!.start - (frame.text.length - rest.length)
      return offset >= 0 && offset <= 2
    })
    return named && /^[^，。；]{2,24}?(?:入|进|到|至|上|于|作为|给|成)/.test(after) ? '把' : word
  })
}

function setPolarity(frame: Frame, candidate: Candidate) {
  const start =
    candidate.predicateFrom >= 0 ? frame.tokens[candidate.predicateFrom]!.start : candidate.figure.start
  const near = frame.text.slice(
    Math.max(0, Math.min(start, candidate.figure.start) - 6),
    Math.max(start, candidate.quoteEnd) + 2,
  )
  if (NEGATION_ZH.test(near) && candidate.figure.value !== 0 && candidate.stage !== 'discontinued') {
    candidate.polarity = 'negated'
    candidate.reasons.push({ field: 'polarity', words: 'negated beside the verb', points: -0.1 })
  }
  if (
    /辟谣|不实|不属实|谣言|否认|并不属实|误报|误写|误传|(?:含|属于?)重复计算|把(?:总数|数字|数量)写成/.test(
      frame.text,
    )
  )
    candidate.polarity = 'negated'
}
