// The schema's history: an append-only list, one file a migration. One that has landed is never edited, there is no
// way down, and `pragma user_version` counts how many have run. Each runs in one transaction. schema.sql is what
// they come to.
import { line } from './migrations/01-line.ts'
import { accounts } from './migrations/02-accounts.ts'
import { searches } from './migrations/05-searches.ts'
import { claims } from './migrations/06-claims.ts'
import { tags } from './migrations/07-tags.ts'
import { counts } from './migrations/08-counts.ts'
import { answeredDays } from './migrations/09-answered-days.ts'
import { sharedStories } from './migrations/10-shared-stories.ts'
import { freezes } from './migrations/11-freezes.ts'
import { rawPages } from './migrations/pages-01.ts'

export type Migration = { name: string; sql: string }

export const MIGRATIONS: Migration[] = [
  { name: 'the line: sources, entries, articles, versions, groups, index', sql: line },
  { name: 'accounts, sessions, tokens, acts', sql: accounts },
  { name: 'adoption claims: readings, decisions, relations, series', sql: claims },
  { name: 'counts kept for the pages', sql: counts },
  { name: 'acts of editors that can be undone, the vocabulary of tags, rules that tag', sql: tags },
  { name: 'which sources answered on which day', sql: answeredDays },
  { name: 'searches that people saved or froze', sql: searches },
  { name: 'articles whose story has others too', sql: sharedStories },
  { name: 'searches are frozen step by step', sql: freezes },
]

/** Second file: raw pages by content hash. Written before the article that names them; an orphan is harmless. */
export const PAGES_MIGRATIONS: Migration[] = [{ name: 'raw pages', sql: rawPages }]
