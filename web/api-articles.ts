// Articles and stories as the API gives them, and tagging by the API.
import type { Context } from 'hono'
import type { Store } from '../src/store/open.ts'
import { runTagJobs } from '../src/tend-tags.ts'
import { outwardUrl } from './links.ts'
import { personOf, recordAct, type SiteEnv } from './people.ts'
import type { Site } from './site.tsx'
import { findTag, forgetWords, readWords } from './vocabulary.ts'

const excerptLengthMax = 300 // characters

export async function readArticleAnswer(store: Store, id: number, whole: boolean) {
  const article = await store.readArticle(id)
  if (!article) return undefined
  const { title, authors, publicationId, publicationName, kind, country, language, sourceName } = article
  const { publishedAt, publishedOn, publishedDayOnly, publishedBasis, firstSeenAt, modifiedAt } = article
  const { paywalled, wordCount, storyId } = article
  const text = article.blocks.map((block) => block.text).join('\n')
  return {
    id,
    title,
    authors,
    url: outwardUrl(article.canonicalUrl) ?? outwardUrl(article.url) ?? '',
    ...{ publicationId, publicationName, kind, country, language, sourceName },
    ...{ publishedAt, publishedOn, publishedDayOnly, publishedBasis, firstSeenAt, modifiedAt },
    creditName: article.credit?.name ?? null,
    doi: article.ids.doi ?? null,
    ...{ paywalled, wordCount, storyId },
    originalId: article.copyGroup?.originalId ?? id,
    tags: article.tags.map(({ id: tagId, setBy, matched }) => ({ id: tagId, setBy, matched })),
    versions: article.versions.map(({ number, seenAt, title: titleThen, numberChanged }) => ({
      number,
      seenAt,
      title: titleThen,
      numberChanged,
    })),
    whole,
    text: whole ? text : cutExcerpt(article.description || text),
  }
}

function cutExcerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= excerptLengthMax) return line
  return `${line
    .slice(0, excerptLengthMax)
    .replace(/\s+\S*$/, '')
    .toWellFormed()}…`
}

export async function readStoryAnswer(store: Store, id: number) {
  const first = await store.readStory(id)
  const story = first && 'movedTo' in first ? await store.readStory(first.movedTo) : first
  if (!story || 'movedTo' in story) return undefined
  return {
    id: story.id,
    count: story.count,
    tags: story.tags,
    rows: story.articles.map((article) => {
      const { id: articleId, title, url, publicationId, publicationName, kind, country, language } = article
      const { publishedAt, publishedOn, publishedDayOnly, firstSeenAt, isOriginal, points } = article
      return {
        id: articleId,
        title,
        url: outwardUrl(url) ?? '',
        ...{ publicationId, publicationName, kind, country, language },
        ...{ publishedAt, publishedOn, publishedDayOnly, firstSeenAt, isOriginal, points },
        copyGroupId: article.groupId,
        evidence: article.storyEvidence.map(({ kind: of, words, points: given }) => ({
          kind: of,
          words,
          points: given,
        })),
      }
    }),
  }
}

type Told = { tags: string[] } | { status: 400 | 404; errors: string[] }

/** Every tag is set or taken off as by hand: with a deed that can be undone, and in the log. */
export async function tagArticle(
  site: Site,
  c: Context<SiteEnv>,
  id: number,
  { add, remove }: { add: string[]; remove: string[] },
): Promise<Told> {
  const { store, now } = site
  const article = await store.readArticle(id)
  if (!article) return { status: 404, errors: [`There is no article ${id}.`] }
  const words = await readWords(site)
  const find = (written: string) => findTag(written, site.watch.topics, words)
  const unknown = [...add, ...remove].filter((written) => find(written) === undefined)
  if (unknown.length > 0)
    return {
      status: 400,
      errors: unknown.map((written) => `There is no tag "${written}"; /api/v1/tags lists them.`),
    }
  const before = article.tags.map((tag) => tag.id)
  const who = `person:${personOf(c).name}`
  const changes = [...add.map((tag) => ['set', tag] as const), ...remove.map((tag) => ['off', tag] as const)]
  for (const [kind, written] of changes) {
    const tagId = find(written)!
    const told = `${kind === 'set' ? 'Put' : 'Took'} the tag ${tagId} ${kind === 'set' ? 'on' : 'off'} article ${id}`
    const link = `/articles/${id}`
    const at = now().toISOString()
    await store.startTagJob({
      kind,
      tagId,
      setBy: who,
      articleIds: [id],
      total: 1,
      words: told,
      link,
      who,
      at,
    })
  }
  await runTagJobs({ store, now })
  forgetWords(site)
  const after = (await store.readArticle(id))?.tags.map((tag) => tag.id) ?? []
  await recordAct(site, c, { act: 'tag', subject: `article ${id}`, before, after })
  return { tags: after }
}
