// Reads the articles of the frozen web: front matter and text, copies of another host's text, and what each
// edition changes. It renders nothing.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { SampleArticle, SampleBlock, Site, WebView } from './site.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const editionsMax = 5

/** When each edition of the web was taken, for lists that changed with it. */
const editionAt: Record<number, string> = { 1: '2026-03-20T06:10:00Z', 2: '2026-03-20T15:40:00Z' }

type Replacement = { from: string; to: string }
type Change = Partial<Omit<SampleArticle, 'blocks' | 'extra'>> & { replace?: Replacement[]; append?: string }
type FrontMatter = Record<string, unknown> & {
  title: string
  published: string
  copyOf?: string
  drop?: number[]
  replace?: Replacement[]
  prepend?: string
  append?: string
  edition?: number
  editions?: Record<number, Change>
}
type File = { host: string; slug: string; front: FrontMatter; text: string }

/** All articles of all sites, read once. */
export function readWeb(sites: Site[]): (edition: number) => Map<string, WebView> {
  const files = sites.flatMap((site) => readFiles(site.host))
  const byKey = new Map(files.map((file) => [`${file.host}/${file.slug}`, file]))
  return (edition) => {
    const perHost = new Map(sites.map((site) => [site.host, articlesOf(site, files, byKey, edition)]))
    const listed = (host: string) => (perHost.get(host) ?? []).filter((article) => !article.gone)
    return new Map(
      sites.map((site) => [
        site.host,
        {
          edition,
          articles: perHost.get(site.host) ?? [],
          articlesOf: listed,
          changedAt: changedAt(site.host, files, edition),
        },
      ]),
    )
  }
}

/** Text -> blocks: paragraphs, "## heading", "- item", "> quotation", "| cell | cell |", "![caption](picture)". */
export function parseBlocks(text: string): SampleBlock[] {
  const blocks: SampleBlock[] = []
  for (const chunk of text.trim().split(/\n\s*\n/)) {
    const lines = chunk
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    if (lines.length === 0) continue
    if (lines.every((line) => /^[-|] ?/.test(line))) blocks.push(...lines.flatMap(parseLine))
    else blocks.push(parseChunk(lines.join(/[一-鿿，。；：]$/.test(lines[0] ?? '') ? '' : ' ')))
  }
  return blocks
}

function parseLine(line: string): SampleBlock[] {
  if (line.startsWith('-')) return [{ kind: 'item', text: line.slice(1).trim() }]
  if (/^\|[\s|:-]+\|$/.test(line)) return []
  const cells = line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())
  return [{ kind: 'row', text: cells.join(' | '), cells }]
}

function parseChunk(text: string): SampleBlock {
  const figure = /^!\[(.*)\]\((.*)\)$/.exec(text)
  if (figure) return { kind: 'figure', text: figure[1] ?? '' }
  if (text.startsWith('## ')) return { kind: 'heading', text: text.slice(3) }
  if (text.startsWith('> ')) return { kind: 'quotation', text: text.slice(2).replace(/ > /g, ' ') }
  return { kind: 'paragraph', text }
}

function readFiles(host: string): File[] {
  const articles = join(folder, host, 'articles')
  let names: string[]
  try {
    names = readdirSync(articles)
      .filter((name) => name.endsWith('.md'))
      .sort()
  } catch {
    return []
  }
  return names.map((name) => readOne(host, name, readFileSync(join(articles, name), 'utf8')))
}

function readOne(host: string, name: string, source: string): File {
  const match = /^---\n([\s\S]*?)\n---\n?([\s\S]*)$/.exec(source)
  if (!match) throw new Error(`${host}/articles/${name}: front matter between two lines of --- is missing`)
  const front = parse(quoteSentences(match[1] ?? ''), { schema: 'core' }) as FrontMatter
  if (!front?.title || !front.published)
    throw new Error(`${host}/articles/${name}: title and published are needed`)
  return { host, slug: name.replace(/\.md$/, ''), front, text: match[2] ?? '' }
}

/** A title or summary may hold colons and quotation marks without being quoted itself. */
function quoteSentences(yaml: string): string {
  return yaml.replace(/^(title|summary|caption|section): (?!["'])(.+)$/gm, (_, field, words) => {
    return `${field}: ${JSON.stringify(words.trim())}`
  })
}

function articlesOf(site: Site, files: File[], byKey: Map<string, File>, edition: number): SampleArticle[] {
  return files
    .filter((file) => file.host === site.host && (file.front.edition ?? 1) <= edition)
    .map((file) => toArticle(site, file, byKey, edition))
    .sort((a, b) => Date.parse(b.published) - Date.parse(a.published) || (a.slug < b.slug ? -1 : 1))
}

function toArticle(site: Site, file: File, byKey: Map<string, File>, edition: number): SampleArticle {
  const {
    title,
    published,
    modified,
    authors,
    section,
    summary,
    keywords,
    event,
    ours,
    caption,
    path,
    guid,
    doi,
  } = file.front as FrontMatter & Partial<SampleArticle>
  const { comments, copyOf, drop, replace, prepend, append, editions, edition: since, ...extra } = file.front
  for (const known of knownFields) delete (extra as Record<string, unknown>)[known]
  const given = { slug: file.slug, section: section ?? '', published }
  const ownPath = path ?? site.pathOf(given)
  const url = `http://${site.host}${ownPath}`
  let article: SampleArticle = {
    host: site.host,
    slug: file.slug,
    path: ownPath,
    url,
    guid: guid ?? url,
    title,
    published,
    ...(modified ? { modified } : {}),
    authors: authors ?? [],
    section: section ?? '',
    summary: summary ?? '',
    keywords: keywords ?? [],
    ...(event ? { event } : {}),
    ours: ours ?? true,
    ...(caption ? { caption } : {}),
    ...(doi ? { doi } : {}),
    comments: (comments as SampleArticle['comments']) ?? [],
    blocks: blocksOf(file, byKey),
    ...(copyOf ? { copyOf } : {}),
    gone: false,
    extra,
  }
  for (let number = 2; number <= Math.min(edition, editionsMax); number++) {
    const change = editions?.[number]
    if (change) article = applyChange(article, change)
  }
  return article
}

const knownFields = [
  ...['title', 'published', 'modified', 'authors', 'section', 'summary', 'keywords', 'event', 'ours'],
  ...['caption', 'path', 'guid', 'doi'],
]

function blocksOf(file: File, byKey: Map<string, File>): SampleBlock[] {
  const { copyOf, drop = [], replace = [], prepend, append } = file.front
  let blocks = parseBlocks(file.text)
  if (copyOf) {
    const original = byKey.get(copyOf)
    if (!original) throw new Error(`${file.host}/articles/${file.slug}.md: copyOf "${copyOf}" is not there`)
    blocks = blocksOf(original, byKey).filter((_, index) => !drop.includes(index + 1))
  }
  blocks = replaceAll(blocks, replace, `${file.host}/${file.slug}`)
  if (prepend) blocks = [...parseBlocks(prepend), ...blocks]
  if (append) blocks = [...blocks, ...parseBlocks(append)]
  return blocks
}

function applyChange(article: SampleArticle, change: Change): SampleArticle {
  const { replace = [], append, ...fields } = change
  let blocks = replaceAll(article.blocks, replace, `${article.host}/${article.slug}`)
  if (append) blocks = [...blocks, ...parseBlocks(append)]
  return { ...article, ...fields, blocks }
}

/** A replacement that finds nothing is a mistake in the file, and says so. */
function replaceAll(blocks: SampleBlock[], replace: Replacement[], where: string): SampleBlock[] {
  for (const { from, to } of replace) {
    if (!blocks.some((block) => block.text.includes(from)))
      throw new Error(`${where}: "${from}" is not in the text`)
    blocks = blocks.map((block) => ({ ...block, text: block.text.replaceAll(from, to) }))
  }
  return blocks
}

/** The host's lists change with the newest edition that touches one of its articles. */
function changedAt(host: string, files: File[], edition: number): string {
  let newest = editionAt[1] as string
  for (let number = 2; number <= Math.min(edition, editionsMax); number++) {
    const touched = files.some(
      ({ host: at, front }) => at === host && (front.edition === number || front.editions?.[number]),
    )
    if (touched) newest = editionAt[number] ?? newest
  }
  return newest
}
