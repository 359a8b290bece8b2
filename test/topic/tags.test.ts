// Which tags an article earns: labelled short articles in our own words, and single rules of counting.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TagRule, Topics } from '../../src/model.ts'
import { findTags, type TaggedArticle } from '../../src/topic/tags.ts'
import { readWatch } from '../../src/watch/read.ts'

const { topics } = await readWatch('feeds')

type Case = TaggedArticle & { id: string; tags: string[] }

const precisionMin = 0.9
const recallMin = 0.8

const cases = readFileSync(new URL('cases/tags.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)

function measure(rules: Topics): { precision: number; recall: number; row: string } {
  let right = 0
  let found = 0
  let labelled = 0
  for (const one of cases) {
    const earned = findTags(one, rules).map((tag) => tag.id)
    right += earned.filter((id) => one.tags.includes(id)).length
    found += earned.length
    labelled += one.tags.length
  }
  const precision = right / Math.max(1, found)
  const recall = right / labelled
  const row = `${cases.length} articles, ${labelled} labels: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`
  return { precision, recall, row }
}

describe('labelled articles', () => {
  it('have distinct ids and known tags', () => {
    const known = new Set(topics.tags.map((tag) => tag.id))
    expect(cases.length).toBeGreaterThanOrEqual(60)
    expect(new Set(cases.map((one) => one.id)).size).toBe(cases.length)
    for (const one of cases) expect(one.tags.filter((id) => !known.has(id))).toEqual([])
  })

  it('earn the right tags', () => {
    const { precision, recall, row } = measure(topics)
    console.log(`tags\n  ${row}`)
    expect(precision).toBeGreaterThanOrEqual(precisionMin)
    expect(recall).toBeGreaterThanOrEqual(recallMin)
  })

  it('fail the goals when the rules are broken (negative control)', () => {
    const eager = topics.tags.map((tag) => ({ ...tag, words: [...tag.words, 'hospital', '医院'], masks: [] }))
    expect(measure({ ...topics, tags: eager }).precision).toBeLessThan(precisionMin)
    const deaf = topics.tags.map((tag) => ({ ...tag, words: tag.words.slice(1), parent: undefined }))
    expect(measure({ ...topics, tags: deaf as unknown as TagRule[] }).recall).toBeLessThan(recallMin)
  })
})

/** Rules of the test's own, so that a change of feeds/topics.yaml does not touch it. */
function rule(fields: Partial<TagRule> & { id: string }): TagRule {
  return {
    facet: 'x',
    label: fields.id,
    words: [],
    hints: [],
    masks: [],
    points: 2,
    kinds: [],
    codes: [],
    ...fields,
  }
}

function check(article: TaggedArticle, rules: TagRule[], expected: Record<string, string[]>): void {
  const found = findTags(article, { ...topics, tags: rules })
  expect(Object.fromEntries(found.map((tag) => [tag.id, tag.matched]))).toEqual(expected)
  for (const tag of found) expect(tag.setBy).toBe('rule')
}

describe('counting', () => {
  const china = rule({
    id: 'geo/CN',
    words: ['China', 'Chinese', '中国'],
    masks: ['South China Morning Post'],
    points: 3,
  })

  it('one mention of a country in a text does not tag it', () => {
    check({ title: 'Ward opens', text: 'Beds came from China.' }, [china], {})
  })
  it('one in the title does, and the words are as written', () => {
    check({ title: 'CHINA’s wards', text: '' }, [china], { 'geo/CN': ['CHINA’s'] })
    check({ title: '中國醫院', text: '' }, [china], { 'geo/CN': ['中國'] })
  })
  it('a name that holds the word does not count', () => {
    const text = 'South China Morning Post. South China Morning Post. South China Morning Post.'
    check({ title: 'Ward opens, says South China Morning Post', text }, [china], {})
  })
  it('three mentions in a short text do, in a very long one they do not', () => {
    const text = 'From China. By a Chinese firm. To China. '
    check({ title: 'Ward opens', text }, [china], { 'geo/CN': ['China', 'Chinese'] })
    check({ title: 'Ward opens', text: text + 'The council spoke about bins. '.repeat(1_000) }, [china], {})
  })
  it('a child earns its parent only where the rules say so', () => {
    const child = rule({ id: 'tech/llm/deepseek', words: ['DeepSeek'], parent: 'tech/llm' })
    const orphan = rule({ id: 'tech/llm/qwen', words: ['Qwen'] })
    const parent = rule({ id: 'tech/llm', words: ['LLM'] })
    check({ title: 'DeepSeek', text: '' }, [child, parent], {
      'tech/llm/deepseek': ['DeepSeek'],
      'tech/llm': ['DeepSeek'],
    })
    check({ title: 'Qwen', text: '' }, [orphan, parent], { 'tech/llm/qwen': ['Qwen'] })
  })
  it('parents that go in a circle end', () => {
    const one = rule({ id: 'a/one', words: ['LLM'], parent: 'a/two' })
    const two = rule({ id: 'a/two', words: ['GPT'], parent: 'a/one' })
    check({ title: 'LLM', text: '' }, [one, two], { 'a/one': ['LLM'], 'a/two': ['LLM'] })
  })
  it('a hint alone tags nothing; beside a word, or two of them, it counts', () => {
    const imaging = rule({ id: 'tech/imaging', words: ['imaging AI'], hints: ['X-ray', 'radiologist'] })
    check({ title: 'X-rays and X-rays', text: '' }, [imaging], {})
    check({ title: 'X-rays', text: 'The radiologist agrees.' }, [imaging], {
      'tech/imaging': ['X-rays', 'radiologist'],
    })
    check({ title: 'Imaging AI for X-rays', text: '' }, [imaging], {
      'tech/imaging': ['Imaging AI', 'X-rays'],
    })
  })
  it('a publication’s kind can earn a tag without a word', () => {
    const preprint = rule({ id: 'ev/preprint', kinds: ['preprint-server'] })
    check({ title: 'Paper', kind: 'preprint-server' }, [preprint], { 'ev/preprint': [] })
    check({ title: 'Paper', kind: 'journal' }, [preprint], {})
  })
  it('a summary that the text repeats is not counted twice', () => {
    const privacy = rule({ id: 'risk/privacy', words: ['privacy'] })
    check({ title: 'Ward', summary: 'About privacy.', text: 'About privacy. And more.' }, [privacy], {})
  })
})
