import { describe, expect, it } from 'vitest'
import { toInspectLine } from '../../src/feed/inspect.ts'
import { parseFeed } from '../../src/feed/parse.ts'

const now = '2025-06-01T00:00:00.000Z'
const check = async (text: string, expected: object) =>
  expect(
    JSON.parse(JSON.stringify(toInspectLine(await parseFeed({ text, url: 'https://a.example/f', now })))),
  ).toEqual(expected)

describe('the line of `inspect feeds`', () => {
  it('has both texts, the content first', async () => {
    const entry =
      '<item><title>T</title><guid>g</guid><description>short</description><body>long text</body><pubDate>2025-05-08</pubDate></item>'
    await check(`<rss version="2.0"><channel><title>F</title>${entry}</channel></rss>`, {
      feed: { title: 'F' },
      entries: [
        {
          id: 'g',
          title: 'T',
          published: '2025-05-08T00:00:00.000Z',
          text: 'long text',
          texts: ['long text', 'short'],
          authors: [],
        },
      ],
      warnings: [],
    })
  })

  it('says of a page that it is no feed', async () => {
    await check('<html><head><title>Home</title></head></html>', { error: 'a web page, not a feed: "Home"' })
  })
})
