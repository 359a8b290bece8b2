// What the files are made of: every match once, as many as the page counts, and never a whole text as an excerpt.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import { makeExcerpt } from '../../src/store/export-reads.ts'
import type { Store } from '../../src/store/open.ts'
import { NOW, openSeededStore, type Seeds } from '../web/seeds.ts'

let seeds: Seeds
let store: Store
beforeAll(async () => {
  seeds = await openSeededStore()
  store = seeds.store
})
afterAll(() => store.close())

const compile = (query: string) => compileQuery(query, NOW.slice(0, 10))

describe('the ids of an export', () => {
  it('are every match once, as many as the page counts', async () => {
    for (const query of ['', 'hospital', 'scribe kind:wire', '医院', 'published:2025', 'nothingofthekind']) {
      const compiled = compile(query)
      const { articles, stories } = await store.countMatches(compiled)
      for (const order of ['newest', 'oldest', 'relevance'] as const) {
        const ids = await store.listExportIds({ compiled, order })
        expect(ids, `${query} ${order}`).toHaveLength(articles)
        expect(new Set(ids).size).toBe(articles)
        const told = await store.listExportStories(ids)
        expect(told).toHaveLength(stories)
        expect(told.reduce((sum, story) => sum + story.matched, 0)).toBe(articles)
      }
    }
  })

  it('stop at the limit that is asked for', async () => {
    expect(await store.listExportIds({ compiled: compile(''), order: 'newest', limit: 3 })).toHaveLength(3)
  })
})

describe('a row', () => {
  it('tells a copy from its original, and what the publisher changed', async () => {
    const { original, copy, edited, table } = seeds.ids
    const rows = await store.readExportRows({ ids: [copy, original, edited, table, 1] })
    expect(rows.map((row) => row.id)).toEqual([copy, original, edited, table])
    expect(rows[0]).toMatchObject({
      copy_of: original,
      copies: 0,
      publication: 'Collector',
      kind: 'aggregator',
    })
    expect(rows[1]).toMatchObject({ copy_of: null, copies: 1, authors: ['A. Writer', 'B. Writer'] })
    expect(rows[0]!.story_id).toBe(rows[1]!.story_id)
    expect(rows[2]).toMatchObject({ versions: 2, number_changed: true })
    expect(rows[3]).toMatchObject({ doi: '10.1001/jama.2025.6571' })
  })

  it('holds the whole text only when that was asked for', async () => {
    const ids = [seeds.ids.original]
    const [bare] = await store.readExportRows({ ids })
    expect(bare).not.toHaveProperty('text')
    const [whole] = await store.readExportRows({ ids, text: true })
    expect(whole!.text).toBe('At least 300 hospitals use the model, researchers say in a commentary.')
    expect(whole!.text!.startsWith(bare!.excerpt.replace(/…$/, ''))).toBe(true)
    expect(bare!.excerpt.length).toBeLessThan(whole!.text!.length)
  })

  it('never has a whole text as its excerpt', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 900, unit: 'binary' }), (text) => {
        const plain = text.toWellFormed().replace(/\s+/g, ' ').trim()
        for (const excerpt of [makeExcerpt(null, text), makeExcerpt(text, text)]) {
          expect(excerpt.length).toBeLessThanOrEqual(301)
          if (plain.length > 1) expect(excerpt.includes(plain)).toBe(false)
        }
      }),
    )
  })

  it('has the summary of the publisher first', () => {
    const text = 'The hospital tries a scribe. '.repeat(40)
    expect(makeExcerpt('A hospital tries it.', text)).toBe('A hospital tries it.')
    expect(makeExcerpt(null, text)).toMatch(/^The hospital tries .{200,290}…$/)
  })
})

describe('a story', () => {
  it('counts independent reports apart from copies', async () => {
    const told = await store.listExportStories([seeds.ids.copy])
    expect(told).toHaveLength(1)
    const [story] = await store.readExportStories(told)
    expect(story).toMatchObject({
      title: 'Hospitals move too fast, researchers warn',
      lead_id: seeds.ids.original,
      publication: 'The Daily',
      matched: 1,
      articles: 3,
      reports: 2,
      copies: 1,
      first_published_on: '2026-03-02',
      last_published_on: '2026-03-04',
      publications: ['The Daily', 'Collector', 'Lakeside Tribune'],
      article_ids: [seeds.ids.original, seeds.ids.copy, seeds.ids.report],
    })
  })
})
