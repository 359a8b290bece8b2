// Owns the identifiers of scholarly articles: finds DOI, PMID, PMCID and arXiv ids in prose, markup and URLs and
// writes each in one form. It must never ask whether an id exists, and never guess one from a title.

import type { ArticleIds } from '../model.ts'

const textCharsMax = 2_000_000
const doisMax = 500
const percentRoundsMax = 3 // proxies encode an encoded URL again

/**
 * The first id of each kind, in reading order.
 * "see https://doi.org/10.1001/JAMA.2025.6571." -> { doi: "10.1001/jama.2025.6571" }
 */
export function findIds(text: string): ArticleIds {
  const readable = foldForIds(text)
  const ids: ArticleIds = {}
  const doi = scanDois(readable, 1)[0] ?? doiOfPublisherUrl(readable)
  if (doi) ids.doi = doi
  const pmid = findFirst(readable, pmidPatterns)
  if (pmid) ids.pmid = pmid.replace(/^0+/, '')
  const pmcid = findFirst(readable, pmcidPatterns)
  if (pmcid) ids.pmcid = `PMC${pmcid.replace(/^0+/, '')}`
  const arxiv = findArxiv(readable)
  if (arxiv) ids.arxiv = arxiv
  return ids
}

/** Every different DOI, in reading order, at most `max`. */
export function findDois(text: string, max: number = doisMax): string[] {
  return scanDois(foldForIds(text), Math.min(max, doisMax))
}

/** One field's value -> lower-case DOI without resolver: "doi:10.1001/JAMA.2025.6571 " -> "10.1001/jama.2025.6571". */
export function normaliseDoi(raw: string): string | undefined {
  return scanDois(foldForIds(raw), 1)[0]
}

// ---------------------------------------------------------------- folding

// Typesetters put soft hyphens and zero-width spaces into long ids, and Unicode hyphens for "-".
function foldForIds(text: string): string {
  let folded = text.length > textCharsMax ? text.slice(0, textCharsMax) : text
  folded = folded.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '').replace(/[\u2010-\u2012\u2212]/g, '-')
  for (let round = 0; round < percentRoundsMax && /%[0-9a-f]{2}/i.test(folded); round++) {
    folded = folded.replace(/(?:%[0-9a-f]{2})+/gi, decodePercentRun)
  }
  return folded.includes('&')
    ? folded.replace(/&(?:amp|lt|gt|#47|#x2f|#38|#60|#62);/gi, decodeEntity)
    : folded
}

function decodePercentRun(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    // A broken sequence: keep what is plain ASCII, leave the rest as written.
    return run.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }
}

function decodeEntity(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase()
  if (name === 'lt' || name === '#60') return '<'
  if (name === 'gt' || name === '#62') return '>'
  return name === 'amp' || name === '#38' ? '&' : '/'
}

function findFirst(text: string, patterns: readonly RegExp[]): string | undefined {
  let first: { at: number; value: string } | undefined
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    const value = match?.[1]
    if (match && value && (!first || match.index < first.at)) first = { at: match.index, value }
  }
  return first?.value
}

// ---------------------------------------------------------------- DOI

// DOI syntax: DOI Handbook 2.2 (a prefix 10.NNNN[.N…], a slash, any printable suffix); Crossref's advice on suffixes
// ("a-z, 0-9, -._;()/:") decides where one ends in running text. The SICI form is the one common exception:
// 10.1002/(SICI)1097-4636(199823)43:4<338::AID-JBM16>3.0.CO;2-B
const siciForm = String.raw`\([sS][iI][cC][iI]\)[^\s<>"]{1,60}<[^\s<>"]{1,40}>[0-9.]+[cC][oO];2-[\w#]`
const plainForm = String.raw`[^\s"'<>|\\^\x60{}\[\],&?#“”‘’«»\u2026\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]{2,200}`
const doiPattern = new RegExp(
  String.raw`(?:(?<![A-Za-z0-9.])|(?<=doi|DOI))10\.\d{4,9}(?:\.\d{1,9})*/(?:${siciForm}|${plainForm})`,
  'g',
)

function scanDois(text: string, max: number): string[] {
  const found: string[] = []
  for (const match of text.matchAll(doiPattern)) {
    const doi = trimDoi(match[0])
    if (doi && !found.includes(doi)) found.push(doi)
    if (found.length >= max) break
  }
  return found
}

// What publishers append to a DOI in their URLs, and what prose leaves behind it. Seen on: Atypon (/full, /abstract,
// /pdf, /epdf), Springer (/figures/2, .pdf), Frontiers (/full), HighWire (.full.pdf+html), Silverchair (/7891234).
const urlTails: readonly RegExp[] = [
  /;jsessionid=.*$/i,
  /\.(?:full|abstract|short|figures-only|article-info|info|long)(?:[.-]text)?(?:\.pdf)?(?:\+html)?$/i,
  /\.(?:pdf|html?|xhtml|xml|epub|json)$/i,
  /\/(?:full|fulltext|full-text|fullarticle|abstract|abs|pdf|epdf|pdfdirect|epub|html|meta|summary|references|metrics|citations|asset)$/i,
  /\/(?:figures|tables|suppl_file|supplementary)(?:\/.*)?$/i,
]
const gluedWord = /(?<=\d)\.?(?:Published|Epub|PMID|PMCID|Copyright|Accessed|Available|Received|https?:).*$/
const trailingPunctuation = /[.,;:!?'"*_~/-]+$/
// bioRxiv and medRxiv (prefixes 10.1101, since December 2025 10.64898): the version belongs to the page, not the DOI.
const preprintForm = /^(10\.(?:1101|64898)\/(?:\d{4}\.\d{2}\.\d{2}\.\d{5,9}|\d{6}))(?:v\d+)?(?![\d]).*$/
const oupForm = /^(10\.1093\/[a-z]+\/[a-z]{2,}\d+)\/\d{5,}$/
const arxivDoiForm = /^(10\.48550\/arxiv\.\d{4}\.\d{4,5})v\d+$/

function trimDoi(raw: string): string | undefined {
  let doi = raw.replace(gluedWord, '')
  for (let before = ''; before !== doi; ) {
    before = doi
    for (const tail of urlTails) doi = doi.replace(tail, '')
    // SICI ends in "2-B" or "2-#": its last sign is part of it.
    if (!/co;2-.$/i.test(doi)) doi = doi.replace(trailingPunctuation, '')
    doi = dropUnopenedBracket(doi)
  }
  doi = doi.toLowerCase()
  for (const form of [preprintForm, oupForm, arxivDoiForm]) doi = doi.replace(form, '$1')
  return /^10\.\d{4,9}(?:\.\d+)*\/\S{2,}$/.test(doi) ? doi : undefined
}

// "(doi:10.1016/s0140-6736(25)00947-2)" keeps the pair and loses the last bracket.
function dropUnopenedBracket(doi: string): string {
  if (!doi.endsWith(')')) return doi
  const opened = doi.split('(').length
  const closed = doi.split(')').length
  return closed > opened ? doi.slice(0, -1) : doi
}

// Publishers whose article URL spells the DOI's suffix. "[.-]" lets library proxies through (nature-com.proxy.example).
const publisherUrls: readonly { url: RegExp; doi: (id: string) => string }[] = [
  // nature.com/articles/s41591-025-03632-8 (Springer Nature: the article id is the suffix)
  {
    url: /nature[.-]com[^\s"'<>/]{0,80}\/articles\/(s\d{5}-\d{3}-\d{4,5}-[\da-z]|d\d{5}-\d{3}-\d{5}-[\da-z])/i,
    doi: (id) => `10.1038/${id}`,
  },
  // thelancet.com/journals/lancet/article/PIIS0140-6736(25)00947-2/fulltext (Elsevier: PII -> suffix)
  {
    url: /thelancet[.-]com[^\s"'<>]{0,200}?\/PII(S\d{4}-\d{4}\(\d{2}\)\d{5}-[\dX])/i,
    doi: (id) => `10.1016/${id}`,
  },
  // bmj.com/content/388/bmj.r123 and bmj.com/content/388/bmj-2024-081234
  { url: /bmj[.-]com[^\s"'<>/]{0,80}\/content\/\d+\/(bmj[.-][a-z0-9-]+)/i, doi: (id) => `10.1136/${id}` },
]

function doiOfPublisherUrl(text: string): string | undefined {
  for (const { url, doi } of publisherUrls) {
    const id = url.exec(text)?.[1]
    if (id) return doi(id).toLowerCase()
  }
  return undefined
}

// ---------------------------------------------------------------- PubMed, PubMed Central

const pmidPatterns: readonly RegExp[] = [
  /pubmed[.-]ncbi[.-]nlm[.-]nih[.-]gov[^\s"'<>/]{0,80}\/(?:\?term=)?0*([1-9]\d{0,8})(?!\d)/i,
  /ncbi[.-]nlm[.-]nih[.-]gov[^\s"'<>/]{0,80}\/(?:m\/)?pubmed\/(?:\?term=)?0*([1-9]\d{0,8})(?!\d)/i,
  /europepmc[.-]org[^\s"'<>/]{0,80}\/(?:article|abstract|articles)\/med\/0*([1-9]\d{0,8})(?!\d)/i,
  /(?<![a-z])(?:pmid|pubmed[ _-]?id)\s{0,3}[:：=#/]?\s{0,3}0*([1-9]\d{2,8})(?!\d)/i,
]

const pmcidPatterns: readonly RegExp[] = [
  /(?<![A-Za-z0-9])pmc\s?0*([1-9]\d{3,9})(?![\w])/i,
  /(?<![a-z])pmcid\s{0,3}[:：=#]?\s{0,3}(?:pmc)?\s?0*([1-9]\d{3,9})(?!\d)/i,
]

// ---------------------------------------------------------------- arXiv

// arXiv identifier schemes (info.arxiv.org/help/arxiv_identifier): 2401.01234[vN] since 2007-04 (four digits to 2014),
// before that archive[.subject]/yymmnnn.
const newArxiv = String.raw`\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}`
const oldArxiv = String.raw`[a-z]{2,8}(?:-[a-z]{2,4})?(?:\.[A-Za-z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}`
const arxivPatterns: readonly RegExp[] = [
  new RegExp(
    String.raw`ar[x5]iv[.-](?:org|labs)[^\s"'<>/]{0,80}/(?:abs|pdf|html|ps|format|src|list|e-print)/(${newArxiv}|${oldArxiv})(?!\d)`,
    'i',
  ),
  new RegExp(String.raw`alphaxiv[.-]org[^\s"'<>/]{0,80}/(?:abs|pdf|overview)/(${newArxiv})(?!\d)`, 'i'),
  new RegExp(String.raw`huggingface[.-]co[^\s"'<>/]{0,80}/papers/(${newArxiv})(?!\d)`, 'i'),
  new RegExp(
    String.raw`(?<![a-z])arxiv(?:\s?(?:preprint|e-print|id))?\s{0,3}(?:arxiv)?[:：.]?\s{0,3}(${newArxiv}|${oldArxiv})(?!\d)`,
    'i',
  ),
]

function findArxiv(text: string): string | undefined {
  const id = findFirst(text, arxivPatterns)
  // arXiv itself drops the subject class of old ids: math.GT/0309136 -> math/0309136.
  return id?.toLowerCase().replace(/\.[a-z]{2}\//, '/')
}
