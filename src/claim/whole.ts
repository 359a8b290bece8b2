// What a figure is a part of, and how many there are of it: "38% of large health systems", "57 of the 130 tertiary
// hospitals", "近三成县级医院". The words as written; read only where they stand beside the figure.
import type { Candidate, Frame } from './frame.ts'

export type Whole = { denominator?: string; denominatorCount?: number }

const wholeCharsMax = 80

export function findWhole(frame: Frame, candidate: Candidate): Whole {
  const count = candidate.denominatorCount
  const share = candidate.figure.kind === 'share' && !candidate.change
  if (!share && count === undefined) return {}
  const text = frame.chinese ? wholeZh(frame, candidate) : wholeEn(frame, candidate)
  const own = share && text ? countOf(text) : undefined
  const denominator = text ?? candidate.denominator
  const denominatorCount = count ?? own
  return {
    ...(denominator ? { denominator } : {}),
    ...(denominatorCount !== undefined ? { denominatorCount } : {}),
  }
}

const ARTICLES = "(?:(?:the|its|their|our|these|those|all|(?:[\\w-]+ )?[\\w-]+'s) )*"
const LEADING = new RegExp(
  `\\b(?:[Oo]f|[Aa]mong|[Oo]ut of) ${ARTICLES}(?<of>\\d[\\d,]* [^,;.]{3,60}?),? (?:[\\w-]+ ){0,2}$`,
)
const BEHIND = new RegExp(`^ ?(?:of|in)? ?${ARTICLES}(?<of>[^,;:()]+)$`, 'i')
const WITHIN = new RegExp(`\\b(?:of|in) ${ARTICLES}(?<of>[^,;:()]+)$`, 'i')
/** What follows the noun and belongs to the sentence. */
const REST = / (?:as of|as at|in|at|by|since|that|which|who|had|have|has|were|are|now|surveyed|asked)\b.*$/

/** From "of" to the end of the noun: "57 of the 130 tertiary hospitals" -> "130 tertiary hospitals". */
function wholeEn(frame: Frame, { figure, unitTo, unitInherited }: Candidate): string | undefined {
  const leading = LEADING.exec(frame.text.slice(0, figure.start))?.groups?.of
  if (unitInherited || unitTo <= figure.start) return leading && tidy(leading.replace(REST, ''))
  const match =
    figure.kind === 'share'
      ? BEHIND.exec(frame.text.slice(figure.numberEnd, unitTo))
      : WITHIN.exec(frame.text.slice(figure.numberStart, unitTo))
  return match?.groups?.of && tidy(match.groups.of)
}

/** "130家三级医院中已有57家": the noun before; "近三成县级医院": the noun behind. */
function wholeZh(frame: Frame, { figure, unitFrom, unitTo }: Candidate): string | undefined {
  const before =
    /(?<of>\d[\d,]*(?:多|余)?(?:家|所|名|位|个)[^，。；\d]{1,14}?)(?:中|里)(?:，|,)?[^，。；\d]{0,6}$/.exec(
      frame.text.slice(0, figure.start),
    )?.groups?.of
  if (before) return tidy(before)
  if (figure.kind !== 'share') return undefined
  const behind = frame.text.slice(figure.numberEnd, unitTo)
  return tidy(
    unitFrom >= figure.numberEnd ? behind.replace(/^(?:以上)?的/, '') : frame.text.slice(unitFrom, unitTo),
  )
}

function tidy(text: string): string | undefined {
  const plain = text.trim()
  return plain.length >= 2 && plain.length <= wholeCharsMax ? plain : undefined
}

function countOf(text: string): number | undefined {
  const digits = /^\d[\d,]*(?=[ 家所名位个])/.exec(text)?.[0]
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''))
}

// ---------------------------------------------------------------- which shares may be compared

/** Words that make a whole a narrower one, in either language: shares of them are never put on one line with others. */
const NARROWER: readonly (readonly [slug: string, pattern: RegExp])[] = [
  ['rural', /\brural\b|农村|乡村/i],
  ['urban', /\burban\b|城市(?=医院|机构)/i],
  ['large', /\blarge\b|大型/i],
  ['small', /\bsmall(?:er)?\b|小型/i],
  ['tertiary', /\btertiary\b|三级|三甲/i],
  ['secondary', /\bsecondary\b|二级|二甲/i],
  ['county', /\bcounty\b|县级|县医院|县域/i],
  ['public', /\bpublic\b|公立/i],
  ['private', /\bprivate\b|民营|私立/i],
  ['teaching', /\b(?:teaching|academic|university)\b|教学|附属/i],
  ['community', /\bcommunity\b|社区/i],
  ['primary', /\bprimary[- ]care\b|基层/i],
  ['critical-access', /\bcritical[- ]access\b/i],
  ["children's", /\bchildren's\b|儿童/i],
  ['mental-health', /\b(?:mental health|psychiatric)\b|精神/i],
]

/** The narrowing words of a whole, in one order; '' where it is simply all of the unit. */
export function narrowingOf(denominator: string): string {
  return NARROWER.filter(([, pattern]) => pattern.test(denominator))
    .map(([slug]) => slug.replace("'", ''))
    .join('-')
}
