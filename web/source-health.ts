// How a source is, in words, and what to do: from what is remembered of its checks. Pure.
import type { Source } from '../src/model.ts'
import type { SourceState } from '../src/store/sources.ts'
import { writePlural } from './dates.ts'

export type Tone = 'ok' | 'bad' | 'wait' | 'off'
export type Health = { tone: Tone; words: string; advice?: string; state?: SourceState }

const quietDaysMin = 30
const movedTimesMin = 3 // confirmations before a move is believed

export function judgeSource(source: Source, state: SourceState | undefined, now: Date): Health {
  if (!source.enabled) return { tone: 'off', words: '○ off', ...(source.why ? { advice: source.why } : {}) }
  if (!state?.lastCheckedAt)
    return { tone: 'wait', words: '… not yet asked', advice: 'It is asked in the next round of the crawler.' }
  return { state, ...judgeState(source, state, now) }
}

function judgeState(source: Source, state: SourceState, now: Date): Health {
  if (state.failuresInRow > 0) {
    const never = state.lastAnsweredAt === null
    const check = never
      ? ` It has never answered: check the address with "uptake sources check ${source.name}".`
      : ''
    return {
      tone: 'bad',
      words: never ? '✕ never answered' : `✕ failing, ${writePlural(state.failuresInRow, 'time')}`,
      advice: `${state.lastFailureMessage ?? ''}${check}`,
    }
  }
  if (state.movedTo && state.movedTimes >= movedTimesMin)
    return {
      tone: 'ok',
      words: '→ moved',
      advice: `It has moved for good; write ${state.movedTo} in feeds/.`,
    }
  if (state.newEntriesTotal === 0) {
    return {
      tone: 'bad',
      words: '! empty',
      advice:
        'It answers, but has never listed an entry: open it in a browser and check the address or the selectors.',
    }
  }
  if (state.lastNewEntryAt && now.getTime() - Date.parse(state.lastNewEntryAt) > quietDaysMin * 86_400_000) {
    return {
      tone: 'bad',
      words: '! silent',
      advice: `Nothing new for more than ${quietDaysMin} days: has the site changed its feed?`,
    }
  }
  return { tone: 'ok', words: '● well' }
}
