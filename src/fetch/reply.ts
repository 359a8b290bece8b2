// What response headers mean: the rule for each status, Retry-After, freshness, validators. Pure.

import type { Validators } from '../model.ts'
import type { FailureKind } from './failure.ts'
import type { Limits } from './limits.ts'

/** Header names in lower case; values as bytes (latin1), so that they can be echoed byte for byte. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

export type StatusRule =
  | { act: 'read' }
  | { act: 'not-modified' }
  | { act: 'follow'; permanent: boolean }
  | { act: 'fail'; kind: FailureKind; restsHost: 'always' | 'if-asked' | 'never' }

const fail = (kind: FailureKind, restsHost: 'always' | 'if-asked' | 'never' = 'never'): StatusRule => ({
  act: 'fail',
  kind,
  restsHost,
})

/** Statuses with a rule of their own; sources: RFC 9110 section 15, RFC 6585 (429), RFC 7725 (451). */
const statusRules: Readonly<Record<number, StatusRule>> = {
  200: { act: 'read' },
  203: { act: 'read' }, // a proxy's version of the 200
  204: fail('no-content'),
  205: fail('no-content'),
  206: fail('unasked-part'), // no range was asked for
  301: { act: 'follow', permanent: true },
  302: { act: 'follow', permanent: false },
  303: { act: 'follow', permanent: false },
  304: { act: 'not-modified' },
  307: { act: 'follow', permanent: false },
  308: { act: 'follow', permanent: true },
  401: fail('http-401'),
  402: fail('http-402'),
  403: fail('http-403', 'if-asked'),
  404: fail('http-404'),
  407: fail('http-407'),
  408: fail('http-408', 'if-asked'),
  410: fail('http-410'),
  421: fail('http-421'),
  429: fail('http-429', 'always'),
  451: fail('http-451'),
}

/** The rule for any status a server may send. */
export function ruleForStatus(status: number): StatusRule {
  const own = statusRules[status]
  if (own) return own
  if (status >= 400 && status <= 499) return fail('http-4xx')
  if (status >= 500 && status <= 599) return fail('http-5xx', 'if-asked')
  return fail('http-odd')
}

/** The first value of a header, "" when absent. */
export function headerOf(headers: Headers, name: string): string {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** All values of a list header, joined as RFC 9110 5.3 allows. */
export function joinedHeaderOf(headers: Headers, name: string): string {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : (value ?? '')
}

/** ETag and Last-Modified exactly as sent. Too long ones count as absent. */
export function readValidators(headers: Headers, limits: Limits): Validators {
  const etag = headerOf(headers, 'etag')
  const lastModified = headerOf(headers, 'last-modified')
  return {
    ...(etag && etag.length <= limits.validatorCharsMax ? { etag } : {}),
    ...(lastModified && lastModified.length <= limits.validatorCharsMax ? { lastModified } : {}),
  }
}

/**
 * Milliseconds to wait by Retry-After, in either form (RFC 9110, 10.2.3): "120", or a date, which is read against the
 * server's own Date because its clock may be wrong. Undefined for what is neither, or past: "-1", "1e99", "soon".
 */
export function readRetryAfter(headers: Headers, now: Date, limits: Limits): number | undefined {
  const value = headerOf(headers, 'retry-after').trim()
  let ms: number | undefined
  if (/^\d+$/.test(value)) ms = Number(value) * 1000
  else if (value !== '')
    ms = (readHttpDate(value) ?? Number.NaN) - (readHttpDate(headerOf(headers, 'date')) ?? now.getTime())
  return ms !== undefined && ms > 0 ? Math.min(ms, limits.retryAfterMsMax) : undefined
}

/**
 * How long an answer says it stays good (RFC 9111, 4.2.1 and 4.2.3; a private cache, so s-maxage does not count):
 * "max-age=600" with "Age: 100" -> 500,000. Undefined when it does not say, or forbids storing.
 */
export function readFreshness(headers: Headers, limits: Limits): number | undefined {
  const directives = joinedHeaderOf(headers, 'cache-control').toLowerCase()
  if (/(^|[,\s])no-(store|cache)\b(?!=)/.test(directives)) return undefined
  const maxAge = /(?:^|[,\s])max-age\s*=\s*"?(\d+)/.exec(directives)?.[1]
  const age = /^\s*(\d+)\s*$/.exec(headerOf(headers, 'age'))?.[1]
  let ms: number | undefined
  if (maxAge !== undefined) ms = Number(maxAge) * 1000
  else {
    const expires = readHttpDate(headerOf(headers, 'expires'))
    const date = readHttpDate(headerOf(headers, 'date'))
    if (expires !== undefined && date !== undefined) ms = expires - date
  }
  if (ms === undefined) return undefined
  return Math.min(Math.max(ms - Number(age ?? 0) * 1000, 0), limits.freshForMsMax)
}

/** The three forms of RFC 9110, 5.6.7: all begin with a weekday's name and hold a time of day. */
function readHttpDate(value: string): number | undefined {
  if (!/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .*\d\d:\d\d:\d\d/i.test(value)) return undefined
  const ms = Date.parse(/gmt|utc|[+-]\d{4}/i.test(value) ? value : `${value} GMT`)
  return Number.isNaN(ms) ? undefined : ms
}

/** Media types that hold no text of an article. Reading them would cost the site megabytes for nothing. */
export function unreadableType(contentType: string): string | undefined {
  const [type = ''] = contentType.toLowerCase().split(';', 1)
  const family = /^\s*(audio|video|image|font)\//.exec(type)?.[1]
  if (family && !type.includes('svg+xml'))
    return family === 'audio'
      ? 'a sound file'
      : family === 'font'
        ? 'a font'
        : `${family === 'image' ? 'an' : 'a'} ${family}`
  if (/application\/pdf/.test(type)) return 'a PDF file'
  if (/application\/(zip|x-(rar|7z|tar|msdownload)|msword|vnd\.(ms-|openxmlformats|oasis))/.test(type))
    return 'a file to download'
  return undefined
}

/** Signs that a check for humans stands in place of the page, as the firms that sell them put into headers. */
export function botWallOf(headers: Headers): string | undefined {
  if (headerOf(headers, 'cf-mitigated') === 'challenge') return 'by Cloudflare'
  if (headerOf(headers, 'x-datadome') !== '' || headerOf(headers, 'x-dd-b') !== '') return 'by DataDome'
  if (headerOf(headers, 'x-px-block') !== '') return 'by HUMAN'
  return undefined
}
