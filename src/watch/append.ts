// Adds sources to the text of a YAML file of feeds/, keeping what the operator wrote in it, comments included.
// It never changes an entry that is there.

import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Source } from '../model.ts'

export type Appended = { ok: true; text: string } | { ok: false; message: string }

const heading = `# Sources added by "uptake sources add" and "import". Yours to edit; README.md beside this file explains every field.
sources: []
`

/** The fields of an entry in the order in which they are written. */
const order: (keyof Source)[] = [
  'name',
  'title',
  'method',
  'url',
  'homepage',
  'publication',
  'kind',
  'language',
  'enabled',
  'why',
  'note',
  'listing',
  'allOurs',
  'opml',
]

/** The file's text with the sources at the end of its `sources:`; a file that is broken is left as it is. */
export function appendSources(text: string | undefined, sources: Source[]): Appended {
  const lines = new LineCounter()
  const given = text === undefined || text.trim() === '' ? heading : text
  const read = parseDocument(given, { lineCounter: lines, prettyErrors: false })
  // Nothing but comments: they stay on top of the list.
  const document = read.contents === null ? parseDocument(`${given}\nsources: []\n`) : read
  const error = document.errors[0]
  if (error !== undefined) {
    return { ok: false, message: `line ${lines.linePos(error.pos[0]).line} is not valid YAML: mend it first` }
  }
  if (!isMap(document.contents)) {
    return { ok: false, message: 'the file does not begin with "sources:": mend it first' }
  }
  if (document.get('sources') === null || document.get('sources') === undefined)
    document.set('sources', document.createNode([]))
  const list = document.get('sources')
  if (!isSeq(list)) return { ok: false, message: '"sources:" is not a list: mend it first' }
  list.flow = false
  for (const source of sources) {
    const node = document.createNode(plainEntry(source))
    node.spaceBefore = true
    list.add(node)
  }
  return { ok: true, text: document.toString({ lineWidth: 0 }) }
}

/** Without what is the default anyway, so that the file stays short. */
function plainEntry(source: Source): Record<string, unknown> {
  const fields = order.filter(
    (field) => source[field] !== undefined && !(field === 'enabled' && source.enabled),
  )
  return Object.fromEntries(fields.map((field) => [field, source[field]]))
}
