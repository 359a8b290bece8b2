// The list of publications, and the page of each.

import { compileQuery } from '../../src/search/compile.ts'
import type { PublicationPage } from '../../src/store/publications.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { Publication, type SourceOf } from '../pages/publication.tsx'
import { Publications } from '../pages/publications.tsx'
import { writeTerm } from '../query-terms.ts'
import type { App, Site } from '../site.tsx'
import { judgeSource } from '../source-health.ts'

const newestShown = 12

export function addPublications(app: App, site: Site): void {
  const { store, watch, now, page } = site

  app.get('/publications', async (c) => {
    const rows = await store.listPublications()
    const kind = c.req.query('kind')
    const known = kind !== undefined && rows.some((row) => row.kind === kind) ? kind : undefined
    return page(c, { title: 'Publications', at: 'publications' }, <Publications rows={rows} kind={known} />)
  })

  app.get('/publications/:id', async (c) => {
    const id = c.req.param('id')
    const held = await store.readPublication(id)
    if (!held)
      return page(
        c,
        { title: 'No such publication', at: 'none' },
        <NoSuchPage what="publication with articles here" />,
        404,
      )
    const query = compileQuery(writeTerm('publication', id), now().toISOString().slice(0, 10))
    const [sources, { hits }] = await Promise.all([
      listSources(site, held),
      store.searchArticles({ ...query, marks: [], order: 'newest', limit: newestShown }),
    ])
    const props = {
      held,
      known: watch.publications.find((publication) => publication.id === id),
      sources,
      newest: hits.filter((hit) => hit.publicationId === id),
      topics: watch.topics,
      now: now(),
    }
    return page(c, { title: held.name, at: 'publications' }, <Publication {...props} />)
  })
}

/** Those that are said to be its own, and those through which its articles came. */
async function listSources({ store, watch, now }: Site, held: PublicationPage): Promise<SourceOf[]> {
  const states = new Map((await store.listSourceStates()).map((state) => [state.sourceName, state]))
  const counts = new Map(held.sources.map(({ name, count }) => [name, count]))
  const own = watch.sources.filter((source) => source.publication === held.id).map((source) => source.name)
  return [...new Set([...own, ...counts.keys()])].slice(0, 20).map((name) => {
    const source = watch.sources.find((one) => one.name === name)
    return {
      name,
      title: source?.title ?? name,
      count: counts.get(name) ?? 0,
      health: source ? judgeSource(source, states.get(name), now()) : undefined,
    }
  })
}
