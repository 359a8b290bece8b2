// The frame of every page: head, search line, navigation, footer.
import type { Child } from 'hono/jsx'
import type { Person } from '../people.ts'

export type LayoutProps = {
  title: string
  at: 'latest' | 'search' | 'saved' | 'adoption' | 'status' | 'article' | 'none'
  query?: string
  sample: boolean
  person: Person
  canonical?: string // the publisher's address of a stored text
  head?: Child // what else belongs into the head: citation tags, feeds
  children: Child
}

/** An editor or operator: people.ts decides what they may do, this only what is offered. */
const mayTag = (person: Person) => person.role === 'editor' || person.role === 'operator'

const SERIF = '/fonts/source-serif-4-latin-wght-normal.woff2'
const SANS = '/fonts/inter-latin-wght-normal.woff2'

export function Layout({ title, at, query, sample, person, canonical, head, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === 'Uptake' ? title : `${title} · Uptake`}</title>
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#14150f" media="(prefers-color-scheme: dark)" />
        {canonical && <link rel="canonical" href={canonical} />}
        {head}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="preload" href={SERIF} as="font" type="font/woff2" crossorigin="" />
        <link rel="preload" href={SANS} as="font" type="font/woff2" crossorigin="" />
        <link rel="stylesheet" href="/style.css" />
        <script src="/js/suggest.js" type="module" />
        <script src="/js/keys.js" type="module" />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        {sample && (
          <aside class="sample" aria-label="Sample data">
            <div class="frame">
              <strong>Sample data.</strong> Publications and people are invented; only the facts of the
              DeepSeek commentary are real.
            </div>
          </aside>
        )}
        <header class="top">
          <div class="frame">
            <a class="wordmark" href="/">
              Uptake
            </a>
            <search>
              <form class="find" action="/search">
                <label class="hidden" for="q">
                  Search the archive
                </label>
                <input
                  id="q"
                  name="q"
                  type="search"
                  value={query ?? ''}
                  placeholder={'hospital "on-premises" -pilot lang:zh'}
                  autocomplete="off"
                  maxlength={1000}
                />
                <button type="submit">Search</button>
              </form>
            </search>
            <nav aria-label="Main">
              <a href="/" aria-current={at === 'latest' ? 'page' : undefined}>
                Latest
              </a>
              <a href="/search" aria-current={at === 'search' ? 'page' : undefined}>
                Search
              </a>
              <a href="/adoption" aria-current={at === 'adoption' ? 'page' : undefined}>
                Adoption
              </a>
              <a href="/status" aria-current={at === 'status' ? 'page' : undefined}>
                Status
              </a>
              {person.id !== undefined && (
                <a href="/saved" aria-current={at === 'saved' ? 'page' : undefined}>
                  Saved
                </a>
              )}
              {person.id === undefined && <a href="/sign-in">Sign in</a>}
              {person.id !== undefined && (
                <a href="/account" class="me" title={`Signed in as ${person.name}, ${person.role}`}>
                  <span class="hidden">Your account: </span>
                  {person.name}
                </a>
              )}
            </nav>
            {person.id !== undefined && (
              <form method="post" action="/sign-out" class="sign-out">
                <button type="submit">Sign out</button>
              </form>
            )}
          </div>
        </header>
        <main id="main" tabindex={-1}>
          <div class="frame">{children}</div>
        </main>
        <footer>
          <div class="frame">
            <span>Uptake follows how medical AI spreads.</span>
            <a href="/publications">Publications</a>
            <a href="/tags">Tags</a>
            {mayTag(person) && <a href="/tagging">Tagging</a>}
            <span>Texts belong to their publishers; every article links to its original.</span>
            {sample && <span>Sample data.</span>}
            <a href="/api">API</a>
          </div>
        </footer>
      </body>
    </html>
  )
}
