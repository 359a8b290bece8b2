// Owns which addresses mean the same page: the canonical form of a URL, and the shorter key that is looked up.
// It must never be used to fetch: the address as the source gave it is kept beside it by the caller.

import { isTrackingParameter } from './tracking.ts'

const urlCharsMax = 8192
const unwrapsMax = 5 // a redirector inside a proxy inside an AMP cache, each folded once more
const pathRoundsMax = 8
const parametersMax = 200

/**
 * One form for all addresses of a page, idempotent. Scheme and "www." stay; what is not an http(s) URL comes back trimmed.
 * "https://m.harbour.example:443/a/amp/?utm_source=x&b=2&a=1#top" -> "https://harbour.example/a?a=1&b=2"
 */
export function canonicalUrl(url: string): string {
  const trimmed = url.trim()
  if (trimmed.length > urlCharsMax) return trimmed
  let canonical = trimmed
  // A page folded once may show a wrapper or a mobile host that the first pass could not see.
  for (let round = 0, before = ''; round < unwrapsMax && canonical !== before; round++) {
    const parsed = parseHttpUrl(canonical)
    if (!parsed) return canonical
    before = canonical
    canonical = writeUrl(unwrapUrl(parsed) ?? parsed)
  }
  return canonical
}

/** What is looked up: the canonical URL without scheme, "www." and mobile prefixes. "harbour.example/a?a=1&b=2" */
export function identityKey(url: string): string {
  const canonical = canonicalUrl(url)
  return parseHttpUrl(canonical) ? canonical.replace(/^https?:\/\/(?:www\d?\.)?/, '') : canonical
}

/** True for the front page of a host: such an address says nothing about which article is meant. */
export function isFrontPage(url: string): boolean {
  return /^[^/?#]*\/?$/.test(identityKey(url))
}

function parseHttpUrl(text: string): URL | undefined {
  const parsed = URL.canParse(text) ? new URL(text) : undefined
  return parsed && (parsed.protocol === 'http:' || parsed.protocol === 'https:') ? parsed : undefined
}

function writeUrl(parsed: URL): string {
  const host = canonicalHost(parsed.hostname) + (parsed.port && `:${parsed.port}`)
  return `${parsed.protocol}//${host}${canonicalPath(parsed.pathname)}${canonicalQuery(parsed.search)}${keptFragment(parsed.hash)}`
}

// ---------------------------------------------------------------- wrappers

// Redirectors and caches that carry the real address: Google and Facebook link shims, Google's and Bing's AMP caches.
const redirectors: readonly { host: RegExp; path: RegExp; parameters: readonly string[] }[] = [
  { host: /^(?:www\.)?google\.[a-z.]{2,6}$/, path: /^\/url$/, parameters: ['url', 'q'] },
  { host: /^lm?\.facebook\.com$/, path: /^\/l\.php$/, parameters: ['u'] },
  { host: /^l\.instagram\.com$/, path: /^\/$/, parameters: ['u'] },
  { host: /^out\.reddit\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^(?:www\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/, parameters: ['url'] },
  // EZproxy and OpenAthens starting points (OCLC's EZproxy manual: ?url= and ?qurl=).
  {
    host: /proxy|^go\.openathens\.net$|\.oclc\.org$/,
    path: /^\/(?:login|redirector\/[^/]+)?$/,
    parameters: ['qurl', 'url'],
  },
]
const ampCaches: readonly RegExp[] = [
  /^https?:\/\/(?:www\.)?google\.[a-z.]{2,6}\/amp\/(s\/)?(.+)$/,
  /^https?:\/\/[^/]+\.cdn\.ampproject\.org\/(?:[cvi]|wp|mbv)\/(s\/)?(.+)$/,
  /^https?:\/\/[^/]*\.?bing-amp\.com\/[cv]\/(s\/)?(.+)$/,
]

function unwrapUrl(parsed: URL): URL | undefined {
  for (const cache of ampCaches) {
    const match = cache.exec(parsed.href)
    if (match) return parseHttpUrl(`${match[1] ? 'https' : 'http'}://${match[2]}`)
  }
  for (const { host, path, parameters } of redirectors) {
    if (!host.test(parsed.hostname) || !path.test(parsed.pathname)) continue
    for (const name of parameters) {
      const inner = parseHttpUrl(parsed.searchParams.get(name) ?? '')
      if (inner) return inner
    }
  }
  return unproxyHost(parsed)
}

// Library proxies by host name: "www-nature-com.ezproxy.lib.example" and "www.nature.com.ezproxy.lib.example:2048".
// In the hyphen form a hyphen stands for a dot and two for a hyphen.
const proxiedHost =
  /^([a-z0-9.-]+?)\.(?:(?:[a-z0-9-]*(?:ezproxy|eproxy|libproxy)[a-z0-9-]*|proxy\d?(?=\.(?:lib|library|libraries)\.))\.[a-z0-9.-]+|[a-z0-9-]+\.idm\.oclc\.org)$/

function unproxyHost(parsed: URL): URL | undefined {
  const head = proxiedHost.exec(parsed.hostname)?.[1]
  if (!head) return undefined
  const host = head.includes('.')
    ? head
    : head.replaceAll('--', '\n').replaceAll('-', '.').replaceAll('\n', '-')
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}$/.test(host)) return undefined
  return parseHttpUrl(`https://${host}${parsed.pathname}${parsed.search}${parsed.hash}`)
}

// ---------------------------------------------------------------- parts

// "m.", "mobile.", "amp.", "wap.", "touch." and "3g." hosts serve the same articles; "en.m.wiki.example" too.
const mobilePrefix = /^(www\.)?(?:m|mobile|mobi|amp|wap|touch|3g)\.(?=[^.]+\.[^.]+)/
const mobileInfix = /^([a-z]{2,3})\.m\.(?=[^.]+\.[^.]+)/

function canonicalHost(hostname: string): string {
  let host = hostname.replace(/\.+$/, '')
  if (/^[\d.]+$/.test(host) || host.startsWith('[')) return host
  for (let before = ''; before !== host; ) {
    before = host
    host = host.replace(mobilePrefix, '$1').replace(mobileInfix, '$1.')
  }
  return host
}

const pathRules: readonly [RegExp, string][] = [
  [/\/{2,}/g, '/'],
  [/;(?:jsessionid|phpsessid|sid)=[^/;?]*/gi, ''],
  [/\/\((?:[sS]|[aAfF])\([a-z0-9]{20,}\)\)(?=\/)/gi, ''], // ASP.NET's cookieless session
  [/\.amp(\.html?)?$/i, '$1'],
  [/\/amp(?:\.html?|\/)?$/i, '/'],
  [/^\/amp(?=\/[^/]{2,})/i, ''],
  [/\/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml|cgi)$/i, '/'],
  [/(?<=.)\/+$/, ''],
]

function canonicalPath(pathname: string): string {
  let path = foldPercents(pathname)
  for (let round = 0, before = ''; round < pathRoundsMax && before !== path; round++) {
    before = path
    for (const [pattern, replacement] of pathRules) path = path.replace(pattern, replacement)
    if (path === '') path = '/'
  }
  return path
}

// RFC 3986 6.2.2: escapes of unreserved characters are decoded, the others written in capitals.
function foldPercents(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (escaped, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase()
  })
}

// Sorted by name, the order of equal names kept: "a=2&a=1" and "a=1&a=2" may be two pages.
function canonicalQuery(search: string): string {
  const parts = search.slice(1).split('&', parametersMax)
  const kept: { name: string; part: string }[] = []
  for (const raw of parts) {
    const part = foldPercents(raw.replace(/^(?:amp;)+/, '')).replaceAll('%20', '+')
    const equals = part.indexOf('=')
    const name = equals < 0 ? part : part.slice(0, equals)
    if (part === '' || name === '' || isTrackingParameter(name, equals < 0 ? '' : part.slice(equals + 1)))
      continue
    kept.push({ name, part })
  }
  kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return kept.length > 0 ? `?${kept.map((parameter) => parameter.part).join('&')}` : ''
}

// A fragment names a place in the page, but for "#!/article/12" and "#/article/12", which name the page.
function keptFragment(hash: string): string {
  return /^#!?\/./.test(hash) || /^#!./.test(hash) ? foldPercents(hash) : ''
}
