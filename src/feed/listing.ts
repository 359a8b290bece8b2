// A web page that lists articles, read by CSS selectors from the source's own configuration. It must never guess an
// entry where the selectors find none.
import { type CheerioAPI, load } from 'cheerio/slim'
import type { Entry, EntryDate, ListingSelectors, ParsedFeed } from '../model.ts'
import { findIds } from '../text/ids.ts'
import { limits } from './limits.ts'
import { languageOfWriting } from './normalise.ts'
import { cutText, foldLine } from './plain.ts'
import { dateOf, resolveUrl } from './values.ts'
import { mendNesting } from './xml.ts'

// HTML's void elements and those whose end tag may be left out
export const openElements = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot option optgroup rt rp colgroup'.split(
    ' ',
  ),
)

type Context = { url: string; now: string }
type Selection = ReturnType<CheerioAPI>

// Dates as lists print them, to be found among other words: "来源：新华社 2025-05-08 10:00" (the selector may be wide).
const dateInText = [
  /\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:[T\s]*(?:上午|下午)?\s?\d{1,2}[:时時點点]\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?/u,
  /\d{1,2}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?\p{L}{3,12}\.?,?\s+(?:de\s+)?\d{4}/u,
  /\p{L}{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}/u,
  /\d{1,2}[./]\d{1,2}[./]\d{4}/,
]

export function readListing(html: string, selectors: ListingSelectors, { url, now }: Context): ParsedFeed {
  const warnings: string[] = []
  // htmlparser2 in HTML mode is linear where a browser's tree building is not; selecting is so below one root only
  const $ = load(`<uptake-page>${mendNesting(html, openElements)}`, {
    xml: { xmlMode: false, decodeEntities: true },
  })
  const base = resolveUrl($('base[href]').first().attr('href'), url) ?? url
  const language = $('html').attr('lang')?.trim().slice(0, limits.nameChars)
  const title = cutText(foldLine($('title').first().text()), limits.titleChars)
  const found = select($, undefined, selectors.entry, warnings)
  if (found.length === 0) warnings.push(`no entry: nothing on the page matches "${selectors.entry}"`)
  if (found.length > limits.entriesMax) warnings.push(`only the first ${limits.entriesMax} entries were read`)
  const entries: Entry[] = []
  const seen = new Set<string>()
  for (const node of found.toArray().slice(0, limits.entriesMax)) {
    const entry = readEntry($, $(node) as Selection, selectors, {
      base,
      now,
      warnings,
      ...(language ? { language } : {}),
    })
    if (!entry?.url || seen.has(entry.url)) continue
    seen.add(entry.url)
    entries.push(entry)
  }
  if (found.length > 0 && entries.length === 0) warnings.push('the entries found have no link')
  return {
    format: 'listing',
    ...(title ? { title } : {}),
    link: url,
    ...(language ? { language } : {}),
    truncated: false,
    entries,
    warnings: [...new Set(warnings)].slice(0, limits.warningsMax),
  }
}

type Inside = { base: string; now: string; language?: string; warnings: string[] }

function readEntry(
  $: CheerioAPI,
  element: Selection,
  selectors: ListingSelectors,
  inside: Inside,
): Entry | undefined {
  const pick = (selector: string | undefined) =>
    selector ? select($, element, selector, inside.warnings).first() : undefined
  const anchor =
    pick(selectors.link) ??
    (element.is('a[href]') ? element : select($, element, 'a[href]', inside.warnings).first())
  const href = anchor.attr('href') ?? anchor.find('a[href]').first().attr('href')
  const url = resolveUrl(href, inside.base)
  if (!url) return undefined
  const titleElement = pick(selectors.title) ?? anchor
  const title = cutText(
    foldLine(titleElement.text()) || foldLine(titleElement.attr('title') ?? ''),
    limits.titleChars,
  )
  const language = inside.language ?? languageOfWriting(title)
  const published = readListedDate(pick(selectors.date), inside.now, language)
  const summary = foldLine(pick(selectors.summary)?.text() ?? '')
  return {
    guid: url,
    url,
    title,
    ...(summary ? { summary: cutText(summary, limits.textChars) } : {}),
    authors: [],
    ...(published ? { published } : {}),
    categories: [],
    ...(inside.language ? { language: inside.language } : {}),
    ids: findIds(url),
  }
}

/** The machine-readable attribute first, then the text, then a date inside the text. */
function readListedDate(
  element: Selection | undefined,
  now: string,
  language: string | undefined,
): EntryDate | undefined {
  if (!element || element.length === 0) return undefined
  const time = element.is('[datetime]') ? element : element.find('[datetime]').first()
  const text = foldLine(element.text()).slice(0, limits.titleChars)
  const written = [time.attr('datetime'), element.attr('content'), element.attr('data-date'), text]
  const inText = dateInText.map((pattern) => pattern.exec(text)?.[0])
  return dateOf([...written, ...inText], now, language)
}

/** A selector that does not parse finds nothing and says so. */
function select(
  $: CheerioAPI,
  inside: Selection | undefined,
  selector: string,
  warnings: string[],
): Selection {
  try {
    return inside ? inside.find(selector) : $(selector)
  } catch {
    warnings.push(`the selector "${selector}" is not valid CSS`)
    return $([])
  }
}
