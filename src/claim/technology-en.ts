// How an English sentence writes a technology: the whole noun phrase around what the vocabulary knows of it ("the ClearLung
// AI triage suite", "AI-enabled medical devices", "its ambient assistant, QuillNote"), and tools that it names with no
// word of the vocabulary ("the nurse-handoff tool").
import { type Candidate, type Frame, tokenAt } from './frame.ts'
import type { Token } from './phrases.ts'
import { stageOfDoing } from './signs-en.ts'
import { classOf, looksPast } from './words-en.ts'
import { pieceAt, piecesOf } from './zone-en.ts'

const split = (words: string) => new Set(words.split(' '))

/** Nouns that a technology's name may end in. */
const HEADS = split(
  'tool tools system systems software platform platforms app apps application applications model models assistant assistants agent agents chatbot chatbots bot bots robot robots scribe scribes suite suites package packages module modules engine engines reader readers checker checkers device devices product products camera cameras sensor sensors monitor monitors alarm alarms alert alerts score scores algorithm algorithms programme program portal portals service services line dashboard dashboards kiosk kiosks probe probes tablet tablets cart carts glasses stethoscope stethoscopes scanner scanners console consoles record records solution solutions technology technologies feature features function functions generator generators writer writers translator translators interpreter interpreters calculator detector detectors classifier predictor copilot copilots helper companion coach sitter sitters hub hubs network register wristband wristbands patch patches pump pumps pen pens headset headsets kit kits box boxes machine machines microscope microscopes workstation workstations dispatcher dispatchers documentation transcription dictation monitoring triage screening charting coding prescribing imaging reconstruction diagnostics detection interpretation decision support workflow workflows ultrasound endoscopy colonoscopy mammography pathology radiology surgery theatre theatres system installation installations window unit units index watch',
)
/** Nouns in -ing that may stand inside a name. */
const ING = split(
  'imaging screening monitoring listening charting coding prescribing scheduling reading booking dosing planning learning warning writing messaging nursing reporting routing mapping training documenting scribing dispensing interpreting rostering handwriting note-taking speaking talking self-driving sequencing contouring billing',
)
/** Verbs of use that are nouns before a tool: "scan reader". */
const NOUNS_TOO = split(
  'report record screen monitor scan track check book chart message note view sign link test pilot trial triage review guide visit order access',
)
const wordsBeforeMax = 4
const wordsBehindMax = 4

/** From the first modifier before it to the last noun behind it, and a name set beside it. */
export function writtenSpan(frame: Frame, hit: { from: number; to: number }): { start: number; end: number } {
  const { tokens } = frame
  const from = firstOf(frame, hit.from)
  const to = lastOf(frame, hit.to)
  const start = tokens[from]!.start
  const end = tokens[to - 1]!.end
  return { start, end: end + besideLength(frame.text.slice(end)) }
}

/** ", QuillNote," and " called QuillNote". */
function besideLength(rest: string): number {
  const match =
    /^(?:,| called| named| known as| dubbed|,? (?:\()) ?["“]?(?:[A-Z][\w.-]*|[a-z]+[A-Z]\w*)(?: (?:[A-Z][\w.-]*|\d+))?["”]?(?=[,;.)]| is | was | has | are | in | at )/.exec(
      rest,
    )
  return match ? match[0].length : 0
}

function firstOf(frame: Frame, at: number): number {
  const { tokens } = frame
  let from = at
  for (let words = 0; from > 0 && words < wordsBeforeMax; ) {
    const before = tokens[from - 1]!
    if (before.text === '-' || before.text === '/') {
      if (from < 2 || before.gap) break
      from -= 2
      words++
      continue
    }
    if (!isModifier(frame, from - 1, before)) break
    from--
    words++
  }
  return from
}

function isModifier(frame: Frame, at: number, token: Token): boolean {
  if (token.kind !== 'word' || token.key === "'s") return false
  if (frame.tokens[at + 1]?.key === "'s") return false
  if (isTaken(frame, at)) return false
  const kind = classOf(token.key)
  if (kind !== undefined && !/^(?:own|shared|written)$/.test(token.key)) return false
  if (
    /^(?:same|first|second|new|latest|various|several|many|few|more|most|own|one|two|three|no|every|any|least|other|let|lets|some|all)$/.test(
      token.key,
    )
  )
    return false
  if (/[A-Z]/.test(token.text.slice(1)) || (at > 0 && /^[A-Z]/.test(token.text))) return true
  if (token.key.endsWith('ly') || looksPast(token.key)) return false
  if (stageOfDoing(token.key) && !ING.has(token.key) && !NOUNS_TOO.has(token.key)) return false
  return !token.key.endsWith('ing') || ING.has(token.key)
}

/** A number, a place, those counted or a verb. */
function isTaken(frame: Frame, at: number): boolean {
  const { start } = frame.tokens[at]!
  return (
    frame.figures.some((figure) => figure.start <= start && start < figure.end) ||
    frame.dates.some((date) => date.start <= start && start < date.end) ||
    frame.units.some(
      (unit) =>
        unit.from <= at &&
        at < unit.to &&
        unit.value.plural &&
        !/^(?:device|system_installed)$/.test(unit.value.id),
    ) ||
    frame.predicates.some((hit) => hit.from <= at && at < hit.to && hit.value.form !== 'noun') ||
    frame.places.some((hit) => hit.from <= at && at < hit.to)
  )
}

/** Over nouns to the last one that tools are called by. */
function lastOf(frame: Frame, at: number): number {
  const { tokens } = frame
  let to = at
  for (let i = at, words = 0; i < tokens.length && words < wordsBehindMax; i++) {
    const token = tokens[i]!
    if (token.text === '-' && !token.gap) continue
    if (token.kind === 'number' ? token.gap && !/^\d+$/.test(token.text) : token.kind !== 'word') break
    const kind = classOf(token.key)
    const bound = tokens[i - 1]?.text === '-'
    if (!bound && (kind !== undefined || token.key.endsWith('ly') || looksPast(token.key))) break
    if (!bound && !HEADS.has(token.key) && isTaken(frame, i)) break
    words++
    const after =
      to === i && /(?:ed|powered|driven)$/.test(tokens[i - 1]?.key ?? '') && tokens[i - 2]?.text === '-'
    if (HEADS.has(token.key) || bound || after) to = i + 1
  }
  return to
}

const SURE = split(
  'tool tools software app apps platform assistant chatbot bot robot robots scribe algorithm portal suite checker reader generator module sitter sitters dashboard kiosk package line alarm score cameras camera monitor copilot device devices system service',
)

/** "the nurse-handoff tool": named by nothing but what it does. */
export function namedTool(frame: Frame, candidate: Candidate): { start: number; end: number } | undefined {
  const { tokens } = frame
  const figureAt = tokenAt(tokens, candidate.figure.start)
  const own = pieceAt(piecesOf(frame), candidate.figure.start)
  let best: { start: number; end: number; cost: number } | undefined
  for (const [i, token] of tokens.entries()) {
    if (
      !SURE.has(token.key) ||
      frame.units.some((unit) => unit.from <= i && i < unit.to && unit.value.plural)
    )
      continue
    const from = firstOf(frame, i)
    if (from === i || !tokens.slice(from, i).some((word) => word.kind === 'word')) continue
    const away = Math.abs(pieceAt(piecesOf(frame), token.start) - own)
    const cost = Math.abs(i - figureAt) + 6 * away
    if (!best || cost < best.cost) best = { start: tokens[from]!.start, end: token.end, cost }
  }
  return best
}

/** "sepsis models in 143, ambient scribes in 97": the tool that stands right before the figure in a list. */
export function listedWith<T extends { from: number; to: number }>(
  frame: Frame,
  candidate: Candidate,
  hits: readonly T[],
): T | undefined {
  const pieces = piecesOf(frame)
  const own = pieces[pieceAt(pieces, candidate.figure.start)]
  const verb = frame.tokens[candidate.predicateFrom]?.start ?? -1
  if (!own || (candidate.direction !== 'inherited' && verb >= own.start && verb < own.end)) return undefined
  return hits.find((hit) => {
    const start = frame.tokens[hit.from]!.start
    if (start < own.start || start >= own.end) return false
    const between = frame.text.slice(frame.tokens[hit.to - 1]!.end, candidate.figure.start)
    return /^ (?:in|at|to|by|on|with|for)(?: [a-z]+){0,2} $/.test(between)
  })
}
