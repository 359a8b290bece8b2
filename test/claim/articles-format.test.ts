// Holds the labelled articles and sentences to their form: quotes at their place, ids that the lexicon knows, counts as stated.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { type LoadedLexicon, readLexicon } from '../../src/watch/lexicon.ts'

const folder = path.resolve(import.meta.dirname, 'articles')

const oneOrMore = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.array(schema).min(2)])
const edtf = z.string().regex(/^\d{4}(-\d\d(-\d\d)?|-Q[1-4]|-S[12])?(\/\d{4}(-\d\d(-\d\d)?)?)?$/)
const precision = z.enum(
  'day week early-month mid-month late-month end-month month quarter half mid-year late-year end-year year range'.split(
    ' ',
  ),
)
const basis = z.enum('explicit explicit_no_year relative inferred_publication context none'.split(' '))
const stage = z.enum('announced planned authorised piloting deployed in_use routine discontinued'.split(' '))
const attribution = z.enum('paper survey regulator company official press unknown'.split(' '))

const claimSchema = z.strictObject({
  measure: z.enum(['count', 'share', 'change']),
  value: z.number().min(0),
  valueMax: z.number().exactOptional(),
  changeKind: z.enum(['percent_relative', 'factor', 'percentage_points']).exactOptional(),
  qualifier: z.enum('exact at_least more_than about nearly up_to fewer_than range vague'.split(' ')),
  unit: oneOrMore(z.string()),
  technology: oneOrMore(z.string()).exactOptional(),
  places: z.array(z.string()),
  asOf: oneOrMore(edtf).exactOptional(),
  asOfPrecision: oneOrMore(precision).exactOptional(),
  asOfBasis: oneOrMore(basis),
  stage: oneOrMore(stage),
  modality: z.enum(['actual', 'planned', 'forecast', 'hypothetical']),
  polarity: z.enum(['affirmed', 'negated']),
  accumulation: z.enum(['stock', 'flow']),
  attributionKind: oneOrMore(attribution),
  denominator: z.string().exactOptional(),
  optional: z.literal(true).exactOptional(),
  block: z.int().min(0),
  quote: z.string().min(1),
  start: z.int().min(0),
})
const articleSchema = z.strictObject({
  id: z.string(),
  title: z.string().min(1),
  publication: z.string().endsWith('.example'),
  publishedOn: z.iso.date(),
  language: z.enum(['en', 'zh']),
  publicationKind: z.enum(
    'journal newspaper wire trade aggregator regulator institution company press-release blog dataset'.split(
      ' ',
    ),
  ),
  split: z.enum(['seen', 'unseen']),
  note: z.string().exactOptional(),
  blocks: z
    .array(
      z.strictObject({
        kind: z.enum(['heading', 'paragraph', 'item', 'quotation', 'row']),
        text: z.string().min(1),
      }),
    )
    .min(1),
  claims: z.array(claimSchema),
})

const list = <Item>(value: Item | Item[] | undefined): Item[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
const articles = files.map((name) =>
  articleSchema.parse(parse(readFileSync(path.join(folder, name), 'utf8'))),
)
const claims = articles.flatMap((article) => article.claims.map((claim) => ({ article, claim })))

describe('the labelled articles', () => {
  let lexicon: LoadedLexicon
  beforeAll(async () => {
    lexicon = await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon'))
  })

  it('bear the name of their file', () => {
    expect(articles.map((article) => `${article.id}.yaml`)).toEqual(files)
    for (const article of articles) expect(article.id.startsWith(`${article.language}-`)).toBe(true)
  })

  it('are as many as the README says', () => {
    const count = (keep: (article: (typeof articles)[number]) => boolean) => articles.filter(keep).length
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8')
    const [, all, english, chinese, empty] =
      /^(\d+) articles[^(]*\((\d+) English, (\d+) Chinese\)[\s\S]*?(\d+) of them hold none/m.exec(readme) ??
      []
    expect([count(() => true), count((a) => a.language === 'en'), count((a) => a.language === 'zh')]).toEqual(
      [all, english, chinese].map(Number),
    )
    expect(count((a) => a.claims.length === 0)).toBe(Number(empty))
  })

  it('are parted in halves', () => {
    for (const language of ['en', 'zh'])
      for (const empty of [true, false]) {
        const some = articles.filter((a) => a.language === language && (a.claims.length === 0) === empty)
        const seen = some.filter((a) => a.split === 'seen').length
        expect(Math.abs(2 * seen - some.length)).toBeLessThanOrEqual(4)
      }
  })

  it('hold each quote at its place', () => {
    for (const { article, claim } of claims) {
      const text = article.blocks[claim.block]?.text ?? ''
      expect(text.slice(claim.start, claim.start + claim.quote.length), article.id).toBe(claim.quote)
    }
  })

  it('name what the lexicon knows', () => {
    const technologies = new Set(lexicon.technologies.map((entry) => entry.id))
    const units = new Set(lexicon.units.map((entry) => entry.id))
    const places = new Set(lexicon.places.map((entry) => entry.code))
    for (const { article, claim } of claims) {
      for (const id of list(claim.technology)) expect(technologies.has(id), `${article.id} ${id}`).toBe(true)
      for (const id of list(claim.unit)) expect(units.has(id), `${article.id} ${id}`).toBe(true)
      for (const code of claim.places) expect(places.has(code), `${article.id} ${code}`).toBe(true)
    }
  })

  it('have a date exactly where they have a basis for one, and no stock from the future', () => {
    for (const { article, claim } of claims) {
      const where = `${article.id} ${claim.quote}`
      expect(claim.asOf === undefined, where).toBe(claim.asOfBasis === 'none')
      expect(claim.asOf === undefined, where).toBe(claim.asOfPrecision === undefined)
      if (claim.modality !== 'actual') continue
      for (const date of list(claim.asOf))
        expect(date.slice(0, 4) <= article.publishedOn.slice(0, 4), where).toBe(true)
    }
  })

  it('say of a change how it is meant, of a range where it ends, and keep shares within bounds', () => {
    for (const { article, claim } of claims) {
      const where = `${article.id} ${claim.quote}`
      expect(claim.changeKind !== undefined, where).toBe(claim.measure === 'change')
      expect(claim.valueMax !== undefined, where).toBe(claim.qualifier === 'range')
      if (claim.measure === 'share') expect(claim.value, where).toBeLessThanOrEqual(100)
    }
  })
})

const sentenceClaimSchema = z.strictObject({
  measure: claimSchema.shape.measure,
  value: z.number().min(0),
  value_max: z.number().nullable(),
  qualifier: claimSchema.shape.qualifier,
  unit: z.string(),
  technology: z.string().nullable(),
  place: z.string().nullable(),
  as_of: edtf.nullable(),
  as_of_precision: precision.nullable(),
  as_of_basis: basis,
  stage,
  polarity: claimSchema.shape.polarity,
  modality: claimSchema.shape.modality,
  accumulation: claimSchema.shape.accumulation,
  attribution: z.string().nullable(),
  denominator: z.string().nullable(),
  context_needed: z.array(z.string()),
  optional: z.boolean(),
  quote: z.string().min(1),
  start: z.int().min(0),
  end: z.int().min(1),
  change_kind: z.string().nullable(),
})
const sentenceSchema = z.strictObject({
  id: z.string().regex(/^s\d{3}$/),
  text: z.string().min(1),
  published: z.iso.date(),
  lang: z.enum(['en', 'zh']),
  source: z.literal('made'),
  provenance: z.literal('made'),
  made: z.literal(true),
  split: z.enum(['seen', 'unseen']),
  neg_type: z.string().nullable(),
  claims: z.array(sentenceClaimSchema),
  contestable: z.boolean(),
})

describe('the labelled sentences', () => {
  const rows = readFileSync(path.resolve(import.meta.dirname, 'cases/sentences.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => sentenceSchema.parse(JSON.parse(line)))
  const count = (keep: (row: (typeof rows)[number]) => boolean) => rows.filter(keep).length

  it('are 150, 60 of them Chinese, half with a figure, half unseen', () => {
    expect([rows.length, count((row) => row.lang === 'zh'), count((row) => row.claims.length > 0)]).toEqual([
      150, 60, 75,
    ])
    expect(Math.abs(count((row) => row.split === 'unseen') - 75)).toBeLessThanOrEqual(2)
    expect(new Set(rows.map((row) => row.id)).size).toBe(150)
    expect(new Set(rows.map((row) => row.text)).size).toBe(150)
  })

  it('say what kind of trap a sentence without a figure is', () => {
    for (const row of rows) expect(row.neg_type === null, row.id).toBe(row.claims.length > 0)
  })

  it('hold each quote at its place, and name what the lexicon knows', async () => {
    const lexicon = await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon'))
    const units = new Set(lexicon.units.map((entry) => entry.id))
    const places = new Set(lexicon.places.map((entry) => entry.code))
    for (const row of rows)
      for (const claim of row.claims) {
        expect(row.text.slice(claim.start, claim.end), row.id).toBe(claim.quote)
        expect(units.has(claim.unit), `${row.id} ${claim.unit}`).toBe(true)
        for (const code of claim.place?.split(';') ?? [])
          expect(places.has(code), `${row.id} ${code}`).toBe(true)
        expect(claim.as_of === null, row.id).toBe(claim.as_of_basis === 'none')
        expect(claim.value_max !== null, row.id).toBe(claim.qualifier === 'range')
      }
  })
})
