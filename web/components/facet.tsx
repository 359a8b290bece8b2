// A facet: values with counts and bars behind them, each a link that adds it to the search or takes it out.
import { writeCount } from '../dates.ts'

export type FacetItem = { name: string; count: number; href: string; chosen?: boolean }

const foldedMax = 8

type FacetProps = {
  title: string
  items: FacetItem[]
  max: number
  fold?: boolean // the rest is there to be unfolded
}

export function Facet({ title, items, max, fold = true }: FacetProps) {
  if (items.length === 0) return null
  const top = Math.max(...items.map((item) => item.count))
  const row = (item: FacetItem) => (
    <li>
      <a href={item.href} aria-current={item.chosen ? 'true' : undefined}>
        <span>
          <bdi>{item.name}</bdi>
          {item.chosen && <span class="hidden"> (chosen; select to remove)</span>}
        </span>
        <span class="count">{writeCount(item.count)}</span>
        <meter value={item.count} max={top} aria-hidden="true" />
      </a>
    </li>
  )
  const shown = items.length <= max + 2 ? items : items.slice(0, max)
  const folded = fold ? items.slice(shown.length, shown.length + foldedMax) : []
  return (
    <section>
      <h2 class="label">{title}</h2>
      <ul class="facet">{shown.map(row)}</ul>
      {folded.length > 0 && (
        <details>
          <summary>{folded.length} more</summary>
          <ul class="facet">{folded.map(row)}</ul>
        </details>
      )}
    </section>
  )
}
