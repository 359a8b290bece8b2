// "Cite this search": its rows are frozen as they are, under an id that can stand in a paper; the page of that id says how
// they were found, gives the rows back byte for byte, and runs the same search again to show what is different.
import { createHash, randomInt } from 'node:crypto'
import type { Context } from 'hono'
import { openBibtex } from '../../src/export/bibtex.ts'
import { describeCited } from '../../src/export/cited.ts'
import { ARTICLE_COLUMNS } from '../../src/export/columns.ts'
import { factsOf, splitSuffix } from '../../src/export/formats.ts'
import { citeFrozen, type MethodFacts } from '../../src/export/method.ts'
import { writeRis } from '../../src/export/ris.ts'
import { writeCsvHead, writeCsvRows, writeNdjson } from '../../src/export/table.ts'
import { compileQuery } from '../../src/search/compile.ts'
import { describeQuery } from '../../src/search/print.ts'
import type { ExportRow } from '../../src/store/export-reads.ts'
import { type FrozenSearch, frozenSearchesMax, rowsPerFreezeMax } from '../../src/store/frozen-searches.ts'
import { readForm } from '../form.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { FreezeForm, Frozen, FrozenAgain } from '../pages/frozen.tsx'
import { personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import type { App, Site } from '../site.tsx'
import { originOf, streamText } from './export-answer.tsx'
import { queryLengthMax } from './saved.tsx'

const rowsPerPiece = 250
// No vowels, so that no id is a word, and nothing that is read for something else.
const ID_LETTERS = '23456789bcdfghjkmnpqrstvwxyz'
const idLength = 10 // 28^10: three hundred million million

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
    const frozen = await freezeSearch(site, query, personOf(c).id!)
    if ('problem' in frozen) return await show(c, query, frozen.problem)
    await recordAct(site, c, {
      act: 'freeze-search',
      subject: `frozen search ${frozen.id}`,
      after: { query, articles: frozen.articleCount, sha256: frozen.sha256 },
    })
    return c.redirect(`/cite/${frozen.id}`, 303)
  })
}

type FrozenNow = { id: string; articleCount: number; sha256: string }

/** Reads the rows page by page and keeps the very bytes that are hashed. */
async function freezeSearch(
  site: Site,
  query: string,
  accountId: number,
): Promise<FrozenNow | { problem: string }> {
  const { store } = site
  const asOf = site.now().toISOString()
  const compiled = compileOn(query, asOf)
  const limit = rowsPerFreezeMax + 1
  const ids = await store.listExportIds({ compiled, order: 'newest', limit })
  if (ids.length === 0) return { problem: 'This search finds nothing, so there is nothing to cite.' }
  if (ids.length > rowsPerFreezeMax)
    return {
      problem: `A frozen search holds up to ${rowsPerFreezeMax} articles: narrow it, by a period for example.`,
    }
  const id = Array.from({ length: idLength }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]!).join('')
  const words = describeQuery(query)
  if (!(await store.startFrozen({ id, accountId, query, words, sources: listSources(site), asOf })))
    return { problem: `An account keeps up to ${frozenSearchesMax} frozen searches.` }
  const hash = createHash('sha256')
  const stories = new Set<number>()
  let [articleCount, copyCount, byteCount] = [0, 0, 0]
  for (let at = 0, number = 0; at < ids.length; at += rowsPerPiece, number++) {
    const rows = await store.readExportRows({ ids: ids.slice(at, at + rowsPerPiece) })
    const ndjson = writeNdjson(rows, ARTICLE_COLUMNS)
    hash.update(ndjson, 'utf8')
    await store.addFrozenRows({ id, number, ndjson })
    for (const row of rows) stories.add(row.story_id)
    articleCount += rows.length
    copyCount += rows.filter((row) => row.copy_of !== null).length
    byteCount += Buffer.byteLength(ndjson, 'utf8')
  }
  const sha256 = hash.digest('hex')
  const counts = { articleCount, copyCount, byteCount, storyCount: stories.size }
  await store.finishFrozen({ id, ...counts, sha256, at: site.now().toISOString() })
  return { id, articleCount, sha256 }
}

function addFrozenPages(app: App, site: Site): void {
  const { store, page } = site
  const none = (c: Context<SiteEnv>) =>
    page(c, { title: 'No such record', at: 'none' }, <NoSuchPage what="frozen search" />, 404)

  app.get('/cite/:id', async (c) => {
    const name = c.req.param('id')
    const asked = splitSuffix(name)
    const frozen = await findFrozen(site, asked?.id ?? name)
    if (!frozen) return asked ? await c.notFound() : await none(c)
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
    }
    return await page(c, { title: `Frozen search ${frozen.id}`, at: 'none' }, <Frozen {...props} />)
  })

  app.get('/cite/:id/again', async (c) => {
    const frozen = await findFrozen(site, c.req.param('id'))
    if (!frozen) return await none(c)
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
  return /^[a-z0-9]{10}$/.test(id) ? await site.store.readFrozen(id) : undefined
}

function factsFor(c: Context, site: Site, frozen: FrozenSearch): MethodFacts {
  return { ...frozen, url: `${originOf(c, site)}/cite/${frozen.id}` }
}

function compileOn(query: string, at: string) {
  return compileQuery(query, at.slice(0, 10))
}

function listSources({ watch }: Site): MethodFacts['sources'] {
  return watch.sources.map(({ name, title, enabled }) => ({ name, title, enabled }))
}
