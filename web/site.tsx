// What every route is handed: the store, the clock, what is watched, and the frame to show a page in.
import type { Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Hasher } from '../src/account/hasher.ts'
import type { Store } from '../src/store/open.ts'
import type { Watch } from '../src/watch/load.ts'
import { Layout, type LayoutProps } from './components/layout.tsx'
import { personOf, type SiteEnv } from './people.ts'

export type SiteParts = {
  store: Store
  now: () => Date
  watch: Watch
  sample: boolean // everything shown is sample data, and every page says so
  access?: 'public' | 'private' // public unless said; private: nothing but the sign-in without an account
  address?: string // where readers reach the site, "https://uptake.example"; decides how cookies are kept
  proxies?: number // of our own in front of the site, whose X-Forwarded-For is believed
  hasher?: Hasher
}

export type App = Hono<SiteEnv>
export type PageStatus = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503
export type ShowPage = (
  c: Context<SiteEnv>,
  props: Omit<LayoutProps, 'sample' | 'person' | 'children'>,
  body: Child,
  status?: PageStatus,
) => Response | Promise<Response>

export type Site = SiteParts & { page: ShowPage }

export function makeSite(parts: SiteParts): Site {
  const page: ShowPage = (c, props, body, status = 200) => {
    c.header('Cache-Control', 'private, no-cache')
    const document = (
      <Layout {...props} sample={parts.sample} person={personOf(c)}>
        {body}
      </Layout>
    )
    return c.html(`<!doctype html>${document.toString()}`, status)
  }
  // Its own copy: the names of tags that editors gave are laid over it.
  return { ...parts, watch: { ...parts.watch }, page }
}

/** Source name -> its title for people. */
export function titlesOf(watch: Watch): Map<string, string> {
  return new Map(watch.sources.map((source) => [source.name, source.title]))
}

export function dayBefore(now: Date): string {
  return new Date(now.getTime() - 86_400_000).toISOString()
}
