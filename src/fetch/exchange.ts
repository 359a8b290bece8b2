// One request on the wire and its answer's head and body. A connection of its own each time, closed at the end:
// so every request is resolved and judged by the guard anew, and no connection lies around to break on reuse.

import { Client } from 'undici'
import { isOpenedByOperator } from './address.ts'
import { type Guard, guardConnector } from './connect.ts'
import type { Limits } from './limits.ts'
import type { Headers } from './reply.ts'

export type Answer = { status: number; headers: Headers; body: AsyncIterable<Uint8Array> }

export type Wire = { guard: Guard; allow: readonly string[]; limits: Limits }

/** Sends a GET, or a POST when there is something to send, and hands the answer to `receive`; whatever that has not read by its end is cut off. */
export async function exchange<Result>(
  wire: Wire,
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
  receive: (answer: Answer) => Promise<Result>,
  send?: string,
): Promise<Result> {
  const client = new Client(url.origin, {
    connect: guardConnector(wire.guard, isOpenedByOperator(url, wire.allow), signal),
    allowH2: false,
    maxHeaderSize: wire.limits.headerBytesMax,
    headersTimeout: 0, // the door's total deadline, in `signal`, stands for both
    bodyTimeout: 0,
  })
  try {
    signal.throwIfAborted()
    const {
      statusCode,
      headers: received,
      body,
    } = await client.request({
      method: send === undefined ? 'GET' : 'POST',
      ...(send === undefined ? {} : { body: send }),
      path: url.pathname + url.search,
      headers,
      signal,
      reset: true, // "Connection: close"
    })
    body.on('error', () => {}) // reported by whoever reads it; when nobody does any more, it is of no interest
    try {
      return await receive({ status: statusCode, headers: received, body })
    } finally {
      body.destroy() // an unread body would keep its listener on `signal`, and with it all of this, in memory
    }
  } finally {
    client.destroy().catch(() => {})
  }
}
