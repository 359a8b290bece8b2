// Owns what of an article can show that another reports the same event: papers, quotations, figures, names, things, words.
// It must never compare two articles; story.ts does.

import type { ArticleIds } from '../model.ts'
import { findIds } from '../text/ids.ts'
import { foldWords, shingleSet } from '../text/shingles.ts'
import { stemWord } from '../text/words.ts'
import { findFigures } from './figures.ts'
import { findConcepts } from './lexicon.ts'
import { findNames } from './names.ts'

export type StoryInput = {
  title: string
  text: string
  language: string // BCP 47
  publishedAt: string // instant or day
  ids: ArticleIds
  publicationId: string
}

/** Plain JSON; stored with the article. `keys` are what the store indexes and counts. */
export type StoryFeatures = {
  keys: string[] // "paper:10.1001/x", "quote:1a2b", "fig:hospital:300", "num:1904", "date:9-1", "name:heyutong", "cap:vigil", "place:china", "word:alarm"
  title: string[] // the keys that the title alone gives
  figures: Record<string, number[]> // unit -> values in title and lead
  language: string
  publishedAt: string
  publicationId: string
}

const textCharsMax = 12_000
const dateline = /^\s*\p{Lu}[\p{Lu} .,'’-]{2,40}(?:,? \p{L}{3,9}\.? \d{1,2})?(?: \([^)\n]{2,30}\))? [-–—]+ /u // "GUANGZHOU, March 20 (Wire) - "
const leadCharsMax = 700
const keysMax: Record<string, number> = {
  quote: 8,
  fig: 20,
  num: 16,
  name: 24,
  cap: 30,
  word: 60,
  concept: 30,
}
const quoteWordsMin = 4
const tellingNumberMin = 11

/** What an article offers for grouping; at most about 200 short keys. */
export function storyFeatures(article: StoryInput): StoryFeatures {
  const text = article.text.slice(0, textCharsMax).replace(dateline, '')
  const whole = `${article.title}\n${text}`
  const lead = `${article.title}\n${text.slice(0, leadCharsMax)}`
  const keys = new Set<string>(paperKeys(article.ids, whole))
  for (const key of takeFirst(quoteKeys(whole), keysMax.quote!)) keys.add(key)
  const figures = figureKeys(whole, lead)
  for (const key of figures.keys) keys.add(key)
  for (const key of takeFirst(dateKeys(text), keysMax.date!)) keys.add(key)
  for (const key of nameKeys(whole)) keys.add(key)
  for (const key of takeFirst(findConcepts(whole), keysMax.concept!)) keys.add(key)
  for (const key of takeFirst(findWordKeys(whole), keysMax.word!)) keys.add(key)
  return {
    keys: [...keys],
    title: titleKeys(article.title),
    figures: figures.lead,
    language: article.language,
    publishedAt: article.publishedAt,
    publicationId: article.publicationId,
  }
}

function titleKeys(title: string): string[] {
  return [...figureKeys(title, '').keys, ...nameKeys(title), ...findConcepts(title), ...findWordKeys(title)]
}

/** Names, but for those that the lexicon knows: they are keys of their own. */
function nameKeys(text: string): string[] {
  const names = findNames(text)
  const whole = takeFirst(names.whole, keysMax.name!)
  const parts = takeFirst(names.parts, keysMax.cap!)
  return [...whole, ...parts].filter((key) => findConcepts(key.slice(key.indexOf(':') + 1)).size === 0)
}

function takeFirst(keys: Iterable<string>, max: number): string[] {
  return [...keys].slice(0, max)
}

function paperKeys(ids: ArticleIds, text: string): string[] {
  const found = { ...findIds(text), ...ids }
  const keys = [
    found.doi,
    found.pmid && `pmid ${found.pmid}`,
    found.pmcid,
    found.arxiv && `arxiv ${found.arxiv}`,
  ]
  return keys.filter((key) => key !== undefined && key !== '').map((key) => `paper:${key}`)
}

// ---------------------------------------------------------------- quotations

const quotePattern =
  /[“"「『]([^“”"「」『』\n]{8,600})[”"」』]|(?<![\p{L}\p{N}])[‘']([^‘’'\n]{20,400})[’'](?![\p{L}\p{N}])/gu

/** Each quotation as its shingles' smallest hash: equal for equal words, and mostly for a quotation cut short. */
function* quoteKeys(text: string): Generator<string> {
  for (const match of text.matchAll(quotePattern)) {
    const words = foldWords(match[1] ?? match[2] ?? '')
    if (words.length < quoteWordsMin) continue
    const smallest = [...shingleSet(words)].sort((a, b) => a - b)[0]!
    yield `quote:${smallest.toString(36)}`
  }
}

// ---------------------------------------------------------------- figures

function figureKeys(whole: string, lead: string): { keys: Set<string>; lead: Record<string, number[]> } {
  const keys = new Set<string>()
  const leadFigures: Record<string, number[]> = {}
  let united = 0
  let bare = 0
  for (const figure of findFigures(whole)) {
    if (figure.year) continue
    if (figure.unit && united++ < keysMax.fig!) keys.add(`fig:${figure.unit}:${figure.value}`)
    const telling = figure.value >= tellingNumberMin || !Number.isInteger(figure.value)
    if (telling && bare++ < keysMax.num!) keys.add(`num:${figure.value}`)
    if (figure.unit && figure.end <= lead.length) {
      const values = leadFigures[figure.unit] ?? []
      if (!values.includes(figure.value)) values.push(figure.value)
      leadFigures[figure.unit] = values
    }
  }
  return { keys, lead: leadFigures }
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const datePattern =
  /\b(?<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?<d>\d{1,2})(?!\d)|\b(?<day>\d{1,2}|first)(?:st|nd|rd|th)?(?: of)? (?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?<hm>\d{1,2})月(?<hd>\d{1,2})[日号]/gi

/** "September 1", "1 September", "9月1日" -> "date:9-1" */
function* dateKeys(text: string): Generator<string> {
  for (const { groups } of text.matchAll(datePattern)) {
    const month = groups!.hm
      ? Number(groups!.hm)
      : months.indexOf((groups!.m ?? groups!.month)!.toLowerCase()) + 1
    const day = groups!.day === 'first' ? 1 : Number(groups!.hd ?? groups!.d ?? groups!.day)
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31) yield `date:${month}-${day}`
  }
}

// ---------------------------------------------------------------- words

// English function words and the small change of news prose; and the characters that Chinese grammar is made of.
const stopWords = new Set(
  `a about above across after again against all almost alone along already also although always am among an and another any
  anyone are around as ask asked at away back be became because become been before began begin behind being below between
  both but by call called came can case cent come could day days did do does doing done down during each either else end
  enough even ever every few find first for found from full gave get give given go going gone got had half has have having
  he held her here hers him his how i if in into is it its itself just keep kept know known large last late later least
  left less let like little long look made make makes making many may me mean might month months more most much must my
  near nearly need never new next no nor not nothing now of off often old on once one only open or other others our out
  over own part people per place plan plans point put quite rather really reported said same saw say saying says second see
  seen set several shall she should show showed since so some something soon still such take taken tell than that the their
  them then there these they thing things think this those though three through time to today told too took toward two
  under until up upon us use used using very via want was way we week weeks well went were what when where whether which
  while who whole whom whose why will with within without work would year years yet you your monday tuesday wednesday
  thursday friday saturday sunday january february march april june july august september october november december`
    .trim()
    .split(/\s+/),
)
const stopCharacters = new Set(
  '的了是在和与及或也都就而但将把被对于为以从到向由其这那该此并等中上下内外已经还又不没有无我他她它们一个名家种类约近逾多余超过至少年月日时分'.split(
    '',
  ),
)

/** "word:alarm" for stems of English words, "word:脓毒" for pairs of Chinese characters. */
function findWordKeys(text: string): Set<string> {
  const keys = new Set<string>()
  let before = ''
  for (const word of foldWords(text)) {
    const han = word >= '\u3400' && word.length === 1
    if (han) {
      const telling = before !== '' && !stopCharacters.has(word) && !stopCharacters.has(before)
      if (telling) keys.add(`word:${before}${word}`)
      before = word
      continue
    }
    before = ''
    if (word.length > 2 && !stopWords.has(word) && !/^\d/.test(word)) keys.add(`word:${stemWord(word)}`)
  }
  return keys
}

/** True for text in a script without spaces: its words never meet English ones. */
export function isHan(language: string): boolean {
  return /^(?:zh|yue|ja)/i.test(language)
}
