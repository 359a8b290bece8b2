// BibTeX by Citation.js: it knows which fields an entry type has, how names are listed and which capitals to keep. Its
// own escapes drop every character they have no command for, Chinese included, and take "<b>" for markup: so what
// BibTeX would read as a command travels through it as stand-ins, and becomes an escape at the end.
import type { Cited, CitedType } from './cited.ts'

const CSL_TYPES: Record<CitedType, string> = {
  newspaper: 'article-newspaper',
  journal: 'article-journal',
  preprint: 'article',
  report: 'report',
  blog: 'post-weblog',
  dataset: 'dataset',
  page: 'webpage',
}

const PERIODICALS = new Set<CitedType>(['newspaper', 'journal', 'preprint'])

const ESCAPES: [character: string, escape: string][] = [
  ['\\', '{\\textbackslash}'],
  ['{', '{\\textbraceleft}'],
  ['}', '{\\textbraceright}'],
  ['$', '\\$'],
  ['&', '\\&'],
  ['%', '\\%'],
  ['#', '\\#'],
  ['_', '\\_'],
  ['~', '{\\textasciitilde}'],
  ['^', '{\\textasciicircum}'],
  ['<', '{\\textless}'],
  ['>', '{\\textgreater}'],
  ['"', '{\\textquotedbl}'],
  ['`', '{\\textasciigrave}'],
  ['@', '{@}'],
]
const firstStandIn = 0xfdd0 // Unicode's noncharacters: no text that was cleaned has them
const standInOf = new Map(ESCAPES.map(([character], i) => [character, String.fromCharCode(firstStandIn + i)]))
const AWKWARD = /[\\{}$&%#_~^<>"`@]/g
const STAND_INS = /[\ufdd0-\ufddf]/g

/** Loads the library on first use: it costs a quarter of a second. */
export async function openBibtex(): Promise<(cited: readonly Cited[]) => string> {
  const { plugins } = await import('@citation-js/core')
  await import('@citation-js/plugin-bibtex')
  const { format } = plugins.config.get('@bibtex')
  format.asciiOnly = false
  format.useIdAsLabel = true
  return (cited) =>
    cited.length === 0
      ? ''
      : `${plugins.output
          .format('bibtex', cited.map(toCsl))
          .replace(STAND_INS, (c) => ESCAPES[c.charCodeAt(0) - firstStandIn]![1])
          .trim()}\n\n`
}

function toCsl(cited: Cited): object {
  const [year, month] = cited.publishedOn.split('-').map(Number)
  return {
    id: cited.key,
    type: CSL_TYPES[cited.type],
    title: hide(cited.title),
    author: cited.authors.map((name) =>
      'literal' in name
        ? { literal: hide(name.literal) }
        : { family: hide(name.family), given: hide(name.given) },
    ),
    issued: { 'date-parts': [[year, month]] },
    [PERIODICALS.has(cited.type) ? 'container-title' : 'publisher']: hide(cited.container),
    ...(cited.url === undefined ? {} : { URL: cited.url }),
    ...(cited.doi === undefined ? {} : { DOI: hide(cited.doi) }),
    note: hide([cited.note, `Published ${cited.publishedOn}`].filter(Boolean).join('. ')),
  }
}

function hide(text: string): string {
  return text.replace(AWKWARD, (c) => standInOf.get(c)!)
}
