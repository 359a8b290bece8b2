// The site in a real browser: the flows, the keyboard, small screens, accessibility, and hostile texts without CSP.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { createApp } from '../../web/app.tsx'
import { makeFolder } from '../store/samples.ts'
import { hasBrowser, openBrowser, openPage, PHONE, startSite, WIDE } from './browser.ts'
import { openScreens, type Screens } from './screens.ts'
import { NOW, type Seeds, watch } from './seeds.ts'
import { makeAccount, PASSWORD, type SignedIn } from './sign-in.ts'

let screens: Screens
let seeds: Seeds
let site: Awaited<ReturnType<typeof startSite>>
let browser: Browser
let editor: SignedIn

/** A page at `url`; whatever the browser complains of fails the test. */
async function withPage(
  url: string,
  run: (page: Page) => Promise<void>,
  options: Parameters<typeof openPage>[1] = {},
): Promise<void> {
  const { page, errors, close } = await openPage(browser, options)
  try {
    await page.goto(site.origin + url)
    await run(page)
    expect(errors).toEqual([])
  } finally {
    await close()
  }
}

async function askAxe(page: Page, where: string, rules: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await axe.withRules(rules).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${where} ${id}: ${node.html}`))
}

describe.skipIf(!hasBrowser)('the site in a browser', () => {
  beforeAll(async () => {
    screens = await openScreens()
    ;({ seeds, operator: editor } = screens)
    site = await startSite(screens.app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await screens?.close()
  })

  describe('the flows', () => {
    it('a search marks its words, and a facet is chosen and taken away', () =>
      withPage('/', async (page) => {
        await page.fill('#q', 'scribe doctors')
        await page.keyboard.press('Enter')
        await page.waitForURL(/q=scribe/)
        expect(await page.textContent('h1')).toBe('40 articles in 40 stories')
        expect(new Set(await page.locator('.headline mark').allTextContents())).toEqual(new Set(['scribe']))
        await page.click('.rail a[href*="kind:wire"]')
        expect(await page.textContent('h1')).toBe('20 articles in 20 stories')
        expect(await page.inputValue('#q')).toBe('scribe doctors kind:wire')
        await page.click('.chosen a')
        expect(await page.textContent('h1')).toBe('40 articles in 40 stories')
        await page.click('.rail a[href*="kind:wire"]')
        await page.click('.rail a[aria-current]')
        expect(await page.inputValue('#q')).toBe('scribe doctors')
      }))

    it('a bar of the chart and its row in the table lead to the articles of the month', () =>
      withPage('/search?q=scribe', async (page) => {
        await page.locator('.histogram svg a').first().click()
        expect(await page.inputValue('#q')).toBe('scribe published:2024-09')
        const count = Number((await page.textContent('h1'))!.split(' ')[0])
        expect(count).toBe(3)
        await page.goBack()
        await page.click('.histogram summary')
        const row = page.locator('.figures tr', { hasText: 'September 2024' })
        expect(await row.locator('td').first().textContent()).toBe(String(count))
      }))

    it('pages lead on and back to the first', () =>
      withPage('/search?q=scribe&sort=newest', async (page) => {
        const first = await page.locator('.headline').allTextContents()
        await page.click('a[rel=next]')
        const second = await page.locator('.headline').allTextContents()
        expect([first.length, second.length]).toEqual([15, 15])
        expect(first.filter((title) => second.includes(title))).toEqual([])
        await page.click('text=First page')
        expect(await page.locator('.headline').allTextContents()).toEqual(first)
      }))

    it('an edited number is told at the head and shown in the diff', () =>
      withPage(`/articles/${seeds.ids.edited}`, async (page) => {
        const notice = page.locator('.notice').first()
        expect(await notice.textContent()).toMatch(/A number was changed.*4,300 3,400/)
        await notice.locator('a').click()
        expect(await page.locator('#versions details').getAttribute('open')).not.toBeNull()
        expect(await page.locator('.diff del.figure').textContent()).toBe('4,300')
        expect(await page.locator('.diff ins.figure').textContent()).toBe('3,400')
      }))

    it('an editor finds an entry that was turned away and says that it is ours', () =>
      withPage('/sign-in?next=/status', async (page) => {
        const { name } = await makeAccount(seeds.store, 'editor', () => new Date(NOW))
        await page.getByLabel('Name').fill(name)
        await page.getByLabel('Password').fill(PASSWORD)
        await page.click('main button:has-text("Sign in")')
        await page.waitForURL(/status$/)
        await page.click('.totals a:has-text("Turned away")')
        await page.fill('#words', 'allotment 41')
        await page.click('main button:has-text("Search")')
        expect(await page.locator('.turned li').count()).toBe(1)
        await page.click('button:has-text("It is ours")')
        expect(await page.textContent('[role=status]')).toContain('it is ours')
        expect(await page.locator('.turned li').count()).toBe(0)
        expect((await seeds.store.countAll({ since: NOW })).pending).toBe(1)
      }))

    it('the status page says first what is in trouble', () =>
      withPage('/status', async (page) => {
        expect(await page.locator('.evidence').first().textContent()).toContain('The Silent Gazette')
        expect(await page.locator('.states').textContent()).toContain('1 in trouble')
        await page.click('summary:has-text("switched off")')
        expect(await page.isVisible('text=It answers 403 to programs.')).toBe(true)
        await page.click('text=All 70 open failures')
        expect(await page.textContent('h1')).toBe('Failures')
      }))
  })

  describe('the keyboard alone', () => {
    it('skips to the content, and sees where it is', () =>
      withPage('/', async (page) => {
        await page.keyboard.press('Tab')
        expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
        await page.keyboard.press('Enter')
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
        for (let i = 0; i < 12; i++) {
          await page.keyboard.press('Tab')
          const focus = await page.evaluate(() => {
            const at = document.activeElement!
            return {
              inMain: document.querySelector('main')!.contains(at),
              outline: Number.parseFloat(getComputedStyle(at).outlineWidth),
              chart: at.closest('svg') !== null,
            }
          })
          expect(focus).toEqual({ inMain: true, outline: 2, chart: false })
        }
      }))

    it('opens the sheet of filters on a phone, filters, and closes it', () =>
      withPage(
        '/search?q=scribe',
        async (page) => {
          expect(await page.isVisible('#filters')).toBe(false)
          await page.focus('.open-filters')
          await page.keyboard.press('Enter')
          expect(await page.isVisible('#filters')).toBe(true)
          await page.keyboard.press('Tab')
          expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Show 40 articles')
          await page.keyboard.press('Enter')
          expect(await page.isVisible('#filters')).toBe(false)
          await page.focus('.open-filters')
          await page.keyboard.press('Enter')
          await page.keyboard.press('Tab')
          await page.keyboard.press('Tab')
          await page.keyboard.press('Enter')
          await page.waitForURL(/publication/)
          expect(await page.textContent('h1')).toBe('20 articles in 20 stories')
        },
        { viewport: PHONE },
      ))
  })

  describe('every screen', () => {
    it('leads to every place from the head, also on a phone without script', () =>
      withPage(
        '/adoption',
        async (page) => {
          const shown = () => page.locator('header nav a:visible').allTextContents()
          expect(await shown()).toEqual([])
          await page.focus('.menu summary')
          expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineWidth)).toBe(
            '2px',
          )
          await page.click('.menu summary')
          const places = ['Latest', 'Search', 'Adoption', 'Tags', 'Publications', 'Status', 'Saved', 'Review']
          expect((await shown()).slice(0, -1)).toEqual(places)
          expect(await page.textContent('header nav a[aria-current]:visible')).toBe('Adoption')
          await page.setViewportSize(WIDE)
          expect((await shown()).slice(0, -1)).toEqual(places)
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(WIDE.width)
        },
        { viewport: PHONE, javaScriptEnabled: false, extraHTTPHeaders: { Cookie: editor.cookie } },
      ))

    it('a changed number stands in one line, as its own words are wide', () =>
      withPage('/', async (page) => {
        const [from, to] = await page
          .locator('.from-to')
          .first()
          .locator('del, ins')
          .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().toJSON()))
        expect(to.top).toBe(from.top)
        expect(from.width).toBeLessThan(80)
      }))

    it('is printed dark on white, whatever the screen is', () =>
      withPage(
        `/articles/${seeds.ids.edited}`,
        async (page) => {
          await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
          expect(await askAxe(page, 'print', ['color-contrast'])).toEqual([])
          expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
            'rgb(255, 255, 255)',
          )
          expect(await page.locator('header.top:visible, main button:visible').count()).toBe(0)
        },
        { colorScheme: 'dark' },
      ))

    it('an empty archive says on every page what will be there', async () => {
      const store = await openStore({ folder: makeFolder(), readers: 1 })
      const empty = await startSite(createApp({ store, now: () => new Date(NOW), watch, sample: false }))
      const { page, errors, close } = await openPage(browser, { viewport: PHONE })
      for (const [url, words] of [
        ['/', 'Nothing here yet'],
        ['/search', 'The archive is empty so far'],
        ['/adoption', 'No figure has been read yet'],
        ['/tags', 'No article yet'],
        ['/publications', 'None yet'],
        ['/status/failures', 'None is open'],
      ] as const) {
        await page.goto(empty.origin + url)
        expect(await page.textContent('main'), url).toContain(words)
        expect(await page.locator('main form.filters').count()).toBe(0)
        expect(await page.evaluate(() => document.documentElement.scrollWidth), url).toBe(PHONE.width)
      }
      expect(errors).toEqual([])
      await close()
      await empty.close()
      await store.close()
    })

    it('the sheet of filters fits 320 px', () =>
      withPage(
        '/search?q=scribe#filters',
        async (page) => {
          expect(await page.evaluate(() => document.querySelector('#filters')!.scrollWidth)).toBe(320)
        },
        { viewport: { width: 320, height: 640 } },
      ))

    it('does not move where the reader asked for less motion', () =>
      withPage(
        '/',
        async (page) => {
          const moving = () =>
            page.evaluate(
              () =>
                [...document.querySelectorAll('*')].filter(
                  (e) =>
                    getComputedStyle(e).transitionDuration !== '0s' ||
                    getComputedStyle(e).animationName !== 'none',
                ).length,
            )
          expect(await moving()).toBe(0)
          await page.emulateMedia({ reducedMotion: 'no-preference' })
          expect(await moving()).toBeGreaterThan(0)
        },
        { reducedMotion: 'reduce' },
      ))

    it('loads nothing from elsewhere and needs no script', () =>
      withPage(
        '/',
        async (page) => {
          const asked: string[] = []
          page.on('request', (request) => asked.push(request.url()))
          for (const url of ['/', '/search?q=scribe', '/status']) {
            await page.goto(site.origin + url)
            expect(await page.locator('script:not([src])').count()).toBe(0)
          }
          expect(asked.length).toBeGreaterThan(3)
          expect(asked.filter((url) => !url.startsWith(site.origin))).toEqual([])
        },
        { javaScriptEnabled: false },
      ))
  })

  it('hostile texts do nothing, even without the content security policy', async () => {
    const { page, close } = await openPage(browser, { bypassCSP: true })
    await page.setContent('<img src=x onerror="window.fired=1">')
    await page.waitForFunction('window.fired === 1') // a browser in which the probe would be seen
    const markup = encodeURIComponent('"><img src=x onerror=window.fired=1>')
    const urls = [
      '/',
      '/search?q=hostile',
      `/search?q=${markup}`,
      `/search?q=hostile+kind:${markup}`,
      ...seeds.hostileIds.map((id) => `/articles/${id}`),
      '/status',
      '/status/failures',
      '/status/not-ours?words=turned',
      `/status/not-ours?words=${markup}`,
    ]
    for (const url of urls) {
      await page.goto(site.origin + url)
      for (const fold of await page.locator('main summary').all())
        if (await fold.isVisible()) await fold.click()
      const seen = await page.evaluate(() => ({
        fired: 'fired' in window,
        strangers: document.querySelectorAll(
          'main img, main script, main iframe, main svg[onload], main [onerror]',
        ).length,
        links: [...document.querySelectorAll('[href], [src], [action]')].filter((element) =>
          ['href', 'src', 'action'].some(
            (name) => !/^(https?:|[/#]|$)/.test(element.getAttribute(name) ?? ''),
          ),
        ).length,
      }))
      expect(seen, url).toEqual({ fired: false, strangers: 0, links: 0 })
    }
    await close()
  })
})
