// How editors mend a story: split an article off, take a copy out, choose the original, join another story. Plain forms;
// every one can be undone from the line that says it was done.
import type { SearchHit } from '../../src/store/search.ts'
import type { StoryArticle } from '../../src/store/stories.ts'
import { writePlural } from '../dates.ts'
import { langOf, Marked } from './article-row.tsx'
import type { Report } from './timeline.tsx'

export type MergeSearch = { words: string; hits: SearchHit[] }

type EditProps = { storyId: number; report: Report; alone: boolean }

export function ArticleEdits({ storyId, report: { article, copies }, alone }: EditProps) {
  if (alone && copies.length === 0) return null
  return (
    <details class="edits">
      <summary>Mend</summary>
      {!alone && (
        <Act storyId={storyId} article={article} act="split">
          Split off{copies.length > 0 && ` with ${writePlural(copies.length, 'copy', 'copies')}`}
        </Act>
      )}
      {copies.length > 0 && (
        <ul class="plain">
          {copies.map((copy) => (
            <li>
              <bdi>{copy.publicationName}</bdi>
              <Act storyId={storyId} article={copy} act="uncopy">
                It is no copy
              </Act>
              <Act storyId={storyId} article={copy} act="original">
                It is the original
              </Act>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

type ActProps = { storyId: number; article: StoryArticle; act: string; children: unknown }

function Act({ storyId, article, act, children }: ActProps) {
  return (
    <form method="post" action={`/stories/${storyId}`}>
      <input type="hidden" name="article" value={String(article.id)} />
      <button type="submit" name="act" value={act} class="quiet" title={article.title}>
        {children}
        <span class="hidden">: {article.publicationName}</span>
      </button>
    </form>
  )
}

export function StoryEdits({ storyId, merge }: { storyId: number; merge: MergeSearch | undefined }) {
  return (
    <section id="join" class="join">
      <h2 class="label">Join another story to this one</h2>
      <form class="find" method="get" action={`/stories/${storyId}#join`}>
        <label class="hidden" for="join-words">
          Words of the other story, or its number
        </label>
        <input
          id="join-words"
          name="join"
          value={merge?.words ?? ''}
          placeholder="words of the other story, or its number"
          autocomplete="off"
          maxlength={300}
        />
        <button type="submit">Find</button>
      </form>
      {merge && merge.hits.length === 0 && (
        <p class="small">
          No other story has these words. Try fewer, or the number at the end of its address.
        </p>
      )}
      {merge && merge.hits.length > 0 && (
        <ul class="plain found">
          {merge.hits.map((hit) => (
            <li>
              <p>
                <a href={`/stories/${hit.storyId}`} lang={langOf(hit.language)} dir="auto">
                  <Marked segments={hit.title} />
                </a>{' '}
                <span class="soft small">
                  <bdi>{hit.publicationName}</bdi>, {hit.publishedOn},{' '}
                  {writePlural(hit.storyCount, 'article')}
                </span>
              </p>
              <form method="post" action={`/stories/${storyId}`}>
                <input type="hidden" name="with" value={String(hit.storyId)} />
                <button type="submit" name="act" value="merge" class="quiet">
                  Join<span class="hidden"> it to this story</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
