// A reader's kept answers: given again while nobody writes, and never after a write, by whomever.
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { keepAnswers } from '../../src/store/kept-answers.ts'
import { DATABASE_NAME, PAGES_NAME } from '../../src/store/open.ts'
import { makeFolder } from './samples.ts'

function openBoth() {
  const folder = makeFolder()
  const file = path.join(folder, DATABASE_NAME)
  const pages = path.join(folder, PAGES_NAME)
  openDatabase(file, pages, 'write').close()
  const writer = new Database(file)
  const reader = openDatabase(file, pages, 'read')
  const count = reader.prepare('select count(*) from facts').pluck()
  const keep = keepAnswers(reader)
  let works = 0
  const ask = (name: string, ...parameters: unknown[]) =>
    keep(name, parameters, () => {
      works++
      return count.get()
    })
  const add = (name: string) => writer.prepare(`insert into facts (name, value) values (?, '')`).run(name)
  const close = () => {
    writer.close()
    reader.close()
  }
  return { ask, add, close, worked: () => works }
}

it('are worked out once for the same question, and anew after a write', () => {
  const { ask, add, close, worked } = openBoth()
  expect([ask('searchArticles', { match: 'a' }), ask('searchArticles', { match: 'a' })]).toEqual([0, 0])
  expect(worked()).toBe(1)
  ask('searchArticles', { match: 'b' })
  ask('searchFacets', { match: 'a' })
  expect(worked()).toBe(3)
  add('one')
  expect(ask('searchArticles', { match: 'a' })).toBe(1)
  expect(worked()).toBe(4)
  add('two')
  add('three')
  expect(ask('searchArticles', { match: 'a' })).toBe(3)
  close()
})

it('are of searches only, and not without end', () => {
  const { ask, close, worked } = openBoth()
  ask('readFacts', 'robots:')
  ask('readFacts', 'robots:')
  expect(worked()).toBe(2)
  for (let i = 0; i < 1_000; i++) ask('searchArticles', { match: String(i) })
  expect(worked()).toBe(1_002)
  ask('searchArticles', { match: '999' })
  expect(worked()).toBe(1_002)
  ask('searchArticles', { match: '0' })
  expect(worked()).toBe(1_003)
  close()
})
