import { describe, expect, it } from 'vitest'
import { commonFeedPaths, findFeedLinks } from '../../src/feed/discover.ts'

const url = 'https://site.example/news/'
const usual = commonFeedPaths.map((path) => `https://site.example${path}`)

function check(html: string, expected: string[]) {
  expect(findFeedLinks(html, url).map((link) => link.url)).toEqual([
    ...expected,
    ...usual.filter((path) => !expected.includes(path)),
  ])
}

describe('feed discovery', () => {
  it('declared feeds come first, comment feeds last, with title and type', () => {
    const html = `<head><base href="https://site.example/base/">
      <link rel="alternate" type="application/rss+xml" title="Site &raquo; Comments Feed" href="/comments/feed/">
      <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" title=" All  news " href="atom">
      <link rel="alternate" type="application/feed+json" href="https://cdn.example/f.json"></head>
      <a href="/rss/health.xml">Health</a>`
    check(html, [
      'https://site.example/base/atom',
      'https://cdn.example/f.json',
      'https://site.example/rss/health.xml',
      'https://site.example/comments/feed/',
    ])
    expect(findFeedLinks(html, url)[0]).toEqual({
      url: 'https://site.example/base/atom',
      title: 'All news',
      type: 'application/atom+xml',
    })
  })

  it.each([
    ['<a href="/x?format=rss">x</a>', ['https://site.example/x?format=rss']],
    ['<a href="/out">RSS</a>', ['https://site.example/out']],
    ['<a href="/out">RSS订阅</a>', ['https://site.example/out']],
    ['<a href="https://feeds.feedburner.com/site">f</a>', ['https://feeds.feedburner.com/site']],
  ])('a link that looks like a feed: %s', (html, expected) => check(html, expected))

  it.each([
    '<link rel="alternate" hreflang="de" href="/de/">',
    '<link rel="alternate" type="application/json" href="https://site.example/wp-json/wp/v2/posts/1">',
    '<link rel="stylesheet" type="text/css" href="/feed.css">',
    '<a href="/feedback">Feedback</a>',
    '<a href="/brass">Brass</a>',
    '<a href="javascript:rss()">RSS</a>',
    '',
  ])('no feed: %s', (html) => check(html, []))

  it('each address once, the page itself never', () => {
    check(`<a href="/feed">a</a><a href="/feed">b</a><a href="${url}">RSS</a>`, ['https://site.example/feed'])
  })
})
