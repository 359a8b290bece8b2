// Owns the fold from traditional to simplified Chinese, character for character, so that offsets stay as they are.
import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 't', to: 'cn' })
const simplifiedOf = new Map<string, string>()

/** One character: "醫" -> "医"; anything else comes back as it is. */
export function simplify(character: string): string {
  const known = simplifiedOf.get(character)
  if (known !== undefined) return known
  const converted: string = toSimplified(character)
  const simple = converted.length === character.length ? converted : character
  simplifiedOf.set(character, simple)
  return simple
}

/** A whole text: "公立醫院 AI" -> "公立医院 AI", of the same length. */
export function simplifyText(text: string): string {
  return text.replace(/[\u3400-\u9fff]/g, simplify)
}
