// "Cite this search": what is frozen comes back byte for byte, the page says how it was found, and a later run shows what
// is different.
import { createHash } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { readBibtex } from '../export/read-bibtex.ts'
import { makeArticle } from '../store/samples.ts'
import { hasBrowser, openBrowser, openPage, PHONE, startSite, WIDE } from './browser.ts'
import { HOSTILE, NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const now = () => new Date(NOW)
let seeds: Seeds
let app: App
let reader: SignedIn
beforeAll(async () => {
  seeds = await openSeededStore()
  // More than a piece of rows, so that files are joined from several.
  await seeds.store.saveArticles(
    Array.from({ length: 600 }, (_, i) => makeArticle({ title: `Ledger ${i}`, text: `Ledger number ${i}.` })),
  )
  app = createApp({ store: seeds.store, now, watch, sample: false })
  reader = await signIn(app, seeds.store, 'reader', now)
})
afterAll(() => seeds.store.close())

const get = async (url: string) => await app.request(url)
const textOf = async (url: string) => {
  const response = await get(url)
  expect(response.status, url).toBe(200)
  return await response.text()
}
const post = (q: string, to = app) =>
  to.request('/cite', {
    method: 'POST',
    headers: reader.headers,
    body: new URLSearchParams({ q }).toString(),
  })
const freeze = async (q: string, to = app) => {
  const response = await post(q, to)
  expect(response.status).toBe(303)
  const url = response.headers.get('Location')!
  await isFinished(url)
  return url
}
const isFinished = (url: string) =>
  vi.waitFor(async () => expect(await textOf(url)).toContain('The rows as they were'), {
    timeout: 60_000,
    interval: 50,
  })

describe('a frozen search', () => {
  it('gives its rows back byte for byte: the hash on the page is that of the file', async () => {
    for (const [query, count] of [
      ['hospital', 44],
      ['ledger', 600],
      ['医院', 1],
    ] as const) {
      const url = await freeze(query)
      expect(url).toMatch(/^\/cite\/[2-9b-z]{10}$/)
      const ndjson = await textOf(`${url}.ndjson`)
      const sha256 = createHash('sha256').update(ndjson).digest('hex')
      expect(await textOf(url)).toContain(sha256)
      expect(ndjson.trimEnd().split('\n')).toHaveLength(count)
      expect(ndjson, 'what is frozen is what the export holds').toBe(
        await textOf(`/search.ndjson?q=${query}`),
      )
    }
  })

  it('gives the same rows in every form', async () => {
    const url = await freeze('ledger')
    const ids = (await textOf(`${url}.ndjson`))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id as number)
    const json = JSON.parse(await textOf(`${url}.json`)) as { rows: { id: number }[]; sha256: string }
    expect(json).toMatchObject({ ok: true, query: 'ledger', articles: 600, as_of: NOW })
    expect(json.rows.map((row) => row.id)).toEqual(ids)
    expect(await textOf(`${url}.csv`)).toBe(await textOf('/search.csv?q=ledger'))
    expect(readBibtex(await textOf(`${url}.bib`)).map((entry) => entry.key)).toEqual(
      ids.map((id) => `uptake${id}`),
    )
    expect((await textOf(`${url}.ris`)).match(/^ER {2}- /gm)).toHaveLength(600)
    for (const suffix of ['rss', 'exe', 'atom'])
      expect((await get(`${url}.${suffix}`)).status, suffix).toBe(404)
  })

  it('holds no whole text, and stays as it was when the publisher edits', async () => {
    const url = await freeze('commentary')
    const before = await textOf(`${url}.ndjson`)
    expect(before).not.toContain('researchers say in a commentary.')
    const content = makeArticle({ title: 'Hospitals move well', text: 'A commentary, corrected.' })
    await seeds.store.saveRecheck({
      articleId: seeds.ids.original,
      at: NOW,
      recheckStep: 1,
      validators: {},
      changed: {
        content,
        version: { seenAt: NOW, title: content.title, numberChanged: false },
        pageHash: 'p',
      },
    })
    await seeds.store.saveArticles([makeArticle({ title: 'Another commentary' })])
    expect(await textOf(`${url}.ndjson`)).toBe(before)
    const again = await textOf(`${url}/again`)
    expect(again).toMatch(/Added since <span class="number">1</)
    expect(again).toContain('Another commentary')
    expect(again).toMatch(/Changed <span class="number">1</)
    expect(again).toContain('± headline')
    expect(again).toMatch(/No longer found <span class="number">0</)
  })

  it('reads relative periods as of the day it was frozen', async () => {
    const url = await freeze('ledger published:<30d')
    const later = createApp({
      store: seeds.store,
      now: () => new Date(Date.parse(NOW) + 300 * 86_400_000),
      watch,
      sample: false,
    })
    const html = await (await later.request(`${url}/again`)).text()
    expect(html).toContain('nothing is different')
  })

  it('says how it was found, in the order of PRISMA-S, and how to cite it', async () => {
    const url = await freeze('hospital -"no such words" kind:wire')
    const html = await textOf(url)
    for (const words of [
      'Database and platform',
      'Full search strategy, as typed',
      'hospital -&quot;no such words&quot; kind:wire',
      'without “no such words”',
      '22 March 2026, 09:00 UTC',
      '20 articles in 20 stories.',
      'leaves 20 independent reports',
      '3 sources read on schedule',
      'The Silent Gazette',
      'Uptake. (2026, March 22). Search “hospital',
      '@misc{uptakesearch',
      'TY  - DATA',
    ])
      expect(html, words).toContain(words)
  })

  it('is found by its id alone; ids cannot be made up', async () => {
    for (const id of ['aaaaaaaaaa', '0000000000', 'x', `${(await freeze('scribe')).slice(6)}x`])
      expect((await get(`/cite/${id}`)).status, id).toBe(404)
  })

  it('shows hostile queries as text', async () => {
    for (const markup of [...HOSTILE, 'hospital OR "</textarea><script>window.fired=1</script>"']) {
      const html = await (
        await app.request(`/cite?q=${encodeURIComponent(markup)}`, { headers: { Cookie: reader.cookie } })
      ).text()
      expect(html).not.toContain('<script>window')
    }
    const html = await textOf(await freeze('hospital OR "</textarea><script>window.fired=1</script>"'))
    expect(html).not.toContain('<script>window')
  })
})

/** A site whose store keeps no rows before `release` is called. */
function openSlowSite(at = now) {
  const { promise: gate, resolve: release } = Promise.withResolvers<void>()
  const { store } = seeds
  const addFrozenRows: typeof store.addFrozenRows = (rows) => gate.then(() => store.addFrozenRows(rows))
  const slow = createApp({ store: { ...store, addFrozenRows }, now: at, watch, sample: false })
  return { slow, release }
}

describe('a search that takes time to freeze', () => {
  it('has a page that says so, and no files, until all rows are kept', async () => {
    const { slow, release } = openSlowSite()
    const url = (await post('ledger', slow)).headers.get('Location')!
    const html = await textOf(url)
    expect(html).toContain('Being frozen')
    expect(html).toContain('0 of 600 articles kept')
    expect(html).not.toContain('SHA-256')
    for (const suffix of ['ndjson', 'json', 'csv', 'bib']) {
      const response = await get(`${url}.${suffix}`)
      expect([response.status, response.headers.get('Retry-After')], suffix).toEqual([503, '5'])
      expect(await response.json()).toMatchObject({ ok: false, status: 503 })
    }
    expect(await textOf(`${url}/again`)).toContain('Being frozen')
    release()
    await isFinished(url)
    const sha256 = createHash('sha256')
      .update(await textOf(`${url}.ndjson`))
      .digest('hex')
    expect(await textOf(url)).toContain(sha256)
  })

  it('that was left alone, or could not be kept, is said to hold nothing', async () => {
    const { slow, release } = openSlowSite()
    const url = (await post('ledger', slow)).headers.get('Location')!
    const later = createApp({
      store: seeds.store,
      now: () => new Date(Date.parse(NOW) + 120_000),
      watch,
      sample: false,
    })
    const html = await (await later.request(url)).text()
    expect(html).toContain('It broke off after 0 of 600 articles')
    expect(html).toContain('href="/cite?q=ledger"')
    expect((await later.request(`${url}.json`)).status).toBe(404)
    release()
    await isFinished(url)
    const addFrozenRows = () => Promise.reject(new Error('The disk is full.'))
    const full = createApp({ store: { ...seeds.store, addFrozenRows }, now, watch, sample: false })
    const failed = (await post('ledger', full)).headers.get('Location')!
    expect(await textOf(failed)).toContain('The disk is full.')
  })

  it('waits for others: only so many are made at once', async () => {
    const { slow, release } = openSlowSite()
    const urls = [await post('ledger', slow), await post('ledger', slow)].map((answer) =>
      answer.headers.get('Location'),
    )
    const third = await post('ledger', slow)
    expect(third.status).toBe(409)
    expect(await third.text()).toContain('Try again in a minute')
    release()
    for (const url of urls) await isFinished(url!)
    expect((await post('scribe', slow)).status).toBe(303)
  })

  it('says how long reading the rows took', async () => {
    let ms = Date.parse(NOW)
    const ticking = () => {
      ms += 4_000
      return new Date(ms)
    }
    const url = await freeze('ledger', createApp({ store: seeds.store, now: ticking, watch, sample: false }))
    expect(await textOf(url)).toMatch(/reading the rows took the \d+ seconds after that/)
  })
})

describe('freezing', () => {
  it('is for readers; a search without hits has nothing to cite', async () => {
    expect((await get('/cite?q=hospital')).headers.get('Location')).toMatch(/^\/sign-in/)
    const response = await app.request('/cite', {
      method: 'POST',
      headers: reader.headers,
      body: 'q=nothingofthekind',
    })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('nothing to cite')
  })

  it('is on the record of what people did', async () => {
    const url = await freeze('scribe')
    const acts = await seeds.store.listActs({ act: 'freeze-search', limit: 1 })
    expect(acts[0]).toMatchObject({ subject: `frozen search ${url.slice(6)}`, who: reader.name })
  })
})

describe.skipIf(!hasBrowser)('in a browser', () => {
  let site: Awaited<ReturnType<typeof startSite>>
  let browser: Browser
  beforeAll(async () => {
    site = await startSite(app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  async function withPage(url: string, run: (page: Page) => Promise<void>, options = {}): Promise<void> {
    const { page, errors, close } = await openPage(browser, { acceptDownloads: true, ...options })
    try {
      const [name, value] = reader.cookie
        .split('; ')
        .find((one) => one.startsWith('uptake-session='))!
        .split('=')
      await page.context().addCookies([{ name: name!, value: value!, url: site.origin }])
      await page.goto(site.origin + url)
      await run(page)
      expect(errors).toEqual([])
    } finally {
      await close()
    }
  }

  it('a search is frozen, taken along, and run again', () =>
    withPage('/search?q=scribe', async (page) => {
      await page.click('text=Cite this search')
      await page.click('button:has-text("Freeze 40 articles")')
      expect(await page.textContent('h1')).toBe('scribe')
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('#rows >> text=CSV')])
      expect(download.suggestedFilename()).toMatch(/^uptake-search-\w{10}\.csv$/)
      await page.click('text=What would it find today?')
      expect(await page.textContent('.lede')).toContain('nothing is different')
      await page.goto(`${site.origin}/saved`)
      expect(await page.locator('#frozen li').count()).toBeGreaterThan(0)
    }))

  it('files are offered under the results, and are what they say', () =>
    withPage('/search?q=scribe', async (page) => {
      for (const [name, file] of [
        ['CSV', 'scribe.csv'],
        ['RIS', 'scribe.ris'],
      ] as const) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('.downloads dd').first().locator(`text="${name}"`).click(),
        ])
        expect(download.suggestedFilename()).toBe(file)
      }
    }))

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is readable for all, ${colorScheme}`, async () => {
      const frozen = await freeze('hospital')
      await withPage(
        '/account',
        async (page) => {
          const { slow, release } = openSlowSite()
          const underWay = (await post('ledger', slow)).headers.get('Location')!
          for (const url of [
            underWay,
            '/cite?q=hospital',
            '/cite?q=nothingofthekind',
            frozen,
            `${frozen}/again`,
          ]) {
            await page.setViewportSize(WIDE)
            await page.goto(site.origin + url)
            const { violations } = await new AxeBuilder({ page }).analyze()
            expect(violations.map((one) => `${url} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([])
            await page.setViewportSize(PHONE)
            const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
            expect(wide, `${url} is wider than the screen`).toBe(false)
          }
          release()
        },
        { colorScheme },
      )
    }, 120_000)
  }
})
