// Saved searches: seen by their owner only, brought back after deletion, found by their secret; what they bring in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../src/search/compile.ts'
import type { Store } from '../../src/store/open.ts'
import { savedSearchesMax } from '../../src/store/saved-searches.ts'
import { makeArticle, openTestStore } from './samples.ts'

const at = '2026-03-22T09:00:00.000Z'
const today = Math.floor(Date.parse(at) / 86_400_000)
let store: Store
let anna: number
let ben: number
beforeAll(async () => {
  store = await openTestStore()
  anna = (await store.addAccount({ name: 'Anna', nameKey: 'anna', role: 'reader', at }))!
  ben = (await store.addAccount({ name: 'Ben', nameKey: 'ben', role: 'operator', at }))!
})
afterAll(() => store.close())

const save = async (accountId: number, name: string) =>
  (await store.addSavedSearch({ accountId, at, name, note: 'why', query: name }))!

describe('a saved search', () => {
  it('is seen by its owner only, and changed by nobody else', async () => {
    const id = await save(anna, 'scribe')
    expect(await store.readSavedSearch({ id, accountId: anna })).toMatchObject({
      name: 'scribe',
      hasFeed: false,
    })
    expect(await store.readSavedSearch({ id, accountId: ben })).toBeUndefined()
    expect(await store.listSavedSearches(ben)).toEqual([])
    const change = { id, at, name: 'taken', note: '', query: 'x' }
    expect(await store.changeSavedSearch({ ...change, accountId: ben })).toBe(false)
    expect(await store.setSavedFeed({ id, accountId: ben, feedHash: 'h', at })).toBe(false)
    expect(await store.setSavedDeleted({ id, accountId: ben, deleted: true, at })).toBe(false)
    expect(await store.readSavedSearch({ id, accountId: anna })).toMatchObject({
      name: 'scribe',
      deletedAt: null,
    })
    expect(await store.changeSavedSearch({ ...change, accountId: anna })).toBe(true)
    expect((await store.readSavedSearch({ id, accountId: anna }))!.query).toBe('x')
  })

  it('is found by its secret until that is withdrawn, replaced, or its owner is shut out', async () => {
    const id = await save(anna, 'feed')
    const set = (feedHash: string | null) => store.setSavedFeed({ id, accountId: anna, feedHash, at })
    await set('one')
    expect((await store.readSavedByFeed('one'))!.id).toBe(id)
    await set('two')
    expect(await store.readSavedByFeed('one')).toBeUndefined()
    await store.setSavedDeleted({ id, accountId: anna, deleted: true, at })
    expect(await store.readSavedByFeed('two')).toBeUndefined()
    await store.setSavedDeleted({ id, accountId: anna, deleted: false, at })
    expect((await store.readSavedByFeed('two'))!.id).toBe(id)
    await set(null)
    expect(await store.readSavedByFeed('two')).toBeUndefined()
    const other = await save(ben, 'his')
    await store.setSavedFeed({ id: other, accountId: ben, feedHash: 'three', at })
    expect((await store.readSavedByFeed('three'))!.id).toBe(other)
    await store.addAccount({ name: 'Cleo', nameKey: 'cleo', role: 'operator', at })
    await store.changeAccount({ id: ben, disabled: true, at })
    expect(await store.readSavedByFeed('three')).toBeUndefined()
  })

  it('has a limit for each account, and deleted ones do not count', async () => {
    const cleo = (await store.addAccount({ name: 'Dora', nameKey: 'dora', role: 'reader', at }))!
    const ids = await Promise.all(Array.from({ length: savedSearchesMax }, (_, i) => save(cleo, `s${i}`)))
    expect(await save(cleo, 'one more')).toBeUndefined()
    await store.setSavedDeleted({ id: ids[0]!, accountId: cleo, deleted: true, at })
    expect(await save(cleo, 'one more')).toBeDefined()
    expect(await store.setSavedDeleted({ id: ids[0]!, accountId: cleo, deleted: false, at })).toBe(false)
  })
})

describe('what a search brings in', () => {
  it('is counted by week over twelve weeks, and over ninety days', async () => {
    const daysAgo = [0, 6, 7, 83, 84, 89, 90, 400]
    await store.saveArticles(
      daysAgo.map((days) =>
        makeArticle({
          title: `Ledger ${days}`,
          text: `A ledger, ${days} days ago.`,
          publishedAt: new Date(Date.parse(at) - days * 86_400_000).toISOString(),
        }),
      ),
    )
    const compiled = (query: string) => compileQuery(query, at.slice(0, 10))
    const searches = [compiled('ledger'), compiled('nothingofthekind'), compiled('ledger published:2026-03')]
    const [all, none, march] = await store.readVolumes({ searches, today })
    expect(all).toMatchObject({ last90Days: 6, newest: { title: 'Ledger 0', publicationName: 'The Daily' } })
    expect(all!.weeks).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2])
    expect(none).toEqual({ weeks: Array(12).fill(0), last90Days: 0, newest: null })
    expect(march!.last90Days).toBe(3)
  })
})
