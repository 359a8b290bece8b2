// What a page may turn into between two visits, and what must not become an article: walls, front pages, teasers,
// pages that are gone, pages of which only the chrome moved.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hoursLater, type Line, makeSource, openLine, START, textOf } from './line-kit.ts'
import {
  type Answer,
  type Item,
  type ScriptedSites,
  startScriptedSites,
  storyText,
  titleOf,
  writeFeed,
  writePage,
} from './scripted-site.ts'

let sites: ScriptedSites
const lines: Line[] = []
beforeAll(async () => {
  sites = await startScriptedSites()
})
afterAll(async () => {
  await Promise.all(lines.map((line) => line.close()))
  await sites.close()
})

/** One feed, and pages that answer as the test says at the time. */
async function lineWithPages(
  name: string,
  items: Item[],
  pages: Record<string, () => string | Answer>,
): Promise<Line> {
  const host = `${name}.example`
  sites.on(`${host}/feed`, writeFeed(host, items))
  for (const [path, page] of Object.entries(pages)) sites.on(`${host}/${path}`, () => page())
  const line = await openLine(sites, { sources: [makeSource(name, `http://${host}/feed`)] })
  lines.push(line)
  await line.crawl(START)
  return line
}

const WALL = `<!doctype html><html><head><title>We value your privacy</title></head><body><main><h1>We value your privacy</h1>
  <p>We and our 842 partners store and access information on a device, such as cookies, and process personal data.</p>
  <p>You may click to consent to our processing, or manage your choices at any time by returning to this site.</p>
  <button>Accept all</button><button>Reject all</button></main></body></html>`
const FRONT = writePage('front', { title: 'The Daily', text: storyText('front', 6) })
const told = (id: string) => storyText(id, 2).join(' ')

describe('a page that shows no article', () => {
  it('behind a consent wall: the feed’s own text is the article, marked so; without one it waits, on record', async () => {
    const line = await lineWithPages('consent', [{ id: 'full', text: told('full') }, { id: 'bare' }], {
      full: () => WALL,
      bare: () => WALL,
    })
    const [article, ...others] = await line.articles()
    expect(others).toEqual([])
    expect(article).toMatchObject({ extractor: 'feed', title: titleOf('full') })
    expect(textOf(article!)).toContain('story full')
    expect(textOf(article!)).not.toMatch(/cookies|privacy/)
    expect(article!.qualityReasons.join()).toMatch(/wall|consent/i)
    expect(line.ask(`select state from entries where guid = 'bare'`)).toBe('pending')
    expect((await line.failures()).length).toBeGreaterThan(0)
  })

  it('that leads to the front page of its site does not become an article of it', async () => {
    const line = await lineWithPages(
      'front',
      [
        { id: 'lost' },
        { id: 'lost-too', text: told('lost-too') },
        { id: 'homeless', link: 'http://front.example/', text: told('homeless') },
        { id: 'kept' },
      ],
      {
        '': () => FRONT,
        lost: () => ({ status: 302, headers: { location: '/' } }),
        'lost-too': () => ({ status: 301, headers: { location: 'http://front.example' } }),
        kept: () => writePage('kept'),
      },
    )
    const articles = new Map((await line.articles()).map((article) => [article.title, article]))
    expect([...articles.keys()].sort()).toEqual(['homeless', 'kept', 'lost-too'].map(titleOf))
    for (const article of articles.values()) expect(textOf(article)).not.toContain('story front')
    expect(articles.get(titleOf('lost-too'))!.extractor).toBe('feed')
    expect(line.ask(`select state from entries where guid = 'lost'`)).toBe('pending')
    expect(await line.failures()).toContain('front-page')
  })

  it('is a paywalled teaser: kept and marked', async () => {
    const line = await lineWithPages('teaser', [{ id: 'paid' }], {
      paid: () =>
        writePage('paid', {
          text: storyText('paid', 2),
          head: '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","isAccessibleForFree":false,"headline":"Hospital paid takes up an AI scribe"}</script>',
        }),
    })
    expect(await line.articles()).toMatchObject([{ paywalled: true, title: titleOf('paid') }])
  })
})

describe('a page that is looked at again', () => {
  it('and has become a wall: the text is kept, no version, said plainly; later an edit is seen all the same', async () => {
    let page = writePage('w')
    const line = await lineWithPages('walled', [{ id: 'w' }], { w: () => page })
    const [before] = await line.articles()
    page = WALL
    expect(await line.recheck(hoursLater(7))).toEqual({ checked: 1, changed: 0 })
    expect(await line.articles()).toEqual([before])
    expect(await line.failures()).toEqual(['unreadable'])
    page = writePage('w', { text: [...storyText('w', 3), 'The ward has since stopped using it.'] })
    expect(await line.recheck(hoursLater(25))).toEqual({ checked: 1, changed: 1 })
    expect((await line.articles())[0]!.versions).toHaveLength(2)
    expect(await line.failures()).toEqual([])
  })

  it('and is gone: the text stays and says so; back again, it says so no more', async () => {
    let answer: string | Answer = writePage('g')
    const line = await lineWithPages('went', [{ id: 'g' }], { g: () => answer, '': () => FRONT })
    const [before] = await line.articles()
    const goneAt = async () => (await line.articles())[0]!.goneAt
    answer = { status: 404 }
    await line.recheck(hoursLater(7))
    expect(await line.articles()).toEqual([{ ...before, goneAt: hoursLater(7) }])
    expect(await line.failures()).toEqual([])
    answer = writePage('g')
    await line.recheck(hoursLater(25))
    expect(await line.articles()).toEqual([before])
    answer = { status: 302, headers: { location: '/' } }
    await line.recheck(hoursLater(73))
    expect(await goneAt()).toBe(hoursLater(73))
    expect((await line.articles())[0]!.versions).toHaveLength(1)
  })

  it('and shows only other chrome: no version', async () => {
    let sales = 0
    const chrome = () =>
      writePage('chrome')
        .replace(
          '<article>',
          `<nav><a href="/a">News ${sales}</a> <a href="/b">Sport</a></nav><aside><h2>Most read ${sales}</h2><ul><li><a href="/x">Minister ${sales} resigns</a></li></ul></aside><p class="updated">Updated 1${sales}:05</p><article>`,
        )
        .replace('</article>', `</article><footer>${sales} people are reading this. © 2026</footer>`)
    const line = await lineWithPages('chrome', [{ id: 'chrome' }], { chrome })
    const [before] = await line.articles()
    sales = 4
    expect(await line.recheck(hoursLater(7))).toEqual({ checked: 1, changed: 0 })
    expect(await line.articles()).toEqual([before])
  })

  it('of which only the feed’s text was known: the page’s own takes its place, and is no version', async () => {
    let page = WALL
    const line = await lineWithPages('late', [{ id: 'late', text: told('late'), date: 'not a date' }], {
      late: () => page,
    })
    expect((await line.articles())[0]).toMatchObject({ extractor: 'feed', publishedBasis: 'fetch' })
    page = writePage('late', { text: storyText('late', 6) })
    await line.recheck(hoursLater(7))
    const [article] = await line.articles()
    expect(article!.extractor).not.toBe('feed')
    expect(article!.versions).toHaveLength(1)
    expect(textOf(article!)).toContain('wlaten150')
    // What nobody dated is still dated by its first sight.
    expect(article).toMatchObject({ publishedAt: START, publishedBasis: 'fetch', publishedRaw: 'not a date' })
    expect(await line.failures()).toEqual([])
  })

  it('while its host wants rest: asked when it had it, and no re-check is lost', async () => {
    let answer: string | Answer = writePage('rest')
    const line = await lineWithPages('rest', [{ id: 'rest' }], { rest: () => answer })
    answer = { status: 503, headers: { 'retry-after': String(10 * 3_600) } }
    const asked = sites.asked('rest.example/rest').length
    await line.recheck(hoursLater(6))
    for (const hours of [7, 9, 15]) await line.recheck(hoursLater(hours))
    expect(sites.asked('rest.example/rest')).toHaveLength(asked + 1)
    answer = writePage('rest', { text: [...storyText('rest'), 'A correction was made to this story.'] })
    expect(await line.recheck(hoursLater(16))).toEqual({ checked: 1, changed: 1 })
    expect(line.ask('select recheck_at from articles')).toBe(hoursLater(24))
  })
})
