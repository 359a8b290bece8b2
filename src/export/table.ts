// Rows as CSV and as NDJSON. CSV is for spreadsheets, which run what looks like a formula; NDJSON is exact.
import { stringify } from 'csv-stringify/sync'
import type { Column } from './columns.ts'

type Cell = string | number | boolean | null | undefined | readonly (string | number)[]
type Row = { readonly [name: string]: Cell }

const LIST_SEPARATOR = '; '
/** So that spreadsheets read the file as UTF-8. */
export const CSV_MARK = '\ufeff'

export function writeCsvHead<R>(columns: Column<R>[]): string {
  return CSV_MARK + writeLines([columns.map((column) => column.name)])
}

/** RFC 4180 lines. A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function writeCsvRows<R>(rows: readonly R[], columns: Column<R>[]): string {
  return writeLines(
    rows.map((row) => columns.map(({ name }) => guardCell(toCell((row as unknown as Row)[name])))),
  )
}

function writeLines(lines: (string | number)[][]): string {
  // By itself it quotes only the line end it writes: a lone line feed would end the row for other readers.
  return stringify(lines, { record_delimiter: 'windows', quoted_match: /[\r\n]/ })
}

function toCell(value: Cell): string | number {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? value : value.join(LIST_SEPARATOR)
}

// What begins a formula, also in full width, also after white space, marks that are not seen, or an opening quote,
// which some programs take off first.
const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff"']*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

/** csv-stringify's own guard looks at the first character only. */
function guardCell(cell: string | number): string | number {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell
}

/** One line for each row, keys in the order of the columns: the same row is always the same bytes. */
export function writeNdjson<R>(rows: readonly R[], columns: Column<R>[]): string {
  return rows.map((row) => `${JSON.stringify(pickColumns(row, columns))}\n`).join('')
}

export function pickColumns<R>(row: R, columns: Column<R>[]): Record<string, Cell> {
  return Object.fromEntries(columns.map(({ name }) => [name, (row as unknown as Row)[name] ?? null]))
}
