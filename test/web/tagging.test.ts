// Editors at work in a real browser, without script: stories mended, articles tagged one by one, chosen and all at
// once, tags and rules kept; and each of it taken back.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { hasBrowser, openBrowser, openPage, startSite } from './browser.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const now = () => new Date(NOW)
let seeds: Seeds
let app: App
let site: Awaited<ReturnType<typeof startSite>>
let browser: Browser
let editor: SignedIn

type Options = Parameters<typeof openPage>[1]

/** A page as the editor sees it; what the browser complains of fails the test. */
async function asEditor(
  url: string,
  run: (page: Page) => Promise<void>,
  options: Options = {},
): Promise<void> {
  const { page, errors, close } = await openPage(browser, { javaScriptEnabled: false, ...options })
  try {
    await page.context().addCookies(
      editor.cookie.split('; ').map((cookie) => {
        const [name, ...value] = cookie.split('=')
        return { name: name!, value: value.join('='), url: site.origin }
      }),
    )
    await page.goto(site.origin + url)
    await run(page)
    expect(errors.filter((error) => !error.includes('404'))).toEqual([])
  } finally {
    await close()
  }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const textOf = async (page: Page, selector: string) =>
  (await page.locator(selector).allTextContents()).join(' ')
const storyOf = async (id: number) => (await seeds.store.readArticle(id))!.storyId
const tagsOf = async (id: number) =>
  (await seeds.store.readArticle(id))!.tags.map((tag) => `${tag.id} ${tag.setBy.replace(editor.name, 'me')}`)

describe.skipIf(!hasBrowser)('editors', () => {
  beforeAll(async () => {
    seeds = await openSeededStore()
    app = createApp({ store: seeds.store, now, watch, sample: false })
    editor = await signIn(app, seeds.store, 'editor', now)
    site = await startSite(app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await seeds?.store.close()
  })

  describe('mend a story', () => {
    it('split a report off, and take it back', async () => {
      const story = await storyOf(seeds.ids.original)
      await asEditor(`/stories/${story}`, async (page) => {
        expect(await textOf(page, '.story-head .kicker')).toContain('2 independent reports')
        const row = page.locator(`#article-${seeds.ids.report}`)
        await row.locator('summary:has-text("Mend")').click()
        await row.getByRole('button', { name: 'Split off' }).click()
        expect(await textOf(page, '[role=status]')).toContain('Split an article off its story: Go slow')
        expect(await page.locator('.timeline ol > li').count()).toBeGreaterThan(0)
        expect(await storyOf(seeds.ids.report)).not.toBe(story)
        await press(page, /^Undo/)
        expect(await textOf(page, '[role=status]')).toContain('Taken back')
        expect(await storyOf(seeds.ids.report)).toBe(story)
      })
    })

    it('take a copy out, choose another original, and take both back in turn', async () => {
      const story = await storyOf(seeds.ids.original)
      const mend = async (page: Page, name: RegExp) => {
        const row = page.locator(`#article-${seeds.ids.original}`)
        await row.locator('summary:has-text("Mend")').click()
        await row.getByRole('button', { name }).click()
      }
      await asEditor(`/stories/${story}`, async (page) => {
        await mend(page, /It is the original.*Collector/)
        expect((await seeds.store.readArticle(seeds.ids.copy))!.copyGroup!.originalId).toBe(seeds.ids.copy)
        await press(page, /^Undo/)
        expect((await seeds.store.readArticle(seeds.ids.copy))!.copyGroup!.originalId).toBe(
          seeds.ids.original,
        )
        await mend(page, /It is no copy.*Collector/)
        expect(await textOf(page, '.story-head .kicker')).toContain('3 independent reports')
        await press(page, /^Undo/)
        expect(await textOf(page, '.story-head .kicker')).toContain('1 copy')
      })
    })

    it('join another story by its words; the joined address leads on, and back when undone', async () => {
      const [kept, joined] = [await storyOf(seeds.ids.original), await storyOf(seeds.ids.table)]
      await asEditor(`/stories/${kept}`, async (page) => {
        await page.fill('#join-words', 'counted by province')
        await press(page, 'Find')
        await press(page, /^Join/)
        expect(await textOf(page, '[role=status]')).toContain('Joined two stories: Counted by province')
        await page.goto(`${site.origin}/stories/${joined}`)
        expect(new URL(page.url()).pathname).toBe(`/stories/${kept}`)
        await page.goto(`${site.origin}/deeds`)
        await press(page, /^Undo.*Counted by province/)
        await page.goto(`${site.origin}/stories/${joined}`)
        expect(new URL(page.url()).pathname).toBe(`/stories/${joined}`)
      })
      const answer = await app.request(`/stories/${kept}`, {
        method: 'POST',
        headers: editor.headers,
        body: 'act=merge&with=99999',
      })
      expect(answer.headers.get('Location')).toBe(`/stories/${kept}?told=other`)
    })

    it('and nobody else may', async () => {
      const story = await storyOf(seeds.ids.original)
      const reader = await signIn(app, seeds.store, 'reader', now)
      for (const url of [
        `/stories/${story}`,
        '/deeds/1/undo',
        '/tagging',
        '/tags',
        '/tags/risk/privacy',
        '/tagging/rules',
        '/tagging/rules/1',
      ])
        expect(
          (await app.request(url, { method: 'POST', headers: reader.headers, body: 'act=split' })).status,
          url,
        ).toBe(403)
      const page = await (await app.request(`/stories/${story}`, { headers: reader.headers })).text()
      expect(page).not.toContain('class="edits"')
      expect((await app.request('/tagging', { headers: reader.headers })).status).toBe(403)
    })
  })

  describe('tag', () => {
    it('one article, and take the tag off again; a rule’s tag is taken off too', () =>
      asEditor(`/articles/${seeds.ids.report}`, async (page) => {
        await page.fill('#add-tag', 'pilot')
        await press(page, 'Tag')
        expect(await tagsOf(seeds.ids.report)).toEqual(['stage/pilot person:me'])
        expect(await textOf(page, '#tags')).toContain(`set by ${editor.name}`)
        await press(page, /take “Pilot” off/)
        expect(await tagsOf(seeds.ids.report)).toEqual([])
        await press(page, /^Undo/)
        expect(await tagsOf(seeds.ids.report)).toEqual(['stage/pilot person:me'])
        await page.fill('#add-tag', 'no such tag')
        await press(page, 'Tag')
        expect(await textOf(page, '.notice')).toContain('There is no such tag to set')
      }))

    it('what was chosen of a list', () =>
      asEditor('/tagging/search?q=title:hospital+scribe', async (page) => {
        expect(await page.textContent('h1')).toBe('40 articles to tag')
        await page.fill('#tag', 'stage/pilot')
        await press(page, 'Tag the chosen')
        expect(await textOf(page, '.notice')).toContain('No article was chosen')
        await page.fill('#tag', 'stage/pilot')
        for (const at of [0, 2, 5]) await page.locator('input[name=id]').nth(at).check()
        await press(page, 'Tag the chosen')
        expect(await textOf(page, '[role=status]')).toContain('Set the tag “Pilot” on 3 articles')
        expect((await seeds.store.readTagPage('stage/pilot')).count).toBe(4)
        await press(page, /^Undo/)
        expect((await seeds.store.readTagPage('stage/pilot')).count).toBe(1)
      }))

    it('all hits of a search, after the count; and what it was before comes back exactly', () =>
      asEditor('/tagging/search?q=title:hospital+scribe', async (page) => {
        const before = await Promise.all((await hits('scribe')).map(tagsOf))
        await page.fill('#tag', 'Large language model')
        await press(page, 'Tag all 40')
        expect(await page.textContent('h1')).toBe('Tag 40 articles?')
        expect((await seeds.store.readTagPage('tech/llm')).count, 'nothing is done before the yes').toBe(14)
        await press(page, 'Yes, tag 40')
        expect((await seeds.store.readTagPage('tech/llm')).count).toBe(40)
        expect(await textOf(page, '[role=status]')).toContain('on all 40 hits of title:hospital scribe')
        await press(page, /^Undo/)
        expect((await seeds.store.readTagPage('tech/llm')).count).toBe(14)
        expect(await Promise.all((await hits('scribe')).map(tagsOf))).toEqual(before)
      }))
  })

  const hits = async (query: string) =>
    (
      await seeds.store.searchArticles({ match: `"${query}"`, marks: [], order: 'newest', limit: 100 })
    ).hits.map((hit) => hit.id)

  describe('keep the vocabulary', () => {
    it('rename, describe, retire and bring back', () =>
      asEditor('/tags/risk/privacy', async (page) => {
        await page.fill('#tag-label', 'Secrecy')
        await page.fill('#tag-description', 'What is said of a patient stays there.')
        await press(page, 'Save')
        expect(await page.textContent('h1')).toBe('Secrecy')
        await page.goto(`${site.origin}/search?q=tag:risk/privacy`)
        expect(await textOf(page, '.marks')).toContain('Secrecy')
        await page.goto(`${site.origin}/tags/risk/privacy`)
        await press(page, 'Retire it')
        expect(await textOf(page, '.notice')).toContain('Retired')
        await page.goto(`${site.origin}/deeds`)
        await press(page, /^Undo.*Retired/)
        await page.goto(`${site.origin}/deeds`)
        await press(page, /^Undo.*Renamed/)
        expect(await page.textContent('h1')).toBe('Privacy / confidentiality')
      }))

    it('make a tag, merge another into it: the old address leads there, and back when undone', () =>
      asEditor('/tags', async (page) => {
        await page.selectOption('#new-facet', 'risk')
        await page.fill('#new-label', 'Secrets')
        await press(page, 'Make the tag')
        expect(new URL(page.url()).pathname).toBe('/tags/risk/secrets')
        await page.goto(`${site.origin}/tags/risk/privacy`)
        const { count } = await seeds.store.readTagPage('risk/privacy')
        await page.fill('#tag-into', 'Secrets')
        await press(page, `Merge ${count} articles`)
        expect(new URL(page.url()).pathname).toBe('/tags/risk/secrets')
        expect((await seeds.store.readTagPage('risk/secrets')).count).toBe(count)
        const old = await app.request('/tags/risk/privacy')
        expect([old.status, old.headers.get('Location')]).toEqual([301, '/tags/risk/secrets'])
        await press(page, /^Undo/)
        expect((await seeds.store.readTagPage('risk/privacy')).count).toBe(count)
        expect((await app.request('/tags/risk/privacy')).status).toBe(200)
      }))

    it('a rule by a query: counted, run, named on the article, switched off with its tags', () =>
      asEditor('/tagging/rules', async (page) => {
        await page.fill('#rule-q', 'title:commentary OR commentary')
        await page.fill('#rule-tag', 'stage/pilot')
        await press(page, 'How many would it tag?')
        expect(await textOf(page, '[role=status]')).toContain('2 articles')
        await press(page, 'Save and run it')
        expect(await page.textContent('h1')).toMatch(/^Rule \d+: Pilot$/)
        const url = page.url().replace(/\?.*/, '')
        expect((await tagsOf(seeds.ids.original)).join()).toMatch(/stage\/pilot rule:\d/)
        await page.goto(`${site.origin}/articles/${seeds.ids.original}`)
        expect(await textOf(page, '#tags')).toContain('title:commentary OR commentary')
        await page.goto(url)
        await press(page, 'Switch it off and take its tags off')
        expect(await tagsOf(seeds.ids.original)).toEqual([])
        await page.goto(`${site.origin}/tagging/rules?q=published:never&tag=x`)
        expect(await textOf(page, '.notice')).toContain('cannot be a rule')
      }))
  })

  it('every deed is in the log', async () => {
    const acts = new Set((await seeds.store.listActs({ limit: 200 })).map((act) => act.act))
    for (const act of [
      'split',
      'uncopy',
      'original',
      'merge',
      'undo',
      'add-tag',
      'remove-tag',
      'change-tag',
      'make-tag',
      'merge-tags',
      'tag-rule',
      'run-tag-rule',
    ])
      expect(acts, act).toContain(act)
  })
})
