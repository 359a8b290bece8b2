// Which technology a claim is about and where its adopters are: in the sentence, else up to two sentences before, else
// the title, else where the publication is at home. Every step away costs confidence and is said.
import type { ClaimReason, Place, Technology } from '../model.ts'
import { type Candidate, type Frame, isChinese, tokenAt } from './frame.ts'
import type { PreparedLexicon } from './lexicon.ts'
import { cutTokens, findPhrases, type PhraseHit, type Token } from './phrases.ts'
import type { Reach } from './setting.ts'
import { isSpeakersPlace } from './speakers.ts'
import { listedWith, namedTool, writtenSpan } from './technology-en.ts'
import { findTools } from './tools-en.ts'
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
  ownPages: boolean // of an office that speaks of its own country
  main: () => MainMentions
  lead: () => Place | undefined // of the first sentences, when they name one
  union: () => { codes: string[]; reason: ClaimReason } | undefined // the EU, a continent
  placeOf: (reach: Reach) => Place | undefined
  opens: boolean // the first sentence of the text: what it calls "AI" is named further on
  introduced: () => Technology | undefined // "The software, called Lumera, …"
  previous: { codes: string[]; text?: string; back: number } | undefined // where the figure before was
}

/** What an article is about: the technology and the place that it names by far the most. */
export type MainMentions = { technology?: Technology; place?: Place; product?: Technology }

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
  const product = mostNamed(
    mentions.flatMap((m) => m.technologies.map((hit) => hit.value)).filter((t) => !t.generic),
    (t) => t.id,
    () => undefined,
    2,
  )
  return {
    ...(technology ? { technology } : {}),
    ...(place ? { place } : {}),
    ...(product ? { product } : {}),
  }
}

const CALLED =
  /(?:\b(?:called|named|known as|dubbed)|\b(?:the|its|this) (?:software|system|tool|program|programme|app|alarm|model|assistant|scribe|product|algorithm),|名为|名叫|叫做|取名) ?[“"'‘]?$/i
const IS_A =
  /^[”"']?, (?:an?|the|its) (?:[\w-]+ ){0,3}(?:system|software|tool|product|program|programme|app|reader|alarm|model|assistant|scribe|algorithm)\b/i

/** The product that a sentence brings in by name. */
export function introducedIn(mentions: Mentions): Technology | undefined {
  return mentions.technologies.find(
    (hit) =>
      !hit.value.generic &&
      (CALLED.test(mentions.text.slice(0, mentions.tokens[hit.from]!.start)) ||
        IS_A.test(mentions.text.slice(mentions.tokens[hit.to - 1]!.end))),
  )?.value
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
  const places = findPhrases(tokens, lexicon.places)
  const chinese = places.length > 0 && isChinese(text)
  return {
    text,
    tokens,
    technologies: findPhrases(tokens, lexicon.technologies),
    places: places.filter((hit) => !isSpeakersPlace(text, tokens, hit, chinese)),
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
  lexicon: PreparedLexicon,
): FoundTechnology | undefined {
  const here = listedTechnology(frame, candidate, lexicon) ?? chooseTechnology(frame, candidate)
  const product =
    here?.value.generic && around.opens ? (around.introduced() ?? around.main().product) : undefined
  if (here && product && isBelow(product, here.value, lexicon))
    return {
      technology: product,
      text: product.name,
      anaphor: false,
      reason: {
        field: 'technology',
        words: `${product.name}, of which the article goes on to speak`,
        points: 0.02,
      },
    }
  if (here && !(refersBack(frame, here) && focusBelow(here.value, around, lexicon))) {
    const text = writtenWords(frame, here)
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
    if (!hit || (here && !isBelow(hit.value, here.value, lexicon))) continue
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
  if (hit && !(here && !isBelow(hit.value, here.value, lexicon))) {
    const text = wordsOf(around.title!.text, around.title!.tokens, hit)
    return {
      technology: hit.value,
      text,
      anaphor,
      reason: { field: 'technology', words: `"${text}" from the title`, points: -0.15 },
    }
  }
  const tool = frame.chinese || here ? undefined : namedTool(frame, candidate)
  const digital = lexicon.technologyById.get('digital-health')
  if (tool && digital) {
    const text = frame.text.slice(tool.start, tool.end)
    return {
      technology: digital,
      text,
      anaphor: true,
      reason: { field: 'technology', words: `"${text}", which no vocabulary knows`, points: -0.2 },
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

export function wordsOf(text: string, tokens: readonly Token[], hit: { from: number; to: number }): string {
  return text.slice(tokens[hit.from]!.start, tokens[hit.to - 1]!.end)
}

function writtenWords(frame: Frame, hit: PhraseHit<Technology>): string {
  if (frame.chinese) return wordsOf(frame.text, frame.tokens, hit)
  const { start, end } = writtenSpan(frame, hit)
  return frame.text.slice(start, end)
}

/** "sepsis models in 143, ambient scribes in 97": each figure has a tool of its own. */
function listedTechnology(
  frame: Frame,
  candidate: Candidate,
  lexicon: PreparedLexicon,
): PhraseHit<Technology> | undefined {
  if (frame.chinese || frame.figures.length < 2) return undefined
  const tools = findTools(frame.tokens, lexicon.technologyById.get('digital-health'))
  return listedWith(frame, candidate, [...frame.technologies, ...tools])
}

/** "the tool", "this AI system", "该模型": a word for what another sentence names. */
function refersBack(frame: Frame, hit: PhraseHit<Technology>): boolean {
  if (!hit.value.generic) return false
  if (hit.value.id === 'digital-health') return true
  const before = frame.text.slice(
    Math.max(0, frame.tokens[hit.from]!.start - 8),
    frame.tokens[hit.from]!.start,
  )
  return frame.chinese
    ? /(?:该|这|这一|这款|这套|这个|此|上述)$/.test(before)
    : /\b(?:the|this|that|its|their|these|such) $/i.test(before)
}

/** Whether a narrower technology is named near. */
function focusBelow(wide: Technology, around: Surroundings, lexicon: PreparedLexicon): boolean {
  return [...around.earlier, ...(around.title ? [around.title] : [])].some((mentions) => {
    const hit = specific(mentions.technologies)
    return hit !== undefined && isBelow(hit.value, wide, lexicon)
  })
}

function isBelow(value: Technology, wide: Technology, lexicon: PreparedLexicon): boolean {
  if (value.id === wide.id) return false
  if (wide.id === 'digital-health' || (wide.id === 'ai' && !value.generic)) return true
  for (
    let at = value.parent, steps = 0;
    at && steps < 8;
    at = lexicon.technologyById.get(at)?.parent, steps++
  )
    if (at === wide.id) return true
  return false
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
    const crossed = clausesBetween(frame, Math.min(hit.from, start), Math.max(hit.from, start))
    cost += crossed * 8
    // "胸部影像AI已在412家机构上线，眼底AI在…": the topic stands before its figure
    if (frame.chinese && after && hit.from > figureAt && crossed > 0) cost += 30
    if (!active && after && hit.from < figureAt) cost -= 2
    if (isWhereElse(frame, hit)) cost += 12
    if (!frame.chinese && after && hit.from > figureAt)
      cost += 8 * figuresBetween(frame, Math.max(anchor, figureAt + 1), hit.from)
    if (cost < bestCost) {
      best = hit
      bestCost = cost
    }
  }
  if (best && !best.value.generic && frame.chinese && isNamedElsewhere(frame, best, figureAt))
    return undefined
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

/** "至少210家医院停用了该模型，…；另有60家改用通义千问": the clause of the figure speaks of another one. */
function isNamedElsewhere(frame: Frame, hit: PhraseHit<Technology>, figureAt: number): boolean {
  if (hit.from < figureAt || clausesBetween(frame, figureAt, hit.from) === 0) return false
  const rest = frame.text.slice(frame.tokens[figureAt]?.start ?? 0)
  return ANAPHOR_ZH.test(/^[^，,；;。]*/.exec(rest)![0])
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
  if (
    before === 'on' &&
    /^(?:are|is|were|was|be|been|now|already|all|live)$/.test(
      frame.tokens[hit.from - 2]?.key ?? frame.tokens[hit.from - 3]?.key ?? '',
    )
  )
    return false
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

function figuresBetween(frame: Frame, from: number, to: number): number {
  const start = frame.tokens[from]?.start ?? 0
  const end = frame.tokens[to]?.start ?? 0
  return frame.figures.filter((figure) => figure.start >= start && figure.start < end).length
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
