// A person's reading of a figure: the fields an editor may set, checked so that what is stored stays true to its quote.
// Never changes a claim; gives a new one or says which field is wrong and what to do.
import type {
  Claim,
  ClaimMeasure,
  ClaimModality,
  ClaimPrecision,
  ClaimQualifier,
  ClaimStage,
  Lexicon,
} from '../model.ts'
import { simplifyText } from '../text/chinese.ts'
import type { Figure } from './figure.ts'
import { boundsOf } from './figure.ts'
import { readEnglishFigures } from './number-en.ts'
import { readChineseFigures } from './number-zh.ts'

export const MEASURES: ClaimMeasure[] = ['count', 'share', 'change']
export const QUALIFIERS: ClaimQualifier[] = [
  'exact',
  'at_least',
  'more_than',
  'about',
  'nearly',
  'up_to',
  'fewer_than',
  'range',
  'vague',
]
export const CLAIM_STAGES: ClaimStage[] = [
  'announced',
  'planned',
  'authorised',
  'piloting',
  'deployed',
  'in_use',
  'routine',
  'discontinued',
]
export const MODALITIES: ClaimModality[] = ['actual', 'planned', 'forecast', 'hypothetical']
export const PRECISIONS: ClaimPrecision[] = [
  'day',
  'week',
  'early-month',
  'mid-month',
  'late-month',
  'end-month',
  'month',
  'quarter',
  'half',
  'mid-year',
  'late-year',
  'end-year',
  'year',
  'range',
]

/** As a form sends them; an empty text is "none". */
export type ClaimFields = {
  measure: string
  value: string
  valueMax: string
  qualifier: string
  unit: string
  technology: string
  places: string // codes, parted by commas
  asOf: string // EDTF
  asOfPrecision: string
  stage: string
  modality: string
  polarity: string
  accumulation: string
  attribution: string
  denominator: string
}

export type FieldProblem = { field: keyof ClaimFields | 'quote'; message: string }

/** The fields of a claim as a form shows them. */
export function fieldsOf(claim: Claim): ClaimFields {
  return {
    measure: claim.measure,
    value: String(claim.value),
    valueMax: claim.valueMax === undefined ? '' : String(claim.valueMax),
    qualifier: claim.qualifier,
    unit: claim.unit,
    technology: claim.technology ?? '',
    places: claim.places.join(', '),
    asOf: claim.asOf ?? '',
    asOfPrecision: claim.asOfPrecision ?? '',
    stage: claim.stage,
    modality: claim.modality,
    polarity: claim.polarity,
    accumulation: claim.accumulation,
    attribution: claim.attributionText ?? '',
    denominator: claim.denominator ?? '',
  }
}

/** A new claim with these fields; what was not touched keeps its words and reasons. */
export function editClaim(claim: Claim, fields: ClaimFields, lexicon: Lexicon): Claim | FieldProblem {
  const value = Number(fields.value.replace(/[,\s]/g, ''))
  const valueMax = fields.valueMax.trim() === '' ? undefined : Number(fields.valueMax.replace(/[,\s]/g, ''))
  const problem =
    checkChoices(fields) ??
    checkNumber(claim, value, valueMax, fields) ??
    checkWords(fields, lexicon) ??
    checkDate(fields)
  if (problem) return problem
  const measure = fields.measure as ClaimMeasure
  const qualifier = fields.qualifier as ClaimQualifier
  const kind = measure === 'share' ? 'share' : 'count'
  const span = fields.asOf.trim() === '' ? undefined : spanOf(fields.asOf.trim(), fields.asOfPrecision)
  const {
    valueMax: _max,
    lower: _lower,
    upper: _upper,
    technology: _technology,
    asOf: _asOf,
    asOfPrecision: _precision,
    asOfStartOn: _start,
    asOfEndOn: _end,
    attributionText: _said,
    attributionName: organisation,
    denominator: _of,
    ...kept
  } = claim
  const dated = fields.asOf.trim() !== (claim.asOf ?? '')
  return {
    ...kept,
    measure,
    value,
    ...(valueMax === undefined ? {} : { valueMax }),
    qualifier,
    ...boundsOf({ value, ...(valueMax === undefined ? {} : { valueMax }), qualifier, kind }),
    unit: fields.unit,
    ...(fields.technology ? { technology: fields.technology } : {}),
    places: splitCodes(fields.places),
    ...(span
      ? {
          asOf: fields.asOf.trim(),
          asOfPrecision: fields.asOfPrecision as ClaimPrecision,
          asOfStartOn: span[0],
          asOfEndOn: span[1],
        }
      : {}),
    asOfBasis: dated ? (span ? 'explicit' : 'none') : claim.asOfBasis,
    stage: fields.stage as ClaimStage,
    modality: fields.modality as ClaimModality,
    polarity: fields.polarity as Claim['polarity'],
    accumulation: fields.accumulation as Claim['accumulation'],
    ...(fields.attribution.trim() ? { attributionText: fields.attribution.trim() } : {}),
    // Who it is was known for the old words only.
    ...(organisation && fields.attribution.trim() === (claim.attributionText ?? '')
      ? { attributionName: organisation }
      : {}),
    attributionKind: attributionKind(claim, fields.attribution.trim()),
    ...(fields.denominator.trim() ? { denominator: fields.denominator.trim() } : {}),
    confidence: 1,
    status: 'auto',
  }
}

function attributionKind(claim: Claim, said: string): Claim['attributionKind'] {
  if (said === (claim.attributionText ?? '')) return claim.attributionKind
  // Somebody is named now; what they are, the next reader may see from the name.
  return said === '' ? 'unknown' : 'official'
}

const splitCodes = (text: string) =>
  text
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map((code) => code.toUpperCase())

function checkChoices(fields: ClaimFields): FieldProblem | undefined {
  const choices: [keyof ClaimFields, readonly string[]][] = [
    ['measure', MEASURES],
    ['qualifier', QUALIFIERS],
    ['stage', CLAIM_STAGES],
    ['modality', MODALITIES],
    ['polarity', ['affirmed', 'negated']],
    ['accumulation', ['stock', 'flow']],
  ]
  const wrong = choices.find(([field, allowed]) => !allowed.includes(fields[field]))
  return wrong && { field: wrong[0], message: `must be one of ${wrong[1].join(', ')}` }
}

const valueMaxOfAll = 1e12

function checkNumber(
  claim: Claim,
  value: number,
  valueMax: number | undefined,
  fields: ClaimFields,
): FieldProblem | undefined {
  if (!Number.isFinite(value) || Math.abs(value) > valueMaxOfAll)
    return { field: 'value', message: 'must be a number' }
  if (!holdsNumber(claim.quote, value))
    return {
      field: 'value',
      message: `does not stand in the quote "${claim.quote}": a figure is what its quote says`,
    }
  if ((fields.qualifier === 'range') !== (valueMax !== undefined))
    return { field: 'valueMax', message: 'belongs to a range, and only to a range' }
  if (valueMax !== undefined && !(valueMax > value))
    return { field: 'valueMax', message: 'must be greater than the lower end' }
  if (fields.measure === 'share' && (value < 0 || (valueMax ?? value) > 100))
    return { field: 'value', message: 'a share lies between 0 and 100' }
  return undefined
}

function checkWords(fields: ClaimFields, lexicon: Lexicon): FieldProblem | undefined {
  if (!lexicon.units.some((unit) => unit.id === fields.unit))
    return { field: 'unit', message: 'is no unit of feeds/lexicon/units.yaml' }
  if (fields.technology && !lexicon.technologies.some((technology) => technology.id === fields.technology))
    return { field: 'technology', message: 'is no technology of feeds/lexicon/technologies.yaml' }
  const strange = splitCodes(fields.places).find(
    (code) => code !== 'WORLD' && !lexicon.places.some((place) => place.code === code),
  )
  return strange === undefined
    ? undefined
    : { field: 'places', message: `"${strange}" is no code of feeds/lexicon/places.yaml; write CN or CN-ZJ` }
}

function checkDate({ asOf, asOfPrecision }: ClaimFields): FieldProblem | undefined {
  if (asOf.trim() === '') return undefined
  if (!PRECISIONS.includes(asOfPrecision as ClaimPrecision))
    return { field: 'asOfPrecision', message: 'must be given with a date' }
  return spanOf(asOf.trim(), asOfPrecision)
    ? undefined
    : { field: 'asOf', message: 'write 2025, 2025-03, 2025-03-08, 2025-Q1, 2025-S1 or 2025-01/2025-06' }
}

/** First and last day of an EDTF date; ("2025-03", "early-month") -> 1 to 10 March. */
export function spanOf(asOf: string, precision: string): [string, string] | undefined {
  const [from, to] = asOf.split('/')
  if (to !== undefined) {
    const [a, b] = [wholeSpan(from!), wholeSpan(to)]
    return a && b && a[0] <= b[1] ? [a[0], b[1]] : undefined
  }
  const whole = wholeSpan(asOf)
  if (!whole) return undefined
  const month = asOf.slice(0, 7)
  const year = asOf.slice(0, 4)
  const parts: Record<string, [string, string]> = {
    'early-month': [`${month}-01`, `${month}-10`],
    'mid-month': [`${month}-11`, `${month}-20`],
    'late-month': [`${month}-21`, whole[1]],
    'mid-year': [`${year}-05-01`, `${year}-08-31`],
    'late-year': [`${year}-10-01`, `${year}-12-31`],
  }
  return parts[precision] ?? whole
}

function wholeSpan(date: string): [string, string] | undefined {
  const part = /^(\d{4})-(?:Q([1-4])|S([12]))$/.exec(date)
  if (part) {
    const months = part[2] ? 3 : 6
    const first = (Number(part[2] ?? part[3]) - 1) * months
    return [dayText(Number(part[1]), first, 1), dayText(Number(part[1]), first + months, 0)]
  }
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date) ?? []
  if (year === undefined) return undefined
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`]
  if (Number(month) < 1 || Number(month) > 12) return undefined
  if (day === undefined) return [`${date}-01`, dayText(Number(year), Number(month), 0)]
  return dayText(Number(year), Number(month) - 1, Number(day)) === date ? [date, date] : undefined
}

const dayText = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** Whether the words hold this number, as digits or in words: a claim's quote must. */
export function holdsNumber(quote: string, value: number): boolean {
  if (value === 0 && NONE.test(quote)) return true
  const plain = simplifyText(quote)
  const near = (read: number) => Math.abs(read - value) <= Math.max(Math.abs(value) * 1e-6, 1e-9)
  const holds = (figure: Figure) =>
    near(figure.value) || (figure.valueMax !== undefined && near(figure.valueMax))
  const [first, second] = /[\u3400-\u9fff]/.test(plain)
    ? [readChineseFigures, readEnglishFigures]
    : [readEnglishFigures, readChineseFigures]
  return first(plain).some(holds) || second(plain).some(holds)
}

const NONE = /\b(?:no|none|zero)\b|零|没有|无一/i
