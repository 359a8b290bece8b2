// The site's own font as a file that the PNG renderer can read: it comes packed for browsers and is unpacked once.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { decompress } from 'wawoff2'

const require = createRequire(import.meta.url)
const PACKAGE = '@fontsource-variable/inter'

/** Paths of the font files, unpacked into the system's folder for such things on first use. */
export async function chartFontFiles(): Promise<string[]> {
  const folder = path.join(tmpdir(), 'uptake-fonts')
  const manifest = require.resolve(`${PACKAGE}/package.json`)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  mkdirSync(folder, { recursive: true })
  return await Promise.all(
    ['latin', 'latin-ext'].map(async (subset) => {
      const file = path.join(folder, `inter-${version}-${subset}.ttf`)
      if (!existsSync(file)) {
        const packed = readFileSync(
          path.join(path.dirname(manifest), 'files', `inter-${subset}-wght-normal.woff2`),
        )
        // Whole or not at all: two may unpack at once.
        writeFileSync(`${file}.${process.pid}`, await decompress(packed))
        renameSync(`${file}.${process.pid}`, file)
      }
      return file
    }),
  )
}
