// The small things that suggestions are made of besides the vocabulary: headlines, publications, tags.
import type { Db } from './database.ts'

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
    publications: db
      .prepare(
        `select publication_id as id, max(publication_name) as name, count(*) as count from articles
         group by publication_id order by count desc, id limit ?`,
      )
      .all(publications) as Suggestables['publications'],
    tags: db
      .prepare(
        'select tag_id as id, articles as count from tag_counts where articles > 0 order by articles desc, tag_id',
      )
      .all() as Suggestables['tags'],
  }
}
