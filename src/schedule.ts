// When a source is asked next. Pure: (what came of the last check, what is known, now) -> the next due time.
// The floors follow what feed owners ask of readers (an hour between conditional requests, a day between whole
// downloads); a source that publishes seldom is asked seldom, and none is ever given up.

const MINUTE_MS = 60_000
export const intervalMinutesMin = 60
export const unconditionalMinutesMin = 24 * 60 // without validators every check downloads the whole feed
export const busyUnconditionalMinutesMin = 6 * 60 // … unless entries would scroll out of the feed in between
export const intervalMinutesMax = 24 * 60
export const quietMinutesMax = 3 * 24 * 60 // for sources without a new entry in a month
export const backOffMinutesMax = 7 * 24 * 60
const jitterShareMax = 0.1
const askAgainMinutesMin = 5 // after a failure, when the operator mended something and tries

/** Whether a time that was set for later has come. One further off than any we set was set by a clock gone wrong. */
export function isDue(dueAt: string, now: string): boolean {
  return dueAt <= now || dueAt > latestDueAt(now)
}

/** The latest time that is ever set for a check or a further try, the jitter included. */
export function latestDueAt(now: string): string {
  return new Date(Date.parse(now) + backOffMinutesMax * MINUTE_MS * (1 + jitterShareMax)).toISOString()
}

/** A source that was asked by name is asked again at the earliest after this: a repeated command is no second visit. */
export function mayAskAgainAt(lastCheckedAt: string, answered: boolean): string {
  const minutes = answered ? intervalMinutesMin : askAgainMinutesMin
  return new Date(Date.parse(lastCheckedAt) + minutes * MINUTE_MS).toISOString()
}

export type CheckOutcome =
  | {
      kind: 'answered'
      validators: boolean
      newEntries: number
      entriesInFeed: number // 0 after a 304
      gapMinutes?: number // median time between the feed's entries
      freshForMs?: number
      ttlMinutes?: number
    }
  | { kind: 'failed'; gone: boolean; retryAt?: string }

export type Rhythm = { intervalMinutes: number; failuresInRow: number; lastNewEntryAt: string | null }
export type NextCheck = { nextDueAt: string; intervalMinutes: number }

/** `name` spreads sources that were checked together over the tenth of an interval after the due time. */
export function planNextCheck(name: string, outcome: CheckOutcome, rhythm: Rhythm, now: string): NextCheck {
  const nowMs = Date.parse(now)
  if (outcome.kind === 'failed') {
    const minutes = outcome.gone
      ? backOffMinutesMax
      : Math.min(backOffMinutesMax, intervalMinutesMin * 2 ** Math.min(rhythm.failuresInRow, 20))
    const asked = readInstant(outcome.retryAt)
    const dueMs = Math.min(
      Math.max(nowMs + minutes * MINUTE_MS, asked),
      nowMs + backOffMinutesMax * MINUTE_MS,
    )
    return { nextDueAt: spread(name, nowMs, dueMs), intervalMinutes: rhythm.intervalMinutes }
  }
  const intervalMinutes = adaptInterval(outcome, rhythm, nowMs)
  const floor = outcome.validators
    ? intervalMinutesMin
    : outcome.newEntries * 2 >= Math.max(1, outcome.entriesInFeed)
      ? busyUnconditionalMinutesMin
      : unconditionalMinutesMin
  const wished = Math.max(outcome.ttlMinutes ?? 0, (outcome.freshForMs ?? 0) / MINUTE_MS)
  const minutes = Math.min(
    Math.max(intervalMinutes, floor, Math.min(wished, intervalMinutesMax)),
    backOffMinutesMax,
  )
  return { nextDueAt: spread(name, nowMs, nowMs + minutes * MINUTE_MS), intervalMinutes }
}

/** Half the usual gap between entries when there is news; slowly longer while there is none. */
function adaptInterval(
  { newEntries, gapMinutes }: Extract<CheckOutcome, { kind: 'answered' }>,
  { intervalMinutes, lastNewEntryAt }: Rhythm,
  nowMs: number,
): number {
  if (newEntries > 0) {
    return clamp(
      gapMinutes === undefined ? intervalMinutes / 2 : gapMinutes / 2,
      intervalMinutesMin,
      intervalMinutesMax,
    )
  }
  const quiet = lastNewEntryAt !== null && nowMs - Date.parse(lastNewEntryAt) > 30 * 24 * 60 * MINUTE_MS
  return clamp(intervalMinutes * 1.5, intervalMinutesMin, quiet ? quietMinutesMax : intervalMinutesMax)
}

/** Later by up to a tenth, always the same for the same source and time: no two sources keep in step. */
function spread(name: string, nowMs: number, dueMs: number): string {
  let hash = nowMs % 104_729
  for (const character of name) hash = (Math.imul(hash, 31) + character.codePointAt(0)!) >>> 0
  return new Date(dueMs + (dueMs - nowMs) * jitterShareMax * ((hash % 1000) / 1000)).toISOString()
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** Median gap between the publication times of a feed's entries, in minutes; undefined for fewer than three. */
export function medianGapMinutes(instants: string[]): number | undefined {
  const times = instants
    .map((at) => Date.parse(at))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  if (times.length < 3) return undefined
  const gaps = times
    .slice(1)
    .map((time, i) => time - times[i]!)
    .sort((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)]! / MINUTE_MS
}

// Articles that are ours are fetched again after first sight: that is how a publisher's edits are seen.
export const RECHECK_AFTER_HOURS = [6, 24, 72, 168, 720] as const

/**
 * When an article is fetched again: the next of the times after first sight; undefined after the last. Times that were
 * missed are not made up for, and a re-check out of turn (its feed says that it changed) uses none of them up.
 */
export function planRecheck(firstSeenAt: string, now: string): string | undefined {
  const [seenMs, nowMs] = [Date.parse(firstSeenAt), Date.parse(now)]
  const dueMs = RECHECK_AFTER_HOURS.map((hours) => seenMs + hours * 60 * MINUTE_MS).find((ms) => ms > nowMs)
  return dueMs === undefined
    ? undefined
    : new Date(Math.max(dueMs, nowMs + intervalMinutesMin * MINUTE_MS)).toISOString()
}

export const entryAttemptsMax = 6

/** When a pending entry whose page could not be had is tried again: 1, 4, 16, 64 hours …, at most a week. */
export function planEntryRetry(attempts: number, retryAt: string | undefined, now: string): string {
  const hours = Math.min(4 ** attempts, 168)
  const dueMs = Date.parse(now) + hours * 60 * MINUTE_MS
  return new Date(Math.max(dueMs, readInstant(retryAt))).toISOString()
}

/** Milliseconds; 0 for what is no instant. */
function readInstant(at: string | undefined): number {
  return Date.parse(at ?? '') || 0
}
