// Reads the plainest form of a vocabulary: one entry a line, "- { code: JP-27, words: [Osaka] }". The YAML parser needs half a
// second of processor time for a thousand of them, at every start; this takes some milliseconds. It must never guess: at
// the first thing that is not plain it gives up, and the parser reads the file.

/** The key at the top of the file and its entries, or undefined when the file is not of this form throughout. */
export function readFlowLines(text: string): { key: string; entries: Record<string, unknown>[] } | undefined {
  let key: string | undefined
  const entries: Record<string, unknown>[] = []
  for (const line of text.split('\n')) {
    if (/^\s*(?:#.*)?$/.test(line)) continue
    if (key === undefined) {
      key = /^([a-z]+):\s*$/.exec(line)?.[1]
      if (key === undefined) return undefined
      continue
    }
    const body = /^ {2}- \{ (.+) \}\s*$/.exec(line)?.[1]
    const entry = body === undefined ? undefined : readMap(body)
    if (!entry) return undefined
    entries.push(entry)
  }
  return key === undefined ? undefined : { key, entries }
}

const PAIR = /([A-Za-z]+): (?:\[([^\]]*)\]|((?:"[^"\\]*")|(?:'[^']*')|[^,[\]{}"'][^,[\]{}]*))(?:, |$)/y
const ITEM = /\s*("[^"\\]*"|'[^']*'|[^,"'][^,]*?)\s*(?:,|$)/y

function readMap(body: string): Record<string, unknown> | undefined {
  const entry: Record<string, unknown> = {}
  PAIR.lastIndex = 0
  while (PAIR.lastIndex < body.length) {
    const match = PAIR.exec(body)
    if (!match) return undefined
    const [, name, list, scalar] = match
    const value = list === undefined ? readScalar(scalar!) : readList(list)
    if (value === undefined || name! in entry) return undefined
    entry[name!] = value
  }
  return entry
}

function readList(body: string): unknown[] | undefined {
  const items: unknown[] = []
  if (body.trim() === '') return items
  ITEM.lastIndex = 0
  while (ITEM.lastIndex < body.length) {
    const value = readScalar(ITEM.exec(body)?.[1] ?? '')
    if (value === undefined) return undefined
    items.push(value)
  }
  return items
}

/** What YAML may read as something else than these very characters: numbers, truth values, marks, comments. */
const NOT_PLAIN = /^[-"'?:&*!|>%@`#.+~]|^\d[\da-fxo._:+-]*$|^(?:null|true|false)$|: | #|:$|[\t\\]/i

function readScalar(text: string): string | boolean | undefined {
  const plain = text.trim()
  if (/^"[^"\\]*"$|^'[^']*'$/.test(plain)) return plain.slice(1, -1)
  if (plain === 'true' || plain === 'false') return plain === 'true'
  return plain === '' || NOT_PLAIN.test(plain) ? undefined : plain
}
