// The spark line of a saved search: hits a week, a bar each, drawn on the server; the figures are its name for those who
// do not see it, and in a table behind it.
import { writeCount } from '../dates.ts'

const height = 28
const barWidth = 9
const gap = 2

export function WeekLine({ weeks, name }: { weeks: number[]; name: string }) {
  if (weeks.length === 0) return null
  const top = Math.max(1, ...weeks)
  const width = weeks.length * (barWidth + gap) - gap
  const words = `Articles a week over ${weeks.length} weeks, the oldest first: ${weeks.join(', ')}`
  return (
    <figure class="week-line">
      <svg
        viewBox={`0 0 ${width} ${height + 1}`}
        width={width}
        height={height + 1}
        role="img"
        aria-label={`${name.slice(0, 80).toWellFormed()}. ${words}`}
      >
        {weeks.map((count, i) => {
          const high = count === 0 ? 0 : Math.max(2, (count / top) * (height - 2))
          return (
            <rect
              class="column"
              x={i * (barWidth + gap)}
              y={(height - high).toFixed(1)}
              width={barWidth}
              height={high.toFixed(1)}
            >
              <title>{writeWeek(weeks.length - 1 - i, count)}</title>
            </rect>
          )
        })}
        <line x1="0" x2={width} y1={height + 0.5} y2={height + 0.5} />
      </svg>
      <figcaption class="small soft">
        {weeks.length} weeks, up to {writeCount(Math.max(...weeks))} in one
      </figcaption>
    </figure>
  )
}

function writeWeek(back: number, count: number): string {
  const when = back === 0 ? 'the last seven days' : back === 1 ? 'the week before' : `${back} weeks before`
  return `${when}: ${writeCount(count)}`
}
