// Articles for the tests of the store and of the search, filled in where a test says nothing.
import type { NewArticle } from '../../src/store/article-writes.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { makeFolder } from '../folders.ts'

export { makeFolder }

export async function openTestStore(folder = makeFolder()): Promise<Store & { folder: string }> {
  return Object.assign(await openStore({ folder, readers: 1 }), { folder })
}

let made = 0

/** A plain article; `text` makes one paragraph of each line. */
export function makeArticle({ text, ...rest }: Partial<NewArticle> & { text?: string }): NewArticle {
  made++
  const paragraphs = (text ?? `Paragraph of article ${made}.`).split('\n')
  return {
    url: `https://daily.example/${made}`,
    urlKey: `daily.example/${made}`,
    canonicalUrl: `https://daily.example/${made}`,
    sourceName: 'daily',
    firstSeenAt: '2026-03-01T08:00:00.000Z',
    oursReason: 'a test says so',
    oursWords: [],
    oursBy: 'rule',
    validators: {},
    title: `Article ${made}`,
    authors: [],
    publicationId: 'daily',
    publicationName: 'The Daily',
    kind: 'newspaper',
    publishedAt: '2026-03-01T06:00:00.000Z',
    publishedOn: (rest.publishedAt ?? '2026-03-01').slice(0, 10),
    publishedBasis: 'page',
    publishedDayOnly: false,
    paywalled: false,
    ids: {},
    blocks: paragraphs.map((paragraph) => ({ kind: 'paragraph', text: paragraph })),
    captions: [],
    quality: { verdict: 'good', reasons: [], words: 100 },
    extractor: 'readability',
    extractorVersion: '1',
    origins: {},
    textHash: `hash-${made}`,
    tags: [],
    shingles: [],
    storyKeys: [],
    storyFeatures: null,
    ...rest,
  }
}
