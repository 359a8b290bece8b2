// What a page weighs on the line and whether it jumps while it comes: in a browser behind a slow one (400 ms, 400 kbit/s).
import { gunzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseCoding } from '../../web/compress.ts'
import { hasBrowser, openBrowser, openPage, PHONE, startSite } from './browser.ts'
import { openScreens, type Screens, SERIES } from './screens.ts'

const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 } // ms, bytes a second
const pageBytesMax = 20_000 // as sent
const partsBytesMax = 25_000 // style, scripts and icon, as sent
const fontBytesMax = 110_000 // once a year
const requestsMax = 8

let screens: Screens
beforeAll(async () => {
  screens = await openScreens()
})
afterAll(() => screens?.close())

const ask = (path: string, accepted: string, rest: Record<string, string> = {}) =>
  Promise.resolve(screens.app.request(path, { headers: { 'Accept-Encoding': accepted, ...rest } }))

describe('what is sent', () => {
  it('is the better coding of those that a browser takes', () => {
    const offered = ['br', 'gzip'] as const
    for (const [accepted, chosen] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip;q=0.8', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['gzip;q=0.0', undefined],
      ['identity', undefined],
      ['brotli', undefined],
      [undefined, undefined],
    ] as const)
      expect(chooseCoding(accepted, offered), accepted).toBe(chosen)
  })

  it('is the same page, packed or not, and is not sent again', async () => {
    const plain = await ask('/about', 'identity')
    const packed = await ask('/about', 'gzip')
    expect([plain.headers.get('Content-Encoding'), packed.headers.get('Content-Encoding')]).toEqual([
      null,
      'gzip',
    ])
    const bytes = Buffer.from(await packed.arrayBuffer())
    const text = await plain.text()
    expect(gunzipSync(bytes).toString()).toBe(text)
    expect(bytes.length).toBeLessThan(text.length / 2)
    for (const answer of [plain, packed]) expect(answer.headers.get('Vary')).toContain('Accept-Encoding')
    const again = await ask('/about', 'gzip', { 'If-None-Match': packed.headers.get('ETag')! })
    expect(again.status).toBe(304)
  })

  it('is never a file of a search in a coding of ours: it is streamed as it is', async () => {
    const answer = await ask('/search.csv?q=scribe', 'gzip, br')
    expect([answer.status, answer.headers.get('Content-Encoding')]).toEqual([200, null])
    await answer.body?.cancel()
  })

  it('each coding of the style has an ETag of its own', async () => {
    const tags = await Promise.all(
      ['identity', 'gzip', 'br'].map(async (coding) => (await ask('/style.css', coding)).headers.get('ETag')),
    )
    expect(new Set(tags).size).toBe(3)
    expect((await ask('/style.css', 'br', { 'If-None-Match': tags[2]! })).status).toBe(304)
    expect((await ask('/style.css', 'gzip', { 'If-None-Match': tags[2]! })).status).toBe(200)
  })
})

describe.skipIf(!hasBrowser)('behind a slow line', () => {
  let site: Awaited<ReturnType<typeof startSite>>
  let browser: Browser
  beforeAll(async () => {
    site = await startSite(screens.app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  it.each(['/', '/search?q=hospital', 'story', '/adoption', SERIES])(
    '%s is light and does not jump',
    async (name) => {
      const story = `/stories/${(await screens.seeds.store.readArticle(screens.seeds.ids.original))!.storyId}`
      const { page, errors, close } = await openPage(browser, { viewport: PHONE })
      const line = await page.context().newCDPSession(page)
      await line.send('Network.enable')
      await line.send('Network.emulateNetworkConditions', SLOW)
      const urls = new Map<string, string>()
      const sizes = new Map<string, number>()
      line.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url))
      line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
        sizes.set(urls.get(requestId)!, encodedDataLength),
      )
      await page.addInitScript(() => {
        const shifts: number[] = []
        Object.assign(window, { shifts })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            shifts.push((entry as PerformanceEntry & { value: number }).value)
        }).observe({ type: 'layout-shift', buffered: true })
      })
      await page.goto(site.origin + (name === 'story' ? story : name), { waitUntil: 'networkidle' })
      const sum = (which: RegExp) =>
        [...sizes].reduce((all, [url, bytes]) => (which.test(new URL(url).pathname) ? all + bytes : all), 0)
      const fonts = sum(/^\/fonts\//)
      const parts = sum(/^\/(js\/.*|style\.css|icon\.svg)$/)
      const all = sum(/./)
      expect(sizes.size).toBeLessThanOrEqual(requestsMax)
      expect(all - fonts - parts).toBeLessThan(pageBytesMax)
      expect(parts).toBeLessThan(partsBytesMax)
      expect(fonts).toBeLessThan(fontBytesMax)
      expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([])
      const blocking = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter((entry) => (entry as { renderBlockingStatus?: string }).renderBlockingStatus === 'blocking')
          .map((entry) => new URL(entry.name).pathname),
      )
      expect(blocking).toEqual(['/style.css'])
      expect(errors).toEqual([])
      await close()
    },
  )
})
