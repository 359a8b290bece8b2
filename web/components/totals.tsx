// A strip of large figures, each with its name and, where there is one, the page that lists what it counts.
import { writeCount } from '../dates.ts'

export type Total = { name: string; count: number; href?: string }

export function Totals({ totals }: { totals: Total[] }) {
  return (
    <dl class="totals">
      {totals.map(({ name, count, href }) => (
        <div>
          <dt>{href ? <a href={href}>{name}</a> : name}</dt>
          <dd>{writeCount(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
