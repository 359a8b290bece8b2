// Saved searches: each seen by its owner only, with a preview before it is saved, and a private feed by a secret address.
import type { Context } from 'hono'
import { hashToken, isToken, makeToken } from '../../src/account/token.ts'
import { splitSuffix } from '../../src/export/formats.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { describeQuery } from '../../src/search/print.ts'
import { type SavedSearch, type SearchVolume, savedSearchesMax } from '../../src/store/saved-searches.ts'
import { readForm } from '../form.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { SavedList } from '../pages/saved.tsx'
import { type Draft, SavedForm } from '../pages/saved-form.tsx'
import { openToAll, personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import type { App, PageStatus, Site } from '../site.tsx'
import { originOf, serveExport } from './export-answer.tsx'

export const nameLengthMax = 120 // characters
export const noteLengthMax = 1_000
export const queryLengthMax = 1_000

const FULL = `An account keeps up to ${savedSearchesMax} searches: delete one that you no longer need.`
const SAID: Record<string, string> = {
  saved: 'Saved.',
  changed: 'Changed.',
  stopped: 'The feed is stopped: its address answers to nobody any more.',
  restored: 'It is back.',
}

type AskedContext = Context<SiteEnv>

export function addSaved(app: App, site: Site): void {
  addSavedPages(app, site)
  addSavedActs(app, site)
  addPrivateFeeds(app, site)
}

function addSavedPages(app: App, site: Site): void {
  const { store } = site
  app.get('/saved', requireRole('reader'), async (c) => {
    const accountId = personOf(c).id!
    const deletedId = wholeNumber(c.req.query('deleted'))
    const [saved, frozen, deleted] = await Promise.all([
      store.listSavedSearches(accountId),
      store.listFrozen(accountId),
      deletedId === undefined ? undefined : store.readSavedSearch({ id: deletedId, accountId }),
    ])
    const volumes = await readVolumes(
      site,
      saved.map(({ query }) => query),
    )
    const said = SAID[c.req.query('said') ?? '']
    const props = {
      rows: saved.map((search, i) => ({ search, volume: volumes[i]!, words: describeQuery(search.query) })),
      frozen,
      now: site.now(),
      ...(said ? { said } : {}),
      ...(deleted?.deletedAt ? { deleted } : {}),
    }
    return await site.page(c, { title: 'Saved searches', at: 'saved' }, <SavedList {...props} />)
  })

  app.get('/saved/new', requireRole('reader'), (c) => {
    const read = (name: string, max: number) => (c.req.query(name) ?? '').slice(0, max).toWellFormed()
    const draft = {
      name: read('name', nameLengthMax),
      note: read('note', noteLengthMax),
      query: read('q', queryLengthMax),
    }
    return showForm(c, site, draft)
  })

  app.get('/saved/:id', requireRole('reader'), async (c) => {
    const saved = await findOwn(c, site)
    if (!saved) return await noSuchSearch(c, site)
    const said = SAID[c.req.query('said') ?? '']
    // A preview of a change: the address holds what was typed, nothing is stored.
    const typed = (name: string, max: number, kept: string) =>
      c.req.query(name)?.slice(0, max).toWellFormed() ?? kept
    const draft = {
      name: typed('name', nameLengthMax, saved.name),
      note: typed('note', noteLengthMax, saved.note),
      query: typed('q', queryLengthMax, saved.query),
    }
    return await showForm(c, site, draft, { saved, ...(said ? { said } : {}) })
  })
}

function addSavedActs(app: App, site: Site): void {
  const { store } = site
  const at = () => site.now().toISOString()
  const told = (c: AskedContext, act: string, id: number) =>
    // What people search for is theirs: the log says that, not what.
    recordAct(site, c, { act, subject: `saved search ${id}` })

  app.post('/saved', requireRole('reader'), async (c) => {
    const draft = await readDraft(c)
    const problem = checkDraft(draft)
    if (problem) return await showForm(c, site, draft, { problem }, 400)
    const id = await store.addSavedSearch({ ...draft, accountId: personOf(c).id!, at: at() })
    if (id === undefined) return await showForm(c, site, draft, { problem: FULL }, 409)
    await told(c, 'save-search', id)
    return c.redirect(`/saved/${id}?said=saved`, 303)
  })

  app.post('/saved/:id', requireRole('reader'), async (c) => {
    const saved = await findOwn(c, site)
    if (!saved) return await noSuchSearch(c, site)
    const draft = await readDraft(c)
    const problem = checkDraft(draft)
    if (problem) return await showForm(c, site, draft, { saved, problem }, 400)
    await store.changeSavedSearch({ ...draft, id: saved.id, accountId: saved.accountId, at: at() })
    await told(c, 'change-saved-search', saved.id)
    return c.redirect(`/saved/${saved.id}?said=changed`, 303)
  })

  app.post('/saved/:id/feed', requireRole('reader'), async (c) => {
    const saved = await findOwn(c, site)
    if (!saved) return await noSuchSearch(c, site)
    const token = makeToken()
    await store.setSavedFeed({
      id: saved.id,
      accountId: saved.accountId,
      feedHash: hashToken(token),
      at: at(),
    })
    await told(c, 'make-feed-address', saved.id)
    const feed = { address: `${originOf(c, site)}/feeds/${token}`, replaced: saved.hasFeed }
    const shown = await showForm(c, site, saved, {
      saved: { ...saved, hasFeed: true, feedMadeAt: at() },
      feed,
    })
    shown.headers.set('Cache-Control', 'no-store')
    return shown
  })

  app.post('/saved/:id/feed/stop', requireRole('reader'), async (c) => {
    const saved = await findOwn(c, site)
    if (!saved) return await noSuchSearch(c, site)
    await store.setSavedFeed({ id: saved.id, accountId: saved.accountId, feedHash: null, at: at() })
    await told(c, 'stop-feed', saved.id)
    return c.redirect(`/saved/${saved.id}?said=stopped`, 303)
  })

  for (const [path, deleted] of [
    ['delete', true],
    ['restore', false],
  ] as const) {
    app.post(`/saved/:id/${path}`, requireRole('reader'), async (c) => {
      const saved = await findOwn(c, site, !deleted)
      if (!saved) return await noSuchSearch(c, site)
      const done = await store.setSavedDeleted({
        id: saved.id,
        accountId: saved.accountId,
        deleted,
        at: at(),
      })
      if (!done && !deleted && saved.deletedAt) return await showForm(c, site, saved, { problem: FULL }, 409)
      await told(c, `${path}-saved-search`, saved.id)
      return c.redirect(deleted ? `/saved?deleted=${saved.id}` : `/saved/${saved.id}?said=restored`, 303)
    })
  }
}

/** "/feeds/SECRET.rss": the address is the key. A wrong or withdrawn one is a page that does not exist, no more. */
function addPrivateFeeds(app: App, site: Site): void {
  app.get('/feeds/:file', openToAll, async (c) => {
    const [, token, suffix] = /^([\w-]+)\.(rss|atom|json)$/.exec(c.req.param('file')) ?? []
    const saved = isToken(token) ? await site.store.readSavedByFeed(hashToken(token)) : undefined
    if (!saved) return await c.notFound()
    const format = suffix === 'json' ? 'jsonfeed' : splitSuffix(`x.${suffix}`)!.format
    const compiled = compileToday(site, saved.query)
    return await serveExport(c, site, {
      list: { compiled, order: 'newest' },
      format: format as 'rss' | 'atom' | 'jsonfeed',
      title: saved.name,
      pagePath: `/search?q=${encodeURIComponent(saved.query)}&sort=newest`,
      feedId: `urn:uptake:saved-search:${saved.id}`,
    })
  })
}

// ---------------------------------------------------------------- details

async function findOwn(
  c: AskedContext,
  { store }: Site,
  alsoDeleted = false,
): Promise<SavedSearch | undefined> {
  const id = wholeNumber(c.req.param('id'))
  const saved = id === undefined ? undefined : await store.readSavedSearch({ id, accountId: personOf(c).id! })
  return saved && (alsoDeleted || !saved.deletedAt) ? saved : undefined
}

function noSuchSearch(c: AskedContext, { page }: Site) {
  return page(c, { title: 'No such search', at: 'none' }, <NoSuchPage what="saved search" />, 404)
}

async function readDraft(c: AskedContext): Promise<Draft> {
  const form = await readForm(c)
  return {
    name: form('name', nameLengthMax).trim(),
    note: form('note', noteLengthMax).trim(),
    query: form('q', queryLengthMax).trim(),
  }
}

function checkDraft({ name, query }: Draft): string | undefined {
  if (name === '') return 'Give it a name, so that you know it again in the list and in your feed reader.'
  if (query === '') return 'There is nothing to search for: type a query.'
  return undefined
}

function compileToday(site: Site, query: string) {
  return compileQuery(query, site.now().toISOString().slice(0, 10))
}

async function readVolumes(site: Site, queries: string[]): Promise<SearchVolume[]> {
  const searches = queries.map((query) => compileToday(site, query))
  return await site.store.readVolumes({ searches, today: dayNumber(site.now()) })
}

function dayNumber(now: Date): number {
  return Math.floor(now.getTime() / 86_400_000)
}

type FormMore = {
  saved?: SavedSearch
  said?: string
  problem?: string
  feed?: { address: string; replaced: boolean }
}

async function showForm(
  c: AskedContext,
  site: Site,
  { name, note, query }: Draft,
  more: FormMore = {},
  status: PageStatus = 200,
): Promise<Response> {
  const asked = query.trim() !== ''
  const compiled = compileToday(site, query)
  const [[volume], total] = await Promise.all([
    asked ? readVolumes(site, [query]) : [undefined],
    asked ? site.store.countMatches(compiled) : { articles: 0, stories: 0 },
  ])
  const preview = volume
    ? { volume, total, words: describeQuery(query), problems: compiled.problems }
    : undefined
  const props = { draft: { name, note, query }, now: site.now(), ...more, ...(preview ? { preview } : {}) }
  const title = more.saved ? more.saved.name : 'Save a search'
  return await site.page(c, { title, at: 'saved', query }, <SavedForm {...props} />, status)
}
