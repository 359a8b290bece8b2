// Who is meant by a name: the organisation that the lexicon knows by it, in whichever language, or whose spokesman it is.
import { liesWithin, type PreparedLexicon } from './lexicon.ts'
import { cutTokens, findPhrases } from './phrases.ts'

/** "a former FDA official" does not speak for the FDA. */
const NO_MORE = /\b(?:former|formerly|ex|rival|critics?|opponents?)\b|前(?=[任局部])|原(?=局|部|主任)/i

/** The name of the organisation, where the lexicon has one that can be meant by figures from these places. */
export function findOrganisation(
  text: string,
  places: readonly string[],
  lexicon: PreparedLexicon,
): string | undefined {
  if (NO_MORE.test(text)) return undefined
  const hits = findPhrases(cutTokens(text), lexicon.organisations).flatMap((hit) => hit.value)
  return (
    hits.find(({ place }) => place && isFrom(places, place, lexicon)) ?? hits.find(({ place }) => !place)
  )?.name
}

function isFrom(places: readonly string[], place: string, lexicon: PreparedLexicon): boolean {
  return places.some((code) => code === place || liesWithin(code, place, lexicon.placeByCode))
}

/** Whether a name names anybody: "Care Records Council", and not "health authority". */
export function isProperName(name: string): boolean {
  return /[\u3400-\u9fff]/.test(name) ? !GENERIC_ZH.test(name) : /[A-Z]/.test(name)
}

const GENERIC_ZH =
  /^(?:[省市县区]|该[省市]|当地|有关|相关|国家|全国)?(?:卫生健康部门|卫健部门|卫生部门|主管部门|管理委员会|委员会|学会|协会|智库|公司|机构|部门|医院)$/
