// Owns the one-line answer that the measuring command prints for a text. It must never score anything itself.
import type { Claim } from '../model.ts'
import { extractClaims } from './extract.ts'
import { isChinese } from './frame.ts'
import type { PreparedLexicon } from './lexicon.ts'

export type ClaimQuestion = { id: string; text: string; title?: string; published?: string; lang?: string }

export function toInspectLine(question: ClaimQuestion, lexicon: PreparedLexicon): { claims: object[] } {
  const claims = extractClaims(
    {
      title: question.title ?? '',
      text: question.text,
      ...(question.published ? { publishedOn: question.published } : {}),
      ...(question.lang ? { language: question.lang } : {}),
    },
    lexicon,
  )
  return { claims: claims.map((claim) => flatten(claim, lexicon)) }
}

function flatten(claim: Claim, lexicon: PreparedLexicon) {
  return {
    measure: claim.measure,
    value: claim.value,
    value_max: claim.valueMax ?? null,
    change_kind: claim.changeKind ?? null,
    qualifier: claim.qualifier,
    unit: claim.unit,
    technology: technologyName(claim, lexicon),
    place: claim.places.join(';') || null,
    as_of: claim.asOf ?? null,
    as_of_precision: claim.asOfPrecision ?? null,
    as_of_basis: claim.asOfBasis,
    stage: claim.stage,
    modality: claim.modality,
    polarity: claim.polarity,
    accumulation: claim.accumulation,
    attribution: claim.attributionText ?? null,
    attribution_kind: claim.attributionKind,
    quote: claim.quote,
    confidence: claim.confidence,
    status: claim.status,
    reasons: claim.reasons.map((reason) => `${reason.words} ${reason.points > 0 ? '+' : ''}${reason.points}`),
  }
}

/** The concept's name and, where they differ, the words as written; of a Chinese text the words as written. */
function technologyName(claim: Claim, lexicon: PreparedLexicon): string | null {
  const { technology, technologyText: written } = claim
  if (written && isChinese(written)) return written
  const name = technology ? lexicon.technologyById.get(technology)?.name : undefined
  if (!name) return null
  return written && written.toLowerCase() !== name.toLowerCase() ? `${name} (${written})` : name
}
