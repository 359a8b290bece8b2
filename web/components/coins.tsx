// A COinS span: an empty element from which Zotero and its like read what an entry of a list describes.
import { coinsOf } from '../../src/export/zotero.ts'
import type { SearchHit } from '../../src/store/search.ts'

export function Coins({ hit }: { hit: SearchHit }) {
  const title = coinsOf({
    id: hit.id,
    title: hit.title.map((segment) => segment.text).join(''),
    kind: hit.kind,
    publication: hit.publicationName,
    canonical_url: hit.url,
    published_on: hit.publishedOn,
    first_seen_at: hit.firstSeenAt,
    authors: [],
    language: hit.language,
  })
  return <span class="Z3988" title={title} hidden />
}
