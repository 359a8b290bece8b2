// Owns where a page says when it was published and changed, and which of its statements is believed.
// How a written date is read belongs to text/dates.ts. Half a date (a year, a month) is never made a whole one.
import { readDate } from '../text/dates.ts'
import type { Clues, Mark } from './metadata-clues.ts'
import { fold, textOf } from './metadata-clues.ts'
import type { LdNode } from './metadata-jsonld.ts'
import { textOfLd, typesOf } from './metadata-jsonld.ts'
import type { Place } from './metadata-zones.ts'
import { dayInZone, readPlace } from './metadata-zones.ts'

export type DateClue = {
  origin: string
  raw: string
  value: string // an instant, or a day when no time is written
  on: string // the calendar day as written
  utc: boolean // an instant that a machine wrote in UTC: the writer's day may be a neighbour
  guessed?: boolean // the same, and `on` is the day in the zone that host or language suggest
  swapped?: string // the day that it means when month and day stand the other way round
  order?: number // place in the document, for visible ones
}

export type DateContext = {
  clues: Clues
  article: LdNode | undefined
  language: string | undefined
  now: string | undefined
}

const LIMITS = { metaValuesMax: 1, cluesMax: 160, markCharactersMax: 160, dayMin: '1990-01-01' }

const PUBLISHED_METAS = [
  'article:published_time',
  'og:article:published_time',
  'og:published_time',
  'article:published',
  'og:pubdate',
  'rnews:datepublished',
  'datepublished',
  'date_published',
  'published_time',
  'publication_date',
  'publication-date',
  'publishdate',
  'publish-date',
  'publish_date',
  'publishtime',
  'publish_time',
  'published_at',
  'published-date',
  'published_date',
  'parsely-pub-date',
  'sailthru.date',
  'cxenseparse:recs:publishtime',
  'cxenseparse:publishtime',
  'article.published',
  'article_date_original',
  'originalpublicationdate',
  'bt:pubdate',
  'pubdate',
  'ptime',
  'pdate',
  'shareaholic:article_published_time',
  'analytics:pubdate',
  'article:publicationdate',
  'article-published',
  'vr:published_time',
  'published',
  'publicationdate',
  'apub:time',
  'weibo:article:create_at',
  'displaydate',
  'datenews',
]
const CITATION_METAS = [
  'citation_online_date',
  'citation_publication_date',
  'citation_date',
  'prism.publicationdate',
  'prism.publicationDate',
  'bepress_citation_date',
  'bepress_citation_online_date',
  'citation_publicationdate',
]
const DUBLIN_METAS = [
  'dc.date.issued',
  'dcterms.issued',
  'dc.date.created',
  'dcterms.created',
  'dcterms.date',
  'dc.date',
  'dc:date',
  'dc.issued',
  'dc.created',
  'dcterms.available',
  'dcsext.articlefirstpublished',
]
const LOOSE_METAS = [
  'date',
  'article:post_date',
  'article.created',
  'datecreated',
  'created',
  'creation_date',
  'og:created_time',
  'article:created_time',
  'article:create',
  'doc_date',
  'eomportal-last-update',
  'timestamp',
  'rbpubdate',
  'pub_date',
  'search.date',
  'pubyear',
]
const MODIFIED_METAS = [
  'article:modified_time',
  'og:updated_time',
  'article:updated_time',
  'og:modified_time',
  'datemodified',
  'date_modified',
  'modified_time',
  'dcterms.modified',
  'dc.date.modified',
  'dc.modified',
  'last-modified',
  'lastmod',
  'lastmodified',
  'last_updated_date',
  'cxenseparse:recs:modifiedtime',
  'sailthru.modified',
  'revised',
  'updated',
]

type PlacedContext = DateContext & { place: Place }

export function findDateClues(given: DateContext): { published: DateClue[]; modified: DateClue[] } {
  const published: DateClue[] = []
  const modified: DateClue[] = []
  const add = (list: DateClue[], origin: string, raw: string | undefined, order?: number) => {
    const clue = raw ? readClue(origin, raw, context) : undefined
    if (clue) list.push(order === undefined ? clue : { ...clue, order })
  }
  const { article, clues } = given
  const declared = [clues.htmlLanguage, clues.metas.get('og:locale')?.[0]].find((d) => /[-_]/.test(d ?? ''))
  const context: PlacedContext = { ...given, place: readPlace(clues.host, declared, given.language) }
  add(published, 'json-ld', textOfLd(article?.datePublished))
  add(modified, 'json-ld', textOfLd(article?.dateModified))
  const fromMetas = (list: DateClue[], names: string[], origin?: string) => {
    for (const name of names) {
      const values = clues.metas.get(name) ?? []
      // Several different ones are those of several articles.
      if (new Set(values).size <= LIMITS.metaValuesMax)
        for (const raw of values) add(list, origin ?? name, raw)
    }
  }
  fromMetas(published, PUBLISHED_METAS)
  fromMetas(published, CITATION_METAS)
  fromMetas(published, DUBLIN_METAS)
  fromMetas(modified, MODIFIED_METAS)
  const enough = () => published.length + modified.length >= LIMITS.cluesMax
  for (const mark of clues.marks) {
    if (enough()) break
    readMarkDate(mark, context, add, published, modified)
  }
  add(published, 'url', dayInUrl(clues.url))
  fromMetas(published, LOOSE_METAS, 'meta-loose')
  for (const node of clues.graph.nodes) {
    if (node === article) continue
    const page = typesOf(node).some((t) => /Page$/.test(t))
    add(published, page ? 'json-ld-page' : 'json-ld-other', textOfLd(node.datePublished))
    if (page) add(modified, 'json-ld-page', textOfLd(node.dateModified))
    add(published, 'json-ld-upload', textOfLd(node.uploadDate))
  }
  add(published, 'json-ld-created', textOfLd(article?.dateCreated))
  for (const run of clues.runs) {
    if (enough()) break
    const aside = clues.isAside(run.parent)
    for (const raw of scanDates(run.text)) {
      const kind = MODIFIED_WORD.test(run.text)
        ? 'modified'
        : PUBLISHED_WORD.test(run.text) || isLabelled(run.parent)
          ? 'labelled'
          : ''
      add(
        kind === 'modified' ? modified : published,
        `text${kind ? `-${kind}` : ''}${aside ? '-aside' : ''}`,
        raw,
        run.order,
      )
    }
  }
  return { published, modified }
}

const MODIFIED_WORD =
  /update|modified|aktualisiert|geändert|änderung|mis à jour|modifié|actualiza|modific|aggiorna|更新|修改|updated|bijgewerkt|обновл/i
const PUBLISHED_WORD =
  /publish|posted|veröffentlicht|erstellt|publi|pubblicato|发布|發布|发表|posté|stand:|created|datum|date|fecha|опубл|dodano/i

/** <span>Datum</span> <span>28.01.2022</span>: the label stands in the element before. */
function isLabelled(element: Element): boolean {
  const before = element.previousElementSibling
  if (!before || before.children.length > 0) return false
  const text = fold((before.textContent ?? '').slice(0, LIMITS.markCharactersMax))
  return DATE_LABEL.test(text)
}

const DATE_LABEL =
  /^(?:date|datum|published(?: on)?|posted(?: on)?|stand|veröffentlicht(?: am)?|erschienen(?: am)?|publié le|fecha|data|发布(?:时间|日期)|日期)\s?[:：]?$/iu

type Add = (list: DateClue[], origin: string, raw: string | undefined, order?: number) => void

function readMarkDate(
  mark: Mark,
  context: PlacedContext,
  add: Add,
  published: DateClue[],
  modified: DateClue[],
) {
  const { element, itemprop, names, tag } = mark
  const isDateProp = /date|time/.test(itemprop)
  if (
    !isDateProp &&
    tag !== 'time' &&
    tag !== 'abbr' &&
    !/date|datum|fecha|time|publish|posted|meta|created|updated|info/.test(names)
  )
    return
  const aside = context.clues.isAside(element) ? '-aside' : ''
  const machine =
    element.getAttribute('datetime') ??
    element.getAttribute('content') ??
    (tag === 'abbr' || isDateProp ? element.getAttribute('title') : null)
  const late = /modif|update|aktual|geaendert/.test(`${itemprop} ${names}`)
  const list = late ? modified : published
  if (
    itemprop.includes('datepublished') ||
    itemprop.includes('datecreated') ||
    element.hasAttribute('pubdate')
  )
    return add(published, `microdata${aside}`, machine ?? textOf(element), mark.order)
  if (itemprop.includes('datemodified'))
    return add(modified, 'microdata', machine ?? textOf(element), mark.order)
  if (tag === 'time') {
    const before = list.length
    add(list, `time${aside}`, machine ?? undefined, mark.order)
    if (list.length === before)
      for (const raw of scanDates(textOf(element)).slice(0, 1)) add(list, `time${aside}`, raw, mark.order)
    return
  }
  if (tag === 'abbr' && machine) return add(list, `abbr${aside}`, machine, mark.order)
  const text = fold(textOf(element, true, LIMITS.markCharactersMax * 2))
  if (text.length > LIMITS.markCharactersMax) return
  const strong = /date|datum|fecha|time|publish|posted|created|updated/.test(names)
  for (const raw of scanDates(text).slice(0, 1))
    add(
      MODIFIED_WORD.test(text) ? modified : list,
      `${strong ? 'class' : 'meta-class'}${aside}`,
      raw,
      mark.order,
    )
}

const TIME = String.raw`(?:[,\s|·•–T-]{1,4}(?:at|um|à|às|a las|alle|kl\.?|klo|om|ore|godz\.?)?\s{0,2}\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?(?:[ap]\.?m\.?|Uhr|h|Z|[+-]\d\d:?\d\d|[A-Z]{2,4}\b))?)?`
const DATE_SHAPES = [
  String.raw`(?:19|20)\d\d-\d{1,2}-\d{1,2}(?:T\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?${TIME}`,
  String.raw`(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:\s?\(.\))?(?:\s?\d{1,2}[:：时時]\d{1,2}分?)?`,
  String.raw`(?:19|20)\d\d\s?년\s?\d{1,2}\s?월\s?\d{1,2}\s?일`,
  String.raw`(?:19|20)\d\d[./]\s?\d{1,2}[./]\s?\d{1,2}(?!\d)${TIME}`,
  String.raw`\d{1,2}(?:st|nd|rd|th|er|º)?[.,]?\s?(?:of |de |d')?[\p{L}\p{M}]{3,12}[.,]{0,2}\s?(?:de |del |')?(?:19|20)\d\d(?!\d)${TIME}`,
  String.raw`[\p{L}\p{M}]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s{1,2}(?:19|20)\d\d(?!\d)${TIME}`,
  String.raw`\d{1,2}[-/][\p{L}]{3,9}[-/](?:(?:19|20)\d\d|\d\d)(?!\d)`,
  String.raw`\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)${TIME}`,
]
const TIME_TAIL = new RegExp(`${TIME}$`, 'iu')
const DATE_SHAPE = new RegExp(`(?<![\\d./-])(?:${DATE_SHAPES.join('|')})`, 'giu')

/** "Updated: 8 May 2025, 10:15 · 4 min" -> ["8 May 2025, 10:15"] */
export function scanDates(text: string): string[] {
  // The shapes are dear to search for; most texts have nothing of the kind.
  return /(?:19|20)\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d\d/.test(text) ? (text.match(DATE_SHAPE) ?? []) : []
}

/** /2025/05/08/, /2025-05-08-, /20250508, /08-05-2025, /2025/may/08/: bounded, so that numbers of articles are not taken for days. */
function dayInUrl(url: string): string | undefined {
  const path = url.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/, '')
  const match =
    /(?<!\d)((?:19|20)\d\d)([/_.-])(\d{1,2})\2(\d{1,2})(?!\d)/.exec(path) ??
    /(?<!\d)((?:19|20)\d\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/.exec(path) ??
    /\/((?:19|20)\d\d)(\/)(\d\d)(\d\d)\//.exec(path)
  if (match) return `${match[1]}-${match[3]!.padStart(2, '0')}-${match[4]!.padStart(2, '0')}`
  const reversed = /(?<!\d)(0?[1-9]|[12]\d|3[01])([-_.])(0?[1-9]|1[0-2])\2(20\d\d)(?!\d)/.exec(path)
  if (reversed) return `${reversed[4]}-${reversed[3]!.padStart(2, '0')}-${reversed[1]!.padStart(2, '0')}`
  const named = /\/((?:19|20)\d\d)\/([a-z]{3})\/(\d{1,2})\//i.exec(path)
  return named ? `${named[3]} ${named[2]} ${named[1]}` : undefined
}

function readClue(
  origin: string,
  raw: string,
  { language, now, place }: PlacedContext,
): DateClue | undefined {
  const text = raw.trim()
  if (!/\d/.test(text) || /^\d{4}(?:[-/.]\d{1,2})?$/.test(text)) return undefined // half a date
  // British, Indian and Australian pages write the day first.
  const hints = language
    ? { language: language === 'en' && place.country ? `en-${place.country}` : language }
    : {}
  let date = readDate(text, hints)
  // "2.9.2020 klo 12.45": the day counts even where the time is written in a way of its own
  if (!date.at && text.length <= LIMITS.markCharactersMax) date = readDate(text.replace(TIME_TAIL, ''), hints)
  if (!date.at) return undefined
  const on = date.dayOnly ? date.at.slice(0, 10) : dayAsWritten(text, date.at, hints, place.zone)
  if (on < LIMITS.dayMin || (now && date.at > dayAfter(now))) return undefined
  const swapped = swapDayAndMonth(text, on)
  return {
    origin,
    raw: text,
    value: date.dayOnly ? on : date.at,
    on,
    ...utcOf(text, date.dayOnly, place.zone),
    ...(swapped ? { swapped } : {}),
  }
}

function utcOf(text: string, dayOnly: boolean, zone: string | undefined): Pick<DateClue, 'utc' | 'guessed'> {
  if (dayOnly || !UTC_ZONE.test(text)) return { utc: false }
  return zone === undefined ? { utc: true } : { utc: false, guessed: true }
}

/** "10/05/2022": the other day that this may mean. */
function swapDayAndMonth(raw: string, on: string): string | undefined {
  if (!/^\D*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(raw)) return undefined
  const [year, month, day] = on.split('-') as [string, string, string]
  return Number(day) <= 12 && day !== month ? `${year}-${day}-${month}` : undefined
}

const WRITTEN_ZONE =
  /\s*(?:(?:GMT|UTC)?\s?[+-]\d{1,2}:?\d{2}|(?<=\d)Z|\s(?:[A-Z]{1,4}T|GMT|UTC|MEZ|MESZ))(?:\s?\([^)]*\))?$/
const UTC_ZONE = /(?:(?<=[\d.])Z|[+-]00:?00|\b(?:GMT|UTC))$/

/** The writer's calendar day: "2025-05-08T01:00+08:00" -> 2025-05-08, though the instant lies on the 7th in UTC. */
function dayAsWritten(
  raw: string,
  at: string,
  hints: { language?: string },
  zone: string | undefined,
): string {
  if (UTC_ZONE.test(raw) && zone) return dayInZone(at, zone)
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(raw)
  if (iso) return iso[0]
  if (WRITTEN_ZONE.test(raw)) {
    // Read again as if it were UTC: what was written is then what comes out.
    const language = /^en/.test(hints.language ?? '') ? hints.language! : 'de'
    return (readDate(raw.replace(WRITTEN_ZONE, ''), { language }).at ?? at).slice(0, 10)
  }
  // Without a zone, readDate took Chinese, Japanese and Korean times for those of their zones.
  return zone && /^(?:zh|ja|ko|vi|th)/.test(hints.language ?? '') ? dayInZone(at, zone) : at.slice(0, 10)
}

function dayAfter(now: string): string {
  const time = Date.parse(now)
  return Number.isNaN(time) ? '9999' : new Date(time + 86_400_000).toISOString()
}
