// Bytes to text: BOM, then the Content-Type header, then the declaration inside, then detection. Never throws.
// What is declared is checked against the bytes: valid UTF-8 is UTF-8 whatever was declared, and a declaration under
// which the bytes do not exist gives way to one that fits.
import { getEncoding } from 'encoding-sniffer'
import { commonHanziShare, detectCharset } from './charset-detect.ts'

export type Decoded = {
  text: string
  charset: string // WHATWG name of the decoder used
  doubtful: boolean // U+FFFD were needed, or the declared charset was wrong
}

const sniffBytes = 16_384 // WHATWG looks at 1024; pages declare later
const mixedCharactersMax = 64
const oddScripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Greek}/u,
]
const utf8ProofCharacters = 3 // multi-byte characters that prove UTF-8 against a declared double-byte charset

/** Decodes a body. `contentType` is the raw Content-Type header. */
export function decodeBody(bytes: Uint8Array, contentType = ''): Decoded {
  const wide = readUtf32(bytes)
  if (wide) return wide
  const bom = bomCharset(bytes)
  if (bom) return decodeAs(bytes, bom, false)
  const declared = declaredCharsets(bytes, contentType)
  const first = declared[0]
  if (first?.startsWith('utf-16') || (!first && looksUtf16(bytes))) {
    return decodeAs(bytes, first ?? looksUtf16(bytes) ?? 'utf-16le', false)
  }
  const asUtf8 = decodeFatal(bytes, 'utf-8')
  if (asUtf8 !== undefined && (!first || first === 'utf-8' || provesUtf8(asUtf8, first))) {
    if (mixesScripts(asUtf8) && commonHanziShare(bytes) > 0.9) return decodeAs(bytes, 'gb18030', true)
    // Plain ASCII says nothing against what was declared.
    const wrong = first !== undefined && first !== 'utf-8' && asUtf8.length !== bytes.length
    if (first?.startsWith('iso-2022') && !wrong) return decodeAs(bytes, first, false) // its bytes are ASCII
    const charset = first !== undefined && !wrong ? first : 'utf-8'
    return { text: asUtf8, charset, doubtful: wrong || asUtf8.includes('\ufffd') }
  }
  for (const charset of declared) {
    const text = decodeFatal(bytes, charset)
    if (text !== undefined) return { text, charset, doubtful: charset !== first || text.includes('\ufffd') }
  }
  return decodeDetected(bytes, first)
}

/**
 * The charset by BOM, header, declaration, as browsers find it (WHATWG "encoding sniffing algorithm"), without a look
 * at the text itself; windows-1252 when nothing says. For XML the declaration counts and markup inside does not.
 */
export function sniffCharset(bytes: Uint8Array, contentType = ''): string {
  return bomCharset(bytes) ?? declaredCharsets(bytes, contentType)[0] ?? 'windows-1252'
}

/** Nothing declared fits: detection, then the lesser evil. */
function decodeDetected(bytes: Uint8Array, declared: string | undefined): Decoded {
  const given = declared ?? 'utf-8'
  const asGiven = decodeAs(bytes, given, true)
  if (asGiven.charset === 'utf-8' && mostlyUtf8(asGiven.text)) return asGiven
  const detected = detectCharset(bytes)
  if (detected) return decodeAs(bytes, detected, declared !== undefined)
  return declared ? asGiven : decodeAs(bytes, 'windows-1252', true)
}

function decodeAs(bytes: Uint8Array, charset: string, doubtful: boolean): Decoded {
  const text = new TextDecoder(charset).decode(bytes)
  return { text, charset, doubtful: doubtful || text.includes('\ufffd') }
}

function decodeFatal(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes that happen to be valid UTF-8 are GBK only if they are very few. */
function provesUtf8(text: string, declared: string): boolean {
  const doubleByte = /^(?:gbk|gb18030|big5|euc-|shift_jis)/.test(declared)
  if (!doubleByte) return true
  const found = text.match(/[^\x00-\x7f]/gu)
  return found === null || found.length >= utf8ProofCharacters
}

/**
 * Two hanzi in GBK can be two letters of different alphabets in UTF-8: D2 BD D4 BA is "医院" or "ҽԺ". Only looked at
 * in texts with hardly anything else that is not ASCII.
 */
function mixesScripts(text: string): boolean {
  const words = text.match(/[^\x00-\x7f]+/g) ?? []
  if (words.join('').length > mixedCharactersMax) return false
  return words.some((word) => oddScripts.filter((script) => script.test(word)).length > 1)
}

/** One broken byte in a long UTF-8 text does not make it another charset. */
function mostlyUtf8(text: string): boolean {
  const broken = (text.match(/\ufffd/g) ?? []).length
  const whole = (text.match(/[^\x00-\x7f\ufffd]/gu) ?? []).length
  return broken <= whole
}

// ---------------------------------------------------------------- what is declared

/** WHATWG names of the declared charsets, the header's first; unknown labels are left out. */
function declaredCharsets(bytes: Uint8Array, contentType: string): string[] {
  const header = charsetName(/;\s*charset\s*[=:]\s*["']?\s*([^\s"';]+)/i.exec(contentType)?.[1])
  const inside = declaredInside(bytes.subarray(0, sniffBytes))
  return [...new Set([header, inside].filter((name) => name !== undefined))]
}

function declaredInside(head: Uint8Array): string | undefined {
  const start = new TextDecoder('windows-1252').decode(head.subarray(0, 256)).replace(/^\s+/, '')
  if (/^<\?xml/i.test(start)) {
    // A feed's items may quote a page's <meta charset>: only the declaration counts.
    const name = charsetName(/^<\?xml[^>]*?\sencoding\s*=\s*["']?\s*([^\s"'?>]+)/i.exec(start)?.[1])
    return name?.startsWith('utf-16') ? 'utf-8' : name // readable as ASCII, so it is not UTF-16
  }
  const none = 'x-user-defined'
  const found = getEncoding(Buffer.from(head.buffer, head.byteOffset, head.byteLength), {
    maxBytes: sniffBytes,
    defaultEncoding: none,
  })
  return found === none ? undefined : charsetName(found)
}

/** "GB2312" -> "gbk"; undefined for labels that no decoder knows. */
function charsetName(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label.trim()).encoding
  } catch {
    return undefined
  }
}

// ---------------------------------------------------------------- wide characters

function bomCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** UTF-16 without BOM: "<" beside a zero byte, twice. */
function looksUtf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0) return 'utf-16le'
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0) return 'utf-16be'
  return undefined
}

/** UTF-32, which TextDecoder does not know: by BOM or by "<" among three zero bytes. */
function readUtf32(bytes: Uint8Array): Decoded | undefined {
  const [a, b, c, d] = bytes
  const little =
    (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0x3c && b === 0 && c === 0 && d === 0)
  const big = a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d === 0x3c))
  if (!little && !big) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at + 3 < bytes.length; at += 4) {
    const code = view.getUint32(at, little)
    if (code === 0xfeff) continue
    parts.push(code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code))
  }
  const text = parts.join('')
  return { text, charset: little ? 'utf-32le' : 'utf-32be', doubtful: text.includes('\ufffd') }
}
