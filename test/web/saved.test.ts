// Saved searches: previewed, saved, followed by a secret address, deleted and brought back; nobody else's business.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import Parser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { hasBrowser, openBrowser, openPage, PHONE, startSite, WIDE } from './browser.ts'
import { HOSTILE, NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const now = () => new Date(NOW)
let seeds: Seeds
let app: App
let reader: SignedIn
let other: SignedIn
beforeAll(async () => {
  seeds = await openSeededStore()
  app = createApp({ store: seeds.store, now, watch, sample: true })
  reader = await signIn(app, seeds.store, 'reader', now)
  other = await signIn(app, seeds.store, 'operator', now)
})
afterAll(() => seeds.store.close())

const get = async (url: string, who?: SignedIn) =>
  await app.request(url, { headers: who ? { Cookie: who.cookie } : {} })
const post = async (url: string, fields: Record<string, string>, who: SignedIn) =>
  await app.request(url, {
    method: 'POST',
    headers: who.headers,
    body: new URLSearchParams(fields).toString(),
  })
const save = async (fields: Record<string, string>, who = reader) => {
  const response = await post('/saved', fields, who)
  expect(response.status).toBe(303)
  return Number(/^\/saved\/(\d+)\?/.exec(response.headers.get('Location')!)![1])
}
const makeFeed = async (id: number) => {
  const html = await (await post(`/saved/${id}/feed`, {}, reader)).text()
  return /\/feeds\/([\w-]{43})\.rss/.exec(html)![1]!
}

describe('saving', () => {
  it('shows before anything is stored what the search brings in', async () => {
    const html = await (await get('/saved/new?q=hospital', reader)).text()
    expect(html).toContain('About 3 articles a month')
    expect(html).toContain('44 articles in 42 stories')
    expect(html).toContain('Articles a week over 12 weeks')
    expect(await (await get('/saved', reader)).text()).toContain('Nothing is saved yet')
  })

  it('wants a name and a query, and keeps what was typed', async () => {
    const response = await post('/saved', { q: 'scribe', name: ' ', note: 'because' }, reader)
    expect(response.status).toBe(400)
    const html = await response.text()
    expect(html).toContain('Give it a name')
    expect(html).toContain('because')
    expect((await post('/saved', { q: ' ', name: 'x' }, reader)).status).toBe(400)
  })

  it('needs an account', async () => {
    expect((await get('/saved')).headers.get('Location')).toBe('/sign-in?next=%2Fsaved')
    const response = await app.request('/saved', {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'q=x&name=x',
    })
    expect(response.status).toBe(401)
  })
})

describe('a saved search', () => {
  it('is nobody else’s, operators included', async () => {
    const id = await save({ q: 'canary-query', name: 'Canary of Anna', note: 'a secret reason' })
    for (const url of [
      `/saved/${id}`,
      '/saved',
      `/saved?deleted=${id}`,
      '/audit',
      '/audit.json',
      '/people',
    ]) {
      const text = await (await get(url, other)).text()
      expect(text, url).not.toMatch(/Canary of Anna|canary-query|a secret reason/)
    }
    expect((await get(`/saved/${id}`, other)).status).toBe(404)
    for (const act of ['', '/feed', '/feed/stop', '/delete', '/restore']) {
      const response = await post(`/saved/${id}${act}`, { q: 'taken', name: 'taken' }, other)
      expect(response.status, act).toBe(404)
    }
    expect(await (await get(`/saved/${id}`, reader)).text()).toContain('Canary of Anna')
    expect(await (await get('/audit', other)).text()).toContain(`saved search ${id}`)
  })

  it('is changed, deleted, and brought back with its feed', async () => {
    const id = await save({ q: 'scribe', name: 'Scribes', note: '' })
    const token = await makeFeed(id)
    await post(`/saved/${id}`, { q: 'scribe kind:wire', name: 'Wire scribes', note: 'n' }, reader)
    expect(await (await get(`/saved/${id}`, reader)).text()).toContain('Wire scribes')
    const gone = await post(`/saved/${id}/delete`, {}, reader)
    expect(gone.headers.get('Location')).toBe(`/saved?deleted=${id}`)
    const list = await (await get(`/saved?deleted=${id}`, reader)).text()
    expect(list).toContain(`action="/saved/${id}/restore"`)
    expect((await get(`/saved/${id}`, reader)).status).toBe(404)
    expect((await get(`/feeds/${token}.rss`)).status).toBe(404)
    await post(`/saved/${id}/restore`, {}, reader)
    expect((await get(`/saved/${id}`, reader)).status).toBe(200)
    expect((await get(`/feeds/${token}.rss`)).status).toBe(200)
  })

  it('shows hostile names as text', async () => {
    for (const markup of HOSTILE) {
      const id = await save({ q: markup, name: markup, note: markup })
      const token = await makeFeed(id)
      for (const url of [`/saved/${id}`, '/saved']) {
        const html = await (await get(url, reader)).text()
        expect(html, url).not.toContain('<script>window')
        expect(html.replace(/"[^"]*"/g, '""'), url).not.toMatch(/<[^>]* on\w+=/)
      }
      const feed = await new Parser().parseString(await (await get(`/feeds/${token}.atom`)).text())
      expect(feed.title).toBe(`${markup} · Uptake`)
      await post(`/saved/${id}/delete`, {}, reader)
    }
  })
})

describe('a private feed', () => {
  it('is read by its address alone, in three forms, and holds excerpts', async () => {
    const id = await save({ q: 'scribe', name: 'Scribes for feeds', note: '' })
    const token = await makeFeed(id)
    for (const suffix of ['rss', 'atom']) {
      const response = await get(`/feeds/${token}.${suffix}`)
      expect(response.status).toBe(200)
      const text = await response.text()
      expect(text, 'the address does not travel with the feed').not.toContain(token)
      const feed = await new Parser().parseString(text)
      expect(feed.title).toBe('Scribes for feeds · Uptake')
      expect(feed.items).toHaveLength(40)
      expect(text).not.toContain('Doctors check every note.')
    }
    const json = (await (await get(`/feeds/${token}.json`)).json()) as { items: unknown[]; version: string }
    expect(json.version).toBe('https://jsonfeed.org/version/1.1')
    expect(json.items).toHaveLength(40)
    const tag = (await get(`/feeds/${token}.rss`)).headers.get('ETag')!
    const again = await app.request(`/feeds/${token}.rss`, { headers: { 'If-None-Match': tag } })
    expect(again.status).toBe(304)
  })

  it('says nothing to a wrong, replaced or withdrawn address', async () => {
    const id = await save({ q: 'scribe', name: 'Rotated', note: '' })
    const [first, second] = [await makeFeed(id), await makeFeed(id)]
    expect(first).not.toBe(second)
    const nothing = await (await get('/feeds/no-such-thing.rss')).text()
    expect((await get(`/feeds/${second}.rss`)).status).toBe(200)
    await post(`/saved/${id}/feed/stop`, {}, reader)
    const wrong = second.slice(0, -1) + (second.endsWith('A') ? 'B' : 'A')
    for (const url of [`${first}.rss`, `${second}.rss`, `${wrong}.rss`, `${second}.exe`, `${second}`]) {
      const response = await get(`/feeds/${url}`)
      expect(response.status, url).toBe(404)
      if (url.endsWith('.rss')) expect(await response.text()).toBe(nothing)
    }
  })

  it('is kept as a fingerprint, and its address is shown once', async () => {
    const id = await save({ q: 'scribe', name: 'Shown once', note: '' })
    const made = await post(`/saved/${id}/feed`, {}, reader)
    expect(made.headers.get('Cache-Control')).toBe('no-store')
    const token = /\/feeds\/([\w-]{43})\.rss/.exec(await made.text())![1]!
    for (const url of [`/saved/${id}`, '/saved'])
      expect(await (await get(url, reader)).text()).not.toContain(token)
    const stored =
      JSON.stringify(await seeds.store.listSavedSearches(1)) +
      JSON.stringify(await seeds.store.listActs({ limit: 500 }))
    expect(stored).not.toContain(token)
  })
})

describe.skipIf(!hasBrowser)('in a browser', () => {
  let site: Awaited<ReturnType<typeof startSite>>
  let browser: Browser
  let anna: SignedIn
  beforeAll(async () => {
    anna = await signIn(app, seeds.store, 'reader', now)
    site = await startSite(app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  async function withPage(url: string, run: (page: Page) => Promise<void>, options = {}): Promise<void> {
    const { page, errors, close } = await openPage(browser, options)
    try {
      const [name, value] = anna.cookie
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

  it('a search is tried, saved, followed, deleted and brought back', () =>
    withPage('/search?q=hospital', async (page) => {
      await page.click('text=Save this search')
      expect(await page.inputValue('[name=q]:not(#q)')).toBe('hospital')
      await page.fill('[name=name]', 'Hospitals')
      await page.fill('[name=q]:not(#q)', 'hospital kind:wire')
      await page.click('text=See what it brings in')
      expect(await page.textContent('#expected')).toContain('20 articles in 20 stories')
      expect(await page.inputValue('[name=name]'), 'nothing that was typed is lost').toBe('Hospitals')
      await page.click('text=Save it')
      expect(await page.textContent('[role=status]')).toContain('Saved')
      await page.click('text=Make a feed address')
      const address = (await page.locator('.secret code').first().textContent())!.trim()
      expect((await fetch(address)).status).toBe(200)
      await page.click('text=Make a new address')
      expect((await fetch(address)).status).toBe(404)
      await page.click('nav >> text=Saved')
      expect(await page.locator('.saved-rows li').count()).toBe(1)
      expect(await page.textContent('.saved-rows')).toContain('has a feed')
      await page.click('.saved-rows h3 a')
      await page.click('text=Delete this search')
      expect(await page.locator('.saved-rows li').count()).toBe(0)
      await page.click('text=Undo')
      expect(await page.textContent('h1')).toBe('Hospitals')
    }))

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is readable for all, ${colorScheme}`, async () => {
      await withPage(
        '/account',
        async (page) => {
          for (const url of ['/saved', '/saved/new?q=hospital', '/saved/new?q=foo:bar', '/saved?deleted=1']) {
            await page.setViewportSize(WIDE)
            await page.goto(site.origin + url)
            const { violations } = await new AxeBuilder({ page }).analyze()
            expect(violations.map((one) => `${url} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([])
            await page.setViewportSize(PHONE)
            const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
            expect(wide, `${url} is wider than the screen`).toBe(false)
          }
        },
        { colorScheme },
      )
    }, 120_000)
  }
})
