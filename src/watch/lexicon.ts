// Reads feeds/lexicon: the technologies, units, places and organisations with which the claim room reads figures.
// Says in which file, on which line and in which field something is wrong; a bad entry never takes the others down.

import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Lexicon } from '../model.ts'
import { readFlowLines } from './flow-lines.ts'
import { fileCharactersMax } from './schema.ts'

/** What is wrong with one field, in a sentence that says what to do. Lines count from 1. */
type LexiconProblem = { file: string; line: number; field: string; message: string }

export type LoadedLexicon = Lexicon & { problems: LexiconProblem[] }

/** The files of feeds/lexicon; the key at the top of each is its name. */
const parts = ['technologies', 'units', 'places', 'organisations'] as const
/** Figures are read without it; only who said them is then told apart by the very words. */
const optionalPart = 'organisations'

/** Limits on one file, in entries, and on one entry, in words and characters. */
const entriesPerFileMax = 20_000
const wordsPerEntryMax = 500
const wordCharactersMax = 80
/** Problems kept for one load; more than that is one broken file, not many mistakes. */
const problemsMax = 500

const word = z.string().trim().min(1, 'is empty: write a word or take it out').max(wordCharactersMax)
const words = z.array(word).max(wordsPerEntryMax).default([])
const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens, like "deepseek-r1"')
const snake = z
  .string()
  .regex(/^[a-z]+(_[a-z]+)*$/, 'must be small letters and single underscores, like "health_system"')
const code = z
  .string()
  .regex(
    /^([A-Z]{2}(-[A-Z0-9]{1,3})?|WORLD|\d{3})$/,
    "must be a code like CN, CN-ZJ, EU, WORLD or '150' (in quotation marks)",
  )

const schemas = {
  technologies: z.strictObject({
    id: kebab,
    name: word,
    nameZh: word.exactOptional(),
    parent: kebab.exactOptional(),
    words,
    wordsZh: words,
    generic: z.boolean().default(false),
  }),
  units: z.strictObject({
    id: snake,
    name: word,
    plural: word,
    nameZh: word,
    parent: snake.exactOptional(),
    words,
    wordsZh: words,
  }),
  places: z.strictObject({
    code,
    name: word,
    nameZh: word,
    parent: code.exactOptional(),
    words,
    wordsZh: words,
  }),
  organisations: z.strictObject({
    id: kebab,
    name: word,
    nameZh: word.exactOptional(),
    place: code.exactOptional(),
    words,
    wordsZh: words,
  }),
}

type Part = (typeof parts)[number]
type Entry = { parent?: string | undefined; place?: string | undefined; words: string[]; wordsZh: string[] }
type Placed = { key: string; entry: Entry; index: number }
type Reading = {
  file: string
  part: Part
  document: Document
  lines: LineCounter
  problems: LexiconProblem[]
}

/**
 * Reads technologies.yaml, units.yaml, places.yaml and organisations.yaml in the folder (feeds/lexicon). A missing file is
 * a problem, not a throw. Entries may have their parents in `base`, and the answer is `base` with the entries added.
 */
export async function readLexicon(folder: string, base?: Lexicon): Promise<LoadedLexicon> {
  const files: { name: string; text: string }[] = []
  const problems: LexiconProblem[] = []
  for (const part of parts) {
    const name = `${basename(folder)}/${part}.yaml`
    try {
      files.push({ name, text: await readFile(join(folder, `${part}.yaml`), 'utf8') })
    } catch (error) {
      if (part === optionalPart && (error as NodeJS.ErrnoException).code === 'ENOENT') continue
      const reason = error instanceof Error ? error.message : String(error)
      const message = `cannot be read (${reason}): no figure is read without it`
      problems.push({ file: name, line: 1, field: '', message })
    }
  }
  const lexicon = loadLexicon(files, base)
  return { ...lexicon, problems: [...problems, ...lexicon.problems] }
}

/** Turns the text of the files into a lexicon. Each part is known by the key at the top of its file. */
export function loadLexicon(files: { name: string; text: string }[], base?: Lexicon): LoadedLexicon {
  const lexicon = {
    technologies: [...(base?.technologies ?? [])],
    units: [...(base?.units ?? [])],
    places: [...(base?.places ?? [])],
    organisations: [...(base?.organisations ?? [])],
    problems: [] as LexiconProblem[],
  }
  for (const file of files) {
    const plain = readPlainFile(file.text, lexicon)
    if (plain) {
      ;(lexicon[plain.part] as Entry[]).push(...plain.entries)
      continue
    }
    const reading = openFile(file, lexicon.problems)
    if (reading === undefined) continue
    const placed = readEntries(reading)
    dropUnknownParents(placed, reading, knownKeys(lexicon[reading.part]))
    const entries = placed.map((one) => one.entry)
    // The schema of the part has shaped its entries.
    ;(lexicon[reading.part] as Entry[]).push(...entries)
  }
  lexicon.problems.length = Math.min(lexicon.problems.length, problemsMax)
  return lexicon
}

/** A file in its plainest form without a single mistake; anything else is for the parser, which can say where it is wrong. */
function readPlainFile(text: string, known: Lexicon): { part: Part; entries: Entry[] } | undefined {
  const flow = text.length > fileCharactersMax ? undefined : readFlowLines(text)
  const part = parts.find((name) => name === flow?.key)
  if (!flow || part === undefined || flow.entries.length > entriesPerFileMax) return undefined
  const entries = new Map<string, Entry>()
  const owners = new Map<string, string>()
  for (const raw of flow.entries) {
    const result = schemas[part].safeParse(raw)
    if (!result.success) return undefined
    const key = keyOf(result.data, part)
    if (entries.has(key)) return undefined
    entries.set(key, result.data)
    for (const word of [...result.data.words, ...result.data.wordsZh]) {
      const owned = ownedWord(result.data, word)
      if ((owners.get(owned) ?? key) !== key) return undefined
      owners.set(owned, key)
    }
  }
  const outside = knownKeys(known[part] ?? [])
  for (const [key, { parent }] of entries)
    if (parent !== undefined && !outside.has(parent) && (!entries.has(parent) || isOwnAncestor(key, entries)))
      return undefined
  return { part, entries: [...entries.values()] }
}

const keyOf = (entry: Entry, part: Part) =>
  (entry as Entry & Record<string, string>)[part === 'places' ? 'code' : 'id'] as string

/** "The health ministry" is one in each country. */
const ownedWord = ({ place }: Entry, word: string) => `${place ?? ''} ${word.toLowerCase()}`

const knownKeys = (entries: readonly ({ id: string } | { code: string })[]) =>
  new Set(entries.map((entry) => ('id' in entry ? entry.id : entry.code)))

function openFile(file: { name: string; text: string }, problems: LexiconProblem[]): Reading | undefined {
  const fail = (message: string, line = 1): undefined => {
    problems.push({ file: file.name, line, field: '', message })
  }
  if (file.text.length > fileCharactersMax)
    return fail(`is longer than ${fileCharactersMax} characters and was not read: shorten it`)
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false })
  for (const error of document.errors)
    fail(`is not valid YAML here: ${error.message}`, lines.linePos(error.pos[0]).line)
  const top = document.contents
  const key = isMap(top) && isScalar(top.items[0]?.key) ? String(top.items[0].key.value) : ''
  const part = parts.find((name) => name === key)
  if (part === undefined || !isSeq(document.get(part)))
    return fail(
      `must begin with one of ${parts.map((name) => `"${name}:"`).join(', ')} and go on with a list`,
    )
  return { file: file.name, part, document, lines, problems }
}

/** The good entries, without twins of an id and without words that an earlier entry has. */
function readEntries(reading: Reading): Placed[] {
  const { part, document } = reading
  const list = document.get(part)
  const count = isSeq(list) ? list.items.length : 0
  if (count > entriesPerFileMax)
    report(reading, [part], `has more than ${entriesPerFileMax} entries: the rest was not read`)
  const seen = new Set<string>()
  const owners = new Map<string, string>()
  const good: Placed[] = []
  for (let index = 0; index < Math.min(count, entriesPerFileMax); index++) {
    const entry = readOne(reading, index)
    if (entry === undefined) continue
    const key = keyOf(entry, part)
    if (seen.has(key)) {
      report(
        reading,
        [part, index, part === 'places' ? 'code' : 'id'],
        `"${key}" is used twice: the second was left out`,
      )
      continue
    }
    seen.add(key)
    keepOwnWords(reading, { key, entry, index }, owners)
    good.push({ key, entry, index })
  }
  return good
}

function readOne(reading: Reading, index: number): Entry | undefined {
  const { part, document } = reading
  const node = document.getIn([part, index], true)
  const result = schemas[part].safeParse(
    isNode(node) ? node.toJS(document, { maxAliasCount: 100 }) : undefined,
  )
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol')
    if (issue.code === 'unrecognized_keys') {
      const message = 'is not a known field: see feeds/README.md for the fields there are'
      for (const name of issue.keys) report(reading, [part, index, name], message)
    } else report(reading, [part, index, ...path], wordIssue(issue))
  }
  return undefined
}

function wordIssue(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return issue.message
  if (issue.input === undefined && /undefined/.test(issue.message)) return 'is missing: add it'
  return issue.expected === 'array' ? 'must be a list' : `must be a ${issue.expected}`
}

/** A word that stands for two entries stands for neither surely: the first keeps it. */
function keepOwnWords(reading: Reading, placed: Placed, owners: Map<string, string>): void {
  for (const field of ['words', 'wordsZh'] as const) {
    const own: string[] = []
    placed.entry[field].forEach((text, at) => {
      const owner = owners.get(ownedWord(placed.entry, text))
      if (owner === undefined || owner === placed.key) own.push(text)
      else {
        const message = `"${text}" is a word of "${owner}" already: take it out of one of them`
        report(reading, [reading.part, placed.index, field, at], message)
      }
    })
    placed.entry[field] = own
  }
  for (const text of [...placed.entry.words, ...placed.entry.wordsZh])
    owners.set(ownedWord(placed.entry, text), placed.key)
}

/** An entry whose parent is not there, or is its own descendant, stands alone. */
function dropUnknownParents(placed: Placed[], reading: Reading, known: ReadonlySet<string>): void {
  const entries = new Map(placed.map((one) => [one.key, one.entry]))
  for (const { key, entry, index } of placed) {
    if (entry.parent === undefined) continue
    if (known.has(entry.parent)) continue
    const missing = !entries.has(entry.parent)
    if (!missing && !isOwnAncestor(key, entries)) continue
    const why = missing ? 'is no entry of this file' : 'has this entry among its own parents'
    report(reading, [reading.part, index, 'parent'], `"${entry.parent}" ${why}: the entry stands alone`)
    delete entry.parent
  }
}

function isOwnAncestor(key: string, entries: Map<string, Entry>): boolean {
  const passed = new Set<string>()
  for (let at = entries.get(key)?.parent; at !== undefined; at = entries.get(at)?.parent) {
    if (at === key) return true
    if (passed.has(at)) return false // a circle further up: reported there
    passed.add(at)
  }
  return false
}

/** Where the path is written, or the nearest place above it when it is missing. */
function report(reading: Reading, path: (string | number)[], message: string): void {
  let line = 1
  for (let length = path.length; length > 0; length--) {
    const node = reading.document.getIn(path.slice(0, length), true)
    if (!isNode(node) || !node.range) continue
    line = reading.lines.linePos(node.range[0]).line
    break
  }
  const names = path.slice(2).filter((step) => typeof step === 'string')
  const field = names.length > 0 ? names.join('.') : describeEntry(path)
  reading.problems.push({ file: reading.file, line, field, message })
}

function describeEntry(path: (string | number)[]): string {
  return typeof path[1] === 'number' ? `${path[0]}, entry ${path[1] + 1}` : String(path[0] ?? '')
}
