// Digital tools that no vocabulary names: "fall-detection cameras", "an online booking portal", "electronic charts". The
// noun says that it is a tool, the words before it which. Only asked where a sentence names no known technology.
import type { Technology } from '../model.ts'
import type { PhraseHit, Token } from './phrases.ts'
import { classOf } from './words-en.ts'

const split = (words: string) => new Set(words.split(' '))

/** Tools by themselves, where a word says which. */
const HEADS = split(
  'app apps chatbot chatbots bot bots robot robots software algorithm algorithms portal portals kiosk kiosks dashboard dashboards sensor sensors tracker trackers wearable wearables headset headsets scribe scribes exoskeleton exoskeletons avatar avatars copilot copilots notetaker notetakers transcriber transcribers voicebot voicebots cobot cobots eprescribing econsult econsults telehealth telemedicine teleconsultation teleconsultations telestroke telepharmacy teleradiology telecardiology teledermatology telepathology telepsychiatry teleophthalmology telerehabilitation telesurgery telecare telemonitoring teletriage videoconsultation',
)
/** Things with a screen or a circuit: tools where a word says what they do. */
const DEVICES = split(
  'model models engine engines reader readers camera cameras tablet tablets module modules viewer classifier alarm alarms alert alerts score scores calculator predictor scanner scanners glasses badge badges recorder recorders spirometer spirometers assistant assistants agent agents console consoles interpreter translator suite package packages platform platforms tool tools system systems companion coach sitter sitters simulator simulators twin twins box boxes cart carts pod pods printer printers wristband wristbands',
)
/** Anything: tools only where a word says that they are digital. */
const SERVICES = split(
  'record records service services prescription prescriptions prescribing device devices scheme monitoring booking triage consultation consultations consulting visits chart charts charting referral referrals pump pumps pen pens pill pills cabinet cabinets dispensing pharmacy rounds care documentation dictation transcription handover checklist signature signatures bed beds ultrasound microscope microscopes stethoscope stethoscopes letters messaging check checks imaging planning reporting screening pathway ward wards clinic clinics reality passport card cards nurse nurses nursing hub hubs programme programmes program programs interpretation detection dispatch rostering scheduling coding counselling therapy rehabilitation icu unit units network exchange taxi taxis ecg ecgs reading readings taking registry logbook logbooks rota rotas form forms archive archives',
)
const DIGITAL = split(
  'digital electronic electronically online virtual remote smart connected mobile automated automatic autonomous robotic computerised computerized computer handheld wireless cloud barcode bedside augmented bluetooth shared video voice speech e machine learning deep generative predictive clinical decision wearable web telephone algorithmic intelligent tele portable 3d ambient language digitised digitized paperless internet rfid sensor software computer-aided telemedicine sepsis deterioration detection prediction monitoring symptom triage interview surgical retinal glucose',
)
/** What a tool does or looks at; beside a device they say as much as "digital". */
const TASKS = split(
  'sepsis deterioration detection prediction monitoring symptom triage interview surgical retinal glucose eye screening ecg ekg risk maternal round stroke imaging chest ray fracture documentation dictation note notes taking scheduling rostering coding dispatch interpreting translation fall falls sleep checking intake queue prescription interpretation discharge wound dermatology radiology pathology cardiac fetal growth adherence prescribing icu navigation early warning alerting simulation reading dispensing delivery disinfection planning scribing transcription summary summarising summarizing polyp mammography ultrasound tuberculosis cough delirium mortality readmission',
)
const TELE = /^(?:tele|e|m)$/

/** Noun phrases that speak of a tool; none where a known technology stands. */
export function findTools(tokens: readonly Token[], technology: Technology | undefined) {
  const hits: PhraseHit<Technology>[] = []
  if (!technology) return hits
  for (let at = 0; at < tokens.length; at++) {
    const { key } = tokens[at]!
    const sure = HEADS.has(key)
    const device = DEVICES.has(key)
    if (isAdverb(tokens, at)) {
      hits.push({ from: at, to: at + 1, value: technology, folded: false })
      continue
    }
    const sort =
      PLAINLY.test(tokens[at - 1]?.key ?? '') && tokens[at]!.kind === 'word' && classOf(key) === undefined
    const far = !sure && !device && !sort && !SERVICES.has(key)
    if (far && !(tokens[at - 1]?.text === '-' && TELE.test(tokens[at - 2]?.key ?? ''))) continue
    const from = startOf(tokens, at)
    const words = tokens.slice(from, at).filter((token) => token.kind === 'word')
    if (words.length === 0) {
      if (sure && isBare(tokens, at)) hits.push({ from: at, to: at + 1, value: technology, folded: false })
      continue
    }
    const does = device || isCompound(tokens, at)
    if (!sure && !sort && !words.some(({ key }) => DIGITAL.has(key) || (does && TASKS.has(key)))) continue
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

/** An "electronic register", a "robotic arm": of these every sort is a tool. */
const PLAINLY = /^(?:electronic|robotic|computerised|computerized|automated|paperless)$/

/** "hold their records electronically", "have gone digital" */
function isAdverb(tokens: readonly Token[], at: number): boolean {
  const { key } = tokens[at]!
  if (key === 'electronically' || key === 'digitally') return true
  return (
    /^(?:digital|paperless)$/.test(key) &&
    /^(?:go|goes|gone|went|going|fully|entirely|completely)$/.test(tokens[at - 1]?.key ?? '')
  )
}

/** "fall-prediction service", "ECG-reading hub": what it does is bound by a hyphen. */
const isCompound = (tokens: readonly Token[], at: number) => tokens[at - 2]?.text === '-'

/** Back over up to four adjectives and nouns; hyphens bind. */
function startOf(tokens: readonly Token[], at: number): number {
  let from = at
  for (let words = 0; from > 0 && words < 4; ) {
    const before = tokens[from - 1]!
    if (before.text === '-') {
      from -= tokens[from - 2]?.kind === 'word' ? 2 : 1 // "voice-to-note"
      continue
    }
    const bound = tokens[from - 2]?.text === '-'
    if (before.kind !== 'word' || before.key.endsWith('ly')) break
    if (!bound && STOPS.has(classOf(before.key) ?? '')) break
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
    (tokens[at]!.key.endsWith('s') || tokens[at]!.key === 'software') &&
    !/^(?:the|these|those|their|its|our|such)$/.test(before ?? '') &&
    tokens[at - 1]?.kind !== 'number'
  )
}

/** "switched to Halden", "requests through Accurx": an unknown name where only a tool can stand. */
export function findNamedTools(
  tokens: readonly Token[],
  technology: Technology | undefined,
  known: (at: number) => boolean,
): PhraseHit<Technology>[] {
  const hits: PhraseHit<Technology>[] = []
  if (!technology) return hits
  for (let at = 1; at < tokens.length; at++) {
    if (!NAME.test(tokens[at]!.text) || NO_TOOL.test(tokens[at]!.text) || known(at)) continue
    if (!takesTool(tokens, at)) continue
    let to = at + 1
    while (to < at + 3 && NAME.test(tokens[to]?.text ?? '') && !known(to)) to++
    const next = tokens[to]
    if (next?.key === "'s" || (next?.kind === 'word' && !FREE.has(classOf(next.key) ?? ''))) continue
    hits.push({ from: at, to, value: technology, folded: false })
  }
  return hits
}

const NAME = /^[A-Z][a-z]+[A-Za-z0-9]*$|^[a-z]?[A-Z][A-Za-z]*[a-z][A-Z]?[A-Za-z0-9]*$/
const NO_TOOL =
  /^(?:Medicare|Medicaid|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|English|French|Spanish|German|Latin|Arabic|Chinese|Hindi|Braille|Facebook|Twitter|YouTube|Google|Dr|Mr|Mrs|Ms|Prof|Covid|Christmas|Easter)$|(?:mab|nib|pril|statin|sartan|olol|ine|tide|cillin|zole|vir)$/
const FREE = split('prep joint break relative aux modal adverb say')

/** Verbs that take a tool and nothing else stand right before it. */
function takesTool(tokens: readonly Token[], at: number): boolean {
  const [before, earlier] = [tokens[at - 1]!.key, tokens[at - 2]?.key ?? '']
  if (
    /^(?:us(?:e|es|ed|ing)|adopt(?:ed|ing|s)?|deploy(?:ed|ing|s)?|install(?:ed|ing|s)?|implement(?:ed|ing|s)?|chose|chosen|picked|pays?|paid|bought|licen[cs]ed?|trialled|trialed|piloted|tried)$/.test(
      before,
    )
  )
    return true
  if (/^(?:via|through)$/.test(before)) return /(?:s|ing|ed)$/.test(earlier)
  if (before === 'with' || before === 'on')
    return /^(?:live|charts?|charting|documents?|books?|letters?|notes?|records?|documented?|runs?|running|work|account|screens?)$/.test(
      earlier,
    )
  return (
    /^(?:to|onto|into)$/.test(before) &&
    /^(?:switch\w*|mov\w+|migrat\w+|subscri\w+|logg?\w*|convert\w*|mov\w*|transition\w*|sign\w*|clinics|hospitals|practices|sites)$/.test(
      earlier,
    )
  )
}
