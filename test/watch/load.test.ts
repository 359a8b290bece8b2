// What the operator writes in feeds/: every mistake is named by file, line and field, and takes down nothing else.

import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProblem, loadWatch } from '../../src/watch/load.ts'
import { openWatchFiles, readWatch } from '../../src/watch/read.ts'
import { publicationSchema, relevanceSchema, sourceSchema, tagSchema } from '../../src/watch/schema.ts'
import { makeFolder } from '../folders.ts'

type Case = { name: string; text: string; problems: string[]; kept: string[] }

/** Problems as `line field: message`, and the names of what was kept. */
function check(text: string, expected: { problems: string[]; kept: string[] }): void {
  const watch = loadWatch([{ name: 'feeds/test.yaml', text }])
  const problems = watch.problems.map((one) => `${one.line} ${one.field}: ${one.message}`)
  expect(problems).toHaveLength(expected.problems.length)
  for (const [at, start] of expected.problems.entries()) expect(problems[at]).toContain(start)
  const kept = [
    ...watch.sources.map((source) => source.name),
    ...watch.publications.map((publication) => publication.id),
    ...watch.topics.tags.map((tag) => tag.id),
  ]
  expect(kept).toEqual(expected.kept)
}

const good = `  - name: harbour-daily
    title: Harbour Daily
    method: feed
    url: https://daily.example/rss
    kind: newspaper
`

const cases: Case[] = [
  { name: 'an empty file', text: '', problems: [], kept: [] },
  { name: 'only comments', text: '# nothing yet\n', problems: [], kept: [] },
  { name: 'a good source', text: `sources:\n${good}`, problems: [], kept: ['harbour-daily'] },
  { name: 'an empty list', text: 'sources:\n', problems: [], kept: [] },
  {
    name: 'one bad entry beside a good one',
    text: `sources:\n  - name: Harbour\n    title: H\n    method: rss\n    url: ftp://daily.example\n    kind: newspaper\n${good}`,
    problems: [
      '2 name: must be small letters',
      '4 method: must be one of: feed, sitemap, listing',
      '5 url: must be an http',
    ],
    kept: ['harbour-daily'],
  },
  {
    name: 'a missing field is reported where its entry begins',
    text: `sources:\n${good}  - name: other\n    title: Other\n    method: feed\n    kind: blog\n`,
    problems: ['7 url: is missing'],
    kept: ['harbour-daily'],
  },
  {
    name: 'an unknown field',
    text: `sources:\n${good}    colour: red\n`,
    problems: ['7 colour: is not a known field'],
    kept: [],
  },
  {
    name: 'disabled without a reason',
    text: `sources:\n${good}    enabled: false\n`,
    problems: ['2 why: is missing: say why the source is off'],
    kept: [],
  },
  {
    name: 'disabled with a reason',
    text: `sources:\n${good}    enabled: false\n    why: It is stale.\n`,
    problems: [],
    kept: ['harbour-daily'],
  },
  {
    name: 'a listing page without selectors',
    text: `sources:\n${good.replace('feed', 'listing')}`,
    problems: ['2 listing: is missing: a listing page needs CSS selectors'],
    kept: [],
  },
  {
    name: 'a listing page that waits for its selectors',
    text: `sources:\n${good.replace('feed', 'listing')}    enabled: false\n    why: No selectors yet.\n`,
    problems: [],
    kept: ['harbour-daily'],
  },
  {
    name: 'a name used twice',
    text: `sources:\n${good}${good}`,
    problems: ['7 name: "harbour-daily" is used twice'],
    kept: ['harbour-daily'],
  },
  {
    name: 'an unknown publication is taken out, the source stays',
    text: `sources:\n${good}    publication: nobody\n`,
    problems: ['7 publication: "nobody" is not in feeds/publications.yaml'],
    kept: ['harbour-daily'],
  },
  {
    name: 'a user name in an address',
    text: `sources:\n${good.replace('https://', 'https://me@')}`,
    problems: ['5 url: must be an http or https address without user name'],
    kept: [],
  },
  {
    name: 'sources that are no list',
    text: 'sources: 5\n',
    problems: ['1 sources: must be a list'],
    kept: [],
  },
  { name: 'a file that is a list', text: '- a\n- b\n', problems: ['1 : the file must be a map'], kept: [] },
  { name: 'an unknown part', text: 'feeds: []\n', problems: ['1 feeds: is not known'], kept: [] },
  {
    name: 'a bracket that is never closed: what can be read is read',
    text: `sources:\n${good}publications: [x\n`,
    problems: ['8 : is not valid YAML here', '7 publications, entry 1: must be a map of fields'],
    kept: ['harbour-daily'],
  },
  {
    name: 'a publication with a wrong ISSN, host and country',
    text: 'publications:\n  - id: daily\n    name: Daily\n    kind: newspaper\n    country: Hong Kong\n    hosts: [www.daily.example]\n    issns: [12345678]\n',
    problems: [
      '5 country: must be a country code',
      '6 hosts: must be a host name',
      '7 issns: must be a string',
    ],
    kept: [],
  },
  {
    name: 'tags without facets',
    text: 'tags:\n  - id: risk/privacy\n',
    problems: ['1 tags: must be a map from facet'],
    kept: [],
  },
  {
    name: 'a tag whose parent is not there stands alone',
    text: 'tags:\n  risk:\n    - { id: risk/privacy, label: Privacy, parent: risk/none, words: [privacy] }\n',
    problems: ['3 risk.parent: "risk/none" is not the id of another tag'],
    kept: ['risk/privacy'],
  },
  {
    name: 'a tag id that is no path',
    text: 'tags:\n  risk:\n    - { id: privacy, label: Privacy }\n',
    problems: ['3 risk.id: must be a path with a facet'],
    kept: [],
  },
  {
    name: 'relevance without medicine',
    text: 'relevance:\n  technology: [AI]\n',
    problems: ['1 relevance.medicine: is missing'],
    kept: [],
  },
]

describe('loadWatch', () => {
  for (const one of cases) it(one.name, () => check(one.text, one))

  it('names the file, and reads like a compiler’s line', () => {
    const [problem] = loadWatch([{ name: 'feeds/a.yaml', text: '\nfeeds: []\n' }]).problems
    expect(describeProblem(problem!)).toBe(
      'feeds/a.yaml:2: feeds: is not known: use sources, publications, relevance or tags',
    )
  })

  it('leaves out the reference to an unknown publication', () => {
    const text = `sources:\n${good}    publication: nobody\n`
    expect(loadWatch([{ name: 'a.yaml', text }]).sources[0]).not.toHaveProperty('publication')
  })

  it('joins files, and the order does not matter', () => {
    const a = { name: 'a.yaml', text: `sources:\n${good}    publication: daily\n` }
    const b = { name: 'b.yaml', text: 'publications:\n  - { id: daily, name: Daily, kind: newspaper }\n' }
    expect(loadWatch([a, b])).toEqual(loadWatch([b, a]))
    expect(loadWatch([a, b]).problems).toEqual([])
  })

  it('takes any text without throwing, and an alias bomb in a moment', () => {
    const bomb = `a: &a [x, x]\n${'bcdefghij'
      .split('')
      .map((key, at) => `${key}: &${key} [${`*${'abcdefghij'[at]}, `.repeat(9)}]`)
      .join('\n')}\nsources: *j\n`
    expect(loadWatch([{ name: 'bomb.yaml', text: bomb }]).sources).toEqual([])
    fc.assert(fc.property(fc.string(), (text) => void loadWatch([{ name: 'x', text: `sources:\n${text}` }])))
  })

  it('refuses a file that is too long', () => {
    const [problem] = loadWatch([{ name: 'long.yaml', text: '#'.repeat(2_000_001) }]).problems
    expect(problem?.message).toContain('longer than 2000000 characters')
  })
})

describe('feeds/ as it is shipped', () => {
  it('has no problem', async () => {
    expect((await readWatch('feeds')).problems.map(describeProblem)).toEqual([])
  })

  it('watches many sources, and every one that is off says why', async () => {
    const { sources, publications, topics } = await readWatch('feeds')
    expect(sources.filter((source) => source.enabled).length).toBeGreaterThanOrEqual(50)
    expect(publications.length).toBeGreaterThanOrEqual(100)
    expect(topics.tags.length).toBeGreaterThanOrEqual(120)
    for (const source of sources) {
      expect(source.homepage, source.name).toBeDefined()
      if (!source.enabled) expect(source.why, source.name).toMatch(/\.$/)
    }
    expect(new Set(sources.map((source) => source.url)).size).toBe(sources.length)
  })

  it('every tag can be earned, or is earned by a publication’s kind', async () => {
    const { tags } = (await readWatch('feeds')).topics
    for (const tag of tags) expect(tag.words.length + tag.kinds.length, tag.id).toBeGreaterThan(0)
  })

  it('README.md explains every field', () => {
    const readme = readFileSync('feeds/README.md', 'utf8')
    const schemas = [sourceSchema, publicationSchema, tagSchema, relevanceSchema]
    for (const field of schemas.flatMap((schema) => Object.keys(schema.shape))) {
      expect(readme, `field ${field}`).toContain(`\`${field}\``)
    }
    for (const name of readdirSync('feeds').filter((one) => one.endsWith('.yaml')))
      expect(readme).toContain(name)
  })
})

describe('readWatch', () => {
  it('a folder that is not there is a problem, not a throw', async () => {
    const watch = await readWatch('/nowhere/feeds')
    expect(watch.problems[0]?.message).toContain('cannot be read')
  })

  it('writes whole files and reads them back, never outside its folder', async () => {
    const folder = makeFolder('feeds')
    const files = openWatchFiles(folder)
    expect(await files.read('added.yaml')).toBeUndefined()
    await files.write('../added.yaml', `sources:\n${good}`)
    expect(await files.read('added.yaml')).toBe(`sources:\n${good}`)
    await writeFile(join(folder, 'notes.txt'), 'not yaml')
    expect(readdirSync(folder).sort()).toEqual(['added.yaml', 'notes.txt'])
    expect((await readWatch(folder)).sources.map((source) => source.name)).toEqual(['harbour-daily'])
  })
})
