// The search as the site asks it, store threads included, beside MiniSearch holding the same bodies where that fits.

import path from 'node:path'
import MiniSearch from 'minisearch'
import { chooseUnit, makeBuckets, UNITS } from '../../src/chart/histogram.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { openSuggestions } from '../../src/search/suggest.ts'
import type { SearchOrder } from '../../src/store/search.ts'
import { readWatch } from '../../src/watch/read.ts'
import { createApp } from '../../web/app.tsx'
import { storiesPerPage } from '../../web/search-request.ts'
import type { Archive } from './archive.ts'
import {
  type Bench,
  compareRuns,
  figure,
  judge,
  quantile,
  type Row,
  timeOnce,
  timingRow,
  type Work,
} from './measure.ts'
import { chooseQuestions, compileAnew, type Questions, today } from './queries.ts'
import { articleText, isChinese, makeBenchArticle } from './texts.ts'

const runs = 120
const daysShown = 90
const hitsAPage = 20
const peerArticlesMax = 10_000 // MiniSearch with ten times as many took minutes to build and 1.5 GB
const goalsFrom = 100_000 // articles: what the goals are said for
const plainGoalMs = { large: 20, million: 60 }
const anyGoalMs = { large: 80, million: 150 }
const facetsGoalMs = { large: 80, million: 100 }
const histogramGoalMs = { large: 30, million: 30 }
const million = 1_000_000 // articles
const suggestionGoalMs = 10

export async function measureSearch(archive: Archive, bench: Bench): Promise<Row[]> {
  const part = `search ${archive.size}`
  const questions = await chooseQuestions(archive)
  const rows: Row[] = []
  const peer = archive.size <= peerArticlesMax ? await buildPeer(archive, bench, part, rows) : undefined
  const goal = ({ large, million: ofMillion }: Goal) =>
    archive.size >= million ? ofMillion : archive.size >= goalsFrom ? large : undefined
  const { store } = archive
  const ask = (query: string, order: SearchOrder = 'relevance') =>
    store.searchArticles({ ...compileAnew(query), order, limit: hitsAPage })
  const measure = async (name: string, goalMs: number | undefined, ours: Work, theirs?: Work) => {
    const row = timingRow(part, name, await compareRuns(runs, ours, peer && theirs), goalMs)
    rows.push(row)
    bench.say(`  ${name}: ${row.ours}${row.peer ? ` (peer ${row.peer})` : ''}`)
  }
  const of = <T>(list: readonly T[], run: number) => list[run % list.length]!
  const { rare, two, common, phrase, five, publications, chinese } = questions

  await measure(
    'rare word',
    goal(plainGoalMs),
    (i) => ask(of(rare, i)),
    (i) => peer!.search(of(rare, i)),
  )
  await measure(
    'two words',
    goal(plainGoalMs),
    (i) => ask(of(two, i)),
    (i) => peer!.search(of(two, i)),
  )
  await measure('phrase', goal(plainGoalMs), (i) => ask(of(phrase, i)))
  await measure('Chinese, two characters', goal(plainGoalMs), (i) => ask(of(chinese, i)))
  await measure(
    'common word, by relevance',
    goal(anyGoalMs),
    (i) => ask(of(common, i)),
    (i) => peer!.search(of(common, i)),
  )
  await measure('common word, newest first', goal(anyGoalMs), (i) => ask(of(common, i), 'newest'))
  await measure(
    'five common words with OR',
    goal(anyGoalMs),
    (i) => ask(of(five, i).join(' OR ')),
    (i) => peer!.search(of(five, i).join(' '), { combineWith: 'OR' }),
  )
  await measure(
    'common word and a publication',
    goal(anyGoalMs),
    (i) => ask(`${of(common, i)} publication:${of(publications, i)}`),
    (i) => peer!.search(of(common, i), { filter: (hit) => hit.publicationId === of(publications, i) }),
  )
  await measure('facets of a rare word', goal(plainGoalMs), (i) =>
    store.searchFacets(compileAnew(of(rare, i))),
  )
  await measure('facets of a common word', goal(facetsGoalMs), (i) =>
    store.searchFacets(compileAnew(of(common, i))),
  )
  await measure('articles a month, six years', goal(histogramGoalMs), () => store.countMonths())
  await measureStories(archive, questions, measure, goal)
  await measureSuggestions(archive, questions, part, rows, bench)
  await measurePages(archive, questions, bench, measure)
  rows.push(await checkChinese(archive, questions, part))
  return rows
}

type Goal = { large: number; million: number } // ms, p95
type Measure = (name: string, goalMs: number | undefined, ours: Work) => Promise<void>

/** What the page of results asks besides the hits: stories, and the hits over time by day, week and month. */
async function measureStories(
  { store }: Archive,
  { two, common, phrase }: Questions,
  measure: Measure,
  goal: (ms: Goal) => number | undefined,
): Promise<void> {
  const of = <T>(list: readonly T[], run: number) => list[run % list.length]!
  const stories = (query: string, order: SearchOrder) =>
    store.searchStories({ ...compileAnew(query), order, limit: storiesPerPage })
  await measure('stories, two words', goal(plainGoalMs), (i) => stories(of(two, i), 'relevance'))
  await measure('stories, common word', goal(anyGoalMs), (i) => stories(of(common, i), 'relevance'))
  await measure('stories, common word, newest first', goal(anyGoalMs), (i) =>
    stories(of(common, i), 'newest'),
  )
  await measure('stories, common word, most covered', goal(anyGoalMs), (i) =>
    stories(of(common, i), 'covered'),
  )
  await measure('facets of a common phrase', goal(facetsGoalMs), (i) =>
    store.searchFacets(compileAnew(of(phrase, i))),
  )
  const days = await store.findDays({ marks: [] })
  if (!days) return
  for (const unit of UNITS) {
    const whole = unit === 'day' ? { ...days, fromDay: Math.max(days.fromDay, days.toDay - daysShown) } : days
    const spans = makeBuckets(chooseUnit(whole, unit), whole)
    const name = `hits by ${unit} of a common word, ${spans.length} counts`
    await measure(name, goal(histogramGoalMs), (i) =>
      store.countSpans({ compiled: compileAnew(of(common, i)), spans }),
    )
  }
}

async function buildPeer(
  { size, total }: Archive,
  bench: Bench,
  part: string,
  rows: Row[],
): Promise<MiniSearch> {
  bench.say(`  MiniSearch takes in the same ${size} bodies`)
  const peer = new MiniSearch({
    fields: ['title', 'text'],
    storeFields: ['publicationId'],
    searchOptions: { combineWith: 'AND' },
  })
  const took = await timeOnce(async () => {
    for (let number = 0; number < size; number++) {
      const article = makeBenchArticle(number, total)
      peer.add({
        id: number,
        title: article.title,
        text: articleText(article),
        publicationId: article.publicationId,
      })
    }
  })
  rows.push({
    part,
    name: 'MiniSearch: taking the bodies in',
    ours: '',
    peer: `${figure(took.wall / 1_000)} s`,
    values: { peerBuildMs: took.wall },
  })
  return peer
}

async function measureSuggestions(
  { store, size }: Archive,
  { typos }: Questions,
  part: string,
  rows: Row[],
  bench: Bench,
): Promise<void> {
  const suggestions = openSuggestions(store)
  const first = await timeOnce(() => suggestions.correct('hospitla'))
  const timings = await compareRuns(typos.length, (i) => suggestions.correct(typos[i % typos.length]!.typo))
  const typed = await compareRuns(runs, (i) => {
    const { word } = typos[i % typos.length]!
    return suggestions.complete(word.slice(0, 3 + (i % (word.length - 3))))
  })
  const goalMs = size >= goalsFrom ? suggestionGoalMs : undefined
  rows.push(timingRow(part, 'suggestions for the beginning of a word', typed, goalMs))
  const row = timingRow(part, 'a word with one edit', timings, goalMs)
  let best = 0
  let inFive = 0
  for (const { typo, word } of typos) {
    const found = await suggestions.nearest(typo, 5)
    if (found[0] === word) best++
    if (found.includes(word)) inFive++
  }
  const share = (n: number) => `${((100 * n) / typos.length).toFixed(0)} %`
  rows.push(row, {
    part,
    name: 'a word with one edit: right first, in five',
    ours: `${share(best)}, ${share(inFive)}`,
    values: { first: best / typos.length, inFive: inFive / typos.length, typos: typos.length },
  })
  rows.push({
    part,
    name: 'vocabulary: read and built at first use',
    ours: `${figure(first.wall / 1_000)} s`,
    cpu: `${figure(first.cpu / 1_000)} s`,
    values: { wall: first.wall, cpu: first.cpu },
  })
  bench.say(`  a word with one edit: ${row.ours}, right ${share(best)}, in five ${share(inFive)}`)
}

/** The whole way of a request but the socket: query, hits, facets and the page as HTML. */
async function measurePages(
  { store }: Archive,
  { rare, common }: Questions,
  { root }: Bench,
  measure: Measure,
): Promise<void> {
  const watch = await readWatch(path.join(root, 'feeds'))
  const app = createApp({ store, watch, sample: true, now: () => new Date(`${today}T08:00:00Z`) })
  const page = async (url: string) => {
    const answer = await app.request(url)
    await answer.text()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
  }
  await measure('the page / as HTML', undefined, () => page('/'))
  await measure('the page /search, rare word', undefined, (i) => page(`/search?q=${rare[i % rare.length]}`))
  await measure('the page /search, common word', undefined, (i) =>
    page(`/search?q=${common[i % common.length]}`),
  )
}

/** Every article that a scan of the texts finds must be found, and no other. */
async function checkChinese(
  { store, size, total }: Archive,
  { chinese }: Questions,
  part: string,
): Promise<Row> {
  const truth = new Map(chinese.map((word) => [word, 0]))
  for (let number = 0; number < size; number++) {
    if (!isChinese(number)) continue
    const article = makeBenchArticle(number, total)
    const text = `${article.title}\n${articleText(article)}`
    for (const word of chinese) if (text.includes(word)) truth.set(word, truth.get(word)! + 1)
  }
  const shares: number[] = []
  for (const [word, count] of truth) {
    if (count === 0) continue
    const found = await store.searchArticles({ ...compileQuery(word, today), order: 'newest', limit: 1 })
    shares.push(found.count / count)
  }
  const exact = shares.every((share) => share === 1)
  return {
    part,
    name: `Chinese, two characters: found of a scan's, ${shares.length} words`,
    ours: exact ? '1.000' : `${Math.min(...shares).toFixed(3)} to ${Math.max(...shares).toFixed(3)}`,
    goal: judge('recall 1.0', exact),
    values: { recallMin: Math.min(...shares), recallMedian: quantile(shares, 0.5), words: shares.length },
  }
}
