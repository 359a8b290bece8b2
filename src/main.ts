// The commands, and the wiring of the rooms. The only reader of the clock.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import { runClaimsAsk, runClaimsExport, runClaimsList, runClaimsReread } from './claims-command.ts'
import { ConfigError, readConfig } from './config.ts'
import { findFeedLinks } from './feed/discover.ts'
import { openDoor } from './fetch/door.ts'
import { inspectClaims, inspectFeeds, inspectPages } from './inspect.ts'
import { runBackup, runCheck, runGroup, runReprocess, runRestore } from './keep.ts'
import { startParsers } from './parsers.ts'
import { type AccountMeans, addAccount, listAccounts, resetAccount } from './people.ts'
import { doorOptions, runCrawl, runDemo, runServe, runStart, siteAddress, type Wiring } from './run.ts'
import {
  addSource,
  checkSources,
  exportSources,
  importSources,
  listSources,
  type SourceMeans,
} from './sources.ts'
import { openStore, StoreError } from './store/open.ts'
import { readLexicon } from './watch/lexicon.ts'
import { describeProblem } from './watch/load.ts'
import { openWatchFiles, readWatch } from './watch/read.ts'

const clock = () => new Date()

function wire(): Wiring {
  return {
    config: readConfig(),
    now: clock,
    print: (line) => process.stdout.write(`${line}\n`),
    screen: {
      columns: process.stdout.isTTY ? process.stdout.columns : undefined,
      write: (text) => process.stdout.write(text),
    },
  }
}

/** y or N; whoever cannot answer (no terminal) has said no. */
async function askPerson(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const reading = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await reading.question(`${question} [y/N] `)
  reading.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** What the sources commands work with: the door, the parsers, the files, and somebody to ask. */
async function withSources(work: (means: SourceMeans) => Promise<void>): Promise<void> {
  const { config, print } = wire()
  const watch = await readWatch(config.feedsFolder)
  for (const problem of watch.problems) print(describeProblem(problem))
  const door = openDoor(await doorOptions(config, clock))
  const parsers = startParsers(clock)
  try {
    await work({
      watch,
      files: openWatchFiles(config.feedsFolder),
      fetch: (request) => door.fetch(request),
      parseFeed: async (input) => {
        const parsed = await parsers.parseFeed(input)
        return 'outcome' in parsed
          ? { format: 'unknown', truncated: false, entries: [], warnings: [parsed.message] }
          : parsed
      },
      findFeedLinks,
      ask: askPerson,
      print,
      now: clock().toISOString(),
    })
  } finally {
    await Promise.all([door.close(), parsers.close()])
  }
}

/** Accounts are kept in the database; false from the work is exit code 1. */
async function withAccounts(work: (means: AccountMeans) => Promise<unknown>): Promise<void> {
  const { config, print, now } = wire()
  const store = await openStore({ folder: config.dataFolder, readers: 1 })
  try {
    if ((await work({ store, now, print, address: siteAddress(config) })) === false) process.exitCode = 1
  } finally {
    await store.close()
  }
}

const program = new Command('uptake')
  .description('Follows how medical AI spreads, through the news and the research literature.')
  .showHelpAfterError('Run "uptake help" for the commands.')

program
  .command('start')
  .description('crawl on schedule and serve the site')
  .action(() => runStart(wire()))
program
  .command('crawl')
  .description('crawl the sources that are due, on and on, or once')
  .option(
    '--source <name>',
    'this source only, due or not, but not within an hour of its last answer; implies --once',
  )
  .option('--once', 'end when nothing is due')
  .action((options: { source?: string; once?: boolean }) => runCrawl(wire(), options))
program
  .command('serve')
  .description('serve the site')
  .action(() => runServe(wire()))
program
  .command('demo')
  .description('crawl a small sample web of our own, offline, and show it')
  .option('--once', 'end after the crawl instead of serving')
  .action((options: { once?: boolean }) => runDemo(wire(), options))
program
  .command('check')
  .description('check the database and mend the index')
  .action(() => runCheck(wire()))
program
  .command('backup <file>')
  .description('write the database and the raw pages to FILE and FILE.pages, also while it is in use')
  .action((file: string) => runBackup(wire(), file))
program
  .command('restore <file>')
  .description('put a backup in the place of the database, which is kept aside')
  .action((file: string) => runRestore(wire(), file))
program
  .command('reprocess')
  .description('read all stored pages again with the present rules')
  .action(() => runReprocess(wire()))

const sources = program.command('sources').description('what is watched: list, add, check, import, export')
sources
  .command('list')
  .description('every source, on or off')
  .option('--on', 'only those that are on')
  .action((options: { on?: boolean }) =>
    withSources(async (means) => void listSources(means, { all: !options.on })),
  )
sources
  .command('add <url>')
  .description('look at a feed, or find the feed of a site, show what is in it, and add it to feeds/')
  .option('--yes', 'add without asking')
  .option('--name <name>', 'its name; made from its title otherwise')
  .action((url: string, options: { yes?: boolean; name?: string }) =>
    withSources(async (means) => {
      if (!(await addSource(url, means, options))) process.exitCode = 1
    }),
  )
sources
  .command('check [name]')
  .description('ask the sources once, or the one named, and say how each answers; nothing is stored')
  .action((name?: string) =>
    withSources(async (means) => {
      const checks = await checkSources(means, name)
      if (checks.length === 0 || checks.some((check) => !check.ok)) process.exitCode = 1
    }),
  )
sources
  .command('import <file>')
  .description('add the feeds of an OPML file')
  .option('--yes', 'add without asking')
  .action((file: string, options: { yes?: boolean }) =>
    withSources(async (means) => {
      await importSources(await readFile(file, 'utf8'), means, options)
    }),
  )
sources
  .command('export')
  .description('write all sources as OPML to standard output')
  .action(() => withSources(async (means) => means.print(exportSources(means.watch, means.now))))

const claims = program.command('claims').description('adoption figures: list, read again, ask, export')
claims
  .command('list')
  .description('the newest figures, one a line')
  .option('--status <status>', 'auto, needs_review, accepted, corrected or rejected only')
  .option('--limit <count>', 'lines at most', '100')
  .action((options: { status?: string; limit: string }) => runClaimsList(wire(), options))
claims
  .command('reread')
  .description('read the figures of all stored texts again with the present rules')
  .action(() => runClaimsReread(wire()))
claims
  .command('export-cases')
  .description('write what people decided about figures as test cases, one JSON line a sentence')
  .option('--out <file>', 'to a file instead of standard output')
  .action((options: { out?: string }) => runClaimsExport(wire(), options))
claims
  .command('ask')
  .description('ask the second engine about figures that wait for review, once, within its day’s budget')
  .action(() => runClaimsAsk(wire()))

const account = program.command('account').description('who may sign in to the site: add, list, reset')
account
  .command('add <name>')
  .description('make an account and print a one-time link to set its password')
  .option('--role <role>', 'reader, editor or operator', 'reader')
  .action((name: string, options: { role: string }) =>
    withAccounts((means) => addAccount(means, name, options.role)),
  )
account
  .command('list')
  .description('every account, with its role')
  .action(() => withAccounts(listAccounts))
account
  .command('reset <name>')
  .description('print a new one-time link to set the password of an account')
  .action((name: string) => withAccounts((means) => resetAccount(means, name)))

program
  .command('group <decision> <a> <b>')
  .description(
    'decide about two articles by their numbers: same-story, other-story, same-text, other-text; remembered for good',
  )
  .action((decision: string, a: string, b: string) => runGroup(wire(), decision, a, b))

const inspect = program
  .command('inspect')
  .description('show what is read from documents given as JSON lines on standard input')
for (const [name, run] of [
  ['feeds', inspectFeeds],
  ['pages', inspectPages],
] as const) {
  inspect
    .command(name)
    .option('--jsonl', 'JSON lines in and out (the only form)')
    .action(async () => {
      const parsers = startParsers(clock, { deadlineMs: 20_000, threads: 1 })
      await run(process.stdin, (line) => process.stdout.write(`${line}\n`), parsers, clock().toISOString())
      await parsers.close()
    })
}
inspect
  .command('claims')
  .option('--jsonl', 'JSON lines in and out (the only form)')
  .action(async () => {
    const lexicon = await readLexicon(path.join(readConfig().feedsFolder, 'lexicon'))
    await inspectClaims(process.stdin, (line) => process.stdout.write(`${line}\n`), lexicon)
  })

try {
  await program.parseAsync()
} catch (error) {
  // What the operator can mend is one sentence; anything else is ours to mend and shows where it broke.
  const plain = error instanceof ConfigError || error instanceof StoreError
  process.stderr.write(`uptake: ${plain ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exitCode = 1
}
