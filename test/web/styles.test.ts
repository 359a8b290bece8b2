// The style sheet has no rule for what no page has, and no colour but its tokens.
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (pattern: string) => globSync(pattern).map((file) => readFileSync(file, 'utf8'))
const style = read('web/public/css/*.css')
  .join('\n')
  .replace(/\/\*[\s\S]*?\*\//g, '')
const selectors = [...style.matchAll(/(?:^|[{}])\s*([^{}@;]+?)\s*\{/g)].map(([, selector]) => selector!)
const markup = [...read('web/**/*.tsx'), ...read('web/public/js/*.js'), ...read('src/chart/*.ts')].join('\n')
const words = new Set(markup.match(/[\w-]+/g))

it('every class and id of the style sheet is written somewhere in a page', () => {
  const named = new Set(selectors.flatMap((selector) => selector.match(/(?<=[.#])[a-zA-Z][\w-]*/g) ?? []))
  expect(named.size).toBeGreaterThan(150)
  // "o0" to "o5" and "s1" to "s4" are counted up.
  expect([...named].filter((name) => !words.has(name) && !/^[os]\d$/.test(name))).toEqual([])
})

it('colours are tokens: no rule writes one of its own, so that both themes have each', () => {
  const outside = style
    .replace(/:root\s*\{[^}]*\}/g, '')
    .replace(/@media print\s*\{(?:[^{}]*\{[^}]*\})*\s*\}/g, '')
  const written = [...outside.matchAll(/[\w-]+:\s*[^;]*(#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\([^)]*\))/gi)].map(
    ([rule]) => rule,
  )
  expect(written.filter((rule) => !rule.includes('rgb(0 0 0 /'))).toEqual([]) // the veil behind a dialog
})

it('every token that is used has a value', () => {
  const set = new Set([...style.matchAll(/(--[\w-]+):/g)].map(([, name]) => name))
  const used = new Set([...style.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name))
  expect([...used].filter((name) => !set.has(name))).toEqual([])
  expect([...set].filter((name) => !used.has(name))).toEqual([])
})
