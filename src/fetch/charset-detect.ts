// Guesses the charset of bytes that nobody declared, or that are not what was declared, by the letters that the
// languages written in it use most. Bytes in, a name out; it never looks at declarations (charset.ts does).

const detectBytesMax = 65_536 // looked at, from the first byte that is not ASCII
const scriptLettersMin = 6 // fewer letters speak for no alphabet
const sureScore = 0.18 // less than this share of everyday letters is no text in that charset

// The most frequent characters of each language (frequency lists of Jun Da for Chinese, of the Russian National
// Corpus, of the Balanced Corpus of Korean; the order does not matter, about a third of running text is among them).
const hans =
  '的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市医院疗健康研究患智能报人工药据'
const hant =
  '的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市醫院療健康研究患智能報人工藥據'
const hangul =
  '이다는의에을가고한를은도로지사하기어서아나시리자대있인정보해그일들과부수제전라원장여스것주상었우으니마성유만게구용안소적할면진공동중오신경비요년국회했세위조학연화분관미방개병료의'
const kana = /[\u3040-\u30ff]/ // any kana: no other language has them
const cyrillic = 'оеаинтсрвлкмдпуяыьгзбчй'
const greek = 'αοιετσνηυρπκμλςίόάέήώύ'
const hebrew = 'יוהלאמרתבשנ'
const arabic = 'اليمنوترةبعدسف'
const thai = 'านรอกเงมยลวดท่้สตะปบคห'
const asciiLetter = /[A-Za-z]/
const latin = /[\p{Ll}ÄÖÜÉÀÇÑŠŽ]/u
const turkish = 'ıİşŞğĞçÇöÖüÜâ'
const centralEuropean = 'ąćęłńóśźżáčďéěíňřšťúůžäöüőűăŁŚŻČŘŠŽ' // without ý ş ţ đ, which sit where Turkish has its own

type Candidate = { charset: string; everyday: (char: string) => number; ownScript?: boolean }
const among = (letters: string) => {
  const set = new Set(letters)
  return (char: string) => (set.has(char) ? 1 : 0)
}

/** First is best when scores are equal. Only charsets that TextDecoder knows. */
const CANDIDATES: readonly Candidate[] = [
  { charset: 'gb18030', everyday: among(`${hans}，。、：；！？“”（）《》`) },
  { charset: 'big5', everyday: among(`${hant}，。、：；！？「」（）《》`) },
  { charset: 'shift_jis', everyday: (char) => (kana.test(char) ? 1 : 0) },
  { charset: 'euc-jp', everyday: (char) => (kana.test(char) ? 1 : 0) },
  { charset: 'euc-kr', everyday: among(hangul) },
  { charset: 'windows-1251', everyday: among(cyrillic), ownScript: true },
  { charset: 'koi8-r', everyday: among(cyrillic), ownScript: true },
  { charset: 'iso-8859-5', everyday: among(cyrillic), ownScript: true },
  { charset: 'ibm866', everyday: among(cyrillic), ownScript: true },
  { charset: 'windows-1253', everyday: among(greek), ownScript: true },
  { charset: 'windows-1255', everyday: among(hebrew), ownScript: true },
  { charset: 'windows-1256', everyday: among(arabic), ownScript: true },
  { charset: 'windows-874', everyday: among(thai), ownScript: true },
]

/**
 * The charset that the bytes are most likely written in, or undefined when nothing speaks for one.
 * UTF-8 is not among the answers: whoever asks has tried it.
 */
export function detectCharset(bytes: Uint8Array): string | undefined {
  const sample = takeSample(bytes)
  if (sample.length === 0) return undefined
  const few = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0) < scriptLettersMin
  let best: { charset: string; score: number } | undefined
  for (const { charset, everyday, ownScript } of CANDIDATES) {
    const text = ownScript && few ? undefined : decodeWhole(sample, charset)
    if (text === undefined) continue
    const score =
      scoreOf(text, everyday, ownScript) + (charset === 'gb18030' ? commonHanziShare(sample) * 0.1 : 0)
    if (score > (best?.score ?? 0)) best = { charset, score }
  }
  const western = detectWestern(sample)
  if (best && best.score >= sureScore && best.score >= western.score) return best.charset
  if (western.score >= sureScore) return western.charset
  return best !== undefined && commonHanziShare(sample) > 0.9 ? 'gb18030' : undefined
}

function takeSample(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  // one byte earlier tells whether the letter stands inside a word
  return first < 0 ? bytes.subarray(0, 0) : bytes.subarray(Math.max(0, first - 1), first + detectBytesMax)
}

/** The text, or undefined when a byte sequence does not exist in that charset. The sample's last character may be cut. */
function decodeWhole(sample: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(sample, { stream: true })
  } catch {
    return undefined
  }
}

/**
 * Share of everyday letters among the letters that are not ASCII. Control and private characters count against it, and
 * so do letters glued to ASCII ones when the script is never mixed with Latin ("adoptу la").
 */
function scoreOf(text: string, everyday: (char: string) => number, ownScript = false): number {
  let good = 0
  let all = 0
  let before = ''
  for (const char of text) {
    const code = char.codePointAt(0)!
    if (code >= 0x80) {
      all++
      good += everyday(char)
      if (code < 0xa0 || (code >= 0xe000 && code < 0xf900)) good -= 1
      if (ownScript && asciiLetter.test(before)) good -= 1
    } else if (ownScript && asciiLetter.test(char) && before > '\x7f') good -= 1
    before = char
  }
  return all === 0 ? 0 : good / all
}

/** Share of byte pairs in GB 2312's first level (rows B0-D7: the 3,755 hanzi in daily use) and punctuation (A1-A3). */
export function commonHanziShare(sample: Uint8Array): number {
  let common = 0
  let all = 0
  for (let i = 0; i < sample.length - 1; i++) {
    const lead = sample[i]!
    if (lead < 0x80) continue
    const trail = sample[++i]!
    all++
    if (((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) && trail >= 0xa1) common++
  }
  return all === 0 ? 0 : common / all
}

/** Western European, Central European and Turkish differ in a few letters only, so they are weighed against each other. */
function detectWestern(sample: Uint8Array): { charset: string; score: number } {
  // A letter that is not ASCII stands alone between ASCII letters: "caf\xe9 "; two in a row are rare.
  const charset = preferBy(sample, 'windows-1250', centralEuropean, 'windows-1254', turkish)
  const text = new TextDecoder(charset).decode(sample)
  const words = text.match(/[A-Za-z\u0080-\u024f]+/g) ?? []
  const all = (text.match(/[^\x00-\x7f\xa0]/g) ?? []).length
  let inWords = (
    text.match(/(?<=[A-Za-z])’(?=[a-z])|(?<=[A-Za-z.,] ?)[”’–—…](?= )|(?<= )[“‘](?=[A-Za-z])/g) ?? []
  ).length
  for (const word of words) {
    const foreign = [...word].filter((char) => char > '\x7f')
    if (foreign.length * 2 <= word.length || word.length === 1)
      inWords += foreign.filter((char) => latin.test(char)).length
  }
  const score = all === 0 ? 0 : inWords / all
  return { charset, score }
}

/** windows-1250 or -1254 when clearly more of its own letters appear than of Western ones; else windows-1252. */
function preferBy(
  sample: Uint8Array,
  first: string,
  firstLetters: string,
  second: string,
  secondLetters: string,
): string {
  const western = scoreOf(
    new TextDecoder('windows-1252').decode(sample),
    among('àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœ‘’“”–—…«»°£€'),
  )
  const others = [
    { charset: first, score: scoreOf(new TextDecoder(first).decode(sample), among(firstLetters)) },
    { charset: second, score: scoreOf(new TextDecoder(second).decode(sample), among(secondLetters)) },
  ].sort((a, b) => b.score - a.score)
  const other = others[0]!
  return other.score > western + 0.15 ? other.charset : 'windows-1252'
}
