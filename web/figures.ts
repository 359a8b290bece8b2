// How the site writes figures: the number with its bound, what is counted, where, on what, and for which time.
import { writeFigure } from '../src/claim/relate.ts'
import type { Claim, Lexicon } from '../src/model.ts'
import type { SeriesPoint, SeriesRow } from '../src/store/claim-series.ts'
import { outwardUrl } from './links.ts'

const STAGES: Record<string, string> = {
  adopted: 'in use',
  authorised: 'authorised',
  planned: 'planned',
  piloting: 'in pilots',
  discontinued: 'switched off',
}

export const stageName = (stageClass: string): string => STAGES[stageClass] ?? stageClass

export function technologyName(lexicon: Lexicon, id: string): string {
  return lexicon.technologies.find((technology) => technology.id === id)?.name ?? (id || 'any technology')
}

export function unitName(lexicon: Lexicon, id: string, count = 2): string {
  const unit = lexicon.units.find((known) => known.id === id)
  if (!unit) return id.replaceAll('_', ' ')
  return count === 1 ? unit.name : unit.plural
}

export function placeName(lexicon: Lexicon, code: string): string {
  if (code === 'WORLD') return 'the world'
  return lexicon.places.find((place) => place.code === code)?.name ?? code
}

const WITH_ARTICLE =
  /^(United |Netherlands|Philippines|Maldives|Bahamas|Gambia|European Union|Czech Republic)/

/** "CN+IN" -> "China and India"; "" when nobody says where. */
export function placeNames(lexicon: Lexicon, codes: string): string {
  return codes
    .split('+')
    .filter(Boolean)
    .map((code) => placeName(lexicon, code))
    .map((name) => (WITH_ARTICLE.test(name) ? `the ${name}` : name))
    .join(' and ')
}

type Parts = Pick<SeriesRow, 'technology' | 'unit' | 'places' | 'measure' | 'stageClass' | 'denominator'>

/** "Hospitals in China on DeepSeek", "Share of physicians in the United States on generative AI, in pilots" */
export function seriesTitle(parts: Parts, lexicon: Lexicon): string {
  const [measure, flow] = parts.measure.split('-')
  const units = unitName(lexicon, parts.unit)
  const of = parts.denominator ? parts.denominator.replaceAll('-', ' ') : units
  const counted =
    measure === 'share' ? `Share of ${of}` : measure === 'change' ? `Change in ${units}` : capital(units)
  const where = placeNames(lexicon, parts.places)
  const what = parts.technology ? technologyName(lexicon, parts.technology) : ''
  // "Authorised products": the unit says the stage, and what they are on.
  const said = parts.stageClass === 'authorised' && parts.unit === 'device'
  const on = said ? '' : what && ` on ${what}`
  const stage = said || parts.stageClass === 'adopted' ? '' : `, ${stageName(parts.stageClass)}`
  return `${flow ? 'New ' : ''}${flow ? counted.toLowerCase() : counted}${where && ` in ${where}`}${on}${stage}`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What stands after a figure that carries its own sign: "hospitals", "of physicians". */
export const countedLabel = (parts: Parts, lexicon: Lexicon): string =>
  unitLabel(parts, lexicon).replace(/^% /, '')

/** What the axis counts: "hospitals", "% of physicians". */
export function unitLabel(parts: Parts, lexicon: Lexicon): string {
  const units = unitName(lexicon, parts.unit)
  if (parts.measure.startsWith('share'))
    return `% of ${parts.denominator ? parts.denominator.replaceAll('-', ' ') : units}`
  return parts.measure.startsWith('change') ? `change in ${units}` : units
}

const BOUNDS: Record<string, string> = {
  exact: 'exactly',
  at_least: 'at least',
  more_than: 'more than',
  about: 'about',
  nearly: 'nearly',
  up_to: 'up to',
  fewer_than: 'fewer than',
  range: 'between',
  vague: 'no number, at least',
}

/** The bound in words, for hover and for those who do not see the sign. */
export const boundName = (qualifier: string): string => BOUNDS[qualifier] ?? qualifier

/** A figure of a summary as its sign and number: "≥ 300". */
export function writePoint(point: SeriesPoint, measure: string): string {
  const [kind] = measure.split('-')
  return writeFigure({
    measure: kind,
    value: point.value,
    ...(point.valueMax === null ? {} : { valueMax: point.valueMax }),
    qualifier: point.qualifier,
    ...(point.changeKind ? { changeKind: point.changeKind } : {}),
  } as Claim)
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** "2025-03" of precision early-month -> "early Mar 2025"; "" when nobody says. */
export function writeAsOf(asOf: string | null | undefined, precision: string | null | undefined): string {
  if (!asOf) return ''
  const [from, to] = asOf.split('/')
  if (to) return `${writeDate(from!)} – ${writeDate(to)}`
  const [part, of] = precision?.split('-') ?? []
  if (part === 'end') return `end of ${of === 'year' ? asOf.slice(0, 4) : writeDate(asOf.slice(0, 7))}`
  const shown = of === 'year' ? asOf.slice(0, 4) : writeDate(asOf)
  return of ? `${part} ${shown}` : shown
}

function writeDate(date: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(date)
  if (quarter) return `Q${quarter[2]} ${quarter[1]}`
  const half = /^(\d{4})-S([12])$/.exec(date)
  if (half) return `${half[2] === '1' ? 'first' : 'second'} half of ${half[1]}`
  const [year, month, day] = date.split('-')
  if (!month) return date
  const name = MONTHS[Number(month) - 1]
  if (!name) return date
  return `${day ? `${Number(day)} ` : ''}${name} ${year}`
}

const BASES: Record<string, string> = {
  explicit: 'the text gives this date',
  explicit_no_year: 'the text gives no year; the latest one before publication is taken',
  relative: 'worked out from the day of publication',
  inferred_publication: 'no date in the text: the day of publication stands in',
  context: 'the date stands elsewhere in the text',
  none: 'no date at all',
}

export const basisName = (basis: string): string => BASES[basis] ?? basis

const fragmentCharactersMax = 300

/** The original, opened at the quote where the browser can. */
export function quoteLink(url: string, claim: Pick<Claim, 'quote'>): string | undefined {
  const href = outwardUrl(url)
  if (href === undefined) return undefined
  const words = encodeURIComponent(claim.quote.slice(0, fragmentCharactersMax).toWellFormed()).replaceAll(
    '-',
    '%2D',
  )
  return `${href.split('#')[0]}#:~:text=${words}`
}

/** Where a figure stands in the ledger of its series, with its reasons. */
export const figurePath = ({ seriesKey, id }: { seriesKey: string; id: number }): string =>
  `${seriesPath(seriesKey)}?figure=${id}#figure-${id}`

export const seriesPath = (key: string): string =>
  `/adoption/${encodeURIComponent(key).replaceAll('%2B', '+').replaceAll('~', '~')}`

/** DeepSeek and its versions; hospitals and what is narrower. */
export function withDescendants(entries: { id: string; parent?: string }[], id: string): string[] {
  const found = new Set([id])
  for (let grown = true; grown; ) {
    grown = false
    for (const entry of entries) {
      if (entry.parent === undefined || !found.has(entry.parent) || found.has(entry.id)) continue
      found.add(entry.id)
      grown = true
    }
  }
  return [...found]
}
