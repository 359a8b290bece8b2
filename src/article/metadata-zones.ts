// Owns where a page's writers live, as far as its host and its declared locale tell: a machine that writes an instant in
// UTC means a calendar day there. It never guesses for a country whose publishers are spread over its zones, and says nothing
// where it cannot know.

// Country (ISO 3166-1, lower case, as in ccTLDs and locales) -> the zone of (nearly) all, or most, of its publishers. IANA names.
const ZONE_BY_COUNTRY: Readonly<Record<string, string>> = {
  de: 'Europe/Berlin',
  at: 'Europe/Vienna',
  ch: 'Europe/Zurich',
  fr: 'Europe/Paris',
  it: 'Europe/Rome',
  es: 'Europe/Madrid',
  nl: 'Europe/Amsterdam',
  be: 'Europe/Brussels',
  pl: 'Europe/Warsaw',
  se: 'Europe/Stockholm',
  dk: 'Europe/Copenhagen',
  no: 'Europe/Oslo',
  cz: 'Europe/Prague',
  sk: 'Europe/Bratislava',
  hu: 'Europe/Budapest',
  fi: 'Europe/Helsinki',
  gr: 'Europe/Athens',
  ro: 'Europe/Bucharest',
  bg: 'Europe/Sofia',
  rs: 'Europe/Belgrade',
  hr: 'Europe/Zagreb',
  tr: 'Europe/Istanbul',
  uk: 'Europe/London',
  gb: 'Europe/London',
  ie: 'Europe/Dublin',
  pt: 'Europe/Lisbon',
  ua: 'Europe/Kyiv',
  jp: 'Asia/Tokyo',
  kr: 'Asia/Seoul',
  cn: 'Asia/Shanghai',
  hk: 'Asia/Hong_Kong',
  tw: 'Asia/Taipei',
  sg: 'Asia/Singapore',
  my: 'Asia/Kuala_Lumpur',
  ph: 'Asia/Manila',
  vn: 'Asia/Ho_Chi_Minh',
  th: 'Asia/Bangkok',
  in: 'Asia/Kolkata',
  pk: 'Asia/Karachi',
  bd: 'Asia/Dhaka',
  lk: 'Asia/Colombo',
  il: 'Asia/Jerusalem',
  ae: 'Asia/Dubai',
  sa: 'Asia/Riyadh',
  za: 'Africa/Johannesburg',
  ke: 'Africa/Nairobi',
  ng: 'Africa/Lagos',
  eg: 'Africa/Cairo',
  gh: 'Africa/Accra',
  ar: 'America/Argentina/Buenos_Aires',
  uy: 'America/Montevideo',
  cl: 'America/Santiago',
  co: 'America/Bogota',
  pe: 'America/Lima',
  bo: 'America/La_Paz',
  ve: 'America/Caracas',
  py: 'America/Asuncion',
  mx: 'America/Mexico_City',
  br: 'America/Sao_Paulo',
  hn: 'America/Tegucigalpa',
  gt: 'America/Guatemala',
  do: 'America/Santo_Domingo',
  jm: 'America/Jamaica',
  ca: 'America/Toronto', // two thirds live in it, and its evening hours are evening in the other five
  nz: 'Pacific/Auckland',
}
// Domains of countries that are sold to everyone.
const SOLD_DOMAINS = new Set(['co', 'in', 'my', 'no', 'rs'])

// Where (nearly) all who publish in a language live.
const COUNTRY_BY_LANGUAGE: Readonly<Record<string, string>> = {
  de: 'de',
  it: 'it',
  nl: 'nl',
  pl: 'pl',
  sv: 'se',
  da: 'dk',
  no: 'no',
  cs: 'cz',
  sk: 'sk',
  hu: 'hu',
  fi: 'fi',
  el: 'gr',
  tr: 'tr',
  ja: 'jp',
  ko: 'kr',
  'zh-Hans': 'cn',
  'zh-Hant': 'hk',
  vi: 'vn',
  th: 'th',
  hi: 'in',
  uk: 'ua',
  bg: 'bg',
}

export type Place = { country?: string; zone?: string }

/** "harbour.co.uk" -> gb; a declared "es-AR" -> ar; a text in German -> de. "en-US" is what themes declare: it tells nothing. */
export function readPlace(host: string, declared: string | undefined, language: string | undefined): Place {
  const domain = host.split('.').at(-1) ?? ''
  const second = /^(?:co|com|org|net|gov|ac|or|ne|gob|gouv)$/.test(host.split('.').at(-2) ?? '')
  const region = /^[a-z]{2}[-_]([a-z]{2})$/i.exec(declared?.trim() ?? '')?.[1]?.toLowerCase()
  const country =
    (domain in ZONE_BY_COUNTRY && (second || !SOLD_DOMAINS.has(domain)) ? domain : undefined) ??
    (region && region in ZONE_BY_COUNTRY ? region : undefined) ??
    COUNTRY_BY_LANGUAGE[language ?? '']
  if (country === undefined) return {}
  const zone = ZONE_BY_COUNTRY[country]
  return { country: country === 'uk' ? 'gb' : country, ...(zone ? { zone } : {}) }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in a zone. ("sv-SE" writes ISO days.) */
export function dayInZone(at: string, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(new Date(at))
}
