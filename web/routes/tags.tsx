// The tree of tags, the page of each, and how editors keep the vocabulary.

import type { Context } from 'hono'
import { compileQuery } from '../../src/search/compile.ts'
import type { SearchHit } from '../../src/store/search.ts'
import { readForm } from '../form.ts'
import { tagLink } from '../links.ts'
import { facetOf, listFacets, tagName } from '../names.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { Tag } from '../pages/tag.tsx'
import { facetsOf, growTree, Tags } from '../pages/tags.tsx'
import { mayAct, personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { writeTerm } from '../query-terms.ts'
import { wholeNumber } from '../search-request.ts'
import { type App, dayBefore, type Site } from '../site.tsx'
import { finishWork } from '../tag-work.ts'
import { findTag, forgetWords, isOffered, readWords, resolveTag } from '../vocabulary.ts'

const storiesShown = 12
const countsKeptMs = 30_000

const TOLD: Record<string, string> = {
  label: 'Write a name for the tag: letters or figures, 80 characters at most.',
  there: 'There is a tag of this name already. Its ids are never given twice; merge or rename instead.',
  into: 'Choose another tag to merge into: write its name or its id as the list offers it.',
}

export function addTags(app: App, site: Site): void {
  const { store, now, page, watch } = site
  const countInner = keepCounts(site)

  app.get('/tags', async (c) => {
    const words = await readWords(site)
    const offered = watch.topics.tags.filter((tag) => isOffered(tag.id, words))
    const inner = [...facetsOf(watch.topics), ...new Set(offered.flatMap((tag) => tag.parent ?? []))]
    const [own, sums, totals] = await Promise.all([
      store.listTags(),
      countInner(inner),
      store.countAll({ since: dayBefore(now()) }),
    ])
    const counts = new Map(own.map(({ id, count }) => [id, count]))
    const facets = facetsOf(watch.topics).map((facet) => ({
      facet,
      count: sums[facet] ?? 0,
      nodes: growTree(
        offered
          .filter((tag) => facetOf(tag.id) === facet)
          .map(({ id, label, parent }) => ({
            id,
            label,
            ...(parent === undefined ? {} : { parent }),
            count: sums[id] ?? counts.get(id) ?? 0,
          })),
      ),
    }))
    const hidden = [...words.values()]
      .filter((word) => word.mergedInto !== null || word.retiredAt !== null)
      .map((word) => ({
        id: word.id,
        label: tagName(word.id, watch.topics),
        why: word.mergedInto === null ? 'retired' : `now ${tagName(word.mergedInto, watch.topics)}`,
        at: tagLink(word.mergedInto ?? word.id),
      }))
    const props = { facets, articles: totals.articles, hidden, topics: watch.topics, words }
    const editor = mayAct(personOf(c), 'editor')
    const told = TOLD[c.req.query('told') ?? '']
    return page(c, { title: 'Tags', at: 'tags' }, <Tags {...props} editor={editor} told={told} />)
  })

  app.post('/tags', requireRole('editor'), async (c) => {
    const form = await readForm(c)
    const label = form('label', 80).trim()
    const facet = listFacets().find(([id]) => id === form('facet'))?.[0]
    const slug = label
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .replace(/[^a-z0-9\u3400-\u9fff]+/g, '-')
      .replace(/^-|-$/g, '')
    if (facet === undefined || slug === '') return c.redirect('/tags?told=label#new-tag', 303)
    const id = `${facet}/${slug}`
    const words = await readWords(site)
    if (words.has(id) || watch.topics.tags.some((tag) => tag.id === id))
      return c.redirect('/tags?told=there#new-tag', 303)
    const change = { label, description: form('description', 1000).trim() }
    const deedId = await save(c, id, change, `Made the tag “${label}”`, true)
    return c.redirect(`${tagLink(id)}?deed=${deedId}`, 303)
  })

  const save = async (
    c: Context<SiteEnv>,
    id: string,
    change: Parameters<typeof store.saveTag>[0]['change'],
    said: string,
    make = false,
  ) => {
    const who = `person:${personOf(c).name}`
    const before = (await readWords(site)).get(id)
    const deedId = await store.saveTag({ id, change, words: said, who, at: now().toISOString(), make })
    await recordAct(site, c, {
      act: make ? 'make-tag' : 'change-tag',
      subject: `tag ${id}`,
      before,
      after: change,
    })
    forgetWords(site)
    return deedId
  }
  addTagPage(app, site, save)
}

type Save = (
  c: Context<SiteEnv>,
  id: string,
  change: { label?: string; description?: string; retired?: boolean },
  said: string,
) => Promise<number>

function addTagPage(app: App, site: Site, save: Save): void {
  const { store, now, page, watch } = site
  const missing = (c: Context<SiteEnv>) =>
    page(c, { title: 'No such tag', at: 'none' }, <NoSuchPage what="tag" />, 404)

  app.get('/tags/:id{.+}', async (c) => {
    const id = c.req.param('id')
    const words = await readWords(site)
    const stays = resolveTag(id, words)
    if (stays !== id) {
      c.header('Cache-Control', 'private, no-cache') // it may be undone
      return c.redirect(tagLink(stays), 301)
    }
    const rule = watch.topics.tags.find((tag) => tag.id === id)
    const held = await store.readTagPage(id)
    if (!rule && held.count === 0 && !words.has(id)) return missing(c)
    const below = watch.topics.tags.filter((tag) => tag.id.startsWith(`${id}/`) && isOffered(tag.id, words))
    const query = compileQuery(writeTerm('tag', id), now().toISOString().slice(0, 10))
    const [all, totals, { hits }, counts, rules] = await Promise.all([
      store.countMonths(),
      store.countAll({ since: dayBefore(now()) }),
      store.searchArticles({ ...query, marks: [], order: 'newest', limit: storiesShown * 3 }),
      store.countTagged(below.map((tag) => tag.id)),
      store.listTagRules(),
    ])
    const editor = mayAct(personOf(c), 'editor')
    const deedId = wholeNumber(c.req.query('deed'))
    const props = {
      id,
      rule,
      held,
      all,
      articles: totals.articles,
      share: c.req.query('as') === 'share',
      stories: oneOfEach(hits).slice(0, storiesShown),
      below: below
        .map((tag) => ({ id: tag.id, count: counts[tag.id] ?? 0 }))
        .sort((a, b) => b.count - a.count),
      rules: rules.filter((one) => one.tagId === id),
      topics: watch.topics,
      words,
      editor,
      deed: editor && deedId !== undefined ? await store.readDeed(deedId) : undefined,
      told: TOLD[c.req.query('told') ?? ''],
    }
    return page(c, { title: tagName(id, watch.topics), at: 'tags' }, <Tag {...props} />)
  })

  app.post('/tags/:id{.+}', requireRole('editor'), async (c) => {
    const id = c.req.param('id')
    const words = await readWords(site)
    const known = watch.topics.tags.some((tag) => tag.id === id) || words.has(id)
    if (!known || resolveTag(id, words) !== id) return missing(c)
    const form = await readForm(c)
    const name = tagName(id, watch.topics)
    const act = form('act')
    if (act === 'merge') return await merge(c, id, findTag(form('into'), watch.topics, words))
    if (act === 'retire' || act === 'restore') {
      const said = act === 'retire' ? `Retired the tag “${name}”` : `Brought the tag “${name}” back`
      return c.redirect(`${tagLink(id)}?deed=${await save(c, id, { retired: act === 'retire' }, said)}`, 303)
    }
    const label = form('label', 80).trim()
    if (!/[\p{L}\p{N}]/u.test(label)) return c.redirect(`${tagLink(id)}?told=label#mend`, 303)
    const change = { label, description: form('description', 1000).trim() }
    const said = label === name ? `Described the tag “${name}”` : `Renamed the tag “${name}” to “${label}”`
    return c.redirect(`${tagLink(id)}?deed=${await save(c, id, change, said)}`, 303)
  })

  const merge = async (c: Context<SiteEnv>, id: string, into: string | undefined) => {
    if (into === undefined || into === id || into.startsWith(`${id}/`))
      return c.redirect(`${tagLink(id)}?told=into#mend`, 303)
    const who = `person:${personOf(c).name}`
    const { count } = await store.readTagPage(id)
    const said = `Merged the tag “${tagName(id, watch.topics)}” into “${tagName(into, watch.topics)}”`
    const { jobId, deedId } = await store.startTagJob({
      kind: 'merge',
      tagId: id,
      targetId: into,
      setBy: who,
      total: count,
      words: said,
      link: tagLink(into),
      who,
      at: now().toISOString(),
    })
    await recordAct(site, c, { act: 'merge-tags', subject: `tag ${id}`, after: { into, deed: deedId } })
    const done = await finishWork(site)
    return c.redirect(done ? `${tagLink(into)}?deed=${deedId}` : `/tagging/jobs/${jobId}`, 303)
  }
}

/** The newest article of each story. */
function oneOfEach(hits: SearchHit[]): SearchHit[] {
  const seen = new Set<number>()
  return hits.filter((hit) => !seen.has(hit.storyId) && seen.add(hit.storyId))
}

/** Counts over facets touch most of the index: they are kept for a moment. */
function keepCounts({ store, now }: Site): (ids: string[]) => Promise<Record<string, number>> {
  let kept: { key: string; atMs: number; counts: Record<string, number> } | undefined
  return async (ids) => {
    const key = ids.join(' ')
    const totals = await store.countAll({ since: now().toISOString() })
    const atMs = now().getTime()
    const state = `${key} ${totals.articles}`
    if (totals.articles < 20_000 || kept?.key !== state || Math.abs(atMs - kept.atMs) > countsKeptMs)
      kept = { key: state, atMs, counts: await store.countTagged(ids) }
    return kept.counts
  }
}
