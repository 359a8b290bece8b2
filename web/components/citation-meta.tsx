// The citation_* tags in the head of an article's page. They describe the original publication, for Zotero and its like.
import { citationMeta } from '../../src/export/zotero.ts'
import type { ArticlePage } from '../../src/store/article-reads.ts'

export function CitationMeta({ article }: { article: ArticlePage }) {
  const tags = citationMeta({
    id: article.id,
    title: article.title,
    kind: article.kind,
    publication: article.publicationName,
    canonical_url: article.canonicalUrl,
    published_on: article.publishedOn,
    first_seen_at: article.firstSeenAt,
    authors: article.authors,
    credit: article.credit?.name ?? null,
    credit_url: article.credit?.url ?? null,
    doi: article.ids.doi ?? null,
    pmid: article.ids.pmid ?? null,
    language: article.language,
  })
  return (
    <>
      {tags.map(([name, content]) => (
        <meta name={name} content={content} />
      ))}
      <link
        rel="alternate"
        type="application/x-research-info-systems"
        href={`/articles/${article.id}.ris`}
        title="RIS"
      />
    </>
  )
}
