// RIS: a line for each field. Written here, because the library's table knows no author and no day for a newspaper
// article, and no DOI at all; it reads ours back in the tests.
import { type Cited, type CitedType, writeName } from './cited.ts'

const RIS_TYPES: Record<CitedType, string> = {
  newspaper: 'NEWS',
  journal: 'JOUR',
  preprint: 'UNPB',
  report: 'RPRT',
  blog: 'BLOG',
  dataset: 'DATA',
  page: 'ELEC',
}

export function writeRis(cited: readonly Cited[]): string {
  return cited.map(writeEntry).join('')
}

function writeEntry(cited: Cited): string {
  const day = cited.publishedOn.replaceAll('-', '/')
  const fields: [tag: string, value: string | undefined][] = [
    ['TY', RIS_TYPES[cited.type]],
    ['ID', cited.key],
    ['TI', cited.title],
    ...cited.authors.map((name): [string, string] => ['AU', writeName(name)]),
    ['T2', cited.container],
    ['PY', day.slice(0, 4)],
    ['DA', day],
    ['DO', cited.doi],
    ['AN', cited.pmid],
    ['UR', cited.url],
    ['LA', cited.language],
    ['AB', cited.summary],
    ['N1', cited.note],
    ['Y2', cited.accessedOn?.replaceAll('-', '/')],
    ['ER', ''],
  ]
  const lines = fields.flatMap(([tag, value]) => (value === undefined ? [] : [`${tag}  - ${value}`]))
  return `${lines.join('\r\n')}\r\n\r\n`
}
