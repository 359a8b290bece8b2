// The cells of a table: the header says what a column counts and of which day, the label of a row which product, place or
// year, the sentence or heading above the rest. A table whose header names no adopters is left to the reader of sentences.
import type { ClaimReason, ClaimStage, Place, Technology } from '../model.ts'
import { type AsOf, type PublicationDay, yearOf } from './calendar.ts'
import type { Mentions } from './context.ts'
import type { Figure } from './figure.ts'
import { type Candidate, type Frame, isChinese, readDates } from './frame.ts'
import { liesWithin, type PreparedLexicon } from './lexicon.ts'
import { readEnglishFigures } from './number-en.ts'
import { readChineseFigures } from './number-zh.ts'
import { cutTokens, findPhrases } from './phrases.ts'

export type Row = { sentence: number; start: number; text: string }
/** `above`: the nearest sentences before the table, the nearest first, then the title. */
export type Table = { header: Row; rows: Row[]; above: string[] }

export type Cell = {
  sentence: number
  frame: Frame
  candidate: Candidate
  technology?: { technology: Technology; text: string; where: string }
  place?: { place: Place; text: string }
  asOf?: AsOf
}

const MARK = ' | '
const aboveSentences = 3

/** Runs of rows whose first one has no numbers. */
export function findTables(rows: readonly Row[], title: string): Table[] {
  const tables: Table[] = []
  for (let i = 0; i < rows.length; ) {
    if (!rows[i]!.text.includes(MARK)) {
      i++
      continue
    }
    let end = i
    while (end < rows.length && rows[end]!.text.includes(MARK)) end++
    const above = rows.slice(Math.max(0, i - aboveSentences), i).map((row) => row.text)
    if (end - i >= 2)
      tables.push({ header: rows[i]!, rows: rows.slice(i + 1, end), above: [...above.reverse(), title] })
    i = end
  }
  return tables
}

type Column = {
  index: number
  share: boolean
  unit: string
  unitText: string
  stage: ClaimStage
  named: boolean // its header says that they use it
  asOf?: AsOf
  technology?: Technology
}

const ADOPTERS = new Set(
  'organisation hospital clinic primary_care_facility trust health_system network site company physician nurse clinician staff user country province county system_installed device'.split(
    ' ',
  ),
)
const SHARE =
  /%|％|\b(?:share|percent|per cent|percentage|proportion|rate)\b|占比|比例|比率|使用率|覆盖率|率/i
/** Columns that count something else, or everybody. */
const ELSE =
  /\b(?:beds?|minutes|hours|price|cost|fee|population|visits|scans|accuracy|sensitivity|rank|founded|change|growth|total|all|invited|surveyed|asked|answered|respond\w*|sample|licen[cs]es?|budget|patients)\b|[£$€¥]|在岗|在编|床|人口|例数|人次|金额|费用|准确|灵敏|排名|总数|总量|应答|样本|增长|增幅|万元/i
const OTHERS = /^(?:all )?others?\b|^其他|^其它|^none\b|^n\/?a\b/i
const TOTAL = /^(?:total|all|together|altogether)\b|^(?:合计|总计|共计|全省|全国|全市)/i
const CELL =
  /^(?:[~≈]|约|近|超过?|逾|about |over |nearly |more than )?\d[\d.,]*(?: ?[%％]|[万亿])?(?:家|所|个|名|人|台)?\+?(?: ?[(（]\d[\d.,]* ?[%％][)）])?$/i

/** Every cell that counts adopters; undefined when the header says of no column that it does. */
export function readTable(
  table: Table,
  lexicon: PreparedLexicon,
  day: PublicationDay | undefined,
): Cell[] | undefined {
  const names = table.header.text.split(MARK).map((name) => name.trim())
  if (names.slice(1).some((name) => CELL.test(name) && !/^(?:19|20)\d\d$/.test(name))) return undefined
  const columns = readColumns(names, table, lexicon, day)
  if (columns.length === 0) return undefined
  const labels = table.rows.map((row) => readLabel(row.text.split(MARK)[0]!.trim(), lexicon, day))
  const byTechnology = labels.some((label) => label.technology)
  const byKind = !labels.some((label) => label.technology || label.place || label.asOf) // "Imaging | 29": parts of a whole
  const cells: Cell[] = []
  for (const [i, row] of table.rows.entries()) {
    const label = labels[i]!
    if (OTHERS.test(row.text) || (byTechnology && !label.technology)) continue
    if (byKind && !TOTAL.test(row.text) && !columns.some((column) => column.asOf)) continue
    for (const column of columns) cells.push(...readCells(row, column, label))
  }
  return cells
}

function readColumns(
  names: readonly string[],
  table: Table,
  lexicon: PreparedLexicon,
  day: PublicationDay | undefined,
): Column[] {
  const captionUnit = unitAbove(table, lexicon, (id) => ADOPTERS.has(id))
  const narrower = unitAbove(table, lexicon, (id) => lexicon.unitById.get(id)?.parent === 'organisation')
  const columns: Column[] = []
  for (const [index, name] of names.entries()) {
    if (index === 0) continue
    const share = SHARE.test(name)
    const tokens = cutTokens(name)
    const unit = findPhrases(tokens, lexicon.units).at(-1)
    if (ELSE.test(name) && !share) continue
    const own = unit && ADOPTERS.has(unit.value.id) ? unit.value.id : undefined
    if (unit && !own) continue
    const asOf = dateOf(name, day)
    const predicate = predicateIn(name, lexicon)
    const left = columns.at(-1)
    const id =
      (own === 'organisation' ? narrower?.id : undefined) ??
      own ??
      (share ? left?.unit : undefined) ??
      captionUnit?.id
    if (!id || !(own || share || asOf || predicate)) continue
    const technology = findPhrases(tokens, lexicon.technologies)[0]?.value
    columns.push({
      index,
      share,
      unit: id,
      unitText: own ? name : (left?.unitText ?? captionUnit!.text),
      stage: predicate ?? (share ? left?.stage : undefined) ?? stageAbove(table, id, lexicon),
      named: predicate !== undefined,
      ...(asOf ? { asOf } : {}),
      ...(technology ? { technology } : {}),
    })
  }
  // "Trusts | Trusts in use": where one column says that they use it, a bare one counts all there are
  return columns.some((column) => column.named)
    ? columns.filter((column) => column.named || column.share || column.asOf)
    : columns
}

function predicateIn(text: string, lexicon: PreparedLexicon): ClaimStage | undefined {
  const stage = findPhrases(
    cutTokens(text),
    isChinese(text) ? lexicon.chinesePredicates : lexicon.predicates,
  ).find((hit) => !hit.value.weak)?.value.stage
  if (/\bpilot(?:s|ing|ed)?\b|\btrial(?:s|ling|led)?\b|试点|试用/i.test(text)) return 'piloting'
  if (/\b(?:planned|planning|plans)\b|计划|拟/i.test(text)) return 'planned'
  if (/\b(?:stopped|discontinued|switched off)\b|停用/i.test(text)) return 'discontinued'
  return stage ?? (/\b(?:in use|live|users?|using)\b/i.test(text) ? 'in_use' : undefined)
}

function stageAbove(table: Table, unit: string, lexicon: PreparedLexicon): ClaimStage {
  if (unit === 'device') return 'authorised'
  for (const text of table.above) {
    const stage = predicateIn(text, lexicon)
    if (stage && stage !== 'announced' && stage !== 'authorised') return stage
  }
  return 'in_use'
}

/** The adopters that the sentences above and the title name most, of equals the nearest. */
function unitAbove(
  table: Table,
  lexicon: PreparedLexicon,
  fits: (id: string) => boolean,
): { id: string; text: string } | undefined {
  const named = new Map<string, { id: string; text: string; times: number }>()
  for (const text of table.above) {
    const tokens = cutTokens(text)
    for (const hit of findPhrases(tokens, lexicon.units)) {
      const { id } = hit.value
      if (!fits(id)) continue
      const words = text.slice(tokens[hit.from]!.start, tokens[hit.to - 1]!.end)
      const entry = named.get(id) ?? { id, text: words, times: 0 }
      entry.times += id === 'organisation' ? 0.5 : hit.value.plural || hit.folded ? 1.5 : 1
      named.set(id, entry)
    }
  }
  return [...named.values()].sort((a, b) => b.times - a.times)[0]
}

function dateOf(text: string, day: PublicationDay | undefined): AsOf | undefined {
  const year = /^(?:19|20)\d\d$/.exec(text)?.[0]
  if (year) return yearOf(Number(year), undefined, 'context')
  const date = readDates(text, day).find(({ role }) => role === 'point')
  return date?.asOf.edtf ? { ...date.asOf, basis: 'context' } : undefined
}

type Label = {
  technology?: { value: Technology; text: string }
  place?: { value: Place; text: string }
  asOf?: AsOf
}

function readLabel(text: string, lexicon: PreparedLexicon, day: PublicationDay | undefined): Label {
  const tokens = cutTokens(text)
  const wordsOf = (hit: { from: number; to: number }) =>
    text.slice(tokens[hit.from]!.start, tokens[hit.to - 1]!.end)
  const technology = findPhrases(tokens, lexicon.technologies)[0]
  const places = findPhrases(tokens, lexicon.places)
  const place =
    places.find((hit) =>
      places.every((other) => !liesWithin(other.value.code, hit.value.code, lexicon.placeByCode)),
    ) ?? places[0]
  const asOf = dateOf(text, day)
  return {
    ...(technology ? { technology: { value: technology.value, text: wordsOf(technology) } } : {}),
    ...(place ? { place: { value: place.value, text: wordsOf(place) } } : {}),
    ...(asOf ? { asOf } : {}),
  }
}

function readCells(row: Row, column: Column, label: Label): Cell[] {
  const parts = row.text.split(MARK)
  const cell = parts[column.index]?.trim()
  if (!cell || !CELL.test(cell)) return []
  const offset = parts.slice(0, column.index).reduce((sum, part) => sum + part.length + MARK.length, 0)
  const at = row.text.indexOf(cell, offset)
  const chinese = isChinese(row.text)
  const found = chinese ? readChineseFigures(cell) : readEnglishFigures(cell)
  const asOf = column.asOf ?? label.asOf
  return found.slice(0, 2).flatMap((figure): Cell[] => {
    if (figure.kind !== 'count' && figure.kind !== 'share') return []
    const share = column.share || figure.kind === 'share'
    if (share && figure.value > 100) return []
    const moved = moveFigure(figure, at, share)
    const technology = label.technology
      ? { technology: label.technology.value, text: label.technology.text, where: 'the row' }
      : column.technology
        ? { technology: column.technology, text: column.technology.name, where: 'the header' }
        : undefined
    return [
      {
        sentence: row.sentence,
        frame: { ...emptyFrame, text: row.text, start: row.start, chinese, figures: [moved] },
        candidate: candidateOf(moved, column),
        ...(technology ? { technology } : {}),
        ...(label.place ? { place: { place: label.place.value, text: label.place.text } } : {}),
        ...(asOf ? { asOf } : {}),
      },
    ]
  })
}

const emptyFrame = { tokens: [], dates: [], technologies: [], places: [], units: [], predicates: [] }

function moveFigure(figure: Figure, by: number, share: boolean): Figure {
  return {
    ...figure,
    kind: share ? 'share' : 'count',
    start: figure.start + by,
    end: figure.end + by,
    numberStart: figure.numberStart + by,
    numberEnd: figure.numberEnd + by,
  }
}

function candidateOf(figure: Figure, column: Column): Candidate {
  const reasons: ClaimReason[] = [
    { field: 'unit', words: `"${column.unitText}" heads the column`, points: 0.15 },
    {
      field: 'stage',
      words: column.named ? 'the header says that they use it' : 'a table of users',
      points: 0.1,
    },
  ]
  return {
    figure,
    unit: column.unit,
    unitFrom: figure.start,
    unitTo: figure.end,
    unitInherited: true,
    unitWords: column.unitText,
    quoteStart: figure.start,
    quoteEnd: figure.end,
    stage: column.stage,
    modality: column.stage === 'planned' ? 'planned' : 'actual',
    polarity: 'affirmed',
    accumulation: 'stock',
    tense: 'present',
    predicateFrom: -1,
    predicateTo: -1,
    direction: 'inherited',
    reasons,
  }
}

/** What the sentences above and the title say for all cells. */
export function readAbove(
  above: readonly string[],
  mentionsOf: (text: string) => Mentions,
  day: PublicationDay | undefined,
): { technology?: { technology: Technology; text: string; where: string }; asOf?: AsOf } {
  let technology: { technology: Technology; text: string; where: string } | undefined
  let asOf: AsOf | undefined
  for (const text of above) {
    const hits = mentionsOf(text).technologies
    const hit = hits.find(({ value }) => !value.generic) ?? hits[0]
    if (hit && (technology === undefined || (technology.technology.generic && !hit.value.generic)))
      technology = { technology: hit.value, text: hit.value.name, where: 'above the table' }
    const date = readDates(text, day).find(({ role, future }) => role === 'point' && !future)
    if (date?.asOf.edtf) asOf ??= { ...date.asOf, basis: 'context' }
  }
  return { ...(technology ? { technology } : {}), ...(asOf ? { asOf } : {}) }
}
