// For a whole run: one folder that holds all others. Nothing of a run outlives it; what a test file left behind is told.
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { RUN_FOLDER, removeFolder } from './folders.ts'

export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'uptake-run-'))
  process.env[RUN_FOLDER] = folder
  return () => {
    const left = readdirSync(folder)
    removeFolder(folder)
    delete process.env[RUN_FOLDER]
    if (left.length > 0)
      throw new Error(
        `Test files left ${left.length} folders behind (${left.slice(0, 5).join(', ')}): make them by makeFolder in test/folders.ts.`,
      )
  }
}
