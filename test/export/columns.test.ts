// The documentation of the files has every column and every suffix, in their order, and no other.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ARTICLE_COLUMNS, STORY_COLUMNS, TEXT_COLUMN } from '../../src/export/columns.ts'
import { FORMATS } from '../../src/export/formats.ts'

const file = readFileSync(path.resolve(import.meta.dirname, '..', '..', 'docs', 'exports.md'), 'utf8')

it('docs/exports.md has the columns and the suffixes as they are', () => {
  const rows = [...file.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name, means]) => ({ name, means }))
  expect(rows).toEqual([
    ...FORMATS.map(({ suffix, name, purpose }) => ({ name: `.${suffix}`, means: `${name}, ${purpose}` })),
    ...ARTICLE_COLUMNS,
    TEXT_COLUMN,
    ...STORY_COLUMNS,
  ])
})
