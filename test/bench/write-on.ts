// A process of its own for reading.ts and searchers.ts: adds articles to an archive, one small batch after the other at a
// pace or without a pause, until it is told to stop or has no more. Its one line of output says that it has begun.
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from '../../src/store/open.ts'
import { makeBenchArticle } from './texts.ts'

const articlesMax = 40_000
const smallBatch = 10 // articles a transaction
const [folder, total, articlesASecond] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])]

let stopped = false
process.on('SIGTERM', () => {
  stopped = true
})
const store = await openStore({ folder, readers: 1 })
// What an earlier writer added stays: the next one goes on after it.
const { articles } = await store.countAll({ since: '' })
for (let written = 0; written < articlesMax && !stopped; written += smallBatch) {
  await store.saveArticles(
    Array.from({ length: smallBatch }, (_, i) => ({
      ...makeBenchArticle(articles + written + i, total),
      publishedAt: '2026-03-22T08:00:00.000Z',
      publishedOn: '2026-03-22',
    })),
  )
  if (written === 0) process.stdout.write('writing\n')
  if (articlesASecond > 0) await wait((smallBatch / articlesASecond) * 1_000)
}
await store.close()
