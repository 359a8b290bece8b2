// robots.txt: who may fetch what.

import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAllowedByRobots, readRobots } from '../../src/fetch/robots.ts'
import { growsGently } from '../growth.ts'

function check(robots: string, url: string, allowed: boolean, token = 'Uptake') {
  expect(isAllowedByRobots(readRobots(robots, token), url), `${JSON.stringify(robots)} ${url}`).toBe(allowed)
}

const all = 'User-agent: *\n'

describe('robots.txt decides which addresses are open', () => {
  const cases: [what: string, robots: string, path: string, allowed: boolean][] = [
    ['no file opens all', '', '/x', true],
    ['a page of HTML opens all', '<!doctype html><title>Not: found</title>', '/x', true],
    ['a closed directory', `${all}Disallow: /ward/`, '/ward/7', false],
    ['what is beside it', `${all}Disallow: /ward/`, '/wards', true],
    ['an empty Disallow closes nothing', `${all}Disallow:`, '/x', true],
    ['the longest rule wins', `${all}Disallow: /a\nAllow: /a/b`, '/a/b/c', true],
    ['in any order', `${all}Allow: /a/b\nDisallow: /a`, '/a/b/c', true],
    ['the longest rule wins when it closes', `${all}Allow: /a\nDisallow: /a/b`, '/a/b/c', false],
    ['Allow wins a tie', `${all}Disallow: /a\nAllow: /a`, '/a', true],
    ['our own group goes before everybody', `${all}Disallow: /\nUser-agent: uptake\nAllow: /`, '/x', true],
    [
      'our own group closes what everybody may',
      `${all}Allow: /\nUser-agent: UPTAKE\nDisallow: /`,
      '/x',
      false,
    ],
    ['a version after our name is left out', 'User-agent: Uptake/2.0\nDisallow: /', '/x', false],
    ['a longer name is not ours', 'User-agent: UptakeNews\nDisallow: /', '/x', true],
    ['a group may name several', 'User-agent: a\nUser-agent: Uptake\nDisallow: /', '/x', false],
    [
      'two groups of ours are one',
      'User-agent: Uptake\nDisallow: /a\n\nUser-agent: Uptake\nDisallow: /b',
      '/b',
      false,
    ],
    ['a blank line does not end a group', `${all}\n\nDisallow: /a`, '/a', false],
    ['a rule before any group is nobody’s', `Disallow: /\n${all}Disallow: /a`, '/x', true],
    [
      'a sitemap line does not end a group',
      `${all}Sitemap: http://x.example/s.xml\nDisallow: /a`,
      '/a',
      false,
    ],
    ['a comment is no rule', `${all}# Disallow: /a\nDisallow: /b # yes`, '/b', false],
    ['a star stands for anything', `${all}Disallow: /*/print`, '/news/7/print', false],
    ['a star stands for nothing, too', `${all}Disallow: /a*b`, '/ab', false],
    ['two stars', `${all}Disallow: /*a*b$`, '/xaxb', false],
    ['the end sign', `${all}Disallow: /*.pdf$`, '/x.pdf', false],
    ['the end sign means the end', `${all}Disallow: /*.pdf$`, '/x.pdf?y', true],
    ['the end after a star is the last one', `${all}Disallow: /a*b$`, '/abxb', false],
    ['the parts do not overlap', `${all}Disallow: /ab*ba$`, '/aba', true],
    ['the query counts', `${all}Disallow: /*?sort=`, '/list?sort=up', false],
    ['letters beyond ASCII are escaped in rules', `${all}Disallow: /病房`, '/%E7%97%85%E6%88%BF/7', false],
    ['escapes are read in either case', `${all}Disallow: /%e7%97%85`, '/%E7%97%85', false],
    ['case counts in paths', `${all}Disallow: /Ward`, '/ward', true],
    ['CR alone ends a line', 'User-agent: *\rDisallow: /a\rDisallow: /b', '/b', false],
    ['a BOM at the start', `\ufeff${all}Disallow: /a`, '/a', false],
    ['blanks around the colon', 'User-agent : *\nDisallow  :  /a', '/a', false],
    ['a forgotten colon', 'user-agent *\ndisallow /a', '/a', false],
    ['a common misspelling', `${all}Dissallow: /a`, '/a', false],
    [
      'opening the index page opens the directory',
      `${all}Disallow: /\nAllow: /news/index.html`,
      '/news/',
      true,
    ],
    ['but nothing below it', `${all}Disallow: /\nAllow: /news/index.html`, '/news/7', false],
    ['the file itself is always open', `${all}Disallow: /`, '/robots.txt', true],
    ['a fragment does not count', `${all}Disallow: /*b`, '/a#b', true],
  ]
  it.each(cases)('%s', (_, robots, path, allowed) => check(robots, `http://clinic.example${path}`, allowed))

  it.each([
    ['10', 10],
    ['0.5', 0.5],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
  ])('reads Crawl-delay: %s', (value, seconds) => {
    expect(readRobots(`${all}Crawl-delay: ${value}\nDisallow: /a`, 'Uptake').crawlDelaySeconds).toBe(seconds)
  })

  it('reads any file and judges any path without throwing', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'User-agent: *',
        'Disallow: /*a*b$',
        'Allow: /%zz',
        'Disallow: \ud800',
        ':',
        '::',
        '*',
        '$',
      ),
    )
    fc.assert(
      fc.property(fc.array(line), fc.string(), (lines, path) => {
        expect(typeof isAllowedByRobots(readRobots(lines.join('\n'), 'Uptake'), path)).toBe('boolean')
      }),
    )
  })

  it.each([' ', '#', ':', '*', 'user-agent ', '\u00a0'])(
    'reads 500 KiB of %j at a cost that grows with its length only',
    (unit) => {
      const one = (size: number) => readRobots(`a${unit.repeat(size / unit.length)}a`, 'Uptake')
      const lines = (size: number) =>
        readRobots(`a${unit.repeat(size / unit.length)}a\n`.repeat(30), 'Uptake')
      expect(growsGently(62_400, one)).toBe(true)
      expect(growsGently(2_004, lines)).toBe(true)
    },
  )

  it('judges rules of many stars at a cost that grows with the path only', () => {
    const rules = readRobots(`${all}${`Disallow: /${'*a'.repeat(200)}b$\n`.repeat(1_000)}`, 'Uptake')
    const judge = (size: number) => isAllowedByRobots(rules, `http://clinic.example/${'a'.repeat(size)}`)
    expect(judge(8_000)).toBe(true)
    expect(growsGently(1_000, judge)).toBe(true)
  })
})

describe('robots.txt as other programs read it (skipped where ../shared is absent)', () => {
  // What is knowingly read otherwise, beside Google's set, which is met in full:
  // letters written as escapes (%62 for b) stay apart, "$" and raw letters beyond ASCII in a URL mean themselves,
  // an unknown line does not end a group, a name with a blank or a star in it is cut there, a rule with a whole URL
  // in it is no path. Each of these is how Google's parser does it.
  const file = new URL('../../../shared/data/robots/cases.json', import.meta.url)
  const sets: [name: string, atLeast: number][] = [
    ['google', 1],
    ['protego', 0.95],
    ['robots-parser', 0.95],
  ]
  it.skipIf(!existsSync(file)).each(sets)('%s: at least %d', (name, atLeast) => {
    const cases = JSON.parse(readFileSync(file, 'utf8')).filter((one: { source: string }) =>
      one.source.includes(name),
    )
    expect(cases.length).toBeGreaterThan(100)
    const met = cases.filter(
      (one: SharedCase) => answerOf(one) === (one.allowed ?? one.crawl_delay ?? undefined),
    )
    expect(met.length / cases.length).toBeGreaterThanOrEqual(atLeast)
  })
})

type SharedCase = {
  robots: string
  ua: string
  url: string
  robots_url?: string
  allowed?: boolean
  crawl_delay?: number
}

function answerOf(one: SharedCase): boolean | number | undefined {
  const rules = readRobots(one.robots, one.ua)
  if (!('allowed' in one)) return rules.crawlDelaySeconds
  // The door keeps one file per origin; an address of another origin is none of this file's business.
  if (one.robots_url && URL.parse(one.url, one.robots_url)?.origin !== URL.parse(one.robots_url)?.origin)
    return false
  return isAllowedByRobots(rules, one.url)
}
