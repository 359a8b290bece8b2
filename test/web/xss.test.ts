// Hostile texts in every place that prints a foreign word, in a real browser: nothing runs, with the content security
// policy and without it; and only http, https and mailto are ever linked. A control shows that the browser would run them.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewArticle } from '../../src/store/article-writes.ts'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { makeArticle, openTestStore } from '../store/samples.ts'
import { hasBrowser, openBrowser, openPage, startSite } from './browser.ts'
import { HOSTILE, NOW, watch as seededWatch } from './seeds.ts'
import { signIn } from './sign-in.ts'

type Vector = { id: string; payload: string; fires_raw_chromium156?: boolean }

const FILE = path.resolve(import.meta.dirname, '../../../shared/data/xss/vectors.jsonl')
const own: Vector[] = HOSTILE.map((payload, i) => ({ id: `own-${i}`, payload }))
const shared = readShared()
const sampledMax = 300
/** All of those that a browser runs, and every n-th of the others. */
const vectors = [...own, ...(process.env.UPTAKE_FULL ? shared : sample(shared, sampledMax))]

function readShared(): Vector[] {
  if (existsSync(FILE))
    return readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Vector)
  process.stderr.write(`Only the project's own hostile texts are tried: ${FILE} is not there.\n`)
  return []
}

function sample(all: Vector[], max: number): Vector[] {
  const firing = all.filter((vector) => vector.fires_raw_chromium156)
  const rest = all.filter((vector) => !vector.fires_raw_chromium156)
  const step = Math.max(1, Math.ceil(rest.length / Math.max(1, max - firing.length)))
  return [...firing, ...rest.filter((_, i) => i % step === 0)]
}

const now = () => new Date(NOW)
const perStory = 40

/** One article a vector, the vector wherever a foreign word may stand; forty of them are a story. */
function hostile({ payload }: Vector): NewArticle {
  return makeArticle({
    title: `hostile ${payload}`,
    text: `hostile ${payload}\n${payload}`,
    description: payload,
    section: payload,
    authors: [payload],
    publicationName: payload,
    canonicalUrl: payload,
    captions: [payload],
    credit: { name: payload, url: payload, evidence: payload },
    oursReason: payload,
    origins: { [payload]: payload },
    publishedRaw: payload,
    publicationId: 'hostile',
    tags: [{ id: 'x/hostile', setBy: 'rule', matched: [payload] }],
    ids: { doi: payload },
  })
}

let store: Awaited<ReturnType<typeof openTestStore>>
let site: Awaited<ReturnType<typeof startSite>>
let browser: Browser
let ids: number[]
let cookie: string

describe.skipIf(!hasBrowser)(`${vectors.length} hostile texts`, () => {
  beforeAll(async () => {
    store = await openTestStore()
    ids = []
    for (const [i, vector] of vectors.entries()) {
      const [first] = ids.slice(Math.floor(i / perStory) * perStory)
      const story = {
        withArticleId: first!,
        points: 1,
        evidence: [{ kind: vector.payload, words: vector.payload, points: 1 }],
      }
      ids.push(await store.saveArticle({ ...hostile(vector), ...(first === undefined ? {} : { story }) }))
    }
    const sources = vectors.map(({ payload }, i) => ({
      name: `source-${i}`,
      title: payload,
      method: 'feed' as const,
      url: 'https://daily.example/feed',
      homepage: payload,
      publication: 'hostile',
      kind: 'newspaper' as const,
      enabled: false,
      why: payload,
    }))
    const watch = { ...seededWatch, sources }
    const app = createApp({ store, now, watch, sample: false })
    cookie = (await signIn(app, store, 'editor', now)).cookie
    for (const { payload } of vectors.slice(0, 40))
      await store.saveTag({
        id: `x/${payload}`,
        change: { label: payload, description: payload },
        words: payload,
        who: `person:${payload}`,
        at: NOW,
        make: true,
      })
    await store.saveTagRule({
      tagId: 'x/hostile',
      query: HOSTILE[1]!,
      note: HOSTILE[1]!,
      enabled: true,
      words: HOSTILE[1]!,
      who: HOSTILE[1]!,
      at: NOW,
    })
    site = await startSite(framed(app))
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    await store?.close()
  })

  /** Whatever a vector calls leaves a mark. */
  async function trap(page: Page): Promise<void> {
    await page.addInitScript(() => {
      const mark = () => {
        ;(window as unknown as { fired: number }).fired = 1
      }
      for (const name of ['alert', 'confirm', 'prompt', 'print'])
        Object.defineProperty(window, name, { value: mark, writable: false })
    })
    page.on('dialog', (dialog) => void dialog.dismiss())
  }

  async function lists(): Promise<string[]> {
    const stories = await Promise.all(
      ids.filter((_, i) => i % perStory === 0).map(async (id) => (await store.readArticle(id))!.storyId),
    )
    const pages = Math.ceil(ids.length / 50)
    return [
      '/',
      ...Array.from({ length: 3 }, (_, i) => `/?before=${ids[Math.min(ids.length - 1, i * 40)]}`),
      '/search?q=hostile&sort=oldest',
      ...Array.from(
        { length: pages },
        (_, i) => `/tagging/search?q=hostile&after=${(ids[Math.min(ids.length - 1, (i + 1) * 50)] ?? 0) + 1}`,
      ),
      ...stories.map((id) => `/stories/${id}?join=hostile`),
      '/publications',
      '/publications/hostile',
      '/tags',
      '/tags/x/hostile',
      ...vectors.slice(0, 20).map(({ payload }) => `/tags/x/${encodeURIComponent(payload.toWellFormed())}`),
      '/tagging',
      '/tagging/rules/1',
      '/deeds',
      '/status',
    ]
  }

  const queries = () =>
    vectors
      .filter((_, i) => i < own.length || process.env.UPTAKE_FULL || i % 3 === 0)
      .map(({ payload }) => `/search?q=${encodeURIComponent(payload.toWellFormed().slice(0, 900))}`)

  /** Many pages in frames of one: as fast as the site answers. */
  async function visit(page: Page, urls: string[], waitMs = 0): Promise<string[]> {
    return await page.evaluate(
      async ([all, wait]) => {
        const faults: string[] = []
        const look = async (url: string) => {
          const frame = document.createElement('iframe')
          const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
          frame.src = url
          document.body.append(frame)
          await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 20_000))])
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
          const inner = frame.contentWindow as (Window & { fired?: number }) | null
          const seen = frame.contentDocument
          if (!inner || !seen?.querySelector('main')) faults.push(`${url}: no page of ours`)
          if (seen?.querySelector('h1')?.textContent?.includes('cannot be shown'))
            faults.push(`${url}: out of order`)
          if (inner?.fired) faults.push(`${url}: something ran`)
          for (const element of seen?.querySelectorAll('*') ?? []) {
            for (const { name, value } of element.attributes) {
              if (name.startsWith('on')) faults.push(`${url}: ${element.tagName} ${name}`)
              if (name === 'style') faults.push(`${url}: ${element.tagName} with a style`)
              if (!['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name)) continue
              if (!/^(https?:|mailto:|[/#?]|$)/.test(value))
                faults.push(`${url}: ${name} ${value.slice(0, 60)}`)
              const away = name === 'href' && new URL(value, location.href).origin !== location.origin
              const rel = element.getAttribute('rel') ?? ''
              if (away && element.tagName === 'A' && !(rel.includes('noopener') && rel.includes('nofollow')))
                faults.push(`${url}: a link away without rel`)
            }
            if (
              [
                'IFRAME',
                'OBJECT',
                'EMBED',
                'BASE',
                'IMG',
                'VIDEO',
                'FRAME',
                'MATH',
                'AUDIO',
                'MARQUEE',
                'STYLE',
              ].includes(element.tagName)
            )
              faults.push(`${url}: an element ${element.tagName}`)
          }
          frame.remove()
        }
        const left = all.values()
        await Promise.all(
          Array.from({ length: 6 }, async () => {
            for (const url of left) await look(url)
          }),
        )
        return faults
      },
      [urls, waitMs] as const,
    )
  }

  /** The site, but that its pages may stand in frames of its own; an empty page for them; and each text printed raw. */
  function framed(app: App): App {
    const fetch = async (request: Request, ...rest: unknown[]) => {
      const { pathname } = new URL(request.url)
      const [, raw] = /^\/raw\/(\d+)$/.exec(pathname) ?? []
      const response = await (app.fetch as (...all: unknown[]) => Response | Promise<Response>)(
        request,
        ...rest,
      )
      const headers = new Headers(response.headers)
      const policy = headers.get('Content-Security-Policy') ?? ''
      headers.set(
        'Content-Security-Policy',
        policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
      )
      headers.delete('Content-Length')
      if (raw === undefined && pathname !== '/frames')
        return new Response(response.body, { status: response.status, headers })
      headers.set('Content-Type', 'text/html; charset=utf-8')
      headers.delete('Content-Encoding') // of the page that this one stands for
      if (pathname === '/frames') headers.delete('Content-Security-Policy')
      const payload = raw === undefined ? '' : vectors[Number(raw)]!.payload
      return new Response(`<!doctype html><body><main></main>${payload}`, { headers })
    }
    return { fetch } as unknown as App
  }

  async function open(csp: boolean): Promise<{ page: Page; close(): Promise<void> }> {
    const { page, close } = await openPage(browser, { bypassCSP: !csp })
    await page.context().addCookies(
      cookie.split('; ').map((pair) => {
        const [name, ...value] = pair.split('=')
        return { name: name!, value: value.join('='), url: site.origin }
      }),
    )
    await trap(page)
    await page.goto(`${site.origin}/frames`)
    return { page, close }
  }

  it('would run in this browser if they were printed as they are, were it not for the policy', async () => {
    const urls = vectors.flatMap((vector, i) =>
      i < own.length || vector.fires_raw_chromium156 ? [`/raw/${i}`] : [],
    )
    const countRun = async (csp: boolean) => {
      const { page, close } = await open(csp)
      const faults = await visit(page, urls, 150)
      await close()
      return faults.filter((fault) => fault.endsWith('something ran')).length
    }
    expect(await countRun(false)).toBeGreaterThanOrEqual(shared.length > 0 ? 20 : 4)
    expect(await countRun(true)).toBe(0)
  }, 60_000)

  for (const csp of [false, true])
    it(`do nothing, with the content security policy ${csp ? 'on' : 'off'}`, async () => {
      const { page, close } = await open(csp)
      const articles = ids.map((id) => `/articles/${id}`)
      const every = csp ? 4 : 1 // with the policy the same pages are only sampled
      const urls = [...(await lists()), ...articles, ...queries()].filter((_, i) => i % every === 0)
      expect((await visit(page, urls)).slice(0, 20)).toEqual([])
      await close()
    }, 240_000)
})
