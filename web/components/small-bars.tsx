// A handful of named counts as bars with their figures: weekdays, hours, months. One row each where there are few, one
// small chart with a table behind it where there are many.
import { writeCount } from '../dates.ts'

export type NamedCount = { name: string; count: number; href?: string }

/** Bars across, one below the other. */
export function BarRows({ rows, caption }: { rows: NamedCount[]; caption: string }) {
  const top = Math.max(1, ...rows.map((row) => row.count))
  return (
    <table class="bar-rows" aria-label={caption}>
      <tbody>
        {rows.map(({ name, count, href }) => (
          <tr>
            <th scope="row">{href ? <a href={href}>{name}</a> : <bdi>{name}</bdi>}</th>
            <td class="bar-cell">
              <svg width="100%" height="10" aria-hidden="true" focusable="false">
                <rect width={`${((count / top) * 100).toFixed(1)}%`} height="10" />
              </svg>
            </td>
            <td class="number">{writeCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Bars upright, for the hours of a day. */
export function HourBars({ hours }: { hours: number[] }) {
  const top = Math.max(1, ...hours)
  const step = 100 / hours.length
  return (
    <figure class="chart hours">
      <svg width="100%" height="58" aria-hidden="true" focusable="false">
        {hours.map((count, i) => (
          <rect
            class="column"
            x={`${(i * step + step * 0.12).toFixed(2)}%`}
            width={`${(step * 0.76).toFixed(2)}%`}
            y={40 - (count / top) * 38}
            height={(count / top) * 38}
          />
        ))}
        <line x1="0" x2="100%" y1="40.5" y2="40.5" />
        {[0, 6, 12, 18].map((hour) => (
          <text x={`${(hour * step).toFixed(2)}%`} y="54">{`${String(hour).padStart(2, '0')}:00`}</text>
        ))}
      </svg>
      <details>
        <summary>The hours as figures</summary>
        <table class="figures">
          <thead class="hidden">
            <tr>
              <th scope="col">Hour, UTC</th>
              <th scope="col">Articles</th>
            </tr>
          </thead>
          <tbody>
            {hours.map((count, hour) =>
              count === 0 ? null : (
                <tr>
                  <th scope="row">{`${String(hour).padStart(2, '0')}:00`}</th>
                  <td class="number">{writeCount(count)}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
