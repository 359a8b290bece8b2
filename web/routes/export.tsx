// The twins of pages: the same path with a suffix before the "?", for searches, articles, stories, publications and tags.
import type { Context } from 'hono'
import { ARTICLE_COLUMNS, STORY_COLUMNS, TEXT_COLUMN } from '../../src/export/columns.ts'
import { FORMATS, splitSuffix } from '../../src/export/formats.ts'
import { pickColumns } from '../../src/export/table.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { searchLink } from '../links.ts'
import { mayReadWhole, personOf, refuse, type SiteEnv } from '../people.ts'
import { writeTerm } from '../query-terms.ts'
import { readSearch, wholeNumber } from '../search-request.ts'
import type { App, Site } from '../site.tsx'
import { type ExportAsked, serveExport } from './export-answer.tsx'

/** Goes before the routes of the pages: what has no suffix is passed on to them. */
export function addExports(app: App, site: Site): void {
  for (const { format, suffix } of FORMATS) {
    app.get(`/search.${suffix}`, async (c) => {
      const { query, compiled, order } = readSearch(c, site.now())
      const title = query.trim().slice(0, 200).toWellFormed() || 'All articles'
      const pagePath = `/search${new URL(c.req.url).search}`
      return await serveExport(c, site, { list: { compiled, order }, format, title, pagePath })
    })
  }
  addArticleTwins(app, site)
  addStoryTwins(app, site)
  addListTwins(app, site)
}

type Twin = Omit<ExportAsked, 'format'> & { json: (c: Context<SiteEnv>) => Response | Promise<Response> }

/** `find` gives what a page's twin holds; undefined is 404. */
function addTwin(
  app: App,
  site: Site,
  path: string,
  find: (id: string, c: Context<SiteEnv>) => Promise<Twin | undefined>,
): void {
  app.get(path, async (c, next) => {
    const asked = splitSuffix(c.req.param('id' as never))
    if (!asked) return await next()
    if (c.req.query('text') === '1' && !mayReadWhole(site, personOf(c)))
      return await refuse(
        site,
        c,
        403,
        'Whole texts are for signed-in readers: leave text=1 out, or sign in.',
      )
    const twin = await find(asked.id, c)
    if (!twin) return await c.notFound()
    const { json, ...list } = twin
    return asked.format === 'json'
      ? await json(c)
      : await serveExport(c, site, { ...list, format: asked.format })
  })
}

function addArticleTwins(app: App, site: Site): void {
  const { store, sample } = site
  addTwin(app, site, '/articles/:id', async (asked, c) => {
    const id = wholeNumber(asked)
    const text = c.req.query('text') === '1'
    const [row] = id === undefined ? [] : await store.readExportRows({ ids: [id], text })
    if (!row) return undefined
    const columns = text ? [...ARTICLE_COLUMNS, TEXT_COLUMN] : ARTICLE_COLUMNS
    return {
      list: { ids: [row.id] },
      title: row.title,
      pagePath: `/articles/${row.id}`,
      json: () => c.json({ ok: true, sample, row: pickColumns(row, columns) }),
    }
  })
}

function addStoryTwins(app: App, site: Site): void {
  const { store, sample } = site
  addTwin(app, site, '/stories/:id', async (asked, c) => {
    const storyId = wholeNumber(asked)
    const [story] = storyId === undefined ? [] : await store.readExportStories([{ storyId, matched: 0 }])
    if (!story) return undefined
    const whole = { ...story, matched: story.articles }
    return {
      list: { ids: story.article_ids },
      title: story.title,
      pagePath: `/stories/${story.story_id}`,
      json: async () => {
        const rows = await store.readExportRows({ ids: story.article_ids })
        return c.json({
          ok: true,
          sample,
          story: pickColumns(whole, STORY_COLUMNS),
          rows: rows.map((row) => pickColumns(row, ARTICLE_COLUMNS)),
        })
      },
    }
  })
}

/** What a publication or a tag holds is a search; as JSON it is that search, page by page. */
function addListTwins(app: App, site: Site): void {
  const { store } = site
  addTwin(app, site, '/publications/:id', async (id, c) => {
    const ids = await store.listPublicationIds(id)
    if (ids.length === 0) return undefined
    const term = writeTerm('publication', id)
    return {
      list: { ids },
      title: id,
      pagePath: `/publications/${encodeURIComponent(id)}`,
      json: () => c.redirect(searchLink(term, 'newest').replace('?', '.json?'), 303),
    }
  })
  addTwin(app, site, '/tags/:id{.+}', async (id, c) => {
    const term = writeTerm('tag', id)
    const compiled = compileQuery(term, site.now().toISOString().slice(0, 10))
    const { articles } = await store.countMatches(compiled)
    if (articles === 0 && !site.watch.topics.tags.some((tag) => tag.id === id)) return undefined
    return {
      list: { compiled, order: 'newest' },
      title: id,
      pagePath: `/tags/${id.split('/').map(encodeURIComponent).join('/')}`,
      json: () => c.redirect(searchLink(term, 'newest').replace('?', '.json?'), 303),
    }
  })
}
