// What the API takes and gives of adoption figures, as zod schemas; see api-schemas.ts.
import { z } from '@hono/zod-openapi'
import { Cursor, count, Limit, maybe, Paged, text } from './api-schemas.ts'

const Name = z.string().min(1).max(80)
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'takes a day as 2025-03-08')
const STAGES = ['authorised', 'planned', 'piloting', 'adopted', 'discontinued'] as const
const STATUSES = ['auto', 'needs_review', 'accepted', 'corrected', 'rejected'] as const

const OfSeries = {
  technology: Name.optional().describe('Id in the vocabulary, narrower ones included: llm, deepseek.'),
  unit: Name.optional().describe('Who takes it up, narrower ones included: organisation, hospital.'),
  place: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,12}$/, 'takes a code as CN, CN-GD, EU or WORLD')
    .optional()
    .describe('Where the adopters are: ISO 3166 code, EU or WORLD; its provinces are included.'),
  stage: z.enum(STAGES).optional().describe('Authorised figures are never mixed with those in use.'),
}
const keyLengthMax = 400 // characters

export const ClaimsQuery = z.strictObject({
  ...OfSeries,
  series: z.string().min(1).max(keyLengthMax).optional().describe('Key of a series.'),
  status: z
    .enum(STATUSES)
    .optional()
    .describe('auto: the rules are sure; needs_review: they are not; the others: a person said so.'),
  since: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/, 'takes a day or an instant in UTC')
    .refine((at) => !Number.isNaN(Date.parse(at)), 'is no day that there is')
    .optional()
    .describe('Only what was read, decided or taken back since: to follow what comes.'),
  as_of_from: Day.optional().describe('First day of a period in which the figure may hold.'),
  as_of_to: Day.optional().describe('Last day of it.'),
  limit: Limit,
  cursor: Cursor,
})
export const SeriesQuery = z.strictObject({ ...OfSeries, limit: Limit, cursor: Cursor })
export const KeyParameter = z.object({
  key: z.string().min(1).max(keyLengthMax).describe('Its key, as in the address of its page.'),
})

const number = (words: string) => z.number().nullable().describe(words)

const CLAIM = {
  id: count('Number of the figure; it stays when the figure is read anew.'),
  seriesKey: text('Key of its series: figures that may be compared.'),
  status: z.enum(STATUSES).describe('Rejected figures are listed, marked and never drawn.'),
  drawn: z.boolean().describe('It is a point on the chart: said to be so, and sure or accepted.'),
  measure: text('count, share or change.'),
  value: z.number().describe('A share is 0 to 100; of a vague figure ("hundreds") the lowest reading.'),
  valueMax: number('Of a range.'),
  changeKind: maybe('percent_relative, factor or percentage_points.'),
  qualifier: text('exact, at_least, more_than, about, nearly, up_to, fewer_than, range or vague.'),
  lower: number('Lower bound; null: none.'),
  upper: number('Upper bound; null: none.'),
  lowerOpen: z.boolean().describe('The lower bound itself is not meant.'),
  upperOpen: z.boolean().describe('The upper bound itself is not meant.'),
  unit: text('Who or what is counted: hospital, physician …'),
  unitText: text('The words as written.'),
  denominator: maybe('Of a share: of what.'),
  denominatorCount: number('And of how many.'),
  technology: maybe('Id of the technology.'),
  technologyText: maybe('The words as written.'),
  places: z.array(z.string()).describe('Where the adopters are, not the speaker.'),
  placeText: maybe('The words as written.'),
  asOf: maybe('For which time it holds, EDTF.'),
  asOfPrecision: maybe('day, month, early-month, quarter, half, year …'),
  asOfBasis: text('Where the date comes from: explicit, relative, inferred_publication …'),
  asOfText: maybe('The words as written.'),
  asOfStartOn: maybe('First day that it may mean.'),
  asOfEndOn: maybe('Last day that it may mean.'),
  stage: text('announced, planned, authorised, piloting, deployed, in_use, routine or discontinued.'),
  modality: text('actual, planned, forecast or hypothetical.'),
  polarity: text('affirmed or negated.'),
  accumulation: text('stock, or flow: new in a period.'),
  attributionText: maybe('Who says so, as written.'),
  attributionName: maybe('Which known organisation that is.'),
  attributionKind: text('paper, survey, regulator, company, official, press or unknown.'),
  citedDoi: maybe('The paper it is taken from.'),
  quote: text('The words that hold the number, exactly as in the text.'),
  prefix: text('What stands before it.'),
  suffix: text('What stands after it.'),
  quoteStart: z
    .number()
    .int()
    .nullable()
    .describe('Where the quote begins in the text of the article, in code points; null if not kept.'),
  quoteEnd: z.number().int().nullable().describe('Where it ends, in code points.'),
  sentence: text('The sentence or table row that holds the quote.'),
  quoteStartInSentence: count('Where the quote begins in it, in code points.'),
  confidence: z.number().describe('Of the reading, 0 to 1.'),
  reasons: z
    .array(z.object({ field: z.string(), words: z.string(), points: z.number() }))
    .describe('Why it was read so.'),
  madeBy: text('engine:NAME VERSION, person:NAME or model:NAME.'),
  madeAt: text('When it was read or decided.'),
  note: maybe('What a person noted.'),
  articleId: count('Number of the article.'),
  articleTitle: text('Its title.'),
  articleUrl: text('Its address at the publisher.'),
  versionNumber: count('The version in which the quote was first seen.'),
  goneIn: z.number().int().nullable().describe('The version from which on the publisher left it out.'),
  publicationId: text('Id of the publication.'),
  publicationName: text('Its name.'),
  publishedOn: text('The calendar day as its publisher writes it.'),
  language: maybe('BCP 47.'),
  storyId: count('Number of its story.'),
  isOriginal: z.boolean().describe('The article is no copy of another.'),
  copyCount: count('Copies of the same text besides itself.'),
}
export const Claim = z.object(CLAIM).openapi('Claim')
export const SeriesClaim = z
  .object({ ...CLAIM, origin: text('Who said it first. Origins are counted, never articles.') })
  .openapi('SeriesClaim')

export const Relation = z
  .object({
    from: count('Number of a figure.'),
    to: count('Number of the figure it is about.'),
    kind: text('supersedes, contradicts, corrects, drift or same.'),
    reason: text('Why, in words.'),
    decidedBy: text('rule or person:NAME.'),
    holds: z.boolean().describe('false: a person says that it does not hold.'),
    decidedAt: text('When.'),
  })
  .openapi('Relation')

const Point = z
  .object({
    figureId: count('Number of the figure.'),
    startOn: text('First day that its date may mean.'),
    endOn: text('Last day.'),
    asOf: maybe('As EDTF.'),
    value: z.number(),
    valueMax: number('Of a range.'),
    lower: number('Lower bound.'),
    upper: number('Upper bound.'),
    qualifier: text('at_least, about …'),
    drawn: z.boolean(),
    origin: text('Who said it first.'),
  })
  .openapi('SeriesPoint')

const SERIES = {
  key: text('Its key, and its address.'),
  title: text('For people.'),
  page: text('Path of its page.'),
  technology: maybe('Id of the technology.'),
  unit: text('Who takes it up.'),
  places: z.array(z.string()).describe('Codes.'),
  measure: text('count, share or change; with -new: new in a period.'),
  stage: z.enum(STAGES),
  denominator: maybe('Of a share: of what.'),
  figures: count('Figures in it, rejected ones apart.'),
  drawn: count('Of them drawn.'),
  origins: count('Who said them first, counted once.'),
  contradictions: count('Contradictions that stand.'),
  unreviewed: count('Figures that wait for a person.'),
  movement: z.number().describe('Natural logarithm of the newest by the one before; 0 without one.'),
  newestOn: maybe('Day of the newest figure.'),
  newest: Point.nullable().describe('The newest figure.'),
  before: Point.nullable().describe('The one it is compared with.'),
}
export const Series = z.object(SERIES).openapi('Series')

const Sample = { sample: z.boolean().describe('Everything here is sample data.') }
export const ClaimsResult = z
  .object({ ...Paged, ...Sample, count: count('Figures that match.'), rows: z.array(Claim) })
  .openapi('ClaimsResult')
export const ClaimResult = z
  .object({
    ok: z.literal(true),
    ...Sample,
    claim: SeriesClaim,
    relations: z
      .array(Relation)
      .describe('What it supersedes, contradicts, corrects; and the other way round.'),
  })
  .openapi('ClaimResult')
export const SeriesListResult = z
  .object({ ...Paged, ...Sample, count: count('Series that match.'), rows: z.array(Series) })
  .openapi('SeriesListResult')
export const SeriesResult = z
  .object({
    ok: z.literal(true),
    ...Sample,
    series: Series,
    rows: z.array(SeriesClaim).describe('Its ledger, the newest figure first.'),
    relations: z.array(Relation),
  })
  .openapi('SeriesResult')
