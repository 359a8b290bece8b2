// The frame of every page: head, search line, navigation, footer.
import type { Child } from 'hono/jsx'
import type { Person } from '../people.ts'

type Place = 'latest' | 'search' | 'adoption' | 'tags' | 'publications' | 'status' | 'saved' | 'review'

export type LayoutProps = {
  title: string
  at: Place | 'article' | 'none'
  query?: string
  sample: boolean
  person: Person
  canonical?: string // the publisher's address of a stored text
  head?: Child // what else belongs into the head: citation tags, feeds
  children: Child
}

/** An editor or operator: people.ts decides what they may do, this only what is offered. */
const mayTag = (person: Person) => person.role === 'editor' || person.role === 'operator'

const PLACES: [at: Place, path: string, name: string, offered?: (person: Person) => boolean][] = [
  ['latest', '/', 'Latest'],
  ['search', '/search', 'Search'],
  ['adoption', '/adoption', 'Adoption'],
  ['tags', '/tags', 'Tags'],
  ['publications', '/publications', 'Publications'],
  ['status', '/status', 'Status'],
  ['saved', '/saved', 'Saved', ({ id }) => id !== undefined],
  ['review', '/adoption/review', 'Review', mayTag],
]

const FONTS = ['source-serif-4', 'inter'].map((name) => `/fonts/${name}-latin-wght-normal.woff2`)

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
        <link rel="stylesheet" href="/style.css" />
        {FONTS.map((font) => (
          <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="" fetchpriority="low" />
        ))}
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
                  placeholder={'hospital "on-premises" -pilot'}
                  autocomplete="off"
                  maxlength={1000}
                />
                <button type="submit">Search</button>
              </form>
            </search>
            <MainLinks at={at} person={person} />
            {/* The same links where there is no room for a line of them; only one of the two is shown. */}
            <details class="menu">
              <summary>Menu</summary>
              <MainLinks at={at} person={person} />
            </details>
          </div>
        </header>
        <main id="main" tabindex={-1}>
          <div class="frame">{children}</div>
        </main>
        <footer>
          <div class="frame">
            <span>Uptake follows how medical AI spreads.</span>
            <a href="/about">How it works</a>
            {mayTag(person) && <a href="/tagging">Tagging</a>}
            <a href="/api">API</a>
            <span>Texts belong to their publishers; every article links to its original.</span>
            {sample && <span>Sample data.</span>}
          </div>
        </footer>
      </body>
    </html>
  )
}

/** Every place of the site that this person may enter, and who they are. */
function MainLinks({ at, person }: Pick<LayoutProps, 'at' | 'person'>) {
  return (
    <nav aria-label="Main">
      {PLACES.filter(([, , , offered]) => offered?.(person) ?? true).map(([place, path, name]) => (
        <a href={path} aria-current={at === place ? 'page' : undefined}>
          {name}
        </a>
      ))}
      {person.id === undefined ? (
        <a href="/sign-in">Sign in</a>
      ) : (
        <>
          <a href="/account" class="me" title={`Signed in as ${person.name}, ${person.role}`}>
            <span class="hidden">Your account: </span>
            {person.name}
          </a>
          <form method="post" action="/sign-out" class="sign-out">
            <button type="submit">Sign out</button>
          </form>
        </>
      )}
    </nav>
  )
}
