// Every page of the site before axe, in both themes, wide and on a phone, with its folds open; and none is forgotten.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hasBrowser, openBrowser, openPage, PHONE, startSite, WIDE } from './browser.ts'
import { isNoPage, openScreens, type Screen, type Screens } from './screens.ts'
import { NOW } from './seeds.ts'
import { signIn } from './sign-in.ts'

const require = createRequire(import.meta.url)
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const NARROW = 320
const STILL = { reducedMotion: 'reduce' } as const // or colours are measured on their way
const pageBytesMax = 60_000
const headPxMax = 110 // of a phone's 800

type Axe = {
  run(
    where: Document,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>
}

/** What axe says against the page as it stands; its script is put in once a page, and outside the page's policy. */
async function askAxe(page: Page, where: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const violations = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: Axe }
    const found = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
  }, TAGS)
  return violations.flatMap(({ id, nodes }) => nodes.map((html) => `${where}: ${id}: ${html.slice(0, 300)}`))
}

/** Drawings stand in the page itself. */
const picturesIn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main svg')].reduce((sum, svg) => sum + svg.outerHTML.length, 0),
  )
const openFolds = (page: Page) =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll('main details')) fold.setAttribute('open', '')
  })
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

/** All that is wrong with one page: axe four times, what sticks out, a head that takes the phone's screen. */
async function lookAt(page: Page, url: string): Promise<string[]> {
  const told: string[] = []
  await openFolds(page)
  for (const viewport of [WIDE, PHONE]) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      told.push(...(await askAxe(page, `${url} ${colorScheme} ${viewport.width}`)))
    }
    const width = await widthOf(page)
    if (width > viewport.width) told.push(`${url}: ${width} px wide on a screen of ${viewport.width}`)
  }
  const head = await page.evaluate(() => document.querySelector<HTMLElement>('header.top')!.offsetHeight)
  if (head > headPxMax) told.push(`${url}: a head of ${head} px on a phone`)
  await page.setViewportSize({ width: NARROW, height: 640 })
  const width = await widthOf(page)
  if (width > NARROW) told.push(`${url}: ${width} px wide on a screen of ${NARROW}`)
  return told
}

let screens: Screens
let site: Awaited<ReturnType<typeof startSite>>
let browser: Browser
beforeAll(async () => {
  screens = await openScreens()
})
afterAll(() => screens?.close())

it('no page of the site is left out of the walk', () => {
  const routes = new Set(
    screens.app.routes
      .filter(({ method, path }) => method === 'GET' && !path.startsWith('/test/'))
      .map(({ path }) => path),
  )
  const walked = new Set(screens.list.map(({ route }) => route))
  expect([...routes].filter((route) => !walked.has(route) && !isNoPage(route))).toEqual([])
  expect([...walked].filter((route) => route !== '*' && !routes.has(route))).toEqual([])
})

describe.skipIf(!hasBrowser)('in a browser', () => {
  beforeAll(async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {}) // the fault of a test is logged as one
    site = await startSite(screens.app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    vi.restoreAllMocks()
  })

  async function walk(list: Screen[], headers: Record<string, string>): Promise<string[]> {
    const { page, errors, close } = await openPage(browser, {
      ...STILL,
      extraHTTPHeaders: headers,
    })
    const told: string[] = []
    for (const { url, status } of list) {
      const response = (await page.goto(site.origin + url))!
      expect([response.status(), page.url()], url).toEqual([status, site.origin + url])
      const bytes = (await response.body()).length - (await picturesIn(page))
      if (bytes > pageBytesMax) told.push(`${url}: ${bytes} bytes without its pictures`)
      told.push(...(await lookAt(page, url)))
    }
    expect(errors.filter((error) => !/status of (404|500|503)/.test(error))).toEqual([])
    await close()
    return told
  }

  for (const who of ['visitor', 'operator'] as const)
    it(`every page passes axe, light and dark, at ${WIDE.width} and ${PHONE.width} px, for the ${who}`, async () => {
      const headers: Record<string, string> = who === 'visitor' ? {} : { Cookie: screens.operator.cookie }
      expect(
        await walk(
          screens.list.filter((screen) => screen.who === who),
          headers,
        ),
      ).toEqual([])
    }, 400_000)

  it('so do the answers to what one may not do, and to too many tries', async () => {
    const { page, close } = await openPage(browser, STILL)
    const told: string[] = []
    const look = async (name: string, status: number, response: { status(): number } | null) => {
      expect(response?.status(), name).toBe(status)
      told.push(...(await lookAt(page, name)))
      await page.setViewportSize(WIDE)
    }
    await page.goto(`${site.origin}/people`)
    expect(page.url()).toBe(`${site.origin}/sign-in?next=%2Fpeople`)
    for (let tries = 1; tries <= 11; tries++) {
      await page.fill('main [name=name]', 'nobody')
      await page.fill('main [name=password]', 'not this one')
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.click('main button'),
      ])
      await page.waitForLoadState()
      if (tries === 1) await look('the wrong password', 401, answer)
      if (tries === 11) await look('too many tries', 429, answer)
    }
    await close()
    const reader = await openPage(browser, { ...STILL, extraHTTPHeaders: { Cookie: await readerCookie() } })
    const response = await reader.page.goto(`${site.origin}/people`)
    expect(response?.status()).toBe(403)
    told.push(...(await lookAt(reader.page, 'refused')))
    await reader.close()
    expect(told).toEqual([])
  }, 120_000)

  it('sees what is wrong with a page', async () => {
    const { page, close } = await openPage(browser, STILL)
    await page.goto(`${site.origin}/about`)
    expect(await lookAt(page, 'whole')).toEqual([])
    await page.evaluate(() => {
      const fold = document.createElement('details')
      fold.innerHTML = '<summary>More</summary><p>pale</p><img src="/icon.svg">'
      const pale = fold.querySelector('p')!
      pale.style.color = '#999' // an attribute would be refused by the page's policy
      pale.style.background = '#fff'
      document.querySelector('main .frame')!.append(fold)
    })
    const told = (await lookAt(page, 'broken')).join('\n')
    expect(told).toContain('broken light 1280: color-contrast: <p')
    expect(told).toContain('broken dark 375: image-alt')
    await close()
  })
})

async function readerCookie(): Promise<string> {
  return (await signIn(screens.app, screens.seeds.store, 'reader', () => new Date(NOW))).cookie
}
