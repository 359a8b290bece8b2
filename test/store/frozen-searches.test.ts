// Frozen searches: the bytes come back as they were hashed, nothing changes them, and the same search later shows what is
// different.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ARTICLE_COLUMNS } from '../../src/export/columns.ts'
import { writeNdjson } from '../../src/export/table.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { frozenSearchesMax, packRows } from '../../src/store/frozen-searches.ts'
import type { Store } from '../../src/store/open.ts'
import { makeArticle, openTestStore } from './samples.ts'

const asOf = '2026-03-22T09:00:00.000Z'
const compiled = compileQuery('ledger', asOf.slice(0, 10))
let store: Store
let accountId: number
let ids: number[]
beforeAll(async () => {
  store = await openTestStore()
  accountId = (await store.addAccount({ name: 'Anna', nameKey: 'anna', role: 'reader', at: asOf }))!
  ids = await store.saveArticles(
    Array.from({ length: 7 }, (_, i) =>
      makeArticle({ title: `Ledger ${i}`, text: `A ledger, number ${i}. 医院` }),
    ),
  )
})
afterAll(() => store.close())

const start = (id: string, of = asOf) =>
  store.startFrozen({
    id,
    accountId,
    query: 'ledger',
    words: 'articles with “ledger”',
    sources: [{ name: 'daily', title: 'The Daily', enabled: true }],
    asOf: of,
    foundCount: 7,
  })

const add = async (id: string, number: number, ndjson: string) =>
  store.addFrozenRows({ id, number, packed: await packRows(ndjson), keptCount: number * 3 + 3, at: asOf })

async function freeze(id: string): Promise<string> {
  await start(id)
  let all = ''
  for (let number = 0; number * 3 < ids.length; number++) {
    const rows = await store.readExportRows({ ids: ids.slice(number * 3, number * 3 + 3) })
    const ndjson = writeNdjson(rows, ARTICLE_COLUMNS)
    all += ndjson
    await add(id, number, ndjson)
  }
  const sha256 = createHash('sha256').update(all).digest('hex')
  const counts = { articleCount: 7, storyCount: 7, copyCount: 0, byteCount: Buffer.byteLength(all) }
  await store.finishFrozen({ id, ...counts, sha256, at: asOf })
  return all
}

const readAll = async (id: string) => {
  let all = ''
  for (let number = 0; ; number++) {
    const piece = await store.readFrozenRows({ id, number })
    if (piece === '') return all
    all += piece
  }
}

describe('a frozen search', () => {
  it('gives back the bytes that its hash was made of', async () => {
    const written = await freeze('aaaaaaaaaa')
    const frozen = (await store.readFrozen('aaaaaaaaaa'))!
    expect(frozen).toMatchObject({ query: 'ledger', articleCount: 7, pieceCount: 3, asOf })
    expect(await readAll('aaaaaaaaaa')).toBe(written)
    expect(
      createHash('sha256')
        .update(await readAll('aaaaaaaaaa'))
        .digest('hex'),
    ).toBe(frozen.sha256)
  })

  it('is seen by nobody before it is finished, and changed by nothing after', async () => {
    await start('bbbbbbbbbb')
    await add('bbbbbbbbbb', 0, '{}\n')
    expect(await store.readFrozen('bbbbbbbbbb')).toBeUndefined()
    const underWay = { foundCount: 7, keptCount: 3, touchedAt: asOf, message: null }
    expect(await store.readUnfinishedFrozen('bbbbbbbbbb')).toMatchObject(underWay)
    expect(await store.readUnfinishedFrozen('aaaaaaaaaa')).toBeUndefined()
    expect((await store.listFrozen(accountId)).map((one) => one.id)).toEqual(['aaaaaaaaaa'])
    const before = await store.readFrozen('aaaaaaaaaa')
    await add('aaaaaaaaaa', 9, '{"forged":1}\n')
    await store.finishFrozen({ ...before!, sha256: 'forged', at: asOf })
    expect(await store.readFrozen('aaaaaaaaaa')).toEqual(before)
  })

  it('that failed says why, and takes no more rows', async () => {
    await store.failFrozen({ id: 'bbbbbbbbbb', message: 'The disk is full.' })
    await add('bbbbbbbbbb', 1, '{}\n')
    expect(await store.readUnfinishedFrozen('bbbbbbbbbb')).toMatchObject({
      keptCount: 3,
      message: 'The disk is full.',
    })
    expect(await store.readFrozenRows({ id: 'bbbbbbbbbb', number: 1 })).toBe('')
    await store.failFrozen({ id: 'aaaaaaaaaa', message: 'forged' })
    expect(await store.readFrozen('aaaaaaaaaa')).toBeDefined()
  })

  it('that broke off is cleared away a day later, and the account has a limit', async () => {
    await start('cccccccccc', '2026-03-24T09:00:00.000Z')
    expect(await store.readFrozenRows({ id: 'bbbbbbbbbb', number: 0 })).toBe('')
    for (let i = 0; i < frozenSearchesMax + 5; i++) await start(`d${String(i).padStart(9, '0')}`)
    expect(await start('eeeeeeeeee')).toBe(false)
  })
})

describe('the same search again', () => {
  it('finds nothing different at first', async () => {
    const compared = await store.compareFrozen({ id: 'aaaaaaaaaa', compiled })
    expect(compared).toEqual({
      now: 7,
      added: { count: 0, rows: [] },
      gone: { count: 0, rows: [] },
      changed: { count: 0, rows: [] },
    })
  })

  it('says what was added, changed, and is no longer found', async () => {
    const [added] = await store.saveArticles([makeArticle({ title: 'A new ledger', text: 'A ledger.' })])
    const edit = async (articleId: number, title: string, text: string) => {
      const content = makeArticle({ title, text })
      await store.saveRecheck({
        articleId,
        at: asOf,
        recheckStep: 1,
        validators: {},
        changed: {
          content,
          version: { seenAt: asOf, title, numberChanged: false },
          pageHash: `page ${articleId}`,
        },
      })
    }
    await edit(ids[0]!, 'Ledger 0, corrected', 'A ledger, corrected.')
    await edit(ids[1]!, 'Something else', 'It no longer has the word.')
    const compared = await store.compareFrozen({ id: 'aaaaaaaaaa', compiled })
    expect(compared.now).toBe(7)
    expect(compared.added).toMatchObject({ count: 1, rows: [{ id: added, title: 'A new ledger' }] })
    expect(compared.gone).toMatchObject({ count: 1, rows: [{ id: ids[1], title: 'Ledger 1' }] })
    expect(compared.changed).toMatchObject({
      count: 1,
      rows: [{ id: ids[0], title: 'Ledger 0, corrected', what: ['headline', 'text'] }],
    })
    expect(await readAll('aaaaaaaaaa')).toContain('"title":"Ledger 0"')
  })
})
