// Since when a number has changed: "doubled since 2023", "up 35% on a year earlier", "almost three times as many as in
// November", "比2023年增长35%", "同比".
import { type AsOf, type FoundDate, shiftYears } from './calendar.ts'
import type { Candidate, Frame } from './frame.ts'

const reachChars = 80 // between the figure and its base
const TO_BASE =
  /\b(?:since|from|over|on|against|versus|than|than (?:in|at)|compared (?:with|to)|as many as(?: in| at)?|as (?:in|at)|that of|what it was in|(?:rate|share|number|figure|level|total) (?:of|in|for))(?: the)?(?: (?:rate|share|number|figure|level|end of|total))?(?: (?:of|in|for|at))? ?$/i
const YEAR_BEFORE =
  /^[^.;]{0,30}?\b(?:on|than|from|over|compared with|compared to|versus|as many as)? ?(?:a year (?:earlier|before|ago)|(?:the )?(?:previous|preceding|prior) year|last year|year[- ]on[- ]year|year[- ]over[- ]year|in a year|within a year)\b/i
const YEAR_BEFORE_ZH = /同比|(?:比|较|与)(?:上年|去年)(?:同期)?/

export function findChangeBase(frame: Frame, candidate: Candidate, asOf: AsOf): string | undefined {
  if (!candidate.change) return undefined
  const { start, end } = candidate.figure
  const near = frame.chinese
    ? frame.text.slice(Math.max(0, start - 20), end)
    : frame.text.slice(end, end + reachChars)
  if ((frame.chinese ? YEAR_BEFORE_ZH : YEAR_BEFORE).test(near)) return shiftYears(asOf, -1)?.edtf
  const base = frame.dates.find(
    (date) => isBaseOf(frame, date, candidate) && date.asOf.edtf !== asOf.edtf,
  )?.asOf
  if (!base) return undefined
  // "as of May, three times as many as in November": of the year before
  const later = base.startOn !== undefined && asOf.startOn !== undefined && base.startOn > asOf.startOn
  return (later ? shiftYears(base, -1) : base)?.edtf
}

/** A date that a change counts from, and so is not the one that it holds for. */
export function isBaseOf(frame: Frame, date: FoundDate, { figure }: Candidate): boolean {
  if (date.role !== 'point' && date.role !== 'since') return false
  if (!date.asOf.edtf || date.asOf.edtf.includes('X')) return false
  const gap = date.start >= figure.end ? date.start - figure.end : figure.start - date.end
  if (gap > reachChars || gap < 0) return false
  const lead = frame.text.slice(Math.max(0, date.start - 45), date.start)
  return frame.chinese ? /(?:比|较|从|与|由|自)$/.test(lead) : date.role === 'since' || TO_BASE.test(lead)
}
