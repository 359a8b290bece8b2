// The tags of an article: what set each, with the words that earned it; and how editors set them and take them off.
import type { Topics } from '../../src/model.ts'
import type { ArticlePage, ArticleTag } from '../../src/store/article-reads.ts'
import { tagLink } from '../links.ts'
import { facetName, facetOf, orderTags, tagName } from '../names.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { TagPicker } from './tag-picker.tsx'

export type ArticleTagsProps = {
  article: ArticlePage
  topics: Topics
  words: Vocabulary
  queries: Map<string, string> // "rule:3" -> its query
  editor: boolean
}

const tagsShownMax = 40
const matchedShownMax = 8

export function ArticleTags(props: ArticleTagsProps) {
  const { article, editor } = props
  if (article.tags.length === 0 && !editor) return null
  const ids = article.tags.map((tag) => tag.id)
  const narrow = orderTags(ids)
  const ordered = [...narrow, ...ids.filter((id) => !narrow.includes(id))]
  const shown = ordered.slice(0, tagsShownMax).map((id) => article.tags.find((tag) => tag.id === id)!)
  const more = ordered.length - shown.length
  return (
    <section id="tags">
      <h2 class="label">Tags</h2>
      <dl class="tags">
        {shown.map((tag) => (
          <OneTag {...props} tag={tag} />
        ))}
      </dl>
      {more > 0 && <p class="small soft">and {more} more</p>}
      {editor && <TagForm {...props} />}
    </section>
  )
}

function OneTag({ tag, article, topics, queries, editor }: ArticleTagsProps & { tag: ArticleTag }) {
  const name = tagName(tag.id, topics)
  return (
    <div>
      <dt>
        <a href={tagLink(tag.id)} title={facetName(facetOf(tag.id))}>
          {name}
        </a>
      </dt>
      <dd>
        <SetBy tag={tag} queries={queries} editor={editor} />
        {editor && (
          <form method="post" action="/tagging" class="take-off">
            <input type="hidden" name="id" value={String(article.id)} />
            <input type="hidden" name="tag" value={tag.id} />
            <input type="hidden" name="back" value={`/articles/${article.id}`} />
            <button type="submit" name="act" value="off" class="quiet" title={`Take “${name}” off`}>
              ×<span class="hidden"> take “{name}” off</span>
            </button>
          </form>
        )}
      </dd>
    </div>
  )
}

/** The words that earned it, the query of the rule that set it, or the editor. */
function SetBy({ tag, queries, editor }: { tag: ArticleTag; queries: Map<string, string>; editor: boolean }) {
  const query = queries.get(tag.setBy)
  if (query !== undefined) {
    const [, id] = tag.setBy.split(':')
    return (
      <span>
        {editor ? <a href={`/tagging/rules/${id}`}>rule {id}</a> : `rule ${id}`}: <code>{query}</code>
      </span>
    )
  }
  if (tag.setBy !== 'rule')
    return (
      <span>
        set by <bdi>{tag.setBy.replace(/^person:/, '')}</bdi>
      </span>
    )
  if (tag.matched.length === 0) return <span>implied</span>
  return (
    <bdi>
      {tag.matched
        .slice(0, matchedShownMax)
        .map((word) => `“${word}”`)
        .join(', ')}
    </bdi>
  )
}

function TagForm({ article, topics, words }: ArticleTagsProps) {
  return (
    <form method="post" action="/tagging" class="tag-bar add-tag" data-key="t">
      <input type="hidden" name="id" value={String(article.id)} />
      <input type="hidden" name="back" value={`/articles/${article.id}`} />
      <TagPicker id="add-tag" label="Add a tag" topics={topics} words={words} />
      <button type="submit" name="act" value="set" class="quiet">
        Tag
      </button>
    </form>
  )
}
