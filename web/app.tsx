// The site: what every answer passes through, then the routes. It shows what the store holds and makes no request of its own.
import { hash } from 'node:crypto'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import { StoreError } from '../src/store/open.ts'
import { openApiDoor } from './api-access.ts'
import { serveAssets } from './assets.ts'
import {
  knownBodiesOnly,
  plainMethodsOnly,
  sameOriginOnly,
  secureHeaders,
  smallBodiesOnly,
} from './headers.ts'
import { NoSuchPage, OutOfOrder } from './pages/errors.tsx'
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
import { followVocabulary } from './vocabulary.ts'

export type { SiteParts } from './site.tsx'

export function createApp(parts: SiteParts): App {
  const app: App = new Hono<SiteEnv>()
  const site = makeSite(parts)
  app.use(secureHeaders)
  app.use(sameOriginOnly, plainMethodsOnly, knownBodiesOnly, smallBodiesOnly)
  app.use(etag({ generateDigest }))
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

function addErrors(app: App, { page }: Site): void {
  app.notFound((c) => {
    const error = 'There is nothing at this address.'
    if (wantsData(c)) return c.json({ ok: false, error, errors: [error], status: 404 }, 404)
    return page(c, { title: 'No such page', at: 'none' }, <NoSuchPage what="page" />, 404)
  })
  app.onError((error, c) => {
    // What the store says is for people; anything else is a fault of ours and goes to the log.
    const status =
      error instanceof StoreError ? 503 : error instanceof HTTPException && error.status === 400 ? 400 : 500
    if (status === 500) console.error(error)
    const message =
      status !== 500 ? error.message : 'Something went wrong on our side; it is in the log of the site.'
    if (wantsData(c)) return c.json({ ok: false, error: message, errors: [message], status }, status)
    return page(c, { title: 'Out of order', at: 'none' }, <OutOfOrder message={message} />, status)
  })
}
