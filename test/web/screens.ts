// Every page of the site with something on it: one of each kind and in each state worth seeing, for whoever walks them all.
import { hashToken, makeToken } from '../../src/account/token.ts'
import { seriesKey } from '../../src/claim/series.ts'
import { settleSeries } from '../../src/settle.ts'
import { StoreError } from '../../src/store/open.ts'
import { readLexicon } from '../../src/watch/lexicon.ts'
import { createApp } from '../../web/app.tsx'
import type { App } from '../../web/site.tsx'
import { makeClaim } from '../claim/samples.ts'
import { makeArticle } from '../store/samples.ts'
import { NOW, openSeededStore, type Seeds, watch } from './seeds.ts'
import { makeAccount, type SignedIn, signIn } from './sign-in.ts'

const now = () => new Date(NOW)
export const SERIES = '/adoption/deepseek~hospital~CN~count~adopted'

export type Screen = {
  route: string // as the app has it
  url: string
  who: 'visitor' | 'operator' // the operator may do all that an editor and a reader may
  status: number
}

export type Screens = { app: App; seeds: Seeds; operator: SignedIn; list: Screen[]; close(): Promise<void> }

/** Addresses of a route that are no page of ours, and why. */
export function isNoPage(route: string): string | undefined {
  if (/^\/(fonts|js)\/|^\/(style\.css|icon\.svg)$/.test(route)) return 'a part of pages'
  if (/\.(json|csv|ndjson|bib|ris|rss|atom)$/.test(route)) return 'a file'
  if (route.startsWith('/api/v1/')) return 'JSON'
  if (route === '/feeds/:file') return 'a feed'
  if (route === '/healthz' || route === '/readyz') return 'for monitors'
  return undefined
}

/** Routes that the tests add to the site: a fault of ours, and a store that cannot answer. */
const FAULTS = { '/test/fault': 500, '/test/busy': 503 } as const

export async function openScreens(): Promise<Screens> {
  const seeds = await openSeededStore()
  const lexicon = await readLexicon('feeds/lexicon')
  const app = createApp({ store: seeds.store, now, watch: { ...watch, lexicon }, sample: true })
  app.get('/test/fault', () => {
    throw new Error('thrown by a test')
  })
  app.get('/test/busy', () => {
    throw new StoreError('BUSY', 'The archive took too long to answer.')
  })
  const figureId = await addFigures(seeds)
  const operator = await signIn(app, seeds.store, 'operator', now, 'A-person-with-a-very-long-name')
  const list = [
    ...(await listForVisitors(seeds, figureId)),
    ...(await listForOperator(app, seeds, operator, figureId)),
  ]
  return { app, seeds, operator, list, close: () => seeds.store.close() }
}

async function listForVisitors(seeds: Seeds, figureId: number): Promise<Screen[]> {
  const { ids, store } = seeds
  const storyOf = async (id: number) => `/stories/${(await store.readArticle(id))!.storyId}`
  const screens: [route: string, urls: string[], status?: number][] = [
    ['/', ['/', '/?before=1']],
    [
      '/search',
      [
        '/search',
        '/search?q=hospital+kind:wire',
        '/search?q=hospital&q2=scribe',
        '/search?q=scribe&by=month&share=1',
        '/search?q=hospitals&group=none&sort=oldest',
        '/search?q=scribe&q2=hospital+kind:wire&q3=%E5%8C%BB%E9%99%A2&q4=nothingofthekind',
        '/search?q=scribe+tag:risk+published:2025',
        '/search?q=nothingofthekind+kind:wire',
        '/search?q=foo:bar+published:never+%22open',
        '/search?q=scribe#filters',
      ],
    ],
    [
      '/articles/:id',
      [
        ...[ids.original, ids.copy, ids.edited, ids.table, ids.chinese, ids.rtl, ids.long, ids.undated].map(
          (id) => `/articles/${id}`,
        ),
        `/articles/${ids.edited}?version=1`,
        `/articles/${seeds.hostileIds[1]!}`,
      ],
    ],
    ['/articles/:id', ['/articles/1'], 404],
    [
      '/stories/:id',
      await Promise.all([ids.original, ids.chinese, ids.long, seeds.hostileIds[1]!].map(storyOf)),
    ],
    ['/stories/:id', ['/stories/999999'], 404],
    ['/publications', ['/publications']],
    ['/publications/:id', ['/publications/wire', '/publications/daily']],
    ['/publications/:id', ['/publications/nobody'], 404],
    ['/tags', ['/tags']],
    ['/tags/:id{.+}', ['/tags/tech/llm', '/tags/tech/llm?as=share']],
    ['/tags/:id{.+}', ['/tags/no/such'], 404],
    ['/adoption', ['/adoption', '/adoption?sort=movement', '/adoption?unit=nothing']],
    ['/adoption/:key', [SERIES, `${SERIES}?figure=${figureId}`]],
    ['/adoption/:key', ['/adoption/nothing~of~the~kind'], 404],
    ['/adoption/send', ['/adoption/send']],
    ['/status', ['/status']],
    ['/status/failures', ['/status/failures']],
    [
      '/status/not-ours',
      ['/status/not-ours?said=ours&words=garden', '/status/not-ours?words=nobodysaysthis'],
    ],
    ['/about', ['/about']],
    ['/api', ['/api']],
    ['/sign-in', ['/sign-in', '/sign-in?next=/saved']],
    ['/set-password/:token', [`/set-password/${await makeLink(seeds)}`]],
    ['/set-password/:token', ['/set-password/gone'], 404],
    ['*', ['/no-such-page'], 404],
    ...Object.entries(FAULTS).map(([url, status]): [string, string[], number] => ['*', [url], status]),
  ]
  return screens.flatMap(([route, urls, status = 200]) =>
    urls.map((url): Screen => ({ route, url, status, who: 'visitor' })),
  )
}

async function listForOperator(
  app: App,
  seeds: Seeds,
  { headers }: SignedIn,
  figureId: number,
): Promise<Screen[]> {
  const send = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form).toString()
    const response = await app.request(path, { method: 'POST', headers, body })
    if (response.status !== 303) throw new Error(`${path} answered ${response.status}, not 303.`)
    return response.headers.get('Location')!
  }
  const frozen = await send('/cite', { q: 'scribe' })
  const saved = await send('/saved', { q: 'scribe', name: 'Scribes', note: 'For the yearly report' })
  const rule = await send('/tagging/rules', { q: 'commentary', tag: 'stage/pilot', note: '', act: 'save' })
  await send('/tagging', {
    act: 'set-all',
    q: 'scribe',
    tag: 'stage/pilot',
    confirmed: '1',
    back: '/tagging',
  })
  const { ids, store } = seeds
  const story = `/stories/${(await store.readArticle(ids.original))!.storyId}`
  const screens: [route: string, urls: string[]][] = [
    ['/', ['/']],
    ['/search', ['/search?q=scribe']],
    ['/articles/:id', [`/articles/${ids.edited}`]],
    ['/stories/:id', [`${story}?join=hospital`, `/stories/${(await store.readArticle(ids.long))!.storyId}`]],
    ['/tags/:id{.+}', ['/tags/stage/pilot']],
    ['/adoption/:key', [SERIES]],
    ['/adoption/review', ['/adoption/review']],
    ['/adoption/review/:id', [`/adoption/review/${figureId}`]],
    ['/tagging', ['/tagging']],
    ['/tagging/search', ['/tagging/search?q=scribe', '/tagging/search?q=nothingofthekind']],
    ['/tagging/jobs/:id', ['/tagging/jobs/1']],
    ['/tagging/rules', ['/tagging/rules', '/tagging/rules?q=scribe&tag=tech/llm']],
    ['/tagging/rules/:id', [rule]],
    ['/deeds', ['/deeds']],
    ['/saved', ['/saved']],
    ['/saved/new', ['/saved/new?q=scribe', '/saved/new?q=%22open']],
    ['/saved/:id', [saved]],
    ['/cite', ['/cite?q=scribe']],
    ['/cite/:id', [frozen]],
    ['/cite/:id/again', [`${frozen}/again`]],
    ['/account', ['/account?said=password']],
    ['/people', ['/people?said=role']],
    ['/audit', ['/audit', '/audit?act=never']],
  ]
  return screens.flatMap(([route, urls]) =>
    urls.map((url): Screen => ({ route, url, status: 200, who: 'operator' })),
  )
}

/** Two origins that disagree, and one figure that waits for review; the last one's id. */
async function addFigures({ store }: Seeds): Promise<number> {
  const figures = [
    ['In early March, at least 300 hospitals in China use DeepSeek.', 'at least 300 hospitals', 300, 'auto'],
    ['In early March, only 212 hospitals in China use DeepSeek.', '212 hospitals', 212, 'auto'],
    ['Some 700 hospitals in China use DeepSeek.', '700 hospitals', 700, 'needs_review'],
  ] as const
  let figureId = 0
  for (const [text, quote, value, status] of figures) {
    const claim = makeClaim(text, quote, {
      value,
      status,
      attributionText: quote,
      attributionKind: 'official',
    })
    const claims = { by: 'engine:test 1', found: [{ claim, seriesKey: seriesKey(claim) }] }
    const articleId = await store.saveArticle({ ...makeArticle({ title: text, text }), claims })
    figureId = (await store.listArticleClaims(articleId))[0]!.id
  }
  await settleSeries(store, now)
  return figureId
}

/** An unused link to set a password. */
async function makeLink({ store }: Seeds): Promise<string> {
  const { id } = await makeAccount(store, 'reader', now, 'somebody-new')
  const token = makeToken()
  const expiresAt = new Date(now().getTime() + 60_000).toISOString()
  await store.saveLink({ accountId: id, hash: hashToken(token), at: NOW, expiresAt })
  return token
}
