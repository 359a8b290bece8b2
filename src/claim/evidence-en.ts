// A figure that no known verb governs is weighed: how those counted and the technology stand to each other, what they do,
// and what speaks against a claim. Above a threshold it is one, with less confidence.
import { sumAgainst } from './against-en.ts'
import type { Figure } from './figure.ts'
import { type Frame, tokenAt } from './frame.ts'
import { governs, weighLeft } from './left-en.ts'
import type { Link } from './link-en.ts'
import { weighRight } from './right-en.ts'
import { roleOf } from './roles-en.ts'
import { toolsIn } from './side-en.ts'
import { STANDING } from './signs-en.ts'
import type { FoundUnit } from './unit-en.ts'
import type { Predicate } from './verbs-en.ts'
import { classOf } from './words-en.ts'

export type Weighed = { link: Link; points: number; accepted: boolean; why: string }

const acceptMin = 0.8
const LESS_LIKELY: Record<string, number> = { user: -0.5, company: -0.6, country: -0.2 }

export function weighEvidence(frame: Frame, figure: Figure, unit: FoundUnit): Weighed {
  const figureFrom = tokenAt(frame.tokens, figure.start)
  const tools = toolsIn(frame)
  const role = roleOf(frame, figureFrom)
  const right = weighRight(frame, walksFrom(frame, unit, figureFrom), tools, role, governs(frame, figureFrom))
  const left = weighLeft(frame, figureFrom, tools, role)
  const better = right.points >= left.points ? right : left
  const worse = better === right ? left : right
  const floor = figure.kind === 'factor' || figure.kind === 'percentage_points' ? 0 : -1
  let points = better.points + Math.max(floor, Math.min(0.5, worse.points))
  const why = [...better.why]
  const from = Math.max(0, figure.start - 60)
  const around = frame.text.slice(from, Math.min(frame.text.length, Math.max(figure.end, unit.to) + 90))
  for (const [extra, pattern] of STANDING) {
    const match = pattern.exec(around)
    if (!match) continue
    points += extra
    why.push(`"${match[0]}"`)
  }
  points += tools.some(({ named }) => named) ? 0.5 : tools.length > 0 ? 0 : -0.4
  if (!unit.inherited && unit.distance <= 1) points += 0.2
  if (unit.words !== undefined) points -= 0.4
  points += sumAgainst(frame, figure, unit, why, { joined: right.points >= 0.8, toolEnd: right.toolEnd })
  points += LESS_LIKELY[unit.id] ?? 0
  if (unit.id === 'user' && !/users?|subscribers?/i.test(frame.text.slice(unit.from, unit.to))) points -= 0.6
  const at = better.at >= 0 ? better.at : Math.max(0, figureFrom - 1)
  const to = better.at >= 0 ? better.to : figureFrom + (figureFrom === 0 ? 1 : 0)
  const predicate: Predicate = {
    stage: better.stage ?? 'in_use',
    role: 'use',
    form: 'base',
    ...(better.verb ? {} : { weak: true }),
  }
  const direction = better === right ? 'right' : 'left'
  return {
    link: { predicate, from: at, to: Math.max(at + 1, to), direction, distance: 9 },
    points,
    accepted: points >= acceptMin,
    why: why.join(', '),
  }
}

/** "Hospitals that use it: 1,870 in 2023": of a noun named before, what follows the noun counts. */
function walksFrom(frame: Frame, unit: FoundUnit, figureFrom: number): number {
  if (!unit.inherited) return unit.end
  // "63% of physicians use it daily, 29% name it": the second has a verb of its own
  const between = frame.figures.some(
    (other) => other.start >= unit.to && other.end <= frame.tokens[figureFrom]!.start,
  )
  const next = frame.tokens[unit.end]
  const taken = between || (unit.words === undefined && unit.how === 'the noun of the figure before')
  if (taken && next?.kind === 'word' && classOf(next.key) !== 'prep' && classOf(next.key) !== 'adverb')
    return unit.end
  return unit.words === undefined && unit.to > 0 ? tokenAt(frame.tokens, unit.to) : figureFrom + 1
}
