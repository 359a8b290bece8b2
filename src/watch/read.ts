// The only file access of this room: hands the text of feeds/ to load.ts, and writes what a command adds to it.
// It never looks outside the folder it was given.

import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Lexicon } from '../model.ts'
import { readLexicon } from './lexicon.ts'
import { loadWatch, type Watch } from './load.ts'
import { addPublishers } from './publishers.ts'

/** The files of feeds/, by bare name ("added.yaml"). */
export type WatchFiles = {
  read: (name: string) => Promise<string | undefined> // undefined when there is no such file
  write: (name: string, text: string) => Promise<void> // whole or not at all
}

/** Files read from the folder; more than that is not a folder of ours. */
const filesMax = 100

/** Subfolder of the vocabularies. Without it no figures are read, and nothing else is missed. */
const lexiconFolder = 'lexicon'

/** Reads every *.yaml and *.yml file in the folder, in order of name, and its lexicon, on top of another one if there is one. A folder that cannot be read is a problem, not a throw. */
export async function readWatch(folder: string, base?: Lexicon): Promise<Watch> {
  const shown = basename(folder)
  try {
    const found = await readdir(folder)
    const names = found.filter((name) => /\.ya?ml$/.test(name)).sort()
    const files = await Promise.all(
      names.slice(0, filesMax).map(async (name) => {
        return { name: `${shown}/${name}`, text: await readFile(join(folder, name), 'utf8') }
      }),
    )
    const watch = loadWatch(files)
    if (found.includes(lexiconFolder)) {
      const { problems, ...lexicon } = await readLexicon(join(folder, lexiconFolder), base)
      watch.lexicon = addPublishers(lexicon, watch.publications)
      watch.problems.push(...problems)
    }
    return watch
  } catch (error) {
    const watch = loadWatch([])
    const reason = error instanceof Error ? error.message : String(error)
    const message = `cannot be read (${reason}): make the folder, or point the setting at the right one`
    watch.problems.push({ file: shown, line: 1, field: '', message })
    return watch
  }
}

/** Reading and writing single files of the folder. */
export function openWatchFiles(folder: string): WatchFiles {
  const pathOf = (name: string): string => join(folder, basename(name))
  return {
    read: async (name) => {
      try {
        return await readFile(pathOf(name), 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    write: async (name, text) => {
      await mkdir(folder, { recursive: true })
      const path = pathOf(name)
      await writeFile(`${path}.new`, text)
      await rename(`${path}.new`, path)
    },
  }
}
