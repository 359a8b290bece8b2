// The routes of the API, version 1: addresses, what each takes and gives, and an example that works on the demo.
import { createRoute, type z } from '@hono/zod-openapi'
import { requireScope } from './api-access.ts'
import {
  ClaimResult,
  ClaimsQuery,
  ClaimsResult,
  KeyParameter,
  SeriesListResult,
  SeriesQuery,
  SeriesResult,
} from './api-claim-schemas.ts'
import {
  ArticleResult,
  CountsQuery,
  CountsResult,
  ErrorAnswer,
  IdParameter,
  NoQuery,
  PublicationsResult,
  SearchQuery,
  SearchResult,
  SourcesResult,
  StoryResult,
  TagChange,
  TagChangeResult,
  TagsResult,
} from './api-schemas.ts'
import { requireRole } from './people.ts'

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const ERRORS = {
  400: json(ErrorAnswer, 'The request is not understood.'),
  401: json(ErrorAnswer, 'A token is needed, or the token is not good.'),
  403: json(ErrorAnswer, 'The token may not do this.'),
  404: json(ErrorAnswer, 'There is no such thing.'),
  413: json(ErrorAnswer, 'The body is too big.'),
  429: json(ErrorAnswer, 'Too many requests: wait as long as Retry-After says.'),
  503: json(ErrorAnswer, 'The database cannot answer now.'),
}
const READ_SECURITY: Record<string, string[]>[] = [{}, { token: ['read'] }]
const read = [requireScope('read')]

export const searchRoute = createRoute({
  method: 'get',
  path: '/search',
  operationId: 'search',
  summary: 'Search articles',
  description: 'The same query gives the same articles as the search page.',
  security: READ_SECURITY,
  middleware: read,
  request: { query: SearchQuery },
  responses: { 200: json(SearchResult, 'A page of hits.'), ...ERRORS },
})

export const articleRoute = createRoute({
  method: 'get',
  path: '/articles/{id}',
  operationId: 'readArticle',
  summary: 'Read an article',
  description: 'With a token, and on the demo, with its whole text; else with an excerpt.',
  security: READ_SECURITY,
  middleware: read,
  request: { params: IdParameter, query: NoQuery },
  responses: { 200: json(ArticleResult, 'The article.'), ...ERRORS },
})

export const storyRoute = createRoute({
  method: 'get',
  path: '/stories/{id}',
  operationId: 'readStory',
  summary: 'Read a story',
  description:
    'Its reports and copies in the order in which they were published, and why each belongs to it.',
  security: READ_SECURITY,
  middleware: read,
  request: { params: IdParameter, query: NoQuery },
  responses: { 200: json(StoryResult, 'The story.'), ...ERRORS },
})

export const countsRoute = createRoute({
  method: 'get',
  path: '/counts',
  operationId: 'count',
  summary: 'Count articles over time',
  description: 'How many articles match by day, week or month, and how many there were in all.',
  security: READ_SECURITY,
  middleware: read,
  request: { query: CountsQuery },
  responses: { 200: json(CountsResult, 'The counts, oldest first.'), ...ERRORS },
})

export const tagsRoute = createRoute({
  method: 'get',
  path: '/tags',
  operationId: 'listTags',
  summary: 'List the tags',
  security: READ_SECURITY,
  middleware: read,
  request: { query: NoQuery },
  responses: { 200: json(TagsResult, 'All tags.'), ...ERRORS },
})

export const publicationsRoute = createRoute({
  method: 'get',
  path: '/publications',
  operationId: 'listPublications',
  summary: 'List the publications',
  security: READ_SECURITY,
  middleware: read,
  request: { query: NoQuery },
  responses: { 200: json(PublicationsResult, 'Publications with articles, most first.'), ...ERRORS },
})

export const sourcesRoute = createRoute({
  method: 'get',
  path: '/sources',
  operationId: 'listSources',
  summary: 'List the sources and how they are',
  description: 'Look here before you read a dip in the counts as news: a source may have been down.',
  security: READ_SECURITY,
  middleware: read,
  request: { query: NoQuery },
  responses: { 200: json(SourcesResult, 'All sources.'), ...ERRORS },
})

export const claimsRoute = createRoute({
  method: 'get',
  path: '/claims',
  operationId: 'listClaims',
  summary: 'List adoption figures',
  description:
    'Each with its quote, the most recently found first. What nobody has reviewed says so in its status.',
  security: READ_SECURITY,
  middleware: read,
  request: { query: ClaimsQuery },
  responses: { 200: json(ClaimsResult, 'A page of figures.'), ...ERRORS },
})

export const claimRoute = createRoute({
  method: 'get',
  path: '/claims/{id}',
  operationId: 'readClaim',
  summary: 'Read an adoption figure',
  description: 'With who said it first, and what other figures say about it.',
  security: READ_SECURITY,
  middleware: read,
  request: { params: IdParameter, query: NoQuery },
  responses: { 200: json(ClaimResult, 'The figure.'), ...ERRORS },
})

export const seriesListRoute = createRoute({
  method: 'get',
  path: '/series',
  operationId: 'listSeries',
  summary: 'List the series of adoption figures',
  description: 'Figures that may be compared: one technology, one kind of adopter, one place, one measure.',
  security: READ_SECURITY,
  middleware: read,
  request: { query: SeriesQuery },
  responses: { 200: json(SeriesListResult, 'Series, that with the newest figure first.'), ...ERRORS },
})

export const seriesRoute = createRoute({
  method: 'get',
  path: '/series/{key}',
  operationId: 'readSeries',
  summary: 'Read a series',
  description: 'All its figures with their quotes and origins, and how they relate.',
  security: READ_SECURITY,
  middleware: read,
  request: { params: KeyParameter, query: NoQuery },
  responses: { 200: json(SeriesResult, 'The series.'), ...ERRORS },
})

export const tagArticleRoute = createRoute({
  method: 'post',
  path: '/articles/{id}/tags',
  operationId: 'tagArticle',
  summary: 'Tag an article',
  description:
    'Needs a token of an editor with the scope "tag". What a person takes off, no rule puts on again.',
  security: [{ token: ['tag'] }],
  middleware: [requireRole('editor'), requireScope('tag')],
  request: {
    params: IdParameter,
    query: NoQuery,
    body: { required: true, ...json(TagChange, 'Tags to put on and to take off.') },
  },
  responses: { 200: json(TagChangeResult, 'The tags of the article now.'), ...ERRORS },
})

/** For the reference page: what to type. {id}, {story} and the like become those of the archive that is shown. */
export const EXAMPLES: { operationId: string; path: string; body?: string }[] = [
  { operationId: 'search', path: '/search?q=hospital+DeepSeek&limit=5' },
  { operationId: 'readArticle', path: '/articles/{id}' },
  { operationId: 'readStory', path: '/stories/{story}' },
  { operationId: 'count', path: '/counts?q=hospital&by=month' },
  { operationId: 'listTags', path: '/tags' },
  { operationId: 'listPublications', path: '/publications' },
  { operationId: 'listSources', path: '/sources' },
  { operationId: 'listClaims', path: '/claims?stage=adopted&limit=5' },
  { operationId: 'readClaim', path: '/claims/{claim}' },
  { operationId: 'listSeries', path: '/series?unit=hospital' },
  { operationId: 'readSeries', path: '/series/{series}' },
  { operationId: 'tagArticle', path: '/articles/{id}/tags', body: '{"add": ["{tag}"]}' },
]
