// The columns of a file: their names, their order and what they mean. The files, the frozen searches and the
// documentation all take them from here. A column that is out is never renamed, only added to.
import type { ExportRow, ExportStory } from '../store/export-reads.ts'

export type Column<Row> = { name: keyof Row & string; means: string }

export const ARTICLE_COLUMNS: Column<ExportRow>[] = [
  { name: 'id', means: 'number of the article here; its page is /articles/ID' },
  { name: 'story_id', means: 'number of the story; articles of one event share it' },
  { name: 'title', means: 'headline of the newest version' },
  { name: 'url', means: 'address at which it was first met' },
  { name: 'canonical_url', means: 'address that its publisher gives' },
  { name: 'publication_id', means: 'short name of the publication, as in publication:' },
  { name: 'publication', means: 'name of the publication that carries this text' },
  { name: 'kind', means: 'kind of publication: newspaper, journal, wire, regulator …' },
  { name: 'country', means: 'country of the publication, ISO 3166-1' },
  { name: 'language', means: 'language of the text, BCP 47' },
  { name: 'published_on', means: 'calendar day of publication as the publisher writes it' },
  { name: 'published_at', means: 'instant of publication, UTC' },
  {
    name: 'published_basis',
    means: 'who states the date: page, feed, or fetch (nobody: the day of first sight)',
  },
  { name: 'published_day_only', means: 'true when a day is stated but no time' },
  { name: 'first_seen_at', means: 'when Uptake first saw it, UTC' },
  { name: 'authors', means: 'authors in order' },
  { name: 'tags', means: 'tags in force' },
  { name: 'doi', means: 'DOI of the text itself' },
  { name: 'pmid', means: 'PubMed number' },
  { name: 'pmcid', means: 'PubMed Central number' },
  { name: 'arxiv', means: 'arXiv number' },
  { name: 'credit', means: 'original publisher that the page credits' },
  { name: 'credit_url', means: 'address of the original, where the page gives it' },
  { name: 'copy_of', means: 'id of the original when this is a copy' },
  { name: 'copies', means: 'number of copies of it, when it is the original' },
  { name: 'versions', means: 'number of versions seen' },
  { name: 'number_changed', means: 'true when the publisher changed a number after first sight' },
  { name: 'word_count', means: 'words of the newest version' },
  { name: 'paywalled', means: 'true when its publisher asks for payment' },
  { name: 'excerpt', means: 'the publisher’s summary or the beginning of the text, never the whole' },
  { name: 'text_hash', means: 'fingerprint of the newest text: equal texts have equal ones' },
]

/** Only for those who may read whole texts, and only when asked for. */
export const TEXT_COLUMN: Column<ExportRow> = {
  name: 'text',
  means: 'whole text of the newest version; for signed-in readers, with text=1',
}

export const STORY_COLUMNS: Column<ExportStory>[] = [
  { name: 'story_id', means: 'number of the story' },
  { name: 'title', means: 'headline of its first report' },
  { name: 'lead_id', means: 'id of that report' },
  { name: 'url', means: 'address of that report at its publisher' },
  { name: 'publication', means: 'who published it' },
  { name: 'language', means: 'language of that report' },
  { name: 'first_published_on', means: 'day of the first report' },
  { name: 'last_published_on', means: 'day of the last one' },
  { name: 'matched', means: 'articles of the story that the search found' },
  { name: 'articles', means: 'articles of the story in all' },
  { name: 'reports', means: 'of them independent reports' },
  { name: 'copies', means: 'of them copies of another' },
  { name: 'publications', means: 'publications that carry it' },
  { name: 'languages', means: 'languages it is told in' },
  { name: 'article_ids', means: 'ids of its articles' },
]
