// Owns the fold from traditional to simplified Chinese, character for character, so that offsets stay as they are.
import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 't', to: 'cn' })
const simplifiedOf = new Map<string, string>()
const firstHan = 0x3400
const lastHan = 0x9fff
const codes = new Uint16Array(lastHan - firstHan + 1) // of the simplified character; 0: not asked yet

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
  let folded = ''
  let done = 0 // most texts are simplified already: only what changes is copied
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < firstHan || code > lastHan) continue
    let simple = codes[code - firstHan]!
    if (simple === 0) {
      simple = simplify(text[i]!).charCodeAt(0)
      codes[code - firstHan] = simple
    }
    if (simple === code) continue
    folded += text.slice(done, i) + String.fromCharCode(simple)
    done = i + 1
  }
  return done === 0 ? text : folded + text.slice(done)
}
