import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  joinStory,
  pointsNeeded,
  type StoryInput,
  storyFeatures,
  storyScore,
} from '../../src/identity/story.ts'
import { readWeb } from '../internet/content.ts'
import { sites } from '../internet/sites.ts'
import { type Counts, countPairs, type Given, groupAll, showShare } from './archive.ts'

type Case = Given & { story: string; copyOf?: string }

const cases: Case[] = readFileSync(new URL('cases/stories.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const storyOf = new Map(cases.map((given) => [given.id, given.story]))

/** Points were set on this half alone: stories a.., singles with odd numbers. The other half confirms. */
function isFirstHalf({ story }: Case): boolean {
  return story.startsWith('a') || (story.startsWith('x') && Number(story.slice(1)) % 2 === 1)
}

function check(given: readonly Case[], precision: number, recall: number, name: string): Counts {
  const counts = countPairs(groupAll(given).stories, (id) => storyOf.get(id)!)
  console.log(
    `${name.padEnd(28)} precision ${showShare(counts.right, counts.found)}   recall ${showShare(counts.right, counts.wanted)}`,
  )
  expect(counts.right / counts.found, `${name}: precision`).toBeGreaterThanOrEqual(precision)
  expect(counts.right / counts.wanted, `${name}: recall`).toBeGreaterThanOrEqual(recall)
  return counts
}

test('there are cases enough, a quarter of them Chinese', () => {
  expect(cases.length).toBeGreaterThanOrEqual(150)
  expect(cases.filter((given) => given.lang === 'zh').length / cases.length).toBeGreaterThan(0.2)
  expect(new Set(cases.map((given) => given.id)).size).toBe(cases.length)
})

test('reports of one event are one story: precision .95, recall .75', () => {
  check(cases.filter(isFirstHalf), 0.95, 0.75, 'first half (points set on)')
  check(
    cases.filter((given) => !isFirstHalf(given)),
    0.95,
    0.75,
    'second half (confirming)',
  )
  check(cases, 0.95, 0.75, 'all')
})

test('so they are on the frozen web, whose events others wrote', () => {
  const articles = [...readWeb(sites)(1)].flatMap(([host, { articles }]) =>
    articles.map((article): Given & { event: string } => {
      const text = article.blocks.map((block) => block.text).join('\n')
      const id = `${host}/${article.slug}`
      return {
        id,
        lang: /^[^\p{sc=Han}]*$/u.test(article.title) ? 'en' : 'zh',
        publication: host,
        published: new Date(article.published).toISOString(),
        title: article.title,
        text: article.doi ? `${text}\ndoi:${article.doi}` : text,
        event: article.event ?? id,
      }
    }),
  )
  const eventOf = new Map(articles.map(({ id, event }) => [id, event]))
  const counts = countPairs(groupAll(articles).stories, (id) => eventOf.get(id)!)
  console.log(
    `${'frozen web'.padEnd(28)} precision ${showShare(counts.right, counts.found)}   recall ${showShare(counts.right, counts.wanted)}`,
  )
  expect(counts.right / counts.found).toBeGreaterThanOrEqual(0.95)
  expect(counts.right / counts.wanted).toBeGreaterThanOrEqual(0.75)
})

// ---------------------------------------------------------------- rules one by one

const weights = { documentCounts: {}, articleCount: 10_000 }

function makeFeatures(given: Partial<StoryInput>) {
  return storyFeatures({
    title: 'A hospital in Leeds',
    text: '',
    language: 'en',
    publishedAt: '2025-03-10T08:00:00Z',
    ids: {},
    publicationId: '',
    ...given,
  })
}

test.each<[string, Partial<StoryInput>, Partial<StoryInput>, boolean]>([
  [
    'figures and names in common',
    {
      title: 'Leeds buys',
      text: 'St Aidan hospital paid 4.2 million pounds for 118 cameras, said Moira Keane.',
      publicationId: 'a',
    },
    {
      title: 'Eyes on the ward',
      text: 'Moira Keane signed for 118 cameras; they cost St Aidan 4.2 million pounds.',
      publicationId: 'b',
    },
    true,
  ],
  [
    'one paper, other words, in two languages',
    { title: 'Trial disappoints', text: 'Published as doi:10.5555/x.77. It took in 902 people.' },
    {
      title: '试验结果令人失望',
      text: '论文（10.5555/x.77）纳入902人。',
      language: 'zh',
      publishedAt: '2025-03-24',
    },
    true,
  ],
  [
    'one title, other texts',
    {
      title: 'Hospitals turn to AI to cut waiting times',
      text: 'In Porto a bed plan made by software let 41 people home early.',
    },
    {
      title: 'Hospitals turn to AI to cut waiting times',
      text: 'Clinics in Perth ask callers to describe a rash to a machine.',
    },
    false,
  ],
  [
    'one title and no texts',
    { title: '412 hospitals in Guangdong use DeepSeek, says Luo Wenbin' },
    { title: '412 hospitals in Guangdong use DeepSeek, says Luo Wenbin' },
    false,
  ],
  [
    'one hospital, other month',
    {
      title: 'January in figures',
      text: 'St Aidan hospital saw 31,204 patients; 84 per cent within four hours. Moira Keane thanked all.',
    },
    {
      title: 'February in figures',
      text: 'St Aidan hospital saw 28,877 patients; 81 per cent within four hours. Moira Keane thanked all.',
      publishedAt: '2025-04-09',
    },
    false,
  ],
  ['nothing at all', { title: '' }, { title: '' }, false],
])('%s', (_, a, b, same) => {
  const score = storyScore(makeFeatures(a), makeFeatures(b), weights)
  expect(score.same, JSON.stringify(score)).toBe(same)
  expect(storyScore(makeFeatures(b), makeFeatures(a), weights).points).toBe(score.points)
})

const reports = cases.filter((given) => given.story === 'a07')
const strangers = cases.filter((given) => given.story === 'x05')

test('what an editor decided wins over every score', () => {
  const together = groupAll(reports).stories
  expect(together.size).toBe(1)
  const split = groupAll(reports, [{ kind: 'other-story', a: reports[0]!.id, b: reports[1]!.id }])
  expect(
    [...split.stories.values()].some((ids) => ids.includes(reports[0]!.id) && ids.includes(reports[1]!.id)),
  ).toBe(false)
  const two = [reports[0]!, strangers[0]!].sort((a, b) => a.published.localeCompare(b.published))
  expect(groupAll(two).stories.size).toBe(2)
  expect(groupAll(two, [{ kind: 'same-story', a: two[0]!.id, b: two[1]!.id }]).stories.size).toBe(1)
})

test('the reasons are said and add up', () => {
  const [a, b] = [reports[0]!, reports[1]!].map((given) =>
    makeFeatures({ title: given.title, text: given.text, publishedAt: given.published }),
  )
  const joined = joinStory(
    { articleId: 0, features: b! },
    [{ articleId: 7, storyId: 3, features: a! }],
    weights,
  )
  if (joined.storyId === undefined) throw new Error(joined.why)
  expect(joined).toMatchObject({ storyId: 3, withArticleId: 7, alsoFits: [] })
  expect(joined.points).toBeGreaterThanOrEqual(pointsNeeded)
  expect(joined.evidence.reduce((sum, item) => sum + item.points, 0)).toBeCloseTo(joined.points, 1)
  expect(joined.evidence.find((item) => item.kind === 'same figure')?.words).toContain('percent:58')
  expect(joinStory({ articleId: 0, features: b! }, [], weights)).toEqual({
    why: 'nothing alike in these days',
  })
})

test('grouping twice gives the same groups', () => {
  expect(groupAll(cases)).toEqual(groupAll([...cases].reverse()))
})
