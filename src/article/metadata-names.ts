// Owns turning what a page writes about its authors into names: persons, or the organisation that signs.
// An editor, a photographer, a role, an address or a date is no author.
import { scanDates } from './metadata-dates.ts'
import { decodeEntities } from './metadata-jsonld.ts'
import { isSiteName } from './metadata-title.ts'

const LIMITS = {
  rawMax: 300,
  rawCharactersMax: 2_000,
  partsMax: 600,
  namesMax: 300,
  nameCharactersMax: 60,
  nameWordsMax: 6,
  visibleMax: 12,
}

export type SignedBy = { names: string[]; organisation: boolean }

export type NameReading = {
  reversed?: boolean // "Lee, Ann" may stand for Ann Lee
  visible?: boolean // read off the page, where names stand among other things
}

/** ["By Ann Lee, Health Editor, and Bo Chen (Reuters)"] -> ["Ann Lee", "Bo Chen"] */
export function readNames(raw: string[], siteNames: string[], reading: NameReading = {}): SignedBy {
  let persons: string[] = []
  const organisations: string[] = []
  for (const text of raw.slice(0, LIMITS.rawMax)) {
    const line = tidy(text)
    for (const part of splitByline(reading.visible ? bylineLines(line) : line, reading.reversed ?? false)) {
      const name = cutTail(part)
      if (!isName(name)) continue
      const list =
        isOrganisation(name) || (isSiteName(name, siteNames) && !isFullName(name)) ? organisations : persons
      if (list.length < LIMITS.namesMax) list.push(name)
    }
  }
  // Of several things in a visible line, words that stand alone are labels ("Posted", "Europe").
  if (reading.visible && persons.length > 1 && persons.some(isFullName)) persons = persons.filter(isFullName)
  if (persons.length > 1) persons = persons.filter((name) => !ROLE_END.test(name))
  if (persons.length > (reading.visible ? LIMITS.visibleMax : LIMITS.namesMax)) persons = []
  if (persons.length > 0) return { names: withoutRepeats(persons), organisation: false }
  return { names: withoutRepeats(organisations).slice(0, 1), organisation: true } // a wire, a desk or the house itself signs
}

/** Two to five words, or two to four Chinese characters: more than an account's name. */
export function isFullName(name: string): boolean {
  return /^\S+(?:\s\S+){1,4}$/.test(name) || /^[\p{sc=Han}]{2,4}$|^[\p{sc=Han}]+·[\p{sc=Han}]+$/u.test(name)
}

/** The first line of a byline's box that names someone, and those that go on from it. */
function bylineLines(text: string): string {
  const lines = text
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '')
  if (
    lines.length > 1 &&
    lines.length < 4 &&
    lines.every((l) => /^\p{Lu}[\p{L}.'’-]+$/u.test(l) && isName(l))
  )
    return lines.join(' ') // given name and surname apart
  const kept: string[] = []
  for (const line of lines) {
    const goesOn =
      /(?:,|&|\band|\bund|\bet|\by)$/i.test(kept.at(-1) ?? '') || /^(?:,|&|and\b|und\b|et\b|y\b)/i.test(line)
    const alone = /^\W{0,3}(?:by|von|par|por|di|text|author|autor(?:in)?|words|作者|记者)\W{0,2}$/iu.test(
      kept.at(-1) ?? '',
    )
    if (
      kept.length > 0 &&
      !goesOn &&
      !alone &&
      splitByline(kept.join(' '), false).some((p) => isName(cutTail(p)))
    )
      break
    if (alone || goesOn) kept[kept.length - 1] += ` ${line}`
    else kept.push(line)
  }
  return kept.join('\n')
}

function tidy(text: string): string {
  let line = decodeEntities(decodeEntities(text.slice(0, LIMITS.rawCharactersMax))).replace(
    /<[^>]{0,300}>/g,
    ' ',
  )
  line = line.replace(/\s*[(（[【][^)）\]】]{0,80}[)）\]】]/g, ' ')
  line = line
    .replace(/[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+/gi, '\n')
    .replace(/(?:https?:)?\/\/\S+|\b(?:www|facebook|twitter|linkedin|instagram)\.\S+/gi, '\n')
    .replace(/(?<![\p{L}\d])@\w+/gu, '\n')
  // Several labels in one Chinese line: only what stands after 作者 and 记者 is kept.
  line = line
    .replace(
      /(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|审核|来源|來源|图片|摄影|攝影|翻译|翻譯)\s*[:：]\s*[^\s　]*/gu,
      '\n',
    )
    .replace(/[\s　]+(?=(?:作者|记者|記者|文)\s*[:：])/gu, '\n')
  for (const date of scanDates(line).slice(0, 5)) line = line.replace(date, '\n')
  line = line.replace(/\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:Uhr|[A-Z]{1,3}T))?\b/gi, '\n')
  return line.replace(/[ \t\u00a0\u3000]+/g, ' ')
}

// "Edited by", "Photo:", "责任编辑：": whoever follows did not write it.
const NOT_WRITERS =
  /^\W{0,3}(?:edit(?:ed|or|ing|s)?\b|redaktion\s*:|redigiert|photo|fotos?\b|bild|image|illustration|video|graphic|grafik|translat|übersetz|traduit|traducción|traduzione|produc|reviewed|medically|fact[- ]?check|source|quelle|fuente|copyright|©|责任编辑|責任編輯|责编|責編|编辑|編輯|校对|审核|監修|編集|翻译|翻譯|图片|摄影|攝影|来源|來源)/iu
// What stands in the same box; it may still end in "by Ann Lee".
const NOT_NAMES =
  /^\W{0,3}(?:\d|published|posted|updated|last |aktualisiert|stand\b|erstellt|publicado|publié|hace |vor \d|veröffentlicht|geschrieben|share|follow|comments?\b|kommentar|view |see |read |more |mehr |show |sign |subscribe|advert|anzeige|lesedauer|lesezeit|geschätzte|teilen|drucken|print|home\b|contact|abgelegt|filed|tags?\b|categor|kategorie|datum|date\b|name\b)/iu
const LEAD_IN =
  /^\W{0,3}(?:(?:(?:article|artikel|story|text|words|interview|report|reported|reporting|review|written|posted|published|submitted|contributed|analysis|opinion|ein|eine?n?|gastbeitrag|kommentar|kolumne|geschrieben|verfasst|veröffentlicht|publié|écrit|rédigé|escrito|publicado|scritto|pubblicato|beitrag|rezept|a|an)\s+){0,3}(?:by|von|par|por|di|door|av|af|przez|z)\s*:?\s+|(?:authors?|autor(?:in|en)?)\s+(?=\p{Lu})|(?:text|texte|texto)\s*(?:&|und|and|\+|,|\/)\s*(?:fotos?|photos?|bilder|bild)\s*[:/]\s*|(?:interview|vom)\s*:?\s+(?=\p{Lu})|(?:authors?|autor(?:in|en|es|a|e)?|auteur|autore|verfasser(?:in)?|writers?|reporter|text|texte|texto|words|skribent|redakteur(?:in)?|redacción|by|von|par|por)\s*[:：|/]\s*|(?:作者|记者|記者|撰文|撰稿|文|本报记者|本報記者|著者|筆者|執筆)\s*[:：/／|｜]?\s*)/iu
const SEPARATORS =
  /\n|[;；|｜•·、]|,(?!\s?(?:Jr|Sr)\b)|，|\s[/–—-]\s|\s(?:and|und|et|y|e|og|och|&|\+|with|mit|和|与)\s|(?<=\p{Lu}\p{L}*)\s+by\s+(?=\p{Lu})|\/(?=\p{L})/iu

function splitByline(line: string, reversed: boolean): string[] {
  const parts: string[] = []
  for (const piece of line.split(/\n|\s\|\s/)) {
    let text = piece.trim().replace(/^(?:and|und|et|y|&)\s+/i, '')
    if (text === '' || NOT_WRITERS.test(text)) continue
    for (let round = 0; round < 3 && LEAD_IN.test(text); round++) text = text.replace(LEAD_IN, '')
    if (NOT_WRITERS.test(text)) continue
    // "View all posts by Ann Lee"
    const late = NOT_NAMES.test(text)
      ? /\s(?:by|von|par|por)\s+(\p{L}.*)$/u.exec(text)
      : /^(?!\p{Lu}\p{L}+ \p{Lu}).*\sby\s+(\p{Lu}.*)$/u.exec(text)
    if (late) text = late[1]!
    else if (NOT_NAMES.test(text)) continue
    const inverted = reversed ? /^([^,]{2,30}),\s*([^,]{1,30})$/.exec(text) : null
    if (inverted && !/\s/.test(inverted[1]!.trim())) text = `${inverted[2]} ${inverted[1]}`
    if (/^[\p{sc=Han}·•\s、，]+$/u.test(text) && text.length > 3) parts.push(...text.split(/[\s、，]+/u))
    else parts.push(...text.split(SEPARATORS))
    if (parts.length > LIMITS.partsMax) break
  }
  return parts.map((p) => p.trim()).filter((p) => p !== '')
}

const ROLE_WORD = String.raw`(?:editor|writer|reporter|correspondent|contributor|columnist|journalist|author|producer|fellow|analyst|critic|blogger|director|professor|ceo|cto|founder|intern|staff|bureau|redakteur(?:in)?|chefredakteur(?:in)?|redaktionsleit\w*|korrespondent(?:in)?|journalist(?:in)?|autor(?:in)?|volontär(?:in)?|reporter(?:in)?|redaktion|journaliste|rédact\w+|corresponsal|periodista|redactor(?:a)?|giornalista|redazione|leiter(?:in)?|geschäftsführer(?:in)?|experte|expertin)`
const ROLE_TAIL = new RegExp(
  String.raw`(?:^|\s+[-–—]?\s*)(?:(?:senior|chief|deputy|managing|associate|assistant|contributing|executive|staff|news|politics|political|health|science|medical|business|tv|sports?|national|foreign|special|guest|digital|lead|general|technology|tech|features?|opinion|web|freier?|freie|stellv\.?|stellvertretende[rn]?|ressort|online|our|the)[\s-]+){0,4}${ROLE_WORD}\b.*$`,
  'iu',
)
const ROLE_END = new RegExp(String.raw`\b${ROLE_WORD}$`, 'iu')
const OTHER_TAIL =
  /\s*(?:\+\s?follow|\bfollow(?:ing)?\b|\btwitter\b|\bfacebook\b|\blinkedin\b|\bmore (?:posts|stories|by|from|articles)\b|\bview\b|\bwww\.|@|\bshow\b|\bget author\b|\bsee (?:all|more)\b|\balle (?:artikel|beiträge)\b|\bweitere artikel\b|\bis an?\b|\bis the\b|\bist (?:ein|freie|redak)|\bcovers\b|\bwrites\b|\bschreibt\b|\b(?:am|on|at|im)\s*$|\bam\s+\p{L}+tag\b|\bim gespräch\b|\b(?:veröffentlicht|published|posted|updated|datum)\b|\bfor the\b|\bfür die\b).*$/iu
const PLACE_TAIL =
  /^((?:\p{Lu}[\p{L}.'’-]*\s+){1,4}?)(?:[Ii]n|aus|at|à|for|für)\s+(?:the\s+|der\s+)?\p{Lu}.*$/u

/** "Ann Lee Senior Health Editor" -> "Ann Lee"; "Ann Lee in Berlin" -> "Ann Lee" */
function cutTail(part: string): string {
  const place = part.replace(OTHER_TAIL, '').replace(PLACE_TAIL, '$1')
  const bare = place.replace(ROLE_TAIL, '')
  // "Staff Writer", "Roving Reporter": the role is all the name there is
  let name = bare.trim().split(' ').length > 1 || bare === place || bare.trim() === '' ? bare : place
  if (bare.trim() === '') name = place
  name = name.replace(/\s+/g, ' ').replace(/^[\s"“”'’:.,*_~<>«»|/–—-]+|[\s"“”:,*_~<>«»|/–—-]+$/gu, '')
  // "광양 구현모 기자 외 1명" -> "구현모"
  name = name.replace(
    /^(?:\p{sc=Hangul}{2}\s)?(\p{sc=Hangul}{2,4})\s*(?:선임|인턴)?(?:기자|특파원)(?:\s.*)?$/u,
    '$1',
  )
  // A full stop ends an initial or "Jr.", not a name.
  return name.replace(/(?<=\p{Ll}{3})\.$/u, '')
}

const CREDENTIAL =
  /^(?:m\.?d\.?|ph\.?d\.?|mph|msc?|m\.sc\.?|ba|b\.a\.|rn|mba|dds|do|dr\.?|prof\.?|jr\.?|sr\.?|i{2,3}|facp|frcp|esq\.?)$/i
const NOT_A_NAME =
  /^(?:by|von|par|von der|and|und|the|author|autor|about|über|admin|administrator|editor|staff|guest|gast|anonymous|unknown|undefined|null|none|n\/?a|user|root|test|home|share|teilen|print|email|e-mail|min|read|uhr|comments?|kommentare?|updated?|published|posted|login|redaktion|impressum|kontakt|contact|weiter|news|blog|more|mehr|advertisement|anzeige|facebook|twitter|instagram|youtube|wordpress|webmaster|super user|website|no author|not available|posted|veröffentlicht|datum|date|name|text|fotos?|bio|see full bio|full bio|profile|profil|综合|佚名|网络|匿名|未知|本报|本网|本站|小编|记者|通讯员)$/i

function isName(name: string): boolean {
  if (
    name.length < 2 ||
    name.length > LIMITS.nameCharactersMax ||
    CREDENTIAL.test(name) ||
    NOT_A_NAME.test(name)
  )
    return false
  if (!/\p{L}/u.test(name) || /^\d/.test(name) || /\d{4}|[{}<>=#$%?!…]|\.{2}/u.test(name)) return false
  if (
    /^[\p{Ll}]\S*\s+\S+\s+\S/u.test(name) &&
    !/^(?:de|da|di|van|von|la|le|el|al|del|dos|ter|ten)\b/u.test(name)
  )
    return false // a clause
  if (/\s(?:von|by|vom|by the)$|^(?:about|artikel|article|rezept|alle posts|all posts|coming)\s/i.test(name))
    return false // cut short
  if (/\.(?:de|com|net|org|at|ch|co|info|io)$/i.test(name)) return false // a site
  return name.split(' ').length <= LIMITS.nameWordsMax
}

// Wires sign with their names; the words are what desks, offices and companies are called.
const WIRES =
  /^(?:reuters|afp|ap|associated press|the associated press|dpa|dpa-\w+|apa|sda|keystone-sda|epd|kna|ap news|cnn|bbc|bloomberg|xinhua|pti|ani|ians|tnn|upi|efe|ansa|tass|ria|kyodo|yonhap|jiji|cna|belga|anp|ntb|tt|ritzau|pap|mti|lusa|ots|sid|cnn wire|afp fact check|pr newswire|business wire|globe newswire|globenewswire|新华社|新華社|中新社|中新网|中通社|法新社|路透社|美联社|彭博社|央视新闻|人民网)$/i
const ORGANISATION =
  /\b(?:news|newsroom|staff|desk|team|redaktion|redaction|rédaction|redacción|redazione|agency|agentur|agencia|press|presse|wire|newswire|media|medien|magazine|magazin|zeitung|nachrichten|verlag|online|editors?|gmbh|e\.?v\.?|inc|llc|ltd|corp|ag|university|universität|ministry|ministerium|institute?|department|council|foundation|stiftung|association|verband|verein|society|radio|tv|post|times|daily|herald|tribune|journal|gazette|reports|group|nast|community|services?|center|centre|zentrum|hospital|portal|archiv)\b|(?:日报|晚报|早报|时报|新闻|新聞|新聞社|网|網|报社|報社|通讯社|通訊社|电视台|電視台|編集部|编辑部|新聞網)$/iu
/** A news agency, whose name in another paper's byline or source line says whose text it is. */
export function isWire(name: string): boolean {
  return WIRES.test(name.trim())
}

export function isOrganisation(name: string): boolean {
  return WIRES.test(name) || ORGANISATION.test(name)
}

function withoutRepeats(names: string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => {
    const key = name
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^\p{L}]/gu, '')
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
