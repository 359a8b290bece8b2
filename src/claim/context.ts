// Which technology a claim is about and where its adopters are: in the sentence, else up to two sentences before, else
// the title, else where the publication is at home. Every step away costs confidence and is said.
import type { ClaimReason, Place, Technology } from '../model.ts'
import { type Candidate, type Frame, tokenAt } from './frame.ts'
import { liesWithin, type PreparedLexicon } from './lexicon.ts'
import { cutTokens, findPhrases, type PhraseHit, type Token } from './phrases.ts'
import { ANAPHOR_ZH } from './verbs-zh.ts'

export type Mentions = {
  tokens: Token[]
  technologies: PhraseHit<Technology>[]
  places: PhraseHit<Place>[]
  text: string
}

/** The sentences before, nearest first, then the title. */
export type Surroundings = {
  earlier: Mentions[]
  title: Mentions | undefined
  home: readonly string[]
  main: () => MainMentions
}

/** What an article is about: the technology and the place that it names by far the most. */
export type MainMentions = { technology?: Technology; place?: Place }

const mainShare = 0.6 // of all mentions

export function countMentions(
  all: readonly Mentions[],
  title: Mentions | undefined,
  lexicon: PreparedLexicon,
): MainMentions {
  const mentions = title ? [...all, title] : all
  const technology = mostNamed(
    mentions.flatMap((m) => m.technologies.map((hit) => hit.value)),
    (t) => t.id,
    () => undefined,
    3,
  )
  const place = mostNamed(
    mentions.flatMap((m) => m.places.map((hit) => hit.value)),
    (p) => p.code,
    (p) => (p.parent ? lexicon.placeByCode.get(p.parent) : undefined),
    2,
  )
  return { ...(technology ? { technology } : {}), ...(place ? { place } : {}) }
}

/** The one that most mentions name, or lie in; undefined when there is no such. */
function mostNamed<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
  parentOf: (value: T) => T | undefined,
  mentionsMin: number,
): T | undefined {
  const counts = new Map<string, { value: T; own: number; all: number }>()
  for (const value of values) {
    for (let at: T | undefined = value, own = 1; at; at = own > 6 ? undefined : parentOf(at), own++) {
      const entry = counts.get(keyOf(at)) ?? { value: at, own: 0, all: 0 }
      entry.all++
      if (own === 1) entry.own++
      counts.set(keyOf(at), entry)
    }
  }
  const named = [...counts.values()].filter(
    (entry) => entry.own >= mentionsMin && entry.all >= mainShare * values.length,
  )
  return named.sort((a, b) => b.own - a.own)[0]?.value
}

const nearTokens = { en: 6, zh: 10 } // a product this near to a generic word is what the word speaks of
const ANAPHOR =
  /\b(?:this|the|these|such|its|their|that|one|any|same)(?: \w+){0,2} (?:software|tool|tools|system|systems|platform|technology|model|models|algorithm|app|application|product|assistant|chatbot|scribe|robot|device|solution|programme|program)\b|\bit\b/i

export function readMentions(text: string, lexicon: PreparedLexicon): Mentions {
  const tokens = cutTokens(text)
  return {
    text,
    tokens,
    technologies: findPhrases(tokens, lexicon.technologies),
    places: findPhrases(tokens, lexicon.places),
  }
}

export type FoundTechnology = {
  technology?: Technology
  text?: string
  reason: ClaimReason
  anaphor: boolean
}

export function findTechnology(
  frame: Frame,
  candidate: Candidate,
  around: Surroundings,
): FoundTechnology | undefined {
  const here = chooseTechnology(frame, candidate)
  if (here) {
    const text = wordsOf(frame.text, frame.tokens, here)
    return {
      technology: here.value,
      text,
      anaphor: false,
      reason: { field: 'technology', words: `"${text}" in the sentence`, points: 0.1 },
    }
  }
  const anaphor = frame.chinese ? ANAPHOR_ZH.test(frame.text) : ANAPHOR.test(frame.text)
  for (const [i, mentions] of around.earlier.entries()) {
    const hit = specific(mentions.technologies)
    if (!hit) continue
    const text = wordsOf(mentions.text, mentions.tokens, hit)
    const where = i === 0 ? 'the sentence before' : `${i + 1} sentences before`
    return {
      technology: hit.value,
      text,
      anaphor,
      reason: {
        field: 'technology',
        words: `"${text}" from ${where}`,
        points: (anaphor ? -0.04 : -0.1) - 0.04 * i,
      },
    }
  }
  const hit = around.title && specific(around.title.technologies)
  if (hit) {
    const text = wordsOf(around.title!.text, around.title!.tokens, hit)
    return {
      technology: hit.value,
      text,
      anaphor,
      reason: { field: 'technology', words: `"${text}" from the title`, points: -0.15 },
    }
  }
  const main = around.main().technology
  if (main && !anaphor)
    return {
      technology: main,
      anaphor,
      reason: { field: 'technology', words: `${main.name}, which the article speaks of most`, points: -0.2 },
    }
  if (anaphor)
    return {
      anaphor: true,
      reason: { field: 'technology', words: 'a technology that this text does not name', points: -0.25 },
    }
  return undefined
}

function wordsOf(text: string, tokens: readonly Token[], hit: { from: number; to: number }): string {
  return text.slice(tokens[hit.from]!.start, tokens[hit.to - 1]!.end)
}

function specific(hits: readonly PhraseHit<Technology>[]): PhraseHit<Technology> | undefined {
  return hits.find((hit) => !hit.value.generic) ?? hits[0]
}

/** Nearest to the predicate, after an active verb first; a product right beside a generic word wins over it. */
function chooseTechnology(frame: Frame, candidate: Candidate): PhraseHit<Technology> | undefined {
  const hits = frame.technologies
  if (hits.length <= 1) return hits[0]
  const anchor =
    candidate.predicateFrom >= 0 ? candidate.predicateTo : tokenAt(frame.tokens, candidate.quoteEnd)
  const start = candidate.predicateFrom >= 0 ? candidate.predicateFrom : anchor
  const active = candidate.direction !== 'left'
  const figureAt = tokenAt(frame.tokens, candidate.figure.start)
  let best: PhraseHit<Technology> | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (const hit of hits) {
    const after = hit.from >= anchor
    let cost = after ? hit.from - anchor : start - hit.to + (active ? 8 : 0)
    if (after && !active && hit.from > figureAt) cost += 10
    cost += clausesBetween(frame, Math.min(hit.from, start), Math.max(hit.from, start)) * 8
    if (!active && after && hit.from < figureAt) cost -= 2
    if (isWhereElse(frame, hit)) cost += 12
    if (cost < bestCost) {
      best = hit
      bestCost = cost
    }
  }
  if (!best?.value.generic) return best
  const near = hits.find(
    (hit) =>
      !hit.value.generic &&
      Math.abs(hit.from - best!.from) <= (frame.chinese ? nearTokens.zh : nearTokens.en) &&
      !isWhereElse(frame, hit) &&
      clausesBetween(frame, Math.min(hit.from, best!.from), Math.max(hit.from, best!.from)) === 0,
  )
  return near && near.from >= best.from - (frame.chinese ? nearTokens.zh : 4) && near.from <= best.to + 3
    ? near
    : mostSpecific(frame, hits, best)
}

/** "hospitals on Epic", "inside Epic", "in Epic": a place for the technology, not the technology. */
function isWhereElse(frame: Frame, hit: PhraseHit<Technology>): boolean {
  const before = frame.tokens[hit.from - 1]?.key ?? ''
  if (
    frame.tokens[hit.to]?.text === '-' &&
    /^(?:integrated|embedded|linked|connected|native|agnostic|based)$/.test(
      frame.tokens[hit.to + 1]?.key ?? '',
    )
  )
    return hit.value.id !== 'ai'
  return /^(?:on|inside|within|into|unlike|than|besides|running)$/.test(before) && hit.value.id !== 'ai'
}

/** "Radiology AI: 61% … deployed at least one FDA-cleared AI tool": the narrower notion of the same line. */
function mostSpecific(
  frame: Frame,
  hits: readonly PhraseHit<Technology>[],
  best: PhraseHit<Technology>,
): PhraseHit<Technology> {
  const narrower = hits.find(
    (hit) =>
      hit.value.parent === best.value.id &&
      hit.to < frame.tokens.length &&
      frame.tokens[hit.to]?.text === ':',
  )
  return narrower ?? best
}

function clausesBetween(frame: Frame, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const { text } = frame.tokens[at]!
    if (text === ';' || text === '；' || text === '，' || (frame.chinese && text === ',')) count++
    else if (text === ',' && /^(?:and|while|but|with)$/.test(frame.tokens[at + 1]?.key ?? '')) count++
  }
  return count
}

export type FoundPlaces = { codes: string[]; text?: string; reason?: ClaimReason }

export function findPlaces(
  frame: Frame,
  candidate: Candidate,
  around: Surroundings,
  lexicon: PreparedLexicon,
  technologyTo?: number,
): FoundPlaces {
  void technologyTo
  const here = placesHere(frame, candidate, lexicon)
  if (here) return here
  if (
    /\b(?:countries|nations)\b|个国家|海外/.test(frame.text) &&
    frame.units.some((unit) => unit.value.id === 'country' || frame.chinese)
  )
    return { codes: ['WORLD'], reason: { field: 'place', words: 'several countries, not named', points: 0 } }
  for (const [i, mentions] of around.earlier.entries()) {
    const found = narrowest(
      mentions.places.map((hit) => hit),
      lexicon,
    )
    if (found.length === 0 || found.length > 2) continue
    const text = wordsOf(mentions.text, mentions.tokens, found[0]!)
    return {
      codes: codesOf(found),
      text,
      reason: {
        field: 'place',
        words: `"${text}" from ${i === 0 ? 'the sentence before' : `${i + 1} sentences before`}`,
        points: -0.05 - 0.03 * i,
      },
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
  if (around.home.length === 1)
    return {
      codes: [...around.home],
      reason: { field: 'place', words: 'where the publication is at home', points: -0.12 },
    }
  return { codes: [] }
}

const IN_PLACE = /^(?:in|across|throughout|within|around|of|from|over|at)$/

function placesHere(frame: Frame, candidate: Candidate, lexicon: PreparedLexicon): FoundPlaces | undefined {
  const hits = frame.places.filter((hit) => !belongsToMaker(frame, hit) && !isApproval(frame, hit, candidate))
  if (hits.length === 0) return undefined
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
    hits.filter((hit) => hit.from >= figureFrom && hit.from < nounEnd),
    hits.filter(
      (hit) =>
        hit.from >= nounEnd &&
        hit.from - nounEnd <= 6 &&
        standsIn(frame, hit) &&
        !figureBetween(frame, nounEnd, hit.from),
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
            first.some((own) => liesWithin(hit.value.code, own.value.code, lexicon.placeByCode)),
          ),
        ]
      : first
  const joined = withJoined(frame, narrowest(pool, lexicon), hits)
  const text = wordsOf(frame.text, frame.tokens, joined[0]!)
  const sure = first !== groups[3] || hits.length === 1
  return {
    codes: codesOf(joined),
    text,
    reason: { field: 'place', words: `"${text}" in the sentence`, points: sure ? 0.05 : 0 },
  }
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
    if (named.length === figures.length)
      return named[figures.findIndex((figure) => figure === candidate.figure)]
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

function standsIn(frame: Frame, hit: { from: number; to: number }): boolean {
  if (frame.chinese) return true
  const before = frame.tokens[hit.from - 1]?.key ?? ''
  return (
    IN_PLACE.test(before) ||
    (before === 'the' && IN_PLACE.test(frame.tokens[hit.from - 2]?.key ?? '')) ||
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
  /三甲|三级甲等|二甲|三级(?:公立)?医院|二级(?:及?以上)?(?:公立)?医院|县级医院|乡镇卫生院|村卫生室|社区卫生服务|医共体|医联体|国家卫(?:生)?健委|省份|省区市|自治区|区县|县域|地级市|地市/

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
