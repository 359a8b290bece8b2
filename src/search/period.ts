// Periods as people write them in a query -> days since 1970-01-01, both ends included; and the few years, months and
// days that cover a period, by which the index knows it.
const MS_A_DAY = 86_400_000
const DAY = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T[\d:.]*Z?)?)?)?$/

export type Period = { fromDay?: number; toDay?: number }

/** "2025-03" · "2025-01/2025-06" · "2025-01..2025-06" · ">2025-03-01" · "<=2025" · "<7d" (younger) · ">2w" (older) */
export function readPeriod(value: string, today: string): Period | undefined {
  const text = plainDigits(value)
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

/** What a period that cannot be read was very likely meant to be: "2025/03/01" -> "2025-03-01"; undefined when unsure. */
export function mendPeriod(value: string, today: string): string | undefined {
  const text = plainDigits(value)
  const [left, right] = text.split(/\/|\.\./)
  const candidates = [
    text.replace(
      /^(\D*)(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?$/,
      (_, sign, ...parts) => `${sign}${parts.slice(0, 3).filter(Boolean).join('-')}`,
    ),
    text.replace(
      /^(\D*)(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?$/,
      (_, sign, ...parts) => `${sign}${parts.slice(0, 3).filter(Boolean).join('-')}`,
    ),
    readMonthName(text),
    text.replace(/^(\d+)\s*([dwmy])$/, '<$1$2'),
    text.replace(
      /^(last|past)?\s*(\d+)\s*(day|week|month|year)s?$/i,
      (_, __, n, unit) => `<${n}${unit[0].toLowerCase()}`,
    ),
    // A day that its month does not have: the month.
    text.replace(/^(\D*\d{4}-\d{1,2})-\d{1,2}$/, '$1'),
    left && right ? `${right}/${left}` : '',
  ]
  return candidates.find((mended) => mended && mended !== text && isPeriod(mended, today))
}

function isPeriod(text: string, today: string): boolean {
  const period = readPeriod(text, today)
  return period !== undefined && !isBackward(period)
}

export function isBackward({ fromDay, toDay }: Period): boolean {
  return fromDay !== undefined && toDay !== undefined && fromDay > toDay
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** "March 2025", "8 May 2025" -> "2025-03", "2025-05-08" */
function readMonthName(text: string): string | undefined {
  const found = /^(?:(\d{1,2})\s+)?([a-z]{3})[a-z]*\.?\s+(\d{4})$/i.exec(text)
  const month = found ? MONTHS.indexOf(found[2]!.toLowerCase()) + 1 : 0
  if (!found || month === 0) return undefined
  const parts = [found[3], String(month).padStart(2, '0'), ...(found[1] ? [found[1].padStart(2, '0')] : [])]
  return parts.join('-')
}

/** Full-width digits as plain ones. */
function plainDigits(text: string): string {
  return text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
}

/** "2025" -> all its days; impossible dates give undefined. */
function readSpan(text: string): { from: number; to: number } | undefined {
  const match = DAY.exec(text.trim())
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), match[2] && Number(match[2]), match[3] && Number(match[3])]
  const start = Date.UTC(year, (month || 1) - 1, day || 1)
  if (month !== undefined && month !== '' && (month < 1 || month > 12)) return undefined
  if (day !== undefined && day !== '' && (day < 1 || new Date(start).getUTCDate() !== day)) return undefined
  const end = day ? start : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31)
  return { from: start / MS_A_DAY, to: end / MS_A_DAY }
}

/**
 * The largest years, months and days that make up a period: 2024-12-30 to 2025-02-01 is "2024-12-30", "2024-12-31",
 * "2025-01", "2025-02-01". Ids begin in 1970; nothing is dated later than the year after today's.
 */
export function coverPeriod({ fromDay, toDay }: Period, today: string): string[] {
  const last = Date.UTC(Number(today.slice(0, 4)) + 1, 11, 31) / MS_A_DAY
  const to = Math.min(toDay ?? last, last)
  const spans: string[] = []
  for (let day = Math.max(0, fromDay ?? 0); day <= to; ) {
    const iso = new Date(day * MS_A_DAY).toISOString().slice(0, 10)
    const [year, month] = [Number(iso.slice(0, 4)), Number(iso.slice(5, 7))]
    const yearEnd = Date.UTC(year, 11, 31) / MS_A_DAY
    const monthEnd = Date.UTC(year, month, 0) / MS_A_DAY
    if (iso.endsWith('-01-01') && yearEnd <= to) {
      spans.push(iso.slice(0, 4))
      day = yearEnd + 1
    } else if (iso.endsWith('-01') && monthEnd <= to) {
      spans.push(iso.slice(0, 7))
      day = monthEnd + 1
    } else {
      spans.push(iso)
      day++
    }
  }
  return spans
}
