// What is told when an answer cannot be given: in plain words, with the status and, where waiting helps, for how long.
import { HTTPException } from 'hono/http-exception'
import { StoreError } from '../src/store/open.ts'

export type Trouble = { status: 400 | 500 | 503; message: string; retrySeconds?: number; tooSlow?: boolean }

const tooSlowRetrySeconds = 30 // the same question again is only worth it when others have gone
const queueRetrySeconds = 5

export function explainTrouble(error: unknown): Trouble {
  if (error instanceof StoreError) {
    if (error.code === 'DEADLINE')
      return {
        status: 503,
        message:
          'This question took too long and was stopped. Ask for less: more words or rarer ones, or a period such as published:<90d.',
        retrySeconds: tooSlowRetrySeconds,
        tooSlow: true,
      }
    // What the store says is for people.
    return {
      status: 503,
      message: error.message,
      ...(error.code === 'QUEUE' ? { retrySeconds: queueRetrySeconds } : {}),
    }
  }
  if (error instanceof HTTPException && error.status === 400) return { status: 400, message: error.message }
  return { status: 500, message: 'Something went wrong on our side; it is in the log of the site.' }
}
