// A story among search results: its best article as a row, what else of it matches folded below, and how much of the
// story there is in all: articles, independent reports, origins.
import type { Topics } from '../../src/model.ts'
import type { SearchHit } from '../../src/store/search.ts'
import type { FoundStory } from '../../src/store/search-stories.ts'
import { writeCount, writeDay, writePlural } from '../dates.ts'
import { searchLink } from '../links.ts'
import { ArticleRow, langOf, Marked } from './article-row.tsx'

export function StoryRow({ story, topics }: { story: FoundStory; topics: Topics }) {
  const { lead, others, articles } = story
  return (
    <>
      <ArticleRow hit={lead} topics={topics} inStory={articles > 1} />
      {articles > 1 && (
        <div class="fold of-search">
          {others.length > 0 && (
            <ul class="reports" aria-label="Also matching, of the same story">
              {others.map((other) => (
                <Other hit={other} lead={lead} />
              ))}
            </ul>
          )}
          <StoryLine story={story} />
        </div>
      )}
    </>
  )
}

/** "14 articles, 3 independent reports, 1 origin" */
export function writeStorySize({ articles, reports, origins }: FoundStory): string {
  return `${writePlural(articles, 'article')}, ${writePlural(reports, 'independent report')}, ${writePlural(origins, 'origin')}`
}

const ORIGIN_HELP = 'An origin is a publication that the independent reports go back to by their own credits.'

function StoryLine({ story }: { story: FoundStory }) {
  const hidden = story.matched - 1 - story.others.length
  return (
    <p class="story-line">
      <a href={`/stories/${story.storyId}`} title={ORIGIN_HELP}>
        {writeStorySize(story)}
      </a>
      {story.matched < story.articles && <span> · {writeCount(story.matched)} of them match</span>}
      {hidden > 0 && (
        <>
          {' · '}
          <a href={`${searchLink(`story:${story.storyId}`, 'newest')}&group=none`}>
            {writeCount(hidden)} more here
          </a>
        </>
      )}
    </p>
  )
}

function Other({ hit, lead }: { hit: SearchHit; lead: SearchHit }) {
  const day = writeDay(hit.publishedOn)
  return (
    <li>
      <span class="who">
        <bdi>{hit.publicationName}</bdi>
      </span>{' '}
      <a href={`/articles/${hit.id}`} lang={langOf(hit.language)} dir="auto">
        <Marked segments={hit.title} />
      </a>
      {day !== writeDay(lead.publishedOn) && <span class="day-note"> {day}</span>}
      {!hit.isOriginal && <span class="chip"> · a copy</span>}
    </li>
  )
}
