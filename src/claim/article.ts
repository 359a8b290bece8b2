// An article while its figures are read: what its sentences name, found when first asked for, and what one figure hands
// on to the next.
import type { Claim, ClaimReason, Place, PublicationKind, Technology } from '../model.ts'
import type { Sentence } from '../text/sentences.ts'
import type { Attribution } from './attribution.ts'
import type { AsOf, FoundDate, PublicationDay } from './calendar.ts'
import {
  countMentions,
  introducedIn,
  type MainMentions,
  type Mentions,
  readMentions,
  type Surroundings,
} from './context.ts'
import { type Frame, readDates } from './frame.ts'
import type { PreparedLexicon } from './lexicon.ts'
import type { Handed } from './read-en.ts'
import { findSettingDates, placeOfReach, type Reach, type SettingDate, settingDateFor } from './setting.ts'

/** A figure or a noun of more sentences before is forgotten. */
export const contextSentences = 2

export type ClaimInput = {
  title: string
  text: string // blocks joined by "\n"
  language?: string
  publishedOn?: string // "2025-05-08", "2025-05" or "2025"
  publicationKind?: PublicationKind
  publicationName?: string
  places?: readonly string[] // where the publication is at home, ISO codes
  doi?: string
}

export type Article = {
  input: ClaimInput
  text: string
  lexicon: PreparedLexicon
  day: PublicationDay | undefined
  sentences: Sentence[]
  mentions: (Mentions | undefined)[]
  attributions: (Attribution | undefined)[]
  title: Mentions | undefined
  headline?: ReadonlySet<number> // the numbers in it
  previous: AsOf | undefined // of the claim before, for "a year earlier"
  handed: Handed // what an English sentence hands on to the next
  handedAt: number // index of the sentence
  main?: MainMentions
  settingDates?: SettingDate[]
  reached?: Record<Reach, Place | undefined> // what "nationwide" and "全省" mean
  last?: { claim: Claim; index: number } // the figure before
  latest?: { asOf: AsOf; index: number } // the latest date that a figure near was said to be of
}

export function mentionsAt(article: Article, index: number): Mentions {
  const known = article.mentions[index]
  if (known) return known
  const { start, end } = article.sentences[index]!
  const made = readMentions(article.text.slice(start, end), article.lexicon)
  article.mentions[index] = made
  return made
}

export function surroundingsOf(article: Article, index: number): Surroundings {
  const earlier: Mentions[] = []
  for (let i = index - 1; i >= Math.max(0, index - contextSentences); i--)
    earlier.push(mentionsAt(article, i))
  const { last } = article
  const back = last ? index - last.index : 0
  return {
    earlier,
    title: article.title,
    home: article.input.places ?? [],
    ownPages: article.input.publicationKind === 'regulator',
    opens: index <= 1,
    introduced: () => introducedProduct(article),
    main: () => mainMentions(article),
    lead: () => leadPlace(article),
    union: () => unionPlace(article),
    placeOf: (reach) => reachedPlace(article, reach),
    previous:
      last && back > 0 && back <= contextSentences && last.claim.places.length > 0
        ? {
            codes: last.claim.places,
            ...(last.claim.placeText ? { text: last.claim.placeText } : {}),
            back,
          }
        : undefined,
  }
}

function introducedProduct(article: Article): Technology | undefined {
  for (let i = 0; i < Math.min(leadSentences, article.sentences.length); i++) {
    const product = introducedIn(mentionsAt(article, i))
    if (product) return product
  }
  return undefined
}

function allMentions(article: Article): Mentions[] {
  const own = article.sentences.slice(0, mainSentencesMax).map((_, i) => mentionsAt(article, i))
  return article.title ? [article.title, ...own] : own
}

function reachedPlace(article: Article, reach: Reach): Place | undefined {
  article.reached ??= {
    country: placeOfReach('country', allMentions(article), article.lexicon),
    region: placeOfReach('region', allMentions(article), article.lexicon),
  }
  return article.reached[reach]
}

const mainSentencesMax = 40 // what an article is about, it has said by then
const leadSentences = 4

/** The one place of the first sentences; of a region and its country the region where both stand together. */
function leadPlace(article: Article): Place | undefined {
  const codes = new Map<string, Place>()
  for (let i = 0; i < Math.min(leadSentences, article.sentences.length); i++)
    for (const { value } of mentionsAt(article, i).places) codes.set(value.code, value)
  return codes.size === 1 ? [...codes.values()][0] : undefined
}

/** The union or the continent whose countries are counted. */
function unionPlace(article: Article): { codes: string[]; reason: ClaimReason } | undefined {
  const own = article.sentences.slice(0, leadSentences).map((_, i) => mentionsAt(article, i))
  const found = (article.title ? [article.title, ...own] : own)
    .flatMap((mentions) => mentions.places)
    .map((hit) => hit.value)
    .filter((place) => place.code === 'EU' || /^\d{3}$/.test(place.code))
  const place = found.find(({ code }) => code === 'EU') ?? found[0]
  return (
    place && {
      codes: [place.code],
      reason: { field: 'place', words: `countries of ${place.name}`, points: -0.03 },
    }
  )
}

export function mainMentions(article: Article): MainMentions {
  article.main ??= countMentions(
    article.sentences.slice(0, mainSentencesMax).map((_, i) => mentionsAt(article, i)),
    article.title,
    article.lexicon,
  )
  return article.main
}

export function earlierDates(article: Article, index: number): FoundDate[] {
  const dates: FoundDate[] = []
  for (let i = index - 1; i >= Math.max(0, index - contextSentences); i--) {
    const { start, end } = article.sentences[i]!
    dates.push(...readDates(article.text.slice(start, end), article.day))
  }
  return dates
}

const LEANS =
  /^(?:(?:Of|Among|From) (?:those|these|them)|Together\b|In total)|^(?:其中|上述|这些|从[^，]{1,6}看|按[^，]{1,8}分|分[^，]{1,6}看|另有|另外|此外)|分别/

/** Remembers what a figure was said to be of: "53 at the end of February" does not undo "84 at the end of March". */
export function rememberDate(article: Article, index: number, asOf: AsOf) {
  if (!asOf.edtf || !/^(?:explicit|context|relative)/.test(asOf.basis)) return
  const { latest } = article
  const near = latest && index - latest.index <= contextSentences
  if (near && (latest.asOf.endOn ?? '') > (asOf.endOn ?? '')) article.latest = { asOf: latest.asOf, index }
  else article.latest = { asOf, index }
}

/** The date that the article gives to a sentence without one: of the figure that it leans on, or of the survey. */
export function silentDate(
  article: Article,
  index: number,
  frame: Frame,
  said: Attribution,
): AsOf | undefined {
  const { last } = article
  const { latest } = article
  const before = latest && index - latest.index <= contextSentences ? latest.asOf : undefined
  const leans =
    LEANS.test(frame.text) || (frame.chinese && last !== undefined && sameBlock(article, index, last.index))
  if (before && leans && /^(?:explicit|context|relative)/.test(before.basis))
    return { ...before, basis: 'context' }
  if (said.text && /^(?:company|press)$/.test(said.kind)) return undefined
  article.settingDates ??= findSettingDates(
    article.sentences.map(({ start, end }) => article.text.slice(start, end)),
    article.day,
  )
  return settingDateFor(article.settingDates, index, said.kind === 'survey' || frame.tokens.length === 0)
}

export function textAt(article: Article, index: number): string {
  const { start, end } = article.sentences[index]!
  return article.text.slice(start, end)
}

export function sameBlock(article: Article, a: number, b: number): boolean {
  return !article.text.slice(article.sentences[b]!.start, article.sentences[a]!.start).includes('\n')
}
