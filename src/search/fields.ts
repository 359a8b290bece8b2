// The fields of a query: their names, what may stand after the colon, and the nearest one to a misspelt one.

export const FIELDS = [
  'title',
  'author',
  'source',
  'publication',
  'kind',
  'lang',
  'country',
  'tag',
  'tech',
  'place',
  'story',
  'published',
  'seen',
  'has',
  'is',
] as const
export type Field = (typeof FIELDS)[number]

export const EXAMPLES: Record<Field, string> = {
  title: 'title:hospital',
  author: 'author:"Wong Tien Yin"',
  source: 'source:harbour-daily',
  publication: 'publication:"Harbour Daily"',
  kind: 'kind:journal',
  lang: 'lang:zh',
  country: 'country:CN',
  tag: 'tag:risk/privacy',
  tech: 'tech:deepseek',
  place: 'place:CN-GD',
  story: 'story:12',
  published: 'published:2025-03',
  seen: 'seen:<7d',
  has: 'has:edit',
  is: 'is:paywalled',
}

/** Fields whose values are a closed list; any other value finds nothing, and the query says so. */
const CLOSED: Partial<Record<Field, readonly string[]>> = {
  kind: [
    'journal',
    'preprint-server',
    'newspaper',
    'wire',
    'trade',
    'aggregator',
    'regulator',
    'institution',
    'company',
    'press-release',
    'blog',
    'dataset',
    'other',
  ],
  has: ['figure', 'number-change', 'edit', 'credit', 'doi'],
  is: ['paywalled'],
}

export function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name)
}

/** "tite" -> "title"; undefined when nothing is near. */
export function nearestField(name: string): Field | undefined {
  return nearestOf(FIELDS, name)
}

/** What a closed field may hold instead of `value`; undefined when it may hold `value` itself. */
export function offerValues(
  field: Field,
  value: string,
): { known: readonly string[]; nearest?: string } | undefined {
  const known = CLOSED[field]
  if (!known || known.includes(asSlug(value))) return undefined
  const nearest = nearestOf(known, asSlug(value))
  return nearest === undefined ? { known } : { known, nearest }
}

/** Values as they are asked for in the index: "Press release" -> "press-release", "China" -> "cn", "chinese" -> "zh". */
export function valuesToLookUp(field: Field, value: string): string[] {
  const plain = value.toLowerCase()
  const values = [plain, asSlug(plain)]
  if (field === 'country' || field === 'place') values.push(...codesOf('region', plain))
  if (field === 'lang') values.push(...codesOf('language', plain))
  return [...new Set(values)]
}

function asSlug(value: string): string {
  return value.toLowerCase().trim().replace(/\s+/g, '-')
}

function nearestOf<T extends string>(names: readonly T[], name: string): T | undefined {
  return names
    .map((known) => ({ known, distance: editDistance(known, name) }))
    .filter(({ distance }) => distance <= 2 && distance < name.length)
    .sort((a, b) => a.distance - b.distance)[0]?.known
}

const LANGUAGES = 'ar bn de en es fa fr he hi id it ja ko ms nl pl pt ru sv sw ta te th tr uk ur vi zh'.split(
  ' ',
)
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const codesByName = new Map<string, Map<string, string>>()

/** "china" -> ["cn"]; the names are English, as the facets write them. */
function codesOf(type: 'region' | 'language', name: string): string[] {
  let codes = codesByName.get(type)
  if (!codes) {
    const names = new Intl.DisplayNames(['en'], { type, fallback: 'none' })
    const all = type === 'language' ? LANGUAGES : LETTERS.flatMap((a) => LETTERS.map((b) => a + b))
    codes = new Map(all.flatMap((code) => (names.of(code) ? [[names.of(code)!.toLowerCase(), code]] : [])))
    // The short names that pages show.
    if (type === 'region') codes.set('hong kong', 'HK').set('macao', 'MO')
    codesByName.set(type, codes)
  }
  const code = codes.get(name)
  return code === undefined ? [] : [code.toLowerCase()]
}

/** Levenshtein distance; both words are short. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}
