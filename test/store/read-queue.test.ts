// Reads that wait for a free thread: how many work at once, in which order, and who is sent away.
import { expect, it } from 'vitest'
import { makeReadQueue } from '../../src/store/read-queue.ts'

const longMs = 60_000
const busy = () => new Error('busy')

/** Work that ends when it is told to. */
function makeWork() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name)
      ends.set(name, () => resolve(`answer to ${name}`))
    })
  return { begun, work, end: (name: string) => ends.get(name)!() }
}

it('begin in the order they came, as many at once as there are places', async () => {
  const { begun, work, end } = makeWork()
  const queue = makeReadQueue(2, longMs, busy)
  const asked = ['a', 'b', 'c', 'd'].map((name) => queue(work(name)))
  expect(begun).toEqual(['a', 'b'])
  end('b')
  await expect.poll(() => begun).toEqual(['a', 'b', 'c'])
  end('c')
  await expect.poll(() => begun).toEqual(['a', 'b', 'c', 'd'])
  end('a')
  end('d')
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'c', 'd'].map((name) => `answer to ${name}`))
})

it('are sent away after a while, and what is at work goes on', async () => {
  const { begun, work, end } = makeWork()
  const queue = makeReadQueue(1, 20, busy)
  const first = queue(work('first'))
  await expect(queue(work('late'))).rejects.toThrow('busy')
  end('first')
  expect(await first).toBe('answer to first')
  const next = queue(work('next'))
  end('next')
  expect(await next).toBe('answer to next')
  expect(begun).toEqual(['first', 'next'])
})

it('that fail make room for the next', async () => {
  const queue = makeReadQueue(1, longMs, busy)
  const failing = queue(() => Promise.reject(new Error('no such thing')))
  const next = queue(async () => 'next')
  await expect(failing).rejects.toThrow('no such thing')
  expect(await next).toBe('next')
})
