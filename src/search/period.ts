// Periods as people write them in a query -> days since 1970-01-01, both ends included.
const MS_A_DAY = 86_400_000
const DAY = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/

export type Period = { fromDay?: number; toDay?: number }

/** "2025-03" · "2025-01/2025-06" · "2025-01..2025-06" · ">2025-03-01" · "<=2025" · "<7d" (younger) · ">2w" (older) */
export function readPeriod(value: string, today: string): Period | undefined {
  const text = value.trim()
  const age = /^([<>])\s*(\d{1,5})\s*([dwmy])$/.exec(text)
  if (age) {
    const days = Number(age[2]) * { d: 1, w: 7, m: 30, y: 365 }[age[3] as 'd' | 'w' | 'm' | 'y']
    const edge = Math.floor(Date.parse(today) / MS_A_DAY) - days
    return age[1] === '<' ? { fromDay: edge } : { toDay: edge }
  }
  const compared = /^(<=|>=|<|>)\s*(.+)$/.exec(text)
  if (compared) {
    const span = readSpan(compared[2]!)
    if (!span) return undefined
    if (compared[1] === '>') return { fromDay: span.to + 1 }
    if (compared[1] === '>=') return { fromDay: span.from }
    if (compared[1] === '<') return { toDay: span.from - 1 }
    return { toDay: span.to }
  }
  const [left, right, ...more] = text.split(/\/|\.\./)
  if (more.length > 0 || left === undefined) return undefined
  if (right === undefined) {
    const span = readSpan(left)
    return span && { fromDay: span.from, toDay: span.to }
  }
  const [first, last] = [left === '' ? null : readSpan(left), right === '' ? null : readSpan(right)]
  if (first === undefined || last === undefined || (first === null && last === null)) return undefined
  return { ...(first ? { fromDay: first.from } : {}), ...(last ? { toDay: last.to } : {}) }
}

/** "2025" -> all its days; impossible dates give undefined. */
function readSpan(text: string): { from: number; to: number } | undefined {
  const match = DAY.exec(text.trim())
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), match[2] && Number(match[2]), match[3] && Number(match[3])]
  const start = Date.UTC(year, (month || 1) - 1, day || 1)
  if (month && (month < 1 || month > 12)) return undefined
  if (day && new Date(start).getUTCDate() !== day) return undefined
  const end = day ? start : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31)
  return { from: start / MS_A_DAY, to: end / MS_A_DAY }
}
