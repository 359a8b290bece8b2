// The tags an article earns, with the words that earned them. What a tag needs is written in feeds/topics.yaml;
// here is only how mentions are counted, so that a word in passing does not label an article.

import type { PublicationKind, Tag, TagRule, Topics } from '../model.ts'
import { compileWords, findHits, type Hit, keepLongest, type Matcher } from './rules.ts'

/** What tags are found in; `kind` is that of the article's publication. */
export type TaggedArticle = {
  title: string
  summary?: string
  text?: string
  categories?: string[]
  kind?: PublicationKind
}

const titlePoints = 3
const textPoints = 1
/** A summary that stands alone is short: what it names is what the article is about. */
const loneSummaryPoints = 2
/** A tag needs one point more for every so many characters of text; a long article mentions much in passing. */
const charactersPerPoint = 6_000
/** Words kept as the reason of one tag. */
const matchedMax = 8

type Role = 'words' | 'hints' | 'masks'
type Compiled = { matcher: Matcher; uses: { tag: number; role: Role }[][] }

/** Tags in the order of feeds/topics.yaml, parents after the children that implied them. */
export function findTags(article: TaggedArticle, topics: Topics): Tag[] {
  const compiled = compileTags(topics)
  const earned = new Map<string, Tag>()
  const needed = Math.floor((article.text ?? '').length / charactersPerPoint)
  const mentions = collectMentions(article, compiled, topics.tags.length)
  topics.tags.forEach((rule, tag) => {
    const matched = scoreTag(rule, mentions[tag]!, needed)
    if (matched !== undefined) earned.set(rule.id, { id: rule.id, setBy: 'rule', matched })
    else if (article.kind !== undefined && rule.kinds.includes(article.kind)) {
      earned.set(rule.id, { id: rule.id, setBy: 'rule', matched: [] })
    }
  })
  addParents(earned, topics.tags)
  return [...earned.values()]
}

const compiledOf = new WeakMap<Topics, Compiled>()

function compileTags(topics: Topics): Compiled {
  const known = compiledOf.get(topics)
  if (known !== undefined) return known
  const indexOf = new Map<string, number>()
  const uses: Compiled['uses'] = []
  topics.tags.forEach((rule, tag) => {
    for (const role of ['words', 'hints', 'masks'] as const) {
      for (const word of rule[role]) {
        const index = indexOf.get(word) ?? indexOf.size
        indexOf.set(word, index)
        uses[index] ??= []
        uses[index].push({ tag, role })
      }
    }
  })
  const compiled = { matcher: compileWords([...indexOf.keys()]), uses }
  compiledOf.set(topics, compiled)
  return compiled
}

type Mention = Hit & { role: Role; points: number; written: string }

/** For each tag the mentions of its words, zone by zone. */
function collectMentions(article: TaggedArticle, compiled: Compiled, tags: number): Mention[][] {
  const mentions: Mention[][] = Array.from({ length: tags }, () => [])
  // Zones are laid out far apart, so that offsets of different zones never overlap.
  let base = 0
  for (const [zone, points] of zonesOf(article)) {
    for (const hit of findHits(compiled.matcher, zone)) {
      const written = zone.slice(hit.start, hit.end)
      const placed = { ...hit, start: base + hit.start, end: base + hit.end, points, written }
      for (const use of compiled.uses[hit.word]!) mentions[use.tag]!.push({ ...placed, role: use.role })
    }
    base += zone.length + 1
  }
  return mentions
}

function zonesOf(article: TaggedArticle): [string, number][] {
  const zones: [string, number][] = [[article.title, titlePoints]]
  if (article.summary !== undefined && !article.text?.includes(article.summary)) {
    zones.push([article.summary, article.text === undefined ? loneSummaryPoints : textPoints])
  }
  if (article.text !== undefined) zones.push([article.text, textPoints])
  for (const category of article.categories ?? []) zones.push([category, textPoints])
  return zones
}

/** The words that earned the tag, or undefined when there were too few. */
function scoreTag(rule: TagRule, mentions: Mention[], needed: number): string[] | undefined {
  if (mentions.length === 0) return undefined
  const masks = mentions.filter((mention) => mention.role === 'masks')
  const open = mentions.filter((mention) => {
    return (
      mention.role !== 'masks' &&
      !masks.some((mask) => mask.start <= mention.start && mention.end <= mask.end)
    )
  })
  const kept = keepLongest(open) as Mention[]
  const hints = new Set(kept.filter((mention) => mention.role === 'hints').map((mention) => mention.word))
  const trusted = kept.some((mention) => mention.role === 'words') || hints.size >= 2
  const points = kept.reduce((sum, mention) => sum + mention.points, 0)
  if (!trusted || points < rule.points + Math.min(needed, rule.points)) return undefined
  return [...new Set(kept.map((mention) => mention.written))].slice(0, matchedMax)
}

function addParents(earned: Map<string, Tag>, rules: TagRule[]): void {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]))
  for (const tag of [...earned.values()]) {
    const seen = new Set([tag.id])
    for (let parent = ruleOf.get(tag.id)?.parent; parent !== undefined && !seen.has(parent); ) {
      seen.add(parent)
      if (!earned.has(parent)) earned.set(parent, { id: parent, setBy: 'rule', matched: tag.matched })
      parent = ruleOf.get(parent)?.parent
    }
  }
}
