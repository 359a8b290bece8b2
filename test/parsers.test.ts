// The parser threads: a document that hangs is killed at its deadline, the others are read meanwhile.
import { afterEach, describe, expect, it } from 'vitest'
import { type Parsers, startParsers } from '../src/parsers.ts'

const now = () => new Date('2026-03-01T08:00:00.000Z')
let parsers: Parsers | undefined
afterEach(() => parsers?.close())

const page = (i: number) =>
  `<html><head><title>Story ${i}</title></head><body><article><h1>Story ${i}</h1>${`<p>${`A ward in hospital ${i} works with a model that writes letters, and its doctors read each of them. `.repeat(4)}</p>`.repeat(4)}</article></body></html>`

describe('parser threads', () => {
  it('kill what takes too long, say so, and go on', async () => {
    parsers = startParsers(now, { deadlineMs: 1_500, threads: 2 })
    const endless = `<rss version="2.0"><channel><title>x</title>${'<item><title>a</title><description>b</description></item>'.repeat(400_000)}</channel></rss>`
    await parsers.parseArticle({ html: page(0), url: 'http://daily.example/0' })
    let turns = 0
    const ticking = setInterval(() => turns++, 5)
    const hang = parsers.parseFeed({
      text: endless,
      url: 'http://daily.example/feed',
      now: now().toISOString(),
      contentType: 'application/rss+xml',
    })
    const read = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        parsers!.parseArticle({ html: page(i), url: `http://daily.example/${i}` }),
      ),
    )
    const killed = await hang
    clearInterval(ticking)
    for (const article of read)
      expect('outcome' in article ? article.message : article.quality.verdict).toBe('good')
    // Either the thread was killed, or the feed's own limits ended it in time; in no case did the main thread wait.
    if ('outcome' in killed)
      expect(killed).toMatchObject({ kind: 'too-complex', step: 'parse', retry: 'later' })
    else expect(killed.warnings.length).toBeGreaterThan(0)
    // Read in the main thread, it would have had one turn or two; how long they take is measured by the benchmarks.
    expect(turns).toBeGreaterThan(20)
    const after = await parsers.parseArticle({ html: page(11), url: 'http://daily.example/11' })
    expect('outcome' in after).toBe(false)
  })

  it('a deadline that nothing can meet kills every document, one by one', async () => {
    parsers = startParsers(now, { deadlineMs: 1, threads: 1 })
    // Hundreds of times the deadline on any machine, so that a loaded one is no other case.
    const html = `<body>${'<div><p>A sentence with a <b>bold</b> word and <a href="/x">a link</a>.</p></div>'.repeat(60_000)}`
    for (let i = 0; i < 3; i++) {
      expect(await parsers.parseArticle({ html, url: 'http://daily.example/wide' })).toMatchObject({
        outcome: 'failure',
        kind: 'too-complex',
        failedAt: now().toISOString(),
      })
    }
  })
})
