// CSV that no spreadsheet runs, and NDJSON that is exact.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ARTICLE_COLUMNS, type Column } from '../../src/export/columns.ts'
import { fileStem, splitSuffix } from '../../src/export/formats.ts'
import { CSV_MARK, writeCsvHead, writeCsvRows, writeNdjson } from '../../src/export/table.ts'

type Pair = { a: string; b: string }
const COLUMNS: Column<Pair>[] = [
  { name: 'a', means: '' },
  { name: 'b', means: '' },
]

/** RFC 4180, read by the letter: what is not quoted holds neither comma nor quote nor line end. */
function readCsv(file: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < file.length) {
    const row: string[] = []
    for (;;) {
      const [all, quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))/.exec(file.slice(at))!
      row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'))
      at += all.length
      if (file[at] === ',') at++
      else break
    }
    if (file.slice(at, at + 2) !== '\r\n') throw new Error(`no line end at ${at}: ${file.slice(at, at + 20)}`)
    at += 2
    rows.push(row)
  }
  return rows
}

/** What a program that wants the exact text takes off again: the rule is in the documentation. */
const unguard = (cell: string) => (cell.startsWith("'") && isActive(cell.slice(1)) ? cell.slice(1) : cell)
const isActive = (cell: string) =>
  /^[\s\u200b-\u200f\u2060\ufeff"']*[=+\-@＝＋－＠]/u.test(cell) || /^[\t\r\n]/.test(cell)

const file = path.resolve(import.meta.dirname, '../../../shared/data/web/csv_injection.json')
const own = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '"=1+1',
  "'=1+1",
  "';=1",
  ' =1',
  'a,b',
  'a"b',
]
const payloads = existsSync(file)
  ? [...own, ...(JSON.parse(readFileSync(file, 'utf8')) as { payloads: string[] }).payloads]
  : own

describe('CSV', () => {
  it('has no cell that a spreadsheet would run, and gives every text back', () => {
    const rows = payloads.map((text) => ({ a: text, b: `before ${text}` }))
    const read = readCsv(writeCsvRows(rows, COLUMNS))
    expect(read).toHaveLength(payloads.length)
    for (const [i, cells] of read.entries()) {
      for (const cell of cells) expect(isActive(cell) && !cell.startsWith("'"), payloads[i]).toBe(false)
      expect(cells.map(unguard)).toEqual([rows[i]!.a, rows[i]!.b])
    }
    expect(payloads.filter(isActive).length, 'the rule is put to the test').toBeGreaterThan(8)
  })

  it('gives any text back', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.string(), b: fc.string({ unit: 'binary' }) })), (rows) => {
        const read = readCsv(writeCsvRows(rows, COLUMNS))
        expect(read.map((cells) => cells.map(unguard))).toEqual(rows.map(({ a, b }) => [a, b]))
      }),
    )
  })

  it('begins with the mark of UTF-8 and the names of its columns', () => {
    const head = writeCsvHead(ARTICLE_COLUMNS)
    expect(head.startsWith(CSV_MARK)).toBe(true)
    expect(readCsv(head.slice(1))).toEqual([ARTICLE_COLUMNS.map((column) => column.name)])
  })

  it('writes lists with semicolons, nothing for nothing, and true and false in words', () => {
    const columns = ['list', 'none', 'yes', 'number'].map((name) => ({ name, means: '' }))
    const row = { list: ['a b', 'c'], none: null, yes: true, number: -3 }
    expect(writeCsvRows([row], columns as Column<typeof row>[])).toBe('a b; c,,true,-3\r\n')
  })
})

describe('NDJSON', () => {
  it('is exact, whatever the text, one line a row', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.string({ unit: 'binary' }), b: fc.string() })), (rows) => {
        const lines = writeNdjson(rows, COLUMNS).split('\n')
        expect(lines.pop()).toBe('')
        expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
      }),
    )
  })

  it('is the same bytes for the same row, however its keys are ordered', () => {
    expect(writeNdjson([{ b: '2', a: '1' }], COLUMNS)).toBe(writeNdjson([{ a: '1', b: '2' }], COLUMNS))
  })
})

describe('names of files', () => {
  it('are plain', () => {
    expect(fileStem('DeepSeek in “hospitals”? ../../etc')).toBe('deepseek-in-hospitals-etc')
    expect(fileStem('医院')).toBe('export')
  })

  it('are told from their endings', () => {
    expect(splitSuffix('132.ris')).toEqual({ id: '132', format: 'ris' })
    expect(splitSuffix('132.feed.json')).toEqual({ id: '132', format: 'jsonfeed' })
    expect(splitSuffix('132.json')).toEqual({ id: '132', format: 'json' })
    for (const name of ['132', '132.exe', '.csv', '', '132.csv.zip'])
      expect(splitSuffix(name)).toBeUndefined()
  })
})
