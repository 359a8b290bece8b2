// The door's other wing: sends JSON to an address that the operator configured (a model's endpoint) and reads JSON back.
// The same guard and limits as for pages, no redirects, no robots.txt: nobody else chose this address. It never throws.
import type { Failure } from '../model.ts'
import { closedNetworkOf } from './address.ts'
import { readBody } from './body.ts'
import { dialDirectly, type Guard } from './connect.ts'
import { within } from './deadline.ts'
import { exchange, type Wire } from './exchange.ts'
import { failureOf, Refusal } from './failure.ts'
import { defaultLimits } from './limits.ts'
import { headerOf, ruleForStatus } from './reply.ts'
import { resolveBySystem, resolveLiterals } from './resolve.ts'
import { parseTarget } from './target.ts'

export type PostOptions = {
  url: string
  headers: Record<string, string> // the key stands here and nowhere else
  body: string // JSON
  userAgent: string
  allow: readonly string[] // host:port pairs that may lie in a closed network, as at the door
  deadlineMs: number
  now: () => Date
  signal?: AbortSignal
}

const answerBytesMax = 1024 * 1024

/** The answer's text when the status is 200; else a Failure that says what to do. */
export async function postJson(options: PostOptions): Promise<{ text: string } | Failure> {
  const { url, signal = new AbortController().signal } = options
  const limits = { ...defaultLimits, bodyBytesMax: answerBytesMax }
  const guard: Guard = {
    resolve: resolveLiterals(resolveBySystem),
    dial: dialDirectly(limits),
    closedNetworkOf,
  }
  const wire: Wire = { guard, allow: options.allow, limits }
  try {
    const target = parseTarget(url, options.allow, limits)
    if ('problem' in target) throw new Refusal('bad-url', { detail: target.problem })
    const late = new Refusal('timeout', { seconds: options.deadlineMs / 1000 })
    return await within(options.deadlineMs, signal, late, (stop) =>
      exchange(
        wire,
        target.url,
        {
          ...options.headers,
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': options.userAgent,
        },
        stop,
        async ({ status, headers, body }) => {
          const rule = ruleForStatus(status)
          if (status !== 200) throw new Refusal(rule.act === 'fail' ? rule.kind : 'http-odd', { status })
          const bytes = await readBody(body, headerOf(headers, 'content-encoding'), limits)
          return { text: new TextDecoder().decode(bytes) }
        },
        options.body,
      ),
    )
  } catch (error) {
    const host = URL.canParse(url) ? new URL(url).host : 'the endpoint'
    return failureOf(error, { url, failedAt: options.now().toISOString(), host, agent: options.userAgent })
  }
}
