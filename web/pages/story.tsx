// A story: who had it first, when the others came, which of them are copies and what those changed, and why all of them
// stand together. Editors mend it here.
import type { Lexicon, Topics } from '../../src/model.ts'
import type { Deed } from '../../src/store/deeds.ts'
import type { StoryArticle, StoryPage } from '../../src/store/stories.ts'
import { langOf, Published } from '../components/article-row.tsx'
import { DeedNotice } from '../components/deed-notice.tsx'
import { Downloads } from '../components/downloads.tsx'
import { Drifts, type GroupDrift } from '../components/drifts.tsx'
import { FigureList, type Figures } from '../components/figures.tsx'
import { Notice } from '../components/notices.tsx'
import { Evidence } from '../components/siblings.tsx'
import { ArticleEdits, type MergeSearch, StoryEdits } from '../components/story-edits.tsx'
import { gatherReports, type Report, Timeline, writeLag } from '../components/timeline.tsx'
import { writeCount, writePlural } from '../dates.ts'
import { searchLink, tagLink } from '../links.ts'
import { countryName, languageName, orderTags, tagName } from '../names.ts'

export type StoryProps = {
  story: StoryPage
  drifts: GroupDrift[]
  figures: Figures
  lexicon: Lexicon
  topics: Topics
  editor: boolean
  deed?: Deed | undefined
  told?: string | undefined // why something could not be done
  merge?: MergeSearch | undefined
}

const reportsShownMax = 40
const copiesShownMax = 12
const copiesFoldedMax = 40
const tagsShownMax = 16

export function Story(props: StoryProps) {
  const { story, drifts, topics, editor } = props
  const reports = gatherReports(story.articles)
  const lead = chooseLead(reports)
  const copies = story.articles.filter((article) => !article.isOriginal)
  return (
    <div class="columns with-context story">
      <div>
        <header class="story-head">
          <p class="kicker">
            <strong>Story</strong>
            <span>{writePlural(reports.length, 'independent report')}</span>
            <span>{copies.length === 0 ? 'no copies' : writePlural(copies.length, 'copy', 'copies')}</span>
          </p>
          <h1 lang={langOf(lead.article.language)} dir="auto">
            {lead.article.title}
          </h1>
          <Course reports={reports} />
        </header>
        <DeedNotice deed={props.deed} />
        {props.told && <Notice>{props.told}</Notice>}
        <section id="timeline" aria-labelledby="timeline-title">
          <h2 class="label" id="timeline-title">
            Who had it, and when
          </h2>
          <Timeline reports={reports} shownMax={reportsShownMax}>
            {(report, place) => (
              <>
                <CopyList report={report} />
                {place > 0 && <Evidence title="Why this story" evidence={report.article.storyEvidence} />}
                {editor && <ArticleEdits storyId={story.id} report={report} alone={reports.length === 1} />}
              </>
            )}
          </Timeline>
          {(story.count > story.articles.length || reports.length > reportsShownMax) && (
            <p class="small soft">
              The first {writePlural(Math.min(reports.length, reportsShownMax), 'report')} of{' '}
              {writePlural(story.count, 'article')} are shown.{' '}
              <a href={searchLink(`story:${story.id}`, 'oldest')}>All of them as a list</a>
            </p>
          )}
        </section>
        <Drifts drifts={drifts} />
        {editor && <StoryEdits storyId={story.id} merge={props.merge} />}
      </div>
      <aside class="context" aria-label="About this story">
        <Facts story={story} reports={reports} />
        <FigureList figures={props.figures} lexicon={props.lexicon} named />
        <TagList story={story} topics={topics} />
        <Downloads path={`/stories/${story.id}`} />
      </aside>
    </div>
  )
}

/** The original with the most copies stands for the story, else the first report. */
export function chooseLead(reports: Report[]): Report {
  return reports.reduce((a, b) => (b.copies.length > a.copies.length ? b : a))
}

/** "Harbour Daily had it first; Lakeside Tribune followed 5 h later." */
function Course({ reports }: { reports: Report[] }) {
  const [first, second] = reports
  const seen = first!.article.publishedBasis === 'fetch'
  return (
    <p class="lede">
      <bdi>{first!.article.publicationName}</bdi>{' '}
      {reports.length === 1 ? 'alone has reported it, as far as we have seen' : 'had it first'}, on{' '}
      <Published
        at={first!.article.publishedAt}
        on={first!.article.publishedOn}
        dayOnly={first!.article.publishedDayOnly}
      />
      {seen && ' (the day we first saw it; its page states none)'}
      {second && (
        <>
          ; <bdi>{second.article.publicationName}</bdi> followed {writeLag(first!.article, second.article)}
        </>
      )}
      .
    </p>
  )
}

function CopyList({ report: { article, copies } }: { report: Report }) {
  if (copies.length === 0) return null
  const line = (copy: StoryArticle) => (
    <li>
      <a href={`/articles/${copy.id}`}>
        <bdi>{copy.publicationName}</bdi>
      </a>{' '}
      <span class="soft">{writeLag(article, copy)}</span>
    </li>
  )
  return (
    <details class="copy-list" open={copies.length <= 3}>
      <summary>{writePlural(copies.length, 'copy', 'copies')} of this text</summary>
      <ul class="plain">{copies.slice(0, copiesShownMax).map(line)}</ul>
      {copies.length > copiesShownMax && (
        <details>
          <summary>{copies.length - copiesShownMax} more</summary>
          <ul class="plain">{copies.slice(copiesShownMax, copiesShownMax + copiesFoldedMax).map(line)}</ul>
        </details>
      )}
    </details>
  )
}

function Facts({ story, reports }: { story: StoryPage; reports: Report[] }) {
  const list = (values: (string | null)[], name: (value: string) => string) =>
    [...new Set(values.flatMap((value) => (value === null ? [] : [value])))].slice(0, 12).map(name).join(', ')
  const { articles } = story
  const languages = list(
    articles.map((article) => article.language),
    languageName,
  )
  const countries = list(
    articles.map((article) => article.country),
    countryName,
  )
  const papers = [...new Set(articles.flatMap((article) => (article.doi === null ? [] : [article.doi])))]
  return (
    <section>
      <h2 class="label">This story</h2>
      <dl class="facts">
        <dt>Articles</dt>
        <dd class="number">
          <a href={searchLink(`story:${story.id}`, 'oldest')}>{writeCount(story.count)}</a>
        </dd>
        <dt>Independent</dt>
        <dd class="number">{writeCount(reports.length)}</dd>
        <dt>Copies</dt>
        <dd class="number">{writeCount(articles.filter((article) => !article.isOriginal).length)}</dd>
        {languages && (
          <>
            <dt>Languages</dt>
            <dd>{languages}</dd>
          </>
        )}
        {countries && (
          <>
            <dt>Published in</dt>
            <dd>{countries}</dd>
          </>
        )}
        {papers.length > 0 && (
          <>
            <dt>Papers</dt>
            <dd>
              {papers.slice(0, 5).map((doi) => (
                <span class="chip paper">doi:{doi} </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

function TagList({ story, topics }: { story: StoryPage; topics: Topics }) {
  const counts = new Map(story.tags.map(({ id, count }) => [id, count]))
  const ids = orderTags([...counts.keys()])
    .sort((a, b) => counts.get(b)! - counts.get(a)!)
    .slice(0, tagsShownMax)
  if (ids.length === 0) return null
  return (
    <section>
      <h2 class="label">Tags</h2>
      <ul class="plain tag-list">
        {ids.map((id) => (
          <li>
            <a class="tag" href={tagLink(id)}>
              {tagName(id, topics)}
            </a>{' '}
            <span class="soft number">{counts.get(id)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
