// Reads that wait for a free thread: how many work at once, which share an answer, and who is sent away.
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

it('begin in turn, and alike ones that still wait are worked out once', async () => {
  const { begun, work, end } = makeWork()
  const queue = makeReadQueue(1, longMs, busy)
  const first = queue('a', work('first'))
  // Like the first, but that has begun: what it answers may be older than a write since.
  const second = queue('a', work('second'))
  const third = queue('a', work('third'))
  const alone = [queue(undefined, work('x')), queue(undefined, work('y'))]
  expect(begun).toEqual(['first'])
  end('first')
  expect(await first).toBe('answer to first')
  await expect.poll(() => begun).toEqual(['first', 'second'])
  end('second')
  expect([await second, await third]).toEqual(['answer to second', 'answer to second'])
  await expect.poll(() => begun).toEqual(['first', 'second', 'x'])
  end('x')
  await expect.poll(() => begun).toEqual(['first', 'second', 'x', 'y'])
  end('y')
  expect(await Promise.all(alone)).toEqual(['answer to x', 'answer to y'])
})

it('are sent away after a while, and what is at work goes on', async () => {
  const { begun, work, end } = makeWork()
  const queue = makeReadQueue(1, 20, busy)
  const first = queue('a', work('first'))
  await expect(queue('b', work('late'))).rejects.toThrow('busy')
  end('first')
  expect(await first).toBe('answer to first')
  const next = queue('c', work('next'))
  end('next')
  expect(await next).toBe('answer to next')
  expect(begun).toEqual(['first', 'next'])
})

it('that fail make room for the next', async () => {
  const queue = makeReadQueue(1, longMs, busy)
  const failing = queue('a', () => Promise.reject(new Error('no such thing')))
  const next = queue('b', async () => 'next')
  await expect(failing).rejects.toThrow('no such thing')
  expect(await next).toBe('next')
})
