// robots.txt by RFC 9309, read the way Google's published parser reads it. Pure: text in, verdict out; it fetches nothing.
// Beyond the RFC, after that parser: a missing colon and common misspellings are understood, "Allow: /dir/index.html"
// also opens "/dir/". Beyond both: Crawl-delay is read. Unlike some: no whole-file fallback by a bot's company name,
// and a path in a rule that does not start with "/" or "*" matches nothing.

/** The rules that concern one user agent. */
export type RobotsRules = {
  rules: readonly RobotsRule[]
  crawlDelaySeconds?: number
}

type RobotsRule = { allow: boolean; segments: readonly string[]; anchored: boolean; length: number }

type Group = { agents: string[]; rules: RobotsRule[]; crawlDelaySeconds?: number }

const lineCharsMax = 16_664 // as Google's parser: the rest of a longer line is ignored

/** Reads the rules for one product token ("Uptake"; case does not matter). Never throws. */
export function readRobots(text: string, token: string): RobotsRules {
  const groups = readGroups(text)
  const wanted = token.replace(/\/.*$/s, '').trim().toLowerCase()
  const own = groups.filter((group) => wanted !== '' && group.agents.includes(wanted))
  const chosen = own.length > 0 ? own : groups.filter((group) => group.agents.includes('*'))
  const delay = chosen.find((group) => group.crawlDelaySeconds !== undefined)?.crawlDelaySeconds
  return {
    rules: chosen.flatMap((group) => group.rules),
    ...(delay === undefined ? {} : { crawlDelaySeconds: delay }),
  }
}

/** The longest matching rule decides, Allow wins a tie, no rule allows (RFC 9309, 2.2.2). */
export function isAllowedByRobots(robots: RobotsRules, url: string): boolean {
  const path = pathOf(url)
  if (path === '/robots.txt') return true // RFC 9309, 2.2.2: the file itself is always open
  let allowed = -1
  let disallowed = -1
  for (const rule of robots.rules) {
    if (rule.length <= (rule.allow ? allowed : disallowed) || !matchesPath(path, rule)) continue
    if (rule.allow) allowed = rule.length
    else disallowed = rule.length
  }
  return disallowed <= 0 || allowed >= disallowed
}

// ---------------------------------------------------------------- reading

function readGroups(text: string): Group[] {
  const groups: Group[] = []
  let group: Group | undefined
  let agentsAreOpen = false
  for (const { key, value } of readLines(text)) {
    if (key === 'user-agent') {
      if (!agentsAreOpen || !group) {
        group = { agents: [], rules: [] }
        groups.push(group)
      }
      agentsAreOpen = true
      group.agents.push(agentOf(value))
    } else if (key === 'allow' || key === 'disallow') {
      agentsAreOpen = false
      if (group) addRule(group, key === 'allow', value)
    } else if (key === 'crawl-delay') {
      agentsAreOpen = false
      const seconds = Number(value)
      if (group && value !== '' && seconds >= 0) group.crawlDelaySeconds ??= seconds
    }
  }
  return groups
}

function addRule(group: Group, allow: boolean, value: string): void {
  if (value === '') return // "Disallow:" closes nothing, and "Allow:" opens nothing
  group.rules.push({ allow, ...readPattern(value) })
  // Google: whoever opens a directory's index page means the directory's own address too.
  const directory = allow && /^(.*\/)index\.html?$/.exec(value)?.[1]
  if (directory) group.rules.push({ allow, ...readPattern(`${directory}$`) })
}

const keys: readonly [RegExp, string][] = [
  [/^user-?\s?agent/i, 'user-agent'],
  [/^(disallow|dissallow|dissalow|disalow|diasllow|disallaw)/i, 'disallow'],
  [/^allow/i, 'allow'],
  [/^crawl-?\s?delay/i, 'crawl-delay'],
]

function* readLines(text: string): Generator<{ key: string; value: string }> {
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const content = line.slice(0, lineCharsMax).replace(/#.*$/s, '').trim()
    if (content === '') continue
    const parts = splitLine(content)
    const key = keys.find(([pattern]) => pattern.test(parts?.[0] ?? ''))?.[1]
    if (parts && key) yield { key, value: parts[1] }
  }
}

/** "Disallow : /x" -> ["Disallow", "/x"]. A forgotten colon is understood when there are just two words. */
function splitLine(content: string): [key: string, value: string] | undefined {
  const colon = content.indexOf(':')
  if (colon >= 0) return [content.slice(0, colon).trim(), content.slice(colon + 1).trim()]
  const words = content.split(/\s+/, 3)
  return words.length === 2 ? [words[0] ?? '', words[1] ?? ''] : undefined
}

/** "Uptake/1.0" -> "uptake": only the product token counts; digits are let in. "*" stands for everybody. */
function agentOf(value: string): string {
  if (/^\*(\s|$)/.test(value)) return '*'
  return (/^[\p{L}\p{N}_-]+/u.exec(value)?.[0] ?? '').toLowerCase()
}

// ---------------------------------------------------------------- matching

/** "http://site.example/a;b?c#d" -> "/a;b?c". The URL is expected with its escapes, as URL.href gives it. */
function pathOf(url: string): string {
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:/i, '').replace(/^\/\/[^/?;#]*/, '')
  const path = rest.replace(/#.*$/s, '')
  return alignEscapes(path.startsWith('/') ? path : `/${path}`)
}

/** Escapes in capitals, what a URL would escape escaped, and "$" and "*" as themselves: "/a<b%aa%24" -> "/a%3Cb%AA$". */
function alignEscapes(path: string): string {
  return path
    .replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase())
    .replace(/["<>`{}^| ]/g, encodeURIComponent)
    .replaceAll('%7E', '~')
    .replaceAll('%24', '$')
    .replaceAll('%2A', '*')
}

/** Octets beyond ASCII in a rule are written as escapes, as they are in a URL: "/ツ" -> "/%E3%83%84". */
function escapeBeyondAscii(path: string): string {
  return path.replace(/[^\x00-\x7f]+/g, (characters) => encodeURIComponent(characters.toWellFormed()))
}

/** "/a*b$" -> segments ["/a", "b"], anchored: "*" stands for any run of characters, "$" at the end for the end. */
function readPattern(value: string): { segments: string[]; anchored: boolean; length: number } {
  const path = escapeBeyondAscii(value)
  const anchored = path.endsWith('$')
  const segments = (anchored ? path.slice(0, -1) : path).split('*').map(alignEscapes)
  return { segments, anchored, length: path.length }
}

/**
 * Segments are searched from left to right, which needs no going back: the work is bounded by path and rule
 * length together, whatever the rule.
 */
function matchesPath(path: string, { segments, anchored }: RobotsRule): boolean {
  const first = segments[0] ?? ''
  if (!path.startsWith(first)) return false
  if (segments.length === 1) return !anchored || path.length === first.length
  const last = anchored ? (segments.at(-1) ?? '') : ''
  const middle = segments.slice(1, anchored ? -1 : undefined)
  let position = first.length
  for (const segment of middle) {
    const found = path.indexOf(segment, position)
    if (found < 0) return false
    position = found + segment.length
  }
  return !anchored || (path.length - last.length >= position && path.endsWith(last))
}
