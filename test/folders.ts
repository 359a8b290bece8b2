// Folders of the tests: made in one place, inside the folder of the run, and removed when the test file ends, whether or
// not its tests passed (setup.ts). Outside of a run, as in a benchmark, they go when the process ends.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Set by run-folder.ts for all files of a run. */
export const RUN_FOLDER = 'UPTAKE_TEST_FOLDER'

const made = new Set<string>()

export function makeFolder(purpose = 'test'): string {
  const folder = mkdtempSync(path.join(process.env[RUN_FOLDER] ?? tmpdir(), `uptake-${purpose}-`))
  made.add(folder)
  return folder
}

export function removeFolders(): void {
  for (const folder of made) removeFolder(folder)
  made.clear()
}

/** A process that was just ended may still write a last file. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

process.once('exit', removeFolders)
