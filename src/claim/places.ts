// Where a claim's adopters are: beside the figure, else in the sentence, else in the sentences before, the title, the
// article, or where the publication is at home. Every step away costs confidence and is said.
import type { ClaimReason, Place } from '../model.ts'
import { type Surroundings, wordsOf } from './context.ts'
import { type Candidate, type Frame, tokenAt } from './frame.ts'
import { liesWithin, type PreparedLexicon } from './lexicon.ts'
import type { PhraseHit } from './phrases.ts'
import { reachOf } from './setting.ts'

export type FoundPlaces = { codes: string[]; text?: string; reason?: ClaimReason }

export function findPlaces(
  frame: Frame,
  candidate: Candidate,
  around: Surroundings,
  lexicon: PreparedLexicon,
): FoundPlaces {
  const here = placesHere(frame, candidate, lexicon)
  if (here) return here
  const reach = reachOf(frame.text)
  const reached = reach && around.placeOf(reach)
  if (reached)
    return {
      codes: [reached.code],
      reason: {
        field: 'place',
        words: `${reached.name}, of which the sentence speaks as a whole`,
        points: -0.03,
      },
    }
  if (
    /\b(?:countries|nations)\b|个国家|海外/.test(frame.text) &&
    frame.units.some((unit) => unit.value.id === 'country' || frame.chinese)
  )
    return (
      around.union() ?? {
        codes: ['WORLD'],
        reason: { field: 'place', words: 'several countries, not named', points: 0 },
      }
    )
  return (
    placesAround(frame, around, lexicon) ?? placesAtHome(frame, candidate, around, reach) ?? { codes: [] }
  )
}

/** Of the claim before, of the sentences before, of the title, of the first sentences, or the one named most. */
function placesAround(frame: Frame, around: Surroundings, lexicon: PreparedLexicon): FoundPlaces | undefined {
  for (const [i, mentions] of around.earlier.entries()) {
    const where = i === 0 ? 'the sentence before' : `${i + 1} sentences before`
    if (around.previous && around.previous.back === i + 1)
      return {
        codes: around.previous.codes,
        ...(around.previous.text ? { text: around.previous.text } : {}),
        reason: { field: 'place', words: `as of the figure in ${where}`, points: -0.04 - 0.03 * i },
      }
    const found = narrowest(mentions.places, lexicon)
    if (found.length === 0 || found.length > 2) continue
    const text = wordsOf(mentions.text, mentions.tokens, found[0]!)
    return {
      codes: codesOf(found),
      text,
      reason: { field: 'place', words: `"${text}" from ${where}`, points: -0.05 - 0.03 * i },
    }
  }
  const title = around.title ? narrowest(around.title.places, lexicon) : []
  if (title.length === 1) {
    const text = wordsOf(around.title!.text, around.title!.tokens, title[0]!)
    return {
      codes: codesOf(title),
      text,
      reason: { field: 'place', words: `"${text}" from the title`, points: -0.08 },
    }
  }
  const lead = around.lead()
  if (lead)
    return {
      codes: [lead.code],
      reason: { field: 'place', words: `${lead.name}, with which the article begins`, points: -0.1 },
    }
  const main = around.main().place
  if (main)
    return {
      codes: [main.code],
      reason: { field: 'place', words: `${main.name}, which the article names most`, points: -0.1 },
    }
  if (frame.chinese && CHINA_ONLY.test(frame.text))
    return {
      codes: ['CN'],
      reason: { field: 'place', words: 'words of the Chinese hospital system', points: -0.02 },
    }
  return undefined
}

/** Only a text that says "the country's" means the country it is printed in; otherwise no place beats a wrong one. */
function placesAtHome(
  frame: Frame,
  candidate: Candidate,
  around: Surroundings,
  reach: ReturnType<typeof reachOf>,
): FoundPlaces | undefined {
  // A British paper that speaks of trusts means those of England: Scotland and Wales have boards.
  if (candidate.unit === 'trust' && around.home.join() === 'GB')
    return {
      codes: ['GB-ENG'],
      reason: { field: 'place', words: 'trusts, in a British publication', points: -0.05 },
    }
  if (around.ownPages && around.home.length === 1 && frame.text !== '')
    return {
      codes: [...around.home],
      reason: { field: 'place', words: 'where the office is that says so', points: -0.08 },
    }
  if (reach !== 'country' || around.home.length !== 1 || frame.text === '') return undefined
  return {
    codes: [...around.home],
    reason: { field: 'place', words: 'where the publication is at home', points: -0.12 },
  }
}

const IN_PLACE = /^(?:in|across|throughout|within|around|of|from|over|at)$/

function placesHere(frame: Frame, candidate: Candidate, lexicon: PreparedLexicon): FoundPlaces | undefined {
  const all = frame.places.filter(
    (hit) =>
      !belongsToMaker(frame, hit) &&
      !isApproval(frame, hit, candidate) &&
      !isOfAnother(frame, hit, candidate),
  )
  if (all.length === 0) return undefined
  const hits = inOwnPart(frame, all, candidate)
  const each = frame.chinese ? placeOfEach(frame, candidate, hits) : undefined
  if (each) {
    const text = wordsOf(frame.text, frame.tokens, each)
    return {
      codes: codesOf([each]),
      text,
      reason: { field: 'place', words: `"${text}" beside the figure`, points: 0.05 },
    }
  }
  const figureFrom = tokenAt(frame.tokens, candidate.figure.start)
  const nounEnd = tokenAt(frame.tokens, candidate.quoteEnd)
  const groups = [
    hits.length > 1 ? hits.filter((hit) => hit.to === figureFrom) : [], // "Zurich 6, Bern 4, Vaud 3"
    hits.filter((hit) => hit.from >= figureFrom && hit.from < nounEnd),
    hits.filter((hit) => hit.to <= figureFrom && figureFrom - hit.to <= 2 && isGenitive(frame, hit)),
    hits.filter(
      (hit) =>
        hit.from >= nounEnd &&
        hit.from - nounEnd <= 6 &&
        standsIn(frame, hit) &&
        !figureBetween(frame, nounEnd, hit.from) &&
        !(frame.chinese && /[，,；;]/.test(between(frame, nounEnd, hit.from))),
    ),
    hits.filter((hit) => hit.from < figureFrom && standsIn(frame, hit)),
    hits,
  ]
  const chosen = groups.filter((group) => group.length > 0)
  const first = chosen[0]!
  const pool =
    chosen.length > 1
      ? [
          ...first,
          ...hits.filter((hit) =>
            first.some(
              (own) => isBeside(own, hit) && liesWithin(hit.value.code, own.value.code, lexicon.placeByCode),
            ),
          ),
        ]
      : first
  const joined = withJoined(frame, narrowest(pool, lexicon), hits)
  const text = wordsOf(frame.text, frame.tokens, joined[0]!)
  const sure = first !== groups.at(-1) || hits.length === 1
  return {
    codes: codesOf(joined),
    text,
    reason: { field: 'place', words: `"${text}" in the sentence`, points: sure ? 0.05 : 0 },
  }
}

/** "Colombia has 71; Ecuador, where it is newest, has 6": what the part between semicolons names. */
function inOwnPart(
  frame: Frame,
  hits: readonly PhraseHit<Place>[],
  candidate: Candidate,
): readonly PhraseHit<Place>[] {
  const { start } = candidate.figure
  const from = frame.text.slice(0, start).search(/[^;；]*$/)
  const rest = frame.text.slice(start).search(/[;；]/)
  const to = rest < 0 ? frame.text.length : start + rest
  const own = hits.filter((hit) => {
    const at = frame.tokens[hit.from]!.start
    return at >= from && at < to
  })
  return own.length > 0 ? own : hits
}

/** "上海最多，有16家，广东和江苏分别为13家和11家": each figure has a place of its own. */
function placeOfEach(
  frame: Frame,
  candidate: Candidate,
  hits: readonly PhraseHit<Place>[],
): PhraseHit<Place> | undefined {
  if (hits.length < 2 || !candidate.unitInherited) return undefined
  const startOf = (hit: { from: number }) => frame.tokens[hit.from]!.start
  const before = hits.filter((hit) => startOf(hit) < candidate.figure.start)
  const share = frame.text.lastIndexOf('分别', candidate.figure.start)
  if (share >= 0) {
    const figures = frame.figures.filter((figure) => figure.start > share)
    const from = frame.figures.filter((figure) => figure.start < share).at(-1)?.end ?? 0
    const named = before.filter((hit) => startOf(hit) >= from && startOf(hit) < share)
    if (named.length === figures.length) return named[figures.indexOf(candidate.figure)]
  }
  const last = before.at(-1)
  const others = frame.figures.filter(
    (figure) => last && figure.start > startOf(last) && figure.start < candidate.figure.start,
  )
  return last && others.length === 0 && candidate.figure.start - startOf(last) <= 10 ? last : undefined
}

/** "in the US and UK": the places named together. */
function withJoined(
  frame: Frame,
  found: PhraseHit<Place>[],
  hits: readonly PhraseHit<Place>[],
): PhraseHit<Place>[] {
  const all = [...found]
  for (const hit of hits) {
    const last = all.at(-1)!
    if (all.includes(hit) || hit.from < last.to || hit.from - last.to > 3) continue
    const between = frame.text.slice(frame.tokens[last.to - 1]!.end, frame.tokens[hit.from]!.start)
    if (/^(?:,? ?(?:and|&)(?: the)? |, |、|和|与|及)$/.test(between)) all.push(hit)
  }
  return all
}

/** "England's 205 trusts" */
function isGenitive(frame: Frame, hit: { to: number }): boolean {
  return frame.chinese || frame.tokens[hit.to]?.key === "'s"
}

/** "in Hangzhou, China", "in China's Guangdong": one place, told twice. */
function isBeside(a: { from: number; to: number }, b: { from: number; to: number }): boolean {
  return Math.max(a.from, b.from) - Math.min(a.to, b.to) <= 2
}

function between(frame: Frame, from: number, to: number): string {
  return frame.text.slice(frame.tokens[from]?.start ?? 0, frame.tokens[to]?.start ?? 0)
}

/** "in neighbouring Aragon" */
const SIDE =
  /^(?:neighbou?ring|nearby|northern|southern|eastern|western|central|rural|urban|greater|inner|mainland|all)$/

function standsIn(frame: Frame, hit: { from: number; to: number }): boolean {
  if (frame.chinese) return true
  const adjective = SIDE.test(frame.tokens[hit.from - 1]?.key ?? '') ? 1 : 0
  const before = frame.tokens[hit.from - 1 - adjective]?.key ?? ''
  return (
    IN_PLACE.test(before) ||
    (before === 'the' && IN_PLACE.test(frame.tokens[hit.from - 2 - adjective]?.key ?? '')) ||
    /worldwide|globally/.test(frame.tokens[hit.from]!.key)
  )
}

function figureBetween(frame: Frame, from: number, to: number): boolean {
  const start = frame.tokens[from]?.start ?? 0
  const end = frame.tokens[to]?.start ?? 0
  return frame.figures.some((figure) => figure.start >= start && figure.start < end)
}

/** "China's DeepSeek", "the Chinese start-up", "US firm": whose the technology is says nothing of where it is used. */
function belongsToMaker(frame: Frame, hit: PhraseHit<Place>): boolean {
  let next = hit.to
  while (frame.tokens[next]?.key === "'s" || frame.tokens[next]?.text === '-') next++
  if (frame.technologies.some((technology) => technology.from === next && !technology.value.generic))
    return !frame.chinese
  return /^(?:start-?up|start|firm|company|maker|developer|giant|researchers?|scientists?|regulator|government|broker|vendor)$/.test(
    frame.tokens[next]?.key ?? '',
  )
}

/** "All 26 polyclinics have it; two Hong Kong clinics will try it": the place of the other figure's noun. */
function isOfAnother(frame: Frame, hit: PhraseHit<Place>, candidate: Candidate): boolean {
  if (frame.chinese) return false
  const start = frame.tokens[hit.from]!.start
  const figure = frame.figures.find((other) => other !== candidate.figure && start - other.end === 1)
  if (!figure || !frame.units.some((unit) => unit.from >= hit.to && unit.from - hit.to <= 2)) return false
  const [from, to] = [candidate.figure, figure].sort((a, b) => a.start - b.start)
  return frame.text.slice(from!.end, to!.start).includes(';')
}

/** "an FDA-cleared tool" says where it was cleared, not where it is used. */
function isApproval(frame: Frame, hit: PhraseHit<Place>, candidate: Candidate): boolean {
  if (candidate.unit === 'device') return false
  const next = frame.tokens[hit.to]?.text === '-' ? hit.to + 1 : hit.to
  return /^(?:cleared|approved|authori[sz]ed|certified|clearance|approval|authori[sz]ation|registered)$/.test(
    frame.tokens[next]?.key ?? '',
  )
}

/** Words of the hospital grades and districts that only mainland China has. */
const CHINA_ONLY =
  /三甲|三级甲等|二甲|三级(?:公立)?医院|二级(?:及?以上)?(?:公立)?医院|县级医院|乡镇卫生院|村卫生室|社区卫生服务|医共体|医联体|国家卫(?:生)?健委|省份|\d省|省区市|自治区|区县|县域|地级市|地市/

/** Of a place and one that holds it, the narrower. */
function narrowest(hits: readonly PhraseHit<Place>[], lexicon: PreparedLexicon): PhraseHit<Place>[] {
  const kept: PhraseHit<Place>[] = []
  for (const hit of hits) {
    const { code } = hit.value
    if (kept.some((other) => other.value.code === code)) continue
    if (hits.some((other) => liesWithin(other.value.code, code, lexicon.placeByCode))) continue
    kept.push(hit)
  }
  return kept
}

function codesOf(hits: readonly PhraseHit<Place>[]): string[] {
  return [...new Set(hits.map((hit) => hit.value.code))]
}
