// Is it ours? Labelled titles and summaries in our own words, half of them (by the hash of their id) not looked at
// while the rules were first written; sureness; pages; and, where they are at hand, real titles known by hash only.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import type { Topics } from '../../src/model.ts'
import { type JudgedArticle, judgeRelevance } from '../../src/topic/relevance.ts'
import { readWatch } from '../../src/watch/read.ts'
import { readWeb } from '../internet/content.ts'
import { sites } from '../internet/sites.ts'

const { topics } = await readWatch('feeds')

type Case = JudgedArticle & { id: string; ours: boolean }
type SureCase = JudgedArticle & { id: string; ours: boolean; sure: boolean; reason?: string }

/** Goals of the measurement, on each half. */
const recallMin = 0.95
const precisionMin = 0.85
const casesMin = 300

function readCases<Line>(name: string): Line[] {
  const text = readFileSync(new URL(`cases/${name}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

/** FNV-1a of the id: which half a case belongs to must not depend on its place in the file. */
function halfOf(id: string): 'seen' | 'unseen' {
  let hash = 2166136261
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619) >>> 0
  return (hash >>> 8) % 2 === 1 ? 'seen' : 'unseen'
}

function measure(cases: Case[], rules: Topics): { recall: number; precision: number; row: string } {
  const judged = cases.map((one) => ({ ours: one.ours, said: judgeRelevance(one, rules).ours }))
  const right = judged.filter((one) => one.ours && one.said).length
  const ours = judged.filter((one) => one.ours).length
  const said = judged.filter((one) => one.said).length
  const recall = right / Math.max(1, ours)
  const precision = said === 0 ? 0 : right / said
  const row = `${cases.length} cases, ${ours} ours: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`
  return { recall, precision, row }
}

describe('titles and summaries', () => {
  const cases = readCases<Case>('relevance.jsonl')

  it('are enough, with distinct ids', () => {
    expect(cases.length).toBeGreaterThanOrEqual(casesMin)
    expect(new Set(cases.map((one) => one.id)).size).toBe(cases.length)
  })

  for (const half of ['seen', 'unseen'] as const) {
    it(`${half} half: recall and precision reach the goals`, () => {
      const chosen = cases.filter((one) => halfOf(one.id) === half)
      const english = measure(
        chosen.filter((one) => one.language === 'en'),
        topics,
      )
      const chinese = measure(
        chosen.filter((one) => one.language !== 'en'),
        topics,
      )
      const all = measure(chosen, topics)
      console.log(`${half} half\n  English: ${english.row}\n  Chinese: ${chinese.row}\n  all:     ${all.row}`)
      expect(all.recall).toBeGreaterThanOrEqual(recallMin)
      expect(all.precision).toBeGreaterThanOrEqual(precisionMin)
      expect(chinese.recall).toBeGreaterThanOrEqual(recallMin)
    })
  }

  it('a later set, written when the rules stood: little is dropped without a look at the page', () => {
    const later = readCases<Case>('relevance-later.jsonl')
    const { precision, row } = measure(later, topics)
    const judged = later.filter((one) => one.ours).map((one) => judgeRelevance(one, topics))
    const kept = judged.filter((one) => one.ours || !one.sure).length / judged.length
    console.log(`later set\n  all:     ${row}, kept for the page ${kept.toFixed(3)}`)
    expect(precision).toBeGreaterThanOrEqual(precisionMin)
    expect(kept).toBeGreaterThanOrEqual(recallMin)
  })

  it('fail the goals when the rules are broken (negative control)', () => {
    const { relevance } = topics
    const deaf: Topics = { ...topics, relevance: { ...relevance, medicine: ['hospital'] } }
    expect(measure(cases, deaf).recall).toBeLessThan(recallMin)
    const medicineAlone = [...relevance.technology, ...relevance.medicine]
    const greedy: Topics = { ...topics, relevance: { ...relevance, technology: medicineAlone, against: [] } }
    expect(measure(cases, greedy).precision).toBeLessThan(precisionMin)
  })
})

describe('the frozen web, by another hand', () => {
  it('every article is told rightly from its feed and its page', () => {
    const wrong: string[] = []
    let ours = 0
    for (const [host, view] of readWeb(sites)(1)) {
      for (const article of view.articles) {
        const entry = { title: article.title, ...(article.summary ? { summary: article.summary } : {}) }
        const text = article.blocks.map((block) => ('text' in block ? block.text : '')).join('\n')
        const first = judgeRelevance(entry, topics)
        const kept = first.ours || (!first.sure && judgeRelevance({ ...entry, text }, topics).ours)
        if (article.ours) ours++
        if (kept !== article.ours) wrong.push(`${host}: ${article.title}`)
      }
    }
    expect(ours).toBeGreaterThan(100)
    expect(wrong.length / ours, wrong.join('\n')).toBeLessThanOrEqual(0.05)
  })
})

describe('one article', () => {
  function check(input: JudgedArticle, expected: Pick<SureCase, 'ours' | 'sure' | 'reason'>): void {
    const judged = judgeRelevance(input, topics)
    expect({ ours: judged.ours, sure: judged.sure }).toEqual({ ours: expected.ours, sure: expected.sure })
    if (expected.reason !== undefined) expect(judged.reason).toContain(expected.reason)
  }

  for (const one of readCases<SureCase>('judged.jsonl')) it(one.id, () => check(one, one))

  it('names the words that decided as they were written', () => {
    const judged = judgeRelevance({ title: '三間醫院部署 DeepSeek', summary: '' }, topics)
    expect(judged.words).toEqual(['醫院', 'DeepSeek'])
    expect(judged.reason).toBe('speaks of AI ("DeepSeek") together with medicine ("醫院")')
  })

  it('takes anything without throwing, and the same twice', () => {
    for (const title of [
      '',
      ' ',
      '\u0000',
      '😀'.repeat(5_000),
      'AI '.repeat(50_000),
      '医院'.repeat(50_000),
    ]) {
      const judged = judgeRelevance({ title, summary: title, text: title }, topics)
      expect(judgeRelevance({ title, summary: title, text: title }, topics)).toEqual(judged)
      expect(judged.words.length).toBeLessThanOrEqual(8)
    }
  })
})

const samples = '../shared/data/literature/semantic-scholar'

describe.skipIf(!existsSync(samples))('real titles and abstracts (skipped where ../shared is absent)', () => {
  it('are judged right nine times in ten', () => {
    const labels = new Map(
      readCases<{ hash: string; ours: boolean }>('real.jsonl').map((one) => [one.hash, one.ours]),
    )
    const cases: Case[] = []
    for (const [hash, item] of readSamples()) {
      const ours = labels.get(hash)
      if (ours !== undefined) cases.push({ ...item, id: hash, ours })
    }
    const all = measure(cases, topics)
    console.log(`real samples\n  all:     ${all.row}`)
    expect(cases.length).toBeGreaterThanOrEqual(100)
    expect(all.recall).toBeGreaterThanOrEqual(0.85)
    expect(all.precision).toBeGreaterThanOrEqual(precisionMin)
  })
})

/** Title and abstract of each paper in the samples, by the first 12 hex digits of the title's SHA-256. */
function readSamples(): Map<string, JudgedArticle> {
  const found = new Map<string, JudgedArticle>()
  const walk = (value: unknown, depth: number): void => {
    if (depth > 12 || value === null || typeof value !== 'object') return
    const { title, abstract } = value as { title?: unknown; abstract?: unknown }
    if (typeof title === 'string' && title !== '') {
      const summary = typeof abstract === 'string' ? load(abstract).text().slice(0, 2_000) : ''
      const hash = createHash('sha256').update(title).digest('hex').slice(0, 12)
      if (!found.has(hash)) found.set(hash, { title, summary })
    }
    for (const inner of Object.values(value)) walk(inner, depth + 1)
  }
  for (const name of readdirSync(samples).filter((one) => one.endsWith('.json'))) {
    walk(JSON.parse(readFileSync(`${samples}/${name}`, 'utf8')), 0)
  }
  return found
}
