// Accounts in a real browser: from the first link to a signed-in reader, and every page of it for everybody.
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { offerFirstPassword } from '../../src/people.ts'
import { createApp } from '../../web/app.tsx'
import { openTestStore } from '../store/samples.ts'
import { hasBrowser, openBrowser, openPage, PHONE, startSite, WIDE } from './browser.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { makeAccount, PASSWORD } from './sign-in.ts'

const now = () => new Date(NOW)
let browser: Browser
let seeds: Seeds
let site: Awaited<ReturnType<typeof startSite>>

const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text)
}
const press = (page: Page, name: string) => page.locator('main').getByRole('button', { name }).first().click()
const secretOn = async (page: Page) => (await page.locator('.secret code').textContent())!

async function enter(page: Page, origin: string, name: string, password = PASSWORD): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await fill(page, { Name: name, Password: password })
  await press(page, 'Sign in')
}

describe.skipIf(!hasBrowser)('accounts in a browser', () => {
  beforeAll(async () => {
    browser = await openBrowser()
    seeds = await openSeededStore()
    site = await startSite(createApp({ store: seeds.store, now, watch, sample: true }))
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await seeds?.store.close()
  })

  it('the first link, a password, another password, another browser out, somebody invited, let in and put out', async () => {
    const store = await openTestStore()
    const fresh = await startSite(createApp({ store, now, watch, sample: false }))
    const printed: string[] = []
    await offerFirstPassword({ store, now, print: (line) => printed.push(line), address: fresh.origin })
    const [here, there, guest] = await Promise.all([openPage(browser), openPage(browser), openPage(browser)])
    const { page } = here

    await page.goto(printed.at(-1)!.trim())
    expect(await page.textContent('h1')).toBe('Set the password of operator')
    await fill(page, { Password: PASSWORD, 'Once more': PASSWORD })
    await press(page, 'Set it and sign in')
    await page.waitForURL(/\/account$/)
    expect(await page.textContent('.top')).toContain('operator')

    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    expect(await page.textContent('.top')).toContain('Sign in')
    await enter(page, fresh.origin, 'operator')
    await enter(there.page, fresh.origin, 'operator')
    await there.page.goto(`${fresh.origin}/account`)
    expect(await there.page.textContent('h1')).toBe('operator')

    await page.goto(`${fresh.origin}/account`)
    expect(await page.locator('#sessions li').count()).toBe(2)
    const other = 'nine beds and a window'
    await fill(page, { 'Present password': PASSWORD, 'New password': other, 'Once more': other })
    await press(page, 'Change it')
    expect(await page.textContent('[role=status]')).toContain('The password is changed')
    expect(await page.locator('#sessions li').count()).toBe(1)
    await there.page.goto(`${fresh.origin}/account`)
    expect(there.page.url()).toContain('/sign-in?next=%2Faccount')
    await fill(there.page, { Name: 'operator', Password: PASSWORD })
    await press(there.page, 'Sign in')
    expect(await there.page.textContent('[role=alert]')).toContain('do not fit')
    await fill(there.page, { Password: other })
    await press(there.page, 'Sign in')
    await there.page.waitForURL(/\/account$/)

    await page.goto(`${fresh.origin}/people`)
    await fill(page, { Name: 'anna' })
    await page.getByLabel('editor: also tags').check()
    await press(page, 'Make a link for them')
    await guest.page.goto(await secretOn(page))
    await fill(guest.page, { Password: PASSWORD, 'Once more': PASSWORD })
    await press(guest.page, 'Set it and sign in')
    await guest.page.waitForURL(/\/account$/)
    expect(await guest.page.textContent('.lede')).toContain('Your role is editor')

    await page.goto(`${fresh.origin}/people`)
    await page.getByRole('button', { name: 'Disable anna' }).click()
    expect(await page.textContent('[role=status]')).toContain('The account is disabled')
    await guest.page.goto(`${fresh.origin}/account`)
    expect(guest.page.url()).toContain('/sign-in')

    await page.goto(`${fresh.origin}/audit`)
    expect(await page.locator('.acts-list .subject').allTextContents()).toContain('account anna')
    await page.getByLabel('Act').selectOption('invite')
    await press(page, 'Show')
    expect(await page.locator('.acts-list li').count()).toBe(1)

    const complaints = [here, there, guest].flatMap(({ errors }) => errors)
    expect(complaints.filter((error) => !error.includes('401'))).toEqual([])
    await Promise.all([here.close(), there.close(), guest.close()])
    await fresh.close()
    await store.close()
  }, 120_000)

  it('a token is made, shown once and revoked', async () => {
    const { name } = await makeAccount(seeds.store, 'reader', now)
    const { page, close } = await openPage(browser)
    await enter(page, site.origin, name)
    await page.goto(`${site.origin}/account`)
    await fill(page, { 'Name of the new token': 'weekly export' })
    await press(page, 'Make a token')
    const token = await secretOn(page)
    expect(token).toMatch(/^uptake_[\w-]{43}$/)
    const use = async () => {
      const headers = { Authorization: `Bearer ${token}` }
      return (await page.request.get(`${site.origin}/api/v1/tags`, { headers })).status()
    }
    expect(await use()).toBe(200)
    await page.goto(`${site.origin}/account`)
    expect(await page.content()).not.toContain(token)
    await page.getByRole('button', { name: 'Revoke the token weekly export' }).click()
    expect(await page.textContent('[role=status]')).toContain('revoked')
    expect(await use()).toBe(401)
    await close()
  }, 60_000)

  it('with the keyboard alone one signs in', async () => {
    const { name } = await makeAccount(seeds.store, 'reader', now)
    const { page, close } = await openPage(browser, { javaScriptEnabled: true })
    await page.goto(`${site.origin}/sign-in?next=/search%3Fq%3Dscribe`)
    await page.getByLabel('Name', { exact: true }).focus()
    await page.keyboard.type(name)
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=scribe$/)
    await close()
  }, 60_000)

  for (const [colorScheme, viewport] of [
    ['light', WIDE],
    ['dark', PHONE],
  ] as const) {
    it(`every page passes axe, ${colorScheme}, ${viewport.width} px, and fits 320 px`, async () => {
      const { name, id } = await makeAccount(seeds.store, 'operator', now)
      await seeds.store.addApiToken({
        hash: `${id}`,
        name: 'weekly',
        scopes: ['read'],
        accountId: id,
        at: NOW,
      })
      const { page, close } = await openPage(browser, { colorScheme, viewport })
      const check = async (url: string) => {
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze()
        const told = violations.flatMap(({ id: rule, nodes }) =>
          nodes.map((node) => `${url} ${rule}: ${node.html}`),
        )
        expect(told).toEqual([])
        await page.setViewportSize({ width: 320, height: 700 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth), url).toBe(320)
        await page.setViewportSize(viewport)
      }
      await page.goto(`${site.origin}/sign-in`)
      await fill(page, { Name: name, Password: 'not this one' })
      await press(page, 'Sign in')
      await check('/sign-in, refused')
      await page.goto(`${site.origin}/set-password/gone`)
      await check('/set-password/gone')
      await enter(page, site.origin, name)
      for (const url of [
        '/account?said=password',
        '/people?said=role',
        '/audit',
        '/audit?act=never',
        '/api',
      ]) {
        await page.goto(site.origin + url)
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('main details')) fold.setAttribute('open', '')
        })
        await check(url)
      }
      await page.goto(`${site.origin}/people`)
      await fill(page, { Name: `Zoë-${id}` })
      await press(page, 'Make a link for them')
      await check('/people, with a link')
      await page.goto(await secretOn(page))
      await check('/set-password')
      await page.goto(`${site.origin}/account`)
      await fill(page, { 'Name of the new token': 'a token' })
      await press(page, 'Make a token')
      await check('/account, with a token')
      await close()
    }, 240_000)
  }
})
