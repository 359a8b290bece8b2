// The tree of tags with how many articles carry each, facet by facet.

import type { Topics } from '../../src/model.ts'
import { TagPicker } from '../components/tag-picker.tsx'
import { writeCount, writePlural } from '../dates.ts'
import { tagLink } from '../links.ts'
import { facetName, facetOf, listFacets } from '../names.ts'
import type { Vocabulary } from '../vocabulary.ts'

export type TagNode = { id: string; label: string; count: number; children: TagNode[] }
export type TagsProps = {
  facets: { facet: string; count: number; nodes: TagNode[] }[]
  articles: number
  hidden: { id: string; label: string; why: string; at: string }[]
  editor: boolean
  topics: Topics
  words: Vocabulary
  told?: string | undefined
}

export function Tags({ facets, articles, hidden, editor, topics, words, told }: TagsProps) {
  return (
    <div class="tags-page">
      <header>
        <h1>Tags</h1>
        <p class="lede">
          What the articles are about. Rules set tags by words, and say which; editors correct them. The count
          of a tag holds those below it.
        </p>
      </header>
      {told && <p class="notice">{told}</p>}
      {articles === 0 && (
        <div class="empty">
          <p>No article yet: the tags are ready, the counts come with the first crawl.</p>
        </div>
      )}
      <div class="facets">
        {facets.map(({ facet, count, nodes }) => (
          <section id={`facet-${facet}`}>
            <h2 class="label">
              {facetName(facet)} <span class="number">{writeCount(count)}</span>
            </h2>
            <Tree nodes={nodes} top={Math.max(1, ...nodes.map((node) => node.count))} />
          </section>
        ))}
      </div>
      {hidden.length > 0 && (
        <details class="hidden-tags">
          <summary>{writePlural(hidden.length, 'tag')} merged or retired</summary>
          <ul class="plain">
            {hidden.map(({ id, label, why, at }) => (
              <li>
                <a href={at}>{label}</a> <span class="soft small">{`${id}, ${why}`}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {editor && <NewTag topics={topics} words={words} />}
    </div>
  )
}

const unusedShownMax = 2 // fewer are not worth folding

/** What no article carries is folded away, unless there is nothing else. */
function Tree({ nodes, top }: { nodes: TagNode[]; top: number }) {
  const used = nodes.filter(({ count }) => count > 0)
  const unused = nodes.filter(({ count }) => count === 0)
  const fold = used.length > 0 && unused.length > unusedShownMax
  return (
    <>
      <Branches nodes={fold ? used : nodes} top={top} />
      {fold && (
        <details>
          <summary>{unused.length} without an article</summary>
          <Branches nodes={unused} top={top} />
        </details>
      )}
    </>
  )
}

function Branches({ nodes, top }: { nodes: TagNode[]; top: number }) {
  return (
    <ul class="tree">
      {nodes.map((node) => (
        <li>
          <a href={tagLink(node.id)}>
            <span>
              <bdi>{node.label}</bdi>
            </span>
            <span class="count">{writeCount(node.count)}</span>
            <meter value={node.count} max={top} aria-hidden="true" />
          </a>
          {node.children.length > 0 && (
            <div class="below">
              <Tree nodes={node.children} top={top} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function NewTag({ topics, words }: { topics: Topics; words: Vocabulary }) {
  return (
    <section class="join" id="new-tag">
      <h2 class="label">A new tag</h2>
      <form method="post" action="/tags" class="lines">
        <p>
          <label for="new-facet">Facet</label>
          <select id="new-facet" name="facet">
            {listFacets().map(([id, name]) => (
              <option value={id}>{name}</option>
            ))}
          </select>
        </p>
        <p>
          <label for="new-label">Name</label>
          <input id="new-label" name="label" required maxlength={80} autocomplete="off" />
        </p>
        <p>
          <label for="new-description">What belongs to it, and what does not</label>
          <textarea id="new-description" name="description" rows={2} maxlength={1000} />
        </p>
        <p>
          <button type="submit">Make the tag</button>
        </p>
      </form>
      <form method="get" action="/tagging/search" class="lines">
        <h2 class="label">Or find articles to tag</h2>
        <p>
          <TagPicker id="find-tag" label="Tag" topics={topics} words={words} />
        </p>
        <p>
          <label for="find-q">Articles with these words</label>
          <input id="find-q" name="q" maxlength={1000} autocomplete="off" />
        </p>
        <p>
          <button type="submit" class="quiet">
            Find
          </button>
        </p>
      </form>
    </section>
  )
}

/** The tags of one facet as a tree; what hangs under a tag that is not shown stands at the top. */
export function growTree(tags: { id: string; label: string; parent?: string; count: number }[]): TagNode[] {
  const nodes = new Map(
    tags.map(({ id, label, count }) => [id, { id, label, count, children: [] as TagNode[] }]),
  )
  const roots: TagNode[] = []
  for (const tag of tags) {
    const node = nodes.get(tag.id)!
    const parent = tag.parent === undefined ? undefined : nodes.get(tag.parent)
    if (parent && parent !== node) parent.children.push(node)
    else roots.push(node)
  }
  const order = (list: TagNode[]): TagNode[] => {
    list.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    for (const node of list) order(node.children)
    return list
  }
  return order(roots)
}

export const facetsOf = (topics: Topics): string[] => {
  const present = [...new Set(topics.tags.map((tag) => facetOf(tag.id)))]
  const known = listFacets().map(([id]) => id)
  return [...known.filter((id) => present.includes(id)), ...present.filter((id) => !known.includes(id))]
}
