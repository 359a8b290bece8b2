// Digital tools that no vocabulary names: "fall-detection cameras", "an online booking portal", "electronic charts". The
// noun says that it is a tool, the words before it which. Only asked where a sentence names no known technology.
import type { Technology } from '../model.ts'
import type { PhraseHit, Token } from './phrases.ts'
import { classOf } from './words-en.ts'

const split = (words: string) => new Set(words.split(' '))

/** Tools by themselves, where a word says which. */
const HEADS = split(
  'app apps chatbot chatbots bot bots robot robots software algorithm algorithms portal portals kiosk kiosks dashboard dashboards sensor sensors tracker trackers wearable wearables headset headsets scribe scribes exoskeleton exoskeletons avatar avatars telehealth telemedicine teleconsultation teleconsultations telestroke telepharmacy teleradiology videoconsultation',
)
/** Tools where a word of the second list stands before them. */
const HEADS_IF = split(
  'record records system systems tool tools platform platforms model models service services camera cameras prescription prescriptions prescribing assistant assistants device devices scheme monitoring booking triage consultation consultations consulting visits chart charts charting referral referrals pump pumps pen pens pill pills cabinet cabinets dispensing pharmacy rounds care documentation dictation transcription handover checklist signature signatures wristband wristbands bed beds ultrasound microscope microscopes stethoscope stethoscopes letters messaging check checks imaging planning reporting screening pathway ward wards clinic reality passport card cards',
)
const DIGITAL = split(
  'digital electronic electronically online virtual remote smart connected mobile automated automatic autonomous robotic computerised computerized computer handheld wireless cloud cloud-based barcode bedside augmented bluetooth shared video voice speech e machine learning deep generative predictive clinical decision wearable web telephone decision-support algorithmic intelligent tele portable sepsis deterioration detection prediction monitoring symptom triage interview 3d surgical ambient language retinal glucose',
)

/** Noun phrases that speak of a tool; none where a known technology stands. */
export function findTools(tokens: readonly Token[], technology: Technology | undefined) {
  const hits: PhraseHit<Technology>[] = []
  if (!technology) return hits
  for (let at = 0; at < tokens.length; at++) {
    const { key } = tokens[at]!
    const sure = HEADS.has(key)
    if (!sure && !HEADS_IF.has(key)) continue
    const from = startOf(tokens, at)
    const words = tokens.slice(from, at).filter((token) => token.kind === 'word')
    if (words.length === 0) {
      if (sure && isBare(tokens, at)) hits.push({ from: at, to: at + 1, value: technology, folded: false })
      continue
    }
    if (!words.some((token) => DIGITAL.has(token.key)) && !sure) continue
    const last = hits.at(-1)
    if (last && last.to > from) hits.pop()
    hits.push({
      from: last && last.to > from ? last.from : from,
      to: at + 1,
      value: technology,
      folded: false,
    })
  }
  return hits
}

/** Back over up to four adjectives and nouns; hyphens bind. */
function startOf(tokens: readonly Token[], at: number): number {
  let from = at
  for (let words = 0; from > 0 && words < 4; ) {
    const before = tokens[from - 1]!
    if (before.text === '-') {
      from--
      continue
    }
    if (before.kind !== 'word' || STOPS.has(classOf(before.key) ?? '') || before.key.endsWith('ly')) break
    if (
      /^(?:use|uses|used|using|adopted|adopts|deployed|installed|have|offer|offers|offered|tested|piloted|run|runs)$/.test(
        before.key,
      )
    )
      break
    from--
    words++
  }
  while (tokens[from]?.text === '-') from++
  return from
}

const STOPS = split('prep joint break relative aux modal negation say begin article adverb')

/** "an app", "robots": some such tool. */
function isBare(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.key
  if (before === 'a' || before === 'an') return true
  return (
    tokens[at]!.key.endsWith('s') &&
    !/^(?:the|these|those|their|its|our|such)$/.test(before ?? '') &&
    tokens[at - 1]?.kind !== 'number'
  )
}
