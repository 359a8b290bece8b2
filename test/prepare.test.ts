// What is read before the first document: samples that need all that reading compiles and loads.
import path from 'node:path'
import { expect, it } from 'vitest'
import { prepareReading } from '../src/prepare.ts'
import { loadWatch } from '../src/watch/load.ts'
import { readWatch } from '../src/watch/read.ts'

it('finds the figures of its samples in English and in Chinese, so that those expressions are compiled', async () => {
  const watch = await readWatch(path.resolve(import.meta.dirname, '..', 'feeds'))
  expect(await prepareReading(watch)).toBeGreaterThanOrEqual(3)
})

it('needs no vocabulary', async () => {
  expect(await prepareReading(loadWatch([]))).toBe(0)
})
