// How often somebody may try: counters in memory with a window that begins at the first try. The oldest counters make
// room for new ones, so that a flood of addresses cannot fill the memory.

export type Limiter = {
  /** How many tries stand to its name now. */
  count(key: string, nowMs: number): number
  add(key: string, nowMs: number): number
  takeBack(key: string, nowMs: number): void
  /** Milliseconds until the window of this key ends. */
  waitMs(key: string, nowMs: number): number
  size(): number
}

export function makeLimiter({ windowMs, keysMax }: { windowMs: number; keysMax: number }): Limiter {
  const counters = new Map<string, { since: number; tries: number }>()
  const live = (key: string, nowMs: number) => {
    const counter = counters.get(key)
    if (counter && nowMs - counter.since >= windowMs) counters.delete(key)
    else return counter
    return undefined
  }
  return {
    count: (key, nowMs) => live(key, nowMs)?.tries ?? 0,
    add: (key, nowMs) => {
      const counter = live(key, nowMs) ?? { since: nowMs, tries: 0 }
      counter.tries++
      counters.set(key, counter)
      if (counters.size > keysMax) counters.delete(counters.keys().next().value!)
      return counter.tries
    },
    takeBack: (key, nowMs) => {
      const counter = live(key, nowMs)
      if (counter && counter.tries > 0) counter.tries--
    },
    waitMs: (key, nowMs) => {
      const counter = live(key, nowMs)
      return counter ? counter.since + windowMs - nowMs : 0
    },
    size: () => counters.size,
  }
}

const signInWindowMs = 15 * 60_000
const triesPerAddressMax = 10
const triesPerAccountMax = 10 // from wherever; afterwards an address that is new to the account still has a few
const triesPerNewAddressMax = 3
const triesPerAccountHardMax = 50
const signInKeysMax = 20_000

export type SignInTry = { address: string; account: string; device?: string }

/**
 * Limits of the sign-in. Who tries from one address cannot lock the owner out, who sits at another; and a browser that
 * has signed in to the account before is counted by itself, whatever the rest of the world tries.
 */
export function openSignInLimits() {
  const limiter = makeLimiter({ windowMs: signInWindowMs, keysMax: signInKeysMax })
  const keysOf = ({ address, account, device }: SignInTry) =>
    device !== undefined
      ? [`device ${device}`]
      : [`address ${address}`, `account ${account}`, `pair ${address} ${account}`]
  return {
    /** Milliseconds to wait; 0 when the try may go on, and then it is counted. */
    take(asked: SignInTry, nowMs: number): number {
      const keys = keysOf(asked)
      const [first, account, pair] = keys.map((key) => limiter.count(key, nowMs)) as [
        number,
        number?,
        number?,
      ]
      const full =
        first >= triesPerAddressMax
          ? keys[0]
          : account !== undefined &&
              (account >= triesPerAccountHardMax ||
                (account >= triesPerAccountMax && (pair ?? 0) >= triesPerNewAddressMax))
            ? keys[1]
            : undefined
      if (full !== undefined) return Math.max(1_000, limiter.waitMs(full, nowMs))
      for (const key of keys) limiter.add(key, nowMs)
      return 0
    },
    /** The password was right: the try was none. */
    takeBack(asked: SignInTry, nowMs: number): void {
      for (const key of keysOf(asked)) limiter.takeBack(key, nowMs)
    },
  }
}
