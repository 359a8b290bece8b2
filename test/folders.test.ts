// Tests leave nothing behind in the system's temporary folder.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { makeFolder, RUN_FOLDER, removeFolders } from './folders.ts'

it('folders lie in that of the run, and go with all that is in them', () => {
  const [one, other] = [makeFolder(), makeFolder('other')]
  expect([one, other].map((folder) => path.dirname(folder))).toEqual([
    process.env[RUN_FOLDER],
    process.env[RUN_FOLDER],
  ])
  writeFileSync(path.join(one, 'file'), 'x')
  removeFolders()
  expect([one, other].filter((folder) => existsSync(folder))).toEqual([])
  removeFolders()
})

it('are made nowhere else', () => {
  const making = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('bench'))
    .filter((name) => /\bmkdtemp|\btmpdir\(/.test(readFileSync(path.join(import.meta.dirname, name), 'utf8')))
  expect(making.sort()).toEqual(['folders.ts', 'run-folder.ts'])
})
