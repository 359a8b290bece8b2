// A BibTeX reader of the tests' own, by the rules of the format and not by those of any writer: entries, fields in
// braces, and the few commands for characters.
const COMMANDS: Record<string, string> = {
  textbackslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  textasciitilde: '~',
  textasciicircum: '^',
  textless: '<',
  textgreater: '>',
  textquotedbl: '"',
  textasciigrave: '`',
}

export type BibEntry = { type: string; key: string; fields: Record<string, string> }

/** Throws where the file is not well-formed. */
export function readBibtex(file: string): BibEntry[] {
  const entries: BibEntry[] = []
  let at = 0
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at}: ${JSON.stringify(file.slice(at, at + 40))}`)
  }
  const skip = () => {
    while (/\s/.test(file[at] ?? '')) at++
  }
  const match = (pattern: RegExp): string => {
    const found = new RegExp(pattern.source, 'y')
    found.lastIndex = at
    const result = found.exec(file)
    if (!result) return fail(`no ${pattern.source}`)
    at = found.lastIndex
    return result[0]
  }
  const braced = (): string => {
    match(/\{/)
    const from = at
    for (let depth = 1; depth > 0; at++) {
      if (at >= file.length) fail('a brace is not closed')
      if (file[at] === '\\') at++
      else if (file[at] === '{') depth++
      else if (file[at] === '}') depth--
    }
    return file.slice(from, at - 1)
  }
  for (skip(); at < file.length; skip()) {
    const type = match(/@[a-z]+/).slice(1)
    match(/\{/)
    const key = match(/[^,{}\s]+/)
    match(/,/)
    const fields: Record<string, string> = {}
    for (skip(); file[at] !== '}'; skip()) {
      const name = match(/[a-z]+/)
      match(/\s*=\s*/)
      fields[name] = braced()
      skip()
      if (file[at] === ',') at++
    }
    match(/\}/)
    entries.push({ type, key, fields })
  }
  return entries
}

/** A field as a reader sees it: commands as characters, grouping braces gone. */
export function plainOf(field: string): string {
  return field.replace(
    /\\([a-z]+)(?:\{\}| )?|\\(.)|([{}])/g,
    (all, command: string, character: string, brace: string) => {
      if (brace) return ''
      if (character) return character
      const known = COMMANDS[command]
      if (known === undefined) throw new Error(`an unknown command: ${all}`)
      return known
    },
  )
}
