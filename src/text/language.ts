// Owns saying in which language a text is written: by script, then by stop words, and only in doubt by a trained
// model, which is loaded at first need because that takes a second. It must never answer from a hint alone when the
// text speaks against it.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const LIMITS = { charactersMax: 1_500, lettersMin: 12, wordsMin: 4, modelLettersMin: 60 }

/**
 * BCP 47 primary subtag ("en", "de"), or "zh-Hans" / "zh-Hant" by the characters used; undefined when the text is too
 * short to tell and no hint is given. `hint` is what the page declares ("en-US", "zh_TW"): it decides between languages
 * that the text leaves open.
 */
export function detectLanguage(text: string, hint?: string): string | undefined {
  const sample = text.slice(0, LIMITS.charactersMax)
  const declared = readHint(hint)
  const letterCount = countLetters(sample)
  if (letterCount < LIMITS.lettersMin) return byScript(sample, declared) ?? declared
  const script = byScript(sample, declared)
  if (script) return script
  const scores = scoreStopWords(sample)
  const [best, second] = scores
  if (best && best.share >= SHARE_MIN) {
    const declaredScore = scores.find((s) => s.language === declared)
    if (declared && declaredScore && declaredScore.share >= best.share * 0.8) return declared
    if (!second || best.share >= second.share * 1.25) return best.language
  }
  if (declared && (!best || best.share < SHARE_MIN || !STOP_WORDS[declared])) return declared
  return (letterCount >= LIMITS.modelLettersMin ? askModel(sample) : undefined) ?? best?.language
}

const SHARE_MIN = 0.06 // of all words; running text has .2 to .5 stop words

/** "zh_TW" -> "zh-Hant", "EN-us" -> "en", "" -> undefined */
export function readHint(hint: string | undefined): string | undefined {
  const tag =
    hint
      ?.trim()
      .toLowerCase()
      .replace(/_/g, '-')
      .split(/[,;\s]/)[0] ?? ''
  if (!/^[a-z]{2,3}(?:-|$)/.test(tag)) return undefined
  const primary = tag.split('-')[0]!
  if (primary === 'zh') return /hant|tw|hk|mo/.test(tag) ? 'zh-Hant' : 'zh-Hans'
  return PRIMARY_ALIASES[primary] ?? (NOT_LANGUAGES.has(primary) ? undefined : primary)
}

// ISO 639: names that pages write for the same language.
const PRIMARY_ALIASES: Record<string, string> = {
  iw: 'he',
  in: 'id',
  nb: 'no',
  nn: 'no',
  jp: 'ja',
  cn: 'zh-Hans',
  gr: 'el',
  cz: 'cs',
  eng: 'en',
  ger: 'de',
  deu: 'de',
  fra: 'fr',
  fre: 'fr',
  spa: 'es',
}
const NOT_LANGUAGES = new Set(['und', 'mul', 'zxx', 'xx', 'www'])

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

// ---------------------------------------------------------------- scripts

type Script = { pattern: RegExp; answer: (text: string, declared: string | undefined) => string | undefined }

const SCRIPTS: Script[] = [
  { pattern: /[\p{sc=Hiragana}\p{sc=Katakana}]/gu, answer: () => 'ja' },
  { pattern: /\p{sc=Hangul}/gu, answer: () => 'ko' },
  { pattern: /\p{sc=Han}/gu, answer: chineseOf },
  { pattern: /\p{sc=Cyrillic}/gu, answer: cyrillicOf },
  { pattern: /\p{sc=Arabic}/gu, answer: arabicOf },
  { pattern: /\p{sc=Hebrew}/gu, answer: () => 'he' },
  { pattern: /\p{sc=Greek}/gu, answer: () => 'el' },
  { pattern: /\p{sc=Thai}/gu, answer: () => 'th' },
  {
    pattern: /\p{sc=Devanagari}/gu,
    answer: (_, declared) => (declared === 'mr' || declared === 'ne' ? declared : 'hi'),
  },
  { pattern: /\p{sc=Bengali}/gu, answer: () => 'bn' },
  { pattern: /\p{sc=Tamil}/gu, answer: () => 'ta' },
  { pattern: /\p{sc=Telugu}/gu, answer: () => 'te' },
  { pattern: /\p{sc=Myanmar}/gu, answer: () => 'my' },
  { pattern: /\p{sc=Khmer}/gu, answer: () => 'km' },
  { pattern: /\p{sc=Lao}/gu, answer: () => 'lo' },
  { pattern: /\p{sc=Georgian}/gu, answer: () => 'ka' },
  { pattern: /\p{sc=Armenian}/gu, answer: () => 'hy' },
]

/** The language of a script that few languages share, when it makes up a good part of the letters. */
function byScript(text: string, declared: string | undefined): string | undefined {
  if (!/[^\p{sc=Latin}\p{sc=Common}\p{sc=Inherited}]/u.test(text)) return undefined
  const latin = text.match(/\p{sc=Latin}/gu)?.length ?? 0
  let best: { script: Script; weight: number } | undefined
  let kana = 0
  let han = 0
  for (const script of SCRIPTS) {
    const weight = text.match(script.pattern)?.length ?? 0
    if (script === SCRIPTS[0]) kana = weight
    if (script.answer === chineseOf) han = weight
    if (weight > 0 && (!best || weight > best.weight)) best = { script, weight }
  }
  if (!best) return undefined
  // A character of Han or Hangul carries as much as three Latin letters ("使用 DeepSeek 的医院" is Chinese).
  const heavy = /Han|Hira/.test(best.script.pattern.source) ? 3 : 1
  if (best.weight * heavy <= latin) return undefined
  if (kana + han > best.weight && kana >= han * 0.05) return 'ja'
  return best.script.answer(text, declared)
}

// Frequent characters that exist in one of the two forms only.
const SIMPLIFIED =
  /[这国会来个们时对说为样学还进发现实开问关应体医总战头书业东车长见门马风飞鱼龙经济设计术认识论读谁请谈让记许讯评词试诉贝负财责货质费资赛转轮软轻载输边达过运连选递适钱银错铁铜针钟阳阴队际陆随险难页项顺须预领题颜额风饭饮馆验齐]/gu
const TRADITIONAL =
  /[這國會來個們時對說為樣學還進發現實開問關應體醫總戰頭書業東車長見門馬風飛魚龍經濟設計術認識論讀誰請談讓記許訊評詞試訴貝負財責貨質費資賽轉輪軟輕載輸邊達過運連選遞適錢銀錯鐵銅針鐘陽陰隊際陸隨險難頁項順須預領題顏額飯飲館驗齊]/gu

function chineseOf(text: string, declared: string | undefined): string {
  const simplified = text.match(SIMPLIFIED)?.length ?? 0
  const traditional = text.match(TRADITIONAL)?.length ?? 0
  if (simplified === traditional) return declared?.startsWith('zh') ? declared : 'zh-Hans'
  return simplified > traditional ? 'zh-Hans' : 'zh-Hant'
}

function cyrillicOf(text: string, declared: string | undefined): string {
  if (/[іїєґ]/iu.test(text) && !/[ыэё]/iu.test(text)) return 'uk'
  if (/[ўі]/iu.test(text) && /[ыэ]/iu.test(text)) return 'be'
  if (/[ђјљњћџ]/iu.test(text)) return /[ѓќѕ]/iu.test(text) ? 'mk' : 'sr'
  if (/[ыэё]/iu.test(text))
    return declared === 'kk' || declared === 'mn' || declared === 'be' ? declared : 'ru'
  const bulgarian =
    text.match(/(?<![\p{L}])(?:на|и|да|се|за|от|е|в|са|като|ще|които|това)(?![\p{L}])/giu)?.length ?? 0
  if (/ъ[а-я]/iu.test(text) && bulgarian > 2) return 'bg'
  return declared && ['bg', 'sr', 'mk', 'kk', 'mn', 'uk', 'be'].includes(declared) ? declared : 'ru'
}

function arabicOf(text: string, declared: string | undefined): string {
  if (/[ٹڈڑے]/u.test(text)) return 'ur'
  if (/[پچژگ]/u.test(text)) return declared === 'ckb' || declared === 'ur' ? declared : 'fa'
  return 'ar'
}

// ---------------------------------------------------------------- Latin script: stop words

// The most frequent function words of each language, those shared by two neighbours kept in both.
const STOP_WORDS: Record<string, string> = {
  en: 'the of and to in that is was for it with as his on be at by had not are but from or have an they which you were her all she there would their we him been has when who will more no if out so what up its about into than them can only other new some could these may then do first any my now such like our over me even most after also did many before through how',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir ihr kann ihre',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec mais comme ou été aux son cette ses leur nous vous elle ont fait être tout ces même sa si entre après sans deux aussi était dont je',
  es: 'de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay',
  it: 'di e il la che in a per un è del con non una i le si da della al come anche dei più nel alla ma gli ha o sono lo delle dal su se questo ci essere stato nella tra ai degli suo questa due prima cui hanno anni dalla',
  pt: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus',
  nl: 'de van het een en in is dat op te zijn voor met die niet aan er om ook als dan maar door bij uit hij nog naar wordt was over heeft tot worden meer deze had of hebben kan ze geen dit je werd wel al zich veel',
  sv: 'och i att det som en på är av för med den till inte har de ett om var jag men sig så från vi kan han man hade nu ska över efter också här när utan eller vid där blir sin vara hon mot under',
  da: 'og i at det er en til af på for der de med den som har et ikke han var sig fra men om vi kan så også over efter blev eller havde man ved hun jeg skal være ud nu år når vil dem blive',
  no: 'og i det er på til som en for av at med de å har den ikke et om fra var men seg vi så kan han også etter hun jeg når ble blir over eller hadde skal være ved ut nå år mot bare',
  fi: 'ja on ei että se oli hän joka myös mutta ovat kun niin mukaan kuin sen vain jo tai ole ollut olla jos hänen vuonna nyt sekä mitä voi mukaan ettei joita ennen kanssa',
  pl: 'w i na z do się nie to że jest o jak za po przez od ale co czy dla tym są jego oraz być przy może także które który która już tego ich pod tylko więc jako będzie był tej lub',
  cs: 'a se v na je že to s z do o i ve k pro si za by ale jako po tak jsou od jsem který která které už nebo bylo byl jen před také při jeho aby může však roku podle není',
  sk: 'a sa v na je že to s z do o aj k pre si za by ale ako po tak sú od som ktorý ktorá ktoré už alebo bolo bol len pred tiež pri jeho aby môže však roku podľa nie je',
  hu: 'a az és hogy nem is egy meg ez de volt csak még már mint el ha vagy azt kell van minden lesz szerint után pedig mert olyan között ezt lehet sem amely aki ami',
  ro: 'de și în a la cu pe care nu să din este un o mai pentru că sau ca au fost se prin dar după ce sunt fi lui cum cel această acest între',
  tr: 've bir bu da için de ile çok olarak daha olan en gibi kadar sonra var ne ise ama değil ya oldu ki yeni her göre veya olduğu diye iki ancak',
  id: 'yang dan di dari ini untuk dengan itu pada tidak dalam akan adalah juga oleh ke karena ada mereka telah sebagai bahwa lebih bisa atau saat kami tersebut dapat saya menjadi sudah seperti hanya',
  ms: 'yang dan di ini untuk dengan itu pada tidak dalam akan adalah juga oleh ke kerana ada mereka telah sebagai bahawa lebih boleh atau ketika kami tersebut dapat saya menjadi sudah seperti hanya beliau',
  vi: 'và của là có cho không được các trong một người với những khi đã này để đến từ tại về ra cũng như nhiều năm sẽ trên vào phải theo',
  hr: 'i u je na se da za su od s a o kao što koji ali iz bi ne to po koja samo ili koje sve nije kako do prema još te bio već nakon',
  lt: 'ir į iš kad su yra tai kaip ne bet ar už po dėl apie buvo jis tik dar per nuo prie iki metų taip jau',
  ca: 'de la que el i a en els del les un per amb no una és al com més o però seu ha si sobre aquest entre tot aquesta ser són també va fins des',
}

const LANGUAGES = Object.keys(STOP_WORDS)
/** Word -> places in LANGUAGES of those it belongs to: one look per word of the text. */
const LANGUAGES_BY_WORD = new Map<string, number[]>()
for (const [place, language] of LANGUAGES.entries())
  for (const word of new Set(STOP_WORDS[language]!.split(' '))) {
    const places = LANGUAGES_BY_WORD.get(word)
    if (places) places.push(place)
    else LANGUAGES_BY_WORD.set(word, [place])
  }

// Letters that one language of a close family has and its neighbours lack.
const TELLING_LETTERS: Record<string, RegExp> = {
  cs: /[ěřů]/gi,
  sk: /[ľĺŕ]/gi,
  pl: /[ąęłż]/gi,
  hu: /[őű]/gi,
  tr: /[ğış]/gi,
  ro: /[ășțţ]/gi,
  de: /ß/g,
  es: /[ñ¿¡]/gi,
  pt: /[ãõ]/gi,
  sv: /[äö]/gi,
  vi: /[ươđ]/gi,
  lt: /[ėįųū]/gi,
}
const TELLING_MIN = 3 // occurrences; one may be a foreign name
const TELLING_BONUS = 0.06

function scoreStopWords(text: string): { language: string; share: number }[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length < LIMITS.wordsMin) return []
  const counts = new Array<number>(LANGUAGES.length).fill(0)
  for (const word of words) for (const place of LANGUAGES_BY_WORD.get(word) ?? []) counts[place]!++
  const foreign = /[^\x00-\x7f]/.test(text)
  return LANGUAGES.map((language, place) => {
    const share = counts[place]! / words.length
    const letters = foreign && share > 0 ? TELLING_LETTERS[language] : undefined
    const telling = letters !== undefined && (text.match(letters)?.length ?? 0) >= TELLING_MIN
    return { language, share: share + (telling ? TELLING_BONUS : 0) }
  }).sort((a, b) => b.share - a.share)
}

// ---------------------------------------------------------------- the model

type Model = { detect(text: string): { language: string; isReliable(): boolean } }
let model: Model | undefined

/** Loaded synchronously: the package exports itself to `import` only, so it is required by its file. */
function loadModel(): Model {
  const file = fileURLToPath(import.meta.resolve('eld/medium'))
  return (createRequire(import.meta.url)(file) as { eld: Model }).eld
}

function askModel(text: string): string | undefined {
  model ??= loadModel()
  const answer = model.detect(text)
  return answer.language === '' ? undefined : answer.language
}
