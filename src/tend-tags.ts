// Carries tagging out: the waiting jobs (all hits of a search, a rule over the archive, a merge, an undo) step by step,
// and the rules on what came new. The site and the crawler both call it; a job is one process's at a time.
import { randomUUID } from 'node:crypto'
import { compileQuery } from './search/compile.ts'
import { type Store, StoreError } from './store/open.ts'
import type { CompiledQuery } from './store/search.ts'
import type { TagJob } from './store/tag-jobs.ts'

export type TagParts = { store: Store; now: () => Date; signal?: AbortSignal }

const heldMs = 60_000 // after this a job whose process died is another's
const articlesListedMax = 400
const queueBatch = 40 // articles
const queuedPerStep = 5 // articles in one transaction
const holder = randomUUID()
const running = new WeakMap<Store, Promise<void>>()

/** Does all waiting jobs, one after the other; called twice at once, the second call waits for the same work. */
export function runTagJobs(parts: TagParts): Promise<void> {
  const before = running.get(parts.store)
  const work = (before ?? Promise.resolve()).catch(() => {}).then(() => drain(parts))
  running.set(parts.store, work)
  return work
}

async function drain({ store, now, signal }: TagParts): Promise<void> {
  while (!signal?.aborted) {
    const at = now()
    const job = await store.claimTagJob({ holder, at: at.toISOString(), until: untilAfter(at) })
    if (!job) return
    const jobId = job.id
    try {
      await work({ store, now, ...(signal ? { signal } : {}) }, job)
      if (signal?.aborted) return
      await store.endTagJob({ jobId, holder, at: now().toISOString() })
    } catch (error) {
      if (error instanceof StoreError && error.code !== 'INTERNAL') throw error
      const message = error instanceof Error ? error.message : String(error)
      await store.endTagJob({ jobId, holder, at: now().toISOString(), message })
    }
  }
}

const untilAfter = (at: Date) => new Date(at.getTime() + heldMs).toISOString()

async function work(parts: TagParts, job: TagJob): Promise<void> {
  const { store, now, signal } = parts
  if (job.kind === 'undo') {
    const step = () => store.stepUndo({ jobId: job.id, holder, ...clock(now()) })
    while (!signal?.aborted && (await step())) {}
    return
  }
  const rule = job.ruleId === null ? undefined : await store.readTagRule(job.ruleId)
  const today = job.madeAt.slice(0, 10)
  const query = job.kind === 'rule' ? (rule?.query ?? '') : job.query
  const compiled = query === null ? undefined : compileTagQuery(query, today)
  if (job.kind !== 'rule') return await walk(parts, job, listerOf(store, job, compiled))
  if (job.phase === 0 && rule?.enabled && compiled) await walk(parts, job, hitsOf(store, compiled))
  if (signal?.aborted) return
  if (job.phase === 0) await store.nextTagPhase({ jobId: job.id, holder })
  const second = { ...job, cursor: job.phase === 0 ? null : job.cursor, phase: 1 }
  await walk(parts, second, async (cursor) => {
    const { tagId, setBy } = job
    const afterId = cursor ?? -1
    const ids = await store.listWithTag({ tagId: tagId!, setBy, afterId, limit: articlesListedMax })
    const kept = rule?.enabled && compiled ? await store.pickMatching({ compiled, ids }) : []
    return { ids: ids.filter((id) => !kept.includes(id)), last: ids.at(-1) }
  })
}

/** `last`: how far the list was read, where that is further than the last of its ids. */
type Listed = { ids: number[]; last?: number | undefined }
type Lister = (cursor: number | null) => Promise<Listed>

const clock = (at: Date) => ({ at: at.toISOString(), until: untilAfter(at) })

async function walk({ store, now, signal }: TagParts, job: TagJob, list: Lister): Promise<void> {
  let { cursor } = job
  while (!signal?.aborted) {
    const { ids, last } = await list(cursor)
    let left = ids
    while (left.length > 0 && !signal?.aborted) {
      const step = { jobId: job.id, articleIds: left, holder, ...clock(now()) }
      const processed = await store.stepTagJob(step)
      if (processed === 0) return // another process has taken it over
      left = left.slice(processed)
    }
    const end = last ?? ids.at(-1)
    if (end === undefined) return
    cursor = end
  }
}

function listerOf(store: Store, job: TagJob, compiled: CompiledQuery | undefined): Lister {
  if (job.articleIds !== null) {
    const ids = [...job.articleIds].sort((a, b) => b - a)
    return async (cursor) => ({ ids: cursor === null ? ids : ids.filter((id) => id < cursor) })
  }
  if (job.kind === 'merge')
    return async (cursor) => ({
      ids: await store.listWithTag({ tagId: job.tagId!, afterId: cursor ?? -1, limit: articlesListedMax }),
    })
  return compiled ? hitsOf(store, compiled) : async () => ({ ids: [] })
}

/** From the newest down, so that what the job itself changes about the hits moves nothing. */
function hitsOf(store: Store, compiled: CompiledQuery): Lister {
  return async (cursor) => {
    const after = cursor === null ? {} : { after: String(cursor) }
    const { ids } = await store.listMatchIds({
      compiled,
      order: 'newest',
      limit: articlesListedMax,
      ...after,
    })
    return { ids }
  }
}

/** Undefined for a query that would tag everything because nothing of it could be read. */
export function compileTagQuery(query: string, today: string): CompiledQuery | undefined {
  const { match, fromDay, toDay, problems } = compileQuery(query, today)
  if (problems.length > 0 || (match === undefined && fromDay === undefined && toDay === undefined))
    return undefined
  return {
    ...(match === undefined ? {} : { match }),
    ...(fromDay === undefined ? {} : { fromDay }),
    ...(toDay === undefined ? {} : { toDay }),
    marks: [],
  }
}

/** Lets the rules look at what came new or was edited. Returns how many articles got or lost a tag. */
export async function tagNewArticles({ store, now, signal }: TagParts): Promise<number> {
  let changed = 0
  while (!signal?.aborted) {
    const ids = await store.listTagQueue({ limit: queueBatch })
    if (ids.length === 0) return changed
    const rules = await store.listTagRules()
    const today = now().toISOString().slice(0, 10)
    const hits = await Promise.all(
      rules.map(async (rule) => {
        const compiled = rule.enabled ? compileTagQuery(rule.query, today) : undefined
        return { rule, ids: compiled ? new Set(await store.pickMatching({ compiled, ids })) : undefined }
      }),
    )
    // Of a rule that is off, or cannot be read, what it set stays.
    const ruleIds = hits.filter((hit) => hit.ids !== undefined).map(({ rule }) => rule.id)
    const articles = ids.map((articleId) => ({
      articleId,
      ruleIds,
      set: hits
        .filter((hit) => hit.ids?.has(articleId))
        .map(({ rule }) => ({ tagId: rule.tagId, ruleId: rule.id })),
    }))
    for (let at = 0; at < articles.length; at += queuedPerStep)
      changed += await store.tagQueued({
        articles: articles.slice(at, at + queuedPerStep),
        at: now().toISOString(),
      })
  }
  return changed
}
