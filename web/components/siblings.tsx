// The company of an article: copies of its text, independent reports of its story, and why each was put there.
import type { GroupingEvidence } from '../../src/model.ts'
import type { ArticlePage, ArticleSibling } from '../../src/store/article-reads.ts'
import { writePlural } from '../dates.ts'
import { kindName } from '../names.ts'
import { langOf, Published } from './article-row.tsx'

const siblingsShownMax = 30
const evidenceShownMax = 6

export function Copies({ article }: { article: ArticlePage }) {
  const group = article.copyGroup
  if (!group || group.members.length < 2) return null
  const [original, ...copies] = group.members
  return (
    <section id="copies">
      <h2 class="label">One text, {writePlural(copies.length, 'copy', 'copies')}</h2>
      <ol class="line">
        <Member sibling={original!} here={original!.id === article.id} mark="original" />
        {copies.slice(0, siblingsShownMax).map((copy) => (
          <Member sibling={copy} here={copy.id === article.id} mark="copy">
            <Evidence title="Why a copy" evidence={copy.evidence} />
          </Member>
        ))}
      </ol>
      <More count={copies.length - siblingsShownMax} />
      {group.originalReason && (
        <p class="small soft">
          Why {original!.publicationName} is the original: {group.originalReason}
        </p>
      )}
    </section>
  )
}

/** All independent reports in the order they came, this one among them. */
export function Story({ article }: { article: ArticlePage }) {
  const reports = article.reports.filter((report) => report.isOriginal)
  const copies = article.reports.length - reports.length
  if (reports.length === 0) return null
  const ownPlace = article.copyGroup?.members.find((member) => member.isOriginal)
  const own = {
    ...(ownPlace ?? { ...article, url: article.canonicalUrl, isOriginal: true, share: 0 }),
    evidence: [],
  }
  const line = [...reports, own].sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1))
  return (
    <section id="story">
      <h2 class="label">{writePlural(line.length, 'independent report')} of this story</h2>
      <ol class="line">
        {line.slice(0, siblingsShownMax).map((report, i) => (
          <Member
            sibling={report}
            here={report.id === article.id}
            {...(i === 0 ? { mark: 'first' as const } : {})}
          >
            <Evidence title="Why this story" evidence={report.evidence} />
          </Member>
        ))}
      </ol>
      <More count={line.length - siblingsShownMax} />
      <p class="small">
        <a href={`/stories/${article.storyId}`}>The story over time, and what its copies changed</a>
      </p>
      {copies > 0 && (
        <p class="small soft">Besides, {writePlural(copies, 'copy', 'copies')} of the other reports.</p>
      )}
    </section>
  )
}

function More({ count }: { count: number }) {
  return count > 0 ? <p class="small soft">and {count} more</p> : null
}

const MARKS = { original: 'original', copy: 'copy', first: 'first' }

type MemberProps = {
  sibling: Omit<ArticleSibling, 'share'>
  here: boolean
  mark?: keyof typeof MARKS
  children?: unknown
}

function Member({ sibling, here, mark, children }: MemberProps) {
  const lang = langOf(sibling.language)
  return (
    <li class={here ? 'here' : undefined}>
      <p class="kicker">
        <strong title={kindName(sibling.kind)}>
          <bdi>{sibling.publicationName}</bdi>
        </strong>
        <Published at={sibling.publishedAt} on={sibling.publishedOn} dayOnly={sibling.publishedDayOnly} />
        {mark && <span>{MARKS[mark]}</span>}
      </p>
      {here ? (
        <p aria-current="true">This article</p>
      ) : (
        <p lang={lang} dir="auto">
          <a href={`/articles/${sibling.id}`}>{sibling.title}</a>
        </p>
      )}
      {!here && children}
    </li>
  )
}

/** What the two share, the words, the points: the strongest first. */
export function Evidence({ title, evidence }: { title: string; evidence: GroupingEvidence[] }) {
  if (evidence.length === 0) return null
  const sorted = [...evidence].sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
  const more = sorted.length - evidenceShownMax
  return (
    <details class="why">
      <summary>{title}</summary>
      <table>
        <thead class="hidden">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Words</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, evidenceShownMax).map(({ kind, words, points }) => (
            <tr>
              <th scope="row">{kind}</th>
              <td>{words}</td>
              <td class="number">{writePoints(points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="small soft">and {writePlural(more, 'weaker sign')}</p>}
    </details>
  )
}

/** 1.234 -> "1.2"; -4 -> "−4" */
function writePoints(points: number): string {
  return String(Math.round(points * 10) / 10).replace('-', '−')
}
