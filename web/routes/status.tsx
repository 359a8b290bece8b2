// How the machine is doing: sources, failures, what was turned away, and the answers for monitors.
import type { Context } from 'hono'
import { encodeWords } from '../links.ts'
import { NoSuchPage } from '../pages/errors.tsx'
import { Failures } from '../pages/failures.tsx'
import { NotOurs } from '../pages/not-ours.tsx'
import { Status } from '../pages/status.tsx'
import { mayAct, openToAll, personOf, recordAct, requireRole } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import { type App, dayBefore, type Site, titlesOf } from '../site.tsx'

const failuresOnStatus = 15
const failuresPerPage = 60

export function addStatus(app: App, { store, now, watch, page }: Site): void {
  app.get('/status', async (c) => {
    const [totals, states, failures] = await Promise.all([
      store.countAll({ since: dayBefore(now()) }),
      store.listSourceStates(),
      store.listFailures({ limit: failuresOnStatus }),
    ])
    const props = { totals, sources: watch.sources, states, failures, now: now() }
    return page(c, { title: 'Status', at: 'status' }, <Status {...props} />)
  })

  app.get('/status/failures', async (c) => {
    // "2026-03-01T08:00:00.000Z~12": time and id of the last one on the page before.
    const [, at, id] = /^([\d:.TZ-]{20,30})~(\d{1,15})$/.exec(c.req.query('before') ?? '') ?? []
    const [totals, failures] = await Promise.all([
      store.countAll({ since: dayBefore(now()) }),
      store.listFailures({
        limit: failuresPerPage,
        ...(at === undefined ? {} : { before: { at, id: Number(id) } }),
      }),
    ])
    const last = failures.length === failuresPerPage ? failures.at(-1) : undefined
    const next = last ? { next: `${last.lastFailedAt}~${last.id}` } : {}
    const props = { failures, count: totals.failures, titles: titlesOf(watch), now: now(), ...next }
    return page(c, { title: 'Failures', at: 'status' }, <Failures {...props} />)
  })
}

const notOursPerPage = 50
const notOursWordsMax = 200 // characters

export function addNotOurs(app: App, site: Site): void {
  const { store, now, watch, page } = site
  const readWords = (c: Context) =>
    (c.req.query('words') ?? '').slice(0, notOursWordsMax).toWellFormed().trim()

  app.get('/status/not-ours', async (c) => {
    const words = readWords(c)
    const before = wholeNumber(c.req.query('before'))
    const [rows, count] = await Promise.all([
      store.listNotOurs({
        limit: notOursPerPage,
        ...(words ? { words } : {}),
        ...(before === undefined ? {} : { beforeId: before }),
      }),
      store.countNotOurs(words ? { words } : {}),
    ])
    const next = rows.length === notOursPerPage ? { next: rows.at(-1)!.id } : {}
    const said = c.req.query('said') === 'ours'
    const mayDecide = mayAct(personOf(c), 'editor')
    const props = { rows, count, words, said, mayDecide, titles: titlesOf(watch), ...next }
    return page(c, { title: 'Turned away', at: 'status' }, <NotOurs {...props} />)
  })

  app.post('/status/not-ours/:id', requireRole('editor'), async (c) => {
    const entryId = wholeNumber(c.req.param('id'))
    const done =
      entryId !== undefined &&
      (await store.decideOurs({ entryId, who: personOf(c).name, at: now().toISOString() }))
    if (!done)
      return page(
        c,
        { title: 'No such entry', at: 'none' },
        <NoSuchPage what="entry that was turned away" />,
        404,
      )
    await recordAct(site, c, { act: 'say-ours', subject: `entry ${entryId}` })
    const words = readWords(c)
    return c.redirect(`/status/not-ours?said=ours${words ? `&words=${encodeWords(words)}` : ''}`, 303)
  })
}

export function addHealth(app: App, { store }: Site): void {
  app.get('/healthz', openToAll, (c) => c.text('OK'))
  app.get('/readyz', openToAll, async (c) => {
    try {
      await store.readFacts('ready:')
      return c.text('OK')
    } catch (error) {
      return c.text(`not ready: ${(error as Error).message}`, 503)
    }
  })
}
