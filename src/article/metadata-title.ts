// Owns the article's title: which statement of it is believed, and where the site's name is cut off.
// Whether a part is the site's name is judged by what the page says of itself, never by a list of sites.
import type { Clues } from './metadata-clues.ts'
import type { LdNode } from './metadata-jsonld.ts'
import { decodeEntities, letters, textOfLd } from './metadata-jsonld.ts'

export type Found<T> = { value: T; origin: string }

const LIMITS = {
  titleCharactersMin: 2,
  titleCharactersMax: 400,
  cluesMax: 80,
  cutsMax: 3,
  partsMax: 8,
  cutCharactersMin: 8,
  headingLettersMin: 9,
}

export type TitleClue = { text: string; origin: string }

export function listTitles(clues: Clues, article: LdNode | undefined): TitleClue[] {
  const list: TitleClue[] = []
  const add = (origin: string, text: string | undefined) => {
    if (list.length >= LIMITS.cluesMax) return
    const plain = decodeEntities(decodeEntities(text ?? ''))
      .replace(/<[^>]{1,200}>/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (plain.length >= LIMITS.titleCharactersMin && plain.length <= LIMITS.titleCharactersMax)
      list.push({ origin, text: plain })
  }
  const meta = (name: string) => add(name, clues.metas.get(name)?.[0])
  meta('citation_title')
  add('json-ld', textOfLd(article?.headline))
  add('json-ld-name', textOfLd(article?.name))
  for (const name of [
    'og:title',
    'twitter:title',
    'parsely-title',
    'sailthru.title',
    'dc.title',
    'dcterms.title',
    'title',
    'headline',
    'cxenseparse:title',
  ])
    meta(name)
  for (const mark of clues.marks)
    if (/\bheadline\b/.test(mark.itemprop) && !clues.isAside(mark.element))
      add('microdata', mark.element.textContent ?? '')
  for (const heading of clues.headings)
    if (!clues.isAside(heading.element)) add(heading.level === 1 ? 'h1' : 'h2', heading.text)
  add('title', clues.title)
  return list
}

/**
 * The statement that the others bear out. A heading of the page is what readers see, but only the one that the head's
 * titles also contain: a logo, a rubric or a cookie panel is a heading too.
 */
export function chooseTitle(titles: TitleClue[], siteNames: string[]): Found<string> | undefined {
  const cut = titles.map((t) => ({
    ...t,
    text: cutSiteName(t.text, siteNames, HEADINGS.has(t.origin) ? [] : titles),
  }))
  const deposited = cut.find((t) => t.origin === 'citation_title')
  if (deposited) return found(deposited)
  const named = cut.filter((t) => !isSiteName(t.text, siteNames))
  const witnesses = named.filter((t) => !HEADINGS.has(t.origin))
  const headings = named.filter((t) => HEADINGS.has(t.origin))
  let best: { clue: TitleClue; points: number } | undefined
  for (const clue of headings) {
    const points = supportOf(clue, witnesses) * (HEADING_SHARE[clue.origin] ?? 1)
    if (points > 0 && (!best || points > best.points)) best = { clue, points }
  }
  const alone = onlyHeading(headings)
  if (alone && (!best || best.points < SUPPORT_MIN) && !isBlogName(alone, witnesses)) return found(alone)
  if (best) return found(withoutKicker(best.clue, witnesses))
  const stated = HEAD_ORDER.map((origin) => witnesses.find((t) => t.origin === origin)).find(
    (t) => t !== undefined,
  )
  const chosen = stated ?? headings.find((t) => t.origin === 'h1') ?? cut[0]
  return chosen && found(chosen)
}

/** The page's one h1, when it has one and it is more than a word. */
function onlyHeading(headings: TitleClue[]): TitleClue | undefined {
  const texts = new Map(headings.filter((h) => h.origin === 'h1').map((h) => [letters(h.text), h]))
  const [first] = texts.values()
  return texts.size === 1 && first && letters(first.text).length >= LIMITS.headingLettersMin
    ? first
    : undefined
}

/** A blog's own name as h1: the title element holds it beside what og:title says. */
function isBlogName(heading: TitleClue, witnesses: TitleClue[]): boolean {
  const name = letters(heading.text)
  const element = letters(witnesses.find((w) => w.origin === 'title')?.text ?? '')
  return witnesses.some(
    (w) =>
      w.origin !== 'title' &&
      element.includes(name) &&
      element.includes(letters(w.text)) &&
      !letters(w.text).includes(name),
  )
}

/** "Careful reading A plan for hospitals" -> "A plan for hospitals", when the head says just that. */
function withoutKicker(heading: TitleClue, witnesses: TitleClue[]): TitleClue {
  const words = letters(heading.text)
  const equal = witnesses.some((w) => letters(w.text) === words)
  if (equal) return heading
  const within = witnesses.filter((w) => {
    const other = letters(w.text)
    if (
      other.length < words.length * 0.4 ||
      other.length < LIMITS.headingLettersMin ||
      /(?:…|\.\.\.)$/.test(w.text)
    )
      return false
    // What only begins alike is a shortened line; a colon makes the kicker a part of the sentence ("Flu: A plan …").
    return words.endsWith(other) && !/\S:\s*$/.test(heading.text.slice(0, -w.text.length))
  })
  return within[0] ? { origin: heading.origin, text: within[0].text } : heading
}

const found = (clue: TitleClue): Found<string> => ({ value: clue.text, origin: clue.origin })

const HEADINGS = new Set(['h1', 'h2', 'microdata'])
const HEADING_SHARE: Record<string, number> = { microdata: 1.1, h2: 0.4 }

// Where no heading is borne out: what is made for readers of other sites first, the search engine's line last.
const HEAD_ORDER = [
  'json-ld',
  'og:title',
  'parsely-title',
  'sailthru.title',
  'headline',
  'cxenseparse:title',
  'twitter:title',
  'dcterms.title',
  'dc.title',
  'title',
  'json-ld-name',
]

const SUPPORT_MIN = 1

/** How much of a heading the head's titles say: 3 for the same words, 2 for its words within them, less for parts. */
function supportOf(heading: TitleClue, witnesses: TitleClue[]): number {
  const words = letters(heading.text)
  if (words.length < LIMITS.titleCharactersMin) return 0
  let points = 0
  let bearers = 0
  const stated = witnesses.some((w) => w.origin !== 'title')
  for (const witness of witnesses) {
    const other = letters(witness.text)
    let given = 0
    if (other === words) given = 3
    else if (other.includes(words)) given = words.length / other.length > 0.4 ? 2 : 0.6
    else if (words.includes(other) && other.length > words.length * 0.4) given = 1.8
    else if (sharedShare(heading.text, witness.text) >= 0.6) given = 1.2
    // The title element names the site and the rubric too.
    if (witness.origin === 'title' && stated && given < 3) given *= 0.5
    if (given > 0) bearers++
    points = Math.max(points, given)
  }
  return points + bearers / 20
}

function sharedShare(a: string, b: string): number {
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
  const x = wordsOf(a)
  const y = wordsOf(b)
  if (x.size < 3 || y.size < 3) return 0
  return [...x].filter((w) => y.has(w)).length / Math.min(x.size, y.size)
}

const SEPARATORS =
  /\s+[|–—·•»«›:\-~/⋆]+\s+|\s*[|｜]\s*|(?<=[\p{sc=Han}\p{P}])[_-](?=\p{sc=Han})|\s+::\s+|:\s+(?=\S+$)/gu

/**
 * "Hospitals turn to AI | Harbour Daily" -> "Hospitals turn to AI". A part goes when it is the site's name, or when
 * what is left is word for word another statement of the title.
 */
export function cutSiteName(title: string, siteNames: string[], titles: TitleClue[]): string {
  let text = title
  for (let round = 0; round < LIMITS.cutsMax; round++) {
    const next = cutOnce(text, siteNames, titles)
    if (next === undefined) return text
    text = next
  }
  return text
}

function cutOnce(title: string, siteNames: string[], titles: TitleClue[]): string | undefined {
  const places = [...title.matchAll(SEPARATORS)].slice(0, LIMITS.partsMax)
  for (const place of [...places].reverse()) {
    const before = title.slice(0, place.index).trim()
    const after = title.slice(place.index + place[0].length).trim()
    if (before === '' || after === '') continue
    if (isSiteName(after, siteNames)) return before
    if (isSiteName(before, siteNames)) return after
  }
  for (const place of places) {
    const before = title.slice(0, place.index).trim()
    const after = title.slice(place.index + place[0].length).trim()
    for (const part of [before, after])
      if (part.length >= LIMITS.cutCharactersMin && titles.some((t) => letters(t.text) === letters(part)))
        return part
  }
  for (const name of siteNames) {
    // No space around the mark: "标题_某某网", "Title:Site"
    const rest = title.endsWith(name) ? title.slice(0, -name.length) : ''
    if (letters(rest).length >= 2 && /[-_|｜:：·–—(（【[]\s*$/.test(rest))
      return rest.replace(/[-_|｜:：·–—(（【[\s]+$/, '')
  }
  return undefined
}

/** Also "Harbour Daily Online" for "Harbour Daily", and "harbourdaily.example". */
export function isSiteName(text: string, siteNames: string[]): boolean {
  const words = letters(text)
  if (words === '') return false
  return siteNames.some((name) => {
    const site = letters(name)
    if (site.length < 2) return false
    return (
      words === site ||
      (words.length >= 4 &&
        site.length >= 4 &&
        ((words.startsWith(site) && words.length <= site.length + 12) ||
          (site.includes(words) && words.length >= site.length * 0.5)))
    )
  })
}
