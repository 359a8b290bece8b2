// How to cite an article: the sentence, the files for reference managers, and the address that stays.
import type { ArticlePage, ArticleVersion } from '../../src/store/article-reads.ts'
import { writeCitation } from '../citation.ts'

export function Cite({ article, version }: { article: ArticlePage; version: ArticleVersion }) {
  const permanent = `/articles/${article.id}${article.versions.length > 1 ? `?version=${version.number}` : ''}`
  return (
    <section id="cite">
      <h2 class="label">Cite it</h2>
      <p class="cite-sentence" dir="auto">
        {writeCitation(article, version)}
      </p>
      <p class="small cite-links">
        <a href={`/articles/${article.id}.bib`} rel="nofollow">
          BibTeX
        </a>
        <a href={`/articles/${article.id}.ris`} rel="nofollow">
          RIS
        </a>
        <a href={`/articles/${article.id}.json`} rel="nofollow">
          JSON
        </a>
        <a href={permanent}>
          Address of {article.versions.length > 1 ? `version ${version.number}` : 'this record'}
        </a>
      </p>
    </section>
  )
}
