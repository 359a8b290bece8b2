// Freezes a search: what it finds is listed at once, the rows are kept piece by piece behind the answer. What is counted and
// hashed is what is kept, in one go by one process: a freeze that broke off is never gone on with, rows of another day would
// get into it.
import { createHash, randomInt } from 'node:crypto'
import { ARTICLE_COLUMNS } from '../src/export/columns.ts'
import type { MethodFacts } from '../src/export/method.ts'
import { writeNdjson } from '../src/export/table.ts'
import { compileQuery } from '../src/search/compile.ts'
import { describeQuery } from '../src/search/print.ts'
import {
  frozenSearchesMax,
  packRows,
  rowsPerFreezeMax,
  type UnfinishedFrozen,
} from '../src/store/frozen-searches.ts'
import type { Site } from './site.tsx'

const rowsPerPiece = 250
const freezesAtOnceMax = 2 // of a site: each keeps a reader of the database busy
const silentMsMax = 60_000 // after this without a new piece, whoever made it has gone
// No vowels, so that no id is a word, and nothing that is read for something else.
const ID_LETTERS = '23456789bcdfghjkmnpqrstvwxyz'
const idLength = 10 // 28^10: three hundred million million

export type FreezeParts = Pick<Site, 'store' | 'now' | 'watch'>
export type Freeze = { id: string; foundCount: number; done: Promise<void> }

const underWay = new WeakMap<object, number>() // by store

/** `done` never fails: what went wrong stands in the record. */
export async function startFreeze(
  parts: FreezeParts,
  query: string,
  accountId: number,
): Promise<Freeze | { problem: string }> {
  const { store, now } = parts
  const asOf = now().toISOString()
  const compiled = compileQuery(query, asOf.slice(0, 10))
  const ids = await store.listExportIds({ compiled, order: 'newest', limit: rowsPerFreezeMax + 1 })
  if (ids.length === 0) return { problem: 'This search finds nothing, so there is nothing to cite.' }
  if (ids.length > rowsPerFreezeMax)
    return {
      problem: `A frozen search holds up to ${rowsPerFreezeMax} articles: narrow it, by a period for example.`,
    }
  const running = underWay.get(store) ?? 0
  if (running >= freezesAtOnceMax)
    return { problem: 'Other searches are being frozen just now. Try again in a minute.' }
  underWay.set(store, running + 1)
  const leave = () => underWay.set(store, underWay.get(store)! - 1)
  try {
    const id = Array.from({ length: idLength }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]!).join('')
    const words = describeQuery(query)
    const foundCount = ids.length
    const frozen = { id, accountId, query, words, sources: listSources(parts), asOf, foundCount }
    if (!(await store.startFrozen(frozen))) {
      leave()
      return { problem: `An account keeps up to ${frozenSearchesMax} frozen searches.` }
    }
    return { id, foundCount, done: keepRows(parts, id, ids).finally(leave) }
  } catch (error) {
    leave()
    throw error
  }
}

/** Reads the rows page by page and keeps the very bytes that are hashed. */
async function keepRows({ store, now }: FreezeParts, id: string, ids: number[]): Promise<void> {
  try {
    const hash = createHash('sha256')
    const stories = new Set<number>()
    let [articleCount, copyCount, byteCount] = [0, 0, 0]
    for (let from = 0, number = 0; from < ids.length; from += rowsPerPiece, number++) {
      const page = ids.slice(from, from + rowsPerPiece)
      const rows = await store.readExportRows({ ids: page })
      const ndjson = writeNdjson(rows, ARTICLE_COLUMNS)
      hash.update(ndjson, 'utf8')
      const packed = await packRows(ndjson)
      const keptCount = from + page.length
      await store.addFrozenRows({ id, number, packed, keptCount, at: now().toISOString() })
      for (const row of rows) stories.add(row.story_id)
      articleCount += rows.length
      copyCount += rows.filter((row) => row.copy_of !== null).length
      byteCount += Buffer.byteLength(ndjson, 'utf8')
    }
    const counts = { articleCount, copyCount, byteCount, storyCount: stories.size }
    await store.finishFrozen({ id, ...counts, sha256: hash.digest('hex'), at: now().toISOString() })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // Where even this fails the store is gone: the record goes quiet, and is then said to have broken off.
    await store.failFrozen({ id, message }).catch(() => {})
  }
}

/** Why a freeze will not be finished; undefined while somebody is at it. */
export function whyBroken({ message, touchedAt }: UnfinishedFrozen, now: Date): string | undefined {
  if (message !== null) return message
  const silentMs = now.getTime() - Date.parse(touchedAt)
  return silentMs > silentMsMax ? 'The site was stopped meanwhile.' : undefined
}

export function listSources({ watch }: Pick<Site, 'watch'>): MethodFacts['sources'] {
  return watch.sources.map(({ name, title, enabled }) => ({ name, title, enabled }))
}
