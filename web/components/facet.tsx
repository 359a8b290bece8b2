// A facet: values with counts and bars behind them, each a link that adds it to the search or takes it out.
import { writeCount } from '../dates.ts'

export type FacetItem = { name: string; count: number; href: string; chosen?: boolean }

const foldedUsually = 8

type FacetProps = {
  title: string
  items: FacetItem[]
  total?: number // of values, where `items` are the first of them
  max: number
  folded?: number // how many of the rest are there to be unfolded
}

export function Facet({ title, items, total = items.length, max, folded = foldedUsually }: FacetProps) {
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
  const rest = items.slice(shown.length, shown.length + folded)
  const cut = total > shown.length + rest.length
  return (
    <section>
      <h2 class="label">{title}</h2>
      <ul class="facet">{shown.map(row)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{cut ? `${rest.length} more of ${total}` : `Show all ${total}`}</summary>
          <ul class="facet">{rest.map(row)}</ul>
        </details>
      )}
    </section>
  )
}
