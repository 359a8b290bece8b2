// How fast the one writer takes articles in, full-text index and vocabulary included, and how large the index gets.
import { type Archive, batchSize, fillBatchSize, growArchive, openArchive, readSizes } from './archive.ts'
import { type Bench, figure, judge, quantile, type Row, type Timings } from './measure.ts'
import { addGroupingKeys, makeBenchArticle } from './texts.ts'

const articlesASecondGoal = 2_000
const batchMsGoal = 50
const indexShareGoal = 0.65
const groupedArticles = 2_000
const measuredArticles = 4_000 // the last of an archive: it has its full size then

/** Fills the archive and says how the end of that went. */
export async function measureIngest(archive: Archive, bench: Bench): Promise<Row[]> {
  const measured = Math.min(measuredArticles, archive.total)
  await growArchive(archive, archive.total - measured, bench.say, { batch: fillBatchSize })
  bench.say(`  now the last ${measured}, ${batchSize} a transaction, measured`)
  const timings = await growArchive(archive, archive.total, bench.say)
  const sizes = readSizes(archive)
  const share = sizes.indexMb / sizes.textMb
  return [
    ...ingestRows(`the last ${measured} of ${archive.total} with index`, timings, measured),
    {
      part: 'ingest',
      name: `index of ${archive.total}: share of text`,
      ours: `${(share * 100).toFixed(1)} % (${sizes.indexMb.toFixed(0)} of ${sizes.textMb.toFixed(0)} MB)`,
      goal: judge('≤ 65 %', share <= indexShareGoal),
      values: { ...sizes, share },
    },
  ]
}

/** The same with all that the identity room adds for copies and stories: about 160 more keys an article. */
export async function measureGroupedIngest(bench: Bench): Promise<Row[]> {
  const archive = await openArchive(bench, groupedArticles, 'grouped')
  try {
    const timings = await growArchive(archive, groupedArticles, bench.say, {
      make: (number, total) => addGroupingKeys(makeBenchArticle(number, total), number),
    })
    return ingestRows(`${groupedArticles} with index and grouping keys`, timings, groupedArticles)
  } finally {
    await archive.store.close()
  }
}

function ingestRows(name: string, { wall, cpu }: Timings, articles: number): Row[] {
  const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / 1_000
  const aSecond = articles / total(wall)
  const aCpuSecond = articles / total(cpu)
  const p95 = quantile(wall, 0.95)
  const cpuP95 = quantile(cpu, 0.95)
  return [
    {
      part: 'ingest',
      name,
      ours: `${aSecond.toFixed(0)} articles/s`,
      cpu: `${aCpuSecond.toFixed(0)}/CPU s`,
      goal: judge(
        `≥ ${articlesASecondGoal}/s`,
        aSecond >= articlesASecondGoal,
        aCpuSecond >= articlesASecondGoal,
      ),
      values: { aSecond, aCpuSecond },
    },
    {
      part: 'ingest',
      name: `${name}: a batch of ${batchSize}`,
      ours: `${figure(quantile(wall, 0.5))}/${figure(p95)} ms`,
      cpu: `${figure(quantile(cpu, 0.5))}/${figure(cpuP95)}`,
      goal: judge(`p95 ≤ ${batchMsGoal} ms`, p95 <= batchMsGoal, cpuP95 <= batchMsGoal),
      values: { p50: quantile(wall, 0.5), p95, cpuP95 },
    },
  ]
}
