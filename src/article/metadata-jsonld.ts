// Owns JSON-LD: parsing (cheaply mended where pages break it), flattening graphs, choosing the node that
// describes the page's own article. It never trusts a node that describes another page.

export type LdNode = Record<string, unknown>
export type LdGraph = { nodes: LdNode[]; byId: Map<string, LdNode> }

const LIMITS = { scriptsMax: 40, scriptCharactersMax: 2_000_000, nodesMax: 2_000, depthMax: 8, textsMax: 100 }

export function readJsonLd(scripts: string[]): LdGraph {
  const graph: LdGraph = { nodes: [], byId: new Map() }
  for (const script of scripts.slice(0, LIMITS.scriptsMax)) {
    if (script.length > LIMITS.scriptCharactersMax) continue
    for (const value of parseMended(script)) flatten(value, graph, 0)
  }
  return graph
}

/** Whether a script that does not call itself JSON-LD is nothing else: its type was forgotten. */
export function isBareJsonLd(script: string): boolean {
  return /^\s{0,200}[[{]\s{0,200}(?:\{\s{0,200})?"@(?:context|graph|id|type)"\s{0,20}:/.test(script)
}

const ARTICLE_TYPE =
  /(?:Article|BlogPosting|Posting|Report|Review|Recipe|Opinion.*|CreativeWork|QAPage|VideoObject)$/
const STRONG_TYPE = /(?:Article|Posting)$/

/** The node about this page's own article: an article type, better when its address or headline is the page's. */
export function chooseArticle(graph: LdGraph, urls: string[], titles: string[]): LdNode | undefined {
  let best: LdNode | undefined
  let bestPoints = 0
  const wantedUrls = new Set(urls.map(bareUrl).filter((u) => u !== ''))
  const wantedTitles = titles.map(letters).filter((t) => t !== '')
  graph.nodes.forEach((node, i) => {
    const types = typesOf(node)
    if (!types.some((t) => ARTICLE_TYPE.test(t))) return
    let points = types.some((t) => STRONG_TYPE.test(t)) ? 4 : 1
    const addresses = [
      node.url,
      node['@id'],
      node.mainEntityOfPage,
      (node.mainEntityOfPage as LdNode | undefined)?.['@id'],
    ]
    if (addresses.some((a) => typeof a === 'string' && wantedUrls.has(bareUrl(a)))) points += 4
    const headline = letters(textOfLd(node.headline) ?? textOfLd(node.name) ?? '')
    if (headline !== '' && wantedTitles.some((t) => t.startsWith(headline) || headline.startsWith(t)))
      points += 4
    if (node.author) points += 1
    if (node.datePublished) points += 1
    points -= Math.min(i, 20) / 100
    if (points > bestPoints) {
      best = node
      bestPoints = points
    }
  })
  return best
}

export function typesOf(node: LdNode): string[] {
  const type = node['@type']
  const list = Array.isArray(type) ? type : [type]
  return list.filter((t): t is string => typeof t === 'string').map((t) => t.replace(/^.*[/:#]/, ''))
}

/** The nodes of a property, references by @id resolved; a plain string becomes {name}. */
export function nodesOf(value: unknown, graph: LdGraph): LdNode[] {
  const list = Array.isArray(value) ? value : [value]
  const nodes: LdNode[] = []
  for (const item of list.flat(2).slice(0, LIMITS.textsMax)) {
    if (typeof item === 'string') nodes.push({ name: item })
    else if (item && typeof item === 'object') {
      const node = item as LdNode
      const id = node['@id']
      const known = typeof id === 'string' && node.name === undefined ? graph.byId.get(id) : undefined
      nodes.push(known ?? node)
    }
  }
  return nodes
}

/** "x", {"@value": "x"}, {"name": "x"}, ["x"] -> "x" */
export function textOfLd(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return decodeEntities(value).replace(/\s+/g, ' ').trim() || undefined
  if (typeof value === 'number') return String(value)
  if (!value || typeof value !== 'object' || depth > LIMITS.depthMax) return undefined
  if (Array.isArray(value)) return textOfLd(value[0], depth + 1)
  const node = value as LdNode
  return textOfLd(node['@value'] ?? node.name ?? node['@id'], depth + 1)
}

function parseMended(script: string): unknown[] {
  const text = script
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[|\/\/\s*<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*$/, '')
    .trim()
  if (text === '') return []
  for (const mend of [
    (t: string) => t,
    mendStrings,
    (t: string) => mendStrings(mendCommas(t)),
    (t: string) => mendStrings(mendCommas(decodeEntities(t))),
  ]) {
    try {
      return [JSON.parse(mend(text))]
    } catch {
      // the next mend
    }
  }
  return scrape(text)
}

/** Raw line breaks and tabs inside strings, which JSON forbids and pages write. */
function mendStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"/g, (s) =>
    s.replace(/[\u0000-\u001f]+/g, ' ').replace(/\\(?!["\\/bfnrtu])/g, '\\\\'),
  )
}

/** {"a":1,} and a closing semicolon. */
function mendCommas(text: string): string {
  return text
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/;\s*$/, '')
    .replace(/([}\]])\s*,?\s*$/, '$1')
}

/** The last resort: the few fields that matter, by their spelling. Only the first of each, the article's own in practice. */
function scrape(text: string): unknown[] {
  const node: LdNode = {}
  for (const key of ['headline', 'datePublished', 'dateModified', 'articleSection', 'description']) {
    const match = new RegExp(`"${key}"\\s*:\\s*"((?:[^"\\\\\\n]|\\\\.){1,1000})"`).exec(text)
    if (match) node[key] = match[1]!.replace(/\\"/g, '"').replace(/\\\//g, '/')
  }
  const author = /"author"\s*:\s*[[{\s]*(?:"@type"\s*:\s*"(\w+)"\s*,\s*)?"name"\s*:\s*"([^"\n]{1,200})"/.exec(
    text,
  )
  if (author) node.author = { '@type': author[1] ?? 'Person', name: author[2] }
  if (Object.keys(node).length === 0) return []
  const type = /"@type"\s*:\s*"(\w*(?:Article|Posting))"/.exec(text)
  return [{ '@type': type?.[1] ?? 'WebPage', ...node }]
}

function flatten(value: unknown, graph: LdGraph, depth: number) {
  if (!value || typeof value !== 'object' || depth > LIMITS.depthMax || graph.nodes.length >= LIMITS.nodesMax)
    return
  if (Array.isArray(value)) {
    for (const item of value) flatten(item, graph, depth + 1)
    return
  }
  const node = value as LdNode
  if (node['@type'] !== undefined) graph.nodes.push(node)
  const id = node['@id']
  if (typeof id === 'string' && (node.name !== undefined || !graph.byId.has(id))) graph.byId.set(id, node)
  for (const key of [
    '@graph',
    'mainEntity',
    'mainEntityOfPage',
    'author',
    'publisher',
    'hasPart',
    'liveBlogUpdate',
  ]) {
    // Parts of other things (items of a list, updates of a live blog) are not articles of their own.
    if (key === 'hasPart' || key === 'liveBlogUpdate') continue
    if (node[key] && typeof node[key] === 'object') flatten(node[key], graph, depth + 1)
  }
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
}

/** The handful that CMSs leave inside JSON and attributes after escaping twice. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

export function bareUrl(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
}

export function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
