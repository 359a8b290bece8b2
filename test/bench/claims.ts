// Reading adoption figures beside compromise's extraction of numbers alone: the same articles, the same process, taking
// turns. The gate is the ratio of the medians.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import nlp from 'compromise'
import { parse } from 'yaml'
import { extractClaims } from '../../src/claim/extract.ts'
import { prepareLexicon } from '../../src/claim/lexicon.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'
import { type Bench, compareRuns, judge, quantile, type Row, timingRow } from './measure.ts'

type Text = { title: string; text: string; publishedOn: string }

const runs = 20
const articleChars = 5_000
const articleMsMax = 30

export async function measureClaims(bench: Bench): Promise<Row[]> {
  const lexicon = prepareLexicon(await readLexicon(path.join(bench.root, 'feeds', 'lexicon')))
  const rows: Row[] = []
  for (const language of ['en', 'zh']) {
    const text = longArticle(readArticles(bench.root, language))
    const timings = await compareRuns(
      runs,
      () => extractClaims(text, lexicon),
      () => nlp(text.text).numbers().json(),
    )
    const row = timingRow('claims', `${language}, ${text.text.length} characters`, timings, articleMsMax)
    const faster = quantile(timings.ours.wall, 0.5) < quantile(timings.peer!.wall, 0.5)
    rows.push(row, {
      part: 'claims',
      name: `${language}, faster than numbers alone`,
      ours: row.ours,
      ...(row.peer ? { peer: row.peer } : {}),
      ...(row.ratio ? { ratio: row.ratio } : {}),
      goal: judge('ratio < 1', faster),
      values: row.values,
    })
  }
  return rows
}

function readArticles(root: string, language: string): Text[] {
  const folder = path.join(root, 'test', 'claim', 'articles')
  return readdirSync(folder)
    .filter((name) => name.startsWith(language) && name.endsWith('.yaml'))
    .map((name) => parse(readFileSync(path.join(folder, name), 'utf8')))
    .map(({ title, blocks, publishedOn }) => ({
      title,
      publishedOn,
      text: blocks.map((block: { text: string }) => block.text).join('\n'),
    }))
}

/** The labelled articles joined until they are as long as the goal says. */
function longArticle(articles: readonly Text[]): Text {
  let text = ''
  for (let i = 0; text.length < articleChars; i++) text += `${articles[i % articles.length]!.text}\n`
  return { ...articles[0]!, text: text.slice(0, articleChars) }
}
