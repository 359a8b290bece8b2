// Decides whether an article is ours: about AI in medicine. The words are in feeds/topics.yaml; here is only how they
// are weighed. It never fetches: where title and summary cannot tell, it says so and the caller brings the text.

import type { Relevance, RelevanceRules, Topics } from '../model.ts'
import { compileWords, findHits, type Hit, keepLongest, type Matcher } from './rules.ts'

export type JudgedArticle = {
  title: string
  summary?: string
  text?: string
  categories?: string[]
  language?: string
}

/** Characters within which an AI word and a medical word count as said together. */
const togetherCharacters = 200
/** About a sentence: AI words so near to each other are one place. */
const sentenceCharacters = 80
/** A summary shorter than this says too little to rule an article out. */
const summaryCharactersMin = 80
/** What AI and medicine must weigh together in title and summary; a sure word weighs 2 in the title, 1 below it. */
const scoreMin = 2
/** How much one word of another subject raises the bar, and how far it goes. */
const againstWeight = 2
const againstMax = 4
/** A long summary names much in passing: what only it names, it must name once more for every so many characters. */
const charactersPerMention = 500
/** In the text of the page: places where both are said together, and one more for every so many characters. */
const placesMin = 2
const placesMinUntitled = 4
const charactersPerPlace = 3_000
/** Words kept as the reason. */
const wordsMax = 8

/** Ours or not, why, and whether what was given sufficed to tell. */
export function judgeRelevance(article: JudgedArticle, topics: Topics): Relevance {
  const compiled = compileRelevance(topics)
  const title = readZone(article.title, compiled)
  const summaryText = [article.summary ?? '', ...(article.categories ?? [])].join('\n').trim()
  const summary = readZone(summaryText, compiled)
  const against = weighAgainst(title, summary)
  const front = judgeFront(title, summary, against.weight)
  if (front.ours) return tell(true, true, reasonFor(title, summary), title, summary)
  if (article.text !== undefined && article.text.trim() !== '') {
    const text = readZone(article.text, compiled)
    const ours = judgeText(title, summary, text, article.text.length) && against.weight < againstMax
    return tell(
      ours,
      true,
      ours ? reasonFor(title, summary, text) : reasonAgainst(text.marks, against),
      title,
      summary,
      text,
    )
  }
  // A title alone says too little once it names either side; a short summary still may hide medicine behind AI.
  const untold = summaryText === '' && front.medicine >= 1
  const short = summaryText.length < summaryCharactersMin && front.technology >= 1 && front.medicine < 1
  const open = against.weight === 0 && (front.doubtful || untold || short)
  const reason = reasonAgainst([...title.marks, ...summary.marks], against)
  return tell(false, !open, open ? `${reason}; the page may tell` : reason, title, summary)
}

// ---------------------------------------------------------------- weighing

type Role = 'decides' | 'technology' | 'technologyHints' | 'medicine' | 'medicineHints' | 'masks' | 'against'
type Mark = Hit & { role: Role; written: string; subject?: string }
type Zone = { marks: Mark[]; length: number }
type Front = { ours: boolean; doubtful: boolean; technology: number; medicine: number }

/** Title and summary alone: do they speak of both, and of both together? */
function judgeFront(title: Zone, summary: Zone, against: number): Front {
  const technology = 2 * strength(title, 'technology') + strength(summary, 'technology')
  const medicine = 2 * strength(title, 'medicine') + strength(summary, 'medicine')
  const sure = [sureness(title, summary, 'technology'), sureness(title, summary, 'medicine')]
  // Two hints stand for a sure word on one side, never on both.
  const surely = Math.min(...sure) >= 1 && Math.max(...sure) > 1
  const both = technology >= 1 && medicine >= 1
  const score = Math.min(4, technology) + Math.min(4, medicine)
  const ours = surely && both && saidTogether(title, summary) && score >= scoreMin + against * againstWeight
  return { ours, doubtful: both && !ours, technology, medicine }
}

/** Two when a sure word is there; a half for each different hint, at most one. */
function sureness(title: Zone, summary: Zone, side: 'technology' | 'medicine'): number {
  const marks = [...title.marks, ...summary.marks]
  if (marks.some((mark) => mark.role === side || mark.role === 'decides')) return 2
  const hints = new Set(marks.filter((mark) => mark.role === `${side}Hints`).map((mark) => mark.word))
  return Math.min(1, hints.size / 2)
}

function strength(zone: Zone, side: 'technology' | 'medicine'): number {
  const different = new Map<number, number>()
  for (const mark of zone.marks) {
    if (mark.role === side || mark.role === 'decides') different.set(mark.word, 1)
    else if (mark.role === `${side}Hints`) different.set(mark.word, 0.5)
  }
  return Math.min(
    2,
    [...different.values()].reduce((sum, weight) => sum + weight, 0),
  )
}

/** Both in the title; one in the title and the other often enough below it; or near each other below it. */
function saidTogether(title: Zone, summary: Zone): boolean {
  const needed = 1 + Math.floor(summary.length / charactersPerMention)
  const technology = strength(title, 'technology') >= 0.5
  const medicine = strength(title, 'medicine') >= 0.5
  if (technology && medicine) return true
  if (technology) return countMentions(summary, 'medicine') >= needed
  if (medicine) return countMentions(summary, 'technology') >= needed
  return countPlaces(summary) >= needed
}

/** Mentions of one side; hints count half, and always make up one. */
function countMentions(zone: Zone, side: 'technology' | 'medicine'): number {
  const sure = zone.marks.filter((mark) => mark.role === side || mark.role === 'decides').length
  const hints = zone.marks.filter((mark) => mark.role === `${side}Hints`).length
  return sure + (sure === 0 ? Math.min(1, hints) : hints / 2)
}

/** How often the zone says a sure AI word within reach of a sure medical word. */
function countPlaces(zone: Zone): number {
  const medicine = zone.marks.filter((mark) => mark.role === 'medicine' || mark.role === 'decides')
  let places = 0
  let reach = -1
  for (const mark of zone.marks) {
    if ((mark.role !== 'technology' && mark.role !== 'decides') || mark.start < reach) continue
    if (!medicine.some((other) => Math.abs(other.start - mark.start) <= togetherCharacters)) continue
    places++
    reach = mark.end + sentenceCharacters
  }
  return places
}

function judgeText(title: Zone, summary: Zone, text: Zone, length: number): boolean {
  const named =
    strength(title, 'technology') + strength(title, 'medicine') + strength(summary, 'technology') >= 1
  return (
    countPlaces(text) >= (named ? placesMin : placesMinUntitled) + Math.floor(length / charactersPerPlace)
  )
}

/** Other subjects named in title (2 each) and summary (1 each), as one weight with its strongest subject. */
function weighAgainst(title: Zone, summary: Zone): { weight: number; subject: string } {
  const weights = new Map<string, number>()
  for (const [zone, weight] of [
    [title, 2],
    [summary, 1],
  ] as const) {
    for (const mark of zone.marks) {
      if (mark.subject !== undefined) weights.set(mark.subject, (weights.get(mark.subject) ?? 0) + weight)
    }
  }
  const strongest = [...weights].sort((a, b) => b[1] - a[1])[0]
  return { weight: Math.min(againstMax, strongest?.[1] ?? 0), subject: strongest?.[0] ?? '' }
}

// ---------------------------------------------------------------- reasons

function tell(ours: boolean, sure: boolean, reason: string, ...zones: Zone[]): Relevance {
  const marks = zones.flatMap((zone) => zone.marks).filter((mark) => mark.role !== 'against')
  const sureMarks = marks.filter((mark) => !mark.role.endsWith('Hints'))
  const said = ours && sureMarks.length > 0 ? sureMarks : marks
  return { ours, reason, words: [...new Set(said.map((mark) => mark.written))].slice(0, wordsMax), sure }
}

function reasonFor(...zones: Zone[]): string {
  const marks = zones.flatMap((zone) => zone.marks)
  const decisive = marks.find((mark) => mark.role === 'decides')
  if (decisive !== undefined) return `speaks of AI in medicine: "${decisive.written}"`
  const technology = findFirst(marks, 'technology')
  const medicine = findFirst(marks, 'medicine')
  return `speaks of AI ("${technology}") together with medicine ("${medicine}")`
}

function findFirst(marks: Mark[], side: 'technology' | 'medicine'): string {
  const mark = marks.find((one) => one.role === side) ?? marks.find((one) => one.role === `${side}Hints`)
  return mark?.written ?? ''
}

function reasonAgainst(marks: Mark[], against: { weight: number; subject: string }): string {
  const has = (side: string): boolean => marks.some((mark) => mark.role === side || mark.role === 'decides')
  if (!has('technology') && !has('medicine')) return 'speaks neither of AI nor of medicine'
  if (!has('technology')) return 'speaks of medicine, not of AI'
  if (!has('medicine')) return 'speaks of AI, not of medicine'
  if (against.weight > 0) return `names AI and medicine, but is about ${against.subject}`
  return 'names AI and medicine in passing only'
}

// ---------------------------------------------------------------- reading

type Compiled = { matcher: Matcher; uses: { role: Role; subject?: string }[][] }

const compiledOf = new WeakMap<RelevanceRules, Compiled>()

function compileRelevance(topics: Topics): Compiled {
  const rules = topics.relevance
  const known = compiledOf.get(rules)
  if (known !== undefined) return known
  const indexOf = new Map<string, number>()
  const uses: Compiled['uses'] = []
  const add = (words: string[], role: Role, subject?: string): void => {
    for (const word of words) {
      const index = indexOf.get(word) ?? indexOf.size
      indexOf.set(word, index)
      uses[index] ??= []
      uses[index].push(subject === undefined ? { role } : { role, subject })
    }
  }
  for (const role of [
    'decides',
    'technology',
    'technologyHints',
    'medicine',
    'medicineHints',
    'masks',
  ] as const) {
    add(rules[role], role)
  }
  for (const subject of rules.against) add(subject.words, 'against', subject.name)
  const compiled = { matcher: compileWords([...indexOf.keys()]), uses }
  compiledOf.set(rules, compiled)
  return compiled
}

/** The marks of one text: longest words win, and a mask swallows what it covers. */
function readZone(text: string, compiled: Compiled): Zone {
  const hits = findHits(compiled.matcher, text)
  const marks = hits.flatMap((hit): Mark[] => {
    const written = text.slice(hit.start, hit.end)
    return compiled.uses[hit.word]!.map((use) => ({ ...hit, ...use, written }))
  })
  // Each side is thinned by itself: "AI医生" decides, and inside it "医生" still is no second word of medicine.
  const against = keepLongest(marks.filter((mark) => mark.role === 'against')) as Mark[]
  const ranked = marks.filter((mark) => mark.role !== 'against').sort(compareMarks)
  const said = keepLongest(ranked) as Mark[]
  const kept = [...said.filter((mark) => mark.role !== 'masks'), ...against]
  return { marks: kept.sort((a, b) => a.start - b.start), length: text.length }
}

const rank: Role[] = [
  'masks',
  'decides',
  'technology',
  'medicine',
  'technologyHints',
  'medicineHints',
  'against',
]

/** By place, the longer first; of twins the one that says more: "algorithms" is sure, "algorithm" a hint. */
function compareMarks(a: Mark, b: Mark): number {
  return a.start - b.start || b.end - a.end || rank.indexOf(a.role) - rank.indexOf(b.role)
}
