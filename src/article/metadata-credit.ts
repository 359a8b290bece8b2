// Owns saying whose article the page copies, with the evidence. A page that names nobody else has no credit: its own
// site, a photograph's or a chart's source, and the source of a related article are none.
import { getDomain, getDomainWithoutSuffix } from 'tldts'
import type { Credit } from '../model.ts'
import type { AuthorClue } from './metadata-authors.ts'
import type { Clues, Run } from './metadata-clues.ts'
import { fold, hostOf, textOf } from './metadata-clues.ts'
import { scanDates } from './metadata-dates.ts'
import type { LdNode } from './metadata-jsonld.ts'
import { letters, nodesOf, textOfLd, typesOf } from './metadata-jsonld.ts'
import { isWire } from './metadata-names.ts'
import type { Site } from './metadata-site.ts'
import { publisherName } from './metadata-site.ts'
import { isSiteName } from './metadata-title.ts'

const LIMITS = {
  nameCharactersMax: 60,
  nameWordsMax: 8,
  boxCharactersMax: 200,
  nearNodesMax: 220, // from the main heading
  labelNodesMax: 60, // a bare name in an element that is called "publisher"
  datelineCharactersMax: 110,
}

/**
 * Where a credit is looked for, strongest evidence first:
 *   rel=canonical      the page itself sends search engines to the original
 *   metas, isBasedOn   made for saying just this
 *   Source: line       said to readers, beside the heading or below the text
 *   publisher label    an aggregator's line beside the heading
 *   dateline           "LONDON (Wire) - ": the wire's own form
 *   byline             "By Ann Lee, Wire"
 *   og:site_name, publisher   only when another line of the page says the same name
 */
export function findCredit(
  clues: Clues,
  article: LdNode | undefined,
  site: Site,
  authors: AuthorClue[],
): Credit | undefined {
  const foreign = (name: string) => isForeign(name, site, clues)
  const canonical = foreignCanonical(clues)
  const lines = sourceLines(clues).filter((c) => foreign(c.name))
  const stated = [
    ...statedCredits(clues, article),
    ...lines,
    ...publisherLabels(clues, authors),
    ...datelines(clues),
    ...wireBylines(authors),
  ].filter((c) => foreign(c.name))
  if (canonical) {
    const named = [stated[0]?.name, foreignSiteName(clues, article, site)].find(
      (n) => n && mayName(n, hostOf(canonical)),
    )
    return { name: named ?? hostOf(canonical), url: canonical, evidence: 'rel=canonical' }
  }
  return stated[0]
}

// ---------------------------------------------------------------- the page's head

// Mirrors and archives: their canonical link is the page's own address.
const MIRRORS =
  /(?:^|\.)(?:ampproject\.org|archive\.org|archive\.(?:ph|today|is)|translate\.goog|googleusercontent\.com|bing-amp\.com)$/

function foreignCanonical(clues: Clues): string | undefined {
  if (clues.host === '' || MIRRORS.test(clues.host)) return undefined
  const href = clues.links.find((l) => l.rel.split(/\s+/).includes('canonical'))?.href
  const url = href ? absoluteUrl(href, clues.url) : undefined
  if (!url || new URL(url).pathname === '/') return undefined
  return sameHouse(hostOf(url), clues.host) ? undefined : url
}

/** "m.harbour.example" and "harbour.example", "harbour.com" and "harbour.co.uk". */
function sameHouse(a: string, b: string): boolean {
  return (
    a === b ||
    a === '' ||
    b === '' ||
    getDomain(a) === getDomain(b) ||
    getDomainWithoutSuffix(a) === getDomainWithoutSuffix(b)
  )
}

function foreignSiteName(clues: Clues, article: LdNode | undefined, site: Site): string | undefined {
  return [clues.metas.get('og:site_name')?.[0], publisherName(article, clues)].find(
    (n) => n !== undefined && n !== '' && !namesHost(n, clues.host, site),
  )
}

/** "Harbour Daily" may name harbourdaily.example, and "HD" too. */
function mayName(name: string, host: string): boolean {
  const label = letters(getDomainWithoutSuffix(host) ?? host)
  const words = letters(name)
  const initials = letters((name.match(/(?:^|\s)\p{L}/gu) ?? []).join(''))
  return (
    words !== '' &&
    (label.includes(words) || words.includes(label) || (initials.length > 1 && label.startsWith(initials)))
  )
}

function namesHost(name: string, host: string, site: Site): boolean {
  return isSiteName(name, [host, ...site.names.filter((n) => n !== name && n !== site.name?.value)])
}

const SOURCE_METAS = [
  'original-source',
  'syndication-source',
  'dcterms.source',
  'dc.source',
  'article:source',
  'news_source',
  'source',
  'article:original_publisher',
  'cxenseparse:source',
]

function statedCredits(clues: Clues, article: LdNode | undefined): Credit[] {
  const found: Credit[] = []
  for (const meta of SOURCE_METAS) {
    const value = clues.metas.get(meta)?.[0]
    const credit = value ? readSource(value, clues) : undefined
    if (credit) found.push({ ...credit, evidence: meta })
  }
  for (const property of ['isBasedOn', 'isBasedOnUrl', 'sourceOrganization', 'copyrightHolder', 'provider']) {
    for (const node of nodesOf(article?.[property], clues.graph)) {
      if (
        typesOf(node).some((t) => /Scholarly|Dataset/.test(t)) ||
        /pubmed|doi\.org/.test(textOfLd(node.url) ?? '')
      )
        continue // a paper that it reports on
      const publisher =
        textOfLd(node.publisher) ?? textOfLd(node.name) ?? textOfLd(node.url) ?? textOfLd(node['@id'])
      const credit = publisher ? readSource(publisher, clues) : undefined
      const url = textOfLd(node.url)
      // A holder of rights or a provider is the house's parent company more often than another paper.
      const corroborated =
        property.startsWith('isBased') ||
        property === 'sourceOrganization' ||
        clues.marks.some((m) => credit && textOf(m.element, true, 80) === credit.name)
      if (credit && corroborated && publisher !== undefined)
        found.push({
          ...credit,
          ...(url && /^https?:/.test(url) ? { url } : {}),
          evidence: `json-ld ${property}`,
        })
    }
  }
  return found
}

// ---------------------------------------------------------------- lines that readers see

const SOURCE_LINE =
  /^\W{0,3}(?:(?:news |original |article |story )?source\s*[:：]|via\s*[:：]?\s+(?=\p{Lu})|(?:this (?:article|story|post|piece|report) )?(?:was )?(?:first|originally) (?:published|posted|appeared|ran|printed)\s+(?:by|in|on|at|with)\s|(?:this (?:article|story|post) is )?(?:republished|reprinted|reproduced|syndicated)\s+(?:here )?(?:with (?:the )?(?:kind )?permission (?:of|from)|from|courtesy of)\s|courtesy\s*(?:of\s|[:：])|story (?:from|by)\s*[:：]|provided by\s|quelle\s*[:：]|(?:dieser (?:artikel|text|beitrag) (?:ist|erschien)|erschien|zuerst erschienen|zuerst veröffentlicht)\s.{0,20}?(?:auf|bei|in|im)\s|fuente\s*[:：]|publicado originalmente (?:en|por)\s|fonte\s*[:：]|article (?:initialement |d'abord )?(?:publié|paru)\s(?:initialement |d'abord )?(?:sur|dans|par)\s)\s*/iu
const SOURCE_LINE_HAN =
  /(?<![图圖片数數据據资資料])(?:(?:来源|來源|稿源|来源网站|信息来源)\s*[:：]|(?:转自|轉自|转载自|轉載自)\s*[:：]?)\s*([^\s　|｜【（(，,。；;<>]{2,20})?/u
const HAN_LABEL = /转载自|轉載自|来源网站|信息来源|\p{sc=Han}{2}/u
const PICTURES = /caption|figure|photo|image|credit|chart|graphic|bild|foto|graf|infogram/

function sourceLines(clues: Clues): Credit[] {
  const found: Credit[] = []
  for (const run of clues.runs) {
    const near = isNear(run.order, clues, LIMITS.nearNodesMax)
    if ((clues.isAside(run.parent) && !near) || inPicture(run.parent) || inHeading(run, clues)) continue
    const credit = readSourceRun(run, clues, near)
    if (credit) found.push(credit)
  }
  return found
}

function readSourceRun(run: Run, clues: Clues, near: boolean): Credit | undefined {
  // "凡本网注明来源：…": the house's terms, not a source
  if (/注明|凡本|声明|聲明|转载请|轉載請/.test(run.text)) return undefined
  const han = SOURCE_LINE_HAN.exec(run.text)
  if (
    han &&
    (near || run.text.length <= 40) &&
    (han.index === 0 || near || /\s$/.test(run.text.slice(0, han.index)))
  ) {
    const linked = linkIn(run.parent, clues, han[1])
    const name =
      han[1] ??
      fold(textOf(run.parent, false, 60))
        .replace(/^.*?[:：]\s*/, '')
        .split(/[\s　|｜]/)[0] ??
      ''
    const credit = readSource(name, clues)
    return credit && { ...credit, ...linked, evidence: `${HAN_LABEL.exec(han[0])?.[0] ?? '来源'} line` }
  }
  const label = SOURCE_LINE.exec(run.text)?.[0]
  if (label === undefined) return undefined
  let rest = run.text.slice(label.length)
  // "Source: <a>Harbour Daily</a>": the name stands in the next element.
  if (rest === '') {
    const box = fold(textOf(run.parent, true, LIMITS.boxCharactersMax))
    rest =
      box.length < LIMITS.boxCharactersMax ? box.slice(box.indexOf(run.text) + run.text.length).trim() : ''
  }
  const linked = linkIn(run.parent, clues, rest)
  const plain = /^\W{0,3}(?:source|via|quelle|fuente|fonte)/iu.test(label)
  // A bare "Source:" far below may belong to a figure of the text.
  const close = isNear(run.order, clues, LIMITS.labelNodesMax)
  if (plain && !close && linked === undefined && !isWire(rest)) return undefined
  const credit = readSource(rest, clues)
  return credit && { ...credit, ...linked, evidence: lineEvidence(label) }
}

// Stores of pictures, share buttons, days: what stands after "via" and "source" without being a paper.
const NOT_SOURCES =
  /^(?:unsplash|giphy|getty|pixabay|pexels|flickr|shutterstock|istock|adobe stock|wikimedia|wikipedia|youtube|instagram|facebook|twitter|x|tiktok|whatsapp|e-?mail|email|mail|pinterest|telegram|linkedin|imago|picture alliance|supplied|handout|link copied|veröffentlicht|published|updated|news|sport|nr|no|(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,7})(?:$|[\s.:/])|(?:teilen|share)$/iu

/** "Source: " -> 'Source: line'; "originally published in " -> '"originally published in" line' */
function lineEvidence(label: string): string {
  const words = fold(label)
  return /[:：]$/.test(words) ? `${words} line` : `"${words}" line`
}

/** A name or an address of another house; undefined for a sentence, a date or a number. */
function readSource(text: string, clues: Clues): { name: string; url?: string } | undefined {
  const trimmed = fold(text).replace(/^(?:来源|來源|source|quelle)\s*[:：]\s*/i, '')
  if (/^https?:\/\//i.test(trimmed)) {
    const url = trimmed.split(/\s/)[0]!
    const host = hostOf(url)
    return host === '' || sameHouse(host, clues.host) ? undefined : { name: host, url }
  }
  let name =
    trimmed
      .replace(/\s*[(（].*$/, '')
      .split(
        /\s+[|–—·•-]\s+|[,;，；。]|\.\s|\s(?:under|with|on|am|vom|via|and is|and was|and can|and has)\s/u,
      )[0] ?? ''
  for (const date of scanDates(name)) name = name.replace(date, '')
  name = name
    .replace(/^(?:the website of|website|the(?=\s\p{Lu}))\s+/u, '')
    .replace(/^["'“‘«\s:]+|["'”’»\s.:]+$/gu, '')
  if (
    NOT_SOURCES.test(name) ||
    name.length < 2 ||
    name.length > LIMITS.nameCharactersMax ||
    name.split(' ').length > LIMITS.nameWordsMax
  )
    return undefined
  return /^[\p{Lu}\p{sc=Han}\d]|^dpa|^[a-z\d-]+\.[a-z]{2,}$/u.test(name) && /\p{L}{2}/u.test(name)
    ? { name }
    : undefined
}

function linkIn(
  parent: Element,
  clues: Clues,
  text: string | undefined,
): { name?: string; url: string } | undefined {
  const box = parent.localName === 'a' ? parent : (parent.querySelector('a[href]') ?? null)
  const url = box ? absoluteUrl(box.getAttribute('href') ?? '', clues.url) : undefined
  if (!box || !url || sameHouse(hostOf(url), clues.host)) return undefined
  const label = fold(textOf(box, false, LIMITS.nameCharactersMax))
  return text === undefined || text.includes(label) || label.includes(text) ? { url } : undefined
}

const LABEL_NAMES =
  /(?:^|[\s_-])(?:publisher|source|provider|outlet|media-name|attribution)(?:$|\s|[_-]?name)/

/** <a class="publisher">Harbour Daily</a> beside the heading. */
function publisherLabels(clues: Clues, authors: AuthorClue[]): Credit[] {
  const persons = new Set(authors.filter((a) => !a.organisation).flatMap((a) => a.names))
  const found: Credit[] = []
  for (const mark of clues.marks) {
    if (
      !LABEL_NAMES.test(mark.names) ||
      !isNear(mark.order, clues, LIMITS.labelNodesMax) ||
      inPicture(mark.element)
    )
      continue
    const text = fold(textOf(mark.element, true, LIMITS.boxCharactersMax))
      .replace(SOURCE_LINE, '')
      .replace(/^(?:by|from|von|来源\s*[:：])\s+/i, '')
    const credit = readSource(text, clues)
    if (!credit || credit.name !== text || persons.has(credit.name) || !isTitleLike(credit.name)) continue
    found.push({ ...credit, ...linkIn(mark.element, clues, undefined), evidence: 'publisher label' })
  }
  return found
}

/** A wire, an address, Chinese characters or two capitalised words: a single word may be a rubric. */
function isTitleLike(name: string): boolean {
  if (isWire(name) || /\p{sc=Han}{2}/u.test(name) || /^[\w-]+\.[a-z]{2,}$/i.test(name)) return true
  return (
    /^\p{Lu}\S*(?:\s\S+){1,5}$/u.test(name) &&
    !/\b(?:and|und|et|y)\b|[/\d]/.test(name) &&
    !/^(?:by|par|von|por|the author)\s/i.test(name)
  )
}

// "LONDON, May 8 (Wire) - ", "Berlin (dpa) – ", "(Wire) - "
const DATELINE =
  /^(?:[\p{Lu}][\p{L}\s.,'’/-]{1,50}(?:,?\s(?:\p{L}{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s\p{L}{3,9}))?\s?)?[(（]([\p{Lu}d][\p{L}\s.&-]{1,30}?)(?:\/[\p{L}\s.-]{2,20})?[)）]\s?[-–—:]/u
// 某社北京5月8日电, 【某社某地5月8日电】
const DATELINE_HAN =
  /^[【[（(\s]*(\p{sc=Han}{2,8}?[社网網报報])(?:记者)?[^，。]{0,14}?\d{1,2}\s?[月日][^，。]{0,6}?[电電讯訊]/u

function datelines(clues: Clues): Credit[] {
  const found: Credit[] = []
  for (const run of clues.runs) {
    const opening = run.text.slice(0, LIMITS.datelineCharactersMax)
    const match = DATELINE.exec(opening) ?? DATELINE_HAN.exec(opening)
    if (!match || clues.isAside(run.parent) || inPicture(run.parent)) continue
    const name = match[1]!.trim()
    // "Bitcoin (BTC) - …", "The law (see below) - …": only a wire's known name, or a name after a place in capitals.
    const placed = /^[\p{Lu}][\p{Lu}\s.,'’/-]{3,}/u.test(opening) && /^\p{Lu}\p{Ll}/u.test(name)
    if (!isWire(name) && !placed && !/\p{sc=Han}/u.test(name)) continue
    found.push({ name: match[1]!.trim(), evidence: `dateline (${match[1]!.trim()})` })
    break
  }
  return found
}

function wireBylines(authors: AuthorClue[]): Credit[] {
  for (const clue of authors) {
    if (/far|text|person/.test(clue.origin)) continue
    for (const raw of clue.raw)
      for (const part of raw.split(/[,|/\n;()（）]|\s[-–—]\s|\s(?:and|und|mit|for|via)\s/)) {
        const name = part.trim().replace(/^(?:by|von|par)\s+/i, '')
        if (isWire(name)) return [{ name, evidence: `byline (${name})` }]
      }
  }
  return []
}

// ---------------------------------------------------------------- tests

function isForeign(name: string, site: Site, clues: Clues): boolean {
  const own = [...site.names, clues.host].filter((n) => n !== '')
  return (
    !isSiteName(name, own) &&
    !own.some((n) => n.toLowerCase().startsWith(`${name.toLowerCase()} `)) && // "AP" on "AP News"
    !own.some((n) => isSiteName(n, [name]) && n.length > 3) &&
    !/^(?:us|me|here|staff|press release|pressemitteilung|本网|本站|本报|本報|原创|网络|網絡|综合|未知|其他|互联网)$/i.test(
      name,
    )
  )
}

function isNear(order: number, clues: Clues, nodesMax: number): boolean {
  const heading = clues.headings.find((h) => h.level === 1)?.order
  return heading !== undefined && order >= heading - nodesMax / 2 && order <= heading + nodesMax
}

function inPicture(element: Element): boolean {
  for (let e: Element | null = element, n = 0; e && n < 5; e = e.parentElement, n++) {
    if (e.localName === 'figure' || e.localName === 'figcaption' || e.localName === 'table')
      return e.localName !== 'table' || isDataTable(e)
    if (
      PICTURES.test(`${e.getAttribute('class') ?? ''} ${e.getAttribute('id') ?? ''}`.toLowerCase()) &&
      n < 3
    )
      return true
  }
  return false
}

/** Old pages lay the whole page out in tables: only one with header cells holds figures. */
function isDataTable(table: Element): boolean {
  return table.querySelector('th') !== null
}

function inHeading(run: Run, clues: Clues): boolean {
  return run.text.length > 12 && clues.headings.some((h) => h.text.includes(run.text))
}

export function absoluteUrl(href: string, base: string): string | undefined {
  try {
    const url = new URL(href.trim(), base === '' ? undefined : base)
    return /^https?:$/.test(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}
