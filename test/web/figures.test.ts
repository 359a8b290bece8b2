// Adoption counts in a real browser and by request: the list, a series with chart, ledger and files, error reports, the
// review queue with its keys and undo, and a reader's figure on its way.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriesKey } from '../../src/claim/series.ts'
import type { Claim, Lexicon } from '../../src/model.ts'
import { settleSeries } from '../../src/settle.ts'
import type { Store } from '../../src/store/open.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { makeClaim } from '../claim/samples.ts'
import { makeArticle, openTestStore } from '../store/samples.ts'
import { hasBrowser, openBrowser, openPage, PHONE, startSite } from './browser.ts'
import { HOSTILE, NOW, watch } from './seeds.ts'
import { OWN_FORM, type SignedIn, signIn } from './sign-in.ts'

const now = () => new Date(NOW)
const KEY = 'deepseek~hospital~CN~count~adopted'
let store: Store
let app: App
let lexicon: Lexicon
let editor: SignedIn

const month = (asOf: string): Partial<Claim> => ({
  asOf,
  asOfPrecision: 'month',
  asOfText: asOf,
  asOfStartOn: `${asOf}-01`,
  asOfEndOn: `${asOf}-28`,
})
const register = { attributionText: 'the register', attributionKind: 'official' } as const

async function save(
  text: string,
  quote: string,
  rest: Partial<Claim>,
  article: object = {},
): Promise<number> {
  const claim = makeClaim(text, quote, rest)
  const claims = { by: 'engine:test 1', found: [{ claim, seriesKey: seriesKey(claim) }] }
  return await store.saveArticle({ ...makeArticle({ text }), claims, ...article })
}

const TEXTS = {
  early:
    'It grew. As of early March, at least 300 hospitals in China use DeepSeek, says the register. Nobody checks.',
  later: 'By the end of July, at least 520 hospitals in China use DeepSeek, says the register.',
  other: 'In early March, only 212 hospitals in China had DeepSeek running, a society found.',
  unsure: 'Some 700 hospitals in China are said to use DeepSeek. It may be more.',
  hostile: `In May 2025, ${HOSTILE[0]} 400 hospitals ${HOSTILE[1]} in China use DeepSeek.`,
}
const ids: Record<keyof typeof TEXTS, number> = {} as never

beforeAll(async () => {
  store = await openTestStore()
  lexicon = await readLexicon('feeds/lexicon')
  app = createApp({ store, now, watch: { ...watch, lexicon }, sample: true })
  ids.early = await save(TEXTS.early, 'at least 300 hospitals', {
    qualifier: 'at_least',
    value: 300,
    ...register,
  })
  ids.later = await save(TEXTS.later, 'at least 520 hospitals', {
    qualifier: 'at_least',
    value: 520,
    ...register,
    ...month('2025-07'),
  })
  ids.other = await save(TEXTS.other, '212 hospitals', {
    attributionText: 'a society',
    attributionKind: 'survey',
  })
  ids.unsure = await save(TEXTS.unsure, '700 hospitals', {
    qualifier: 'about',
    status: 'needs_review',
    confidence: 0.5,
    ...month('2025-08'),
  })
  ids.hostile = await save(
    TEXTS.hostile,
    '400 hospitals',
    { ...month('2025-05'), attributionText: HOSTILE[2]!, attributionKind: 'official' },
    { title: HOSTILE[3]! },
  )
  await settleSeries(store, now)
  editor = await signIn(app, store, 'editor', now)
})
afterAll(() => store.close())

const ask = (url: string, init?: RequestInit) => Promise.resolve(app.request(url, init))
const post = (url: string, form: Record<string, string>, headers: Record<string, string> = editor.headers) =>
  ask(url, { method: 'POST', headers, body: new URLSearchParams(form).toString() })
const figureOf = async (articleId: number) => (await store.listArticleClaims(articleId))[0]!

describe('the list of series', () => {
  it('says the newest sure figure, its origins and what contradicts', async () => {
    const { rows } = (await (await ask('/adoption.json')).json()) as {
      rows: { key: string; title: string }[]
    }
    expect(rows).toMatchObject([
      {
        key: KEY,
        title: 'Hospitals in China on DeepSeek',
        figures: 5,
        origins: 3, // the unsure one is of another: it counts once a person has looked
        contradictions: 1,
        unreviewed: 1,
        summary: { newest: { value: 520, qualifier: 'at_least' }, before: { value: 300 } },
      },
    ])
  })

  it('filters by what is narrower as well, and says when nothing fits', async () => {
    const count = async (query: string) =>
      ((await (await ask(`/adoption.json?${query}`)).json()) as { count: number }).count
    expect(
      await Promise.all(
        ['technology=llm', 'technology=ai', 'unit=organisation', 'place=CN', 'stage=adopted'].map(count),
      ),
    ).toEqual([1, 1, 1, 1, 1])
    expect(
      await Promise.all(['technology=qwen', 'unit=clinic', 'place=IN', 'stage=authorised'].map(count)),
    ).toEqual([0, 0, 0, 0])
    expect(await (await ask('/adoption?stage=authorised')).text()).toContain('No series fits')
  })
})

describe('a series', () => {
  it('leaves as CSV with one row a figure, as JSON, SVG and PNG', async () => {
    const csv = await (await ask(`/adoption/${KEY}.csv`)).text()
    expect(csv.trim().split('\r\n')).toHaveLength(6)
    expect(csv).toContain('at least 300 hospitals')
    const { rows } = (await (await ask(`/adoption/${KEY}.json`)).json()) as {
      rows: { quote: string; sentence: string }[]
    }
    expect(rows).toHaveLength(5)
    for (const { quote, sentence } of rows) expect(sentence).toContain(quote)
    const svg = await ask(`/adoption/${KEY}.svg`)
    expect(svg.headers.get('Content-Type')).toContain('image/svg+xml')
    expect(svg.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
    const png = Buffer.from(await (await ask(`/adoption/${KEY}.png`)).arrayBuffer())
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect((await ask('/adoption/nothing~of~the~kind')).status).toBe(404)
  })

  it('links to the sentence in the original, and names what supersedes and contradicts', async () => {
    const page = await (await ask(`/adoption/${KEY}`)).text()
    expect(page).toContain('#:~:text=at%20least%20300%20hospitals')
    expect(page).toMatch(/contradicts\s*(<\/?\w[^>]*>)*\s*<a href="#figure-/)
    expect(page).toMatch(/later than/)
  })
})

describe('what readers send', () => {
  const reader = { ...OWN_FORM, 'X-Forwarded-For': '198.51.100.7' }

  it('an error report reaches the editors and changes nothing', async () => {
    const before = await store.listSeriesClaims(KEY)
    const figure = await figureOf(ids.early)
    const sent = await post(
      `/adoption/${KEY}/report`,
      { figure: String(figure.id), note: 'The source says 261.' },
      reader,
    )
    expect(sent.status).toBe(303)
    expect(await store.listSeriesClaims(KEY)).toEqual(before)
    const review = await ask('/adoption/review', { headers: { Cookie: editor.cookie } })
    expect(await review.text()).toContain('The source says 261.')
  })

  it('a figure becomes a claim only where its very words stand in an article of ours', async () => {
    const send = (quote: string, url: string) => post('/adoption/send', { quote, url, note: '' }, reader)
    expect((await send('there is no number here', 'https://a.example/')).status).toBe(400)
    expect((await send('300 hospitals use it', 'javascript:alert(1)')).status).toBe(400)
    const article = await store.readArticle(ids.later)
    const lie = 'By the end of July, at least 9,000 hospitals in China use DeepSeek'
    expect((await send(lie, article!.url)).headers.get('Location')).toBe('/adoption/send?said=sent')
    const [suggestion] = (await store.listSuggestions({ limit: 20 })).filter((one) => one.quote === lie)
    const taken = await post(`/adoption/suggestions/${suggestion!.id}`, { state: 'taken' })
    expect(taken.headers.get('Location')).toBe('/adoption/review?did=not-held')
    expect(await store.listArticleClaims(ids.later)).toHaveLength(1)
  })

  it('five a day, then it says so', async () => {
    for (let i = 0; i < 6; i++)
      await post(
        '/adoption/send',
        { quote: `${i} hospitals use it`, url: 'https://a.example/1', note: '' },
        reader,
      )
    const last = await post(
      '/adoption/send',
      { quote: '99 hospitals use it', url: 'https://a.example/1', note: '' },
      reader,
    )
    expect(last.headers.get('Location')).toBe('/adoption/send?said=limit')
    expect(
      (await store.listSuggestions({ limit: 50 })).filter(({ kind }) => kind === 'figure').length,
    ).toBeLessThanOrEqual(5)
  })
})

describe('review', () => {
  it('is for editors', async () => {
    expect((await ask('/adoption/review')).status).toBe(303)
    const figure = await figureOf(ids.unsure)
    expect((await post(`/adoption/review/${figure.id}`, { act: 'accept' }, OWN_FORM)).status).toBe(401)
  })

  it('refuses a number that the quote does not hold, and says so at the field', async () => {
    const figure = await figureOf(ids.unsure)
    const answer = await post(`/adoption/review/${figure.id}`, { act: 'fix', value: '701' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('does not stand in the quote')
    expect(await figureOf(ids.unsure)).toEqual(figure)
  })

  it('keeps a fix beside the reading it replaces, in the log, and takes it back', async () => {
    const figure = await figureOf(ids.unsure)
    await post(`/adoption/review/${figure.id}`, {
      act: 'fix',
      qualifier: 'at_least',
      places: 'cn-zj',
      reason: 'the province',
    })
    const fixed = await figureOf(ids.unsure)
    expect(fixed).toMatchObject({
      status: 'corrected',
      note: 'the province',
      reading: { qualifier: 'at_least', lower: 700, places: ['CN-ZJ'] },
    })
    expect(fixed.reading.upper).toBeUndefined()
    expect((await store.readSeries('deepseek~hospital~CN-ZJ~count~adopted'))!.figures).toBe(1)
    const [decision] = await store.listClaimDecisions({ figureIds: [figure.id], limit: 1 })
    expect((await post(`/adoption/decisions/${decision!.id}/undo`, {})).status).toBe(303)
    expect(await figureOf(ids.unsure)).toEqual(figure)
  })
})

describe.skipIf(!hasBrowser)('in a browser', () => {
  let site: Awaited<ReturnType<typeof startSite>>
  let browser: Browser
  beforeAll(async () => {
    site = await startSite(app)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  const cookies = () =>
    editor.cookie.split('; ').map((pair) => {
      const [name, ...value] = pair.split('=')
      return { name: name!, value: value.join('='), url: site.origin }
    })

  it('fits the phone, and runs no text of others', async () => {
    const figure = await figureOf(ids.hostile)
    const urls = [
      '/adoption',
      `/adoption/${KEY}`,
      '/adoption?place=IN',
      '/adoption/send',
      '/adoption/review',
      `/adoption/review/${figure.id}`,
    ]
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, errors, close } = await openPage(browser, {
        colorScheme,
        bypassCSP: true,
        ...(colorScheme === 'dark' ? { viewport: PHONE } : {}),
      })
      await page.context().addCookies(cookies())
      for (const url of urls) {
        await page.goto(site.origin + url)
        expect(await page.evaluate(() => (window as { fired?: number }).fired), url).toBeUndefined()
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${url} is too wide`,
        ).toBe(true)
      }
      expect(errors).toEqual([])
      await close()
    }
  }, 120_000)

  it('shows the chart, opens a ledger entry from it and its table without script', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false })
    await page.goto(`${site.origin}/adoption`)
    await page.click('.series-list h2 a')
    expect(await page.locator('.chart-wide svg[role="img"]').isVisible()).toBe(true)
    expect(await page.locator('.chart-narrow').isVisible()).toBe(false)
    expect(await page.locator('.ledger > li').count()).toBe(5)
    expect(await page.locator('mark.figure-mark').allTextContents()).toContain('at least 300 hospitals')
    await page.click('text=The figures as a table')
    expect(await page.locator('table.list tbody tr').count()).toBe(5)
    await close()
  })

  it('takes a verdict by key and takes it back by a button', async () => {
    const { page, close } = await openPage(browser)
    await page.context().addCookies(cookies())
    await page.goto(`${site.origin}/adoption/review`)
    expect(await page.locator('.review-figure mark').textContent()).toBe('700 hospitals')
    expect(await page.locator('.passage').textContent()).toContain('It may be more.')
    await Promise.all([page.waitForURL(/did=accept/), page.keyboard.press('a')])
    expect((await figureOf(ids.unsure)).status).toBe('accepted')
    await page.locator('.decisions li').first().locator('button').click()
    await page.waitForURL(/did=undone/)
    expect((await figureOf(ids.unsure)).status).toBe('needs_review')
    await close()
  })
})

describe('in the article', () => {
  it('marks the quote where it stands, says what contradicts it, and leads to the ledger and the original', async () => {
    const figure = await figureOf(ids.early)
    const page = await (await ask(`/articles/${ids.early}`)).text()
    expect(page).toContain(
      `id="figure-${figure.id}" href="/adoption/${KEY}?figure=${figure.id}#figure-${figure.id}">at least 300 hospitals</a>`,
    )
    expect(page).toContain('#:~:text=at%20least%20300%20hospitals')
    expect(page).toMatch(/≠ contradicts/)
  })

  it('still marks it when text before it has grown, and no longer when the publisher took it out', async () => {
    const text = 'Nothing else. At least 90 hospitals in China use DeepSeek.'
    const claim = makeClaim(text, 'At least 90 hospitals', { qualifier: 'at_least', value: 90 })
    const found = [{ claim, seriesKey: seriesKey(claim) }]
    const id = await store.saveArticle({ ...makeArticle({ text }), claims: { by: 'engine:test 1', found } })
    const edit = async (next: string, claims: typeof found) => {
      const content = { ...makeArticle({ text: next }), claims: { by: 'engine:test 1', found: claims } }
      const version = { seenAt: NOW, title: 'Edited', numberChanged: true }
      const changed = { content, version, pageHash: next.slice(0, 8) }
      await store.saveRecheck({ articleId: id, at: NOW, recheckStep: 1, validators: {}, changed })
      return await (await ask(`/articles/${id}`)).text()
    }
    const { id: figureId } = await figureOf(id)
    expect(await edit(`A sentence before. ${text}`, found)).toContain(`id="figure-${figureId}"`)
    const gone = await edit('Nothing else. At least 80 hospitals in China use DeepSeek.', [])
    expect(gone).not.toContain(`id="figure-${figureId}"`)
    expect(gone).toContain('the publisher took it out (version 3)')
  })

  it('lists the figures of a story with the words of each report', async () => {
    const { storyId } = await figureOf(ids.early)
    const page = await (await ask(`/stories/${storyId}`)).text()
    expect(page).toMatch(/<q[^>]*>at least 300 hospitals<\/q>/)
  })
})
