// The crawl lock: one crawler at a time on one folder of data. It guards crawling only; the site writes freely.
// The operating system lets go of it when its holder dies, however it dies.
import path from 'node:path'
import Database from 'better-sqlite3'

export type CrawlLock = { release(): void }
export type LockHolder = { heldBy: string }

export const LOCK_NAME = 'crawl-lock.db'

/** Takes the lock, or says who holds it ("process 4711 on ward-7 since 2026-03-14 08:00 UTC"). */
export function takeCrawlLock(folder: string, who: string): CrawlLock | LockHolder {
  const db = new Database(path.join(folder, LOCK_NAME), { timeout: 0 })
  try {
    db.pragma('journal_mode = wal')
    db.exec('create table if not exists holder (id integer primary key check (id = 1), who text not null)')
    db.prepare(
      'insert into holder (id, who) values (1, ?) on conflict (id) do update set who = excluded.who',
    ).run(who)
    db.exec('begin immediate')
    return { release: () => db.close() }
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error
    const holder = db.prepare('select who from holder where id = 1').pluck().get() as string | undefined
    db.close()
    return { heldBy: holder ?? 'another process' }
  }
}
