// The site by keys alone: from a search to a story, a tag and the review; where one is can always be seen, nothing holds
// one, and the help names every key.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, openBrowser, openPage, PHONE, startSite } from './browser.ts'
import { openScreens, type Screens, SERIES } from './screens.ts'

let screens: Screens
let site: Awaited<ReturnType<typeof startSite>>
let browser: Browser

async function withPage(
  url: string,
  run: (page: Page) => Promise<void>,
  options: Parameters<typeof openPage>[1] = {},
): Promise<void> {
  const { page, errors, close } = await openPage(browser, {
    reducedMotion: 'reduce',
    extraHTTPHeaders: { Cookie: screens.operator.cookie },
    ...options,
  })
  try {
    await page.goto(site.origin + url)
    await run(page)
    expect(errors).toEqual([])
  } finally {
    await close()
  }
}

/** Where the focus is: what it is called, and what hinders one from seeing it. */
const look = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    const box = at.getBoundingClientRect()
    const head = document.querySelector<HTMLElement>('header.top')!
    const covered =
      getComputedStyle(head).position === 'sticky' && !head.contains(at) && scrollY > 0
        ? box.bottom <= head.getBoundingClientRect().bottom
        : false
    const problems = [
      at !== document.body && Number.parseFloat(getComputedStyle(at).outlineWidth) < 2 && 'no outline',
      (box.bottom <= 0 || box.top >= innerHeight) && 'off the screen',
      covered && 'under the head',
      at.tabIndex > 0 && 'out of its order',
    ].filter(Boolean)
    return { tag: at.tagName, words: (at.textContent ?? '').trim().slice(0, 60), problems }
  })

const tabsMax = 150

/** Tab after Tab until one is on `selector`; each stop must be seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < tabsMax; i++) {
    await page.keyboard.press('Tab')
    const { words, problems } = await look(page)
    expect(problems, `${page.url()}: ${words}`).toEqual([])
    if (await page.evaluate((wanted) => document.activeElement!.matches(wanted), selector)) return
  }
  throw new Error(`${tabsMax} tabs do not reach ${selector} on ${page.url()}.`)
}

const follow = (page: Page, url: RegExp, key = 'Enter') =>
  Promise.all([page.waitForURL(url), page.keyboard.press(key)])

describe.skipIf(!hasBrowser)('by keys alone', () => {
  beforeAll(async () => {
    screens = await openScreens()
    site = await startSite(screens.app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await screens?.close()
  })

  it('one goes from a search to a story, a tag, and through the review', () =>
    withPage('/', async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type('commentary researchers warn')
      await page.keyboard.press('Escape') // the suggestions, if they came
      await page.focus('#q')
      if ((await page.inputValue('#q')) === '') await page.keyboard.type('commentary researchers warn')
      await follow(page, /\/search\?q=/)
      await page.keyboard.press('j')
      expect(await page.evaluate(() => document.activeElement!.matches('article.row'))).toBe(true)
      await tabTo(page, '.story-line a')
      await follow(page, /\/stories\/\d+/)
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      expect(await page.evaluate(() => document.activeElement!.matches('.timeline > ol > li'))).toBe(true)
      await page.keyboard.press('g')
      await follow(page, /\/tags$/, 't')
      await tabTo(page, '.tree a')
      await follow(page, /\/tags\/.+/)
      await page.keyboard.press('g')
      await follow(page, /\/adoption\/review$/, 'r')
      await page.keyboard.press('?')
      const keys = await page.locator('dialog.keys kbd').allTextContents()
      expect(keys).toEqual(
        expect.arrayContaining(['j k', '/', 't', '?', 'g r', 'g p', 'a', 'f', 'x', 'n', 'd', 's']),
      )
      await page.keyboard.press('s') // not while the help is open
      expect(page.url()).toMatch(/review$/)
      await page.keyboard.press('Escape')
      expect(await page.locator('dialog[open]').count()).toBe(0)
      await follow(page, /skip=/, 's')
    }))

  it('every stop of a page is seen, and the last leads out of it', async () => {
    for (const url of ['/', '/search?q=scribe', SERIES, '/adoption/review', '/tagging/search?q=scribe'])
      await withPage(url, async (page) => {
        await page.keyboard.press('Tab')
        expect((await look(page)).words).toBe('Skip to the content')
        const stops = await page.evaluate(
          () =>
            [
              ...document.querySelectorAll<HTMLElement>(
                'a[href], button, input, select, textarea, summary, [tabindex]',
              ),
            ].filter(
              (e) =>
                e.tabIndex >= 0 &&
                e.checkVisibility({ visibilityProperty: true }) &&
                !(e as HTMLInputElement).disabled,
            ).length,
        )
        for (let i = 1; i <= stops + 2; i++) {
          await page.keyboard.press('Tab')
          const { tag, words, problems } = await look(page)
          if (tag === 'BODY' || words === 'Skip to the content') return
          expect(problems, `${url}: ${tag} ${words}`).toEqual([])
        }
        throw new Error(`${url} holds the focus: ${stops} stops do not lead out of it.`)
      })
  }, 240_000)

  it('Escape closes the menu of a phone and stands where it was opened', () =>
    withPage(
      '/adoption',
      async (page) => {
        await tabTo(page, '.menu summary')
        await page.keyboard.press('Enter')
        expect(await page.locator('.menu nav a:visible').count()).toBeGreaterThan(5)
        await page.keyboard.press('Tab')
        await page.keyboard.press('Escape')
        expect(await page.locator('.menu nav a:visible').count()).toBe(0)
        expect(await page.evaluate(() => document.activeElement!.matches('.menu summary'))).toBe(true)
      },
      { viewport: PHONE },
    ))

  it('with forced colours what is chosen and what was found still stands out', () =>
    withPage(
      '/search?q=scribe+kind:wire',
      async (page) => {
        const seen = await page.evaluate(() => {
          const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector)!)
          return {
            forced: matchMedia('(forced-colors: active)').matches,
            chosen: styleOf('.facet a[aria-current]').textDecorationLine,
            order: styleOf('.sorts a[aria-current]').textDecorationLine,
            mark: ['.headline mark', '.snippet mark'].every((selector) => {
              const { color, backgroundColor } = styleOf(selector)
              return backgroundColor !== styleOf('body').backgroundColor && color !== backgroundColor
            }),
          }
        })
        expect(seen).toEqual({ forced: true, chosen: 'underline', order: 'underline', mark: true })
      },
      { forcedColors: 'active' },
    ))
})
