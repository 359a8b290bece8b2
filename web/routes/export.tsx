// The twins of pages: the same path with a suffix before the "?", for searches, articles and whatever else is a list.

import { ARTICLE_COLUMNS, TEXT_COLUMN } from '../../src/export/columns.ts'
import { FORMATS, splitSuffix } from '../../src/export/formats.ts'
import { pickColumns } from '../../src/export/table.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { mayReadWhole, personOf, refuse } from '../people.ts'
import { readSearch, wholeNumber } from '../search-request.ts'
import type { App, Site } from '../site.tsx'
import { serveExport } from './export-answer.tsx'

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
}

function addArticleTwins(app: App, site: Site): void {
  const { store, sample, page } = site
  app.get('/articles/:id', async (c, next) => {
    const asked = splitSuffix(c.req.param('id'))
    if (!asked) return await next()
    const id = wholeNumber(asked.id)
    const whole = c.req.query('text') === '1'
    if (whole && !mayReadWhole(site, personOf(c)))
      return await refuse(
        site,
        c,
        403,
        'Whole texts are for signed-in readers: leave text=1 out, or sign in.',
      )
    const [row] = id === undefined ? [] : await store.readExportRows({ ids: [id], text: whole })
    if (!row && asked.format === 'json')
      return c.json(
        { ok: false, error: 'There is no such article.', errors: ['No such article.'], status: 404 },
        404,
      )
    if (!row) return page(c, { title: 'No such article', at: 'none' }, <NoSuchPage what="article" />, 404)
    if (asked.format === 'json') {
      const columns = whole ? [...ARTICLE_COLUMNS, TEXT_COLUMN] : ARTICLE_COLUMNS
      return c.json({ ok: true, sample, row: pickColumns(row, columns) })
    }
    const list = { list: { ids: [row.id] }, title: row.title, pagePath: `/articles/${row.id}` }
    return await serveExport(c, site, { ...list, format: asked.format })
  })
}
