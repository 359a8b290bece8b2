// From the figure back: a place for the technology, or what brought it there.
import type { Frame } from './frame.ts'
import type { Role } from './roles-en.ts'
import { FIRMLY, isNounPlace, type Side, type Tools, take, wordsMax } from './side-en.ts'
import { stageOfDoing, UNRELATED } from './signs-en.ts'
import type { Predicate } from './verbs-en.ts'
import { classOf, GROWING, looksPast } from './words-en.ts'

/** A maker or tool and those it has: "links 82 clinics". */
const HAVING =
  /^(?:link|connect|serv|reach|cover|count|list|suppl|equip|provid|join|sign|won|win|land|add|gain|support|power|help|ha[sd]|have|boast|number|total|run|bring|brought|kit|put|onboard|switch|wire)/

/** From the figure back: a place for the technology, or what brought it there. */
export function weighLeft(frame: Frame, figureFrom: number, tools: Tools, role: Role): Side {
  const { tokens } = frame
  const side: Side = { points: 0, at: -1, to: -1, stage: undefined, verb: false, why: [] }
  const lead = tokens[figureFrom - 1]?.key ?? ''
  const placed =
    FIRMLY.test(lead) ||
    (/^(?:all|of|just|only)$/.test(lead) && FIRMLY.test(tokens[figureFrom - 2]?.key ?? ''))
  if (placed) side.points += 0.2
  if (placed) side.why.push(`"${lead}" before it`)
  if (lead === '(' && tools.some((tool) => tool.to === figureFrom - 1)) side.points += 0.6
  if (lead === ':' && tools.some((tool) => tool.to >= figureFrom - 3 && tool.to < figureFrom))
    side.points += 0.9
  if (role === 'object' && !governs(frame, figureFrom)) side.points -= 0.7
  if (placed && besidePatients(frame, figureFrom)) side.points -= 0.8
  let verb = 0
  for (let at = figureFrom - 1, words = 0; at >= 0 && words <= wordsMax; at--) {
    const token = tokens[at]!
    if (/^[;?|]$/.test(token.text)) break
    const tool = tools.find((hit) => hit.to === at + 1)
    if (tool) {
      side.tool = true
      side.points += placed ? 1.3 : verb > 0 ? 0.8 : 0.3
      if (isTopic(frame, tool.from)) side.points -= 1.1
      if (side.at < 0) {
        side.at = tool.from
        side.to = tool.to
      }
      side.why.push('the technology before it')
      break
    }
    if (token.kind === 'mark') continue
    words++
    if (/^(?:but|while|whereas|although|though|yet)$/.test(token.key)) break
    if (/^replac/.test(token.key) && verb <= 0) {
      side.points -= 1.5 // "replace 30 porters": people who go, not who use
      break
    }
    const predicate = frame.predicates.find((hit) => hit.to === at + 1)
    if (predicate && verb <= 0 && !isTested(frame, predicate) && !isNounForm(frame, predicate)) {
      verb = predicate.value.form === 'noun' ? 0.6 : 1
      take(side, (placed ? 1.2 : 0.5) * verb, predicate.from, predicate.to, predicate.value.stage, token.text)
      at = predicate.from
      continue
    }
    if (verb > 0) continue
    const stage = stageOfDoing(token.key)
    if (stage && !isNounPlace(frame, at) && (placed || HAVING.test(token.key))) {
      verb = 0.7
      take(
        side,
        placed ? (hasOther(frame, at + 1, figureFrom, tools) ? 0.2 : 0.8) : 0.3,
        at,
        at + 1,
        stage,
        token.text,
      )
    } else if (UNRELATED.test(token.key)) {
      side.points -= 1
      side.why.push(`"${token.text}"`)
      break
    } else if (isForeign(frame, at)) {
      side.points -= 1.2
      side.why.push(`"${token.text}"`)
    }
  }
  return side
}

/** "mixed up", "fell on": a verb of its own; a number that "fell to" is on its way. */
function isForeign(frame: Frame, at: number): boolean {
  const next = frame.tokens[at + 1]
  const { key } = frame.tokens[at]!
  if (next?.text === '-') return false
  if (!GROWING.test(key)) return looksPast(key)
  return /^(?:on|off|out|into|onto|over|down|apart|under)$/.test(next?.key ?? '')
}

/** "has offices in nine countries": what is had there is no tool. */
function hasOther(frame: Frame, from: number, to: number, tools: Tools): boolean {
  if (tools.some((tool) => tool.from >= from && tool.to <= to)) return false
  return frame.tokens
    .slice(from, to)
    .some(({ key, kind }) => kind === 'word' && classOf(key) === undefined && !HAD_OF_TOOLS.test(key))
}

const HAD_OF_TOOLS =
  /^(?:users?|customers?|clients?|licen[cs]es?|accounts?|access|contracts?|partners?|its|out|up|off|live|work|place|use|service)$/

/** "a building with 30 clinics" */
function isNounForm(frame: Frame, hit: { from: number; value: Predicate }): boolean {
  return hit.value.form === 'ing' && /^(?:a|an|the|this|its)$/.test(frame.tokens[hit.from - 1]?.key ?? '')
}

/** "failed in testing", "under test": of the tool, not by those counted. */
function isTested(frame: Frame, hit: { from: number; value: Predicate }): boolean {
  return (
    hit.value.stage === 'piloting' &&
    hit.value.form === 'ing' &&
    /^(?:in|of|for|during|after|under)$/.test(frame.tokens[hit.from - 1]?.key ?? '')
  )
}

/** "mixed up two patients at three clinics": where the patients are, not the tool. */
function besidePatients(frame: Frame, figureFrom: number): boolean {
  return frame.units.some(
    (unit) =>
      unit.to >= figureFrom - 2 && unit.to < figureFrom && /^(?:patient|encounter|user)$/.test(unit.value.id),
  )
}

/** "represents 5,000 hospitals": the verb before them is one of doing something with a tool, or it is another matter. */
export function governs(frame: Frame, figureFrom: number): boolean {
  for (let at = figureFrom - 1; at >= Math.max(0, figureFrom - 4); at--) {
    const { key } = frame.tokens[at]!
    if (stageOfDoing(key) || frame.predicates.some((hit) => hit.to === at + 1)) return true
  }
  return false
}

/** "data for the AI", "a bill on AI": what something is about. */
function isTopic(frame: Frame, from: number): boolean {
  const [before, earlier] = [frame.tokens[from - 1]?.key ?? '', frame.tokens[from - 2]?.key ?? '']
  const lead = /^(?:the|a|an|its|their|this)$/.test(before) ? earlier : before
  return /^(?:on|for|about|against|over)$/.test(lead)
}
