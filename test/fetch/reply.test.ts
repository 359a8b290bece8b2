// What headers mean: waiting, freshness, validators, and the words of the User-Agent.

import { describe, expect, it } from 'vitest'
import { productToken, userAgent } from '../../src/fetch/agent.ts'
import { defaultLimits } from '../../src/fetch/limits.ts'
import {
  readFreshness,
  readRetryAfter,
  readValidators,
  ruleForStatus,
  unreadableType,
} from '../../src/fetch/reply.ts'

const now = new Date('2026-03-01T12:00:00Z')
const week = 7 * 24 * 3_600_000

describe('Retry-After', () => {
  it.each<[value: string, date: string, ms: number | undefined]>([
    ['120', '', 120_000],
    [' 120 ', '', 120_000],
    ['86400', '', 86_400_000],
    ['0', '', undefined],
    ['-1', '', undefined],
    ['1e99', '', undefined],
    ['1.5', '', undefined],
    ['soon', '', undefined],
    ['', '', undefined],
    ['99999999999999999999', '', week],
    ['Sun, 01 Mar 2026 12:02:00 GMT', '', 120_000],
    ['Sunday, 01-Mar-26 12:02:00 GMT', '', 120_000],
    ['Sun Mar  1 12:02:00 2026', '', 120_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', '', undefined],
    ['Sun, 01 Mar 2037 12:00:00 GMT', '', week],
    ['Sun, 01 Foo 2026 12:02:00 GMT', '', undefined],
    ['2026-03-01T12:02:00Z', '', undefined],
    // The server's clock is ten years slow: it means two minutes.
    ['Tue, 01 Mar 2016 12:02:00 GMT', 'Tue, 01 Mar 2016 12:00:00 GMT', 120_000],
  ])('%j (Date: %j)', (value, date, ms) => {
    expect(readRetryAfter({ 'retry-after': value, date }, now, defaultLimits)).toBe(ms)
  })
})

describe('freshness', () => {
  const date = 'Sun, 01 Mar 2026 12:00:00 GMT'
  it.each<[headers: Record<string, string | string[]>, ms: number | undefined]>([
    [{ 'cache-control': 'max-age=600' }, 600_000],
    [{ 'cache-control': 'public, Max-Age="600"' }, 600_000],
    [{ 'cache-control': ['public', 'max-age=600'] }, 600_000],
    [{ 'cache-control': 'max-age=600', age: '100' }, 500_000],
    [{ 'cache-control': 'max-age=600', age: '700' }, 0],
    [{ 'cache-control': 'max-age=0' }, 0],
    [{ 'cache-control': 's-maxage=600' }, undefined],
    [{ 'cache-control': 'x-max-age=600' }, undefined],
    [{ 'cache-control': 'no-store, max-age=600' }, undefined],
    [{ 'cache-control': 'no-cache' }, undefined],
    [{ 'cache-control': 'max-age=99999999999' }, week],
    [{ 'cache-control': 'max-age=soon' }, undefined],
    [{ date, expires: 'Sun, 01 Mar 2026 13:00:00 GMT' }, 3_600_000],
    [{ date, expires: 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    [{ date, expires: '0' }, undefined],
    [{ expires: 'Sun, 01 Mar 2026 13:00:00 GMT' }, undefined],
    [{ date, expires: 'Sun, 01 Mar 2026 13:00:00 GMT', 'cache-control': 'max-age=60' }, 60_000],
    [{}, undefined],
  ])('%j', (headers, ms) => expect(readFreshness(headers, defaultLimits)).toBe(ms))
})

describe('validators are kept as they are', () => {
  it.each(['"a"', 'W/"a"', '""', 'a', '"a-gzip"', `"${'x'.repeat(300)}"`, '"caf\u00e9"', '"a" , "b"'])(
    'ETag %s',
    (etag) => {
      expect(readValidators({ etag }, defaultLimits)).toEqual({ etag })
    },
  )
  it.each(['Sat, 1 Jan 2000 0:0:0 GMT', 'yesterday', '0'])('Last-Modified %s', (lastModified) => {
    expect(readValidators({ 'last-modified': lastModified }, defaultLimits)).toEqual({ lastModified })
  })
  it('none, or an endless one, is none', () => {
    expect(readValidators({}, defaultLimits)).toEqual({})
    expect(readValidators({ etag: '', 'last-modified': 'x'.repeat(9_000) }, defaultLimits)).toEqual({})
  })
})

it('every status has a rule', () => {
  const acts = new Set<string>()
  for (let status = 100; status <= 999; status += 1) acts.add(ruleForStatus(status).act)
  expect([...acts].sort()).toEqual(['fail', 'follow', 'not-modified', 'read'])
  expect(ruleForStatus(418)).toMatchObject({ kind: 'http-4xx' })
  expect(ruleForStatus(599)).toMatchObject({ kind: 'http-5xx' })
  expect(ruleForStatus(299)).toMatchObject({ kind: 'http-odd' })
})

it.each([
  ['text/html; charset=utf-8', undefined],
  ['application/rss+xml', undefined],
  ['application/octet-stream', undefined],
  ['', undefined],
  ['image/svg+xml', undefined],
  ['Image/PNG', 'an image'],
  ['video/mp4', 'a video'],
  ['audio/mpeg', 'a sound file'],
  ['application/pdf', 'a PDF file'],
  ['application/zip', 'a file to download'],
])('the type %j is %s', (type, expected) => expect(unreadableType(type)).toBe(expected))

it.each([
  ['0.1.0', 'https://archive.example/about', 'Uptake/0.1.0 (+https://archive.example/about)'],
  ['0.1.0', 'desk@archive.example', 'Uptake/0.1.0 (+mailto:desk@archive.example)'],
  ['0.1.0', undefined, 'Uptake/0.1.0'],
  ['0.1.0', 'https://a.example/\r\nX-Evil: 1 (x)', 'Uptake/0.1.0 (+https://a.example/X-Evil:1x)'],
])('userAgent(%j, %j)', (version, contact, expected) => {
  expect(userAgent(version, contact)).toBe(expected)
  expect(productToken(userAgent(version, contact))).toBe('Uptake')
})
