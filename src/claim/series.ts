// Which claims may be compared: the series a claim belongs to, the origin it goes back to, and whether it is drawn.
// Comparable means the same technology, adopters, place, measure, denominator and class of stage; nothing else is
// ever put on one line. Pure.
import type { Claim, ClaimStage, ClaimStatus } from '../model.ts'
import { isProperName } from './organisations.ts'
import { narrowingOf } from './whole.ts'

/** Authorised products and running systems are never counted together; neither are plans and pilots. */
export type StageClass = 'authorised' | 'planned' | 'piloting' | 'adopted' | 'discontinued'

const CLASS_OF: Record<ClaimStage, StageClass> = {
  announced: 'planned',
  planned: 'planned',
  authorised: 'authorised',
  piloting: 'piloting',
  deployed: 'adopted',
  in_use: 'adopted',
  routine: 'adopted',
  discontinued: 'discontinued',
}

export const classOfStage = (stage: ClaimStage): StageClass => CLASS_OF[stage]

export type SeriesParts = {
  technology: string // Technology.id, '' when nobody names one
  unit: string
  places: string[]
  measure: Claim['measure']
  denominator: string // slug; '' for counts
  stageClass: StageClass
}

/** "deepseek~hospital~CN~count~adopted"; a share of something particular has one part more. Stable: it is an address. */
export function seriesKey(claim: Claim): string {
  const { technology, unit, places, measure, denominator, stageClass } = seriesParts(claim)
  const flow = claim.accumulation === 'flow' ? '-new' : ''
  const parts = [technology || '-', unit, places.join('+') || '-', measure + flow, stageClass]
  return [...parts, ...(denominator ? [denominator] : [])].join('~')
}

export function seriesParts(claim: Claim): SeriesParts {
  return {
    technology: claim.technology ?? '',
    unit: claim.unit,
    places: [...claim.places].sort(),
    measure: claim.measure,
    denominator: claim.measure === 'share' ? slugOfWhole(claim) : '',
    stageClass: classOfStage(claim.stage),
  }
}

/** Shares of all physicians are comparable however the whole is worded; those of rural clinics stand apart. */
function slugOfWhole({ denominator, unitText }: Claim): string {
  if (!denominator) return ''
  const narrowing = narrowingOf(denominator)
  if (narrowing) return narrowing
  const [whole, noun] = [slug(denominator), slug(unitText)]
  return noun !== '' && (whole.endsWith(noun) || noun.endsWith(whole)) ? '' : whole
}

const slugCharactersMax = 60

function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/\b(the|all|of|in|its|their|these|those|total|number)\b/g, ' ')
    .match(/[\p{L}\p{N}]+/gu)
  return (words ?? []).join('-').slice(0, slugCharactersMax)
}

/** What is known of a claim's article when its origin is sought. */
export type ClaimPlace = {
  articleId: number
  publicationName: string
  copyGroupId: number | null
  originalName: string | null // publication of the copy group's original
}

/** `key` tells origins apart, `label` is for people. */
export type Origin = { key: string; label: string }

/**
 * The distinct first source behind a claim: the paper it cites, else whoever is said to have said it, else the copy
 * group whose text it stands in. Ten copies of one article are one origin; so are two names of one organisation.
 */
export function findOrigin(claim: Claim, place: ClaimPlace): Origin {
  if (claim.citedDoi) return { key: `doi:${claim.citedDoi}`, label: `doi:${claim.citedDoi}` }
  const { attributionName, attributionText, attributionKind } = claim
  if (attributionName) return { key: `said:${normaliseName(attributionName)}`, label: attributionName }
  const said = attributionText && normaliseName(attributionText)
  if (said && attributionKind !== 'unknown' && attributionKind !== 'press') {
    // "The health authority" is another one elsewhere.
    const where = isProperName(attributionText) ? '' : [...claim.places].sort().join('+')
    return { key: `said:${said}${where && ` @${where}`}`, label: attributionText }
  }
  if (place.copyGroupId !== null)
    return { key: `copies:${place.copyGroupId}`, label: place.originalName ?? place.publicationName }
  return { key: `article:${place.articleId}`, label: place.publicationName }
}

/**
 * Origins of figures that stand together. Where one report names who said a figure and another tells the same figure
 * without a name, or says no more than "the company", both go back to the one who is named: counting the nameless one
 * apart would invent a witness. The same figure is the same number in one story, or the same number, bound and date of
 * the same thing. So it is where the paper itself is among the reports, or its journal is named.
 */
export function findOrigins<T extends ClaimPlace & { id: number; storyId: number; reading: Claim }>(
  claims: T[],
): Map<number, Origin> {
  const own = new Map(claims.map((claim) => [claim.id, findOrigin(claim.reading, claim)]))
  for (const keyOf of [figureOfStory, figureOfJournal, figureOfDate]) {
    const best = new Map<string, Origin>()
    for (const claim of claims) {
      const [key, origin] = [keyOf(claim), own.get(claim.id)!]
      const known = key === undefined ? undefined : best.get(key)
      if (key !== undefined && rankOf(origin) > (known ? rankOf(known) : 0)) best.set(key, origin)
    }
    for (const claim of claims) {
      const key = keyOf(claim)
      const found = key === undefined ? undefined : best.get(key)
      if (found && rankOf(own.get(claim.id)!) < rankOf(found)) own.set(claim.id, found)
    }
  }
  return own
}

type Told = ClaimPlace & { storyId: number; reading: Claim }

const figureOfStory = ({ storyId, reading }: Told): string => `${storyId} ${reading.measure} ${reading.value}`

/** "a paper in JAMA" and the article of JAMA that has the figure. */
function figureOfJournal({ publicationName, reading }: Told): string | undefined {
  const journal = reading.citedDoi ? publicationName : (reading.attributionName ?? reading.attributionText)
  return journal && `${normaliseName(journal)} ${reading.measure} ${reading.value}`
}

/** A bound, a number and a stated date that two texts share are no chance. */
function figureOfDate({ reading }: Told): string | undefined {
  const { measure, value, valueMax, qualifier, unit, technology, places, asOf, asOfPrecision } = reading
  if (!asOf || !/^explicit/.test(reading.asOfBasis)) return undefined
  return [measure, value, valueMax, qualifier, unit, technology, places.join('+'), asOf, asOfPrecision].join(
    ' ',
  )
}

/** A paper is itself; a name is somebody; "the health authority" is somebody there; anything else is a text. */
function rankOf({ key, label }: Origin): number {
  if (key.startsWith('doi:')) return 3
  if (!key.startsWith('said:')) return 0
  return isProperName(label) ? 2 : 1
}

function normaliseName(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/^(the|a|an|according to|据)\s*/u, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')
}

/** Only what is said to be so, and is reviewed or sure, is a point on a chart; "hundreds" never is. */
export function isDrawn(claim: Claim, status: ClaimStatus): boolean {
  return isActual(claim) && claim.qualifier !== 'vague' && status !== 'rejected' && status !== 'needs_review'
}

/** Said to be so, whoever has or has not looked at it yet. */
export function isActual(claim: Claim): boolean {
  return claim.modality === 'actual' && claim.polarity === 'affirmed'
}
