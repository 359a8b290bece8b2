// Time cut into days, weeks or months, for counting. Days are numbers since 1970-01-01.

export type Span = { fromDay: number; toDay: number }
export type SpanLength = 'day' | 'week' | 'month'

const spansMax = 600
const MS_A_DAY = 86_400_000

/** Whole days, weeks (from Monday) or months that cover the days; undefined when they would be too many. */
export function spansOf({ fromDay, toDay }: Span, by: SpanLength): Span[] | undefined {
  const spans: Span[] = []
  for (let start = startOf(fromDay, by); start <= toDay; ) {
    const next = nextOf(start, by)
    spans.push({ fromDay: start, toDay: next - 1 })
    if (spans.length > spansMax) return undefined
    start = next
  }
  return spans
}

function startOf(day: number, by: SpanLength): number {
  if (by === 'day') return day
  if (by === 'week') return day - ((((day + 3) % 7) + 7) % 7) // day 0 was a Thursday
  const date = new Date(day * MS_A_DAY)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / MS_A_DAY
}

function nextOf(start: number, by: SpanLength): number {
  if (by === 'day') return start + 1
  if (by === 'week') return start + 7
  const date = new Date(start * MS_A_DAY)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / MS_A_DAY
}
