// The sentence that one pastes into a text to cite an article: the original publication, and the version we hold of it.
import { describeCited } from '../src/export/cited.ts'
import type { ArticlePage, ArticleVersion } from '../src/store/article-reads.ts'
import { writeDay } from './dates.ts'

const authorsNamedMax = 6

/** 'Writer, A., & Writer, B. (2025, 8 May). Title. The Daily. https://…' */
export function writeCitation(article: ArticlePage, version: ArticleVersion): string {
  const cited = describeCited({
    id: article.id,
    title: version.title,
    kind: article.kind,
    publication: article.publicationName,
    canonical_url: article.canonicalUrl,
    published_on: article.publishedOn,
    first_seen_at: version.seenAt,
    authors: article.authors,
    credit: article.credit?.name ?? null,
    credit_url: article.credit?.url ?? null,
    doi: article.ids.doi ?? null,
    language: article.language,
  })
  const names = cited.authors
    .slice(0, authorsNamedMax)
    .map((name) => ('literal' in name ? name.literal : `${name.family}, ${initials(name.given)}`))
  const more = cited.authors.length > authorsNamedMax ? ', et al.' : ''
  const by = names.length === 0 ? cited.container : `${joinNames(names)}${more}`
  const [day, month, year] = writeDay(cited.publishedOn).split(' ')
  const where = names.length === 0 ? '' : ` ${end(cited.container)}`
  const link = cited.doi ? ` https://doi.org/${cited.doi}` : cited.url ? ` ${cited.url}` : ''
  const seen =
    article.versions.length > 1 ? ` Version ${version.number}, seen ${writeDay(version.seenAt)}.` : ''
  return `${by} (${year}, ${month} ${day}). ${end(cited.title)}${where}${seen}${link}`
}

const initials = (given: string) =>
  given
    .split(/[\s-]+/)
    .map((name) => `${name[0]}.`)
    .join(' ')

const joinNames = (names: string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')}, & ${names.at(-1)}`

const end = (text: string) => (/[.?…。？！]$/.test(text) ? text : `${text}.`)
