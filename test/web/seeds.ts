// A small archive in which every part of the site has something to show, and every hostile text a place to stand.
import type { Entry, Topics } from '../../src/model.ts'
import type { NewArticle } from '../../src/store/article-writes.ts'
import type { Store } from '../../src/store/open.ts'
import type { Watch } from '../../src/watch/load.ts'
import { makeArticle, openTestStore } from '../store/samples.ts'

export const NOW = '2026-03-22T09:00:00.000Z'

/** Markup that would show itself: it sets a mark on the window, or leaves an element that is not ours. */
export const HOSTILE = [
  '<script>window.fired=1</script>',
  '"><img src=x onerror=window.fired=1>',
  "'><svg onload=window.fired=1>",
  '</title><script>window.fired=1</script>',
  '<a href="javascript:window.fired=1">x</a>',
  '{{constructor.constructor("window.fired=1")()}}',
  '<!--<img src="--><img src=x onerror=window.fired=1//">',
]

const topics: Topics = {
  relevance: {
    decides: [],
    technology: [],
    technologyHints: [],
    medicine: [],
    medicineHints: [],
    masks: [],
    against: [],
  },
  tags: [
    ['tech/llm', 'Large language model'],
    ['risk/privacy', 'Privacy / confidentiality'],
    ['stage/pilot', 'Pilot'],
    ['x/hostile', HOSTILE[1]!],
  ].map(([id, label]) => ({
    id: id!,
    facet: id!.split('/')[0]!,
    label: label!,
    words: [],
    hints: [],
    masks: [],
    points: 1,
    kinds: [],
    codes: [],
  })),
}

const source = (name: string, title: string, rest: object = {}) => ({
  name,
  title,
  method: 'feed' as const,
  url: `https://${name}.example/feed`,
  kind: 'newspaper' as const,
  enabled: true,
  ...rest,
})

export const watch: Watch = {
  sources: [
    source('daily', 'The Daily'),
    source('wire', `Wire ${HOSTILE[0]}`, { homepage: 'javascript:window.fired=1' }),
    source('silent', 'The Silent Gazette'),
    source('off', 'Switched Off', { enabled: false, why: 'It answers 403 to programs.' }),
  ],
  publications: [],
  topics,
  lexicon: { technologies: [], units: [], places: [] },
  problems: [],
}

const tag = (id: string, ...matched: string[]) => ({ id, setBy: 'rule', matched })

/** Forty plain articles, one a fortnight, so that lists have pages and charts have shape. */
function plainArticles(): NewArticle[] {
  return Array.from({ length: 40 }, (_, i) =>
    makeArticle({
      title: `Hospital ${i + 1} tries a scribe`,
      text: `The hospital number ${i + 1} tries an AI scribe.\nDoctors check every note.`,
      publishedAt: new Date(Date.UTC(2024, 8, 1 + i * 14, 8)).toISOString(),
      language: 'en',
      country: 'GB',
      ...(i % 2 === 0 ? { kind: 'wire', publicationId: 'wire', publicationName: 'Meridian Wire' } : {}),
      tags: i % 3 === 0 ? [tag('tech/llm', 'AI scribe')] : [tag('risk/privacy', 'note')],
    }),
  )
}

export type Seeds = {
  store: Store & { folder: string }
  ids: Record<
    'chinese' | 'edited' | 'original' | 'copy' | 'report' | 'table' | 'feedOnly' | 'undated' | 'rtl' | 'long',
    number
  >
  hostileIds: number[]
  turnedAway: number[]
}

export async function openSeededStore(): Promise<Seeds> {
  const store = await openTestStore()
  await store.saveArticles(plainArticles())
  const named = {
    chinese: makeArticle({
      title: '至少300家医院已用上大模型',
      text: '截至三月初，至少300家医院部署了大模型。\n医生提醒：太快，太早。',
      language: 'zh-Hans',
      publicationName: 'Yijie Daily',
      authors: ['沈若溪'],
    }),
    edited: editedArticle('4,300'),
    original: makeArticle({
      title: 'Hospitals move too fast, researchers warn',
      text: 'At least 300 hospitals use the model, researchers say in a commentary.',
      authors: ['A. Writer', 'B. Writer'],
      publishedAt: '2026-03-02T06:00:00.000Z',
    }),
    table: makeArticle({
      title: 'Counted by province',
      blocks: [
        { kind: 'heading', text: 'What was counted' },
        { kind: 'item', text: 'Beijing: 41' },
        { kind: 'item', text: 'Guangdong: 57' },
        { kind: 'quotation', text: 'We did not count announcements.' },
        { kind: 'row', text: 'Province | Hospitals | Announced | In use | Share of all top hospitals there' },
        { kind: 'row', text: 'Guangdong | 130 | 57 | 22 | 16.9 %' },
      ],
      captions: ['A ward. Photo: Staff'],
      ids: { doi: '10.1001/jama.2025.6571' },
      modifiedAt: '2026-03-03',
    }),
    feedOnly: makeArticle({
      title: 'Behind a consent wall',
      extractor: 'feed',
      quality: { verdict: 'wall', reasons: ["consent wall: 'we value your privacy'"], words: 31 },
    }),
    undated: makeArticle({ title: 'Nobody says when', publishedBasis: 'fetch' }),
    rtl: makeArticle({
      title: 'ثلاثة مستشفيات تستخدم نموذجا لغويا',
      text: 'أعلنت ثلاثة مستشفيات أنها تستخدم نموذجا لغويا.',
      language: 'ar',
      publicationName: 'الخليج اليوم',
    }),
    long: makeArticle({
      title: `${'A headline that a ministry wrote '.repeat(6)}${'x'.repeat(60)}`,
      publicationName: 'Ministry of Health and Long-Term Care of the Northern Territories, Digital Services',
      text: 'y'.repeat(900),
      tags: Array.from({ length: 60 }, (_, i) => tag(`x/tag-${i}`, 'word')),
    }),
  }
  const keys = Object.keys(named) as (keyof typeof named)[]
  const saved = await store.saveArticles(Object.values(named))
  const ids = Object.fromEntries(keys.map((key, i) => [key, saved[i]!])) as Seeds['ids']
  await saveCompany(store, ids)
  await saveEdit(store, ids.edited)
  const hostileIds = await store.saveArticles(HOSTILE.map(hostileArticle))
  const turnedAway = await saveSources(store)
  return { store, ids, hostileIds, turnedAway }
}

function editedArticle(figure: string): NewArticle {
  return makeArticle({
    title: 'What the program wrote',
    text: `It had drafted ${figure} letters since January.\nDoctors checked each of them.`,
  })
}

/** The publisher turned 4,300 into 3,400. */
async function saveEdit(store: Store, articleId: number): Promise<void> {
  const content = editedArticle('3,400')
  await store.saveRecheck({
    articleId,
    at: '2026-03-05T10:00:00.000Z',
    recheckStep: 1,
    validators: {},
    changed: {
      content,
      version: { seenAt: '2026-03-05T10:00:00.000Z', title: content.title, numberChanged: true },
      pageHash: 'a page of its own',
    },
  })
}

/** A copy of the original, and another paper's report of the same story. */
async function saveCompany(store: Store, ids: Seeds['ids']): Promise<void> {
  const story = {
    withArticleId: ids.original,
    points: 7.2,
    evidence: [
      { kind: 'same figure', words: '300 hospitals', points: 1.4 },
      { kind: 'same name', words: 'wong tien yin', points: 2.1 },
    ],
  }
  ids.copy = await store.saveArticle(
    makeArticle({
      title: 'Hospitals move too fast, researchers warn',
      text: 'At least 300 hospitals use the model, researchers say in a commentary.',
      publicationId: 'aggregator',
      publicationName: 'Collector',
      kind: 'aggregator',
      publishedAt: '2026-03-03T06:00:00.000Z',
      copies: {
        withArticleId: ids.original,
        containment: 1,
        evidence: [{ kind: 'same text', words: '100 % of the shorter text', points: 1 }],
        originalId: ids.original,
        originalReason: 'Collector credits The Daily.',
      },
      story,
    }),
  )
  ids.report = await store.saveArticle(
    makeArticle({
      title: 'Go slow, say doctors',
      text: 'Doctors ask hospitals to go slow.',
      publicationId: 'tribune',
      publicationName: 'Lakeside Tribune',
      publishedAt: '2026-03-04T06:00:00.000Z',
      story,
    }),
  )
}

function hostileArticle(markup: string): NewArticle {
  return makeArticle({
    title: `Hostile ${markup}`,
    text: `hostile text ${markup}\n${markup}`,
    description: `hostile summary ${markup}`,
    section: markup,
    authors: [markup],
    publicationName: `Paper ${markup}`,
    canonicalUrl: 'javascript:window.fired=1',
    captions: [markup],
    credit: { name: markup, url: 'data:text/html,<script>window.fired=1</script>', evidence: markup },
    oursReason: markup,
    origins: { title: markup },
    publishedRaw: markup,
    tags: [tag('x/hostile', markup), tag(`x/${markup}`, markup)],
    language: markup,
    country: markup,
  })
}

/** One source well, one that fails, one never asked; seventy entries that were turned away. */
async function saveSources(store: Store): Promise<number[]> {
  const entry = (title: string, i: number): Entry => ({
    title,
    url: i === 0 ? 'javascript:window.fired=1' : `https://daily.example/away/${i}`,
    summary: `About the garden, number ${i}.`,
    authors: [],
    categories: [],
    ids: {},
  })
  const titles = [
    `Turned away ${HOSTILE[1]}`,
    ...Array.from({ length: 69 }, (_, i) => `The allotment in week ${i + 1}`),
  ]
  const ids = await store.saveSourceCheck({
    sourceName: 'daily',
    url: 'https://daily.example/feed',
    validators: {},
    movedTimes: 0,
    newEntries: titles.map((title, i) => ({
      sourceName: 'daily',
      entry: entry(title, i),
      keys: { guid: `guid-${i}`, text: `text-${i}` },
      seenAt: NOW,
      state: 'not-ours',
      relevance: { ours: false, reason: 'speaks neither of AI nor of medicine', words: [], sure: true },
    })),
    updates: [],
    seenAgain: [],
    nextDueAt: '2026-03-22T10:00:00.000Z',
    intervalMinutes: 60,
    checkedAt: NOW,
  })
  await store.saveSourceFailure({
    sourceName: 'silent',
    url: 'https://silent.example/feed',
    kind: 'http-403',
    message: `It turns programs away. ${HOSTILE[0]}`,
    forgetMove: false,
    nextDueAt: '2026-03-22T12:00:00.000Z',
    intervalMinutes: 120,
    checkedAt: NOW,
  })
  for (let i = 0; i < 70; i++) {
    await store.saveFailure(
      {
        outcome: 'failure',
        step: 'request',
        kind: 'http-5xx',
        url: `https://daily.example/broken/${i}`,
        message: `It has a fault of its own. ${HOSTILE[2]}`,
        retry: 'later',
        failedAt: NOW,
      },
      { sourceName: 'daily', entryId: ids[i % ids.length]! },
    )
  }
  return ids
}
