// The front page: what came last, by day and story, copies and other reports folded under the lead.
import type { Lexicon, Topics } from '../../src/model.ts'
import type { SeriesRow } from '../../src/store/claim-series.ts'
import type { Totals as Counts, LatestStory, MonthCount, TagCount } from '../../src/store/lists.ts'
import { ArticleRow, langOf } from '../components/article-row.tsx'
import { Facet } from '../components/facet.tsx'
import { MonthChart } from '../components/month-chart.tsx'
import { NewestFigure, Spark, Standing } from '../components/series-line.tsx'
import { StoryFold } from '../components/story-fold.tsx'
import { writeCount, writeDay, writePlural } from '../dates.ts'
import { seriesPath, seriesTitle } from '../figures.ts'
import { searchLink, tagLink } from '../links.ts'
import { makeBars } from '../months.ts'
import { facetName, facetOf, tagName } from '../names.ts'

export type HomeProps = {
  stories: LatestStory[]
  next?: number
  first: boolean // the newest page: it opens with the figures of the archive
  totals: Counts
  numberChanges: number
  changed: ChangedNumber[] // the newest of them
  months: MonthCount[]
  tags: TagCount[]
  topics: Topics
  sources: number // that are read
  series: SeriesRow[] // worth a look, of different technologies
  seriesCount: number
  lexicon: Lexicon
}

/** An article in which its publisher turned a number into another. */
export type ChangedNumber = {
  id: number
  title: string
  language: string | null
  publication: string
  pairs: { from: string; to: string }[]
}

const tagsShownMax = 5 // of each facet
// Facets worth browsing from the front page; places are nearly everywhere.
const SHOWN_FACETS = ['tech', 'risk', 'stage', 'policy']

export function Home(props: HomeProps) {
  const { stories, next, first, tags, topics } = props
  if (stories.length === 0) return first ? <NothingYet totals={props.totals} /> : <NothingEarlier />
  return (
    <>
      {first ? <Desk {...props} /> : <h1 class="page-title">Earlier stories</h1>}
      <div class="columns with-context">
        <div>
          {groupByDay(stories).map(({ day, stories: ofDay }) => (
            <section class="day">
              <h2>{day}</h2>
              <ul class="rows plain">
                {ofDay.map((story) => (
                  <li>
                    <ArticleRow
                      hit={story.lead}
                      topics={topics}
                      level={3}
                      ofDay={day}
                      inStory={story.others.length > 0}
                    />
                    <StoryFold story={story} />
                    {story.others.length > 0 && (
                      <p class="to-story">
                        <a href={`/stories/${story.storyId}`}>
                          The story over time<span class="hidden">: {wordsOf(story)}</span>
                        </a>
                      </p>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <p class="pager">
            {!first && (
              <a class="button quiet" href="/">
                Latest
              </a>
            )}
            {next !== undefined && (
              <a class="button quiet" rel="next" href={`/?before=${next}`}>
                Earlier stories
              </a>
            )}
          </p>
        </div>
        <aside class="context" aria-label="Changed numbers and tags">
          <ChangedNumbers {...props} />
          {first && (
            <MonthChart
              bars={makeBars(props.months)}
              title="Articles by month"
              linkOf={(bar) => searchLink(`published:${bar.period}`, 'newest')}
            />
          )}
          {SHOWN_FACETS.map((facet) => (
            <Facet
              title={facetName(facet)}
              max={tagsShownMax}
              items={tags
                .filter((tag) => facetOf(tag.id) === facet)
                .sort((a, b) => b.count - a.count)
                .slice(0, tagsShownMax)
                .map((tag) => ({
                  name: tagName(tag.id, topics),
                  count: tag.count,
                  href: tagLink(tag.id),
                }))}
            />
          ))}
        </aside>
      </div>
    </>
  )
}

/** What this is, in a sentence with its counts; and the figures that most people stand behind. */
function Desk({ totals, sources, series, seriesCount, lexicon }: HomeProps) {
  return (
    <section class="desk" aria-label="What this is">
      <div class="purpose">
        <h1>How medical AI spreads, and who says so</h1>
        <p class="lede">
          Uptake reads <a href="/publications">{writePlural(sources, 'source')}</a> of news and research:{' '}
          <a href="/search">{writePlural(totals.articles, 'article')}</a> so far, in{' '}
          {writePlural(totals.stories, 'story', 'stories')}, with{' '}
          {writePlural(totals.copies, 'copy', 'copies')} folded under the originals. Every adoption figure
          keeps its sentence, its date, its origin and what contradicts it. <a href="/about">How it works</a>
        </p>
      </div>
      {series.length > 0 && (
        <section class="counted-now" aria-labelledby="counted-now">
          <h2 class="label" id="counted-now">
            Adoption counts
          </h2>
          <ul class="plain">
            {series.map((row) => (
              <li>
                <h3>
                  <a href={seriesPath(row.key)}>{seriesTitle(row, lexicon)}</a>
                </h3>
                <NewestFigure row={row} lexicon={lexicon} />
                <Spark row={row} width={150} height={40} />
                <Standing row={row} />
              </li>
            ))}
          </ul>
          {seriesCount > series.length && (
            <p class="small">
              <a href="/adoption">All {writeCount(seriesCount)} series</a>
            </p>
          )}
        </section>
      )}
    </section>
  )
}

const wordsOf = (story: LatestStory) => story.lead.title.map((segment) => segment.text).join('')

/** What publishers wrote over: the strongest reason to keep every version. */
function ChangedNumbers({ changed, first, numberChanges }: HomeProps) {
  if (!first || changed.length === 0) return null
  return (
    <section class="changed-numbers">
      <h2 class="label">Numbers that changed</h2>
      <ul class="plain">
        {changed.map(({ id, title, language, publication, pairs }) => (
          <li>
            {pairs.slice(0, 2).map(({ from, to }) => (
              <p class="from-to">
                <del>{from}</del> <span aria-hidden="true">→</span> <ins>{to}</ins>
              </p>
            ))}
            <p>
              <a href={`/articles/${id}#versions`} lang={langOf(language)} dir="auto">
                {title}
              </a>{' '}
              <span class="soft small">
                <bdi>{publication}</bdi>
              </span>
            </p>
          </li>
        ))}
      </ul>
      {numberChanges > changed.length && (
        <p class="small">
          <a href={searchLink('has:number-change', 'newest')}>All {numberChanges}</a>
        </p>
      )}
    </section>
  )
}

function groupByDay(stories: LatestStory[]): { day: string; stories: LatestStory[] }[] {
  const days: { day: string; stories: LatestStory[] }[] = []
  for (const story of stories) {
    const newest = [story.lead, ...story.others].reduce((a, b) => (a.id > b.id ? a : b))
    const day = writeDay(newest.publishedOn)
    if (days.at(-1)?.day === day) days.at(-1)!.stories.push(story)
    else days.push({ day, stories: [story] })
  }
  return days
}

function NothingEarlier() {
  return (
    <div class="empty">
      <h1>Nothing earlier</h1>
      <p>
        The archive begins after this. Go to <a href="/">the latest stories</a>, or{' '}
        <a href="/search?q=&sort=oldest">the oldest articles</a>.
      </p>
    </div>
  )
}

function NothingYet({ totals }: { totals: Counts }) {
  return (
    <div class="empty">
      <h1>Nothing here yet</h1>
      <p>
        The archive fills as the crawler reads the sources in <code>feeds/</code>.{' '}
        {totals.pending > 0
          ? `${writePlural(totals.pending, 'entry', 'entries')} found so far, waiting to be fetched.`
          : 'None has yielded an entry so far.'}
      </p>
      <p>
        <a href="/status">The status page</a> shows what each source answered. To see the site with sample
        data, run <code>npm run demo</code>.
      </p>
    </div>
  )
}
