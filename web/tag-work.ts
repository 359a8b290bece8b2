// Starts the jobs that wait and gives them a moment: small ones are done before the page answers, large ones go on behind it.
import { setTimeout as pause } from 'node:timers/promises'
import { runTagJobs } from '../src/tend-tags.ts'
import type { Site } from './site.tsx'
import { forgetWords } from './vocabulary.ts'

const momentMs = 1_500

/** Whether all of it is done. What fails says so in its job; the page of the job shows it. */
export async function finishWork(site: Site): Promise<boolean> {
  const work = runTagJobs({ store: site.store, now: site.now })
    .then(() => true)
    .catch((error: unknown) => {
      console.error(error)
      return false
    })
  const stop = new AbortController()
  const done = await Promise.race([work, pause(momentMs, false, { signal: stop.signal })])
  stop.abort()
  forgetWords(site)
  void work.then(() => forgetWords(site))
  return done
}

/** The page that shows a deed, told which one. */
export function withDeed(link: string, deedId: number): string {
  const [, path = '/', query = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(link) ?? []
  const asked = new URLSearchParams(query)
  asked.delete('told')
  asked.set('deed', String(deedId))
  return `${path}?${asked}${hash}`
}
