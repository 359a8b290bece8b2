// Holds the sentences that were labelled without sight of the reader of claims to their form.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type LoadedLexicon, readLexicon } from '../../src/watch/lexicon.ts'

const words = (line: string) => z.enum(line.split(' '))
const datePart = '\\d{4}(-\\d\\d(-\\d\\d)?|-Q[1-4]|-S[12])?'

const claimSchema = z.strictObject({
  measure: words('count share change'),
  value: z.number().min(0),
  value_max: z.number().nullable(),
  qualifier: words('exact at_least more_than about nearly up_to fewer_than range vague'),
  unit: z.string(),
  technology: z.string().min(1).nullable(),
  place: z
    .string()
    .regex(/^(WORLD|EU|\d{3}|[A-Z]{2}(-[A-Z0-9]{1,3})?)(;[A-Z]{2}(-[A-Z0-9]{1,3})?)*$/)
    .nullable(),
  as_of: z
    .string()
    .regex(new RegExp(`^${datePart}(/${datePart})?$`))
    .nullable(),
  as_of_precision: words(
    'day week early-month mid-month late-month end-month month quarter half mid-year late-year end-year year range',
  ).nullable(),
  as_of_basis: words('explicit explicit_no_year relative inferred_publication context none'),
  stage: words('announced planned authorised piloting deployed in_use routine discontinued'),
  polarity: words('affirmed negated'),
  modality: words('actual planned forecast hypothetical'),
  accumulation: words('stock flow'),
  attribution: z.string().min(1).nullable(),
  denominator: z.string().min(1).nullable(),
  context_needed: z.array(
    words(
      'technology place as_of stage unit modality accumulation qualifier value denominator attribution polarity',
    ),
  ),
  optional: z.boolean(),
  quote: z.string().min(1),
  start: z.int().min(0),
  end: z.int().min(1),
  change_kind: words('percent_relative factor percentage_points').nullable(),
})
const rowSchema = z.strictObject({
  id: z.string().regex(/^[fg]\d{3}$/),
  text: z.string().min(1),
  published: z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/),
  lang: words('en zh'),
  source: z.literal('made'),
  provenance: z.literal('made'),
  made: z.literal(true),
  split: words('seen unseen'),
  neg_type: z.string().min(1).nullable(),
  claims: z.array(claimSchema),
  contestable: z.boolean(),
})

const linesOf = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, 'cases', name), 'utf8')
    .trim()
    .split('\n')
const FILES = ['fresh.jsonl', 'fresh-2.jsonl'] as const

describe.each(FILES)('the sentences labelled blind, %s', (file) => {
  const rows = linesOf(file).map((line) => rowSchema.parse(JSON.parse(line)))
  const claims = rows.flatMap((row) => row.claims.map((claim) => ({ row, claim })))
  const count = (keep: (row: (typeof rows)[number]) => boolean) => rows.filter(keep).length
  const letter = rows[0]!.id[0]
  let lexicon: LoadedLexicon
  beforeAll(async () => {
    lexicon = await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon'))
  })

  it('are numbered without a gap, each said once, and none repeats a sentence of the other files', () => {
    expect(rows.map((row) => row.id)).toEqual(
      rows.map((_, index) => `${letter}${String(index + 1).padStart(3, '0')}`),
    )
    const others = ['sentences.jsonl', ...FILES.filter((other) => other !== file)]
      .flatMap(linesOf)
      .map((line) => (JSON.parse(line) as { text: string }).text)
    expect(new Set([...rows.map((row) => row.text), ...others]).size).toBe(rows.length + others.length)
  })

  it('are parted into seen and unseen', () => {
    if (file === 'fresh-2.jsonl') {
      const unseen = count((row) => row.split === 'unseen') / rows.length
      expect(unseen).toBeGreaterThan(0.35)
      expect(unseen).toBeLessThan(0.45)
      return
    }
    // Pairs that are alike in kind: odd seen, even unseen.
    rows.forEach((row, index) => {
      expect(row.split, row.id).toBe(index % 2 === 0 ? 'seen' : 'unseen')
      const partner = rows[index ^ 1]
      expect(partner?.lang, row.id).toBe(row.lang)
      expect(partner?.neg_type === null, row.id).toBe(row.neg_type === null)
    })
  })

  it('hold a figure in six of ten, and name the trap in the others', () => {
    expect(count((row) => row.claims.length > 0) / rows.length).toBeCloseTo(0.6, 1)
    for (const row of rows) expect(row.neg_type === null, row.id).toBe(row.claims.length > 0)
  })

  it('hold each quote at its place, and no figure before the one that stands before it', () => {
    for (const { row, claim } of claims)
      expect(row.text.slice(claim.start, claim.end), row.id).toBe(claim.quote)
    for (const row of rows)
      for (const [index, claim] of row.claims.entries()) {
        const before = row.claims[index - 1]
        if (before) expect(claim.start, row.id).toBeGreaterThanOrEqual(before.start)
      }
  })

  it('name units that the lexicon knows', () => {
    const units = new Set(lexicon.units.map((entry) => entry.id))
    for (const { row, claim } of claims) expect(units.has(claim.unit), `${row.id} ${claim.unit}`).toBe(true)
  })

  it('have a date exactly where they have a basis for one, and what is done already lies in no later year', () => {
    for (const { row, claim } of claims) {
      expect(claim.as_of === null, row.id).toBe(claim.as_of_basis === 'none')
      expect(claim.as_of === null, row.id).toBe(claim.as_of_precision === null)
      if (claim.modality === 'actual' && claim.as_of)
        expect(claim.as_of.slice(0, 4) <= row.published.slice(0, 4), row.id).toBe(true)
      if (claim.as_of_basis === 'inferred_publication') expect(claim.as_of, row.id).toBe(row.published)
    }
  })

  it('say of a change how it is meant, of a range where it ends, of a plan that it is one', () => {
    for (const { row, claim } of claims) {
      expect(claim.change_kind !== null, row.id).toBe(claim.measure === 'change')
      expect(claim.value_max !== null, row.id).toBe(claim.qualifier === 'range')
      if (claim.value_max !== null) expect(claim.value_max, row.id).toBeGreaterThan(claim.value)
      if (claim.measure === 'share') expect(claim.value, row.id).toBeLessThanOrEqual(100)
      if (claim.stage === 'planned') expect(claim.modality, row.id).not.toBe('actual')
    }
  })
})
