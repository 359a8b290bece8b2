// Search in a real browser: grouping, chart, comparing, suggestions, keys, help; without script.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../web/app.tsx'
import { hasBrowser, openBrowser, openPage, PHONE, startSite, WIDE } from './browser.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'

let seeds: Seeds
let site: Awaited<ReturnType<typeof startSite>>
let browser: Browser

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

describe.skipIf(!hasBrowser)('search in a browser', () => {
  beforeAll(async () => {
    seeds = await openSeededStore()
    await markDownDays()
    site = await startSite(createApp({ store: seeds.store, now: () => new Date(NOW), watch, sample: true }))
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await seeds?.store.close()
  })

  /** Three sources answer every day of a year, but for two days of none and one of one. */
  async function markDownDays(): Promise<void> {
    const day = 86_400_000
    const first = Date.parse('2025-03-01T08:00:00.000Z')
    for (let at = first; at < Date.parse('2025-07-01'); at += day) {
      const iso = new Date(at).toISOString()
      const answers = /^2025-05-1[01]/.test(iso) ? 0 : iso.startsWith('2025-05-20') ? 1 : 3
      for (let i = 0; i < answers; i++)
        await seeds.store.recordFetch({
          sourceName: `source-${i}`,
          purpose: 'feed',
          url: `https://s${i}.example/feed`,
          outcome: 'not-modified',
          byteCount: 0,
          tookMs: 5,
          fetchedAt: iso,
        })
    }
  }

  describe('results', () => {
    it('come by story with copies folded, and one by one on request', () =>
      withPage('/search?q=hospitals', async (page) => {
        expect(await page.textContent('h1')).toMatch(/^\d+ articles in \d+ stories$/)
        const story = page.locator('.results > li', { hasText: 'researchers warn' })
        expect(await story.count()).toBe(1)
        expect(await story.locator('.story-line').textContent()).toContain(
          '3 articles, 2 independent reports, 2 origins',
        )
        expect(await story.locator('.reports li').count()).toBe(2)
        expect(await story.locator('.reports').textContent()).toContain('a copy')
        await page.goto(`${site.origin}/search?q="move+too+fast"`)
        expect(await page.locator('.results .headline').count()).toBe(1)
        expect(await page.textContent('h1')).toBe('2 articles in 1 story')
        await page.click('.grouping')
        expect(await page.textContent('h1')).toBe('2 articles in 1 story')
        expect(await page.locator('.results .headline').count()).toBe(2)
        expect(page.url()).toContain('group=none')
      }))

    it('are ordered by how much a story was covered', () =>
      withPage('/search?q=hospitals', async (page) => {
        await page.click('text=Most covered')
        expect(await page.locator('.results > li').first().textContent()).toContain('2 independent')
      }))

    it('are paged by cursor in every order until all came, with as many as the headline says', async () => {
      for (const more of ['', '&sort=newest', '&sort=oldest', '&sort=covered', '&group=none'])
        await withPage(`/search?q=hospital${more}`, async (page) => {
          const [articles, stories] = (await page.textContent('h1'))!.match(/\d+/g)!.map(Number)
          const links: (string | null)[] = []
          for (;;) {
            for (const link of await page.locator('.results .headline a').all())
              links.push(await link.getAttribute('href'))
            const next = page.locator('a[rel=next]')
            if ((await next.count()) === 0) break
            await next.click()
          }
          expect(new Set(links).size, more).toBe(links.length)
          expect(links.length, more).toBe(more.includes('none') ? articles : stories)
        })
    })

    it('are narrowed by a branch of tags and a month, each taken away by its chip', () =>
      withPage('/search?q=scribe', async (page) => {
        const before = await page.textContent('h1')
        for (const term of ['tag:risk', 'published:2026-02']) {
          await page.click(`.rail a[href$="${term}"]`)
          expect(await page.locator('.chosen a').count()).toBe(1)
          expect(await page.textContent('h1')).not.toBe(before)
          await page.click('.chosen a')
          expect(await page.textContent('h1')).toBe(before)
        }
      }))

    it('that are none teach how to ask, and a slip is mended with a click', async () => {
      await withPage('/search?q=nothingofthekind', async (page) => {
        expect(await page.textContent('h1')).toBe('No articles')
        await page.click('.help a:has-text("title:hospital")')
        expect(Number((await page.textContent('h1'))!.split(' ')[0])).toBeGreaterThan(3)
      })
      await withPage('/search?q=tite:hospital', async (page) => {
        await page.click('.notice a')
        expect(await page.inputValue('#q')).toBe('title:hospital')
        expect(await page.locator('.notice').count()).toBe(0)
      })
      await withPage('/search?q=scrbe', async (page) => {
        await page.click('.suggestion a')
        expect(await page.inputValue('#q')).toBe('scribe')
      })
      // What stands after a field's colon is no word of the vocabulary.
      await withPage('/search?q=scrbe+published:soon', async (page) => {
        expect(await page.textContent('.suggestion a')).toBe('scribe published:soon')
      })
    })
  })

  describe('the chart', () => {
    it('changes its unit and shows shares', () =>
      withPage('/search?q=scribe', async (page) => {
        expect(await page.textContent('.search-chart h2')).toBe('Matches by month')
        await page.click('.choices a:has-text("year")')
        expect(await page.textContent('.search-chart h2')).toBe('Matches by year')
        await page.click('.choices a:has-text("share")')
        expect(await page.textContent('.search-chart h2')).toBe('Share of all articles by year')
        await page.click('.histogram summary')
        expect(await page.locator('.figures tbody td').allTextContents()).toContain('100 %')
      }))

    it('leads from a bar to its period, and on to its days', () =>
      withPage('/search?q=scribe&by=year', async (page) => {
        await page.locator('.histogram svg a', { hasText: '2025' }).click()
        expect(await page.inputValue('#q')).toBe('scribe published:2025')
        await page.locator('.histogram svg a').first().click()
        expect(await page.inputValue('#q')).toMatch(/^scribe published:2025-\d\d-\d\d(\/2025-\d\d-\d\d)?$/)
      }))

    it('hatches the days on which sources were down, and says by which rule', () =>
      withPage('/search?q=scribe&by=month', async (page) => {
        expect(await page.locator('.histogram .down').count()).toBeGreaterThan(1)
        const note = await page.textContent('.histogram .chart-note')
        expect(note).toContain('10 May 2025 to 11 May 2025')
        expect(note).toContain('fewer than half of the usual')
        expect(note).toContain('Watched since 1 March 2025')
      }))

    it('compares up to four queries, told apart by line and marker, and drops one', () =>
      withPage('/search?q=scribe', async (page) => {
        for (const [i, query] of ['kind:wire', 'doctors', '医院'].entries()) {
          if (i === 0) await page.click('.compare-fold summary')
          await page.fill('.compare input:not([type=hidden])', query)
          await page.click('.compare button')
          await page.waitForURL(new RegExp(`q${i + 2}=`))
        }
        expect(await page.locator('.compare').count()).toBe(0)
        expect(await page.locator('.compared li').count()).toBe(4)
        const looks = await page
          .locator('.plot .curve')
          .evaluateAll((lines) => lines.map((line) => getComputedStyle(line).strokeDasharray))
        expect(new Set(looks).size).toBe(4)
        const shapes = await page
          .locator('.compared .marker')
          .evaluateAll((all) => all.map((one) => one.getAttribute('d')))
        expect(new Set(shapes).size).toBe(4)
        await page.click('.compared li:nth-child(2) .take-out')
        expect(await page.locator('.compared li').count()).toBe(3)
        expect(await page.textContent('.compared')).not.toContain('kind:wire')
      }))
  })

  describe('suggestions', () => {
    it('come while typing, are chosen by keyboard, and leave on Escape', () =>
      withPage('/search', async (page) => {
        await page.click('#q')
        await page.keyboard.type('doctors scr')
        await page.waitForSelector('#suggestions [role=option]')
        expect(await page.getAttribute('#q', 'aria-expanded')).toBe('true')
        await page.keyboard.press('ArrowDown')
        const chosen = await page.getAttribute('#q', 'aria-activedescendant')
        expect(await page.getAttribute(`#${chosen}`, 'aria-selected')).toBe('true')
        await page.keyboard.press('Enter')
        await page.waitForURL(/q=doctors\+scribe/)
        await page.click('#q')
        await page.keyboard.press('End')
        await page.keyboard.type(' hosp')
        await page.waitForSelector('#suggestions [role=option]')
        await page.keyboard.press('Escape')
        expect(await page.isHidden('#suggestions')).toBe(true)
        expect(await page.inputValue('#q')).toBe('doctors scribe hosp')
      }))

    it('offer a tag and an article', async () => {
      const rows = async (query: string) => {
        const answer = await fetch(`${site.origin}/suggest.json?q=${encodeURIComponent(query)}`)
        return ((await answer.json()) as { rows: { kind: string; query?: string; url?: string }[] }).rows
      }
      expect(await rows('hospital priv')).toContainEqual(
        expect.objectContaining({ kind: 'tag', query: 'hospital tag:risk/privacy' }),
      )
      expect((await rows('too fast')).find((row) => row.kind === 'article')?.url).toMatch(/^\/articles\/\d+$/)
      expect((await rows('大模型')).some((row) => row.kind === 'article')).toBe(true)
      for (const hostile of ['', '"', '"hosp', 'kind:', '\\', '%00', '('.repeat(300), '😀'])
        expect(Array.isArray(await rows(hostile))).toBe(true)
    })
  })

  describe('keys', () => {
    const active = (page: Page) =>
      page.evaluate(
        () => document.activeElement?.closest('article.row')?.querySelector('.headline')?.textContent,
      )

    it('step, open, go places and search', () =>
      withPage('/search?q=scribe&sort=newest', async (page) => {
        const titles = await page.locator('.results .headline').allTextContents()
        await page.keyboard.press('j')
        expect(await active(page)).toBe(titles[0])
        await page.keyboard.press('j')
        await page.keyboard.press('j')
        await page.keyboard.press('k')
        expect(await active(page)).toBe(titles[1])
        const [original] = await Promise.all([
          page.waitForEvent('popup'),
          page.route('**/*.example/**', (route) => route.fulfill({ body: '' })),
          page.context().route('**/*.example/**', (route) => route.fulfill({ body: 'the original' })),
          page.keyboard.press('v'),
        ])
        expect(original.url()).toMatch(/^https:\/\/daily\.example\//)
        await original.close()
        await page.keyboard.press('Enter')
        await page.waitForURL(/\/articles\//)
        await page.keyboard.press('g')
        await page.keyboard.press('q')
        await page.waitForURL(/\/status/)
        await page.keyboard.press('/')
        await page.keyboard.type('jjk?')
        expect(await page.inputValue('#q')).toBe('jjk?')
        expect(await page.locator('dialog[open]').count()).toBe(0)
      }))

    it('are explained by ?, close with Esc, and stay off once switched off', () =>
      withPage('/search?q=scribe', async (page) => {
        await page.keyboard.press('?')
        expect(await page.textContent('dialog[open]')).toContain('next, previous in a list')
        await page.keyboard.press('Escape')
        expect(await page.locator('dialog[open]').count()).toBe(0)
        await page.click('.keys-button')
        await page.uncheck('dialog[open] input')
        await page.click('dialog[open] button')
        await page.reload()
        await page.keyboard.press('j')
        expect(await active(page)).toBeUndefined()
        await page.click('.keys-button')
        expect(await page.isChecked('dialog[open] input')).toBe(false)
      }))
  })

  it('works without script', () =>
    withPage(
      '/search',
      async (page) => {
        await page.fill('#q', 'hospital')
        await page.click('.find button')
        expect(await page.textContent('h1')).toMatch(/articles in \d+ stories/)
        await page.click('.compare-fold summary')
        await page.fill('.compare input:not([type=hidden])', 'scribe')
        await page.click('.compare button')
        expect(await page.locator('.compared li').count()).toBe(2)
        await page.click('a[rel=next]')
        expect(await page.locator('.results > li').count()).toBeGreaterThan(0)
        expect(await page.locator('.keys-button, #suggestions').count()).toBe(0)
      },
      { javaScriptEnabled: false },
    ))

  for (const [colorScheme, viewport] of [
    ['light', WIDE],
    ['dark', PHONE],
  ] as const)
    it(`suggestions pass axe, ${colorScheme}, ${viewport.width} px`, async () => {
      const { page, errors, close } = await openPage(browser, { colorScheme, viewport })
      await page.goto(`${site.origin}/search?q=scribe`)
      await page.click('#q')
      await page.keyboard.press('End')
      await page.keyboard.type(' hosp')
      await page.waitForSelector('#suggestions [role=option]')
      await page.keyboard.press('ArrowDown')
      const typed = await new AxeBuilder({ page }).include('.find').analyze()
      expect(typed.violations.map(({ id }) => id)).toEqual([])
      expect(errors).toEqual([])
      await close()
    }, 240_000)
})
