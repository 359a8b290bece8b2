// What belongs to a story, folded under its lead: independent reports with their headlines, copies by name only.
import type { LatestStory } from '../../src/store/lists.ts'
import type { SearchHit } from '../../src/store/search.ts'
import { writeDay, writePlural } from '../dates.ts'
import { langOf, Marked } from './article-row.tsx'

const reportsShownMax = 4
const copiesShownMax = 6

export function StoryFold({ story: { lead, others } }: { story: LatestStory }) {
  if (others.length === 0) return null
  const copies = others.filter((other) => !other.isOriginal && other.copyGroupId === lead.copyGroupId)
  const reports = others.filter((other) => other.isOriginal)
  const shown = reports.slice(0, reportsShownMax)
  const hiddenReports = lead.reportCount - 1 - shown.length
  const hiddenCopies = lead.copyCount - Math.min(copies.length, copiesShownMax)
  return (
    <div class="fold">
      {shown.length > 0 && (
        <ul class="reports" aria-label="Other reports of this story">
          {shown.map((report) => (
            <Report report={report} lead={lead} />
          ))}
          {hiddenReports > 0 && (
            <li>
              <a href={`/articles/${lead.id}#story`}>{writePlural(hiddenReports, 'more report')}</a>
            </li>
          )}
        </ul>
      )}
      {lead.copyCount > 0 && (
        <p class="copies">
          {lead.copyCount === 1 ? 'Copy' : 'Copies'}:{' '}
          {copies.slice(0, copiesShownMax).map((copy, i) => (
            <>
              {i > 0 && ', '}
              <a href={`/articles/${copy.id}`}>
                <bdi>{copy.publicationName}</bdi>
              </a>
            </>
          ))}
          {hiddenCopies > 0 && (
            <>
              {copies.length > 0 && ' and '}
              <a href={`/articles/${lead.id}#copies`}>{hiddenCopies} more</a>
            </>
          )}
        </p>
      )}
    </div>
  )
}

function Report({ report, lead }: { report: SearchHit; lead: SearchHit }) {
  const day = writeDay(report.publishedOn)
  return (
    <li>
      <span class="who">
        <bdi>{report.publicationName}</bdi>
      </span>{' '}
      <a href={`/articles/${report.id}`} lang={langOf(report.language)} dir="auto">
        <Marked segments={report.title} />
      </a>
      {day !== writeDay(lead.publishedOn) && <span class="day-note"> {day}</span>}
      {report.copyCount > 0 && <span class="chip"> · {writePlural(report.copyCount, 'copy', 'copies')}</span>}
    </li>
  )
}
