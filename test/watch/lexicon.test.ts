import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readFlowLines } from '../../src/watch/flow-lines.ts'
import { type LoadedLexicon, loadLexicon, readLexicon } from '../../src/watch/lexicon.ts'
import { addPublishers } from '../../src/watch/publishers.ts'
import { makeFolder } from '../folders.ts'

const technologies = (text: string) => loadLexicon([{ name: 'technologies.yaml', text }])
const tell = (lexicon: LoadedLexicon) =>
  lexicon.problems.map((problem) => `${problem.line} ${problem.field}: ${problem.message}`)

type Case = { name: string; text: string; problems: string[]; kept: string[] }

const ai = '  - { id: ai, name: AI, generic: true, words: [AI], wordsZh: [人工智能] }\n'
const llm = '  - { id: llm, name: language model, parent: ai, words: [LLM] }\n'

const cases: Case[] = [
  { name: 'good entries', text: `technologies:\n${ai}${llm}`, problems: [], kept: ['ai', 'llm'] },
  {
    name: 'a parent that is not there',
    text: `technologies:\n${llm}`,
    problems: ['2 parent: "ai" is no entry of this file'],
    kept: ['llm'],
  },
  {
    name: 'parents in a circle',
    text: 'technologies:\n  - { id: a, name: A, parent: b }\n  - { id: b, name: B, parent: a }\n',
    problems: ['2 parent: "b" has this entry among its own parents'],
    kept: ['a', 'b'],
  },
  {
    name: 'its own parent',
    text: 'technologies:\n  - { id: a, name: A, parent: a }\n',
    problems: ['2 parent: "a" has this entry among its own parents'],
    kept: ['a'],
  },
  {
    name: 'an id used twice',
    text: `technologies:\n${ai}${ai}`,
    problems: ['3 id: "ai" is used twice'],
    kept: ['ai'],
  },
  {
    name: 'a word of two entries, in either list and any case',
    text: `technologies:\n${ai}  - { id: x, name: X, words: [X, ai], wordsZh: [人工智能] }\n`,
    problems: ['3 words: "ai" is a word of "ai" already', '3 wordsZh: "人工智能" is a word of "ai" already'],
    kept: ['ai', 'x'],
  },
  {
    name: 'a bad id beside a good entry',
    text: `technologies:\n  - id: Deep Seek\n    name: DeepSeek\n${ai}`,
    problems: ['2 id: must be small letters'],
    kept: ['ai'],
  },
  {
    name: 'a missing name, an unknown field, words that are no list',
    text: 'technologies:\n  - id: a\n    colour: red\n    words: AI\n',
    problems: ['2 name: is missing', '4 words: must be a list', '3 colour: is not a known field'],
    kept: [],
  },
  { name: 'another key at the top', text: 'tags: []\n', problems: ['1 : must begin with one of'], kept: [] },
  { name: 'an empty file', text: '', problems: ['1 : must begin with one of'], kept: [] },
  {
    name: 'broken YAML',
    text: `technologies:\n${ai}  - { id: x\n`,
    problems: ['4 : is not valid YAML here'],
    kept: ['ai'],
  },
]

describe('the loader', () => {
  for (const one of cases)
    it(one.name, () => {
      const lexicon = technologies(one.text)
      const told = tell(lexicon)
      for (const [index, problem] of one.problems.entries()) expect(told[index] ?? '').toContain(problem)
      if (one.problems.length === 0) expect(told).toEqual([])
      expect(lexicon.technologies.map((entry) => entry.id)).toEqual(expect.arrayContaining(one.kept))
    })

  it('keeps a word with the entry that had it first', () => {
    const lexicon = technologies(`technologies:\n${ai}  - { id: x, name: X, words: [X, AI] }\n`)
    expect(lexicon.technologies.map((entry) => entry.words)).toEqual([['AI'], ['X']])
  })

  it('cuts a circle once, so that whoever climbs it arrives', () => {
    const text = 'technologies:\n  - { id: a, name: A, parent: b }\n  - { id: b, name: B, parent: a }\n'
    expect(technologies(text).technologies.map((entry) => entry.parent)).toEqual([undefined, 'a'])
  })

  it('lets entries have their parents in another vocabulary, and adds to it', () => {
    const base = technologies(`technologies:\n${ai}`)
    const text =
      'technologies:\n  - { id: vigil, name: Vigil, parent: ai }\n  - { id: x, name: X, parent: nobody }\n'
    const both = loadLexicon([{ name: 'technologies.yaml', text }], base)
    expect(both.technologies.map(({ id, parent }) => [id, parent])).toEqual([
      ['ai', undefined],
      ['vigil', 'ai'],
      ['x', undefined],
    ])
    expect(tell(both)).toHaveLength(1)
    expect(base.technologies).toHaveLength(1)
  })

  it('lets organisations of several countries share a word, and no others', () => {
    const text = (place: string) =>
      `organisations:\n  - { id: a, name: A, place: SG, words: [health ministry] }\n  - { id: b, name: B, place: ${place}, words: [health ministry] }\n`
    const read = (place: string) => tell(loadLexicon([{ name: 'organisations.yaml', text: text(place) }]))
    expect(read('JP')).toEqual([])
    expect(read('SG')[0]).toMatch(/"health ministry" is a word of "a" already/)
  })

  it('takes offices and makers among the publications for organisations, and no newspaper', async () => {
    const publication = { language: 'en', country: 'HK', hosts: [], issns: [], homepage: 'http://x.example/' }
    const added = addPublishers({ technologies: [], units: [], places: [] }, [
      {
        ...publication,
        id: 'dro',
        name: 'Device Register',
        nameZh: '登记处',
        kind: 'regulator',
        aliases: ['DRO'],
      },
      { ...publication, id: 'daily', name: 'Daily', kind: 'newspaper', aliases: [] },
    ] as never)
    expect(added.organisations).toEqual([
      {
        id: 'dro',
        name: 'Device Register',
        nameZh: '登记处',
        words: ['Device Register', 'DRO'],
        wordsZh: ['登记处'],
      },
    ])
  })

  it('takes codes as they are written, and says so where YAML read a number', () => {
    const places = (code: string) =>
      tell(
        loadLexicon([{ name: 'places.yaml', text: `places:\n  - { code: ${code}, name: X, nameZh: X }\n` }]),
      )
    for (const good of ['CN', 'CN-ZJ', "'NO'", "'150'", 'WORLD']) expect(places(good)).toEqual([])
    for (const bad of ['150', 'cn', 'CHINA']) expect(places(bad)[0]).toMatch(/^2 code: must be/)
  })

  describe('in a folder', () => {
    let folder: string
    beforeAll(async () => {
      folder = makeFolder('lexicon')
      await writeFile(path.join(folder, 'technologies.yaml'), `technologies:\n${ai}`)
    })

    it('reads what is there and names the files that are not', async () => {
      const lexicon = await readLexicon(folder)
      expect(lexicon.technologies.map((entry) => entry.id)).toEqual(['ai'])
      expect(lexicon.problems.map((problem) => path.basename(problem.file))).toEqual([
        'units.yaml',
        'places.yaml',
      ])
    })
  })
})

describe('the committed files', () => {
  let lexicon: LoadedLexicon
  beforeAll(async () => {
    lexicon = await readLexicon(path.resolve(import.meta.dirname, '../../feeds/lexicon'))
  })

  it('have no problem', () => expect(tell(lexicon)).toEqual([]))

  it('hold technologies enough, each with a word to be found by', () => {
    expect(lexicon.technologies.length).toBeGreaterThanOrEqual(150)
    const mute = [...lexicon.technologies, ...lexicon.units, ...lexicon.places].filter(
      (entry) => entry.words.length + entry.wordsZh.length === 0,
    )
    expect(mute).toEqual([])
    expect(lexicon.technologies.filter((entry) => entry.wordsZh.length > 0).length).toBeGreaterThan(90)
  })

  it('are read line by line as the parser reads them, but for the one that is not in lines', async () => {
    const folder = path.resolve(import.meta.dirname, '../../feeds/lexicon')
    for (const part of ['technologies', 'places', 'organisations']) {
      const text = await readFile(path.join(folder, `${part}.yaml`), 'utf8')
      expect(readFlowLines(text), part).toEqual({ key: part, entries: parse(text)[part] })
    }
    expect(readFlowLines(await readFile(path.join(folder, 'units.yaml'), 'utf8'))).toBeUndefined()
  })

  it.each([
    '{ code: 150, name: X }', // a number
    '{ code: X, name: a: b }',
    '{ code: X, name: a #b }',
    '{ code: X, name: "a\\tb" }',
    '{ code: X, words: [null] }',
    '{ code: X, words: [*a] }',
    '{ code: X, words: [[a]] }',
    '{ code: X, code: Y }',
    '{ code: X, name: {a: b} }',
    '{ code: X, words: [~] }',
    '{ code: X } # why',
  ])('what is not plain is left to the parser: %s', (entry) => {
    expect(readFlowLines(`places:\n  - ${entry}\n`)).toBeUndefined()
  })

  it('lines are read as YAML reads them, or not at all', () => {
    const scalar = fc.oneof(
      fc.stringMatching(/^[A-Za-z' .&-]{1,8}$/),
      fc.stringMatching(/^["'][A-Za-z, :#\]]{0,6}["']$/),
      fc.constantFrom(
        'true',
        'false',
        'no',
        'Null',
        '1e3',
        '.5',
        '0x1',
        '大阪',
        'a,b',
        '- a',
        '? a',
        'a:',
        '"NO"',
      ),
    )
    fc.assert(
      fc.property(scalar, fc.array(scalar, { maxLength: 3 }), (name, words) => {
        const text = `places:\n  - { name: ${name}, words: [${words.join(', ')}] }\n`
        const read = readFlowLines(text)
        if (read) expect({ [read.key]: read.entries }).toEqual(parse(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('lead from a model to AI', () => {
    const chain: string[] = []
    const byId = new Map(lexicon.technologies.map((entry) => [entry.id, entry]))
    for (let at = byId.get('deepseek-r1'); at; at = byId.get(at.parent ?? '')) chain.push(at.id)
    expect(chain).toEqual(['deepseek-r1', 'deepseek', 'llm', 'generative-ai', 'ai'])
  })

  it('hold every unit that a figure may have', () => {
    expect(lexicon.units.map((unit) => unit.id).sort()).toEqual(
      [
        'hospital clinic primary_care_facility trust health_system network site organisation company physician nurse',
        'clinician staff user patient encounter device system_installed country province county download people_covered',
      ]
        .flatMap((line) => line.split(' '))
        .sort(),
    )
  })

  it('hold every country of ISO 3166-1', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    // What the runtime also names: unions, codes kept back, codes withdrawn, and Kosovo, which has no official code.
    const others = new Set(
      'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC JT MI NH NQ NT PC PU PZ QO RH SU TA TP UK UN VD WK XA XB XK YD YU ZR ZZ CT'.split(
        ' ',
      ),
    )
    const codes = letters
      .flatMap((first) => letters.map((second) => first + second))
      .filter((code) => names.of(code) !== undefined && !others.has(code))
    const held = lexicon.places
      .map((place) => place.code)
      .filter((code) => /^[A-Z]{2}$/.test(code) && code !== 'EU')
    expect(held.length).toBe(249)
    expect(codes.filter((code) => !held.includes(code))).toEqual([])
  })

  it('hold the 34 provincial units of China, the 50 states and DC, and parts of other countries', () => {
    const parts = (country: string) =>
      lexicon.places.filter((place) => place.code.startsWith(`${country}-`)).length
    const apart = lexicon.places.filter((place) => ['HK', 'MO', 'TW'].includes(place.code)).length
    expect(parts('CN') + apart).toBe(34)
    expect(parts('US')).toBe(51)
    expect([parts('GB'), parts('CA'), parts('AU'), parts('DE'), parts('IN')]).toEqual([4, 13, 8, 16, 33])
    const more =
      'ES 17 IT 20 FR 13 JP 47 KR 17 BR 27 MX 32 NL 12 CH 26 AT 9 ZA 9 NG 37 KE 47 ID 34 SA 13 AE 7'
    const wanted = more.match(/[A-Z]{2} \d+/g)!
    expect(wanted.map((one) => `${one.slice(0, 2)} ${parts(one.slice(0, 2))}`)).toEqual(wanted)
  })

  it('give a city to its part of the country, and no name that is a word or a person', () => {
    const codeOf = new Map(
      lexicon.places.flatMap(({ code, words, wordsZh }) =>
        [...words, ...wordsZh].map((word) => [word.toLowerCase(), code] as const),
      ),
    )
    const cities =
      'Zaragoza ES-AR, Milan IT-25, Lyon FR-ARA, Osaka JP-27, Seoul KR-11, São Paulo BR-SP, Monterrey MX-NLE, Rotterdam NL-ZH, Geneva CH-GE, Graz AT-6, Cape Town ZA-WC, Ibadan NG-OY, Nairobi KE-30, Surabaya ID-JI, Jeddah SA-02, Dubai AE-DU, 巴塞罗那 ES-CT, 首尔 KR-11, 横滨 JP-14, 迪拜 AE-DU'
    for (const pair of cities.split(', ')) {
      const [, city, code] = /^(.+) (\S+)$/.exec(pair)!
      expect(codeOf.get(city!.toLowerCase()), city).toBe(code)
    }
    const words =
      'Nice, Reunion, Brittany, Florence, Nelson, Santander, Salvador, Natal, Durango, Guerrero, Saga, Mie, Meru, Delta, Rivers, Hail, Medina, Uri, 山形, 大分'
    for (const word of words.split(', ')) expect(codeOf.get(word.toLowerCase()), word).toBeUndefined()
  })
})
