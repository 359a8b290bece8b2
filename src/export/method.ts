// The method page of a frozen search, after PRISMA-S (Rethlefsen et al. 2021): what was searched, how, when, and what it
// came to, in the order in which reviewers ask for it; and the citation one pastes into a paper.
import type { Cited } from './cited.ts'
import { cleanLine } from './clean.ts'

export type MethodFacts = {
  id: string
  url: string
  query: string
  words: string // the query in words
  asOf: string
  sources: { name: string; title: string; enabled: boolean }[]
  articleCount: number
  storyCount: number
  copyCount: number
  sha256: string
}

/** `item` is the number of the PRISMA-S item that the section answers. */
export type MethodSection = { item: string; name: string; text: string }

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

export function writeMethod(facts: MethodFacts): MethodSection[] {
  const { asOf, articleCount, storyCount, copyCount } = facts
  const on = facts.sources.filter((source) => source.enabled)
  const off = facts.sources.length - on.length
  const when = `${writeDate(asOf)}, ${asOf.slice(11, 16)} UTC`
  const query = cleanLine(facts.query)
  return [
    {
      item: '1',
      name: 'Database and platform',
      text: 'Uptake, an archive of news and research literature on the adoption of medical AI, kept by a crawler; searched in its own full-text index (SQLite FTS5: English words by their stems, Chinese by pairs of characters).',
    },
    {
      item: '4',
      name: 'Sources searched',
      text: `${count(on.length, 'source')} read on schedule at that time (feeds, news sitemaps and listing pages)${off === 0 ? '' : `, and ${off} on the list but switched off`}. They are named below.`,
    },
    {
      item: '8',
      name: 'Full search strategy, as typed',
      text: query === '' ? '(no words: all articles)' : query,
    },
    {
      item: '8',
      name: 'The same in words',
      text: `${facts.words}. Words are joined by AND unless it says OR.`,
    },
    {
      item: '9',
      name: 'Limits and restrictions',
      text: 'None but those in the search strategy. The archive holds what its rules take for reports about the use of AI in medicine; the rest was turned away, with the reason on record.',
    },
    {
      item: '12',
      name: 'Updates',
      text: `The same search can be run again at ${facts.url}/again, which lists what was added, what is no longer found, and what was changed.`,
    },
    {
      item: '13',
      name: 'Date of search',
      text: `${when}. Relative periods such as <7d are read as of that day.`,
    },
    {
      item: '15',
      name: 'Total records',
      text: `${count(articleCount, 'article')} in ${count(storyCount, 'story', 'stories')}.`,
    },
    {
      item: '16',
      name: 'Deduplication',
      text: `The same address or the same text at one publication is stored once. Near-verbatim copies are kept and marked (column copy_of): ${count(copyCount, 'copy', 'copies')}, which leaves ${count(articleCount - copyCount, 'independent report')}. Reports of one event share a story_id.`,
    },
    {
      item: '',
      name: 'Frozen record',
      text: `${facts.id}: all ${count(articleCount, 'row')} as they were, at ${facts.url}. SHA-256 of ${facts.url}.ndjson: ${facts.sha256}`,
    },
  ]
}

/** One text to paste into a supplement. */
export function writeMethodText(facts: MethodFacts): string {
  const sections = writeMethod(facts).map(({ item, name, text }) =>
    item === '' ? `${name}\n${text}` : `${name} (PRISMA-S ${item})\n${text}`,
  )
  const on = facts.sources.filter((source) => source.enabled).map((source) => cleanLine(source.title))
  return [...sections, `Sources\n${on.length === 0 ? 'none' : on.join('; ')}`].join('\n\n')
}

/** As APA has it for a data set that changes. */
export function suggestCitation(facts: MethodFacts): string {
  const [year] = facts.asOf.split('-')
  const date = writeDate(facts.asOf).split(' ')
  return `Uptake. (${year}, ${date[1]} ${date[0]}). ${titleOf(facts)} [Data set]. ${facts.url}`
}

/** The frozen search itself as a thing to cite, for BibTeX and RIS. */
export function citeFrozen(facts: MethodFacts): Cited {
  return {
    key: `uptakesearch${facts.id}`,
    type: 'dataset',
    title: titleOf(facts),
    authors: [{ literal: 'Uptake' }],
    container: 'Uptake',
    publishedOn: facts.asOf.slice(0, 10),
    url: facts.url,
    note: `SHA-256 of the rows: ${facts.sha256}`,
  }
}

const titleCharactersMax = 200

function titleOf({ query, articleCount, storyCount }: MethodFacts): string {
  const typed = cleanLine(query)
  const cut =
    typed.length > titleCharactersMax ? `${typed.slice(0, titleCharactersMax).toWellFormed()}…` : typed
  const of = cut === '' ? 'All articles' : `Search “${cut}”`
  return `${of}: ${count(articleCount, 'article')} in ${count(storyCount, 'story', 'stories')}`
}

function writeDate(at: string): string {
  return `${Number(at.slice(8, 10))} ${MONTHS[Number(at.slice(5, 7)) - 1]} ${at.slice(0, 4)}`
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
