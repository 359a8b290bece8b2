// Adoption counts: the list of series, a series with its ledger and files, error reports by anyone, and what is watched.
import { createHmac, randomBytes } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { Context } from 'hono'
import { frameChart } from '../../src/chart/frame.ts'
import type { SeriesOrder } from '../../src/store/claim-series.ts'
import type { ClaimRow } from '../../src/store/claims.ts'
import { clientAddress } from '../address.ts'
import { seriesPath, seriesTitle, withDescendants } from '../figures.ts'
import { Adoption, type AskedSeries, adoptionLink, USUAL_ORDER } from '../pages/adoption.tsx'
import { NoSuchPage } from '../pages/errors.tsx'
import { Series } from '../pages/series.tsx'
import { mayAct, personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import { drawView, ledgerLines, type SeriesView, viewSeries } from '../series-view.ts'
import type { App, Site } from '../site.tsx'

const seriesPerPage = 40
const WIDE = { width: 1000, height: 380 } // pixels
const NARROW = { width: 340, height: 330 }
const ORDERS: SeriesOrder[] = ['newest', 'movement', 'figures', 'contradictions']

export function addAdoption(app: App, site: Site): void {
  const { store, watch, page } = site

  app.get('/adoption', async (c) => {
    const asked = readAsked(c)
    const [{ series, count }, choices, waiting] = await findSeries(site, asked)
    const props = {
      asked,
      series,
      count,
      perPage: seriesPerPage,
      choices,
      waiting: waiting.waiting + waiting.suggestions,
    }
    const mayReview = mayAct(personOf(c), 'editor')
    return page(
      c,
      { title: 'Adoption counts', at: 'adoption' },
      <Adoption {...props} mayReview={mayReview} lexicon={watch.lexicon} />,
    )
  })

  app.get('/adoption.json', async (c) => {
    const asked = readAsked(c)
    const [{ series, count }] = await findSeries(site, asked)
    const more = asked.page * seriesPerPage < count
    const next = more
      ? adoptionLink({ ...asked, page: asked.page + 1 }).replace('/adoption', '/adoption.json')
      : null
    if (next) c.header('Link', `<${next}>; rel="next"`)
    const rows = series.map((row) => ({
      ...row,
      title: seriesTitle(row, watch.lexicon),
      url: seriesPath(row.key),
    }))
    return c.json({ ok: true, sample: site.sample, count, rows, next_url: next })
  })

  app.get('/adoption/:key', async (c) => {
    const [, key = '', format] = /^(.*?)(?:\.(json|csv|svg|png))?$/.exec(c.req.param('key')) ?? []
    const view = key.length <= keyLengthMax ? await viewSeries(store, key) : undefined
    if (!view) return page(c, { title: 'No such series', at: 'none' }, <NoSuchPage what="series" />, 404)
    if (format) return await sendFile(c, site, view, format)
    return await showSeries(c, site, view)
  })

  app.post('/adoption/:key/report', requireRole('visitor'), async (c) => {
    const form = await c.req.parseBody()
    const figureId = wholeNumber(String(form.figure ?? ''))
    const [figure] = figureId === undefined ? [] : await store.listFigures([figureId])
    const note = String(form.note ?? '')
      .toWellFormed()
      .trim()
      .slice(0, noteCharactersMax)
    if (!figure || note.length < 5)
      return page(c, { title: 'No such figure', at: 'none' }, <NoSuchPage what="figure to report on" />, 404)
    const saved = await saveReport(c, site, figure, note)
    return c.redirect(`${seriesPath(figure.seriesKey)}?said=${saved === 'limit' ? 'limit' : 'reported'}`, 303)
  })

  app.post('/adoption/:key/watch', requireRole('reader'), async (c) => {
    const key = c.req.param('key')
    if (!(await store.readSeries(key)))
      return page(c, { title: 'No such series', at: 'none' }, <NoSuchPage what="series" />, 404)
    const on = (await c.req.parseBody()).on === '1'
    await store.watchSeries({ key, who: personOf(c).name, at: site.now().toISOString(), on })
    await recordAct(site, c, { act: on ? 'watch-series' : 'unwatch-series', subject: `series ${key}` })
    return c.redirect(seriesPath(key), 303)
  })
}

const keyLengthMax = 400 // characters
const noteCharactersMax = 1_000

function readAsked(c: Context): AskedSeries {
  const text = (name: string) => (c.req.query(name) ?? '').slice(0, 80).toWellFormed()
  const order = ORDERS.find((known) => known === c.req.query('sort')) ?? USUAL_ORDER
  const asked = Math.min(Math.max(wholeNumber(c.req.query('page')) ?? 1, 1), 10_000)
  return {
    technology: text('technology'),
    unit: text('unit'),
    place: text('place'),
    stage: text('stage'),
    order,
    page: asked,
  }
}

async function findSeries(site: Site, asked: AskedSeries) {
  const { store, watch } = site
  return await Promise.all([
    store.listSeries({
      ...(asked.technology
        ? { technologies: withDescendants(watch.lexicon.technologies, asked.technology) }
        : {}),
      ...(asked.unit ? { units: withDescendants(watch.lexicon.units, asked.unit) } : {}),
      ...(asked.place ? { place: asked.place } : {}),
      ...(asked.stage ? { stageClass: asked.stage } : {}),
      order: asked.order,
      limit: seriesPerPage,
      offset: (asked.page - 1) * seriesPerPage,
    }),
    store.countSeries(),
    store.countReview(),
  ])
}

async function showSeries(c: Context<SiteEnv>, site: Site, view: SeriesView) {
  const { lexicon } = site.watch
  const [wide, narrow] = [drawView(view, lexicon, WIDE), drawView(view, lexicon, NARROW)]
  const person = personOf(c)
  const watched =
    person.role === 'visitor' ? undefined : (await site.store.listWatched(person.name)).includes(view.row.key)
  const asked = c.req.query('said')
  const title = seriesTitle(view.row, lexicon)
  return await site.page(
    c,
    { title, at: 'adoption' },
    <Series
      {...view}
      lines={ledgerLines(view)}
      drawings={wide && narrow ? { wide, narrow } : undefined}
      lexicon={lexicon}
      address={`${new URL(c.req.url).origin}${seriesPath(view.row.key)}`}
      readOn={site.now().toISOString()}
      watched={watched}
      asked={wholeNumber(c.req.query('figure'))}
      said={asked === 'reported' || asked === 'limit' ? asked : undefined}
    />,
  )
}

// ---------------------------------------------------------------- files

async function sendFile(c: Context<SiteEnv>, site: Site, view: SeriesView, format: string) {
  const lines = ledgerLines(view)
  const name = view.row.key.replace(/[^A-Za-z0-9-]+/g, '-')
  if (format === 'json') {
    const rows = lines.map(({ claim, originLabel }) => ({
      ...writeRow(claim, originLabel),
      reasons: claim.reading.reasons,
    }))
    const { summary, ...row } = view.row
    return c.json({ ok: true, sample: site.sample, series: row, summary, rows, relations: view.relations })
  }
  if (format === 'csv') {
    const rows = lines.map(({ claim, originLabel }) => writeRow(claim, originLabel))
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${name}.csv"`)
    return c.body(stringify(rows, { header: true, escape_formulas: true, record_delimiter: 'windows' }))
  }
  const drawing = drawView(view, site.watch.lexicon, WIDE)
  if (!drawing)
    return await site.page(
      c,
      { title: 'No picture', at: 'none' },
      <NoSuchPage what="picture of this series" />,
      404,
    )
  const day = site.now().toISOString().slice(0, 10)
  const origin = new URL(c.req.url).origin
  const svg = frameChart({
    drawing,
    ...WIDE,
    title: seriesTitle(view.row, site.watch.lexicon),
    source: `Uptake, ${view.row.figures} figures of ${view.row.origins} origins, ${day}${site.sample ? ', sample data' : ''}. ${origin}${seriesPath(view.row.key)}`,
  })
  // Pictures may stand on other pages: that is what they are for.
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  if (format === 'svg') return c.body(svg, 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
  const [{ renderPng }, { chartFontFiles }] = await Promise.all([
    import('../../src/chart/png.ts'),
    import('../chart-fonts.ts'),
  ])
  const png = renderPng(svg, { fontFiles: await chartFontFiles(), scale: 2 })
  return c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png' })
}

/** One claim as a row of a file; offsets in code points, as design says for whatever leaves the house. */
function writeRow(claim: ClaimRow, origin: string) {
  const { reading } = claim
  return {
    figure_id: claim.id,
    series: claim.seriesKey,
    measure: reading.measure,
    value: reading.value,
    value_max: reading.valueMax ?? null,
    qualifier: reading.qualifier,
    lower: reading.lower ?? null,
    upper: reading.upper ?? null,
    unit: reading.unit,
    unit_text: reading.unitText,
    denominator: reading.denominator ?? null,
    technology: reading.technology ?? null,
    place: reading.places.join(';'),
    as_of: reading.asOf ?? null,
    as_of_precision: reading.asOfPrecision ?? null,
    as_of_basis: reading.asOfBasis,
    as_of_start: reading.asOfStartOn ?? null,
    as_of_end: reading.asOfEndOn ?? null,
    stage: reading.stage,
    modality: reading.modality,
    polarity: reading.polarity,
    accumulation: reading.accumulation,
    origin,
    attribution: reading.attributionText ?? null,
    attribution_kind: reading.attributionKind,
    quote: reading.quote,
    prefix: reading.prefix,
    suffix: reading.suffix,
    sentence: claim.sentence,
    quote_at_in_sentence: [...claim.sentence.slice(0, reading.quoteStart - reading.sentenceStart)].length, // code points
    article_id: claim.articleId,
    article_title: claim.articleTitle,
    article_url: claim.url,
    publication: claim.publicationName,
    published_on: claim.publishedOn,
    version: claim.versionNumber,
    gone_in_version: claim.goneIn,
    status: claim.status,
    confidence: reading.confidence,
    read_by: claim.madeBy,
    note: claim.note,
  }
}

// ---------------------------------------------------------------- what readers send

const reportsPerDay = 5
const MS_A_DAY = 86_400_000
// Addresses are kept for a day's count only, and not as addresses; a restart forgets them.
const senderKey = randomBytes(32)

export const senderOf = (c: Context, proxies: number): string =>
  createHmac('sha256', senderKey).update(clientAddress(c, proxies)).digest('base64url').slice(0, 22)

async function saveReport(c: Context, site: Site, figure: ClaimRow, note: string): Promise<number | 'limit'> {
  const now = site.now()
  return await site.store.saveSuggestion({
    kind: 'error',
    figureId: figure.id,
    url: figure.url,
    quote: figure.reading.quote,
    note,
    sender: senderOf(c, site.proxies ?? 0),
    sentAt: now.toISOString(),
    since: new Date(now.getTime() - MS_A_DAY).toISOString(),
    limit: reportsPerDay,
  })
}
