// The search from the words somebody types to the articles that come back, on a real index.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import type { Store } from '../../src/store/open.ts'
import { findMarks } from '../../src/text/marks.ts'
import { makeArticle, openTestStore } from '../store/samples.ts'

const ARTICLES = [
  {
    title: 'Hospitals take up DeepSeek',
    text: 'At least 300 hospitals in China run the model.\nPrivacy is a worry.',
    language: 'en',
    country: 'HK',
    authors: ['Clara Yuen'],
    tags: ['tech/llm/deepseek', 'risk/privacy'],
  },
  {
    title: 'Une étude à Genève',
    text: 'Les hôpitaux suisses testent un modèle de langage.',
    language: 'fr',
    kind: 'journal',
  },
  {
    title: '医院应用大模型',
    text: '广东省人民医院部署了DeepSeek大模型，用于门诊。',
    language: 'zh-Hans',
    publicationId: 'yijie',
    publicationName: '医界日报',
  },
  {
    title: '醫院試用人工智能',
    text: '香港的公立醫院正在試用人工智能工具，病人資料不會外洩。',
    language: 'zh-Hant',
  },
  {
    title: 'Scribes in clinics',
    text: 'Physicians are relieved of typing. A pilot study is under way; the private deployment of models waits.',
    language: 'en',
    publishedAt: '2025-05-08T10:00:00.000Z',
  },
  {
    title: 'Adoption slows',
    text: 'Adopters hesitate. The hospital adopted one tool in 2024 and organised training.',
    language: 'en',
    publishedAt: '2025-06-30T23:30:00.000Z',
    kind: 'journal',
  },
] as const

let store: Store
const titleOf = new Map<number, string>()
beforeAll(async () => {
  store = await openTestStore()
  for (const { tags, ...article } of ARTICLES.map((a) => ({ tags: [] as readonly string[], ...a }))) {
    const id = await store.saveArticle(
      makeArticle({ ...(article as object), tags: tags.map((id) => ({ id, setBy: 'rule', matched: [] })) }),
    )
    titleOf.set(id, article.title)
  }
})
afterAll(() => store.close())

async function find(query: string): Promise<string[]> {
  const compiled = compileQuery(query, '2026-03-14')
  const { hits } = await store.searchArticles({ ...compiled, order: 'newest', limit: 50 })
  return hits.map((hit) => titleOf.get(hit.id)!).sort()
}

const [deepseek, geneve, zhHans, zhHant, scribes, adoption] = ARTICLES.map((a) => a.title) as [
  string,
  string,
  string,
  string,
  string,
  string,
]

/** query -> titles found */
const CASES: [string, string[]][] = [
  ['hospital', [deepseek, adoption]],
  ['hospitals deepseek', [deepseek]],
  ['HOSPITAL -deepseek', [adoption]],
  ['hospital NOT deepseek', [adoption]],
  ['-hospital lang:en', [scribes]],
  ['"private deployment"', [scribes]],
  ['“private deployment”', [scribes]],
  ['"deployment private"', []],
  ['"private deployment" OR privacy', [deepseek, scribes]],
  ['(privacy OR pilot) china', [deepseek]],
  ['adopt*', [adoption]],
  ['physician NEAR/2 typing', []],
  ['physician NEAR/3 typing', [scribes]],
  ['organized', []],
  ['etude', [geneve]],
  ['Genève hopitaux', [geneve]],
  ['医院', [zhHans, zhHant]],
  ['醫院', [zhHans, zhHant]],
  ['人民医院', [zhHans]],
  ['院', [zhHans, zhHant]],
  ['诊', [zhHans]],
  ['人工智能', [zhHant]],
  ['部署 大模型', [zhHans]],
  ['DeepSeek大', [zhHans]],
  ['DeepSeek大模型', [zhHans]],
  ['"部署了DeepSeek"', [zhHans]],
  ['deepseek', [deepseek, zhHans]],
  ['title:deepseek', [deepseek]],
  ['title:医院', [zhHans, zhHant]],
  ['author:yuen', [deepseek]],
  ['author:"Clara Yuen"', [deepseek]],
  ['kind:journal', [geneve, adoption]],
  ['lang:zh', [zhHans, zhHant]],
  ['lang：zh', [zhHans, zhHant]],
  ['lang:zh-Hant', [zhHant]],
  ['country:hk', [deepseek]],
  ['tag:risk', [deepseek]],
  ['tag:risk/privacy', [deepseek]],
  ['tag:tech/llm/deepseek hospital', [deepseek]],
  ['publication:医界日报', [zhHans]],
  ['publication:yijie', [zhHans]],
  ['published:2025', [scribes, adoption]],
  ['published:2025-05', [scribes]],
  ['published:2025-06-30', [adoption]],
  ['published:2025-05/2025-06', [scribes, adoption]],
  ['published:..2025-05', [scribes]],
  ['published:>2025-06-30 hospital', [deepseek]],
  ['published:<30d lang:en', [deepseek]],
  ['published:>90d', [scribes, adoption]],
  ['deepseek OR published:2025-05', [deepseek, zhHans, scribes]],
  ['hospital -published:2025', [deepseek]],
  ['(published:2025-05 OR kind:journal) lang:en', [scribes, adoption]],
  ['published:(2025-05 OR 2025-06)', [scribes, adoption]],
  ['published:>2025-06-01 OR scribes', [deepseek, geneve, zhHans, zhHant, scribes, adoption]],
  ['published:2025-05-08 OR published:2024', [scribes]],
  ['seen:2026-03 hospital', [deepseek, adoption]],
  ['seen:2026-03-01 -published:2026', [scribes, adoption]],
  ['seen:<7d', []],
  ['seen:<30d published:2025', [scribes, adoption]],
  ['seen:>2026-03-01', []],
  ['kind:(journal OR wire)', [geneve, adoption]],
  ['kind:journal,wire', [geneve, adoption]],
  ['title:(deepseek OR scribes)', [deepseek, scribes]],
  ['lang:(en -fr) kind:journal', [adoption]],
  ['country:"Hong Kong SAR China"', [deepseek]],
  ['country:"Hong Kong"', [deepseek]],
  ['lang:french', [geneve]],
  ['physicians NEAR relieved NEAR typing', [scribes]],
  ['deepseek 或 scribes', [deepseek, zhHans, scribes]],
  ['医院 和 部署', [zhHans]],
  ['ｔitle：deepseek', []],
  ['title：“deepseek”', [deepseek]],
  ['（deepseek｜scribes）', [deepseek, zhHans, scribes]],
  ['hospital - -deepseek', [adoption]],
  ['NOT NOT hospital', [deepseek, adoption]],
  ['a* hospital', [deepseek]],
  ['nothingofthesort', []],
  ['the-hospital', [adoption]],
]

describe('search', () => {
  for (const [query, expected] of CASES) {
    it(`${query} -> ${expected.length}`, async () => expect(await find(query)).toEqual([...expected].sort()))
  }

  it('says what is off and where, and searches the rest', async () => {
    const cases: [string, number, string][] = [
      ['tite:hospital', 0, 'There is no field "tite:"'],
      ['hospital "open', 9, 'This quotation mark is not closed'],
      ['(hospital', 0, 'This bracket is not closed'],
      ['hospital)', 8, 'This closing bracket has no opening one'],
      ['hospital OR', 9, 'OR stands between two words'],
      ['published:soon hospital', 0, '"soon" is no period'],
      ['published:2025-02-30', 0, '"2025-02-30" is no period'],
      ['kind:jurnal hospital', 0, 'No article has "kind:jurnal"'],
      ['published:2025-06/2025-01', 0, '"2025-06/2025-01" ends before it begins'],
      ['hospital or deepseek', 9, '"or" was searched as a word'],
      ['hospital lang:', 9, '"lang:" needs a value right after'],
      ['NOT', 0, 'NOT needs a word after it'],
      ['!!!', 0, 'There is no word in this query'],
    ]
    for (const [query, at, message] of cases) {
      const { problems } = compileQuery(query, '2026-03-14')
      expect(
        problems.map((problem) => problem.at),
        query,
      ).toEqual([at])
      expect(problems[0]!.message, query).toContain(message)
    }
    expect(compileQuery('tite:hospital', '2026-03-14').problems[0]!.mend).toBe('title:hospital')
    expect(compileQuery('hospital deepseek', '2026-03-14').problems).toEqual([])
    expect(await find('hospital )')).toEqual([deepseek, adoption].sort())
  })

  it('takes anything without an error', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '"',
        '(',
        ')',
        '-',
        'OR',
        'NOT',
        'AND',
        'NEAR/3',
        'NEAR(',
        '*',
        ':',
        'title:',
        'tag:',
        'published:',
        'filters:',
        'rowid:',
        '{',
        '}',
        '^',
        '+',
        "'",
        ';',
        '--',
        '医',
        '医院',
        'a*',
        '\\',
        '\0',
        '“',
        '：',
      ),
      fc.string({ maxLength: 12, unit: 'binary' }),
      fc.constantFrom('hospital', '2025', '<7d', 'select * from articles'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
        for (const glue of [' ', '']) {
          const compiled = compileQuery(pieces.join(glue), '2026-03-14')
          await store.searchArticles({ ...compiled, order: 'relevance', limit: 3 })
        }
      }),
      { numRuns: 400 },
    )
  })

  it('marks just what the index finds, word by word', async () => {
    // Endings in all their variety, so that the stem in code meets the stem in SQLite.
    const stems = [
      'adopt',
      'relat',
      'ration',
      'hop',
      'hospital',
      'organis',
      'polic',
      'cr',
      'agre',
      'general',
      'oper',
      'clinic',
      'vali',
      'sens',
      'happi',
      'diagnos',
      'caress',
      'fil',
      'conflat',
      'tann',
      'electr',
      'triplic',
      'hesitanc',
      'digit',
      'conform',
      'radical',
      'vile',
      'analog',
      'vietnamiz',
      'predic',
      'callous',
      'form',
      'sky',
      'Škod',
      'naïv',
      'étud',
    ]
    const endings = [
      '',
      's',
      'es',
      'ed',
      'ing',
      'ion',
      'ional',
      'ization',
      'ised',
      'er',
      'ers',
      'y',
      'ies',
      'ied',
      'iness',
      'al',
      'ally',
      'ative',
      'ate',
      'able',
      'ability',
      'ment',
      'ement',
      'ness',
      'ful',
      'fulness',
      'ous',
      'ousness',
      'ism',
      'iti',
      'ity',
      'ical',
      'icate',
      'ize',
      'izer',
      'ation',
      'ator',
      'alism',
      'iveness',
      'ence',
      'ance',
      'li',
      'ely',
      'ently',
      'logi',
      'eed',
    ]
    const words = stems.flatMap((stem) => endings.map((ending) => stem + ending))
    const pair = await openTestStore()
    try {
      const ids: number[] = []
      for (let i = 0; i < words.length; i += 100) {
        ids.push(
          ...(await pair.saveArticles(
            words
              .slice(i, i + 100)
              .map((word) => makeArticle({ title: '–', text: word, publicationName: '–' })),
          )),
        )
      }
      const word = fc.nat(words.length - 1)
      await fc.assert(
        fc.asyncProperty(word, async (i) => {
          const compiled = compileQuery(`"${words[i]!}"`, '2026-03-14')
          const { hits } = await pair.searchArticles({ ...compiled, order: 'newest', limit: 2_000 })
          const found = new Set(hits.map((hit) => hit.id))
          for (const [j, id] of ids.entries()) {
            expect(findMarks(words[j]!, compiled.marks).length > 0, `${words[i]} in ${words[j]}`).toBe(
              found.has(id),
            )
          }
        }),
        { numRuns: 60 },
      )
    } finally {
      await pair.close()
    }
  })

  it('pages by cursor without losing or repeating a hit', async () => {
    const pages = await openTestStore()
    try {
      const ids: number[] = []
      for (let i = 0; i < 60; i++) {
        const publishedAt = `2026-0${1 + (i % 3)}-1${i % 7}T00:00:00.000Z`
        ids.push(
          await pages.saveArticle(
            makeArticle({ title: `Hospital ${i % 5}`, text: 'hospital '.repeat(1 + (i % 4)), publishedAt }),
          ),
        )
      }
      for (const order of ['relevance', 'newest', 'oldest'] as const) {
        const seen: number[] = []
        let after: string | undefined
        for (let page = 0; page < 20; page++) {
          const answer = await pages.searchArticles({
            ...compileQuery('hospital', '2026-03-14'),
            order,
            limit: 7,
            ...(after ? { after } : {}),
          })
          expect(answer.count).toBe(60)
          seen.push(...answer.hits.map((hit) => hit.id))
          after = answer.next
          if (!after) break
        }
        expect([...seen].sort((a, b) => a - b)).toEqual([...ids].sort((a, b) => a - b))
        if (order === 'newest') expect(seen).toEqual([...seen].sort((a, b) => b - a))
        if (order === 'oldest') expect(seen).toEqual([...seen].sort((a, b) => a - b))
      }
    } finally {
      await pages.close()
    }
  })

  it('counts facets over the matches', async () => {
    const facets = await store.searchFacets(compileQuery('hospital OR 医院', '2026-03-14'))
    expect(facets.of).toBe(4)
    expect(facets.language.map(({ value, count }) => `${value} ${count}`).sort()).toEqual([
      'en 2',
      'zh-Hans 1',
      'zh-Hant 1',
    ])
    expect(facets.kind.map(({ value, count }) => `${value} ${count}`).sort()).toEqual([
      'journal 1',
      'newspaper 3',
    ])
    expect(facets.tag.map(({ value, count }) => `${value} ${count}`).sort()).toEqual([
      'risk 1',
      'risk/privacy 1',
      'tech 1',
      'tech/llm 1',
      'tech/llm/deepseek 1',
    ])
    expect(facets.country.map(({ value, count }) => `${value} ${count}`)).toEqual(['HK 1'])
  })
})
