// The commands that keep an archive sound: check, backup, restore, reprocess.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { assembleArticle, hostOf } from './assemble.ts'
import type { Entry } from './model.ts'
import { startParsers } from './parsers.ts'
import { openReport, type Screen } from './progress.ts'
import type { Wiring } from './run.ts'
import { settleSeries } from './settle.ts'
import type { ArticleForReprocess } from './store/article-reads.ts'
import type { GroupDecisionKind } from './store/group-decisions.ts'
import { takeCrawlLock } from './store/lock.ts'
import { DATABASE_NAME, openStore, PAGES_NAME, type Store, StoreError } from './store/open.ts'
import { decodeStored, entryOf, forgottenSource } from './tend.ts'
import type { Watch } from './watch/load.ts'
import { readWatch } from './watch/read.ts'

const indexBatch = 200 // articles in one write

/** `uptake check`: says what it finds, mends the index by feeding it again. Exit 1 when something is left broken. */
export async function runCheck({ config, print, screen }: Wiring): Promise<void> {
  const store = await openStore({ folder: config.dataFolder })
  try {
    const report = await store.checkIntegrity()
    for (const problem of report.problems) print(`Found: ${problem}`)
    if (report.missingPages > 0)
      print(`${report.missingPages} articles lack their raw page; they cannot be read again by better rules.`)
    if (report.orphanPages > 0) print(`${report.orphanPages} raw pages belong to no article: harmless.`)
    if (report.indexBroken) {
      await rebuildAll(store, report.articles, screen)
      const after = await store.checkIntegrity()
      for (const problem of after.problems) print(`Still broken: ${problem}`)
      if (after.problems.length > 0) process.exitCode = 1
      else print(`The index was rebuilt: ${after.indexed} articles.`)
    } else if (report.problems.length > 0) {
      print('Restore a backup: uptake restore FILE')
      process.exitCode = 1
    } else {
      print(`The database is sound: ${report.articles} articles, all in the index.`)
    }
  } finally {
    await store.close()
  }
}

async function rebuildAll(store: Store, articles: number, screen: Screen): Promise<void> {
  const report = openReport(screen)
  report.step('Rebuilding the index', Math.ceil(articles / indexBatch))
  let after: number | undefined = await store.rebuildIndex({ afterId: 0, limit: indexBatch })
  while (after !== undefined) {
    report.advance(`up to article ${after}`)
    after = await store.rebuildIndex({ afterId: after, limit: indexBatch })
  }
}

/** `uptake backup FILE`: the database to FILE, the raw pages to FILE.pages. Readers and writers go on meanwhile. */
export async function runBackup({ config, print }: Wiring, file: string): Promise<void> {
  const target = path.resolve(file)
  await mkdir(path.dirname(target), { recursive: true })
  const store = await openStore({ folder: config.dataFolder })
  try {
    // The pages second: every article of the first file finds its page in it, also while a crawl goes on.
    await store.backup({ schema: 'main', file: target })
    await store.backup({ schema: 'raw', file: `${target}.pages` })
    print(`Written: ${target} and ${target}.pages`)
  } finally {
    await store.close()
  }
}

/** `uptake restore FILE`: checks the backup, sets the present files aside, puts the backup in their place. */
export async function runRestore({ config, print, now }: Wiring, file: string): Promise<void> {
  const source = path.resolve(file)
  for (const part of [source, `${source}.pages`]) {
    if (!existsSync(part))
      throw new StoreError(
        'MISSING',
        `${part} is not there: name the FILE that "uptake backup FILE" wrote; FILE.pages lies beside it.`,
      )
    await mustBeSqlite(part)
  }
  await mkdir(config.dataFolder, { recursive: true })
  const lock = takeCrawlLock(config.dataFolder, `a restore, process ${process.pid}`)
  if ('heldBy' in lock)
    throw new StoreError(
      'LOCKED',
      `A crawler is at work: ${lock.heldBy}. Stop it, and the site too, then restore.`,
    )
  try {
    const stamp = now().toISOString().replace(/[:.]/g, '-')
    const arriving = path.join(config.dataFolder, `restoring-${stamp}`)
    await copyChecked(source, arriving, now().toISOString())
    const aside = path.join(config.dataFolder, `before-restore-${stamp}`)
    await mkdir(aside)
    for (const name of [DATABASE_NAME, PAGES_NAME]) {
      for (const suffix of ['', '-wal', '-shm']) {
        const present = path.join(config.dataFolder, name + suffix)
        if (existsSync(present)) await rename(present, path.join(aside, name + suffix))
      }
    }
    for (const name of [PAGES_NAME, DATABASE_NAME])
      await rename(path.join(arriving, name), path.join(config.dataFolder, name))
    await rm(arriving, { recursive: true })
    print(
      `Restored. Everybody signs in anew, and API tokens are made anew. What was there before is in ${aside}; delete it when you no longer need it.`,
    )
  } finally {
    lock.release()
  }
}

/** Copies a backup into a folder of its own and looks it through; what is damaged replaces nothing. */
async function copyChecked(source: string, folder: string, at: string): Promise<void> {
  await mkdir(folder)
  try {
    await copyFile(source, path.join(folder, DATABASE_NAME))
    await copyFile(`${source}.pages`, path.join(folder, PAGES_NAME))
    const store = await openStore({ folder, readers: 1 })
    try {
      const report = await store.checkIntegrity()
      if (report.problems.length > 0 && !report.indexBroken)
        throw new StoreError('DAMAGED', report.problems.join('; '))
      await store.endEveryAccess(at)
    } finally {
      await store.close()
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    const reason = (error as Error).message.replaceAll(folder, source)
    throw new StoreError(
      'DAMAGED',
      `${source} is damaged and was not restored; try an older backup. (${reason})`,
    )
  }
}

async function mustBeSqlite(file: string): Promise<void> {
  const handle = await open(file)
  const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0)
  await handle.close()
  if (buffer.toString('latin1') !== 'SQLite format 3\u0000')
    throw new StoreError('NOTADB', `${file} is no backup of Uptake (not an SQLite file).`)
}

const reprocessBatch = 50

/** `uptake reprocess`: every stored page once more through the present rules. What a person decided stays. */
export async function runReprocess(wiring: Wiring): Promise<void> {
  const { config, print, screen, now } = wiring
  const store = await openStore({ folder: config.dataFolder })
  const watch = await readWatch(config.feedsFolder)
  try {
    const { articles } = await store.countAll({ since: now().toISOString() })
    const changed = await reprocessAll(store, watch, {
      now,
      report: openReport(screen),
      threads: config.threads,
      articles,
    })
    print(`${articles} articles read again, ${changed} of them read differently now.`)
  } finally {
    await store.close()
  }
}

type ReprocessOptions = {
  now: () => Date
  report: ReturnType<typeof openReport>
  threads: number
  articles: number
}

/** Returns how many articles read differently. Twice in a row changes nothing the second time. */
export async function reprocessAll(
  store: Store,
  watch: Watch,
  { now, report, threads, articles }: ReprocessOptions,
): Promise<number> {
  const parsers = startParsers(now, { threads })
  report.step('Reading pages again', articles)
  let changed = 0
  try {
    for (let afterId = -1; ; ) {
      const batch = await store.listArticlesForReprocess({ afterId, limit: reprocessBatch })
      if (batch.length === 0) {
        await settleSeries(store, now)
        return changed
      }
      for (const article of batch) {
        if (await reprocessOne(article)) changed++
        report.advance(article.url)
      }
      afterId = batch.at(-1)!.articleId
    }
  } finally {
    await parsers.close()
  }

  async function reprocessOne(due: ArticleForReprocess): Promise<boolean> {
    const article = (await store.readArticle(due.articleId))!
    const stored = due.pageHash ? await store.readRawPage(due.pageHash) : undefined
    const url = stored?.url ?? due.canonicalUrl
    const page = await parsers.parseArticle({
      html: stored ? decodeStored(stored) : '',
      url,
      hostRepeats: new Set(await store.readHostRepeats(hostOf(url))),
      ...(due.feedContent ? { feedContent: due.feedContent } : {}),
      ...(due.feedTitle ? { feedTitle: due.feedTitle } : {}),
    })
    if ('outcome' in page || page.blocks.length === 0) return false
    const source =
      watch.sources.find((s) => s.name === due.sourceName) ??
      forgottenSource({ sourceName: due.sourceName, url: due.url })
    const entry: Entry = {
      ...entryOf(article),
      ...(due.feedTitle ? { title: due.feedTitle } : {}),
      ...(due.feedSummary ? { summary: due.feedSummary } : {}),
      categories: due.feedCategories,
    }
    const { content } = await assembleArticle(page, entry, source, url, watch, article.firstSeenAt)
    // Why only the feed's words are there was said at first sight.
    if (article.extractor === 'feed' && content.extractor === 'feed')
      content.quality = { ...content.quality, reasons: article.qualityReasons }
    return await store.saveReprocessed(due.articleId, content, now().toISOString())
  }
}

const GROUP_DECISIONS: GroupDecisionKind[] = ['same-story', 'other-story', 'same-text', 'other-text']

/** `uptake group DECISION A B`: an editor's word about two articles, remembered and never undone by a re-run. */
export async function runGroup(
  { config, print, now }: Wiring,
  decision: string,
  a: string,
  b: string,
): Promise<void> {
  const kind = GROUP_DECISIONS.find((known) => known === decision)
  const ids = [a, b].map(Number)
  if (!kind || ids.some((id) => !Number.isInteger(id)) || ids[0] === ids[1]) {
    throw new StoreError(
      'USAGE',
      `Write: uptake group ${GROUP_DECISIONS.join('|')} A B, with the numbers of two articles (the end of their address on the site).`,
    )
  }
  const store = await openStore({ folder: config.dataFolder })
  try {
    for (const id of ids)
      if (!(await store.readArticle(id))) throw new StoreError('MISSING', `There is no article ${id}.`)
    await store.saveGroupDecision({ kind, a: ids[0]!, b: ids[1]!, who: 'operator', at: now().toISOString() })
    print(`Noted: articles ${a} and ${b} are ${kind.replace('-', ' ')}.`)
  } finally {
    await store.close()
  }
}
