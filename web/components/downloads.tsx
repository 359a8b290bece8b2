// The files a list can be had as, each with what it is for.
import { FORMATS } from '../../src/export/formats.ts'
import { encodeWords } from '../links.ts'

export type DownloadsProps = {
  path: string // of the page, without its query: "/search"
  asked?: string // its query string: "q=hospital"
  level?: 2 | 3
  byStory?: boolean // stories can be had as rows, too
  query?: string // of a search: it can be saved, and cited
}

export function Downloads({ path, asked = '', level = 2, byStory = false, query }: DownloadsProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const href = (suffix: string, more = '') => {
    const query = [asked, more].filter(Boolean).join('&')
    return `${path}.${suffix}${query ? `?${query}` : ''}`
  }
  const link = ({ suffix, name, purpose }: (typeof FORMATS)[number]) => (
    <a href={href(suffix)} title={purpose} rel="nofollow">
      {name}
    </a>
  )
  const files = FORMATS.filter((facts) => !facts.feed)
  const feeds = FORMATS.filter((facts) => facts.feed)
  return (
    <section class="downloads">
      <Heading class="label">Take it with you</Heading>
      <dl>
        <dt>All of it</dt>
        <dd>{files.map(link)}</dd>
        {byStory && (
          <>
            <dt>By story</dt>
            <dd>
              <a href={href('csv', 'group=story')} rel="nofollow">
                CSV<span class="hidden"> of stories</span>
              </a>
              <a href={href('ndjson', 'group=story')} rel="nofollow">
                NDJSON<span class="hidden"> of stories</span>
              </a>
            </dd>
          </>
        )}
        <dt>The newest</dt>
        <dd>{feeds.map(link)}</dd>
      </dl>
      {query !== undefined && (
        <p class="keep">
          <a class="button quiet" href={`/saved/new?q=${encodeWords(query)}`}>
            Save this search
          </a>
          <a class="button quiet" href={`/cite?q=${encodeWords(query)}`}>
            Cite this search
          </a>
        </p>
      )}
    </section>
  )
}
