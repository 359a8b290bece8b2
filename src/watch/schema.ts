// The shape of what the operator writes in feeds/: one schema for each kind of entry.
// It says what is wrong in words that say what to do; it never reads a file.

import { z } from 'zod'

export const publicationKinds = [
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
] as const

/** Limits on one file, in entries and characters. */
export const fileCharactersMax = 2_000_000
export const entriesPerFileMax = 10_000
const wordsPerListMax = 5_000
const wordCharactersMax = 120
const textCharactersMax = 1_000
const urlCharactersMax = 2_000

const text = z.string().trim().min(1, 'is empty: write something or take the line out').max(textCharactersMax)
const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens, like "harbour-daily"')
const language = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'must be a language code, like en or zh-Hant')
const address = z.string().max(urlCharactersMax).refine(isWebAddress, {
  message: 'must be an http or https address without user name and password, like https://daily.example/rss',
})
const host = z
  .string()
  .regex(
    /^(?!www\.)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/,
    'must be a host name in small letters without "www." and without https://, like daily.example',
  )
const issn = z.string().regex(/^\d{4}-\d{3}[\dX]$/, 'must be an ISSN, like 0098-7484')
const kind = z.enum(publicationKinds)
const selector = z.string().trim().min(1).max(textCharactersMax)
const word = z.string().trim().min(1).max(wordCharactersMax)
const words = z.array(word).max(wordsPerListMax)

export const listingSchema = z.strictObject({
  entry: selector,
  link: selector.exactOptional(),
  title: selector.exactOptional(),
  date: selector.exactOptional(),
  summary: selector.exactOptional(),
})

export const sourceSchema = z
  .strictObject({
    name: kebab,
    title: text,
    method: z.enum(['feed', 'sitemap', 'listing']),
    url: address,
    homepage: address.exactOptional(),
    publication: kebab.exactOptional(),
    kind,
    language: language.exactOptional(),
    enabled: z.boolean().default(true),
    why: text.exactOptional(),
    note: text.exactOptional(),
    listing: listingSchema.exactOptional(),
    allOurs: z.boolean().exactOptional(),
    opml: z.record(z.string().regex(/^[a-zA-Z_][\w.-]*$/), z.string().max(urlCharactersMax)).exactOptional(),
  })
  .superRefine((source, context) => {
    if (!source.enabled && source.why === undefined) {
      context.addIssue({ code: 'custom', path: ['why'], message: 'is missing: say why the source is off' })
    }
    if (source.enabled && source.method === 'listing' && source.listing === undefined) {
      const message = 'is missing: a listing page needs CSS selectors, at least listing: { entry: "article" }'
      context.addIssue({ code: 'custom', path: ['listing'], message })
    }
  })

export const publicationSchema = z.strictObject({
  id: kebab,
  name: text,
  nameZh: text.exactOptional(),
  kind,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code of two capitals, like HK')
    .exactOptional(),
  language: language.exactOptional(),
  homepage: address.exactOptional(),
  hosts: z.array(host).default([]),
  issns: z.array(issn).default([]),
  aliases: z.array(text).default([]),
})

export const tagSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z]+(\/[A-Za-z0-9]+(-[a-z0-9]+)*)+$/, 'must be a path with a facet, like risk/privacy'),
    label: text,
    labelZh: text.exactOptional(),
    parent: text.exactOptional(),
    words: words.default([]),
    hints: words.default([]),
    masks: words.default([]),
    points: z.number().int().min(1).max(100).default(2),
    kinds: z.array(kind).default([]),
    codes: z.array(text).default([]),
  })
  .strict()

export const relevanceSchema = z.strictObject({
  decides: words.default([]),
  technology: words.min(1, 'is empty: without words for AI nothing is ours'),
  technologyHints: words.default([]),
  medicine: words.min(1, 'is empty: without words for medicine nothing is ours'),
  medicineHints: words.default([]),
  masks: words.default([]),
  against: z.array(z.strictObject({ name: text, words })).default([]),
})

export function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return /^https?:$/.test(url.protocol) && url.hostname !== '' && url.username === '' && url.password === ''
}
