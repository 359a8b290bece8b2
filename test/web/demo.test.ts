// The demo as a reader meets it: the frozen web crawled, the seed case on the site, every screen light and looked at.
// UPDATE=1 takes the pictures of the README anew.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder } from '../store/samples.ts'
import { hasBrowser, openBrowser, openPage, PHONE } from './browser.ts'

const root = path.resolve(import.meta.dirname, '..', '..')
const pictures = path.join(root, 'docs', 'screenshots')
const startMsMax = 240_000
const pictureBytesMax = 120_000
const pictureQuality = 80 // of 100: letters stay sharp, and a picture has half the bytes of a PNG
const PICTURE = { width: 1280, height: 800 }

let demo: ChildProcess
let origin: string
let browser: Browser

function startDemo(): Promise<string> {
  demo = spawn(process.execPath, [path.join(root, 'bin', 'uptake.js'), 'demo'], {
    env: { ...process.env, UPTAKE_DATA: makeFolder(), UPTAKE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    demo.stdout!.on('data', (chunk) => {
      said += chunk
      const address = /The site is at (http:\S+)\/\n/.exec(said)
      if (address) resolve(address[1]!)
    })
    demo.on('exit', (code) => reject(new Error(`The demo ended with code ${code}: ${said.slice(-2000)}`)))
  })
}

async function findId(query: string): Promise<number> {
  const answer = (await (
    await fetch(`${origin}/search.json?limit=1&q=${encodeURIComponent(query)}`)
  ).json()) as {
    rows: { id: number }[]
  }
  expect(answer.rows, query).toHaveLength(1)
  return answer.rows[0]!.id
}

describe.skipIf(!hasBrowser)('the demo', () => {
  beforeAll(async () => {
    origin = await startDemo()
    browser = await openBrowser()
  }, startMsMax)
  afterAll(async () => {
    await browser?.close()
    demo?.removeAllListeners('exit')
    demo?.kill('SIGTERM')
  })

  it('shows the seed case: one article, its publisher, its copy, none of the strangers', async () => {
    const id = await findId('title:"too fast, too soon" publication:south-china-morning-post kind:newspaper')
    const { page, errors, close } = await openPage(browser)
    await page.goto(`${origin}/articles/${id}`)
    expect(await page.textContent('.kicker strong')).toBe('South China Morning Post')
    expect(await page.textContent('.body')).toContain('at least 300 hospitals')
    expect(await page.textContent('#copies')).toContain('Daily8')
    expect(Number(await page.locator('#story .line > li').count())).toBeGreaterThanOrEqual(3)
    await page.click('#copies a:has-text("DeepSeek")')
    expect(await page.textContent('.notice')).toContain('South China Morning Post')
    expect(await page.textContent('main')).not.toMatch(/aurora|Hainan|Harvard|comment box|Try our AI/i)
    expect(errors).toEqual([])
    await close()
  })

  it('says what is sample data, weighs little and passes axe', async () => {
    const article = `/articles/${await findId('lang:zh hospital OR lang:zh 医院')}`
    const { page, errors, close } = await openPage(browser, { viewport: PHONE })
    for (const url of ['/', '/search?q=hospital', article, '/status', '/status/not-ours']) {
      const response = (await page.goto(origin + url))!
      expect((await response.body()).length, url).toBeLessThan(60_000)
      expect(await page.textContent('.sample'), url).toContain('Sample data.')
      expect(await page.evaluate(() => document.documentElement.scrollWidth), url).toBe(PHONE.width)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map((node) => `${url} ${id}: ${node.html}`)),
      ).toEqual([])
    }
    expect(errors).toEqual([])
    await close()
  })

  it('has charts with shape: more than a year of months, all of them counted', async () => {
    const { page, close } = await openPage(browser)
    await page.goto(origin)
    expect(await page.textContent('h1')).toContain('How medical AI spreads')
    const series = await page
      .locator('.counted-now h3 a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!))
    expect(new Set(series.map((path) => path.split('~')[0])).size).toBe(3) // technologies
    await page.click('.chart summary')
    const counts = (await page.locator('.figures tbody td').allTextContents()).map(Number)
    expect(counts.length).toBeGreaterThanOrEqual(12)
    const articles = Number((await page.textContent('.purpose a[href="/search"]'))!.replace(/\D/g, ''))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(articles)
    await close()
  })

  it.runIf(process.env.UPDATE)('has its picture taken', async () => {
    mkdirSync(pictures, { recursive: true })
    const seed = await findId(
      'title:"too fast, too soon" publication:south-china-morning-post kind:newspaper',
    )
    const story = await (await fetch(`${origin}/articles/${seed}`)).text()
    for (const [name, url] of [
      ['home', '/'],
      ['search', '/search?q=hospital+deepseek'],
      ['article', `/articles/${seed}`],
      ['story', /\/stories\/\d+/.exec(story)![0]],
      ['adoption', '/adoption?technology=deepseek'],
      ['series', '/adoption/deepseek~hospital~CN~count~adopted'],
      ['tag', '/tags/tech/llm/deepseek'],
      ['status', '/status'],
    ] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await takePicture(`${name}-${colorScheme}`, url, { colorScheme, viewport: PICTURE })
        await takePicture(`${name}-phone-${colorScheme}`, url, { colorScheme, viewport: PHONE })
      }
    }
  })

  async function takePicture(name: string, url: string, look: Parameters<typeof openPage>[1]): Promise<void> {
    const { page, close } = await openPage(browser, look)
    await page.goto(origin + url)
    await page.evaluate(() => document.fonts.ready)
    await page.reload() // a font that came too late for the first page is there now
    await page.evaluate(() => document.fonts.ready)
    const file = path.join(pictures, `${name}.webp`)
    const camera = await page.context().newCDPSession(page)
    const { data } = await camera.send('Page.captureScreenshot', { format: 'webp', quality: pictureQuality })
    writeFileSync(file, Buffer.from(data, 'base64'))
    expect(statSync(file).size, name).toBeLessThan(pictureBytesMax)
    await close()
  }
})
