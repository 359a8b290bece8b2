// The limits of this room, each with its unit. What lies beyond is cut and said in a warning, never thrown at.

export const limits = {
  textCharsMax: 16_000_000, // of one document; the door stops at 15 MiB
  entriesMax: 2_000, // per feed or listing page
  sitemapUrlsMax: 50_000, // per sitemap, the protocol's own bound; the newest `entriesMax` are kept
  childSitemapsMax: 1_000, // per sitemap index
  plainCharsMax: 2_000_000, // of a document that rss-parser reads
  plainTagChars: 10_000, // of one tag in it
  depthMax: 100, // levels of nested elements
  attributesMax: 50, // per element
  elementsMax: 400_000, // per document
  ownEntitiesMax: 100, // declared by a document type
  ownEntityUsesMax: 1_000, // per document
  derivedTitleChars: 100, // of a title made from an entry's text
  titleChars: 1_000,
  textChars: 1_000_000, // of one summary or content
  guidChars: 2_000, // longer ones are stored as their hash
  urlChars: 4_096,
  nameChars: 300, // one author, category, publication
  authorsMax: 200, // per entry; large trials list that many
  categoriesMax: 50, // per entry
  warningsMax: 20, // per document
  linksMax: 20_000, // looked at per page
  feedLinksMax: 20, // discovered per page
} as const
