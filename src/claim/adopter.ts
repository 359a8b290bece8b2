// Who the adopters are where a text names them: "Northmoor's three hospitals", "24 hospitals of the Sutter Health network",
// "our three hospitals" on a hospital's own page, "华西医院集团旗下18家医院". A place or a maker is no adopter.
import { type Candidate, type Frame, tokenAt } from './frame.ts'

const PROPER = "[A-Z][\\w&.'’-]*(?: (?:(?:of|and|&) )?[A-Z][\\w&.'’-]*){0,5}"
const ORGANISATION =
  '(?:Health(?:care)?|Hospitals?|Trust|System|Group|Clinics?|Network|Foundation|University|Medical Cent(?:er|re)|Permanente|Service|Board|Institute|College)'
const OWNER = new RegExp(`(?<who>${PROPER})['’]s? (?:own |all )?$`)
const OF_OWNER = new RegExp(
  `^ (?:of|at|in|across|within|run by|operated by|belonging to|owned by) (?:the )?(?<who>${PROPER} ${ORGANISATION})\\b`,
)
const OWN = /\b(?:our|all of our)(?: own)?(?: \w+)? $/i
const OWNER_ZH =
  /(?<who>[\u4e00-\u9fff]{2,14}?(?:集团|医院|医联体|医共体|大学|中心|公司))(?:旗下|下属|所属|系统内)的?(?:全部|所有)?$/

export function findAdopter(
  frame: Frame,
  candidate: Candidate,
  publisher: string | undefined,
): string | undefined {
  const { figure, unitTo, unitInherited } = candidate
  const before = frame.text.slice(Math.max(0, figure.start - 90), figure.start)
  if (frame.chinese) return OWNER_ZH.exec(before)?.groups?.who
  if (publisher && (OWN.test(before) || /^(?:\S+ )?of our /i.test(frame.text.slice(figure.numberEnd + 1))))
    return publisher
  const after = unitInherited ? '' : frame.text.slice(unitTo, unitTo + 90)
  const match = OWNER.exec(before) ?? OF_OWNER.exec(after)
  const who = match?.groups?.who
  if (!who) return undefined
  const at =
    match!.input === before ? figure.start - before.length + match!.index : unitTo + after.indexOf(who)
  return isElse(frame, at, who) ? undefined : who
}

/** "England's 205 trusts", "Corvane's 118 hospitals": where they are, or whose the tool is. */
function isElse(frame: Frame, at: number, who: string): boolean {
  const [from, to] = [tokenAt(frame.tokens, at), tokenAt(frame.tokens, at + who.length)]
  const covers = (hit: { from: number; to: number }) => hit.from <= from && hit.to >= to
  return frame.places.some(covers) || frame.technologies.some((hit) => hit.from < to && hit.to > from)
}
