// How the site writes dates and numbers: "8 May 2025", "3 h ago", commas in large numbers. Times are UTC.
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "2025-05-08T02:00:00.000Z" -> "8 May 2025" */
export function writeDay(at: string): string {
  const date = new Date(at)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]!} ${date.getUTCFullYear()}`
}

/** "2025-05" -> "May 2025" */
export function writeMonth(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`
}

/** "8 May 2025, 02:00 UTC" */
export function writeInstant(at: string): string {
  return `${writeDay(at)}, ${at.slice(11, 16)} UTC`
}

/** "in 5 min", "3 h ago", "2 days ago"; a date when it is more than a month. */
export function writeAge(at: string, now: Date): string {
  const minutes = Math.round((now.getTime() - Date.parse(at)) / 60_000)
  const size = Math.abs(minutes)
  if (size < 1) return 'now'
  if (size > 30 * 24 * 60) return writeDay(at)
  const amount =
    size < 60
      ? `${size} min`
      : size < 48 * 60
        ? `${Math.round(size / 60)} h`
        : `${Math.round(size / 1440)} days`
  return minutes < 0 ? `in ${amount}` : `${amount} ago`
}

/** 12345 -> "12,345", as figures are written. */
export function writeCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** (1, "article") -> "1 article"; (3, "story", "stories") -> "3 stories" */
export function writePlural(count: number, one: string, many = `${one}s`): string {
  return `${writeCount(count)} ${count === 1 ? one : many}`
}
