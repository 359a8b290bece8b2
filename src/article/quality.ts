// Owns the verdict on an extracted body: an article, a wall, a list of links, or nothing, with readable reasons.
// It must never change the body.
import type { Block, Quality } from '../model.ts'
import type { Piece } from './blocks.ts'

export const wordsMin = 40
const wallWordsMax = 150 // a longer text is an article, whatever banner stands on its page
const teaserWordsMax = 120
const barePageWordsMax = 400 // a bot wall's whole page
const wallCharsMax = 20_000
const openingCharsMax = 4
const consentShareMin = 0.4
const headlinesMin = 6
const wordsPerHeadlineMax = 60

export type Judged = {
  blocks: readonly Block[]
  page: readonly Piece[] // everything the page shows, chrome included
  chosen: readonly Piece[]
  title?: string | undefined
}

const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu

/** Words of a text; a character of a script without spaces counts as half a word. */
export function countWords(text: string): number {
  const characters = text.match(spaceless)?.length ?? 0
  const spaced = text.replace(spaceless, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu)
  return Math.round(characters / 2 + (spaced?.length ?? 0))
}

export function judge({ blocks, page, chosen, title }: Judged): Quality {
  const words = countWords(blocks.map((block) => block.text).join('\n'))
  const wall = findWall(words, blocks, page, title)
  if (wall) return { verdict: 'wall', reasons: [wall], words }
  const listing = findListing(words, chosen)
  if (listing) return { verdict: 'listing', reasons: [listing], words }
  return judgeBlocks(blocks)
}

/** The verdict by length alone, for texts that come without a page. */
export function judgeBlocks(blocks: readonly Block[]): Quality {
  const words = countWords(blocks.map((block) => block.text).join('\n'))
  if (words === 0) return { verdict: 'empty', reasons: ['empty: no text was found'], words }
  if (words < wordsMin) return { verdict: 'poor', reasons: [`too short: ${words} words`], words }
  return { verdict: 'good', reasons: [], words }
}

// ---------------------------------------------------------------- walls

// What Cloudflare, Akamai, PerimeterX, DataDome, Imperva and Chinese verification pages say; the wording of their
// pages as of 2024-2026.
const botWall =
  /checking (?:if the site connection is secure|your browser)|verif(?:y|ying) (?:that )?you are (?:a )?human|(?:please )?(?:enable|turn on) (?:javascript|js)\b.{0,60}|javascript is (?:disabled|required|not enabled)|ddos protection by|complete the (?:security check|captcha)|are you a robot|i['’]?m not a robot|unusual (?:traffic|activity) (?:from|on)|pardon our interruption|you have been blocked|request (?:was )?(?:blocked|rejected)|access (?:to this page )?(?:has been )?denied|press (?:&|and) hold to confirm|just a moment\.\.\.|bitte (?:aktivieren sie|bestätigen sie, dass sie kein) .{0,40}|veuillez activer javascript|安全(?:验证|驗證|检查)|人机(?:验证|识别)|(?:请|請)完成.{0,6}(?:验证|驗證)|访问(?:验证|过于频繁)|请(?:开启|启用)\s*javascript|滑动.{0,8}验证/iu
// The opening lines of IAB TCF consent panels (OneTrust, Didomi, Sourcepoint, Quantcast) in the languages of our sources.
const consentWall =
  /we (?:value|care about|respect) your privacy|we and our (?:\d+ )?(?:trusted |third[- ]party )?partners|before you continue to|(?:this (?:site|website)|we) uses? cookies|accept (?:all )?cookies|accept all\b|manage (?:your )?(?:cookie|privacy|consent)|your (?:privacy|cookie) (?:choices|settings|preferences)|wir (?:verwenden|nutzen|benötigen) .{0,40}(?:cookies|zustimmung|einwilligung)|mit werbung (?:und cookies )?(?:weiter)?lesen|nous (?:utilisons|et nos partenaires).{0,60}(?:cookies|stock)|continuer sans accepter|utilizamos cookies|valoramos (?:su|tu) privacidad|(?:我们|本网站|本站)(?:重视您的隐私|使用\s*cookie)|接受(?:所有|全部)\s*cookie/iu
const consentWords =
  /cookie|consent|privacy|partners|personal data|legitimate interest|vendors|personali[sz]ed ads|einwilligung|zustimmung|datenschutz|vie privée|traceurs|隐私|隱私|同意/iu
const loginWall =
  /(?:log|sign) ?in (?:or (?:subscribe|register|sign up) )?to (?:continue|read|view|access)|subscribe (?:now )?to (?:continue|read|keep|unlock)|(?:to )?(?:continue|keep) reading,? (?:please )?(?:subscribe|log|sign|register|create)|(?:this|the full) (?:article|story|content|page) is (?:only )?(?:available |reserved |exclusive )?(?:for|to) (?:our )?(?:subscribers|members|registered)|already a subscriber\?|create (?:a |your )?(?:free )?account to|you(?:['’]ve| have) (?:reached|read) your .{0,30}(?:limit|free articles)|(?:jetzt|bitte) (?:anmelden|registrieren|einloggen).{0,40}(?:weiterlesen|lesen)|nur für abonnenten|réservé aux abonnés|solo para suscriptores|(?:请|請)(?:先)?(?:登录|登入|登陆).{0,12}(?:查看|阅读|閱讀|继续|繼續)?|登录后(?:可)?(?:查看|阅读)|(?:会员|會員|付费)(?:专享|專享|阅读|閱讀)|剩余\d+%.{0,10}(?:付费|订阅)/iu

function findWall(
  words: number,
  blocks: readonly Block[],
  page: readonly Piece[],
  title: string | undefined,
): string | undefined {
  const text = `${title ?? ''}\n${blocks.map((block) => block.text).join('\n')}`.slice(0, wallCharsMax)
  const consent = findOpening(blocks, consentWall)
  if (consent && shareOf(blocks, consentWords) >= consentShareMin) return `consent wall: "${consent}"`
  if (words >= wallWordsMax) return undefined
  const shown = `${text}\n${page.map((piece) => piece.text).join('\n')}`.slice(0, wallCharsMax)
  const bot = botWall.exec(words < wordsMin ? shown : text)
  if (bot && countWords(shown) < barePageWordsMax + words) return `bot wall: "${bot[0].trim()}"`
  const banner = words < wordsMin ? findOpening(page, consentWall) : undefined
  if (banner) return `consent wall: "${banner}"`
  const login = words < teaserWordsMax ? loginWall.exec(shown) : null
  return login ? `login wall: "${login[0]}" after ${words} words` : undefined
}

// A panel opens its lines with these words; an article about panels quotes them in the middle of a sentence.
function findOpening(lines: readonly { text: string }[], pattern: RegExp): string | undefined {
  for (const { text } of lines) {
    const match = pattern.exec(text)
    if (match && match.index <= openingCharsMax) return match[0]
  }
  return undefined
}

function shareOf(blocks: readonly Block[], pattern: RegExp): number {
  let all = 0
  let matched = 0
  for (const block of blocks) {
    all += block.text.length
    if (pattern.test(block.text)) matched += block.text.length
  }
  return all === 0 ? 0 : matched / all
}

// ---------------------------------------------------------------- listings

function findListing(words: number, chosen: readonly Piece[]): string | undefined {
  const body = chosen.filter((piece) => piece.kind !== 'caption')
  const headlines = body.filter(
    (piece) => piece.kind === 'heading' && piece.linkChars > piece.size * 0.8,
  ).length
  if (headlines >= headlinesMin && words < headlines * wordsPerHeadlineMax)
    return `listing page: ${headlines} linked headlines in ${words} words`
  const size = body.reduce((sum, piece) => sum + piece.size, 0)
  const linked = body.reduce((sum, piece) => sum + piece.linkChars, 0)
  const links = body.reduce((sum, piece) => sum + piece.links, 0)
  if (links >= 10 && linked > size * 0.6)
    return `listing page: ${Math.round((linked / size) * 100)} % of the text is links`
  return undefined
}
