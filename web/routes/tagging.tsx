// Tagging by editors: what was chosen, or all hits of a search; jobs; rules.
import type { Context } from 'hono'
import { compileTagQuery } from '../../src/tend-tags.ts'
import { safeNext } from '../address.ts'
import { QueryProblems } from '../components/notices.tsx'
import { writePlural } from '../dates.ts'
import { tagName } from '../names.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { ConfirmAll, TaggingDesk, TaggingHits, TagJobPage } from '../pages/tagging.tsx'
import { personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { findArticles, readSearch, wholeNumber } from '../search-request.ts'
import type { App, Site } from '../site.tsx'
import { finishWork, withDeed } from '../tag-work.ts'
import { findTag, readWords } from '../vocabulary.ts'
import { addTagRules } from './tag-rules.tsx'

const jobsShown = 20
const deedsShown = 10
const chosenMax = 200 // articles
const hitsShown = 50

export const TAGGING_TOLD: Record<string, string> = {
  tag: 'There is no such tag to set. Write its name or its id as the list offers it; new ones are made on the page of all tags.',
  none: 'No article was chosen. Tick the boxes of those you mean, or tag all hits.',
  many: `More than ${chosenMax} articles were chosen at once. Tag all hits of a search instead.`,
  query: 'The query cannot be read as it is, so nothing was tagged. Mend it first.',
}

export function addTagging(app: App, site: Site): void {
  const { store, now, page, watch } = site

  app.get('/tagging', requireRole('editor'), async (c) => {
    const deedId = wholeNumber(c.req.query('deed'))
    const [jobs, rules, deeds, words] = await Promise.all([
      store.listTagJobs({ limit: jobsShown }),
      store.listTagRules(),
      store.listDeeds({ limit: deedsShown }),
      readWords(site),
    ])
    const deed = deedId === undefined ? undefined : await store.readDeed(deedId)
    const props = { jobs, rules, deeds, words, topics: watch.topics, now: now(), deed }
    return page(c, { title: 'Tagging', at: 'none' }, <TaggingDesk {...props} />)
  })

  app.get('/tagging/search', requireRole('editor'), async (c) => {
    const asked = { ...readSearch(c, now()), order: 'newest' as const, limit: hitsShown }
    const after = c.req.query('after')
    if (after !== undefined && /^\d{1,16}$/.test(after)) asked.after = after
    const [answer, words] = await Promise.all([findArticles(store, asked), readWords(site)])
    const deedId = wholeNumber(c.req.query('deed'))
    const props = {
      query: asked.query,
      tag: (c.req.query('tag') ?? '').slice(0, 200).toWellFormed(),
      hits: answer.hits,
      count: answer.count,
      next: answer.next,
      problems: <QueryProblems query={asked.query} problems={asked.compiled.problems} />,
      topics: watch.topics,
      words,
      told: TAGGING_TOLD[c.req.query('told') ?? ''],
      deed: deedId === undefined ? undefined : await store.readDeed(deedId),
    }
    return page(c, { title: 'Articles to tag', at: 'none' }, <TaggingHits {...props} />)
  })

  app.post('/tagging', requireRole('editor'), async (c) => {
    const form = await readFields(c)
    const words = await readWords(site)
    const back = safeNext(form.back || '/tagging')
    const tag = findTag(form.tag, watch.topics, words) ?? knownTag(form, words)
    const refuse = (why: string) => c.redirect(`${back}${back.includes('?') ? '&' : '?'}told=${why}`, 303)
    if (tag === undefined) return refuse('tag')
    if (form.act === 'set-all' || form.act === 'off-all') {
      const today = now().toISOString().slice(0, 10)
      const compiled = compileTagQuery(form.query, today)
      if (!compiled) return refuse('query')
      const { articles: count } = await store.countMatches(compiled)
      const props = { act: form.act, query: form.query, tag, count, back, topics: watch.topics } as const
      if (form.confirmed === '') return page(c, { title: 'Tag all', at: 'none' }, <ConfirmAll {...props} />)
      return await carryOut(c, {
        kind: form.act === 'set-all' ? 'set' : 'off',
        tag,
        query: form.query,
        count,
        back,
      })
    }
    if (form.ids.length === 0) return refuse('none')
    if (form.ids.length > chosenMax) return refuse('many')
    return await carryOut(c, {
      kind: form.act === 'off' ? 'off' : 'set',
      tag,
      ids: form.ids,
      count: form.ids.length,
      back,
    })
  })

  /** A tag that is retired or that no file has any more can still be taken off. */
  const knownTag = (form: { act: string; tag: string }, words: Awaited<ReturnType<typeof readWords>>) =>
    form.act.startsWith('off') && /^[^\s"]{1,200}$/.test(form.tag) && !words.get(form.tag)?.mergedInto
      ? form.tag
      : undefined

  type Work = {
    kind: 'set' | 'off'
    tag: string
    query?: string
    ids?: number[]
    count: number
    back: string
  }
  const carryOut = async (c: Context<SiteEnv>, { kind, tag, query, ids, count, back }: Work) => {
    const who = `person:${personOf(c).name}`
    const name = tagName(tag, watch.topics)
    const on =
      query === undefined
        ? writePlural(count, 'article')
        : `all ${writePlural(count, 'hit')} of ${query.slice(0, 200)}`
    const said = kind === 'set' ? `Set the tag “${name}” on ${on}` : `Took the tag “${name}” off ${on}`
    const { jobId, deedId } = await store.startTagJob({
      kind,
      tagId: tag,
      setBy: who,
      ...(query === undefined ? {} : { query }),
      ...(ids === undefined ? {} : { articleIds: ids }),
      total: count,
      words: said,
      link: back.replace(/[?&]deed=\d+/, ''),
      who,
      at: now().toISOString(),
    })
    const subject =
      ids?.length === 1
        ? `article ${ids[0]}`
        : query === undefined
          ? `${count} articles`
          : `search ${query.slice(0, 200)}`
    await recordAct(site, c, {
      act: kind === 'set' ? 'add-tag' : 'remove-tag',
      subject,
      after: { tag, count, deed: deedId },
    })
    const done = await finishWork(site)
    return c.redirect(done ? withDeed(back, deedId) : `/tagging/jobs/${jobId}`, 303)
  }

  app.get('/tagging/jobs/:id', requireRole('editor'), async (c) => {
    const id = wholeNumber(c.req.param('id'))
    const found = id === undefined ? undefined : await store.readTagJob(id)
    if (!found) return page(c, { title: 'No such job', at: 'none' }, <NoSuchPage what="job" />, 404)
    const back = withDeed(found.deed.link ?? '/tagging', found.deed.id)
    return page(c, { title: `Job ${found.job.id}`, at: 'none' }, <TagJobPage {...found} back={back} />)
  })
  addTagRules(app, site)
}

/** Several articles have several boxes of one name. */
async function readFields(c: Context) {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}) as Record<string, unknown>)
  const all = (name: string) => [Object.hasOwn(body, name) ? body[name] : []].flat()
  const one = (name: string, lengthMax: number) => {
    const value = all(name)[0]
    return typeof value === 'string' ? value.slice(0, lengthMax).toWellFormed() : ''
  }
  const ids = all('id').flatMap((value) => (typeof value === 'string' ? (wholeNumber(value) ?? []) : []))
  return {
    act: one('act', 20),
    tag: one('tag', 200),
    query: one('q', 1000),
    back: one('back', 2000),
    confirmed: one('confirmed', 20),
    ids: [...new Set(ids)],
  }
}
