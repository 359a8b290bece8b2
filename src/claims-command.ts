// The commands about figures: what waits, what people decided as test cases, reading again, asking the second engine.
import { doorOptions, type Wiring } from './run.ts'
import { askSecondEngine, type SecondCounts, type SecondParts } from './second-engine.ts'
import { openStore, type Store, StoreError } from './store/open.ts'
import type { Watch } from './watch/load.ts'
import { readWatch } from './watch/read.ts'

type Asking = Pick<Wiring, 'config' | 'now' | 'print'> & {
  store: Store
  watch: Watch
  userAgent: string
  signal?: AbortSignal
}

/** A round of questions to the second engine, when there is one; says what came of it. */
export async function askModel(
  { config, store, watch, now, userAgent, print, signal }: Asking,
  rest: Pick<SecondParts, 'byHand' | 'questionsMax'> = {},
): Promise<SecondCounts | undefined> {
  if (!config.model) return undefined
  const { name: model, ...engine } = config.model
  try {
    const parts = { store, engine: { ...engine, model }, lexicon: watch.lexicon, now, userAgent, ...rest }
    const counts = await askSecondEngine({ ...parts, ...(signal ? { signal } : {}) })
    const { asked, agreed, differed, refused, failed } = counts
    if (asked + agreed + differed + refused > 0)
      print(
        `${model}: ${asked} questions asked; ${agreed} figures read the same, ${differed} otherwise, ` +
          `${refused} without use, ${failed} not answered.`,
      )
    return counts
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    print(`The round of questions stopped: ${error.message}`)
    process.exitCode = 1
    return undefined
  }
}

/** `uptake claims ask`: one round by hand, as long as the day's budget. */
export async function runClaimsAsk(wiring: Wiring): Promise<void> {
  const { config, now, print } = wiring
  if (!config.model) {
    print('No second engine is set: UPTAKE_MODEL_URL and UPTAKE_MODEL_NAME say where and whom to ask.')
    process.exitCode = 2
    return
  }
  await withStore(wiring, async (store) => {
    const watch = await readWatch(config.feedsFolder)
    const { userAgent } = await doorOptions(config, now)
    const counts = await askModel(
      { config, now, print, store, watch, userAgent },
      { byHand: true, questionsMax: Math.max(1, config.model!.dailyMax) },
    )
    if (!counts) return
    const { asked, agreed, differed, refused, failed } = counts
    if (asked + agreed + differed + refused === 0)
      print('No figure waits that it was not asked about, or the questions of today are used up.')
    if (failed > 0) {
      const url = new URL(config.model!.url)
      for (const failure of await store.listFailures({ limit: failuresLookedThrough }))
        if (failure.url === url.origin + url.pathname) print(failure.message)
      process.exitCode = 1
    }
  })
}

const failuresLookedThrough = 200

async function withStore({ config }: Wiring, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore({ folder: config.dataFolder, readers: config.threads })
  try {
    await work(store)
  } finally {
    await store.close()
  }
}
