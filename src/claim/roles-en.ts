// Where those counted by an English figure stand in their clause.
import type { Frame } from './frame.ts'
import { stageOfDoing, UNRELATED } from './signs-en.ts'
import { classOf, looksPast } from './words-en.ts'

const PLACING =
  /^(?:in|at|across|by|to|among|amongst|within|throughout|through|for|into|inside|between|over|with|from|on)$/

/** Where those counted stand: before their verb, behind one, or behind a preposition. */
export type Role = 'subject' | 'object' | 'placed'

export function roleOf(frame: Frame, figureFrom: number): Role {
  for (let at = figureFrom - 1; at >= 0; at--) {
    const token = frame.tokens[at]!
    if (/^[,;:(–—"“|=]$/.test(token.text)) return 'subject'
    if (frame.dates.some((date) => date.start <= token.start && token.start < date.end)) return 'subject'
    if (OPENING.test(token.key)) return 'subject'
    if (PLACING.test(token.key) || token.key === 'of' || token.key === 'per') return 'placed'
    const kind = classOf(token.key)
    if (kind === 'article' || kind === 'adverb' || kind === 'negation' || token.kind === 'mark') continue
    if (token.key.endsWith('ly') || FILLING.test(token.key)) continue
    return isFronted(frame, at) ? 'subject' : 'object'
  }
  return 'subject'
}

const FILLING =
  /^(?:mere|scant|further|full|total|only|now|some|another|additional|lone|extra|new|fresh|combined|record|estimated|remaining|other|first|last|next|bare|modest|impressive|paltry|tiny|growing)$/

/** "Before the outage 5,100 practices": words in front without a verb. */
function isFronted(frame: Frame, last: number): boolean {
  let first = last
  for (; first >= 0 && !/^[,;:]$/.test(frame.tokens[first]!.text); first--) {
    const { key } = frame.tokens[first]!
    const kind = classOf(key)
    if (kind === 'aux' || kind === 'modal' || stageOfDoing(key) || looksPast(key) || UNRELATED.test(key))
      return false
  }
  const opening = frame.tokens[first + 1]?.key ?? ''
  return classOf(opening) === 'prep' || /^(?:last|this|next|yesterday|today|earlier|later|so)$/.test(opening)
}

/** What stands before a new subject. */
const OPENING =
  /^(?:and|or|but|that|while|whereas|where|when|because|so|yet|if|although|though|than|as|says?|said|found|finds|shows?|showed|reports?|reported|estimates?|means?|meaning|leaving|suggests?|reckons?|so that|there|are|is)$/
