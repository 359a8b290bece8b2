// How much speaks against an English figure: the signs of the table, in its clause and, with less weight, in the next.
import type { Figure } from './figure.ts'
import type { Frame } from './frame.ts'
import { isBusiness, type Link } from './link-en.ts'
import { AGAINST, type Where } from './signs-en.ts'
import type { FoundUnit } from './unit-en.ts'

const vetoMax = -2
const nearChars = 70
const sentenceChars = 240 // no sentence of news is longer; a page without stops must not cost its square
export const TOOL_WORDS =
  /^(?:it|them|scheme|rollout|tool|tools|system|software|platform|technology|app|model|algorithm|scribe|chatbot|robot|robots|assistant|service|product|device|solution|programme|program)$/

/** Speaks so much against a figure that even a known verb does not make it one? */
export function isVetoed(frame: Frame, figure: Figure, unit: FoundUnit, link: Link): boolean {
  return (
    sumAgainst(frame, figure, unit, [], { joined: true, inClause: true, toolEnd: objectEnd(frame, link) }) <=
    vetoMax
  )
}

/** Where the tool ends that a verb takes: "quit the tele-ICU service". */
function objectEnd(frame: Frame, link: Link): number | undefined {
  if (link.direction !== 'right') return undefined
  const tool = frame.technologies.find(
    (hit) => hit.from >= link.to && hit.from <= link.to + objectTokensMax && !isBusiness(frame, hit.to),
  )
  return tool && frame.tokens[tool.to - 1]!.end
}

const objectTokensMax = 4

/** Points of all that speaks against a figure, with their names; what stands in another clause counts less. */
export function sumAgainst(
  frame: Frame,
  figure: Figure,
  unit: FoundUnit,
  why: string[],
  {
    joined,
    inClause = false,
    toolEnd,
  }: { joined: boolean; inClause?: boolean; toolEnd?: number | undefined },
): number {
  const end = Math.max(figure.end, unit.inherited ? 0 : unit.to)
  const text = bareTextOf(frame)
  const wide = windowsAround(text, figure.start, end)
  const before = wide.before.slice(wide.before.search(inClause ? /[^,;:]*$/ : LAST_CLAUSE))
  const cut = wide.after.search(NEXT_CLAUSE)
  const near = windowsOf(before, cut < 0 ? wide.after : wide.after.slice(0, cut), wide.sentence)
  const object =
    toolEnd === undefined || toolEnd <= end
      ? near
      : windowsOf(before, text.slice(end, toolEnd), wide.sentence)
  let sum = 0
  for (const [name, where, points, pattern] of AGAINST) {
    if (name === 'a size' && (joined || isTool(frame, unit))) continue
    const purpose = object !== near && PURPOSES.has(name)
    const here = pattern.test((purpose ? object : near)[where])
    if (!here && (inClause || purpose || !pattern.test(wide[where]))) continue
    sum += here ? points : points * otherClauseShare
    why.push(here ? name : `${name} in another clause`)
  }
  return sum
}

/** "has 40 surgical robots", "had 2,300 regular users": to have those is to use it. */
function isTool(frame: Frame, unit: FoundUnit): boolean {
  return (
    unit.id === 'system_installed' ||
    /users?|subscribers?|adopters?/i.test(frame.text.slice(unit.from, unit.to))
  )
}

/** Said behind the tool that is used, these say what for or why: "use it to cut costs", "quit it over fees". */
const PURPOSES = new Set(
  'money,an outcome,jobs,other trades,health of people,a wish,a hole,a danger,a barrier,a capacity,readiness,a share of something else'.split(
    ',',
  ),
)

const otherClauseShare = 0.35
/** Where the clause of a figure begins and ends. */
const LAST_CLAUSE =
  /(?:(?!\b(?:but|while|whereas|although|though|after|because|since|when|where|so that|(?:says?|said|found|finds|showed|shows|estimates?|announced) that)\b)[^;:–—])*$/i
const NEXT_CLAUSE =
  /[;:–—]|, \d|, (?:and|but|while|whereas|which|with|compared|up|down|double|though|although|so|yet|nearly|almost|according|citing)\b| and \d| and (?:says?|said|is|was|has|had|will|would|plans?|wants?|hopes?|cost|costs|ended)\b| in which| of which|, at a cost| (?:but|while|whereas|although|though|after|because|since|when|as) /

type Windows = Record<Where, string>

/** "the software, trained on 40,000 scans, is at work in": what stands between the commas tells which, not what. */
const withoutAsides = (text: string) => text.replace(ASIDES, ' ')
const ASIDES =
  /, (?!and |but |or |while )[^,;]{3,100}, (?=(?:(?:the|its|a) [\w-]+ )?(?:is|are|was|were|has|have|had|says?|said|now|will|runs?|counts?|uses?|serves?|covers?|reads?|put|puts)\b)/g

function windowsAround(text: string, start: number, end: number): Windows {
  return windowsOf(
    withoutAsides(text.slice(Math.max(0, start - 3 * nearChars), start)).slice(-nearChars),
    text.slice(end, end + nearChars),
    text.slice(Math.max(0, start - sentenceChars), end + sentenceChars),
  )
}

function windowsOf(before: string, after: string, sentence: string): Windows {
  return { before, after, near: `${before} # ${after}`, sentence }
}

const bareTexts = new WeakMap<Frame, string>()

/** Worked out once for a sentence, however many figures it has. */
function bareTextOf(frame: Frame): string {
  const known = bareTexts.get(frame) ?? withoutTools(frame)
  bareTexts.set(frame, known)
  return known
}

/** "a deterioration model", "heart-failure service": what a tool is called speaks against nothing. */
function withoutTools(frame: Frame): string {
  let text = frame.text
  for (const { from, to } of frame.technologies) {
    const start = frame.tokens[from]!.start
    const last = [to, to + 1].find((at) => TOOL_WORDS.test(frame.tokens[at]?.key ?? '')) ?? to - 1
    const end = frame.tokens[last]!.end
    text = text.slice(0, start) + '_'.repeat(end - start) + text.slice(end)
  }
  return text
}
