// Documentation that cannot lie: every setting, command and screen is in the README, and nothing more than there is.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { SETTINGS } from '../src/config.ts'
import { FIELDS } from '../src/search/fields.ts'
import type { Store } from '../src/store/open.ts'
import { loadWatch } from '../src/watch/load.ts'
import { createApp } from '../web/app.tsx'

const root = path.resolve(import.meta.dirname, '..')
const readme = readFileSync(path.join(root, 'README.md'), 'utf8')

describe('the README', () => {
  it('has every setting with its default and its help, and no other', () => {
    for (const { name, default: value, help } of SETTINGS) {
      expect(readme).toContain(`| \`${name}\` | ${value === '' ? '' : `\`${value}\` `}| ${help} |`)
    }
    const named = [...readme.matchAll(/^\| `(UPTAKE_\w+)`/gm)].map((match) => match[1])
    expect(named).toEqual(SETTINGS.map((setting) => setting.name))
  })

  it('has every command', () => {
    const help = (...words: string[]) =>
      execFileSync(process.execPath, [path.join(root, 'bin', 'uptake.js'), ...words, '--help'], {
        encoding: 'utf8',
      })
    const listed = (text: string) =>
      [...text.split('Commands:')[1]!.matchAll(/^ {2}([a-z-]+)/gm)]
        .map((match) => match[1]!)
        .filter((name) => name !== 'help')
    for (const name of listed(help())) {
      const within = ['sources', 'inspect', 'account', 'claims'].includes(name)
        ? listed(help(name)).map((sub) => `${name} ${sub}`)
        : [name]
      for (const command of within)
        expect(readme, command).toMatch(new RegExp(`^\\| .*\`${command}[ \`]`, 'm'))
    }
  })

  it('has every screen', () => {
    const app = createApp({ store: {} as Store, now: () => new Date(0), watch: loadWatch([]), sample: false })
    const screens = [
      ...new Set(
        app.routes
          .filter((route) => route.method === 'GET' && !/\.(css|js|svg|woff2)$/.test(route.path))
          .map((route) => route.path),
      ),
    ]
    expect(screens.length).toBeGreaterThan(6)
    for (const screen of screens) expect(readme, screen).toContain(`\`${screen}\``)
  })

  it('has every field of a query', () => {
    for (const field of FIELDS) expect(readme).toContain(`\`${field}:\``)
  })

  it('links only to what is there', () => {
    for (const [, target] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(existsSync(path.join(root, target!)), target).toBe(true)
  })
})

describe('every document', () => {
  it('names no path of a machine', () => {
    for (const name of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md']) {
      expect(readFileSync(path.join(root, name), 'utf8'), name).not.toMatch(/\/(home|root|work|Users)\//)
    }
  })
})
