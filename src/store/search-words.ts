// The small things that suggestions are made of besides the vocabulary: headlines, publications, tags.
import type { Db } from './database.ts'
import { listPublications } from './publications.ts'

export type Suggestables = {
  titles: { id: number; title: string }[] // the newest first, each headline once
  publications: { id: string; name: string; count: number }[]
  tags: { id: string; count: number }[]
}

export function listSuggestables(
  db: Db,
  { titles, publications }: { titles: number; publications: number },
): Suggestables {
  const newest = db.prepare('select id, title from articles order by id desc limit ?').all(titles)
  const seen = new Set<string>()
  return {
    titles: (newest as Suggestables['titles']).filter(({ title }) => !seen.has(title) && seen.add(title)),
    publications: listPublications(db)
      .slice(0, publications)
      .map(({ id, name, count }) => ({ id, name, count })),
    tags: db
      .prepare(
        'select tag_id as id, articles as count from tag_counts where articles > 0 order by articles desc, tag_id',
      )
      .all() as Suggestables['tags'],
  }
}
