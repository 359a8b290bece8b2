// What an article says once for all its figures: when the survey was held or the register counted, whose survey it is,
// and which country or province "nationwide" and "全省" mean. Asked only where a sentence itself is silent.
import type { Place } from '../model.ts'
import type { AsOf, FoundDate, PublicationDay } from './calendar.ts'
import type { Mentions } from './context.ts'
import { isChinese, readDates } from './frame.ts'
import type { PreparedLexicon } from './lexicon.ts'

/** `backward`: "The figure is as of mid-March" dates the sentence before it as well. */
export type SettingDate = { sentence: number; asOf: AsOf; backward: boolean }

/** Sentences that say when somebody counted or asked. */
const COUNTED =
  /\b(?:surveys?|polls?|polled|questionnaires?|census|fieldwork|asked|answered|answers|responded|replied|responses|interviews?|interviewed|figures|data|numbers|table|register|sample|respondents|audit|reviewed|contacted|as of)\b/i
const HELD =
  /\b(?:held|conducted|carried out|took place|taken|ran|run|fielded|collected|asked|answered|responded|replied|repeated|surveyed|polled|interviewed|sent|gathered|reviewed|figures|data|numbers|table|respondents|survey|poll|contacted|as of)\b/i
const COUNTED_ZH =
  /(?:统计|数据|本表|下表|附表|名单|名录|台账)[^，。；]{0,12}(?:截[至止]|时间)|(?:调查|问卷|抽样|普查|监测)/
/** "published in March", "3月公布": when it came out, not when it was counted. */
const RELEASED =
  /\b(?:released|published|presented|out|issued|updated|next|announced|said|launched|founded|since)(?: on| in| this| last| at)* ?$/i
const RELEASED_ZH = /^(?:发布|公布|印发|出台|启动|将)/

const MONTHS =
  /\d{4}|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|last|quarter)\b/

export function findSettingDates(texts: readonly string[], day: PublicationDay | undefined): SettingDate[] {
  const dates: SettingDate[] = []
  for (const [sentence, text] of texts.entries()) {
    const chinese = isChinese(text)
    if (chinese ? !COUNTED_ZH.test(text) : !(COUNTED.test(text) && HELD.test(text) && MONTHS.test(text)))
      continue
    const found = readDates(text, day).filter((date) => isCountingDay(text, date, chinese))
    const last = found.at(-1)
    if (last)
      dates.push({
        sentence,
        asOf: { ...spanOfSurvey(text, found), basis: 'context' },
        backward: SPEAKS_BACK.test(text),
      })
  }
  return dates
}

/** "between October 1 and October 31": the month; of other spans the last day. */
function spanOfSurvey(text: string, dates: readonly FoundDate[]): AsOf {
  const [first, last] = [dates.at(-2), dates.at(-1)!]
  const joint = first && text.slice(first.end, last.start)
  if (!first?.asOf.startOn || !last.asOf.endOn || !/^ ?(?:and|to|until|-|–|至|到) ?$/.test(joint!))
    return last.asOf
  const month = last.asOf.endOn.slice(0, 7)
  // "between October 1 and October 31, 2024": the year stands once
  if (
    !first.asOf.startOn.slice(5).startsWith(`${month.slice(5)}-0`) ||
    Number(last.asOf.endOn.slice(8)) < monthDaysMin
  )
    return last.asOf
  return {
    edtf: month,
    precision: 'month',
    basis: last.asOf.basis,
    startOn: `${month}-01`,
    endOn: last.asOf.endOn,
  }
}

const monthDaysMin = 26 // days from the first to the last that make a month

function isCountingDay(text: string, date: FoundDate, chinese: boolean): boolean {
  if (date.role !== 'point' || date.future || !date.asOf.edtf) return false
  const before = text.slice(Math.max(0, date.start - 30), date.start)
  if (chinese) return !RELEASED_ZH.test(text.slice(date.end, date.end + 4))
  return !RELEASED.test(before) && !/^(?:on )?\w+day$/i.test(text.slice(date.start, date.end))
}

const afterSentences = 4
const SPEAKS_BACK =
  /^(?:The|That|This|These|Those|Its) (?:figures?|numbers?|counts?|tally|totals?|data) (?:is|are|was|were|dates?|dated)\b|^(?:这一|该|上述)(?:数字|数据|统计)(?:截[至止]|为)/

/** The date that holds for a silent sentence: the nearest said before it, or right after it of it; of a survey or a table also one said soon after. */
export function settingDateFor(
  dates: readonly SettingDate[],
  sentence: number,
  orAfter: boolean,
): AsOf | undefined {
  let found: AsOf | undefined
  for (const date of dates) if (date.sentence < sentence) found = date.asOf
  const next = dates.find((date) => date.sentence === sentence + 1)
  if (next?.backward) return next.asOf
  if (found || !orAfter) return found
  return dates.find((date) => date.sentence > sentence && date.sentence - sentence <= afterSentences)?.asOf
}

// ---------------------------------------------------------------- "nationwide", "全省"

const COUNTRY =
  /\b(?:nationwide|nationally|countrywide|across the (?:country|nation)|(?:the|our|this) (?:country|nation)'s|in the country|around the country|throughout the country|national)\b|全国|我国|国内|各地|各省/i
const REGION =
  /\b(?:statewide|across the (?:state|province|region)|the (?:state|province|region)'s|province-wide|in the (?:state|province|region))\b|[全我本该]省|省内|全区|我区/i
const CITY = /\b(?:citywide|across the city|the city's)\b|[全我本该]市|市内|全县|我县|[全我本该]区/i

export type Reach = 'country' | 'region'

/** Whether a sentence speaks of the whole of a place that it does not name. */
export function reachOf(text: string): Reach | undefined {
  if (COUNTRY.test(text)) return 'country'
  return REGION.test(text) || CITY.test(text) ? 'region' : undefined
}

/** The one country, or the one region, that the article speaks of: of its title and first sentences before all others. */
export function placeOfReach(
  reach: Reach,
  mentions: readonly Mentions[],
  lexicon: PreparedLexicon,
): Place | undefined {
  const counts = new Map<string, { place: Place; points: number }>()
  for (const [i, { places }] of mentions.entries()) {
    for (const { value } of places) {
      const place = reach === 'country' ? countryOf(value, lexicon) : regionOf(value)
      if (!place) continue
      const entry = counts.get(place.code) ?? { place, points: 0 }
      entry.points += i < leadMentions ? leadWeight : 1
      counts.set(place.code, entry)
    }
  }
  const [first, second] = [...counts.values()].sort((a, b) => b.points - a.points)
  return first && (!second || first.points > second.points) ? first.place : undefined
}

const leadMentions = 4 // the title and three sentences
const leadWeight = 3

export function countryOf(place: Place, lexicon: PreparedLexicon): Place | undefined {
  if (/^[A-Z]{2}$/.test(place.code)) return place.code === 'EU' ? undefined : place
  return place.code.includes('-') ? lexicon.placeByCode.get(place.code.slice(0, 2)) : undefined
}

function regionOf(place: Place): Place | undefined {
  return place.code.includes('-') ? place : undefined
}
