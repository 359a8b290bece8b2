// The site: what every answer passes through, then the routes. It shows what the store holds and makes no request of its own.
import { hash } from 'node:crypto'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { openApiDoor } from './api-access.ts'
import { serveAssets } from './assets.ts'
import { compressPages } from './compress.ts'
import {
  knownBodiesOnly,
  plainMethodsOnly,
  sameOriginOnly,
  secureHeaders,
  smallBodiesOnly,
} from './headers.ts'
import { NoSuchPage, OutOfOrder, TookTooLong } from './pages/errors.tsx'
import { guardRoutes, identify, type SiteEnv, wantsData } from './people.ts'
import { addAccounts } from './routes/account.tsx'
import { addAdoption } from './routes/adoption.tsx'
import { addApi } from './routes/api.tsx'
import { addCite } from './routes/cite.tsx'
import { addExports } from './routes/export.tsx'
import { addPublications } from './routes/publications.tsx'
import { addReading } from './routes/reading.tsx'
import { addReview } from './routes/review.tsx'
import { addSaved } from './routes/saved.tsx'
import { addSearch } from './routes/search.tsx'
import { addHealth, addNotOurs, addStatus } from './routes/status.tsx'
import { addStories } from './routes/stories.tsx'
import { addTagging } from './routes/tagging.tsx'
import { addTags } from './routes/tags.tsx'
import { type App, makeSite, type Site, type SiteParts } from './site.tsx'
import { explainTrouble } from './trouble.ts'
import { followVocabulary } from './vocabulary.ts'

export type { SiteParts } from './site.tsx'

export function createApp(parts: SiteParts): App {
  const app: App = new Hono<SiteEnv>()
  const site = makeSite(parts)
  app.use(secureHeaders)
  app.use(sameOriginOnly, plainMethodsOnly, knownBodiesOnly, smallBodiesOnly)
  app.use(etag({ generateDigest }), compressPages)
  serveAssets(app)
  app.use(identify(site), openApiDoor(site), guardRoutes(site), followVocabulary(site))
  addExports(app, site)
  addReading(app, site)
  addStories(app, site)
  addPublications(app, site)
  addTags(app, site)
  addTagging(app, site)
  addSearch(app, site)
  addReview(app, site)
  addAdoption(app, site)
  addStatus(app, site)
  addNotOurs(app, site)
  addHealth(app, site)
  addAccounts(app, site)
  addSaved(app, site)
  addCite(app, site)
  addApi(app, site)
  addErrors(app, site)
  return app
}

/** At once: WebCrypto hands each body to another thread, which costs more than the digest. */
const generateDigest = (body: Uint8Array): ArrayBuffer => new Uint8Array(hash('sha1', body, 'buffer')).buffer

const queryLengthMax = 1_000 // characters shown again

function addErrors(app: App, { page }: Site): void {
  app.notFound((c) => {
    const error = 'There is nothing at this address.'
    if (wantsData(c)) return c.json({ ok: false, error, errors: [error], status: 404 }, 404)
    return page(c, { title: 'No such page', at: 'none' }, <NoSuchPage what="page" />, 404)
  })
  app.onError((error, c) => {
    const { status, message, retrySeconds, tooSlow } = explainTrouble(error)
    if (status === 500) console.error(error)
    if (retrySeconds !== undefined) c.header('Retry-After', String(retrySeconds))
    if (wantsData(c)) return c.json({ ok: false, error: message, errors: [message], status }, status)
    if (tooSlow && retrySeconds !== undefined) {
      const query = c.req.query('q')?.slice(0, queryLengthMax).toWellFormed()
      const body = <TookTooLong query={query} seconds={retrySeconds} />
      return page(c, { title: 'Took too long', at: 'none', query: query ?? '' }, body, status)
    }
    return page(c, { title: 'Out of order', at: 'none' }, <OutOfOrder message={message} />, status)
  })
}
