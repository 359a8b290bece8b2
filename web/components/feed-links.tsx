// Where the feeds of a page are, in its head: a feed reader that is given the page's address finds them.
import { FORMATS } from '../../src/export/formats.ts'

export function FeedLinks({ path, asked = '' }: { path: string; asked?: string }) {
  return (
    <>
      {FORMATS.filter((facts) => facts.feed).map(({ suffix, name, mediaType }) => (
        <link
          rel="alternate"
          type={mediaType.split(';')[0]}
          title={name}
          href={`${path}.${suffix}${asked ? `?${asked}` : ''}`}
        />
      ))}
    </>
  )
}
