// The labelled articles: prints the table of the measuring command on them, with counts and 95 % intervals, and holds
// floors a little under what is reached. The unseen half is only counted.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { extractClaims } from '../../src/claim/extract.ts'
import { type PreparedLexicon, prepareLexicon } from '../../src/claim/lexicon.ts'
import type { Claim, PublicationKind } from '../../src/model.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'

type Label = Record<string, unknown> & {
  measure: string
  value: number
  block: number
  start: number
  quote: string
  optional?: boolean
}
type Article = {
  title: string
  publishedOn: string
  language: string
  publicationKind: PublicationKind
  split: string
  blocks: { text: string }[]
  claims?: Label[]
}
type Count = {
  hits: number
  wrong: number
  missed: number
  auto: number
  autoWrong: number
  fields: Map<string, number>
}

const folder = path.join(import.meta.dirname, 'articles')
const fields = [
  'qualifier',
  'unit',
  'technology',
  'places',
  'asOf',
  'stage',
  'modality',
  'polarity',
  'accumulation',
  'attributionKind',
] as const
const floors: Record<string, { precision: number; recall: number }> = {
  en: { precision: 0.88, recall: 0.62 },
  zh: { precision: 0.85, recall: 0.76 },
}

let lexicon: PreparedLexicon
beforeAll(async () => {
  lexicon = prepareLexicon(await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon')))
})

it('labelled articles', () => {
  const counts = new Map<string, Count>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    const article = parse(readFileSync(path.join(folder, name), 'utf8')) as Article
    for (const key of [article.language.slice(0, 2), `${article.language.slice(0, 2)} ${article.split}`]) {
      const count = counts.get(key) ?? {
        hits: 0,
        wrong: 0,
        missed: 0,
        auto: 0,
        autoWrong: 0,
        fields: new Map(),
      }
      counts.set(key, count)
      score(article, count)
    }
  }
  const lines = [...counts].sort().map(([key, count]) => describeCount(key, count))
  process.stdout.write(`\n${lines.join('\n')}\n`)
  for (const [language, { precision, recall }] of Object.entries(floors)) {
    const { hits, wrong, missed } = counts.get(language)!
    expect(hits / (hits + wrong)).toBeGreaterThan(precision)
    expect(hits / (hits + missed)).toBeGreaterThan(recall)
  }
})

function score(article: Article, count: Count) {
  const text = article.blocks.map((block) => block.text).join('\n')
  const starts = article.blocks.map((_, i) =>
    article.blocks.slice(0, i).reduce((sum, block) => sum + block.text.length + 1, 0),
  )
  const labels = (article.claims ?? []).map((label) => ({ label, at: starts[label.block]! + label.start }))
  const left = labels.filter(({ label }) => !label.optional)
  const spare = labels.filter(({ label }) => label.optional)
  for (const claim of extractClaims(
    {
      title: article.title,
      text,
      publishedOn: article.publishedOn,
      publicationKind: article.publicationKind,
    },
    lexicon,
  )) {
    const same = ({ label, at }: (typeof left)[number]) =>
      label.measure === claim.measure &&
      Math.abs(label.value - claim.value) <=
        Math.max(label.measure === 'share' ? 0.06 : 0, 0.01 * Math.abs(label.value)) &&
      claim.quoteStart < at + label.quote.length &&
      claim.quoteEnd > at
    const index = left.findIndex(same)
    if (index >= 0) {
      count.hits++
      if (claim.status === 'auto') count.auto++
      countFields(left.splice(index, 1)[0]!.label, claim, count)
    } else if (!spare.some(same)) {
      count.wrong++
      if (claim.status === 'auto') count.autoWrong++
    }
  }
  count.missed += left.length
}

function countFields(label: Label, claim: Claim, count: Count) {
  for (const field of fields) {
    const said = field === 'places' ? [...claim.places].sort().join() : claim[field]
    const meant = label[field]
    const right =
      field === 'places'
        ? [...((meant as string[] | undefined) ?? [])].sort().join() === said
        : Array.isArray(meant)
          ? meant.includes(said)
          : (meant ?? undefined) === said
    if (right) count.fields.set(field, (count.fields.get(field) ?? 0) + 1)
  }
}

function describeCount(key: string, { hits, wrong, missed, auto, autoWrong, fields: right }: Count): string {
  return [
    key.padEnd(9),
    `precision ${withInterval(hits, hits + wrong)}`,
    `recall ${withInterval(hits, hits + missed)}`,
    `auto precision ${withInterval(auto, auto + autoWrong)}`,
    fields.map((field) => `${field} ${right.get(field) ?? 0}/${hits}`).join(', '),
  ].join('  ')
}

/** "0.90 (36/40, 0.77-0.96)": the share, its counts and Wilson's 95 % interval. */
function withInterval(part: number, whole: number): string {
  if (whole === 0) return '-'
  const z = 1.96
  const p = part / whole
  const middle = (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole)
  const half = (z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))) / (1 + (z * z) / whole)
  return `${p.toFixed(2)} (${part}/${whole}, ${(middle - half).toFixed(2)}-${(middle + half).toFixed(2)})`
}
