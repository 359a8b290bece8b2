// When a source, a pending entry and an article are asked again: floors, caps, jitter and clocks, over generated cases.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backOffMinutesMax,
  busyUnconditionalMinutesMin,
  type CheckOutcome,
  entryAttemptsMax,
  intervalMinutesMax,
  intervalMinutesMin,
  isDue,
  latestDueAt,
  mayAskAgainAt,
  medianGapMinutes,
  planEntryRetry,
  planNextCheck,
  planRecheck,
  quietMinutesMax,
  RECHECK_AFTER_HOURS,
  type Rhythm,
  unconditionalMinutesMin,
} from '../src/schedule.ts'

const NOW = '2026-03-02T08:00:00.000Z'
const minutesFrom = (now: string, at: string) => (Date.parse(at) - Date.parse(now)) / 60_000

const instants = fc
  .date({ min: new Date('1970-01-02'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const rhythms: fc.Arbitrary<Rhythm> = fc.record({
  intervalMinutes: fc.double({ min: 1, max: 1e6, noNaN: true }),
  failuresInRow: fc.nat(5_000),
  lastNewEntryAt: fc.option(instants),
})
const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
const answers = fc
  .record({
    validators: fc.boolean(),
    newEntries: fc.nat(2_000),
    entriesInFeed: fc.nat(2_000),
    gapMinutes: some(fc.double({ min: 0, max: 1e9, noNaN: true })),
    freshForMs: some(fc.double({ min: 0, max: 1e12, noNaN: true })),
    ttlMinutes: some(fc.double({ min: 0, max: 1e9, noNaN: true })),
  })
  .map((fields) => {
    const known = Object.entries(fields).filter(([, value]) => value !== undefined)
    return { kind: 'answered', ...Object.fromEntries(known) } as Extract<CheckOutcome, { kind: 'answered' }>
  })

describe('the next check of a source', () => {
  it('that answered is never sooner than its floor, and never later than its cap', () => {
    fc.assert(
      fc.property(fc.string(), answers, rhythms, instants, (name, outcome, rhythm, now) => {
        const { nextDueAt, intervalMinutes } = planNextCheck(name, outcome, rhythm, now)
        const busy = outcome.newEntries * 2 >= Math.max(1, outcome.entriesInFeed)
        const floor = outcome.validators
          ? intervalMinutesMin
          : busy
            ? busyUnconditionalMinutesMin
            : unconditionalMinutesMin
        const minutes = minutesFrom(now, nextDueAt)
        expect(minutes).toBeGreaterThanOrEqual(floor)
        expect(minutes).toBeLessThanOrEqual(quietMinutesMax * 1.1)
        expect(intervalMinutes).toBeGreaterThanOrEqual(intervalMinutesMin)
        expect(intervalMinutes).toBeLessThanOrEqual(quietMinutesMax)
      }),
    )
  })

  it('that failed comes back by itself: after an hour at the soonest, within a week and its jitter, never before Retry-After', () => {
    const retries = some(fc.double({ min: -1e4, max: 7 * 24 * 60, noNaN: true }))
    fc.assert(
      fc.property(
        fc.string(),
        fc.boolean(),
        retries,
        rhythms,
        instants,
        (name, gone, retryMinutes, rhythm, now) => {
          const retryAt =
            retryMinutes === undefined
              ? undefined
              : new Date(Date.parse(now) + retryMinutes * 60_000).toISOString()
          const { nextDueAt } = planNextCheck(
            name,
            { kind: 'failed', gone, ...(retryAt ? { retryAt } : {}) },
            rhythm,
            now,
          )
          expect(minutesFrom(now, nextDueAt)).toBeGreaterThanOrEqual(intervalMinutesMin)
          expect(minutesFrom(now, nextDueAt)).toBeLessThanOrEqual(backOffMinutesMax * 1.1)
          if (retryAt) expect(nextDueAt >= retryAt).toBe(true)
          expect(isDue(nextDueAt, nextDueAt)).toBe(true)
          expect(isDue(nextDueAt, now)).toBe(false)
        },
      ),
    )
  })

  it('doubles its wait with every failure, up to a week', () => {
    for (const [failuresInRow, minutes] of [
      [0, 60],
      [1, 120],
      [2, 240],
      [7, 7_680],
      [8, backOffMinutesMax],
      [400, backOffMinutesMax],
    ] as const) {
      const rhythm = { intervalMinutes: 60, failuresInRow, lastNewEntryAt: null }
      const { nextDueAt } = planNextCheck('a', { kind: 'failed', gone: false }, rhythm, NOW)
      expect(minutesFrom(NOW, nextDueAt)).toBeGreaterThanOrEqual(minutes)
      expect(minutesFrom(NOW, nextDueAt)).toBeLessThanOrEqual(minutes * 1.1)
    }
  })

  it('is the same for the same source and time, and differs from source to source', () => {
    const outcome = { kind: 'answered', validators: true, newEntries: 0, entriesInFeed: 10 } as const
    const rhythm = { intervalMinutes: 600, failuresInRow: 0, lastNewEntryAt: null }
    const due = (name: string) => planNextCheck(name, outcome, rhythm, NOW).nextDueAt
    const names = Array.from({ length: 200 }, (_, i) => `source-${i}`)
    expect(names.map(due)).toEqual(names.map(due))
    expect(new Set(names.map(due)).size).toBeGreaterThan(100)
  })

  it('follows the source: half its gap when there is news, what it asks for by ttl, seldom when it is silent', () => {
    const rhythm = { intervalMinutes: 60, failuresInRow: 0, lastNewEntryAt: NOW }
    const plan = (
      outcome: Partial<Extract<CheckOutcome, { kind: 'answered' }>>,
      known: Partial<Rhythm> = {},
    ) =>
      planNextCheck(
        '',
        { kind: 'answered', validators: true, newEntries: 3, entriesInFeed: 20, ...outcome },
        { ...rhythm, ...known },
        NOW,
      )
    expect(plan({ gapMinutes: 600 }).intervalMinutes).toBe(300)
    expect(plan({ gapMinutes: 2 }).intervalMinutes).toBe(intervalMinutesMin)
    expect(minutesFrom(NOW, plan({ gapMinutes: 2, ttlMinutes: 240 }).nextDueAt)).toBeGreaterThanOrEqual(240)
    expect(minutesFrom(NOW, plan({ ttlMinutes: 1e7 }).nextDueAt)).toBeLessThanOrEqual(
      intervalMinutesMax * 1.1,
    )
    expect(plan({ newEntries: 0 }, { intervalMinutes: 1e5 }).intervalMinutes).toBe(intervalMinutesMax)
    const silent = { intervalMinutes: 1e5, lastNewEntryAt: '2026-01-01T00:00:00.000Z' }
    expect(plan({ newEntries: 0 }, silent).intervalMinutes).toBe(quietMinutesMax)
  })
})

describe('a clock that jumps', () => {
  it('forward: all is due, and is planned from the new time', () => {
    expect(isDue(NOW, '2036-03-02T08:00:00.000Z')).toBe(true)
  })
  it('back: what was planned within reach is waited for; what lies years ahead is due now', () => {
    expect(isDue(NOW, '2026-03-02T07:00:00.000Z')).toBe(false)
    expect(isDue(NOW, '2026-02-26T08:00:00.000Z')).toBe(false)
    expect(isDue(NOW, '2016-03-02T08:00:00.000Z')).toBe(true)
    expect(isDue(NOW, '1970-01-01T00:00:00.000Z')).toBe(true)
  })
  it('is told from the longest wait that we set ourselves', () => {
    fc.assert(
      fc.property(fc.string(), rhythms, instants, (name, rhythm, now) => {
        const { nextDueAt } = planNextCheck(name, { kind: 'failed', gone: true }, rhythm, now)
        expect(nextDueAt <= latestDueAt(now)).toBe(true)
      }),
    )
  })
})

describe('a source that is asked by name', () => {
  it('waits an hour after an answer, five minutes after a failure', () => {
    expect(mayAskAgainAt(NOW, true)).toBe('2026-03-02T09:00:00.000Z')
    expect(mayAskAgainAt(NOW, false)).toBe('2026-03-02T08:05:00.000Z')
  })
})

describe('a pending entry', () => {
  it('is tried again after an hour at the soonest and a week at the latest, and never before Retry-After', () => {
    const retries = some(fc.integer({ min: -1e6, max: 14 * 24 * 60 }))
    fc.assert(
      fc.property(fc.nat(10_000), retries, instants, (attempts, retryMinutes, now) => {
        const retryAt =
          retryMinutes === undefined
            ? undefined
            : new Date(Date.parse(now) + retryMinutes * 60_000).toISOString()
        const at = planEntryRetry(attempts, retryAt, now)
        const minutes = minutesFrom(now, at)
        expect(minutes).toBeGreaterThanOrEqual(60)
        if (!retryAt || retryMinutes! <= backOffMinutesMax)
          expect(minutes).toBeLessThanOrEqual(backOffMinutesMax)
        if (retryAt) expect(at >= retryAt).toBe(true)
      }),
    )
    const hours = Array.from(
      { length: entryAttemptsMax },
      (_, i) => minutesFrom(NOW, planEntryRetry(i, undefined, NOW)) / 60,
    )
    expect(hours).toEqual([1, 4, 16, 64, 168, 168])
  })

  it('whose Retry-After is no instant is tried again all the same', () => {
    expect(planEntryRetry(0, 'soon', NOW)).toBe('2026-03-02T09:00:00.000Z')
    const rhythm = { intervalMinutes: 60, failuresInRow: 0, lastNewEntryAt: null }
    expect(
      minutesFrom(
        NOW,
        planNextCheck('', { kind: 'failed', gone: false, retryAt: 'soon' }, rhythm, NOW).nextDueAt,
      ),
    ).toBeLessThan(67)
  })
})

describe('an article', () => {
  const hoursLater = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString()
  it('is fetched again 6 hours, 1, 3, 7 and 30 days after first sight, and then no more', () => {
    const seen: number[] = []
    let at = planRecheck(NOW, NOW)
    while (at !== undefined) {
      seen.push(minutesFrom(NOW, at) / 60)
      at = planRecheck(NOW, at)
    }
    expect(seen).toEqual([...RECHECK_AFTER_HOURS])
  })
  it('is not made up for after a pause, and not asked twice within an hour', () => {
    expect(planRecheck(NOW, hoursLater(100))).toBe(hoursLater(168))
    expect(planRecheck(NOW, hoursLater(5.5))).toBe(hoursLater(6.5))
    expect(planRecheck(NOW, hoursLater(720))).toBeUndefined()
    expect(planRecheck(NOW, hoursLater(9_000))).toBeUndefined()
    expect(planRecheck(NOW, hoursLater(-9_000))).toBe(hoursLater(6))
  })
})

describe('the gap between entries', () => {
  it('is the median, and unknown for fewer than three dates', () => {
    expect(medianGapMinutes([NOW, NOW])).toBeUndefined()
    expect(medianGapMinutes(['rubbish', '', NOW])).toBeUndefined()
    const at = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString()
    expect(medianGapMinutes([at(0), at(1_000), at(10), at(30)])).toBe(20)
    fc.assert(
      fc.property(fc.array(fc.oneof(instants, fc.string()), { maxLength: 50 }), (dates) => {
        expect(medianGapMinutes(dates) ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
