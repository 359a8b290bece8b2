// Headers of every answer, errors included, and what a request must be like to be let in at all: its method, where it
// comes from, what kind of body it has and how big. Who may do what is decided in people.ts.
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const SECURITY_HEADERS: Record<string, string> = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'X-Robots-Tag': 'noindex',
}

export const secureHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    // Charts that are made to stand on other pages say so themselves; everything else is ours alone.
    if (name === 'Cross-Origin-Resource-Policy' && c.res.headers.has(name)) continue
    c.res.headers.set(name, value)
  }
}

const isSafe = (method: string) => method === 'GET' || method === 'HEAD'
/** There acts are by token only: cookies do not count (people.ts), and no browser adds a token by itself. */
const isApi = (c: Context) => c.req.path.startsWith('/api/')

/** Unsafe methods only from our own pages: Fetch Metadata where the browser sends it, else the Origin. */
export const sameOriginOnly: MiddlewareHandler = async (c, next) => {
  if (isSafe(c.req.method) || isApi(c)) return await next()
  const site = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const host = c.req.header('Host')
  const ours =
    site !== undefined
      ? site === 'same-origin'
      : origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
  if (!ours) return answer(c, 403, 'This can only be done from a page of this site.')
  return await next()
}

const OVERRIDES = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']

/** The method is the method: nothing in a header or an address turns one into another, and few are known. */
export const plainMethodsOnly: MiddlewareHandler = async (c, next) => {
  if (OVERRIDES.some((name) => c.req.header(name) !== undefined) || c.req.query('_method') !== undefined)
    return answer(c, 400, 'A method cannot be overridden: send the one that is meant.')
  if (!isSafe(c.req.method) && c.req.method !== 'POST') {
    c.header('Allow', 'GET, HEAD, POST')
    return answer(c, 405, `${c.req.method} is not known here.`)
  }
  return await next()
}

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i
const JSON_TYPE = /^application\/json\s*(;|$)/i

/** Pages send forms, programs send JSON to the API; nothing else has a body we would read. */
export const knownBodiesOnly: MiddlewareHandler = async (c, next) => {
  if (isSafe(c.req.method)) return await next()
  const type = c.req.header('Content-Type')
  const empty = (c.req.header('Content-Length') ?? '0') === '0' && !c.req.header('Transfer-Encoding')
  const wanted = isApi(c) ? JSON_TYPE : FORM
  if (type === undefined ? !empty : !wanted.test(type))
    return answer(c, 415, `This takes ${wanted === FORM ? 'a form' : 'application/json'} only.`)
  return await next()
}

export const formBytesMax = 1024 * 1024
export const apiBytesMax = 64 * 1024

/** Counts what comes, whatever the request says of its length; the rest of a body that is too big is not read. */
export const smallBodiesOnly: MiddlewareHandler = async (c, next) => {
  const maxSize = isApi(c) ? apiBytesMax : formBytesMax
  const onError = (refused: Context) => {
    refused.header('Connection', 'close')
    return answer(refused, 413, `This takes at most ${maxSize / 1024} KiB.`)
  }
  return await bodyLimit({ maxSize, onError })(c, next)
}

function answer(c: Context, status: 400 | 403 | 405 | 413 | 415, message: string): Response {
  if (isApi(c)) return c.json({ ok: false, error: message, errors: [message], status }, status)
  return c.text(message, status)
}
