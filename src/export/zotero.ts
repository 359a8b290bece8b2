// What Zotero and its like read from pages: citation_* meta tags of one article, a COinS span for each of a list.
import { type Citable, describeCited, writeName } from './cited.ts'

/** [name, content] of the meta tags of an article's page; they describe the original publication. */
export function citationMeta(row: Citable): [name: string, content: string][] {
  const cited = describeCited(row)
  const container = cited.type === 'journal' ? 'citation_journal_title' : 'citation_publisher'
  const tags: [string, string | undefined][] = [
    ['citation_title', cited.title],
    ...cited.authors.map((name): [string, string] => ['citation_author', writeName(name)]),
    [container, cited.container],
    ['citation_publication_date', cited.publishedOn.replaceAll('-', '/')],
    ['citation_online_date', cited.publishedOn.replaceAll('-', '/')],
    ['citation_doi', cited.doi],
    ['citation_pmid', cited.pmid],
    ['citation_language', cited.language],
    ['citation_public_url', cited.url],
    ['citation_abstract_html_url', cited.url],
  ]
  return tags.filter((tag): tag is [string, string] => tag[1] !== undefined && tag[1] !== '')
}

/** The title attribute of a COinS span: an OpenURL context object in key-value form. */
export function coinsOf(row: Citable): string {
  const cited = describeCited(row)
  const values = new URLSearchParams([
    ['ctx_ver', 'Z39.88-2004'],
    ['rft_val_fmt', 'info:ofi/fmt:kev:mtx:journal'],
    ['rft.genre', 'article'],
    ['rft.atitle', cited.title],
    ['rft.jtitle', cited.container],
    ['rft.date', cited.publishedOn],
    ...cited.authors.slice(0, 20).map((name): [string, string] => ['rft.au', writeName(name)]),
    ...(cited.url ? [['rft_id', cited.url] as [string, string]] : []),
    ...(cited.doi ? [['rft_id', `info:doi/${cited.doi}`] as [string, string]] : []),
    ...(cited.language ? [['rft.language', cited.language] as [string, string]] : []),
  ])
  return values.toString()
}
