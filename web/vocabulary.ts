// The tags as editors keep them, laid over feeds/topics.yaml: every page of the site shows their names for them. Read
// again after each change made here, and now and then for changes made elsewhere.
import type { MiddlewareHandler } from 'hono'
import type { TagRule, Topics } from '../src/model.ts'
import type { TagWord } from '../src/store/tags.ts'
import { facetOf } from './names.ts'
import type { SiteEnv } from './people.ts'
import type { Site } from './site.tsx'

export type Vocabulary = Map<string, TagWord>

const staleAfterMs = 10_000
type Kept = { original: Topics; words: Vocabulary; readMs: number }
const keptOf = new WeakMap<Site, Kept>()

/** Before the routes: the site's topics carry the editors' names. A database in trouble leaves the names as they were. */
export function followVocabulary(site: Site): MiddlewareHandler<SiteEnv> {
  return async (_c, next) => {
    await readWords(site).catch(() => {})
    await next()
  }
}

/** What editors say of tags; reads it again when it is stale. */
export async function readWords(site: Site): Promise<Vocabulary> {
  const kept = keptOf.get(site)
  const nowMs = site.now().getTime()
  if (kept && Math.abs(nowMs - kept.readMs) < staleAfterMs) return kept.words
  const original = kept?.original ?? site.watch.topics
  const words = new Map((await site.store.readVocabulary()).map((word) => [word.id, word]))
  keptOf.set(site, { original, words, readMs: nowMs })
  site.watch.topics = overlayTopics(original, words)
  return words
}

/** After a change made here: the next page shows it. */
export function forgetWords(site: Site): void {
  const kept = keptOf.get(site)
  if (kept) kept.readMs = Number.NEGATIVE_INFINITY
}

/** Names as editors gave them; tags that they made stand with the others of their facet. */
export function overlayTopics(topics: Topics, words: Vocabulary): Topics {
  if (words.size === 0) return topics
  const known = new Set(topics.tags.map((tag) => tag.id))
  const made = [...words.values()].filter((word) => !known.has(word.id)).map(makeRule)
  const tags = topics.tags.map((tag) => {
    const label = words.get(tag.id)?.label
    return label ? { ...tag, label } : tag
  })
  return { ...topics, tags: [...tags, ...made] }
}

function makeRule({ id, label }: TagWord): TagRule {
  const parent = id.split('/').slice(0, -1).join('/')
  return {
    id,
    facet: facetOf(id),
    label: label ?? id,
    ...(parent.includes('/') ? { parent } : {}),
    words: [],
    hints: [],
    masks: [],
    points: 1,
    kinds: [],
    codes: [],
  }
}

/** The tag that a merged one became. */
export function resolveTag(id: string, words: Vocabulary): string {
  return words.get(id)?.mergedInto ?? id
}

/** Whether it may be set: neither merged nor retired. */
export function isOffered(id: string, words: Vocabulary): boolean {
  const word = words.get(id)
  return !word?.mergedInto && !word?.retiredAt
}

/** What a person wrote in a box, as the id of a tag that may be set: an id, or a name in any case. */
export function findTag(written: string, topics: Topics, words: Vocabulary): string | undefined {
  const text = written.trim().toLowerCase()
  if (text === '') return undefined
  const tag =
    topics.tags.find((known) => known.id.toLowerCase() === text) ??
    topics.tags.find((known) => known.label.toLowerCase() === text) ??
    topics.tags.find((known) => known.labelZh === written.trim())
  const id = tag === undefined ? undefined : resolveTag(tag.id, words)
  return id !== undefined && isOffered(id, words) ? id : undefined
}
