// Holds the layout to its rules: who may import whom, which words may stand where, how long files may be.
// Each ban says why. Change a rule only in a commit that says why.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

function listFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.tsx?$/.test(name) && statSync(path.join(root, name)).isFile())
    .sort()
}

const sourceFiles = [...listFiles('src'), ...listFiles('web')]
const textOf = new Map(sourceFiles.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
/** Without comments, so that a rule may be named where it is explained. */
const codeOf = (file: string) =>
  textOf
    .get(file)!
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')

/** "src/fetch/door.ts" -> "fetch"; a file that stands alone in src is a room of its own. */
function roomOf(file: string): string {
  const [top, second] = file.split('/')
  return top === 'web' ? 'web' : path.basename(second!).replace(/(\.worker)?\.tsx?$/, '')
}

type Import = { from: string; to: string; target: string }
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g
const imports: Import[] = sourceFiles.flatMap((file) =>
  [...textOf.get(file)!.matchAll(IMPORT)].flatMap(([, target]) => {
    if (!target!.startsWith('.')) return [{ from: file, to: `package:${target}`, target: target! }]
    const resolved = path.posix.join(path.posix.dirname(file), target!)
    return [{ from: file, to: resolved.startsWith('test/') ? 'test' : roomOf(resolved), target: resolved }]
  }),
)

// Values travel through the model, and only the crawl knows the order of the rooms.
const PURE = ['model', 'text']
const LINE = [
  'model',
  'text',
  'fetch',
  'feed',
  'article',
  'identity',
  'topic',
  'store',
  'watch',
  'schedule',
  'parsers',
]
const MAY_IMPORT: Record<string, string[]> = {
  model: [],
  text: ['model'],
  schedule: ['model'],
  fetch: PURE,
  store: PURE,
  feed: PURE,
  article: PURE,
  identity: PURE,
  topic: PURE,
  claim: PURE,
  chart: PURE,
  watch: PURE,
  account: PURE,
  // The account commands, and the link that a first start prints.
  people: ['model', 'account', 'store'],
  listen: [],
  search: ['model', 'text', 'store'],
  export: ['model', 'text', 'store'], // of the store the shapes of rows only
  parsers: ['model', 'feed', 'article'],
  inspect: ['model', 'parsers', 'feed', 'article', 'fetch', 'claim'],
  assemble: ['model', 'text', 'identity', 'topic', 'claim', 'watch', 'store'],
  place: ['model', 'identity', 'store'],
  // Reads samples as articles are read, so that the first document is not late.
  prepare: ['model', 'assemble', 'watch'],
  // Used by the crawl and by the site after a review: series are worked out in one place.
  settle: ['model', 'claim', 'store'],
  // A model's endpoint, asked through the door about figures that the rules are unsure of.
  'second-engine': ['model', 'claim', 'fetch', 'settle', 'store'],
  // The claims commands; the crawl asks the second engine through it.
  'claims-command': [
    'model',
    'claim',
    'assemble',
    'parts',
    'progress',
    'run',
    'second-engine',
    'settle',
    'store',
    'watch',
  ],
  parts: ['fetch', 'parsers', 'store', 'watch'],
  turns: ['store'],
  collect: [...LINE, 'parts'],
  check: [...LINE, 'parts', 'assemble', 'collect'],
  crawl: [...LINE, 'parts', 'assemble', 'place', 'check', 'collect', 'turns', 'settle'],
  tend: [...LINE, 'parts', 'assemble', 'crawl', 'collect', 'turns', 'settle'],
  // Its rules are queries; the site and the crawler both carry its jobs out.
  'tend-tags': ['store', 'search'],
  progress: ['parts'],
  keep: [...LINE, 'assemble', 'tend', 'progress', 'run', 'settle'],
  sources: ['model', 'text', 'fetch', 'feed', 'watch', 'parsers'],
  // The demo serves the sample web of the tests: the one way from src into test.
  run: [
    ...LINE,
    'people',
    'listen',
    'config',
    'claims-command',
    'parts',
    'crawl',
    'prepare',
    'tend',
    'tend-tags',
    'progress',
    'web',
    'test',
    'search',
  ],
  config: [],
  main: [
    'config',
    'claims-command',
    'people',
    'run',
    'feed',
    'keep',
    'inspect',
    'sources',
    'parsers',
    'store',
    'fetch',
    'watch',
    'progress',
  ],
  web: [
    'model',
    'account',
    'text',
    'store',
    'search',
    'export',
    'identity',
    'topic',
    'claim',
    'chart',
    'settle',
    'watch',
    'tend-tags',
  ],
}

type Ban = { words: RegExp; where: (file: string) => boolean; why: string }
const BANS: Ban[] = [
  {
    words: /\bprocess\.env\b/,
    where: (f) => f !== 'src/config.ts',
    why: 'only config.ts reads the environment: everything else is told',
  },
  {
    words: /\bDate\.now\(|\bnew Date\(\)/,
    where: (f) => f !== 'src/main.ts',
    why: 'only main.ts reads the clock: everyone else is given `now`',
  },
  {
    words: /\bfetch\(\s*['"`]https?:|from 'undici'|from 'node:(http|https|net|tls|dns|dns\/promises|dgram)'/,
    where: (f) => !f.startsWith('src/fetch/'),
    why: 'the door (fetch/) is the only way to the network',
  },
  { words: /\bparseURL\(/, where: () => true, why: 'rss-parser would fetch past the door' },
  {
    words:
      /\b(select|insert into|update|delete from)\s+[\s\S]{0,200}?\b(from|values|set|where)\b[\s\S]*?`|\.prepare\(/,
    where: (f) => !f.startsWith('src/store/') && !f.endsWith('.css'),
    why: 'only store/ speaks SQL',
  },
  {
    words: /dangerouslySetInnerHTML|\braw\(/,
    where: (f) => f.startsWith('web/') && f !== 'web/components/drawing.tsx',
    why: 'nothing on the site prints fetched markup',
  },
  {
    words: /\bconsole\.(log|warn|info|debug)\b/,
    where: () => true,
    why: 'what is said goes through print or the report',
  },
  {
    words: /\bexport default\b/,
    where: (f) => f !== 'src/store/thread.ts',
    why: 'named exports only; a thread needs a default',
  },
  {
    words: /\bclass (?!\w+ extends Error\b)[A-Z]\w*/,
    where: () => true,
    why: 'functions and values; classes only for errors',
  },
  { words: /\b(TODO|FIXME|XXX|HACK)\b/, where: () => true, why: 'finish it, or open an issue' },
]

const VAGUE = /(^|\/)(utils?|helpers?|common|misc|services?|managers?|index)(\/|\.tsx?$)/
const linesMax = 420

describe('the house', () => {
  it('has been seen at all', () => {
    expect(sourceFiles.length).toBeGreaterThan(40)
    expect(imports.filter((i) => !i.to.startsWith('package:')).length).toBeGreaterThan(100)
  })

  it('every room imports only what the table allows', () => {
    const wrong = imports
      .filter(
        ({ from, to }) =>
          !to.startsWith('package:') && to !== roomOf(from) && !(MAY_IMPORT[roomOf(from)] ?? []).includes(to),
      )
      .map(({ from, target }) => `${from} must not import ${target}`)
    expect(wrong).toEqual([])
  })

  it('every room is in the table', () => {
    const rooms = [...new Set(sourceFiles.map(roomOf))].sort()
    expect(rooms.filter((room) => MAY_IMPORT[room] === undefined)).toEqual([])
  })

  it('relative imports name the file with its ending, so that Node runs it without a loader', () => {
    const bare = imports.filter(({ to, target }) => !to.startsWith('package:') && !/\.tsx?$/.test(target))
    expect(bare).toEqual([])
  })

  for (const { words, where, why } of BANS) {
    it(`${words.source.slice(0, 48)}: ${why}`, () => {
      const hits = sourceFiles.filter((file) => where(file) && words.test(codeOf(file)))
      expect(hits).toEqual([])
    })
  }

  it('no file has a name that says nothing', () => {
    expect(sourceFiles.filter((file) => VAGUE.test(file))).toEqual([])
  })

  it('files stay readable', () => {
    const long = sourceFiles.filter((file) => textOf.get(file)!.split('\n').length > linesMax)
    expect(long).toEqual([])
  })

  it('every file opens with what it owns', () => {
    expect(sourceFiles.filter((file) => !/^(#!.*\n)?\/\//.test(textOf.get(file)!))).toEqual([])
  })

  it('nothing installs by running scripts of packages', () => {
    const { allowScripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>
    }
    expect(Object.values(allowScripts).filter(Boolean)).toEqual([])
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>
    }
    const scripted = Object.entries(lock.packages)
      .filter(([, p]) => p.hasInstallScript)
      .map(([name]) => name.replace(/^.*node_modules\//, ''))
    expect(scripted.filter((name) => !(name in allowScripts))).toEqual([])
  })
})
