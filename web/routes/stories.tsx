// A story's page, what editors do there, and the undoing of any deed.
import type { Context } from 'hono'
import { compileQuery } from '../../src/search/compile.ts'
import type { StoryArticle, StoryPage } from '../../src/store/stories.ts'
import type { CopyDrift, GroupDrift } from '../components/drifts.tsx'
import { gatherReports } from '../components/timeline.tsx'
import { findDrift } from '../drift.ts'
import { readForm } from '../form.ts'
import { Deeds } from '../pages/deeds.tsx'
import { NoSuchPage } from '../pages/errors.tsx'
import { chooseLead, Story } from '../pages/story.tsx'
import { mayAct, personOf, recordAct, requireRole, type SiteEnv } from '../people.ts'
import { wholeNumber } from '../search-request.ts'
import { viewFigures } from '../series-view.ts'
import type { App, Site } from '../site.tsx'
import { finishWork, withDeed } from '../tag-work.ts'

const comparedCopiesMax = 12
const comparedCharactersMax = 60_000 // of one text
const mergeHitsMax = 8

export function addStories(app: App, site: Site): void {
  const { store, page } = site
  const missing = (c: Context<SiteEnv>) =>
    page(c, { title: 'No such story', at: 'none' }, <NoSuchPage what="story" />, 404)

  app.get('/stories/:id', async (c) => {
    const id = wholeNumber(c.req.param('id'))
    const story = id === undefined ? undefined : await store.readStory(id)
    if (!story) return missing(c)
    if ('movedTo' in story) {
      c.header('Cache-Control', 'private, no-cache') // it may be undone
      return c.redirect(`/stories/${story.movedTo}`, 301)
    }
    const editor = mayAct(personOf(c), 'editor')
    const deedId = wholeNumber(c.req.query('deed'))
    const words = editor ? (c.req.query('join') ?? '').slice(0, 300).toWellFormed().trim() : ''
    const props = {
      story,
      drifts: await compareCopies(site, story),
      figures: await viewFigures(store, await store.listStoryClaims([story.id])),
      lexicon: site.watch.lexicon,
      topics: site.watch.topics,
      editor,
      deed: editor && deedId !== undefined ? await store.readDeed(deedId) : undefined,
      told: TOLD[c.req.query('told') ?? ''],
      merge: words === '' ? undefined : { words, hits: await findStories(site, story.id, words) },
    }
    const title = chooseLead(gatherReports(story.articles)).article.title
    return page(c, { title, at: 'article' }, <Story {...props} />)
  })

  app.post('/stories/:id', requireRole('editor'), async (c) => {
    const id = wholeNumber(c.req.param('id'))
    const story = id === undefined ? undefined : await store.readStory(id)
    if (!story || 'movedTo' in story) return missing(c)
    const form = await readForm(c)
    const decision = await readDecision(site, story, {
      act: form('act'),
      article: wholeNumber(form('article')),
      other: wholeNumber(form('with')),
    })
    if (typeof decision === 'string') return c.redirect(`/stories/${story.id}?told=${decision}`, 303)
    const who = `person:${personOf(c).name}`
    const deedId = await store.saveGroupDecision({ ...decision, who, at: site.now().toISOString() })
    await recordAct(site, c, {
      act: form('act'),
      subject: `story ${story.id}`,
      before: { articles: story.articles.slice(0, 50).map((article) => article.id) },
      after: { kind: decision.kind, kept: decision.a, moved: decision.b, deed: deedId },
    })
    return c.redirect(`/stories/${story.id}?deed=${deedId}`, 303)
  })
  addDeeds(app, site)
}

const TOLD: Record<string, string> = {
  article: 'That article is not in this story any more. Look at the story as it is now and try again.',
  other:
    'There is no such story to join. Write the number at the end of its address, or search for its words.',
  copy: 'That article is no copy: there is nothing to take it out of.',
  changed:
    'This was not undone: somebody decided about the same articles later. Undo the later decision first; both are in the list of deeds.',
}

type Asked = { act: string; article: number | undefined; other: number | undefined }

/** The pair of articles that an act is about, or why there is none. */
async function readDecision(site: Site, story: StoryPage, { act, article, other }: Asked) {
  const reports = gatherReports(story.articles)
  const lead = chooseLead(reports).article
  if (act === 'merge') {
    const found = other === undefined || other === story.id ? undefined : await site.store.readStory(other)
    const there = found && 'movedTo' in found ? await site.store.readStory(found.movedTo) : found
    if (!there || 'movedTo' in there || there.id === story.id) return 'other'
    return {
      kind: 'same-story',
      a: lead.id,
      b: chooseLead(gatherReports(there.articles)).article.id,
    } as const
  }
  const one = story.articles.find(({ id }) => id === article)
  if (!one) return 'article'
  const original = story.groups.find((group) => group.id === one.groupId)?.originalId ?? one.id
  if (act === 'split') {
    const rest = story.articles.find(({ id }) => id !== one.id)
    return rest ? ({ kind: 'other-story', a: rest.id, b: one.id } as const) : 'article'
  }
  if (one.groupId === null || original === one.id) return 'copy'
  if (act === 'uncopy') return { kind: 'other-text', a: original, b: one.id } as const
  return { kind: 'original', a: original, b: one.id } as const
}

/** The groups with copies in this story, each copy's text beside its original's. */
async function compareCopies({ store }: Site, story: StoryPage): Promise<GroupDrift[]> {
  const groups = gatherReports(story.articles).filter(({ copies }) => copies.length > 0)
  const wanted: StoryArticle[] = []
  let room = comparedCopiesMax
  for (const { article, copies } of groups) {
    const some = copies.slice(0, room)
    if (some.length > 0) wanted.push(article, ...some)
    room -= some.length
  }
  const texts = new Map((await store.readTexts(wanted.map(({ id }) => id))).map(({ id, text }) => [id, text]))
  const compare = (original: StoryArticle, copy: StoryArticle): CopyDrift => {
    const [a, b] = [texts.get(original.id), texts.get(copy.id)]
    const fits = a !== undefined && b !== undefined && Math.max(a.length, b.length) <= comparedCharactersMax
    return { copy, drift: fits ? findDrift(a, b) : undefined }
  }
  return groups.map(({ article, copies }) => ({
    original: article,
    copies: copies.slice(0, comparedCopiesMax * 2).map((copy) => compare(article, copy)),
    reason: story.groups.find((group) => group.id === article.groupId)?.originalReason ?? '',
  }))
}

/** One article for each other story that has the words; a number is a story's own. */
async function findStories({ store, now }: Site, own: number, words: string) {
  const number = wholeNumber(words)
  const query = number === undefined ? words : `story:${number}`
  const { match, marks } = compileQuery(query, now().toISOString().slice(0, 10))
  if (match === undefined) return []
  const { hits } = await store.searchArticles({ match, marks, order: 'relevance', limit: 40 })
  const seen = new Set([own])
  return hits.filter((hit) => !seen.has(hit.storyId) && seen.add(hit.storyId)).slice(0, mergeHitsMax)
}

const deedsShown = 100

function addDeeds(app: App, site: Site): void {
  const { store, page, now } = site

  app.get('/deeds', requireRole('editor'), async (c) => {
    const deeds = await store.listDeeds({ limit: deedsShown })
    const told = TOLD[c.req.query('told') ?? '']
    return page(c, { title: 'Deeds', at: 'none' }, <Deeds deeds={deeds} now={now()} told={told} />)
  })

  app.post('/deeds/:id/undo', requireRole('editor'), async (c) => {
    const deedId = wholeNumber(c.req.param('id'))
    const deed = deedId === undefined ? undefined : await store.readDeed(deedId)
    if (!deed) return page(c, { title: 'No such deed', at: 'none' }, <NoSuchPage what="deed" />, 404)
    const who = `person:${personOf(c).name}`
    const at = now().toISOString()
    const back = deed.link ?? '/deeds'
    if (!deed.undoable) return c.redirect(withDeed(back, deed.id), 303)
    await recordAct(site, c, { act: 'undo', subject: `deed ${deed.id}`, before: { words: deed.words } })
    if (!deed.kind.startsWith('tag')) {
      const outcome = await store.undoGroupDecision({ deedId: deed.id, who, at })
      return c.redirect(outcome === 'undone' ? withDeed(back, deed.id) : '/deeds?told=changed', 303)
    }
    const job = await store.startUndo({ deedId: deed.id, who, at })
    const done = await finishWork(site)
    return c.redirect(job && !done ? `/tagging/jobs/${job.jobId}` : withDeed(back, deed.id), 303)
  })
}
