// What the line works with, handed from the commands down to every step: types only.
import type { Door } from './fetch/door.ts'
import type { Parsers } from './parsers.ts'
import type { Store } from './store/open.ts'
import type { Watch } from './watch/load.ts'

export type CrawlParts = {
  store: Store
  door: Door
  parsers: Parsers
  watch: Watch
  now: () => Date
  report: Report
}

/** Told of the progress; a terminal draws bars from it, a log prints lines. */
export type Report = {
  step(name: string, total: number): void
  advance(note: string): void
  done(summary: string): void
}
