// The words before and after an English number that say how it is meant. A qualifier touches its number: nothing but
// the words listed may stand between. A new wording is a new line.
import type { ClaimQualifier } from '../model.ts'

type Row = readonly [ClaimQualifier, string]

/** Longest wording first within one qualifier; the list is tried in order. */
const BEFORE: readonly Row[] = [
  ['at_least', 'at (?:the )?(?:very )?least|no(?:t)? (?:fewer|less) than|a minimum of|minimum|≥|>='],
  [
    'up_to',
    'up to|as many as|as much as|no more than|not more than|at (?:the )?most|a maximum of|maximum of|≤|<=',
  ],
  [
    'more_than',
    '(?:well |far |significantly |substantially |slightly |just )?(?:more|greater|higher|larger) than|' +
      '(?:well |far |just )?(?:over|above|beyond|past)|in excess of|north of|upwards? of|exceed(?:s|ed|ing)?|' +
      'surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|(?:crossed|passed|broke)(?: the)?(?: mark of)?|another more than|>',
  ],
  [
    'nearly',
    'nearly|almost|close to|just under|just short of|just shy of|shy of|approaching|nearing|not quite|virtually|' +
      'a little (?:under|below|less than)|slightly (?:under|below|less than)|just below|practically',
  ],
  ['fewer_than', '(?:still )?(?:fewer|less|lower) than|under|below|short of|just under a total of|<'],
  [
    'about',
    'about|around|roughly|approximately|approx\\.?|some|an estimated|estimated(?: at)?|circa|ca\\.?|c\\.|' +
      'in the region of|in the order of|on the order of|somewhere around|more or less|~|≈|∼|around about',
  ],
  [
    'exact',
    'exactly|precisely|only|just|merely|all|a total of|totalling|a mere|the full|a full|all of|in total',
  ],
]

const AFTER: readonly Row[] = [
  ['more_than', '\\+|-?plus\\b|or so more|and counting'],
  [
    'at_least',
    'or (?:more|above|greater|higher)\\b(?! (?:AI|of their|hours|minutes|beds))|and (?:above|over|up)\\b',
  ],
  ['up_to', 'or (?:fewer|less|below)\\b|at (?:the )?most\\b'],
  ['about', 'or so\\b|-?odd\\b|or thereabouts|-?ish\\b'],
  ['at_least', '(?:hospitals?|doctors?|clinics?),? at least\\b'],
]

const SPACED_BEFORE = BEFORE.map(
  ([qualifier, words]) =>
    [qualifier, new RegExp(`(?:^|[^A-Za-z0-9])((?:${words})(?: the| a| an)?[ ]?)$`, 'i')] as const,
)
const STICKY_AFTER = AFTER.map(
  ([qualifier, words]) => [qualifier, new RegExp(`[ ]?(?:${words})`, 'iy')] as const,
)

const windowChars = 40

export type Qualified = { qualifier: ClaimQualifier; start: number; end: number }

/** "exceeded roughly" before 1,200: the outer word decides, unless the inner one is stronger than exact. */
export function qualifyEnglish(sentence: string, start: number, end: number): Qualified {
  let qualifier: ClaimQualifier | undefined
  let from = start
  for (let turn = 0; turn < 3; turn++) {
    const before = readBefore(sentence, from)
    if (!before) break
    from = before.start
    if (
      qualifier === undefined ||
      qualifier === 'exact' ||
      (qualifier === 'about' && before.qualifier !== 'exact')
    )
      qualifier = before.qualifier
  }
  let to = end
  for (const [after, pattern] of STICKY_AFTER) {
    pattern.lastIndex = end
    const match = pattern.exec(sentence)
    if (!match) continue
    to = end + match[0].length
    if (qualifier === undefined || qualifier === 'exact') qualifier = after
    break
  }
  return { qualifier: qualifier ?? 'exact', start: from, end: to }
}

function readBefore(
  sentence: string,
  start: number,
): { qualifier: ClaimQualifier; start: number } | undefined {
  const window = sentence.slice(Math.max(0, start - windowChars), start)
  for (const [qualifier, pattern] of SPACED_BEFORE) {
    const match = pattern.exec(window)
    if (match) return { qualifier, start: start - match[1]!.length }
  }
  return undefined
}
