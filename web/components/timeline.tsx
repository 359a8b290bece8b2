// A story over time: one line for each independent report, its copies as small marks on the same line, under one axis
// of time. Marks are placed by percentages, so that it fits any width.
import type { Child } from 'hono/jsx'
import type { StoryArticle } from '../../src/store/stories.ts'
import { writeDay, writeInstant } from '../dates.ts'
import { kindName } from '../names.ts'
import { langOf, Published } from './article-row.tsx'

export type Report = { article: StoryArticle; copies: StoryArticle[] }

const HOUR = 3_600_000
const ticksMax = 4
const copiesMarkedMax = 40

/** Independent reports in the order they came, each with the copies of its text. */
export function gatherReports(articles: StoryArticle[]): Report[] {
  const reports = articles
    .filter((article) => article.isOriginal)
    .map((article) => ({ article, copies: [] as StoryArticle[] }))
  const ofGroup = new Map(
    reports.flatMap((report) =>
      report.article.groupId === null ? [] : [[report.article.groupId, report] as const],
    ),
  )
  for (const article of articles) {
    if (article.isOriginal) continue
    const report = article.groupId === null ? undefined : ofGroup.get(article.groupId)
    if (report) report.copies.push(article)
    // A copy whose original stands in no report of this story is shown for itself.
    else reports.push({ article, copies: [] })
  }
  return reports.sort((a, b) => (a.article.publishedAt < b.article.publishedAt ? -1 : 1))
}

type TimelineProps = {
  reports: Report[]
  shownMax: number
  children: (report: Report, place: number) => Child
}

export function Timeline({ reports, shownMax, children }: TimelineProps) {
  const times = reports.flatMap(({ article, copies }) => [article, ...copies].map(timeOf))
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const first = reports[0]!.article
  const drawn = to - from >= HOUR
  return (
    <div class={drawn ? 'timeline' : 'timeline bare'}>
      {drawn && <Axis from={from} to={to} />}
      <ol>
        {reports.slice(0, shownMax).map((report, i) => (
          <li id={`article-${report.article.id}`}>
            <div class="report">
              <ReportHead article={report.article} first={first} place={i} />
              {children(report, i)}
            </div>
            {drawn && <Track report={report} from={from} to={to} />}
          </li>
        ))}
      </ol>
    </div>
  )
}

export const timeOf = (article: StoryArticle) => Date.parse(article.publishedAt)

function ReportHead({
  article,
  first,
  place,
}: {
  article: StoryArticle
  first: StoryArticle
  place: number
}) {
  const lang = langOf(article.language)
  return (
    <>
      <p class="kicker">
        <strong>
          <a href={`/publications/${encodeURIComponent(article.publicationId)}`}>
            <bdi>{article.publicationName}</bdi>
          </a>
        </strong>
        <span>{kindName(article.kind)}</span>
        <Published at={article.publishedAt} on={article.publishedOn} dayOnly={article.publishedDayOnly} />
        {place === 0 ? <span class="first">first</span> : <span>{writeLag(first, article)}</span>}
        {!article.isOriginal && <span>a copy</span>}
      </p>
      <h3 class="headline" lang={lang} dir="auto">
        <a href={`/articles/${article.id}`}>{article.title}</a>
      </h3>
    </>
  )
}

/** "3 h later", "2 days later"; "the same day" where only the day is known. */
export function writeLag(first: StoryArticle, later: StoryArticle): string {
  if (first.publishedDayOnly || later.publishedDayOnly) {
    const days = Math.round((Date.parse(later.publishedOn) - Date.parse(first.publishedOn)) / (24 * HOUR))
    return days <= 0 ? 'the same day' : days === 1 ? 'the day after' : `${days} days later`
  }
  const minutes = Math.round((timeOf(later) - timeOf(first)) / 60_000)
  if (minutes < 1) return 'at the same time'
  if (minutes < 60) return `${minutes} min later`
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h later`
  return `${Math.round(minutes / 1440)} days later`
}

const x = (at: number, from: number, to: number) => `${(3 + ((at - from) / (to - from)) * 94).toFixed(2)}%`

function Axis({ from, to }: { from: number; to: number }) {
  return (
    <svg class="axis" width="100%" height="18" aria-hidden="true" focusable="false">
      {makeTicks(from, to).map(({ at, name }, i, ticks) => (
        <text
          x={x(at, from, to)}
          y="12"
          text-anchor={i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle'}
          class={i === 0 || i === ticks.length - 1 ? undefined : 'tight'}
        >
          {name}
        </text>
      ))}
    </svg>
  )
}

/** The two ends, and even steps between where there is room. */
function makeTicks(from: number, to: number): { at: number; name: string }[] {
  const span = to - from
  const write = (at: number) => {
    const iso = new Date(at).toISOString()
    const day = writeDay(iso).replace(/ (\w{3})\w* \d+$/, ' $1')
    return span < 36 * HOUR ? `${day}, ${iso.slice(11, 16)}` : day
  }
  const steps = span < 36 * HOUR ? 1 : Math.min(ticksMax - 1, Math.max(1, Math.floor(span / (48 * HOUR))))
  const ticks = Array.from({ length: steps + 1 }, (_, i) => {
    const at = from + (span * i) / steps
    return { at, name: write(at) }
  })
  return ticks.filter((tick, i) => i === 0 || tick.name !== ticks[i - 1]!.name)
}

function Track({ report: { article, copies }, from, to }: { report: Report; from: number; to: number }) {
  const last = copies.at(-1)
  return (
    <svg class="track" width="100%" height="22" aria-hidden="true" focusable="false">
      <line class="rail-line" x1="3%" x2="97%" y1="11" y2="11" />
      {last && (
        <line
          class="spread"
          x1={x(timeOf(article), from, to)}
          x2={x(timeOf(last), from, to)}
          y1="11"
          y2="11"
        />
      )}
      {copies.slice(0, copiesMarkedMax).map((copy) => (
        <circle class="copy-mark" cx={x(timeOf(copy), from, to)} cy="11" r="3.5">
          <title>{`${copy.publicationName}, ${writeInstant(copy.publishedAt)}`}</title>
        </circle>
      ))}
      <circle class="report-mark" cx={x(timeOf(article), from, to)} cy="11" r="5.5" />
    </svg>
  )
}
