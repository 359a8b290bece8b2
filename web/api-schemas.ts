// What the API takes and gives, as zod schemas: requests are checked by them, the OpenAPI document and the reference
// page are made from them, and the tests hold the answers to them.
import { z } from '@hono/zod-openapi'

export const rowsPerPageMax = 100
export const rowsPerPage = 20
const queryLengthMax = 1_000 // characters
const cursorLengthMax = 2_000 // characters: that of a list of series holds a key
export const tagsPerRequestMax = 20

export const ErrorAnswer = z
  .object({
    ok: z.literal(false),
    error: z.string().describe('What happened and what to do, in one sentence.'),
    errors: z.array(z.string()).describe('The same, one for each thing that is wrong.'),
    status: z.number().int().describe('The HTTP status again.'),
  })
  .openapi('Error')

// ---------------------------------------------------------------- what it takes

const Query = z
  .string()
  .max(queryLengthMax)
  .describe('A query as in the search box: words, "phrases", -not, OR, brackets, word*, field:value.')
export const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(rowsPerPageMax)
  .default(rowsPerPage)
  .describe(`Rows on a page, up to ${rowsPerPageMax}.`)
export const Cursor = z
  .string()
  .max(cursorLengthMax)
  .regex(/^[\w-]+$/)
  .optional()
  .describe('"next" of the page before.')

// Strict: a parameter that does not exist is an error, not a wish that is silently passed over.
export const SearchQuery = z.strictObject({
  q: Query.default(''),
  sort: z
    .enum(['relevance', 'newest', 'oldest', 'covered'])
    .optional()
    .describe('relevance (with words) or newest (without); covered: by independent reports of the story.'),
  limit: Limit,
  cursor: Cursor,
})
export const CountsQuery = z.strictObject({
  q: Query.default(''),
  by: z.enum(['day', 'week', 'month']).default('month').describe('Weeks begin on Monday.'),
})
export const NoQuery = z.strictObject({})
export const IdParameter = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/, 'takes a number')
    .describe('Its number, as in the address of its page.'),
})

const TagNames = z
  .array(z.string().min(1).max(120))
  .max(tagsPerRequestMax)
  .default([])
  .describe('Ids ("risk/privacy") or names ("Privacy").')
export const TagChange = z
  .strictObject({ add: TagNames, remove: TagNames })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'name at least one tag to add or remove')
  .openapi('TagChange')

// ---------------------------------------------------------------- what it gives

export const text = (words: string) => z.string().describe(words)
export const maybe = (words: string) => z.string().nullable().describe(words)
export const count = (words: string) => z.number().int().describe(words)

const Dates = {
  publishedAt: text('Instant of publication, UTC.'),
  publishedOn: text('The calendar day as its publisher writes it.'),
  publishedDayOnly: z.boolean().describe('No time of day was stated.'),
  firstSeenAt: text('When it was first found here.'),
}
const Published = {
  publicationId: text('Id of the publication.'),
  publicationName: text('Its name.'),
  kind: text('newspaper, wire, journal …'),
  country: maybe('ISO 3166-1 alpha-2.'),
  language: maybe('BCP 47.'),
}

export const Hit = z
  .object({
    id: count('Number of the article.'),
    title: text('Its title.'),
    snippet: text('The words around the hits.'),
    url: text('Its address at the publisher.'),
    ...Published,
    sourceName: text('The source that yielded it.'),
    ...Dates,
    storyId: count('Number of its story.'),
    copyGroupId: z.number().int().nullable().describe('Number of its copy group.'),
    isOriginal: z.boolean().describe('It is no copy of another.'),
    copyCount: count('Copies of the same text besides itself.'),
    storyCount: count('Articles of the story.'),
    reportCount: count('Independent reports of the story.'),
    versionCount: count('Versions that were seen.'),
    numberChanged: z.boolean().describe('The publisher changed a number in it.'),
    tags: z.array(z.string()).describe('Ids of its tags.'),
  })
  .openapi('Hit')

const Problem = z
  .object({
    at: count('Where in the query.'),
    length: count('How much of it.'),
    message: text('What is off.'),
    mend: z.string().optional().describe('What to write.'),
  })
  .openapi('QueryProblem')

export const Paged = {
  ok: z.literal(true),
  next: maybe('The cursor of the next page.'),
  next_url: maybe('Its address, also as Link: rel=next.'),
}

export const SearchResult = z
  .object({
    ...Paged,
    sample: z.boolean().describe('Everything here is sample data.'),
    query: text('As it was read.'),
    count: count('Articles that match.'),
    ranked: z
      .number()
      .int()
      .nullable()
      .describe('How many of the newest were ranked, where there are very many.'),
    problems: z.array(Problem).describe('What is off in the query; the rest of it was used.'),
    rows: z.array(Hit),
  })
  .openapi('SearchResult')

const SetTag = z.object({
  id: text('Id of the tag.'),
  setBy: text('rule, person:NAME …'),
  matched: z.array(z.string()).describe('The words that earned it.'),
})
export const ArticleResult = z
  .object({
    ok: z.literal(true),
    sample: z.boolean().describe('Everything here is sample data.'),
    article: z
      .object({
        id: count('Number of the article.'),
        title: text('Its title.'),
        authors: z.array(z.string()),
        url: text('Its address at the publisher.'),
        ...Published,
        sourceName: text('The source that yielded it.'),
        ...Dates,
        publishedBasis: text('Where the date comes from: page, feed or fetch.'),
        modifiedAt: maybe('When its publisher says it was changed.'),
        creditName: maybe('Whom it credits with the text.'),
        doi: maybe('DOI it names as its own.'),
        paywalled: z.boolean(),
        wordCount: count('Words.'),
        storyId: count('Number of its story.'),
        originalId: z
          .number()
          .int()
          .nullable()
          .describe('Of which article it is a copy; its own number if none.'),
        tags: z.array(SetTag),
        versions: z.array(
          z.object({
            number: count('1 is the first seen.'),
            seenAt: text('When.'),
            title: text('Its title then.'),
            numberChanged: z.boolean(),
          }),
        ),
        whole: z.boolean().describe('Whether "text" is the whole text; visitors get an excerpt.'),
        text: text('Paragraphs, one a line.'),
      })
      .openapi('Article'),
  })
  .openapi('ArticleResult')

const StoryReport = z
  .object({
    id: count('Number of the article.'),
    title: text('Its title.'),
    url: text('Its address at the publisher.'),
    ...Published,
    ...Dates,
    isOriginal: z.boolean().describe('It is no copy of another.'),
    copyGroupId: z.number().int().nullable(),
    points: z.number().describe('How well it fits the story.'),
    evidence: z
      .array(z.object({ kind: z.string(), words: z.string(), points: z.number() }))
      .describe('Why it was put there.'),
  })
  .openapi('StoryReport')
export const StoryResult = z
  .object({
    ok: z.literal(true),
    sample: z.boolean().describe('Everything here is sample data.'),
    id: count('Number of the story; of the one it was merged into, if it was.'),
    count: count('Articles of the story.'),
    tags: z.array(z.object({ id: z.string(), count: z.number().int() })),
    rows: z.array(StoryReport).describe('By time of publication.'),
  })
  .openapi('StoryResult')

export const TagsResult = z
  .object({
    ok: z.literal(true),
    rows: z.array(
      z
        .object({
          id: text('Id: facet/name.'),
          label: text('Name for people.'),
          facet: text('What it tells: tech, risk, stage …'),
          parent: maybe('The wider tag.'),
          count: count('Articles that have it.'),
        })
        .openapi('Tag'),
    ),
  })
  .openapi('TagsResult')

export const PublicationsResult = z
  .object({
    ok: z.literal(true),
    rows: z.array(
      z
        .object({
          id: text('Id: write it in a query as publication:ID.'),
          name: text('Name.'),
          kind: text('newspaper, wire, journal …'),
          country: maybe('ISO 3166-1 alpha-2.'),
          count: count('Articles of it.'),
          newestAt: text('When its newest article was published.'),
        })
        .openapi('Publication'),
    ),
  })
  .openapi('PublicationsResult')

export const SourcesResult = z
  .object({
    ok: z.literal(true),
    rows: z.array(
      z
        .object({
          name: text('Name in feeds/.'),
          title: text('Title for people.'),
          kind: text('newspaper, wire, journal …'),
          method: text('feed, sitemap or listing.'),
          state: z
            .enum(['ok', 'bad', 'wait', 'off'])
            .describe('well, in trouble, not yet asked, switched off.'),
          words: text('The state in words.'),
          advice: maybe('What to do about it.'),
          entries: count('New entries since the beginning.'),
          lastAnsweredAt: maybe('When it last answered.'),
          lastNewEntryAt: maybe('When it last had something new.'),
          nextDueAt: maybe('When it is asked next.'),
        })
        .openapi('Source'),
    ),
  })
  .openapi('SourcesResult')

export const CountsResult = z
  .object({
    ok: z.literal(true),
    sample: z.boolean().describe('Everything here is sample data.'),
    query: text('As it was read.'),
    by: text('day, week or month.'),
    count: count('Articles that match.'),
    stories: count('Stories they belong to.'),
    problems: z.array(Problem),
    rows: z.array(
      z
        .object({
          from: text('First day.'),
          to: text('Last day.'),
          count: count('Articles that match.'),
          articles: count('Articles in all, to make a share of.'),
        })
        .openapi('Count'),
    ),
  })
  .openapi('CountsResult')

export const TagChangeResult = z
  .object({
    ok: z.literal(true),
    id: count('Number of the article.'),
    tags: z.array(z.string()).describe('Ids of its tags now.'),
  })
  .openapi('TagChangeResult')
