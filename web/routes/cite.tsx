// "Cite this search": its rows are frozen as they are, under an id that can stand in a paper; the page of that id says how
// they were found, gives the rows back byte for byte, and runs the same search again to show what is different.
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from 'hono'
import { openBibtex } from '../../src/export/bibtex.ts'
import { describeCited } from '../../src/export/cited.ts'
import { ARTICLE_COLUMNS } from '../../src/export/columns.ts'
import { factsOf, splitSuffix } from '../../src/export/formats.ts'
import { citeFrozen, type MethodFacts } from '../../src/export/method.ts'
import { writeRis } from '../../src/export/ris.ts'
import { writeCsvHead, writeCsvRows } from '../../src/export/table.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { describeQuery } from '../../src/search/print.ts'
import type { ExportRow } from '../../src/store/export-reads.ts'
import type { FrozenSearch } from '../../src/store/frozen-searches.ts'
import { readForm } from '../form.ts'
import { listSources, startFreeze, whyBroken } from '../freezing.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { FreezeForm, Frozen, FrozenAgain, Unfinished } from '../pages/frozen.tsx'
import { personOf, recordAct, requireRole, type SiteEnv, wantsData } from '../people.ts'
import type { App, Site } from '../site.tsx'
import { originOf, streamText } from './export-answer.tsx'
import { queryLengthMax } from './saved.tsx'

const momentMs = 800 // small searches are frozen before the page answers, large ones go on behind it
const lookAgainSeconds = 5

export function addCite(app: App, site: Site): void {
  addFreezing(app, site)
  addFrozenPages(app, site)
}

function addFreezing(app: App, site: Site): void {
  const show = async (c: Context<SiteEnv>, query: string, problem?: string) => {
    const compiled = compileOn(query, site.now().toISOString())
    const total = await site.store.countMatches(compiled)
    const props = {
      query,
      words: describeQuery(query),
      problems: compiled.problems,
      total,
      sources: listSources(site),
      ...(problem ? { problem } : {}),
    }
    return await site.page(
      c,
      { title: 'Cite this search', at: 'none', query },
      <FreezeForm {...props} />,
      problem ? 409 : 200,
    )
  }

  app.get('/cite', requireRole('reader'), (c) =>
    show(c, (c.req.query('q') ?? '').slice(0, queryLengthMax).toWellFormed()),
  )

  app.post('/cite', requireRole('reader'), async (c) => {
    const query = (await readForm(c))('q', queryLengthMax).trim()
    const freeze = await startFreeze(site, query, personOf(c).id!)
    if ('problem' in freeze) return await show(c, query, freeze.problem)
    const { id, foundCount, done } = freeze
    await recordAct(site, c, {
      act: 'freeze-search',
      subject: `frozen search ${id}`,
      after: { query, articles: foundCount },
    })
    const stop = new AbortController()
    await Promise.race([done, pause(momentMs, undefined, { signal: stop.signal })])
    stop.abort()
    return c.redirect(`/cite/${id}`, 303)
  })
}

function addFrozenPages(app: App, site: Site): void {
  const { store, page } = site
  const none = (c: Context<SiteEnv>) =>
    page(c, { title: 'No such record', at: 'none' }, <NoSuchPage what="frozen search" />, 404)

  app.get('/cite/:id', async (c) => {
    const name = c.req.param('id')
    const asked = splitSuffix(name)
    const frozen = await findFrozen(site, asked?.id ?? name)
    if (!frozen)
      return (
        (await showUnfinished(c, site, asked?.id ?? name)) ?? (asked ? await c.notFound() : await none(c))
      )
    if (asked) {
      if (asked.format !== 'json' && factsOf(asked.format).feed) return await c.notFound()
      return await serveFrozen(c, site, frozen, asked.format as FrozenFormat)
    }
    const facts = factsFor(c, site, frozen)
    const cited = citeFrozen(facts)
    const props = {
      facts,
      bibtex: (await openBibtex())([cited]),
      ris: writeRis([cited]),
      byteCount: frozen.byteCount,
      finishedAt: frozen.finishedAt,
    }
    return await page(c, { title: `Frozen search ${frozen.id}`, at: 'none' }, <Frozen {...props} />)
  })

  app.get('/cite/:id/again', async (c) => {
    const id = c.req.param('id')
    const frozen = await findFrozen(site, id)
    if (!frozen) return (await showUnfinished(c, site, id)) ?? (await none(c))
    // As of the day it was frozen: "<7d" must mean the same seven days.
    const compiled = compileOn(frozen.query, frozen.asOf)
    const comparison = await store.compareFrozen({
      id: frozen.id,
      compiled,
    })
    const props = { facts: factsFor(c, site, frozen), comparison, now: site.now() }
    return await page(
      c,
      { title: `Frozen search ${frozen.id}, today`, at: 'none' },
      <FrozenAgain {...props} />,
    )
  })
}

/** While it is made, and when it broke off: how far it is, and no rows. */
async function showUnfinished(c: Context<SiteEnv>, site: Site, id: string) {
  const frozen = isFrozenId(id) ? await site.store.readUnfinishedFrozen(id) : undefined
  if (!frozen) return undefined
  const broken = whyBroken(frozen, site.now())
  if (wantsData(c)) {
    if (broken === undefined) c.header('Retry-After', String(lookAgainSeconds))
    const error =
      broken === undefined
        ? `This search is still being frozen: ${frozen.keptCount} of ${frozen.foundCount} articles are kept. Ask again in a moment.`
        : `This search was not frozen to the end and holds nothing: ${broken}`
    const status = broken === undefined ? 503 : 404
    return c.json({ ok: false, error, errors: [error], status }, status)
  }
  const title = `Frozen search ${id}, ${broken === undefined ? 'under way' : 'not made'}`
  return await site.page(c, { title, at: 'none' }, <Unfinished frozen={frozen} broken={broken} />)
}

type FrozenFormat = 'csv' | 'ndjson' | 'json' | 'bib' | 'ris'

async function serveFrozen(
  c: Context<SiteEnv>,
  site: Site,
  frozen: FrozenSearch,
  format: FrozenFormat,
): Promise<Response> {
  c.header('Content-Type', format === 'json' ? 'application/json; charset=utf-8' : factsOf(format).mediaType)
  c.header('Content-Disposition', `attachment; filename="uptake-search-${frozen.id}.${format}"`)
  c.header('Uptake-Row-Count', String(frozen.articleCount))
  return await streamText(c, site, writeFrozen(c, site, frozen, format))
}

async function* writeFrozen(
  c: Context<SiteEnv>,
  site: Site,
  frozen: FrozenSearch,
  format: FrozenFormat,
): AsyncGenerator<string> {
  const bibtex = format === 'bib' ? await openBibtex() : undefined
  if (format === 'csv') yield writeCsvHead(ARTICLE_COLUMNS)
  if (format === 'json') yield openJson(factsFor(c, site, frozen), site.sample)
  for (let number = 0; number < frozen.pieceCount; number++) {
    const ndjson = await site.store.readFrozenRows({ id: frozen.id, number })
    const lines = ndjson.trimEnd().split('\n')
    if (format === 'ndjson') yield ndjson
    else if (format === 'json') yield (number > 0 ? ',\n' : '') + lines.join(',\n')
    else {
      const rows = lines.map((line) => JSON.parse(line) as ExportRow)
      yield format === 'csv'
        ? writeCsvRows(rows, ARTICLE_COLUMNS)
        : (bibtex ?? writeRis)(rows.map((row) => describeCited(row)))
    }
  }
  if (format === 'json') yield ']}\n'
}

function openJson({ id, url, query, words, asOf, sources, ...counts }: MethodFacts, sample: boolean): string {
  const head = { ok: true, sample, id, url, query, words, as_of: asOf, sha256: counts.sha256 }
  const rest = {
    articles: counts.articleCount,
    stories: counts.storyCount,
    copies: counts.copyCount,
    sources,
  }
  return `${JSON.stringify({ ...head, ...rest }).slice(0, -1)},"rows":[`
}

async function findFrozen(site: Site, id: string): Promise<FrozenSearch | undefined> {
  return isFrozenId(id) ? await site.store.readFrozen(id) : undefined
}

const isFrozenId = (id: string) => /^[a-z0-9]{10}$/.test(id)

function factsFor(c: Context, site: Site, frozen: FrozenSearch): MethodFacts {
  return { ...frozen, url: `${originOf(c, site)}/cite/${frozen.id}` }
}

function compileOn(query: string, at: string) {
  return compileQuery(query, at.slice(0, 10))
}
