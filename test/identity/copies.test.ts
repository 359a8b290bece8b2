import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CopyArticle, type CopyCandidate, chooseOriginal, judgeCopy } from '../../src/identity/copies.ts'
import { type Counts, countPairs, type Given, groupAll, showShare } from './archive.ts'

const short: Given[] = readFileSync(new URL('cases/stories.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

// ---------------------------------------------------------------- texts made by rule

type Random = () => number

/** Mulberry32: the same numbers for the same seed. */
function makeRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!
}

const vocabulary = [
  ...new Set(short.filter((given) => given.lang === 'en').flatMap((given) => given.text.split(/[^\p{L}]+/u))),
].filter((word) => word.length > 1)
const characters = [
  ...new Set(short.filter((given) => given.lang === 'zh').flatMap((given) => [...given.text])),
].filter((sign) => sign >= '\u4e00')

/** An article of 250 to 700 words, or of 300 to 900 Chinese characters. */
function makeLong(i: number): Given {
  const random = makeRandom(1000 + i)
  const chinese = i % 4 === 0
  const sentence = () => {
    const length = 8 + Math.floor(random() * 18)
    if (chinese) return `${Array.from({ length }, () => pick(random, characters)).join('')}。`
    return `${Array.from({ length }, () => pick(random, vocabulary)).join(' ')}.`
  }
  const paragraphs = 4 + Math.floor(random() * 8)
  const text = Array.from({ length: paragraphs }, () =>
    [sentence(), sentence(), sentence()].join(chinese ? '' : ' '),
  ).join('\n')
  return {
    id: `long-${i}`,
    lang: chinese ? 'zh' : 'en',
    publication: 'Long Read',
    published: '2025-03-10T08:00:00Z',
    title: sentence().slice(0, 50),
    text,
  }
}

const bases = [...short, ...Array.from({ length: 120 }, (_, i) => makeLong(i))]

// Chrome of other sites, in our own words.
const chrome = {
  en: [
    'Sign in to save this story',
    'Share by mail',
    'Listen to this page',
    'Try our reading assistant',
    'No comments yet. Be the first to say something.',
    'More from this site',
    'Our terms have changed',
  ],
  zh: [
    '登录后收藏本文',
    '分享到朋友圈',
    '试试我们的智能朗读',
    '暂无评论，快来抢沙发',
    '更多精彩内容',
    '本站条款已更新',
  ],
}

function editWords(text: string, share: number, random: Random): string {
  const parts = text.split(/(\s+|(?<=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))/u)
  return parts
    .map((part) => {
      if (!/[\p{L}\p{N}]/u.test(part) || random() >= share) return part
      const turn = random()
      if (turn < 0.2) return ''
      const word = /[\u4e00-\u9fff]/.test(part) ? pick(random, characters) : pick(random, vocabulary)
      return turn < 0.4 ? `${part} ${word}` : word
    })
    .join('')
}

function cutText(text: string, share: number): string {
  return text.slice(0, Math.floor(text.length * (1 - share)))
}

function wrapText(given: Given, strangers: readonly Given[]): string {
  const lines = chrome[given.lang === 'zh' ? 'zh' : 'en']
  return [
    lines[0],
    given.text,
    ...lines.slice(1, 4),
    ...strangers.flatMap(({ title, text }) => [title, text]),
    ...lines.slice(4),
  ].join('\n')
}

const otherTitles = ['Picked for you', 'Read it here', 'From the wires today', '今日推荐', 'What others read']
type Change = { name: string; change: (given: Given, random: Random) => Partial<Given>; recall: number }
const changes: Change[] = [
  { name: 'exact', change: () => ({}), recall: 0.9 },
  { name: 'exact, other title', change: (_, random) => ({ title: pick(random, otherTitles) }), recall: 0.9 },
  {
    name: '2 % of words edited',
    change: (given, random) => ({ text: editWords(given.text, 0.02, random) }),
    recall: 0.9,
  },
  {
    name: '5 % of words edited',
    change: (given, random) => ({ text: editWords(given.text, 0.05, random) }),
    recall: 0.9,
  },
  { name: 'cut by 40 %', change: (given) => ({ text: cutText(given.text, 0.4) }), recall: 0.9 },
  {
    name: 'cut by 40 %, other title',
    change: (given, random) => ({ text: cutText(given.text, 0.4), title: pick(random, otherTitles) }),
    recall: 0.9,
  },
  {
    name: 'chrome and two strangers',
    change: (given, random) => ({
      text: wrapText(given, [pickOther(given, random), pickOther(given, random)]),
    }),
    recall: 0.9,
  },
  {
    name: 'the same, other title',
    change: (given, random) => ({
      title: pick(random, otherTitles),
      text: wrapText(given, [pickOther(given, random), pickOther(given, random)]),
    }),
    recall: 0.9,
  },
  {
    name: '5 % edited, chrome, strangers',
    change: (given, random) => ({
      text: wrapText({ ...given, text: editWords(given.text, 0.05, random) }, [pickOther(given, random)]),
    }),
    recall: 0.9,
  },
]

function pickOther(given: Given, random: Random): Given {
  for (;;) {
    const other = pick(random, bases)
    if (other.id !== given.id && other.lang === given.lang) return other
  }
}

// ---------------------------------------------------------------- the measurement

function check({ name, change, recall }: Change): Counts {
  const copies = bases.map((given, i): Given => {
    const made = change(given, makeRandom(i))
    const later = new Date(Date.parse(given.published) + 5 * 3_600_000).toISOString()
    return { ...given, publication: 'Daily Digest', published: later, ...made, id: `${given.id} copy` }
  })
  const counts = countPairs(groupAll([...bases, ...copies]).copies, (id) => id.replace(' copy', ''))
  console.log(
    `${name.padEnd(30)} precision ${showShare(counts.right, counts.found)}   recall ${showShare(counts.right, counts.wanted)}`,
  )
  expect(counts.right / counts.found, `${name}: precision`).toBeGreaterThanOrEqual(0.98)
  expect(counts.right / counts.wanted, `${name}: recall`).toBeGreaterThanOrEqual(recall)
  return counts
}

test.each(changes)('copies are found: $name', (change) => void check(change))

test('articles that are no copies are left alone, also those of one event, one title or one template', () => {
  const counts = countPairs(groupAll(bases).copies, (id) => id)
  expect(counts.found).toBe(0)
})

test('pages that have the same strangers below are no copies of each other', () => {
  const strangers = [short[40]!, short[41]!, short[42]!]
  const pages = short
    .slice(0, 12)
    .map((given) => ({ ...given, id: `${given.id} page`, text: wrapText(given, strangers) }))
  expect(countPairs(groupAll(pages).copies, (id) => id).found).toBe(0)
})

// ---------------------------------------------------------------- decisions one by one

function makeArticle(given: Partial<CopyArticle>): CopyArticle {
  return {
    articleId: 0,
    title: short[0]!.title,
    text: short[0]!.text,
    publicationId: 'harbour',
    publicationName: 'Harbour Daily',
    kind: 'newspaper',
    url: 'https://harbour-daily.example/a',
    publishedAt: '2025-03-10T08:00:00Z',
    firstSeenAt: '2025-03-10T09:00:00Z',
    ...given,
  }
}

const known: CopyCandidate = { ...makeArticle({ articleId: 7 }), groupId: 3 }

test('a copy is told with its share; what is none with the reason', () => {
  expect(judgeCopy(makeArticle({}), [known])).toMatchObject({
    withArticleId: 7,
    groupId: 3,
    containment: 1,
    alsoCopies: [],
  })
  expect(judgeCopy(makeArticle({ text: short[9]!.text }), [known])).toHaveProperty('why')
  expect(judgeCopy(makeArticle({}), [])).toEqual({ why: 'no text like it' })
  expect(judgeCopy(makeArticle({ text: '' }), [{ ...known, text: '' }])).toHaveProperty('why')
  expect(
    judgeCopy(makeArticle({ text: 'Subscribe to read on.', title: 'One' }), [
      { ...known, text: 'Subscribe to read on.', title: 'Other' },
    ]),
  ).toHaveProperty('why')
})

test('a template filled again a month later is no copy', () => {
  const monthly = (patients: number, share: number, letters: number) =>
    `Our three hospitals thank everyone who worked through the holidays and the snow. We saw ${patients} patients in the emergency department and ${share} per cent within four hours. The note taker wrote ${letters} letters. Visiting hours stay as they are, and the café by the east gate opens at seven for staff and for visitors alike.`
  const first: CopyCandidate = { ...known, title: 'In figures', text: monthly(31204, 84, 10920) }
  const second = { title: 'In figures', text: monthly(28877, 81, 12410) }
  expect(judgeCopy(makeArticle({ ...second, publishedAt: '2025-04-09' }), [first])).toHaveProperty('why')
  expect(judgeCopy(makeArticle({ ...second, publishedAt: '2025-03-11' }), [first])).toMatchObject({
    withArticleId: 7,
  })
  expect(
    judgeCopy(makeArticle({ title: 'In figures', text: first.text, publishedAt: '2025-04-09' }), [first]),
  ).toMatchObject({ withArticleId: 7 })
})

test('what an editor decided wins over the text', () => {
  expect(judgeCopy(makeArticle({}), [known], [{ kind: 'other-text', a: 0, b: 7 }])).toHaveProperty('why')
  expect(
    judgeCopy(makeArticle({ text: short[9]!.text }), [known], [{ kind: 'same-text', a: 7, b: 0 }]),
  ).toMatchObject({ withArticleId: 7 })
})

const credit = { name: 'The Harbour Daily', evidence: 'Source: line' }
const daily8: Partial<CopyArticle> = {
  articleId: 2,
  publicationId: 'd8',
  publicationName: 'Daily8',
  kind: 'aggregator',
  url: 'https://daily8.example/9',
}

test.each<[string, Partial<CopyArticle>[], number, RegExp]>([
  [
    'a named publisher, though the copy is dated earlier',
    [
      { articleId: 1, publishedAt: '2025-03-10' },
      { ...daily8, credit, publishedAt: '2025-03-09T01:00:00Z' },
    ],
    1,
    /Daily8 credits Harbour Daily \(Source: line\)/,
  ],
  [
    'the canonical link of a copy',
    [
      { articleId: 1, publishedAt: '2025-03-11T00:00:00Z' },
      { ...daily8, kind: 'newspaper', canonicalUrl: 'https://www.harbour-daily.example/a?utm_source=d8' },
    ],
    1,
    /canonical/,
  ],
  [
    'the earliest, when nothing else tells',
    [
      { articleId: 1, publishedAt: '2025-03-11T00:00:00Z' },
      { ...daily8, kind: 'newspaper' },
    ],
    2,
    /published first/i,
  ],
  [
    'a newspaper before an aggregator',
    [
      { articleId: 1, publishedAt: '2025-03-10T09:00:00Z' },
      { ...daily8, publishedAt: '2025-03-10T08:30:00Z' },
    ],
    1,
    /newspaper/,
  ],
  ['the first seen, when all is equal', [{ articleId: 3 }, { articleId: 1 }], 1, /./],
])('the original is %s', (_, members, articleId, reason) => {
  const chosen = chooseOriginal(members.map(makeArticle))!
  expect(chosen.articleId).toBe(articleId)
  expect(chosen.reason).toMatch(reason)
  expect(chooseOriginal(members.map(makeArticle).reverse())).toEqual(chosen)
})

test('an original that is not here is named', () => {
  const outside = { name: 'South Harbour Post', evidence: 'dateline' }
  expect(chooseOriginal([makeArticle({ ...daily8, credit: outside })])).toMatchObject({
    articleId: 2,
    absent: outside,
  })
  expect(
    chooseOriginal([makeArticle({ articleId: 1 }), makeArticle({ ...daily8, credit })])?.absent,
  ).toBeUndefined()
  expect(chooseOriginal([])).toBeUndefined()
})
