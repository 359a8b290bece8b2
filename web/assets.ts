// The few files a page needs besides itself: style, icon, fonts. Read once at start, served with a hash as ETag.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseCoding, packFile } from './compress.ts'
import type { App } from './site.tsx'

const here = path.dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)
const fontFolder = (name: string) =>
  path.join(path.dirname(require.resolve(`@fontsource-variable/${name}/package.json`)), 'files')

/** One style sheet, joined in this order; base holds the tokens and what every page shares. */
const STYLES = ['base', 'search', 'account', 'api', 'saved', 'figures', 'reading', 'tags']

const FILES: [route: string, file: string, type: string][] = [
  ...['suggest', 'keys'].map((name): [string, string, string] => [
    `/js/${name}.js`,
    path.join(here, 'public', 'js', `${name}.js`),
    'text/javascript; charset=utf-8',
  ]),
  ['/icon.svg', path.join(here, 'public', 'icon.svg'), 'image/svg+xml'],
  ...['latin', 'latin-ext'].flatMap((subset): [string, string, string][] => [
    [
      `/fonts/source-serif-4-${subset}-wght-normal.woff2`,
      path.join(fontFolder('source-serif-4'), `source-serif-4-${subset}-wght-normal.woff2`),
      'font/woff2',
    ],
    [
      `/fonts/inter-${subset}-wght-normal.woff2`,
      path.join(fontFolder('inter'), `inter-${subset}-wght-normal.woff2`),
      'font/woff2',
    ],
  ]),
]

export function serveAssets(app: App): void {
  const styles = STYLES.map((name) => readFileSync(path.join(here, 'public', 'css', `${name}.css`)))
  const files: [route: string, body: Uint8Array<ArrayBuffer>, type: string][] = [
    ['/style.css', new Uint8Array(Buffer.concat(styles)), 'text/css; charset=utf-8'],
    ...FILES.map(([route, file, type]): [string, Uint8Array<ArrayBuffer>, string] => [
      route,
      new Uint8Array(readFileSync(file)),
      type,
    ]),
  ]
  for (const [route, body, type] of files) {
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22)
    const font = type === 'font/woff2'
    const packed = font ? undefined : packFile(body)
    const common = {
      'Content-Type': type,
      'Cache-Control': font ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      ...(packed ? { Vary: 'Accept-Encoding' } : {}),
    }
    app.get(route, (c) => {
      const coding = packed && chooseCoding(c.req.header('Accept-Encoding'), ['br', 'gzip'])
      const headers = { ...common, ETag: `"${coding ? `${etag}-${coding}` : etag}"` }
      if (c.req.header('If-None-Match') === headers.ETag) return c.body(null, 304, headers)
      if (!coding) return c.body(body, 200, headers)
      return c.body(packed[coding], 200, { ...headers, 'Content-Encoding': coding })
    })
  }
}
